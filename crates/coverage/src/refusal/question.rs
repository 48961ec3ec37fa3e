//! Why a question of a picture cannot be answered.

/// Why a question of a picture cannot be answered. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum QuestionRefusal {
    /// The level of an interval does not lie between 0 and 1.
    #[error("the level {level} does not lie between 0 and 1")]
    Level {
        /// The level as it was given.
        level: f64,
    },
    /// A reporting window of less than no days.
    #[error("a reporting window of {days} days")]
    Window {
        /// The window as it was given.
        days: i32,
    },
    /// Both axes of a matrix are places.
    #[error("both axes of the matrix are places")]
    TwoPlaceAxes,
    /// A matrix of more cells than [`MOST_CELLS`](crate::matrix::MOST_CELLS).
    #[error("a matrix of {cells} cells, where at most {most} can be had")]
    TooManyCells {
        /// How many were asked for.
        cells: usize,
        /// How many can be had.
        most: usize,
    },
    /// A table of who serves what with more entries than [`Served::MOST`](crate::Served::MOST).
    #[error("a table of who serves what with more than {most} entries")]
    TooManyServices {
        /// How many can be had.
        most: usize,
    },
    /// A cell beyond the edge of its frame or matrix.
    #[error("cell {cell} is not one of the {cells} cells")]
    CellUnknown {
        /// The position that was asked for.
        cell: usize,
        /// How many there are.
        cells: usize,
    },
    /// Weights that are not one for each need.
    #[error("{found} weights for {expected} needs")]
    WeightCount {
        /// How many needs there are.
        expected: usize,
        /// How many weights were given.
        found: usize,
    },
    /// A weight that is negative or not a finite number.
    #[error("need {need} has the weight {weight}")]
    Weight {
        /// The need.
        need: u32,
        /// The weight as it was given.
        weight: f64,
    },
    /// A tolerance does not lie between 0 and 1.
    #[error("a tolerance of {tolerance}")]
    Tolerance {
        /// The tolerance as it was given.
        tolerance: f64,
    },
    /// More supply that is negative or not a finite number.
    #[error("{amount} more supply")]
    AddedSupply {
        /// The amount as it was given.
        amount: f64,
    },
}

impl QuestionRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Level { .. } => "coverage/level",
            Self::Window { .. } => "coverage/window",
            Self::TwoPlaceAxes => "coverage/two-place-axes",
            Self::TooManyCells { .. } => "coverage/too-many-cells",
            Self::TooManyServices { .. } => "coverage/too-many-services",
            Self::CellUnknown { .. } => "coverage/cell-unknown",
            Self::WeightCount { .. } => "coverage/weight-count",
            Self::Weight { .. } => "coverage/weight",
            Self::Tolerance { .. } => "coverage/tolerance",
            Self::AddedSupply { .. } => "coverage/added-supply",
        }
    }
}
