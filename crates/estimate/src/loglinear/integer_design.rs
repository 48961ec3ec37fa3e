//! Poisson log-linear regression on cells whose columns are whole numbers.
//!
//! A hierarchical model needs no design matrix ([`crate::loglinear`]); columns that say how often
//! somebody was seen do. Their entries are kept as integers, so that whether an estimate exists is
//! decided as exactly as in [`crate::existence`]: by the directions along which the likelihood
//! grows for ever (Fienberg and Rinaldo 2012, theorem 2.2).
//!
//! The last columns may be bounded: their coefficients are zero or more. The maximum under such
//! bounds is found by freeing one coefficient after another whose score at zero is positive, and
//! holding again what would turn negative (Lawson and Hanson 1974, chapter 23, whose proof needs
//! only that the function is concave).

use crate::loglinear::cone::{Direction, kernel, recession};
use crate::loglinear::fit::Verdict;
use crate::loglinear::likelihood_interval::GivenHidden;
use crate::loglinear::profile::NoFit;
use crate::numerics::newton::{Slope, climb};
use crate::numerics::poisson::ln_factorial;
use crate::progress::Meter;

/// Where a likelihood is highest, by the number of people who were not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// At some number: the estimate.
    Inside,
    /// It grows for ever as that number does.
    Growing,
    /// It grows for ever as that number tends to zero.
    Nobody,
}

/// Cells with their counts and columns. The first column is the intercept, one everywhere; those
/// who were not seen are one more cell, in which every other column is zero.
#[derive(Debug, Clone)]
pub(crate) struct Design {
    /// Integer entries, cell by cell.
    rows: Vec<Vec<i128>>,
    /// The same divided by the units of the columns.
    values: Vec<f64>,
    /// Logarithms of known factors of the means.
    offsets: Vec<f64>,
    counts: Vec<u64>,
    /// How many columns are not of the form of heterogeneity, which come last.
    base: usize,
    /// Whether the coefficients of those last columns are zero or more.
    bounded: bool,
}

/// The coefficients at the maximum.
#[derive(Debug, Clone)]
pub(crate) struct Coefficients {
    /// One for each column, zero for those held at their bound.
    pub(crate) theta: Vec<f64>,
    /// The columns that are not held, ascending.
    pub(crate) free: Vec<usize>,
    /// Variance of the intercept.
    pub(crate) variance: f64,
}

/// Why there is no maximum, with the columns that were free when it was lost.
#[derive(Debug, Clone)]
pub(crate) struct NoMaximum {
    pub(crate) reason: NoFit,
    pub(crate) free: Vec<usize>,
}

impl Design {
    /// `units[j]` divides the integers of column `j`.
    pub(crate) fn new(
        rows: Vec<Vec<i128>>,
        units: &[f64],
        offsets: Vec<f64>,
        counts: Vec<u64>,
        base: usize,
        bounded: bool,
    ) -> Self {
        let scaled = |row: &Vec<i128>| -> Vec<f64> {
            row.iter().zip(units).map(|(&x, unit)| x as f64 / unit).collect()
        };
        let values = rows.iter().flat_map(scaled).collect();
        Self { rows, values, offsets, counts, base, bounded }
    }

    pub(crate) fn cells(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn people(&self) -> f64 {
        self.counts.iter().sum::<u64>() as f64
    }

    pub(crate) fn columns(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// The coefficients of the form of heterogeneity among all.
    pub(crate) fn of_form(&self, theta: &[f64]) -> Vec<f64> {
        theta[self.base..].to_vec()
    }

    fn is_bounded(&self, column: usize) -> bool {
        self.bounded && column >= self.base
    }

    fn value(&self, cell: usize) -> &[f64] {
        let columns = self.columns();
        &self.values[cell * columns..(cell + 1) * columns]
    }

    /// The maximum of the likelihood, if exact arithmetic says that there is one. Every set of free
    /// columns that is tried is a step.
    pub(crate) fn fit(&self, meter: &mut Meter<'_, '_>) -> Result<Coefficients, NoMaximum> {
        let mut theta = vec![0.0; self.columns()];
        theta[0] = self.people().max(1.0).ln() - (self.cells() as f64).ln();
        self.maximise(theta, None, &mut Vec::new(), Some(meter))
    }

    /// The maximum with so many people in the cell of those not seen, from a start. `proven` holds
    /// the sets of free columns for which its existence is already known. Means are counted in
    /// units of `hidden`, so that the intercept is near zero and keeps its digits however many
    /// people are hidden.
    pub(crate) fn fit_with_hidden(
        &self,
        start: &[f64],
        hidden: f64,
        proven: &mut Vec<Vec<usize>>,
    ) -> Option<(Coefficients, GivenHidden)> {
        let mut start = start.to_vec();
        start[0] = 0.0;
        let found = self.maximise(start, Some(hidden), proven, None).ok()?;
        let (mut fitted, mut seen) = (0.0, 0.0);
        for cell in 0..self.cells() {
            let ln_mean = hidden.ln() + self.ln_mean(cell, &found.theta);
            fitted += self.counts[cell] as f64 * ln_mean;
            seen += ln_mean.exp();
        }
        Some((found, GivenHidden { fitted, seen }))
    }

    /// Where the likelihood of these columns is highest; an error if coefficients other than the
    /// intercept run away, or nothing determines them.
    pub(crate) fn kind(&self, free: &[usize]) -> Result<Kind, Verdict> {
        let row = |cell: usize| -> Vec<i128> { free.iter().map(|&j| self.rows[cell][j]).collect() };
        let with = (0..self.cells()).filter(|&cell| self.counts[cell] > 0).map(row);
        let without = (0..self.cells()).filter(|&cell| self.counts[cell] == 0).map(row);
        let hidden: Vec<i128> = free.iter().map(|&j| i128::from(j == 0)).collect();
        kind_of_rows(with, without, &hidden)
    }

    /// Log-likelihood of the Poisson counts, factorials included.
    pub(crate) fn log_likelihood(&self, theta: &[f64]) -> f64 {
        let one = |cell: usize| {
            let ln_mean = self.ln_mean(cell, theta);
            self.counts[cell] as f64 * ln_mean - ln_mean.exp() - ln_factorial(self.counts[cell])
        };
        (0..self.cells()).map(one).sum()
    }

    /// Twice the log-likelihood that is lacking to fit every cell exactly.
    pub(crate) fn deviance(&self, theta: &[f64]) -> f64 {
        let one = |cell: usize| {
            let (count, ln_mean) = (self.counts[cell] as f64, self.ln_mean(cell, theta));
            let own = if count > 0.0 { count * (count.ln() - ln_mean) } else { 0.0 };
            own - count + ln_mean.exp()
        };
        2.0 * (0..self.cells()).map(one).sum::<f64>()
    }

    fn ln_mean(&self, cell: usize, theta: &[f64]) -> f64 {
        let products = self.value(cell).iter().zip(theta).map(|(x, coefficient)| x * coefficient);
        self.offsets[cell] + products.sum::<f64>()
    }

    fn maximise(
        &self,
        mut theta: Vec<f64>,
        hidden: Option<f64>,
        proven: &mut Vec<Vec<usize>>,
        mut meter: Option<&mut Meter<'_, '_>>,
    ) -> Result<Coefficients, NoMaximum> {
        let mut free: Vec<usize> =
            (0..self.columns()).filter(|&j| !self.is_bounded(j) || theta[j] > 0.0).collect();
        // Each round frees or holds a coefficient and gains likelihood, so that no set comes back;
        // what is left of the rounds is for rounding errors.
        for _ in 0..=8 * self.columns() {
            let lost = |reason: NoFit| NoMaximum { reason, free: free.clone() };
            if let Some(meter) = meter.as_mut() {
                meter.advance(1).map_err(|interrupted| lost(interrupted.into()))?;
            }
            if !proven.contains(&free) {
                let kind = self.kind(&free).map_err(|verdict| lost(verdict.into()))?;
                if hidden.is_none() && kind != Kind::Inside {
                    return Err(lost(Verdict::NoEstimate.into()));
                }
                proven.push(free.clone());
            }
            let mut moved: Vec<f64> = free.iter().map(|&j| theta[j]).collect();
            let climbed = climb(&mut moved, |at, slope| self.evaluate(&free, hidden, at, slope));
            let (_, covariance) = climbed.ok_or_else(|| lost(Verdict::NotReached.into()))?;
            // How far the way to the maximum leads before a bounded coefficient is zero.
            let crossing =
                free.iter().zip(&moved).filter(|(j, to)| self.is_bounded(**j) && **to < 0.0);
            let share = |j: usize, to: f64| theta[j] / (theta[j] - to);
            let first =
                crossing.map(|(&j, &to)| (j, share(j, to))).min_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((held, share)) = first {
                for (&j, to) in free.iter().zip(&moved) {
                    theta[j] += share * (to - theta[j]);
                }
                theta[held] = 0.0;
                free.retain(|&j| j != held);
                continue;
            }
            for (&j, &to) in free.iter().zip(&moved) {
                theta[j] = to;
            }
            let Some(column) = self.worth_freeing(&free, &theta, hidden) else {
                let variance = covariance.column(0)[0];
                return Ok(Coefficients { theta, free, variance });
            };
            free.push(column);
            free.sort_unstable();
        }
        Err(NoMaximum { reason: Verdict::NotReached.into(), free })
    }

    /// The held column whose coefficient would gain most by growing from zero, if one would.
    fn worth_freeing(&self, free: &[usize], theta: &[f64], hidden: Option<f64>) -> Option<usize> {
        let unit = hidden.unwrap_or(1.0).ln();
        let score = |column: usize| -> (f64, f64) {
            (0..self.cells()).fold((0.0, 0.0), |(score, size), cell| {
                let x = self.value(cell)[column];
                let mean = (unit + self.ln_mean(cell, theta)).exp();
                let count = self.counts[cell] as f64;
                (score + x * (count - mean), size + x.abs() * (count + mean))
            })
        };
        let held = (0..self.columns()).filter(|column| !free.contains(column));
        let scores = held.map(|column| (column, score(column)));
        // A score within rounding of zero gains nothing.
        let positive = scores.filter(|(_, (score, size))| *score > 1e-9 * size.max(1.0));
        positive.max_by(|a, b| a.1.0.total_cmp(&b.1.0)).map(|(column, _)| column)
    }

    fn evaluate(&self, free: &[usize], hidden: Option<f64>, theta: &[f64], slope: &mut Slope) {
        let size = free.len();
        slope.value = 0.0;
        slope.scores.fill(0.0);
        slope.information.fill(0.0);
        let mut row = vec![0.0; size];
        let unit = hidden.unwrap_or(1.0).ln();
        for cell in 0..self.cells() {
            let values = self.value(cell);
            row.iter_mut().zip(free).for_each(|(x, &j)| *x = values[j]);
            slope.add(&row, self.counts[cell] as f64, unit + self.offsets[cell], theta);
        }
        if let Some(hidden) = hidden {
            slope.add_hidden(hidden, theta[0], 0);
        }
    }
}

impl Slope {
    /// Adds the cell of those not seen, with the mean `hidden * exp(intercept)`; of the
    /// log-likelihood, what the intercept changes. `position` is that of the intercept.
    pub(crate) fn add_hidden(&mut self, hidden: f64, intercept: f64, position: usize) {
        let excess = intercept.exp_m1();
        self.value += hidden * (intercept - excess);
        self.scores[position] -= hidden * excess;
        let size = self.scores.len();
        self.information[position * size + position] += hidden * intercept.exp();
    }

    /// Adds a cell with its count.
    fn add(&mut self, row: &[f64], count: f64, offset: f64, theta: &[f64]) {
        let ln_mean = offset + row.iter().zip(theta).map(|(x, c)| x * c).sum::<f64>();
        let mean = ln_mean.exp();
        self.value += count * ln_mean - mean;
        let size = row.len();
        for (i, &x) in row.iter().enumerate().filter(|(_, x)| **x != 0.0) {
            self.scores[i] += x * (count - mean);
            let entries = &mut self.information[i * size..=i * size + i];
            entries.iter_mut().zip(row).for_each(|(entry, y)| *entry += mean * x * y);
        }
    }
}

/// Where the likelihood is highest for rows of cells with people, of cells without, and of the cell
/// of those not seen, `hidden`. An error if coefficients can run away while the mean of that cell
/// stays, or if they are not determined.
pub(crate) fn kind_of_rows(
    with: impl Iterator<Item = Vec<i128>>,
    without: impl Iterator<Item = Vec<i128>>,
    hidden: &[i128],
) -> Result<Kind, Verdict> {
    const UNDECIDED: Verdict = Verdict::Undecided;
    let basis = kernel(with, hidden.len()).ok_or(UNDECIDED)?;
    if basis.is_empty() {
        return Ok(Kind::Inside);
    }
    let empty = without.map(|row| products(&row, &basis)).collect::<Option<Vec<_>>>();
    let empty = without_repetition(empty.ok_or(UNDECIDED)?);
    let undetermined = kernel(empty.iter().cloned(), basis.len()).ok_or(UNDECIDED)?;
    if !undetermined.is_empty() {
        return Err(Verdict::NotIdentifiable);
    }
    let hidden = products(hidden, &basis).ok_or(UNDECIDED)?;
    let still = kernel(std::iter::once(hidden.clone()), basis.len()).ok_or(UNDECIDED)?;
    let others = empty.iter().map(|row| products(row, &still)).collect::<Option<Vec<_>>>();
    let others = without_repetition(others.ok_or(UNDECIDED)?);
    if recession(&others).ok_or(UNDECIDED)? != Direction::None {
        return Err(Verdict::NoEstimate);
    }
    match recession(&empty).ok_or(UNDECIDED)? {
        Direction::None => Ok(Kind::Inside),
        Direction::Along(direction) => {
            let rise = products(&hidden, &[direction]).ok_or(UNDECIDED)?;
            Ok(if rise[0] > 0 { Kind::Growing } else { Kind::Nobody })
        }
    }
}

/// The products of a row with every vector; none beyond 128 bits.
fn products(row: &[i128], vectors: &[Vec<i128>]) -> Option<Vec<i128>> {
    let product = |vector: &Vec<i128>| {
        row.iter().zip(vector).try_fold(0_i128, |sum, (&x, &y)| sum.checked_add(x.checked_mul(y)?))
    };
    vectors.iter().map(product).collect()
}

fn without_repetition(mut rows: Vec<Vec<i128>>) -> Vec<Vec<i128>> {
    rows.retain(|row| row.iter().any(|&x| x != 0));
    rows.sort_unstable();
    rows.dedup();
    rows
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    fn fit(design: &Design) -> Result<Coefficients, NoMaximum> {
        design.fit(&mut Meter::new(&mut |_, _| ControlFlow::Continue(())))
    }

    /// An intercept and a line, the slope of which may be bounded.
    fn line(counts: &[u64], bounded: bool) -> Design {
        let rows = (1..=counts.len()).map(|i| vec![1, i as i128]).collect();
        Design::new(rows, &[1.0, 1.0], vec![0.0; counts.len()], counts.to_vec(), 1, bounded)
    }

    #[test]
    fn a_bounded_coefficient_stays_at_zero_where_it_would_be_negative() {
        let (falling, growing) = (line(&[40, 20, 10], true), line(&[10, 20, 40], true));
        let held = fit(&falling).unwrap();
        assert_eq!((held.theta[1], held.free.as_slice()), (0.0, [0].as_slice()));
        assert!((held.theta[0] - (70.0_f64 / 3.0).ln()).abs() < 1e-10);
        assert!((held.variance - 1.0 / 70.0).abs() < 1e-10);
        let free = fit(&growing).unwrap();
        let unbounded = fit(&line(&[10, 20, 40], false)).unwrap();
        assert!((free.theta[1] - 2.0_f64.ln()).abs() < 1e-9 && free.free == [0, 1]);
        assert!((free.theta[1] - unbounded.theta[1]).abs() < 1e-9);
        assert!(growing.deviance(&free.theta).abs() < 1e-9);
    }

    #[test]
    fn where_there_is_no_estimate_it_is_known_which_way_it_runs_away() {
        // Seen once only: the more people there are, the rarer a second time.
        assert_eq!(line(&[9, 0, 0], false).kind(&[0, 1]), Ok(Kind::Growing));
        // Seen three times always: nobody is seen less often, so nobody is missed.
        assert_eq!(line(&[0, 0, 9], false).kind(&[0, 1]), Ok(Kind::Nobody));
        assert_eq!(line(&[0, 3, 0], false).kind(&[0, 1]), Ok(Kind::Inside));
        assert_eq!(line(&[5], false).kind(&[0, 1]), Err(Verdict::NotIdentifiable));
        let lost = fit(&line(&[9, 0, 0], false)).unwrap_err();
        assert_eq!((lost.reason, lost.free), (Verdict::NoEstimate.into(), vec![0, 1]));
    }
}
