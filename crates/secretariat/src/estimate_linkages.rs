//! How many people there are over all that the linkage of the lists leaves open.

use std::path::PathBuf;

use concert_estimate::{
    CaptureTable, Interrupted, LinkageAverage, LinkageSettings, Tell, average_linkages,
};
use serde::{Deserialize, Serialize};

use crate::estimate_strata::by_bic;
use crate::reading::Reader;
use crate::{Asked, capture_table, refused_by_engine};

/// An estimate over tables drawn from a linkage, with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OverLinkages {
    /// The lists.
    pub lists: Vec<String>,
    /// The largest set of lists that may interact in the models, chosen by BIC in each table.
    pub order: usize,
    /// How it was estimated.
    pub settings: LinkageSettings,
    /// The combined estimate.
    #[serde(flatten)]
    pub average: LinkageAverage,
}

/// Reads tables that were drawn from a linkage, one file each, in a confined process. A file whose
/// table no method answers is refused.
pub fn linkage_tables(paths: &[PathBuf], reader: &Reader) -> Asked<Vec<CaptureTable>> {
    let read = |path: &PathBuf| {
        let table = capture_table(path, reader)?;
        if let Some(refusal) = refused_by_engine::of_table(&table) {
            let mut refused = refused_by_engine::refused(refusal.code(), &refusal);
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            refused.facts.push(("file", name));
            return Err(refused.into());
        }
        Ok(table)
    };
    paths.iter().map(read).collect()
}

/// Estimates from each table and combines what they say.
pub fn estimate_over_linkages(
    tables: &[CaptureTable],
    order: Option<usize>,
    settings: LinkageSettings,
    tell: &mut Tell<'_>,
) -> Asked<Result<OverLinkages, Interrupted>> {
    let Some(first) = tables.first() else {
        let none = concert_estimate::NotCombined::TooFewTables { tables: 0 };
        return Err(refused_by_engine::unanswered(none.code(), &none));
    };
    let (selection, order) = by_bic(first, order);
    let average = match average_linkages(tables, &selection, &settings, tell) {
        Err(interrupted) => return Ok(Err(interrupted)),
        Ok(found) => {
            found.map_err(|reason| refused_by_engine::unanswered(reason.code(), &reason))?
        }
    };
    Ok(Ok(OverLinkages { lists: first.lists().to_vec(), order, settings, average }))
}

/// The columns of [`linkage_lines`].
pub const LINKAGE_COLUMNS: [&str; 4] = ["figure", "value", "low95", "high95"];

/// The combined estimate as a table.
pub fn linkage_lines(found: &OverLinkages) -> Vec<Vec<String>> {
    let it = &found.average;
    let line = |figure: &str, value: f64, ends: Option<[f64; 2]>| {
        let [low, high] = ends.map_or_else(Default::default, |ends| ends.map(|x| x.to_string()));
        vec![figure.to_owned(), value.to_string(), low, high]
    };
    vec![
        line("people", it.population, Some(it.interval)),
        line("people_mixture", it.population, it.mixture_interval),
        line("hidden", it.hidden, Some(it.hidden_interval)),
        line("observed_fewest", it.observed[0] as f64, None),
        line("observed_most", it.observed[1] as f64, None),
        line("tables", it.tables as f64, None),
        line("tables_without_estimate", it.without_estimate as f64, None),
        line("sampling_share", it.sampling_share, None),
        line("linkage_share", it.linkage_share, None),
    ]
}
