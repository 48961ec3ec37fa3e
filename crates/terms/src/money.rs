//! Amounts of money, in the currency in which they were stated.

use serde::{Deserialize, Serialize};

/// An amount in whole units of a currency. Amounts of different currencies are never added.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Whole units, rounded.
    pub amount: u64,
    /// ISO 4217 code.
    pub currency: String,
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.currency, self.amount)
    }
}
