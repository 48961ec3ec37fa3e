//! Matched pledges: a policy that one promises, paired with the money or capacity of another.
//!
//! A host opens its labour market where a donor pays for the inspectors: each promise is worth more
//! beside the other. The pair holds once both makers have agreed, of whom one may have proposed it.

use std::collections::HashMap;

use concert_terms::Id;
use serde::{Deserialize, Serialize};

use crate::Act;
use crate::plan::{Commitment, Means};

/// A pair of commitments, as it is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PledgeMatch {
    /// Identifier.
    pub id: Id,
    /// The commitment that promises a policy or law.
    pub policy: Id,
    /// The commitment that promises money or capacity.
    pub resources: Id,
    /// The maker for whom it was proposed; absent where coordinators proposed it to both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposer: Option<Id>,
}

/// A pair and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchHistory {
    /// The pair.
    pub pair: PledgeMatch,
    /// Who proposed it.
    pub proposed: Act,
    /// Who accepted it, and for which maker.
    pub accepted: Vec<(Id, Act)>,
    /// Who ended it, and why.
    pub ended: Option<(Act, String)>,
}

impl PledgeMatch {
    /// The other commitment of the pair; none for a commitment that is not of it.
    pub fn partner_of(&self, commitment: Id) -> Option<Id> {
        match commitment {
            of if of == self.policy => Some(self.resources),
            of if of == self.resources => Some(self.policy),
            _ => None,
        }
    }

    /// Whether two versions of a commitment put the same into the pair, in whatever order: the
    /// policies of the one half, the money and capacity of the other. Staff is none of the pair's
    /// business, nor are policies beside the money.
    pub(crate) fn puts_in_the_same(&self, one: &Commitment, other: &Commitment) -> bool {
        let put_in = |commitment: &Commitment| {
            let counts = |means: &&Means| match means {
                Means::Policy(_) => commitment.id == self.policy,
                Means::Money(_) | Means::Capacity { .. } => commitment.id == self.resources,
                Means::Staff { .. } => false,
            };
            let mut count: HashMap<Means, usize> = HashMap::new();
            for means in commitment.means.iter().filter(counts) {
                *count.entry(means.clone()).or_default() += 1;
            }
            count
        };
        put_in(one) == put_in(other)
    }
}

impl MatchHistory {
    /// Whether a maker has agreed, be it by proposing.
    pub fn has_agreed(&self, maker: Id) -> bool {
        self.pair.proposer == Some(maker) || self.accepted.iter().any(|(who, _)| *who == maker)
    }
}

/// How far a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchStanding {
    /// Somebody has still to agree.
    Proposed,
    /// Both makers agreed.
    Agreed,
    /// It was ended, or one of the commitments was withdrawn.
    Ended,
}

impl MatchStanding {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Proposed, Self::Agreed, Self::Ended];

    /// The word, as it is written in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Ended => "ended",
        }
    }
}
