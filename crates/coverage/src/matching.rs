//! Whom to bring together when nobody can start more than a few new partnerships at once: a
//! matching of large weight in which everybody has at most `b` edges.
//!
//! Pairs are taken by weight while both still have room, which gives at least half of the best
//! there is (Avis 1983, Networks 13:475, for `b` = 1; Mestre 2006 for any `b`). Then a pair that was
//! left out takes the place of the lightest pairs in its way for as long as that gains something. How
//! far the result can be from the best is said by a bound.

use std::collections::BTreeMap;

/// Two different parties, by number, and what bringing them together is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair {
    pub(crate) parties: [u32; 2],
    pub(crate) weight: f64,
}

/// Positions of the pairs that are chosen, ascending, and a weight that no choice can exceed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Matching {
    pub(crate) chosen: Vec<usize>,
    pub(crate) at_most: f64,
}

/// Chooses among pairs, of which no two join the same parties, with positive, finite weights.
pub(crate) fn matching(pairs: &[Pair], most_of_each: usize) -> Matching {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by(|a, b| pairs[*b].weight.total_cmp(&pairs[*a].weight).then(a.cmp(b)));
    let mut held: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for &at in &order {
        let has_room = |party: &u32| held.get(party).map_or(0, Vec::len) < most_of_each;
        if pairs[at].parties.iter().all(has_room) {
            pairs[at].parties.iter().for_each(|party| held.entry(*party).or_default().push(at));
        }
    }
    let mut is_improved = most_of_each > 0;
    while is_improved {
        is_improved = false;
        for &at in &order {
            is_improved |= takes_the_place(pairs, at, most_of_each, &mut held);
        }
    }
    let mut chosen: Vec<usize> = held.values().flatten().copied().collect();
    chosen.sort_unstable();
    chosen.dedup();
    Matching { chosen, at_most: at_most(pairs, &order, most_of_each) }
}

/// Puts a pair in the place of the lightest pairs in its way, if that gains something.
fn takes_the_place(
    pairs: &[Pair],
    at: usize,
    most_of_each: usize,
    held: &mut BTreeMap<u32, Vec<usize>>,
) -> bool {
    let of = |held: &BTreeMap<u32, Vec<usize>>, party: u32| {
        held.get(&party).cloned().unwrap_or_default()
    };
    let [a, b] = pairs[at].parties.map(|party| of(held, party));
    if a.contains(&at) {
        return false;
    }
    let lightest = |held: &[usize]| {
        let full = held.len() >= most_of_each;
        let by_weight =
            |x: &&usize, y: &&usize| pairs[**x].weight.total_cmp(&pairs[**y].weight).then(y.cmp(x));
        held.iter().filter(|_| full).min_by(by_weight).copied()
    };
    let in_the_way: Vec<usize> = [lightest(&a), lightest(&b)].into_iter().flatten().collect();
    let lost: f64 = in_the_way.iter().map(|other| pairs[*other].weight).sum();
    // A gain that rounding could make is none, or pairs might change places for ever.
    if pairs[at].weight <= lost * (1.0 + 1e-9) {
        return false;
    }
    for other in in_the_way {
        for party in pairs[other].parties {
            held.entry(party).or_default().retain(|kept| *kept != other);
        }
    }
    pairs[at].parties.iter().for_each(|party| held.entry(*party).or_default().push(at));
    true
}

/// Every pair counts at both of its parties, and none has more than its heaviest `b`: half of what
/// these weigh together is at least the weight of any choice.
fn at_most(pairs: &[Pair], heaviest_first: &[usize], most_of_each: usize) -> f64 {
    let mut counted: BTreeMap<u32, usize> = BTreeMap::new();
    let mut sum = 0.0;
    for at in heaviest_first {
        for party in pairs[*at].parties {
            let counted = counted.entry(party).or_default();
            if *counted < most_of_each {
                *counted += 1;
                sum += pairs[*at].weight;
            }
        }
    }
    sum / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weight(pairs: &[Pair], chosen: &[usize]) -> f64 {
        chosen.iter().map(|at| pairs[*at].weight).sum()
    }

    fn is_within(pairs: &[Pair], chosen: &[usize], most: usize) -> bool {
        let parties: Vec<u32> = chosen.iter().flat_map(|at| pairs[*at].parties).collect();
        parties.iter().all(|party| parties.iter().filter(|other| *other == party).count() <= most)
    }

    #[test]
    fn a_heavy_pair_does_not_keep_two_lighter_ones_apart_that_weigh_more() {
        // Greedy takes 10 in the middle; 7 and 6 on its sides weigh more, and only both together.
        let pair = |a, b, weight| Pair { parties: [a, b], weight };
        let pairs = [pair(1, 2, 10.0), pair(0, 1, 7.0), pair(2, 3, 6.0)];
        let found = matching(&pairs, 1);
        assert_eq!(found.chosen, [0], "one pair at a time does not see it");
        assert!(found.at_most >= 13.0);
        let pairs = [pair(1, 2, 10.0), pair(0, 1, 11.0), pair(2, 3, 6.0)];
        assert_eq!(matching(&pairs, 1).chosen, [1, 2]);
        assert_eq!(matching(&pairs, 2).chosen, [0, 1, 2]);
        assert_eq!(matching(&pairs, 0), Matching { chosen: vec![], at_most: 0.0 });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn no_choice_is_twice_as_good_or_beyond_the_bound(
            weights in proptest::collection::vec(proptest::option::of(1_u32..100), 15),
            most in 1_usize..4,
        ) {
            let joined = (0..6_u32).flat_map(|a| (a + 1..6).map(move |b| [a, b]));
            let pairs: Vec<Pair> = joined
                .zip(weights)
                .filter_map(|(parties, weight)| Some(Pair { parties, weight: f64::from(weight?) }))
                .collect();
            let found = matching(&pairs, most);
            prop_assert!(is_within(&pairs, &found.chosen, most));
            let mut best = 0.0_f64;
            for set in 0..1_u32 << pairs.len() {
                let chosen: Vec<usize> =
                    (0..pairs.len()).filter(|at| set >> at & 1 == 1).collect();
                if chosen.len() <= 3 * most && is_within(&pairs, &chosen, most) {
                    best = best.max(weight(&pairs, &chosen));
                }
            }
            prop_assert!(2.0 * weight(&pairs, &found.chosen) >= best);
            prop_assert!(found.at_most >= best - 1e-9);
        }
    }
}
