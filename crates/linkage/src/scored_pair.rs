//! A pair of records with the odds that they are one person.

use serde::{Deserialize, Serialize};

/// Two records and how sure it is that they are one person, from their own values alone: before it
/// is known which other records each of them matches. Records of all lists are numbered together, list after list, in
/// the order of their rows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ScoredPair {
    /// The record with the smaller number.
    pub first: u32,
    /// The record with the larger number.
    pub second: u32,
    /// Natural logarithm of the posterior odds that they are one person, the prior in it.
    pub log_odds: f32,
}

impl ScoredPair {
    /// The probability that they are one person, 0 to 1.
    pub fn probability(&self) -> f64 {
        1.0 / (1.0 + (-f64::from(self.log_odds)).exp())
    }
}
