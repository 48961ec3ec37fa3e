//! What the file readers tell about the rows they find; the first of the two places where limits
//! are kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use crate::case_list::RowFault;
use crate::limits::Limits;
use crate::place_in_file::PlaceInFile;
use crate::record::Record;
use crate::refusal::Rule;
use crate::workbook::{Format, Noticed, ReadNote};

/// Reading ended before the end of the file.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The file broke a rule.
    Refused(Rule, PlaceInFile),
    /// Nobody listens any more.
    Pipe,
}

impl Halt {
    /// The file as a whole broke a rule.
    pub(crate) fn file(rule: Rule) -> Self {
        Self::Refused(rule, PlaceInFile::FILE)
    }

    /// The workbook's own format is broken, as the library that reads it said.
    pub(crate) fn damaged(sheet: &str, detail: &impl std::fmt::Display) -> Self {
        let detail = detail.to_string().chars().take(200).collect();
        Self::Refused(Rule::DamagedWorkbook { detail }, PlaceInFile::sheet(sheet))
    }
}

impl From<io::Error> for Halt {
    fn from(_: io::Error) -> Self {
        Self::Pipe
    }
}

/// Takes rows of text, holds them to the limits and passes them on as records.
pub(crate) struct Emitter<W> {
    out: W,
    limits: Limits,
    sheet: String,
    sheets: u32,
    last_row: u32,
    rows: u32,
    sound_rows: u32,
    /// The file is one of columns, which may have no rows.
    columnar: bool,
    cells: u64,
    text_bytes: u64,
    numbers: HashMap<Box<str>, u32>,
    row: Vec<u32>,
    notes: BTreeMap<(u32, Noticed), ReadNote>,
}

impl<W: Write> Emitter<W> {
    pub(crate) fn new(out: W, limits: Limits) -> Self {
        Self {
            out,
            limits,
            sheet: String::new(),
            sheets: 0,
            last_row: 0,
            rows: 0,
            sound_rows: 0,
            columnar: false,
            cells: 0,
            text_bytes: 0,
            numbers: HashMap::new(),
            row: Vec::new(),
            notes: BTreeMap::new(),
        }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The file is one of columns: it may have no rows.
    pub(crate) fn columnar(&mut self) {
        self.columnar = true;
    }

    /// Passes on what is not part of a sheet.
    pub(crate) fn record(&mut self, record: &Record<'_>) -> Result<(), Halt> {
        Ok(record.write(&mut self.out)?)
    }

    /// Says what the file is.
    pub(crate) fn format(&mut self, format: &Format) -> Result<(), Halt> {
        Ok(Record::Format(format.clone()).write(&mut self.out)?)
    }

    /// Begins a sheet.
    pub(crate) fn sheet(&mut self, name: &str) -> Result<(), Halt> {
        let name: String = name.chars().take(255).collect();
        self.sheets += 1;
        if self.sheets > self.limits.sheets {
            let limit = self.limits.sheets;
            return Err(Halt::file(Rule::TooManySheets { limit }));
        }
        Record::Sheet(Cow::Borrowed(&name)).write(&mut self.out)?;
        self.sheet = name;
        self.last_row = 0;
        self.numbers.clear();
        Ok(())
    }

    /// Passes a row on, if it holds anything. `number` counts from 1 within the sheet.
    pub(crate) fn row(&mut self, number: u32, cells: &[String]) -> Result<(), Halt> {
        let blank = |text: &String| text.trim().is_empty();
        if self.limits.leave_out_broken_rows
            && let Some(fault) = self.fault(cells)
        {
            return self.broken(number, fault);
        }
        let Some(last) = cells.iter().rposition(|cell| !blank(cell)) else {
            return Ok(());
        };
        if number <= self.last_row {
            return Err(self.refuse(Rule::RowsOutOfOrder, number, None));
        }
        if last >= self.limits.columns as usize {
            let rule = Rule::TooManyColumns { found: last as u32 + 1, limit: self.limits.columns };
            return Err(self.refuse(rule, number, Some(last)));
        }
        self.last_row = number;
        self.sound_rows += 1;
        self.rows += 1;
        self.cells += last as u64 + 1;
        if self.rows > self.limits.rows {
            let limit = self.limits.rows;
            return Err(self.refuse(Rule::TooManyRows { limit }, number, None));
        }
        if self.cells > u64::from(self.limits.cells) {
            let limit = self.limits.cells;
            return Err(self.refuse(Rule::TooManyCells { limit }, number, None));
        }
        self.row.clear();
        for (column, cell) in cells[..=last].iter().enumerate() {
            let text = if blank(cell) { 0 } else { self.text(number, column, cell)? };
            self.row.push(text);
        }
        Ok(Record::Row(number, Cow::Borrowed(&self.row)).write(&mut self.out)?)
    }

    /// The number of a text, which is sent if it is new.
    fn text(&mut self, row: u32, column: usize, raw: &str) -> Result<u32, Halt> {
        if let Some(number) = self.numbers.get(raw) {
            return Ok(*number);
        }
        let longest = self.limits.cell_characters;
        if raw.len() > longest as usize && raw.chars().count() > longest as usize {
            return Err(self.refuse(Rule::CellTooLong { limit: longest }, row, Some(column)));
        }
        let clean = without_control_characters(raw);
        if let Cow::Owned(_) = clean {
            self.note(Noticed::ControlCharacters, Some((row, column)));
        }
        self.text_bytes += clean.len() as u64 + Limits::PER_TEXT;
        if self.text_bytes > self.limits.text_bytes {
            let limit = self.limits.text_bytes;
            return Err(self.refuse(Rule::TooMuchText { limit }, row, Some(column)));
        }
        Record::Text(Cow::Borrowed(&clean)).write(&mut self.out)?;
        let number = self.numbers.len() as u32 + 1;
        self.numbers.insert(raw.into(), number);
        Ok(number)
    }

    /// Tells of a row that is left out.
    pub(crate) fn broken(&mut self, number: u32, fault: RowFault) -> Result<(), Halt> {
        if number <= self.last_row {
            return Err(self.refuse(Rule::RowsOutOfOrder, number, None));
        }
        self.last_row = number;
        self.rows += 1;
        if self.rows > self.limits.rows {
            let limit = self.limits.rows;
            return Err(self.refuse(Rule::TooManyRows { limit }, number, None));
        }
        Ok(Record::Broken(number, fault).write(&mut self.out)?)
    }

    /// Why a row on its own cannot be read.
    fn fault(&self, cells: &[String]) -> Option<RowFault> {
        let limit = self.limits.columns;
        if cells.iter().skip(limit as usize).any(|cell| !cell.trim().is_empty()) {
            return Some(RowFault::TooManyCells { limit });
        }
        let limit = self.limits.cell_characters;
        let too_long =
            |cell: &String| cell.len() > limit as usize && cell.chars().count() > limit as usize;
        cells.iter().any(too_long).then_some(RowFault::CellTooLong { limit })
    }

    /// Notes something about a cell (row from 1, column from 0) or the sheet.
    pub(crate) fn note(&mut self, what: Noticed, cell: Option<(u32, usize)>) {
        let sheet = &self.sheet;
        self.notes
            .entry((self.sheets, what))
            .or_insert_with(|| ReadNote {
                what,
                first: match cell {
                    Some((row, column)) => PlaceInFile::cell(sheet, row, column as u32),
                    None => PlaceInFile::sheet(sheet),
                },
                times: 0,
            })
            .times += 1;
    }

    /// A refusal about a place in this sheet.
    pub(crate) fn refuse(&self, rule: Rule, row: u32, column: Option<usize>) -> Halt {
        let place = PlaceInFile {
            sheet: self.sheet.clone(),
            row: Some(row),
            column: column.map(|column| column as u32),
        };
        Halt::Refused(rule, place)
    }

    /// Says how reading ended, as the last thing.
    pub(crate) fn end(mut self, outcome: Result<(), Halt>) -> io::Result<()> {
        match outcome {
            Ok(()) if self.sound_rows == 0 && self.rows > 0 => {
                // Every row that there is was left out.
                let place = PlaceInFile::row(&self.sheet, self.last_row);
                Record::Refused(Rule::QuoteNeverClosed, place).write(&mut self.out)?;
            }
            Ok(()) if self.rows == 0 && !self.columnar => {
                Record::Refused(Rule::Empty, PlaceInFile::FILE).write(&mut self.out)?;
            }
            Ok(()) => {
                for note in self.notes.into_values() {
                    Record::Note(note).write(&mut self.out)?;
                }
                Record::Finished.write(&mut self.out)?;
            }
            Err(Halt::Refused(rule, place)) => {
                Record::Refused(rule, place).write(&mut self.out)?;
            }
            Err(Halt::Pipe) => return Err(io::ErrorKind::BrokenPipe.into()),
        }
        self.out.flush()
    }
}

/// The text without control characters; line ends become `\n`, which with the tab stays.
fn without_control_characters(text: &str) -> Cow<'_, str> {
    let unwanted = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(unwanted) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(text.replace(unwanted, ""))
}
