//! Who should work with whom, what reaches whom, and amounts at the needs that they belong to.

use crate::invented::{DAY, initiative, need, supply, worlds};
use concert_coverage::partners::{Partnering, Partnerships, Room, partnerships, rooms};
use concert_coverage::reach::{Path, Reach, reachable};
use concert_coverage::{
    AllocationRule, AmountAt, Corridor, CorridorEnds, CorridorRefusal, CorridorWork, EndsAsked,
    Needs, PartnersRefusal, PlaceTree, Refusal, RowAmount, Served, SupplyRefusal, SupplyRow, Ties,
    apportion, corridor_ends,
};
use concert_terms::{Pillar, Stated};
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
        corridors: &[],
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
    assert_eq!(
        partnerships(&tree(), &needs, &cost),
        Err(Refusal::Partners(PartnersRefusal::SetupCost { value: -1.0 }))
    );
    let share = Path { people: 0, services: 1, share: 1.5 };
    assert!(matches!(
        Reach::new(&[share]),
        Err(Refusal::Partners(PartnersRefusal::ReachShare { people: 0, .. }))
    ));
    let tree = tree();
    let supply = supply(&[initiative(0, &[0], 5.0)]);
    let of = |row, amount| {
        apportion(&tree, &supply, &needs, AllocationRule::ByNeed, &[RowAmount { row, amount }])
    };
    assert_eq!(of(3, 1.0), Err(Refusal::Supply(SupplyRefusal::RowUnknown { row: 3 })));
    assert_eq!(of(0, -1.0), Err(Refusal::Supply(SupplyRefusal::Amount { row: 0, amount: -1.0 })));
    assert_eq!(of(0, 8.0), Ok(vec![at(0, 0, 8.0)]));
}

/// A corridor 4 from the place 0 to the place 1, with initiatives of organisations at its ends.
fn ends(rows: &[(u32, u32, &[Pillar], f32)]) -> CorridorEnds {
    let tree = PlaceTree::new(&[None; 5]).unwrap();
    let row = |(who, place, pillars, capacity): &(u32, u32, &[Pillar], f32)| SupplyRow {
        pillars: Stated::of(pillars),
        ..initiative(*who, &[*place], *capacity)
    };
    let rows = supply(&rows.iter().map(row).collect::<Vec<_>>());
    let corridor = Corridor { place: 4, origin: 0, destination: 1 };
    let asked = EndsAsked { day: DAY, corridor, forms: Stated::UNSTATED, most_missing: 0 };
    corridor_ends(&tree, &rows, &Ties::new(&[], &[]).unwrap(), &asked).unwrap()
}

#[test]
fn those_at_the_ends_of_a_corridor_meet_over_the_people_whom_nobody_follows() {
    use Pillar::{Prevention, Prosecution, Protection};
    let (needs, reach) = (districts(), Reach::default());
    // At the origin 1 does a quarter of the prevention and 2 the rest of it and all protection; at
    // the destination 3 does all prosecution.
    let ends = ends(&[
        (1, 0, &[Prevention], 10.0),
        (2, 0, &[Prevention], 30.0),
        (2, 0, &[Protection], 5.0),
        (3, 1, &[Prosecution], 7.0),
    ]);
    let work = [CorridorWork::between(&ends, 800.0, 0.1).unwrap()];
    let people = (work[0].people_of(1, 3), work[0].people_of(2, 3));
    assert_eq!(people, (100.0, 700.0));
    let asked = Partnering { corridors: &work, setup_cost: 1.0, ..asked(&[], &[], &reach) };
    let found = partnerships(&tree(), &needs, &asked).unwrap();
    let gains: Vec<_> = found.chosen.iter().map(|one| (one.organisations, one.gain)).collect();
    assert_eq!(gains, [([2, 3], 69.0), ([1, 3], 9.0)]);
    let first = &found.chosen[0];
    assert_eq!((first.people, first.reasons.len()), (0.0, 0));
    let reason = first.corridors[0];
    assert_eq!((reason.corridor, reason.origin, reason.destination), (4, 2, 3));
    assert_eq!((reason.flow, reason.people), (800.0, 700.0));
    // Where the two have a tie, somebody follows.
    let tied = Partnering { ties: &[[3, 2]], ..asked };
    let found = partnerships(&tree(), &needs, &tied).unwrap();
    assert_eq!(found.chosen.len(), 1);
    assert_eq!(found.chosen[0].organisations, [1, 3]);
}

#[test]
fn a_pair_can_meet_over_a_corridor_and_over_people_turned_away() {
    let (needs, reach) = (districts(), Reach::default());
    let ends = ends(&[(1, 0, &[Pillar::Prevention], 10.0), (2, 1, &[Pillar::Protection], 10.0)]);
    let work = [CorridorWork::between(&ends, 50.0, 0.2).unwrap()];
    let turned = [at(1, 0, 20.0)];
    let free = free(&needs, &[(2, 0, 15.0)]);
    let asked = Partnering { corridors: &work, ..asked(&turned, &free, &reach) };
    let found = partnerships(&tree(), &needs, &asked).unwrap();
    let [one] = &found.chosen[..] else { panic!("{found:?}") };
    assert_eq!((one.people, one.gain), (15.0, 15.0 + 0.2 * 50.0));
    assert_eq!((one.reasons.len(), one.corridors.len()), (1, 1));
}

#[test]
fn a_flow_or_a_weight_that_cannot_be_is_refused() {
    let ends = ends(&[]);
    let flow = CorridorWork::between(&ends, -1.0, 1.0);
    assert_eq!(flow, Err(Refusal::Corridor(CorridorRefusal::Flow { corridor: 4, flow: -1.0 })));
    let weight = CorridorWork::between(&ends, 1.0, f64::INFINITY);
    assert_eq!(weight.unwrap_err().code(), "coverage/corridor-weight");
}

proptest! {
    #[test]
    fn all_pairs_at_the_ends_have_the_flow_once_however_work_is_cut(
        rows in proptest::collection::vec((0_u32..6, 0_u32..2, 0_u64..16, 0.0_f32..100.0), 1..12),
        flow in 0.0_f64..1e5, cut in 2_u8..5,
    ) {
        let pillars: Vec<Vec<Pillar>> =
            rows.iter().map(|row| Stated::from_bits(row.2).values().collect()).collect();
        let whole: Vec<(u32, u32, &[Pillar], f32)> =
            rows.iter().zip(&pillars).map(|(row, pillars)| (row.0, row.1, &pillars[..], row.3)).collect();
        let parts = whole.iter().flat_map(|row| {
            vec![(row.0, row.1, row.2, row.3 / f32::from(cut)); usize::from(cut)]
        });
        let work = |rows: &[_]| CorridorWork::between(&ends(rows), flow, 1.0).unwrap();
        let (whole, parts) = (work(&whole), work(&parts.collect::<Vec<_>>()));
        let renamed = rows.iter().zip(&pillars).rev();
        let renamed = renamed.map(|(row, pillars)| (40 - 5 * row.0, row.1, &pillars[..], row.3));
        let renamed = work(&renamed.collect::<Vec<_>>());
        let (mut sum, mut pairs) = (0.0, 0);
        for origin in 0..6 {
            for destination in 0..6 {
                let people = whole.people_of(origin, destination);
                let same = parts.people_of(origin, destination);
                let named = renamed.people_of(40 - 5 * origin, 40 - 5 * destination);
                prop_assert!((people - named).abs() < 1e-9 * flow.max(1.0));
                prop_assert!((people - same).abs() < 1e-4 * flow.max(1.0));
                sum += people;
                pairs += u32::from(people > 0.0);
            }
        }
        prop_assert!(pairs == 0 || (sum - flow).abs() < 1e-6 * flow.max(1.0), "{} {}", sum, flow);
    }

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
