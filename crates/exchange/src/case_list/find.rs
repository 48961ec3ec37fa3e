//! Finding the case list in a workbook: its sheet, its headings, its first record.

use std::collections::HashSet;

use concert_terms::CaseField;

use crate::case_list::by_heading::{self, Said};
use crate::case_list::note::CaseListRefusal;
use crate::dates;
use crate::hxl::{Tag, tag_row};
use crate::place_in_file::{PlaceInFile, column_letters};
use crate::refusal::{Refusal, Rule};
use crate::workbook::{Row, Sheet, Workbook};

/// How many rows are looked at for headings, as for other tables.
const HEAD_ROWS: usize = 25;

/// A case list within a workbook.
pub(crate) struct Found<'a> {
    pub(crate) sheet: &'a Sheet,
    /// Which of the sheets of the file, as rows that could not be read name it.
    pub(crate) sheet_number: u32,
    /// Index of the row of headings; none if every row is a record.
    pub(crate) heading_row: Option<usize>,
    /// The headings; the column's letters where there is none.
    pub(crate) headings: Vec<String>,
    /// The hashtags below the headings.
    pub(crate) tags: Vec<Option<Tag>>,
    /// Index of the first record.
    pub(crate) first_row: usize,
    recognised: usize,
}

impl Found<'_> {
    /// The row is the row of headings again, as where files were put behind one another.
    pub(crate) fn repeats_headings(&self, row: &Row<'_>) -> bool {
        let Some(headings) = self.heading_row.and_then(|index| self.sheet.row(index)) else {
            return false;
        };
        row.width() > 1 && row.text_numbers() == headings.text_numbers()
    }
}

/// The likeliest case list: of the sheets' tables the one in which the most headings are recognised,
/// then the longest.
pub(crate) fn find(workbook: &Workbook) -> Result<Found<'_>, CaseListRefusal> {
    let tables = workbook.sheets.iter().filter_map(in_sheet);
    let rank = |found: &Found<'_>| (found.recognised, found.sheet.len());
    let best = tables.reduce(|best, table| if rank(&table) > rank(&best) { table } else { best });
    best.ok_or_else(|| {
        let refusal = Refusal {
            file: workbook.file_name.clone(),
            place: PlaceInFile::FILE,
            rule: Rule::NoTable,
        };
        refusal.into()
    })
}

fn in_sheet(sheet: &Sheet) -> Option<Found<'_>> {
    let head: Vec<Row<'_>> = sheet.rows().take(HEAD_ROWS).collect();
    let tags =
        head.iter().enumerate().find_map(|(index, row)| Some((index, tag_row(row.cells())?)));
    let widest = sheet.rows().take(1000).map(|row| row.width()).max()?;
    let (heading, tags, first_row) = match tags {
        Some((index, tags)) => (index.checked_sub(1), tags, index + 1),
        None => match heading_row(sheet, &head, widest) {
            Some((heading, first)) => (Some(heading), Vec::new(), first),
            None => (None, Vec::new(), 0),
        },
    };
    let heading_row = heading.and_then(|index| head.get(index));
    let tagged = tags.iter().flatten().count();
    let width = match (heading_row, tags.len()) {
        (None, 0) => widest,
        (row, tags) => row.map_or(0, Row::width).max(tags),
    };
    let headings: Vec<String> = (0..width)
        .map(|column| {
            let text = heading_row.map_or("", |row| row.cell(column)).trim();
            let text = text.trim_matches('\u{feff}');
            if text.is_empty() { column_letters(column as u32) } else { text.to_owned() }
        })
        .collect();
    let recognised = heading_row.map_or(0, recognised) + 2 * tagged;
    // The number that the reading process gave the sheet is its place among all sheets.
    let sheet_number = sheet.number;
    let is_table = heading_row.is_some() || !tags.is_empty() || width > 1;
    (is_table && !sheet.is_empty()).then_some(Found {
        sheet,
        sheet_number,
        heading_row: heading.or_else(|| first_row.checked_sub(1)),
        headings,
        tags,
        first_row,
        recognised,
    })
}

/// How many different things the headings of a row say.
fn recognised(row: &Row<'_>) -> usize {
    said(row).map(|(_, said)| said).collect::<HashSet<Said>>().len()
}

/// What the headings of a row say, with their columns.
fn said<'a>(row: &Row<'a>) -> impl Iterator<Item = (usize, Said)> + use<'a> {
    let said = |(column, cell)| Some((column, by_heading::said(cell)?.said));
    row.cells()
        .enumerate()
        .filter_map(said)
        .filter(|(_, said)| *said != Said::Field(CaseField::Text))
}

/// The row of headings and the first record. It is the row in which most headings are recognised (of
/// two that follow each other, as where one has labels and one codes, the records begin below the
/// second); if none is, the first, unless it reads like a record.
fn heading_row(sheet: &Sheet, head: &[Row<'_>], widest: usize) -> Option<(usize, usize)> {
    let mut best = (0, 0);
    for (index, row) in head.iter().enumerate() {
        let count = recognised(row);
        // Below a row as wide as itself a row is more likely a record with a word that is also a
        // heading, unless that row is one of headings, too, or nearly everything speaks for it.
        let filled = |row: &Row<'_>| row.cells().filter(|cell| !cell.trim().is_empty()).count();
        let wide = head.iter().take(index).find(|above| filled(above) >= filled(row));
        let fits = wide.is_none_or(|above| count >= 4 || recognised(above) >= 2);
        if count > best.0 && fits && !(index > 0 && looks_like_record(row)) {
            best = (count, index);
        }
    }
    let (count, index) = best;
    let enough = count >= 2 || (count == 1 && (widest <= 2 || index == 0));
    if enough && !(count == 1 && head.get(index).is_some_and(looks_like_record)) {
        let next = head.get(index + 1).filter(|row| {
            let above: Vec<(usize, Said)> = said(&head[index]).collect();
            let same = said(row).filter(|also| above.contains(also)).count();
            same >= 2 && 2 * same >= above.len() && !looks_like_record(row)
        });
        return Some((index, index + 1 + usize::from(next.is_some())));
    }
    // Titles above the table are narrower than it.
    let first = head.iter().position(|row| {
        let filled = row.cells().filter(|cell| !cell.trim().is_empty()).count();
        2 * filled >= widest && (filled >= 2 || widest == 1)
    })?;
    let row = head.get(first)?;
    let distinct: HashSet<&str> = row.cells().map(str::trim).collect();
    let filled = row.cells().filter(|cell| !cell.trim().is_empty()).count();
    let all_differ = distinct.iter().filter(|text| !text.is_empty()).count() == filled;
    let recurs = (0..row.width()).any(|column| {
        let text = row.cell(column).trim();
        !text.is_empty()
            && sheet
                .rows()
                .skip(first + 1)
                .take(2000)
                .any(|below| below.cell(column).trim() == text)
    });
    (all_differ && !recurs && !looks_like_record(row)).then_some((first, first + 1))
}

/// A cell of the row is a number, a day or an address of mail, which no heading is.
fn looks_like_record(row: &Row<'_>) -> bool {
    row.cells().any(|cell| {
        let cell = cell.trim();
        cell.parse::<f64>().is_ok_and(f64::is_finite)
            || (cell.contains('@') && cell.contains('.'))
            || (cell.chars().filter(char::is_ascii_digit).count() >= 5
                && dates::period(cell, dates::DayOrder::DayFirst).is_ok())
    })
}
