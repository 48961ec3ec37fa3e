//! The published tables and results in `tests/reference`.

use concert_estimate::{CaptureTable, History};

/// The rows of a reference file, without its comments.
pub(crate) fn rows(name: &str) -> Vec<Vec<String>> {
    let path = format!("{}/tests/reference/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split(',').map(String::from).collect()).collect()
}

/// A published table of capture histories.
pub(crate) fn table(name: &str) -> CaptureTable {
    let rows = rows(name);
    let (header, cells) = rows.split_first().expect("a table has a header");
    let lists = header.len() - 1;
    let cell = |row: &Vec<String>| {
        let on: Vec<usize> = (0..lists).filter(|&list| row[list] == "1").collect();
        (History::of(&on), row[lists].parse().expect("a count"))
    };
    CaptureTable::new(header[..lists].to_vec(), cells.iter().map(cell)).expect(name)
}

/// A model written like `12+3` in a reference file, as `[12,3]`.
pub(crate) fn generators(written: &str) -> String {
    format!("[{}]", written.replace('+', ","))
}

/// Whether a value agrees with a printed one to its last digit, or to the seven digits to which
/// the iterations of the other programs converge.
pub(crate) fn agrees(value: f64, printed: &str) -> bool {
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let printed: f64 = printed.parse().expect("a number");
    let allowed = 0.51 * 0.1_f64.powi(decimals as i32);
    (value - printed).abs() <= allowed.max(printed.abs() * 1e-7)
}
