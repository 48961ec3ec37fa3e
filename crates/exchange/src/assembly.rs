//! Puts the reading process's records together again, believing none of them.

use crate::case_list::RowFault;
use crate::limits::Limits;
use crate::place_in_file::PlaceInFile;
use crate::record::Record;
use crate::refusal::Rule;
use crate::sandbox::Confinement;
use crate::workbook::{Format, ReadNote, Sheet, Workbook};

/// A workbook in the making; the second of the two places where limits are kept.
pub(crate) struct Assembly {
    limits: Limits,
    confinement: Option<Confinement>,
    format: Option<Format>,
    sheets: Vec<Sheet>,
    notes: Vec<ReadNote>,
    broken: Vec<(u32, u32, RowFault)>,
    rows: u32,
    cells: u64,
    text_bytes: u64,
}

/// What to do after a record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Read another.
    More,
    /// It was the last.
    Done,
    /// The file is refused.
    Refuse(Rule, PlaceInFile),
}

impl Assembly {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            confinement: None,
            format: None,
            sheets: Vec::new(),
            notes: Vec::new(),
            broken: Vec::new(),
            rows: 0,
            cells: 0,
            text_bytes: 0,
        }
    }

    /// How many rows have arrived.
    pub(crate) fn rows(&self) -> u32 {
        self.rows
    }

    /// Takes one record.
    pub(crate) fn take(&mut self, record: Record<'_>) -> Next {
        match self.try_take(record) {
            Ok(next) => next,
            Err(detail) => Next::Refuse(misbehaved(detail), PlaceInFile::FILE),
        }
    }

    fn try_take(&mut self, record: Record<'_>) -> Result<Next, &'static str> {
        match record {
            Record::Confined(confinement) => self.confinement = Some(confinement),
            Record::Format(format) => self.format = Some(format),
            Record::Sheet(name) => {
                if self.sheets.len() >= self.limits.sheets as usize || name.chars().count() > 255 {
                    return Err("too many sheets, or a name too long");
                }
                let number = self.sheets.len() as u32;
                self.sheets.push(Sheet::new(name.into_owned(), number));
            }
            Record::Text(text) => self.text(&text)?,
            Record::Row(number, cells) => self.row(number, &cells)?,
            Record::Broken(row, fault) => {
                let sheet = self.sheets.len().checked_sub(1).ok_or("a row before any sheet")?;
                if !self.limits.leave_out_broken_rows
                    || self.broken.len() >= self.limits.rows as usize
                {
                    return Err("too many broken rows");
                }
                self.broken.push((sheet as u32, row, fault));
            }
            Record::Note(note) => {
                if self.notes.len() >= 100_000 {
                    return Err("too many notes");
                }
                self.notes.push(note);
            }
            // Parquet is read where a file of a known shape is expected.
            Record::Columns { .. } => {
                let rule = Rule::NotATable { found: "parquet".to_owned() };
                return Ok(Next::Refuse(rule, PlaceInFile::FILE));
            }
            Record::Batch(_) => return Err("a batch of columns in a table"),
            Record::Refused(rule, place) => return Ok(Next::Refuse(rule, place)),
            Record::Finished => return Ok(Next::Done),
        }
        Ok(Next::More)
    }

    fn text(&mut self, text: &str) -> Result<(), &'static str> {
        let sheet = self.sheets.last_mut().ok_or("a text before any sheet")?;
        self.text_bytes += text.len() as u64 + Limits::PER_TEXT;
        if text.chars().count() > self.limits.cell_characters as usize {
            return Err("a text too long");
        }
        if self.text_bytes > self.limits.text_bytes.min(u32::MAX.into()) {
            return Err("too much text");
        }
        sheet.push_text(text);
        Ok(())
    }

    fn row(&mut self, number: u32, cells: &[u32]) -> Result<(), &'static str> {
        let sheet = self.sheets.last_mut().ok_or("a row before any sheet")?;
        self.rows += 1;
        self.cells += cells.len() as u64;
        if self.rows > self.limits.rows || self.cells > u64::from(self.limits.cells) {
            return Err("too many rows or cells");
        }
        if cells.len() > self.limits.columns as usize {
            return Err("a row too wide");
        }
        if number <= sheet.last_number() {
            return Err("rows out of order");
        }
        let last = sheet.last_text();
        if cells.iter().any(|text| *text > last) {
            return Err("a cell without its text");
        }
        sheet.push_row(number, cells);
        Ok(())
    }

    /// The workbook, after the last record.
    pub(crate) fn finish(mut self, file_name: &str, digest: [u8; 32]) -> Result<Workbook, Rule> {
        self.sheets.retain(|sheet| !sheet.is_empty());
        match (self.format, self.confinement) {
            (Some(format), Some(confinement)) if !self.sheets.is_empty() => Ok(Workbook {
                file_name: file_name.to_owned(),
                digest,
                format,
                sheets: self.sheets,
                notes: self.notes,
                broken: self.broken,
                confinement,
            }),
            _ => Err(misbehaved("an answer without its parts")),
        }
    }
}

fn misbehaved(detail: &str) -> Rule {
    let detail = detail.to_owned();
    Rule::ReaderMisbehaved { detail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    #[test]
    fn a_child_that_names_a_text_it_never_sent_is_not_believed() {
        let mut assembly = Assembly::new(Limits::default());
        assert_eq!(assembly.take(Record::Sheet(Cow::Borrowed("s"))), Next::More);
        assert_eq!(assembly.take(Record::Text(Cow::Borrowed("a"))), Next::More);
        assert_eq!(assembly.take(Record::Row(4, Cow::Borrowed(&[1, 0]))), Next::More);
        for row in [Record::Row(5, Cow::Borrowed(&[2])), Record::Row(4, Cow::Borrowed(&[1]))] {
            let Next::Refuse(rule, _) = assembly.take(row) else {
                panic!("believed");
            };
            assert_eq!(rule.code(), "exchange/reader-misbehaved");
        }
    }
}
