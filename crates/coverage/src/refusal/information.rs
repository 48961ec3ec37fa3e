//! Why it cannot be said which answer would tell most.

/// Why it cannot be said which answer would tell most. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum InformationRefusal {
    /// An estimate is said to be behind a need that is not there.
    #[error("estimate {estimate} is behind need {need}, which is not there")]
    EstimateNeedUnknown {
        /// The estimate.
        estimate: u32,
        /// The need that it names.
        need: u32,
    },
    /// An estimate has another number of draws than the needs that rest on it.
    #[error("estimate {estimate} has {found} draws where the needs have {expected}")]
    EstimateDraws {
        /// The estimate.
        estimate: u32,
        /// The number of draws of the needs.
        expected: usize,
        /// The number of draws of the estimate.
        found: usize,
    },
    /// A draw of an estimate is not a finite number.
    #[error("a draw of estimate {estimate} is {draw}")]
    EstimateDraw {
        /// The estimate.
        estimate: u32,
        /// The draw as it was given.
        draw: f32,
    },
}

impl InformationRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::EstimateNeedUnknown { .. } => "coverage/estimate-need-unknown",
            Self::EstimateDraws { .. } => "coverage/estimate-draws",
            Self::EstimateDraw { .. } => "coverage/estimate-draw",
        }
    }
}
