//! Whom to ask first: every value against a slow way of finding it, and what must not change it.

use std::collections::BTreeMap;

use crate::invented::{DAY, World, initiative, need, supply, worlds};
use concert_coverage::value_of_information::{About, Estimate, Inquiry, Unknown};
use concert_coverage::{
    Allocation, AllocationRule, Among, Completeness, InformationRefusal, Needs, PlaceTree,
    Question, Refusal, Supply, SupplyRow, ValueOfInformation, freshness, value_of_information,
};
use proptest::prelude::*;

fn near(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() < 1e-4 * scale.abs().max(1e-3)
}

/// The value of information of a world, everything in question, with weights 1, 2, 3, 1, 2, 3, ...
fn found(world: &World, estimates: &[Estimate<'_>]) -> ValueOfInformation {
    let needs = world.needs();
    let inquiry = Inquiry {
        question: &Question::on(DAY),
        among: &Among::all(&needs),
        weights: &weights(world),
        estimates,
    };
    value_of_information(&world.tree(), &world.supply(), &needs, &inquiry).unwrap()
}

fn weights(world: &World) -> Vec<f64> {
    (0..world.atoms.len()).map(|at| 1.0 + (at % 3) as f64).collect()
}

/// The weighted gap in each draw, need by need.
fn totals(world: &World, rows: &[SupplyRow]) -> Vec<f64> {
    let (tree, needs) = (world.tree(), world.needs());
    let rule = AllocationRule::ByNeed;
    let allocation = Allocation::on(DAY, &tree, &supply(rows), &needs, rule).unwrap();
    let amounts = allocation.supply_by_need(&needs);
    let mut totals = vec![0.0; needs.draws()];
    let aside: Vec<u32> = needs.superseded().iter().map(|aside| aside.need).collect();
    for (at, atom) in
        world.atoms.iter().enumerate().filter(|(at, _)| !aside.contains(&(*at as u32)))
    {
        for (total, draw) in totals.iter_mut().zip(atom.draws.values()) {
            *total += weights(world)[at] * (f64::from(*draw) - amounts[at]).max(0.0);
        }
    }
    totals
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len().max(1) as f64
}

fn taken_off(found: &ValueOfInformation) -> BTreeMap<About, f64> {
    found.unknowns.iter().map(|unknown| (unknown.about, unknown.taken_off)).collect()
}

/// `Var(E[T | answer])` of an organisation by going through every state that its capacities can be
/// in, with the others at what they count for.
fn by_enumeration(world: &World, organisation: u32) -> f64 {
    let stands = |row: &SupplyRow| {
        f64::from(freshness(i64::from(DAY - row.confirmed_day), row.half_life_days))
    };
    let theirs = world.rows.iter().filter(|row| row.organisation == organisation);
    let mut levels: Vec<f64> = theirs.map(stands).collect();
    levels.extend([0.0, 1.0]);
    levels.sort_by(f64::total_cmp);
    let (mut first, mut second) = (0.0, 0.0);
    for pair in levels.windows(2).filter(|pair| pair[1] > pair[0]) {
        let level = f64::midpoint(pair[0], pair[1]);
        let known = |row: &SupplyRow| {
            let mut row = row.clone();
            if row.organisation == organisation {
                row.capacity = row.capacity.map(|it| if stands(&row) > level { it } else { 0.0 });
                row.confirmed_day = DAY;
            }
            row
        };
        let expected = mean(&totals(world, &world.rows.iter().map(known).collect::<Vec<_>>()));
        first += expected * (pair[1] - pair[0]);
        second += expected * expected * (pair[1] - pair[0]);
    }
    second - first * first
}

#[test]
fn two_points_and_one_need_by_hand() {
    // Needed are 100 or 140. One organisation has 80 in 60 days and was heard of 60 days ago, so
    // that its capacity stands with one half and counts for 40.
    let tree = PlaceTree::new(&[None]).unwrap();
    let needs = Needs::new(&tree, vec![need(0, &[100.0, 140.0])]).unwrap();
    let stale = SupplyRow { confirmed_day: DAY - 60, ..initiative(7, &[0], 80.0) };
    let inquiry = Inquiry {
        question: &Question::on(DAY),
        among: &Among::all(&needs),
        weights: &[3.0],
        estimates: &[],
    };
    let found = value_of_information(&tree, &supply(&[stale]), &needs, &inquiry).unwrap();
    // Needs: the weighted gap is 180 or 300. The answer: 3 x 80 more or not, 1/2 x 1/2 x 240^2.
    let parts = (found.expected, found.variance_of_needs, found.variance_of_capacity);
    assert_eq!(parts, (240.0, 3600.0, 14_400.0));
    let [answer, count] = &found.unknowns[..] else { panic!("{found:?}") };
    assert_eq!((answer.about, answer.share), (About::Organisation(7), 0.8));
    assert_eq!((answer.deviation_after, found.deviation), (60.0, 18_000.0_f64.sqrt()));
    assert_eq!((answer.rows[0].row, answer.rows[0].stands, answer.rows[0].amount), (0, 0.5, 80.0));
    assert_eq!(
        (count.about, count.taken_off, count.needs.clone()),
        (About::Need(0), 3600.0, vec![0])
    );
}

#[test]
fn a_capacity_that_is_enough_either_way_is_not_worth_asking_for() {
    // 20 are needed at most; one is fresh and has room for all, the other has been silent.
    let tree = PlaceTree::new(&[None]).unwrap();
    let needs = Needs::new(&tree, vec![need(0, &[10.0, 20.0])]).unwrap();
    let stale = SupplyRow { confirmed_day: DAY - 90, ..initiative(8, &[0], 50.0) };
    let inquiry = Inquiry {
        question: &Question::on(DAY),
        among: &Among::all(&needs),
        weights: &[1.0],
        estimates: &[],
    };
    let rows = supply(&[initiative(7, &[0], 25.0), stale]);
    let found = value_of_information(&tree, &rows, &needs, &inquiry).unwrap();
    assert_eq!((found.deviation, found.unknowns.len()), (0.0, 0));
}

#[test]
fn one_estimate_explains_all_needs_that_are_multiples_of_it() {
    let tree = PlaceTree::new(&[None, None, None]).unwrap();
    let victims = [100.0_f32, 120.0, 180.0, 90.0];
    let times = |factor: f32| victims.map(|draw| factor * draw);
    let atoms = vec![need(0, &times(0.5)), need(1, &times(2.0)), need(2, &[7.0, 3.0, 3.0, 7.0])];
    let needs = Needs::new(&tree, atoms).unwrap();
    for draws in [None, Some(&victims[..])] {
        let inquiry = Inquiry {
            question: &Question::on(DAY),
            among: &Among::needs(&needs, |need| need.place < 2),
            weights: &[1.0; 3],
            estimates: &[Estimate { needs: &[1, 0, 2], draws }],
        };
        let found = value_of_information(&tree, &Supply::new(), &needs, &inquiry).unwrap();
        assert_eq!(found.unknowns.len(), 1);
        let Unknown { about, needs, share, .. } = &found.unknowns[0];
        assert_eq!((*about, &needs[..]), (About::Estimate(0), &[0, 1][..]));
        assert!((share - 1.0).abs() < 1e-12 && found.unknowns[0].deviation_after < 1e-3);
    }
}

#[test]
fn silence_is_ordered_by_the_gap_that_rests_on_it_and_has_no_variance() {
    let tree = PlaceTree::new(&[None, None, None]).unwrap();
    let atoms = vec![need(0, &[100.0]), need(1, &[90.0]), need(2, &[40.0])];
    let needs = Needs::new(&tree, atoms).unwrap();
    let mut supply = supply(&[initiative(1, &[0], 20.0)]);
    // In the first place one of two is silent, in the second the only one; nobody is expected in
    // the third.
    for (organisation, place) in [(1, 0), (2, 0), (2, 1)] {
        supply.expect(organisation, place);
    }
    let inquiry = Inquiry {
        question: &Question::on(DAY),
        among: &Among::all(&needs),
        weights: &[1.0, 1.0, 2.0],
        estimates: &[],
    };
    let found = value_of_information(&tree, &supply, &needs, &inquiry).unwrap();
    let listed: Vec<_> = found
        .silent_places
        .iter()
        .map(|one| (one.place, one.on_silence, one.weighted_gap, one.silent.clone()))
        .collect();
    let expected = [(1, 90.0, 90.0, vec![2]), (2, 80.0, 80.0, vec![]), (0, 40.0, 80.0, vec![2])];
    assert_eq!(listed, expected);
    assert_eq!(found.silent_places[2].completeness, Completeness { expected: 2, reported: 1 });
    assert!(found.deviation <= 0.0 && found.unknowns.is_empty());
}

#[test]
fn an_estimate_that_does_not_fit_the_needs_is_refused() {
    let tree = PlaceTree::new(&[None]).unwrap();
    let needs = Needs::new(&tree, vec![need(0, &[1.0, 2.0])]).unwrap();
    let refused = |needs_of: &[u32], draws: Option<&[f32]>| {
        let inquiry = Inquiry {
            question: &Question::on(DAY),
            among: &Among::all(&needs),
            weights: &[1.0],
            estimates: &[Estimate { needs: needs_of, draws }],
        };
        value_of_information(&tree, &Supply::new(), &needs, &inquiry).unwrap_err()
    };
    assert_eq!(
        refused(&[1], None),
        Refusal::Information(InformationRefusal::EstimateNeedUnknown { estimate: 0, need: 1 })
    );
    let found = refused(&[0], Some(&[1.0]));
    assert_eq!(
        found,
        Refusal::Information(InformationRefusal::EstimateDraws {
            estimate: 0,
            expected: 2,
            found: 1
        })
    );
    assert_eq!(refused(&[0], Some(&[1.0, f32::NAN])).code(), "coverage/estimate-draw");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn an_answer_is_worth_what_going_through_every_state_says(world in worlds()) {
        let found = found(&world, &[]);
        let values = taken_off(&found);
        for organisation in 0..5 {
            let slow = by_enumeration(&world, organisation);
            let fast = values.get(&About::Organisation(organisation)).copied().unwrap_or(0.0);
            let scale = found.expected.powi(2);
            prop_assert!(near(fast, slow, scale), "{organisation}: {fast} {slow}");
        }
    }

    #[test]
    fn a_need_is_worth_what_a_regression_on_its_draws_explains(world in worlds()) {
        let found = found(&world, &[]);
        let total = totals(&world, &world.rows);
        let all = variance(&total);
        prop_assert!(near(found.variance_of_needs, all, all.max(found.expected)));
        for unknown in &found.unknowns {
            prop_assert!(unknown.share <= 1.0);
            let About::Need(need) = unknown.about else { continue };
            let known: Vec<f64> =
                world.atoms[need as usize].draws.values().iter().copied().map(f64::from).collect();
            let (t, g) = (mean(&total), mean(&known));
            let products = total.iter().zip(&known).map(|(a, b)| (a - t) * (b - g));
            let slope = mean(&products.collect::<Vec<_>>()) / variance(&known);
            let rest: Vec<f64> =
                total.iter().zip(&known).map(|(a, b)| a - t - slope * (b - g)).collect();
            prop_assert!(near(unknown.taken_off, all - variance(&rest), all));
            prop_assert!(unknown.taken_off <= found.variance_of_needs);
        }
    }

    #[test]
    fn neither_halves_nor_order_nor_names_nor_units_change_whom_to_ask(
        (world, order) in worlds().prop_flat_map(|world| {
            let order = Just((0..world.rows.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(world), order)
        }),
    ) {
        let whole = found(&world, &[]);
        let mut halves = world.clone();
        for row in &mut halves.rows {
            row.capacity = row.capacity.map(|capacity| capacity / 2.0);
        }
        halves.rows.extend(halves.rows.clone());
        let mut reordered = world.clone();
        reordered.rows = order.iter().map(|at| world.rows[*at].clone()).collect();
        let mut units = world.clone();
        for row in &mut units.rows {
            row.capacity = row.capacity.map(|capacity| capacity * 4.0);
        }
        for atom in &mut units.atoms {
            atom.draws = atom.draws.times(4.0);
        }
        for (other, factor) in [(&halves, 1.0), (&reordered, 1.0), (&units, 16.0)] {
            let other = taken_off(&found(other, &[]));
            let scale = whole.expected.powi(2).max(1.0);
            for (about, value) in taken_off(&whole) {
                let same = other.get(&about).copied().unwrap_or(0.0) / factor;
                prop_assert!(near(value, same, scale), "{about:?} {value} {same}");
            }
        }
        // Other numbers of organisations are other names of the same answers.
        let mut renamed = world.clone();
        renamed.rows.iter_mut().for_each(|row| row.organisation = 90 - 7 * row.organisation);
        let renamed = taken_off(&found(&renamed, &[]));
        for (about, value) in taken_off(&whole) {
            let name = match about {
                About::Organisation(number) => About::Organisation(90 - 7 * number),
                other => other,
            };
            prop_assert_eq!(renamed.get(&name), Some(&value));
        }
        // Another order of rows does not change a bit.
        let again = found(&reordered, &[]);
        prop_assert_eq!(taken_off(&again), taken_off(&whole));
        prop_assert_eq!(again.silent_places, whole.silent_places);
    }
}
