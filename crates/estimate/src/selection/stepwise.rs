//! Forward choice of pairs by one-sided Poisson p values (Chan, Silverman and Vincent 2021).
//!
//! From independence on, the pair of lists is added that shares the most surprising number of
//! people under the present model, until none is surprising enough. Every model on the way is
//! tested for existence, the first one included.

use crate::capture_history::{CaptureTable, History};
use crate::loglinear::existence::{Existence, examine};
use crate::loglinear::fit::{Fit, Verdict, maximise_if_exists};
use crate::loglinear::margins::Margins;
use crate::loglinear::{Maximum, Solver, Terms, independent_start};
use crate::model::Model;
use crate::numerics::poisson::ln_one_sided_p;

/// The p value below which a pair is added unless told otherwise: the best of nine in the
/// simulations of Chan, Silverman and Vincent (2021, section 4.3).
pub const USUAL_THRESHOLD: f64 = 0.02;

/// A model that was found pair by pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Stepwise {
    /// The model and its fit.
    pub fit: Fit,
    /// The pairs in the order in which they were added.
    pub added: Vec<Added>,
}

/// A pair that was added to a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Added {
    /// The two lists.
    pub pair: History,
    /// The one-sided p value of their overlap under the model before.
    pub p_value: f64,
    /// Whether the pair shares nobody, so that its parameter is minus infinity.
    pub at_minus_infinity: bool,
}

/// Chooses pairs while their p value is below the threshold: none at 0, all that exist at 1.
///
/// The error is the verdict on the independence model, without which there is no first step.
pub fn stepwise(table: &CaptureTable, threshold: f64) -> Result<Stepwise, Verdict> {
    let margins = Margins::of(table);
    let path = walk(&margins, &mut Solver::new(margins.lists), threshold)?;
    let pairs = path.added.iter().map(|added| added.pair);
    let model = Model::new(margins.lists, pairs).map_err(|_| Verdict::OtherLists)?;
    Ok(Stepwise { fit: Fit::new(model, &margins, path.maximum, path.theta), added: path.added })
}

pub(crate) struct Path {
    pub(crate) added: Vec<Added>,
    pub(crate) maximum: Maximum,
    theta: Vec<f64>,
}

pub(crate) fn walk(
    margins: &Margins,
    solver: &mut Solver,
    threshold: f64,
) -> Result<Path, Verdict> {
    let mut terms: Vec<u16> = (0..margins.lists).map(|list| 1 << list).collect();
    let mut theta = independent_start(margins);
    let present = Terms::divide(terms.iter().copied(), margins);
    let maximum = maximise_if_exists(solver, margins, &present, &mut theta)?;
    let mut path = Path { added: Vec::new(), maximum, theta };
    let mut unused = pairs_in_use(margins);
    while let Some(added) = next_pair(margins, solver, &path.theta, &terms, &unused, threshold) {
        unused.retain(|&pair| pair != added.pair.bits());
        terms.push(added.pair.bits());
        let present = Terms::divide(terms.iter().copied(), margins);
        let found = solver.maximise(margins, &present, &mut path.theta);
        path.maximum = found.ok_or(Verdict::NotReached)?;
        path.added.push(added);
    }
    Ok(path)
}

/// The pair with the smallest p value below the threshold whose addition leaves an estimate; the
/// first of equals.
fn next_pair(
    margins: &Margins,
    solver: &mut Solver,
    theta: &[f64],
    terms: &[u16],
    unused: &[u16],
    threshold: f64,
) -> Option<Added> {
    let expected = solver.expected(theta);
    let mut surprising: Vec<(f64, u16)> = unused
        .iter()
        .map(|&pair| (usize::from(pair), pair))
        .filter(|&(set, _)| expected[set] > 0.0)
        .map(|(set, pair)| (ln_one_sided_p(margins.sums[set] as u64, expected[set]), pair))
        .filter(|&(ln_p, _)| ln_p < threshold.ln())
        .collect();
    surprising.sort_by(|a, b| a.0.total_cmp(&b.0));
    let leaves_estimate = |pair: u16| {
        let with = terms.iter().copied().chain([pair]);
        examine(margins, &Terms::divide(with, margins)) == Existence::Exists
    };
    let chosen = surprising.into_iter().find(|&(_, pair)| leaves_estimate(pair));
    chosen.map(|(ln_p, pair)| Added {
        pair: History::new(pair),
        p_value: ln_p.exp(),
        at_minus_infinity: margins.sums[usize::from(pair)] == 0.0,
    })
}

/// The pairs of lists that somebody is on, in the order (1,2), (1,3), ..., (2,3), ...
fn pairs_in_use(margins: &Margins) -> Vec<u16> {
    let used = |&list: &usize| margins.sums[1 << list] > 0.0;
    let used: Vec<usize> = (0..margins.lists).filter(used).collect();
    let mut pairs = Vec::new();
    for (i, first) in used.iter().enumerate() {
        pairs.extend(used[i + 1..].iter().map(|second| 1 << first | 1 << second));
    }
    pairs
}
