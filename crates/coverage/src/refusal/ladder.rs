//! Why the ladder of effective coverage cannot be climbed.

/// Why the ladder of effective coverage cannot be climbed. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum LadderRefusal {
    /// A share of a capacity that reaches people, or helps them, does not lie between 0 and 1.
    #[error("row {row} states a share of {share}")]
    PassageShare {
        /// The row.
        row: u32,
        /// The share as it was given.
        share: f64,
    },
    /// A row says twice how much of its capacity reaches people.
    #[error("row {row} says twice how much of it reaches people")]
    PassageTwice {
        /// The row.
        row: u32,
    },
}

impl LadderRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::PassageShare { .. } => "coverage/passage-share",
            Self::PassageTwice { .. } => "coverage/passage-twice",
        }
    }
}
