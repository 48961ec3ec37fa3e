//! Tables of capture histories whose rows also say what kind of people they are of: the columns
//! that are neither lists nor counts.

use std::collections::BTreeMap;
use std::path::Path;

use concert_estimate::{CaptureTable, History};
use concert_exchange::{Table, read_capture_table};

use crate::named_columns::workbook;
use crate::reading::{self, Reader};
use crate::{Asked, Refused, Unanswered};

/// A table of capture histories with what its other columns say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledTable {
    file: String,
    lists: Vec<String>,
    columns: Vec<String>,
    rows: Vec<LabelledRow>,
}

/// How many people have this history and these labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LabelledRow {
    pub(crate) history: u64,
    /// One for each column; empty where the cell is.
    pub(crate) labels: Vec<String>,
    pub(crate) count: u64,
}

/// Reads a table of capture histories with its labels, in a confined process.
pub fn labelled_table(path: &Path, reader: &Reader) -> Asked<LabelledTable> {
    let book = workbook(path, reader)?;
    let refused = |refusal| Unanswered::from(reading::refused(&refusal));
    let table = Table::find(&book).map_err(refused)?;
    let read = read_capture_table(&table).map_err(refused)?;
    let row = |row: concert_exchange::CaptureRow| LabelledRow {
        history: row.history,
        labels: row.stratum,
        count: row.count,
    };
    Ok(LabelledTable {
        file: table.file_name.to_owned(),
        lists: read.lists,
        columns: read.strata,
        rows: read.rows.into_iter().map(row).collect(),
    })
}

impl LabelledTable {
    /// The names of the lists, in order.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// The names of the columns of labels, in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows.
    pub(crate) fn rows(&self) -> &[LabelledRow] {
        &self.rows
    }

    /// Every history with its people, whatever their labels.
    pub(crate) fn table(&self) -> Asked<CaptureTable> {
        self.table_of(|_| true)
    }

    /// The people whose labels are wanted.
    pub(crate) fn table_of(&self, wanted: impl Fn(&[String]) -> bool) -> Asked<CaptureTable> {
        let mut cells: BTreeMap<u64, u64> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| wanted(&row.labels)) {
            let count = cells.entry(row.history).or_default();
            *count = count.saturating_add(row.count);
        }
        capture_table_of(&self.lists, cells)
    }

    /// The same people with these columns alone, in this order.
    ///
    /// A column of labels that are zeros and ones, such as a sex that is written so, looks like a
    /// list. Named here, it is one of labels, as long as everybody is on another list.
    pub(crate) fn by(mut self, names: &[String]) -> Asked<Self> {
        for name in names {
            if let Some(list) = self.lists.iter().position(|list| list == name) {
                self = self.with_list_as_label(list)?;
            }
        }
        let position = |name: &String| {
            let found = self.columns.iter().position(|column| column == name);
            found.ok_or_else(|| self.no_column(name))
        };
        let chosen: Vec<usize> = names.iter().map(position).collect::<Result<_, _>>()?;
        if let Some(twice) = (1..chosen.len()).find(|&i| chosen[..i].contains(&chosen[i])) {
            return Err(self.refused("secretariat/column-twice", &names[twice]).into());
        }
        let mut counts: BTreeMap<(u64, Vec<String>), usize> = BTreeMap::new();
        let mut rows: Vec<LabelledRow> = Vec::new();
        for row in &self.rows {
            let labels: Vec<String> = chosen.iter().map(|&at| row.labels[at].clone()).collect();
            let at = *counts.entry((row.history, labels.clone())).or_insert(rows.len());
            match rows.get_mut(at) {
                Some(same) => same.count = same.count.saturating_add(row.count),
                None => rows.push(LabelledRow { history: row.history, labels, count: row.count }),
            }
        }
        Ok(Self { columns: names.to_vec(), rows, ..self })
    }

    fn with_list_as_label(mut self, list: usize) -> Asked<Self> {
        let alone = 1 << list;
        if self.rows.iter().any(|row| row.history == alone && row.count > 0) {
            return Err(self.refused("secretariat/column-is-a-list", &self.lists[list]).into());
        }
        let below = alone - 1;
        for row in &mut self.rows {
            row.labels.push(u64::from(row.history & alone != 0).to_string());
            row.history = row.history & below | (row.history >> 1) & !below;
        }
        self.columns.push(self.lists.remove(list));
        Ok(self)
    }

    /// The position of a list.
    pub(crate) fn list(&self, name: &str) -> Asked<usize> {
        let found = self.lists.iter().position(|list| list == name);
        found.ok_or_else(|| {
            let allowed = self.lists.join(", ");
            let text = format!("{}: no list is called {name}; there are {allowed}", self.file);
            let facts =
                vec![("file", self.file.clone()), ("text", name.to_owned()), ("allowed", allowed)];
            Refused { code: "secretariat/no-such-list", facts, text }.into()
        })
    }

    /// Refuses people of whom a column says nothing.
    pub(crate) fn without_blanks(&self) -> Asked<()> {
        for (at, column) in self.columns.iter().enumerate() {
            let blank = |row: &&LabelledRow| row.labels[at].is_empty();
            let people: u64 = self.rows.iter().filter(blank).map(|row| row.count).sum();
            if people > 0 {
                let mut refused = self.refused("secretariat/people-without-label", column);
                refused.facts.push(("people", people.to_string()));
                return Err(refused.into());
            }
        }
        Ok(())
    }

    fn no_column(&self, name: &str) -> Unanswered {
        if self.columns.is_empty() {
            return self.refused("secretariat/no-label-columns", name).into();
        }
        self.refused("secretariat/no-such-column", name).into()
    }

    /// A refusal about a column, with the columns that there are.
    fn refused(&self, code: &'static str, name: &str) -> Refused {
        let allowed = self.columns.join(", ");
        let text = format!("{}: {code}: '{name}'; the columns of labels: {allowed}", self.file);
        let facts =
            vec![("file", self.file.clone()), ("text", name.to_owned()), ("allowed", allowed)];
        Refused { code, facts, text }
    }
}

/// A table of lists and counts by the bits of histories.
pub(crate) fn capture_table_of(
    lists: &[String],
    cells: impl IntoIterator<Item = (u64, u64)>,
) -> Asked<CaptureTable> {
    let cells: Result<Vec<_>, _> =
        cells.into_iter().map(|(bits, n)| Ok((history(bits, lists)?, n))).collect();
    let cells: Vec<(History, u64)> = cells.map_err(|refused: Refused| Unanswered::from(refused))?;
    CaptureTable::new(lists.to_vec(), cells).map_err(|error| {
        let (code, facts, text) = (error.code(), error.facts(), error.to_string());
        Refused { code, facts, text }.into()
    })
}

/// A history by its bits, which more lists than the engine takes may have.
pub(crate) fn history(bits: u64, lists: &[String]) -> Result<History, Refused> {
    u16::try_from(bits).map(History::new).map_err(|_| Refused {
        code: "estimate/too-many-lists",
        facts: vec![("found", lists.len().to_string())],
        text: format!("{} lists are more than can be told apart", lists.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use concert_exchange::{Limits, read_own};

    fn read(csv: &str) -> LabelledTable {
        let book = read_own("made-up.csv", csv.as_bytes(), &Limits::default()).unwrap();
        let read = read_capture_table(&Table::find(&book).unwrap()).unwrap();
        let row = |row: concert_exchange::CaptureRow| LabelledRow {
            history: row.history,
            labels: row.stratum,
            count: row.count,
        };
        let rows = read.rows.into_iter().map(row).collect();
        LabelledTable { file: "made-up.csv".into(), lists: read.lists, columns: read.strata, rows }
    }

    fn code(asked: Asked<LabelledTable>) -> &'static str {
        match asked.unwrap_err() {
            Unanswered::Refused(refused) => refused.code,
            Unanswered::Fault(fault) => panic!("{fault}"),
        }
    }

    const TABLE: &str = "A,B,sex,region,n\n1,0,f,N,5\n1,0,f,S,2\n0,1,m,N,4\n1,1,,S,3\n";

    #[test]
    fn columns_that_are_not_asked_for_are_added_up() {
        let by_sex = read(TABLE).by(&["sex".to_owned()]).unwrap();
        let rows: Vec<_> = by_sex.rows().iter().map(|r| (r.labels[0].as_str(), r.count)).collect();
        assert_eq!(rows, [("f", 7), ("m", 4), ("", 3)]);
        assert!(matches!(by_sex.without_blanks(), Err(Unanswered::Refused(refused))
            if refused.facts.contains(&("people", "3".to_owned()))));
        assert_eq!(read(TABLE).table().unwrap().observed(), 14);
    }

    #[test]
    fn labels_written_as_zeros_and_ones_are_labels_when_they_are_named() {
        let csv = "A,female,B,n\n1,0,0,5\n1,1,0,2\n0,1,1,4\n1,1,1,3\n";
        let table = read(csv);
        assert_eq!(table.lists(), ["A", "female", "B"]);
        let by = table.by(&["female".to_owned()]).unwrap();
        assert_eq!(
            (by.lists(), by.columns()),
            (&["A".into(), "B".into()][..], &["female".into()][..])
        );
        let rows: Vec<_> = by.rows().iter().map(|r| (r.history, r.labels[0].as_str())).collect();
        assert_eq!(rows, [(1, "0"), (1, "1"), (2, "1"), (3, "1")]);
    }

    #[test]
    fn columns_that_are_not_there_are_refused() {
        assert_eq!(code(read(TABLE).by(&["age".into()])), "secretariat/no-such-column");
        assert_eq!(code(read(TABLE).by(&["A".into()])), "secretariat/column-is-a-list");
        assert_eq!(code(read(TABLE).by(&["sex".into(), "sex".into()])), "secretariat/column-twice");
        let plain = read("A,B,n\n1,0,5\n0,1,4\n");
        assert_eq!(code(plain.by(&["sex".into()])), "secretariat/no-label-columns");
    }
}
