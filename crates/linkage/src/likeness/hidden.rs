//! Matches that are too unlike to be told from chance.
//!
//! What is seen of the hill of matches ends where chance begins. How much of it lies beyond follows from its shape, if the top
//! is seen, and from what is assumed of its foot. Nothing says which form that has, and forms that fit what is seen equally well differ by
//! half of what they say lies beyond. So several are fitted to the share of bits by which two records of one person differ before bits are mixed,
//! cut off where sight ends, and the mean of what they say is taken:
//!
//! - a Gamma variable, as what many small differences add up to. In natural form its density is proportional to `x^a exp(-b x)` on 0 to 1/2; the
//!   likelihood of a part of it is concave in `a` and `b`, so that Newton's steps lead to the one highest point;
//! - from a difference on, such as the spelling of one name makes, an even fall `exp(-b x)`, whatever is before it: most pairs are written
//!   alike or nearly so, and say nothing of those that are not. Where that begins is not known, and three beginnings are taken.
//!
//! Standard errors follow by the delta method. `tests/hidden_matches.rs` holds the answer against known matches.

use crate::partition::Lost;

/// Fewer matches than this have no shape.
const FEWEST: f64 = 30.0;
/// Where more than this share would lie beyond what is seen, its number is a guess.
pub(super) const MOST: f64 = 0.4;
/// By how much of itself the share beyond may be wrong because the hill has another form: the standard deviation over lists of known matches, ordinary
/// ones, badly written ones and those of FEBRL 4.
const OF_FORM: f64 = 0.4;
/// Differences from which on the hill is taken to fall evenly.
const FEET: [f64; 3] = [0.04, 0.05, 0.06];
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
    let (top, first) = gamma(matches, seen)?;
    let mut forms = vec![first];
    // Before the top nothing falls.
    let feet = FEET.into_iter().filter(|&foot| (top..seen).contains(&foot));
    forms.extend(feet.map(|foot| even_fall(matches, foot, seen)));
    let mean = |of: &dyn Fn(&Beyond) -> f64| forms.iter().map(of).sum::<f64>() / forms.len() as f64;
    let (share, variance) = (mean(&|it| it.share), mean(&|it| it.variance));
    (share <= MOST).then_some(Lost { share, error: (variance + (OF_FORM * share).powi(2)).sqrt() })
}

/// What one form says of the share that is not seen.
struct Beyond {
    share: f64,
    /// Of the fit, if the form is right.
    variance: f64,
}

/// By a Gamma variable, and where its top is; none where that is not seen.
fn gamma(matches: &[(f64, f64)], seen: f64) -> Option<(f64, Beyond)> {
    let number: f64 = matches.iter().map(|x| x.1).sum();
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
    if at[1] <= 0.0 || top >= seen {
        return None;
    }
    let slope = [found * (whole.mean[0] - part.mean[0]), found * (whole.mean[1] - part.mean[1])];
    let by = part.over(slope)?;
    let variance = (slope[0] * by[0] + slope[1] * by[1]) / number;
    Some((top, Beyond { share: 1.0 - found, variance }))
}

/// By an even fall from `foot` on.
fn even_fall(matches: &[(f64, f64)], foot: f64, seen: f64) -> Beyond {
    let number: f64 = matches.iter().map(|x| x.1).sum();
    let (mut far, mut sum) = (0.0, 0.0);
    for &(x, weight) in matches.iter().filter(|(x, _)| *x > foot) {
        far += weight;
        sum += weight * (x - foot);
    }
    if far <= 0.0 {
        return Beyond { share: 0.0, variance: 0.0 };
    }
    // The mean of a fall `b` that is cut off is 1/b - width / (exp(b width) - 1), which falls as `b` rises. Of few matches it can be so large that
    // they seem not to fall at all: at 1 they hardly do.
    let (mean, width) = (sum / far, seen - foot);
    let (mut low, mut high) = (1.0, 1e6);
    for _ in 0..100 {
        let fall = f64::midpoint(low, high);
        if fall.recip() - width / (fall * width).exp_m1() > mean {
            low = fall;
        } else {
            high = fall;
        }
    }
    let share = |fall: f64| {
        let beyond = (-fall * width).exp() - (-fall * (0.5 - foot)).exp();
        let hidden = far * beyond / -(-fall * width).exp_m1();
        hidden / (number + hidden)
    };
    let fall = f64::midpoint(low, high);
    let information = fall.powi(-2) - width.powi(2) / (4.0 * (fall * width / 2.0).sinh().powi(2));
    let error = (far * information).sqrt().recip();
    let least = (fall - error).max(fall / 10.0);
    let of_fit = (share(least) - share(fall + error)) / 2.0;
    Beyond { share: share(fall), variance: of_fit.powi(2) }
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

    /// Half of the matches are written alike, the others differ by an Exponential variable.
    fn half_alike(matches: usize, mean: f64, seen: f64, seed: u64) -> (Vec<(f64, f64)>, f64) {
        let (found, hidden) = world(matches / 2, 1.0, seen * 0.1 / mean, seed);
        let apart = found.iter().map(|&(x, weight)| (x * mean / 0.1, weight));
        (apart.chain((0..matches / 2).map(|_| (0.0, 1.0))).collect(), hidden / 2.0)
    }

    #[test]
    fn each_form_counts_the_matches_beyond_sight_where_it_holds() {
        for seed in 0..5 {
            for (shape, seen) in [(2.0, 0.17), (3.0, 0.15), (1.5, 0.2), (4.0, 0.3)] {
                let (found, truth) = world(2_000, shape, seen, seed);
                let (_, Beyond { share, variance }) = gamma(&found, seen).unwrap();
                let off = (share - truth).abs();
                let near = off < 3.0 * variance.sqrt() + 0.005 && off < 0.06;
                assert!(near, "{shape} {seen}: {share} for {truth}");
            }
            let (found, truth) = half_alike(2_000, 0.08, 0.17, seed);
            for foot in FEET {
                let Beyond { share, variance } = even_fall(&found, foot, 0.17);
                let off = (share - truth).abs();
                assert!(off < 3.0 * variance.sqrt() && off < 0.04, "{foot}: {share} for {truth}");
            }
        }
    }

    #[test]
    fn few_matches_that_do_not_fall_are_taken_to_go_on_as_they_are() {
        let found: Vec<(f64, f64)> =
            [0.0; 40].into_iter().chain([0.12, 0.14, 0.16]).map(|x| (x, 1.0)).collect();
        let Beyond { share, variance } = even_fall(&found, 0.05, 0.17);
        assert!((0.1..0.2).contains(&share) && variance.is_finite(), "{share} {variance}");
    }

    #[test]
    fn all_forms_together_hold_the_truth_within_their_error_whichever_holds() {
        for seed in 0..5 {
            let worlds = [
                (world(2_000, 2.0, 0.17, seed), 0.17),
                (world(2_000, 1.5, 0.2, seed), 0.2),
                (half_alike(2_000, 0.08, 0.17, seed), 0.17),
                (half_alike(2_000, 0.06, 0.15, seed), 0.15),
            ];
            for ((found, truth), seen) in worlds {
                let Lost { share, error } = hidden(&found, seen).unwrap();
                assert!((share - truth).abs() < 2.0 * error, "{share} ({error}) for {truth}");
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
