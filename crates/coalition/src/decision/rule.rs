//! Rules by which a body decides: consensus, or a vote with a quorum and a majority.
//!
//! Every threshold is an exact fraction and every comparison is one of whole numbers: two thirds
//! are two thirds, and no rounding decides.

use concert_terms::OrganisationKind;
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::sound::unless;

/// By what an outcome follows from the positions of the members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Adopted where no member objects. An objection stands until its member takes another
    /// position; one that stands on the last day rejects the proposal. Silence agrees.
    Consensus {
        /// For how many days at least members can object, from 1 to 366.
        days: u16,
    },
    /// Adopted where enough members are there and enough of them agree.
    Vote {
        /// Which part of the members entitled to vote takes a position, an abstention included.
        quorum: Fraction,
        /// Which part agrees.
        majority: Majority,
        /// Groups of members that each must agree; none where every member counts alike.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        chambers: Vec<Chamber>,
        /// For how many days at least members can vote, from 1 to 366; one where nothing is said.
        #[serde(default = "one_day", skip_serializing_if = "is_one_day")]
        days: u16,
    },
}

fn one_day() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one_day(days: &u16) -> bool {
    *days == one_day()
}

/// An exact part of a whole, from none to all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fraction {
    /// Numerator, at most the denominator.
    pub num: u32,
    /// Denominator, above zero.
    pub den: u32,
}

/// Which part of whom must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Majority {
    /// The part.
    pub share: Fraction,
    /// Whether the part itself is enough.
    pub reach: Reach,
    /// Of whom.
    pub of: Base,
}

/// Whether a threshold must be passed or only reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// Strictly more than the part.
    MoreThan,
    /// The part or more.
    AtLeast,
}

/// Of whom a majority is a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// Votes cast: for and against.
    Cast,
    /// Members that took a position: for, against and abstaining.
    Present,
    /// All members entitled to vote.
    All,
}

/// Members of some kinds, whose majority is counted apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chamber {
    /// Kinds of organisations; no kind belongs to two chambers.
    pub kinds: Vec<OrganisationKind>,
}

/// What a member says to a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// Against it; where the rule is consensus, an objection.
    Against,
    /// There, but neither for nor against.
    Abstain,
    /// For it.
    For,
}

impl Choice {
    /// Every choice, in the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::For, Self::Against, Self::Abstain];

    /// Its code, as it is written to files and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Against => "against",
            Self::Abstain => "abstain",
            Self::For => "for",
        }
    }

    /// The choice with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

impl Fraction {
    /// A fraction as it is written.
    pub const fn new(num: u32, den: u32) -> Self {
        Self { num, den }
    }

    /// The smallest whole number that is this part of a whole or more.
    ///
    /// ```
    /// use concert_coalition::Fraction;
    ///
    /// assert_eq!(Fraction::new(2, 3).at_least(12), 8);
    /// assert_eq!(Fraction::new(2, 3).at_least(13), 9);
    /// assert_eq!(Fraction::new(1, 2).more_than(12), 7);
    /// assert_eq!(Fraction::new(1, 2).more_than(13), 7);
    /// ```
    pub fn at_least(self, whole: u64) -> u64 {
        let parts = u128::from(self.num) * u128::from(whole);
        parts.div_ceil(u128::from(self.den.max(1))) as u64
    }

    /// The smallest whole number that is more than this part of a whole.
    pub fn more_than(self, whole: u64) -> u64 {
        let parts = u128::from(self.num) * u128::from(whole);
        (parts / u128::from(self.den.max(1))) as u64 + 1
    }

    fn is_sound(self) -> bool {
        self.den > 0 && self.num <= self.den
    }
}

impl Majority {
    /// How many members must agree where the majority is a part of `whole` members: at least one,
    /// since nothing is adopted for which nobody is.
    pub fn needed(self, whole: u64) -> u64 {
        match self.reach {
            Reach::MoreThan => self.share.more_than(whole),
            Reach::AtLeast => self.share.at_least(whole).max(1),
        }
    }
}

impl Rule {
    /// Whether the rule can be followed.
    pub(crate) fn is_sound(&self) -> Result<(), Refusal> {
        match self {
            Self::Consensus { days } => unless(
                !(1..=366).contains(days),
                "days",
                "members can object for at least 1 and at most 366 days",
            ),
            Self::Vote { quorum, majority, days, .. } => {
                unless(
                    !(1..=366).contains(days),
                    "days",
                    "members can vote for at least 1 and at most 366 days",
                )?;
                unless(
                    !quorum.is_sound(),
                    "quorum",
                    "a fraction has a numerator of at most its denominator",
                )?;
                unless(
                    !majority.share.is_sound(),
                    "majority",
                    "a fraction has a numerator of at most its denominator",
                )?;
                let more_than_all =
                    majority.reach == Reach::MoreThan && majority.share.num == majority.share.den;
                unless(more_than_all, "majority", "nobody can be more than all")
            }
        }
    }

    /// For how many days at least members take positions.
    pub fn days(&self) -> u16 {
        match self {
            Self::Consensus { days } | Self::Vote { days, .. } => *days,
        }
    }

    /// The chambers, of a rule that has some.
    pub fn chambers(&self) -> &[Chamber] {
        match self {
            Self::Consensus { .. } => &[],
            Self::Vote { chambers, .. } => chambers,
        }
    }
}
