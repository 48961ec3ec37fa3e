//! What an attacker knows or guesses of people in the clear, as sets of tokens.

use std::fmt;

use ndarray::{Array2, Axis};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// For each record the set of its tokens: the pieces (bigrams of a name, parts of a date) that an encoding
/// is made of. What a token says plays no part in any attack, only which records share it; callers number
/// tokens as they like, for example by a hash of their text.
///
/// Its `Debug` says how many there are and nothing of what they hold.
#[derive(Clone, Default)]
pub struct TokenSets {
    starts: Vec<u32>,
    tokens: Vec<u32>,
    names: Vec<u64>,
    weights: Vec<f32>,
    scales: Vec<f32>,
    random: Vec<f32>,
    numbers: FxHashMap<u64, u32>,
}

impl fmt::Debug for TokenSets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the token sets of {} records", self.len())
    }
}

impl TokenSets {
    /// No record yet.
    pub fn new() -> Self {
        Self { starts: vec![0], ..Self::default() }
    }

    /// Adds a record whose tokens all weigh the same.
    pub fn push(&mut self, tokens: &[u64]) {
        self.push_weighted(tokens.iter().map(|&token| (token, 1.0)));
    }

    /// Adds a record. A weight says how many bits a token sets in an encoding, relative to the others; the
    /// weight with which a token first comes holds.
    pub fn push_weighted(&mut self, tokens: impl IntoIterator<Item = (u64, f32)>) {
        self.push_scaled(tokens, 1.0, 0.0);
    }

    /// Adds a record in which all weights are so many times as large, and in whose encoding so much is `random` besides.
    pub fn push_scaled(
        &mut self,
        tokens: impl IntoIterator<Item = (u64, f32)>,
        scale: f32,
        random: f32,
    ) {
        self.scales.push(scale);
        self.random.push(random);
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        let start = self.tokens.len();
        for (token, weight) in tokens {
            let number = *self.numbers.entry(token).or_insert_with(|| {
                self.names.push(token);
                self.weights.push(weight);
                self.names.len() as u32 - 1
            });
            self.tokens.push(number);
        }
        self.tokens[start..].sort_unstable();
        let mut kept = start;
        for read in start..self.tokens.len() {
            if read == start || self.tokens[read] != self.tokens[kept - 1] {
                self.tokens[kept] = self.tokens[read];
                kept += 1;
            }
        }
        self.tokens.truncate(kept);
        self.starts.push(kept as u32);
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// There is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many different tokens there are.
    pub fn distinct(&self) -> usize {
        self.names.len()
    }

    /// The tokens of a record, ascending, by their number among the [distinct](Self::distinct) ones.
    pub fn get(&self, record: usize) -> &[u32] {
        &self.tokens[self.starts[record] as usize..self.starts[record + 1] as usize]
    }

    /// Whether two records say the same, and anything: who guesses somebody of whom nothing is encoded has learned nothing.
    pub fn same(&self, a: usize, b: usize) -> bool {
        !self.get(a).is_empty() && self.get(a) == self.get(b)
    }

    /// What the caller calls a token.
    pub fn name(&self, token: u32) -> u64 {
        self.names[token as usize]
    }

    /// The weight of a token.
    pub fn weight(&self, token: u32) -> f32 {
        self.weights[token as usize]
    }

    /// How much a record's encoding sets: the weights of its tokens, and what is random.
    pub fn total(&self, record: usize) -> f32 {
        self.sum(record) * self.scales[record] + self.random[record]
    }

    fn sum(&self, record: usize) -> f32 {
        self.get(record).iter().map(|&token| self.weight(token)).sum()
    }

    /// How alike two records are by the weights of their tokens, however they are scaled: 0 to 1.
    pub fn alike(&self, a: usize, b: usize) -> f32 {
        let both = self.sum(a) + self.sum(b);
        let shared = self.shared(a, b) / self.scales[a].min(self.scales[b]);
        if both > 0.0 { 2.0 * shared / both } else { 0.0 }
    }

    /// The sum of the weights of the tokens that two records share.
    pub fn shared(&self, a: usize, b: usize) -> f32 {
        let (mut left, mut right) = (self.get(a), self.get(b));
        let mut shared = 0.0;
        while let (Some(&x), Some(&y)) = (left.first(), right.first()) {
            if x == y {
                shared += self.weight(x);
            }
            if x <= y {
                left = &left[1..];
            }
            if y <= x {
                right = &right[1..];
            }
        }
        shared * self.scales[a].min(self.scales[b])
    }

    /// The same for all pairs of some records (rows) and others (columns).
    pub(super) fn shared_weights(&self, rows: &[u32], columns: &[u32]) -> Array2<f32> {
        let mut holders: Vec<Vec<u32>> = vec![Vec::new(); self.distinct()];
        for (number, &record) in columns.iter().enumerate() {
            for &token in self.get(record as usize) {
                holders[token as usize].push(number as u32);
            }
        }
        let mut matrix = Array2::<f32>::zeros((rows.len(), columns.len()));
        let table: Vec<_> = matrix.axis_iter_mut(Axis(0)).collect();
        table.into_par_iter().zip(rows).for_each(|(mut row, &record)| {
            for &token in self.get(record as usize) {
                for &holder in &holders[token as usize] {
                    row[holder as usize] += self.weight(token);
                }
            }
            let own = self.scales[record as usize];
            for (value, &column) in row.iter_mut().zip(columns) {
                *value *= own.min(self.scales[column as usize]);
            }
        });
        matrix
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_holds_each_token_once_and_knows_what_it_shares() {
        let mut sets = TokenSets::new();
        sets.push_weighted([(70, 2.0), (50, 1.0), (70, 2.0)]);
        sets.push(&[]);
        sets.push(&[90, 70]);
        assert_eq!(sets.get(0).len(), 2);
        assert_eq!(sets.get(1), &[] as &[u32]);
        assert_eq!(sets.distinct(), 3);
        assert!((sets.total(0) - 3.0).abs() < 1e-6);
        assert!((sets.shared(0, 2) - 2.0).abs() < 1e-6);
        assert!(sets.shared(0, 1).abs() < 1e-6);
        assert_eq!(sets.name(sets.get(2)[1]), 90);
        assert!(sets.same(0, 0) && !sets.same(0, 2) && !sets.same(1, 1));
    }
}
