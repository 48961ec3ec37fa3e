//! Parsing a Parquet file in the reading process.
//!
//! The library trusts lengths that stand in the file and stops on some that contradict each other. Here
//! that is a refusal: what it wants to read at once is bounded, a stop is caught, and what it takes of
//! memory is bounded by the process.

use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use parquet::basic::{Repetition, Type as Physical};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length};
use parquet::file::serialized_reader::SerializedFileReader;

use crate::emitter::{Emitter, Halt};
use crate::parquet_file::shape::{
    BITS_KEY, Batch, Kind, LONGEST_BITS, LONGEST_TEXT, SHAPE_KEY, Shape, Values,
};
use crate::parquet_file::{Metadata, row_place};
use crate::record::Record;
use crate::refusal::Rule;

/// Rows read at once.
const ROWS: usize = 512;

/// Bytes of a batch that is sent, about.
const BYTES_OF_A_BATCH: usize = 64 << 10;

/// Bytes that the library may ask for at once: a page, or what stands at the end of the file.
const BYTES_AT_ONCE: usize = 64 << 20;

/// Bytes of all metadata.
const BYTES_OF_METADATA: usize = 32 << 10;

/// Tells what is in a Parquet file.
pub(crate) fn tell<R: Read + Seek + Send + 'static, W: Write>(
    input: R,
    size: u64,
    emitter: &mut Emitter<W>,
) -> Result<(), Halt> {
    emitter.columnar();
    let attempt = catch_unwind(AssertUnwindSafe(|| read(input, size, emitter)));
    attempt.unwrap_or_else(|_| Err(damaged("lengths that contradict each other")))
}

fn damaged(detail: &str) -> Halt {
    let detail = detail.chars().take(200).collect();
    Halt::file(Rule::DamagedParquet { detail })
}

fn broken(error: &ParquetError) -> Halt {
    damaged(&error.to_string())
}

fn read<R: Read + Seek + Send + 'static, W: Write>(
    input: R,
    size: u64,
    emitter: &mut Emitter<W>,
) -> Result<(), Halt> {
    let source = Shared { input: Arc::new(Mutex::new(input)), size };
    let file = SerializedFileReader::new(source).map_err(|error| broken(&error))?;
    let about = file.metadata().file_metadata();
    let mut metadata = Metadata::new();
    for pair in about.key_value_metadata().into_iter().flatten() {
        metadata.insert(pair.key.clone(), pair.value.clone().unwrap_or_default());
    }
    // Other programs keep their own view of the schema there.
    metadata.remove("ARROW:schema");
    metadata.remove("pandas");
    if metadata.iter().map(|(key, value)| key.len() + value.len() + 8).sum::<usize>()
        > BYTES_OF_METADATA
    {
        return Err(damaged("too much metadata"));
    }
    let shape = metadata
        .get(SHAPE_KEY)
        .and_then(|code| Shape::ALL.into_iter().find(|shape| shape.code() == code));
    let Some(shape) = shape else {
        return Err(Halt::file(Rule::ParquetMetadata { key: SHAPE_KEY.to_owned() }));
    };
    let bits_bytes = check_columns(&file, shape, &metadata)?;
    let groups = file.metadata().row_groups();
    let counts: Option<Vec<u64>> =
        groups.iter().map(|group| u64::try_from(group.num_rows()).ok()).collect();
    let rows = counts
        .as_ref()
        .and_then(|counts| counts.iter().try_fold(0_u64, |all, more| all.checked_add(*more)));
    let (Some(counts), Some(rows)) = (counts, rows) else {
        return Err(damaged("a number of rows that is none"));
    };
    let limit = emitter.limits().rows;
    if rows > u64::from(limit) {
        return Err(Halt::file(Rule::TooManyRows { limit }));
    }
    if u64::try_from(about.num_rows()) != Ok(rows) {
        return Err(damaged("numbers of rows that contradict each other"));
    }
    emitter.record(&Record::Columns { shape, metadata, rows })?;
    let mut before = 0;
    for (index, count) in counts.into_iter().enumerate() {
        let group = file.get_row_group(index).map_err(|error| broken(&error))?;
        let mut columns = Vec::new();
        for column in 0..shape.columns().len() {
            columns.push(group.get_column_reader(column).map_err(|error| broken(&error))?);
        }
        let mut left = count;
        while left > 0 {
            let wanted = usize::try_from(left).unwrap_or(ROWS).min(ROWS);
            let mut batch = Batch(Vec::new());
            for (reader, (name, _)) in columns.iter_mut().zip(shape.columns()) {
                batch.0.push(values(reader, name, wanted, bits_bytes, before)?);
            }
            left -= wanted as u64;
            before += wanted as u64;
            send(batch, wanted, emitter)?;
        }
    }
    Ok(())
}

/// Checks names and types of the columns; gives the bytes of a filter.
fn check_columns<R: ChunkReader + 'static>(
    file: &SerializedFileReader<R>,
    shape: Shape,
    metadata: &Metadata,
) -> Result<usize, Halt> {
    let schema = file.metadata().file_metadata().schema_descr();
    let columns = shape.columns();
    let refuse = |column: &str, expected: &str, found: &str| {
        let (column, found) = (column.to_owned(), found.chars().take(100).collect::<String>());
        Halt::file(Rule::ParquetColumn { column, problem: format!("{found} and not {expected}") })
    };
    let mut bits_bytes = 0;
    for (index, (name, kind)) in columns.iter().enumerate() {
        if index >= schema.num_columns() {
            return Err(refuse(name, "as it must be", "not there"));
        }
        let column = schema.column(index);
        let path = column.path().string();
        if path != *name {
            return Err(refuse(name, "in its place", &path));
        }
        let physical = match kind {
            Kind::Text => Physical::BYTE_ARRAY,
            Kind::Bits => Physical::FIXED_LEN_BYTE_ARRAY,
            Kind::Small => Physical::INT32,
            Kind::Whole => Physical::INT64,
            Kind::Real => Physical::DOUBLE,
        };
        if column.physical_type() != physical {
            return Err(refuse(name, &physical.to_string(), &column.physical_type().to_string()));
        }
        let required = column.self_type().get_basic_info().repetition() == Repetition::REQUIRED;
        if !required || column.max_def_level() > 0 || column.max_rep_level() > 0 {
            return Err(refuse(name, "REQUIRED", "OPTIONAL"));
        }
        if *kind == Kind::Bits {
            let bits = metadata.get(BITS_KEY).and_then(|bits| bits.parse::<usize>().ok());
            let key = || Halt::file(Rule::ParquetMetadata { key: BITS_KEY.to_owned() });
            let bits = bits.filter(|bits| *bits > 0 && bits.is_multiple_of(8)).ok_or_else(key)?;
            let found = column.type_length();
            if usize::try_from(found) != Ok(bits / 8) || bits / 8 > LONGEST_BITS {
                return Err(refuse(
                    name,
                    &format!("{} bytes", bits / 8),
                    &format!("{found} bytes"),
                ));
            }
            bits_bytes = bits / 8;
        }
    }
    if schema.num_columns() > columns.len() {
        let extra = schema.column(columns.len()).path().string();
        return Err(refuse(&extra, "part of such a file", "there"));
    }
    Ok(bits_bytes)
}

/// Reads rows of a column, exactly as many as wanted.
fn values(
    reader: &mut ColumnReader,
    name: &str,
    wanted: usize,
    bits_bytes: usize,
    before: u64,
) -> Result<Values, Halt> {
    macro_rules! rows {
        ($reader:expr, $type:ty) => {{
            let mut rows: Vec<$type> = Vec::with_capacity(wanted);
            while rows.len() < wanted {
                let left = wanted - rows.len();
                let read = $reader.read_records(left, None, None, &mut rows);
                if read.map_err(|error| broken(&error))?.0 == 0 {
                    return Err(damaged("a column that is shorter than its rows"));
                }
            }
            rows
        }};
    }
    let cell = |row: usize, what: &str| {
        let rule = Rule::ParquetCell { column: name.to_owned(), what: what.to_owned() };
        Halt::Refused(rule, row_place(before + row as u64))
    };
    Ok(match reader {
        ColumnReader::ByteArrayColumnReader(reader) => {
            let rows = rows!(reader, ByteArray);
            let text = |(row, bytes): (usize, &ByteArray)| {
                if bytes.len() > LONGEST_TEXT {
                    return Err(cell(row, "too long"));
                }
                let text = std::str::from_utf8(bytes.data()).map_err(|_| cell(row, "not UTF-8"))?;
                Ok(text.to_owned())
            };
            Values::Text(rows.iter().enumerate().map(text).collect::<Result<_, _>>()?)
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            let rows = rows!(reader, FixedLenByteArray);
            let mut all = Vec::with_capacity(rows.len() * bits_bytes);
            for (row, bytes) in rows.iter().enumerate() {
                if bytes.len() != bits_bytes {
                    return Err(cell(row, "of another length"));
                }
                all.extend_from_slice(bytes.data());
            }
            Values::Bits(bits_bytes as u32, all)
        }
        ColumnReader::Int32ColumnReader(reader) => {
            let rows = rows!(reader, i32);
            let small = |(row, number): (usize, &i32)| {
                u8::try_from(*number).map_err(|_| cell(row, "not from 0 to 255"))
            };
            Values::Small(rows.iter().enumerate().map(small).collect::<Result<_, _>>()?)
        }
        ColumnReader::Int64ColumnReader(reader) => {
            Values::Whole(rows!(reader, i64).into_iter().map(i64::cast_unsigned).collect())
        }
        ColumnReader::DoubleColumnReader(reader) => Values::Real(rows!(reader, f64)),
        _ => return Err(damaged("a column of another type than the schema says")),
    })
}

/// Sends rows in pieces that fit into a record.
fn send<W: Write>(mut batch: Batch, rows: usize, emitter: &mut Emitter<W>) -> Result<(), Halt> {
    let sizes: Vec<usize> =
        (0..rows).map(|row| batch.0.iter().map(|values| values.bytes_of(row)).sum()).collect();
    let (mut count, mut bytes) = (0, 0);
    let mut pieces = Vec::new();
    for size in sizes {
        if count > 0 && bytes + size > BYTES_OF_A_BATCH {
            pieces.push(count);
            (count, bytes) = (0, 0);
        }
        count += 1;
        bytes += size;
    }
    pieces.push(count);
    for count in pieces.into_iter().filter(|count| *count > 0) {
        let piece = batch.0.iter_mut().map(|values| values.take_first(count)).collect();
        emitter.record(&Record::Batch(Batch(piece)))?;
    }
    Ok(())
}

/// The file, read from many points in turn.
struct Shared<R> {
    input: Arc<Mutex<R>>,
    size: u64,
}

/// The file from a point on.
struct From<R> {
    input: Arc<Mutex<R>>,
    at: u64,
}

impl<R> Length for Shared<R> {
    fn len(&self) -> u64 {
        self.size
    }
}

impl<R: Read + Seek> Read for From<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        input.seek(SeekFrom::Start(self.at))?;
        let count = input.read(buffer)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek + Send> ChunkReader for Shared<R> {
    type T = BufReader<From<R>>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        let from = From { input: Arc::clone(&self.input), at: start };
        Ok(BufReader::with_capacity(8 << 10, from))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let end = start.checked_add(length as u64);
        if length > BYTES_AT_ONCE || end.is_none_or(|end| end > self.size) {
            return Err(ParquetError::EOF("a part beyond the end, or too long".to_owned()));
        }
        let mut bytes = vec![0; length];
        let mut from = From { input: Arc::clone(&self.input), at: start };
        from.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}
