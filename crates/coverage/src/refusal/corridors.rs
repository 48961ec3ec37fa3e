//! Why flows along corridors cannot be judged.

/// Why flows along corridors cannot be judged. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum CorridorRefusal {
    /// A flow is negative or not finite.
    #[error("corridor {corridor} has a flow of {flow}")]
    Flow {
        /// The corridor.
        corridor: u32,
        /// The flow as it was given.
        flow: f64,
    },
    /// A flow has no draws, so nothing is known of it.
    #[error("the flow of corridor {corridor} has no draws")]
    FlowWithoutDraws {
        /// The corridor.
        corridor: u32,
    },
    /// A corridor is given twice.
    #[error("corridor {corridor} is given twice")]
    CorridorTwice {
        /// The corridor.
        corridor: u32,
    },
    /// The ends of a corridor lie within each other, or it is one of its own ends.
    #[error("corridor {corridor} has ends that are not apart")]
    CorridorEnds {
        /// The corridor.
        corridor: u32,
    },
    /// Fewer corridors than a baseline with so many covariates is fitted to.
    #[error("{found} corridors, where at least {least} are needed")]
    TooFewCorridors {
        /// How many were given.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// Nobody is moved on any corridor, so there is nothing to fit a baseline to.
    #[error("no corridor has any flow")]
    NoFlow,
    /// A covariate has no value for a corridor.
    #[error("covariate {covariate} has no value for corridor {corridor}")]
    CovariateMissing {
        /// The position of the covariate.
        covariate: u32,
        /// The corridor.
        corridor: u32,
    },
    /// A covariate has a value that is not a finite number.
    #[error("the value of covariate {covariate} for corridor {corridor} is not finite")]
    CovariateNotFinite {
        /// The position of the covariate.
        covariate: u32,
        /// The corridor.
        corridor: u32,
    },
    /// A covariate follows from the constant and the covariates before it.
    #[error("covariate {covariate} follows from those before it")]
    CovariateCollinear {
        /// The position of the covariate.
        covariate: u32,
    },
    /// Only corridors without flow tell a covariate from the others, so that its coefficient has no
    /// finite value.
    #[error("only corridors without flow tell covariate {covariate} from the others")]
    FlowsSeparated {
        /// The position of the covariate.
        covariate: u32,
    },
    /// The fit of a baseline does not settle.
    #[error("the baseline did not settle in {rounds} rounds")]
    GravityUnsettled {
        /// How many rounds were made.
        rounds: u32,
    },
    /// A rate of false discoveries does not lie between 0 and 1.
    #[error("a rate of false discoveries of {rate}")]
    FalseDiscoveries {
        /// The rate as it was given.
        rate: f64,
    },
    /// The weight of the people of a corridor is negative or not finite.
    #[error("corridor {corridor} has the weight {weight}")]
    CorridorWeight {
        /// The corridor.
        corridor: u32,
        /// The weight as it was given.
        weight: f64,
    },
}

impl CorridorRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Flow { .. } => "coverage/flow",
            Self::FlowWithoutDraws { .. } => "coverage/flow-without-draws",
            Self::CorridorTwice { .. } => "coverage/corridor-twice",
            Self::CorridorEnds { .. } => "coverage/corridor-ends",
            Self::TooFewCorridors { .. } => "coverage/too-few-corridors",
            Self::NoFlow => "coverage/no-flow",
            Self::CovariateMissing { .. } => "coverage/covariate-missing",
            Self::CovariateNotFinite { .. } => "coverage/covariate-not-finite",
            Self::CovariateCollinear { .. } => "coverage/covariate-collinear",
            Self::FlowsSeparated { .. } => "coverage/flows-separated",
            Self::GravityUnsettled { .. } => "coverage/gravity-unsettled",
            Self::FalseDiscoveries { .. } => "coverage/false-discoveries",
            Self::CorridorWeight { .. } => "coverage/corridor-weight",
        }
    }
}
