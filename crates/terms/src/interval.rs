//! A figure with the interval in which it probably lies.

use serde::{Deserialize, Serialize};

/// A figure with its interval at a stated level.
///
/// `low <= middle <= high` and `0 < level < 1` hold for every value made by [`Interval::new`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower limit.
    pub low: f64,
    /// The figure itself: a median, or the published point.
    pub middle: f64,
    /// Upper limit.
    pub high: f64,
    /// The share of certainty that the limits enclose, such as 0.95.
    pub level: f64,
}

/// Why three numbers and a level are not an interval.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NotAnInterval {
    /// One of the numbers is negative, infinite or not a number.
    #[error("an interval needs finite numbers that are zero or more")]
    NotFinite,
    /// The limits do not enclose the figure.
    #[error("the limits {low} and {high} do not enclose {middle}")]
    OutOfOrder {
        /// Lower limit as given.
        low: f64,
        /// Figure as given.
        middle: f64,
        /// Upper limit as given.
        high: f64,
    },
    /// The level is not a share.
    #[error("the level {0} does not lie between 0 and 1")]
    Level(f64),
}

impl Interval {
    /// Checks and makes an interval of quantities, which are never negative.
    pub fn new(low: f64, middle: f64, high: f64, level: f64) -> Result<Self, NotAnInterval> {
        if [low, middle, high].iter().any(|x| !x.is_finite() || *x < 0.0) {
            return Err(NotAnInterval::NotFinite);
        }
        if !(low <= middle && middle <= high) {
            return Err(NotAnInterval::OutOfOrder { low, middle, high });
        }
        if !(level > 0.0 && level < 1.0) {
            return Err(NotAnInterval::Level(level));
        }
        Ok(Self { low, middle, high, level })
    }

    /// A figure whose source states no uncertainty. The level is nominal.
    pub fn point(middle: f64) -> Result<Self, NotAnInterval> {
        Self::new(middle, middle, middle, 0.5)
    }

    /// Whether the source stated no uncertainty.
    pub fn is_point(&self) -> bool {
        self.low >= self.high
    }
}
