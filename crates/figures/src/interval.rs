//! A quantity with its uncertainty: a middle and two ends.

use crate::refusal::{Refusal, within};

/// The largest quantity that is drawn. Far above any count of people, far below where sums of
/// `f64` lose whole numbers.
pub(crate) const LARGEST: f64 = 1e15;

/// The middle and the ends of an uncertain quantity, such as a median with its 90 % interval.
/// The level is the caller's to state in words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The low end, at most `mid`.
    pub low: f64,
    /// The middle.
    pub mid: f64,
    /// The high end, at least `mid`.
    pub high: f64,
}

impl Interval {
    /// Refuses what is not three finite numbers from 0 to 10^15 in order.
    pub(crate) fn check(&self, name: &str) -> Result<(), Refusal> {
        for value in [self.low, self.mid, self.high] {
            within(value, [0.0, LARGEST], "need", name)?;
        }
        if self.low > self.mid || self.mid > self.high {
            return Err(Refusal::IntervalOutOfOrder {
                name: name.into(),
                low: self.low,
                high: self.high,
            });
        }
        Ok(())
    }
}
