//! How common it is: what doors hand over becomes the engine's groups, and its answer a table.

use std::path::Path;

use concert_estimate::prevalence::{Detected, Group, Prevalence, PrevalenceRefusal, prevalence};
use concert_terms::Count;

use crate::named_columns::{NamedColumns, RowsOfFile, workbook};
use crate::profits::{limits, not_an_amount, text, uncertain};
use crate::reading::Reader;
use crate::{Asked, Refused};

/// Groups to compute with, and the file that they came from, if any.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupsTable {
    /// The groups.
    pub groups: Vec<Group>,
    file: Option<RowsOfFile>,
}

impl From<Vec<Group>> for GroupsTable {
    fn from(groups: Vec<Group>) -> Self {
        Self { groups, file: None }
    }
}

/// Computes how common it is in each group.
pub fn prevalence_report(table: &GroupsTable) -> Asked<Vec<Prevalence>> {
    prevalence(&table.groups).map_err(|refusal| refused(&refusal, table.file.as_ref()).into())
}

fn refused(refusal: &PrevalenceRefusal, file: Option<&RowsOfFile>) -> Refused {
    let mut facts = file.map(|file| file.facts(refusal.row())).unwrap_or_default();
    for (name, fact) in refusal.facts() {
        // Rows that a sentence names are those of the file.
        let in_file = matches!(refusal, PrevalenceRefusal::GroupTwice { .. })
            .then(|| file?.number(fact.parse().ok()?))
            .flatten();
        facts.push((name, in_file.map_or(fact, |row| row.to_string())));
    }
    Refused { code: refusal.code(), facts, text: refusal.to_string() }
}

const COLUMNS: &[&str] = &["sex", "age", "form", "detected", "people", "low", "high", "residents"];

/// Reads a table of groups (CSV, XLSX, ODS), in a confined process: column `residents`, and perhaps
/// `sex`, `age`, `form`, `detected` (a count such as 120, <5, 100-150 or withheld), and `people`
/// with `low` and `high`: victims in all, as estimated, with the limits of the 95 % interval.
pub fn read_groups(path: &Path, reader: &Reader) -> Asked<GroupsTable> {
    let book = workbook(path, reader)?;
    let table = NamedColumns::find(&book, COLUMNS, &["residents"])?;
    let rows = table.rows();
    let origin = table.origin(&rows);
    let mut groups = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let limits = limits(&table, *row, "low", "high")?;
        let victims = match table.number(*row, "people")? {
            Some(people) => Some(
                uncertain(people, limits)
                    .map_err(|error| not_an_amount(&error, origin.facts(index + 1)))?,
            ),
            None if limits.is_some() => {
                let code = "secretariat/half-an-interval";
                return Err(table.refused(*row, "people", code, "").into());
            }
            None => None,
        };
        let count = |text: &str| text.parse::<Count>().ok();
        let detected = table.read(*row, "detected", "secretariat/not-a-count", "", count)?;
        groups.push(Group {
            sex: table.text(*row, "sex").to_owned(),
            age: table.text(*row, "age").to_owned(),
            form: table.text(*row, "form").to_owned(),
            detected: detected.map(of_count),
            victims,
            residents: table.needed(*row, "residents")?,
        });
    }
    Ok(GroupsTable { groups, file: Some(origin) })
}

/// A count as its source states it: what is withheld stays withheld.
pub fn of_count(count: Count) -> Detected {
    Detected { low: count.low(), high: count.high() }
}

/// The columns of [`prevalence_lines`].
pub const PREVALENCE_COLUMNS: [&str; 20] = [
    "sex",
    "age",
    "form",
    "residents",
    "detected_low",
    "detected_high",
    "undetected",
    "sdg_16_2_2",
    "sdg_low95",
    "sdg_high95",
    "sdg_low80",
    "sdg_high80",
    "detected_per_100000_low",
    "detected_per_100000_high",
    "per_1000",
    "per_1000_low95",
    "per_1000_high95",
    "one_in",
    "one_in_low95",
    "one_in_high95",
];

/// Rates as a table. The columns of detected people are official statistics, the others estimates.
pub fn prevalence_lines(rates: &[Prevalence]) -> Vec<Vec<String>> {
    let ends = |ends: Option<[f64; 2]>| ends.map_or([None, None], |ends| ends.map(Some)).map(text);
    let line = |it: &Prevalence| {
        let mut line = vec![
            it.sex.clone(),
            it.age.clone(),
            it.form.clone(),
            it.residents.to_string(),
            text(it.detected.map(|detected| detected.low)),
            text(it.detected.and_then(|detected| detected.high)),
            text(it.undetected.map(|figure| figure.value)),
            text(it.sdg_16_2_2.map(|figure| figure.value)),
        ];
        line.extend(ends(it.sdg_16_2_2.and_then(|figure| figure.interval95)));
        line.extend(ends(it.sdg_16_2_2.and_then(|figure| figure.interval80)));
        line.extend(ends(it.detected_per_100_000));
        for figure in [it.per_1_000, it.one_in] {
            line.push(text(figure.map(|figure| figure.value)));
            line.extend(ends(figure.and_then(|figure| figure.interval95)));
        }
        line
    };
    rates.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount;

    #[test]
    fn every_line_has_every_column_and_withheld_counts_stay_empty() {
        let group = |detected: &str| Group {
            sex: "female".to_owned(),
            age: String::new(),
            form: detected.to_owned(),
            detected: Some(of_count(detected.parse().unwrap())),
            victims: amount(900.0, Some([500.0, 2000.0])).ok(),
            residents: 1e6,
        };
        let rates = prevalence_report(&vec![group("250"), group("withheld")].into()).unwrap();
        let lines = prevalence_lines(&rates);
        assert!(lines.iter().all(|line| line.len() == PREVALENCE_COLUMNS.len()));
        assert_eq!((lines[0][5].as_str(), lines[1][5].as_str()), ("250", ""));
        assert_eq!((lines[0][7].as_str(), lines[1][12].as_str()), ("90", ""));
    }
}
