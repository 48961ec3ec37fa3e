//! How often records of any two lists are one person, beside how often records of all lists are.
//!
//! A list on which hardly anybody stands twice has hardly a match within itself, and two lists of one city have more than two of distant
//! countries. Of a pair that is in doubt, the lists that its records are on tell much, and one prior for all pairs loses it.

/// Pairs of one person that are taken to be between two lists at the rate of all lists, beside those that are seen.
const STRENGTH: f64 = 10.0;
/// Change of the natural log of a prior below which it has settled.
const SETTLED: f64 = 1e-3;
const MOST_ROUNDS: usize = 100;

/// What each kind of pair adds to the natural log odds of its pairs, where the kind of a pair is which lists its records are on: the prior odds of
/// its kind over those of all, by expectation maximisation with all else held still. As many matches are expected as before.
///
/// `kinds` has the kind of each pair, and `possible` how many pairs there are of each kind, those that were not compared included.
pub(crate) fn of_lists(odds: &[f32], kinds: &[u32], possible: &[f64]) -> Vec<f64> {
    let mut added = vec![0.0_f64; possible.len()];
    let expected = |added: &[f64]| {
        let mut sums = vec![0.0; possible.len()];
        for (&odds, &kind) in odds.iter().zip(kinds) {
            let kind = kind as usize;
            sums[kind] += 1.0 / (1.0 + (-f64::from(odds) - added[kind]).exp());
        }
        sums
    };
    let mut matches = expected(&added);
    let all: f64 = matches.iter().sum();
    let share = all / possible.iter().sum::<f64>();
    // What holds the sum of all matches where it was.
    let mut level = 0.0;
    for _ in 0..MOST_ROUNDS {
        let now: f64 = matches.iter().sum();
        if now <= 0.0 {
            break;
        }
        level += (all / now).ln();
        let mut moved = 0.0_f64;
        for ((added, matches), possible) in added.iter_mut().zip(&matches).zip(possible) {
            let to = level + ((matches + STRENGTH) / (possible * share + STRENGTH)).ln();
            moved = moved.max((to - *added).abs());
            *added = to;
        }
        matches = expected(&added);
        if moved < SETTLED {
            break;
        }
    }
    added
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_doubt_between_lists_that_share_many_is_likelier_than_within_one_that_shares_none()
    {
        // Among the many pairs within a list, kind 0, are doubtful ones only; among those between two, kind 1, sure ones beside as many doubtful ones.
        let odds: Vec<f32> = [[0.0; 100], [0.0; 100], [8.0; 100]].concat();
        let kinds: Vec<u32> = [[0; 100], [1; 100], [1; 100]].concat();
        let added = of_lists(&odds, &kinds, &[100_000.0, 20_000.0]);
        assert!(added[0] < -1.5 && added[1] > 1.0, "{added:?}");
        let matches: f64 = odds
            .iter()
            .zip(&kinds)
            .map(|(&odds, &kind)| 1.0 / (1.0 + (-f64::from(odds) - added[kind as usize]).exp()))
            .sum();
        assert!((matches - 200.0).abs() < 1.0, "{matches}");
    }

    #[test]
    fn lists_that_share_as_many_as_all_do_add_nothing() {
        let odds: Vec<f32> = [[-2.0, 1.0, 6.0]; 200].concat();
        let kinds: Vec<u32> = (0..600).map(|pair| pair / 3 % 2).collect();
        for added in of_lists(&odds, &kinds, &[5_000.0; 2]) {
            assert!(added.abs() < 0.01, "{added}");
        }
        assert_eq!(of_lists(&[], &[], &[10.0, 10.0]), [0.0; 2]);
    }
}
