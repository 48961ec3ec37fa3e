//! How long estimates take on the published UK tables (Silverman 2014).

use std::hint::black_box;
use std::ops::ControlFlow;

use concert_estimate::{
    CaptureTable, Criterion, History, Selection, Settings, bootstrap, estimate, optimum, rank,
    stability, stepwise,
};

#[path = "../tests/published/reference_table.rs"]
#[expect(dead_code, reason = "the published tables are read here, their results are not")]
mod reference_table;

fn main() {
    divan::main();
}

/// Lists LA, NG, PF+NCA, GO, GP.
fn five_lists() -> CaptureTable {
    reference_table::table("uk_5list")
}

/// Lists LA, NG, PF, GO, GP, NCA.
fn six_lists() -> CaptureTable {
    reference_table::table("uk_6list")
}

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

#[divan::bench]
fn every_pairwise_model_of_five_lists() {
    let _ = black_box(rank(&five_lists(), Criterion::Bic, 2, &mut go_on));
}

#[divan::bench]
fn every_pairwise_model_of_six_lists() {
    let _ = black_box(rank(&six_lists(), Criterion::Bic, 2, &mut go_on));
}

#[divan::bench]
fn every_model_of_five_lists() {
    let _ = black_box(rank(&five_lists(), Criterion::Bic, 4, &mut go_on));
}

/// A table in which everybody is somewhere, so that no two models have the same fit.
#[divan::bench]
fn every_model_of_five_lists_without_an_empty_cell() {
    let cells = (1..32_u16).map(|bits| (History::new(bits), 400 >> bits.count_ones()));
    let table = CaptureTable::new(["A", "B", "C", "D", "E"], cells).expect("a table");
    let _ = black_box(rank(&table, Criterion::Bic, 4, &mut go_on));
}

#[divan::bench]
fn proven_optimum_of_six_lists() {
    let _ = black_box(optimum(&six_lists(), Criterion::Bic, 5, 6.0, &mut go_on));
}

#[divan::bench(sample_count = 3, args = [2, 4])]
fn a_thousand_replicates_of_an_exhaustive_choice_on_five_lists(order: usize) {
    let selection = Selection::Exhaustive { criterion: Criterion::Bic, order };
    let _ = black_box(bootstrap(&five_lists(), &selection, 1000, 1, &mut go_on));
}

#[divan::bench(sample_count = 3)]
fn stability_of_a_thousand_replicates_on_five_lists() {
    let models = [1, 5, 10, 20, 50, 100];
    let found = stability(&five_lists(), Criterion::Bic, 4, &models, 1000, 1, &mut go_on);
    let _ = black_box(found);
}

#[divan::bench]
fn stepwise_on_five_lists() {
    let _ = black_box(stepwise(&five_lists(), 0.02));
}

#[divan::bench(sample_count = 10)]
fn stepwise_and_a_thousand_replicates_on_five_lists() {
    let selection = Selection::Stepwise { threshold: 0.02 };
    let _ = black_box(bootstrap(&five_lists(), &selection, 1000, 1, &mut go_on));
}

#[divan::bench(sample_count = 3)]
fn full_report_on_five_lists() {
    let _ = black_box(estimate(&five_lists(), &Settings::default(), &mut go_on));
}
