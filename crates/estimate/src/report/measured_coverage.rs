//! How often the interval would hold the truth if the answer were true.
//!
//! The nominal 95 % of an interval is a promise that a choice among models breaks: in the
//! simulations of Chan, Silverman and Vincent (2021, section 3.4) it held in 90 %, and for
//! intervals given the model in 61 %. So it is measured on the user's own table: many tables are
//! drawn from the population and model that the method has found, the whole method is applied to
//! each, and it is counted how often its interval holds the population that they were drawn from.
//!
//! It is an answer within the method's own world. Where the world is another, the interval is
//! worth less, and nothing in the table can tell how much.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::bootstrap::intervals::Intervals;
use crate::bootstrap::{Selection, bootstrap};
use crate::loglinear::fit::Fit;
use crate::numerics::normal::quantile;
use crate::progress::{Interrupted, Meter};
use crate::refusal::Refusal;
use crate::report::sensitivity::best_by_bic;
use crate::report::settings::{Method, Settings};
use crate::simulation::simulate;
use crate::workers::in_parallel;

/// Replicates behind each interval of a simulated table.
const REPLICATES: usize = 200;

/// Models among which a replicate on a simulated table chooses.
const BEST_MODELS: usize = 50;

/// How often the intervals of a method held the truth on simulated tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasuredCoverage {
    /// The method.
    pub method: Method,
    /// Tables that were simulated.
    pub tables: usize,
    /// Tables that the method answered; the others were refused.
    pub answered: usize,
    /// Answered tables whose interval at 95 % held the population.
    pub held95: usize,
    /// Answered tables whose interval at 80 % held it.
    pub held80: usize,
    /// Among the misses at 95 %, intervals that lay wholly below the population.
    pub too_low: usize,
    /// Share of answered tables held at 95 %, as an interval at 95 % of its own (Wilson 1927).
    pub share95: Option<[f64; 2]>,
}

/// Measures the coverage of the usual interval of a method around its own fit.
///
/// Steps of the work: one for each table, which the caller has told the meter to expect.
pub(crate) fn measured_coverage(
    method: Method,
    fit: &Fit,
    settings: &Settings,
    meter: &mut Meter<'_, '_>,
) -> Result<MeasuredCoverage, Interrupted> {
    let people = fit.population.round() as u64;
    let names: Vec<String> = (1..=fit.model.lists()).map(|list| list.to_string()).collect();
    let tables = settings.coverage_tables;
    let intervals = in_parallel(
        tables,
        meter,
        || (),
        |(), at| {
            let table = simulate(fit, &names, people, settings.seed, at as u64).ok()?;
            if Refusal::of_table(&table).is_some() {
                return None;
            }
            let selection = match method {
                Method::LoglinearStepwise => {
                    Selection::Stepwise { threshold: settings.stepwise_threshold }
                }
                _ => best_by_bic(&table, settings, BEST_MODELS),
            };
            let fit = selection.choose(&table).ok()?;
            let mut go_on = |_: u64, _: u64| ControlFlow::Continue(());
            let found =
                bootstrap(&table, &selection, REPLICATES, settings.seed, &mut go_on).ok()?;
            let intervals = Intervals::of(&fit, &found);
            Some((intervals.usual()?, intervals.usual80()?))
        },
    )?;
    let truth = fit.population;
    let answered: Vec<_> = intervals.into_iter().flatten().collect();
    let held = |limits: &[f64; 2]| limits[0] <= truth && truth <= limits[1];
    let held95 = answered.iter().filter(|(at95, _)| held(at95)).count();
    Ok(MeasuredCoverage {
        method,
        tables,
        answered: answered.len(),
        held95,
        held80: answered.iter().filter(|(_, at80)| held(at80)).count(),
        too_low: answered.iter().filter(|(at95, _)| at95[1] < truth).count(),
        share95: wilson(held95, answered.len()),
    })
}

/// The interval of Wilson (1927) at 95 % for a share; none of nothing.
fn wilson(successes: usize, trials: usize) -> Option<[f64; 2]> {
    let (n, z) = (trials as f64, quantile(0.975));
    let share = successes as f64 / n;
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let reach = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    (trials > 0).then_some([middle - reach, middle + reach])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_share_follows_wilson() {
        // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3: 81 of 263 and 0 of 20.
        let [low, high] = wilson(81, 263).unwrap();
        assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5, "{low} {high}");
        let [low, high] = wilson(0, 20).unwrap();
        assert!(low.abs() < 1e-12 && (high - 0.1611).abs() < 5e-5, "{low} {high}");
        assert_eq!(wilson(0, 0), None);
    }
}
