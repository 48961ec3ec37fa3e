//! Random counts: how many of some people fall into each of several cells.
//!
//! The cells are filled one after the other: given what earlier cells took, the count of a cell is
//! binomial. That takes time in the number of cells, not of people. Binomial counts are drawn by
//! inversion where the mean is small, and by transformed rejection (Hormann 1993, "The generation
//! of binomial random variates", algorithm BTRS) where it is not. Both follow the distribution but
//! for the rounding of its logarithm: below one part in a million for any number of people that a
//! table can count.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::numerics::poisson::ln_factorial;

/// From this mean on the rejection method is used; its constants are made for ten and more.
const LEAST_MEAN_FOR_REJECTION: f64 = 10.0;

/// Divides `people` among cells with these weights, which are not negative. Nobody goes anywhere if
/// all weights are zero.
pub(crate) fn multinomial(
    random: &mut ChaCha8Rng,
    people: u64,
    weights: impl DoubleEndedIterator<Item = f64> + Clone,
) -> Vec<u64> {
    // Sums from the last weight on, so that the share of the last cell is exactly one.
    let mut rests: Vec<f64> = Vec::new();
    let mut rest = 0.0;
    for weight in weights.clone().rev() {
        rest += weight;
        rests.push(rest);
    }
    let mut left = people;
    let cells = weights.zip(rests.into_iter().rev());
    cells
        .map(|(weight, rest)| {
            let share = if weight > 0.0 { (weight / rest).min(1.0) } else { 0.0 };
            let taken = binomial(random, left, share);
            left -= taken;
            taken
        })
        .collect()
}

/// How many of `trials` succeed, each with the same probability.
fn binomial(random: &mut ChaCha8Rng, trials: u64, probability: f64) -> u64 {
    if trials == 0 || probability <= 0.0 {
        0
    } else if probability >= 1.0 {
        trials
    } else if probability > 0.5 {
        trials - at_most_half(random, trials, 1.0 - probability)
    } else {
        at_most_half(random, trials, probability)
    }
}

fn at_most_half(random: &mut ChaCha8Rng, trials: u64, probability: f64) -> u64 {
    if trials as f64 * probability < LEAST_MEAN_FOR_REJECTION {
        by_inversion(random, trials, probability)
    } else {
        by_rejection(random, trials, probability)
    }
}

/// Goes up from zero until the probabilities sum to more than a uniform number. The mean is below
/// ten, so that the first probability is far from zero.
fn by_inversion(random: &mut ChaCha8Rng, trials: u64, probability: f64) -> u64 {
    let odds = probability / (1.0 - probability);
    let mut point = (trials as f64 * (-probability).ln_1p()).exp();
    let mut left: f64 = random.random();
    let mut count = 0;
    while left > point && count < trials {
        left -= point;
        count += 1;
        point *= odds * (trials - count + 1) as f64 / count as f64;
        // What rounding leaves of the uniform number beyond all probabilities belongs to the tail.
        if point < f64::MIN_POSITIVE {
            break;
        }
    }
    count
}

/// Transformed rejection; the names are those of Hormann's algorithm.
fn by_rejection(random: &mut ChaCha8Rng, trials: u64, p: f64) -> u64 {
    let n = trials as f64;
    let deviation = (n * p * (1.0 - p)).sqrt();
    let b = 1.15 + 2.53 * deviation;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let c = n * p + 0.5;
    let alpha = (2.83 + 5.1 / b) * deviation;
    let inside = 0.92 - 4.2 / b;
    let mode = ((n + 1.0) * p).floor();
    loop {
        let u = random.random::<f64>() - 0.5;
        let v: f64 = random.random();
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + c).floor();
        if !(0.0..=n).contains(&k) {
            continue;
        }
        // Most draws end here, in a region that lies below the curve whatever the parameters.
        if us >= 0.07 && v <= inside {
            return k as u64;
        }
        if (v * alpha / (a / (us * us) + b)).ln() <= ln_ratio(n, p, k, mode) {
            return k as u64;
        }
    }
}

/// The logarithm of the probability of one count over that of another.
fn ln_ratio(n: f64, p: f64, count: f64, other: f64) -> f64 {
    let arrangements = |k: f64| ln_factorial(k as u64) + ln_factorial((n - k) as u64);
    arrangements(other) - arrangements(count) + (count - other) * (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    /// Whether draws agree with the probabilities of a binomial count: Pearson's statistic over
    /// counts expected twenty times and more, within five standard deviations of its mean.
    fn assert_binomial(trials: u64, p: f64) {
        let mut random = ChaCha8Rng::seed_from_u64(trials);
        let draws = 200_000;
        let mut counts = vec![0_u32; trials as usize + 1];
        for _ in 0..draws {
            counts[binomial(&mut random, trials, p) as usize] += 1;
        }
        let n = trials as f64;
        let ln_none = n * (1.0 - p).ln();
        let (mut statistic, mut cells) = (0.0, 0.0);
        for (k, &count) in counts.iter().enumerate() {
            let expected = f64::from(draws) * (ln_none + ln_ratio(n, p, k as f64, 0.0)).exp();
            if expected >= 20.0 {
                statistic += (f64::from(count) - expected).powi(2) / expected;
                cells += 1.0;
            } else {
                assert!(f64::from(count) < expected + 6.0 * expected.sqrt() + 6.0, "{trials} {k}");
            }
        }
        assert!(
            cells > 2.0 && (statistic - cells).abs() < 5.0 * (2.0_f64 * cells).sqrt(),
            "{trials} {p}: {statistic} {cells}"
        );
    }

    #[test]
    fn counts_follow_the_binomial_distribution() {
        for (trials, p) in [
            (7, 0.3),
            (40, 0.2),
            (40, 0.25),
            (41, 0.25),
            (2744, 0.0005),
            (2744, 0.33),
            (2743, 0.67),
            (300, 0.5),
            (100_000, 0.0004),
        ] {
            assert_binomial(trials, p);
        }
    }

    #[test]
    fn everybody_goes_somewhere_and_nobody_where_the_weight_is_zero() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let weights = [3.0, 0.0, 1e9, 0.5, 0.0];
        for people in [0, 1, 50, 10_000_000_000] {
            let counts = multinomial(&mut random, people, weights.into_iter());
            assert_eq!(counts.iter().sum::<u64>(), people);
            assert_eq!((counts[1], counts[4]), (0, 0));
        }
        assert_eq!(multinomial(&mut random, 5, [0.0, 0.0].into_iter()), [0, 0]);
    }

    #[test]
    fn cells_that_share_people_vary_together_as_they_must() {
        // Each count has the variance n p (1 - p), and two the covariance - n p q.
        let mut random = ChaCha8Rng::seed_from_u64(2);
        let weights = [0.2, 0.3, 0.5];
        let (people, rounds) = (1000, 20_000);
        let mut sums = [[0.0; 3]; 3];
        for _ in 0..rounds {
            let counts = multinomial(&mut random, people, weights.into_iter());
            let off: Vec<f64> =
                counts.iter().zip(weights).map(|(&n, p)| n as f64 - people as f64 * p).collect();
            for i in 0..3 {
                for j in 0..3 {
                    sums[i][j] += off[i] * off[j] / f64::from(rounds);
                }
            }
        }
        for i in 0..3 {
            for j in 0..3 {
                let own = if i == j { weights[i] } else { 0.0 };
                let expected = people as f64 * (own - weights[i] * weights[j]);
                assert!((sums[i][j] / expected - 1.0).abs() < 0.06, "{i} {j} {sums:?}");
            }
        }
    }
}
