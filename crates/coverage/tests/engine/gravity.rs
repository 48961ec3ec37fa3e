//! The gravity baseline against R, and what it must refuse.

use std::collections::BTreeMap;

use concert_coverage::gravity::{Describes, Gravity, least_corridors};
use concert_coverage::{Corridor, CorridorRefusal, Covariate, Refusal, gravity};
use proptest::prelude::*;

const FLOWS: [f64; 12] = [120.0, 35.0, 8.0, 64.0, 240.0, 15.0, 3.0, 150.0, 0.0, 310.0, 27.0, 95.0];
const WAGES: [f64; 4] = [1.2, 0.4, 2.1, 3.0];
const DISTANCES: [f64; 12] = [5.1, 6.8, 7.9, 6.0, 4.6, 7.2, 8.8, 6.3, 9.1, 4.4, 7.0, 5.5];
const BORDERS: [f64; 12] = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0];

/// Corridors 100, 101, ... from the places 0, 0, 0, 1, 1, 1, ... to the places 10, 11, ...
fn corridors() -> Vec<Corridor> {
    let corridor = |at: u32| Corridor { place: 100 + at, origin: at / 3, destination: 10 + at };
    (0..12).map(corridor).collect()
}

fn flows() -> Vec<(Corridor, f64)> {
    corridors().into_iter().zip(FLOWS).collect()
}

fn of_pairs(values: &[f64]) -> Covariate {
    let by_number = (100..).zip(values.iter().copied()).collect();
    Covariate { describes: Describes::Corridor, values: by_number }
}

fn covariates() -> Vec<Covariate> {
    let wages = Covariate {
        describes: Describes::Origin,
        values: (0..).zip(WAGES).collect::<BTreeMap<u32, f64>>(),
    };
    vec![wages, of_pairs(&DISTANCES), of_pairs(&BORDERS)]
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-7 * expected.abs().max(1.0), "{found} {expected}");
}

/// R 4:
/// ```r
/// d <- data.frame(
///   flow = c(120, 35, 8, 64, 240, 15, 3, 150, 0, 310, 27, 95),
///   wage = rep(c(1.2, 0.4, 2.1, 3.0), each = 3),
///   distance = c(5.1, 6.8, 7.9, 6.0, 4.6, 7.2, 8.8, 6.3, 9.1, 4.4, 7.0, 5.5),
///   border = c(1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0))
/// m <- glm(flow ~ wage + distance + border, family = quasipoisson, data = d)
/// summary(m)$coefficients; summary(m)$dispersion; deviance(m)
/// fitted(m); hatvalues(m); rstudent(m)
/// pt(rstudent(m), df.residual(m) - 1, lower.tail = FALSE)
/// ```
#[test]
fn the_baseline_is_what_r_fits() {
    let found = gravity(&flows(), &covariates()).unwrap();
    close(found.constant.estimate, 7.543_699_338_585_7);
    close(found.constant.deviation, 1.009_604_406_198);
    let expected = [
        (0.098_593_155_651_3, 0.092_724_650_850),
        (-0.623_464_249_362_6, 0.144_591_934_104),
        (0.695_060_656_622_7, 0.341_178_335_326),
    ];
    for (coefficient, (estimate, deviation)) in found.coefficients.iter().zip(expected) {
        close(coefficient.estimate, estimate);
        close(coefficient.deviation, deviation);
    }
    close(found.dispersion, 10.755_567_683_5);
    close(found.deviance, 92.363_086_993_7);
    assert_eq!(found.freedom, 8);
    let expected = [
        (177.222_164_156_79, 0.280_364_733_540, -1.760_688_709_781, 0.939_160_056_620_25),
        (30.644_531_526_23, 0.137_719_446_635, 0.229_615_433_527, 0.412_477_857_027_44),
        (15.435_091_027_39, 0.120_083_638_122, -0.622_799_948_203, 0.723_421_852_773_66),
        (46.634_989_390_16, 0.309_023_387_047, 0.850_439_163_136, 0.211_606_511_452_85),
        (223.690_122_050_22, 0.677_127_947_894, 0.536_891_284_653, 0.303_988_315_640_44),
        (22.069_443_515_65, 0.138_035_145_262, -0.477_931_810_971, 0.676_368_497_461_65),
        (9.623_996_077_16, 0.140_778_293_151, -0.758_940_041_137, 0.763_667_587_023_44),
        (91.650_355_309_96, 0.528_825_984_675, 4.396_248_091_403, 0.001_585_627_702_74),
        (7.982_249_757_71, 0.139_838_712_010, -1.279_556_435_310, 0.879_261_586_964_43),
        (327.437_358_481_01, 0.808_607_252_205, -0.624_377_710_677, 0.723_911_151_833_96),
        (32.305_227_524_63, 0.187_819_131_031, -0.293_776_731_974, 0.611_276_043_415_02),
        (82.304_471_181_06, 0.531_776_328_428, 0.569_074_985_236, 0.293_545_960_236_34),
    ];
    for (baseline, (flow, leverage, deviations, by_chance)) in found.baselines.iter().zip(expected)
    {
        close(baseline.flow, flow);
        close(baseline.leverage, leverage);
        let residual = baseline.residual.unwrap();
        close(residual.deviations, deviations);
        close(residual.by_chance, by_chance);
    }
}

/// The standard error that R gives for the first corridor, `predict(m, se.fit = TRUE)$se.fit[1]`, is
/// the square root of the dispersion times the leverage over the mean; `qt(0.95, 8)` is 1.859548.
#[test]
fn a_baseline_has_the_interval_of_its_logarithm() {
    let found = gravity(&flows(), &covariates()).unwrap();
    let interval = found.interval(&found.baselines[0], 0.9).unwrap();
    let deviation = (10.755_567_683_5_f64 * 0.280_364_733_540 / 177.222_164_156_79).sqrt();
    let factor = (1.859_548_037_530_9 * deviation).exp();
    close(interval.low, 177.222_164_156_79 / factor);
    close(interval.high, 177.222_164_156_79 * factor);
    assert!(found.interval(&found.baselines[0], 1.0).is_err());
}

#[test]
fn with_a_constant_alone_the_baseline_is_the_mean() {
    let found = gravity(&flows()[..4], &[]).unwrap();
    close(found.constant.estimate, 56.75_f64.ln());
    // Of a mean alone the logarithm has the standard error of the constant.
    let [low, high] = [-1.0, 1.0].map(|side| {
        (found.constant.estimate + side * 2.353_363_434_802 * found.constant.deviation).exp()
    });
    let interval = found.interval(&found.baselines[2], 0.9).unwrap();
    close(interval.low, low);
    close(interval.high, high);
    assert!(found.baselines.iter().all(|one| (one.flow - 56.75).abs() < 1e-9));
}

#[test]
fn where_flows_follow_the_baseline_exactly_nothing_is_judged_by_rounding() {
    let exact = DISTANCES.map(|distance| (9.0 - 0.7 * distance).exp());
    let flows: Vec<_> = corridors().into_iter().zip(exact).collect();
    let found = gravity(&flows, &[of_pairs(&DISTANCES)]).unwrap();
    close(found.coefficients[0].estimate, -0.7);
    assert!(found.baselines.iter().all(|one| one.residual.is_none()));
}

#[test]
fn a_corridor_that_alone_sets_a_coefficient_is_not_judged() {
    let mut only = [0.0; 12];
    only[7] = 1.0;
    let found = gravity(&flows(), &[of_pairs(&only)]).unwrap();
    close(found.baselines[7].flow, 150.0);
    assert_eq!(found.baselines[7].residual, None);
    assert!(found.baselines[6].residual.is_some());
}

#[test]
fn tables_without_a_finite_baseline_are_refused_by_what_is_wrong() {
    let refused = |flows: &[(Corridor, f64)], covariates: &[Covariate]| {
        gravity(flows, covariates).unwrap_err()
    };
    let flows = flows();
    let mut missing = covariates();
    missing[1].values.remove(&104);
    let absent =
        Refusal::Corridor(CorridorRefusal::CovariateMissing { covariate: 1, corridor: 104 });
    assert_eq!(refused(&flows, &missing), absent);
    missing[1].values.insert(104, f64::INFINITY);
    let infinite =
        Refusal::Corridor(CorridorRefusal::CovariateNotFinite { covariate: 1, corridor: 104 });
    assert_eq!(refused(&flows, &missing), infinite);
    // The wage again, in another currency and from another zero.
    let mut again = covariates();
    again.push(Covariate {
        values: again[0].values.iter().map(|(place, wage)| (*place, 70.0 - 4.0 * wage)).collect(),
        ..again[0].clone()
    });
    let least = least_corridors(4);
    assert_eq!(
        refused(&flows[..9], &again),
        Refusal::Corridor(CorridorRefusal::TooFewCorridors { found: 9, least })
    );
    assert_eq!(
        refused(&flows, &again),
        Refusal::Corridor(CorridorRefusal::CovariateCollinear { covariate: 3 })
    );
    // A covariate that only the corridor without flow has.
    let mut silent = [0.0; 12];
    silent[8] = 1.0;
    let separated = Refusal::Corridor(CorridorRefusal::FlowsSeparated { covariate: 1 });
    assert_eq!(refused(&flows, &[of_pairs(&DISTANCES), of_pairs(&silent)]), separated);
    // Two corridors without flow on either side of it leave it a finite coefficient.
    let mut two = flows.clone();
    two[2].1 = 0.0;
    silent[2] = -1.0;
    assert!(gravity(&two, &[of_pairs(&DISTANCES), of_pairs(&silent)]).is_ok());
    let none: Vec<_> = flows.iter().map(|(corridor, _)| (*corridor, 0.0)).collect();
    assert_eq!(refused(&none, &[]), Refusal::Corridor(CorridorRefusal::NoFlow));
    let mut wrong = flows.clone();
    wrong[3].1 = -1.0;
    assert_eq!(
        refused(&wrong, &[]),
        Refusal::Corridor(CorridorRefusal::Flow { corridor: 103, flow: -1.0 })
    );
    wrong[3] = flows[2];
    assert_eq!(
        refused(&wrong, &[]),
        Refusal::Corridor(CorridorRefusal::CorridorTwice { corridor: 102 })
    );
}

/// Sums over corridors of what is left, times each column: zero at the maximum of the likelihood.
fn scores(found: &Gravity, flows: &[(Corridor, f64)], columns: &[&[f64]]) -> Vec<f64> {
    let left: Vec<f64> =
        flows.iter().zip(&found.baselines).map(|((_, flow), base)| flow - base.flow).collect();
    let of = |column: &&[f64]| column.iter().zip(&left).map(|(x, left)| x * left).sum();
    columns.iter().map(of).collect()
}

/// Here one corridor without people makes so much of the deviance that the one-step formula leaves
/// less than nothing to the others.
#[test]
fn a_corridor_that_makes_nearly_all_of_the_deviance_is_judged_against_the_others() {
    let flows = [247.7, 247.5, 173.7, 144.3, 192.9, 181.5, 340.9, 434.9, 1.0, 459.1, 485.7, 364.1];
    let rows: Vec<_> = corridors().into_iter().zip(flows).collect();
    let found = gravity(&rows, &covariates()).unwrap();
    let low = found.baselines[8].residual.expect("others to judge it against");
    // The same by hand: how far it lies off the baseline of all, by the spread of the others alone.
    let others: Vec<_> =
        rows.iter().copied().filter(|(corridor, _)| corridor.place != 108).collect();
    let others = gravity(&others, &covariates()).unwrap();
    let (flow, mean, leverage) = (1.0_f64, found.baselines[8].flow, found.baselines[8].leverage);
    let own = 2.0 * (flow * (flow / mean).ln() - (flow - mean));
    assert!(own / (1.0 - leverage) > found.deviance, "the formula leaves nothing");
    let pearson = (flow - mean).powi(2) / mean;
    let size = (own + leverage * pearson / (1.0 - leverage)) / (others.deviance / 7.0);
    close(low.deviations, -size.sqrt());
    assert!(low.by_chance > 0.99, "{low:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn what_is_left_has_nothing_to_do_with_any_covariate(
        flows in proptest::collection::vec(0.0_f64..500.0, 12),
        distances in proptest::collection::vec(0.5_f64..9.0, 12),
        pulls in proptest::collection::vec(-2.0_f64..2.0, 12),
    ) {
        let rows: Vec<_> = corridors().into_iter().zip(flows.iter().copied()).collect();
        let covariates = [of_pairs(&distances), of_pairs(&pulls)];
        let found = gravity(&rows, &covariates).unwrap();
        let whole: f64 = flows.iter().sum();
        for score in scores(&found, &rows, &[&[1.0; 12], &distances, &pulls]) {
            prop_assert!(score.abs() < 1e-5 * whole.max(1.0), "{score}");
        }
    }

    #[test]
    fn units_and_order_change_no_residual(
        flows in proptest::collection::vec(1.0_f64..500.0, 12),
        power in -3.0_f64..7.0, turn in 1_usize..12,
    ) {
        let factor = 10.0_f64.powf(power);
        let rows: Vec<_> = corridors().into_iter().zip(flows.iter().copied()).collect();
        let found = gravity(&rows, &covariates()).unwrap();
        let mut moved: Vec<_> =
            rows.iter().map(|(corridor, flow)| (*corridor, flow * factor)).collect();
        moved.rotate_left(turn);
        // Distances in another unit, from another zero.
        let mut others = covariates();
        others[1].values.values_mut().for_each(|distance| *distance = 3.0 - 2.5 * *distance);
        let other = gravity(&moved, &others).unwrap();
        for at in 0..12 {
            let (a, b) = (&found.baselines[(at + turn) % 12], &other.baselines[at]);
            prop_assert!((a.flow * factor - b.flow).abs() < 1e-6 * b.flow.max(1e-6));
            let deviations = [a, b].map(|one| one.residual.unwrap().deviations);
            prop_assert!((deviations[0] - deviations[1]).abs() < 1e-4);
        }
    }
}
