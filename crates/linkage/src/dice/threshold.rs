//! How similar two rows must be, as the number of bits that they must share.

use serde::{Deserialize, Serialize};

use super::{DiceRefusal, dice, hamming};

/// What a pair must reach to be found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Threshold {
    /// A Dice coefficient of at least this: above 0, at most 1.
    Dice(f64),
    /// A Hamming distance of at most this many bits.
    Hamming(u32),
}

impl Threshold {
    /// Whether two rows with `first` and `second` set bits that share `common` reach it. An empty row never does.
    pub fn reached(self, first: u32, second: u32, common: u32) -> bool {
        first > 0
            && second > 0
            && match self {
                Self::Dice(least) => dice(first, second, common) >= least,
                Self::Hamming(most) => hamming(first, second, common) <= most,
            }
    }

    pub(super) fn check(self) -> Result<(), DiceRefusal> {
        match self {
            Self::Dice(threshold) if !(threshold > 0.0 && threshold <= 1.0) => {
                Err(DiceRefusal::ThresholdOutOfRange { threshold })
            }
            _ => Ok(()),
        }
    }

    /// The largest share of bits in which two rows of the set bits `first` and `second` and of the length `bits` may
    /// differ.
    pub(super) fn distance(self, first: f64, second: f64, bits: f64) -> f64 {
        match self {
            Self::Dice(least) => (first + second) * (1.0 - least) / bits,
            Self::Hamming(most) => f64::from(most) / bits,
        }
    }
}

/// For each sum of the set bits of two rows, how many they must share: it never falls as the sum grows. The comparison is
/// that of [`Threshold::reached`], so that no pair is lost or won by rounding.
pub(super) struct Needs(Vec<i32>);

impl Needs {
    pub(super) fn new(threshold: Threshold, bits: usize) -> Self {
        let need = |sum: u32| match threshold {
            Threshold::Dice(least) => {
                let reaches = |common: u32| f64::from(2 * common) / f64::from(sum.max(1)) >= least;
                let mut common = (least * f64::from(sum) / 2.0) as u32;
                while common > 0 && reaches(common - 1) {
                    common -= 1;
                }
                while !reaches(common) {
                    common += 1;
                }
                common as i32
            }
            Threshold::Hamming(most) => sum.saturating_sub(most).div_ceil(2) as i32,
        };
        Self((0..=2 * bits as u32).map(need).collect())
    }

    /// What rows of together `sum` set bits must share.
    pub(super) fn of(&self, sum: u32) -> i32 {
        self.0[sum as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_are_the_least_common_bits_that_reach_the_threshold() {
        for threshold in [0.001, 0.25, 0.6, 0.8, 0.85, 0.9, 1.0].map(Threshold::Dice) {
            let needs = Needs::new(threshold, 64);
            for (a, b) in (1..=64).flat_map(|a| (1..=64).map(move |b| (a, b))) {
                let slow = (0..=a.min(b)).find(|&common| threshold.reached(a, b, common));
                let fast = needs.of(a + b);
                assert_eq!(
                    slow,
                    u32::try_from(fast).ok().filter(|&need| need <= a.min(b)),
                    "{threshold:?} {a} {b}"
                );
            }
        }
        let needs = Needs::new(Threshold::Hamming(3), 64);
        assert_eq!([2, 3, 4, 5, 6].map(|sum| needs.of(sum)), [0, 0, 1, 1, 2]);
    }

    #[test]
    fn needs_never_fall() {
        for threshold in [Threshold::Dice(0.7), Threshold::Dice(1.0), Threshold::Hamming(17)] {
            let needs = Needs::new(threshold, 1_024);
            assert!((1..=2_048).all(|sum| needs.of(sum) >= needs.of(sum - 1)));
        }
    }

    #[test]
    fn thresholds_outside_their_range_are_refused() {
        for threshold in [0.0, -0.5, 1.001, f64::NAN, f64::INFINITY] {
            assert!(Threshold::Dice(threshold).check().is_err());
        }
        assert!(Threshold::Dice(1.0).check().is_ok());
    }
}
