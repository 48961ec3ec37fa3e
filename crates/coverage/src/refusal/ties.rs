//! Why a network of partnerships cannot be measured.

/// Why a network of partnerships cannot be measured. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum TiesRefusal {
    /// A tie joins an organisation with itself.
    #[error("tie {tie} joins organisation {organisation} with itself")]
    SelfTie {
        /// The position of the tie.
        tie: u32,
        /// The organisation.
        organisation: u32,
    },
    /// A network of more organisations and ties than can be measured.
    #[error("a network of {organisations} organisations and {ties} ties is too large to measure")]
    NetworkTooLarge {
        /// How many organisations there are.
        organisations: usize,
        /// How many ties there are.
        ties: usize,
    },
    /// The shortest paths through an organisation are more than can be counted.
    #[error("there are too many shortest paths through organisation {organisation} to count")]
    PathsUncounted {
        /// The organisation.
        organisation: u32,
    },
    /// A comparison with no random tables, or with more than can be made.
    #[error("a comparison with {tables} random tables, where 1 to {most} can be had")]
    RandomTables {
        /// How many were asked for.
        tables: u32,
        /// How many can be had.
        most: u32,
    },
}

impl TiesRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::SelfTie { .. } => "coverage/self-tie",
            Self::NetworkTooLarge { .. } => "coverage/network-too-large",
            Self::PathsUncounted { .. } => "coverage/paths-uncounted",
            Self::RandomTables { .. } => "coverage/random-tables",
        }
    }
}
