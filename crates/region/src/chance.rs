//! Recorded randomness: every figure of the region is drawn from a stream that its seed, its
//! purpose and its index name, so that any part can be drawn again without the others.

use concert_terms::Id;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a stream is drawn for. Streams of different purposes never share a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Land = 1,
    Names,
    Traits,
    Victims,
    Needs,
    Organisations,
    Capture,
    Planting,
    Work,
    Wording,
    History,
    Tables,
    Identifiers,
    Flows,
    People,
    Aliases,
    Caught,
    Copies,
    Records,
    Slips,
    Order,
}

/// What an identifier names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Organisation = 1,
    Initiative,
    Need,
}

/// One stream.
#[derive(Debug, Clone)]
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    pub(crate) fn of(seed: u64, purpose: Purpose, index: u64) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(((purpose as u64) << 48) | index);
        Self(stream)
    }

    /// The identifier of the thing with an index: the same for the same seed, unlike any other.
    pub(crate) fn identifier(seed: u64, named: Named, index: usize) -> Id {
        let index = ((named as u64) << 40) | index as u64;
        let mut bytes = [0; 16];
        Self::of(seed, Purpose::Identifiers, index).0.fill_bytes(&mut bytes);
        Id::from_bytes(bytes)
    }

    /// Evenly between 0 (included) and 1 (excluded).
    pub(crate) fn unit(&mut self) -> f64 {
        self.0.random()
    }

    /// Evenly between two numbers.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number below `n`; zero when `n` is zero.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { self.0.random_range(0..n) }
    }

    /// A whole number between two, both included.
    pub(crate) fn whole(&mut self, low: i32, high: i32) -> i32 {
        self.0.random_range(low..=high.max(low))
    }

    /// Whether something of this probability happens.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A standard normal value (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// A factor whose logarithm is normal with mean 0 and this deviation.
    pub(crate) fn factor(&mut self, deviation: f64) -> f64 {
        (deviation * self.normal()).exp()
    }

    /// One of several; the first of none is asked for nowhere.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// A position, with probability proportional to its weight, from running sums of weights.
    pub(crate) fn by_running_weight(&mut self, running: &[f64]) -> usize {
        let total = running.last().copied().unwrap_or(0.0);
        let wanted = self.unit() * total;
        running.partition_point(|sum| *sum <= wanted).min(running.len().saturating_sub(1))
    }

    /// Puts values into a random order.
    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last + 1));
        }
    }
}

/// Running sums of weights, for [`Chance::by_running_weight`].
pub(crate) fn running(weights: impl Iterator<Item = f64>) -> Vec<f64> {
    weights
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_named_by_seed_purpose_and_index() {
        let first = |seed, purpose, index| Chance::of(seed, purpose, index).unit().to_bits();
        let one = first(1, Purpose::Land, 0);
        assert_eq!(one, first(1, Purpose::Land, 0));
        assert_ne!(one, first(2, Purpose::Land, 0));
        assert_ne!(one, first(1, Purpose::Names, 0));
        assert_ne!(one, first(1, Purpose::Land, 1));
    }

    #[test]
    fn normal_values_have_mean_zero_and_deviation_one() {
        let mut chance = Chance::of(3, Purpose::Land, 0);
        let values: Vec<f64> = (0..20_000).map(|_| chance.normal()).collect();
        let mean = values.iter().sum::<f64>() / 20_000.0;
        let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05);
    }

    #[test]
    fn a_position_without_weight_is_never_drawn() {
        let sums = running([0.0, 1.0, 0.0, 3.0].into_iter());
        let mut chance = Chance::of(4, Purpose::Work, 0);
        let mut drawn = [0; 4];
        for _ in 0..4000 {
            drawn[chance.by_running_weight(&sums)] += 1;
        }
        assert_eq!((drawn[0], drawn[2]), (0, 0));
        assert!((2800..3200).contains(&drawn[3]), "{drawn:?}");
    }
}
