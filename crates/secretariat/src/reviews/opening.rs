//! What a review cycle can be opened with: plans, members, and pairings by lot.

use concert_coalition::{
    Actor, Command, Pairing, Prefill, Refusal, ReviewCommand, ReviewCycle, decide,
};
use concert_terms::{Id, Names};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::decisions::{day, organisation};
use crate::label::OrganisationLabel;
use crate::{Asked, Done, Secretariat};

/// What somebody who opens a review cycle can choose from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CycleChoices {
    /// Whether they may open one.
    pub may_open: bool,
    /// Plans with a version in force, by name.
    pub plans: Vec<(Id, Names)>,
    /// Members of the coalition, by name.
    pub members: Vec<OrganisationLabel>,
}

/// What a question is answered beside, without what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrefillKind {
    /// Nothing.
    FreeText,
    /// What the member promised towards an action.
    Commitments,
    /// How far all its commitments are.
    Progress,
    /// What it does.
    Initiatives,
    /// Gaps in a place.
    Gaps,
}

impl PrefillKind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::FreeText, Self::Commitments, Self::Progress, Self::Initiatives, Self::Gaps];

    /// The kind of what stands beside a question.
    pub fn of(prefill: &Prefill) -> Self {
        match prefill {
            Prefill::FreeText => Self::FreeText,
            Prefill::Commitments { .. } => Self::Commitments,
            Prefill::Progress => Self::Progress,
            Prefill::Initiatives => Self::Initiatives,
            Prefill::Gaps { .. } => Self::Gaps,
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::FreeText => "free-text",
            Self::Commitments => "commitments",
            Self::Progress => "progress",
            Self::Initiatives => "initiatives",
            Self::Gaps => "gaps",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What stands beside a question: `of` is the number of an action, or the code of a place, for
    /// the two kinds that name one. `None` where the place cannot be read, or where something is
    /// named that this kind has no use for.
    pub fn with(self, of: &str) -> Option<Prefill> {
        match (self, of) {
            (Self::Commitments, action) => Some(Prefill::Commitments { action: action.to_owned() }),
            (Self::Gaps, place) => Some(Prefill::Gaps { place: place.parse().ok()? }),
            (Self::FreeText, "") => Some(Prefill::FreeText),
            (Self::Progress, "") => Some(Prefill::Progress),
            (Self::Initiatives, "") => Some(Prefill::Initiatives),
            _ => None,
        }
    }
}

impl Secretariat {
    /// What somebody can open a cycle with on a day; whether they may is asked of the domain.
    pub fn cycle_choices(&self, actor: &Actor, now: Timestamp) -> CycleChoices {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let today = day(now);
        let blank = ReviewCycle {
            id: Id::from_bytes([0; 16]),
            names: Names::default(),
            plan: Id::from_bytes([0; 16]),
            questions: Vec::new(),
            answers_by: today,
            observations_by: today,
            pairings: Vec::new(),
        };
        let open = Command::Review(ReviewCommand::Open(Box::new(blank)));
        let refused = decide(coalition, actor, &open, now).err();
        let plans = coalition.plan.plans.keys();
        let in_force = plans.filter_map(|id| Some((*id, coalition.plan.in_force(id)?)));
        let mut plans: Vec<_> = in_force.map(|(id, plan)| (id, plan.names.clone())).collect();
        plans.sort_by_cached_key(|(id, names)| (names.pick("en").to_owned(), *id));
        let all = coalition.organisations.iter().map(|(_, id, _)| *id);
        let members = all.filter(|id| coalition.decisions.is_member(id, today));
        let mut members: Vec<_> = members.map(|id| organisation(coalition, id)).collect();
        members.sort_by_cached_key(|it| (it.names.pick("en").to_owned(), it.id));
        CycleChoices {
            may_open: !matches!(refused, Some(Refusal::NotAllowed { .. })),
            plans,
            members,
        }
    }

    /// Pairings by lot: every member of the coalition on a day is reviewed by two others, and no two
    /// review each other. They are a proposal: nothing is stated. None with fewer than five members,
    /// among whom two would have to review each other.
    pub fn pairings_by_lot(&self, today: Date) -> Vec<Pairing> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let all = coalition.organisations.iter().map(|(_, id, _)| *id);
        let members = all.filter(|id| coalition.decisions.is_member(id, today));
        let mut lots: Vec<([u8; 16], Id)> = members.map(|id| (self.entropy.bytes(), id)).collect();
        lots.sort_unstable();
        if lots.len() < 5 {
            return Vec::new();
        }
        // In a circle by the lots, each is reviewed by the two that come next: from five members on
        // nobody stands both one or two before and one or two behind somebody.
        let at = |place: usize| lots[place % lots.len()].1;
        let pairing =
            |place| Pairing { reviewed: at(place), reviewers: [at(place + 1), at(place + 2)] };
        let mut pairings: Vec<Pairing> = (0..lots.len()).map(pairing).collect();
        let name = |id| organisation(coalition, id).names.pick("en").to_owned();
        pairings.sort_by_cached_key(|it| (name(it.reviewed), it.reviewed));
        pairings
    }

    /// Opens a cycle.
    pub fn open_review_cycle(
        &self,
        actor: &Actor,
        cycle: ReviewCycle,
        now: Timestamp,
    ) -> Asked<Done> {
        self.act(actor, Command::Review(ReviewCommand::Open(Box::new(cycle))), now)
    }
}
