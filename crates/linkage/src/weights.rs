//! What each level of agreement is worth, learned without labels.
//!
//! The model of Fellegi and Sunter (1969, "A theory for record linkage", JASA 64:1183): a level of agreement has the
//! probability m among pairs of records of one person and u among pairs of two people; its weight is log2(m/u), and
//! the weights of a pair add up to its odds.

pub(crate) mod expectation;
pub(crate) mod of_lists;
pub(crate) mod settling;
pub(crate) mod structure;
pub mod threshold;

use serde::{Deserialize, Serialize};

/// One level of agreement of one variable.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LevelWeight {
    /// Number of the level, 1 to 15.
    pub level: u8,
    /// Probability among pairs of records of one person that both have the variable.
    pub m: f64,
    /// Probability among pairs of two people that both have the variable.
    pub u: f64,
    /// log2(m/u).
    pub bits: f64,
    /// Candidate pairs at this level.
    pub pairs: u64,
}

/// What was learned of one variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VariableWeights {
    /// What the variable is called.
    pub name: String,
    /// Its levels that occur, the surest agreement first.
    pub levels: Vec<LevelWeight>,
    /// Share of candidate pairs in which one of the two lacks it.
    pub missing: f64,
}
