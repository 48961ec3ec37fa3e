//! A file's content as rows of text.

use serde::{Deserialize, Serialize};

use crate::case_list::RowFault;
use crate::place_in_file::PlaceInFile;
use crate::sandbox::Confinement;

/// What a file holds, sheet by sheet, and what was noticed on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The name under which the file was handed over.
    pub file_name: String,
    /// SHA-256 of the file's bytes.
    pub digest: [u8; 32],
    /// What it turned out to be.
    pub format: Format,
    /// Sheets in the order of the file, without those that hold nothing.
    pub sheets: Vec<Sheet>,
    /// What was noticed, in the order of the file.
    pub notes: Vec<ReadNote>,
    /// Rows that were left out because they could not be read: the sheet's number among all sheets of
    /// the file, the row's number, and why. Empty unless [`Limits`](crate::Limits) allow it.
    pub broken: Vec<(u32, u32, RowFault)>,
    /// What held the reading process in check.
    pub confinement: Confinement,
}

/// What a file turned out to be, by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// How the table is kept.
    pub container: Container,
    /// Whether it was compressed with gzip.
    pub gzip: bool,
}

/// How a table is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Container {
    /// Text with separators.
    Text {
        /// The character between two cells: comma, semicolon, tab or bar.
        separator: char,
        /// Name of the character encoding, such as `UTF-8` or `windows-1256`.
        encoding: String,
    },
    /// An Office Open XML workbook.
    Xlsx,
    /// An `OpenDocument` spreadsheet.
    Ods,
}

/// Something worth saying about a file that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadNote {
    /// What was noticed.
    pub what: Noticed,
    /// Where it was noticed first.
    pub first: PlaceInFile,
    /// How often, in this sheet.
    pub times: u32,
}

/// What can be noticed while a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Noticed {
    /// A cell holds a formula; its last computed value was read.
    Formula,
    /// A cell holds an error value such as `#N/A`; it was read as that text.
    ErrorValue,
    /// Control characters, such as NUL, were left out of a cell.
    ControlCharacters,
    /// The encoding was guessed: the bytes are not UTF-8 and nothing says what they are.
    EncodingGuessed,
    /// Bytes that mean nothing in the encoding were read as `U+FFFD`.
    UndecodableBytes,
    /// A sheet that is hidden in a spreadsheet program was read.
    HiddenSheet,
    /// A sheet that holds no cells (a chart, a macro) was left out.
    NotASheetOfCells,
}

impl Noticed {
    /// The stable code, such as `exchange/formula`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Formula => "exchange/formula",
            Self::ErrorValue => "exchange/error-value",
            Self::ControlCharacters => "exchange/control-characters",
            Self::EncodingGuessed => "exchange/encoding-guessed",
            Self::UndecodableBytes => "exchange/undecodable-bytes",
            Self::HiddenSheet => "exchange/hidden-sheet",
            Self::NotASheetOfCells => "exchange/not-a-sheet-of-cells",
        }
    }
}

/// The rows of one sheet that hold something. Tables repeat themselves (10,000 rows name 285
/// organisations), so each different text is kept once and a cell is its number.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Name; empty for a text file.
    pub name: String,
    /// Its number among all sheets of the file, those that hold nothing among them, from 0.
    pub(crate) number: u32,
    texts: Texts,
    cells: Vec<u32>,
    rows: Vec<RowStart>,
}

/// Texts one after the other, and where each ends. Number 0 is the empty text.
#[derive(Clone, Default, PartialEq, Eq)]
struct Texts {
    joined: String,
    ends: Vec<u32>,
}

impl Texts {
    fn get(&self, number: u32) -> &str {
        let Some(last) = (number as usize).checked_sub(1) else {
            return "";
        };
        let start = last.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.joined[start as usize..self.ends[last] as usize]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RowStart {
    number: u32,
    first_cell: u32,
}

/// The sheet's size and nothing of what it holds, which may be about people.
impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a sheet of {} rows", self.rows.len())
    }
}

/// The row's number and nothing of what it holds, which may be about a person.
impl std::fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {} of {} cells", self.number, self.cells.len())
    }
}

impl Sheet {
    /// A sheet without rows.
    pub(crate) fn new(name: String, number: u32) -> Self {
        Self { name, number, ..Self::default() }
    }

    /// Adds a text, whose number is then [`Sheet::last_text`]. All texts together must stay below
    /// four gigabytes.
    pub(crate) fn push_text(&mut self, text: &str) {
        self.texts.joined.push_str(text);
        self.texts.ends.push(self.texts.joined.len() as u32);
    }

    /// The number of the last text.
    pub(crate) fn last_text(&self) -> u32 {
        self.texts.ends.len() as u32
    }

    /// Adds a row of text numbers, none above [`Sheet::last_text`].
    pub(crate) fn push_row(&mut self, number: u32, cells: &[u32]) {
        let first_cell = self.cells.len() as u32;
        self.rows.push(RowStart { number, first_cell });
        self.cells.extend_from_slice(cells);
    }

    /// How many rows hold something.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no row holds anything.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row at an index below [`Sheet::len`] (which is not its number in the file).
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        let start = self.rows.get(index)?;
        let end =
            self.rows.get(index + 1).map_or(self.cells.len(), |next| next.first_cell as usize);
        Some(Row {
            number: start.number,
            texts: &self.texts,
            cells: &self.cells[start.first_cell as usize..end],
        })
    }

    /// Every row that holds something, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).filter_map(|index| self.row(index))
    }

    /// The last row's number, or 0.
    pub(crate) fn last_number(&self) -> u32 {
        self.rows.last().map_or(0, |row| row.number)
    }
}

/// One row of a sheet.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// Its number in the file, from 1, as a spreadsheet program shows it.
    pub number: u32,
    texts: &'a Texts,
    cells: &'a [u32],
}

impl<'a> Row<'a> {
    /// The text of the cell in a column (from 0): as a person sees it, numbers without noise,
    /// dates in ISO 8601; empty where there is nothing.
    pub fn cell(&self, column: usize) -> &'a str {
        self.cells.get(column).map_or("", |text| self.texts.get(*text))
    }

    /// Every cell up to the last that holds something.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let texts = self.texts;
        self.cells.iter().map(move |text| texts.get(*text))
    }

    /// How many cells there are up to the last that holds something.
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// The numbers of the cells' texts: rows of one sheet are alike exactly if these are.
    pub(crate) fn text_numbers(&self) -> &'a [u32] {
        self.cells
    }
}
