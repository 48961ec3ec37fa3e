//! Refusals of the estimator in the words that every door has.

use std::fmt::Display;
use std::ops::ControlFlow;

use concert_estimate::{CaptureTable, Fit, Method, Refusal, Selection, Settings, estimate};
use serde::Serialize;

use crate::{Asked, Refused, Unanswered};

/// Facts that the catalogues name; what a reason has besides is left to its English text.
const NAMES: [&str; 20] = [
    "name",
    "table",
    "tables",
    "without_estimate",
    "estimated",
    "strata",
    "measure",
    "value",
    "share",
    "times",
    "people",
    "informative",
    "needed",
    "examined",
    "model",
    "replicates",
    "ratio",
    "limit",
    "lists",
    "records",
];

/// A reason that the estimator writes as a code and its facts.
pub(crate) fn refused(code: &'static str, reason: &(impl Serialize + Display)) -> Refused {
    let value = serde_json::to_value(reason).unwrap_or_default();
    let fact = |name: &'static str| {
        let fact = value["facts"].get(name)?;
        Some((name, fact.as_str().map_or_else(|| fact.to_string(), str::to_owned)))
    };
    Refused { code, facts: NAMES.into_iter().filter_map(fact).collect(), text: reason.to_string() }
}

/// The same as no answer.
pub(crate) fn unanswered(code: &'static str, reason: &(impl Serialize + Display)) -> Unanswered {
    refused(code, reason).into()
}

/// Why no method answers this table, if none does. What is asked beside the plain estimate is not
/// answered either, or a refused number would come in by another door.
pub(crate) fn of_table(table: &CaptureTable) -> Option<Refusal> {
    let settings = Settings { replicates: 0, ..Settings::of_methods([Method::Independence]) };
    let report = estimate(table, &settings, &mut |_, _| ControlFlow::Continue(()));
    let refused = report.estimates.into_iter().find_map(|estimate| estimate.refused)?;
    let whatever_the_method = matches!(
        refused,
        Refusal::TooFewLists { .. }
            | Refusal::DisconnectedLists { .. }
            | Refusal::TooFewOverlaps { .. }
    );
    whatever_the_method.then_some(refused)
}

/// Refuses such a table.
pub(crate) fn answerable(table: &CaptureTable) -> Asked<()> {
    match of_table(table) {
        Some(refusal) => Err(unanswered(refusal.code(), &refusal)),
        None => Ok(()),
    }
}

/// The model that a selection chooses for a table, fitted.
pub(crate) fn chosen(selection: &Selection, table: &CaptureTable) -> Result<Fit, Refused> {
    selection.choose(table).map_err(|verdict| {
        let model = match selection {
            Selection::Fixed(model) => model.named(table.lists()),
            _ => "best by BIC".to_owned(),
        };
        let refusal = Refusal::ModelWithoutEstimate { model, verdict };
        refused(refusal.code(), &refusal)
    })
}

/// A refusal of the estimator as every other one.
pub fn refused_estimate(refusal: &Refusal) -> Refused {
    refused(refusal.code(), refusal)
}
