//! What can be said when no estimate can: at least so many.

use serde::{Deserialize, Serialize};

use crate::capture_history::CaptureTable;
use crate::numerics::normal::quantile;

/// A lower bound of the population. Not an estimate: the truth may be many times larger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LowerBound {
    /// Always `chao-lower-bound`, so that the number carries its name wherever it goes.
    pub method: String,
    /// At least so many people, observed and hidden.
    pub population: f64,
    /// Sampling uncertainty of the bound itself.
    pub interval95: [f64; 2],
}

/// The lower bound of Chao (1987, Biometrics 43:783) for lists of different sizes.
///
/// Let `f_i` be the people on list `i` alone and `g` those on exactly two lists. If people were
/// alike and lists independent, the expected hidden number would be `e / E(g)` with `e` the sum of
/// `f_i f_j` over the pairs of lists. People who differ in how visible they are make being on two
/// lists more frequent than that, so that the true hidden number is larger (by the inequality of
/// Cauchy and Schwarz): the formula bounds it from below, unless lists avoid one another's people.
/// With two lists it is the Lincoln-Petersen estimate, with equal lists Chao's bound. As Chao does
/// for small `g`, one is added to it, which keeps the bound finite and low.
///
/// The interval takes the counts as Poisson and the logarithm of the hidden number as normal.
pub fn lower_bound(table: &CaptureTable) -> LowerBound {
    let mut alone = vec![0.0; table.lists().len()];
    for (history, count) in table.cells().iter().filter(|cell| cell.0.len() == 1) {
        history.lists().for_each(|list| alone[list] = *count as f64);
    }
    let total: f64 = alone.iter().sum();
    let squares: f64 = alone.iter().map(|f| f * f).sum();
    let pairs = (total * total - squares) / 2.0;
    let shared = table.on_exactly(2) as f64 + 1.0;
    let hidden = pairs / shared;
    let variance_of_singles: f64 = alone.iter().map(|f| f * (total - f).powi(2)).sum();
    let variance = variance_of_singles / shared.powi(2) + pairs.powi(2) / shared.powi(3);
    let observed = table.observed() as f64;
    let interval95 = if hidden > 0.0 {
        let reach = quantile(0.975) * (1.0 + variance / (hidden * hidden)).ln().sqrt();
        [observed + hidden * (-reach).exp(), observed + hidden * reach.exp()]
    } else {
        [observed, observed]
    };
    LowerBound { method: "chao-lower-bound".to_owned(), population: observed + hidden, interval95 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture_history::History;

    #[test]
    fn two_lists_give_lincoln_petersen_and_no_overlap_stays_finite() {
        let bound = |cells: &[(u16, u64)]| {
            let cells = cells.iter().map(|&(bits, count)| (History::new(bits), count));
            lower_bound(&CaptureTable::new(["a", "b"], cells).unwrap())
        };
        assert!((bound(&[(1, 40), (2, 30), (3, 9)]).population - 199.0).abs() < 1e-9);
        assert!((bound(&[(1, 40), (2, 30)]).population - 1270.0).abs() < 1e-9);
        assert!(bound(&[(3, 9)]).interval95.iter().all(|limit| (limit - 9.0).abs() < 1e-9));
    }
}
