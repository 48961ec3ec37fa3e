//! The best partners of each row.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use rayon::prelude::*;

use crate::{Filters, Tell};

use super::all_pairs::blocks;
use super::block::{Block, Sorted};
use super::simd::{Kernel, Path};
use super::threshold::Needs;
use super::unit::{BLOCK, How, Taker, UNIT, Unit, WAVE};
use super::{BitPair, DiceRefusal, Threshold, check};

/// Keeps for each row of either side its best partners that reach a floor: at most so many pairs for each row, whatever the
/// rows. Partners of the same similarity are preferred by their number.
///
/// What a row's worst kept partner has is what a further one must beat, so that the threshold rises on the way. A pair is
/// found if either of its rows keeps the other.
#[derive(Clone, Copy)]
pub struct Best {
    partners: usize,
    floor: Threshold,
    kernel: Kernel,
    block: usize,
}

impl Best {
    /// The best `partners` of each row that reach `floor`.
    pub fn new(partners: usize, floor: Threshold) -> Self {
        Self { partners, floor, kernel: Kernel::best(), block: BLOCK }
    }

    /// By this path, which changes how long it takes and nothing else.
    ///
    /// # Errors
    /// [`DiceRefusal::NoSuchPath`] where the processor does not have it.
    pub fn by(self, path: Path) -> Result<Self, DiceRefusal> {
        let kernel = Kernel::new(path).ok_or(DiceRefusal::NoSuchPath { path })?;
        Ok(Self { kernel, ..self })
    }

    #[cfg(test)]
    pub(super) fn in_blocks(self, block: usize) -> Self {
        Self { block, ..self }
    }

    /// The pairs of a row of `first` and a row of `second`, by their numbers. `tell` hears of compared pairs of rows, of
    /// which each is compared from either side.
    ///
    /// # Errors
    /// Rows that cannot be compared, a floor out of its range, or an interruption.
    pub fn between(
        &self,
        first: &Filters,
        second: &Filters,
        tell: &mut Tell<'_>,
    ) -> Result<Vec<BitPair>, DiceRefusal> {
        check(first, second)?;
        let half = first.len() as u64 * second.len() as u64;
        let mut pairs =
            self.of_queries(first, second, false, &mut |done, _| tell(done, 2 * half))?;
        let other_way =
            self.of_queries(second, first, false, &mut |done, _| tell(half + done, 2 * half))?;
        pairs.extend(other_way.into_iter().map(|BitPair { first, second, common }| BitPair {
            first: second,
            second: first,
            common,
        }));
        pairs.sort_unstable();
        pairs.dedup();
        Ok(pairs)
    }

    /// The pairs of two rows of `rows`, by their numbers.
    ///
    /// # Errors
    /// As [`between`](Self::between).
    pub fn within(&self, rows: &Filters, tell: &mut Tell<'_>) -> Result<Vec<BitPair>, DiceRefusal> {
        check(rows, rows)?;
        let mut pairs = self.of_queries(rows, rows, true, tell)?;
        for pair in &mut pairs {
            if pair.second < pair.first {
                std::mem::swap(&mut pair.first, &mut pair.second);
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok(pairs)
    }

    /// For each query its best records.
    fn of_queries(
        &self,
        queries: &Filters,
        records: &Filters,
        same: bool,
        tell: &mut Tell<'_>,
    ) -> Result<Vec<BitPair>, DiceRefusal> {
        self.floor.check()?;
        if self.partners == 0 {
            return Ok(Vec::new());
        }
        let needs = Needs::new(self.floor, queries.bits());
        let how = How { kernel: self.kernel, prune: true, diagonal: false };
        let of_queries: Vec<Sorted> = blocks(queries.len(), self.block)
            .into_par_iter()
            .map(|rows| Sorted::new(queries, rows))
            .collect();
        let mut kept: Vec<Vec<Vec<Kept>>> =
            of_queries.iter().map(|sorted| vec![Vec::new(); sorted.len()]).collect();
        let total = queries.len() as u64 * records.len() as u64;
        let mut done = 0;
        for rows in blocks(records.len(), self.block) {
            let count = rows.len() as u64;
            let block = Block::new(records, Sorted::new(records, rows), self.kernel);
            for (sorted, kept) in of_queries.iter().zip(&mut kept) {
                for (wave, kept) in kept.chunks_mut(UNIT * WAVE).enumerate() {
                    let compared = kept.len() as u64;
                    kept.par_chunks_mut(UNIT).enumerate().for_each(|(unit, kept)| {
                        let from = (wave * WAVE + unit) * UNIT;
                        let mut taker = Keeper {
                            best: self,
                            same,
                            queries: sorted,
                            records: &block.sorted,
                            needs: &needs,
                            from,
                            kept,
                        };
                        let unit = Unit::new(how, queries, sorted, from);
                        // Rows with as many bits come first: among them are the best, and the threshold rises soonest.
                        let (fewest, most) = unit.ones();
                        let mut order: Vec<usize> = (0..block.groups()).collect();
                        order.sort_by_key(|&group| {
                            (2 * block.ones(group)[0]).abs_diff(fewest + most)
                        });
                        for group in order {
                            unit.scan(records, &block, group, &mut taker);
                        }
                    });
                    done += compared * count;
                    if let ControlFlow::Break(()) = tell(done, total) {
                        return Err(DiceRefusal::Interrupted);
                    }
                }
            }
        }
        Ok(of_queries
            .iter()
            .zip(kept)
            .flat_map(|(sorted, kept)| sorted.rows.iter().zip(kept))
            .flat_map(|(&first, kept)| {
                kept.into_iter().map(move |Kept { row, common, .. }| BitPair {
                    first,
                    second: row,
                    common,
                })
            })
            .collect())
    }
}

/// A partner that a query keeps.
#[derive(Clone, Copy)]
struct Kept {
    common: u32,
    ones: u32,
    row: u32,
}

struct Keeper<'a> {
    best: &'a Best,
    same: bool,
    queries: &'a Sorted,
    records: &'a Sorted,
    needs: &'a Needs,
    /// Position of the first query.
    from: usize,
    /// For each query its partners, the best first.
    kept: &'a mut [Vec<Kept>],
}

impl Keeper<'_> {
    /// Whether the one partner of a query with so many set bits comes before the other.
    fn order(&self, ones: u32, one: &Kept, other: &Kept) -> Ordering {
        match self.best.floor {
            // c / (a + b) compared in whole numbers: at most 2^14 * 2^15.
            Threshold::Dice(_) => {
                (other.common * (ones + one.ones)).cmp(&(one.common * (ones + other.ones)))
            }
            // The query's own bits are in both distances.
            Threshold::Hamming(_) => {
                (one.ones + 2 * other.common).cmp(&(other.ones + 2 * one.common))
            }
        }
        .then(one.row.cmp(&other.row))
    }
}

impl Taker for Keeper<'_> {
    fn least(&self, sum: u32) -> i32 {
        self.needs.of(sum)
    }

    fn need(&self, query: usize, sum: u32) -> i32 {
        let kept = &self.kept[query - self.from];
        let Some(worst) = kept.get(self.best.partners - 1) else { return self.needs.of(sum) };
        let ones = self.queries.ones[query];
        // As similar as the worst, which a smaller number may win over.
        let risen = match self.best.floor {
            Threshold::Dice(_) => (worst.common * sum).div_ceil(ones + worst.ones),
            Threshold::Hamming(_) => {
                sum.saturating_sub(ones + worst.ones - 2 * worst.common).div_ceil(2)
            }
        };
        self.needs.of(sum).max(risen as i32)
    }

    fn take(&mut self, query: usize, record: usize, common: u32) {
        let (ones, partner) = (self.queries.ones[query], self.records.ones[record]);
        let new = Kept { common, ones: partner, row: self.records.rows[record] };
        let itself = self.same && new.row == self.queries.rows[query];
        if itself || (common as i32) < self.needs.of(ones + partner) {
            return;
        }
        let place = self.kept[query - self.from]
            .partition_point(|kept| self.order(ones, kept, &new).is_lt());
        let kept = &mut self.kept[query - self.from];
        kept.insert(place, new);
        kept.truncate(self.best.partners);
    }
}
