//! Counts of pairs by likeness, told apart into chance and matches.
//!
//! Both intensities are log-concave in the likeness and matches gain on chance as likeness rises. Each
//! group of pairs (between two lists, within a list) has its own numbers of both; the shapes are
//! shared. Expectation maximisation from several starts; the most likely one stands.

use super::concave::Concave;

const ROUNDS: usize = 400;
/// The gain of the log-likelihood in one round below which nothing more is expected.
const ENOUGH: f64 = 1e-4;

/// Pairs of one kind, counted by likeness.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// Pairs in each bin.
    pub(crate) counts: Vec<f64>,
    /// Pairs that were compared in all, those below the floor among them.
    pub(crate) compared: f64,
    /// How many of them can be matches at most; none of two records of a list where nobody stands twice.
    pub(crate) most_matches: f64,
}

/// The two intensities.
#[derive(Debug, Clone)]
pub(crate) struct Mixture {
    /// For each group and bin, how many pairs are alike by chance.
    pub(crate) chance: Vec<Vec<f64>>,
    /// For each group and bin, how many pairs are one person.
    pub(crate) matches: Vec<Vec<f64>>,
    /// For each group and bin, the share that is matches, rising with the likeness.
    pub(crate) shares: Vec<Vec<f64>>,
    /// The logarithm of the likelihood.
    pub(crate) ln_likelihood: f64,
}

/// Tells chance and matches apart, beginning with every pair from bin `first_match` on a match.
pub(crate) fn separate(groups: &[Group], first_match: usize) -> Mixture {
    let bins = groups.first().map_or(0, |group| group.counts.len());
    let (mut chance, mut matched) = (Concave::new(bins), Concave::new(bins));
    // The share of a pair of each group and bin that is a match, and the numbers of matches.
    let mut shares: Vec<Vec<f64>> = groups
        .iter()
        .map(|group| {
            (0..bins)
                .map(|bin| if group.most_matches > 0.0 && bin >= first_match { 0.98 } else { 0.0 })
                .collect()
        })
        .collect();
    let exposure: f64 = groups.iter().map(|group| group.compared).sum();
    let mut last = f64::NEG_INFINITY;
    let (mut by, mut of) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let sum = |part: &dyn Fn(&Group, &[f64], usize) -> f64| -> Vec<f64> {
            (0..bins)
                .map(|bin| groups.iter().zip(&shares).map(|(g, s)| part(g, s, bin)).sum())
                .collect()
        };
        chance.fit(&sum(&|g, s, bin| g.counts[bin] * (1.0 - s[bin])), &vec![exposure; bins]);
        matched.fit(&sum(&|g, s, bin| g.counts[bin] * s[bin]), &vec![1.0; bins]);
        let (ln_chance, ln_matched) = (chance.ln_intensity(), matched.ln_intensity());
        let whole: f64 = ln_matched.iter().map(|ln| ln.exp()).sum();
        let numbers: Vec<f64> = groups
            .iter()
            .zip(&shares)
            .map(|(group, share)| {
                let number: f64 = group.counts.iter().zip(share).map(|(n, s)| n * s).sum();
                number.min(group.most_matches)
            })
            .collect();
        let by_chance: Vec<Vec<f64>> = groups
            .iter()
            .map(|group| ln_chance.iter().map(|ln| group.compared * ln.exp()).collect())
            .collect();
        let scale = |number: f64| if whole > 0.0 { number / whole } else { 0.0 };
        let as_match: Vec<Vec<f64>> = numbers
            .iter()
            .map(|&number| ln_matched.iter().map(|ln| scale(number) * ln.exp()).collect())
            .collect();
        let mut ln_likelihood = 0.0;
        for (index, group) in groups.iter().enumerate() {
            for bin in 0..bins {
                let expected = (by_chance[index][bin] + as_match[index][bin]).max(1e-300);
                ln_likelihood += group.counts[bin] * expected.ln() - expected;
            }
            shares[index] = shares_of_matches(group, &as_match[index], &by_chance[index]);
        }
        let gained = (ln_likelihood - last).abs();
        last = ln_likelihood;
        (by, of) = (by_chance, as_match);
        if gained < ENOUGH {
            break;
        }
    }
    Mixture { chance: by, matches: of, shares, ln_likelihood: last }
}

/// The share of each bin that is matches, made to rise with the likeness.
fn shares_of_matches(group: &Group, matches: &[f64], chance: &[f64]) -> Vec<f64> {
    if group.most_matches <= 0.0 {
        return vec![0.0; matches.len()];
    }
    let ln_odds = matches.iter().zip(chance).map(|(m, c)| (m.max(1e-300) / c.max(1e-300)).ln());
    let weights = matches.iter().zip(chance).map(|(m, c)| m + c + 1e-9);
    rising(ln_odds.zip(weights)).into_iter().map(|odds| 1.0 / (1.0 + (-odds).exp())).collect()
}

/// Values that fall where they should rise are replaced by their weighted mean (pool adjacent violators).
fn rising(values: impl Iterator<Item = (f64, f64)>) -> Vec<f64> {
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (value, weight) in values {
        let mut block = (value, weight, 1);
        while let Some(&(mean, before, size)) = blocks.last()
            && mean > block.0
        {
            blocks.pop();
            let together = before + block.1;
            block = ((mean * before + block.0 * block.1) / together, together, size + block.2);
        }
        blocks.push(block);
    }
    blocks.iter().flat_map(|&(mean, _, size)| std::iter::repeat_n(mean, size)).collect()
}
