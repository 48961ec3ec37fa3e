//! The engine against a slow oracle, and all paths against each other.

use std::ops::ControlFlow;

use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Rows around some centres, so that pairs of all similarities occur, and adversarial ones among them.
fn rows(count: usize, bits: usize, density: f64, seed: u64) -> Filters {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut filters = Filters::new(bits);
    let random = |rng: &mut ChaCha8Rng, density: f64| -> Vec<u64> {
        (0..bits / 64)
            .map(|_| (0..64).fold(0, |word, bit| word | u64::from(rng.random_bool(density)) << bit))
            .collect()
    };
    let mut centre = random(&mut rng, density);
    for row in 0..count {
        let words: Vec<u64> = match rng.random_range(0..12) {
            0 => vec![0; bits / 64],
            1 => vec![u64::MAX; bits / 64],
            2 => {
                let mut words = vec![0; bits / 64];
                words[row % (bits / 64)] = 1 << rng.random_range(0..64);
                words
            }
            // Whole windows of sixteen bits.
            3 => centre.iter().map(|word| word | 0xFFFF << 16).collect(),
            4 => random(&mut rng, density),
            5 => random(&mut rng, 0.9),
            6 => {
                centre = random(&mut rng, density);
                centre.clone()
            }
            _ => {
                let share = rng.random_range(0.0..0.4);
                let mask = random(&mut rng, share);
                let fresh = random(&mut rng, density);
                centre
                    .iter()
                    .zip(mask)
                    .zip(fresh)
                    .map(|((own, mask), new)| (own & !mask) | (new & mask))
                    .collect()
            }
        };
        filters.push(&words);
    }
    filters
}

fn slow(first: &Filters, second: &Filters, same: bool, threshold: Threshold) -> Vec<BitPair> {
    let mut found = Vec::new();
    for a in 0..first.len() {
        for b in if same { a + 1 } else { 0 }..second.len() {
            let common =
                first.row(a).iter().zip(second.row(b)).map(|(x, y)| (x & y).count_ones()).sum();
            if threshold.reached(first.ones(a), second.ones(b), common) {
                found.push(BitPair { first: a as u32, second: b as u32, common });
            }
        }
    }
    found
}

fn all(engine: AllPairs, first: &Filters, second: Option<&Filters>) -> Vec<BitPair> {
    let mut found = Vec::new();
    let sink = &mut |pairs: &[BitPair]| found.extend_from_slice(pairs);
    match second {
        Some(second) => engine.between(first, second, sink, &mut go_on),
        None => engine.within(first, sink, &mut go_on),
    }
    .unwrap();
    found
}

fn thresholds() -> impl Strategy<Value = Threshold> {
    prop_oneof![
        (0.05..=1.0).prop_map(Threshold::Dice),
        Just(Threshold::Dice(1.0)),
        Just(Threshold::Dice(0.8)),
        (0u32..700).prop_map(Threshold::Hamming),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn all_paths_find_what_comparing_one_by_one_finds(
        seed: u64,
        words in prop_oneof![Just(8usize), Just(16), Just(32), 1usize..20],
        counts in (0usize..300, 0usize..300),
        density in prop_oneof![Just(0.3), Just(0.5), 0.02..0.98],
        threshold in thresholds(),
        block in prop_oneof![Just(65_536usize), 1usize..150],
        handed in prop_oneof![Just(1usize << 18), 1usize..2_000],
    ) {
        let first = rows(counts.0, words * 64, density, seed);
        let second = rows(counts.1, words * 64, density, seed / 2);
        let between = slow(&first, &second, false, threshold);
        let within = slow(&first, &first, true, threshold);
        let mut orders = Vec::new();
        for path in Path::available() {
            let engine = AllPairs::new(threshold).in_blocks(block, handed).by(path).unwrap();
            for engine in [engine, engine.without_pruning()] {
                let mut found = [all(engine, &first, Some(&second)), all(engine, &first, None)];
                orders.push(found.clone());
                for found in &mut found {
                    found.sort_unstable();
                }
                prop_assert_eq!(&found[0], &between, "{} between", path);
                prop_assert_eq!(&found[1], &within, "{} within", path);
            }
        }
        // The same bytes, not only the same pairs.
        prop_assert!(orders.iter().all(|order| *order == orders[0]));
    }

    #[test]
    fn the_best_partners_are_the_first_by_similarity_and_number(
        seed: u64,
        words in 1usize..12,
        counts in (0usize..200, 0usize..200),
        threshold in thresholds(),
        partners in 0usize..5,
        block in prop_oneof![Just(65_536usize), 1usize..150],
    ) {
        let first = rows(counts.0, words * 64, 0.3, seed);
        let second = rows(counts.1, words * 64, 0.3, seed / 2);
        for path in Path::available() {
            let best = Best::new(partners, threshold).in_blocks(block).by(path).unwrap();
            let between = best.between(&first, &second, &mut go_on).unwrap();
            prop_assert_eq!(between, slow_best(&first, &second, false, threshold, partners));
            let within = best.within(&first, &mut go_on).unwrap();
            prop_assert_eq!(within, slow_best(&first, &first, true, threshold, partners));
        }
    }
}

fn slow_best(
    first: &Filters,
    second: &Filters,
    same: bool,
    floor: Threshold,
    partners: usize,
) -> Vec<BitPair> {
    let pairs = slow(first, second, same, floor);
    // Larger is better; whole numbers, since coefficients that are equal must be found equal.
    let better = |one: &BitPair, other: &BitPair| {
        let sum = |pair: &BitPair| {
            u64::from(first.ones(pair.first as usize) + second.ones(pair.second as usize))
        };
        let (one_sum, other_sum) = (sum(one), sum(other));
        match floor {
            Threshold::Dice(_) => {
                (u64::from(other.common) * one_sum).cmp(&(u64::from(one.common) * other_sum))
            }
            Threshold::Hamming(_) => (one_sum - 2 * u64::from(one.common))
                .cmp(&(other_sum - 2 * u64::from(other.common))),
        }
    };
    let mut kept = Vec::new();
    for (side, filters) in [first, second].into_iter().enumerate() {
        for row in 0..filters.len() as u32 {
            let partner = |pair: &BitPair| {
                if pair.first == row && (same || side == 0) {
                    Some(pair.second)
                } else {
                    (pair.second == row && (same || side == 1)).then_some(pair.first)
                }
            };
            let mut own: Vec<BitPair> =
                pairs.iter().filter(|pair| partner(pair).is_some()).copied().collect();
            own.sort_by(|a, b| better(a, b).then(partner(a).cmp(&partner(b))));
            kept.extend(own.into_iter().take(partners));
        }
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// Small enough for an interpreter that checks every access and has instructions that the machine may lack.
#[test]
fn the_paths_agree_on_a_few_rows() {
    for (words, threshold) in [
        (1, Threshold::Dice(0.3)),
        (3, Threshold::Dice(0.8)),
        (8, Threshold::Dice(0.6)),
        (5, Threshold::Hamming(90)),
    ] {
        let (first, second) = (rows(9, words * 64, 0.4, 1), rows(70, words * 64, 0.4, 1));
        let expected = slow(&first, &second, false, threshold);
        assert!(!expected.is_empty());
        let needs = threshold::Needs::new(threshold, words * 64);
        for path in Path::available() {
            let kernel = simd::Kernel::new(path).unwrap();
            let block = block::Block::new(&second, block::Sorted::new(&second, 0..70), kernel);
            let queries = block::Sorted::new(&first, 0..9);
            for prune in [true, false] {
                let how = unit::How { kernel, prune, diagonal: false };
                let mut taker = Few {
                    needs: &needs,
                    queries: &queries,
                    records: &block.sorted,
                    found: Vec::new(),
                };
                for group in 0..block.groups() {
                    unit::Unit::new(how, &first, &queries, 0)
                        .scan(&second, &block, group, &mut taker);
                }
                taker.found.sort_unstable();
                assert_eq!(taker.found, expected, "{path} {threshold:?}");
            }
        }
    }
}

struct Few<'a> {
    needs: &'a threshold::Needs,
    queries: &'a block::Sorted,
    records: &'a block::Sorted,
    found: Vec<BitPair>,
}

impl unit::Taker for Few<'_> {
    fn least(&self, sum: u32) -> i32 {
        self.needs.of(sum)
    }

    fn need(&self, _query: usize, sum: u32) -> i32 {
        self.needs.of(sum)
    }

    fn take(&mut self, query: usize, record: usize, common: u32) {
        if common as i32 >= self.needs.of(self.queries.ones[query] + self.records.ones[record]) {
            let (first, second) = (self.queries.rows[query], self.records.rows[record]);
            self.found.push(BitPair { first, second, common });
        }
    }
}

#[test]
fn answers_do_not_depend_on_the_number_of_threads() {
    let first = rows(1_500, 512, 0.3, 1);
    let second = rows(900, 512, 0.3, 2);
    let answers = [1, 2, 5].map(|threads| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| {
            let engine = AllPairs::new(Threshold::Dice(0.7)).in_blocks(400, 500);
            let best = Best::new(2, Threshold::Dice(0.3)).in_blocks(400);
            let hashing = Hashing::new(Threshold::Dice(0.7), 9, 16, 4);
            (
                all(engine, &first, Some(&second)),
                all(engine, &first, None),
                best.between(&first, &second, &mut go_on).unwrap(),
                hashing.between(&first, &second, &mut go_on).unwrap(),
            )
        })
    });
    assert!(answers[0].0.len() > 100);
    assert!(answers[0] == answers[1] && answers[1] == answers[2]);
}

#[test]
fn empty_rows_agree_with_nothing() {
    let mut empty = Filters::new(128);
    empty.push(&[0, 0]);
    empty.push(&[0, 0]);
    empty.push(&[1, 0]);
    for threshold in [Threshold::Dice(0.01), Threshold::Hamming(128)] {
        assert_eq!(all(AllPairs::new(threshold), &empty, None), []);
        assert_eq!(Best::new(3, threshold).within(&empty, &mut go_on).unwrap(), []);
        assert_eq!(Hashing::new(threshold, 3, 1, 0).within(&empty, &mut go_on).unwrap().pairs, []);
    }
    assert_eq!(
        all(AllPairs::new(Threshold::Dice(0.5)), &Filters::new(64), Some(&Filters::new(64))),
        []
    );
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let (short, long) = (Filters::new(64), Filters::new(128));
    let engine = AllPairs::new(Threshold::Dice(0.8));
    let refused = engine.between(&short, &long, &mut |_| (), &mut go_on);
    assert_eq!(refused, Err(DiceRefusal::DifferentLengths { first: 64, second: 128 }));
    let refused = AllPairs::new(Threshold::Dice(1.5)).within(&short, &mut |_| (), &mut go_on);
    assert_eq!(refused, Err(DiceRefusal::ThresholdOutOfRange { threshold: 1.5 }));
    let refused = engine.within(&Filters::new(MAX_BITS + 64), &mut |_| (), &mut go_on);
    assert_eq!(refused, Err(DiceRefusal::RowsTooLong { bits: MAX_BITS + 64 }));
    assert_eq!(check_rows(1 << 32), Err(DiceRefusal::TooManyRows { rows: 1 << 32 }));
    for (tables, bits, bucket) in [(0, 8, 1), (1, 0, 1), (1, 65, 1), (1, 8, 0), (1_025, 8, 1)] {
        let hashing = Hashing { bucket, ..Hashing::new(Threshold::Dice(0.8), tables, bits, 0) };
        let refused = hashing.within(&long, &mut go_on).unwrap_err();
        assert_eq!(refused, DiceRefusal::HashingOutOfRange { tables, bits, bucket });
    }
    let budget = Budget { pairs: 0, recall: 1.0, seed: 0 };
    let refused = agreeing(&short, None, Threshold::Dice(0.8), budget, &mut go_on).unwrap_err();
    assert_eq!(refused, DiceRefusal::RecallOutOfRange { recall: 1.0 });
}

#[test]
fn refusals_are_told_by_stable_codes() {
    let told =
        serde_json::to_value(DiceRefusal::DifferentLengths { first: 64, second: 128 }).unwrap();
    assert_eq!(told["code"], "linkage/different-lengths");
    assert_eq!(told["facts"]["second"], 128);
}

#[test]
fn the_longest_rows_are_counted_to_the_last_bit() {
    let mut full = Filters::new(MAX_BITS);
    full.push(&[u64::MAX; MAX_BITS / 64]);
    full.push(&[u64::MAX; MAX_BITS / 64]);
    for path in Path::available() {
        let found = all(AllPairs::new(Threshold::Dice(1.0)).by(path).unwrap(), &full, None);
        assert_eq!(found, [BitPair { first: 0, second: 1, common: MAX_BITS as u32 }]);
    }
}

#[test]
fn work_ends_where_the_caller_asks() {
    let some = rows(300, 64, 0.3, 1);
    let mut stop = |_, _| ControlFlow::Break(());
    let threshold = Threshold::Dice(0.8);
    assert_eq!(
        AllPairs::new(threshold).within(&some, &mut |_| (), &mut stop),
        Err(DiceRefusal::Interrupted)
    );
    assert_eq!(Best::new(1, threshold).within(&some, &mut stop), Err(DiceRefusal::Interrupted));
    assert_eq!(
        Hashing::new(threshold, 1, 8, 1).within(&some, &mut stop),
        Err(DiceRefusal::Interrupted)
    );
}

#[test]
fn progress_ends_with_all_pairs_told() {
    let some = rows(1_000, 64, 0.3, 1);
    let mut told = Vec::new();
    AllPairs::new(Threshold::Dice(0.8))
        .in_blocks(300, 50)
        .within(&some, &mut |_| (), &mut |done, total| {
            told.push((done, total));
            ControlFlow::Continue(())
        })
        .unwrap();
    assert!(told.is_sorted() && told.iter().all(|&(_, total)| total == told[0].1));
    assert_eq!(told.last().map(|&(done, _)| done), Some(told[0].1));
}

/// People with a noisy copy each: rows of one person differ in about a tenth of their bits.
fn people(count: usize, bits: usize) -> (Filters, Filters) {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let (mut first, mut second) = (Filters::new(bits), Filters::new(bits));
    for _ in 0..count {
        let row: Vec<bool> = (0..bits).map(|_| rng.random_bool(0.5)).collect();
        let noise = rng.random_range(0.02..0.14);
        let copy: Vec<bool> = row.iter().map(|&bit| bit ^ rng.random_bool(noise)).collect();
        for (filters, bits) in [(&mut first, &row), (&mut second, &copy)] {
            let words = bits
                .chunks(64)
                .map(|word| word.iter().rev().fold(0, |word, &bit| word << 1 | u64::from(bit)));
            filters.push(&words.collect::<Vec<u64>>());
        }
    }
    (first, second)
}

#[test]
fn hashing_finds_as_much_as_the_formula_says() {
    let (first, second) = people(2_000, 512);
    let threshold = Threshold::Hamming(72);
    let hashing = Hashing { measured: 2_000, ..Hashing::new(threshold, 12, 20, 3) };
    let hashed = hashing.between(&first, &second, &mut go_on).unwrap();
    let Measured { pairs, found, expected, .. } = hashed.recall;
    assert!(pairs > 1_500 && found < pairs, "{:?}", hashed.recall);
    // Tables are shared by all pairs, so that their chances are not quite independent.
    assert!((found as f64 - expected).abs() < 0.05 * pairs as f64, "{:?}", hashed.recall);
    let exact = slow(&first, &second, false, threshold);
    assert!(hashed.pairs.iter().all(|pair| exact.binary_search(pair).is_ok()));
    assert_eq!(hashed.pairs.len() as u64, found);
    assert_eq!((hashed.capped, hashed.left_out), (0, 0));
}

#[test]
fn rows_left_out_of_crowded_buckets_are_reported() {
    let mut same = Filters::new(64);
    for _ in 0..50 {
        same.push(&[0xF0F0]);
    }
    let hashing = Hashing { bucket: 10, ..Hashing::new(Threshold::Dice(0.8), 2, 8, 3) };
    let hashed = hashing.within(&same, &mut go_on).unwrap();
    assert_eq!((hashed.compared, hashed.capped, hashed.left_out), (2 * 45, 2, 2 * (1_225 - 45)));
    assert!(hashed.recall.recall().is_some_and(|recall| recall < 0.1));
    let hashed = hashing.between(&same, &same, &mut go_on).unwrap();
    assert_eq!((hashed.compared, hashed.capped, hashed.left_out), (2 * 100, 4, 2 * (2_500 - 100)));
}

#[test]
fn a_budget_chooses_the_way_and_both_find_the_people() {
    let (first, second) = people(4_000, 512);
    let threshold = Threshold::Hamming(36);
    let look = |pairs| {
        agreeing(
            &first,
            Some(&second),
            threshold,
            Budget { pairs, recall: 0.9, seed: 8 },
            &mut go_on,
        )
    };
    let exact = look(16_000_000).unwrap();
    assert_eq!(exact.way, Way::Exact { pairs: 16_000_000, beyond_budget: false });
    let hashed = look(1_000_000).unwrap();
    let Way::Hashed(report) = &hashed.way else { panic!("{:?}", hashed.way) };
    assert!(report.pairs.is_empty() && report.compared < 1_000_000);
    assert!(hashed.pairs.len() as f64 > 0.9 * exact.pairs.len() as f64);
    assert_eq!(hashed, look(1_000_000).unwrap());
}

#[test]
fn rows_of_few_bits_are_compared_exactly_beyond_the_budget() {
    let sparse = rows(400, 512, 0.02, 6);
    let budget = Budget { pairs: 10, recall: 0.95, seed: 8 };
    let found = agreeing(&sparse, None, Threshold::Dice(0.5), budget, &mut go_on).unwrap();
    assert_eq!(found.way, Way::Exact { pairs: 400 * 399 / 2, beyond_budget: true });
    assert_eq!(found.pairs, slow(&sparse, &sparse, true, Threshold::Dice(0.5)));
}
