//! What may explain flows: the distance that places themselves tell, and a table of covariates that
//! somebody brings.
//!
//! A row of the table gives one covariate one value. With an origin alone it is a push: something of
//! the place that people leave. With a destination alone it is a pull. With both it is of the pair,
//! such as a common border. A covariate is one of the three in all its rows. What is said of a place
//! holds for everything in it: a country's wages are those of its districts, and the value of the
//! nearest place counts. Covariates are data that come with the question and are not kept in the
//! journal: they are no statement of a member about the work or the people.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use concert_coalition::{Actor, Coalition};
use concert_exchange::Workbook;
use concert_terms::PlaceCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::flow_table::of_size;
use super::naming::Naming;
use crate::hexadecimal::hex;
use crate::named_columns::{NamedColumns, workbook};
use crate::reading::{Reader, bytes_as_file};
use crate::{Asked, Secretariat};

/// The columns of a table of covariates.
pub const COVARIATE_COLUMNS: &[&str] = &["covariate", "origin", "destination", "value", "scale"];

/// The most rows of a table.
const MOST_ROWS: usize = 100_000;
/// The most covariates: a baseline with more is fitted to noise.
const MOST_COVARIATES: usize = 20;

/// A table of covariates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CovariateTable {
    /// The file.
    pub file: String,
    pub(crate) covariates: Vec<TableCovariate>,
}

/// A covariate as a table states it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TableCovariate {
    pub(crate) name: String,
    pub(crate) kind: CovariateKind,
    /// Whether it enters the formula as its logarithm.
    pub(crate) is_log: bool,
    pub(crate) values: Vec<CovariateValue>,
}

/// A value of a covariate, and of what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct CovariateValue {
    pub(crate) origin: Option<PlaceCode>,
    pub(crate) destination: Option<PlaceCode>,
    /// As it enters the formula.
    pub(crate) value: f64,
}

/// What a covariate describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CovariateKind {
    /// The place that people leave.
    Push,
    /// The place to which they are taken.
    Pull,
    /// The two together.
    Pair,
}

impl CovariateKind {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Pull => "pull",
            Self::Pair => "pair",
        }
    }
}

impl CovariateTable {
    /// The SHA-256 of what it says, in hexadecimal, whatever its file is called.
    pub fn digest(&self) -> String {
        let text = serde_json::to_vec(&self.covariates)
            .expect("covariates have only text keys and finite numbers, so they are always JSON");
        hex(&Sha256::digest(text))
    }
}

impl TableCovariate {
    /// By what it is of, its values.
    pub(super) fn by_ends(&self) -> HashMap<[Option<&PlaceCode>; 2], f64> {
        let of = |it: &'_ CovariateValue| it.value;
        let ends = self.values.iter();
        ends.map(|it| ([it.origin.as_ref(), it.destination.as_ref()], of(it))).collect()
    }
}

impl Secretariat {
    /// Reads a table of covariates.
    ///
    /// Refused, with file, row and column: an unknown place, a value that is no number, or none
    /// above zero for a logarithm, an unknown scale, a covariate that is of an origin in one row and
    /// of something else in another, or on two scales, and a value that is stated twice.
    pub fn read_covariates(&self, path: &Path, reader: &Reader) -> Asked<CovariateTable> {
        let book = workbook(path, reader)?;
        covariates_of_book(&self.picture().coalition, &book)
    }

    /// Reads a table of covariates that was handed over and keeps it for that person; its digest,
    /// by which it can be asked with. Nothing of a table that is refused is kept.
    pub fn keep_covariates(
        &self,
        actor: &Actor,
        name: &str,
        bytes: &[u8],
        now: Timestamp,
    ) -> Asked<String> {
        let reader = self.reader.as_ref().ok_or_else(crate::imports::no_reader)?;
        let book = reader.read(bytes_as_file(name, bytes)?, &mut |_| {})?;
        let table = covariates_of_book(&self.picture().coalition, &book)?;
        Ok(self.covariates.put(actor.author, (table.digest(), table), now))
    }

    /// The table that was kept under a digest; refused as `secretariat/table-gone` if it is not
    /// there any more, or is somebody else's.
    pub fn kept_covariates(
        &self,
        actor: &Actor,
        digest: &str,
        now: Timestamp,
    ) -> Asked<Arc<CovariateTable>> {
        self.covariates.get(actor.author, digest, now)
    }
}

pub(crate) fn covariates_of_book(coalition: &Coalition, book: &Workbook) -> Asked<CovariateTable> {
    let table = NamedColumns::find(book, COVARIATE_COLUMNS, &["covariate", "value"])?;
    let rows = table.rows();
    let file = book.file_name.clone();
    if rows.is_empty() || rows.len() > MOST_ROWS {
        return Err(of_size("secretariat/covariates-in-table", &file, rows.len(), MOST_ROWS).into());
    }
    let naming = Naming::new(coalition);
    let mut covariates: BTreeMap<String, (u32, TableCovariate)> = BTreeMap::new();
    let mut seen: HashMap<(String, [Option<PlaceCode>; 2]), u32> = HashMap::new();
    for row in rows {
        let refused = |column, code, allowed: &str| table.refused(row, column, code, allowed);
        let name = table.text(row, "covariate").to_owned();
        if name.is_empty() {
            return Err(refused("covariate", "secretariat/empty-cell", "").into());
        }
        let ends =
            [naming.place(&table, row, "origin")?, naming.place(&table, row, "destination")?];
        let kind = match &ends {
            [Some(_), None] => CovariateKind::Push,
            [None, Some(_)] => CovariateKind::Pull,
            [Some(_), Some(_)] => CovariateKind::Pair,
            [None, None] => return Err(refused("origin", "secretariat/empty-cell", "").into()),
        };
        let scale = |text: &str| match text {
            "log" => Some(true),
            "linear" => Some(false),
            _ => None,
        };
        let code = "secretariat/not-a-code";
        let scale = table.read(row, "scale", code, "linear, log", scale)?;
        let new = TableCovariate {
            name: name.clone(),
            kind,
            is_log: scale.unwrap_or(false),
            values: Vec::new(),
        };
        let (first, covariate) =
            covariates.entry(name.clone()).or_insert_with(|| (row.number, new));
        let differs = if covariate.kind == kind { "scale" } else { "origin" };
        if covariate.kind != kind || scale.is_some_and(|is_log| is_log != covariate.is_log) {
            let mut refused = refused(differs, "secretariat/covariate-differs", "");
            refused.facts.push(("first", first.to_string()));
            return Err(refused.into());
        }
        let value = table.needed(row, "value")?;
        let value = if covariate.is_log { value.ln() } else { value };
        if !value.is_finite() {
            return Err(refused("value", "secretariat/no-logarithm", "").into());
        }
        if let Some(first) = seen.insert((name, ends.clone()), row.number) {
            let mut refused = refused("covariate", "secretariat/covariate-twice", "");
            refused.facts.push(("first", first.to_string()));
            return Err(refused.into());
        }
        let [origin, destination] = ends;
        covariate.values.push(CovariateValue { origin, destination, value });
    }
    if covariates.len() > MOST_COVARIATES {
        let code = "secretariat/covariates-in-table";
        return Err(of_size(code, &file, covariates.len(), MOST_COVARIATES).into());
    }
    let covariates = covariates.into_values().map(|(_, covariate)| covariate).collect();
    Ok(CovariateTable { file, covariates })
}
