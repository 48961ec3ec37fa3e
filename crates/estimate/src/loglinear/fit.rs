//! One model fitted to one table: the number of people on no list, or why it cannot be told.

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, History};
use crate::loglinear::existence::{Existence, examine};
use crate::loglinear::margins::Margins;
use crate::loglinear::{Maximum, Solver, Terms, independent_start};
use crate::model::Model;
use crate::numerics::normal::quantile;

/// Why a fitted model gives no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// The likelihood has no maximum: the empty cells of the table leave a direction in which it
    /// grows for ever.
    #[error("the model has no estimate on this table")]
    NoEstimate,
    /// The likelihood has many maxima, which differ in the number of hidden people.
    #[error("the table does not determine the parameters of the model")]
    NotIdentifiable,
    /// Existence could not be decided within 128-bit integers. Never seen.
    #[error("whether the model has an estimate could not be decided")]
    Undecided,
    /// The estimate exists but was not reached to full precision.
    #[error("the estimate of the model was not reached")]
    NotReached,
    /// The model is about another number of lists than the table.
    #[error("the model is about another number of lists than the table")]
    OtherLists,
}

/// A model and what it says about a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The model.
    pub model: Model,
    /// Estimated number of people on no list.
    pub hidden: f64,
    /// Estimated number of people: observed and hidden.
    pub population: f64,
    /// Standard error of the logarithm of `hidden`, given the model.
    pub log_standard_error: f64,
    /// Log-likelihood of the Poisson counts, factorials included.
    pub log_likelihood: f64,
    /// Twice the log-likelihood that the model lacks to fit every cell exactly.
    pub deviance: f64,
    /// Bayesian information criterion: `p ln(people observed) - 2 log-likelihood`, where `p`
    /// counts every parameter, the intercept and those at minus infinity included.
    pub bic: f64,
    /// Akaike information criterion: `2 p - 2 log-likelihood`.
    pub aic: f64,
    /// For every set of lists, indexed by its bits, the parameter of that term on the logarithmic
    /// scale: the intercept first, minus infinity where nobody is on all lists of the term, zero
    /// for sets that are no terms.
    pub parameters: Vec<f64>,
}

impl Fit {
    /// The parameter of a term; of the empty set, the intercept.
    pub fn parameter(&self, term: History) -> Option<f64> {
        let is_term = term.is_empty() || self.model.contains(term);
        is_term.then(|| self.parameters[usize::from(term.bits())])
    }

    /// The interval of the population at a level such as 0.95 **if the model were known**: the
    /// logarithm of the hidden number is taken as normal (Chan, Silverman and Vincent 2021,
    /// section 2.2). It leaves out that the model was chosen by the same data, and is too narrow
    /// wherever it was.
    pub fn interval_given_model(&self, level: f64) -> [f64; 2] {
        let reach = quantile(f64::midpoint(1.0, level)) * self.log_standard_error;
        let observed = self.population - self.hidden;
        [observed + self.hidden * (-reach).exp(), observed + self.hidden * reach.exp()]
    }

    pub(crate) fn new(model: Model, margins: &Margins, found: Maximum, theta: Vec<f64>) -> Self {
        let terms = model.parameters() as f64;
        let hidden = found.ln_hidden.exp();
        Self {
            model,
            hidden,
            population: margins.people() + hidden,
            log_standard_error: found.standard_error,
            log_likelihood: found.log_likelihood,
            deviance: 2.0 * (margins.saturated - found.log_likelihood),
            bic: terms * margins.people().ln() - 2.0 * found.log_likelihood,
            aic: 2.0 * (terms - found.log_likelihood),
            parameters: theta,
        }
    }
}

/// Fits a model by extended maximum likelihood, after testing that it has an estimate.
///
/// ```
/// use concert_estimate::{CaptureTable, History, Model, fit};
///
/// // Invented figures: each of three lists holds half of the people, whatever the others hold. So
/// // each history has as many people as any other, the empty one included.
/// let cells = (1..8).map(|bits| (History::new(bits), 10));
/// let table = CaptureTable::new(["A", "B", "C"], cells)?;
/// let fit = fit(&table, &Model::parse("[1,2,3]", 3)?)?;
/// assert!((fit.hidden - 10.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fit(table: &CaptureTable, model: &Model) -> Result<Fit, Verdict> {
    if model.lists() != table.lists().len() {
        return Err(Verdict::OtherLists);
    }
    let margins = Margins::of(table);
    let mut theta = independent_start(&margins);
    let terms = Terms::of(model, &margins);
    let mut solver = Solver::new(margins.lists);
    let found = maximise_if_exists(&mut solver, &margins, &terms, &mut theta)?;
    Ok(Fit::new(model.clone(), &margins, found, theta))
}

/// The only way to a maximum in this crate: first the proof that there is one.
pub(crate) fn maximise_if_exists(
    solver: &mut Solver,
    margins: &Margins,
    terms: &Terms,
    theta: &mut [f64],
) -> Result<Maximum, Verdict> {
    match examine(margins, terms) {
        Existence::Exists => solver
            .maximise(margins, terms, theta)
            .or_else(|| {
                // A start near another model's edge of the parameter space can lead astray.
                theta.copy_from_slice(&independent_start(margins));
                solver.maximise(margins, terms, theta)
            })
            .ok_or(Verdict::NotReached),
        Existence::NoEstimate { .. } => Err(Verdict::NoEstimate),
        Existence::NotIdentifiable => Err(Verdict::NotIdentifiable),
        Existence::Undecided => Err(Verdict::Undecided),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_lists(alone: [u64; 2], both: u64) -> CaptureTable {
        let cells = [(1, alone[0]), (2, alone[1]), (3, both)];
        let cells = cells.map(|(bits, count)| (History::new(bits), count));
        CaptureTable::new(["a", "b"], cells).unwrap()
    }

    #[test]
    fn two_independent_lists_give_lincoln_petersen_and_its_error() {
        // The hidden number is f1 f2 / f12; the variance of its logarithm is the sum of 1 / f.
        let model = Model::independence(2).unwrap();
        let fit = fit(&two_lists([40, 30], 8), &model).unwrap();
        assert!((fit.hidden - 150.0).abs() < 1e-9);
        let variance = 1.0 / 40.0 + 1.0 / 30.0 + 1.0 / 8.0;
        assert!((fit.log_standard_error.powi(2) - variance).abs() < 1e-9);
        assert!(fit.deviance.abs() < 1e-9);
        assert!((fit.parameter(History::of(&[1])).unwrap() - (30.0_f64 / 150.0).ln()).abs() < 1e-9);
        assert_eq!(fit.parameter(History::of(&[0, 1])), None);
    }

    #[test]
    fn lists_without_overlap_have_no_estimate_and_all_pairs_are_not_identifiable() {
        let model = Model::independence(2).unwrap();
        assert_eq!(fit(&two_lists([40, 30], 0), &model), Err(Verdict::NoEstimate));
        let saturated = Model::parse("[12]", 2).unwrap();
        assert_eq!(fit(&two_lists([40, 30], 8), &saturated), Err(Verdict::NotIdentifiable));
        let other = Model::independence(3).unwrap();
        assert_eq!(fit(&two_lists([40, 30], 8), &other), Err(Verdict::OtherLists));
    }
}
