//! Who works side by side without a tie, and what of it chance explains.

use crate::invented::{DAY, initiative, need, supply};
use concert_coverage::{
    AgainstChance, Allocation, AllocationRule, Among, Copresence, Gap, Needs, PlaceTree, Refusal,
    SameMargins, Served, Ties, TiesRefusal, gaps,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

struct Picture {
    needs: Needs,
    served: Served,
    gaps: Vec<Option<Gap>>,
}

/// One place for each need, of which the need at position `c` is `10 + c`, and in it one unit from
/// every organisation that is present.
fn picture(present: &[&[u32]]) -> Picture {
    let tree = PlaceTree::new(&vec![None; present.len()]).unwrap();
    let atoms = (0..present.len() as u32).map(|place| need(place, &[10.0 + place as f32; 5]));
    let needs = Needs::new(&tree, atoms.collect()).unwrap();
    let at = |(place, present): (u32, &&[u32])| {
        let row = |organisation: &u32| initiative(*organisation, &[place], 1.0);
        present.iter().map(row).collect::<Vec<_>>()
    };
    let supply = supply(&(0..).zip(present).flat_map(at).collect::<Vec<_>>());
    let rule = AllocationRule::ByNeed;
    let served = Served::on(DAY, &tree, &supply, &needs, rule).unwrap();
    let allocation = Allocation::on(DAY, &tree, &supply, &needs, rule).unwrap();
    let gaps = gaps(&needs, &allocation, 0.9).unwrap();
    Picture { needs, served, gaps }
}

fn copresence(picture: &Picture, ties: &[(u32, u32)]) -> Copresence {
    let Picture { needs, served, gaps } = picture;
    let ties = Ties::new(&[], ties).unwrap();
    Copresence::of(served, needs, gaps, &Among::all(needs), &ties).unwrap()
}

fn against(picture: &Picture, ties: &[(u32, u32)], tables: u32, seed: u64) -> SameMargins {
    let Picture { needs, served, .. } = picture;
    let ties = Ties::new(&[], ties).unwrap();
    SameMargins::of(served, needs, &Among::all(needs), &ties, tables, seed).unwrap()
}

#[test]
fn needs_and_pairs_without_a_tie_are_listed_by_gap() {
    // 1 and 2 share the partner 9, who serves nothing; 3 and 4 are tied; 5 knows nobody.
    let ties = [(1, 9), (9, 2), (3, 4), (4, 3), (77, 78)];
    let told = copresence(&picture(&[&[1, 2], &[1, 5], &[3, 4, 5], &[2, 3, 5], &[1]]), &ties);
    assert_eq!((told.co_present_needs, told.co_present_pairs), (4, 7));
    // Needs are 10, 11, 12, 13 and 14, of which each organisation present takes one.
    let needs: Vec<_> = told
        .needs
        .iter()
        .map(|told| (told.need, told.organisations.clone(), told.expected_gap))
        .collect();
    assert_eq!(needs, [(3, vec![2, 3, 5], 10.0), (1, vec![1, 5], 9.0)]);
    let pairs: Vec<_> = told
        .pairs
        .iter()
        .map(|pair| (pair.first, pair.second, pair.needs, pair.expected_gap))
        .collect();
    // 3 and 5 meet at the third need too, where 3 and 4 are tied.
    let expected =
        [(3, 5, 2, 19.0), (2, 3, 1, 10.0), (2, 5, 1, 10.0), (1, 5, 1, 9.0), (4, 5, 1, 9.0)];
    assert_eq!(pairs, expected);
    assert!((told.uncoordinated_share().unwrap() - 0.5).abs() < 1e-12);
    assert_eq!(copresence(&picture(&[&[1], &[2]]), &ties).uncoordinated_share(), None);
}

#[test]
fn without_random_tables_there_is_no_comparison() {
    let Picture { needs, served, .. } = picture(&[&[1, 2]]);
    let ties = Ties::new(&[], &[]).unwrap();
    for tables in [0, 100_001] {
        let refused = SameMargins::of(&served, &needs, &Among::all(&needs), &ties, tables, 1);
        assert_eq!(
            refused.unwrap_err(),
            Refusal::Ties(TiesRefusal::RandomTables { tables, most: 100_000 })
        );
    }
}

#[test]
fn a_large_table_has_fewer_random_ones() {
    // 200 organisations at each of 100 needs: 20 x 20,000 presences are dealt and 100 x 19,900
    // meetings counted for each, and 2^35 / 2,390,000 is 14,376.
    let all: Vec<u32> = (0..200).collect();
    let Picture { needs, served, .. } = picture(&vec![&all[..]; 100]);
    let ties = Ties::new(&[], &[]).unwrap();
    let refused = SameMargins::of(&served, &needs, &Among::all(&needs), &ties, 14_377, 1);
    let most = 14_376;
    assert_eq!(
        refused.unwrap_err(),
        Refusal::Ties(TiesRefusal::RandomTables { tables: 14_377, most })
    );
}

#[test]
fn margins_that_leave_no_freedom_have_no_z() {
    let full = against(&picture(&[&[1, 2, 3], &[1, 2, 3]]), &[(1, 2)], 50, 4);
    for figure in [full.mean_jaccard.unwrap(), full.co_present_pairs, full.uncoordinated_needs] {
        assert_eq!((figure.z(), figure.share_as_extreme()), (None, 1.0), "{figure:?}");
    }
    assert_eq!(against(&picture(&[&[1]]), &[], 5, 4).mean_jaccard, None);
    assert_eq!(against(&picture(&[&[]]), &[], 5, 4).organisations, 0);
}

#[test]
fn the_mean_over_random_tables_is_that_over_all_tables_with_the_margins() {
    // Organisation 1 at two needs, 2 and 3 at one each; needs with 2, 1 and 1. Of the tables with
    // these margins, 1 has two of three needs. Where 1 has the first and another one, one of 2 and
    // 3 has the first and the other the third that is left: 2 x 2 = 4 tables, in which 1 meets one
    // of them, J = 1 / 2, and no other pair meets. Where 1 has the second and the third, 2 and 3
    // both have the first: one table, J = 1. So over 5 tables the mean number of pairs is 1 and
    // that of the mean J over three pairs (4 x 1/2 + 1) / 5 / 3 = 0.2.
    let told = against(&picture(&[&[1, 2], &[1], &[3]]), &[], 4000, 8);
    let jaccard = told.mean_jaccard.unwrap();
    assert!((jaccard.observed - 1.0 / 6.0).abs() < 1e-12);
    // The deviation of J is 0.4 x 1/2 / 3 = 1/15, of its mean over 4,000 tables 0.001.
    assert!((jaccard.mean - 0.2).abs() < 0.005, "{jaccard:?}");
    assert!((jaccard.standard_deviation - 1.0 / 15.0).abs() < 0.003, "{jaccard:?}");
    assert_eq!((told.co_present_pairs.mean, told.co_present_pairs.z()), (1.0, None));
    // With 2 and 3 tied the need where they meet is coordinated: a fifth of the tables.
    let tied = against(&picture(&[&[1, 2], &[1], &[3]]), &[(2, 3)], 4000, 8);
    assert!((tied.uncoordinated_needs.mean - 0.8).abs() < 0.03);
}

#[test]
fn organisations_of_one_mandate_stand_out_and_strangers_do_not() {
    // Two groups of ten, each at its own twelve needs, with one or two missing.
    let group = |need: u32| -> Vec<u32> {
        let first = if need < 12 { 0 } else { 10 };
        (first..first + 10).filter(|at| !(at * 7 + need).is_multiple_of(9)).collect()
    };
    // The same organisations scattered by a rule that has nothing to do with groups.
    let scattered = |need: u32| -> Vec<u32> {
        (0..20).filter(|at| (at * 37 + need * 61 + at * need * 11) % 43 < 20).collect()
    };
    let z = |at: &dyn Fn(u32) -> Vec<u32>| {
        let present: Vec<Vec<u32>> = (0..24).map(at).collect();
        let present: Vec<&[u32]> = present.iter().map(Vec::as_slice).collect();
        let told = against(&picture(&present), &[], 200, 1);
        (told.mean_jaccard.and_then(|figure| figure.z()).unwrap(), told.co_present_pairs)
    };
    let (grouped, pairs) = z(&group);
    assert!(grouped > 10.0, "{grouped}");
    assert!(pairs.z().is_none_or(|z| z < 0.0) && pairs.at_most == 0, "{pairs:?}");
    let (scattered, _) = z(&scattered);
    assert!(scattered.abs() < 4.0, "{scattered}");
}

#[test]
fn a_seed_gives_the_same_figures_and_another_seed_others() {
    let picture = picture(&[&[1, 2, 3], &[1, 4], &[2, 4, 5], &[3, 5], &[5], &[1, 5]]);
    let told = |seed| against(&picture, &[(1, 2)], 60, seed);
    assert_eq!(format!("{:?}", told(3)), format!("{:?}", told(3)));
    assert_ne!(told(3).mean_jaccard, told(4).mean_jaccard);
}

#[test]
fn chance_is_seldom_called_anything_else() {
    // Tables made by chance are as extreme as the most extreme tenth about once in ten: of 200,
    // more than 40 happen by chance once in a hundred thousand.
    let mut state = 12_u64;
    let mut toss = |share: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 100 < share
    };
    let mut extreme = 0;
    for seed in 0..200 {
        let present: Vec<Vec<u32>> =
            (0..12).map(|_| (0..8).filter(|_| toss(35)).collect()).collect();
        let present: Vec<&[u32]> = present.iter().map(Vec::as_slice).collect();
        let told = against(&picture(&present), &[], 99, seed).mean_jaccard;
        extreme += u32::from(told.is_some_and(|told| told.share_as_extreme() <= 0.1));
    }
    assert!((4..=40).contains(&extreme), "{extreme}");
}

fn figures(told: &SameMargins) -> [AgainstChance; 3] {
    [told.mean_jaccard.unwrap(), told.co_present_pairs, told.uncoordinated_needs]
}

proptest! {
    #[test]
    fn co_presence_is_what_brute_force_finds(
        present in proptest::collection::vec(proptest::collection::btree_set(0_u32..9, 0..6), 0..9),
        ties in proptest::collection::vec((0_u32..12, 1_u32..12), 0..12),
    ) {
        let ties: Vec<_> = ties.iter().map(|(one, step)| (*one, (one + step) % 12)).collect();
        let list = |set: &BTreeSet<u32>| set.iter().copied().collect();
        let lists: Vec<Vec<u32>> = present.iter().map(list).collect();
        let lists: Vec<&[u32]> = lists.iter().map(Vec::as_slice).collect();
        let picture = picture(&lists);
        let told = copresence(&picture, &ties);
        let is_tied = |a: u32, b: u32| ties.contains(&(a, b)) || ties.contains(&(b, a));
        let are_near =
            |a: u32, b: u32| is_tied(a, b) || (0..12).any(|via| is_tied(a, via) && is_tied(via, b));
        let gap = |need: usize| picture.gaps[need].unwrap().expected;
        let mut needs = BTreeSet::new();
        for (at, present) in present.iter().enumerate() {
            let is_near = |a: &u32| present.iter().any(|b| b != a && are_near(*a, *b));
            if present.len() >= 2 && !present.iter().any(is_near) {
                needs.insert(at as u32);
            }
        }
        prop_assert_eq!(&needs, &told.needs.iter().map(|told| told.need).collect());
        prop_assert!(told.needs.windows(2).all(|two| two[0].expected_gap >= two[1].expected_gap));
        let (mut pairs, mut all, mut jaccards, mut organisations) = (0, 0, 0.0, BTreeSet::new());
        for a in 0..9_u32 {
            let at = |a: u32| -> BTreeSet<usize> {
                (0..present.len()).filter(|need| present[*need].contains(&a)).collect()
            };
            if !at(a).is_empty() {
                organisations.insert(a);
            }
            for b in a + 1..9 {
                let (of_a, of_b) = (at(a), at(b));
                let shared: Vec<usize> = of_a.intersection(&of_b).copied().collect();
                if shared.is_empty() {
                    continue;
                }
                all += 1;
                jaccards += shared.len() as f64 / of_a.union(&of_b).count() as f64;
                let found = told.pairs.iter().find(|pair| (pair.first, pair.second) == (a, b));
                prop_assert_eq!(found.is_some(), !are_near(a, b));
                if let Some(found) = found {
                    pairs += 1;
                    prop_assert_eq!(found.needs as usize, shared.len());
                    let gaps: f64 = shared.iter().map(|need| gap(*need)).sum();
                    prop_assert!((found.expected_gap - gaps).abs() < 1e-9);
                }
            }
        }
        prop_assert_eq!((told.pairs.len(), told.co_present_pairs), (pairs, all));
        let n = organisations.len() as f64;
        if n >= 2.0 {
            let [jaccard, met, uncoordinated] = figures(&against(&picture, &ties, 1, 1));
            prop_assert!((jaccard.observed - jaccards / (n * (n - 1.0) / 2.0)).abs() < 1e-12);
            prop_assert!((met.observed - all as f64).abs() < 1e-12);
            prop_assert!((uncoordinated.observed - needs.len() as f64).abs() < 1e-12);
        }
    }
}
