//! What a search that leaves most models out must still find.

#![expect(clippy::unwrap_used, reason = "a search that cannot be run has failed")]

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use concert_estimate::{
    CaptureTable, Criterion, Existence, History, Model, Selection, bootstrap, existence, fit,
    optimum, rank, stability, stepwise,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn table_of(lists: usize, cells: impl IntoIterator<Item = (u16, u64)>) -> CaptureTable {
    let names = (0..lists).map(|list| format!("list {}", list + 1));
    let cells = cells.into_iter().map(|(bits, count)| (History::new(bits), count));
    CaptureTable::new(names, cells).unwrap()
}

/// A table in which most histories of several lists have nobody.
fn sparse_table(random: &mut ChaCha8Rng, lists: usize) -> CaptureTable {
    let emptiness = random.random_range(0.1..0.95);
    let cells: Vec<(u16, u64)> = (1..1_u16 << lists)
        .map(|history| {
            let size = history.count_ones();
            let empty = size > 1 && random.random_bool(emptiness);
            let largest = [0, 60, 12, 4, 2, 2, 1, 1, 1][size as usize];
            (history, if empty { 0 } else { random.random_range(0..=largest) })
        })
        .collect();
    let cells = if cells.iter().all(|cell| cell.1 == 0) { vec![(1, 1)] } else { cells };
    table_of(lists, cells)
}

/// Every hierarchical model over the lists but the saturated one, by adding one set at a time.
fn all_models(lists: usize, order: u32) -> Vec<Model> {
    let sets: Vec<u16> = (1..1_u16 << lists)
        .filter(|set| (2..=order).contains(&set.count_ones()) && *set != (1 << lists) - 1)
        .collect();
    let mut families: BTreeSet<BTreeSet<u16>> = [BTreeSet::new()].into();
    let mut last = families.clone();
    while !last.is_empty() {
        let larger = |family: &BTreeSet<u16>| -> Vec<BTreeSet<u16>> {
            let holds = |set: u16| set.count_ones() < 2 || family.contains(&set);
            let parts =
                |set: u16| (0..16).filter(move |l| set >> l & 1 == 1).map(move |l| set & !(1 << l));
            let new = sets.iter().filter(|&&set| !holds(set) && parts(set).all(holds));
            new.map(|&set| family.iter().copied().chain([set]).collect()).collect()
        };
        last = last.iter().flat_map(larger).collect();
        families.extend(last.iter().cloned());
    }
    let model = |family: &BTreeSet<u16>| {
        Model::new(lists, family.iter().map(|&set| History::new(set))).unwrap()
    };
    families.iter().map(model).collect()
}

#[test]
fn branch_and_bound_finds_what_fitting_every_model_finds() {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let (mut without, mut several) = (0, 0);
    for case in 0..240 {
        // Five lists have 6,893 models: not many tables in the time of a test.
        let (lists, order) = if case % 40 == 0 { (5, 4) } else { (3 + case % 2, 3) };
        let table = sparse_table(&mut random, lists);
        let criterion = if case % 3 == 0 { Criterion::Aic } else { Criterion::Bic };
        let every = rank(&table, criterion, order, &mut go_on).unwrap();
        assert!(every.is_exhaustive());
        let found = optimum(&table, criterion, order, 6.0, &mut go_on).unwrap();
        assert!(found.certified);
        assert_eq!(found.possible, every.possible);
        let expected = every.within(criterion, 6.0);
        let names = |candidates: &[concert_estimate::Candidate]| -> BTreeSet<String> {
            candidates.iter().map(|candidate| candidate.model.to_string()).collect()
        };
        assert_eq!(names(&found.best), names(expected), "{table:?}");
        for (ours, theirs) in found.best.iter().zip(expected) {
            assert!((ours.value(criterion) - theirs.value(criterion)).abs() < 1e-7);
        }
        without += usize::from(expected.is_empty());
        several += usize::from(expected.len() > 3);
    }
    assert!(without > 10 && several > 60, "{without} {several}");
}

#[test]
fn all_models_of_a_few_lists_are_as_many_as_the_literature_counts() {
    // Silverman, Chan and Vincent (2024) and the antichains of Dedekind's problem.
    for (lists, order, models) in
        [(2, 2, 1), (3, 2, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024), (5, 3, 6212), (5, 4, 6893)]
    {
        let singles = table_of(lists, (0..lists).map(|list| (1 << list, 5)));
        let ranking = rank(&singles, Criterion::Bic, order, &mut go_on).unwrap();
        assert_eq!((ranking.examined, ranking.possible), (models, Some(models as u64)));
        if lists < 5 {
            assert_eq!(all_models(lists, order as u32).len(), models);
        }
    }
}

#[test]
fn an_exhaustive_bootstrap_is_that_of_fitting_every_model_in_every_replicate() {
    let mut random = ChaCha8Rng::seed_from_u64(6);
    for (lists, order, tables, replicates) in [(3, 2, 6, 30), (4, 3, 6, 20), (5, 2, 1, 8)] {
        let among = all_models(lists, order);
        for case in 0..tables {
            let table = sparse_table(&mut random, lists);
            let criterion = if case % 2 == 0 { Criterion::Bic } else { Criterion::Aic };
            let every = Selection::Best { criterion, among: among.clone() };
            let search = Selection::Exhaustive { criterion, order: order as usize };
            match (every.choose(&table), search.choose(&table)) {
                (Ok(every), Ok(search)) => assert_eq!(every, search),
                (every, search) => assert!(every.is_err() && search.is_err()),
            }
            let [every, search] = [every, search]
                .map(|selection| bootstrap(&table, &selection, replicates, 9, &mut go_on).unwrap());
            assert_eq!(every.without_estimate, search.without_estimate, "{table:?}");
            for (a, b) in every.draws.iter().zip(&search.draws) {
                assert!((a / b - 1.0).abs() < 1e-7, "{table:?} {a} {b}");
            }
            for (a, b) in every.influences.iter().zip(&search.influences) {
                assert_eq!(a.population_without_one.is_some(), b.population_without_one.is_some());
            }
        }
    }
}

#[test]
fn each_step_of_stability_is_the_bootstrap_among_so_many_models() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let mut answered = 0;
    for _ in 0..12 {
        let table = sparse_table(&mut random, 4);
        let numbers = [1, 3, 10, 40];
        let ranking = rank(&table, Criterion::Bic, 3, &mut go_on).unwrap();
        let found = stability(&table, Criterion::Bic, 3, &numbers, 40, 3, &mut go_on).unwrap();
        let Some(found) = found else {
            assert!(ranking.candidates.is_empty());
            continue;
        };
        answered += 1;
        assert_eq!((found.steps.len(), found.winners.len()), (5, 40));
        for step in &found.steps {
            let selection = match step.models {
                Some(models) => Selection::Best {
                    criterion: Criterion::Bic,
                    among: ranking
                        .candidates
                        .iter()
                        .take(models)
                        .map(|c| c.model.clone())
                        .collect(),
                },
                None => Selection::Exhaustive { criterion: Criterion::Bic, order: 3 },
            };
            let alone = bootstrap(&table, &selection, 40, 3, &mut go_on).unwrap();
            assert_eq!(alone.without_estimate, step.without_estimate, "{table:?} {step:?}");
            let percentile = concert_estimate::percentile_interval(&alone.draws, 0.95);
            assert_eq!(percentile.is_some(), step.percentile95.is_some());
            for (a, b) in
                percentile.into_iter().flatten().zip(step.percentile95.into_iter().flatten())
            {
                assert!((a / b - 1.0).abs() < 1e-6, "{table:?} {step:?} {a} {b}");
            }
            let within = |winner: &&Option<usize>| {
                winner.is_some_and(|place| step.models.is_none_or(|models| place <= models))
            };
            assert_eq!(step.winners_within, found.winners.iter().filter(within).count());
        }
    }
    assert!(answered > 6, "{answered}");
}

/// Each estimate that some way of fitting gives belongs to a model of which exact arithmetic says
/// that it has one, and is that of the model fitted alone.
fn assert_exists(table: &CaptureTable, model: &Model, population: f64) {
    assert_eq!(existence(table, model), Ok(Existence::Exists), "{table:?} {model}");
    let alone = fit(table, model).unwrap().population;
    assert!(population.is_finite(), "{table:?} {model}");
    assert!((population / alone - 1.0).abs() < 1e-5, "{table:?} {model} {population} {alone}");
}

/// At least 1,000 tables; with `SPARSE_TABLES=10000 cargo test --release -p concert-estimate --test
/// search sparse` as many as one has time for, with searches over six to eight lists among them.
#[test]
fn no_way_of_fitting_gives_a_number_on_a_sparse_table_where_none_exists() {
    let tables = std::env::var("SPARSE_TABLES").map_or(1000, |number| number.parse().unwrap());
    let mut random = ChaCha8Rng::seed_from_u64(8);
    let (mut given, mut refused) = (0, 0);
    for case in 0..tables {
        let lists = [3, 4, 3, 4, 3, 5, 4, 3, 6, 4, 7, 8][case % 12];
        let table = sparse_table(&mut random, lists);
        let criterion = if case % 2 == 0 { Criterion::Bic } else { Criterion::Aic };
        let mut found = Vec::new();
        if lists <= 4 || (lists > 6 && case % 1200 > 1197) {
            let ranking = rank(&table, criterion, lists.min(3), &mut go_on).unwrap();
            // A few of each ranking, the best and the worst among them.
            let stride = (ranking.candidates.len() / 6).max(1);
            found.extend(ranking.candidates.iter().step_by(stride).cloned());
            found.extend(ranking.candidates.last().cloned());
        }
        if lists == 5 || (lists == 6 && case % 1200 == 1016) {
            found = optimum(&table, Criterion::Bic, 5, 1.0, &mut go_on).unwrap().best;
        }
        for candidate in &found {
            assert_exists(&table, &candidate.model, candidate.population);
        }
        given += found.len();
        for threshold in [0.0, 0.02, 1.0] {
            match stepwise(&table, threshold) {
                Ok(path) => assert_exists(&table, &path.fit.model, path.fit.population),
                Err(_) => refused += 1,
            }
        }
        let sets = (1..1_u16 << lists).filter(|_| random.random_bool(0.1)).map(History::new);
        let model = Model::new(lists, sets.collect::<Vec<_>>()).unwrap();
        match fit(&table, &model) {
            Ok(fit) => assert_exists(&table, &model, fit.population),
            Err(_) => refused += 1,
        }
    }
    assert!(given > tables && refused > tables / 2, "{given} {refused}");
}

#[test]
fn what_cannot_be_estimated_is_refused_and_never_panics() {
    let cases = [
        (
            "twice five thousand million people",
            table_of(3, [(1, 5_000_000_000), (6, 5_000_000_000)]),
        ),
        ("ten thousand million people with overlap", {
            table_of(
                3,
                [
                    (1, 4_000_000_000),
                    (2, 3_000_000_000),
                    (4, 2_000_000_000),
                    (3, 7),
                    (5, 400_000_000),
                    (6, 1),
                    (7, 2),
                ],
            )
        }),
        ("nobody on a list", table_of(4, [(1, 50), (2, 40), (4, 30), (3, 5), (5, 4), (6, 3)])),
        ("nobody on most lists", table_of(6, [(1, 50)])),
        (
            "two groups that share nobody",
            table_of(5, [(3, 9), (1, 70), (2, 50), (4, 20), (8, 30), (12, 8), (16, 4), (20, 1)]),
        ),
        ("no overlap at all", table_of(5, (0..5).map(|list| (1 << list, 10)))),
        ("everybody on all lists", table_of(4, [(15, 100)])),
        ("one person", table_of(3, [(2, 1)])),
    ];
    for (what, table) in cases {
        for criterion in [Criterion::Bic, Criterion::Aic] {
            let best = optimum(&table, criterion, 9, 2.0, &mut go_on).unwrap();
            let ranking = rank(&table, criterion, 3, &mut go_on).unwrap();
            for candidate in best.best.iter().chain(&ranking.candidates) {
                assert_exists(&table, &candidate.model, candidate.population);
            }
            assert_eq!(
                best.best.is_empty(),
                optimum(&table, criterion, 3, 0.0, &mut go_on).unwrap().best.is_empty(),
                "{what}"
            );
            for selection in [
                Selection::Exhaustive { criterion, order: 3 },
                Selection::Stepwise { threshold: 0.02 },
                Selection::Fixed(Model::independence(table.lists().len()).unwrap()),
            ] {
                let found = bootstrap(&table, &selection, 5, 1, &mut go_on).unwrap();
                assert_eq!(found.draws.len() + found.without_estimate, 5, "{what}");
            }
            stability(&table, criterion, 3, &[1, 5], 5, 1, &mut go_on).unwrap();
        }
    }
    // More lists than a table can have are refused before any of this.
    let names = (0..20).map(|list| list.to_string());
    let refused = CaptureTable::new(names, [(History::new(1), 5)]);
    assert_eq!(refused.unwrap_err().code(), "estimate/list-count");
}
