//! Review cycles: the list, and one with its reviews.

use concert_coalition::{Coalition, CycleStage, OpenCycle, Review, ReviewCycle, day_number};
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
    /// How many answers the members gave, all together.
    pub answered: usize,
    /// How many answers they are asked for: questions times reviews.
    pub asked: usize,
    /// How many observations there are.
    pub observations: usize,
    /// How many of these wait for an answer whose day has not passed.
    pub waiting: usize,
    /// Index of the statement that opened it.
    pub statement: u64,
}

/// A cycle with its reviews.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CycleInFull {
    /// The facts that lists show.
    pub cycle: CycleRow,
    /// How it was opened: the questionnaire, and who reviews whom.
    pub description: ReviewCycle,
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
    /// Whether everybody may read it.
    pub is_public: bool,
    /// What is to be done next, the earliest day first.
    pub due: Vec<ReviewDue>,
}

/// Something that is to be done in a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReviewDue {
    /// What.
    pub what: DueInReview,
    /// How many of it; for a closing and for the day of publication, one.
    pub count: usize,
    /// The last day on which it can be done, where there is one.
    pub until: Option<Date>,
}

/// What can be due in a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueInReview {
    /// The reviewed member answers questions.
    Answers,
    /// Reviewers observe: as many as have not yet.
    Observations,
    /// The reviewed member answers observations.
    Replies,
    /// A coordinator or a reviewer closes the review.
    Closing,
    /// The reviewed member sets the day of publication of its closed review.
    Publication,
}

impl DueInReview {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 5] =
        [Self::Answers, Self::Observations, Self::Replies, Self::Closing, Self::Publication];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Observations => "observations",
            Self::Replies => "replies",
            Self::Closing => "closing",
            Self::Publication => "publication",
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
            open.reviews.values().map(|review| pairing(coalition, open, review, today)).collect();
        pairings.sort_by(|a, b| {
            let key =
                |row: &PairingRow| (row.reviewed.names.pick("en").to_owned(), row.reviewed.id);
            key(a).cmp(&key(b))
        });
        Ok(CycleInFull {
            cycle: row(coalition, open, today),
            description: open.cycle.clone(),
            pairings,
        })
    }
}

pub(super) fn row(coalition: &Coalition, open: &OpenCycle, today: Date) -> CycleRow {
    let cycle = &open.cycle;
    let closed = open.reviews.values().filter(|review| review.closed.is_some()).count();
    let observations = || open.reviews.values().flat_map(|review| &review.observations);
    let left = |until: Date| u32::try_from(day_number(until) - day_number(today) + 1).ok();
    let plan = coalition.plan.in_force(&cycle.plan);
    CycleRow {
        id: cycle.id,
        names: cycle.names.clone(),
        plan: (cycle.plan, plan.map(|plan| plan.names.clone()).unwrap_or_default()),
        answers_by: cycle.answers_by,
        observations_by: cycle.observations_by,
        stage: open.stage(today),
        days_left: open.until(today).and_then(left),
        questions: cycle.questions.len(),
        reviews: open.reviews.len(),
        closed,
        answered: open.reviews.values().map(|review| review.answers.len()).sum(),
        asked: cycle.questions.len() * open.reviews.len(),
        observations: observations().count(),
        waiting: observations().filter(|it| it.is_open(today)).count(),
        statement: open.said.statement,
    }
}

fn pairing(coalition: &Coalition, open: &OpenCycle, review: &Review, today: Date) -> PairingRow {
    let observations = &review.observations;
    PairingRow {
        reviewed: organisation(coalition, review.pairing.reviewed),
        reviewers: review.pairing.reviewers.map(|id| organisation(coalition, id)).to_vec(),
        answered: review.answers.len(),
        observations: observations.len(),
        lapsed: observations.iter().filter(|it| it.has_lapsed(today)).count(),
        closed: review.closed.is_some(),
        public_from: review.public_from.as_ref().map(|(from, _)| *from),
        is_public: review.is_public(today),
        due: due(open, review, today),
    }
}

/// What is to be done in a review. Nobody has to observe: the reviewers that have not yet are
/// counted as long as they still can.
pub(super) fn due(open: &OpenCycle, review: &Review, today: Date) -> Vec<ReviewDue> {
    let cycle = &open.cycle;
    let mut all = Vec::new();
    let mut add = |what, count, until| {
        if count > 0 {
            all.push(ReviewDue { what, count, until });
        }
    };
    if review.closed.is_some() {
        add(DueInReview::Publication, usize::from(review.public_from.is_none()), None);
        return all;
    }
    let answers_can_be_given = today <= cycle.answers_by;
    if answers_can_be_given {
        let missing = cycle.questions.len().saturating_sub(review.answers.len());
        add(DueInReview::Answers, missing, Some(cycle.answers_by));
    } else if today <= cycle.observations_by {
        let has_observed = |id: &&_| review.observations.iter().any(|it| it.reviewer == **id);
        let silent = review.pairing.reviewers.iter().filter(|id| !has_observed(id)).count();
        add(DueInReview::Observations, silent, Some(cycle.observations_by));
    }
    let waiting = || review.observations.iter().filter(|it| it.is_open(today));
    let first = waiting().map(|it| it.reply_by).min();
    add(DueInReview::Replies, waiting().count(), first);
    let is_over = cycle.observations_by < today && first.is_none();
    add(DueInReview::Closing, usize::from(is_over), None);
    all.sort_by_key(|it| it.until);
    all
}
