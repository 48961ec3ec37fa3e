//! People who are one and whose records were never compared.
//!
//! Left as two, they make people look more numerous and the lists look as if they had less in common, so that an
//! estimate comes out too high by about the share of the links that is lost. Which people they are nobody knows; how
//! many there are of every kind follows from those of the same kind who were found.

use std::collections::BTreeMap;

use rand::Rng;
use rand_distr::{Distribution as _, Poisson};

/// Joins people of a stratum, where `lost` is the share of all links that was lost.
///
/// Somebody on `k` lists is found by `k - 1` links. For each link that was found `lost / (1 - lost)` were lost on the average:
/// there is somebody like that of whom one of the `k` lists, each as likely, stands apart. As many as chance gives of those on that list alone
/// become one with as many of those on the others alone.
pub(super) fn join(cells: &mut BTreeMap<u64, u64>, lost: f64, random: &mut impl Rng) {
    let found: Vec<(u64, u64)> = cells.iter().map(|(&set, &people)| (set, people)).collect();
    for (set, people) in found {
        let lists = set.count_ones();
        let links = people as f64 * f64::from(lists - 1);
        let expected = links * lost / (1.0 - lost) / f64::from(lists);
        // None are lost of those who are on one list.
        let Ok(poisson) = Poisson::new(expected) else { continue };
        for apart in (0..u64::BITS).map(|list| 1 << list).filter(|list| set & list > 0) {
            let sides = [apart, set & !apart];
            let many: f64 = poisson.sample(random);
            let there = sides.map(|side| cells.get(&side).copied().unwrap_or(0));
            let many = (many as u64).min(there[0]).min(there[1]);
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
        // Of 1,000 people on the first two lists and 300 on all three a tenth of the links was lost.
        let cells = BTreeMap::from([
            (0b001, 1_100 + 20),
            (0b010, 600 + 20),
            (0b011, 900 + 20),
            (0b100, 500 + 20),
            (0b101, 20),
            (0b110, 20),
            (0b111, 240),
        ]);
        let runs = 400;
        let mut sums: BTreeMap<u64, u64> = BTreeMap::new();
        for seed in 0..runs {
            let mut joined = cells.clone();
            join(&mut joined, 0.1, &mut ChaCha8Rng::seed_from_u64(seed));
            for (set, people) in joined {
                *sums.entry(set).or_default() += people;
            }
        }
        let mean = |set: u64| sums[&set] as f64 / runs as f64;
        // 920 / 9 and 240 * 2 / 9 more; of the latter a third were on the first two lists.
        assert!((mean(0b111) - 240.0 - 53.3).abs() < 2.0, "{sums:?}");
        assert!((mean(0b011) - 920.0 - 102.2 + 17.8).abs() < 3.0, "{sums:?}");
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
