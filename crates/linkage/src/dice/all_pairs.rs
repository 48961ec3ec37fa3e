//! Every pair of rows that reaches a threshold.

use std::collections::VecDeque;
use std::ops::{ControlFlow, Range};

use rayon::prelude::*;

use crate::{Filters, Tell};

use super::block::{Block, Sorted};
use super::simd::{Kernel, Path};
use super::threshold::Needs;
use super::unit::{BLOCK, How, Taker, UNIT, Unit, WAVE};
use super::{BitPair, DiceRefusal, Threshold, check};

/// Pairs after which a unit hands over what it has found.
const HANDED: usize = 1 << 18;

/// Compares all pairs of rows, exactly.
///
/// Rows are taken in blocks of 65,536, sorted by their set bits, so that pairs whose bits differ too much in number are never
/// looked at; of the others the comparison ends as soon as the bits that are left cannot bring them to the
/// threshold. Both leave out only what cannot reach it.
///
/// Memory: for a block of records twice its bits, for each found pair that has not been handed over 12 bytes, of which there
/// are about 100 MB at most, and 8 bytes for each row.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_linkage::Filters;
/// use concert_linkage::dice::{AllPairs, BitPair, Threshold};
///
/// let mut rows = Filters::new(64);
/// for row in [0b1111, 0b0111, 0, 0b1000] {
///     rows.push(&[row]);
/// }
/// let mut found = Vec::new();
/// AllPairs::new(Threshold::Dice(0.8))
///     .within(&rows, &mut |pairs| found.extend_from_slice(pairs), &mut |_, _| ControlFlow::Continue(()))?;
/// assert_eq!(found, [BitPair { first: 0, second: 1, common: 3 }]);
/// # Ok::<(), concert_linkage::dice::DiceRefusal>(())
/// ```
#[derive(Clone, Copy)]
pub struct AllPairs {
    threshold: Threshold,
    kernel: Kernel,
    prune: bool,
    block: usize,
    handed: usize,
}

/// Receives found pairs, some at a time.
pub type Sink<'a> = dyn FnMut(&[BitPair]) + 'a;

impl AllPairs {
    /// All pairs that reach this, by the fastest path that was tried on such a processor.
    pub fn new(threshold: Threshold) -> Self {
        Self { threshold, kernel: Kernel::best(), prune: true, block: BLOCK, handed: HANDED }
    }

    /// By this path, which changes how long it takes and nothing else.
    ///
    /// # Errors
    /// [`DiceRefusal::NoSuchPath`] where the processor does not have it.
    pub fn by(self, path: Path) -> Result<Self, DiceRefusal> {
        let kernel = Kernel::new(path).ok_or(DiceRefusal::NoSuchPath { path })?;
        Ok(Self { kernel, ..self })
    }

    /// The path.
    pub fn path(&self) -> Path {
        self.kernel.path()
    }

    /// Compares every pair to the last bit, to measure what leaving out saves. The answer is the same.
    #[must_use]
    pub fn without_pruning(self) -> Self {
        Self { prune: false, ..self }
    }

    /// Smaller blocks, so that tests reach their borders.
    #[cfg(test)]
    pub(super) fn in_blocks(self, block: usize, handed: usize) -> Self {
        Self { block, handed, ..self }
    }

    /// Finds the pairs of a row of `first` and a row of `second`. `sink` receives them some at a time, each once, in an order that
    /// depends on the rows alone but is not sorted; `tell` hears of compared pairs of rows.
    ///
    /// # Errors
    /// Rows that cannot be compared, a threshold out of its range, or an interruption, after which what `sink`
    /// has received is a part of the answer.
    pub fn between(
        &self,
        first: &Filters,
        second: &Filters,
        sink: &mut Sink<'_>,
        tell: &mut Tell<'_>,
    ) -> Result<(), DiceRefusal> {
        check(first, second)?;
        self.compare(first, second, false, sink, tell)
    }

    /// Finds the pairs of two rows of `rows`, as [`between`](Self::between) does.
    ///
    /// # Errors
    /// As [`between`](Self::between).
    pub fn within(
        &self,
        rows: &Filters,
        sink: &mut Sink<'_>,
        tell: &mut Tell<'_>,
    ) -> Result<(), DiceRefusal> {
        check(rows, rows)?;
        self.compare(rows, rows, true, sink, tell)
    }

    fn compare(
        &self,
        first: &Filters,
        second: &Filters,
        same: bool,
        sink: &mut Sink<'_>,
        tell: &mut Tell<'_>,
    ) -> Result<(), DiceRefusal> {
        self.threshold.check()?;
        let needs = Needs::new(self.threshold, first.bits());
        let sorted: Vec<Sorted> = blocks(first.len(), self.block)
            .into_par_iter()
            .map(|rows| Sorted::new(first, rows))
            .collect();
        let of_second = blocks(second.len(), self.block);
        let total = of_second
            .iter()
            .enumerate()
            .flat_map(|(s, rows)| {
                sorted[..if same { s + 1 } else { sorted.len() }]
                    .iter()
                    .map(|q| pairs(q, rows.len()))
            })
            .sum();
        let mut done = 0;
        for (s, rows) in of_second.into_iter().enumerate() {
            let records = rows.len();
            let block = Block::new(second, Sorted::new(second, rows), self.kernel);
            for (f, queries) in sorted[..if same { s + 1 } else { sorted.len() }].iter().enumerate()
            {
                let how = How { kernel: self.kernel, prune: self.prune, diagonal: same && f == s };
                let run = Run {
                    how,
                    first,
                    second,
                    queries,
                    block: &block,
                    needs: &needs,
                    handed: self.handed,
                };
                // Where a unit starts and from which group on it is to go on.
                let mut waiting: VecDeque<(usize, usize)> =
                    (0..queries.len()).step_by(UNIT).map(|from| (from, 0)).collect();
                let before = done;
                while !waiting.is_empty() {
                    let wave: Vec<_> = waiting.drain(..waiting.len().min(WAVE)).collect();
                    let found: Vec<_> =
                        wave.par_iter().map(|&(from, group)| run.unit(from, group)).collect();
                    for (pairs, _) in &found {
                        sink(pairs);
                    }
                    let unfinished = wave
                        .iter()
                        .zip(&found)
                        .filter_map(|(&(from, _), (_, next))| Some((from, (*next)?)));
                    for again in unfinished.rev() {
                        waiting.push_front(again);
                    }
                    let left = waiting
                        .iter()
                        .map(|&(from, _)| UNIT.min(queries.len() - from))
                        .sum::<usize>();
                    done = before + (queries.len() - left) as u64 * records as u64;
                    if let ControlFlow::Break(()) = tell(done, total) {
                        return Err(DiceRefusal::Interrupted);
                    }
                }
            }
        }
        Ok(())
    }
}

fn pairs(queries: &Sorted, records: usize) -> u64 {
    queries.len() as u64 * records as u64
}

/// The rows of each block.
pub(super) fn blocks(rows: usize, block: usize) -> Vec<Range<usize>> {
    (0..rows).step_by(block).map(|from| from..rows.min(from + block)).collect()
}

/// The comparison of a block of queries with a block of records.
struct Run<'a> {
    how: How,
    first: &'a Filters,
    second: &'a Filters,
    queries: &'a Sorted,
    block: &'a Block,
    needs: &'a Needs,
    handed: usize,
}

impl Run<'_> {
    /// Compares the queries of a unit with the records from a group on; with what was found comes the group to go on
    /// with, if there was too much.
    fn unit(&self, from: usize, group: usize) -> (Vec<BitPair>, Option<usize>) {
        let unit = Unit::new(self.how, self.first, self.queries, from);
        let mut taker = All { run: self, found: Vec::new() };
        for group in group..self.block.groups() {
            if taker.found.len() >= self.handed {
                return (taker.found, Some(group));
            }
            unit.scan(self.second, self.block, group, &mut taker);
        }
        (taker.found, None)
    }
}

/// Keeps all that reach the threshold.
struct All<'a> {
    run: &'a Run<'a>,
    found: Vec<BitPair>,
}

impl Taker for All<'_> {
    #[inline]
    fn least(&self, sum: u32) -> i32 {
        self.run.needs.of(sum)
    }

    #[inline]
    fn need(&self, _query: usize, sum: u32) -> i32 {
        self.run.needs.of(sum)
    }

    #[inline]
    fn take(&mut self, query: usize, record: usize, common: u32) {
        let (queries, records) = (self.run.queries, &self.run.block.sorted);
        if (common as i32) < self.run.needs.of(queries.ones[query] + records.ones[record]) {
            return;
        }
        let (first, second) = (queries.rows[query], records.rows[record]);
        self.found.push(if self.run.how.diagonal && second < first {
            BitPair { first: second, second: first, common }
        } else {
            BitPair { first, second, common }
        });
    }
}
