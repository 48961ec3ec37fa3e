//! What is true of every profile, form of heterogeneity and pair, on whatever table.

#![expect(clippy::unwrap_used, reason = "a law that cannot be tried has failed")]

use std::ops::ControlFlow;

use concert_estimate::{
    CaptureTable, Heterogeneity, History, Interrupted, Model, NoFit, RepeatCounts, Verdict, fit,
    fit_heterogeneity, heterogeneity_families, pairwise, profile, profile_heterogeneity,
    repeat_families,
};
use proptest::prelude::*;

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Tables of three and four lists, of which about half the histories have nobody.
fn tables() -> impl Strategy<Value = CaptureTable> {
    let count = prop_oneof![Just(0_u64), 1..6_u64, 6..90_u64];
    (3..=4_usize)
        .prop_flat_map(move |lists| prop::collection::vec(count.clone(), (1 << lists) - 1))
        .prop_filter("somebody is on a list", |counts| counts.iter().sum::<u64>() > 0)
        .prop_map(|counts| {
            let lists = (counts.len() + 1).ilog2();
            let cells = (1_u16..).zip(counts).map(|(bits, count)| (History::new(bits), count));
            CaptureTable::new((0..lists).map(|list| list.to_string()), cells).unwrap()
        })
}

fn model(lists: usize, sets: &[u16]) -> Model {
    let sets = sets.iter().map(|set| set % (1 << lists)).filter(|set| set.count_ones() < 4);
    Model::new(lists, sets.map(History::new).collect::<Vec<_>>()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn profiles_hold_their_estimate_and_are_open_only_where_there_is_none(
        table in tables(),
        sets in prop::collection::vec(0..16_u16, 0..4),
    ) {
        let model = model(table.lists().len(), &sets);
        let observed = table.observed() as f64;
        let fitted = fit(&table, &model);
        match profile(&table, &model, &mut go_on) {
            Ok(profile) => {
                let [outer, inner] = [profile.interval95, profile.interval80];
                prop_assert!(observed <= outer.lower && outer.lower <= inner.lower + 1e-6);
                if let (Some(near), Some(far)) = (inner.upper, outer.upper) {
                    prop_assert!(near <= far + 1e-6);
                }
                if let Some(population) = profile.population {
                    prop_assert!(inner.lower <= population + 1e-6, "{profile:?}");
                    prop_assert!(inner.upper.is_none_or(|upper| population <= upper + 1e-6));
                }
                match &fitted {
                    Ok(fit) => {
                        let population = profile.population.unwrap();
                        // Multinomial and Poisson estimates differ by less than the error.
                        let error = fit.hidden * fit.log_standard_error.exp() + 1.0;
                        prop_assert!((population - fit.population).abs() < error, "{profile:?}");
                        prop_assert!(profile.bias.is_some());
                    }
                    Err(verdict) => {
                        prop_assert_eq!(*verdict, Verdict::NoEstimate);
                        prop_assert!(profile.bias.is_none());
                        let nobody = profile.population.is_none_or(|n| n <= observed);
                        prop_assert!(nobody, "{:?}", profile);
                    }
                }
            }
            // A model can have no estimate and determine nothing if it had one: then the fit says
            // the first, and the profile the second.
            Err(NoFit::Verdict(verdict)) => prop_assert!(
                fitted == Err(verdict)
                    || (fitted == Err(Verdict::NoEstimate) && verdict == Verdict::NotIdentifiable),
                "{fitted:?} {verdict}"
            ),
            Err(reason) => prop_assert!(false, "{}", reason),
        }
    }

    #[test]
    fn every_form_says_something_sound_or_why_it_does_not(table in tables()) {
        let observed = table.observed() as f64;
        let families = heterogeneity_families(&table, &mut go_on).unwrap();
        for family in &families {
            prop_assert_eq!(family.fit.is_some(), family.refused.is_none());
            prop_assert!(family.refused != Some(Verdict::Undecided), "{:?}", family);
            prop_assert!(family.refused != Some(Verdict::NotReached), "{:?} {:?}", family, table);
            let Some(fit) = &family.fit else { continue };
            prop_assert!(fit.population >= observed && fit.population.is_finite());
            prop_assert!(fit.deviance > -1e-6 && fit.standard_error >= 0.0, "{:?}", fit);
            if fit.is_lower_bound {
                prop_assert!(fit.coefficients.iter().all(|&eta| eta >= 0.0), "{:?}", fit);
                prop_assert!(!fit.is_contradicted());
            }
        }
        // The bound adds coefficients to the homogeneous model: it cannot fit worse.
        for [homogeneous, bound] in [[0, 1], [5, 6]] {
            if let (Some(without), Some(with)) = (&families[homogeneous].fit, &families[bound].fit) {
                prop_assert!(with.deviance <= without.deviance + 1e-6);
            }
        }
        // The homogeneous form with different lists is the model of independence.
        let independence = Model::independence(table.lists().len()).unwrap();
        match (&families[5].fit, fit(&table, &independence)) {
            (Some(family), Ok(fit)) => {
                prop_assert!((family.population / fit.population - 1.0).abs() < 1e-6);
                prop_assert!((family.bic - fit.bic).abs() < 1e-6);
            }
            (family, fit) => prop_assert!(family.is_none() && fit.is_err()),
        }
        for pair in pairwise(&table) {
            prop_assert_eq!(pair.population.is_some(), pair.both > 0);
            if let (Some(population), Some([low, high])) = (pair.population, pair.interval95) {
                let on_either = (pair.sizes[0] + pair.sizes[1] - pair.both) as f64;
                prop_assert!(on_either <= low && low <= population + 1e-6 && population <= high + 1e-6);
            }
        }
    }

    #[test]
    fn repeat_counts_of_any_kind_are_answered_or_refused(
        counts in prop::collection::btree_map(1..101_u32, 0..500_u64, 1..8),
    ) {
        let Ok(counts) = RepeatCounts::new(counts) else { return Ok(()) };
        for family in repeat_families(&counts, &mut go_on).unwrap() {
            prop_assert_eq!(family.fit.is_some(), family.refused.is_none());
            if let Some(fit) = family.fit {
                prop_assert!(fit.population >= counts.observed() as f64);
            }
        }
    }
}

#[test]
fn the_profile_of_a_form_holds_its_number() {
    // Invented figures: more people on three lists than chance would bring.
    let cells = [(1, 90), (2, 80), (4, 70), (3, 12), (5, 10), (6, 9), (7, 6)];
    let cells = cells.map(|(bits, count)| (History::new(bits), count));
    let table = CaptureTable::new(["a", "b", "c"], cells).unwrap();
    let lists = Model::independence(3).unwrap();
    for form in Heterogeneity::ALL {
        let fit = fit_heterogeneity(&table, Some(&lists), form, &mut go_on).unwrap();
        let profile = profile_heterogeneity(&table, Some(&lists), form, &mut go_on).unwrap();
        let population = profile.population.unwrap();
        assert!((population / fit.population - 1.0).abs() < 0.05, "{form:?} {profile:?} {fit:?}");
        assert!(profile.interval95.lower < profile.interval80.lower);
        assert!(profile.interval80.upper.unwrap() < profile.interval95.upper.unwrap());
    }
}

#[test]
fn a_caller_who_has_heard_enough_ends_the_fits() {
    let cells = [(1, 90), (2, 80), (4, 70), (3, 12), (5, 10), (6, 9), (7, 6)];
    let cells = cells.map(|(bits, count)| (History::new(bits), count));
    let table = CaptureTable::new(["a", "b", "c"], cells).unwrap();
    let mut heard = 0;
    let ended = heterogeneity_families(&table, &mut |_, _| {
        heard += 1;
        if heard < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!((ended, heard), (Err(Interrupted), 3));
}
