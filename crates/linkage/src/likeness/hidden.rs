//! Matches that are too unlike to be told from chance.
//!
//! The records of a match share some of their [match keys](crate::encoding), each of which joins two things that a record says. A match of which fewer than two things are written
//! alike shares none, is as unlike as two strangers, and is hidden. How many are follows from how much the others share. Let a record say `n` things, each of which is written
//! alike on both lists with probability `r`. Then
//!
//! ```text
//! h(r) = (1 - r)^n + n r (1 - r)^(n - 1)
//! ```
//!
//! of the matches are hidden, and the others share `r^2 / (1 - h(r))` of their match keys on average. Some people are written better than others throughout, and
//! those who are written worse are hidden more often than they are seen: `h` and `r^2` are the means of two halves, whose log odds of `r` lie [`APART`] above and below
//! the middle, which follows from what is seen. `n` is that which makes as many pairs of things as the lists have match keys. `tests/hidden_matches.rs` holds the answer
//! against known matches.

use crate::partition::Lost;

/// Fewer matches than this have no shape.
const FEWEST: f64 = 30.0;
/// Where more than this share would be hidden, its number is a guess.
pub(super) const MOST: f64 = 0.4;
/// Where matches that share less than this are not seen, most of those that share one match key are not.
const IN_SIGHT: f64 = 0.2;
/// How far the better and the worse written half of the people lie from the middle, in log odds: between what makes the
/// share right for three ordinary lists with records that stand on them twice, for two clean ones, and for badly written ones.
const APART: f64 = 0.35;
/// By how much of itself the hidden share may be wrong because things are not written alike equally often, nor one by one: the standard deviation over lists of known
/// matches, ordinary ones, badly written ones and those of FEBRL 4.
const OF_FORM: f64 = 0.5;
/// What is hidden besides, as a share of all matches, because some people are written worse than others throughout.
const OF_PEOPLE: f64 = 0.01;

/// The share of matches that are not seen, from `matches`: what share of their positions the records of a pair share (0 to 1), and how
/// probable it is that it is a match, for pairs that share `seen` or more. `one` is the share that one match key makes. None where so few matches are
/// seen, or so little of those that share little, that nothing can be said.
pub(super) fn hidden(matches: &[(f64, f64)], seen: f64, one: f64) -> Option<Lost> {
    let number: f64 = matches.iter().map(|x| x.1).sum();
    if number < FEWEST || seen > IN_SIGHT {
        return None;
    }
    let mean = matches.iter().map(|&(shared, weight)| weight * shared).sum::<f64>() / number;
    let squares = matches.iter().map(|&(shared, weight)| weight * (shared - mean).powi(2));
    let error = (squares.sum::<f64>() / number / number).sqrt();
    let things = f64::midpoint(1.0, (1.0 + 8.0 / one.clamp(0.01, 1.0 / 3.0)).sqrt());
    let share = hidden_where(mean, things);
    let of_mean = hidden_where(mean - error, things) - share;
    let error = of_mean.hypot(OF_FORM * share).hypot(OF_PEOPLE);
    (share <= MOST).then_some(Lost { share, error })
}

/// The share that is hidden of matches that share so much on average where they are seen, and say so many things.
fn hidden_where(mean: f64, things: f64) -> f64 {
    let fewer_than_two =
        |r: f64| (1.0 - r).powf(things) + things * r * (1.0 - r).powf(things - 1.0);
    // The share that is hidden and what the others share, by the middle of the log odds.
    let both = |middle: f64| {
        let halves = [middle - APART, middle + APART].map(|ln_odds| 1.0 / (1.0 + (-ln_odds).exp()));
        let mean_of = |[worse, better]: [f64; 2]| f64::midpoint(worse, better);
        let hidden = mean_of(halves.map(fewer_than_two));
        (hidden, mean_of(halves.map(|r| r * r)) / (1.0 - hidden))
    };
    // What those that are seen share rises with the middle, from one match key to all.
    let (mut low, mut high) = (-15.0, 30.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if both(middle).1 < mean {
            low = middle;
        } else {
            high = middle;
        }
    }
    both(f64::midpoint(low, high)).0
}

#[cfg(test)]
mod tests {
    use rand::{RngExt as _, SeedableRng as _};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Matches whose records say so many things, each written alike with a probability between two, and share what pairs of them make; and the share
    /// that shares nothing.
    fn world(things: usize, least: f64, most: f64, seed: u64) -> (Vec<(f64, f64)>, f64) {
        of_people(2_000, things, seed, |random| random.random_range(least..=most))
    }

    fn of_people(
        people: usize,
        things: usize,
        seed: u64,
        alike: impl Fn(&mut ChaCha8Rng) -> f64,
    ) -> (Vec<(f64, f64)>, f64) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let pairs = |n: usize| (n * n.saturating_sub(1) / 2) as f64;
        let all: Vec<f64> = (0..people)
            .map(|_| {
                let alike = alike(&mut random);
                pairs((0..things).filter(|_| random.random_bool(alike)).count()) / pairs(things)
            })
            .collect();
        let found: Vec<(f64, f64)> = all.iter().filter(|x| **x > 0.0).map(|&x| (x, 1.0)).collect();
        let hidden = 1.0 - found.len() as f64 / all.len() as f64;
        (found, hidden)
    }

    #[test]
    fn matches_that_share_no_match_key_are_counted_by_what_the_others_share() {
        for seed in 0..5 {
            for things in [3, 4, 6] {
                let one = 2.0 / (things * (things - 1)) as f64;
                for (least, most) in [(0.9, 0.9), (0.7, 0.7), (0.6, 0.95)] {
                    let (found, truth) = world(things, least, most, seed);
                    let Lost { share, error } = hidden(&found, 0.05, one).unwrap();
                    let of = format!("{things} {least}: {share} ({error}) for {truth}");
                    assert!((share - truth).abs() < 2.0 * error, "{of}");
                }
            }
        }
    }

    #[test]
    fn people_who_are_written_worse_throughout_are_hidden_more_often_and_are_counted() {
        let (found, truth) = of_people(100_000, 4, 1, |random| {
            let apart = if random.random_bool(0.5) { APART } else { -APART };
            1.0 / (1.0 + (-1.0 - apart).exp())
        });
        let Lost { share, .. } = hidden(&found, 0.05, 1.0 / 6.0).unwrap();
        assert!((share / truth - 1.0).abs() < 0.05, "{share} for {truth}");
    }

    #[test]
    fn nothing_is_said_where_little_is_seen() {
        let (found, _) = world(3, 0.8, 0.9, 1);
        assert_eq!(hidden(&found, 0.3, 0.33), None, "one match key is not seen");
        assert_eq!(hidden(&found[..20], 0.05, 0.33), None, "too few have no shape");
        assert_eq!(hidden(&[], 0.05, 0.33), None);
        assert_eq!(hidden(&world(3, 0.3, 0.3, 1).0, 0.05, 0.33), None, "most are hidden");
        assert_eq!(hidden(&vec![(0.1, 1.0); 500], 0.05, 0.33), None, "less than one match key");
    }

    #[test]
    fn matches_that_are_all_alike_hide_none() {
        let lost = hidden(&vec![(1.0, 1.0); 500], 0.05, 0.2).unwrap();
        assert!(lost.share < 1e-9 && lost.error < 0.02, "{lost:?}");
    }
}
