//! All pairs, or hashing where all pairs are too many.

use crate::{Filters, Tell};

use super::hashing_plan::Profile;
use super::{AllPairs, BitPair, DiceRefusal, Hashed, Hashing, Threshold, check, dice};

/// What a comparison may cost, and what it must find.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// Most pairs that are compared exactly; a processor core does about 10^9 in a second.
    pub pairs: u64,
    /// The share of the pairs at the threshold that hashing is to find where there are more pairs: above 0, below 1.
    pub recall: f64,
    /// Samples the same bits again.
    pub seed: u64,
}

/// Pairs that reach a threshold, and how they were found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The pairs, by their numbers.
    pub pairs: Vec<BitPair>,
    /// How.
    pub way: Way,
}

/// How pairs were found.
#[derive(Debug, Clone, PartialEq)]
pub enum Way {
    /// All pairs were compared: nothing is missing.
    Exact {
        /// How many.
        pairs: u64,
        /// They were more than the budget, but no hashing would have been cheaper.
        beyond_budget: bool,
    },
    /// Rows were compared that agree in samples of their bits. The report's own pairs are empty.
    Hashed(Hashed),
}

/// Finds the pairs of `first` and `second`, or where there is no second side those of two rows of `first`: exactly if the
/// budget allows it, else by hashing.
///
/// # Errors
/// Rows that cannot be compared, values out of their ranges, or an interruption.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_linkage::Filters;
/// use concert_linkage::dice::{Budget, Threshold, Way, agreeing, dice_of_pairs};
///
/// let mut rows = Filters::new(64);
/// rows.push(&[0b1111]);
/// rows.push(&[0b0111]);
/// let budget = Budget { pairs: 1_000_000, recall: 0.95, seed: 1 };
/// let found = agreeing(&rows, None, Threshold::Dice(0.8), budget, &mut |_, _| ControlFlow::Continue(()))?;
/// assert_eq!(found.way, Way::Exact { pairs: 1, beyond_budget: false });
/// assert_eq!(dice_of_pairs(&rows, &rows, &found.pairs), [(0, 1, 6.0 / 7.0)]);
/// # Ok::<(), concert_linkage::dice::DiceRefusal>(())
/// ```
pub fn agreeing(
    first: &Filters,
    second: Option<&Filters>,
    threshold: Threshold,
    budget: Budget,
    tell: &mut Tell<'_>,
) -> Result<Found, DiceRefusal> {
    check(first, second.unwrap_or(first))?;
    threshold.check()?;
    if !(budget.recall > 0.0 && budget.recall < 1.0) {
        return Err(DiceRefusal::RecallOutOfRange { recall: budget.recall });
    }
    let rows = first.len() as u64;
    let pairs =
        second.map_or(rows * rows.saturating_sub(1) / 2, |second| rows * second.len() as u64);
    if pairs > budget.pairs {
        let profile = match second {
            Some(second) => Profile::between(first, second, budget.seed)?,
            None => Profile::within(first, budget.seed)?,
        };
        let plan = profile.plan(threshold, budget.recall)?;
        // A candidate out of order costs as much as about thirty pairs of neighbours do.
        if let Some(plan) = plan.filter(|plan| plan.cost * 30.0 < pairs as f64) {
            let hashing = Hashing::new(threshold, plan.tables, plan.bits, budget.seed);
            let mut hashed = match second {
                Some(second) => hashing.between(first, second, tell)?,
                None => hashing.within(first, tell)?,
            };
            let pairs = std::mem::take(&mut hashed.pairs);
            return Ok(Found { pairs, way: Way::Hashed(hashed) });
        }
    }
    let mut found = Vec::new();
    let exact = AllPairs::new(threshold);
    let sink = &mut |pairs: &[BitPair]| found.extend_from_slice(pairs);
    match second {
        Some(second) => exact.between(first, second, sink, tell)?,
        None => exact.within(first, sink, tell)?,
    }
    found.sort_unstable();
    Ok(Found { pairs: found, way: Way::Exact { pairs, beyond_budget: pairs > budget.pairs } })
}

/// The pairs with their Dice coefficients, in the same order. Within one side, `second` is `first`.
pub fn dice_of_pairs(first: &Filters, second: &Filters, pairs: &[BitPair]) -> Vec<(u32, u32, f64)> {
    let score = |pair: &BitPair| {
        let (a, b) = (first.ones(pair.first as usize), second.ones(pair.second as usize));
        (pair.first, pair.second, dice(a, b, pair.common))
    };
    pairs.iter().map(score).collect()
}
