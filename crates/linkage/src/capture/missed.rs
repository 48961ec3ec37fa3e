//! People who are one and whose records were never compared.
//!
//! Left as two, they make people look more numerous and the lists look as if they had less in common, so that an
//! estimate comes out too high by about the share of the links that is lost. Which people they are nobody knows; how
//! many there are of every kind follows from those of the same kind who were found.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rand::Rng;
use rand_distr::{Distribution as _, Poisson};

/// Joins people of a stratum, where `lost` is the share of all links that was lost.
///
/// A link is lost where one of its two records is badly written, each as likely: with probability `b`, where `(1 - b)^2 = 1 - lost`. A badly written record
/// stands apart from all others of its person. So for everybody who was found whole, there are `b / (1 - b)` like that of whom the record on one
/// list, whichever, stands apart, and its square of whom those on two lists do, each by itself; of more lists hardly anybody. As many as chance gives of those whom
/// these would be become one.
pub(super) fn join(cells: &mut BTreeMap<u64, u64>, lost: f64, random: &mut impl Rng) {
    let written = (1.0 - lost).sqrt();
    let bad = (1.0 - written) / written;
    // None are lost of those who are on one list. Those on most lists come first: of whom a record stands apart, the others look like
    // people on fewer lists, of whom as many are taken off before it is told from them how many more there are.
    let mut sets: Vec<u64> = cells.keys().copied().filter(|set| set.count_ones() > 1).collect();
    sets.sort_by_key(|set| Reverse(set.count_ones()));
    for set in sets {
        let people = cells[&set];
        let lists = || (0..u64::BITS).map(|list| 1 << list).filter(move |list| set & list > 0);
        let one = lists().map(|list| (vec![list], bad));
        let two = lists().flat_map(|list| {
            let others = lists().filter(move |&other| other > list);
            others.map(move |other| (vec![list, other], bad * bad))
        });
        for (apart, share) in one.chain(two) {
            let Ok(poisson) = Poisson::new(people as f64 * share) else { continue };
            let many: f64 = poisson.sample(random);
            let rest = apart.iter().fold(set, |rest, list| rest & !list);
            let sides = apart.into_iter().chain(Some(rest).filter(|&rest| rest > 0));
            let sides: Vec<u64> = sides.collect();
            let there = sides.iter().map(|side| cells.get(side).copied().unwrap_or(0)).min();
            let many = (many as u64).min(there.unwrap_or(0));
            for side in sides {
                cells.entry(side).and_modify(|people| *people -= many);
            }
            cells.entry(set).and_modify(|people| *people += many);
        }
    }
    cells.retain(|_, people| *people > 0);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::SeedableRng as _;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn on_list(cells: &BTreeMap<u64, u64>, list: usize) -> u64 {
        cells.iter().filter(|(set, _)| **set >> list & 1 > 0).map(|(_, people)| people).sum()
    }

    #[test]
    fn as_many_are_joined_as_were_lost() {
        // 1,000 people are on the first two lists and 1,000 on all three; one in ten of their records is badly written.
        let cells = BTreeMap::from([
            (0b001, 1_000 + 190 + 81 + 28),
            (0b010, 1_000 + 190 + 81 + 28),
            (0b011, 810 + 81),
            (0b100, 1_000 + 81 + 28),
            (0b101, 81),
            (0b110, 81),
            (0b111, 729),
        ]);
        let runs = 400;
        let mut sums: BTreeMap<u64, u64> = BTreeMap::new();
        for seed in 0..runs {
            let mut joined = cells.clone();
            join(&mut joined, 0.19, &mut ChaCha8Rng::seed_from_u64(seed));
            for (set, people) in joined {
                *sums.entry(set).or_default() += people;
            }
        }
        let mean = |set: u64| sums[&set] as f64 / runs as f64;
        assert!((mean(0b111) / 1_000.0 - 1.0).abs() < 0.01, "{sums:?}");
        assert!((mean(0b011) / 1_000.0 - 1.0).abs() < 0.01, "{sums:?}");
        // Nobody is on these two alone. As many as chance gives are sometimes more than there are, so that a few of the 81 are left.
        assert!(sums.get(&0b101).is_none_or(|&sum| sum < 8 * runs), "{sums:?}");
    }

    #[test]
    fn nothing_changes_where_nothing_is_lost() {
        let cells = BTreeMap::from([(1, 5), (2, 7), (3, 4)]);
        let mut same = cells.clone();
        join(&mut same, 0.0, &mut ChaCha8Rng::seed_from_u64(1));
        assert_eq!(same, cells);
    }

    proptest! {
        #[test]
        fn lists_keep_their_people_and_nobody_is_made_up(
            cells in prop::collection::btree_map(1_u64..32, 1_u64..40, 0..20),
            lost in 0.0..0.95_f64,
            seed: u64,
        ) {
            let mut joined = cells.clone();
            join(&mut joined, lost, &mut ChaCha8Rng::seed_from_u64(seed));
            for list in 0..5 {
                prop_assert_eq!(on_list(&cells, list), on_list(&joined, list));
            }
            prop_assert!(joined.values().sum::<u64>() <= cells.values().sum());
            prop_assert!(joined.keys().all(|set| cells.contains_key(set)), "a kind that nobody is of");
        }
    }
}
