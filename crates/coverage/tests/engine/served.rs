//! Who serves which need, against the allocation and under changes that must not matter.

use crate::invented::{DAY, World, worlds};
use concert_coverage::{Allocation, AllocationRule, Needs, Served, SupplyRow};
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

proptest! {
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
