//! What the people of one stratum say by themselves: a point, its replicates, and the log odds of
//! being hidden that [`crate::strata()`] pools.

use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use crate::bootstrap::{Selection, bootstrap_metered};
use crate::capture_history::CaptureTable;
use crate::linkage::rubin::mean_and_variance;
use crate::loglinear::fit::Verdict;
use crate::progress::{Interrupted, Meter};
use crate::refusal::{MAX_SHARE_WITHOUT_ESTIMATE, Refusal};
use crate::selection::hierarchical::model_count;
use crate::strata::partial_pooling::standard_normal;

/// An estimate from one stratum's own people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alone {
    /// Estimated number of people, observed and hidden. With labels drawn, their median.
    pub population: f64,
    /// Percentiles of the bootstrap replicates.
    pub interval: [f64; 2],
    /// The populations of the replicates, which are not written with the rest.
    #[serde(skip)]
    pub draws: Vec<f64>,
}

/// What one completed table of a stratum says alone.
pub(crate) struct Resampled {
    /// Why it is no estimate to stand alone.
    pub(crate) refused: Option<Refusal>,
    /// Point and replicates of the population; no replicates if there is no estimate.
    pub(crate) population: Option<f64>,
    pub(crate) draws: Vec<f64>,
    /// Log odds of being hidden and their variance.
    pub(crate) log_odds: Option<(f64, f64)>,
}

/// Estimates a table and resamples it.
pub(crate) fn resampled(
    table: &CaptureTable,
    selection: &Selection,
    replicates: usize,
    seed: u64,
    meter: &mut Meter<'_, '_>,
) -> Result<Resampled, Interrupted> {
    let silent = |refusal| Resampled {
        refused: Some(refusal),
        population: None,
        draws: Vec::new(),
        log_odds: None,
    };
    let of_table = Refusal::of_table(table);
    // Few overlaps are too few to stand alone, but they count in what is pooled.
    if let Some(refusal) = of_table.clone()
        && !matches!(refusal, Refusal::TooFewOverlaps { .. })
    {
        return Ok(silent(refusal));
    }
    let fit = match selection.choose(table) {
        Ok(fit) => fit,
        Err(verdict) => return Ok(silent(without_fit(table, selection, verdict))),
    };
    let found = bootstrap_metered(table, selection, replicates, seed, meter)?;
    let without_estimate = found.without_estimate;
    if without_estimate as f64 > MAX_SHARE_WITHOUT_ESTIMATE * replicates as f64 {
        let refusal = Refusal::ReplicatesWithoutEstimate { without_estimate, replicates };
        return Ok(silent(of_table.unwrap_or(refusal)));
    }
    let observed = table.observed() as f64;
    let log_odds = |population: f64| ((population - observed) / observed).ln();
    let logs: Vec<f64> = found.draws.iter().map(|&population| log_odds(population)).collect();
    let variance = mean_and_variance(&logs).map(|(_, variance)| variance);
    let sound = |&(y, v): &(f64, f64)| y.is_finite() && v.is_finite() && v > 0.0;
    let log_odds = variance.map(|v| (log_odds(fit.population), v)).filter(sound);
    Ok(Resampled {
        refused: of_table,
        population: Some(fit.population),
        draws: found.draws,
        log_odds,
    })
}

/// Draws the population of a stratum of which so many are observed, if each of its people is hidden
/// with these log odds.
///
/// The hidden number then is negative binomial: with the odds `o` its mean is `n o` and its variance
/// `n o (1 + o)`. Resampling a table leaves this chance out, because it keeps the number of people.
/// Drawn from the logarithmic normal distribution with the same moments.
pub(crate) fn population(observed: u64, log_odds: f64, random: &mut ChaCha8Rng) -> f64 {
    let (observed, odds) = (observed as f64, log_odds.exp());
    let spread = ((1.0 + odds) / (observed * odds)).ln_1p();
    let ln_hidden = observed.ln() + log_odds - spread / 2.0;
    observed + (ln_hidden + spread.sqrt() * standard_normal(random)).exp()
}

fn without_fit(table: &CaptureTable, selection: &Selection, verdict: Verdict) -> Refusal {
    match selection {
        Selection::Fixed(model) => {
            Refusal::ModelWithoutEstimate { model: model.to_string(), verdict }
        }
        Selection::Stepwise { .. } => Refusal::of_verdict(table, verdict),
        Selection::Best { among, .. } => Refusal::NoEstimableModel { examined: among.len() },
        Selection::Exhaustive { order, .. } => {
            let models = model_count(table.lists_in_use().len(), *order).unwrap_or(0);
            Refusal::NoEstimableModel { examined: models as usize }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn the_hidden_number_of_a_stratum_has_the_moments_of_the_negative_binomial() {
        let mut random = ChaCha8Rng::seed_from_u64(9);
        for (observed, odds) in [(300_u64, 0.5_f64), (40, 3.0)] {
            let draw = |_| population(observed, odds.ln(), &mut random) - observed as f64;
            let draws: Vec<f64> = (0..20_000).map(draw).collect();
            let (mean, variance) = mean_and_variance(&draws).unwrap();
            let expected = observed as f64 * odds;
            assert!((mean / expected - 1.0).abs() < 0.01, "{mean} {expected}");
            let expected = expected * (1.0 + odds);
            assert!((variance / expected - 1.0).abs() < 0.06, "{variance} {expected}");
        }
    }
}
