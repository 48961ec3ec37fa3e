//! How many people there are if the linkage of the lists missed some links and made some wrong
//! ones, and only its recall and precision are known.

use concert_estimate::{
    CaptureTable, ExpectedTable, Fit, History, Model, fit, with_linkage_errors,
    without_linkage_errors,
};
use serde::Serialize;

use crate::estimate_strata::by_bic;
use crate::{Asked, refused_by_engine};

/// An estimate before and after the errors of linkage are taken out of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LinkageCorrection {
    /// The lists.
    pub lists: Vec<String>,
    /// Share of the true links that the linkage found.
    pub recall: f64,
    /// Share of the links found that are true.
    pub precision: f64,
    /// What each model says.
    pub models: Vec<CorrectedModel>,
    /// The table before and after.
    pub cells: Vec<CorrectedCell>,
    /// People on at least one list before the correction.
    pub observed: u64,
    /// The same after it: missed links count one person twice.
    pub observed_corrected: f64,
    /// People of the table that no table with such errors explains; see
    /// [`concert_estimate::Corrected::unexplained`].
    pub unexplained: f64,
}

/// What a model says before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrectedModel {
    /// The model by its generators.
    pub model: String,
    /// The same with the names of the lists.
    pub model_by_name: String,
    /// Why this model: `bic` or `independence`.
    pub chosen: &'static str,
    /// People in all, from the table as it is.
    pub as_linked: f64,
    /// The interval at 95 % given the model and the table as it is.
    pub as_linked_interval95: [f64; 2],
    /// People in all with the errors taken out; none if the model has no estimate then.
    pub corrected: Option<f64>,
    /// People in all if the errors are put into the table a second time: which way and how far
    /// such errors push this table; none if that cannot be.
    pub erred_again: Option<f64>,
}

/// How many people have a history before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrectedCell {
    /// The lists.
    pub lists: Vec<String>,
    /// As linked.
    pub as_linked: u64,
    /// Expected with perfect linkage.
    pub corrected: f64,
}

/// Takes the errors of a linkage of this recall and precision out of a table. The model is chosen
/// by BIC in the table as it is, and kept.
pub fn correct_linkage(
    table: &CaptureTable,
    order: Option<usize>,
    recall: f64,
    precision: f64,
) -> Asked<LinkageCorrection> {
    let corrected = without_linkage_errors(table, recall, precision)
        .map_err(|reason| refused_by_engine::unanswered(reason.code(), &reason))?;
    refused_by_engine::answerable(table)?;
    let again = with_linkage_errors(table, recall, precision).ok();
    let (selection, _) = by_bic(table, order);
    let best = refused_by_engine::chosen(&selection, table)?;
    let mut models = vec![model(table, "bic", &best, &corrected.table, again.as_ref())];
    let independence = Model::independence(table.lists().len());
    let independence = independence.ok().and_then(|model| fit(table, &model).ok());
    if let Some(other) = independence.filter(|fit| fit.model != best.model) {
        models.push(model(table, "independence", &other, &corrected.table, again.as_ref()));
    }
    let histories = (1..1_u32 << table.lists().len()).map(|bits| History::new(bits as u16));
    let cell = |history: History| CorrectedCell {
        lists: history.lists().map(|list| table.lists()[list].clone()).collect(),
        as_linked: table.cells().iter().find(|cell| cell.0 == history).map_or(0, |cell| cell.1),
        corrected: corrected.table.count(history),
    };
    let somebody = |cell: &CorrectedCell| cell.as_linked > 0 || cell.corrected > 0.0;
    Ok(LinkageCorrection {
        lists: table.lists().to_vec(),
        recall,
        precision,
        models,
        cells: histories.map(cell).filter(somebody).collect(),
        observed: table.observed(),
        observed_corrected: corrected.table.observed(),
        unexplained: corrected.unexplained,
    })
}

fn model(
    table: &CaptureTable,
    chosen: &'static str,
    fit: &Fit,
    corrected: &ExpectedTable,
    again: Option<&ExpectedTable>,
) -> CorrectedModel {
    CorrectedModel {
        model: fit.model.to_string(),
        model_by_name: fit.model.named(table.lists()),
        chosen,
        as_linked: fit.population,
        as_linked_interval95: fit.interval_given_model(0.95),
        corrected: corrected.population(&fit.model).ok(),
        erred_again: again.and_then(|again| again.population(&fit.model).ok()),
    }
}

/// The columns of [`correction_lines`].
pub const CORRECTION_COLUMNS: [&str; 8] =
    ["model", "lists", "chosen", "as_linked", "low95", "high95", "corrected", "erred_again"];

/// What each model says before and after, as a table.
pub fn correction_lines(found: &LinkageCorrection) -> Vec<Vec<String>> {
    let line = |it: &CorrectedModel| {
        vec![
            it.model.clone(),
            it.model_by_name.clone(),
            it.chosen.to_owned(),
            it.as_linked.to_string(),
            it.as_linked_interval95[0].to_string(),
            it.as_linked_interval95[1].to_string(),
            crate::profits::text(it.corrected),
            crate::profits::text(it.erred_again),
        ]
    };
    found.models.iter().map(line).collect()
}
