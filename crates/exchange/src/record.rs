//! The language between the reading process and the one that receives its answer: records, each
//! with its length before it, postcard-encoded.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::case_list::RowFault;
use crate::parquet_file::{Batch, Metadata, Shape};
use crate::place_in_file::PlaceInFile;
use crate::refusal::Rule;
use crate::sandbox::Confinement;
use crate::workbook::{Format, ReadNote};

/// The longest record, in bytes: a row of 256 cells needs 1,300, a cell of 4,096 characters 16,000.
const LONGEST: usize = 1 << 17;

/// One thing that the reading process says. The order is: `Confined`, `Format`, then per sheet
/// `Sheet` followed by its `Text`s, `Row`s and `Broken` rows (a text before the first row that uses it), then
/// `Note`s, then `Finished`; or `Refused` at any point, as the last.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Record<'a> {
    /// What holds the process in check.
    Confined(Confinement),
    /// What the file is.
    Format(Format),
    /// A sheet begins.
    Sheet(Cow<'a, str>),
    /// A text that the sheet's cells can name, numbered from 1 in the order of arrival.
    Text(Cow<'a, str>),
    /// A row that holds something: its number, and the numbers of its cells' texts.
    Row(u32, Cow<'a, [u32]>),
    /// A row that was left out because it cannot be read: its number, and why.
    Broken(u32, RowFault),
    /// Something noticed.
    Note(ReadNote),
    /// A file of columns begins, as the only thing beside `Confined` before its batches: its shape, what
    /// it says of itself, and how many rows it has.
    Columns {
        /// Which columns it has.
        shape: Shape,
        /// Its keys and values.
        metadata: Metadata,
        /// How many rows all batches have together.
        rows: u64,
    },
    /// Some rows of a file of columns.
    Batch(Batch),
    /// The file is refused.
    Refused(Rule, PlaceInFile),
    /// Everything was said.
    Finished,
}

impl Record<'_> {
    /// Writes the record.
    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let bytes = postcard::to_allocvec(self).map_err(io::Error::other)?;
        if bytes.len() > LONGEST {
            return Err(io::Error::other("a record too long to be sent"));
        }
        out.write_all(&(bytes.len() as u32).to_le_bytes())?;
        out.write_all(&bytes)
    }
}

/// Reads records off a pipe.
pub(crate) struct Records<R> {
    input: R,
    buffer: Vec<u8>,
}

/// Why the next record cannot be had.
#[derive(Debug)]
pub(crate) enum BadRecord {
    /// The pipe ended or broke.
    Pipe,
    /// The bytes are no record.
    Nonsense,
}

impl<R: Read> Records<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input, buffer: Vec::new() }
    }

    /// The next record. Its length is checked before room is made for it.
    pub(crate) fn next(&mut self) -> Result<Record<'_>, BadRecord> {
        let mut length = [0; 4];
        self.input.read_exact(&mut length).map_err(|_| BadRecord::Pipe)?;
        let length = u32::from_le_bytes(length) as usize;
        if length > LONGEST {
            return Err(BadRecord::Nonsense);
        }
        self.buffer.resize(length, 0);
        self.input.read_exact(&mut self.buffer).map_err(|_| BadRecord::Pipe)?;
        postcard::from_bytes(&self.buffer).map_err(|_| BadRecord::Nonsense)
    }
}
