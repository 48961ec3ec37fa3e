//! Whether effort goes where need is, and how much better it could.

use std::collections::{BTreeMap, BTreeSet};

use crate::invented::{DAY, World, initiative, need, supply, worlds};
use concert_coverage::{
    Alignment, AllocationRule, Attainable, Needs, PlaceTree, QuestionRefusal, Refusal, Served,
    alignments, attainable,
};
use proptest::prelude::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

fn even(needs: &Needs) -> Vec<f64> {
    vec![1.0; needs.atoms().len()]
}

/// Two districts of one country, and a district of another.
fn three_districts() -> (PlaceTree, Needs) {
    let tree = PlaceTree::new(&[None, Some(0), Some(0), None, Some(3)]).unwrap();
    let needs = vec![need(1, &[100.0, 100.0]), need(2, &[50.0, 150.0]), need(4, &[100.0, 100.0])];
    let needs = Needs::new(&tree, needs).unwrap();
    (tree, needs)
}

fn of(tree: &PlaceTree, needs: &Needs, capacities: &[(u32, u32, f32)]) -> Attainable {
    let rows =
        capacities.iter().map(|(who, place, capacity)| initiative(*who, &[*place], *capacity));
    let rows: Vec<_> = rows.collect();
    let served = Served::on(DAY, tree, &supply(&rows), needs, AllocationRule::ByNeed).unwrap();
    attainable(tree, needs, &served, &even(needs), 0.9).unwrap().remove(0)
}

#[test]
fn effort_is_moved_within_a_country_and_not_to_another() {
    let (tree, needs) = three_districts();
    // Each district has a third of the need. All effort is in the first: A = 1/3. It could go to
    // the second and not to the third, so that A* = 2/3.
    let found = of(&tree, &needs, &[(7, 1, 30.0)]);
    assert!(near(found.present.alignment, 1.0 / 3.0) && near(found.attainable, 2.0 / 3.0));
    assert!(near(found.ratio(), 0.5));
    let gains: Vec<(u32, f64)> = found.gains.iter().map(|gain| (gain.need, gain.amount)).collect();
    assert!(gains.len() == 1 && gains[0].0 == 1 && near(gains[0].1, 10.0), "{gains:?}");
    assert!(found.moved.len() == 1 && found.moved[0].organisation == 7);
    assert!(near(found.moved[0].amount, 10.0));
}

#[test]
fn one_organisation_takes_over_from_another_that_can_go_farther() {
    let (tree, needs) = three_districts();
    // 8 works in both countries, 7 in the first only. Shares: 7 has 40 in the first district, 8
    // has 30 in the second and 20 in the third: of 90, each district should have 30. What 7 has
    // beyond its district can only go to the second, which is full of 8's; 8 makes room and goes
    // to the third: A* = 1.
    let found = of(&tree, &needs, &[(7, 1, 40.0), (8, 2, 30.0), (8, 4, 20.0)]);
    assert!(near(found.present.alignment, 80.0 / 90.0), "{}", found.present.alignment);
    assert!(near(found.attainable, 1.0), "{}", found.attainable);
    assert!(found.gains.len() == 1 && found.gains[0].need == 2);
    assert!(near(found.gains[0].amount, 10.0));
}

#[test]
fn the_interval_is_that_of_the_alignment_in_each_draw() {
    let (tree, needs) = three_districts();
    // Effort 1/3 each; need 0.4, 0.2, 0.4 or 2/7, 3/7, 2/7: A is 1/3 + 0.2 + 1/3 or 1/3 + 4/7.
    let found = of(&tree, &needs, &[(7, 1, 10.0), (7, 2, 10.0), (7, 4, 10.0)]).present;
    let (low, high) = (2.0 / 3.0 + 0.2, 1.0 / 3.0 + 4.0 / 7.0);
    assert!(near(found.interval.middle, f64::midpoint(low, high)), "{:?}", found.interval);
    assert!(near(found.alignment, 1.0));
}

#[test]
fn weights_that_cannot_be_are_refused_with_their_need() {
    let (tree, needs) = three_districts();
    let served = Served::on(DAY, &tree, &supply(&[]), &needs, AllocationRule::ByNeed).unwrap();
    let refused = |weights: &[f64]| alignments(&needs, &served, weights, 0.9).unwrap_err();
    assert_eq!(
        refused(&[1.0]),
        Refusal::Question(QuestionRefusal::WeightCount { expected: 3, found: 1 })
    );
    assert_eq!(
        refused(&[1.0, -2.0, 1.0]),
        Refusal::Question(QuestionRefusal::Weight { need: 1, weight: -2.0 })
    );
    assert!(matches!(
        refused(&[1.0, 1.0, f64::NAN]),
        Refusal::Question(QuestionRefusal::Weight { need: 2, .. })
    ));
    assert_eq!(alignments(&needs, &served, &even(&needs), 0.9), Ok(Vec::new()));
}

/// The maximum flow by its minimum cut: over every set of mandates, the effort of organisations
/// that have one outside it and the need within it.
fn by_cuts(world: &World, needs: &Needs, served: &Served, present: &Alignment) -> Option<f64> {
    let tree = world.tree();
    let mandate = |at: u32| {
        let atom = &needs.atoms()[at as usize];
        let root = tree.path_up(atom.place).last();
        (root, format!("{:?} {} {:?}", atom.form, atom.population, atom.sector))
    };
    let mut all: Vec<_> = present.cells.iter().map(|cell| mandate(cell.need)).collect();
    all.sort();
    all.dedup();
    let mut efforts: BTreeMap<u32, (f64, BTreeSet<_>)> = BTreeMap::new();
    for cell in &present.cells {
        for service in served.of_need(cell.need).iter().filter(|service| service.amount > 0.0) {
            let effort = efforts.entry(service.organisation).or_default();
            effort.0 += service.amount / present.effort;
            effort.1.insert(mandate(cell.need));
        }
    }
    let cut = |set: u32| -> f64 {
        let holds =
            |wanted: &_| all.iter().zip(0..).any(|(m, at)| m == wanted && set >> at & 1 == 1);
        let outside = efforts.values().filter(|(_, mandates)| !mandates.iter().all(holds));
        let within = present.cells.iter().filter(|cell| holds(&mandate(cell.need)));
        outside.map(|(effort, _)| effort).sum::<f64>()
            + within.map(|cell| cell.need_share).sum::<f64>()
    };
    (all.len() < 12).then(|| (0..1_u32 << all.len()).map(cut).fold(1.0, f64::min))
}

proptest! {
    #[test]
    fn what_can_be_attained_is_the_least_cut_and_gains_are_what_is_moved(world in worlds()) {
        let needs = world.needs();
        let served =
            Served::on(DAY, &world.tree(), &world.supply(), &needs, AllocationRule::ByNeed).unwrap();
        for found in attainable(&world.tree(), &needs, &served, &even(&needs), 0.9).unwrap() {
            let present = &found.present;
            if let Some(cut) = by_cuts(&world, &needs, &served, present) {
                prop_assert!(near(found.attainable, cut), "{} {cut}", found.attainable);
            }
            let gained: f64 = found.gains.iter().map(|gain| gain.amount).sum();
            let moved: f64 = found.moved.iter().map(|moved| moved.amount).sum();
            let improved = (found.attainable - present.alignment) * present.effort;
            prop_assert!((gained - moved).abs() < 1e-6 * present.effort);
            prop_assert!((gained - improved).abs() < 1e-6 * present.effort);
            prop_assert!((0.0..=1.0).contains(&present.alignment));
        }
    }

    #[test]
    fn another_unit_of_all_needs_or_weights_changes_no_alignment(world in worlds()) {
        let needs = world.needs();
        let served =
            Served::on(DAY, &world.tree(), &world.supply(), &needs, AllocationRule::ByNeed).unwrap();
        let with = |weight: f64| {
            let weights = vec![weight; needs.atoms().len()];
            alignments(&needs, &served, &weights, 0.9).unwrap()
        };
        for (one, three) in with(1.0).iter().zip(with(3.0)) {
            prop_assert!(near(one.alignment, three.alignment));
            prop_assert!(near(one.interval.low, three.interval.low));
        }
    }
}
