//! A cycle: who is reviewed by whom, about what, until when.

use std::collections::BTreeSet;

use concert_terms::{Id, Names, PlaceCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::review::ReviewRefusal;

/// A review cycle as it was opened; it is not changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewCycle {
    /// Identifier.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// The plan whose implementation is reviewed.
    pub plan: Id,
    /// What every reviewed member is asked.
    pub questions: Vec<Question>,
    /// The last day on which the reviewed members answer.
    pub answers_by: Date,
    /// The last day on which reviewers observe and others remark.
    pub observations_by: Date,
    /// Who is reviewed by whom.
    pub pairings: Vec<Pairing>,
}

/// One question of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its number; no two questions share one.
    pub number: u32,
    /// The question by language.
    pub text: Names,
    /// What of the journal is shown beside it.
    pub prefill: Prefill,
}

/// What of the journal is offered to a member that answers a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prefill {
    /// What the member promised towards an action of the plan.
    Commitments {
        /// The action's number.
        action: String,
    },
    /// What it reported of its commitments.
    Progress,
    /// Gaps between need and response in a place.
    Gaps {
        /// The place.
        place: PlaceCode,
    },
    /// What it does.
    Initiatives,
    /// Nothing: it is answered in words.
    FreeText,
}

/// A member under review and its two reviewers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairing {
    /// Who is reviewed.
    pub reviewed: Id,
    /// Who reviews.
    pub reviewers: [Id; 2],
}

/// Where a cycle stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CycleStage {
    /// Members answer.
    Answers,
    /// Reviewers observe.
    Observations,
    /// Its days have passed, and some review is not closed yet.
    Due,
    /// Every review is closed.
    Closed,
}

impl CycleStage {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Answers, Self::Observations, Self::Due, Self::Closed];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Observations => "observations",
            Self::Due => "due",
            Self::Closed => "closed",
        }
    }
}

impl ReviewCycle {
    /// The question with a number.
    pub fn question(&self, number: u32) -> Option<&Question> {
        self.questions.iter().find(|question| question.number == number)
    }

    /// Whether the cycle makes sense by itself. Every member is reviewed once, by two others that
    /// are not the same. Two members never review each other in one cycle: each would hold the
    /// other's result in its hand, and could trade mildness for mildness.
    pub(crate) fn is_sound(&self, today: Date) -> Result<(), ReviewRefusal> {
        let mut numbers = BTreeSet::new();
        for question in &self.questions {
            if !numbers.insert(question.number) {
                return Err(ReviewRefusal::TwoQuestions { number: question.number });
            }
        }
        let (answers_by, observations_by) = (self.answers_by, self.observations_by);
        if answers_by < today || observations_by <= answers_by {
            return Err(ReviewRefusal::DaysOutOfOrder { answers_by, observations_by, today });
        }
        let mut reviewed = BTreeSet::new();
        for pairing in &self.pairings {
            let organisation = pairing.reviewed;
            if !reviewed.insert(organisation) {
                return Err(ReviewRefusal::ReviewedTwice { organisation });
            }
            let [first, second] = pairing.reviewers;
            if first == second || pairing.reviewers.contains(&organisation) {
                return Err(ReviewRefusal::NotTwoOthers { organisation });
            }
        }
        for pairing in &self.pairings {
            let (first, mut others) = (pairing.reviewed, self.pairings.iter());
            let mutual = others.find(|other| {
                pairing.reviewers.contains(&other.reviewed) && other.reviewers.contains(&first)
            });
            if let Some(mutual) = mutual {
                return Err(ReviewRefusal::EachOther { first, second: mutual.reviewed });
            }
        }
        Ok(())
    }
}
