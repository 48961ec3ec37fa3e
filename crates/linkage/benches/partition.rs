//! How long it takes to draw who is who among a million records of five lists.

use std::hint::black_box;
use std::ops::ControlFlow;

use concert_linkage::ScoredPair;
use concert_linkage::capture::captures;
use concert_linkage::partition::{
    Decisions, Lists, PartitionSettings, Posterior, calibrated, partition,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn main() {
    divan::main();
}

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Five lists of 200,000 records each. A quarter of a million people are on two lists, 40,000 on three;
/// a third of the pairs are in doubt, and 60,000 pairs of strangers look somewhat alike.
fn million() -> (Lists, Vec<ScoredPair>) {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let lists = Lists::new(&[200_000; 5], &[true, true, true, false, false]);
    let mut pairs = Vec::new();
    let mut add = |a: u32, b: u32, log_odds: f32| {
        if a != b {
            pairs.push(ScoredPair { first: a.min(b), second: a.max(b), log_odds });
        }
    };
    for person in 0..250_000u32 {
        let list = person % 4;
        let (a, b) =
            (list * 200_000 + person / 4, (list + 1) * 200_000 + 100_000 + person / 4 % 100_000);
        let doubt = if person % 3 == 0 { 3.0 } else { 14.0 };
        add(a, b, doubt + 4.0 * random.random::<f32>() - 2.0);
        if person % 6 == 0 {
            let third = (list + 2) % 5 * 200_000 + person / 4 % 100_000;
            add(a, third, 2.0 + 3.0 * random.random::<f32>());
            add(b, third, 8.0 * random.random::<f32>() - 2.0);
        }
    }
    for _ in 0..60_000 {
        let stranger = random.random_range(0..1_000_000);
        add(random.random_range(0..1_000_000), stranger, -2.0 - 4.0 * random.random::<f32>());
    }
    (lists.expect("five lists of a fifth of a million"), pairs)
}

fn drawn(lists: &Lists, pairs: &[ScoredPair]) -> Posterior {
    let settings = PartitionSettings { prior: -13.0, ..PartitionSettings::default() };
    let drawn = partition(lists, pairs, &Decisions::default(), &settings, &mut go_on);
    drawn.expect("nobody interrupts").expect("the scores are in order")
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn draws_of_a_million_records(bencher: divan::Bencher) {
    let (lists, pairs) = million();
    bencher.bench_local(|| black_box(drawn(&lists, &pairs)));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn calibrating_a_million_records(bencher: divan::Bencher) {
    let (lists, pairs) = million();
    let settings = PartitionSettings::default();
    bencher.bench_local(|| {
        let found = calibrated(&lists, &pairs, &Decisions::default(), &settings, &mut go_on);
        let _ = black_box(found);
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn quality_and_tables_of_a_hundred_draws(bencher: divan::Bencher) {
    let (lists, pairs) = million();
    let posterior = drawn(&lists, &pairs);
    let strata = vec![0; 1_000_000];
    bencher.bench_local(|| {
        black_box(posterior.quality(0.95));
        black_box(captures(&posterior, &lists, &strata, &[]))
    });
}
