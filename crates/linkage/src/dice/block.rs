//! A block of rows, sorted by their set bits and laid out for the kernel.
//!
//! Rows are compared in groups of [`LANES`] records with tiles of [`QUERIES`] queries. The layout is vertical: the first word of all
//! records of a group, then the second word of all, so that one register holds the same word of many records and no sum
//! ever crosses lanes (section "vertical layout" of any text on database scans; Willhalm et al. 2009).

use crate::Filters;

use super::simd::Kernel;

/// Records of a group.
pub(super) const LANES: usize = 64;
/// Queries of a tile.
pub(super) const QUERIES: usize = 4;
/// Words after which the kernel may stop because nothing in the tile can reach its threshold any more.
pub(super) const SECTION: usize = 2;

/// Rows of one side, the empty ones left out, by the number of their set bits and then by their number.
pub(super) struct Sorted {
    /// The numbers of the rows.
    pub(super) rows: Vec<u32>,
    /// Their set bits.
    pub(super) ones: Vec<u32>,
}

impl Sorted {
    pub(super) fn new(filters: &Filters, rows: std::ops::Range<usize>) -> Self {
        let mut order: Vec<(u32, u32)> =
            rows.map(|row| (filters.ones(row), row as u32)).filter(|&(ones, _)| ones > 0).collect();
        order.sort_unstable();
        Self {
            rows: order.iter().map(|&(_, row)| row).collect(),
            ones: order.iter().map(|&(ones, _)| ones).collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// Number of sections of a row of so many words: the last may be filled up with zeros.
pub(super) fn sections(words: usize) -> usize {
    words.div_ceil(SECTION)
}

/// Set bits of a row after each section.
pub(super) fn rest_after(row: &[u64]) -> impl Iterator<Item = i16> {
    let mut rest: u32 = row.iter().map(|word| word.count_ones()).sum();
    row.chunks(SECTION).map(move |section| {
        rest -= section.iter().map(|word| word.count_ones()).sum::<u32>();
        rest as i16
    })
}

/// What the records of a block look like to the kernel.
pub(super) enum Lanes {
    /// For each group and word, that word of each record.
    Words(Vec<[u64; LANES]>),
    /// For each group and four bits, those bits of each record.
    Nibbles(Vec<[u8; LANES]>),
}

/// Records ready to be compared with.
pub(super) struct Block {
    pub(super) sorted: Sorted,
    pub(super) lanes: Lanes,
    /// For each group and section, the most set bits that any of its records has after the section.
    rest: Vec<i16>,
    sections: usize,
}

impl Block {
    pub(super) fn new(filters: &Filters, sorted: Sorted, kernel: Kernel) -> Self {
        let sections = sections(filters.words_per_row());
        let words = sections * SECTION;
        let groups = sorted.len().div_ceil(LANES);
        let mut rest = vec![0; groups * sections];
        for (position, &row) in sorted.rows.iter().enumerate() {
            let of_group = &mut rest[position / LANES * sections..][..sections];
            for (most, own) in of_group.iter_mut().zip(rest_after(filters.row(row as usize))) {
                *most = own.max(*most);
            }
        }
        let lanes = if kernel.by_nibbles() {
            let mut lanes = vec![[0; LANES]; groups * words * 16];
            for (position, &row) in sorted.rows.iter().enumerate() {
                let group = &mut lanes[position / LANES * words * 16..][..words * 16];
                for (word, nibbles) in
                    filters.row(row as usize).iter().zip(group.chunks_exact_mut(16))
                {
                    for (n, nibble) in nibbles.iter_mut().enumerate() {
                        nibble[position % LANES] = (word >> (4 * n)) as u8 & 15;
                    }
                }
            }
            Lanes::Nibbles(lanes)
        } else {
            let mut lanes = vec![[0; LANES]; groups * words];
            for (position, &row) in sorted.rows.iter().enumerate() {
                let group = &mut lanes[position / LANES * words..][..words];
                for (word, lane) in filters.row(row as usize).iter().zip(group) {
                    lane[position % LANES] = *word;
                }
            }
            Lanes::Words(lanes)
        };
        Self { sorted, lanes, rest, sections }
    }

    pub(super) fn groups(&self) -> usize {
        self.sorted.len().div_ceil(LANES)
    }

    /// The set bits of the records of a group, from the fewest to the most.
    pub(super) fn ones(&self, group: usize) -> &[u32] {
        &self.sorted.ones[group * LANES..self.sorted.len().min((group + 1) * LANES)]
    }

    pub(super) fn rest(&self, group: usize) -> &[i16] {
        &self.rest[group * self.sections..][..self.sections]
    }
}

/// What up to [`QUERIES`] queries look like to the kernel.
pub(super) enum Looked {
    /// For each word, that word of each query.
    Words(Vec<[u64; QUERIES]>),
    /// For each four bits, two tables of sixteen bytes: how many bits a record's four bits share with
    /// the first and the third query, and sixteen times as many as they share with the second and the fourth.
    Tables(Vec<[u128; QUERIES / 2]>),
}

/// Queries ready to compare.
pub(super) struct Tile {
    pub(super) looked: Looked,
    pub(super) ones: [u32; QUERIES],
    /// Set bits that the tables leave out, because a byte has no room for them: the kernel may count so
    /// many too few.
    pub(super) dropped: [u32; QUERIES],
    /// Set bits of each query after each section.
    pub(super) rest: Vec<[i16; QUERIES]>,
    /// Queries there are.
    pub(super) queries: usize,
}

/// For each four bits of a query a table of sixteen bytes: the bits shared with any four bits.
const SHARED: [u128; 16] = {
    let mut tables = [0; 16];
    let mut query = 0;
    while query < 16 {
        let mut record = 0;
        while record < 16 {
            tables[query] |= ((query & record).count_ones() as u128) << (8 * record);
            record += 1;
        }
        query += 1;
    }
    tables
};

impl Tile {
    pub(super) fn new(filters: &Filters, sorted: &Sorted, from: usize, kernel: Kernel) -> Self {
        let positions = from..sorted.len().min(from + QUERIES);
        let queries = positions.len();
        let sections = sections(filters.words_per_row());
        let mut words = vec![[0u64; QUERIES]; sections * SECTION];
        let mut rest = vec![[0; QUERIES]; sections];
        let mut ones = [0; QUERIES];
        for (q, position) in positions.enumerate() {
            let row = filters.row(sorted.rows[position] as usize);
            ones[q] = sorted.ones[position];
            for (of_all, own) in words.iter_mut().zip(row) {
                of_all[q] = *own;
            }
            for (of_all, own) in rest.iter_mut().zip(rest_after(row)) {
                of_all[q] = own;
            }
        }
        let mut dropped = [0; QUERIES];
        let looked = if kernel.by_nibbles() {
            // The kernel adds four lookups before it takes the two counts of a byte apart. Each has room for 15, so where all
            // sixteen bits are set the lowest is left out.
            for q in 0..QUERIES {
                for word in words.iter_mut().map(|of_all| &mut of_all[q]) {
                    for window in (0..64).step_by(16) {
                        if (*word >> window) & 0xFFFF == 0xFFFF {
                            *word &= !(1 << window);
                            dropped[q] += 1;
                        }
                    }
                }
            }
            let table = |word: &[u64; QUERIES], n: usize, pair: usize| {
                let shared = |q: usize| SHARED[(word[q] >> (4 * n)) as usize & 15];
                shared(2 * pair) | shared(2 * pair + 1) << 4
            };
            Looked::Tables(
                words
                    .iter()
                    .flat_map(|word| (0..16).map(move |n| [table(word, n, 0), table(word, n, 1)]))
                    .collect(),
            )
        } else {
            Looked::Words(words)
        };
        Self { looked, ones, dropped, rest, queries }
    }
}
