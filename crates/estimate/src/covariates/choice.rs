//! Which lists and covariates depend on each other: forward choice by a criterion.

use serde::{Deserialize, Serialize};

use crate::covariates::factor_table::FactorTable;
use crate::covariates::{FactorFit, FactorModel, Term, fit_with_covariates};
use crate::loglinear::fit::Verdict;
use crate::progress::{Interrupted, Meter, Tell};
use crate::selection::Criterion;

/// A model with covariates that was found term by term.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorChoice {
    /// The model and its fit.
    pub fit: FactorFit,
    /// The terms in the order in which they were added.
    pub added: Vec<String>,
    /// How many models were fitted or found to have no estimate.
    pub examined: usize,
}

/// Chooses a model with covariates by a criterion, forwards: from main effects on, the term is
/// added that improves the criterion most, until none does.
///
/// The candidates are every pair of lists and factors, whichever of the two; and, once all three of
/// its pairs are in, every three of them with at most two lists, which lets two lists depend on
/// each other differently by level. Three lists together are left out: their terms decide most
/// about the hidden number and are supported least. The end is a local optimum, and the choice is
/// not part of the interval given the model.
///
/// The outer error is that the caller ended it; the inner, the verdict on main effects. Steps of
/// the work: models.
pub fn choose_with_covariates(
    table: &FactorTable,
    criterion: Criterion,
    tell: &mut Tell<'_>,
) -> Result<Result<FactorChoice, Verdict>, Interrupted> {
    let mut meter = Meter::new(tell);
    // Never refused: the limits of a table leave main effects far below those of a model.
    let Ok(mut model) = FactorModel::independence(table) else {
        return Ok(Err(Verdict::Undecided));
    };
    let mut fit = match fit_with_covariates(table, &model) {
        Ok(fit) => fit,
        Err(verdict) => return Ok(Err(verdict)),
    };
    let (mut added, mut examined) = (Vec::new(), 1);
    loop {
        let candidates = candidates(&model, table.lists().len());
        meter.expect(candidates.len() as u64);
        let mut best: Option<(Term, FactorModel, FactorFit)> = None;
        for term in candidates {
            let with = FactorModel::of(table, model.terms.iter().copied().chain([term]));
            let found =
                with.ok().and_then(|with| Some((fit_with_covariates(table, &with).ok()?, with)));
            let least = best.as_ref().map_or(&fit, |(_, _, best)| best).value(criterion);
            if let Some((found, with)) = found
                && found.value(criterion) < least
            {
                best = Some((term, with, found));
            }
            examined += 1;
            meter.advance(1)?;
        }
        let Some((term, with, found)) = best else {
            return Ok(Ok(FactorChoice { fit, added, examined }));
        };
        added.push(model.name(term));
        (model, fit) = (with, found);
    }
}

/// The terms that may come next, pairs first.
fn candidates(model: &FactorModel, lists: usize) -> Vec<Term> {
    let variables = model.names.len();
    let is_in = |term: Term| model.terms.contains(&term);
    let pairs = (0..variables).flat_map(|j| (0..j).map(move |i| 1 << i | 1 << j));
    let triples = (lists..variables)
        .flat_map(|k| (0..k).flat_map(move |j| (0..j).map(move |i| 1 << i | 1 << j | 1 << k)));
    let supported = |term: &Term| {
        let mut parts = (0..variables).filter(|i| term >> i & 1 == 1).map(|i| term & !(1 << i));
        parts.all(is_in)
    };
    pairs.chain(triples.filter(supported)).filter(|&term: &Term| !is_in(term)).collect()
}
