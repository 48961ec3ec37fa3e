//! Writing files of a fixed shape, a row group at a time; the same rows are the same bytes.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{
    ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int32Type,
    Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;

use crate::parquet_file::Metadata;
use crate::parquet_file::shape::{BITS_KEY, Batch, Kind, SHAPE_KEY, Shape, Values};

/// Rows of a row group.
const ROWS_OF_A_GROUP: usize = 16_384;

/// Bytes of a page.
const BYTES_OF_A_PAGE: usize = 256 << 10;

/// Writes rows of a shape.
pub(crate) struct ColumnWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    shape: Shape,
    pending: Batch,
    bits_bytes: usize,
}

impl<W: Write + Send> ColumnWriter<W> {
    pub(crate) fn new(
        out: W,
        shape: Shape,
        bits_bytes: usize,
        mut metadata: Metadata,
    ) -> Result<Self, ParquetError> {
        metadata.insert(SHAPE_KEY.to_owned(), shape.code().to_owned());
        if shape.columns().iter().any(|(_, kind)| *kind == Kind::Bits) {
            metadata.insert(BITS_KEY.to_owned(), (8 * bits_bytes).to_string());
        }
        let keys = metadata.into_iter().map(|(key, value)| KeyValue::new(key, value)).collect();
        // Statistics would tell the least and greatest identifier of each page.
        let mut properties = WriterProperties::builder()
            .set_created_by("concert".to_owned())
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::None)
            .set_data_page_size_limit(BYTES_OF_A_PAGE)
            .set_key_value_metadata(Some(keys));
        for (name, kind) in shape.columns() {
            let path = ColumnPath::from(*name);
            if *kind == Kind::Bits {
                properties = properties
                    .set_column_compression(path.clone(), Compression::UNCOMPRESSED)
                    .set_column_dictionary_enabled(path, false);
            } else if name.starts_with("id") {
                properties = properties.set_column_dictionary_enabled(path, false);
            }
        }
        let schema = Arc::new(parse_message_type(&shape.schema(bits_bytes))?);
        let file = SerializedFileWriter::new(out, schema, Arc::new(properties.build()))?;
        Ok(Self { file, shape, pending: empty(shape, bits_bytes), bits_bytes })
    }

    /// Writes rows, or keeps them until a row group is full.
    pub(crate) fn push(&mut self, batch: Batch) -> Result<(), ParquetError> {
        if batch.rows(self.shape).is_none() || batch.0.iter().any(|values| self.other_bits(values))
        {
            return Err(ParquetError::General("rows of another shape".to_owned()));
        }
        for (all, more) in self.pending.0.iter_mut().zip(batch.0) {
            all.append(more);
        }
        while self.pending.rows(self.shape).unwrap_or(0) >= ROWS_OF_A_GROUP {
            let first = self.pending.0.iter_mut().map(|values| values.take_first(ROWS_OF_A_GROUP));
            let group = Batch(first.collect());
            self.group(&group)?;
        }
        Ok(())
    }

    fn other_bits(&self, values: &Values) -> bool {
        matches!(values, Values::Bits(bytes, _) if *bytes as usize != self.bits_bytes)
    }

    /// Ends the file and gives back where it was written to.
    pub(crate) fn finish(mut self) -> Result<W, ParquetError> {
        let rest = std::mem::replace(&mut self.pending, empty(self.shape, self.bits_bytes));
        if rest.rows(self.shape).unwrap_or(0) > 0 {
            self.group(&rest)?;
        }
        self.file.into_inner()
    }

    fn group(&mut self, batch: &Batch) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for values in &batch.0 {
            if let Some(mut column) = group.next_column()? {
                write(&mut column, values)?;
                column.close()?;
            }
        }
        group.close()?;
        Ok(())
    }
}

fn empty(shape: Shape, bits_bytes: usize) -> Batch {
    Batch(shape.columns().iter().map(|(_, kind)| Values::empty(*kind, bits_bytes)).collect())
}

fn write(column: &mut SerializedColumnWriter<'_>, values: &Values) -> Result<(), ParquetError> {
    match values {
        Values::Text(rows) => {
            let rows: Vec<ByteArray> =
                rows.iter().map(|text| ByteArray::from(text.as_bytes().to_vec())).collect();
            column.typed::<ByteArrayType>().write_batch(&rows, None, None)?;
        }
        Values::Bits(bytes, all) => {
            let rows: Vec<FixedLenByteArray> = all
                .chunks_exact(*bytes as usize)
                .map(|row| FixedLenByteArray::from(row.to_vec()))
                .collect();
            column.typed::<FixedLenByteArrayType>().write_batch(&rows, None, None)?;
        }
        Values::Small(rows) => {
            let rows: Vec<i32> = rows.iter().map(|number| i32::from(*number)).collect();
            column.typed::<Int32Type>().write_batch(&rows, None, None)?;
        }
        Values::Whole(rows) => {
            let rows: Vec<i64> = rows.iter().map(|number| number.cast_signed()).collect();
            column.typed::<Int64Type>().write_batch(&rows, None, None)?;
        }
        Values::Real(rows) => {
            column.typed::<DoubleType>().write_batch(rows, None, None)?;
        }
    }
    Ok(())
}
