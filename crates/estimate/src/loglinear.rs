//! The Poisson log-linear likelihood of a hierarchical model, maximised by Newton's method.
//!
//! The count of history `w` is Poisson with mean `m(w)`, and `ln m(w)` is the sum of the
//! parameters of all terms within `w`. The empty history has the intercept alone, so that its mean
//! is the number of people on no list (Fienberg 1972).
//!
//! Two sums over sets replace the design matrix. All `ln m` at once are the sums of the parameters
//! over subsets; all derivatives at once come from the sums `M` of the fitted means over
//! supersets: the score of term `t` is its margin less `M[t]`, and the information of `s` and `t`
//! is `M[s | t]`. With `k` lists and `p` terms an iteration costs `k 2^k + p^3 / 6` operations and
//! nothing of size cells by terms is ever built.
//!
//! A parameter at minus infinity needs no special case: its cells get `exp(-inf) = 0`.

use crate::margins::{Margins, add_subsets, add_supersets};
use crate::model::Model;

/// Rounds of Newton's method before giving up. It takes about five; halving steps near the edge of
/// the parameter space may take tens.
const MAX_ROUNDS: usize = 100;

/// The fit stops once the next step can gain no more than this in log-likelihood; by quadratic
/// convergence the step that is then still taken leaves far less.
const TOLERANCE: f64 = 1e-11;

/// The terms of a model, divided by what the table says of them.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    /// Terms that somebody is on, and the intercept (zero) as the last.
    pub(crate) finite: Vec<u16>,
    /// Terms with nobody on all their lists: at minus infinity (Chan, Silverman and Vincent 2021).
    pub(crate) absent: Vec<u16>,
}

impl Terms {
    pub(crate) fn of(model: &Model, margins: &Margins) -> Self {
        Self::divide(model.terms().iter().map(|term| term.bits()), margins)
    }

    pub(crate) fn divide(terms: impl IntoIterator<Item = u16>, margins: &Margins) -> Self {
        let present = |term: &u16| margins.sums[usize::from(*term)] > 0.0;
        let (mut finite, absent): (Vec<u16>, Vec<u16>) = terms.into_iter().partition(present);
        finite.push(0);
        Self { finite, absent }
    }

    /// How many parameters the model has, those at minus infinity included.
    pub(crate) fn parameters(&self) -> usize {
        self.finite.len() + self.absent.len()
    }
}

/// Where the likelihood is highest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Maximum {
    /// Log-likelihood, factorials included.
    pub(crate) log_likelihood: f64,
    /// Logarithm of the number of people on no list.
    pub(crate) ln_hidden: f64,
    /// Standard error of `ln_hidden`, from the inverse information.
    pub(crate) standard_error: f64,
}

/// Room for the fits of tables with the same number of lists, used again for each.
#[derive(Debug, Clone)]
pub(crate) struct Solver {
    /// After an evaluation: sums over supersets of the fitted means of observed histories.
    fitted: Vec<f64>,
    trial: Vec<f64>,
    scores: Vec<f64>,
    information: Vec<f64>,
    step: Vec<f64>,
}

impl Solver {
    pub(crate) fn new(lists: usize) -> Self {
        Self {
            fitted: vec![0.0; 1 << lists],
            trial: vec![0.0; 1 << lists],
            scores: Vec::new(),
            information: Vec::new(),
            step: Vec::new(),
        }
    }

    /// For every set, the expected number of people on all its lists, among the observed, at
    /// these parameters.
    pub(crate) fn expected(&mut self, theta: &[f64]) -> &[f64] {
        self.fitted.copy_from_slice(theta);
        self.sum_up_fitted();
        &self.fitted
    }

    /// Moves `theta`, one parameter per set of lists, from a start to the maximum. Parameters of
    /// sets that are no terms are set to zero, those of absent terms to minus infinity. `None`
    /// when the rounds do not suffice, which no table with an estimate has been seen to need.
    pub(crate) fn maximise(
        &mut self,
        margins: &Margins,
        terms: &Terms,
        theta: &mut [f64],
    ) -> Option<Maximum> {
        enter(terms, theta);
        let mut value = self.evaluate(margins, terms, theta);
        for _ in 0..MAX_ROUNDS {
            let (gain, standard_error) = self.newton_step(margins, terms)?;
            if gain <= TOLERANCE {
                for (&term, &step) in terms.finite.iter().zip(&self.step) {
                    theta[usize::from(term)] += step;
                }
                return Some(Maximum {
                    log_likelihood: value + gain / 2.0 + margins.constant,
                    ln_hidden: theta[0],
                    standard_error,
                });
            }
            value = self.line_search(margins, terms, theta, value)?;
        }
        None
    }

    /// Takes the step, or the largest half, quarter ... of it that does not lose likelihood.
    fn line_search(
        &mut self,
        margins: &Margins,
        terms: &Terms,
        theta: &mut [f64],
        value: f64,
    ) -> Option<f64> {
        let rounding = value.abs() * 1e-14;
        let mut trial = std::mem::take(&mut self.trial);
        let mut accepted = None;
        let mut scale = 1.0;
        while scale > 1e-12 {
            trial.copy_from_slice(theta);
            for (&term, &step) in terms.finite.iter().zip(&self.step) {
                trial[usize::from(term)] += scale * step;
            }
            let reached = self.evaluate(margins, terms, &trial);
            // A comparison that is false for a value that is not a number, too.
            if reached >= value - rounding {
                theta.copy_from_slice(&trial);
                accepted = Some(reached);
                break;
            }
            scale /= 2.0;
        }
        self.trial = trial;
        accepted
    }

    /// The log-likelihood but for its constant; leaves the sums of fitted means behind.
    fn evaluate(&mut self, margins: &Margins, terms: &Terms, theta: &[f64]) -> f64 {
        let expected = self.expected(theta)[0];
        let at = |&term: &u16| theta[usize::from(term)] * margins.sums[usize::from(term)];
        terms.finite.iter().map(at).sum::<f64>() - expected
    }

    fn sum_up_fitted(&mut self) {
        add_subsets(&mut self.fitted);
        for value in &mut self.fitted {
            *value = value.exp();
        }
        self.fitted[0] = 0.0;
        add_supersets(&mut self.fitted);
    }

    /// Solves for the step; gives twice the gain that it promises (the squared Newton decrement)
    /// and the standard error of the intercept. The intercept is the last of the terms, so that
    /// its variance is the inverse square of the last pivot.
    fn newton_step(&mut self, margins: &Margins, terms: &Terms) -> Option<(f64, f64)> {
        let size = terms.finite.len();
        let score = |&t: &u16| margins.sums[usize::from(t)] - self.fitted[usize::from(t)];
        self.scores.clear();
        self.scores.extend(terms.finite.iter().map(score));
        // Far from the maximum the information can be singular to rounding. A ridge then turns the
        // step towards the gradient; near the maximum a fit that needs one is not to be trusted.
        let ridge =
            [0.0, 1e-8, 1e-4, 1.0].into_iter().find(|&ridge| self.factorise(terms, ridge))?;
        self.step.clear();
        self.step.extend_from_slice(&self.scores);
        solve(&self.information, size, &mut self.step);
        let gain: f64 = self.scores.iter().zip(&self.step).map(|(g, s)| g * s).sum();
        let last_pivot = self.information[size * size - 1];
        let trusted = ridge == 0.0 || gain > TOLERANCE;
        trusted.then_some((gain, 1.0 / last_pivot))
    }

    fn factorise(&mut self, terms: &Terms, ridge: f64) -> bool {
        let size = terms.finite.len();
        self.information.clear();
        self.information.resize(size * size, 0.0);
        for (i, &s) in terms.finite.iter().enumerate() {
            let row = &mut self.information[i * size..=i * size + i];
            for (entry, &t) in row.iter_mut().zip(&terms.finite) {
                *entry = self.fitted[usize::from(s | t)];
            }
            row[i] *= 1.0 + ridge;
        }
        factorise(&mut self.information, size)
    }
}

/// Parameters under which the lists are independent and each has its own size: where fits start.
///
/// The number of people `N` solves `1 - n / N = product of (1 - n_i / N)`, the likelihood equation
/// of the independence model. Without any overlap it has no solution; then some large `N` serves.
pub(crate) fn independent_start(margins: &Margins) -> Vec<f64> {
    let people = margins.people();
    let sizes: Vec<f64> = (0..margins.lists).map(|list| margins.sums[1 << list]).collect();
    // Positive where N is too large. As N grows it tends to zero from one side only, once.
    let excess = |population: f64| {
        let missed: f64 = sizes.iter().map(|size| (-size / population).ln_1p()).sum();
        (-people / population).ln_1p() - missed
    };
    let (mut low, mut high) = (people.ln() + 1e-9, people.ln() + 12.0);
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        if excess(middle.exp()) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    let population = f64::midpoint(low, high).exp();
    let mut theta = vec![0.0; 1 << margins.lists];
    theta[0] = population.ln();
    for (list, &size) in sizes.iter().enumerate() {
        let size = size.min(population * 0.999);
        theta[0] += (-size / population).ln_1p();
        theta[1 << list] = (size / (population - size)).ln();
    }
    theta
}

/// Prepares a start from another model's parameters for these terms.
fn enter(terms: &Terms, theta: &mut [f64]) {
    let start: Vec<f64> = terms.finite.iter().map(|&t| theta[usize::from(t)]).collect();
    theta.fill(0.0);
    for (&term, value) in terms.finite.iter().zip(start) {
        theta[usize::from(term)] = if value.is_finite() { value } else { 0.0 };
    }
    for &term in &terms.absent {
        theta[usize::from(term)] = f64::NEG_INFINITY;
    }
}

/// Cholesky factor of a symmetric positive definite matrix, in place in the lower triangle. False
/// when a pivot is lost to rounding.
pub(crate) fn factorise(matrix: &mut [f64], size: usize) -> bool {
    for i in 0..size {
        for j in 0..=i {
            let (upper, row) = matrix.split_at_mut(i * size);
            let inner = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(x, y)| x * y).sum() };
            if i == j {
                let pivot = row[i] - inner(&row[..i], &row[..i]);
                // Rounding errors of the sum are of the order of the diagonal times epsilon.
                if pivot.is_nan() || pivot <= row[i] * 1e-14 {
                    return false;
                }
                row[i] = pivot.sqrt();
            } else {
                let above = &upper[j * size..=j * size + j];
                row[j] = (row[j] - inner(&row[..j], &above[..j])) / above[j];
            }
        }
    }
    true
}

/// Solves with the factor, in place.
pub(crate) fn solve(factor: &[f64], size: usize, vector: &mut [f64]) {
    for i in 0..size {
        let row = &factor[i * size..=i * size + i];
        let known: f64 = row[..i].iter().zip(&*vector).map(|(l, x)| l * x).sum();
        vector[i] = (vector[i] - known) / row[i];
    }
    for i in (0..size).rev() {
        vector[i] /= factor[i * size + i];
        let (before, rest) = vector.split_at_mut(i);
        let row = &factor[i * size..i * size + i];
        before.iter_mut().zip(row).for_each(|(x, l)| *x -= l * rest[0]);
    }
}
