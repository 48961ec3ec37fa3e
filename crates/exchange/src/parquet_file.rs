//! Parquet files of a fixed shape: encoded case lists and the results of a linkage.
//!
//! A Parquet file that somebody sends is untrusted bytes in a format with lengths, offsets and
//! compression, so it is parsed where tables are: in the process that has given up its rights
//! ([`child`](crate::child)), whose memory and time are bounded. That process checks the shape and sends
//! batches of rows, of which this one believes nothing that it has not checked. Both hold a batch at a
//! time: the writer a row group of 16,384 rows (9 MB with filters of 4,096 bits), the reading process
//! one page of each column (a megabyte each in files of most programs, less in ours) and a batch, the
//! receiving one a batch of at most 128 kB.

mod reader;
mod shape;
mod writer;

pub(crate) use reader::tell;
pub(crate) use shape::{Batch, Shape, Values};
pub(crate) use writer::ColumnWriter;

use std::collections::BTreeMap;
use std::path::Path;

use crate::assembly::Next;
use crate::limits::Limits;
use crate::parent::{TableFile, converse_with_child, converse_with_own};
use crate::place_in_file::PlaceInFile;
use crate::record::Record;
use crate::refusal::{ReadError, Refusal, Rule};

/// What a Parquet file says of itself, by key.
pub(crate) type Metadata = BTreeMap<String, String>;

/// Who is told of the parts of a file: of its metadata first, then batch by batch with the number of
/// rows before it.
pub(crate) trait Take {
    fn begin(&mut self, metadata: &Metadata, rows: u64) -> Result<(), Rule>;
    fn batch(&mut self, batch: Batch, before: u64) -> Result<(), (Rule, u64)>;
}

/// Where the bytes are.
pub(crate) enum Source<'a> {
    /// In a file, to be read by a process of its own.
    File { exe: &'a Path, args: &'a [&'a str], file: TableFile },
    /// In memory, written by this program.
    Own { name: &'a str, bytes: &'a [u8] },
}

/// Reads a file of one shape.
pub(crate) fn read(
    source: Source<'_>,
    shape: Shape,
    limits: &Limits,
    take: &mut dyn Take,
) -> Result<(), ReadError> {
    let mut reading = Reading { shape, limits: *limits, take, expected: None, rows: 0 };
    let mut hear = |record: Record<'_>| reading.hear(record);
    let (name, next) = match source {
        Source::File { exe, args, file } => {
            converse_with_child(exe, args, file, limits, &mut hear)?
        }
        Source::Own { name, bytes } => {
            (name.to_owned(), converse_with_own(bytes, limits, &mut hear))
        }
    };
    match next {
        Next::Refuse(rule, place) => Err(Refusal { file: name, place, rule }.into()),
        _ => Ok(()),
    }
}

/// What was heard so far.
struct Reading<'t> {
    shape: Shape,
    limits: Limits,
    take: &'t mut dyn Take,
    /// The number of rows that were announced.
    expected: Option<u64>,
    rows: u64,
}

impl Reading<'_> {
    fn hear(&mut self, record: Record<'_>) -> Next {
        match self.try_hear(record) {
            Ok(next) => next,
            Err((rule, place)) => Next::Refuse(rule, place),
        }
    }

    fn try_hear(&mut self, record: Record<'_>) -> Result<Next, (Rule, PlaceInFile)> {
        let whole = |rule| (rule, PlaceInFile::FILE);
        let misbehaved = |detail: &str| {
            (Rule::ReaderMisbehaved { detail: detail.to_owned() }, PlaceInFile::FILE)
        };
        match record {
            Record::Confined(_) => {}
            // A table begins: the file is text or a workbook.
            Record::Format(_) | Record::Sheet(_) => {
                let expected = self.shape.code().to_owned();
                return Err(whole(Rule::ParquetKind { expected, found: "a table".to_owned() }));
            }
            Record::Columns { shape, metadata, rows } => {
                if shape != self.shape {
                    let (expected, found) = (self.shape.code().to_owned(), shape.code().to_owned());
                    return Err(whole(Rule::ParquetKind { expected, found }));
                }
                if self.expected.is_some() || rows > u64::from(self.limits.rows) {
                    return Err(misbehaved("too many rows, or a second beginning"));
                }
                self.expected = Some(rows);
                self.take.begin(&metadata, rows).map_err(whole)?;
            }
            Record::Batch(batch) => {
                let rows = batch.rows(self.shape).ok_or_else(|| misbehaved("an uneven batch"))?;
                let before = self.rows;
                self.rows += rows as u64;
                if self.expected.is_none_or(|expected| self.rows > expected) {
                    return Err(misbehaved("more rows than announced"));
                }
                self.take
                    .batch(batch, before)
                    .map_err(|(rule, row)| (rule, row_place(before + row)))?;
            }
            Record::Refused(rule, place) => return Ok(Next::Refuse(rule, place)),
            Record::Finished if self.expected == Some(self.rows) => return Ok(Next::Done),
            Record::Finished => return Err(misbehaved("fewer rows than announced")),
            Record::Text(_) | Record::Row(..) | Record::Broken(..) | Record::Note(_) => {
                return Err(misbehaved("cells of a table in a file of columns"));
            }
        }
        Ok(Next::More)
    }
}

/// The place of a row, which is counted from 0 here and from 1 for people.
pub(crate) fn row_place(row: u64) -> PlaceInFile {
    PlaceInFile::row("", u32::try_from(row + 1).unwrap_or(u32::MAX))
}

/// The value of a key.
pub(crate) fn value<'m>(metadata: &'m Metadata, key: &str) -> Result<&'m str, Rule> {
    let missing = || Rule::ParquetMetadata { key: key.to_owned() };
    metadata.get(key).map(String::as_str).ok_or_else(missing)
}

/// The value of a key that is a number.
pub(crate) fn number<T: std::str::FromStr>(metadata: &Metadata, key: &str) -> Result<T, Rule> {
    value(metadata, key)?.parse().map_err(|_| Rule::ParquetMetadata { key: key.to_owned() })
}
