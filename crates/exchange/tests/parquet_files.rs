//! Parquet files of a linkage: what is written is read, and a file that is cut, bent or of another shape
//! is refused with the reason or read as what it was.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::io::Write;
use std::path::Path;

use concert_exchange::encoded_list::{self, EncodedHeader, EncodedRows, EncodedWriter, Stratum};
use concert_exchange::linkage_results::{
    self, ClusteredRecord, DrawnCount, LinkedPair, write_parquet,
};
use concert_exchange::{Limits, ReadError, Rule, TableFile, read_in_child};

fn header(bits: u32) -> EncodedHeader {
    EncodedHeader {
        list: "Refuge Nord (made up)".to_owned(),
        round: "round-1".to_owned(),
        settings: std::array::from_fn(|index| index as u8),
        bits,
        decoys: 2,
        clean: false,
        more: [("note".to_owned(), "made up".to_owned())].into(),
    }
}

fn rows(count: usize, bytes: usize) -> EncodedRows {
    let stratum = |n: usize| Stratum {
        sex: ["male", "female", ""][n % 3].to_owned(),
        age_band: "18-24".to_owned(),
        place: format!("P{}", n % 7),
        ..Stratum::default()
    };
    EncodedRows {
        ids: (0..count)
            .map(|n| format!("{:016x}", (n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
            .collect(),
        bits: (0..count * bytes).map(|n| (n * 31 % 251) as u8).collect(),
        strata: (0..count).map(stratum).collect(),
        known: (0..count).map(|n| (n % 256) as u8).collect(),
    }
}

fn file(count: usize, bits: u32) -> Vec<u8> {
    let mut writer = EncodedWriter::new(Vec::new(), &header(bits)).unwrap();
    writer.push(rows(count, bits as usize / 8)).unwrap();
    writer.finish().unwrap()
}

fn limits() -> Limits {
    Limits::for_linkage_files()
}

fn rule(error: &ReadError) -> Rule {
    match error {
        ReadError::Refused(refusal) => refusal.rule.clone(),
        ReadError::Broken { .. } => panic!("{error}"),
    }
}

fn in_child(
    bytes: &[u8],
    limits: &Limits,
) -> Result<(Option<EncodedHeader>, EncodedRows), ReadError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let exe = Path::new(env!("CARGO_BIN_EXE_concert-read-table"));
    let mut all = (None, EncodedRows::default());
    let file = TableFile::open(file.path()).unwrap();
    encoded_list::read_in_child(exe, &["read-table"], file, limits, &mut all)?;
    Ok(all)
}

#[test]
fn an_encoded_list_of_several_row_groups_is_read_by_the_confined_process_as_it_was_written() {
    let mut writer = EncodedWriter::new(Vec::new(), &header(512)).unwrap();
    let all = rows(40_000, 64);
    for start in (0..40_000).step_by(7_000) {
        let end = (start + 7_000).min(40_000);
        let some = EncodedRows {
            ids: all.ids[start..end].to_vec(),
            bits: all.bits[start * 64..end * 64].to_vec(),
            strata: all.strata[start..end].to_vec(),
            known: all.known[start..end].to_vec(),
        };
        writer.push(some).unwrap();
    }
    let bytes = writer.finish().unwrap();
    let (read, found) = in_child(&bytes, &limits()).unwrap();
    assert_eq!(read, Some(header(512)));
    assert!(found == all);
    let mut again = EncodedWriter::new(Vec::new(), &header(512)).unwrap();
    again.push(all).unwrap();
    assert!(again.finish().unwrap() == bytes, "the same rows are other bytes");
}

#[test]
fn results_come_back_as_they_were_and_none_are_none() {
    let pairs: Vec<LinkedPair> = (0..9000)
        .map(|n| LinkedPair {
            list_a: "A".to_owned(),
            id_a: format!("=a{n}"),
            list_b: "B".to_owned(),
            id_b: format!("ب {n}"),
            probability: f64::from(n) / 9000.0,
        })
        .collect();
    let bytes = write_parquet(Vec::new(), pairs.clone()).unwrap();
    assert!(linkage_results::read_own::<LinkedPair>("x", &bytes, &limits()).unwrap() == pairs);
    let record =
        ClusteredRecord { list: "A".into(), id: "1".into(), cluster: u64::MAX, probability: 1.0 };
    let bytes = write_parquet(Vec::new(), [record.clone()]).unwrap();
    assert_eq!(
        linkage_results::read_own::<ClusteredRecord>("x", &bytes, &limits()).unwrap(),
        [record]
    );
    let draw = DrawnCount { stratum: String::new(), draw: 3, history: 1 << 63, count: 7 };
    let bytes = write_parquet(Vec::new(), [draw.clone()]).unwrap();
    assert_eq!(linkage_results::read_own::<DrawnCount>("x", &bytes, &limits()).unwrap(), [draw]);
    let bytes = write_parquet(Vec::new(), Vec::<LinkedPair>::new()).unwrap();
    assert!(linkage_results::read_own::<LinkedPair>("x", &bytes, &limits()).unwrap().is_empty());
    let (_, rows) = in_child(&file(2, 8), &limits()).unwrap();
    assert_eq!(rows.len(), 2);
}

#[test]
fn another_shape_a_table_and_too_many_rows_are_refused_with_what_is_wrong() {
    let pair = |probability| LinkedPair {
        list_a: "A".into(),
        id_a: "1".into(),
        list_b: "B".into(),
        id_b: "2".into(),
        probability,
    };
    let pairs = write_parquet(Vec::new(), [pair(0.5)]).unwrap();
    let refused = encoded_list::read_own("x", &pairs, &limits()).unwrap_err();
    let (expected, found) = ("encoded-list/1".to_owned(), "linked-pairs/1".to_owned());
    assert_eq!(rule(&refused), Rule::ParquetKind { expected, found });
    let refused = encoded_list::read_own("x", b"id,bits\n1,2\n", &limits()).unwrap_err();
    assert_eq!(rule(&refused).code(), "exchange/parquet-kind");
    let few = Limits { rows: 2, ..limits() };
    let refused = encoded_list::read_own("x", &file(3, 8), &few).unwrap_err();
    assert_eq!(rule(&refused), Rule::TooManyRows { limit: 2 });
    let wrong = write_parquet(Vec::new(), [pair(0.5), pair(1.5)]).unwrap();
    let ReadError::Refused(refusal) =
        linkage_results::read_own::<LinkedPair>("x", &wrong, &limits()).unwrap_err()
    else {
        panic!("not refused");
    };
    assert_eq!((refusal.code(), refusal.place.row), ("exchange/parquet-cell", Some(2)));
    // As a table, Parquet is none.
    let mut named = tempfile::NamedTempFile::new().unwrap();
    named.write_all(&pairs).unwrap();
    let exe = Path::new(env!("CARGO_BIN_EXE_concert-read-table"));
    let file = TableFile::open(named.path()).unwrap();
    let refused = read_in_child(exe, &["read-table"], file, &limits(), &mut |_| {}).unwrap_err();
    assert_eq!(rule(&refused), Rule::NotATable { found: "parquet".to_owned() });
}

/// Files that another program could have written: the same metadata over other columns.
mod foreign {
    use std::sync::Arc;

    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
    use parquet::file::metadata::KeyValue;
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    pub(crate) fn file(columns: &str, keys: &[(&str, &str)]) -> Vec<u8> {
        let keys =
            keys.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), (*value).to_owned()));
        let properties =
            WriterProperties::builder().set_key_value_metadata(Some(keys.collect())).build();
        let schema = Arc::new(parse_message_type(&format!("message m {{ {columns} }}")).unwrap());
        let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
        let mut group = file.next_row_group().unwrap();
        for column in columns.split(';').filter(|column| !column.trim().is_empty()) {
            let mut writer = group.next_column().unwrap().unwrap();
            let levels = column.contains("OPTIONAL").then_some(&[1_i16][..]);
            if column.contains("INT32") {
                writer.typed::<Int32Type>().write_batch(&[300], levels, None).unwrap();
            } else if column.contains("FIXED") {
                let bytes = ByteArray::from(vec![7_u8; 2]).into();
                writer
                    .typed::<parquet::data_type::FixedLenByteArrayType>()
                    .write_batch(&[bytes], levels, None)
                    .unwrap();
            } else {
                let text = ByteArray::from(b"x\xff".to_vec());
                writer.typed::<ByteArrayType>().write_batch(&[text], levels, None).unwrap();
            }
            writer.close().unwrap();
        }
        group.close().unwrap();
        file.into_inner().unwrap()
    }
}

#[test]
fn wrong_columns_lengths_and_metadata_are_refused_by_name() {
    let digest = "0a".repeat(32);
    let keys = [("concert.shape", "encoded-list/1"), ("concert.bits", "16")];
    let all_keys = [
        keys[0],
        keys[1],
        ("concert.list", "A"),
        ("concert.round", "1"),
        ("concert.settings", &*digest),
        ("concert.decoys", "0"),
        ("concert.clean", "true"),
        ("concert.encoding-version", "1"),
    ];
    let all = "REQUIRED BYTE_ARRAY id (UTF8); REQUIRED FIXED_LEN_BYTE_ARRAY (2) bits; \
               REQUIRED BYTE_ARRAY sex (UTF8); REQUIRED BYTE_ARRAY age_band (UTF8); \
               REQUIRED BYTE_ARRAY form (UTF8); REQUIRED BYTE_ARRAY place (UTF8); \
               REQUIRED BYTE_ARRAY period (UTF8); REQUIRED INT32 known;";
    let refused = |columns: &str, keys: &[(&str, &str)]| {
        rule(&encoded_list::read_own("x", &foreign::file(columns, keys), &limits()).unwrap_err())
            .to_string()
    };
    for (columns, expected) in [
        (
            all.replace("FIXED_LEN_BYTE_ARRAY (2) bits", "BYTE_ARRAY bits (UTF8)"),
            "the column bits is BYTE_ARRAY and not FIXED_LEN_BYTE_ARRAY",
        ),
        (
            all.replace("REQUIRED BYTE_ARRAY sex", "OPTIONAL BYTE_ARRAY sex"),
            "the column sex is OPTIONAL and not REQUIRED",
        ),
        (
            all.replace(" REQUIRED INT32 known;", ""),
            "the column known is not there and not as it must be",
        ),
        (all.replace("age_band", "name"), "the column age_band is name and not in its place"),
        (
            format!("{all} REQUIRED BYTE_ARRAY name (UTF8);"),
            "the column name is there and not part of such a file",
        ),
        (all.to_owned(), "a cell of the column id is not UTF-8"),
    ] {
        assert_eq!(refused(&columns, &all_keys), expected);
    }
    for (keys, key) in [
        (&[("concert.bits", "16")][..], "concert.shape"),
        (&[("concert.shape", "encoded-list/2"), ("concert.bits", "16")], "concert.shape"),
        (&[("concert.shape", "encoded-list/1")], "concert.bits"),
        (&[("concert.shape", "encoded-list/1"), ("concert.bits", "-1")], "concert.bits"),
        (&keys[..], "concert.encoding-version"),
    ] {
        let text = refused(all, keys);
        assert_eq!(text, format!("what the file says of itself lacks {key}, or it is wrong"));
    }
    let other_length = [("concert.shape", "encoded-list/1"), ("concert.bits", "24")];
    assert_eq!(refused(all, &other_length), "the column bits is 2 bytes and not 3 bytes");
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let whole = file(5, 16);
    for length in 0..whole.len() {
        let refused = encoded_list::read_own("x", &whole[..length], &limits());
        assert!(refused.is_err(), "{length} of {}", whole.len());
    }
}

#[test]
fn a_file_with_a_bit_turned_is_refused_or_read_without_a_panic() {
    let whole = file(5, 16);
    let (mut refused, mut read) = (0, 0);
    for byte in 0..whole.len() {
        let mut bent = whole.clone();
        bent[byte] ^= 1 << (byte % 8);
        match encoded_list::read_own("x", &bent, &limits()) {
            // A bit of a filter or of a text is another filter or text, of the same shape.
            Ok((header, rows)) => {
                read += 1;
                assert_eq!((header.bits, rows.len(), rows.bits.len()), (16, 5, 10));
            }
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 0 && read > 0, "{refused} refused, {read} read");
}

#[test]
fn the_confined_process_refuses_what_would_take_too_much() {
    let whole = file(200, 64);
    for byte in (0..whole.len()).rev().take(160).step_by(7) {
        let mut bent = whole.clone();
        bent[byte] = 0xff;
        // Whatever becomes of the reading process, this one gets an answer.
        if let Err(error) = in_child(&bent, &limits()) {
            rule(&error);
        }
    }
}
