//! Every log-linear model weighed by how well it fits, instead of one chosen.
//!
//! A choice among models hides how unsure it is. Here each model gives the distribution of the
//! hidden number as if it were known (the logarithm is normal, as in
//! [`Fit::interval_given_model`](crate::Fit::interval_given_model)), and the distributions are mixed
//! with the weights `exp(-BIC / 2)`, the approximate posterior probabilities of the models when all
//! are equally likely beforehand (Raftery 1995, Sociological Methodology 25:111, equation 35;
//! Buckland, Burnham and Augustin 1997, Biometrics 53:603; Hoeting, Madigan, Raftery and Volinsky
//! 1999, Statistical Science 14:382). It needs no resampling.

use crate::capture_history::CaptureTable;
use crate::loglinear::fit::fit;
use crate::model::Model;
use crate::numerics::normal::{cumulative, quantile};
use crate::selection::{Criterion, Ranking};

/// Models whose BIC exceeds the best by more are left out: each weighs less than a twenty-thousandth
/// of the best. On the published tables of five lists all of them together weigh less than 0.2 %.
pub const AVERAGED_UNITS: f64 = 20.0;

/// The distribution of the population over models.
#[derive(Debug, Clone, PartialEq)]
pub struct LoglinearAverage {
    /// The models, those with most weight first.
    pub models: Vec<AveragedModel>,
    /// People on at least one list.
    pub observed: u64,
}

/// A model and what it says of the hidden number.
#[derive(Debug, Clone, PartialEq)]
pub struct AveragedModel {
    /// The model.
    pub model: Model,
    /// Its share of all weight, above 0 and up to 1.
    pub weight: f64,
    /// Its estimate of the number of hidden people.
    pub hidden: f64,
    /// Standard error of the logarithm of that number.
    pub log_standard_error: f64,
}

/// Averages over the models of a ranking by BIC; `None` if it holds none with an estimate that its
/// standard error goes with.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{CaptureTable, Criterion, History, average_loglinear, rank};
///
/// // Invented figures, with which independent lists agree exactly: 50 people are hidden.
/// let cells = [(1, 50), (2, 50), (4, 50), (3, 50), (5, 50), (6, 50), (7, 50)];
/// let cells = cells.map(|(bits, count)| (History::new(bits), count));
/// let table = CaptureTable::new(["A", "B", "C"], cells)?;
/// let ranking = rank(&table, Criterion::Bic, 2, &mut |_, _| ControlFlow::Continue(()))?;
/// let average = average_loglinear(&table, &ranking).ok_or("no model has an estimate")?;
/// assert_eq!(average.models[0].model.to_string(), "[1,2,3]");
/// assert_eq!(average.population_at(0.5).round(), 400.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn average_loglinear(table: &CaptureTable, ranking: &Ranking) -> Option<LoglinearAverage> {
    let best = ranking.candidates.first()?.bic;
    let weighed = ranking.within(Criterion::Bic, AVERAGED_UNITS).iter().filter_map(|candidate| {
        let fit = fit(table, &candidate.model).ok()?;
        let known = fit.hidden > 0.0 && fit.log_standard_error > 0.0;
        (known && fit.log_standard_error.is_finite()).then(|| AveragedModel {
            model: fit.model,
            weight: (-(candidate.bic - best) / 2.0).exp(),
            hidden: fit.hidden,
            log_standard_error: fit.log_standard_error,
        })
    });
    let mut models: Vec<AveragedModel> = weighed.collect();
    let all: f64 = models.iter().map(|model| model.weight).sum();
    for model in &mut models {
        model.weight /= all;
    }
    (!models.is_empty()).then_some(LoglinearAverage { models, observed: table.observed() })
}

/// Standard errors on either side of every model between which quantiles are looked for.
const REACH: f64 = 9.0;

/// Halvings of that stretch: enough for the last digit of a double on any table.
const HALVINGS: usize = 60;

impl LoglinearAverage {
    /// The population below which the truth lies with a probability between 0 and 1.
    pub fn population_at(&self, probability: f64) -> f64 {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for model in &self.models {
            let reach = REACH * model.log_standard_error;
            low = low.min(model.hidden.ln() - reach);
            high = high.max(model.hidden.ln() + reach);
        }
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if self.probability_below(middle) < probability {
                low = middle;
            } else {
                high = middle;
            }
        }
        self.observed as f64 + high.exp()
    }

    /// The interval that leaves half of what the level lacks on either side.
    pub fn interval(&self, level: f64) -> [f64; 2] {
        let outside = (1.0 - level) / 2.0;
        [outside, 1.0 - outside].map(|probability| self.population_at(probability))
    }

    /// So many values of the population in ascending order, each model giving as many as its weight
    /// says: its quantiles at equal steps.
    pub fn draws(&self, count: usize) -> Vec<f64> {
        let (mut draws, mut so_far, mut given) = (Vec::with_capacity(count), 0.0, 0);
        for model in &self.models {
            so_far += model.weight;
            let share = ((so_far * count as f64).round() as usize).clamp(given, count) - given;
            given += share;
            draws.extend((0..share).map(|i| {
                let z = quantile((i as f64 + 0.5) / share as f64);
                self.observed as f64 + model.hidden * (z * model.log_standard_error).exp()
            }));
        }
        draws.sort_by(f64::total_cmp);
        draws
    }

    fn probability_below(&self, ln_hidden: f64) -> f64 {
        let below = |model: &AveragedModel| {
            let z = (ln_hidden - model.hidden.ln()) / model.log_standard_error;
            model.weight * cumulative(z)
        };
        self.models.iter().map(below).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(models: &[(f64, f64, f64)]) -> LoglinearAverage {
        let averaged = |&(weight, hidden, log_standard_error): &(f64, f64, f64)| AveragedModel {
            model: Model::independence(3).expect("three lists have a model"),
            weight,
            hidden,
            log_standard_error,
        };
        LoglinearAverage { models: models.iter().map(averaged).collect(), observed: 100 }
    }

    #[test]
    fn one_model_alone_gives_its_own_interval() {
        let average = of(&[(1.0, 900.0, 0.2)]);
        let reach = (1.959_963_984_540_054_f64 * 0.2).exp();
        let [low, high] = average.interval(0.95);
        assert!((low / (100.0 + 900.0 / reach) - 1.0).abs() < 1e-12, "{low}");
        assert!((high / (100.0 + 900.0 * reach) - 1.0).abs() < 1e-12, "{high}");
        assert!((average.population_at(0.5) - 1000.0).abs() < 1e-9);
    }

    #[test]
    fn two_models_far_apart_share_the_probability_by_weight() {
        let average = of(&[(0.75, 900.0, 0.01), (0.25, 90_000.0, 0.01)]);
        // The 0.9 quantile of all is the 0.6 quantile of the second: 0.75 + 0.25 * 0.6.
        let second = 100.0 + 90_000.0 * (0.01 * quantile(0.6)).exp();
        assert!((average.population_at(0.9) / second - 1.0).abs() < 1e-9);
        let draws = average.draws(1000);
        assert_eq!(draws.iter().filter(|draw| **draw > 10_000.0).count(), 250);
        assert!(draws.is_sorted());
    }
}
