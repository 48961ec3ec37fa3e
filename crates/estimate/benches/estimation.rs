//! How long estimates take on the published UK tables (Silverman 2014).

use std::hint::black_box;
use std::ops::ControlFlow;

use concert_estimate::{
    CaptureTable, Criterion, History, Selection, Settings, bootstrap, estimate, optimum, rank,
    stability, stepwise,
};

fn main() {
    divan::main();
}

/// Lists LA, NG, PF+NCA, GO, GP.
fn five_lists() -> CaptureTable {
    six_lists()
        .regrouped(&[
            History::of(&[0]),
            History::of(&[1]),
            History::of(&[2, 5]),
            History::of(&[3]),
            History::of(&[4]),
        ])
        .expect("merging two lists of a table gives a table")
}

/// Lists LA, NG, PF, GO, GP, NCA.
fn six_lists() -> CaptureTable {
    let singles = [54, 463, 907, 695, 316, 57].into_iter().enumerate();
    let singles = singles.map(|(list, count)| (History::of(&[list]), count));
    let shared: [(&[usize], u64); 19] = [
        (&[0, 1], 15),
        (&[0, 2], 19),
        (&[0, 3], 3),
        (&[1, 2], 56),
        (&[1, 3], 19),
        (&[1, 4], 1),
        (&[1, 5], 3),
        (&[2, 3], 69),
        (&[2, 4], 10),
        (&[2, 5], 31),
        (&[3, 4], 8),
        (&[3, 5], 6),
        (&[4, 5], 1),
        (&[0, 1, 2], 1),
        (&[0, 1, 3], 1),
        (&[1, 2, 3], 4),
        (&[1, 2, 5], 3),
        (&[2, 3, 5], 1),
        (&[0, 1, 2, 3], 1),
    ];
    let shared = shared.into_iter().map(|(lists, count)| (History::of(lists), count));
    CaptureTable::new(["LA", "NG", "PF", "GO", "GP", "NCA"], singles.chain(shared))
        .expect("the published table is one")
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
