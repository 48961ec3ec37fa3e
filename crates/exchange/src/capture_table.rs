//! Tables of capture histories: which lists people are on, and how many are on just those.

use std::collections::HashMap;

use crate::PlaceInFile;
use crate::refusal::{Refusal, Rule};
use crate::table::Table;
use crate::wording::plain;

/// A table of capture histories, as an estimate reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureTable {
    /// Names of the lists, in the order of the table's columns.
    pub lists: Vec<String>,
    /// Names of the columns that are neither lists nor counts, such as sex or region.
    pub strata: Vec<String>,
    /// One for each row.
    pub rows: Vec<CaptureRow>,
}

/// How many people are on just these lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureRow {
    /// The lists: bit `i` is set if they are on list `i`.
    pub history: u64,
    /// What the columns of [`CaptureTable::strata`] say.
    pub stratum: Vec<String>,
    /// How many.
    pub count: u64,
}

impl CaptureTable {
    /// The counts per history over all strata, in the order of first appearance.
    pub fn histories(&self) -> Vec<(u64, u64)> {
        let mut counts: Vec<(u64, u64)> = Vec::new();
        let mut known: HashMap<u64, usize> = HashMap::new();
        for row in &self.rows {
            let index = *known.entry(row.history).or_insert(counts.len());
            match counts.get_mut(index) {
                Some((_, count)) => *count = count.saturating_add(row.count),
                None => counts.push((row.history, row.count)),
            }
        }
        counts
    }
}

/// What a column of counts is called, in plain words.
const COUNT_HEADINGS: [&str; 20] = [
    "count",
    "counts",
    "n",
    "freq",
    "frequency",
    "frequencies",
    "number",
    "total",
    "cases",
    "people",
    "persons",
    "obs",
    "observed",
    "nombre",
    "effectif",
    "frequence",
    "numero",
    "frecuencia",
    "casos",
    "العدد",
];

/// A history holds at most this many lists, one bit each.
const MOST_LISTS: usize = 64;

/// Reads a table whose columns are lists of zeros and ones, one column of counts, and perhaps
/// others that tell strata apart, in any order. A column is a list if most of its cells are zero
/// or one.
///
/// # Errors
///
/// A [`Refusal`] with the cell: no count or no list, a list's cell that is neither zero nor one, a
/// count that is not a whole number, people on no list, a history that stands there twice.
pub fn read_capture_table(table: &Table<'_>) -> Result<CaptureTable, Refusal> {
    let whole = PlaceInFile::sheet(&table.sheet.name);
    let mut counts = (0..table.columns.len()).filter(|column| is_count(table, *column));
    let Some(count) = counts.next() else {
        return Err(table.refusal(Rule::NoCountColumn, whole));
    };
    let (mut lists, mut strata) = (Vec::new(), Vec::new());
    for column in (0..table.columns.len()).filter(|column| *column != count) {
        match kind(table, column) {
            Kind::List => lists.push(column),
            Kind::Stratum => strata.push(column),
            Kind::Blank => {}
        }
    }
    if lists.is_empty() {
        return Err(table.refusal(Rule::NoLists, whole));
    }
    if lists.len() > MOST_LISTS {
        let (found, limit) = (lists.len() as u32, MOST_LISTS as u32);
        return Err(table.refusal(Rule::TooManyLists { found, limit }, whole));
    }
    let mut known: HashMap<(u64, Vec<String>), u32> = HashMap::new();
    let mut rows = Vec::new();
    for row in table.rows() {
        let history = history(table, row, &lists)?;
        let text = row.cell(count).trim();
        let number = whole_number(text).ok_or_else(|| {
            let text = text.to_owned();
            table.refusal(Rule::NotACount { text }, table.place(row.number, count))
        })?;
        if history == 0 && number > 0 {
            let place = table.place(row.number, count);
            return Err(table.refusal(Rule::HistoryOfNobody, place));
        }
        let stratum: Vec<String> =
            strata.iter().map(|column| row.cell(*column).trim().to_owned()).collect();
        if let Some(first) = known.insert((history, stratum.clone()), row.number) {
            let place = PlaceInFile::row(&table.sheet.name, row.number);
            return Err(table.refusal(Rule::HistoryTwice { first }, place));
        }
        rows.push(CaptureRow { history, stratum, count: number });
    }
    let name = |column: &usize| {
        let heading = table.columns[*column].heading.trim();
        if heading.is_empty() { crate::column_letters(*column as u32) } else { heading.to_owned() }
    };
    Ok(CaptureTable {
        lists: lists.iter().map(name).collect(),
        strata: strata.iter().map(name).collect(),
        rows,
    })
}

fn is_count(table: &Table<'_>, column: usize) -> bool {
    COUNT_HEADINGS.contains(&plain(&table.columns[column].heading).as_str())
}

enum Kind {
    List,
    Stratum,
    Blank,
}

fn kind(table: &Table<'_>, column: usize) -> Kind {
    let (mut filled, mut marks) = (0, 0);
    for row in table.rows() {
        let text = row.cell(column).trim();
        filled += usize::from(!text.is_empty());
        marks += usize::from(mark(text).is_some());
    }
    match (filled, 2 * marks > filled) {
        (0, _) => Kind::Blank,
        (_, true) => Kind::List,
        (_, false) => Kind::Stratum,
    }
}

fn mark(text: &str) -> Option<bool> {
    match text {
        "0" | "0.0" | "٠" | "FALSE" | "false" => Some(false),
        "1" | "1.0" | "١" | "TRUE" | "true" => Some(true),
        _ => None,
    }
}

fn history(table: &Table<'_>, row: crate::Row<'_>, lists: &[usize]) -> Result<u64, Refusal> {
    let mut history = 0;
    for (bit, column) in lists.iter().enumerate() {
        let text = row.cell(*column).trim();
        match mark(text) {
            Some(true) => history |= 1 << bit,
            Some(false) => {}
            None => {
                let text = text.to_owned();
                let place = table.place(row.number, *column);
                return Err(table.refusal(Rule::NotZeroOrOne { text }, place));
            }
        }
    }
    Ok(history)
}

fn whole_number(text: &str) -> Option<u64> {
    text.parse::<concert_terms::Count>().ok()?.exact()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, read_own};

    fn read(csv: &str) -> Result<CaptureTable, Refusal> {
        let book = read_own("made-up.csv", csv.as_bytes(), &Limits::default()).unwrap();
        read_capture_table(&Table::find(&book).unwrap())
    }

    #[test]
    fn lists_counts_and_strata_are_found_in_any_order() {
        let table = read("sex,n,A,B\nf,\"1,204\",1,0\nm,7,1,0\nf,3,1,1\nm,0,0,0\n").unwrap();
        assert_eq!(table.lists, ["A", "B"]);
        assert_eq!(table.strata, ["sex"]);
        assert_eq!(table.rows[0].count, 1204);
        assert_eq!(table.histories(), [(1, 1211), (3, 3), (0, 0)]);
    }

    #[test]
    fn each_broken_rule_is_told_with_its_cell() {
        for (csv, code, place) in [
            ("A,B\n1,0\n", "exchange/no-count-column", None),
            ("times,count\n2,5\n3,4\n", "exchange/no-lists", None),
            ("A,B,n\n1,0,5\n0,2,4\n1,1,1\n", "exchange/not-zero-or-one", Some("B3")),
            ("A,B,n\n1,0,5\n0,,4\n1,1,1\n", "exchange/not-zero-or-one", Some("B3")),
            ("A,B,n\n1,0,5\n0,1,4.5\n", "exchange/not-a-count", Some("C3")),
            ("A,B,n\n1,0,<5\n", "exchange/not-a-count", Some("C2")),
            ("A,B,n\n1,0,5\n0,0,4\n0,1,1\n", "exchange/history-of-nobody", Some("C3")),
            ("A,B,n\n1,0,5\n0,1,4\n1,0,1\n", "exchange/history-twice", Some("4")),
        ] {
            let refused = read(csv).unwrap_err();
            assert_eq!(refused.code(), code, "{csv}");
            assert_eq!(refused.place.reference().as_deref(), place, "{csv}");
        }
    }
}
