//! Whether draws of a population tell of one truth or of several.
//!
//! Two explanations of one table can lie far apart, with next to nothing in between: 48,000 or
//! 142,000 people. A mean between them is a number that neither explanation gives. Whoever reports
//! draws asks here first, and reports each mode with its weight.
//!
//! The rule: the density of the logarithms is smoothed with a normal kernel whose width is that of
//! Silverman (1986, Density Estimation, equation 3.31). Two of its peaks are modes of their own if
//! the density between them falls to [`DEEPEST_SHARE`] of the lower peak or less, and each holds
//! [`LEAST_WEIGHT`] of the draws or more. The draws between two modes belong to the side of the
//! valley's floor on which they lie.

use serde::{Deserialize, Serialize};

use crate::bootstrap::interval::quantile_type_8;

/// Two peaks are apart if the density between them is at most this share of the lower one.
pub const DEEPEST_SHARE: f64 = 0.5;

/// Least share of the draws that is a mode.
pub const LEAST_WEIGHT: f64 = 0.05;

/// Fewest draws that are a mode, however few there are in all: the kernel makes a peak of any two.
const FEWEST_DRAWS: f64 = 20.0;

/// Bins per kernel width, fine enough that the smoothed density does not show them.
const BINS_PER_WIDTH: f64 = 8.0;

/// Most bins between the outermost draws that matter.
const MOST_BINS: f64 = 8192.0;

/// One of the populations about which draws gather.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mode {
    /// Share of the draws that belong to it.
    pub weight: f64,
    /// The median of its draws.
    pub median: f64,
    /// The lower limit of the central 95 % of its draws.
    pub low: f64,
    /// The upper limit of the central 95 % of its draws.
    pub high: f64,
}

/// The modes of draws of a population, ascending. Draws that are not positive and finite are left
/// out; without any other there is no mode.
///
/// ```
/// use concert_estimate::modes;
///
/// let one = (0..100).map(|i| 48_000.0 + 50.0 * f64::from(i));
/// let two = one.chain((0..50).map(|i| 142_000.0 + 200.0 * f64::from(i)));
/// let modes = modes(&two.collect::<Vec<_>>());
/// assert_eq!(modes.len(), 2);
/// assert!((modes[0].weight - 2.0 / 3.0).abs() < 1e-12);
/// assert!((modes[1].median - 146_900.0).abs() < 1e-6);
/// ```
pub fn modes(draws: &[f64]) -> Vec<Mode> {
    let mut ascending: Vec<f64> =
        draws.iter().copied().filter(|draw| draw.is_finite() && *draw > 0.0).collect();
    ascending.sort_by(f64::total_cmp);
    let logs: Vec<f64> = ascending.iter().map(|draw| draw.ln()).collect();
    let all = ascending.len() as f64;
    let mut modes = Vec::new();
    let mut begin = 0;
    for limit in valleys(&logs).into_iter().chain([f64::INFINITY]) {
        let end = logs.partition_point(|log| *log < limit);
        let own = &ascending[begin..end];
        if !own.is_empty() {
            let [low, median, high] = [0.025, 0.5, 0.975].map(|p| quantile_type_8(own, p));
            modes.push(Mode { weight: own.len() as f64 / all, median, low, high });
        }
        begin = end;
    }
    modes
}

/// A peak of the smoothed density, with what lies between it and the next.
struct Peak {
    height: f64,
    draws: f64,
    /// The floor of the valley that follows, and where it is. The last peak has none.
    floor: f64,
    floor_at: f64,
}

/// Where to cut ascending values between their modes.
fn valleys(ascending: &[f64]) -> Vec<f64> {
    let mut peaks = peaks(ascending);
    let least = (LEAST_WEIGHT * ascending.len() as f64).max(FEWEST_DRAWS);
    // The shallowest valley goes first, since a higher peak may lie behind it; then the smallest
    // peak joins the side to which its valley is the shallower.
    while let Some((valley, share)) = (0..peaks.len().saturating_sub(1))
        .map(|i| (i, peaks[i].floor / peaks[i].height.min(peaks[i + 1].height)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
    {
        if share > DEEPEST_SHARE {
            join(&mut peaks, valley);
            continue;
        }
        let smallest = (0..peaks.len()).min_by(|&a, &b| peaks[a].draws.total_cmp(&peaks[b].draws));
        match smallest {
            Some(i) if peaks[i].draws < least => {
                let left = i.checked_sub(1).map_or(f64::NEG_INFINITY, |before| peaks[before].floor);
                let right = if i + 1 < peaks.len() { peaks[i].floor } else { f64::NEG_INFINITY };
                join(&mut peaks, if left > right { i - 1 } else { i });
            }
            _ => break,
        }
    }
    let last = peaks.len().saturating_sub(1);
    peaks[..last].iter().map(|peak| peak.floor_at).collect()
}

/// Makes one of the peaks on both sides of a valley.
fn join(peaks: &mut Vec<Peak>, valley: usize) {
    let after = peaks.remove(valley + 1);
    let before = &mut peaks[valley];
    *before = Peak {
        height: before.height.max(after.height),
        draws: before.draws + after.draws,
        ..after
    };
}

/// Every peak of the smoothed density. One at least, unless there are no values.
fn peaks(ascending: &[f64]) -> Vec<Peak> {
    let (Some(&first), Some(&last)) = (ascending.first(), ascending.last()) else {
        return Vec::new();
    };
    let whole = Peak { height: 1.0, draws: ascending.len() as f64, floor: 0.0, floor_at: last };
    // Beyond these quantiles there is too little for a mode: far stragglers need no bins.
    let from = quantile_type_8(ascending, LEAST_WEIGHT / 4.0);
    let to = quantile_type_8(ascending, 1.0 - LEAST_WEIGHT / 4.0);
    let width = kernel_width(ascending).max((to - from) * BINS_PER_WIDTH / MOST_BINS);
    if width <= 0.0 || first >= last {
        return vec![whole];
    }
    let bin = width / BINS_PER_WIDTH;
    let margin = 3.0 * width;
    let begin = from - margin;
    let bins = ((to - from + 2.0 * margin) / bin).ceil().max(1.0);
    let mut counts = vec![0.0; bins as usize];
    for value in ascending {
        counts[((value - begin) / bin).clamp(0.0, bins - 1.0) as usize] += 1.0;
    }
    let density = smoothed(&counts);
    let mut peaks = Vec::new();
    let mut peak = Peak { height: 0.0, draws: 0.0, floor: f64::INFINITY, floor_at: begin };
    let mut descending = false;
    for (i, (&height, &draws)) in density.iter().zip(&counts).enumerate() {
        let before = if i == 0 { 0.0 } else { density[i - 1] };
        if descending && height > before {
            let next = Peak { height, draws: 0.0, floor: f64::INFINITY, floor_at: begin };
            peaks.push(std::mem::replace(&mut peak, next));
            descending = false;
        }
        descending |= height < before;
        peak.height = peak.height.max(height);
        peak.draws += draws;
        if descending && height < peak.floor {
            (peak.floor, peak.floor_at) = (height, begin + (i as f64 + 0.5) * bin);
        }
    }
    peaks.push(peak);
    peaks
}

/// Silverman's rule of thumb: nine tenths of the smaller of the standard deviation and the
/// interquartile range over 1.34, times the fifth root of one over the count.
fn kernel_width(ascending: &[f64]) -> f64 {
    let count = ascending.len() as f64;
    let mean = ascending.iter().sum::<f64>() / count;
    let squares: f64 = ascending.iter().map(|x| (x - mean).powi(2)).sum();
    let deviation = (squares / (count - 1.0).max(1.0)).sqrt();
    let quartiles = [0.25, 0.75].map(|p| quantile_type_8(ascending, p));
    let of_quartiles = (quartiles[1] - quartiles[0]) / 1.34;
    // Where half of the values are equal, the quartiles say nothing about the others.
    let spread = if of_quartiles > 0.0 { deviation.min(of_quartiles) } else { deviation };
    0.9 * spread * count.powf(-0.2)
}

/// Counts per bin, smoothed with the kernel.
fn smoothed(counts: &[f64]) -> Vec<f64> {
    let reach = (4.0 * BINS_PER_WIDTH) as usize;
    let kernel: Vec<f64> =
        (0..=reach).map(|i| (-0.5 * (i as f64 / BINS_PER_WIDTH).powi(2)).exp()).collect();
    let mut density = vec![0.0; counts.len()];
    for (i, &count) in counts.iter().enumerate().filter(|bin| *bin.1 > 0.0) {
        for (j, value) in
            density.iter_mut().enumerate().take(i + reach + 1).skip(i.saturating_sub(reach))
        {
            *value += count * kernel[i.abs_diff(j)];
        }
    }
    density
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::numerics::normal::quantile;

    fn log_normal(seed: u64, count: usize, median: f64, deviation: f64) -> Vec<f64> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut draw = || median * (deviation * quantile(random.random())).exp();
        (0..count).map(|_| draw()).collect()
    }

    #[test]
    fn one_truth_is_one_mode_in_99_of_100_samples() {
        for deviation in [0.05, 0.3, 1.0] {
            let one = |seed: &u64| modes(&log_normal(*seed, 1000, 20_000.0, deviation)).len() == 1;
            let found = (0..200).filter(one).count();
            assert!(found >= 198, "{found} of 200 with deviation {deviation}");
        }
    }

    #[test]
    fn one_truth_with_a_long_tail_is_one_mode() {
        // Both sides of a Pareto distribution of index one: no mean, and far stragglers.
        let mut random = ChaCha8Rng::seed_from_u64(1);
        for _ in 0..100 {
            let draws: Vec<f64> = (0..1000)
                .map(|_| 1000.0 * (1.0 / random.random::<f64>() - 1.0).max(1e-9))
                .collect();
            assert_eq!(modes(&draws).len(), 1);
        }
    }

    #[test]
    fn two_truths_are_two_modes_with_their_weights() {
        for seed in 0..100 {
            for (factor, deviation) in [(2.0, 0.12), (3.0, 0.2), (10.0, 0.3)] {
                let mut draws = log_normal(seed, 800, 48_000.0, deviation);
                draws.extend(log_normal(seed + 1000, 200, 48_000.0 * factor, deviation));
                let modes = modes(&draws);
                assert_eq!(modes.len(), 2, "seed {seed}, factor {factor}");
                assert!((modes[1].weight - 0.2).abs() < 0.02, "{modes:?}");
                let expected = [48_000.0, 48_000.0 * factor];
                for (mode, expected) in modes.iter().zip(expected) {
                    assert!((mode.median / expected - 1.0).abs() < 0.12, "{modes:?}");
                    assert!(mode.low < expected && expected < mode.high, "{modes:?}");
                }
            }
        }
    }

    #[test]
    fn three_truths_two_of_them_nearly_points_are_three_modes() {
        let mut draws = log_normal(1, 400, 1_000.0, 1e-6);
        draws.extend(log_normal(2, 400, 3_000.0, 1e-6));
        draws.extend(log_normal(3, 200, 20_000.0, 0.3));
        let weights: Vec<f64> = modes(&draws).iter().map(|mode| mode.weight).collect();
        assert_eq!(weights, [0.4, 0.4, 0.2]);
    }

    #[test]
    fn a_few_stragglers_are_not_a_mode() {
        let mut draws = log_normal(1, 970, 1_000.0, 0.1);
        draws.extend(log_normal(2, 30, 1e9, 0.1));
        let modes = modes(&draws);
        assert_eq!(modes.len(), 1);
        assert!(modes[0].weight > 0.999 && modes[0].high > 1e8, "{modes:?}");
    }

    #[test]
    fn draws_without_spread_or_sense_do_no_harm() {
        assert_eq!(modes(&[]), []);
        assert_eq!(modes(&[f64::NAN, f64::INFINITY, 0.0, -3.0]), []);
        let same = modes(&[7.0; 50]);
        assert_eq!(same, [Mode { weight: 1.0, median: 7.0, low: 7.0, high: 7.0 }]);
        assert_eq!(modes(&[5.0]).len(), 1);
        let [two] = &modes(&[5.0, f64::NAN, 6.0])[..] else { panic!("one mode") };
        assert!((two.weight - 1.0).abs() < 1e-15 && (two.median - 5.5).abs() < 1e-15);
    }
}
