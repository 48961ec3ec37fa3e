//! Sums that come out the same, to the last bit, in whatever order they are added.

/// A sum in fixed point: whole multiples of 2^-56, about 10^-17 of a person. Adding floating-point
/// numbers in another order gives other last digits, and a figure must not change because rows were
/// read in another order or by another number of threads. Whole numbers do not have that fault, and
/// what is added and then taken away leaves exactly nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ExactSum(i128);

/// Units in one.
const UNITS: f64 = (1_u64 << 56) as f64;

impl ExactSum {
    /// The nearest multiple; sums stay exact up to 10^21, more than all
    /// rows that can be held could state.
    pub(crate) fn of(value: f64) -> Self {
        Self((value * UNITS).round() as i128)
    }

    /// So many times 2^-24, exactly.
    pub(crate) fn of_coarse(multiples: u64) -> Self {
        Self(i128::from(multiples) << 32)
    }

    pub(crate) fn value(self) -> f64 {
        self.0 as f64 / UNITS
    }
}

impl std::ops::AddAssign for ExactSum {
    fn add_assign(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }
}

impl std::ops::SubAssign for ExactSum {
    fn sub_assign(&mut self, other: Self) {
        self.0 = self.0.wrapping_sub(other.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whole_multiples_are_the_sums_of_their_values(multiples in 0_u64..1 << 53) {
            let value = multiples as f64 / (1_u64 << 24) as f64;
            prop_assert_eq!(ExactSum::of_coarse(multiples), ExactSum::of(value));
        }

        #[test]
        fn the_order_of_adding_changes_nothing(
            values in proptest::collection::vec(0.0_f64..1e9, 0..50),
        ) {
            let sum = |values: &mut dyn Iterator<Item = &f64>| {
                values.fold(ExactSum::default(), |mut sum, value| {
                    sum += ExactSum::of(*value);
                    sum
                })
            };
            let forward = sum(&mut values.iter());
            prop_assert_eq!(forward, sum(&mut values.iter().rev()));
            let plain: f64 = values.iter().sum();
            prop_assert!((forward.value() - plain).abs() <= 1e-12 * plain.max(1.0));
        }
    }
}
