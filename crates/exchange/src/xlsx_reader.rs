//! Office Open XML workbooks, cell by cell: never as a range, because two cells at opposite
//! corners of a sheet span 17 billion.

use std::io::{Read, Seek, Write};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::cell_text;
use crate::emitter::{Emitter, Halt};
use crate::refusal::Rule;
use crate::workbook::Noticed;

/// Reads every sheet that has cells.
pub(crate) fn read<R: Read + Seek, W: Write>(
    input: R,
    emitter: &mut Emitter<W>,
) -> Result<(), Halt> {
    let mut workbook = Xlsx::new(input).map_err(|error| match error {
        XlsxError::Password => Halt::file(Rule::OldOrLocked),
        error => Halt::damaged("", &error),
    })?;
    for sheet in workbook.sheets_metadata().to_vec() {
        emitter.sheet(&sheet.name)?;
        if sheet.typ != SheetType::WorkSheet {
            emitter.note(Noticed::NotASheetOfCells, None);
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            emitter.note(Noticed::HiddenSheet, None);
        }
        read_sheet(&mut workbook, &sheet.name, emitter)?;
    }
    Ok(())
}

fn read_sheet<R: Read + Seek, W: Write>(
    workbook: &mut Xlsx<R>,
    name: &str,
    emitter: &mut Emitter<W>,
) -> Result<(), Halt> {
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => {
            emitter.note(Noticed::NotASheetOfCells, None);
            return Ok(());
        }
        Err(error) => return Err(Halt::damaged(name, &error)),
    };
    let columns = emitter.limits().columns as usize;
    let mut row: Vec<String> = Vec::new();
    let mut number = 0;
    while let Some(cell) =
        cells.next_cell_with_formula_metadata().map_err(|error| Halt::damaged(name, &error))?
    {
        let (row_index, column) = cell.pos;
        let cell_row = row_index.saturating_add(1);
        let column = column as usize;
        if cell_row != number {
            emitter.row(number, &row)?;
            row.iter_mut().for_each(String::clear);
            number = cell_row;
        }
        if cell.formula.is_some() {
            emitter.note(Noticed::Formula, Some((number, column)));
        }
        if matches!(cell.value, DataRef::Error(_)) {
            emitter.note(Noticed::ErrorValue, Some((number, column)));
        }
        if column >= row.len().min(columns) {
            if is_blank(&cell.value) {
                continue;
            }
            if column >= columns {
                let rule = Rule::TooManyColumns { found: column as u32 + 1, limit: columns as u32 };
                return Err(emitter.refuse(rule, number, Some(column)));
            }
            row.resize(column + 1, String::new());
        }
        write_text(&cell.value, &mut row[column]);
    }
    emitter.row(number, &row)
}

fn is_blank(value: &DataRef<'_>) -> bool {
    match value {
        DataRef::Empty => true,
        DataRef::String(text) => text.trim().is_empty(),
        DataRef::SharedString(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn write_text(value: &DataRef<'_>, text: &mut String) {
    text.clear();
    match value {
        DataRef::Empty => {}
        DataRef::String(value) | DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => {
            text.push_str(value);
        }
        DataRef::SharedString(value) => text.push_str(value),
        DataRef::Int(value) => text.push_str(&value.to_string()),
        DataRef::Float(value) => text.push_str(&cell_text::number(*value)),
        DataRef::Bool(value) => text.push_str(if *value { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(value) => text.push_str(&cell_text::time(value)),
        DataRef::Error(value) => text.push_str(&value.to_string()),
    }
}
