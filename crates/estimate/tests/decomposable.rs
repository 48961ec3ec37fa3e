//! Averages over decomposable graphs: planted truth, laws and refusals.

#![expect(clippy::unwrap_used, reason = "a law that cannot be tried has failed")]

use std::ops::ControlFlow;

use concert_estimate::{
    Averaging, CaptureTable, DecomposableAverage, History, Interrupted, MissingPrior, MissingRange,
    NotAveraged, average_decomposable, prior_count_sensitivity,
};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn table(lists: usize, cells: impl IntoIterator<Item = (u16, u64)>) -> CaptureTable {
    let names = (0..lists).map(|list| format!("list {list}"));
    let cells = cells.into_iter().map(|(bits, count)| (History::new(bits), count));
    CaptureTable::new(names, cells).unwrap()
}

fn average(table: &CaptureTable, averaging: &Averaging) -> Result<DecomposableAverage, String> {
    let found = average_decomposable(table, averaging, &mut go_on);
    found.map_err(|refusal| refusal.code().to_owned())
}

/// Lists 1 and 2 depend on each other, and 2 and 3; whoever is on list 2 is seen by them more.
fn planted(population: u64, seed: u64) -> CaptureTable {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut counts = [0_u64; 16];
    for _ in 0..population {
        let second = random.random_bool(0.2);
        let others = if second { 0.5 } else { 0.1 };
        let mut on = |probability: f64| u16::from(random.random_bool(probability));
        let (first, third, fourth) = (on(others), on(others), on(0.15));
        counts[usize::from(first | u16::from(second) << 1 | third << 2 | fourth << 3)] += 1;
    }
    table(4, (1..16).map(|history| (history, counts[usize::from(history)])))
}

#[test]
fn a_planted_population_is_found_and_so_is_its_graph() {
    let found: Vec<DecomposableAverage> =
        (0..20).map(|seed| average(&planted(6000, seed), &Averaging::default()).unwrap()).collect();
    let covers = |a: &&DecomposableAverage| a.interval95[0] <= 6e3 && 6e3 <= a.interval95[1];
    assert!(found.iter().filter(covers).count() >= 17);
    let right = found.iter().filter(|a| a.graphs[0].model == "[12,23,4]").count();
    assert!(right >= 15, "{right}");
}

#[test]
fn the_order_of_the_lists_changes_nothing() {
    let one = planted(900, 3);
    let order = [2, 0, 3, 1];
    let moved = |history: History| {
        History::of(&history.lists().map(|list| order[list]).collect::<Vec<_>>()).bits()
    };
    let other = table(4, one.cells().iter().map(|&(history, count)| (moved(history), count)));
    let [a, b] = [one, other].map(|table| average(&table, &Averaging::default()).unwrap());
    assert!((a.mean / b.mean - 1.0).abs() < 1e-10);
    assert!(a.interval95.iter().eq(&b.interval95) && a.draws == b.draws);
    assert!((a.graphs[0].weight - b.graphs[0].weight).abs() < 1e-10);
}

#[test]
fn what_cannot_be_averaged_is_refused_with_its_reason() {
    let halves = |lists: usize| table(lists, (1..1 << lists).map(|bits| (bits, 20)));
    let code = |table: &CaptureTable, averaging: &Averaging| {
        average(table, averaging).map_or_else(|code| code, |_| "an average".to_owned())
    };
    let usual = Averaging::default();
    assert_eq!(code(&halves(2), &usual), "estimate/too-few-lists");
    assert_eq!(code(&halves(8), &usual), "estimate/too-many-lists-to-average");
    assert_eq!(code(&halves(3), &usual), "an average");
    let many = table(3, [(1, 5), (2, 5), (4, 5), (7, 3_000_000)]);
    assert_eq!(code(&many, &usual), "estimate/too-many-memberships-to-average");
    let gamma = |shape, scale| MissingPrior::GammaPoisson { shape, scale };
    let points = |points: &[u64]| MissingRange::Points(points.to_vec());
    for averaging in [
        Averaging { prior_count: Some(0.0), ..usual.clone() },
        Averaging { prior_count: Some(f64::NAN), ..usual.clone() },
        Averaging { prior: gamma(-1.0, 2.0), ..usual.clone() },
        Averaging { prior: gamma(1.0, f64::INFINITY), ..usual.clone() },
        Averaging { missing: MissingRange::UpTo(0), ..usual.clone() },
        Averaging { missing: points(&[]), ..usual.clone() },
        Averaging { missing: points(&[1, u64::MAX]), ..usual.clone() },
        Averaging { missing: points(&[0, 1]), ..usual.clone() },
    ] {
        assert_eq!(code(&halves(3), &averaging), "estimate/averaging-settings");
    }
}

#[test]
fn a_tail_that_never_settles_is_refused_unless_the_caller_knows_a_limit() {
    // Odd histories are ten times as frequent as even ones: only the complete graph explains
    // that, which says nothing of the missing; nor does the prior, with counts so small.
    let parity = table(3, (1..8_u16).map(|h| (h, if h.count_ones() % 2 == 1 { 900 } else { 90 })));
    let vague = Averaging { prior_count: Some(1e-5), ..Averaging::default() };
    assert_eq!(average(&parity, &vague), Err("estimate/tail-never-settles".to_owned()));
    let limited = Averaging { missing: MissingRange::UpTo(50_000), ..vague.clone() };
    let found = average(&parity, &limited).unwrap();
    assert_eq!(found.graphs[0].model, "[123]");
    assert!(!found.tail.interval_settled && !found.tail.mean_settled);
    let lines = prior_count_sensitivity(&parity, &vague, &[1e-5, 1.0], &mut go_on).unwrap();
    assert!(!lines[0].interval_settled && lines[1].interval_settled, "{lines:?}");
}

#[test]
fn a_caller_who_has_heard_enough_ends_it() {
    let mut stop = |_, _| ControlFlow::Break(());
    let found = average_decomposable(&planted(900, 3), &Averaging::default(), &mut stop);
    assert_eq!(found, Err(NotAveraged::Interrupted(Interrupted)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_average_is_a_distribution_in_which_blocks_stand_for_their_numbers(
        counts in prop::collection::vec(0_u64..60, 7),
        prior_count in prop::option::of(0.02_f64..2.0),
    ) {
        let three = (1..8).zip(counts).filter(|cell| cell.1 > 0);
        let Ok(table) = CaptureTable::new(["a", "b", "c"], three.map(|(h, n)| (History::new(h), n)))
        else { return Ok(()) };
        let blocks =
            Averaging { prior_count, missing: MissingRange::UpTo(4000), ..Averaging::default() };
        let every = MissingRange::Points((1..=4000).collect());
        let every = Averaging { missing: every, ..blocks.clone() };
        match (average(&table, &blocks), average(&table, &every)) {
            (Ok(a), Ok(b)) => {
                let ([low95, high95], [low80, high80]) = (a.interval95, a.interval80);
                prop_assert!([low95, low80, a.median, high80, high95].is_sorted());
                prop_assert!(low95 > a.observed as f64 && a.draws.is_sorted());
                let weights: f64 = a.groups.iter().map(|group| group.weight).sum();
                prop_assert!((weights - 1.0).abs() < 1e-9);
                prop_assert!(a.groups.is_sorted_by(|x, y| x.median < y.median));
                let near = |a: f64, b: f64| (a - b).abs() < 1.0 + 0.004 * b;
                prop_assert!(near(a.median, b.median) && near(a.mean, b.mean), "{a:?} {b:?}");
                prop_assert!(near(high95, b.interval95[1]) && near(low80, b.interval80[0]));
                prop_assert_eq!(&a.graphs[0].model, &b.graphs[0].model);
            }
            (a, b) => prop_assert_eq!(a.unwrap_err(), b.unwrap_err()),
        }
    }
}
