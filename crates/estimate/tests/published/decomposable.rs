//! Averages over decomposable graphs, to the last digit that the R package `dga` 2.0.2 prints.

use std::ops::ControlFlow;

use crate::reference_table::table;
use concert_estimate::{
    Averaging, DecomposableAverage, MissingPrior, MissingRange, Model, average_decomposable,
    prior_count_sensitivity,
};

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn average(name: &str, averaging: &Averaging) -> DecomposableAverage {
    average_decomposable(&table(name), averaging, &mut go_on).unwrap()
}

fn at_points(points: impl IntoIterator<Item = u64>) -> Averaging {
    Averaging {
        missing: MissingRange::Points(points.into_iter().collect()),
        ..Averaging::default()
    }
}

/// A thousand points up to thirty times the observed, as R spaces and rounds them (Binette and
/// Steorts 2022).
fn thousand_points(observed: u64) -> Averaging {
    let step = (30.0 * observed as f64 - 1.0) / 999.0;
    at_points((0..1000).map(|i| (1.0 + f64::from(i) * step).round_ties_even() as u64))
}

fn meets(value: f64, printed: f64, decimals: i32) -> bool {
    (value - printed).abs() < 0.51 * 0.1_f64.powi(decimals)
}

/// Whether the graphs with most weight are these, with these weights to five decimals.
fn has_graphs(average: &DecomposableAverage, lists: usize, printed: &[(&str, f64)]) -> bool {
    printed.iter().zip(&average.graphs).all(|(&(model, weight), graph)| {
        let model = Model::parse(model, lists).unwrap().to_string();
        graph.model == model && meets(graph.weight, weight, 5)
    })
}

#[test]
fn posteriors_on_every_number_agree_with_dga() {
    let kosovo = [("[123,134]", 0.98551), ("[123,34]", 0.01078), ("[123,234]", 0.00371)];
    let australia = [("[12,234]", 0.89953), ("[12,23,24]", 0.08170)];
    let new_orleans = [("[1,2,35,4]", 0.05097), ("[1,2,3,4,5]", 0.03637)];
    let western = [("[12,15,45,3]", 0.11316), ("[12,15,4,3]", 0.10583)];
    // Mean, 2.5, 10, 50, 90 and 97.5 % points, mode, leading graphs.
    for (name, lists, most, mean, points, mode, graphs) in [
        (
            "kosovo_4list",
            4,
            132_000,
            12749.35,
            [9827, 10798, 12595, 14956, 16544],
            12267,
            &kosovo[..],
        ),
        ("australia_4list", 4, 12_420, 2712.90, [1189, 1440, 2253, 4520, 7309], 1801, &australia),
        ("new_orleans_5list_185", 5, 3700, 935.26, [511, 608, 869, 1333, 1758], 774, &new_orleans),
        ("western_us_5list", 5, 6900, 2248.27, [1343, 1566, 2132, 3053, 3848], 1955, &western),
    ] {
        let found = average(name, &at_points(1..=most));
        let ([low95, high95], [low80, high80]) = (found.interval95, found.interval80);
        let all = [low95, low80, found.median, high80, high95, found.mode];
        let printed = points.into_iter().chain([mode]).map(f64::from);
        assert!(all.into_iter().eq(printed), "{name}: {all:?}");
        assert!(meets(found.mean, mean, 2), "{name}: {}", found.mean);
        assert!(has_graphs(&found, lists, graphs), "{name}: {:?}", &found.graphs[..3]);
        assert_eq!(found.examined, if lists == 4 { 61 } else { 822 });
    }
}

#[test]
fn the_example_of_madigan_and_york_agrees_with_dga() {
    let prior = MissingPrior::GammaPoisson { shape: 13.14, scale: 55.17 };
    let averaging = Averaging { prior_count: Some(1.0), prior, ..at_points(1..=300) };
    let found = average("madigan_york_3list", &averaging);
    assert!(meets(found.mean, 733.45, 2));
    let all = [found.interval95[0], found.median, found.interval95[1], found.mode];
    assert!(all.into_iter().eq([682.0, 731.0, 797.0, 728.0]), "{all:?}");
    assert!(has_graphs(&found, 3, &[("[1,23]", 0.37377)]));
    assert!(meets(found.graphs[1].weight, 0.30990, 5) && meets(found.graphs[2].weight, 0.28181, 5));
}

#[test]
fn posteriors_on_a_thousand_points_agree_with_binette_and_steorts() {
    for (name, observed, median, interval) in [
        ("uk_5list", 2744, 23016.0, [10408.0, 33481.0]),
        ("netherlands_5list", 8234, 50270.0, [41616.0, 203_328.0]),
        ("new_orleans_5list_185", 185, 869.0, [514.0, 1763.0]),
        ("western_us_5list", 345, 2128.0, [1340.0, 3868.0]),
        ("australia_4list", 414, 2255.0, [1186.0, 7314.0]),
    ] {
        let found = average(name, &thousand_points(observed));
        let all = [found.median, found.interval95[0], found.interval95[1]];
        assert!(all.into_iter().eq([median, interval[0], interval[1]]), "{name}: {all:?}");
    }
}

#[test]
fn the_prior_count_moves_the_united_kingdom_as_it_does_in_dga() {
    let counts = [1.0, 0.1, 0.03125, 0.01, 0.001];
    let found =
        prior_count_sensitivity(&table("uk_5list"), &thousand_points(2744), &counts, &mut go_on)
            .unwrap();
    let medians = found.iter().map(|line| line.median);
    assert!(medians.eq([2745.0, 12551.0, 23016.0, 19802.0, 12139.0]), "{found:?}");
    assert!(found[1].interval95.iter().eq(&[9832.0, 29773.0]), "{found:?}");
    assert!(found[4].interval95.iter().eq(&[10408.0, 27053.0]), "{found:?}");
}

#[test]
fn rival_truths_are_told_apart_and_one_truth_is_not_divided() {
    let groups = |name: &str| average(name, &Averaging::default()).groups;
    let netherlands = groups("netherlands_5list");
    assert_eq!(netherlands.len(), 2);
    assert_eq!(netherlands[0].leading, "[125,235,245]");
    assert_eq!(netherlands[1].leading, "[135,24,34]");
    assert!((46_000.0..50_000.0).contains(&netherlands[0].median));
    assert!((155_000.0..175_000.0).contains(&netherlands[1].median));
    let weights: f64 = netherlands.iter().map(|group| group.weight).sum();
    assert!((weights - 1.0).abs() < 1e-9 && netherlands[0].weight > 0.6);
    let uk = groups("uk_5list");
    let leading: Vec<&str> = uk.iter().map(|group| group.leading.as_str()).collect();
    assert_eq!(leading, ["[125,135,45]", "[123,25,34]"]);
    for name in ["kosovo_4list", "western_us_5list", "new_orleans_5list_185"] {
        assert_eq!(groups(name).len(), 1, "{name}");
    }
}

#[test]
fn the_means_given_a_graph_agree_with_dga() {
    let given = |name: &str| average(name, &thousand_points(table(name).observed())).graphs;
    let uk = given("uk_5list");
    assert!(meets(uk[0].mean, 25133.0, 0) && meets(uk[0].weight, 0.443, 3));
    assert!(meets(uk[1].mean, 12130.0, 0) && meets(uk[1].weight, 0.151, 3));
    let netherlands = given("netherlands_5list");
    assert!(meets(netherlands[0].mean, 48057.0, 0) && meets(netherlands[0].weight, 0.556, 3));
    assert!(meets(netherlands[1].mean, 166_439.0, 0) && meets(netherlands[1].weight, 0.265, 3));
}

#[test]
fn blocks_of_numbers_agree_with_every_number() {
    for (name, most) in [("kosovo_4list", 60_000), ("western_us_5list", 12_000)] {
        let every = average(name, &at_points(1..=most));
        let up_to = MissingRange::UpTo(most);
        let blocks = average(name, &Averaging { missing: up_to, ..Averaging::default() });
        let near = |a: f64, b: f64| (a / b - 1.0).abs() < 5e-4;
        assert!(near(every.median, blocks.median) && near(every.mode, blocks.mode), "{name}");
        for (a, b) in every.interval95.iter().zip(blocks.interval95) {
            assert!(near(*a, b), "{name}: {a} {b}");
        }
        for (a, b) in every.graphs.iter().zip(&blocks.graphs).take(5) {
            assert_eq!(a.model, b.model);
            assert!((a.weight - b.weight).abs() < 1e-4 && (a.mean / b.mean - 1.0).abs() < 1e-3);
        }
    }
}

#[test]
fn a_limit_on_the_missing_that_decides_the_answer_is_told() {
    // With up to 90,574 missing dga gives 55,400 as the upper limit, with 250,000 202,800.
    let limited = |most| {
        average(
            "netherlands_5list",
            &Averaging { missing: MissingRange::UpTo(most), ..Averaging::default() },
        )
    };
    let found = limited(90_574);
    assert!((found.interval95[1] / 55_400.0 - 1.0).abs() < 0.01, "{:?}", found.interval95);
    assert!(!found.tail.interval_settled && found.tail.upper95 > 200_000.0, "{:?}", found.tail);
    let found = limited(250_000);
    assert!((found.interval95[1] / 202_800.0 - 1.0).abs() < 0.01, "{:?}", found.interval95);
    let free = average("netherlands_5list", &Averaging::default());
    assert!(free.tail.interval_settled && free.groups.len() == 2);
}

#[test]
fn six_lists_are_averaged_over_18_154_graphs() {
    let found = average("uk_6list", &Averaging::default());
    assert_eq!(found.examined, 18_154);
    assert_eq!(found.graphs[0].model, "[125,135,36,45]");
    assert_eq!(found.groups.len(), 2);
    assert_eq!(found.draws.len(), 1000);
    let below = found.draws.iter().filter(|&&draw| draw <= found.median).count();
    assert!((499..=501).contains(&below) && found.draws.is_sorted());
}
