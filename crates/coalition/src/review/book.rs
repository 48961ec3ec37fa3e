//! What holds of review cycles.

use std::collections::{BTreeMap, BTreeSet};

use concert_terms::{Id, Names};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::numbered::{numbered, numbered_mut};
use crate::review::{CycleStage, Followed, Pairing, ReviewClosing, ReviewCycle};
use crate::{Body, Said, Statement};

/// Everything of review cycles that holds after the statements so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ReviewBook {
    /// Cycles, by identifier.
    pub cycles: BTreeMap<Id, OpenCycle>,
}

/// A cycle and its reviews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCycle {
    /// How it was opened.
    pub cycle: ReviewCycle,
    /// Who opened it and when.
    pub said: Said,
    /// Reviews, by the member that is reviewed.
    pub reviews: BTreeMap<Id, Review>,
}

/// The review of one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Who is reviewed by whom.
    pub pairing: Pairing,
    /// Answers, by the number of the question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<u32, GivenAnswer>,
    /// Observations; the number of each is its place, counted from one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation>,
    /// Remarks of other members, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// From which day it is public, once the reviewed member set one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_from: Option<(Date, Said)>,
    /// How it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<(ReviewClosing, Said)>,
}

/// What a reviewed member answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAnswer {
    /// The answer by language.
    pub text: Names,
    /// Who spoke for it and when.
    pub said: Said,
}

/// What a reviewer observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// The reviewer.
    pub reviewer: Id,
    /// What it observed, by language.
    pub text: Names,
    /// The number of the action that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The last day on which it is answered.
    pub reply_by: Date,
    /// Who spoke for the reviewer and when.
    pub said: Said,
    /// What the reviewed member answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<GivenAnswer>,
    /// What each reviewer says of whether it was followed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<Id, Mark>,
}

/// What a reviewer says of whether an observation was followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Whether it was.
    pub followed: Followed,
    /// On what that rests.
    pub text: String,
    /// Who spoke for the reviewer and when.
    pub said: Said,
}

/// What another member remarked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Who remarked.
    pub organisation: Id,
    /// The question that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<u32>,
    /// The remark.
    pub text: String,
    /// Who spoke for it and when.
    pub said: Said,
}

impl Observation {
    /// Whether its day passed without an answer.
    pub fn has_lapsed(&self, today: Date) -> bool {
        self.answer.is_none() && self.reply_by < today
    }

    /// Whether it still waits for an answer.
    pub fn is_open(&self, today: Date) -> bool {
        self.answer.is_none() && today <= self.reply_by
    }
}

impl OpenCycle {
    /// Where it stands on a day. Once every review is closed, its days do not matter any more.
    pub fn stage(&self, today: Date) -> CycleStage {
        if self.reviews.values().all(|review| review.closed.is_some()) {
            CycleStage::Closed
        } else if today <= self.cycle.answers_by {
            CycleStage::Answers
        } else if today <= self.cycle.observations_by {
            CycleStage::Observations
        } else {
            CycleStage::Due
        }
    }

    /// The last day of its stage, while members answer or reviewers observe.
    pub fn until(&self, today: Date) -> Option<Date> {
        match self.stage(today) {
            CycleStage::Answers => Some(self.cycle.answers_by),
            CycleStage::Observations => Some(self.cycle.observations_by),
            CycleStage::Due | CycleStage::Closed => None,
        }
    }
}

impl Review {
    /// Whether everybody may read it: it is closed, and the day came that its member set.
    pub fn is_public(&self, today: Date) -> bool {
        let day_came = self.public_from.as_ref().is_some_and(|(from, _)| *from <= today);
        self.closed.is_some() && day_came
    }

    /// What its closing would state: what was never answered. The days are not looked at.
    pub fn closing(&self, cycle: &ReviewCycle) -> ReviewClosing {
        let questions = cycle.questions.iter().map(|question| question.number);
        let unanswered = questions.filter(|number| !self.answers.contains_key(number)).collect();
        let observations = (1..).zip(&self.observations);
        let lapsed = observations.filter(|(_, observation)| observation.answer.is_none());
        ReviewClosing {
            cycle: cycle.id,
            reviewed: self.pairing.reviewed,
            unanswered,
            lapsed: lapsed.map(|(number, _)| number).collect(),
        }
    }
}

impl ReviewBook {
    /// The review of a member in a cycle.
    pub fn review(&self, cycle: &Id, reviewed: &Id) -> Option<&Review> {
        self.cycles.get(cycle)?.reviews.get(reviewed)
    }

    /// Every organisation that reviews or is reviewed.
    pub(crate) fn organisations(&self) -> BTreeSet<Id> {
        let pairings = self.cycles.values().flat_map(|open| &open.cycle.pairings);
        let both = |pairing: &Pairing| {
            let [first, second] = pairing.reviewers;
            [pairing.reviewed, first, second]
        };
        pairings.flat_map(both).collect()
    }

    /// Index of the statement that says what holds now of what a statement is about.
    pub(crate) fn latest_about(&self, body: &Body) -> Option<u64> {
        let (cycle, reviewed) = body.review()?;
        let review = self.review(&cycle, &reviewed)?;
        let observation = |number: u32| numbered(&review.observations, number);
        let said = match body {
            Body::ReviewAnswered(given) => review.answers.get(&given.question)?.said,
            Body::ObservationAnswered(given) => {
                observation(given.observation)?.answer.as_ref()?.said
            }
            Body::ObservationMarked(mark) => {
                observation(mark.observation)?.marks.get(&mark.reviewer)?.said
            }
            Body::ReviewPublicationSet(_) => review.public_from.as_ref()?.1,
            _ => return None,
        };
        Some(said.statement)
    }

    /// Applies the next statement; others than those about reviews change nothing, and so does one
    /// that names a review or an observation that is not there.
    pub(crate) fn apply(&mut self, index: u64, statement: &Statement) {
        let said = Said::of(index, statement);
        if let Body::ReviewCycleOpened(cycle) = &statement.body {
            let review = |pairing: &Pairing| Review {
                pairing: *pairing,
                answers: BTreeMap::new(),
                observations: Vec::new(),
                remarks: Vec::new(),
                public_from: None,
                closed: None,
            };
            let reviews = cycle.pairings.iter().map(|pairing| (pairing.reviewed, review(pairing)));
            let opened = OpenCycle { cycle: (**cycle).clone(), said, reviews: reviews.collect() };
            self.cycles.insert(cycle.id, opened);
        } else if let Some((cycle, reviewed)) = statement.body.review()
            && let Some(open) = self.cycles.get_mut(&cycle)
            && let Some(review) = open.reviews.get_mut(&reviewed)
        {
            review.apply(&statement.body, said);
        }
    }
}

impl Review {
    fn apply(&mut self, body: &Body, said: Said) {
        match body {
            Body::ReviewAnswered(given) => {
                let answer = GivenAnswer { text: given.text.clone(), said };
                self.answers.insert(given.question, answer);
            }
            Body::ReviewObserved(observed) => self.observations.push(Observation {
                reviewer: observed.reviewer,
                text: observed.text.clone(),
                action: observed.action.clone(),
                reply_by: observed.reply_by,
                said,
                answer: None,
                marks: BTreeMap::new(),
            }),
            Body::ObservationAnswered(given) => {
                if let Some(observation) = self.observation_mut(given.observation) {
                    observation.answer = Some(GivenAnswer { text: given.text.clone(), said });
                }
            }
            Body::ObservationMarked(mark) => {
                if let Some(observation) = self.observation_mut(mark.observation) {
                    let (followed, text) = (mark.followed, mark.text.clone());
                    observation.marks.insert(mark.reviewer, Mark { followed, text, said });
                }
            }
            Body::ReviewRemarked(remark) => self.remarks.push(Remark {
                organisation: remark.organisation,
                question: remark.question,
                text: remark.text.clone(),
                said,
            }),
            Body::ReviewPublicationSet(set) => self.public_from = Some((set.from, said)),
            Body::ReviewClosed(closing) => self.closed = Some((closing.clone(), said)),
            _ => {}
        }
    }

    fn observation_mut(&mut self, number: u32) -> Option<&mut Observation> {
        numbered_mut(&mut self.observations, number)
    }
}

impl Body {
    /// The review that is acted on, by its cycle and the reviewed member; none where a cycle is
    /// only just opened, or none is.
    pub fn review(&self) -> Option<(Id, Id)> {
        match self {
            Self::ReviewAnswered(it) => Some((it.cycle, it.reviewed)),
            Self::ReviewObserved(it) => Some((it.cycle, it.reviewed)),
            Self::ObservationAnswered(it) => Some((it.cycle, it.reviewed)),
            Self::ObservationMarked(it) => Some((it.cycle, it.reviewed)),
            Self::ReviewRemarked(it) => Some((it.cycle, it.reviewed)),
            Self::ReviewPublicationSet(it) => Some((it.cycle, it.reviewed)),
            Self::ReviewClosed(it) => Some((it.cycle, it.reviewed)),
            _ => None,
        }
    }
}
