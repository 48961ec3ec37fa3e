//! Why it cannot be said who does the same.

/// Why it cannot be said who does the same. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum OverlapRefusal {
    /// A table of who serves what, or a list of gaps, was made for another number of needs.
    #[error("figures of {found} needs beside {expected} needs")]
    NeedsDiffer {
        /// How many needs there are.
        expected: usize,
        /// For how many the figures were made.
        found: usize,
    },
    /// A need that is served has no gap, or one that is not a number.
    #[error("need {need} is served and its gap is not known")]
    GapUnknown {
        /// The need.
        need: u32,
    },
    /// More pairs of organisations, or meetings of pairs, than can be looked at.
    #[error("more than {most} pairs of organisations")]
    TooManyPairs {
        /// How many can be looked at.
        most: u64,
    },
    /// An initiative is given twice where each is compared with all others.
    #[error("initiative {initiative} is given twice")]
    InitiativeTwice {
        /// The initiative.
        initiative: u32,
    },
    /// More pairs of initiatives that are alike than can be compared.
    #[error("more than {most} pairs of initiatives to compare")]
    TooManyComparisons {
        /// How many can be compared.
        most: usize,
    },
}

impl OverlapRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NeedsDiffer { .. } => "coverage/needs-differ",
            Self::GapUnknown { .. } => "coverage/gap-unknown",
            Self::TooManyPairs { .. } => "coverage/too-many-pairs",
            Self::InitiativeTwice { .. } => "coverage/initiative-twice",
            Self::TooManyComparisons { .. } => "coverage/too-many-comparisons",
        }
    }
}
