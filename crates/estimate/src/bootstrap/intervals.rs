//! The intervals of one estimate, side by side because they differ.

use serde::{Deserialize, Serialize};

use crate::bootstrap::Bootstrap;
use crate::bootstrap::interval::{bca_interval, bias, percentile_interval};
use crate::loglinear::fit::Fit;

/// Every interval that resampling and likelihood give for one estimate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Intervals {
    /// Bias-corrected and accelerated, at 95 %; none where the correction is not defined.
    pub bca95: Option<[f64; 2]>,
    /// The same at 80 %.
    pub bca80: Option<[f64; 2]>,
    /// Percentiles of the replicates, at 95 %.
    pub percentile95: Option<[f64; 2]>,
    /// The same at 80 %.
    pub percentile80: Option<[f64; 2]>,
    /// At 95 % as if the model had been known beforehand. Too narrow; for comparison with work
    /// that reports it.
    pub given_model95: [f64; 2],
    /// Bias `z0` of the replicates; none if they lie on one side of the estimate.
    pub bias: Option<f64>,
    /// Acceleration of the estimate.
    pub acceleration: f64,
    /// Replicates that have no estimate.
    pub without_estimate: usize,
}

impl Intervals {
    pub(crate) fn of(fit: &Fit, bootstrap: &Bootstrap) -> Self {
        let (draws, acceleration) = (&bootstrap.draws, bootstrap.acceleration());
        let bca = |level| bca_interval(draws, fit.population, acceleration, level);
        Self {
            bca95: bca(0.95),
            bca80: bca(0.80),
            percentile95: percentile_interval(draws, 0.95),
            percentile80: percentile_interval(draws, 0.80),
            given_model95: fit.interval_given_model(0.95),
            bias: Some(bias(draws, fit.population)).filter(|z0| z0.is_finite()),
            acceleration,
            without_estimate: bootstrap.without_estimate,
        }
    }

    /// The interval at 95 % that stands for the estimate where only one can: on each side the
    /// wider limit of the two bootstrap intervals. After a choice among models each of them alone
    /// misses the truth more often than it says. Where the model family is wrong, none holds.
    pub fn usual(&self) -> Option<[f64; 2]> {
        wider(self.bca95, self.percentile95)
    }

    /// The same at 80 %.
    pub fn usual80(&self) -> Option<[f64; 2]> {
        wider(self.bca80, self.percentile80)
    }
}

fn wider(bca: Option<[f64; 2]>, percentile: Option<[f64; 2]>) -> Option<[f64; 2]> {
    let percentile = percentile?;
    let bca = bca.unwrap_or(percentile);
    Some([bca[0].min(percentile[0]), bca[1].max(percentile[1])])
}
