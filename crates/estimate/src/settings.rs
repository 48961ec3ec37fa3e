//! What can be asked: by which methods, how often resampled, from which seed.

use serde::{Deserialize, Serialize};

use crate::stepwise::USUAL_THRESHOLD;

/// A way from a table to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// The pairwise log-linear model that is best by BIC.
    LoglinearBic,
    /// The pairwise log-linear model that is best by AIC.
    LoglinearAic,
    /// The pairwise log-linear model found by [`crate::stepwise`].
    LoglinearStepwise,
    /// Main effects only.
    Independence,
}

impl Method {
    /// Every method, in the order of a report.
    pub const ALL: [Self; 4] =
        [Self::LoglinearBic, Self::LoglinearAic, Self::LoglinearStepwise, Self::Independence];

    /// The name of the method, the same as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LoglinearBic => "loglinear-bic",
            Self::LoglinearAic => "loglinear-aic",
            Self::LoglinearStepwise => "loglinear-stepwise",
            Self::Independence => "independence",
        }
    }
}

/// What is asked of [`crate::estimate`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The methods, in the order in which they are reported.
    pub methods: Vec<Method>,
    /// Bootstrap replicates for each method. With none there are no intervals.
    pub replicates: usize,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// p value below which the stepwise choice adds a pair; taken as 0 below and as 1 above.
    pub stepwise_threshold: f64,
    /// In a replicate a criterion chooses among so many of the best models of the table itself.
    pub best_models: usize,
    /// How many models are listed as runners-up at most.
    pub runner_ups: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            methods: Method::ALL.to_vec(),
            replicates: 1000,
            seed: 1,
            stepwise_threshold: USUAL_THRESHOLD,
            best_models: 100,
            runner_ups: 20,
        }
    }
}
