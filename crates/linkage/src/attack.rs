//! What somebody could learn from encodings that leave a member's machine.
//!
//! An encoding hides a person only as far as attacks on it fail, so the attacks that are published, and stronger ones where we know them, are
//! part of the engine: they run on a list before it may leave, and they are tested where they must succeed.
//!
//! - [`known_pairs`] and [`parity_aware`]: some records are known in both forms, because a member leaked or planted them; the
//!   rest are guessed from what these teach.
//! - [`dictionary`]: whoever holds the key encodes every person that might be on the list.
//! - [`frequency`] and [`patterns`]: nothing is known but how frequent names are among such people.
//! - [`graph`]: nothing is known but a list of people, which resemble one another as their encodings do.
//! - [`report`] runs them all on one's own list and refuses above a limit; [`opponents`] are the encodings that they must break.
//!
//! An attack answers how often its best guess was right (an [`Outcome`]). A guess counts as right when all tokens of the guessed person are
//! those of the person behind the encoding: two people whose records say the same are no failure of the attacker.
//! Everything is deterministic for a seed, whatever the number of threads.

mod dense;
pub mod dictionary;
pub mod frequency;
pub mod graph;
pub mod known_pairs;
pub mod opponents;
pub mod parity_aware;
pub mod patterns;
pub mod report;
pub mod standard;
mod token_sets;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::Serialize;

pub use token_sets::TokenSets;

/// The attacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attack {
    /// Ridge regression from encodings to tokens, learned from known pairs.
    KnownPairs,
    /// Regression from tokens to encodings with the kernel of parities, learned from known pairs.
    KnownPairsParityAware,
    /// Every guess is encoded under the key of the list.
    DictionaryWithKey,
    /// Every guess is encoded under another key.
    DictionaryWithoutKey,
    /// The most frequent encodings are given to the most frequent people.
    Frequency,
    /// Bits that are often set together are given to frequent tokens.
    Patterns,
    /// The graph of similar encodings is laid over the graph of similar people.
    Graph,
}

/// How an attack went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Which attack.
    pub attack: Attack,
    /// How many records the attacker knew in both forms.
    pub known: usize,
    /// How many encodings were attacked.
    pub tried: usize,
    /// How many of them were given to the right person.
    pub right: usize,
    /// Among how many people the attacker chose for each.
    pub candidates: usize,
}

impl Outcome {
    /// The share of attacked encodings that were given to the right person, 0 to 1; 0 where none was attacked.
    pub fn rate(&self) -> f64 {
        if self.tried == 0 { 0.0 } else { self.right as f64 / self.tried as f64 }
    }

    /// The rate of somebody who guesses blindly.
    pub fn chance(&self) -> f64 {
        1.0 / self.candidates.max(1) as f64
    }

    /// The 95 % interval of the rate by Wilson's score (Wilson 1927, Journal of the American Statistical Association 22,
    /// 209-212), from 0 to 1 where nothing was attacked.
    pub fn interval(&self) -> (f64, f64) {
        if self.tried == 0 {
            return (0.0, 1.0);
        }
        let z = 1.959_963_984_540_054_f64;
        let n = self.tried as f64;
        let p = self.rate();
        let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        let low = if self.right == 0 { 0.0 } else { middle - half };
        let high = if self.right == self.tried { 1.0 } else { middle + half };
        (low, high)
    }
}

/// Which records an attacker knows in both forms, which encodings are attacked, and from among which people the attacker chooses.
/// Records are numbers of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Known in both forms.
    pub known: Vec<u32>,
    /// Attacked.
    pub victims: Vec<u32>,
    /// The people that an encoding may belong to: all that are not known, the victims among them. This is the worst case.
    pub candidates: Vec<u32>,
}

impl Split {
    /// Draws `known` of `records` records, and of the others at most `victims` to attack. Draws of more
    /// known records contain those of fewer.
    pub fn draw(records: usize, known: usize, victims: usize, seed: u64) -> Self {
        let mut order: Vec<u32> = (0..records as u32).collect();
        order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        let candidates = order.split_off(known.min(records));
        let victims = candidates[candidates.len().saturating_sub(victims)..].to_vec();
        Self { known: order, victims, candidates }
    }

    /// Attacks nobody who is known already by another record: who stands on a list twice is recognised by the one in the other, and nothing is learned.
    pub fn leave_out_known_people(&mut self, plain: &TokenSets) {
        let known = &self.known;
        let is_known = |victim: &u32| {
            let alike = |&known: &u32| plain.alike(*victim as usize, known as usize) >= ONE_PERSON;
            known.par_iter().any(alike)
        };
        self.victims.retain(|victim| !is_known(victim));
    }
}

/// Records that are so much alike are taken for those of one person. Who shares two match keys of five, such as two names and the year by consonants and by
/// sounds, is taken for somebody else, and counts. So does one person whose day of birth or name is written differently, which is on the safe side.
const ONE_PERSON: f32 = 0.45;

/// The largest of the values; the first of equal ones.
fn best(values: impl IntoIterator<Item = f32>) -> Option<usize> {
    let mut best = None;
    for (number, value) in values.into_iter().enumerate() {
        if best.is_none_or(|(_, highest)| value > highest) {
            best = Some((number, value));
        }
    }
    best.map(|(number, _)| number)
}

/// A part of the bits of encodings as numbers: `high` where a bit is set and `low` where it is not.
fn as_numbers(
    encodings: &crate::Filters,
    rows: &[u32],
    low: f32,
    high: f32,
) -> ndarray::Array2<f32> {
    let bits = encodings.bits();
    let mut numbers = Vec::with_capacity(rows.len() * bits);
    for &row in rows {
        for &word in encodings.row(row as usize) {
            numbers.extend((0..64).map(|bit| if word >> bit & 1 == 1 { high } else { low }));
        }
    }
    ndarray::Array2::from_shape_vec((rows.len(), bits), numbers).expect("rows of whole words")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_known_by_another_record_is_not_attacked() {
        let mut plain = TokenSets::new();
        // The first two are one person with a slip, the third shares one token.
        plain.push_scaled((0..10).map(|token| (token, 2.0)), 1.0, 0.0);
        plain.push_scaled((0..9).chain([20]).map(|token| (token, 2.0)), 1.2, 0.5);
        plain.push(&[0, 26, 27, 28, 29, 30, 31, 32, 33, 34]);
        let mut split = Split { known: vec![0], victims: vec![1, 2], candidates: vec![1, 2] };
        split.leave_out_known_people(&plain);
        assert_eq!((split.victims, split.candidates), (vec![2], vec![1, 2]));
    }

    #[test]
    fn wilson_intervals_are_those_of_the_textbook() {
        let outcome = |right, tried| Outcome {
            attack: Attack::Graph,
            known: 0,
            tried,
            right,
            candidates: 10,
        };
        let (low, high) = outcome(8, 10).interval();
        assert!((low - 0.4902).abs() < 1e-4 && (high - 0.9433).abs() < 1e-4, "{low} {high}");
        let (low, high) = outcome(0, 10).interval();
        assert!(low.abs() < 1e-12 && (high - 0.2775).abs() < 1e-4, "{low} {high}");
        assert_eq!(outcome(0, 0).interval(), (0.0, 1.0));
    }

    #[test]
    fn a_split_divides_the_records_and_larger_knowledge_contains_smaller() {
        let small = Split::draw(100, 10, 30, 7);
        let large = Split::draw(100, 50, 30, 7);
        assert_eq!((small.known.len(), small.candidates.len(), small.victims.len()), (10, 90, 30));
        assert!(small.known.iter().all(|record| large.known.contains(record)));
        assert_eq!(small.victims, large.victims);
        assert!(small.known.iter().all(|record| !small.candidates.contains(record)));
        assert!(Split::draw(0, 5, 5, 1).victims.is_empty());
    }
}
