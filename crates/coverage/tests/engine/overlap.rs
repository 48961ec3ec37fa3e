//! Overlap and fragmentation: worked by hand, against brute force, and under changes that must not
//! matter.

use crate::invented::{DAY, World, initiative, need, supply, worlds};
use concert_coverage::{
    Allocation, AllocationRule, Among, Concentration, Doubling, Fragmentation, Gap, NeedAtom,
    Needs, NoIndex, OverlapRefusal, Overlaps, PairOverlap, PlaceTree, Refusal, Served, SharedNeed,
    SupplyRow, gaps,
};
use concert_terms::{Draws, Side};
use proptest::prelude::*;

/// Everything that overlap is computed from.
struct Picture {
    needs: Needs,
    served: Served,
    gaps: Vec<Option<Gap>>,
}

impl Picture {
    fn of(world: &World) -> Self {
        let (tree, supply, needs) = (world.tree(), supply(&world.rows), world.needs());
        let rule = AllocationRule::ByNeed;
        let served = Served::on(DAY, &tree, &supply, &needs, rule).unwrap();
        let allocation = Allocation::on(DAY, &tree, &supply, &needs, rule).unwrap();
        let gaps = gaps(&needs, &allocation, 0.9).unwrap();
        Self { needs, served, gaps }
    }

    fn overlaps(&self) -> Overlaps {
        Overlaps::of(&self.served, &self.needs, &self.gaps, &Among::all(&self.needs)).unwrap()
    }

    fn fragmentation(&self) -> Fragmentation {
        Fragmentation::of(&self.served, &self.needs, &self.gaps, &Among::all(&self.needs)).unwrap()
    }

    /// The table as a dense matrix, for brute force.
    fn amounts(&self, organisation: u32) -> Vec<Option<f64>> {
        let at = |need| {
            let services = self.served.of_need(need).iter();
            let theirs = services.filter(|service| service.organisation == organisation);
            theirs.map(|service| service.amount).next()
        };
        (0..self.served.needs() as u32).map(at).collect()
    }
}

/// One place for each need, and in it what each organisation can do.
fn world(draws: &[&[f32]], services: &[(u32, u32, Option<f32>)]) -> World {
    let row = |(organisation, place, capacity): &(u32, u32, Option<f32>)| {
        let row = initiative(*organisation, &[*place], 0.0);
        SupplyRow { capacity: *capacity, ..row }
    };
    World {
        parents: vec![None; draws.len()],
        rows: services.iter().map(row).collect(),
        atoms: (0..).zip(draws).map(|(place, draws)| need(place, draws)).collect(),
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

/// Two needs: the first certainly 10, with 12, 6 and 2 by organisations 1, 2 and 3; the second 100,
/// with 4 and 8 by organisations 1 and 2.
fn worked() -> Picture {
    let some = |amount| Some(amount);
    let services = [
        (1, 0, some(12.0)),
        (2, 0, some(6.0)),
        (3, 0, some(2.0)),
        (1, 1, some(4.0)),
        (2, 1, some(8.0)),
    ];
    Picture::of(&world(&[&[10.0; 20], &[100.0; 20]], &services))
}

#[test]
fn likeness_and_redundancy_come_out_as_by_hand() {
    let overlaps = worked().overlaps();
    let needs: Vec<_> = overlaps.needs().collect();
    // S = 20, Q95 = 10, R = 10, and nobody is missed.
    assert_eq!((needs[0].organisations, needs[0].kind), (3, Doubling::Redundant));
    assert!(near(needs[0].supply, 20.0) && near(needs[0].likely_need, 10.0));
    assert!(near(needs[0].redundant, 10.0) && near(needs[0].expected_gap, 0.0));
    // S = 12 of 100: useful.
    assert_eq!((needs[1].organisations, needs[1].kind), (2, Doubling::Useful));
    assert!(near(needs[1].redundant, 0.0) && near(needs[1].expected_gap, 88.0));
    // J(1, 2) = (6 + 4) / (12 + 8), J(1, 3) = 2 / (12 + 4), J(2, 3) = 2 / (6 + 8). Shares at the
    // first need are 0.6, 0.3 and 0.1: 2 x 10 x 0.6 x 0.3 = 3.6, 1.2 and 0.6.
    let pairs = overlaps.pairs();
    let facts: Vec<_> = pairs.iter().map(|pair| (pair.first, pair.second, pair.needs)).collect();
    assert_eq!(facts, [(1, 2, 2), (1, 3, 1), (2, 3, 1)]);
    for (pair, (jaccard, redundant, useful)) in
        pairs.iter().zip([(0.5, 3.6, 4.0), (0.125, 1.2, 0.0), (1.0 / 7.0, 0.6, 0.0)])
    {
        assert!(near(pair.jaccard().unwrap(), jaccard), "{pair:?}");
        assert!(near(pair.redundant, redundant) && near(pair.useful, useful), "{pair:?}");
        assert!(near(pair.reserve, 0.0));
    }
    // Alone: 10 x 0.36, 0.09 and 0.01; of all: 6, 3 and 1.
    for (theirs, (supply, redundant, alone)) in
        overlaps.organisations().iter().zip([(16.0, 6.0, 3.6), (14.0, 3.0, 0.9), (2.0, 1.0, 0.1)])
    {
        assert!(near(theirs.supply, supply) && near(theirs.redundant, redundant), "{theirs:?}");
        assert!(near(theirs.alone, alone), "{theirs:?}");
    }
    let shared = overlaps.shared_needs(2, 1);
    let amounts: Vec<_> = shared.iter().map(|each| (each.need, each.kind)).collect();
    assert_eq!(amounts, [(0, Doubling::Redundant), (1, Doubling::Useful)]);
    assert!(near(shared[0].first, 6.0) && near(shared[0].second, 12.0));
    assert!(near(shared[0].shared, 6.0) && near(shared[0].redundant, 3.6));
    assert!(near(shared[1].shared, 4.0) && near(shared[1].redundant, 0.0));
    assert_eq!(overlaps.shared_needs(1, 99), []);
}

#[test]
fn beyond_the_likely_need_but_not_beyond_every_draw_is_a_reserve() {
    // Of 0, 1, ..., 20 the 95 % quantile is at position 0.95 x 20 = 19, which is 19. With 19.5,
    // half a person more than that, one draw in 21 still misses half a person.
    let draws: Vec<f32> = (0..=20_u8).map(f32::from).collect();
    let at = |supply: f32| {
        let services = [(1, 0, Some(supply / 2.0)), (2, 0, Some(supply / 2.0))];
        let overlaps = Picture::of(&world(&[&draws], &services)).overlaps();
        (*overlaps.needs().next().unwrap(), overlaps.pairs()[0])
    };
    let (need, pair) = at(19.5);
    assert_eq!(need.kind, Doubling::Reserve);
    assert!(near(need.likely_need, 19.0) && near(need.redundant, 0.5));
    assert!(near(need.expected_gap, 0.5 / 21.0));
    // Half of it between the two, a quarter with each alone.
    assert!(near(pair.redundant, 0.25) && near(pair.reserve, 0.25));
    assert_eq!(at(19.0).0.kind, Doubling::Useful);
    assert_eq!(at(20.0).0.kind, Doubling::Redundant);
    // With one draw less the quantile lies between two of them: 0.95 x 19 = 18.05.
    let fewer: Vec<f32> = (0..=19_u8).map(f32::from).collect();
    let services = [(1, 0, Some(19.0))];
    let overlaps = Picture::of(&world(&[&fewer], &services)).overlaps();
    assert!(near(overlaps.needs().next().unwrap().likely_need, 18.05));
    assert_eq!(overlaps.needs().next().unwrap().kind, Doubling::Redundant);
}

#[test]
fn a_last_digit_of_rounding_makes_no_met_need_redundant() {
    for k in 1..200_u16 {
        let parts = [0.37, 0.41, 0.29].map(|part| part * f32::from(k));
        let need = parts.map(f64::from).iter().sum::<f64>() as f32;
        let services = [(1, 0, Some(parts[0])), (2, 0, Some(parts[1])), (3, 0, Some(parts[2]))];
        let overlaps = Picture::of(&world(&[&[need; 5]], &services)).overlaps();
        assert_eq!(overlaps.needs().next().unwrap().kind, Doubling::Enough, "{k}");
    }
}

#[test]
fn presence_without_capacity_is_seen_and_weighs_nothing() {
    let services = [(1, 0, None), (2, 0, None), (3, 0, Some(5.0))];
    let overlaps = Picture::of(&world(&[&[5.0; 9]], &services)).overlaps();
    assert_eq!(overlaps.needs().next().unwrap().kind, Doubling::Enough);
    let jaccards: Vec<_> = overlaps.pairs().iter().map(PairOverlap::jaccard).collect();
    assert_eq!(jaccards, [None, Some(0.0), Some(0.0)]);
}

#[test]
fn sides_are_added_up_only_where_that_is_asked_for() {
    // On the side of supply both do 10; on that of demand only organisation 1 does 30.
    let mut world = world(&[&[50.0; 9], &[50.0; 9]], &[]);
    let row = |organisation, place, capacity, side| {
        let row = initiative(organisation, &[place], capacity);
        SupplyRow { sides: concert_terms::Stated::of(&[side]), ..row }
    };
    world.rows = vec![
        row(1, 0, 10.0, Side::Supply),
        row(2, 0, 10.0, Side::Supply),
        row(1, 1, 30.0, Side::Demand),
    ];
    world.atoms[1] = NeedAtom { side: Some(Side::Demand), ..world.atoms[1].clone() };
    let Picture { needs, served, gaps } = Picture::of(&world);
    let jaccard = |among: &Among| {
        let overlaps = Overlaps::of(&served, &needs, &gaps, among).unwrap();
        assert_eq!(overlaps.among().sides(), among.sides());
        overlaps.pairs().first().and_then(PairOverlap::jaccard)
    };
    let of = |side| Among::needs(&needs, |need| need.side == Some(side));
    assert!(near(jaccard(&of(Side::Supply)).unwrap(), 1.0));
    assert_eq!(jaccard(&of(Side::Demand)), None);
    assert!(near(jaccard(&Among::all(&needs)).unwrap(), 0.25));
}

#[test]
fn fragmentation_comes_out_as_by_hand_beside_the_gap() {
    let fragmentation = worked().fragmentation();
    // 0.6^2 + 0.3^2 + 0.1^2 = 0.46.
    let index = fragmentation.needs[0].index.unwrap();
    assert!(near(index.hhi, 0.46) && near(index.fragmentation, 0.54));
    assert!(near(index.effective_number, 1.0 / 0.46));
    assert_eq!(fragmentation.needs[1].index, Err(NoIndex::TooFew { shares: 2 }));
    assert!(near(fragmentation.needs[1].expected_gap, 88.0));
    let spread = fragmentation.organisations[0];
    assert_eq!((spread.organisation, spread.needs), (1, 2));
    assert!(near(spread.supply, 16.0) && near(spread.expected_gap, 88.0));
}

#[test]
fn who_states_no_capacity_makes_no_actor_of_the_index() {
    let services = [(1, 0, Some(3.0)), (2, 0, Some(3.0)), (3, 0, None), (4, 1, None), (5, 1, None)];
    let mut world = world(&[&[9.0; 9], &[9.0; 9]], &services);
    let at = |world: &World| Picture::of(world).fragmentation().needs;
    assert_eq!(at(&world)[0].index, Err(NoIndex::TooFew { shares: 2 }));
    assert_eq!((at(&world)[0].organisations, at(&world)[0].without_capacity), (3, 1));
    assert_eq!(at(&world)[1].index, Err(NoIndex::NoSupply));
    world.rows[2].capacity = Some(6.0);
    // Shares of 1/4, 1/4 and 1/2.
    assert!(near(at(&world)[0].index.unwrap().hhi, 0.375));
}

#[test]
fn equal_shares_count_as_many_as_there_are() {
    for n in 3..40_usize {
        let index = Concentration::of(&vec![0.7; n]).unwrap();
        assert!(near(index.effective_number, n as f64));
    }
}

#[test]
fn figures_of_other_needs_and_gaps_that_are_no_numbers_are_refused() {
    let Picture { needs, served, gaps } = worked();
    let tree = PlaceTree::new(&[None]).unwrap();
    let fewer = Needs::new(&tree, vec![need(0, &[1.0; 20])]).unwrap();
    let differ = Refusal::Overlap(OverlapRefusal::NeedsDiffer { expected: 1, found: 2 });
    let among = Among::all(&needs);
    assert_eq!(Overlaps::of(&served, &fewer, &gaps, &among).unwrap_err(), differ);
    assert_eq!(Overlaps::of(&served, &fewer, &gaps[..1], &among).unwrap_err(), differ);
    for gap in [None, gaps[1].map(|gap| Gap { expected: f64::NAN, ..gap })] {
        let gaps = [gaps[0], gap];
        let unknown = Refusal::Overlap(OverlapRefusal::GapUnknown { need: 1 });
        assert_eq!(Overlaps::of(&served, &needs, &gaps, &among).unwrap_err(), unknown);
        assert_eq!(Fragmentation::of(&served, &needs, &gaps, &among).unwrap_err(), unknown);
        assert_eq!(unknown.code(), "coverage/gap-unknown");
    }
}

#[test]
fn nothing_is_no_overlap() {
    let overlaps = Picture::of(&world(&[], &[])).overlaps();
    assert_eq!(overlaps.needs().count() + overlaps.pairs().len(), 0);
    assert!(overlaps.most_redundant_pairs(3).is_empty());
}

/// More organisations than a world has, so that pairs are many.
fn crowds() -> impl Strategy<Value = World> {
    let service = (0_u32..40, 0_u32..6, proptest::option::weighted(0.9, 0.0_f32..60.0));
    let draws = proptest::collection::vec(0.0_f32..400.0, 12);
    (proptest::collection::vec(service, 0..150), proptest::collection::vec(draws, 6)).prop_map(
        |(services, draws)| {
            let draws: Vec<&[f32]> = draws.iter().map(Vec::as_slice).collect();
            world(&draws, &services)
        },
    )
}

fn any_world() -> impl Strategy<Value = World> {
    prop_oneof![worlds(), crowds()]
}

/// The same with capacities that are not so small that their last digits, which are kept to some
/// ten-millionth of a person, decide about an index.
fn steady(mut world: World) -> World {
    for row in &mut world.rows {
        row.capacity = row.capacity.map(|capacity| capacity.max(1.0));
        row.half_life_days = row.half_life_days.max(60.0);
    }
    world
}

/// `R` by its definition, from sorted draws.
fn redundant(picture: &Picture, need: u32) -> f64 {
    let draws: &Draws = &picture.needs.atoms()[need as usize].draws;
    (picture.served.supply(need) - draws.interval(0.90).high).max(0.0)
}

proptest! {
    #[test]
    fn pairs_are_what_brute_force_finds(world in any_world()) {
        let picture = Picture::of(&world);
        let overlaps = picture.overlaps();
        let organisations = picture.served.organisations();
        let mut pairs = overlaps.pairs().iter();
        for (at, first) in organisations.iter().enumerate() {
            for second in &organisations[at + 1..] {
                let (a, b) = (picture.amounts(*first), picture.amounts(*second));
                let (mut smaller, mut larger, mut shared, mut part) = (0.0, 0.0, 0, 0.0);
                for (need, (a, b)) in (0..).zip(a.iter().zip(&b)) {
                    shared += u32::from(a.is_some() && b.is_some());
                    let (a, b) = (a.unwrap_or(0.0), b.unwrap_or(0.0));
                    smaller += a.min(b);
                    larger += a.max(b);
                    let supply = picture.served.supply(need);
                    if supply > 0.0 {
                        part += 2.0 * redundant(&picture, need) * (a / supply) * (b / supply);
                    }
                }
                if shared == 0 {
                    continue;
                }
                let pair = pairs.next().unwrap();
                prop_assert_eq!((pair.first, pair.second, pair.needs), (*first, *second, shared));
                prop_assert!((pair.redundant - part).abs() < 1e-3, "{} {part}", pair.redundant);
                prop_assert_eq!(pair.jaccard().is_some(), larger > 0.0);
                if larger > 0.0 {
                    prop_assert!((pair.jaccard().unwrap() - smaller / larger).abs() < 1e-9);
                }
                let told = overlaps.shared_needs(*first, *second);
                prop_assert_eq!(told.len(), shared as usize);
                let of = |part: fn(&SharedNeed) -> f64| told.iter().map(part).sum::<f64>();
                prop_assert!(near(of(|need| need.shared), pair.shared));
                prop_assert!((of(|need| need.redundant) - pair.redundant).abs() < 1e-9);
            }
        }
        prop_assert!(pairs.next().is_none());
    }

    #[test]
    fn what_is_redundant_is_given_out_whole_and_once(world in any_world()) {
        let overlaps = Picture::of(&world).overlaps();
        let all: f64 = overlaps.needs().map(|need| need.redundant).sum();
        let pairs: f64 = overlaps.pairs().iter().map(|pair| pair.redundant).sum();
        let alone: f64 = overlaps.organisations().iter().map(|theirs| theirs.alone).sum();
        let shares: f64 = overlaps.organisations().iter().map(|theirs| theirs.redundant).sum();
        prop_assert!(near(pairs + alone, all), "{pairs} {alone} {all}");
        prop_assert!(near(shares, all), "{shares} {all}");
        // An organisation's share is its own part and half of its pairs.
        for theirs in overlaps.organisations() {
            let of_it = |pair: &&PairOverlap| {
                [pair.first, pair.second].contains(&theirs.organisation)
            };
            let pairs = overlaps.pairs().iter().filter(of_it);
            let half: f64 = pairs.map(|pair| pair.redundant / 2.0).sum();
            prop_assert!(near(theirs.alone + half, theirs.redundant));
        }
        for pair in overlaps.pairs() {
            prop_assert!(pair.redundant <= 2.0 * pair.shared * (1.0 + 1e-6) + 1e-9);
            prop_assert!(pair.reserve <= pair.redundant && pair.useful <= pair.shared);
        }
    }

    #[test]
    fn the_first_few_are_those_of_the_whole_order(world in any_world(), most in 0_usize..8) {
        let overlaps = Picture::of(&world).overlaps();
        let all = overlaps.most_redundant_pairs(usize::MAX);
        prop_assert_eq!(all.len(), overlaps.pairs().len());
        for pair in all.windows(2) {
            let key = |pair: &PairOverlap| (pair.redundant, pair.jaccard().unwrap_or(0.0));
            prop_assert!(key(&pair[0]) >= key(&pair[1]));
        }
        prop_assert_eq!(overlaps.most_redundant_pairs(most), &all[..most.min(all.len())]);
    }

    #[test]
    fn concentration_is_what_its_definition_says(world in any_world()) {
        let picture = Picture::of(&world);
        let fragmentation = picture.fragmentation();
        for told in &fragmentation.needs {
            let services = picture.served.of_need(told.need);
            let amounts: Vec<f64> = services.iter().map(|service| service.amount).collect();
            check(told.index, &amounts)?;
            prop_assert_eq!(told.organisations as usize, amounts.len());
        }
        for told in &fragmentation.organisations {
            let amounts: Vec<f64> =
                picture.amounts(told.organisation).into_iter().flatten().collect();
            check(told.index, &amounts)?;
            prop_assert_eq!(told.needs as usize, amounts.len());
        }
    }

    #[test]
    fn two_halves_another_order_other_numbers_and_another_unit_change_no_index(
        world in any_world().prop_map(steady), at in any::<prop::sample::Index>(),
    ) {
        let mut other = world.clone();
        if !other.rows.is_empty() {
            let row = at.index(other.rows.len());
            let half = other.rows[row].capacity.map(|capacity| capacity / 2.0);
            other.rows[row].capacity = half;
            let twin = other.rows[row].clone();
            other.rows.push(twin);
        }
        other.rows.reverse();
        for row in &mut other.rows {
            row.organisation = 1000 - row.organisation;
            row.capacity = row.capacity.map(|capacity| capacity * 4.0);
        }
        for atom in &mut other.atoms {
            atom.draws = atom.draws.times(4.0);
        }
        let (before, after) = (Picture::of(&world), Picture::of(&other));
        let (overlaps, others) = (before.overlaps(), after.overlaps());
        prop_assert_eq!(overlaps.pairs().len(), others.pairs().len());
        for pair in overlaps.pairs() {
            let numbers = (1000 - pair.second, 1000 - pair.first);
            let found = others.pairs().iter().find(|pair| (pair.first, pair.second) == numbers);
            let found = found.unwrap();
            let (one, other) = (pair.jaccard().unwrap_or(2.0), found.jaccard().unwrap_or(2.0));
            prop_assert!((one - other).abs() < 1e-5, "{one} {other}");
            // Draws are kept as `f32`, so `R` is sure to that precision.
            let precision = 1e-4 * pair.united.max(1.0);
            prop_assert!((pair.redundant - found.redundant / 4.0).abs() < precision);
        }
        for (one, other) in before.fragmentation().needs.iter().zip(after.fragmentation().needs) {
            prop_assert_eq!((one.need, one.index.is_ok()), (other.need, other.index.is_ok()));
            if let (Ok(one), Ok(other)) = (one.index, other.index) {
                prop_assert!((one.hhi - other.hhi).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn rows_in_another_order_give_the_same_bytes(world in any_world()) {
        let told = |world: &World| {
            let picture = Picture::of(world);
            format!("{:?} {:?}", picture.overlaps().pairs(), picture.fragmentation())
        };
        let mut other = world.clone();
        other.rows.reverse();
        prop_assert_eq!(told(&world), told(&other));
    }
}

fn check(index: Result<Concentration, NoIndex>, amounts: &[f64]) -> Result<(), TestCaseError> {
    let known: Vec<f64> = amounts.iter().copied().filter(|amount| *amount > 0.0).collect();
    let total: f64 = known.iter().sum();
    match index {
        Ok(index) => {
            prop_assert!(known.len() >= 3);
            // The probability that two units drawn at random come from different ones.
            let mut different = 0.0;
            for (at, one) in known.iter().enumerate() {
                for (other_at, other) in known.iter().enumerate() {
                    if at != other_at {
                        different += one / total * other / total;
                    }
                }
            }
            prop_assert!((index.fragmentation - different).abs() < 1e-9);
            prop_assert!(near(index.hhi * index.effective_number, 1.0));
            prop_assert!(index.effective_number <= known.len() as f64 * (1.0 + 1e-9));
        }
        Err(NoIndex::NoSupply) => prop_assert!(known.is_empty()),
        Err(NoIndex::TooFew { shares }) => {
            prop_assert_eq!(shares as usize, known.len());
            prop_assert!((1..3).contains(&known.len()));
        }
    }
    Ok(())
}
