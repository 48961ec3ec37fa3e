//! Covariates: maxima of R on a published table, models without covariates, planted truth.

use std::ops::ControlFlow;

use concert_estimate::{
    CaptureTable, Criterion, FactorModel, FactorTable, History, Interrupted, Model, Verdict,
    choose_with_covariates, fit, fit_with_covariates,
};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::reference_table::{agrees, rows};
use crate::scotland::{factor, scotland};

/// The table of spina bifida by ethnicity, with these levels of it.
fn spina(levels: &[&str]) -> FactorTable {
    let rows = rows("spina_bifida_3list_by_ethnicity");
    let cells = rows[1..].iter().filter_map(|row| {
        let level = levels.iter().position(|&level| level == row[3])?;
        let on: Vec<usize> = (0..3).filter(|&list| row[list] == "1").collect();
        Some((History::of(&on), vec![level], row[4].parse().unwrap()))
    });
    FactorTable::new(["S1", "S2", "S3"], [factor("eth", levels)], cells).unwrap()
}

#[test]
fn maxima_agree_with_generalised_linear_models_of_r() {
    // R 4.2.2: glm(count ~ ..., poisson, control = glm.control(1e-14, 200)) on the 21 cells of the
    // table, or the 14 without the level `other`; hidden people by predict() for the empty history,
    // BIC with the number of people, the standard error by the delta method from vcov().
    let all = ["caucasian", "afro-american", "other"];
    for (levels, model, population, hidden, error, bic, aic) in [
        (&all[..], "[S1,S2,S3,eth]", "756.7575", "127.4503", "0.123385", "173.6594", "147.0714"),
        (&all[..], "[S2:S3]", "724.1245", "96.8142", "0.129617", "125.5597", "94.5404"),
        (&all[..2], "[S2:S3]", "722.0909", "97.0953", "0.129737", "112.7243", "86.1556"),
        (&all[..2], "[S2:S3,S1:eth]", "722.0909", "92.0455", "0.129737", "114.0171", "83.0204"),
        (
            &all[..2],
            "[S1:eth,S2:eth,S3:eth,S2:S3]",
            "723.7904",
            "91.0523",
            "0.134134",
            "126.4631",
            "86.6102",
        ),
        (
            &all[..2],
            "[S1:S2,S2:S3,S1:eth]",
            "751.5455",
            "118.3442",
            "0.172838",
            "115.9577",
            "80.5329",
        ),
    ] {
        let table = spina(levels);
        let model = FactorModel::parse(model, &table).unwrap();
        let fit = fit_with_covariates(&table, &model).unwrap();
        for (found, printed) in [
            (fit.population, population),
            (fit.groups[0].hidden, hidden),
            (fit.log_standard_error, error),
            (fit.bic, bic),
            (fit.aic, aic),
        ] {
            assert!(agrees(found, printed), "{model}: {found} {printed}");
        }
    }
}

#[test]
fn maxima_with_three_covariates_agree_with_r() {
    // The same on the 120 cells of the Scottish table, the over-counts of S4 taken as counts.
    let table = scotland();
    for (model, population, error, bic) in [
        ("[S1,S2,S3,S4,region,gender,age]", "22096.6904", "0.051445", "1430.2155"),
        (
            "[S1:S2,S1:S3,S2:S3,S3:region,S1:age,S2:age,S3:age,S4:region,S1:region,S2:region,\
             S4:age,S2:gender,region:age,gender:age]",
            "27013.6522",
            "0.093439",
            "698.4325",
        ),
    ] {
        let model = FactorModel::parse(model, &table).unwrap();
        let fit = fit_with_covariates(&table, &model).unwrap();
        for (found, printed) in
            [(fit.population, population), (fit.log_standard_error, error), (fit.bic, bic)]
        {
            assert!(agrees(found, printed), "{model}: {found} {printed}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Where factors are independent of the lists, covariates change nothing; where every term is
    /// crossed with the factor, every level is fitted alone. Both are other code than this.
    #[test]
    fn verdicts_and_maxima_agree_with_those_without_covariates(
        counts in prop::collection::vec(
            prop_oneof![3 => Just(0_u64), 2 => 1_u64..4, 2 => 4_u64..60], 14),
        pairs in prop::collection::vec(any::<bool>(), 3),
    ) {
        let cells = (0..14).map(|i| (History::new(i as u16 % 7 + 1), vec![i / 7], counts[i]));
        let sex = factor("sex", &["f", "m"]);
        let Ok(table) = FactorTable::new(["a", "b", "c"], [sex], cells) else {
            return Ok(());
        };
        let names = [["a", "b"], ["a", "c"], ["b", "c"]];
        let sets = [[0, 1], [0, 2], [1, 2]];
        let chosen = || (0..3).filter(|&i| pairs[i]);
        let model = Model::new(3, chosen().map(|i| History::of(&sets[i]))).unwrap();
        let written = |crossed: &str| {
            let pairs = chosen().map(|i| format!("{}:{}{crossed}", names[i][0], names[i][1]));
            let mains = ["a", "b", "c"].map(|name| format!("{name}{crossed}"));
            let generators: Vec<String> = pairs.chain(mains).collect();
            FactorModel::parse(&format!("[{}]", generators.join(",")), &table).unwrap()
        };
        let plain = fit(table.without_factors(), &model);
        match (fit_with_covariates(&table, &written("")), plain) {
            (Ok(a), Ok(b)) => {
                prop_assert!((a.hidden / b.hidden - 1.0).abs() < 1e-6, "{} {}", a.hidden, b.hidden);
                prop_assert!((a.log_standard_error / b.log_standard_error - 1.0).abs() < 1e-5);
            }
            (a, b) => prop_assert_eq!(a.map(|_| ()), b.map(|_| ())),
        }
        let alone = (0..2).map(|sex| {
            let cells = (0..7).map(|i| (History::new(i as u16 + 1), counts[sex * 7 + i]));
            fit(&CaptureTable::new(["a", "b", "c"], cells).unwrap(), &model)
        });
        let alone: Vec<Result<f64, Verdict>> = alone.map(|fit| Ok(fit?.hidden)).collect();
        match fit_with_covariates(&table, &written(":sex")) {
            Ok(found) => for (group, hidden) in found.groups.iter().zip(alone) {
                let hidden = hidden.unwrap();
                prop_assert!((group.hidden / hidden - 1.0).abs() < 1e-6);
            },
            Err(verdict) => prop_assert!(alone.contains(&Err(verdict)), "{:?}", alone),
        }
    }
}

#[test]
fn the_order_of_levels_changes_nothing() {
    let there = spina(&["caucasian", "afro-american", "other"]);
    let back = spina(&["other", "afro-american", "caucasian"]);
    // Nobody of the level `other` is on S2: a term at minus infinity at the first level or the last.
    let hidden = |table: &FactorTable| {
        let model = FactorModel::parse("[S2:S3,S2:eth]", table).unwrap();
        let fit = fit_with_covariates(table, &model).unwrap();
        (fit.hidden, fit.log_standard_error, fit.bic)
    };
    let (a, b) = (hidden(&there), hidden(&back));
    assert!((a.0 / b.0 - 1.0).abs() < 1e-7 && (a.1 / b.1 - 1.0).abs() < 1e-6, "{a:?} {b:?}");
    assert!((a.2 - b.2).abs() < 1e-7);
}

#[test]
fn the_choice_on_spina_bifida_is_the_dependence_that_the_bayesian_average_prefers() {
    let table = spina(&["caucasian", "afro-american", "other"]);
    let mut go_on = |_, _| ControlFlow::Continue(());
    let found = choose_with_covariates(&table, Criterion::Bic, &mut go_on).unwrap().unwrap();
    // conting 1.7 puts its highest probability, 0.39, on S2:S3 and no other interaction.
    assert_eq!(found.fit.model, "[S2:S3,S1,eth]");
    assert_eq!(found.added, ["S2:S3"]);
    assert!(agrees(found.fit.population, "724.1245"));
    assert_eq!(found.examined, 1 + 6 + 5);
    let mut stop = |_, _| ControlFlow::Break(());
    assert_eq!(choose_with_covariates(&table, Criterion::Bic, &mut stop), Err(Interrupted));
}

#[test]
fn a_covariate_that_lists_find_differently_is_chosen_and_corrects_the_estimate() {
    // Two groups, one found five times as easily: without the covariate all lists seem to depend
    // on each other, and the estimate is far too low.
    let sizes = [1500, 3000];
    let mut random = ChaCha8Rng::seed_from_u64(12);
    let (mut covered, mut with, mut without) = (0, 0.0, 0.0);
    for _ in 0..30 {
        let mut counts = [[0_u64; 8]; 2];
        for (group, &size) in sizes.iter().enumerate() {
            for _ in 0..size {
                let found = |_: &usize| random.random_bool([0.5, 0.1][group]);
                let on: usize = (0..3).filter(found).map(|list: usize| 1 << list).sum();
                counts[group][on] += 1;
            }
        }
        let cells = (0..14).map(|i| {
            let (group, history) = (i / 7, i % 7 + 1);
            (History::new(history as u16), vec![group], counts[group][history])
        });
        let table =
            FactorTable::new(["a", "b", "c"], [factor("form", &["x", "y"])], cells).unwrap();
        let mut go_on = |_, _| ControlFlow::Continue(());
        let found = choose_with_covariates(&table, Criterion::Bic, &mut go_on).unwrap().unwrap();
        for list in ["a:form", "b:form", "c:form"] {
            assert!(found.added.iter().any(|term| term == list), "{:?}", found.added);
        }
        let [low, high] = found.fit.interval_given_model(0.95);
        covered += usize::from(low <= 4500.0 && 4500.0 <= high);
        with += found.fit.population / 4500.0 / 30.0;
        let model = Model::independence(3).unwrap();
        without += fit(table.without_factors(), &model).unwrap().population / 4500.0 / 30.0;
    }
    println!("covered {covered} of 30, with {with}, without {without}");
    assert!(covered >= 24 && (with - 1.0).abs() < 0.03 && without < 0.75);
}

#[test]
fn what_is_no_model_of_the_table_is_refused() {
    let table = spina(&["caucasian", "afro-american"]);
    let code = |text: &str| FactorModel::parse(text, &table).unwrap_err().code();
    assert_eq!(code("S1:S2"), "estimate/model-unreadable");
    assert_eq!(code("[S1:S2,]"), "estimate/model-unreadable");
    assert_eq!(code("[S1:S1]"), "estimate/model-unknown-name");
    assert_eq!(code("[S1:sex]"), "estimate/model-unknown-name");
    assert_eq!(code("[S1:S2:S3:eth"), "estimate/model-unreadable");
    let other = FactorModel::independence(&scotland()).unwrap();
    assert_eq!(fit_with_covariates(&table, &other), Err(Verdict::OtherLists));
    let all_pairs = FactorModel::parse("[S1:S2:S3]", &table).unwrap();
    assert_eq!(fit_with_covariates(&table, &all_pairs), Err(Verdict::NotIdentifiable));
}
