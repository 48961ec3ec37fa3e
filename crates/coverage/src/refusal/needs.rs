//! Why needs cannot be taken.

/// Why needs cannot be taken. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum NeedRefusal {
    /// A need stands in a place that is not there.
    #[error("need {need} stands in place {place}, which is not there")]
    NeedPlaceUnknown {
        /// The need.
        need: u32,
        /// The place that it names.
        place: u32,
    },
    /// A need has no draws, so nothing is known of it.
    #[error("need {need} has no draws")]
    NoDraws {
        /// The need.
        need: u32,
    },
    /// Needs are combined draw by draw, and this one has another number of draws.
    #[error("need {need} has {found} draws where the others have {expected}")]
    DrawLengths {
        /// The need.
        need: u32,
        /// The number of draws of the first need.
        expected: usize,
        /// The number of draws of this one.
        found: usize,
    },
}

impl NeedRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NeedPlaceUnknown { .. } => "coverage/need-place-unknown",
            Self::NoDraws { .. } => "coverage/no-draws",
            Self::DrawLengths { .. } => "coverage/draw-lengths",
        }
    }
}
