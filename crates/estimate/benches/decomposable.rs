//! How long averages over decomposable graphs and Bayesian thresholds take.

use std::hint::black_box;
use std::ops::ControlFlow;

use concert_estimate::{
    Averaging, CaptureTable, History, MissingRange, Thresholding, average_decomposable,
    decomposable_graphs, threshold,
};

#[path = "../tests/published/reference_table.rs"]
#[expect(dead_code, reason = "the published tables are read here, their results are not")]
mod reference_table;

fn main() {
    divan::main();
}

/// The published table of the UK (Silverman 2014) with its lists LA, NG, PF, GO, GP, NCA.
fn six_lists() -> CaptureTable {
    reference_table::table("uk_6list")
}

/// The same with PF and NCA merged.
fn five_lists() -> CaptureTable {
    reference_table::table("uk_5list")
}

/// The same six lists and a seventh with a part of the first two and people of its own.
fn seven_lists() -> CaptureTable {
    let mut cells = six_lists().cells().to_vec();
    let seventh = [(History::of(&[6]), 150), (History::of(&[0, 6]), 8), (History::of(&[1, 6]), 12)];
    cells.extend(seventh);
    CaptureTable::new(["LA", "NG", "PF", "GO", "GP", "NCA", "X"], cells)
        .expect("histories with the seventh list are new")
}

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn average(table: &CaptureTable, averaging: &Averaging) {
    let _ = black_box(average_decomposable(table, averaging, &mut go_on));
}

#[divan::bench]
fn average_over_822_graphs() {
    average(&five_lists(), &Averaging::default());
}

/// What the R package `dga` takes 40 to 90 ms for.
#[divan::bench]
fn average_over_822_graphs_on_a_thousand_points() {
    let points = MissingRange::Points((0..1000).map(|i| 1 + i * 82).collect());
    average(&five_lists(), &Averaging { missing: points, ..Averaging::default() });
}

#[divan::bench(sample_count = 10)]
fn average_over_18_154_graphs() {
    average(&six_lists(), &Averaging::default());
}

#[divan::bench(sample_count = 1)]
fn average_over_617_675_graphs() {
    average(&seven_lists(), &Averaging::default());
}

#[divan::bench(sample_count = 3)]
fn list_617_675_graphs() {
    black_box(decomposable_graphs(7).count());
}

#[divan::bench(sample_count = 10)]
fn threshold_on_five_lists() {
    let _ = black_box(threshold(&five_lists(), &Thresholding::default(), &mut go_on));
}

#[divan::bench(sample_count = 5)]
fn threshold_on_six_lists() {
    let _ = black_box(threshold(&six_lists(), &Thresholding::default(), &mut go_on));
}
