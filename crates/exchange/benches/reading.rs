//! How long files take from the disk to rows of initiatives, the reading process included.

use std::io::Write;
use std::path::Path;

use concert_exchange::{
    Limits, OutCell, OutColumn, OutTable, Table, TableFile, read_in_child, read_initiatives,
    to_xlsx,
};

fn main() {
    divan::main();
}

const HEADINGS: [&str; 15] = [
    "Organisation",
    "Acronym",
    "Organisation type",
    "Sector",
    "Activity",
    "Status",
    "Country",
    "Province",
    "Province code",
    "District",
    "District code",
    "Start date",
    "End date",
    "Targeted",
    "Reached",
];

fn cells(row: usize) -> [String; 15] {
    let (place, district) = (row % 34, row % 400);
    [
        format!("Made-up organisation {}", row % 285),
        format!("MU{}", row % 285),
        "National NGO".to_owned(),
        "Protection".to_owned(),
        format!("Activity {}", row % 243),
        "Ongoing".to_owned(),
        "Afghanistan".to_owned(),
        format!("Province {place}"),
        format!("AF{place:02}"),
        format!("District {district}"),
        format!("AF{place:02}{district:03}"),
        "2024-01-31".to_owned(),
        "2024-12-31".to_owned(),
        (row * 7 % 5000).to_string(),
        (row * 3 % 4000).to_string(),
    ]
}

fn xlsx(rows: usize) -> Vec<u8> {
    let column = |heading: &&str| OutColumn { heading: (*heading).to_owned(), tag: String::new() };
    let row = |row| cells(row).into_iter().map(OutCell::Text).collect();
    let table = OutTable {
        is_right_to_left: false,
        name: "Made up".to_owned(),
        columns: HEADINGS.iter().map(column).collect(),
        rows: (0..rows).map(row).collect(),
    };
    to_xlsx(&table).expect("a table of this size fits into a workbook")
}

fn csv(rows: usize) -> Vec<u8> {
    let mut bytes = HEADINGS.join(",").into_bytes();
    for row in 0..rows {
        write!(bytes, "\n{}", cells(row).join(",")).expect("memory takes what is written");
    }
    bytes
}

fn read(bencher: divan::Bencher<'_, '_>, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join("made-up");
    std::fs::write(&path, bytes).expect("the file is written");
    let exe = Path::new(env!("CARGO_BIN_EXE_concert-read-table"));
    bencher.bench_local(|| {
        let file = TableFile::open(&path).expect("the file was just written");
        let read = read_in_child(exe, &["read-table"], file, &Limits::default(), &mut |_| {});
        let workbook = read.expect("the file breaks no rule");
        read_initiatives(&Table::find(&workbook).expect("it has headings")).rows.len()
    });
}

#[divan::bench(sample_count = 10)]
fn ten_thousand_rows_of_xlsx(bencher: divan::Bencher<'_, '_>) {
    read(bencher, &xlsx(10_000));
}

#[divan::bench(sample_count = 5)]
fn a_hundred_thousand_rows_of_csv(bencher: divan::Bencher<'_, '_>) {
    read(bencher, &csv(100_000));
}
