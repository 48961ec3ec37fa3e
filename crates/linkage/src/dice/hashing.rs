//! Comparing only rows that agree in a sample of their bits: locality-sensitive hashing for the Hamming distance.
//!
//! A table samples some bits of every row; rows that agree in them fall into one bucket, and the rows of a bucket are
//! compared exactly. Bits are sampled, and not sets of set bits (as `MinHash` would), because rows are dense: hardened encodings have
//! half of their bits set, and an unset bit says as much as a set one. For rows of few set bits, of which most pairs agree
//! in nearly all bits, [`Profile`](super::Profile) finds that no tables pay, and exact comparison is the way.

use std::ops::ControlFlow;

use rand::seq::index;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::{Filters, Tell};

use super::hashing_plan::{MAX_KEY, MAX_TABLES};
use super::simd::Kernel;
use super::threshold::Needs;
use super::{AllPairs, BitPair, DiceRefusal, Threshold, check, expected_recall, hamming};

/// Tables that are filled at once; between, the caller is told and may stop.
const WAVE: usize = 4;

/// Compares rows that agree in at least one of several samples of their bits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hashing {
    /// What a pair must reach.
    pub threshold: Threshold,
    /// Tables: 1 to 1,024.
    pub tables: usize,
    /// Bits that are sampled for each: 1 to 64, and no more than a row has.
    pub bits: usize,
    /// Most rows of a bucket, of either side, that are compared. Which, is drawn anew for each table, and what is
    /// left out is [reported](Hashed::left_out).
    pub bucket: usize,
    /// Rows of the first side that are compared with all others exactly, to measure the recall.
    pub measured: usize,
    /// The same seed samples the same bits.
    pub seed: u64,
}

/// What hashing found, and what it did.
#[derive(Debug, Clone, PartialEq)]
pub struct Hashed {
    /// The pairs that reach the threshold among those that were compared, by their numbers.
    pub pairs: Vec<BitPair>,
    /// How it was done.
    pub hashing: Hashing,
    /// Candidates that were compared, each as often as it was met.
    pub compared: u64,
    /// Buckets with more rows than were to be compared.
    pub capped: u64,
    /// Candidates in them that were not compared: some of them were in other tables.
    pub left_out: u64,
    /// How many pairs were missed, as far as a sample says.
    pub recall: Measured,
}

/// How much of the exact answer is in the answer, for a sample of rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// Rows of the first side that were compared with all.
    pub rows: usize,
    /// Pairs of them that reach the threshold.
    pub pairs: u64,
    /// Those of them that hashing found.
    pub found: u64,
    /// How many it was expected to find, by the formula and the distance of each.
    pub expected: f64,
}

impl Measured {
    /// The share that was found, or none if there was nothing to find.
    pub fn recall(&self) -> Option<f64> {
        (self.pairs > 0).then(|| self.found as f64 / self.pairs as f64)
    }
}

impl Hashing {
    /// So many tables of so many bits, with buckets of at most 1,000 rows and the recall measured on 200.
    pub fn new(threshold: Threshold, tables: usize, bits: usize, seed: u64) -> Self {
        Self { threshold, tables, bits, bucket: 1_000, measured: 200, seed }
    }

    /// Finds pairs of a row of `first` and a row of `second`. `tell` hears of tables.
    ///
    /// # Errors
    /// Rows that cannot be compared, values out of their ranges, or an interruption.
    pub fn between(
        &self,
        first: &Filters,
        second: &Filters,
        tell: &mut Tell<'_>,
    ) -> Result<Hashed, DiceRefusal> {
        check(first, second)?;
        self.find(first, second, false, tell)
    }

    /// Finds pairs of two rows of `rows`, as [`between`](Self::between) does.
    ///
    /// # Errors
    /// As [`between`](Self::between).
    pub fn within(&self, rows: &Filters, tell: &mut Tell<'_>) -> Result<Hashed, DiceRefusal> {
        check(rows, rows)?;
        self.find(rows, rows, true, tell)
    }

    fn find(
        &self,
        first: &Filters,
        second: &Filters,
        same: bool,
        tell: &mut Tell<'_>,
    ) -> Result<Hashed, DiceRefusal> {
        self.threshold.check()?;
        let Self { tables, bits, bucket, .. } = *self;
        let possible =
            (1..=MAX_TABLES).contains(&tables) && (1..=MAX_KEY.min(first.bits())).contains(&bits);
        if !possible || bucket == 0 {
            return Err(DiceRefusal::HashingOutOfRange { tables, bits, bucket });
        }
        let look = Look {
            hashing: self,
            first,
            second,
            same,
            kernel: Kernel::best(),
            needs: Needs::new(self.threshold, first.bits()),
            ones: [ones(first), if same { Vec::new() } else { ones(second) }],
        };
        let steps = tables as u64 + 1;
        let mut hashed = Hashed {
            pairs: Vec::new(),
            hashing: *self,
            compared: 0,
            capped: 0,
            left_out: 0,
            recall: Measured { rows: 0, pairs: 0, found: 0, expected: 0.0 },
        };
        for from in (0..tables).step_by(WAVE) {
            let wave = from..tables.min(from + WAVE);
            let until = wave.end;
            let found: Vec<Table> = wave.into_par_iter().map(|table| look.table(table)).collect();
            for table in found {
                hashed.pairs.extend(table.pairs);
                hashed.compared += table.compared;
                hashed.capped += table.capped;
                hashed.left_out += table.left_out;
            }
            hashed.pairs.sort_unstable();
            hashed.pairs.dedup();
            if let ControlFlow::Break(()) = tell(until as u64, steps) {
                return Err(DiceRefusal::Interrupted);
            }
        }
        hashed.recall = self.measure(first, second, same, &hashed.pairs, tell)?;
        Ok(hashed)
    }

    /// Compares some rows with all, exactly, and looks for what is found among `pairs`.
    fn measure(
        &self,
        first: &Filters,
        second: &Filters,
        same: bool,
        pairs: &[BitPair],
        tell: &mut Tell<'_>,
    ) -> Result<Measured, DiceRefusal> {
        let mut rng = generator(self.seed, 0);
        let rows = self.measured.min(first.len());
        let mut sampled = index::sample(&mut rng, first.len(), rows).into_vec();
        sampled.sort_unstable();
        let mut sample = Filters::new(first.bits());
        for &row in &sampled {
            sample.push(first.row(row));
        }
        let mut exact = Vec::new();
        let steps = self.tables as u64 + 1;
        AllPairs::new(self.threshold).between(
            &sample,
            second,
            &mut |found| {
                exact.extend(found.iter().filter_map(|pair| {
                    let row = sampled[pair.first as usize] as u32;
                    let (low, high) = if same {
                        (row.min(pair.second), row.max(pair.second))
                    } else {
                        (row, pair.second)
                    };
                    (!same || low < high).then_some(BitPair {
                        first: low,
                        second: high,
                        common: pair.common,
                    })
                }));
            },
            &mut |_, _| tell(self.tables as u64, steps),
        )?;
        exact.sort_unstable();
        exact.dedup();
        let expected = exact.iter().map(|pair| {
            let (a, b) = (first.ones(pair.first as usize), second.ones(pair.second as usize));
            let distance = f64::from(hamming(a, b, pair.common)) / first.bits() as f64;
            expected_recall(distance, self.bits, self.tables)
        });
        let expected = expected.sum();
        let found = exact.iter().filter(|pair| pairs.binary_search(pair).is_ok()).count() as u64;
        Ok(Measured { rows, pairs: exact.len() as u64, found, expected })
    }
}

fn ones(filters: &Filters) -> Vec<u32> {
    (0..filters.len()).into_par_iter().map(|row| filters.ones(row)).collect()
}

/// A generator of its own for each table (from one on) and for the sample of rows (zero).
fn generator(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(stream);
    rng
}

struct Look<'a> {
    hashing: &'a Hashing,
    first: &'a Filters,
    second: &'a Filters,
    same: bool,
    kernel: Kernel,
    needs: Needs,
    /// Set bits of the rows of either side; within one side, of the first only.
    ones: [Vec<u32>; 2],
}

/// What one table found.
#[derive(Default)]
struct Table {
    pairs: Vec<BitPair>,
    compared: u64,
    capped: u64,
    left_out: u64,
}

impl Look<'_> {
    fn table(&self, number: usize) -> Table {
        let mut rng = generator(self.hashing.seed, number as u64 + 1);
        let positions = index::sample(&mut rng, self.first.bits(), self.hashing.bits).into_vec();
        let shuffle: u64 = rng.random();
        let mut table = Table::default();
        let first = keyed(self.first, &self.ones[0], &positions);
        if self.same {
            for bucket in first.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
                let rows = self.capped(bucket, shuffle, &mut table);
                table.left_out += pairs_of(bucket.len()) - pairs_of(rows.len());
                for (n, &a) in rows.iter().enumerate() {
                    for &b in &rows[..n] {
                        self.compare(a.min(b), a.max(b), &mut table);
                    }
                }
            }
            return table;
        }
        let second = keyed(self.second, &self.ones[1], &positions);
        let mut others = second.chunk_by(|a, b| a.0 == b.0).peekable();
        for bucket in first.chunk_by(|a, b| a.0 == b.0) {
            while others.next_if(|other| other[0].0 < bucket[0].0).is_some() {}
            let Some(other) = others.next_if(|other| other[0].0 == bucket[0].0) else { continue };
            let rows = self.capped(bucket, shuffle, &mut table);
            let partners = self.capped(other, shuffle, &mut table);
            table.left_out += (bucket.len() * other.len() - rows.len() * partners.len()) as u64;
            for &a in &rows {
                for &b in &partners {
                    self.compare(a, b, &mut table);
                }
            }
        }
        table
    }

    /// The rows of a bucket, or as many as are allowed, in an order that differs from table to table.
    fn capped(&self, bucket: &[(u64, u32)], shuffle: u64, table: &mut Table) -> Vec<u32> {
        let mut rows: Vec<u32> = bucket.iter().map(|&(_, row)| row).collect();
        if rows.len() > self.hashing.bucket {
            table.capped += 1;
            rows.sort_unstable_by_key(|&row| (mixed(u64::from(row) ^ shuffle), row));
            rows.truncate(self.hashing.bucket);
        }
        rows
    }

    fn compare(&self, a: u32, b: u32, table: &mut Table) {
        table.compared += 1;
        let common = self.kernel.common(self.first.row(a as usize), self.second.row(b as usize));
        let sum = self.ones[0][a as usize] + self.ones[usize::from(!self.same)][b as usize];
        if common as i32 >= self.needs.of(sum) {
            table.pairs.push(BitPair { first: a, second: b, common });
        }
    }
}

fn pairs_of(rows: usize) -> u64 {
    (rows as u64) * (rows as u64 - 1) / 2
}

/// The key and the number of each row that is not empty, by key.
fn keyed(filters: &Filters, ones: &[u32], positions: &[usize]) -> Vec<(u64, u32)> {
    let mut keyed: Vec<(u64, u32)> = (0..filters.len())
        .filter(|&row| ones[row] > 0)
        .map(|row| {
            let words = filters.row(row);
            let bit = |&position: &usize| (words[position / 64] >> (position % 64)) & 1;
            (positions.iter().fold(0, |key, position| (key << 1) | bit(position)), row as u32)
        })
        .collect();
    keyed.sort_unstable();
    keyed
}

/// Scatters numbers (the finalizer of `SplitMix64`, Steele, Lea and Flood 2014).
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
