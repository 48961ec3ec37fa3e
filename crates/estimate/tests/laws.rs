//! What is true of every table.

#![expect(clippy::unwrap_used, reason = "a law that cannot be tried has failed")]

use std::ops::ControlFlow;

use concert_estimate::{
    CaptureTable, Criterion, Existence, Fit, History, Model, Verdict, existence, fit, rank,
    stepwise,
};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn table_of(lists: usize, cells: impl IntoIterator<Item = (u16, u64)>) -> CaptureTable {
    let names = (0..lists).map(|list| format!("list {}", list + 1));
    let cells = cells.into_iter().map(|(bits, count)| (History::new(bits), count));
    CaptureTable::new(names, cells).unwrap()
}

/// A table in which most histories of several lists have nobody, and a model of any order.
fn sparse_case(random: &mut ChaCha8Rng) -> (CaptureTable, Model) {
    let lists = random.random_range(3..=5_usize);
    let emptiness = random.random_range(0.2..0.95);
    let cells: Vec<(u16, u64)> = (1..1_u16 << lists)
        .map(|history| {
            let empty = history.count_ones() > 1 && random.random_bool(emptiness);
            let largest = if history.is_power_of_two() { 60 } else { 6 };
            (history, if empty { 0 } else { random.random_range(0..=largest) })
        })
        .collect();
    let cells = if cells.iter().all(|cell| cell.1 == 0) { vec![(1, 1)] } else { cells };
    let sets = (1..1_u16 << lists).filter(|_| random.random_bool(0.2));
    let sets = sets.filter(|set| set.count_ones() < 4).map(History::new);
    let model = Model::new(lists, sets.collect::<Vec<_>>()).unwrap();
    (table_of(lists, cells), model)
}

/// The cells that remain when those above terms with nobody are dropped.
fn remaining(table: &CaptureTable, model: &Model) -> Vec<History> {
    let absent: Vec<History> =
        model.terms().iter().copied().filter(|&term| table.overlap(term) == 0).collect();
    let cells = (1..1_u16 << table.lists().len()).map(History::new);
    cells.filter(|cell| !absent.iter().any(|&term| cell.includes(term))).collect()
}

fn count(table: &CaptureTable, cell: History) -> u64 {
    table.cells().iter().find(|other| other.0 == cell).map_or(0, |cell| cell.1)
}

/// Proves each verdict from its definition, without the code that reached it.
fn assert_proven(table: &CaptureTable, model: &Model) -> Result<Fit, Verdict> {
    let cells = remaining(table, model);
    let verdict = existence(table, model).unwrap();
    let fitted = fit(table, model);
    match &verdict {
        Existence::Exists => {
            // A positive table with the same margins proves existence (Haberman 1974).
            let fitted = fitted.as_ref().expect("an estimate that exists is reached");
            let mean = |cell: &History| {
                let terms = model.terms().iter().copied().chain([History::default()]);
                let within = terms.filter(|term| cell.includes(*term));
                within.map(|term| fitted.parameter(term).unwrap()).sum::<f64>().exp()
            };
            let means: Vec<f64> = cells.iter().map(mean).collect();
            assert!(means.iter().all(|&mean| mean > 1e-9), "{table:?} {model} {means:?}");
            for term in model.terms().iter().copied().chain([History::default()]) {
                let pairs = cells.iter().zip(&means).filter(|(cell, _)| cell.includes(term));
                let expected: f64 = pairs.map(|(_, mean)| mean).sum();
                let error = expected - table.overlap(term) as f64;
                assert!(error.abs() < 1e-6 * table.observed() as f64, "{table:?} {model} {error}");
            }
            assert!(fitted.population.is_finite() && fitted.log_standard_error.is_finite());
        }
        Existence::NoEstimate { direction, .. } => {
            assert_eq!(fitted, Err(Verdict::NoEstimate));
            let rise = |cell: History| -> i128 {
                let within = direction.iter().filter(|(term, _)| cell.includes(*term));
                within.map(|(_, component)| component).sum()
            };
            let seen = |cell: &&History| count(table, **cell) > 0;
            assert!(cells.iter().filter(seen).all(|&cell| rise(cell) == 0), "{table:?} {model}");
            assert!(cells.iter().all(|&cell| rise(cell) <= 0), "{table:?} {model}");
            assert!(cells.iter().any(|&cell| rise(cell) < 0), "{table:?} {model}");
        }
        Existence::NotIdentifiable => {
            // The alternating vector moves the intercept and no cell.
            assert_eq!(fitted, Err(Verdict::NotIdentifiable));
            let terms = model.terms().iter().copied().chain([History::default()]);
            let terms: Vec<History> = terms.filter(|&term| table.overlap(term) > 0).collect();
            for &cell in &cells {
                let within = terms.iter().filter(|term| cell.includes(**term));
                let signs = within.map(|term| if term.len() % 2 == 0 { 1 } else { -1 });
                assert_eq!(signs.sum::<i32>(), 0, "{table:?} {model} {cell}");
            }
        }
        Existence::Undecided => panic!("{table:?} {model}"),
    }
    fitted
}

fn prove_many(cases: usize, seed: u64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut verdicts = [0; 3];
    for _ in 0..cases {
        let (table, model) = sparse_case(&mut random);
        let kind = match assert_proven(&table, &model) {
            Ok(_) => 0,
            Err(Verdict::NoEstimate) => 1,
            Err(_) => 2,
        };
        verdicts[kind] += 1;
    }
    // The cases would prove little if they were all of one kind.
    assert!(verdicts.iter().all(|&n| n > cases / 200), "{verdicts:?}");
}

#[test]
fn every_verdict_on_ten_thousand_sparse_tables_has_a_proof() {
    prove_many(10_000, 2);
}

#[test]
fn no_ranking_and_no_stepwise_choice_holds_a_model_without_estimate() {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    for _ in 0..60 {
        let (table, _) = sparse_case(&mut random);
        if table.lists().len() > 4 {
            continue;
        }
        let ranking =
            rank(&table, Criterion::Bic, 2, &mut |_, _| ControlFlow::Continue(())).unwrap();
        for candidate in &ranking.candidates {
            let fit = assert_proven(&table, &candidate.model).unwrap();
            assert!((fit.population / candidate.population - 1.0).abs() < 1e-6);
            assert!((fit.bic - candidate.bic).abs() < 1e-6);
        }
        let independence = Model::independence(table.lists().len()).unwrap();
        match stepwise(&table, 0.05) {
            Ok(found) => {
                assert!(assert_proven(&table, &found.fit.model).is_ok());
            }
            Err(verdict) => assert_eq!(fit(&table, &independence), Err(verdict)),
        }
    }
}

#[test]
fn sixteen_lists_and_billions_of_people_are_within_reach() {
    // Each list holds a tenth, a twelfth, ... of a thousand million people, independently.
    let share = |list: usize| 1.0 / (10.0 + 2.0 * list as f64);
    let people = 1e9;
    let cells = (1..=u16::MAX).map(|history| {
        let on = |list: usize| history >> list & 1 == 1;
        let chance = |list| if on(list) { share(list) } else { 1.0 - share(list) };
        (history, (people * (0..16).map(chance).product::<f64>()).round() as u64)
    });
    let table = table_of(16, cells);
    let found = fit(&table, &Model::independence(16).unwrap()).unwrap();
    assert!((found.population / people - 1.0).abs() < 1e-4, "{}", found.population);
    let pair = Model::parse("[1:2,15:16]", 16).unwrap();
    let found = fit(&table, &pair).unwrap();
    assert!((found.population / people - 1.0).abs() < 1e-4, "{}", found.population);
}

/// A table of four lists that overlap enough for every law to say something.
fn dense_cells() -> impl Strategy<Value = Vec<(u16, u64)>> {
    let counts = (prop::collection::vec(20..400_u64, 4), prop::collection::vec(1..30_u64, 11));
    counts.prop_map(|(alone, shared)| {
        let (mut alone, mut shared) = (alone.into_iter(), shared.into_iter());
        (1..16_u16)
            .map(|history| {
                let from = if history.is_power_of_two() { &mut alone } else { &mut shared };
                (history, from.next().unwrap())
            })
            .collect()
    })
}

fn permuted(set: u16, order: [usize; 4]) -> u16 {
    (0..4).filter(|&list| set >> list & 1 == 1).fold(0, |bits, list| bits | 1 << order[list])
}

fn close(a: f64, b: f64) -> bool {
    (a / b - 1.0).abs() < 1e-7
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn renaming_and_reordering_lists_changes_nothing(
        cells in dense_cells(),
        order in Just([0, 1, 2, 3]).prop_shuffle(),
    ) {
        let table = table_of(4, cells.clone());
        let moved = table_of(4, cells.iter().map(|&(set, n)| (permuted(set, order), n)));
        let models = ["[1,2,3,4]", "[12,34]", "[123,34]", "[12,13,14,23,24,34]"];
        for model in models.map(|text| Model::parse(text, 4).unwrap()) {
            let sets = model.terms().iter().map(|t| History::new(permuted(t.bits(), order)));
            let moved_model = Model::new(4, sets.collect::<Vec<_>>()).unwrap();
            let (a, b) = (fit(&table, &model).unwrap(), fit(&moved, &moved_model).unwrap());
            prop_assert!(close(a.population, b.population) && close(a.bic, b.bic));
        }
        let best = |table| {
            rank(table, Criterion::Bic, 2, &mut |_, _| ControlFlow::Continue(())).unwrap()
        };
        let (a, b) = (best(&table), best(&moved));
        prop_assert!(close(a.candidates[0].population, b.candidates[0].population));
        let (a, b) = (stepwise(&table, 0.02).unwrap(), stepwise(&moved, 0.02).unwrap());
        prop_assert!(close(a.fit.population, b.fit.population));
    }

    #[test]
    fn a_list_with_nobody_changes_no_population(cells in dense_cells()) {
        let (without, with) = (table_of(4, cells.clone()), table_of(5, cells));
        for text in ["[1,2,3,4]", "[12,34]", "[123,34]"] {
            let a = fit(&without, &Model::parse(text, 4).unwrap()).unwrap();
            let b = fit(&with, &Model::parse(text, 5).unwrap()).unwrap();
            prop_assert!(close(a.population, b.population));
            prop_assert!(close(a.log_likelihood, b.log_likelihood));
        }
        let best = |table| {
            rank(table, Criterion::Bic, 2, &mut |_, _| ControlFlow::Continue(())).unwrap()
        };
        let (a, b) = (best(&without), best(&with));
        prop_assert_eq!(a.examined, b.examined);
        prop_assert!(close(a.candidates[0].population, b.candidates[0].population));
        let (a, b) = (stepwise(&without, 0.02).unwrap(), stepwise(&with, 0.02).unwrap());
        prop_assert!(close(a.fit.population, b.fit.population));
    }

    #[test]
    fn ten_times_the_counts_give_ten_times_the_people(cells in dense_cells()) {
        let table = table_of(4, cells.clone());
        let larger = table_of(4, cells.into_iter().map(|(set, n)| (set, 10 * n)));
        for model in ["[1,2,3,4]", "[12,34]", "[123,34]"].map(|m| Model::parse(m, 4).unwrap()) {
            let (a, b) = (fit(&table, &model).unwrap(), fit(&larger, &model).unwrap());
            prop_assert!(close(10.0 * a.population, b.population));
            let ratio = a.log_standard_error / b.log_standard_error;
            // The error is that of the last but one round of the fit.
            prop_assert!((ratio / 10.0_f64.sqrt() - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn more_terms_never_fit_worse(cells in dense_cells()) {
        let table = table_of(4, cells);
        let nested = ["[1,2,3,4]", "[12,3,4]", "[12,23,34]", "[123,34]", "[123,134,24]"];
        let deviances = nested.map(|m| fit(&table, &Model::parse(m, 4).unwrap()).unwrap().deviance);
        prop_assert!(deviances.windows(2).all(|pair| pair[1] <= pair[0] + 1e-8));
        prop_assert!(deviances.iter().all(|&deviance| deviance > -1e-8));
    }
}
