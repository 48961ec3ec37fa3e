//! What a linkage found, as Parquet and as CSV: pairs of records that are one person, clusters of
//! records, and draws of capture tables.
//!
//! Identifiers are the lists' own and must be found again in them, to the letter. In CSV the
//! [guard against formulas](crate::write) would put an apostrophe before an identifier such as `=1` or
//! `@x`; whoever writes decides which of the two matters, and hears how many it concerned. Numbers, a
//! minus before them included, are never touched, nor is Parquet.

use std::io::Write;
use std::path::Path;

use crate::encoded_list::ColumnsError;
use crate::formula_guard::guarded;
use crate::limits::Limits;
use crate::parent::TableFile;
use crate::parquet_file::{self, Batch, ColumnWriter, Metadata, Shape, Source, Take, Values};
use crate::refusal::{ReadError, Rule};
use crate::write::WriteError;

/// Two records that are one person, with the probability that they are.
#[derive(Clone, PartialEq)]
pub struct LinkedPair {
    /// List of the first.
    pub list_a: String,
    /// Its identifier there.
    pub id_a: String,
    /// List of the second.
    pub list_b: String,
    /// Its identifier there.
    pub id_b: String,
    /// Probability that they are one person, 0 to 1.
    pub probability: f64,
}

/// A record with the cluster of records that are one person.
#[derive(Clone, PartialEq)]
pub struct ClusteredRecord {
    /// The list.
    pub list: String,
    /// The identifier there.
    pub id: String,
    /// Number of the cluster, the same for the records of one person.
    pub cluster: u64,
    /// Probability that the record belongs there, 0 to 1.
    pub probability: f64,
}

/// How many people have a capture history in one draw of the linkage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnCount {
    /// The stratum.
    pub stratum: String,
    /// Number of the draw.
    pub draw: u64,
    /// The lists: bit `i` is set if they are on list `i`.
    pub history: u64,
    /// How many.
    pub count: u64,
}

macro_rules! without_content {
    ($($type:ident = $text:literal),+) => {
        $(impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($text)
            }
        })+
    };
}

without_content!(LinkedPair = "a linked pair", ClusteredRecord = "a record of a cluster");

/// Rows written at once.
const ROWS: usize = 4096;

/// A kind of row that files of results have.
pub trait ResultRow: sealed::Columns {}

impl ResultRow for LinkedPair {}
impl ResultRow for ClusteredRecord {}
impl ResultRow for DrawnCount {}

mod sealed {
    use super::{Batch, Rule, Shape};

    /// Rows as columns and back; what comes back may be impossible.
    pub trait Columns: Sized {
        /// The shape of the file.
        const SHAPE: Shape;
        /// Rows as columns.
        fn batch(rows: Vec<Self>) -> Batch;
        /// Columns as rows, or the rule that a row breaks, with its number in the batch.
        fn rows(batch: Batch) -> Result<Vec<Self>, (Rule, u64)>;
    }
}

/// Writes rows as a Parquet file, keeping at most 16,384 of them in memory.
///
/// ```
/// use concert_exchange::linkage_results::{LinkedPair, read_own, write_parquet};
/// use concert_exchange::Limits;
///
/// let pair = LinkedPair {
///     list_a: "A".into(), id_a: "7".into(), list_b: "B".into(), id_b: "=1".into(), probability: 0.97,
/// };
/// let bytes = write_parquet(Vec::new(), [pair.clone()])?;
/// assert_eq!(read_own::<LinkedPair>("pairs.parquet", &bytes, &Limits::for_linkage_files())?, [pair]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_parquet<T: ResultRow, W: Write + Send>(
    out: W,
    rows: impl IntoIterator<Item = T>,
) -> Result<W, ColumnsError> {
    let mut writer = ColumnWriter::new(out, T::SHAPE, 0, Metadata::new())?;
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<T> = rows.by_ref().take(ROWS).collect();
        if some.is_empty() {
            return Ok(writer.finish()?);
        }
        writer.push(T::batch(some))?;
    }
}

/// Reads a Parquet file of rows in a process of its own, batch by batch.
///
/// # Errors
///
/// As [`encoded_list::read_in_child`](crate::encoded_list::read_in_child); a probability that is none is
/// refused with its row.
pub fn read_in_child<T: ResultRow>(
    exe: &Path,
    args: &[&str],
    file: TableFile,
    limits: &Limits,
    take: &mut dyn FnMut(Vec<T>),
) -> Result<(), ReadError> {
    let source = Source::File { exe, args, file };
    parquet_file::read(source, T::SHAPE, limits, &mut Reading { take })
}

/// Reads a Parquet file of rows that this program wrote, in this very process.
///
/// # Errors
///
/// As [`read_in_child`].
pub fn read_own<T: ResultRow>(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Vec<T>, ReadError> {
    let mut all = Vec::new();
    let mut take = |rows: Vec<T>| all.extend(rows);
    let source = Source::Own { name, bytes };
    parquet_file::read(source, T::SHAPE, limits, &mut Reading { take: &mut take })?;
    Ok(all)
}

struct Reading<'t, T> {
    take: &'t mut dyn FnMut(Vec<T>),
}

impl<T: ResultRow> Take for Reading<'_, T> {
    fn begin(&mut self, _: &Metadata, _: u64) -> Result<(), Rule> {
        Ok(())
    }

    fn batch(&mut self, batch: Batch, _: u64) -> Result<(), (Rule, u64)> {
        (self.take)(T::rows(batch)?);
        Ok(())
    }
}

fn uneven() -> (Rule, u64) {
    (Rule::DamagedParquet { detail: "columns of another type".to_owned() }, 0)
}

fn probabilities(values: &[f64]) -> Result<(), (Rule, u64)> {
    match values.iter().position(|value| !(0.0..=1.0).contains(value)) {
        Some(row) => {
            let (column, what) = ("probability".to_owned(), "not from 0 to 1".to_owned());
            Err((Rule::ParquetCell { column, what }, row as u64))
        }
        None => Ok(()),
    }
}

impl sealed::Columns for LinkedPair {
    const SHAPE: Shape = Shape::LinkedPairs;

    fn batch(rows: Vec<Self>) -> Batch {
        let [mut list_a, mut id_a, mut list_b, mut id_b] = [const { Vec::new() }; 4];
        let mut probability = Vec::with_capacity(rows.len());
        for row in rows {
            list_a.push(row.list_a);
            id_a.push(row.id_a);
            list_b.push(row.list_b);
            id_b.push(row.id_b);
            probability.push(row.probability);
        }
        let mut columns: Vec<Values> = [list_a, id_a, list_b, id_b].map(Values::Text).into();
        columns.push(Values::Real(probability));
        Batch(columns)
    }

    fn rows(batch: Batch) -> Result<Vec<Self>, (Rule, u64)> {
        let columns: [Values; 5] = batch.0.try_into().map_err(|_| uneven())?;
        let [
            Values::Text(list_a),
            Values::Text(id_a),
            Values::Text(list_b),
            Values::Text(id_b),
            Values::Real(p),
        ] = columns
        else {
            return Err(uneven());
        };
        probabilities(&p)?;
        let rows = list_a.into_iter().zip(id_a).zip(list_b).zip(id_b).zip(p);
        let row = |((((list_a, id_a), list_b), id_b), probability)| Self {
            list_a,
            id_a,
            list_b,
            id_b,
            probability,
        };
        Ok(rows.map(row).collect())
    }
}

impl sealed::Columns for ClusteredRecord {
    const SHAPE: Shape = Shape::Clusters;

    fn batch(rows: Vec<Self>) -> Batch {
        let [mut list, mut id] = [const { Vec::new() }; 2];
        let (mut cluster, mut probability) = (Vec::new(), Vec::new());
        for row in rows {
            list.push(row.list);
            id.push(row.id);
            cluster.push(row.cluster);
            probability.push(row.probability);
        }
        let columns = vec![
            Values::Text(list),
            Values::Text(id),
            Values::Whole(cluster),
            Values::Real(probability),
        ];
        Batch(columns)
    }

    fn rows(batch: Batch) -> Result<Vec<Self>, (Rule, u64)> {
        let columns: [Values; 4] = batch.0.try_into().map_err(|_| uneven())?;
        let [Values::Text(list), Values::Text(id), Values::Whole(cluster), Values::Real(p)] =
            columns
        else {
            return Err(uneven());
        };
        probabilities(&p)?;
        let rows = list.into_iter().zip(id).zip(cluster).zip(p);
        let row = |(((list, id), cluster), probability)| Self { list, id, cluster, probability };
        Ok(rows.map(row).collect())
    }
}

impl sealed::Columns for DrawnCount {
    const SHAPE: Shape = Shape::CaptureDraws;

    fn batch(rows: Vec<Self>) -> Batch {
        let mut stratum = Vec::with_capacity(rows.len());
        let [mut draw, mut history, mut count] = [const { Vec::new() }; 3];
        for row in rows {
            stratum.push(row.stratum);
            draw.push(row.draw);
            history.push(row.history);
            count.push(row.count);
        }
        let mut columns = vec![Values::Text(stratum)];
        columns.extend([draw, history, count].map(Values::Whole));
        Batch(columns)
    }

    fn rows(batch: Batch) -> Result<Vec<Self>, (Rule, u64)> {
        let columns: [Values; 4] = batch.0.try_into().map_err(|_| uneven())?;
        let [
            Values::Text(stratum),
            Values::Whole(draw),
            Values::Whole(history),
            Values::Whole(count),
        ] = columns
        else {
            return Err(uneven());
        };
        let rows = stratum.into_iter().zip(draw).zip(history).zip(count);
        let row = |(((stratum, draw), history), count)| Self { stratum, draw, history, count };
        Ok(rows.map(row).collect())
    }
}

/// How identifiers stand in CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdsInCsv {
    /// To the letter, for programs.
    Exact,
    /// Guarded against formulas, for spreadsheet programs.
    Guarded,
}

/// Writes pairs as CSV (`list_a,id_a,list_b,id_b,probability`); tells how many identifiers and names of
/// lists could be taken for a formula.
pub fn pairs_csv(
    out: impl Write,
    pairs: impl IntoIterator<Item = LinkedPair>,
    ids: IdsInCsv,
) -> Result<u64, WriteError> {
    let mut csv = IdCsv::new(out, &["list_a", "id_a", "list_b", "id_b", "probability"], ids)?;
    for pair in pairs {
        let probability = pair.probability.to_string();
        csv.row(&[&pair.list_a, &pair.id_a, &pair.list_b, &pair.id_b], &probability)?;
    }
    csv.finish()
}

/// Writes clusters as CSV (`list,id,cluster`); tells the same.
pub fn clusters_csv(
    out: impl Write,
    records: impl IntoIterator<Item = ClusteredRecord>,
    ids: IdsInCsv,
) -> Result<u64, WriteError> {
    let mut csv = IdCsv::new(out, &["list", "id", "cluster"], ids)?;
    for record in records {
        csv.row(&[&record.list, &record.id], &record.cluster.to_string())?;
    }
    csv.finish()
}

struct IdCsv<W: Write> {
    csv: csv::Writer<W>,
    ids: IdsInCsv,
    formulas: u64,
}

impl<W: Write> IdCsv<W> {
    fn new(out: W, head: &[&str], ids: IdsInCsv) -> Result<Self, WriteError> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(head)?;
        Ok(Self { csv, ids, formulas: 0 })
    }

    fn row(&mut self, texts: &[&str], number: &str) -> Result<(), WriteError> {
        for text in texts {
            let safe = if text.parse::<f64>().is_ok() { (*text).into() } else { guarded(text) };
            self.formulas += u64::from(safe != *text);
            let written = if self.ids == IdsInCsv::Exact { *text } else { &*safe };
            self.csv.write_field(written)?;
        }
        self.csv.write_field(number)?;
        Ok(self.csv.write_record(None::<&[u8]>)?)
    }

    fn finish(mut self) -> Result<u64, WriteError> {
        self.csv.flush().map_err(csv::Error::from)?;
        Ok(self.formulas)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(id: &str) -> LinkedPair {
        let text = str::to_owned;
        LinkedPair {
            list_a: text("A"),
            id_a: text(id),
            list_b: text("B"),
            id_b: text("rec-7"),
            probability: 0.25,
        }
    }

    #[test]
    fn identifiers_stand_in_csv_to_the_letter_or_guarded_and_numbers_are_never_touched() {
        let ids = ["=1+1", "-12", "+33612345678", "@x", "a,b\"c", "rec-1-org", " 007"];
        for (how, expected) in [(IdsInCsv::Exact, ids[3]), (IdsInCsv::Guarded, "'@x")] {
            let mut bytes = Vec::new();
            assert_eq!(pairs_csv(&mut bytes, ids.map(pair), how).unwrap(), 2);
            let mut reader = csv::Reader::from_reader(&bytes[..]);
            let read: Vec<String> =
                reader.records().map(|row| row.unwrap()[1].to_owned()).collect();
            assert_eq!(read[3], expected);
            assert_eq!(
                [&read[1], &read[2], &read[4], &read[5], &read[6]],
                [ids[1], ids[2], ids[4], ids[5], ids[6]]
            );
        }
        let record =
            ClusteredRecord { list: "A".into(), id: "7".into(), cluster: 3, probability: 1.0 };
        let mut bytes = Vec::new();
        clusters_csv(&mut bytes, [record], IdsInCsv::Exact).unwrap();
        assert_eq!(bytes, b"list,id,cluster\nA,7,3\n");
    }
}
