//! Matches that are too unlike to be told from chance.
//!
//! The records of a match share some of their [match keys](crate::encoding), each of which joins several things that a record says. A match of which too little is written
//! alike shares none, is as unlike as two strangers, and is hidden. How many are follows from how much the others share. Let each thing be written alike on both lists with
//! probability `r`. Then it is known of the lists ([`crate::encoding::InCommon`]) which share `h(r)` of the matches is hidden, and which share `s(r)` of their positions all of them
//! have in common on average, so that those that are seen share
//!
//! ```text
//! ATTAINED s(r) / (1 - h(r))
//! ```
//!
//! of theirs, which gives `r`. `tests/hidden_matches.rs` holds the answer against known matches.

use crate::partition::Lost;

/// Fewer matches than this have no shape.
const FEWEST: f64 = 30.0;
/// Where more than this share would be hidden, its number is a guess.
pub(super) const MOST: f64 = 0.5;
/// Where matches that share less than this are not seen, most of those that share one match key are not.
const IN_SIGHT: f64 = 0.2;
/// What two records of one person share of their positions where all is written alike that both say: one of them often says more, a third name or a place. What makes the hidden
/// share right over lists of known matches: ordinary ones of several kinds, badly written ones, long ones and those of FEBRL 4.
const ATTAINED: f64 = 0.92;
/// By how much of itself the hidden share may be wrong because things are not written alike equally often, nor one by one: over the same lists it was wrong by 0.4 to 1 of the error
/// that follows, as a root of mean squares.
const OF_FORM: f64 = 0.5;
/// What is hidden besides, as a share of all matches, because some people are written worse than others throughout.
const OF_PEOPLE: f64 = 0.01;

/// The share of matches that are not seen, from `matches`: what share of their positions the records of a pair share (0 to 1), and how
/// probable it is that it is a match, for pairs that share `seen` or more. `in_common` gives `h` and `s` of a probability. None where so few matches are
/// seen, or so little of those that share little, that nothing can be said.
pub(super) fn hidden(
    matches: &[(f64, f64)],
    seen: f64,
    in_common: impl Fn(f64) -> (f64, f64),
) -> Option<Lost> {
    let number: f64 = matches.iter().map(|x| x.1).sum();
    if number < FEWEST || seen > IN_SIGHT {
        return None;
    }
    let mean = matches.iter().map(|&(shared, weight)| weight * shared).sum::<f64>() / number;
    let squares = matches.iter().map(|&(shared, weight)| weight * (shared - mean).powi(2));
    let error = (squares.sum::<f64>() / number / number).sqrt();
    let share = hidden_where(mean, &in_common);
    let of_mean = hidden_where(mean - error, &in_common) - share;
    let error = of_mean.hypot(OF_FORM * share).hypot(OF_PEOPLE);
    (share <= MOST).then_some(Lost { share, error })
}

/// The share that is hidden of matches that share so much on average where they are seen.
fn hidden_where(mean: f64, in_common: impl Fn(f64) -> (f64, f64)) -> f64 {
    // What those that are seen share rises with the probability, from one match key to all.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let alike = f64::midpoint(low, high);
        let (hidden, shared) = in_common(alike);
        if ATTAINED * shared < mean * (1.0 - hidden) {
            low = alike;
        } else {
            high = alike;
        }
    }
    in_common(f64::midpoint(low, high)).0
}

#[cfg(test)]
mod tests {
    use rand::{RngExt as _, SeedableRng as _};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Records that say so many things, of which every two make a match key.
    fn pairs_of(things: i32) -> impl Fn(f64) -> (f64, f64) {
        move |r| {
            let fewer_than_two =
                (1.0 - r).powi(things) + f64::from(things) * r * (1.0 - r).powi(things - 1);
            (fewer_than_two, r * r)
        }
    }

    /// Matches of records that say so many things, each written alike with a probability between two: what they share; and the share
    /// that shares nothing.
    fn world(things: i32, least: f64, most: f64, seed: u64) -> (Vec<(f64, f64)>, f64) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let pairs = |n: i32| f64::from(n * (n - 1) / 2);
        let all: Vec<f64> = (0..2_000)
            .map(|_| {
                let alike = random.random_range(least..=most);
                let alike = (0..things).filter(|_| random.random_bool(alike)).count() as i32;
                ATTAINED * pairs(alike) / pairs(things)
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
                for (least, most) in [(0.9, 0.9), (0.7, 0.7), (0.6, 0.95)] {
                    let (found, truth) = world(things, least, most, seed);
                    let Lost { share, error } = hidden(&found, 0.05, pairs_of(things)).unwrap();
                    let of = format!("{things} {least}: {share} ({error}) for {truth}");
                    assert!((share - truth).abs() < 2.0 * error, "{of}");
                    assert!((share - truth).abs() < 0.5 * truth + 0.01, "{of}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_said_where_little_is_seen() {
        let of_three = || pairs_of(3);
        let (found, _) = world(3, 0.8, 0.9, 1);
        assert_eq!(hidden(&found, 0.3, of_three()), None, "one match key is not seen");
        assert_eq!(hidden(&found[..20], 0.05, of_three()), None, "too few have no shape");
        assert_eq!(hidden(&[], 0.05, of_three()), None);
        assert_eq!(hidden(&world(3, 0.3, 0.3, 1).0, 0.05, of_three()), None, "most are hidden");
        assert_eq!(hidden(&vec![(0.1, 1.0); 500], 0.05, of_three()), None, "less than one key");
        assert_eq!(hidden(&found, 0.05, |_| (1.0, 0.0)), None, "the lists have no key");
    }

    #[test]
    fn matches_that_are_all_alike_hide_none() {
        let lost = hidden(&vec![(1.0, 1.0); 500], 0.05, pairs_of(4)).unwrap();
        assert!(lost.share < 1e-9 && lost.error < 0.02, "{lost:?}");
    }
}
