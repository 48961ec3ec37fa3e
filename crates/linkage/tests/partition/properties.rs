//! What holds of every partition: against exact enumeration, under renumbering, for decisions of
//! people, for lists that join, and for input of every kind.

use std::ops::ControlFlow;

use crate::planted::{Plan, copied, scattered};
use concert_linkage::capture::captures;
use concert_linkage::partition::{
    Decisions, Lists, Lost, NotPartitioned, Partition, PartitionSettings, Posterior, Suspicion,
    SuspicionLimits, calibrated, partition, partition_again,
};
use concert_linkage::{Interrupted, ScoredPair};
use proptest::prelude::*;

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn pair(first: u32, second: u32, log_odds: f32) -> ScoredPair {
    ScoredPair { first, second, log_odds }
}

fn settings() -> PartitionSettings {
    PartitionSettings { prior: -7.0, ..PartitionSettings::default() }
}

fn drawn(lists: &Lists, pairs: &[ScoredPair], settings: &PartitionSettings) -> Posterior {
    decided(lists, pairs, &Decisions::default(), settings).unwrap()
}

fn decided(
    lists: &Lists,
    pairs: &[ScoredPair],
    decisions: &Decisions,
    settings: &PartitionSettings,
) -> Result<Posterior, NotPartitioned> {
    partition(lists, pairs, decisions, settings, &mut go_on).unwrap()
}

fn dirty(records: u32) -> Lists {
    Lists::new(&[records], &[false]).unwrap()
}

/// Graphs of six records in two lists, some of them with strong contradictions.
fn small_graphs() -> impl Strategy<Value = (Vec<ScoredPair>, bool)> {
    let odds = prop::option::weighted(0.75, -6.0f32..6.0);
    (prop::collection::vec(odds, 15), any::<bool>()).prop_map(|(odds, clean)| {
        let all = (0..6u32).flat_map(|a| (a + 1..6).map(move |b| (a, b)));
        let scored = all.zip(odds).filter_map(|((a, b), w)| w.map(|w| pair(a, b, w)));
        (scored.collect(), clean)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_walk_visits_partitions_as_often_as_enumeration_says(
        (pairs, clean) in small_graphs(),
        doubt in prop_oneof![Just(0.0), 0.2..1.5],
    ) {
        let lists = Lists::new(&[3, 3], &[clean, clean]).unwrap();
        let settings = PartitionSettings { draws: 8000, thinning: 4, doubt, ..settings() };
        let exact = drawn(&lists, &pairs, &PartitionSettings { enumerated: 10, ..settings });
        let walked = drawn(&lists, &pairs, &PartitionSettings { enumerated: 2, ..settings });
        let count = |posterior: &Posterior| {
            let mut times = std::collections::HashMap::new();
            for draw in 0..posterior.draws() {
                let draw = posterior.draw(draw);
                let labels: Vec<u32> = (0..6).map(|record| draw.person(record)).collect();
                *times.entry(labels).or_insert(0.0) += 1.0 / posterior.draws() as f64;
            }
            times
        };
        let (exact, walked) = (count(&exact), count(&walked));
        let kinds: std::collections::HashSet<_> = exact.keys().chain(walked.keys()).collect();
        let of = |times: &std::collections::HashMap<Vec<u32>, f64>, kind: &Vec<u32>| {
            times.get(kind).copied().unwrap_or(0.0)
        };
        let apart = kinds.iter().map(|kind| (of(&exact, kind) - of(&walked, kind)).abs());
        let distance = apart.sum::<f64>() / 2.0;
        // The expected distance of 8,000 independent draws over 50 equal kinds is 0.03.
        prop_assert!(distance < 0.06, "{distance}");
    }

    #[test]
    fn renumbering_records_renumbers_the_answer(
        (pairs, _) in small_graphs(),
        order in Just((0..6u32).collect::<Vec<_>>()).prop_shuffle(),
        shuffled in any::<prop::sample::Index>(),
    ) {
        let here = drawn(&dirty(6), &pairs, &settings());
        let mut moved: Vec<ScoredPair> = pairs
            .iter()
            .map(|p| {
                let (a, b) = (order[p.first as usize], order[p.second as usize]);
                pair(a.min(b), a.max(b), p.log_odds)
            })
            .collect();
        if !moved.is_empty() {
            let by = shuffled.index(moved.len());
            moved.rotate_left(by);
        }
        let there = drawn(&dirty(6), &moved, &settings());
        for p in &pairs {
            let (a, b) = (order[p.first as usize], order[p.second as usize]);
            let difference = here.probability(p.first, p.second) - there.probability(a, b);
            prop_assert!(difference.abs() < 1e-5);
        }
        // The order of pairs alone changes nothing at all.
        let mut turned = pairs.clone();
        turned.reverse();
        prop_assert_eq!(here, drawn(&dirty(6), &turned, &settings()));
    }

    #[test]
    fn no_partition_breaks_a_clean_list_or_a_decision(
        (pairs, _) in small_graphs(),
        apart in prop::collection::vec((0u32..6, 0u32..6), 0..3),
        enumerated in prop::sample::select(vec![2usize, 6]),
    ) {
        let apart: Vec<_> = apart.into_iter().filter(|x| x.0 != x.1).collect();
        let decisions = Decisions { one_person: vec![], two_people: apart.clone() };
        let lists = Lists::new(&[2, 4], &[true, false]).unwrap();
        let posterior =
            decided(&lists, &pairs, &decisions, &PartitionSettings { enumerated, ..settings() }).unwrap();
        let each = (0..posterior.draws()).map(|draw| posterior.draw(draw));
        for found in each.chain([posterior.point().clone()]) {
            prop_assert_ne!(found.person(0), found.person(1));
            for &(a, b) in &apart {
                prop_assert_ne!(found.person(a), found.person(b));
            }
        }
    }
}

#[test]
fn two_records_are_one_person_as_often_as_their_score_says() {
    let posterior = drawn(&dirty(2), &[pair(0, 1, 0.8)], &settings());
    let expected = 1.0 / (1.0 + (-0.8f32).exp());
    assert!((posterior.probability(0, 1) - expected).abs() < 1e-6);
    let together = (0..100).filter(|&draw| posterior.draw(draw).people() == 1).count();
    assert!(together.abs_diff((expected * 100.0) as usize) <= 1, "{together}");
    assert_eq!(posterior.point().people(), 1);
}

#[test]
fn a_chain_with_a_strong_no_between_its_ends_is_not_one_person() {
    let pairs = [pair(0, 1, 5.0), pair(0, 2, -20.0), pair(1, 2, 5.0)];
    let posterior = drawn(&dirty(3), &pairs, &settings());
    assert!(posterior.probability(0, 2) < 0.02, "{}", posterior.probability(0, 2));
    assert_eq!(posterior.point().people(), 2);
    let torn = posterior.suspicions(&dirty(3), &pairs, &SuspicionLimits::default());
    assert!(torn.iter().any(|x| matches!(x, Suspicion::Torn { record: 1, .. })), "{torn:?}");
}

#[test]
fn identical_records_are_one_person_however_many_they_are() {
    let records = 400;
    let all = (0..records).flat_map(|a| (a + 1..records).map(move |b| pair(a, b, 9.0)));
    let pairs: Vec<ScoredPair> = all.collect();
    let posterior = drawn(&dirty(records), &pairs, &settings());
    assert_eq!(posterior.point().people(), 1);
    assert_eq!(posterior.quality(0.95).people.mean, 1.0);
    let found = posterior.suspicions(&dirty(records), &pairs, &SuspicionLimits::default());
    assert!(found.iter().any(|x| matches!(x, Suspicion::LargeCluster { records: 400, .. })));
    assert!(found.iter().any(|x| matches!(x, Suspicion::MatchesItself { list: 0, .. })));
}

#[test]
fn the_same_file_twice_is_noticed() {
    let lists = Lists::new(&[50, 50, 500], &[true; 3]).unwrap();
    let pairs: Vec<ScoredPair> = (0..50).map(|i| pair(i, 50 + i, 12.0)).collect();
    let posterior = drawn(&lists, &pairs, &settings());
    assert_eq!(posterior.point().people(), 550);
    let found = posterior.suspicions(&lists, &pairs, &SuspicionLimits::default());
    let same = |x: &&Suspicion| matches!(x, Suspicion::SameFile { .. });
    assert_eq!(found.iter().filter(same).count(), 2, "{found:?}");
}

#[test]
fn a_cluster_that_hangs_on_one_weak_pair_is_shown() {
    let mut pairs = vec![pair(0, 1, 9.0), pair(2, 3, 9.0), pair(1, 2, 2.5)];
    pairs.extend([pair(0, 2, -0.5), pair(0, 3, -0.5), pair(1, 3, -0.5)]);
    let posterior = drawn(&dirty(4), &pairs, &PartitionSettings { joining: 1.0, ..settings() });
    let found = posterior.suspicions(
        &dirty(4),
        &pairs,
        &SuspicionLimits { bridge: 1.1, ..SuspicionLimits::default() },
    );
    let bridge = |x: &Suspicion| matches!(x, Suspicion::WeakBridge { first: 1, second: 2, .. });
    assert_eq!(found.iter().any(bridge), posterior.point().people() == 1, "{found:?}");
}

#[test]
fn nothing_gives_nobody_and_lists_without_pairs_give_everybody() {
    let none = Lists::new(&[], &[]).unwrap();
    let posterior = drawn(&none, &[], &settings());
    assert_eq!((posterior.len(), posterior.point().people()), (0, 0));
    assert_eq!(posterior.quality(0.95).precision.mean, 1.0);
    let some = Lists::new(&[3, 0, 4], &[true, true, false]).unwrap();
    let posterior = drawn(&some, &[], &settings());
    assert_eq!(posterior.quality(0.95).people.interval, [7.0, 7.0]);
    assert_eq!(posterior.quality(0.95).sizes, [7.0]);
}

#[test]
fn a_list_a_thousand_times_longer_than_the_other_is_linked() {
    let lists = Lists::new(&[40, 40_000], &[true, true]).unwrap();
    let pairs: Vec<ScoredPair> =
        (0..30).flat_map(|i| [pair(i, 40 + i, 4.0), pair(i, 9_000 + i, -2.0)]).collect();
    let settings =
        calibrated(&lists, &pairs, &Decisions::default(), &settings(), &mut go_on).unwrap();
    let posterior = drawn(&lists, &pairs, &settings.unwrap());
    let quality = posterior.quality(0.95);
    assert_eq!(posterior.point().people(), 40_040 - 30);
    // Rivals of one clean list do not add up to more than one link.
    assert!((40_010.0..40_012.0).contains(&quality.people.mean), "{:?}", quality.people);
    assert!(posterior.probability(0, 9_000) > 1e-4);
}

#[test]
fn one_giant_component_is_walked_over() {
    // A ring in which each record matches the next one well and the next but one badly.
    let records = 3_000u32;
    let ring = (0..records).flat_map(|a| {
        let to = |by: u32, w: f32| {
            let b = (a + by) % records;
            pair(a.min(b), a.max(b), w)
        };
        [to(1, if a % 3 == 2 { -1.0 } else { 6.0 }), to(2, if a % 3 == 0 { 5.0 } else { -5.0 })]
    });
    let pairs: Vec<ScoredPair> = ring.collect();
    let posterior = drawn(&dirty(records), &pairs, &PartitionSettings { draws: 20, ..settings() });
    assert_eq!(posterior.point().people(), 1_000);
}

#[test]
fn what_cannot_be_partitioned_is_refused_with_its_reason() {
    let code = |pairs: &[ScoredPair], decisions: &Decisions, settings: &PartitionSettings| {
        decided(&dirty(3), pairs, decisions, settings).map_or_else(|why| why.code(), |_| "drawn")
    };
    let none = Decisions::default();
    assert_eq!(code(&[pair(1, 1, 0.0)], &none, &settings()), "linkage/not-a-scored-pair");
    assert_eq!(code(&[pair(0, 1, f32::NAN)], &none, &settings()), "linkage/not-a-scored-pair");
    assert_eq!(code(&[pair(0, 3, 1.0)], &none, &settings()), "linkage/no-such-record");
    let strange = Decisions { one_person: vec![(0, 9)], two_people: vec![] };
    assert_eq!(code(&[], &strange, &settings()), "linkage/no-such-record");
    let both = Decisions { one_person: vec![(0, 1)], two_people: vec![(1, 0)] };
    assert_eq!(code(&[], &both, &settings()), "linkage/decisions-contradict");
    let settings = PartitionSettings { draws: 0, ..settings() };
    assert_eq!(code(&[], &none, &settings), "linkage/partition-setting");
    assert_eq!(Lists::new(&[1], &[]).unwrap_err().code(), "linkage/clean-for-other-lists");
    assert_eq!(Lists::new(&[1; 65], &[true; 65]).unwrap_err().code(), "linkage/too-many-lists");
    let huge = Lists::new(&[u32::MAX, 2], &[true; 2]).unwrap_err();
    assert_eq!(huge.code(), "linkage/too-many-records");
}

#[test]
fn what_people_decide_holds_against_every_score() {
    let pairs = [pair(0, 1, 15.0), pair(1, 2, 15.0), pair(0, 2, 15.0), pair(2, 3, -4.0)];
    let decisions = Decisions { one_person: vec![(4, 2)], two_people: vec![(1, 0)] };
    let posterior = decided(&dirty(5), &pairs, &decisions, &settings()).unwrap();
    assert_eq!(posterior.probability(0, 1), 0.0);
    assert_eq!(posterior.probability(2, 4), 1.0);
    assert_ne!(posterior.point().person(0), posterior.point().person(1));
    assert_eq!(posterior.point().person(2), posterior.point().person(4));
    // Undone, everything is as it was.
    let undone = decided(&dirty(5), &pairs, &Decisions::default(), &settings()).unwrap();
    assert!(undone.probability(0, 1) > 0.99);
}

#[test]
fn a_list_that_matches_nobody_changes_nothing() {
    let plan = Plan { people: 150, lists: 3, reach: 0.5, again: 0.2, seed: 3 };
    let world = copied(&plan, &[60, 200, 60, 31], 0.06, 0.1);
    let settings = PartitionSettings { prior: world.prior as f32, draws: 30, ..settings() };
    let before = drawn(&world.lists, &world.pairs, &settings);
    let sizes: Vec<u32> = (0..3).map(|list| world.lists.size(list)).chain([25]).collect();
    let more = Lists::new(&sizes, &[false, false, false, true]).unwrap();
    let none = Decisions::default();
    let after = partition_again(&before, &more, &world.pairs, &none, &settings, &mut go_on)
        .unwrap()
        .unwrap();
    for draw in 0..30 {
        let (old, new) = (before.draw(draw), after.draw(draw));
        assert!((0..before.len() as u32).all(|record| old.person(record) == new.person(record)));
        assert_eq!(new.people(), old.people() + 25);
    }
    assert_eq!(before.in_doubt(), after.in_doubt());
    // Reusing what was drawn is the same as drawing it anew.
    assert_eq!(after, drawn(&more, &world.pairs, &settings));
}

#[test]
fn a_list_that_joins_leaves_what_it_does_not_touch_and_moves_the_rest_little() {
    let plan = Plan { people: 200, lists: 4, reach: 0.5, again: 0.0, seed: 5 };
    let world = scattered(&plan, 4, 0.04);
    let old: u32 = (0..3).map(|list| world.lists.size(list)).sum();
    let sizes: Vec<u32> = (0..3).map(|list| world.lists.size(list)).collect();
    let lists = Lists::new(&sizes, &[true; 3]).unwrap();
    let pairs: Vec<ScoredPair> = world.pairs.iter().copied().filter(|p| p.second < old).collect();
    let settings = PartitionSettings { prior: world.prior as f32, ..settings() };
    let before = drawn(&lists, &pairs, &settings);
    let none = Decisions::default();
    let after = partition_again(&before, &world.lists, &world.pairs, &none, &settings, &mut go_on)
        .unwrap()
        .unwrap();
    let moved = pairs.iter().map(|p| {
        let (a, b) = (p.first, p.second);
        f64::from(before.probability(a, b) - after.probability(a, b)).abs()
    });
    let mean = moved.sum::<f64>() / pairs.len() as f64;
    assert!(mean < 0.1, "{mean}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let plan = Plan { people: 120, lists: 3, reach: 0.5, again: 0.3, seed: 9 };
    let world = copied(&plan, &[60, 100, 31], 0.06, 0.1);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let none = Decisions::default();
            let found = calibrated(&world.lists, &world.pairs, &none, &settings(), &mut go_on)
                .unwrap()
                .unwrap();
            drawn(&world.lists, &world.pairs, &found)
        })
    };
    assert_eq!(with(1), with(3));
}

#[test]
fn a_caller_who_has_heard_enough_ends_it() {
    let mut stop = |_, _| ControlFlow::Break(());
    let none = Decisions::default();
    let ended = partition(&dirty(2), &[pair(0, 1, 1.0)], &none, &settings(), &mut stop);
    assert_eq!(ended.map(|_| ()), Err(Interrupted));
}

#[test]
fn nothing_of_who_is_who_is_printed() {
    let posterior = drawn(&dirty(3), &[pair(0, 1, 1.0)], &settings());
    assert_eq!(
        format!("{posterior:?}"),
        "100 draws of who is who among 3 records, 1 places in doubt"
    );
    assert_eq!(format!("{:?}", Partition::of([1, 1])), "a partition of 2 records");
}

#[test]
fn what_all_scores_may_be_wrong_by_shows_in_the_number_of_links_as_their_single_doubts_do_not() {
    // 1,000 pairs, each of which is one person or not.
    let pairs: Vec<ScoredPair> = (0..1_000).map(|a| pair(2 * a, 2 * a + 1, 0.0)).collect();
    let deviation = |doubt: f64| {
        let settings = PartitionSettings { doubt, ..settings() };
        let posterior = drawn(&dirty(2_000), &pairs, &settings);
        let links: Vec<f64> =
            (0..100).map(|draw| 2_000.0 - posterior.draw(draw).people() as f64).collect();
        let mean = links.iter().sum::<f64>() / 100.0;
        assert!((mean - 500.0).abs() < 10.0, "{mean}");
        (links.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 100.0).sqrt()
    };
    // Of chance the root of 250; of log odds that are wrong by a half a quarter of that, of 1,000 pairs.
    assert!((13.0..19.0).contains(&deviation(0.0)), "{}", deviation(0.0));
    assert!((100.0..150.0).contains(&deviation(0.5)), "{}", deviation(0.5));
}

#[test]
fn people_whose_records_were_never_compared_are_counted_as_one() {
    // Of 1,000 people on two lists of 2,000 and 1,500 nine in ten were found, without a doubt.
    let lists = Lists::new(&[2_000, 1_500], &[true, true]).unwrap();
    let pairs: Vec<ScoredPair> = (0..900).map(|a| pair(a, 2_000 + a, 20.0)).collect();
    let lost = Lost { share: 0.1, error: 0.02 };
    let posterior = drawn(&lists, &pairs, &PartitionSettings { lost, ..settings() });
    let counted = captures(&posterior, &lists, &[0; 3_500], &[]).unwrap();
    assert_eq!(counted.point.on_several_lists(), 900, "nobody knows who the others are");
    let both: Vec<f64> = counted.draws.iter().map(|draw| draw.on_several_lists() as f64).collect();
    let mean = both.iter().sum::<f64>() / both.len() as f64;
    let deviation =
        (both.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / both.len() as f64).sqrt();
    // The doubt of the share, 900 * 0.02 / 0.9^2, and that of chance, the root of 100.
    assert!(
        (mean - 1_000.0).abs() < 8.0 && (18.0..31.0).contains(&deviation),
        "{mean} {deviation}"
    );
    assert!(counted.draws.iter().all(|draw| draw.people() + draw.on_several_lists() == 3_500));

    let quality = posterior.quality(0.95);
    assert!((quality.true_links.mean - 1_000.0).abs() < 8.0, "{quality:?}");
    assert!((quality.people.mean - 2_500.0).abs() < 8.0, "{quality:?}");
    assert!(quality.recall.interval[0] < 0.87 && quality.recall.interval[1] > 0.93, "{quality:?}");
}
