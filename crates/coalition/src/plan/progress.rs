//! Progress, which is three things: what the maker claims, what can be checked of that, and what
//! somebody independent found.

use concert_terms::{Id, Names};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How much of what was promised is done. The five levels and their order are published; the
/// middle three follow the completion levels of the Open Government Partnership, judged by a third
/// party.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum ProgressLevel {
    /// Nothing that can be seen was done.
    #[default]
    None,
    /// Work has begun; nothing of what was promised is there yet.
    Started,
    /// Some of what was promised is there, the larger part is not.
    Partial,
    /// The larger part of what was promised is there, something of it is not.
    Substantial,
    /// Everything that was promised is there.
    Complete,
}

impl ProgressLevel {
    /// All levels, the lowest first.
    pub const ALL: [Self; 5] =
        [Self::None, Self::Started, Self::Partial, Self::Substantial, Self::Complete];

    /// The level's word, as it is written in files and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Started => "started",
            Self::Partial => "partial",
            Self::Substantial => "substantial",
            Self::Complete => "complete",
        }
    }
}

/// What the maker of a commitment says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The commitment.
    pub commitment: Id,
    /// How much is done.
    pub level: ProgressLevel,
    /// On which day it was so.
    pub on: Date,
    /// What was done, by language.
    pub text: Names,
    /// What the commitment's indicator stands at, in its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<f64>,
    /// By what this can be checked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Something by which a claim can be checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// A statement of the journal, by its index.
    Statement(u64),
    /// An initiative.
    Initiative(Id),
    /// An estimate, the coalition's own or a published one.
    Estimate(Id),
    /// A document elsewhere. It can be checked only with an address or a digest.
    Document {
        /// What it is called.
        title: String,
        /// Where it can be read; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        address: String,
        /// SHA-256 of its bytes in hexadecimal; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        sha256: String,
    },
}

/// What the reviewer of a commitment found. Its day is that of the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressReview {
    /// The commitment.
    pub commitment: Id,
    /// How much is done.
    pub level: ProgressLevel,
    /// Why, by language.
    pub text: Names,
    /// Index of the statement of the claim that it judges; absent where it judges what the
    /// reviewer saw without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<u64>,
}

impl Evidence {
    /// Whether somebody else could check it.
    pub fn can_be_checked(&self) -> bool {
        match self {
            Self::Statement(_) | Self::Initiative(_) | Self::Estimate(_) => true,
            Self::Document { address, sha256, .. } => {
                !address.trim().is_empty() || !sha256.trim().is_empty()
            }
        }
    }
}

impl Claim {
    /// Whether any of its evidence could be checked: the claim is evidenced then.
    pub fn is_evidenced(&self) -> bool {
        self.evidence.iter().any(Evidence::can_be_checked)
    }
}
