//! The numbers of missing people that a posterior is worked out at, and what was thought of them
//! before the table was seen.
//!
//! A posterior over the number of missing people is a sum over whole numbers without an end. It is
//! taken over blocks of consecutive numbers instead: single numbers where they are few, longer and
//! longer blocks further out, each standing for all its members with the density at its centre.
//! So the sum can reach as far as there are people on Earth, and no limit has to be guessed that
//! the answer might then hang on.

use serde::{Deserialize, Serialize};

use crate::numerics::gamma::ln_gamma_ratio;

/// The fewest missing people considered. Nobody missing is left out, as in the R package `dga`: with
/// prior counts below one the prior of the complete graph has a spike there, which would be read
/// as a finding that everybody is known.
pub const FEWEST_MISSING: u64 = 1;

/// What is thought of the number of people before the table is seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingPrior {
    /// Each population `N`, the observed included, in proportion to `1 / N`: every order of
    /// magnitude is as likely as any other (Jeffreys). What the R package `dga` takes unless told.
    InversePopulation,
    /// Each number of missing people in proportion to its inverse. Leans towards few.
    InverseMissing,
    /// `N` is Poisson with a mean that is itself gamma distributed (Madigan and York 1997, section
    /// 2), for those who know something: the mean of `N` is `shape * scale`, and its variance the
    /// mean times `1 + scale`.
    GammaPoisson {
        /// Shape of the gamma distribution, from 1e-9 to 1e12.
        shape: f64,
        /// Scale of the gamma distribution, from 1e-9 to 1e12.
        scale: f64,
    },
}

impl MissingPrior {
    /// Whether its numbers are within the range that arithmetic bears, 1e-9 to 1e12.
    pub(crate) fn is_usable(self) -> bool {
        let usable = |x: f64| (1e-9..=1e12).contains(&x);
        match self {
            Self::GammaPoisson { shape, scale } => usable(shape) && usable(scale),
            Self::InversePopulation | Self::InverseMissing => true,
        }
    }

    /// The logarithm of the prior, up to a constant.
    pub(crate) fn ln_density(self, observed: f64, missing: f64) -> f64 {
        let population = observed + missing;
        match self {
            Self::InversePopulation => -population.ln(),
            Self::InverseMissing => -missing.ln(),
            Self::GammaPoisson { shape, scale } => {
                // The negative binomial distribution.
                let each = -scale.recip().ln_1p();
                ln_gamma_ratio(population + 1.0, shape - 1.0) + population * each
            }
        }
    }
}

/// Consecutive numbers of missing people that are taken together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Block {
    pub(crate) first: u64,
    pub(crate) last: u64,
    /// What its density is multiplied by: how many numbers it stands for.
    pub(crate) weight: f64,
}

impl Block {
    const fn new(first: u64, last: u64) -> Self {
        Self { first, last, weight: (last - first + 1) as f64 }
    }

    pub(crate) const fn centre(self) -> f64 {
        f64::midpoint(self.first as f64, self.last as f64)
    }
}

/// Blocks from the first to the last number, each as long as this part of its distance from
/// zero, single numbers as long as that part is less than one.
pub(crate) fn geometric(first: u64, last: u64, part: f64) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut next = first;
    while next <= last {
        let length = ((next as f64 * part) as u64).max(1);
        let end = (next + length - 1).min(last);
        blocks.push(Block::new(next, end));
        next = end + 1;
    }
    blocks
}

/// Each of these numbers, every one counting the same, ascending and without repetition.
pub(crate) fn points(points: &[u64]) -> Vec<Block> {
    let mut points = points.to_vec();
    points.sort_unstable();
    points.dedup();
    points.into_iter().map(|point| Block::new(point, point)).collect()
}

/// The blocks cut finer where the posterior is: so that no piece holds much more than `share` of
/// it, as far as the masses of the blocks tell.
pub(crate) fn refined(blocks: &[Block], masses: &[f64], share: f64) -> Vec<Block> {
    let total: f64 = masses.iter().sum();
    let at = |i: Option<usize>| i.and_then(|i| masses.get(i)).copied().unwrap_or(0.0);
    let mut pieces = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        // A block beside a heavy one may hold more than its centre says.
        let heaviest = masses[i].max(at(i.checked_sub(1))).max(at(Some(i + 1)));
        let length = block.last - block.first + 1;
        let count = ((heaviest / total / share).ceil() as u64).clamp(1, 256).min(length);
        for piece in 0..count {
            let cut = |piece: u64| {
                block.first + (u128::from(length) * u128::from(piece) / u128::from(count)) as u64
            };
            pieces.push(Block::new(cut(piece), cut(piece + 1) - 1));
        }
    }
    pieces
}

/// For each of these shares, ascending, the smallest number of missing people at and below which
/// more than that share of the masses of the blocks lies; within a block they are spread evenly.
pub(crate) fn quantiles<const S: usize>(
    blocks: &[Block],
    masses: &[f64],
    shares: [f64; S],
) -> [u64; S] {
    let mut found = [0; S];
    write_quantiles(blocks, masses, &shares, &mut found);
    found
}

/// Draws that are as near to the masses of the blocks as so many can be: the quantiles in the
/// middle of `count` equal shares.
pub(crate) fn draws(blocks: &[Block], masses: &[f64], count: usize) -> Vec<u64> {
    let shares: Vec<f64> = (0..count).map(|i| (i as f64 + 0.5) / count as f64).collect();
    let mut found = vec![0; count];
    write_quantiles(blocks, masses, &shares, &mut found);
    found
}

fn write_quantiles(blocks: &[Block], masses: &[f64], shares: &[f64], found: &mut [u64]) {
    let total: f64 = masses.iter().sum();
    let last = blocks.last().map_or(0, |block| block.last);
    let (mut block, mut below) = (0, 0.0);
    for (share, found) in shares.iter().zip(found) {
        let sought = share * total;
        while block < masses.len() && below + masses[block] <= sought {
            below += masses[block];
            block += 1;
        }
        *found = blocks.get(block).map_or(last, |&Block { first, last, .. }| {
            let within = ((sought - below) / masses[block]).clamp(0.0, 1.0);
            let length = (last - first + 1) as f64;
            (first + (within * length) as u64).min(last)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_leave_no_number_out_and_take_none_twice() {
        let blocks = geometric(0, 10_000, 0.05);
        let masses: Vec<f64> = blocks.iter().map(|block| block.centre()).collect();
        for blocks in [blocks.clone(), refined(&blocks, &masses, 0.001)] {
            assert_eq!(blocks[0].first, 0);
            assert_eq!(blocks.last().unwrap().last, 10_000);
            assert!(blocks.windows(2).all(|two| two[0].last + 1 == two[1].first));
            assert!(blocks.iter().all(|block| block.first <= block.last));
            assert!(blocks[..20].iter().all(|block| block.first == block.last));
        }
        assert!(refined(&blocks, &masses, 0.001).len() > 2 * blocks.len());
    }

    #[test]
    fn a_quantile_of_blocks_is_one_of_their_numbers() {
        let single = points(&[7, 3, 3, 5]);
        let masses = [1.0, 2.0, 1.0];
        let found = quantiles(&single, &masses, [0.0, 0.2, 0.25, 0.7, 0.75, 1.0]);
        assert_eq!(found, [3, 3, 5, 5, 7, 7]);
        assert_eq!(draws(&single, &masses, 4), [3, 5, 5, 7]);
        let wide = [Block::new(0, 0), Block::new(1, 100)];
        assert_eq!(quantiles(&wide, &[0.0, 1.0], [0.5]), [51]);
    }

    #[test]
    fn the_gamma_poisson_prior_has_the_moments_that_it_promises() {
        let prior = MissingPrior::GammaPoisson { shape: 6.0, scale: 4.0 };
        let weights: Vec<f64> =
            (0..2000).map(|n| prior.ln_density(0.0, f64::from(n)).exp()).collect();
        let total: f64 = weights.iter().sum();
        let moment = |power: i32| -> f64 {
            let terms = weights.iter().enumerate().map(|(n, w)| w * (n as f64).powi(power));
            terms.sum::<f64>() / total
        };
        assert!((moment(1) - 24.0).abs() < 1e-9);
        assert!((moment(2) - moment(1).powi(2) - 120.0).abs() < 1e-7);
    }
}
