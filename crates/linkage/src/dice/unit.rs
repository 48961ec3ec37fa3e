//! A unit of work: some queries, compared with a block of records.

use crate::Filters;

use super::block::{Block, LANES, QUERIES, Sorted, Tile};
use super::simd::{Counts, Kernel, Needed};

/// Queries of a unit: their tables lie in the second cache while a group of records lies in the first.
pub(super) const UNIT: usize = 128;
/// Rows that are sorted and laid out together, unless a test asks for fewer.
pub(super) const BLOCK: usize = 65_536;
/// Units that are given to the threads at once. Between, the caller is told and may stop.
pub(super) const WAVE: usize = 32;

/// Who decides which pairs are of interest, and receives them.
pub(super) trait Taker {
    /// Bits that any query must share with a record for a pair of together `sum` set bits or more.
    fn least(&self, sum: u32) -> i32;
    /// Bits that the query at this position must share with a record for a pair of together `sum` set bits or more.
    fn need(&self, query: usize, sum: u32) -> i32;
    /// Receives the positions of a query and a record that share `common` bits, of which some are of no
    /// interest.
    fn take(&mut self, query: usize, record: usize, common: u32);
}

/// How queries and records are compared.
#[derive(Clone, Copy)]
pub(super) struct How {
    pub(super) kernel: Kernel,
    /// Leave out what popcounts alone exclude, and stop early.
    pub(super) prune: bool,
    /// Queries and records are the same rows, of which each pair is taken once.
    pub(super) diagonal: bool,
}

/// Queries at neighbouring positions, ready to compare.
pub(super) struct Unit<'a> {
    how: How,
    filters: &'a Filters,
    sorted: &'a Sorted,
    from: usize,
    tiles: Vec<Tile>,
    fewest: u32,
    most: u32,
}

impl<'a> Unit<'a> {
    pub(super) fn new(how: How, filters: &'a Filters, sorted: &'a Sorted, from: usize) -> Self {
        let until = sorted.len().min(from + UNIT);
        let tiles = (from..until)
            .step_by(QUERIES)
            .map(|from| Tile::new(filters, sorted, from, how.kernel))
            .collect();
        let (fewest, most) = (sorted.ones[from], sorted.ones[until - 1]);
        Self { how, filters, sorted, from, tiles, fewest, most }
    }

    /// Set bits of the queries, the fewest and the most.
    pub(super) fn ones(&self) -> (u32, u32) {
        (self.fewest, self.most)
    }

    /// Compares the queries with one group of records.
    pub(super) fn scan(
        &self,
        records: &Filters,
        block: &Block,
        group: usize,
        taker: &mut impl Taker,
    ) {
        let How { kernel, prune, diagonal } = self.how;
        let ones = block.ones(group);
        let (least, most) = (ones[0], ones[ones.len() - 1]);
        // What rows of the fewest bits must share is the least that any must.
        let excluded = prune && taker.least(self.fewest + least) > self.most.min(most) as i32;
        if excluded || (diagonal && (group + 1) * LANES <= self.from) {
            return;
        }
        let mut counts: Counts = [[0; LANES]; QUERIES];
        for (number, tile) in self.tiles.iter().enumerate() {
            let from = self.from + number * QUERIES;
            if diagonal && (group + 1) * LANES <= from {
                break;
            }
            let mut needs = Needed { of: [i16::MAX; QUERIES], early: prune };
            for q in 0..tile.queries {
                let need = taker.need(from + q, tile.ones[q] + least);
                if !prune || need <= tile.ones[q].min(most) as i32 {
                    needs.of[q] = (need - tile.dropped[q] as i32).max(0) as i16;
                }
            }
            if needs.of == [i16::MAX; QUERIES]
                || !kernel.count(tile, block, group, needs, &mut counts)
            {
                continue;
            }
            for (q, counts) in counts.iter().enumerate().take(tile.queries) {
                let need = needs.of[q].cast_unsigned();
                if counts.iter().max().is_none_or(|&most| most < need) {
                    continue;
                }
                for (lane, &count) in counts.iter().enumerate().take(ones.len()) {
                    let record = group * LANES + lane;
                    if count < need || (diagonal && record <= from + q) {
                        continue;
                    }
                    let common = if tile.dropped[q] == 0 {
                        u32::from(count)
                    } else {
                        kernel.common(
                            self.filters.row(self.sorted.rows[from + q] as usize),
                            records.row(block.sorted.rows[record] as usize),
                        )
                    };
                    taker.take(from + q, record, common);
                }
            }
        }
    }
}
