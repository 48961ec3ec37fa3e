//! Writing tables as CSV and XLSX files that carry no formulas and say nothing about who wrote
//! them or when: the same table is the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::cell_text;
use crate::formula_guard::guarded;
use crate::out_table::{OutCell, OutTable};

/// A table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It breaks a limit of the format: rows, columns, or the length of a cell.
    #[error("the table does not fit into an XLSX file")]
    Xlsx(#[from] XlsxError),
    /// The CSV could not be put together.
    #[error("the table could not be written as CSV")]
    Csv(#[from] csv::Error),
}

/// The table as a CSV file (RFC 4180) in UTF-8, with the byte-order mark without which
/// spreadsheet programs misread it: headings, hashtags, rows.
pub fn to_csv(table: &OutTable) -> Result<Vec<u8>, WriteError> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
        writer.write_record(table.columns.iter().map(|c| guarded(&c.heading).into_owned()))?;
        if has_tags(table) {
            writer.write_record(table.columns.iter().map(|column| &column.tag))?;
        }
        for row in &table.rows {
            writer.write_record(row.iter().map(|cell| match cell {
                OutCell::Empty => String::new(),
                OutCell::Text(text) => guarded(text).into_owned(),
                OutCell::Number(number) => cell_text::number(*number),
            }))?;
        }
        writer.flush().map_err(csv::Error::from)?;
    }
    Ok(bytes)
}

/// A table for other programs: no byte-order mark, plain numbers as they are, and no other cell
/// that could be taken for a formula. Each row has as many cells as there are headings.
pub fn to_plain_csv(head: &[&str], rows: &[Vec<String>]) -> Result<String, WriteError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head)?;
    for row in rows {
        for cell in row {
            let cell =
                if cell.parse::<f64>().is_ok() { cell.as_str().into() } else { guarded(cell) };
            writer.write_field(cell.as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The table as an XLSX file with one sheet. Text is guarded as in CSV, so that the file can be
/// saved as CSV by another program without becoming dangerous.
pub fn to_xlsx(table: &OutTable) -> Result<Vec<u8>, WriteError> {
    to_xlsx_sheets(std::slice::from_ref(table))
}

/// Several tables as an XLSX file, each on a sheet of its own, in their order. Their names differ.
pub fn to_xlsx_sheets(tables: &[OutTable]) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    for table in tables {
        fill(workbook.add_worksheet(), table)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, table: &OutTable) -> Result<(), WriteError> {
    sheet.set_name(&table.name)?;
    sheet.set_right_to_left(table.is_right_to_left);
    let mut number = 0;
    for (column, out) in (0_u16..).zip(&table.columns) {
        sheet.write_string(number, column, guarded(&out.heading))?;
    }
    number += 1;
    if has_tags(table) {
        for (column, out) in (0_u16..).zip(&table.columns) {
            sheet.write_string(number, column, &out.tag)?;
        }
        number += 1;
    }
    for row in &table.rows {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                OutCell::Empty => {}
                OutCell::Text(text) => {
                    sheet.write_string(number, column, guarded(text))?;
                }
                OutCell::Number(value) => {
                    sheet.write_number(number, column, *value)?;
                }
            }
        }
        number += 1;
    }
    Ok(())
}

fn has_tags(table: &OutTable) -> bool {
    table.columns.iter().any(|column| !column.tag.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::out_table::OutColumn;
    use crate::{Limits, read_own};

    fn table(texts: &[&str]) -> OutTable {
        let column = |heading: &str, tag: &str| OutColumn {
            heading: heading.to_owned(),
            tag: tag.to_owned(),
        };
        OutTable {
            is_right_to_left: false,
            name: "Made up".to_owned(),
            columns: vec![column("=Remarks", "#meta+remarks"), column("Number", "")],
            rows: texts
                .iter()
                .map(|text| vec![OutCell::text(*text), OutCell::Number(-1.5)])
                .collect(),
        }
    }

    const ATTACKS: [&str; 9] = [
        "=cmd|'/C calc'!A0",
        "+1+1",
        "-1+1",
        "@SUM(A1:A9)",
        "＝1+1",
        "x\",=1+1",
        "x;=HYPERLINK(\"http://example.org\")",
        "=\"a\n=b\"",
        "|=1",
    ];

    #[test]
    fn no_cell_of_a_written_file_begins_a_formula_and_numbers_stay_numbers() {
        let table = table(&ATTACKS);
        for bytes in [to_csv(&table).unwrap(), to_xlsx(&table).unwrap()] {
            let book = read_own("made-up", &bytes, &Limits::default()).unwrap();
            assert!(book.notes.is_empty(), "{:?}", book.notes);
            let rows: Vec<_> = book.sheets[0].rows().collect();
            assert_eq!(rows.len(), 2 + ATTACKS.len());
            for row in &rows[2..] {
                assert!(!row.cell(0).starts_with(['=', '+', '-', '@', '＝']), "{}", row.cell(0));
                assert_eq!(row.cell(1), "-1.5");
            }
        }
    }

    #[test]
    fn the_same_table_is_the_same_bytes_and_a_cell_too_long_an_error() {
        let table = table(&ATTACKS);
        assert_eq!(to_csv(&table).unwrap(), to_csv(&table).unwrap());
        let first = to_xlsx(&table).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(to_xlsx(&table).unwrap(), first);
        let long = "x".repeat(40_000);
        assert!(matches!(to_xlsx(&self::table(&[&long])), Err(WriteError::Xlsx(_))));
    }

    #[test]
    fn each_table_of_several_has_its_sheet_and_two_of_one_name_are_an_error() {
        let (first, mut second) = (table(&["one"]), table(&["two", "=3"]));
        second.name = "Another".to_owned();
        let bytes = to_xlsx_sheets(&[first.clone(), second]).unwrap();
        let book = read_own("made-up", &bytes, &Limits::default()).unwrap();
        let names: Vec<&str> = book.sheets.iter().map(|sheet| &*sheet.name).collect();
        assert_eq!(names, ["Made up", "Another"]);
        let last = book.sheets[1].rows().last().unwrap();
        assert_eq!((last.cell(0), last.cell(1)), ("\'=3", "-1.5"));
        assert!(matches!(to_xlsx_sheets(&[first.clone(), first]), Err(WriteError::Xlsx(_))));
    }
}
