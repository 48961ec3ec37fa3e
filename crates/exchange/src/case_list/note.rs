//! What is said about a case list that was read, without a word of what it holds.

use serde::{Deserialize, Serialize};

use crate::place_in_file::PlaceInFile;
use crate::refusal::Refusal;

/// Something worth knowing about a case list that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseNote {
    /// What.
    pub rule: CaseNoteRule,
    /// The column, or the first row, or the sheet.
    pub place: PlaceInFile,
    /// The column's heading, where it is about a column.
    pub heading: Option<String>,
    /// How many cells, rows or sheets.
    pub times: u32,
}

macro_rules! rules {
    ($($(#[$doc:meta])+ $name:ident = $code:literal;)+) => {
        /// What can be noted about a case list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum CaseNoteRule {
            $($(#[$doc])+ $name),+
        }

        impl CaseNoteRule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stable code, such as `exchange/truth-ignored`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => concat!("exchange/", $code)),+ }
            }
        }
    };
}

rules! {
    /// A column says who is who; it was left out, since to compare it is to read the answer.
    TruthIgnored = "truth-ignored";
    /// A column of the name of an identifier has the same text in several rows while another is
    /// different in each: which of them identifies the record was a choice.
    AmbiguousId = "ambiguous-id";
    /// The list has no column of identifiers; the number of the row is the identifier.
    IdsAreRowNumbers = "ids-are-row-numbers";
    /// Identifiers that stand in several rows, or that are missing; the number of the row was added.
    IdsMadeUnique = "ids-made-unique";
    /// A second column of one meaning was read as something else.
    SecondOfItsKind = "second-of-its-kind";
    /// A column repeats what others say, such as a full name beside its parts; it was left out.
    RepeatsOthers = "repeats-others";
    /// What the column says was guessed from its cells.
    GuessedFromValues = "guessed-from-values";
    /// Words for nothing, such as `NULL`, that could be names were read as missing, since they stand
    /// there far more often than any name.
    WordsForNothing = "words-for-nothing";
    /// Words for nothing that could be names were kept as names.
    PerhapsMissing = "perhaps-missing";
    /// Ages, years or dates that cannot be were read as missing.
    Impossible = "impossible-values";
    /// Sexes that are not understood were kept as they are.
    SexNotUnderstood = "sex-not-understood";
    /// Forms of exploitation that are not understood were kept as they are.
    FormNotUnderstood = "form-not-understood";
    /// Every record has the same text here.
    AllAlike = "all-alike";
    /// The encoding of the file was guessed.
    EncodingGuessed = "case-encoding-guessed";
    /// Bytes that mean nothing in the file's encoding.
    UndecodableBytes = "case-undecodable-bytes";
    /// Cells with letters that could not be decoded.
    UndecodedLetters = "undecoded-letters";
    /// Cells of a spreadsheet that hold an error instead of a value.
    ErrorValue = "case-error-value";
    /// No row of headings was found; every row is a record.
    NoHeadings = "no-headings";
    /// Sheets of the workbook that were not read.
    OtherSheets = "other-sheets";
    /// Records of which nothing is known but that they are there.
    RowWithoutAnything = "row-without-anything";
    /// A row is the same as an earlier one, identifier and all.
    SameRowTwice = "same-row-twice";
}

/// A row that could not be read and was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRow {
    /// Its number in the file.
    pub row: u32,
    /// Why.
    pub fault: RowFault,
}

/// Why a row could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowFault {
    /// It has more cells than there are headings, so that nobody knows which cell is which.
    TooWide {
        /// Number of its cells.
        cells: usize,
        /// Number of headings.
        headings: usize,
    },
    /// A quotation mark is opened and not closed, or closed in the middle of a cell.
    BrokenQuotes,
    /// A cell is longer than is read.
    CellTooLong {
        /// Characters read at most.
        limit: u32,
    },
    /// It has more cells than any table that is read.
    TooManyCells {
        /// Cells read at most.
        limit: u32,
    },
}

impl RowFault {
    /// The stable code, such as `exchange/broken-quotes`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooWide { .. } => "exchange/row-too-wide",
            Self::BrokenQuotes => "exchange/broken-quotes",
            Self::CellTooLong { .. } => "exchange/row-cell-too-long",
            Self::TooManyCells { .. } => "exchange/row-of-too-many-cells",
        }
    }
}

/// A case list was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseListRefusal {
    /// The file holds no table.
    #[error(transparent)]
    File(#[from] Refusal),
    /// No row below the headings is a record.
    #[error("no record below the headings ({broken} rows could not be read)")]
    NoRecord {
        /// Rows that could not be read.
        broken: usize,
    },
    /// No column is a name, a date of birth, a number of a document or a telephone, or an address of
    /// mail: nobody could be told apart.
    #[error("no column of names, births or numbers by which people could be told apart")]
    NothingToCompare {
        /// The headings that there are.
        headings: Vec<String>,
    },
    /// Somebody said what a column means that is not there.
    #[error("there is no column '{told}'")]
    UnknownHeading {
        /// The heading that was said.
        told: String,
        /// The headings that there are.
        headings: Vec<String>,
    },
    /// Somebody said that a column means what no column can mean.
    #[error("'{told}' does not say HEADING=FIELD with a known field")]
    UnknownField {
        /// What was said.
        told: String,
    },
    /// Two columns were said to be what only one can be.
    #[error("'{first}' and '{second}' cannot both be {field}")]
    ToldTwice {
        /// The field.
        field: concert_terms::CaseField,
        /// Heading of the first.
        first: String,
        /// Heading of the second.
        second: String,
    },
}

impl CaseListRefusal {
    /// The stable code, such as `exchange/no-record`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::File(refusal) => refusal.code(),
            Self::NoRecord { .. } => "exchange/no-record",
            Self::NothingToCompare { .. } => "exchange/nothing-to-compare",
            Self::UnknownHeading { .. } => "exchange/unknown-heading",
            Self::UnknownField { .. } => "exchange/unknown-field",
            Self::ToldTwice { .. } => "exchange/told-twice",
        }
    }

    /// The words that a field can be told with.
    pub fn fields() -> impl Iterator<Item = &'static str> {
        use concert_terms::Axis;
        let fields = (0..concert_terms::CaseField::COUNT).filter_map(concert_terms::CaseField::at);
        fields.map(Axis::code).chain(["ignore"])
    }
}

/// Notes in the making.
pub(crate) struct Notes {
    sheet: String,
    notes: Vec<CaseNote>,
}

impl Notes {
    pub(crate) fn new(sheet: &str) -> Self {
        Self { sheet: sheet.to_owned(), notes: Vec::new() }
    }

    /// About a column, unless it is about no cell.
    pub(crate) fn column(&mut self, rule: CaseNoteRule, column: usize, heading: &str, times: u32) {
        if times > 0 {
            let place =
                PlaceInFile { sheet: self.sheet.clone(), row: None, column: Some(column as u32) };
            self.notes.push(CaseNote { rule, place, heading: Some(heading.to_owned()), times });
        }
    }

    /// About rows, unless there are none; the first is told.
    pub(crate) fn rows(&mut self, rule: CaseNoteRule, rows: impl Iterator<Item = u32>) {
        let mut first = None;
        let mut times = 0;
        for row in rows {
            first.get_or_insert(row);
            times += 1;
        }
        if let Some(first) = first {
            let place = PlaceInFile::row(&self.sheet, first);
            self.notes.push(CaseNote { rule, place, heading: None, times });
        }
    }

    /// About the whole list.
    pub(crate) fn whole(&mut self, rule: CaseNoteRule, times: u32) {
        let place = PlaceInFile::sheet(&self.sheet);
        self.notes.push(CaseNote { rule, place, heading: None, times });
    }

    pub(crate) fn finish(self) -> Vec<CaseNote> {
        self.notes
    }
}
