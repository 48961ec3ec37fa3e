//! How many tables of how many sampled bits find pairs of a given distance.
//!
//! Two rows that differ in the share `d` of their bits agree in `k` bits sampled at random with the probability `(1-d)^k`, and in
//! at least one of `L` samples with `1-(1-(1-d)^k)^L` (Indyk and Motwani 1998). Rows that belong to different people
//! agree by chance as well, and how often is not a matter of their mean distance, but of the nearest: it is
//! measured on a sample of pairs.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::Filters;

use super::{DiceRefusal, MAX_BITS, Threshold, check, hamming};

/// Most bits of a key.
pub(super) const MAX_KEY: usize = 64;
/// Most tables.
pub(super) const MAX_TABLES: usize = 1_024;
/// Pairs that are sampled to learn how far apart rows are that do not belong together.
const SAMPLED: usize = 100_000;
/// Steps of comparing a candidate that it costs to give one row its place in one table: a row is read and a key
/// sorted, each of about the price of one comparison out of order.
const PLACING: f64 = 4.0;

/// The share of pairs at a distance, as a share of their bits, that tables of sampled bits find.
///
/// ```
/// // Reference figures for a true pair that differs in 12 % of its bits.
/// let recall = concert_linkage::dice::expected_recall(0.12, 24, 63);
/// assert!((recall - 0.95).abs() < 0.005);
/// ```
pub fn expected_recall(distance: f64, bits: usize, tables: usize) -> f64 {
    let agree = (1.0 - distance.clamp(0.0, 1.0)).powi(bits as i32);
    1.0 - (1.0 - agree).powi(tables as i32)
}

/// How far apart the rows of two sides are, from a sample of pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    bits: usize,
    rows: u64,
    pairs: f64,
    /// Mean set bits of the rows of either side.
    ones: [f64; 2],
    /// For each number of differing bits, sampled pairs.
    distances: Vec<u32>,
}

/// Tables that find a pair at the threshold as often as was asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Tables.
    pub tables: usize,
    /// Sampled bits of a key.
    pub bits: usize,
    /// Recall at the threshold, by the formula.
    pub expected_recall: f64,
    /// Candidates that are expected, each counted as often as it is met.
    pub candidates: f64,
    /// What it costs, in comparisons of a candidate.
    pub cost: f64,
}

impl Profile {
    /// Samples pairs of a row of `first` and a row of `second`.
    ///
    /// # Errors
    /// Rows that cannot be compared.
    pub fn between(first: &Filters, second: &Filters, seed: u64) -> Result<Self, DiceRefusal> {
        check(first, second)?;
        let pairs = first.len() as f64 * second.len() as f64;
        Ok(Self::sample(first, second, pairs, (first.len() + second.len()) as u64, seed))
    }

    /// Samples pairs of two rows of `rows`.
    ///
    /// # Errors
    /// As [`between`](Self::between).
    pub fn within(rows: &Filters, seed: u64) -> Result<Self, DiceRefusal> {
        check(rows, rows)?;
        let count = rows.len() as f64;
        Ok(Self::sample(rows, rows, count * (count - 1.0).max(0.0) / 2.0, rows.len() as u64, seed))
    }

    fn sample(first: &Filters, second: &Filters, pairs: f64, rows: u64, seed: u64) -> Self {
        let mut distances = vec![0; first.bits() + 1];
        let mut ones = [0.0; 2];
        let mut sampled = 0.0_f64;
        if !first.is_empty() && !second.is_empty() {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            for _ in 0..SAMPLED {
                let (a, b) = (rng.random_range(0..first.len()), rng.random_range(0..second.len()));
                let (of_a, of_b) = (first.ones(a), second.ones(b));
                if of_a == 0 || of_b == 0 || (std::ptr::eq(first, second) && a == b) {
                    continue;
                }
                let common =
                    first.row(a).iter().zip(second.row(b)).map(|(a, b)| (a & b).count_ones()).sum();
                distances[hamming(of_a, of_b, common) as usize] += 1;
                ones[0] += f64::from(of_a);
                ones[1] += f64::from(of_b);
                sampled += 1.0;
            }
        }
        Self {
            bits: first.bits(),
            rows,
            pairs,
            ones: ones.map(|sum| sum / sampled.max(1.0)),
            distances,
        }
    }

    /// The largest share of bits in which two rows of the usual number of set bits differ that reach the threshold.
    pub fn distance(&self, threshold: Threshold) -> f64 {
        threshold.distance(self.ones[0], self.ones[1], self.bits as f64).min(1.0)
    }

    /// The share of pairs that agree in so many sampled bits.
    pub fn agreeing(&self, bits: usize) -> f64 {
        let sampled: f64 = self.distances.iter().copied().map(f64::from).sum();
        let agreeing: f64 = self
            .distances
            .iter()
            .enumerate()
            .map(|(differing, &pairs)| {
                f64::from(pairs) * (1.0 - differing as f64 / self.bits as f64).powi(bits as i32)
            })
            .sum();
        agreeing / sampled.max(1.0)
    }

    /// The cheapest tables that find a pair at the threshold with the probability `recall`, or none if more tables would be
    /// needed than are allowed.
    ///
    /// # Errors
    /// A threshold out of its range, or a recall that is not above 0 and below 1.
    pub fn plan(&self, threshold: Threshold, recall: f64) -> Result<Option<Plan>, DiceRefusal> {
        threshold.check()?;
        if !(recall > 0.0 && recall < 1.0) {
            return Err(DiceRefusal::RecallOutOfRange { recall });
        }
        let distance = self.distance(threshold);
        let plans = (8..=MAX_KEY.min(self.bits)).filter_map(|bits| {
            let agree = (1.0 - distance).powi(bits as i32);
            let tables = if agree < 1.0 {
                ((1.0 - recall).ln() / (-agree).ln_1p()).ceil().max(1.0)
            } else {
                1.0
            };
            // Not a number of tables, or too many.
            let tables = (tables <= MAX_TABLES as f64).then_some(tables as usize)?;
            let candidates = tables as f64 * self.pairs * self.agreeing(bits);
            let cost = candidates + PLACING * tables as f64 * self.rows as f64;
            Some(Plan {
                tables,
                bits,
                expected_recall: expected_recall(distance, bits, tables),
                candidates,
                cost,
            })
        });
        Ok(plans.min_by(|a, b| a.cost.total_cmp(&b.cost)))
    }
}

const _: () = assert!(MAX_KEY <= u64::BITS as usize && MAX_BITS <= u16::MAX as usize);
