//! Sufficient statistics: for every set of lists, how many people are on all of them.
//!
//! The likelihood of a hierarchical model depends on the table only through the margins of its
//! terms. The same sums over sets serve the fitted means: with them an entry of the information
//! matrix is a look-up, not a sum over cells (see [`crate::loglinear`]).

use crate::capture_history::CaptureTable;
use crate::numerics::poisson::ln_factorial;

/// A table of counts, ready for fitting.
#[derive(Debug, Clone)]
pub(crate) struct Margins {
    pub(crate) lists: usize,
    /// The histories that somebody has, with their counts.
    pub(crate) cells: Vec<(u16, u64)>,
    /// `sums[set]`: people on every list of the set; `sums[0]` is everybody observed.
    pub(crate) sums: Vec<f64>,
    /// The part of the log-likelihood that no model changes: minus the sum of `ln(count!)`.
    pub(crate) constant: f64,
    /// The log-likelihood of the model that fits every cell exactly.
    pub(crate) saturated: f64,
}

impl Margins {
    pub(crate) fn of(table: &CaptureTable) -> Self {
        let cells = table.cells().iter().map(|cell| (cell.0.bits(), cell.1));
        Self::of_cells(table.lists().len(), cells.collect())
    }

    /// The margins of counts in cells, of which none is zero and none has the empty history.
    pub(crate) fn of_cells(lists: usize, cells: Vec<(u16, u64)>) -> Self {
        let mut sums = vec![0.0; 1 << lists];
        for &(history, count) in &cells {
            sums[usize::from(history)] = count as f64;
        }
        add_supersets(&mut sums);
        let constant: f64 = -cells.iter().map(|cell| ln_factorial(cell.1)).sum::<f64>();
        let own = |n: f64| n * n.ln() - n;
        let saturated = constant + cells.iter().map(|cell| own(cell.1 as f64)).sum::<f64>();
        Self { lists, cells, sums, constant, saturated }
    }

    /// The margins of expected counts, one per set of lists, which need not be whole numbers. The
    /// counts of the cells only say where somebody is expected, and what of the likelihood no model
    /// changes is left out.
    pub(crate) fn of_expected(lists: usize, counts: &[f64]) -> Self {
        let mut sums = counts.to_vec();
        add_supersets(&mut sums);
        let somebody = (0_u16..).zip(counts).filter(|cell| *cell.1 > 0.0);
        let cells = somebody.map(|(history, &count)| (history, count.ceil() as u64)).collect();
        Self { lists, cells, sums, constant: 0.0, saturated: 0.0 }
    }

    pub(crate) fn people(&self) -> f64 {
        self.sums[0]
    }
}

/// Replaces the value of every set by the sum over the sets that include it.
pub(crate) fn add_supersets(values: &mut [f64]) {
    let mut half = 1;
    while half < values.len() {
        for block in values.chunks_exact_mut(2 * half) {
            let (without, with) = block.split_at_mut(half);
            without.iter_mut().zip(with).for_each(|(x, y)| *x += *y);
        }
        half *= 2;
    }
}

/// Replaces the value of every set by the sum over the sets that it includes.
pub(crate) fn add_subsets<T: Copy + std::ops::AddAssign>(values: &mut [T]) {
    let mut half = 1;
    while half < values.len() {
        for block in values.chunks_exact_mut(2 * half) {
            let (without, with) = block.split_at_mut(half);
            with.iter_mut().zip(without).for_each(|(x, y)| *x += *y);
        }
        half *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_over_sets_agree_with_their_definition() {
        let values: Vec<f64> = (0..16).map(|i| f64::from(i * i % 7)).collect();
        let (mut up, mut down) = (values.clone(), values.clone());
        add_supersets(&mut up);
        add_subsets(&mut down);
        for set in 0..16usize {
            let sum = |keep: &dyn Fn(usize) -> bool| -> f64 {
                (0..16).filter(|&s| keep(s)).map(|s| values[s]).sum()
            };
            assert!((up[set] - sum(&|s| s & set == set)).abs() < 1e-12);
            assert!((down[set] - sum(&|s| s & set == s)).abs() < 1e-12);
        }
    }
}
