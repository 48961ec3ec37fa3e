//! Draws: a quantity that is not known exactly, as a list of equally likely values.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use crate::Interval;

/// Equally likely values of an uncertain quantity, zero or more each. Two quantities with draws of
/// the same length are combined draw by draw.
///
/// ```
/// use concert_terms::{Draws, Interval};
///
/// let victims = Draws::from_interval(&Interval::new(10_000.0, 11_000.0, 13_000.0, 0.95)?, 1000, 7);
/// let summary = victims.interval(0.95);
/// assert!((summary.middle - 11_000.0).abs() < 20.0);
/// assert!((summary.high - 13_000.0).abs() < 100.0);
/// # Ok::<(), concert_terms::interval::NotAnInterval>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Draws(Vec<f32>);

impl Draws {
    /// The default number of draws of the frame.
    pub const USUAL: usize = 1000;

    /// Takes the values as they are; values that are negative or not finite become zero, because a
    /// quantity of people cannot be either.
    pub fn new(values: Vec<f32>) -> Self {
        let sound = |x: f32| if x.is_finite() && x > 0.0 { x } else { 0.0 };
        Self(values.into_iter().map(sound).collect())
    }

    /// The same value every time.
    pub fn constant(value: f64, n: usize) -> Self {
        Self::new(vec![value as f32; n])
    }

    /// Turns a published interval into draws.
    ///
    /// **Rule.** Where the lower limit is above zero, the logarithm of the quantity is taken as
    /// two half-normal curves that meet at the published figure (a *split log-normal*): the lower
    /// half is scaled so that its quantile `(1 - level) / 2` is the published lower limit, the
    /// upper half likewise. So the median of the draws is the published figure and their interval
    /// at the published level is the published interval, however lopsided it is. Where the lower
    /// limit is zero, the same is done with the quantity itself in place of its logarithm, cut off
    /// at zero. The draws are the `n` midpoint quantiles `(j + 1/2) / n`, so nothing is lost to
    /// chance, in an order shuffled by `seed`, so that figures from different sources are
    /// independent of each other when they are combined draw by draw.
    pub fn from_interval(interval: &Interval, n: usize, seed: u64) -> Self {
        let z = normal_quantile(f64::midpoint(1.0, interval.level));
        let logarithmic = interval.low > 0.0;
        let scale = |x: f64| if logarithmic { x.ln() } else { x };
        let (low, middle, high) =
            (scale(interval.low), scale(interval.middle), scale(interval.high));
        let mut values: Vec<f32> = (0..n)
            .map(|j| {
                let q = normal_quantile((j as f64 + 0.5) / n as f64);
                let spread = if q < 0.0 { middle - low } else { high - middle };
                let x = middle + q * spread / z;
                (if logarithmic { x.exp() } else { x }) as f32
            })
            .collect();
        values.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        Self::new(values)
    }

    /// As many draws as wanted from a sample of any size (such as bootstrap replicates): its
    /// midpoint quantiles, in an order shuffled by `seed`. An empty sample gives zeros.
    pub fn from_sample(sample: &[f64], n: usize, seed: u64) -> Self {
        let mut sorted: Vec<f64> = sample.iter().copied().filter(|x| x.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let at = |j: usize| {
            let index = ((j as f64 + 0.5) / n as f64 * sorted.len() as f64) as usize;
            sorted.get(index.min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
        };
        let mut values: Vec<f32> = (0..n).map(|j| at(j) as f32).collect();
        values.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        Self::new(values)
    }

    /// The values.
    pub fn values(&self) -> &[f32] {
        &self.0
    }

    /// How many draws.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no draws.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The expected value; zero without draws.
    pub fn mean(&self) -> f64 {
        let sum: f64 = self.0.iter().copied().map(f64::from).sum();
        if self.0.is_empty() { 0.0 } else { sum / self.0.len() as f64 }
    }

    /// These draws times a number.
    #[must_use]
    pub fn times(&self, factor: f64) -> Self {
        Self::new(self.0.iter().map(|x| x * factor as f32).collect())
    }

    /// These draws times others, draw by draw, as far as both go.
    #[must_use]
    pub fn times_draws(&self, other: &Self) -> Self {
        Self::new(self.0.iter().zip(&other.0).map(|(a, b)| a * b).collect())
    }

    /// Median and central interval at a level.
    pub fn interval(&self, level: f64) -> Interval {
        summary(self.0.clone(), level)
    }
}

/// Median and central interval of a sample that may be reordered; zeros for an empty one.
/// Quantiles are linearly interpolated between order statistics (Hyndman and Fan 1996, type 7).
pub fn summary(mut sample: Vec<f32>, level: f64) -> Interval {
    sample.sort_unstable_by(f32::total_cmp);
    let quantile = |p: f64| {
        let Some(last) = sample.len().checked_sub(1) else {
            return 0.0;
        };
        let position = p * last as f64;
        let below = position.floor() as usize;
        let (a, b) = (f64::from(sample[below]), f64::from(sample[(below + 1).min(last)]));
        a + (b - a) * position.fract()
    };
    let tail = (1.0 - level) / 2.0;
    Interval { low: quantile(tail), middle: quantile(0.5), high: quantile(1.0 - tail), level }
}

/// The quantile function of the standard normal distribution, algorithm AS 241 (Wichura 1988,
/// routine PPND7, about seven correct figures), which is ample for draws kept as `f32`.
fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        let above =
            ((59.109_374_72 * r + 159.291_132_02) * r + 50.434_271_938) * r + 3.387_132_717_9;
        let below = ((67.187_563_6 * r + 78.757_757_664) * r + 17.895_169_469) * r + 1.0;
        return q * above / below;
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-tail.ln()).sqrt();
    let x = if r <= 5.0 {
        let r = r - 1.6;
        (((0.170_238_211_03 * r + 1.306_728_481_6) * r + 2.756_815_39) * r + 1.423_437_277_7)
            / ((0.120_211_329_75 * r + 0.737_001_642_5) * r + 1.0)
    } else {
        let r = r - 5.0;
        (((0.017_337_203_997 * r + 0.428_682_943_37) * r + 3.081_226_386) * r + 6.657_905_115)
            / ((0.012_258_202_635 * r + 0.241_978_942_25) * r + 1.0)
    };
    if q < 0.0 { -x } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_normal_quantile_has_the_values_of_the_tables() {
        for (p, z) in [(0.5, 0.0), (0.95, 1.644_853_6), (0.975, 1.959_964), (1e-9, -5.997_807)] {
            assert!((normal_quantile(p) - z).abs() < 2e-6, "{p}: {}", normal_quantile(p));
        }
        assert!((normal_quantile(1e-12) + 7.034_483_8).abs() < 2e-6);
    }

    proptest! {
        #[test]
        fn draws_give_back_the_interval_they_were_made_from(
            low in 1.0_f64..1e6, up in 1.0_f64..5.0, upper in 1.0_f64..5.0, seed in any::<u64>(),
        ) {
            let given = Interval::new(low, low * up, low * up * upper, 0.9).unwrap();
            let back = Draws::from_interval(&given, 4000, seed).interval(0.9);
            for (a, b) in [(given.low, back.low), (given.middle, back.middle), (given.high, back.high)] {
                prop_assert!((a / b - 1.0).abs() < 0.01, "{a} {b}");
            }
        }

        #[test]
        fn an_interval_that_starts_at_zero_gives_draws_that_are_never_negative(
            middle in 0.0_f64..100.0, high in 100.0_f64..1000.0,
        ) {
            let given = Interval::new(0.0, middle, high, 0.95).unwrap();
            let draws = Draws::from_interval(&given, 1000, 1);
            prop_assert!(draws.values().iter().all(|x| *x >= 0.0));
            prop_assert!((draws.interval(0.95).high - high).abs() < high * 0.02);
        }
    }

    #[test]
    fn a_sample_keeps_its_quantiles_when_it_is_stretched() {
        let sample: Vec<f64> = (1..=10).map(f64::from).collect();
        let draws = Draws::from_sample(&sample, 1000, 3);
        assert!((draws.mean() - 5.5).abs() < 1e-6);
        assert!(Draws::from_sample(&[], 10, 3).values().iter().all(|x| *x == 0.0));
    }
}
