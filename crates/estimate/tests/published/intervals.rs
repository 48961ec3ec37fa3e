//! Accelerations to the last printed digit, and bootstrap intervals within Monte Carlo error.

use std::ops::ControlFlow;

use crate::reference_table::{agrees, table};
use concert_estimate::{
    Bootstrap, CaptureTable, Criterion, Selection, bca_interval, bootstrap, percentile_interval,
    rank, stability,
};

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn resampled(table: &CaptureTable, selection: &Selection, replicates: usize) -> Bootstrap {
    bootstrap(table, selection, replicates, 2024, &mut go_on).unwrap()
}

/// Whether both limits are within these relative errors of the printed ones.
fn near(found: [f64; 2], printed: [f64; 2], allowed: f64) -> bool {
    found.iter().zip(printed).all(|(x, y)| (x / y - 1.0).abs() < allowed)
}

#[test]
fn accelerations_agree_with_sparse_mse() {
    for (name, expected) in [
        ("western_us_5list", "-0.095010"),
        ("uk_5list", "-0.012181"),
        ("netherlands_5list", "-0.016600"),
        ("new_orleans_5list_186", "-0.052172"),
        ("kosovo_4list", "-0.004160"),
    ] {
        let selection = Selection::Stepwise { threshold: 0.02 };
        let acceleration = resampled(&table(name), &selection, 0).acceleration();
        // One unit of the last digit: the other program stops its fits earlier.
        assert!(
            (acceleration - expected.parse::<f64>().unwrap()).abs() < 1e-6,
            "{name}: {acceleration}"
        );
    }
}

#[test]
fn stepwise_intervals_agree_within_monte_carlo_error() {
    // SparseMSE 2.0.1 with 1,000 replicates. How far such limits scatter is measured on six
    // resamplings of the same size; the limits of the other program are one more.
    for (name, bca95, bca80, percentile95) in [
        ("western_us_5list", [1293.21, 3672.04], [1343.29, 2998.54], [1670.4, 7537.0]),
        ("uk_5list", [8784.78, 14700.55], [9623.86, 12531.14], [9839.7, 27800.3]),
        ("kosovo_4list", [12595.84, 16527.49], [13117.25, 15640.98], [12625.1, 16550.9]),
        ("new_orleans_5list_186", [578.64, 1531.96], [601.68, 1190.69], [723.2, 3565.8]),
    ] {
        let table = table(name);
        let selection = Selection::Stepwise { threshold: 0.02 };
        let population = selection.choose(&table).unwrap().population;
        let found = resampled(&table, &selection, 6000);
        assert_eq!(found.without_estimate, 0);
        let acceleration = found.acceleration();
        let limits = |of: &dyn Fn(&[f64]) -> [f64; 2]| -> Vec<[f64; 2]> {
            found.draws.chunks(1000).map(of).collect()
        };
        let bca =
            |level| limits(&|draws| bca_interval(draws, population, acceleration, level).unwrap());
        let percentile = limits(&|draws| percentile_interval(draws, 0.95).unwrap());
        for (ours, theirs) in [(bca(0.95), bca95), (bca(0.80), bca80), (percentile, percentile95)] {
            assert_belongs(name, &ours, theirs);
        }
    }
}

/// Whether an interval could be one more of these: within five standard deviations of their mean,
/// taken on the logarithmic scale, and so never beyond a quarter; or within a fiftieth, since six
/// of them do not tell a standard deviation closely.
fn assert_belongs(name: &str, ours: &[[f64; 2]], theirs: [f64; 2]) {
    for (side, limit) in theirs.into_iter().enumerate() {
        let logs: Vec<f64> = ours.iter().map(|interval| interval[side].ln()).collect();
        let n = logs.len() as f64;
        let mean = logs.iter().sum::<f64>() / n;
        let variance = logs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let allowed = (5.0 * variance.sqrt()).clamp(0.02, 0.25);
        let found = mean.exp();
        assert!((limit.ln() - mean).abs() < allowed, "{name} {limit}: {found} {allowed}");
    }
}

#[test]
fn bic_intervals_agree_within_monte_carlo_error() {
    // Silverman, Chan and Vincent (2024, table 6), models of pairs, exhaustive bootstrap; and
    // MultipleSystemsEstimation 1.2.0 with the single best model, where nothing is chosen.
    for (name, best_models, expected, allowed) in [
        ("uk_5list", 1, [18106.38, 29584.46], 0.04),
        ("uk_5list", 20, [11550.07, 43894.08], 0.07),
        ("uk_5list", 1024, [11456.0, 43894.0], 0.07),
        ("kosovo_4list", 64, [12451.0, 16273.0], 0.04),
        ("new_orleans_5list_186", 20, [475.36, 1456.90], 0.12),
    ] {
        let table = table(name);
        let ranking = rank(&table, Criterion::Bic, 2, &mut go_on).unwrap();
        let best = ranking.candidates.iter().take(best_models);
        let selection = Selection::Best {
            criterion: Criterion::Bic,
            among: best.map(|candidate| candidate.model.clone()).collect(),
        };
        let population = ranking.candidates[0].population;
        let found = resampled(&table, &selection, 1000);
        let bca = bca_interval(&found.draws, population, found.acceleration(), 0.95).unwrap();
        assert!(near(bca, expected, allowed), "{name} {best_models} {bca:?}");
    }
}

#[test]
fn intervals_of_an_exhaustive_choice_agree_with_print() {
    // Silverman, Chan and Vincent (2024, table 6), exhaustive bootstrap of 1,000 replicates; of
    // Kosovo the same run of MultipleSystemsEstimation 1.2.0 with all 113 models. How far limits of
    // 1,000 replicates scatter is measured on three times as many.
    for (name, order, bca95) in [
        ("uk_5list", 2, [11456.0, 43894.0]),
        ("uk_5list", 4, [11168.0, 56052.0]),
        ("kosovo_4list", 2, [12451.0, 16273.0]),
        ("kosovo_4list", 3, [6947.04, 18009.99]),
        ("new_orleans_5list_186", 2, [397.0, 1505.0]),
        ("new_orleans_5list_186", 4, [397.0, 1511.0]),
    ] {
        let table = table(name);
        let selection = Selection::Exhaustive { criterion: Criterion::Bic, order };
        let population = selection.choose(&table).unwrap().population;
        let found = resampled(&table, &selection, 3000);
        assert_eq!(found.without_estimate, 0);
        let acceleration = found.acceleration();
        let chunks = found.draws.chunks(1000);
        let ours: Vec<[f64; 2]> = chunks
            .map(|draws| bca_interval(draws, population, acceleration, 0.95).unwrap())
            .collect();
        assert_belongs(name, &ours, bca95);
    }
}

#[test]
fn the_winners_of_replicates_stand_where_the_literature_found_them() {
    // Silverman, Chan and Vincent (2024, tables 2 to 5): of 1,000 replicates, so many have their
    // best model among the best 1, 5, 10, 50 and 100 of the table. A count of 1,000 scatters by
    // less than 16; two counts differ by less than five times its root of two.
    for (name, order, expected) in [
        ("kosovo_4list", 3, [375, 929, 997, 1000, 1000]),
        ("uk_5list", 2, [216, 583, 739, 930, 954]),
        ("uk_5list", 4, [156, 622, 732, 898, 943]),
        ("new_orleans_5list_186", 4, [357, 621, 697, 913, 956]),
    ] {
        let numbers = [1, 5, 10, 50, 100];
        let table = table(name);
        let found = stability(&table, Criterion::Bic, order, &numbers, 1000, 5, &mut go_on);
        let found = found.unwrap().unwrap();
        let within: Vec<usize> = found.steps.iter().map(|step| step.winners_within).collect();
        for (ours, theirs) in within.iter().zip(expected) {
            let share = theirs as f64 / 1000.0;
            let scatter = (2000.0 * share * (1.0 - share)).sqrt();
            assert!(ours.abs_diff(theirs) as f64 <= 5.0 * scatter + 2.0, "{name} {within:?}");
        }
        // Every model that won has an estimate on the table too.
        assert_eq!((found.steps[5].models, found.steps[5].winners_within), (None, 1000));
    }
}

#[test]
fn published_points_and_replicates_belong_together() {
    let table = table("uk_5list");
    let selection = Selection::Stepwise { threshold: 0.02 };
    assert!(agrees(selection.choose(&table).unwrap().population, "11312.9903"));
    let (a, b) = (resampled(&table, &selection, 50), resampled(&table, &selection, 60));
    assert_eq!(a.draws, b.draws[..50]);
    assert_eq!(a.influences, b.influences);
    assert_eq!(a.influences.iter().map(|i| i.people).sum::<u64>(), 2744);
}
