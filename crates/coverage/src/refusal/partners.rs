//! Why it cannot be said who should work with whom.

/// Why it cannot be said who should work with whom. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum PartnersRefusal {
    /// The cost of starting a partnership, or the bonus for the periphery, is negative or not finite.
    #[error("a cost or bonus of {value}")]
    SetupCost {
        /// The value as it was given.
        value: f64,
    },
    /// A share of reach that does not lie between 0 and 1.
    #[error(
        "people of place {people} reach the services of place {services} with a share of {share}"
    )]
    ReachShare {
        /// Where people are.
        people: u32,
        /// Where the services are.
        services: u32,
        /// The share as it was given.
        share: f64,
    },
}

impl PartnersRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::SetupCost { .. } => "coverage/setup-cost",
            Self::ReachShare { .. } => "coverage/reach-share",
        }
    }
}
