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

pub(crate) mod average;
pub(crate) mod cone;
pub(crate) mod existence;
pub(crate) mod fit;
pub(crate) mod indicator_design;
pub(crate) mod integer_design;
pub(crate) mod likelihood_interval;
pub(crate) mod margins;
pub(crate) mod posterior;
pub(crate) mod profile;

use crate::loglinear::margins::{Margins, add_subsets, add_supersets};
use crate::model::Model;
use crate::numerics::cholesky::Cholesky;

/// Rounds of Newton's method before giving up. It takes about five; halving steps near the edge of
/// the parameter space may take tens.
const MAX_ROUNDS: usize = 100;

/// The fit stops once the next step can gain no more than this in log-likelihood; by quadratic
/// convergence the step that is then still taken leaves far less.
const TOLERANCE: f64 = 1e-11;

/// What a unit of missed margin adds to an upper bound: more than the largest parameter near which
/// any likelihood comes within rounding of its least upper bound. (Margins missed by `r` lower the
/// bound by `θ r` at the parameters `θ`; a mean of `exp(-60)` people is nobody.)
const PRICE_OF_ROUNDING: f64 = 60.0;

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
    information: Cholesky,
    step: Vec<f64>,
}

impl Solver {
    pub(crate) fn new(lists: usize) -> Self {
        Self {
            fitted: vec![0.0; 1 << lists],
            trial: vec![0.0; 1 << lists],
            scores: Vec::new(),
            information: Cholesky::default(),
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
        self.take_scores(margins, terms);
        // Far from the maximum the information can be singular to rounding. A ridge then turns the
        // step towards the gradient; near the maximum a fit that needs one is not to be trusted.
        let ridge =
            [0.0, 1e-8, 1e-4, 1.0].into_iter().find(|&ridge| self.factorise(terms, ridge))?;
        let gain = self.solve_for_step();
        let trusted = ridge == 0.0 || gain > TOLERANCE;
        trusted.then_some((gain, 1.0 / self.information.last_pivot()))
    }

    fn take_scores(&mut self, margins: &Margins, terms: &Terms) {
        let score = |&t: &u16| margins.sums[usize::from(t)] - self.fitted[usize::from(t)];
        self.scores.clear();
        self.scores.extend(terms.finite.iter().map(score));
    }

    fn factorise(&mut self, terms: &Terms, ridge: f64) -> bool {
        self.fill_information(terms, ridge);
        self.information.factorise()
    }

    fn fill_information(&mut self, terms: &Terms, ridge: f64) {
        let (finite, fitted) = (&terms.finite, &self.fitted);
        self.information.fill(finite.len(), |i, j| {
            let entry = fitted[usize::from(finite[i] | finite[j])];
            if i == j { entry * (1.0 + ridge) } else { entry }
        });
    }

    /// Leaves the step behind; gives the squared Newton decrement.
    fn solve_for_step(&mut self) -> f64 {
        self.step.clear();
        self.step.extend_from_slice(&self.scores);
        self.information.solve(&mut self.step);
        self.scores.iter().zip(&self.step).map(|(g, s)| g * s).sum()
    }

    /// At least the least upper bound of the log-likelihood over all parameters of a model,
    /// whether or not that is reached anywhere; above it by `enough` at most, but for models near
    /// which rounding is large, and never above `known`, which is such a bound already.
    ///
    /// By the duality of convex programmes the least upper bound of `t'θ - Σ exp(A θ)` is the
    /// minimum of `Σ m (ln m - 1)` over all means `m >= 0` that have the margins `t` (Rockafellar
    /// 1970, theorem 31.1); so any such means bound it. A step of Newton's method offers some: the
    /// means that it predicts to first order, `m (1 + A step)`, have those margins exactly, and are
    /// no less than zero as soon as no logarithm falls by more than one. By how much rounding, or
    /// setting the others to zero, misses the margins is paid for at [`PRICE_OF_ROUNDING`].
    ///
    /// `theta` is moved towards the maximum, if there is one, and along a direction of recession
    /// if not.
    pub(crate) fn upper_bound(
        &mut self,
        margins: &Margins,
        terms: &Terms,
        theta: &mut [f64],
        known: f64,
        enough: f64,
    ) -> f64 {
        enter(terms, theta);
        let mut upper = known - margins.constant;
        let mut value = self.evaluate(margins, terms, theta);
        for _ in 0..MAX_ROUNDS {
            if upper - value <= enough {
                break;
            }
            self.take_scores(margins, terms);
            self.fill_information(terms, 0.0);
            self.information.factorise_in_part();
            let gain = self.solve_for_step();
            upper = upper.min(self.dual_value(margins, terms, theta));
            if gain.is_nan() || gain <= TOLERANCE {
                break;
            }
            match self.line_search(margins, terms, theta, value) {
                Some(reached) => value = reached,
                None => break,
            }
        }
        upper + margins.constant
    }

    /// The bound that the means predicted by the step give; infinite if they give none.
    fn dual_value(&mut self, margins: &Margins, terms: &Terms, theta: &[f64]) -> f64 {
        let mut means = theta.to_vec();
        add_subsets(&mut means);
        self.trial.fill(0.0);
        for (&term, &step) in terms.finite.iter().zip(&self.step) {
            self.trial[usize::from(term)] = step;
        }
        add_subsets(&mut self.trial);
        means[0] = 0.0;
        let mut value = 0.0;
        for (mean, change) in means.iter_mut().zip(&self.trial).skip(1) {
            *mean = (mean.exp() * (1.0 + change)).max(0.0);
            if *mean > 0.0 {
                value += *mean * (mean.ln() - 1.0);
            }
        }
        add_supersets(&mut means);
        let missed = |&t: &u16| (margins.sums[usize::from(t)] - means[usize::from(t)]).abs();
        let bound = value + PRICE_OF_ROUNDING * terms.finite.iter().map(missed).sum::<f64>();
        if bound.is_nan() { f64::INFINITY } else { bound }
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
