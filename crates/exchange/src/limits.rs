//! How much of a file is read.

use serde::{Deserialize, Serialize};

/// Bounds on what a file may ask of the machine. The reading process and the process that
/// receives its answer both hold to them; neither believes the other, or the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file as it lies on the disk.
    pub file_bytes: u64,
    /// Bytes after unpacking, all parts together, counted while unpacking.
    pub inflated_bytes: u64,
    /// How many times its size a file may unpack to, once it is past [`Limits::RATIO_FLOOR`].
    pub inflation_ratio: u64,
    /// Parts of an archive.
    pub parts: u64,
    /// Sheets.
    pub sheets: u32,
    /// Rows that hold something, over all sheets.
    pub rows: u32,
    /// Columns.
    pub columns: u32,
    /// Cells, over all sheets.
    pub cells: u32,
    /// Characters of one cell.
    pub cell_characters: u32,
    /// Bytes of the different texts of a sheet, over all sheets: a text that stands in a
    /// thousand cells counts once.
    pub text_bytes: u64,
    /// Address space of the reading process, in bytes.
    pub memory_bytes: u64,
    /// Processor time of the reading process, in seconds.
    pub cpu_seconds: u64,
    /// Time until the answer must be complete, in seconds.
    pub wall_seconds: u64,
    /// Whether a row that cannot be read, for its quotation marks or the length of a cell, is left out
    /// and told of, so that the others can be read; otherwise the file is refused.
    pub leave_out_broken_rows: bool,
}

impl Limits {
    /// For Parquet files of a linkage: twenty million rows, four gigabytes, ten minutes of computing.
    pub fn for_linkage_files() -> Self {
        Self {
            file_bytes: 4 << 30,
            rows: 20_000_000,
            cpu_seconds: 600,
            wall_seconds: 1200,
            ..Self::default()
        }
    }

    /// Unpacked bytes below which no ratio is too steep: a sheet of blank rows packs very well.
    pub const RATIO_FLOOR: u64 = 16 << 20;

    /// What each different text costs beside its own bytes.
    pub const PER_TEXT: u64 = 4;

    /// For files that anybody may send to a server: 200,000 rows of 20 columns, and a receiving
    /// process that grows by less than 64 MB whatever the file holds.
    pub fn for_uploads() -> Self {
        Self {
            file_bytes: 32 << 20,
            rows: 500_000,
            cells: 4_000_000,
            text_bytes: 24 << 20,
            ..Self::default()
        }
    }

    /// For case lists: as for a person's own files, of which three million texts may all differ, and
    /// one broken row does not keep anybody from the others.
    pub fn for_case_lists() -> Self {
        Self { text_bytes: 192 << 20, leave_out_broken_rows: true, ..Self::default() }
    }
}

/// For a person's own files: two million rows, 16 million cells, 96 MB of different texts.
impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 128 << 20,
            inflated_bytes: 256 << 20,
            inflation_ratio: 200,
            parts: 200,
            sheets: 200,
            rows: 2_000_000,
            columns: 256,
            cells: 16_000_000,
            cell_characters: 4096,
            text_bytes: 96 << 20,
            memory_bytes: 1 << 30,
            cpu_seconds: 30,
            wall_seconds: 90,
            leave_out_broken_rows: false,
        }
    }
}
