//! Why a file, or a table in it, cannot be read: facts with a stable code. The sentences that
//! people read are made from these facts in their language, elsewhere.

use serde::{Deserialize, Serialize};

use crate::place_in_file::PlaceInFile;

/// A file was not read. Nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, {place}: {rule}")]
pub struct Refusal {
    /// The name under which the file was handed over.
    pub file: String,
    /// Where in the file the rule was broken.
    pub place: PlaceInFile,
    /// The rule, with its facts.
    pub rule: Rule,
}

impl Refusal {
    /// The stable code of the rule, such as `exchange/too-many-columns`.
    pub fn code(&self) -> &'static str {
        self.rule.code()
    }

    /// What the person can do about it.
    pub fn remedy(&self) -> Remedy {
        self.rule.remedy()
    }
}

/// A file could not be read, for a reason that lies in it or in this machine.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file's fault: an answer to the person who brought it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The machine's fault: the reading process could not be started, or the file not be opened.
    #[error("reading could not be done: {doing}")]
    Broken {
        /// What was being done.
        doing: &'static str,
        /// What the system answered.
        source: std::io::Error,
    },
}

macro_rules! rules {
    ($($(#[$doc:meta])+ $name:ident $({ $($(#[$field_doc:meta])+ $field:ident: $type:ty),+ })?
        = $code:literal, $text:literal, $remedy:ident;)+) => {
        /// A rule that a file broke, with the facts of the case.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
        pub enum Rule {
            $($(#[$doc])+ #[error($text)] $name $({ $($(#[$field_doc])+ $field: $type),+ })?),+
        }

        impl Rule {
            /// The stable code: `exchange/` and the rule's name.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => concat!("exchange/", $code)),+ }
            }

            /// What the person can do about it.
            pub fn remedy(&self) -> Remedy {
                match self { $(Self::$name { .. } => Remedy::$remedy),+ }
            }
        }
    };
}

rules! {
    /// There is not one byte, or nothing but blank cells.
    Empty = "empty", "there is nothing in it", ChooseAnotherFile;
    /// The content is not a table of a kind that is read.
    NotATable {
        /// What the content looks like: `program`, `pdf`, `image`, `markup`, `json`, `binary` ...
        found: String
    } = "not-a-table", "the content is not a table but {found}", SaveAsSpreadsheet;
    /// A workbook of Excel 97, or one that is locked with a password: they look alike.
    OldOrLocked = "old-or-locked-workbook", "an old or password-protected workbook",
        SaveAsSpreadsheet;
    /// A workbook in a format that is not read.
    UnsupportedWorkbook {
        /// The format: `xlsb`, `odt` ...
        format: String
    } = "unsupported-workbook", "workbooks of the kind {format} are not read", SaveAsSpreadsheet;
    /// A compressed file inside a compressed file.
    NestedArchive = "nested-archive", "a compressed file within a compressed file", Unpack;
    /// A ZIP archive that is not a workbook.
    NoWorkbookInArchive = "no-workbook-in-archive", "an archive that holds no workbook", Unpack;
    /// The archive's directory or one of its parts cannot be read to its end.
    DamagedArchive {
        /// What the unpacking said.
        detail: String
    } = "damaged-archive", "the archive is damaged: {detail}", SendAgain;
    /// More parts than any workbook has.
    TooManyParts {
        /// How many.
        found: u64,
        /// How many are read.
        limit: u64
    } = "too-many-parts", "{found} parts in the archive, at most {limit} are read",
        SaveAsSpreadsheet;
    /// Unpacks to more bytes than are read.
    InflatesTooFar {
        /// The number of unpacked bytes that are read.
        limit: u64
    } = "inflates-too-far", "unpacks to more than {limit} bytes", SplitTable;
    /// Unpacks to so many times its size that it was made to do harm, or holds nothing.
    InflatesTooSteeply {
        /// The ratio that is allowed.
        limit: u64
    } = "inflates-too-steeply", "unpacks to more than {limit} times its size", SaveAsSpreadsheet;
    /// The XML declares entities or a document type, which no spreadsheet program writes.
    DeclaresEntities {
        /// The part of the workbook.
        part: String
    } = "declares-entities", "the part {part} declares a document type", SaveAsSpreadsheet;
    /// The workbook's content does not follow its own format.
    DamagedWorkbook {
        /// What the reader said.
        detail: String
    } = "damaged-workbook", "the workbook is damaged: {detail}", SaveAsSpreadsheet;
    /// The file is larger than is read.
    TooLarge {
        /// Bytes found.
        found: u64,
        /// Bytes read at most.
        limit: u64
    } = "too-large", "{found} bytes, at most {limit} are read", SplitTable;
    /// Too many sheets.
    TooManySheets {
        /// Sheets read at most.
        limit: u32
    } = "too-many-sheets", "more than {limit} sheets", SplitTable;
    /// Too many rows.
    TooManyRows {
        /// Rows read at most, over all sheets.
        limit: u32
    } = "too-many-rows", "more than {limit} rows", SplitTable;
    /// A cell stands too far to the right.
    TooManyColumns {
        /// Number of the column, from 1.
        found: u32,
        /// Columns read at most.
        limit: u32
    } = "too-many-columns", "text in column number {found}, at most {limit} are read",
        ClearStrayCells;
    /// Too many cells.
    TooManyCells {
        /// Cells read at most, over all sheets.
        limit: u32
    } = "too-many-cells", "more than {limit} cells", SplitTable;
    /// A cell's text is too long.
    CellTooLong {
        /// Characters read at most.
        limit: u32
    } = "cell-too-long", "a cell of more than {limit} characters", ShortenCell;
    /// The different texts of the file are too long together.
    TooMuchText {
        /// Bytes of different texts kept at most.
        limit: u64
    } = "too-much-text", "more than {limit} bytes of different texts", SplitTable;
    /// Rows of a sheet do not follow one another.
    RowsOutOfOrder = "rows-out-of-order", "a row stands after a later one", SaveAsSpreadsheet;
    /// A quotation mark opens a cell that never ends.
    QuoteNeverClosed = "quote-never-closed", "a quotation mark is never closed", CloseQuote;
    /// The reading process ended before its work was done.
    ReaderStopped {
        /// Why it ended.
        how: Stop
    } = "reader-stopped", "reading was stopped ({how})", SaveAsSpreadsheet;
    /// The reading process answered with what it may not answer.
    ReaderMisbehaved {
        /// What was wrong.
        detail: String
    } = "reader-misbehaved", "the reading process broke its contract: {detail}",
        SaveAsSpreadsheet;
    /// The file changed while it was read.
    ChangedWhileRead = "changed-while-read", "the file changed while it was read", SendAgain;
    /// No row looks like the head of a table.
    NoTable = "no-table", "no row of headings with rows below it was found", AddHeadings;
    /// No column could be recognised as one that the import needs.
    MissingColumn {
        /// The meaning that a column must have.
        meaning: String
    } = "missing-column", "no column for {meaning}", AddHeadings;
    /// A table of capture histories has no column of counts.
    NoCountColumn = "no-count-column", "no column of counts, such as 'count'", AddHeadings;
    /// A table of capture histories has no column of zeros and ones.
    NoLists = "no-lists", "no column of zeros and ones", FixCell;
    /// More lists than can be told apart.
    TooManyLists {
        /// Lists found.
        found: u32,
        /// Lists read at most.
        limit: u32
    } = "too-many-lists", "{found} lists, at most {limit} are read", SplitTable;
    /// A list's cell holds something else.
    NotZeroOrOne {
        /// The cell's text.
        text: String
    } = "not-zero-or-one", "'{text}' is neither 0 nor 1", FixCell;
    /// A count's cell holds something else.
    NotACount {
        /// The cell's text.
        text: String
    } = "not-a-count", "'{text}' is not a whole number", FixCell;
    /// A Parquet file holds something else than is asked for.
    ParquetKind {
        /// What is asked for, as files say it.
        expected: String,
        /// What it says it is.
        found: String
    } = "parquet-kind", "it holds {found} and not {expected}", ChooseAnotherFile;
    /// A column of a Parquet file is not as its shape has it.
    ParquetColumn {
        /// The column's name.
        column: String,
        /// What it is, and what it must be.
        problem: String
    } = "parquet-column", "the column {column} is {problem}", ChooseAnotherFile;
    /// A Parquet file does not say of itself what it must, or says it wrongly.
    ParquetMetadata {
        /// The key.
        key: String
    } = "parquet-metadata", "what the file says of itself lacks {key}, or it is wrong",
        ChooseAnotherFile;
    /// A cell of a Parquet file cannot be what its column says.
    ParquetCell {
        /// The column's name.
        column: String,
        /// What is wrong.
        what: String
    } = "parquet-cell", "a cell of the column {column} is {what}", SendAgain;
    /// A Parquet file does not follow its own format, or ends too early.
    DamagedParquet {
        /// What the reader said.
        detail: String
    } = "damaged-parquet", "the Parquet file is damaged: {detail}", SendAgain;
    /// A count of people whom no list has seen.
    HistoryOfNobody = "history-of-nobody", "a count of people who are on no list", FixCell;
    /// A capture history stands in the table twice.
    HistoryTwice {
        /// Row of the first.
        first: u32
    } = "history-twice", "the same history stands in row {first}", FixCell;
}

/// Why a reading process ended early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stop {
    /// It took more memory than it may have, or hit a defect of a library; both abort.
    Aborted,
    /// It computed longer than it may.
    Cpu,
    /// It did not end in time.
    Time,
    /// The system ended it with a signal.
    Signal(i32),
    /// It ended by itself with a code that it does not use, such as after a panic.
    Exit(i32),
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Aborted => f.write_str("aborted"),
            Self::Cpu => f.write_str("cpu"),
            Self::Time => f.write_str("time"),
            Self::Signal(number) => write!(f, "signal {number}"),
            Self::Exit(code) => write!(f, "exit {code}"),
        }
    }
}

/// What a person can do about a refusal or a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// Bring another file.
    ChooseAnotherFile,
    /// Open it in a spreadsheet program and save it as XLSX, ODS or CSV, without a password.
    SaveAsSpreadsheet,
    /// Unpack the archive and bring the table that is in it.
    Unpack,
    /// Ask for the file again: this copy is broken.
    SendAgain,
    /// Bring the table in several files.
    SplitTable,
    /// Remove what stands far outside the table.
    ClearStrayCells,
    /// Shorten the cell's text.
    ShortenCell,
    /// Close the quotation mark, or write it twice.
    CloseQuote,
    /// Give the columns headings, or HXL tags below them.
    AddHeadings,
    /// Correct this cell.
    FixCell,
    /// Use a word or code of the list that belongs to this column.
    UseListedWord,
    /// Write dates as 2024-05-31.
    WriteIsoDate,
    /// Nothing needs to be done; it is said so that nobody is surprised.
    Nothing,
}

impl Remedy {
    /// The stable code, such as `save-as-spreadsheet`.
    pub fn code(self) -> &'static str {
        match self {
            Self::ChooseAnotherFile => "choose-another-file",
            Self::SaveAsSpreadsheet => "save-as-spreadsheet",
            Self::Unpack => "unpack",
            Self::SendAgain => "send-again",
            Self::SplitTable => "split-table",
            Self::ClearStrayCells => "clear-stray-cells",
            Self::ShortenCell => "shorten-cell",
            Self::CloseQuote => "close-quote",
            Self::AddHeadings => "add-headings",
            Self::FixCell => "fix-cell",
            Self::UseListedWord => "use-listed-word",
            Self::WriteIsoDate => "write-iso-date",
            Self::Nothing => "nothing",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_file_cell_rule_and_remedy() {
        let refusal = Refusal {
            file: "made-up.xlsx".to_owned(),
            place: PlaceInFile::cell("Data", 3, 300),
            rule: Rule::TooManyColumns { found: 301, limit: 256 },
        };
        assert_eq!(refusal.code(), "exchange/too-many-columns");
        assert_eq!(refusal.remedy().code(), "clear-stray-cells");
        assert_eq!(
            refusal.to_string(),
            "made-up.xlsx, Data!KO3: text in column number 301, at most 256 are read"
        );
    }
}
