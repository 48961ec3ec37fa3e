//! A number that is not known exactly: alone, with an interval, or as draws.
//!
//! The calculators of money and of prevalence take numbers from reports. A report prints a figure,
//! or a figure with an interval; an estimate of this crate has draws. All three are carried
//! through without being made to look alike.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use crate::bootstrap::interval::percentile_interval;
use crate::numerics::normal::quantile;

/// A number of zero or more, with what is known of its uncertainty.
///
/// **An interval** is read as a split log-normal: the logarithm is two half-normal curves that meet
/// at the figure, the lower scaled so that its quantile is the lower limit, the upper likewise. So
/// the median is the figure and the interval at its level is the interval, however lopsided. Where
/// the lower limit is zero the same is done with the number itself, cut off at zero.
///
/// **Draws** are used as they are, in their order, so that numbers of one estimate stay together.
///
/// ```
/// use concert_estimate::uncertain::Uncertain;
///
/// let people = Uncertain::with_interval(13_000.0, [10_000.0, 16_000.0], 0.95)?;
/// assert_eq!(people.interval(0.95).map(|ends| ends.map(f64::round)), Some([10_000.0, 16_000.0]));
/// assert!(Uncertain::with_interval(13_000.0, [14_000.0, 16_000.0], 0.95).is_err());
/// # Ok::<(), concert_estimate::uncertain::NotAnAmount>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Uncertain {
    value: f64,
    spread: Spread,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Spread {
    Exact,
    Interval { limits: [f64; 2], level: f64 },
    Draws(Vec<f64>),
}

/// Why numbers are not an amount with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, thiserror::Error)]
pub enum NotAnAmount {
    /// The figure is negative, or not a finite number.
    #[error("{value} is not an amount of zero or more")]
    Value {
        /// The figure.
        value: f64,
    },
    /// The limits are not on either side of the figure.
    #[error("{value} does not lie between {low} and {high}")]
    Limits {
        /// Lower limit.
        low: f64,
        /// The figure.
        value: f64,
        /// Upper limit.
        high: f64,
    },
    /// The level is not a probability between one half and one.
    #[error("{level} is not the level of an interval")]
    Level {
        /// The level.
        level: f64,
    },
    /// There are no draws, or one of them is negative or not a finite number.
    #[error("draws are one or more amounts of zero or more")]
    Draws,
}

impl NotAnAmount {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Value { .. } => "estimate/not-an-amount",
            Self::Limits { .. } => "estimate/limits-out-of-order",
            Self::Level { .. } => "estimate/not-a-level",
            Self::Draws => "estimate/not-draws",
        }
    }

    /// The facts by name.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Value { value } => vec![("value", value.to_string())],
            Self::Limits { low, value, high } => vec![
                ("low", low.to_string()),
                ("value", value.to_string()),
                ("high", high.to_string()),
            ],
            Self::Level { level } => vec![("level", level.to_string())],
            Self::Draws => Vec::new(),
        }
    }
}

fn is_amount(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}

impl Uncertain {
    /// A figure of which no uncertainty is known.
    pub fn exact(value: f64) -> Result<Self, NotAnAmount> {
        if !is_amount(value) {
            return Err(NotAnAmount::Value { value });
        }
        Ok(Self { value, spread: Spread::Exact })
    }

    /// A figure with the limits of its interval at a level such as 0.95. Limits that both equal
    /// the figure say that it is exact.
    pub fn with_interval(value: f64, limits: [f64; 2], level: f64) -> Result<Self, NotAnAmount> {
        let exact = Self::exact(value)?;
        let [low, high] = limits;
        if !(is_amount(low) && is_amount(high) && low <= value && value <= high) {
            return Err(NotAnAmount::Limits { low, value, high });
        }
        if !(level > 0.5 && level < 1.0) {
            return Err(NotAnAmount::Level { level });
        }
        if low < high {
            Ok(Self { value, spread: Spread::Interval { limits, level } })
        } else {
            Ok(exact)
        }
    }

    /// A figure with equally likely values around it, such as the replicates of an estimate.
    pub fn with_draws(value: f64, draws: Vec<f64>) -> Result<Self, NotAnAmount> {
        Self::exact(value)?;
        if draws.is_empty() || !draws.iter().copied().all(is_amount) {
            return Err(NotAnAmount::Draws);
        }
        Ok(Self { value, spread: Spread::Draws(draws) })
    }

    /// The figure.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Whether no uncertainty is known.
    pub fn is_exact(&self) -> bool {
        matches!(self.spread, Spread::Exact)
    }

    /// The draws, if it was given by draws.
    pub fn draws(&self) -> Option<&[f64]> {
        match &self.spread {
            Spread::Draws(draws) => Some(draws),
            Spread::Exact | Spread::Interval { .. } => None,
        }
    }

    /// The upper end of all that it may be: its limit, its largest draw, or itself.
    pub(crate) fn largest(&self) -> f64 {
        match &self.spread {
            Spread::Exact => self.value,
            Spread::Interval { limits, .. } => limits[1],
            Spread::Draws(draws) => draws.iter().copied().fold(self.value, f64::max),
        }
    }

    /// The central interval at a level; `None` where no uncertainty is known.
    pub fn interval(&self, level: f64) -> Option<[f64; 2]> {
        let outside = (1.0 - level) / 2.0;
        match &self.spread {
            Spread::Exact => None,
            Spread::Interval { .. } => Some([outside, 1.0 - outside].map(|p| self.at(quantile(p)))),
            Spread::Draws(draws) => percentile_interval(draws, level),
        }
    }

    /// So many times the number, with its uncertainty.
    pub(crate) fn times(&self, factor: f64) -> Result<Self, NotAnAmount> {
        let value = self.value * factor;
        match &self.spread {
            Spread::Exact => Self::exact(value),
            Spread::Interval { limits, level } => {
                Self::with_interval(value, limits.map(|limit| limit * factor), *level)
            }
            Spread::Draws(draws) => {
                Self::with_draws(value, draws.iter().map(|draw| draw * factor).collect())
            }
        }
    }

    /// Where an interval puts the standard normal quantile `z`; the figure itself without one.
    fn at(&self, z: f64) -> f64 {
        let Spread::Interval { limits: [low, high], level } = self.spread else {
            return self.value;
        };
        let limit = if z < 0.0 { low } else { high };
        let steps = z.abs() / quantile(f64::midpoint(1.0, level));
        if low > 0.0 {
            self.value * (limit / self.value).powf(steps)
        } else {
            (self.value + (limit - self.value) * steps).max(0.0)
        }
    }

    /// So many values: its draws if it has any, else the midpoint quantiles `(j + 1/2) / count` of
    /// its interval, so that nothing is lost to chance, in an order shuffled by a stream of the
    /// seed of its own, so that different numbers are independent of each other.
    pub(crate) fn drawn(&self, count: usize, seed: u64, stream: u64) -> Vec<f64> {
        if let Some(draws) = self.draws() {
            return draws.to_vec();
        }
        if self.is_exact() {
            return vec![self.value; count];
        }
        let place = |j: usize| quantile((j as f64 + 0.5) / count as f64);
        let mut values: Vec<f64> = (0..count).map(|j| self.at(place(j))).collect();
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        values.shuffle(&mut random);
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_keeps_its_limits_and_its_figure_is_the_median() {
        let lopsided = Uncertain::with_interval(100.0, [80.0, 300.0], 0.95).unwrap();
        let drawn = lopsided.drawn(10_001, 1, 0);
        let [low, high] = percentile_interval(&drawn, 0.95).unwrap();
        assert!((low - 80.0).abs() < 0.1 && (high - 300.0).abs() < 1.0, "{low} {high}");
        assert_eq!(drawn.iter().filter(|&&x| x < 100.0).count(), 5000);
        // ln(300 / 100) and ln(80 / 100) at 1.959964, taken to 1.281552.
        let [low, high] = lopsided.interval(0.80).unwrap();
        assert!((low - 100.0 * 0.8_f64.powf(0.653_865)).abs() < 1e-3);
        assert!((high - 100.0 * 3.0_f64.powf(0.653_865)).abs() < 1e-3);
    }

    #[test]
    fn a_lower_limit_of_zero_is_linear_and_never_below_zero() {
        let from_zero = Uncertain::with_interval(10.0, [0.0, 30.0], 0.95).unwrap();
        let drawn = from_zero.drawn(1000, 1, 0);
        assert!(drawn.iter().all(|x| (0.0..100.0).contains(x)));
        assert_eq!(from_zero.interval(0.95).map(|ends| ends.map(f64::round)), Some([0.0, 30.0]));
    }

    #[test]
    fn draws_stay_in_their_order_and_other_numbers_are_shuffled_by_their_stream() {
        let given = Uncertain::with_draws(2.0, vec![3.0, 1.0, 2.0]).unwrap();
        assert_eq!(given.drawn(3, 9, 9), [3.0, 1.0, 2.0]);
        let interval = Uncertain::with_interval(100.0, [80.0, 120.0], 0.9).unwrap();
        assert_eq!(interval.drawn(100, 1, 5), interval.drawn(100, 1, 5));
        assert_ne!(interval.drawn(100, 1, 5), interval.drawn(100, 1, 6));
        assert_ne!(interval.drawn(100, 1, 5), interval.drawn(100, 2, 5));
    }

    #[test]
    fn what_is_no_amount_is_refused_with_its_numbers() {
        for (made, code) in [
            (Uncertain::exact(-1.0), "estimate/not-an-amount"),
            (Uncertain::exact(f64::NAN), "estimate/not-an-amount"),
            (Uncertain::with_interval(5.0, [6.0, 7.0], 0.95), "estimate/limits-out-of-order"),
            (Uncertain::with_interval(5.0, [4.0, f64::NAN], 0.95), "estimate/limits-out-of-order"),
            (Uncertain::with_interval(5.0, [4.0, 6.0], 1.0), "estimate/not-a-level"),
            (Uncertain::with_draws(5.0, Vec::new()), "estimate/not-draws"),
            (Uncertain::with_draws(5.0, vec![1.0, -1.0]), "estimate/not-draws"),
        ] {
            assert_eq!(made.unwrap_err().code(), code);
        }
        assert!(Uncertain::with_interval(5.0, [5.0, 5.0], 0.95).unwrap().is_exact());
    }
}
