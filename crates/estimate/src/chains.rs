//! Whether the chains of a simulation agree with each other, and how many independent draws
//! theirs are worth.
//!
//! A Markov chain that has not found every part of its distribution looks calm. Only several
//! chains from far apart starts can tell, and only when somebody compares them: hence these two
//! numbers, by Vehtari, Gelman, Simpson, Carpenter and Buerkner (2021, Bayesian Analysis 16:667).
//! They recommend at least four chains and advise to use draws only if [`r_hat`] is below 1.01 and
//! the effective sample sizes are above 400.
//!
//! All functions take one slice of draws per chain, in the order in which they were drawn. Longer
//! chains are cut to the shortest. Each chain is split into halves, so that a chain that drifts
//! disagrees with itself. What cannot be judged is not a number, which no limit accepts: fewer
//! than [`FEWEST_DRAWS`] draws a chain, a draw that is not finite, draws that are all equal.

use crate::bootstrap::interval::quantile_type_8;
use crate::normal;

/// Chains agree if [`r_hat`] is below this.
pub const MAX_R_HAT: f64 = 1.01;

/// Fewest effective draws behind a number.
pub const MIN_EFFECTIVE_DRAWS: f64 = 400.0;

/// Fewest draws of a chain that can be judged: two in each half leave a variance.
pub const FEWEST_DRAWS: usize = 4;

/// The potential scale reduction of the chains: about one when all draw from one distribution,
/// larger the more they differ. Infinite for chains that stand still at different values.
///
/// The larger of two forms on rank-normalised draws: of the draws, which notices different
/// locations, and of their distances from the median, which notices different spreads.
///
/// ```
/// use concert_estimate::r_hat;
///
/// let apart: Vec<Vec<f64>> = [0.0, 10.0]
///     .map(|start| (0..100).map(|i| start + f64::from(i % 7)).collect())
///     .to_vec();
/// assert!(r_hat(&apart) > 1.5);
/// ```
pub fn r_hat(chains: &[Vec<f64>]) -> f64 {
    let Some(halves) = halves(chains) else { return f64::NAN };
    let middle = quantile_type_8(&ascending(&halves), 0.5);
    let folded: Vec<Vec<f64>> =
        halves.iter().map(|half| half.iter().map(|x| (x - middle).abs()).collect()).collect();
    let location = scale_reduction(&rank_normalised(&halves));
    let spread = scale_reduction(&rank_normalised(&folded));
    // Draws that all lie equally far from their median say nothing about their spread.
    if spread.is_nan() { location } else { location.max(spread) }
}

/// How many independent draws would know the middle of the distribution as well as these: the
/// bulk effective sample size, from rank-normalised draws.
///
/// Autocorrelations are summed up to where Geyer's (1992, Statistical Science 7:473) initial
/// monotone sequence ends. Takes time proportional to the number of draws times the lag at which
/// they are forgotten.
pub fn effective_sample_size(chains: &[Vec<f64>]) -> f64 {
    halves(chains).map_or(f64::NAN, |halves| effective(&rank_normalised(&halves)))
}

/// How many independent draws would know the 5 % and 95 % quantiles as well as these: the smaller
/// effective sample size of being below either.
pub fn tail_effective_sample_size(chains: &[Vec<f64>]) -> f64 {
    let Some(halves) = halves(chains) else { return f64::NAN };
    let ascending = ascending(&halves);
    let of_quantile = |probability: f64| {
        let limit = quantile_type_8(&ascending, probability);
        let below = |x: &f64| f64::from(u8::from(*x <= limit));
        let below: Vec<Vec<f64>> =
            halves.iter().map(|half| half.iter().map(below).collect()).collect();
        effective(&below)
    };
    of_quantile(0.05).min(of_quantile(0.95))
}

/// Both halves of each chain, the middle draw of an odd number left out. `None` for what cannot be
/// judged.
fn halves(chains: &[Vec<f64>]) -> Option<Vec<&[f64]>> {
    let length = chains.iter().map(Vec::len).min()?;
    let both = |chain| -> [&[f64]; 2] {
        let chain: &[f64] = chain;
        [&chain[..length / 2], &chain[length - length / 2..length]]
    };
    let halves: Vec<&[f64]> = chains.iter().flat_map(|chain| both(chain)).collect();
    let mut draws = halves.iter().flat_map(|half| half.iter());
    let finite = draws.clone().all(|x| x.is_finite());
    let first = draws.next()?;
    let moving = draws.any(|x| (x - first).abs() > 0.0);
    (length >= FEWEST_DRAWS && finite && moving).then_some(halves)
}

fn ascending(chains: &[&[f64]]) -> Vec<f64> {
    let mut ascending = chains.concat();
    ascending.sort_by(f64::total_cmp);
    ascending
}

/// Each draw replaced by the normal quantile of its rank among all draws, by Blom's formula; equal
/// draws share the mean of their ranks.
fn rank_normalised<C: AsRef<[f64]>>(chains: &[C]) -> Vec<Vec<f64>> {
    let draws = || chains.iter().flat_map(|chain| chain.as_ref().iter().copied());
    let mut order: Vec<(f64, usize)> = draws().zip(0..).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let count = order.len() as f64;
    let mut scores = vec![0.0; order.len()];
    let mut below = 0;
    // In ascending order, not less is equal.
    for equal in order.chunk_by(|a, b| a.0 >= b.0) {
        let rank = below as f64 + f64::midpoint(1.0, equal.len() as f64);
        let score = normal::quantile((rank - 0.375) / (count + 0.25));
        for &(_, position) in equal {
            scores[position] = score;
        }
        below += equal.len();
    }
    let mut scores = scores.into_iter();
    chains.iter().map(|chain| scores.by_ref().take(chain.as_ref().len()).collect()).collect()
}

/// The mean variance within chains of equal length, and the variance that their draws together
/// would have if the chains agreed. Chains have two draws or more.
fn variances(chains: &[Vec<f64>]) -> (f64, f64) {
    let length = chains.iter().map(Vec::len).min().unwrap_or(0) as f64;
    let means: Vec<f64> = chains.iter().map(|chain| mean(chain)).collect();
    let within = chains.iter().zip(&means).map(|(chain, &mean)| sum_of_squares(chain, mean));
    let within = within.sum::<f64>() / (length - 1.0) / chains.len() as f64;
    let between = sum_of_squares(&means, mean(&means)) / (means.len() as f64 - 1.0);
    (within, within * (length - 1.0) / length + between)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn sum_of_squares(values: &[f64], about: f64) -> f64 {
    values.iter().map(|x| (x - about).powi(2)).sum()
}

/// The root of the ratio of the two variances. Not a number when nothing moves.
fn scale_reduction(chains: &[Vec<f64>]) -> f64 {
    let (within, together) = variances(chains);
    (together / within).sqrt()
}

/// The effective sample size of chains of equal length, not transformed any further.
fn effective(chains: &[Vec<f64>]) -> f64 {
    let length = chains.iter().map(Vec::len).min().unwrap_or(0);
    let draws = (length * chains.len()) as f64;
    let (within, together) = variances(chains);
    let centred: Vec<Vec<f64>> = chains
        .iter()
        .map(|chain| {
            let mean = mean(chain);
            chain.iter().map(|x| x - mean).collect()
        })
        .collect();
    // The autocorrelation over all chains, with every autocovariance divided by the same number of draws.
    let correlation = |lag: usize| {
        let products = centred.iter().map(|chain| -> f64 {
            chain.iter().zip(&chain[lag..]).map(|(now, later)| now * later).sum()
        });
        let covariance = products.sum::<f64>() / ((length - 1) * chains.len()) as f64;
        1.0 - (within - covariance) / together
    };
    // Sums of two neighbouring correlations are positive and falling in a reversible chain; what
    // is not so is noise, and ends or flattens the sequence.
    let mut sum = 0.0;
    let mut previous = f64::INFINITY;
    let mut next = 0.0;
    for lag in (0..length.saturating_sub(1)).step_by(2) {
        // The correlation at lag zero is one by definition.
        let even = if lag == 0 { 1.0 } else { correlation(lag) };
        let pair = even + correlation(lag + 1);
        if pair <= 0.0 || pair.is_nan() {
            next = even.max(0.0);
            break;
        }
        previous = pair.min(previous);
        sum += previous;
    }
    // A negative correlation is worth more than independence, but no more than this.
    let inefficiency = (2.0 * sum - 1.0 + next).max(1.0 / draws.log10());
    if together > 0.0 { draws / inefficiency } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Chains of x(t) = correlation * x(t - 1) + noise, started from their own distribution.
    fn autoregressive(seed: u64, count: usize, length: usize, correlation: f64) -> Vec<Vec<f64>> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut normal = || normal::quantile(random.random::<f64>());
        let noise = (1.0 - correlation * correlation).sqrt();
        let mut chain = || {
            let mut x = normal();
            let mut step = || {
                x = correlation * x + noise * normal();
                x
            };
            (0..length).map(|_| step()).collect()
        };
        (0..count).map(|_| chain()).collect()
    }

    fn about(found: f64, expected: f64, allowed: f64) {
        assert!((found / expected - 1.0).abs() < allowed, "{found}, expected {expected}");
    }

    #[test]
    fn the_effective_sample_size_of_an_autoregressive_process_is_known() {
        // The mean of n draws is as good as that of n (1 - r) / (1 + r) independent ones.
        for correlation in [-0.3, 0.0, 0.5, 0.9] {
            let chains = autoregressive(1, 4, 20_000, correlation);
            let expected = 80_000.0 * (1.0 - correlation) / (1.0 + correlation);
            about(effective_sample_size(&chains), expected, 0.1);
            assert!(r_hat(&chains) < 1.01);
        }
        // Being in a tail of five per cent is forgotten sooner than where exactly.
        let tail = tail_effective_sample_size(&autoregressive(1, 4, 5000, 0.9));
        assert!((1_000.0..4_000.0).contains(&tail), "{tail}");
    }

    #[test]
    fn without_ties_or_ranks_the_formula_is_that_of_its_definition() {
        // By hand: halves (1, 2), (4, 3), (2, 4), (5, 7) have means 1.5, 3.5, 3, 6 and variances
        // 0.5, 0.5, 2, 2: within 1.25; between 3.5 as the variance of the means.
        let halves = [[1.0, 2.0], [4.0, 3.0], [2.0, 4.0], [5.0, 7.0]].map(|half| half.to_vec());
        let (within, together) = variances(&halves);
        assert!((within - 1.25).abs() < 1e-12 && (together - (0.625 + 3.5)).abs() < 1e-12);
        assert!((scale_reduction(&halves) - (4.125_f64 / 1.25).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn chains_that_differ_in_place_or_spread_or_drift_are_noticed() {
        let chains = autoregressive(2, 4, 1000, 0.3);
        let changed = |change: &dyn Fn(f64, usize) -> f64| {
            let mut changed = chains.clone();
            changed[0].iter_mut().enumerate().for_each(|(i, x)| *x = change(*x, i));
            r_hat(&changed)
        };
        assert!(r_hat(&chains) < 1.01);
        assert!(changed(&|x, _| x + 1.0) > 1.05);
        assert!(changed(&|x, _| 3.0 * x) > 1.05);
        assert!(changed(&|x, i| x + i as f64 / 200.0) > 1.05);
        // One chain alone has only its halves to disagree.
        let drifting: Vec<f64> =
            chains[0].iter().zip(0..).map(|(x, i)| x + f64::from(i) / 200.0).collect();
        assert!(r_hat(&[drifting]) > 1.5);
    }

    #[test]
    fn neither_number_depends_on_the_scale() {
        let chains = autoregressive(3, 4, 500, 0.7);
        let exponential: Vec<Vec<f64>> =
            chains.iter().map(|chain| chain.iter().map(|x| (3.0 * x).exp()).collect()).collect();
        about(effective_sample_size(&exponential), effective_sample_size(&chains), 1e-12);
        about(tail_effective_sample_size(&exponential), tail_effective_sample_size(&chains), 1e-12);
    }

    #[test]
    fn two_modes_that_no_chain_leaves_are_worth_few_draws() {
        let mut chains = autoregressive(4, 4, 1000, 0.0);
        chains[..2].iter_mut().flatten().for_each(|x| *x += 8.0);
        assert!(r_hat(&chains) > 1.5);
        assert!(effective_sample_size(&chains) < 10.0);
    }

    #[test]
    fn what_cannot_be_judged_is_not_a_number() {
        for chains in [
            vec![],
            vec![vec![1.0, 2.0, 3.0]],
            vec![vec![1.0; 100]; 4],
            vec![vec![1.0, f64::NAN, 2.0, 3.0]],
            vec![vec![1.0, f64::INFINITY, 2.0, 3.0]],
        ] {
            assert!(r_hat(&chains).is_nan());
            assert!(effective_sample_size(&chains).is_nan());
            assert!(tail_effective_sample_size(&chains).is_nan());
        }
        assert!(r_hat(&[vec![1.0; 8], vec![2.0; 8]]).is_infinite());
    }
}
