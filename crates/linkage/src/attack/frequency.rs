//! Frequency alignment: the most frequent encoding is given to the most frequent person, and so on down the ranks.
//!
//! The attack of Kuzu, Kantarcioglu, Durham and Malin (2011, Privacy Enhancing Technologies) in its simplest form. It
//! reads frequent values of filters that hold one field, such as a name; filters of whole records are nearly all different and leave it nothing.

use rustc_hash::FxHashMap;

use super::{Attack, Outcome, TokenSets};
use crate::Filters;

/// Attacks the encodings of `victims` with the frequencies among the people of `background`, a database that is similar to theirs.
/// Both are numbers of records of `plain`, of which the first belong to the encodings, in their order. Equal frequencies are
/// ranked in the order of first appearance: let it say nothing.
///
/// # Panics
/// If a victim has no encoding or a record of the background no tokens.
pub fn attack(
    encodings: &Filters,
    plain: &TokenSets,
    victims: &[u32],
    background: &[u32],
) -> Outcome {
    let encoded = ranked(victims.iter().map(|&victim| encodings.row(victim as usize)));
    let people = ranked(background.iter().map(|&record| plain.get(record as usize)));
    let given: FxHashMap<&[u64], &[u32]> =
        encoded.into_iter().zip(people.iter().copied()).collect();
    let right = victims.iter().filter(|&&victim| {
        given
            .get(encodings.row(victim as usize))
            .is_some_and(|&guess| !guess.is_empty() && guess == plain.get(victim as usize))
    });
    Outcome {
        attack: Attack::Frequency,
        known: 0,
        tried: victims.len(),
        right: right.count(),
        candidates: people.len(),
    }
}

/// The distinct values, the most frequent first.
fn ranked<T: std::hash::Hash + Eq + Copy>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut counts: FxHashMap<T, (usize, usize)> = FxHashMap::default();
    for (number, value) in values.enumerate() {
        counts.entry(value).or_insert((0, number)).0 += 1;
    }
    let mut ranked: Vec<(T, (usize, usize))> = counts.into_iter().collect();
    ranked.sort_unstable_by_key(|&(_, (count, first))| (std::cmp::Reverse(count), first));
    ranked.into_iter().map(|(value, _)| value).collect()
}
