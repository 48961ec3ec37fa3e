//! Who serves which need, against the allocation and under changes that must not matter.

use crate::invented::{DAY, World, initiative, need, supply, worlds};
use concert_coverage::{Allocation, AllocationRule, Needs, PlaceTree, Served, SupplyRow, behind};
use proptest::prelude::*;
use proptest::sample::select;

fn served(world: &World, rule: AllocationRule) -> (Needs, Served) {
    let needs = world.needs();
    let served = Served::on(DAY, &world.tree(), &world.supply(), &needs, rule).unwrap();
    (needs, served)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4 * b.abs().max(1.0)
}

fn agree(a: &Served, b: &Served) -> bool {
    let all = |served: &Served| -> Vec<(u32, u32, f64)> {
        let needs = 0..served.needs() as u32;
        let of_need = |need: u32| {
            let services = served.of_need(need).iter();
            services.map(move |service| (need, service.organisation, service.amount))
        };
        needs.flat_map(of_need).collect()
    };
    let (a, b) = (all(a), all(b));
    let same =
        |(a, b): (&(u32, u32, f64), &(u32, u32, f64))| (a.0, a.1) == (b.0, b.1) && near(a.2, b.2);
    a.len() == b.len() && a.iter().zip(&b).all(same)
}

#[test]
fn behind_a_service_stand_its_initiatives_and_whether_a_rule_placed_them() {
    // A country with two districts that need 10 and 30. An initiative for the whole country gives
    // the second district three quarters of 40; one for the district itself gives it all.
    let tree = PlaceTree::new(&[None, Some(0), Some(0)]).unwrap();
    let needs = Needs::new(&tree, vec![need(1, &[10.0]), need(2, &[30.0])]).unwrap();
    let silent = SupplyRow { capacity: None, ..initiative(7, &[2], 0.0) };
    let ended = SupplyRow { last_day: DAY - 1, ..initiative(7, &[2], 99.0) };
    let rows = [initiative(7, &[2], 5.0), initiative(7, &[0], 40.0), silent, ended];
    let supply = supply(&[&rows[..], &[initiative(8, &[2], 9.0)]].concat());
    let found = behind(DAY, &tree, &supply, &needs, AllocationRule::ByNeed, &[(1, 7)]).unwrap();
    let told: Vec<_> = found.iter().map(|b| (b.row, b.amount, b.is_by_rule)).collect();
    assert_eq!(told, [(1, Some(30.0), true), (0, Some(5.0), false), (2, None, false)]);
}

proptest! {
    #[test]
    fn initiatives_add_up_to_the_service_that_they_stand_behind(
        world in worlds(),
        rule in select(vec![AllocationRule::ByNeed, AllocationRule::Uniform]),
    ) {
        let (needs, served) = served(&world, rule);
        let of = |need: u32| served.of_need(need).iter().map(move |s| (need, s.organisation));
        let services: Vec<_> = (0..served.needs() as u32).flat_map(of).collect();
        let (tree, supply) = (world.tree(), world.supply());
        let found = behind(DAY, &tree, &supply, &needs, rule, &services).unwrap();
        for (need, organisation) in services {
            let parts = found.iter().filter(|b| (b.need, b.organisation) == (need, organisation));
            prop_assert!(parts.clone().count() > 0);
            let sum: f64 = parts.filter_map(|part| part.amount).sum();
            let service = served.of_need(need).iter().find(|s| s.organisation == organisation);
            let amount = service.unwrap().amount;
            prop_assert!(near(sum, amount), "{sum} {amount}");
        }
    }

    #[test]
    fn organisations_add_up_to_what_is_allocated_to_each_need(
        world in worlds(),
        rule in select(vec![AllocationRule::ByNeed, AllocationRule::Uniform]),
    ) {
        let (needs, served) = served(&world, rule);
        let (tree, supply) = (world.tree(), world.supply());
        let allocated = Allocation::on(DAY, &tree, &supply, &needs, rule).unwrap();
        for (need, amount) in (0..).zip(allocated.supply_by_need(&needs)) {
            prop_assert!(near(served.supply(need), amount), "{} {amount}", served.supply(need));
        }
    }

    #[test]
    fn an_initiative_in_two_halves_and_rows_in_another_order_change_nothing(
        world in worlds(),
        at in any::<prop::sample::Index>(),
    ) {
        let (_, whole) = served(&world, AllocationRule::ByNeed);
        let mut other = world;
        if !other.rows.is_empty() {
            let row = at.index(other.rows.len());
            let half = other.rows[row].capacity.map(|capacity| capacity / 2.0);
            other.rows[row].capacity = half;
            let twin = SupplyRow { ..other.rows[row].clone() };
            other.rows.push(twin);
        }
        other.rows.reverse();
        prop_assert!(agree(&whole, &served(&other, AllocationRule::ByNeed).1));
    }
}
