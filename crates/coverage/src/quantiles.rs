//! Quantiles of draws, without sorting them.

use concert_terms::Interval;

/// The order statistics on both sides of the median and of the ends of a central interval, between
/// which quantiles are interpolated (Hyndman and Fan 1996, type 7, as in `concert_terms`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct OrderStatistics {
    low: Pair,
    middle: Pair,
    high: Pair,
    level: f64,
}

/// Two neighbours in order of size, and how far between them the quantile lies.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    below: f64,
    above: f64,
    fraction: f64,
}

impl Pair {
    fn between(self, of: impl Fn(f64) -> f64) -> f64 {
        let (below, above) = (of(self.below), of(self.above));
        below + (above - below) * self.fraction
    }
}

/// A value that draws are kept as: `f32` one by one, `f64` when they were added up. Draws are never
/// negative, and floating-point numbers from zero up are in the same order as their bits, which are
/// whole numbers and quicker to compare.
pub(crate) trait Draw: Copy {
    type Bits: Copy + Ord;
    fn bits(self) -> Self::Bits;
    fn value(bits: Self::Bits) -> f64;
}

impl Draw for f32 {
    type Bits = u32;
    fn bits(self) -> u32 {
        self.to_bits()
    }
    fn value(bits: u32) -> f64 {
        f64::from(Self::from_bits(bits))
    }
}

impl Draw for f64 {
    type Bits = u64;
    fn bits(self) -> u64 {
        self.to_bits()
    }
    fn value(bits: u64) -> f64 {
        Self::from_bits(bits)
    }
}

impl OrderStatistics {
    /// Of a sample, in a space that is used again for the next; zeros for an empty sample.
    pub(crate) fn of<T: Draw>(sample: &[T], level: f64, space: &mut Vec<T::Bits>) -> Self {
        space.clear();
        space.extend(sample.iter().map(|draw| draw.bits()));
        let tail = (1.0 - level) / 2.0;
        let mut taken = 0;
        // In ascending order of the quantiles, each selection only has to look above the last.
        let [low, middle, high] =
            [tail, 0.5, 1.0 - tail].map(|quantile| pair::<T>(space, &mut taken, quantile));
        Self { low, middle, high, level }
    }

    /// Median and interval of something that rises with the value.
    pub(crate) fn rising(&self, of: impl Fn(f64) -> f64) -> Interval {
        Interval {
            low: self.low.between(&of),
            middle: self.middle.between(&of),
            high: self.high.between(&of),
            level: self.level,
        }
    }

    /// Median and interval of something that falls as the value rises.
    pub(crate) fn falling(&self, of: impl Fn(f64) -> f64) -> Interval {
        Interval {
            low: self.high.between(&of),
            middle: self.middle.between(&of),
            high: self.low.between(&of),
            level: self.level,
        }
    }
}

/// Selects the neighbours of one quantile. Everything before `taken` is no larger than anything
/// after it, from the selection before.
fn pair<T: Draw>(sample: &mut [T::Bits], taken: &mut usize, quantile: f64) -> Pair {
    let Some(last) = sample.len().checked_sub(1) else {
        return Pair::default();
    };
    let position = quantile * last as f64;
    let at = (position as usize).min(last);
    let (_, below, rest) = sample[*taken..].select_nth_unstable(at - *taken);
    let above = rest.iter().min().unwrap_or(below);
    *taken = at;
    Pair { below: T::value(*below), above: T::value(*above), fraction: position.fract() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use concert_terms::draws::summary;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn selecting_gives_what_sorting_gives(
            sample in proptest::collection::vec(0.0_f32..100.0, 0..150), level in 0.01_f64..0.99,
        ) {
            let sorted = summary(sample.clone(), level);
            let selected = OrderStatistics::of(&sample, level, &mut Vec::new()).rising(|x| x);
            prop_assert!((sorted.low - selected.low).abs() < 1e-9);
            prop_assert!((sorted.middle - selected.middle).abs() < 1e-9);
            prop_assert!((sorted.high - selected.high).abs() < 1e-9);
        }
    }
}
