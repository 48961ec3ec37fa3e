//! Encoded case lists as Parquet files: for each record random text as identifier, the filter of what
//! is known of the person, the stratum of a capture table in which it counts, and what kind of record
//! it is known to be.
//!
//! Nothing in clear can stand where the filter is: the column is of bytes of one length by its type, and
//! a file whose column is text is refused.

use std::fmt;
use std::io::Write;
use std::path::Path;

use parquet::errors::ParquetError;

use crate::limits::Limits;
use crate::parent::TableFile;
use crate::parquet_file::{
    self, Batch, ColumnWriter, Metadata, Shape, Source, Take, Values, number, value,
};
use crate::refusal::{ReadError, Rule};

/// The version of the encoding that is written and read.
pub const VERSION: u32 = 1;

/// What an encoded list says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedHeader {
    /// What the list is called among the lists of the round.
    pub list: String,
    /// The round of linkage for which it was encoded.
    pub round: String,
    /// SHA-256 of the settings of the encoding: lists with different ones cannot be compared.
    pub settings: [u8; 32],
    /// Bits of each filter, a multiple of eight up to 65,536.
    pub bits: u32,
    /// How many of the records are decoys.
    pub decoys: u64,
    /// Nobody stands twice on the list.
    pub clean: bool,
    /// Anything else, by key; no key begins with `concert.`.
    pub more: std::collections::BTreeMap<String, String>,
}

/// The stratum of a record, each part a code; empty where it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stratum {
    /// Sex: `male`, `female`, `other`.
    pub sex: String,
    /// Band of ages.
    pub age_band: String,
    /// Form of exploitation.
    pub form: String,
    /// Place.
    pub place: String,
    /// Period.
    pub period: String,
}

/// Records of an encoded list. Its `Debug` says how many there are.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct EncodedRows {
    /// Random text for each record.
    pub ids: Vec<String>,
    /// The filters one after the other, [`EncodedHeader::bits`] / 8 bytes each.
    pub bits: Vec<u8>,
    /// The stratum of each record.
    pub strata: Vec<Stratum>,
    /// What kind of record each is known to be, as the encoding numbers them.
    pub known: Vec<u8>,
}

impl EncodedRows {
    /// Number of records.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// There is no record.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

impl fmt::Debug for EncodedRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} encoded records", self.ids.len())
    }
}

/// A file of columns could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ColumnsError {
    /// The columns do not have the same number of rows, or filters another length than the header says.
    #[error("the columns of the rows do not fit together")]
    Uneven,
    /// The length of filters is none that can be written.
    #[error("filters of {bits} bits cannot be written")]
    Bits {
        /// Bits of a filter.
        bits: u32,
    },
    /// Writing failed.
    #[error("the file could not be written")]
    Write(#[from] ParquetError),
}

/// Writes an encoded list, keeping one row group of at most 16,384 records in memory.
///
/// ```
/// use concert_exchange::encoded_list::{EncodedHeader, EncodedRows, EncodedWriter, Stratum, read_own};
/// use concert_exchange::Limits;
///
/// let header = EncodedHeader {
///     list: "A".into(), round: "r1".into(), settings: [7; 32], bits: 16, decoys: 0, clean: true,
///     more: Default::default(),
/// };
/// let rows = EncodedRows {
///     ids: vec!["x".into()], bits: vec![1, 2], strata: vec![Stratum::default()], known: vec![0],
/// };
/// let mut writer = EncodedWriter::new(Vec::new(), &header)?;
/// writer.push(rows.clone())?;
/// let (read, all) = read_own("made-up.parquet", &writer.finish()?, &Limits::for_linkage_files())?;
/// assert_eq!((read, all), (header, rows));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct EncodedWriter<W: Write + Send> {
    columns: ColumnWriter<W>,
    bytes: usize,
}

impl<W: Write + Send> EncodedWriter<W> {
    /// Begins a file.
    pub fn new(out: W, header: &EncodedHeader) -> Result<Self, ColumnsError> {
        let bits = header.bits;
        if bits == 0 || !bits.is_multiple_of(8) || bits > 65_536 {
            return Err(ColumnsError::Bits { bits });
        }
        let bytes = bits as usize / 8;
        let columns = ColumnWriter::new(out, Shape::EncodedList, bytes, metadata(header))?;
        Ok(Self { columns, bytes })
    }

    /// Adds records.
    pub fn push(&mut self, rows: EncodedRows) -> Result<(), ColumnsError> {
        let count = rows.ids.len();
        let EncodedRows { ids, bits, strata, known } = rows;
        if bits.len() != count * self.bytes || strata.len() != count || known.len() != count {
            return Err(ColumnsError::Uneven);
        }
        let [mut sex, mut age, mut form, mut place, mut period] = [const { Vec::new() }; 5];
        for stratum in strata {
            sex.push(stratum.sex);
            age.push(stratum.age_band);
            form.push(stratum.form);
            place.push(stratum.place);
            period.push(stratum.period);
        }
        let mut batch = vec![Values::Text(ids), Values::Bits(self.bytes as u32, bits)];
        batch.extend([sex, age, form, place, period].map(Values::Text));
        batch.push(Values::Small(known));
        Ok(self.columns.push(Batch(batch))?)
    }

    /// Ends the file and gives back where it was written to.
    pub fn finish(self) -> Result<W, ColumnsError> {
        Ok(self.columns.finish()?)
    }
}

/// Who hears an encoded list batch by batch.
pub trait TakeEncoded {
    /// The file begins: what it says of itself, and how many records it has.
    fn begin(&mut self, header: EncodedHeader, records: u64);
    /// Some more records.
    fn rows(&mut self, rows: EncodedRows);
}

/// Collects everything.
impl TakeEncoded for (Option<EncodedHeader>, EncodedRows) {
    fn begin(&mut self, header: EncodedHeader, _: u64) {
        self.0 = Some(header);
    }

    fn rows(&mut self, rows: EncodedRows) {
        self.1.ids.extend(rows.ids);
        self.1.bits.extend(rows.bits);
        self.1.strata.extend(rows.strata);
        self.1.known.extend(rows.known);
    }
}

/// Reads an encoded list in a process of its own, as [`read_in_child`](crate::read_in_child) reads
/// tables, batch by batch.
///
/// # Errors
///
/// [`ReadError::Refused`] with the rule, and the row where it was broken: not such a file, a column of
/// another type or length, missing metadata, a file cut short, too many rows.
pub fn read_in_child(
    exe: &Path,
    args: &[&str],
    file: TableFile,
    limits: &Limits,
    take: &mut dyn TakeEncoded,
) -> Result<(), ReadError> {
    let source = Source::File { exe, args, file };
    parquet_file::read(source, Shape::EncodedList, limits, &mut Reading { take, bytes: 0 })
}

/// Reads an encoded list that this program wrote, in this very process.
///
/// # Errors
///
/// As [`read_in_child`].
pub fn read_own(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
) -> Result<(EncodedHeader, EncodedRows), ReadError> {
    let mut all = (None, EncodedRows::default());
    let mut reading = Reading { take: &mut all, bytes: 0 };
    parquet_file::read(Source::Own { name, bytes }, Shape::EncodedList, limits, &mut reading)?;
    let (header, rows) = all;
    let header = header.ok_or_else(|| {
        let source = std::io::ErrorKind::UnexpectedEof.into();
        ReadError::Broken { doing: "reading the beginning of the file", source }
    })?;
    Ok((header, rows))
}

struct Reading<'t> {
    take: &'t mut dyn TakeEncoded,
    bytes: usize,
}

impl Take for Reading<'_> {
    fn begin(&mut self, metadata: &Metadata, rows: u64) -> Result<(), Rule> {
        let header = header(metadata)?;
        if header.decoys > rows {
            return Err(Rule::ParquetMetadata { key: DECOYS.to_owned() });
        }
        self.bytes = header.bits as usize / 8;
        self.take.begin(header, rows);
        Ok(())
    }

    fn batch(&mut self, batch: Batch, _: u64) -> Result<(), (Rule, u64)> {
        let damaged = || (Rule::DamagedParquet { detail: "columns of another type".to_owned() }, 0);
        let columns: [Values; 8] = batch.0.try_into().map_err(|_| damaged())?;
        let [
            Values::Text(ids),
            Values::Bits(bytes, bits),
            Values::Text(sex),
            Values::Text(age),
            Values::Text(form),
            Values::Text(place),
            Values::Text(period),
            Values::Small(known),
        ] = columns
        else {
            return Err(damaged());
        };
        if bytes as usize != self.bytes {
            return Err(damaged());
        }
        if let Some(row) = ids.iter().position(|id| id.trim().is_empty()) {
            let rule = Rule::ParquetCell { column: "id".to_owned(), what: "empty".to_owned() };
            return Err((rule, row as u64));
        }
        let strata = sex.into_iter().zip(age).zip(form).zip(place).zip(period);
        let strata = strata
            .map(|((((sex, age_band), form), place), period)| Stratum {
                sex,
                age_band,
                form,
                place,
                period,
            })
            .collect();
        self.take.rows(EncodedRows { ids, bits, strata, known });
        Ok(())
    }
}

const PREFIX: &str = "concert.";
const LIST: &str = "concert.list";
const ROUND: &str = "concert.round";
const SETTINGS: &str = "concert.settings";
const BITS: &str = "concert.bits";
const DECOYS: &str = "concert.decoys";
const CLEAN: &str = "concert.clean";
const ENCODING: &str = "concert.encoding-version";

fn metadata(header: &EncodedHeader) -> Metadata {
    let settings =
        header.settings.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let own = [
        (LIST, header.list.clone()),
        (ROUND, header.round.clone()),
        (SETTINGS, settings),
        (DECOYS, header.decoys.to_string()),
        (CLEAN, header.clean.to_string()),
        (ENCODING, VERSION.to_string()),
    ];
    let more = header.more.iter().filter(|(key, _)| !key.starts_with(PREFIX));
    let more = more.map(|(key, value)| (key.clone(), value.clone()));
    own.into_iter().map(|(key, value)| (key.to_owned(), value)).chain(more).collect()
}

fn header(metadata: &Metadata) -> Result<EncodedHeader, Rule> {
    let wrong = |key: &str| Rule::ParquetMetadata { key: key.to_owned() };
    if number::<u32>(metadata, ENCODING)? != VERSION {
        return Err(wrong(ENCODING));
    }
    let list = value(metadata, LIST)?.to_owned();
    if list.trim().is_empty() {
        return Err(wrong(LIST));
    }
    let more = metadata.iter().filter(|(key, _)| !key.starts_with(PREFIX));
    Ok(EncodedHeader {
        list,
        round: value(metadata, ROUND)?.to_owned(),
        settings: digest(value(metadata, SETTINGS)?).ok_or_else(|| wrong(SETTINGS))?,
        bits: number(metadata, BITS)?,
        decoys: number(metadata, DECOYS)?,
        clean: number(metadata, CLEAN)?,
        more: more.map(|(key, value)| (key.clone(), value.clone())).collect(),
    })
}

/// Sixty-four hexadecimal digits.
fn digest(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut digest = [0; 32];
    for (index, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(digest)
}
