//! Sets of cells, one for each bundle of scopes, and tables of bits in which they are marked.

/// For every bundle of scopes a set of cells, as those words of a row of bits that are not empty. Nearly every
/// set lies in one word, which is found without a detour; the others go on in a list.
#[derive(Debug, Default)]
pub(crate) struct CellSets {
    first: Vec<Word>,
    more: Vec<Word>,
    /// The last word in which a set lies.
    last: u32,
}

/// Some of the 64 cells of one word of bits.
#[derive(Debug, Clone, Copy)]
struct Word {
    at: u32,
    /// Where among `more` the set goes on; `NO_MORE` where it ends.
    next: u32,
    bits: u64,
}

const NO_MORE: u32 = u32::MAX;

impl CellSets {
    /// Adds the set of the next bundle, whose cells are given ascending.
    pub(crate) fn push(&mut self, cells: impl Iterator<Item = u32>) {
        let mut current = Word { at: 0, next: NO_MORE, bits: 0 };
        // Words are kept from the last one back, so that each can say where the next one is.
        for cell in cells {
            let (at, bit) = (cell / 64, 1 << (cell % 64));
            if current.bits != 0 && current.at != at {
                self.more.push(current);
                current = Word { at, next: self.more.len() as u32 - 1, bits: bit };
            } else {
                current.at = at;
                current.bits |= bit;
            }
        }
        self.last = self.last.max(current.at);
        self.first.push(current);
    }

    /// The same for two lists of cells, each ascending, that have none in common.
    pub(crate) fn push_merged(&mut self, a: &[u32], b: &[u32]) {
        let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
        self.push(std::iter::from_fn(|| match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x < y => a.next(),
            (Some(_), None) => a.next(),
            _ => b.next(),
        }));
    }
}

/// A table of bits: for every organisation a row of cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct BitTable {
    bits: Vec<u64>,
    /// The first word of a row that is kept, and how many are.
    first: usize,
    width: usize,
}

impl BitTable {
    /// A table without marks, that keeps the cells from `64 * first` on in `width` words.
    pub(crate) fn new(rows: usize, first: usize, width: usize) -> Self {
        Self { bits: vec![0; rows * width], first, width }
    }

    /// For each given row and bundle, marks those cells of the bundle in the row that are in the mask, all or none, as far as
    /// the table keeps them.
    pub(crate) fn mark(&mut self, sets: &CellSets, marks: impl Iterator<Item = (u32, u32, u64)>) {
        let (bits, words) = (self.bits.as_mut_slice(), sets.first.as_slice());
        if self.width == 1 && self.first == 0 && sets.last == 0 {
            // Nearly every picture of a few places has no more cells than one word.
            for (row, bundle, mask) in marks {
                bits[row as usize] |= words[bundle as usize].bits & mask;
            }
            return;
        }
        for (row, bundle, mask) in marks {
            let mut next = words.get(bundle as usize);
            while let Some(word) = next {
                let at = (word.at as usize).wrapping_sub(self.first);
                if at < self.width {
                    bits[row as usize * self.width + at] |= word.bits & mask;
                }
                next = sets.more.get(word.next as usize);
            }
        }
    }

    /// Marks one cell in a row, if the table keeps it.
    pub(crate) fn mark_cell(&mut self, row: u32, cell: u32) {
        let word = (cell as usize / 64).wrapping_sub(self.first);
        if word < self.width {
            self.bits[row as usize * self.width + word] |= 1 << (cell % 64);
        }
    }

    /// Adds the marks of a table of the same shape.
    pub(crate) fn unite(&mut self, other: Self) {
        self.bits.iter_mut().zip(other.bits).for_each(|(bits, others)| *bits |= others);
    }

    /// Calls for every mark, with its row and cell.
    pub(crate) fn each(&self, mut marked: impl FnMut(usize, usize)) {
        for (row, words) in self.bits.chunks_exact(self.width.max(1)).enumerate() {
            for (word, bits) in words.iter().enumerate() {
                let mut rest = *bits;
                while rest != 0 {
                    marked(row, (self.first + word) * 64 + rest.trailing_zeros() as usize);
                    rest &= rest - 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_table_of_one_word_takes_no_cell_of_another_word_for_its_own() {
        let mut sets = CellSets::default();
        sets.push(std::iter::once(70));
        let mut table = BitTable::new(1, 0, 1);
        table.mark(&sets, std::iter::once((0, 0, u64::MAX)));
        table.each(|_, cell| panic!("cell {cell} was marked"));
    }

    proptest! {
        #[test]
        fn a_table_holds_exactly_what_was_marked_in_its_words(
            sets in collection::vec(collection::btree_set(0_u32..400, 0..9), 1..6),
            marks in collection::vec((0_u32..4, any::<prop::sample::Index>()), 0..12),
            first in 0_usize..5, width in 1_usize..8,
        ) {
            let mut cell_sets = CellSets::default();
            for set in &sets {
                cell_sets.push(set.iter().copied());
            }
            let mut table = BitTable::new(4, first, width);
            let mut expected = BTreeSet::new();
            for (row, set) in marks {
                let bundle = set.index(sets.len());
                let marks = [(row, 0, 0), (row, bundle as u32, u64::MAX)];
                table.mark(&cell_sets, marks.into_iter());
                expected.extend(sets[bundle].iter().map(|cell| (row as usize, *cell as usize)));
            }
            expected.retain(|(_, cell)| (first * 64..(first + width) * 64).contains(cell));
            let mut found = BTreeSet::new();
            table.each(|row, cell| { found.insert((row, cell)); });
            prop_assert_eq!(found, expected);
        }
    }
}
