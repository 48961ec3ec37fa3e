//! Why what an initiative declares cannot be taken, or an initiative is not there.

/// Why what an initiative declares cannot be taken, or an initiative is not there. See
/// [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum SupplyRefusal {
    /// A capacity is negative, not a number, or beyond
    /// [`MOST_CAPACITY`](crate::supply::MOST_CAPACITY).
    #[error("row {row} states a capacity of {capacity}")]
    Capacity {
        /// The row.
        row: u32,
        /// The capacity as it was given.
        capacity: f32,
    },
    /// A half-life is not a positive, finite number of days.
    #[error("row {row} states a half-life of {half_life_days} days")]
    HalfLife {
        /// The row.
        row: u32,
        /// The half-life as it was given.
        half_life_days: f32,
    },
    /// More different half-lives than kinds of services could ever need.
    #[error("row {row} states one half-life more than the {most} that can be told apart")]
    TooManyHalfLives {
        /// The row.
        row: u32,
        /// How many can be told apart.
        most: usize,
    },
    /// A row number beyond [`MOST_ROWS`](crate::supply::MOST_ROWS): numbers are positions in a
    /// table and are given densely.
    #[error("row {row} is beyond the {most} rows that can be held")]
    RowOutOfRange {
        /// The row.
        row: u32,
        /// How many can be held.
        most: u32,
    },
    /// An amount of an initiative that is negative or not finite.
    #[error("row {row} has the amount {amount}")]
    Amount {
        /// The row.
        row: u32,
        /// The amount as it was given.
        amount: f64,
    },
    /// A row that holds no initiative.
    #[error("row {row} is not there")]
    RowUnknown {
        /// The row.
        row: u32,
    },
}

impl SupplyRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Capacity { .. } => "coverage/capacity",
            Self::HalfLife { .. } => "coverage/half-life",
            Self::TooManyHalfLives { .. } => "coverage/too-many-half-lives",
            Self::RowOutOfRange { .. } => "coverage/row-out-of-range",
            Self::Amount { .. } => "coverage/amount",
            Self::RowUnknown { .. } => "coverage/row-unknown",
        }
    }
}
