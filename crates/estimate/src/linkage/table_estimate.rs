//! What one of many tables says about the hidden number, whatever the method that estimated it.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use crate::linkage::rubin::mean_and_variance;
use crate::loglinear::fit::Fit;
use crate::strata::partial_pooling::standard_normal;

/// What one table of the linkage says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableEstimate {
    /// People on at least one list.
    pub observed: u64,
    /// Logarithm of the estimated number of people on no list.
    pub ln_hidden: f64,
    /// Variance of that logarithm, as if the table were the truth.
    pub variance: f64,
    /// Populations drawn for this table, observed and hidden, for the mixture; may be empty.
    pub draws: Vec<f64>,
}

impl TableEstimate {
    /// From a fit and its standard error, which take the model as known. As many populations as
    /// asked for are drawn with the logarithm of the hidden number taken as normal.
    ///
    /// ```
    /// use concert_estimate::{CaptureTable, History, Model, TableEstimate, fit};
    ///
    /// // Invented figures.
    /// let cells = [(1, 320), (2, 240), (4, 280), (3, 80), (5, 80), (6, 60), (7, 20)];
    /// let cells = cells.map(|(bits, count)| (History::new(bits), count));
    /// let table = CaptureTable::new(["A", "B", "C"], cells)?;
    /// let fit = fit(&table, &Model::parse("[1,2,3]", 3)?)?;
    /// let one = TableEstimate::of_fit(&fit, table.observed(), 100, 1);
    /// assert!((one.ln_hidden - fit.hidden.ln()).abs() < 1e-12);
    /// assert_eq!(one.draws.len(), 100);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_fit(fit: &Fit, observed: u64, draws: usize, seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let ln_hidden = fit.hidden.ln();
        let draws = (0..draws).map(|_| {
            let z = standard_normal(&mut random);
            observed as f64 + (ln_hidden + fit.log_standard_error * z).exp()
        });
        let draws = draws.collect();
        Self { observed, ln_hidden, variance: fit.log_standard_error.powi(2), draws }
    }

    /// From a point and the populations of its bootstrap replicates, the variance being theirs on
    /// the logarithmic scale. Resampling keeps the number of people observed, so that one over that
    /// number is missing from this variance; beside what the model leaves open that is little.
    /// `None` for fewer than two replicates, or where a population does not
    /// exceed the people observed.
    pub fn of_replicates(observed: u64, population: f64, replicates: Vec<f64>) -> Option<Self> {
        let ln_hidden = |population: &f64| (population - observed as f64).ln();
        let logs: Vec<f64> = replicates.iter().map(ln_hidden).collect();
        let ln_hidden = ln_hidden(&population);
        let variance = mean_and_variance(&logs)?.1;
        let usable = ln_hidden.is_finite() && variance.is_finite();
        usable.then_some(Self { observed, ln_hidden, variance, draws: replicates })
    }

    /// From draws of the population alone, such as those of a posterior: the point is the mean of
    /// the logarithm. `None` as in [`TableEstimate::of_replicates`].
    pub fn of_draws(observed: u64, draws: Vec<f64>) -> Option<Self> {
        let logs: Vec<f64> = draws.iter().map(|n| (n - observed as f64).ln()).collect();
        let (ln_hidden, variance) = mean_and_variance(&logs)?;
        let usable = ln_hidden.is_finite() && variance.is_finite();
        usable.then_some(Self { observed, ln_hidden, variance, draws })
    }
}
