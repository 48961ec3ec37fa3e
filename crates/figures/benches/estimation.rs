//! How long the pictures of an estimation take to draw.

use divan::{Bencher, black_box};

#[expect(dead_code, reason = "only what grows is measured")]
#[path = "../tests/invented/estimation.rs"]
mod estimation;

fn main() {
    divan::main();
}

/// Six lists with 25 histories.
#[divan::bench]
fn overlaps_of_6_lists(bencher: Bencher) {
    let figure = estimation::overlaps(720);
    bencher.bench(|| black_box(&figure).draw());
}

/// Sixteen lists on which every history has people: 65,535, most of them summed.
#[divan::bench]
fn overlaps_of_16_lists(bencher: Bencher) {
    let figure = estimation::overlaps_of_sixteen(720);
    assert_eq!(figure.histories.len(), 65_535);
    bencher.bench(|| black_box(&figure).draw());
}
