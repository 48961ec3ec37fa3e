//! Matches that are too unlike to be told from chance.
//!
//! What is seen of the hill of matches ends where chance begins. How much of it lies beyond follows from its shape, if the top
//! is seen: the share of bits by which two records of one person differ before bits are mixed is taken for a Gamma
//! variable, as what many small differences add up to, and fitted to those that are seen, cut off where they end. In natural
//! form its density is proportional to `x^a exp(-b x)` on 0 to 1/2; the likelihood of a part of it is concave in `a` and `b`, so
//! that Newton's steps lead to the one highest point. The standard error of the share beyond follows by the delta method.
//!
//! The form is an assumption. `tests/hidden_matches.rs` holds it against known matches; how much else the answer could be with
//! another form is added to its error.

use crate::partition::Lost;

/// Fewer matches than this have no shape.
const FEWEST: f64 = 30.0;
/// Where more than this share would lie beyond what is seen, its number is a guess.
pub(super) const MOST: f64 = 0.4;
/// By how much of itself the share beyond may be wrong because the hill has another form.
const OF_FORM: f64 = 0.6;
/// Differences below this are taken for it: the logarithm of nothing is not a number.
const LEAST: f64 = 0.005;
/// Steps of the integrals.
const STEPS: usize = 400;

/// The share of matches that are not seen, from `matches`: how far apart the records of a pair are (0 to 1/2), and how
/// probable it is that it is a match, for pairs that are not farther apart than `seen`. None where so few are
/// seen, or so little of the hill, that nothing can be said.
pub(super) fn hidden(matches: &[(f64, f64)], seen: f64) -> Option<Lost> {
    let number: f64 = matches.iter().map(|x| x.1).sum();
    if number < FEWEST || !(LEAST * 2.0..=0.5).contains(&seen) {
        return None;
    }
    let mean = |of: &dyn Fn(f64) -> f64| {
        matches.iter().map(|&(x, weight)| weight * of(x.max(LEAST))).sum::<f64>() / number
    };
    let statistics = [mean(&f64::ln), -mean(&|x| x)];
    let mut at = [1.0, 20.0];
    let height = |at: [f64; 2]| {
        at[0] * statistics[0] + at[1] * statistics[1] - Moments::of(at, seen).ln_whole
    };
    for _ in 0..100 {
        let here = Moments::of(at, seen);
        let slope = [statistics[0] - here.mean[0], statistics[1] - here.mean[1]];
        let step = here.over(slope)?;
        let mut length = 1.0;
        // A step that leads down, or out of what has an integral, is too long.
        let next = loop {
            let next = [at[0] + length * step[0], at[1] + length * step[1]];
            if next[0] > -1.0 && height(next) >= height(at) {
                break next;
            }
            length /= 2.0;
            if length < 1e-9 {
                break at;
            }
        };
        let moved = (next[0] - at[0]).abs() + (next[1] - at[1]).abs() / 20.0;
        at = next;
        if moved < 1e-8 {
            break;
        }
    }
    let (part, whole) = (Moments::of(at, seen), Moments::of(at, 0.5));
    let found = (part.ln_whole - whole.ln_whole).exp();
    let top = if at[0] > 0.0 { at[0] / at[1] } else { 0.0 };
    if at[1] <= 0.0 || top >= seen || 1.0 - found > MOST {
        return None;
    }
    let slope = [found * (whole.mean[0] - part.mean[0]), found * (whole.mean[1] - part.mean[1])];
    let by = part.over(slope)?;
    let variance = (slope[0] * by[0] + slope[1] * by[1]) / number;
    let share = 1.0 - found;
    Some(Lost { share, error: (variance + (OF_FORM * share).powi(2)).sqrt() })
}

/// The integral of `x^a exp(-b x)` up to a limit, and the moments of `ln x` and `-x` under it.
struct Moments {
    ln_whole: f64,
    mean: [f64; 2],
    covariance: [f64; 3],
}

impl Moments {
    fn of([a, b]: [f64; 2], limit: f64) -> Self {
        let width = limit / STEPS as f64;
        let points = (0..STEPS).map(|step| (step as f64 + 0.5) * width);
        let ln_density = |x: f64| a * x.ln() - b * x;
        let highest = points.clone().map(ln_density).fold(f64::NEG_INFINITY, f64::max);
        let (mut whole, mut sum, mut squares) = (0.0, [0.0; 2], [0.0; 3]);
        for x in points {
            let density = (ln_density(x) - highest).exp();
            let [u, v] = [x.ln(), -x];
            whole += density;
            sum = [sum[0] + density * u, sum[1] + density * v];
            squares = [
                squares[0] + density * u * u,
                squares[1] + density * u * v,
                squares[2] + density * v * v,
            ];
        }
        let mean = sum.map(|sum| sum / whole);
        let [uu, uv, vv] = squares.map(|square| square / whole);
        let covariance = [uu - mean[0] * mean[0], uv - mean[0] * mean[1], vv - mean[1] * mean[1]];
        Self { ln_whole: highest + (whole * width).ln(), mean, covariance }
    }

    /// What times the covariance gives this.
    fn over(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let [uu, uv, vv] = self.covariance;
        let determinant = uu * vv - uv * uv;
        (determinant > 0.0)
            .then(|| [(vv * x - uv * y) / determinant, (uu * y - uv * x) / determinant])
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand_chacha::ChaCha8Rng;
    use rand_distr::{Distribution as _, Gamma};

    use super::*;

    /// So many matches whose distances are Gamma variables, of which those up to `seen` are seen; and the share that is not.
    fn world(matches: usize, shape: f64, seen: f64, seed: u64) -> (Vec<(f64, f64)>, f64) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let gamma = Gamma::new(shape, 0.1 / shape).unwrap();
        let all: Vec<f64> = (0..matches).map(|_| gamma.sample(&mut random).min(0.5)).collect();
        let found: Vec<(f64, f64)> =
            all.iter().filter(|x| **x <= seen).map(|&x| (x, 1.0)).collect();
        let hidden = 1.0 - found.len() as f64 / all.len() as f64;
        (found, hidden)
    }

    #[test]
    fn matches_beyond_sight_are_counted_from_the_shape_of_those_in_sight() {
        for (shape, seen) in [(2.0, 0.17), (3.0, 0.15), (1.5, 0.2), (4.0, 0.3)] {
            for seed in 0..5 {
                let (found, truth) = world(2_000, shape, seen, seed);
                let Lost { share, error } = hidden(&found, seen).unwrap();
                let off = (share - truth).abs();
                assert!(
                    off < 3.0 * error + 0.005 && off < 0.06,
                    "{shape} {seen}: {share} for {truth}"
                );
            }
        }
    }

    #[test]
    fn a_hill_of_which_the_top_is_not_seen_says_nothing() {
        for seed in 0..5 {
            assert_eq!(hidden(&world(2_000, 4.0, 0.06, seed).0, 0.06), None);
        }
        assert_eq!(hidden(&world(20, 2.0, 0.3, 1).0, 0.3), None, "too few have no shape");
        assert_eq!(hidden(&[], 0.2), None);
    }

    #[test]
    fn matches_that_are_all_alike_hide_none() {
        let same = vec![(0.0, 1.0); 500];
        let lost = hidden(&same, 0.17);
        assert!(lost.is_none_or(|lost| lost.share < 1e-3), "{lost:?}");
    }
}
