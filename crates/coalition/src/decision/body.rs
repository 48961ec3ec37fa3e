//! Bodies that decide: a General Assembly, a steering group.

use std::collections::{BTreeMap, BTreeSet};

use concert_terms::{Id, Names, OrganisationKind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::decision::{DecisionRefusal, Rule};
use crate::sound::{few, named, unless};
use crate::{Coalition, Refusal};

/// A body that decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidingBody {
    /// Identifier.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// Who belongs to it.
    pub members: Members,
    /// What its members may do there, by what they are.
    pub standing: StandingByKind,
    /// By what it decides.
    pub rule: Rule,
}

/// Who belongs to a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Members {
    /// Every member of the coalition, on the day on which a proposal is opened.
    Everybody,
    /// These organisations.
    Listed(Vec<Id>),
}

/// What a member may do in a body. Each includes the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Takes positions.
    Votes,
    /// Proposes, sponsors, comments and amends.
    Speaks,
    /// Reads.
    Observes,
}

/// The standing of each kind of organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingByKind {
    /// Kinds that are named.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub of_kind: BTreeMap<OrganisationKind, Standing>,
    /// Every other kind, and organisations whose kind nobody stated.
    pub otherwise: Standing,
}

/// A member of a body as it was when a proposal was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seat {
    /// The member.
    pub organisation: Id,
    /// What it was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OrganisationKind>,
    /// What it may do about the proposal.
    pub standing: Standing,
}

impl Standing {
    /// Its code, as it is written to files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Votes => "votes",
            Self::Speaks => "speaks",
            Self::Observes => "observes",
        }
    }

    /// Whether the member has the word.
    pub fn speaks(self) -> bool {
        matches!(self, Self::Votes | Self::Speaks)
    }
}

impl StandingByKind {
    /// The standing of an organisation of a kind.
    pub fn of(&self, kind: Option<OrganisationKind>) -> Standing {
        kind.and_then(|kind| self.of_kind.get(&kind)).copied().unwrap_or(self.otherwise)
    }
}

impl DecidingBody {
    /// The members on a day, in the order of their identifiers. An organisation that left the
    /// coalition has no seat, also where it is still listed.
    pub fn seats(&self, coalition: &Coalition, today: Date) -> Vec<Seat> {
        let memberships = &coalition.decisions.members;
        let members: BTreeSet<Id> = match &self.members {
            Members::Everybody => memberships
                .iter()
                .filter(|(_, recorded)| recorded.membership.holds_on(today))
                .map(|(organisation, _)| *organisation)
                .collect(),
            Members::Listed(listed) => listed
                .iter()
                .filter(|organisation| !coalition.decisions.has_left(organisation, today))
                .copied()
                .collect(),
        };
        let seat = |organisation: Id| {
            let kind = coalition.organisations.get(&organisation)?.kind;
            Some(Seat { organisation, kind, standing: self.standing.of(kind) })
        };
        members.into_iter().filter_map(seat).collect()
    }

    /// Whether the description makes sense by itself: a name, a rule that can be followed, and
    /// every kind that votes in one chamber exactly, if there are chambers.
    pub(crate) fn is_sound(&self) -> Result<(), Refusal> {
        unless(self.names.is_empty(), "names", "a body has a name")?;
        named(&self.names)?;
        if let Members::Listed(listed) = &self.members {
            few("members", listed)?;
        }
        self.rule.is_sound()?;
        let chambers = self.rule.chambers();
        if chambers.is_empty() {
            return Ok(());
        }
        let mut met = BTreeSet::new();
        for kind in chambers.iter().flat_map(|chamber| &chamber.kinds) {
            if !met.insert(*kind) {
                return Err(DecisionRefusal::TwoChambers { kind: *kind }.into());
            }
        }
        let voting = self.standing.of_kind.iter().filter(|(_, at)| **at == Standing::Votes);
        let mut voting = voting.map(|(kind, _)| *kind);
        if let Some(kind) = voting.find(|kind| !met.contains(kind)) {
            return Err(DecisionRefusal::NoChamber { kind }.into());
        }
        unless(
            self.standing.otherwise == Standing::Votes,
            "standing",
            "where there are chambers, every kind that votes is named",
        )
    }
}
