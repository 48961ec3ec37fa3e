//! Corridors that stand out, and who is at their ends.

use crate::invented::{DAY, initiative, supply};
use concert_coverage::corridors::ObservedFlow;
use concert_coverage::gravity::Describes;
use concert_coverage::{
    Corridor, CorridorRefusal, Covariate, EndsAsked, MissingLink, PlaceRefusal, PlaceTree, Refusal,
    SupplyRow, Ties, corridor_ends, corridor_flows,
};
use concert_terms::{Draws, Form, Interval, Pillar, Stated};
use proptest::prelude::*;

/// Countries 0 and 1, districts 2 of the first and 3 of the second, and the corridor 4, which is
/// listed within the first country.
const CORRIDOR: Corridor = Corridor { place: 4, origin: 2, destination: 3 };

fn tree() -> PlaceTree {
    PlaceTree::new(&[None, None, Some(0), Some(1), Some(0)]).unwrap()
}

fn asked(corridor: Corridor, most_missing: usize) -> EndsAsked {
    EndsAsked { day: DAY, corridor, forms: Stated::UNSTATED, most_missing }
}

/// Who is at the origin and who at the destination.
fn both(missing: &[MissingLink]) -> Vec<[u32; 2]> {
    missing.iter().map(|link| [link.origin, link.destination]).collect()
}

fn at(organisation: u32, place: u32, pillars: &[Pillar]) -> SupplyRow {
    SupplyRow { pillars: Stated::of(pillars), ..initiative(organisation, &[place], 10.0) }
}

#[test]
fn both_ends_have_the_services_that_count_there_and_pairs_without_a_tie_are_named() {
    use Pillar::{Prevention, Prosecution, Protection};
    let rows = supply(&[
        at(1, 2, &[Prevention]),
        // For the whole country, so also here; prosecution does not count at the origin.
        at(2, 0, &[Protection, Prosecution]),
        at(3, 2, &[Prosecution]),
        at(4, 3, &[Prosecution]),
        at(5, 3, &[Prevention]),
        at(6, 1, &[Protection]),
        // On the corridor itself, although the corridor lies in the first country.
        at(7, 4, &[Protection]),
        at(8, 2, &[]),
        SupplyRow { is_active: false, ..at(9, 2, &[Prevention]) },
        // At both ends, without being on the corridor.
        at(10, 2, &[Protection]),
        at(10, 3, &[Protection]),
    ]);
    let ties = Ties::new(&[], &[(1, 4), (2, 3), (7, 6), (10, 7)]).unwrap();
    let found = corridor_ends(&tree(), &rows, &ties, &asked(CORRIDOR, 100)).unwrap();
    assert_eq!(found.origin.organisations, [1, 2, 7, 10]);
    assert_eq!(found.destination.organisations, [4, 6, 7, 10]);
    assert_eq!((found.origin.undetermined, found.destination.undetermined), (1, 0));
    let [first, second, along, _] = &found.origin.services[..] else { panic!("{found:?}") };
    assert_eq!((first.row, first.amount, first.is_wider), (0, Some(10.0), false));
    assert_eq!((second.pillars, second.is_wider), (Stated::of(&[Protection]), true));
    assert!(along.is_along && !first.is_along);
    assert_eq!(found.at_both, [7, 10]);
    // 4 x 4 pairs, less 7 and 10 with themselves, less one of the two of 7 with 10.
    assert_eq!((found.pairs, found.tied), (13, 3));
    assert_eq!(found.missing.len(), 10);
    // 10, 1 and 2 have one partner each, 7 has two; 4, 6 and 10 have one.
    assert_eq!(both(&found.missing)[..3], [[1, 6], [1, 10], [1, 7]]);
    let some = corridor_ends(&tree(), &rows, &ties, &asked(CORRIDOR, 2)).unwrap();
    assert_eq!(some.missing[..], found.missing[..2]);
}

#[test]
fn who_serves_a_form_in_common_is_to_be_linked_and_who_serves_others_is_not() {
    use Pillar::{Prevention, Prosecution};
    let serving = |organisation, place, pillar, forms: &[&str]| SupplyRow {
        forms: forms.iter().map(|code| code.parse::<Form>().unwrap()).collect(),
        ..at(organisation, place, &[pillar])
    };
    let rows = supply(&[
        serving(1, 2, Prevention, &["EX.SEX"]),
        serving(2, 2, Prevention, &["EX.LAB.fishing"]),
        serving(3, 2, Prevention, &[]),
        serving(4, 3, Prosecution, &["EX.LAB"]),
        serving(5, 3, Prosecution, &["EX.SEX"]),
    ]);
    let ties = Ties::new(&[], &[(1, 4), (3, 5)]).unwrap();
    let found = corridor_ends(&tree(), &rows, &ties, &asked(CORRIDOR, 100)).unwrap();
    // 1 and 4, and 2 and 5, have no form in common: that 1 and 4 are tied is no tie of the corridor.
    assert_eq!((found.pairs, found.tied), (4, 1));
    // Known before unknown: 3 has one partner, as 1 has, and does not say what it serves.
    assert_eq!(both(&found.missing), [[2, 4], [1, 5], [3, 4]]);
    let fishing: Form = "EX.LAB.fishing".parse().unwrap();
    assert_eq!(found.missing[0].forms, Stated::of(&[fishing]));
    assert!(found.missing[2].forms.is_unstated());
    // For those in forced labour, who serves sexual exploitation alone is not there.
    let labour = EndsAsked { forms: Stated::of(&[Form::LABOUR]), ..asked(CORRIDOR, 100) };
    let found = corridor_ends(&tree(), &rows, &ties, &labour).unwrap();
    assert_eq!(found.origin.organisations, [2, 3]);
    assert_eq!(found.destination.organisations, [4]);
    assert_eq!((found.pairs, found.tied), (2, 0));
}

#[test]
fn a_corridor_whose_ends_are_not_apart_is_refused() {
    let (rows, ties) = (supply(&[]), Ties::new(&[], &[]).unwrap());
    let refused = |corridor| corridor_ends(&tree(), &rows, &ties, &asked(corridor, 1)).unwrap_err();
    assert_eq!(
        refused(Corridor { origin: 9, ..CORRIDOR }),
        Refusal::Place(PlaceRefusal::PlaceUnknown { place: 9 })
    );
    for corridor in [
        Corridor { destination: 0, ..CORRIDOR },
        Corridor { origin: 0, destination: 2, place: 4 },
        Corridor { place: 3, ..CORRIDOR },
    ] {
        let corridor_place = corridor.place;
        assert_eq!(
            refused(corridor),
            Refusal::Corridor(CorridorRefusal::CorridorEnds { corridor: corridor_place })
        );
    }
}

/// Twenty corridors from place 0 to each of the places 1 to 20.
fn star() -> (PlaceTree, Vec<Corridor>) {
    let tree = PlaceTree::new(&[None; 41]).unwrap();
    let corridor = |at| Corridor { place: 20 + at, origin: 0, destination: at };
    (tree, (1..=20).map(corridor).collect())
}

fn observed(corridor: Corridor, middle: f64, spread: f64) -> ObservedFlow {
    let interval = Interval::new(middle / spread, middle, middle * spread, 0.9).unwrap();
    let flow = Draws::from_interval(&interval, 500, u64::from(corridor.place));
    ObservedFlow { corridor, flow }
}

#[test]
fn the_corridor_on_which_more_are_moved_than_distance_explains_stands_out() {
    let (tree, corridors) = star();
    let distance = |at: u32| 1.0 + f64::from(at) * 0.2;
    let usual = |at: u32| 2000.0 * (-0.8 * distance(at)).exp() * (1.0 + 0.1 * f64::from(at % 3));
    let distances = Covariate {
        describes: Describes::Destination,
        values: (1..=20).map(|at| (at, distance(at))).collect(),
    };
    let flows = |spread: f64| -> Vec<ObservedFlow> {
        let flow = |(at, corridor): (u32, &Corridor)| {
            let times = if at == 9 { 3.0 } else { 1.0 };
            observed(*corridor, usual(at) * times, if at == 9 { spread } else { 1.1 })
        };
        (1..).zip(&corridors).map(flow).collect()
    };
    let found =
        corridor_flows(&tree, &flows(1.1), std::slice::from_ref(&distances), 0.9, 0.05).unwrap();
    let out: Vec<u32> =
        found.flows.iter().filter(|one| one.stands_out).map(|one| one.corridor.place).collect();
    assert_eq!(out, [29]);
    let first = &found.flows[0];
    assert!(first.beyond > 0.5 * first.expected && first.false_discoveries < 0.001);
    // With what was observed known only to a factor of six, nobody can say.
    let vague = corridor_flows(&tree, &flows(6.0), &[distances], 0.9, 0.05).unwrap();
    assert!(vague.flows.iter().all(|one| !one.stands_out));
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let (tree, corridors) = star();
    let mut flows: Vec<ObservedFlow> =
        corridors.iter().map(|corridor| observed(*corridor, 50.0, 1.2)).collect();
    let refused =
        |flows: &[ObservedFlow], rate| corridor_flows(&tree, flows, &[], 0.9, rate).unwrap_err();
    assert_eq!(
        refused(&flows, 1.0),
        Refusal::Corridor(CorridorRefusal::FalseDiscoveries { rate: 1.0 })
    );
    flows[3].flow = Draws::new(Vec::new());
    assert_eq!(
        refused(&flows, 0.1),
        Refusal::Corridor(CorridorRefusal::FlowWithoutDraws { corridor: 24 })
    );
}

/// Numbers between 0 and 1 that look random and are the same every time.
fn chance(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    (*state >> 11) as f64 / (1_u64 << 53) as f64
}

#[test]
fn where_nothing_is_planted_few_tables_have_a_corridor_that_stands_out() {
    let (tree, corridors) = star();
    let distances = Covariate {
        describes: Describes::Destination,
        values: (1..=20).map(|at| (at, f64::from(at) * 0.15)).collect(),
    };
    let (mut state, mut tables) = (5, 0);
    for _ in 0..400 {
        let flows: Vec<ObservedFlow> = (1_u32..)
            .zip(&corridors)
            .map(|(at, corridor)| {
                // A sum of twelve uniform numbers is near enough to normal; a variance of nine
                // times the mean.
                let mean = 300.0 * (-0.5 * 0.15 * f64::from(at)).exp();
                let normal = (0..12).map(|_| chance(&mut state)).sum::<f64>() - 6.0;
                let flow = (mean + 3.0 * mean.sqrt() * normal).max(0.0);
                ObservedFlow { corridor: *corridor, flow: Draws::constant(flow, 1) }
            })
            .collect();
        let found =
            corridor_flows(&tree, &flows, std::slice::from_ref(&distances), 0.9, 0.1).unwrap();
        tables += u32::from(found.flows.iter().any(|one| one.stands_out));
    }
    // One in ten tables at most, give or take three standard errors.
    let share = f64::from(tables) / 400.0;
    assert!(share < 0.145, "{share}");
    assert!(share > 0.02, "the test never fires: {share}");
}

proptest! {
    #[test]
    fn ends_count_pairs_as_going_through_all_of_them_does(
        rows in proptest::collection::vec((0_u32..7, 0_u32..5, 0_u64..16, 0_usize..4), 0..14),
        ties in proptest::collection::vec((0_u32..7, 0_u32..7), 0..9),
    ) {
        let lists: [&[&str]; 4] = [&[], &["EX.SEX"], &["EX.LAB"], &["EX.SEX", "EX.LAB.fishing"]];
        let rows: Vec<SupplyRow> = rows
            .iter()
            .map(|(who, place, pillars, forms)| SupplyRow {
                pillars: Stated::from_bits(*pillars),
                forms: lists[*forms].iter().map(|code| code.parse::<Form>().unwrap()).collect(),
                ..initiative(*who, &[*place], 1.0)
            })
            .collect();
        let ties: Vec<(u32, u32)> = ties.into_iter().filter(|(a, b)| a != b).collect();
        let graph = Ties::new(&[], &ties).unwrap();
        let found = corridor_ends(&tree(), &supply(&rows), &graph, &asked(CORRIDOR, 1000)).unwrap();
        let is_at = |who: u32, places: &[u32], pillars: [Pillar; 2]| {
            rows.iter().any(|row| {
                let is_there = places.contains(&row.places[0]);
                row.organisation == who && is_there && pillars.iter().any(|p| row.pillars.states(*p))
            })
        };
        let forms = |who: u32| -> Vec<Form> {
            let here = |row: &&SupplyRow| {
                let at = |place, pillars: [Pillar; 2]| {
                    (row.places[0] == place || row.places[0] == place - 2 || row.places[0] == 4)
                        && pillars.iter().any(|pillar| row.pillars.states(*pillar))
                };
                row.organisation == who
                    && (at(2, [Pillar::Prevention, Pillar::Protection])
                        || at(3, [Pillar::Protection, Pillar::Prosecution]))
            };
            rows.iter().filter(here).flat_map(|row| row.forms.values()).collect()
        };
        let may_share = |one: u32, other: u32| {
            let (one, other) = (forms(one), forms(other));
            let any = |a: &Form| other.iter().any(|b| a.overlaps(*b));
            one.is_empty() || other.is_empty() || one.iter().any(any)
        };
        let (mut pairs, mut missing) = (0, Vec::new());
        for one in 0..7 {
            for other in 0..7 {
                let meets = |one, other| {
                    is_at(one, &[0, 2, 4], [Pillar::Prevention, Pillar::Protection])
                        && is_at(other, &[1, 3, 4], [Pillar::Protection, Pillar::Prosecution])
                };
                let is_again = other < one && meets(other, one);
                if one == other || is_again || !meets(one, other) || !may_share(one, other) {
                    continue;
                }
                pairs += 1;
                if !ties.contains(&(one, other)) && !ties.contains(&(other, one)) {
                    missing.push([one, other]);
                }
            }
        }
        prop_assert_eq!(found.pairs, pairs);
        prop_assert_eq!(found.pairs - found.tied, missing.len() as u64);
        let mut named = both(&found.missing);
        named.sort_unstable();
        prop_assert_eq!(named, missing);
    }
}
