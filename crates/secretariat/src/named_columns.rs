//! Tables whose columns have fixed names, such as those of the calculators: each cell is read as a
//! number or a code, and what is neither is refused with its place.

use std::path::Path;

use concert_exchange::{PlaceInFile, Row, Rule, Table, TableFile, Workbook};

use crate::reading::{self, Reader};
use crate::{Asked, Refused};

/// A table with known columns.
pub(crate) struct NamedColumns<'a> {
    table: Table<'a>,
    names: &'static [&'static str],
    columns: Vec<Option<usize>>,
}

/// Where rows came from, so that a refusal of what they say leads back to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowsOfFile {
    file: String,
    sheet: String,
    rows: Vec<u32>,
}

impl RowsOfFile {
    /// Number in the file of the row that is counted from one in the table.
    pub(crate) fn number(&self, row: usize) -> Option<u32> {
        self.rows.get(row.checked_sub(1)?).copied()
    }

    /// The facts that tell a person where to look.
    pub(crate) fn facts(&self, row: usize) -> Vec<(&'static str, String)> {
        let mut facts = vec![("file", self.file.clone()), ("sheet", self.sheet.clone())];
        facts.extend(self.number(row).map(|number| ("reference", number.to_string())));
        facts
    }
}

/// Reads the file in a confined process.
pub(crate) fn workbook(path: &Path, reader: &Reader) -> Asked<Workbook> {
    let file = TableFile::open(path).map_err(reading::unread)?;
    reader.read(file, &mut |_| {})
}

impl<'a> NamedColumns<'a> {
    /// The table of a workbook. Every column has one of the names and stands there once; the
    /// `required` ones are there.
    pub(crate) fn find(
        workbook: &'a Workbook,
        names: &'static [&'static str],
        required: &[&'static str],
    ) -> Asked<Self> {
        let table = Table::find(workbook).map_err(|refusal| reading::refused(&refusal))?;
        let whole = || PlaceInFile::sheet(&table.sheet.name);
        let mut columns = vec![None; names.len()];
        for (column, its) in table.columns.iter().enumerate() {
            let heading = plain(&its.heading);
            if heading.is_empty() {
                continue;
            }
            let known = names.iter().position(|name| *name == heading);
            let place = match table.heading_row {
                Some(row) => table.place(row, column),
                None => whole(),
            };
            match known {
                Some(index) if columns[index].is_none() => columns[index] = Some(column),
                Some(_) => {
                    return Err(refused_at(
                        &table,
                        place,
                        "secretariat/column-twice",
                        "fix-cell",
                        &its.heading,
                        "",
                    )
                    .into());
                }
                None => {
                    let code = "secretariat/unknown-column";
                    let allowed = names.join(", ");
                    return Err(refused_at(&table, place, code, "", &its.heading, &allowed).into());
                }
            }
        }
        let missing = names
            .iter()
            .zip(&columns)
            .find(|(name, column)| column.is_none() && required.contains(name));
        if let Some((name, _)) = missing {
            let rule = Rule::MissingColumn { meaning: (*name).to_owned() };
            return Err(reading::refused(&table.refusal(rule, whole())).into());
        }
        Ok(Self { table, names, columns })
    }

    /// The rows that say something.
    pub(crate) fn rows(&self) -> Vec<Row<'a>> {
        let filled = |row: &Row<'a>| row.cells().any(|cell| !cell.trim().is_empty());
        self.table.rows().filter(filled).collect()
    }

    /// Where these rows came from.
    pub(crate) fn origin(&self, rows: &[Row<'a>]) -> RowsOfFile {
        RowsOfFile {
            file: self.table.file_name.to_owned(),
            sheet: self.table.sheet.name.clone(),
            rows: rows.iter().map(|row| row.number).collect(),
        }
    }

    /// What a row says under a name; empty where it says nothing.
    pub(crate) fn text(&self, row: Row<'a>, name: &str) -> &'a str {
        self.column(name).map_or("", |column| row.cell(column).trim())
    }

    /// A number that may be missing.
    pub(crate) fn number(&self, row: Row<'a>, name: &str) -> Asked<Option<f64>> {
        self.read(row, name, "secretariat/not-a-number", "", |text| text.parse().ok())
    }

    /// A number that may not be missing.
    pub(crate) fn needed(&self, row: Row<'a>, name: &str) -> Asked<f64> {
        let found = self.number(row, name)?;
        found.ok_or_else(|| self.refused(row, name, "secretariat/not-a-number", "").into())
    }

    /// What a reader makes of a cell; nothing of an empty one. What it can make nothing of is
    /// refused, with what would be allowed.
    pub(crate) fn read<T>(
        &self,
        row: Row<'a>,
        name: &str,
        code: &'static str,
        allowed: &str,
        reader: impl Fn(&str) -> Option<T>,
    ) -> Asked<Option<T>> {
        match self.text(row, name) {
            "" => Ok(None),
            text => match reader(text) {
                Some(read) => Ok(Some(read)),
                None => Err(self.refused(row, name, code, allowed).into()),
            },
        }
    }

    /// A refusal of a cell.
    pub(crate) fn refused(
        &self,
        row: Row<'a>,
        name: &str,
        code: &'static str,
        allowed: &str,
    ) -> Refused {
        let place = match self.column(name) {
            Some(column) => self.table.place(row.number, column),
            None => PlaceInFile::row(&self.table.sheet.name, row.number),
        };
        refused_at(&self.table, place, code, "", self.text(row, name), allowed)
    }

    fn column(&self, name: &str) -> Option<usize> {
        let index = self.names.iter().position(|known| *known == name)?;
        self.columns[index]
    }
}

/// A heading with the case, spaces and underscores of its writer taken off.
fn plain(heading: &str) -> String {
    heading.trim().to_lowercase().replace([' ', '_'], "-")
}

fn refused_at(
    table: &Table<'_>,
    place: PlaceInFile,
    code: &'static str,
    remedy: &str,
    found: &str,
    allowed: &str,
) -> Refused {
    let reference = place.reference().unwrap_or_default();
    let text = format!("{}, {reference}: {code}: '{found}'", table.file_name);
    let mut facts = vec![
        ("file", table.file_name.to_owned()),
        ("sheet", place.sheet),
        ("reference", reference),
        ("text", found.to_owned()),
        ("allowed", allowed.to_owned()),
    ];
    if !remedy.is_empty() {
        facts.push(("remedy", remedy.to_owned()));
    }
    Refused { code, facts, text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unanswered;
    use concert_exchange::{Limits, read_own};

    const NAMES: &[&str] = &["sector", "people", "low"];

    fn find(csv: &str) -> Result<Vec<f64>, Refused> {
        let book = read_own("made-up.csv", csv.as_bytes(), &Limits::default()).unwrap();
        let read = || -> Asked<Vec<f64>> {
            let table = NamedColumns::find(&book, NAMES, &["people"])?;
            table.rows().into_iter().map(|row| table.needed(row, "people")).collect()
        };
        read().map_err(|no| match no {
            Unanswered::Refused(refused) => refused,
            Unanswered::Fault(fault) => panic!("{fault}"),
        })
    }

    #[test]
    fn columns_are_found_by_name_in_any_order() {
        assert_eq!(find("Low,People\n1,10\n,20.5\n").unwrap(), [10.0, 20.5]);
        assert_eq!(find("sector,people\nsexual,10\nservices,20\n").unwrap(), [10.0, 20.0]);
    }

    #[test]
    fn each_mistake_is_told_with_its_cell() {
        let fact = |refused: &Refused, name| {
            refused.facts.iter().find(|fact| fact.0 == name).map(|fact| fact.1.clone()).unwrap()
        };
        for (csv, code, reference) in [
            ("sector,people\nsexual,ten\n", "secretariat/not-a-number", "B2"),
            ("sector,people\nsexual,10\nsexual,\n", "secretariat/not-a-number", "B3"),
            ("sector,people\nsexual,\"1,5\"\n", "secretariat/not-a-number", "B2"),
            ("sector,people,hig\nsexual,1,2\n", "secretariat/unknown-column", "C1"),
            ("people,people\n1,2\n", "secretariat/column-twice", "B1"),
            ("sector,low\nsexual,1\n", "exchange/missing-column", ""),
        ] {
            let refused = find(csv).unwrap_err();
            assert_eq!(refused.code, code, "{csv}");
            assert_eq!(fact(&refused, "reference"), reference, "{csv}");
            assert_eq!(fact(&refused, "file"), "made-up.csv");
        }
    }
}
