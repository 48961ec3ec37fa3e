//! Encodings: one row of bits for each record.

use std::fmt;

/// Rows of bits of one length, stored one after the other. Bit `i` of a row is bit `i % 64`, counted from
/// the least, of its word `i / 64`.
///
/// Its `Debug` says how many there are and nothing of what they hold.
#[derive(Clone, PartialEq, Eq)]
pub struct Filters {
    bits: usize,
    words: Vec<u64>,
}

impl fmt::Debug for Filters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} encodings of {} bits", self.len(), self.bits)
    }
}

impl Filters {
    /// No row yet, of `bits` bits each: a multiple of 64, and at least 64.
    ///
    /// # Panics
    /// If `bits` is not a positive multiple of 64, which whoever reads a file checks before.
    pub fn new(bits: usize) -> Self {
        assert!(bits > 0 && bits.is_multiple_of(64), "{bits} bits are no whole words");
        Self { bits, words: Vec::new() }
    }

    /// So many rows of which no bit is set yet.
    ///
    /// # Panics
    /// As [`Filters::new`].
    pub(crate) fn clear(bits: usize, rows: usize) -> Self {
        let none = Self::new(bits);
        Self { words: vec![0; rows * none.words_per_row()], ..none }
    }

    /// Bits of a row.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// Words of a row.
    pub fn words_per_row(&self) -> usize {
        self.bits / 64
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.words.len() / self.words_per_row()
    }

    /// There is no row.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words of one row.
    pub fn row(&self, row: usize) -> &[u64] {
        let words = self.words_per_row();
        &self.words[row * words..][..words]
    }

    /// All words, row after row.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// All words, to be written.
    pub(crate) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If `row` has another length than the others.
    pub fn push(&mut self, row: &[u64]) {
        assert_eq!(row.len(), self.words_per_row(), "a row of another length");
        self.words.extend_from_slice(row);
    }

    /// How many bits of a row are set.
    pub fn ones(&self, row: usize) -> u32 {
        self.row(row).iter().map(|word| word.count_ones()).sum()
    }
}
