//! Review cycles: the list, and one with its reviews.

use concert_coalition::{Coalition, OpenCycle, Question, Review, day_number};
use concert_terms::{Id, Names};
use jiff::civil::Date;
use serde::Serialize;

use crate::decisions::organisation;
use crate::label::OrganisationLabel;
use crate::{Asked, Secretariat, Unanswered};

/// A review cycle in the list of cycles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CycleRow {
    /// Identifier.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// The plan whose implementation is reviewed.
    pub plan: (Id, Names),
    /// The last day on which the reviewed members answer.
    pub answers_by: Date,
    /// The last day on which reviewers observe and others remark.
    pub observations_by: Date,
    /// Where it stands.
    pub stage: CycleStage,
    /// Days left in its stage, today included; none once both have passed.
    pub days_left: Option<u32>,
    /// How many questions each member is asked.
    pub questions: usize,
    /// How many members are reviewed.
    pub reviews: usize,
    /// How many of these reviews are closed.
    pub closed: usize,
    /// Index of the statement that opened it.
    pub statement: u64,
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

/// A cycle with its reviews.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CycleInFull {
    /// The facts that lists show.
    pub cycle: CycleRow,
    /// What every member is asked.
    pub questions: Vec<Question>,
    /// The reviews, by the name of the member.
    pub pairings: Vec<PairingRow>,
}

/// The review of a member in the list of a cycle.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairingRow {
    /// Who is reviewed.
    pub reviewed: OrganisationLabel,
    /// By whom.
    pub reviewers: Vec<OrganisationLabel>,
    /// How many questions it answered.
    pub answered: usize,
    /// How many observations there are.
    pub observations: usize,
    /// How many of these lapsed: their day passed without an answer.
    pub lapsed: usize,
    /// Whether it is closed.
    pub closed: bool,
    /// From which day it is public, once that was set.
    pub public_from: Option<Date>,
}

impl CycleStage {
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

impl Secretariat {
    /// Every review cycle, the latest first.
    pub fn review_cycles(&self, today: Date) -> Vec<CycleRow> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let cycles = coalition.reviews.cycles.values();
        let mut rows: Vec<CycleRow> = cycles.map(|open| row(coalition, open, today)).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.statement));
        rows
    }

    /// One cycle with its reviews.
    pub fn review_cycle(&self, id: Id, today: Date) -> Asked<CycleInFull> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let open = coalition.reviews.cycles.get(&id);
        let open = open.ok_or_else(|| Unanswered::absent("review cycle", &id.to_string()))?;
        let mut pairings: Vec<PairingRow> =
            open.reviews.values().map(|review| pairing(coalition, review, today)).collect();
        pairings.sort_by(|a, b| {
            let key =
                |row: &PairingRow| (row.reviewed.names.pick("en").to_owned(), row.reviewed.id);
            key(a).cmp(&key(b))
        });
        Ok(CycleInFull {
            cycle: row(coalition, open, today),
            questions: open.cycle.questions.clone(),
            pairings,
        })
    }
}

pub(super) fn row(coalition: &Coalition, open: &OpenCycle, today: Date) -> CycleRow {
    let cycle = &open.cycle;
    let closed = open.reviews.values().filter(|review| review.closed.is_some()).count();
    let (stage, until) = if closed == open.reviews.len() {
        (CycleStage::Closed, None)
    } else if today <= cycle.answers_by {
        (CycleStage::Answers, Some(cycle.answers_by))
    } else if today <= cycle.observations_by {
        (CycleStage::Observations, Some(cycle.observations_by))
    } else {
        (CycleStage::Due, None)
    };
    let left = |until: Date| u32::try_from(day_number(until) - day_number(today) + 1).ok();
    let plan = coalition.plan.in_force(&cycle.plan);
    CycleRow {
        id: cycle.id,
        names: cycle.names.clone(),
        plan: (cycle.plan, plan.map(|plan| plan.names.clone()).unwrap_or_default()),
        answers_by: cycle.answers_by,
        observations_by: cycle.observations_by,
        stage,
        days_left: until.and_then(left),
        questions: cycle.questions.len(),
        reviews: open.reviews.len(),
        closed,
        statement: open.said.statement,
    }
}

fn pairing(coalition: &Coalition, review: &Review, today: Date) -> PairingRow {
    let observations = &review.observations;
    PairingRow {
        reviewed: organisation(coalition, review.pairing.reviewed),
        reviewers: review.pairing.reviewers.map(|id| organisation(coalition, id)).to_vec(),
        answered: review.answers.len(),
        observations: observations.len(),
        lapsed: observations.iter().filter(|it| it.has_lapsed(today)).count(),
        closed: review.closed.is_some(),
        public_from: review.public_from.as_ref().map(|(from, _)| *from),
    }
}
