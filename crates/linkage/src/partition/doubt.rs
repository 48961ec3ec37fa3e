//! What all scores may be wrong by at once.
//!
//! Scores that were learned without labels are not quite those of the lists in hand, and all of them lean to one side together. That does not average out over many pairs, as the
//! doubt of each pair does; so each draw adds one number to all log odds.

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution as _, StandardNormal};

use super::settings::PartitionSettings;

/// The stream of random numbers of its own; the first ones are those of the draws.
const STREAM: u64 = u64::MAX;

/// What each draw adds to all log odds: normal, with the standard deviation of the settings, and zero on the average over the draws.
pub(super) fn shifts(settings: &PartitionSettings) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(settings.seed);
    random.set_stream(STREAM);
    let normal: Vec<f64> =
        (0..settings.draws).map(|_| StandardNormal.sample(&mut random)).collect();
    let mean = normal.iter().sum::<f64>() / settings.draws as f64;
    normal.iter().map(|x| settings.doubt * (x - mean)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_have_the_deviation_that_was_told_and_the_mean_zero() {
        let settings = PartitionSettings { draws: 10_000, doubt: 0.5, ..Default::default() };
        let shifts = shifts(&settings);
        let square = shifts.iter().map(|x| x * x).sum::<f64>() / 10_000.0;
        assert!((square.sqrt() - 0.5).abs() < 0.01);
        assert!(shifts.iter().sum::<f64>().abs() < 1e-9);
        assert!(super::shifts(&PartitionSettings::default()).iter().all(|x| x.abs() < 1e-12));
    }
}
