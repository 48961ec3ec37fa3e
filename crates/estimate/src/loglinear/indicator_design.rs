//! Log-linear models with an explicit design: whether they have an estimate, and where it is.
//!
//! The fits of [`crate::loglinear`] need no design matrix, because sets of lists are all that their
//! terms are made of. With covariates, terms have levels, and with censored lists cells are bounds
//! and not counts; so here every cell is a row that names the parameters whose sum is the logarithm
//! of its mean. Parameters enter a row once or not at all.
//!
//! **Existence** is decided as in [`crate::existence`], in exact integers. A direction of recession
//! does not move cells with people and lowers no likelihood of the others: it goes down, or not at
//! all, in empty cells; and so too in a cell of which only an upper bound is known, whose
//! likelihood `P(Y <= u)` rises as its mean falls, whatever the bound. A censored cell therefore
//! counts as an empty one in the test.
//!
//! **Identifiability** is asked of the wanted cells only. Parameters that the cells do not
//! determine are set to zero when the wanted cells do not depend on them; when they do, there is no
//! estimate.

use crate::censored::count::AtMost;
use crate::loglinear::cone::{Direction, kernel, recession};
use crate::loglinear::fit::Verdict;
use crate::numerics::cholesky::Cholesky;
use crate::numerics::poisson::ln_factorial;

/// Rounds of Newton's method before giving up.
const MAX_ROUNDS: usize = 200;

/// The fit stops once the next step can gain no more than this in log-likelihood.
const TOLERANCE: f64 = 1e-11;

/// What is known of the people in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Their number.
    Counted(u64),
    /// That they are no more than this.
    AtMost(u64),
    /// Nothing.
    Unseen,
}

/// A cell and the parameters of its mean.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Positions of the parameters.
    pub(crate) columns: Vec<usize>,
    pub(crate) seen: Seen,
    /// Whether the cell's mean is zero because a term that it belongs to has nobody.
    pub(crate) empty_by_term: bool,
}

/// Where the likelihood is highest.
#[derive(Debug, Clone)]
pub(crate) struct Solution {
    /// Log-likelihood, factorials included.
    pub(crate) log_likelihood: f64,
    /// For each row the expected number of people: for a bound, given the bound.
    pub(crate) expected: Vec<f64>,
    /// Expected people in all cells that are not counted.
    pub(crate) uncounted: f64,
    /// Standard error of the logarithm of `uncounted`.
    pub(crate) log_standard_error: f64,
}

/// Tests and fits. The people wanted are those of all cells that are not counted.
pub(crate) fn maximise(rows: &[Row], columns: usize) -> Result<Solution, Verdict> {
    let kept = determined(rows, columns)?;
    Newton::new(rows, &kept, columns).run().ok_or(Verdict::NotReached)
}

/// The columns that are estimated, if all that is wanted can be.
fn determined(rows: &[Row], columns: usize) -> Result<Vec<bool>, Verdict> {
    let dense = |row: &Row| -> Vec<i128> {
        let mut entries = vec![0; columns];
        row.columns.iter().for_each(|&column| entries[column] = 1);
        entries
    };
    let present = || rows.iter().filter(|row| !row.empty_by_term);
    let with_people = |row: &&Row| matches!(row.seen, Seen::Counted(1..));
    let without = |row: &&Row| matches!(row.seen, Seen::Counted(0) | Seen::AtMost(_));
    let undecided = Verdict::Undecided;
    let basis = kernel(present().filter(with_people).map(dense), columns).ok_or(undecided)?;
    let along = |row: &Row, vector: &Vec<i128>| -> Option<i128> {
        row.columns.iter().try_fold(0_i128, |sum, &column| sum.checked_add(vector[column]))
    };
    let in_basis = |row: &Row| basis.iter().map(|vector| along(row, vector)).collect();
    let falls: Option<Vec<Vec<i128>>> = present().filter(without).map(in_basis).collect();
    let mut falls = falls.ok_or(undecided)?;
    falls.retain(|row| row.iter().any(|&x| x != 0));
    falls.sort_unstable();
    falls.dedup();
    if recession(&falls).ok_or(undecided)? != Direction::None {
        return Err(Verdict::NoEstimate);
    }
    let seen = present().filter(|row| row.seen != Seen::Unseen);
    let free = kernel(seen.map(dense), columns).ok_or(undecided)?;
    for row in present().filter(|row| row.seen == Seen::Unseen) {
        for vector in &free {
            if along(row, vector).ok_or(undecided)? != 0 {
                return Err(Verdict::NotIdentifiable);
            }
        }
    }
    // Each vector of the kernel has a column in which all others are zero. Without that column
    // the others are determined.
    let mut kept = vec![true; columns];
    for (i, vector) in free.iter().enumerate() {
        let own = |&column: &usize| {
            let others = free.iter().enumerate().filter(|(j, _)| *j != i);
            vector[column] != 0 && others.clone().all(|(_, other)| other[column] == 0)
        };
        let own = (0..columns).find(own).ok_or(undecided)?;
        kept[own] = false;
    }
    Ok(kept)
}

/// Newton's method with halved steps.
struct Newton<'a> {
    rows: &'a [Row],
    /// For each row the positions of its parameters among those estimated; none if it is empty by
    /// its term.
    positions: Vec<Option<Vec<usize>>>,
    size: usize,
}

/// The likelihood at some parameters.
struct Point {
    log_likelihood: f64,
    scores: Vec<f64>,
    weights: Vec<f64>,
    expected: Vec<f64>,
}

impl<'a> Newton<'a> {
    fn new(rows: &'a [Row], kept: &[bool], columns: usize) -> Self {
        let mut size = 0;
        let positions: Vec<Option<usize>> = (0..columns)
            .map(|column| {
                size += usize::from(kept[column]);
                kept[column].then(|| size - 1)
            })
            .collect();
        let of_row = |row: &Row| {
            let estimated = row.columns.iter().filter_map(|&column| positions[column]);
            (!row.empty_by_term).then(|| estimated.collect())
        };
        Self { rows, positions: rows.iter().map(of_row).collect(), size }
    }

    fn run(&self) -> Option<Solution> {
        let mut theta = self.start()?;
        let mut here = self.at(&theta);
        for _ in 0..MAX_ROUNDS {
            let (factor, ridged) = self.factor(&here.weights)?;
            let mut step = self.gather(&here.scores);
            let scores = step.clone();
            factor.solve(&mut step);
            let gain: f64 = scores.iter().zip(&step).map(|(g, s)| g * s).sum();
            if gain <= TOLERANCE {
                // Near the maximum a fit that needs a ridge is not to be trusted.
                if ridged {
                    return None;
                }
                theta.iter_mut().zip(&step).for_each(|(x, s)| *x += s);
                return self.solution(&self.at(&theta), &factor);
            }
            let rounding = here.log_likelihood.abs() * 1e-14;
            let mut scale = 1.0;
            loop {
                let trial: Vec<f64> = theta.iter().zip(&step).map(|(x, s)| x + scale * s).collect();
                let there = self.at(&trial);
                // A comparison that is false for a value that is not a number, too.
                if there.log_likelihood >= here.log_likelihood - rounding {
                    (theta, here) = (trial, there);
                    break;
                }
                scale /= 2.0;
                if scale < 1e-12 {
                    return None;
                }
            }
        }
        None
    }

    /// The weighted least squares of the logarithms of the counts, a half added: where the usual
    /// iteration of generalised linear models begins (`McCullagh` and Nelder 1989, section 2.5).
    fn start(&self) -> Option<Vec<f64>> {
        let near = |row: &Row| match row.seen {
            Seen::Counted(count) | Seen::AtMost(count) => Some(count as f64 + 0.5),
            Seen::Unseen => None,
        };
        let weights: Vec<f64> = self.rows.iter().map(|row| near(row).unwrap_or(0.0)).collect();
        let sides = weights.iter().map(|&w| if w > 0.0 { w * w.ln() } else { 0.0 });
        let mut theta = self.gather(&sides.collect::<Vec<_>>());
        let (factor, _) = self.factor(&weights)?;
        factor.solve(&mut theta);
        Some(theta)
    }

    fn at(&self, theta: &[f64]) -> Point {
        let none = || vec![0.0; self.rows.len()];
        let mut point =
            Point { log_likelihood: 0.0, scores: none(), weights: none(), expected: none() };
        for (i, (row, positions)) in self.rows.iter().zip(&self.positions).enumerate() {
            let Some(positions) = positions else {
                continue;
            };
            let ln_mean: f64 = positions.iter().map(|&position| theta[position]).sum();
            let mean = ln_mean.exp();
            point.expected[i] = mean;
            match row.seen {
                Seen::Counted(count) => {
                    let n = count as f64;
                    point.log_likelihood += n * ln_mean - mean - ln_factorial(count);
                    point.scores[i] = n - mean;
                    point.weights[i] = mean;
                }
                Seen::AtMost(bound) if mean > 0.0 && mean.is_finite() => {
                    let censored = AtMost::new(bound, mean);
                    point.log_likelihood += censored.ln_probability;
                    point.scores[i] = censored.slope;
                    point.weights[i] = censored.curvature;
                    point.expected[i] = censored.expected;
                }
                Seen::AtMost(_) => point.log_likelihood -= mean,
                Seen::Unseen => {}
            }
        }
        point
    }

    /// Sums a value of every row over the rows of each parameter.
    fn gather(&self, values: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.size];
        for (positions, value) in self.positions.iter().zip(values) {
            positions.iter().flatten().for_each(|&position| sums[position] += value);
        }
        sums
    }

    /// The Cholesky factor of the information, and whether it needed a ridge.
    fn factor(&self, weights: &[f64]) -> Option<(Cholesky, bool)> {
        let size = self.size;
        let mut information = vec![0.0; size * size];
        for (positions, weight) in self.positions.iter().zip(weights) {
            for &i in positions.iter().flatten().filter(|_| *weight > 0.0) {
                for &j in positions.iter().flatten().filter(|&&j| j <= i) {
                    information[i * size + j] += weight;
                }
            }
        }
        [0.0, 1e-8, 1e-4, 1.0].into_iter().find_map(|ridge| {
            let mut factor = Cholesky::default();
            factor.fill(size, |i, j| {
                information[j * size + i] * if i == j { 1.0 + ridge } else { 1.0 }
            });
            factor.factorise().then_some((factor, ridge > 0.0))
        })
    }

    fn solution(&self, point: &Point, factor: &Cholesky) -> Option<Solution> {
        let uncounted = |row: &Row| !matches!(row.seen, Seen::Counted(_));
        let wanted = self.rows.iter().zip(&point.expected).filter(|(row, _)| uncounted(row));
        let sum: f64 = wanted.map(|(_, expected)| expected).sum();
        // Derivative of the sum by the logarithm of each mean.
        let slopes = self.rows.iter().enumerate().map(|(i, row)| match row.seen {
            Seen::Counted(_) => 0.0,
            Seen::Unseen => point.expected[i],
            Seen::AtMost(_) => {
                // Of a censored cell, the mean is the expectation less the slope.
                point.expected[i] - point.scores[i] - point.weights[i]
            }
        });
        let gradient = self.gather(&slopes.collect::<Vec<_>>());
        let mut solved = gradient.clone();
        factor.solve(&mut solved);
        let variance: f64 = gradient.iter().zip(&solved).map(|(g, s)| g * s).sum();
        let log_standard_error = variance.max(0.0).sqrt() / sum;
        let found = sum.is_finite() && log_standard_error.is_finite();
        found.then(|| Solution {
            log_likelihood: point.log_likelihood,
            expected: point.expected.clone(),
            uncounted: sum,
            log_standard_error,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(columns: &[usize], seen: Seen) -> Row {
        Row { columns: columns.to_vec(), seen, empty_by_term: false }
    }

    /// Two lists: the empty history, then those of one list, then both.
    fn two_lists(seen: [Seen; 3]) -> [Row; 4] {
        [
            row(&[0], Seen::Unseen),
            row(&[0, 1], seen[0]),
            row(&[0, 2], seen[1]),
            row(&[0, 1, 2], seen[2]),
        ]
    }

    #[test]
    fn two_lists_give_lincoln_petersen_and_its_error() {
        let counts = [Seen::Counted(40), Seen::Counted(30), Seen::Counted(8)];
        let found = maximise(&two_lists(counts), 3).unwrap();
        assert!((found.uncounted - 150.0).abs() < 1e-8);
        let variance: f64 = 1.0 / 40.0 + 1.0 / 30.0 + 1.0 / 8.0;
        assert!((found.log_standard_error - variance.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn verdicts_are_exact() {
        let verdict = |rows: &[Row], columns| maximise(rows, columns).map(|_| ()).unwrap_err();
        let apart = [Seen::Counted(40), Seen::Counted(30), Seen::Counted(0)];
        assert_eq!(verdict(&two_lists(apart), 3), Verdict::NoEstimate);
        let mut saturated = two_lists([Seen::Counted(40), Seen::Counted(30), Seen::Counted(8)]);
        saturated[3].columns.push(3);
        assert_eq!(verdict(&saturated, 4), Verdict::NotIdentifiable);
        // A cell that is only known not to exceed a bound cannot be what holds the estimate up.
        let bound = [Seen::AtMost(40), Seen::Counted(30), Seen::Counted(8)];
        assert_eq!(verdict(&two_lists(bound), 3), Verdict::NoEstimate);
        let dropped = [Seen::Unseen, Seen::Counted(30), Seen::Counted(8)];
        assert_eq!(verdict(&two_lists(dropped), 3), Verdict::NotIdentifiable);
    }

    #[test]
    fn a_parameter_that_says_nothing_of_the_wanted_cells_may_stay_undetermined() {
        let counts = [Seen::Counted(40), Seen::Counted(30), Seen::Counted(8)];
        let mut rows = two_lists(counts).to_vec();
        // The same parameter twice.
        for row in &mut rows {
            if row.columns.contains(&2) {
                row.columns.push(3);
            }
        }
        let found = maximise(&rows, 4).unwrap();
        assert!((found.uncounted - 150.0).abs() < 1e-8);
    }
}
