//! Why nothing can be said of the effect of a commitment.

/// Why nothing can be said of the effect of a commitment. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum EffectRefusal {
    /// The commitment is made after the day of the later picture.
    #[error("a commitment of day {made} is asked about on day {today}")]
    MadeLater {
        /// The day on which it is made.
        made: i32,
        /// The day of the later picture.
        today: i32,
    },
    /// The commitment is about no cell.
    #[error("the commitment is about no cell")]
    WithoutCells,
    /// A cell has another number of draws than the first one, or none.
    #[error("cell {cell} has {found} draws of its gap, expected are {expected} and at least one")]
    CellDraws {
        /// The cell.
        cell: u32,
        /// The number of draws of the first cell.
        expected: usize,
        /// The number of draws of this cell.
        found: usize,
    },
    /// A weight or a need is not a finite number of zero or more.
    #[error("cell {cell} has a weight or a need of {amount}")]
    CellAmount {
        /// The cell.
        cell: u32,
        /// The weight or the need as it was given.
        amount: f64,
    },
    /// In none of the cells something was needed and missed, and enough others are comparable.
    #[error("of {left_out} cells none has a gap that can be compared")]
    NothingToCompare {
        /// How many cells there are.
        left_out: usize,
    },
}

impl EffectRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::MadeLater { .. } => "coverage/made-later",
            Self::WithoutCells => "coverage/commitment-without-cells",
            Self::CellDraws { .. } => "coverage/cell-draws",
            Self::CellAmount { .. } => "coverage/cell-amount",
            Self::NothingToCompare { .. } => "coverage/nothing-to-compare",
        }
    }
}
