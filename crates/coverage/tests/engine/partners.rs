//! Who should work with whom, what reaches whom, and amounts at the needs that they belong to.

use crate::invented::{DAY, initiative, need, supply, worlds};
use concert_coverage::partners::{Partnering, Partnerships, Room, partnerships, rooms};
use concert_coverage::reach::{Path, Reach, reachable};
use concert_coverage::{
    AllocationRule, AmountAt, Needs, PlaceTree, Refusal, RowAmount, Served, apportion,
};
use proptest::prelude::*;

fn at(organisation: u32, need: u32, amount: f64) -> AmountAt {
    AmountAt { organisation, need, amount }
}

fn tree() -> PlaceTree {
    PlaceTree::new(&[None, None, None]).unwrap()
}

/// Three districts, each in need of 100 with nobody helped yet.
fn districts() -> Needs {
    Needs::new(&tree(), (0..3).map(|place| need(place, &[100.0, 100.0])).collect()).unwrap()
}

/// Room of organisations, each in one place.
fn free(needs: &Needs, free: &[(u32, u32, f64)]) -> Vec<Room> {
    let rows = free.iter().map(|(who, place, _)| initiative(*who, &[*place], 1.0));
    let supply = supply(&rows.collect::<Vec<_>>());
    let amounts = (0..).zip(free).map(|(row, (.., amount))| RowAmount { row, amount: *amount });
    rooms(&tree(), &supply, needs, &amounts.collect::<Vec<_>>()).unwrap()
}

fn asked<'a>(turned_away: &'a [AmountAt], rooms: &'a [Room], reach: &'a Reach) -> Partnering<'a> {
    Partnering {
        turned_away,
        rooms,
        reach,
        supply: &[0.0; 3],
        weights: &[1.0; 3],
        ties: &[],
        setup_cost: 0.0,
        most_new: 2,
        periphery: 0.0,
    }
}

fn people(found: &Partnerships) -> Vec<([u32; 2], f64)> {
    found.chosen.iter().map(|one| (one.organisations, one.people)).collect()
}

#[test]
fn whoever_turns_people_away_meets_whoever_has_room_within_reach() {
    let needs = districts();
    let reach = Reach::new(&[Path { people: 0, services: 1, share: 0.5 }]).unwrap();
    // 1 turns 40 away in the first district. 2 has room for 23 in the second, which half of them
    // reach; 3 has more room in the third, which nobody reaches.
    let turned = [at(1, 0, 40.0)];
    let free = free(&needs, &[(2, 1, 23.0), (3, 2, 90.0)]);
    let found = partnerships(&tree(), &needs, &asked(&turned, &free, &reach)).unwrap();
    assert_eq!(people(&found), [([1, 2], 11.5)]);
    let reason = found.chosen[0].reasons[0];
    assert_eq!((reason.from, reason.to, reason.need), (1, 2, 0));
    assert_eq!((reason.room, reason.room_at), (0, 1));
    // Nobody is helped whom the others serve already, or who is not in need.
    let met = Partnering { supply: &[95.0, 0.0, 0.0], ..asked(&turned, &free, &reach) };
    assert_eq!(people(&partnerships(&tree(), &needs, &met).unwrap()), [([1, 2], 2.5)]);
    // Those who work together are not told to.
    let tied = Partnering { ties: &[[2, 1]], ..asked(&turned, &free, &reach) };
    assert!(partnerships(&tree(), &needs, &tied).unwrap().chosen.is_empty());
    let dear = Partnering { setup_cost: 12.0, ..asked(&turned, &free, &reach) };
    assert!(partnerships(&tree(), &needs, &dear).unwrap().chosen.is_empty());
}

#[test]
fn nobody_is_helped_twice_and_no_place_is_filled_twice() {
    let needs = districts();
    let reach = Reach::new(&[
        Path { people: 0, services: 1, share: 1.0 },
        Path { people: 2, services: 1, share: 1.0 },
    ]);
    // 2 has 30 places in the second district, which 1 could fill from two districts.
    let turned = [at(1, 0, 20.0), at(1, 2, 25.0)];
    let free = free(&needs, &[(2, 1, 30.0)]);
    let found = partnerships(&tree(), &needs, &asked(&turned, &free, &reach.unwrap())).unwrap();
    assert_eq!(people(&found), [([1, 2], 30.0)]);
}

#[test]
fn each_takes_on_no_more_partners_than_it_can_and_the_bound_holds() {
    let needs = districts();
    let reach = Reach::default();
    let turned = [at(1, 0, 50.0)];
    let room = |who: u32| (who, 0, f64::from(10 * who));
    let free = free(&needs, &(2..6).map(room).collect::<Vec<_>>());
    let found = partnerships(&tree(), &needs, &asked(&turned, &free, &reach)).unwrap();
    assert_eq!(people(&found), [([1, 5], 50.0), ([1, 4], 40.0)]);
    assert_eq!(found.others.len(), 2);
    assert!(found.gain <= found.at_most);
    // A bonus of two thirds lifts the pair whose parties have no partners yet over the other.
    let ties = [[5, 7], [5, 8]];
    let near = Partnering {
        ties: &ties,
        periphery: 2.0 / 3.0,
        most_new: 1,
        ..asked(&turned, &free, &reach)
    };
    assert_eq!(people(&partnerships(&tree(), &needs, &near).unwrap()), [([1, 4], 40.0)]);
}

#[test]
fn what_cannot_be_is_refused() {
    let (needs, reach) = (districts(), Reach::default());
    let cost = Partnering { setup_cost: -1.0, ..asked(&[], &[], &reach) };
    assert_eq!(partnerships(&tree(), &needs, &cost), Err(Refusal::SetupCost { value: -1.0 }));
    let share = Path { people: 0, services: 1, share: 1.5 };
    assert!(matches!(Reach::new(&[share]), Err(Refusal::ReachShare { people: 0, .. })));
    let tree = tree();
    let supply = supply(&[initiative(0, &[0], 5.0)]);
    let of = |row, amount| {
        apportion(&tree, &supply, &needs, AllocationRule::ByNeed, &[RowAmount { row, amount }])
    };
    assert_eq!(of(3, 1.0), Err(Refusal::RowUnknown { row: 3 }));
    assert_eq!(of(0, -1.0), Err(Refusal::Amount { row: 0, amount: -1.0 }));
    assert_eq!(of(0, 8.0), Ok(vec![at(0, 0, 8.0)]));
}

proptest! {
    #[test]
    fn what_needs_receive_together_is_what_the_services_have(
        world in worlds(),
        paths in proptest::collection::vec((0_u32..9, 0_u32..9, 0.0..1.0), 0..12),
    ) {
        let needs = world.needs();
        let served =
            Served::on(DAY, &world.tree(), &world.supply(), &needs, AllocationRule::ByNeed).unwrap();
        let path = |(people, services, share): (u32, u32, f64)| Path { people, services, share };
        let reach = Reach::new(&paths.into_iter().map(path).collect::<Vec<_>>()).unwrap();
        let supply: Vec<f64> = (0..needs.atoms().len() as u32).map(|at| served.supply(at)).collect();
        let received = reachable(&needs, &supply, &reach);
        let (all, given): (f64, f64) = (received.iter().sum(), supply.iter().sum());
        prop_assert!((all - given).abs() < 1e-6 * given.max(1.0), "{all} {given}");
        // Where nobody reaches beyond a border, everything stays.
        let stays = reachable(&needs, &supply, &Reach::default());
        prop_assert!(stays.iter().zip(&supply).all(|(a, b)| (a - b).abs() < 1e-9 * b.max(1.0)));
    }
}
