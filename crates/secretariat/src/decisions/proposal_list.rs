//! The list of proposals.

use std::cmp::Ordering;

use concert_coalition::{Coalition, Outcome, Proposal, Stage, Subject, day_number};
use concert_terms::{Id, Names};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::organisation;
use crate::label::OrganisationLabel;
use crate::{Asked, Secretariat, Unanswered};

/// What a list of proposals is narrowed to; what is absent is not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProposalFilter {
    /// Before this body.
    pub body: Option<Id>,
    /// At this stage.
    pub stage: Option<Stage>,
    /// About this.
    pub subject: Option<SubjectKind>,
}

/// What a proposal is about, without which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectKind {
    /// A version of a plan.
    PlanVersion,
    /// A new member.
    Admission,
    /// A programme of work.
    WorkProgramme,
    /// A declaration.
    Declaration,
    /// Anything else.
    Other,
}

/// What a proposal is about, with the names of what it names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SubjectView {
    /// What it is.
    pub kind: SubjectKind,
    /// The plan, of a plan version.
    pub plan: Option<(Id, Names)>,
    /// The number of the version.
    pub number: Option<u32>,
    /// The digest of the version.
    pub digest: Option<String>,
    /// The organisation, of an admission.
    pub organisation: Option<OrganisationLabel>,
}

/// A proposal in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProposalRow {
    /// Identifier.
    pub id: Id,
    /// Titles by language.
    pub title: Names,
    /// The body that decides.
    pub body: Id,
    /// Names of the body.
    pub body_names: Names,
    /// What it is about.
    pub subject: SubjectView,
    /// The member that proposed it.
    pub proposer: OrganisationLabel,
    /// Where it stands.
    pub stage: Stage,
    /// The last day of its stage, while comments or positions last.
    pub until: Option<Date>,
    /// Days left in its stage, today included: 1 on the last day.
    pub days_left: Option<u32>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When it was opened.
    pub opened: Timestamp,
    /// Index of the statement that opened it.
    pub statement: u64,
}

impl SubjectKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::PlanVersion, Self::Admission, Self::WorkProgramme, Self::Declaration, Self::Other];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::PlanVersion => "plan-version",
            Self::Admission => "admission",
            Self::WorkProgramme => "work-programme",
            Self::Declaration => "declaration",
            Self::Other => "other",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What a subject is.
    pub fn of(subject: &Subject) -> Self {
        match subject {
            Subject::PlanVersion { .. } => Self::PlanVersion,
            Subject::Admission { .. } => Self::Admission,
            Subject::WorkProgramme => Self::WorkProgramme,
            Subject::Declaration => Self::Declaration,
            Subject::Other => Self::Other,
        }
    }
}

impl Secretariat {
    /// Proposals: those that wait for somebody first, by the day on which that ends, then those
    /// that ended, the latest first. Refused: a body that is not there.
    pub fn proposals(&self, filter: &ProposalFilter, today: Date) -> Asked<Vec<ProposalRow>> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let bodies = &coalition.decisions.bodies;
        if let Some(body) = filter.body.filter(|body| !bodies.contains_key(body)) {
            return Err(Unanswered::absent("body", &body.to_string()));
        }
        let is_wanted = |proposal: &&Proposal| {
            let draft = &proposal.opening.draft;
            filter.body.is_none_or(|body| draft.body == body)
                && filter.stage.is_none_or(|stage| proposal.stage(today) == stage)
                && filter.subject.is_none_or(|kind| SubjectKind::of(&draft.subject) == kind)
        };
        let found = coalition.decisions.proposals.values().filter(is_wanted);
        let mut rows: Vec<ProposalRow> =
            found.map(|proposal| row(coalition, proposal, today)).collect();
        rows.sort_by(in_order);
        Ok(rows)
    }
}

/// Due ones first, then by the last day of the stage, then ended ones, the latest first.
pub(super) fn in_order(a: &ProposalRow, b: &ProposalRow) -> Ordering {
    let rank = |row: &ProposalRow| match row.stage {
        Stage::Due => 0,
        Stage::Positions | Stage::Comments => 1,
        Stage::Ended => 2,
    };
    let latest_first = b.statement.cmp(&a.statement);
    rank(a).cmp(&rank(b)).then(a.until.cmp(&b.until)).then(latest_first)
}

pub(super) fn row(coalition: &Coalition, proposal: &Proposal, today: Date) -> ProposalRow {
    let draft = &proposal.opening.draft;
    let stage = proposal.stage(today);
    let until = match stage {
        Stage::Comments => Some(draft.comment_until),
        Stage::Positions => Some(draft.decide_until),
        Stage::Due | Stage::Ended => None,
    };
    let body = coalition.decisions.bodies.get(&draft.body);
    let left = |until: Date| u32::try_from(day_number(until) - day_number(today) + 1).ok();
    ProposalRow {
        id: draft.id,
        title: draft.title.clone(),
        body: draft.body,
        body_names: body.map(|it| it.body.names.clone()).unwrap_or_default(),
        subject: subject(coalition, &draft.subject),
        proposer: organisation(coalition, proposal.opening.proposer),
        stage,
        until,
        days_left: until.and_then(left),
        outcome: proposal.outcome(),
        opened: proposal.said.at,
        statement: proposal.said.statement,
    }
}

fn subject(coalition: &Coalition, subject: &Subject) -> SubjectView {
    let kind = SubjectKind::of(subject);
    let plain = SubjectView { kind, plan: None, number: None, digest: None, organisation: None };
    match subject {
        Subject::PlanVersion { plan, number, digest } => {
            let versions = coalition.plan.plans.get(plan).map(|history| &history.versions);
            let version = versions.and_then(|all| all.iter().find(|it| it.number == *number));
            let names = version.map(|version| version.plan.names.clone()).unwrap_or_default();
            let (number, digest) = (Some(*number), Some(digest.clone()));
            SubjectView { plan: Some((*plan, names)), number, digest, ..plain }
        }
        Subject::Admission { organisation: id } => {
            SubjectView { organisation: Some(organisation(coalition, *id)), ..plain }
        }
        Subject::WorkProgramme | Subject::Declaration | Subject::Other => plain,
    }
}
