//! How many people there are of each kind: every stratum alone, pooled with the others, and their
//! sum.

use concert_estimate::{
    CaptureTable, Criterion, Interrupted, Selection, Settings, StrataReport, StrataSettings,
    Stratum, StratumEstimate, Tell, strata,
};
use serde::Serialize;

use crate::labelled_table::LabelledTable;
use crate::profits::text;
use crate::{Asked, refused_by_engine};

/// An estimate by stratum, with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ByStratum {
    /// The column that tells the strata apart; several with commas between them.
    pub column: String,
    /// The lists.
    pub lists: Vec<String>,
    /// The largest set of lists that may interact in the models, chosen by BIC in each stratum.
    pub order: usize,
    /// How it was estimated.
    pub settings: StrataSettings,
    /// Strata of which nobody was seen, which nothing can be said of.
    pub nobody_seen: Vec<String>,
    /// The estimates.
    #[serde(flatten)]
    pub report: StrataReport,
}

/// Estimates by the labels of a column, or of several together. People without a label are shared out
/// as [`concert_estimate::strata`] says, and so is who lacks one of several.
pub fn estimate_by(
    table: LabelledTable,
    columns: &[String],
    order: Option<usize>,
    settings: StrataSettings,
    tell: &mut Tell<'_>,
) -> Asked<Result<ByStratum, Interrupted>> {
    let table = table.by(columns)?;
    let name_of = |labels: &[String]| {
        let known = labels.iter().all(|label| !label.is_empty());
        if known { labels.join(", ") } else { String::new() }
    };
    let mut names: Vec<String> = Vec::new();
    for row in table.rows() {
        let name = name_of(&row.labels);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let people = |name: &str| -> u64 {
        let same = table.rows().iter().filter(|row| name_of(&row.labels) == name);
        same.map(|row| row.count).sum()
    };
    let part = |name: &str| table.table_of(|labels| name_of(labels) == name);
    let (seen, unseen): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| people(name) > 0);
    let mut parts = Vec::new();
    for name in seen.iter().filter(|name| !name.is_empty()) {
        parts.push(Stratum { name: name.clone(), table: part(name)? });
    }
    let without_label = seen.iter().any(String::is_empty);
    let unlabelled = if without_label { Some(part("")?) } else { None };
    let (selection, order) = by_bic(&table.table()?, order);
    let found = strata(&parts, unlabelled.as_ref(), &selection, &settings, tell);
    let report = match found {
        Err(interrupted) => return Ok(Err(interrupted)),
        Ok(report) => {
            report.map_err(|reason| refused_by_engine::unanswered(reason.code(), &reason))?
        }
    };
    Ok(Ok(ByStratum {
        column: columns.join(", "),
        lists: table.lists().to_vec(),
        order,
        settings,
        nobody_seen: unseen.into_iter().filter(|name| !name.is_empty()).collect(),
        report,
    }))
}

/// The choice of a model by BIC up to an order, or up to the usual one for a table.
pub(crate) fn by_bic(table: &CaptureTable, order: Option<usize>) -> (Selection, usize) {
    let order = Settings { max_order: order, ..Settings::default() }.order_for(table);
    (Selection::Exhaustive { criterion: Criterion::Bic, order }, order)
}

/// The columns of [`stratum_lines`].
pub const STRATUM_COLUMNS: [&str; 14] = [
    "part",
    "name",
    "observed",
    "people",
    "low95",
    "high95",
    "borrowed",
    "share_from_others",
    "alone",
    "alone_low95",
    "alone_high95",
    "alone_refused",
    "alone_if_no_unlabelled",
    "alone_if_all_unlabelled",
];

/// The strata and their sum as a table: one row each.
pub fn stratum_lines(found: &ByStratum) -> Vec<Vec<String>> {
    let report = &found.report;
    let line = |it: &StratumEstimate| {
        let alone = it.alone.as_ref();
        vec![
            "stratum".to_owned(),
            it.name.clone(),
            it.observed.to_string(),
            it.pooled.population.to_string(),
            it.pooled.interval[0].to_string(),
            it.pooled.interval[1].to_string(),
            it.borrowed.to_string(),
            it.share_from_others.to_string(),
            text(alone.map(|alone| alone.population)),
            text(alone.map(|alone| alone.interval[0])),
            text(alone.map(|alone| alone.interval[1])),
            text(it.refused.as_ref().map(concert_estimate::Refusal::code)),
            text(it.if_unlabelled[0]),
            text(it.if_unlabelled[1]),
        ]
    };
    let alone = report.sum_alone.as_ref();
    let mut sum = vec![
        "sum".to_owned(),
        String::new(),
        report.observed.to_string(),
        report.sum.population.to_string(),
        report.sum.interval[0].to_string(),
        report.sum.interval[1].to_string(),
        String::new(),
        String::new(),
        text(alone.map(|alone| alone.population)),
        text(alone.map(|alone| alone.interval[0])),
        text(alone.map(|alone| alone.interval[1])),
    ];
    sum.resize(STRATUM_COLUMNS.len(), String::new());
    report.strata.iter().map(line).chain([sum]).collect()
}
