//! The dictionary attack: every person that might be on the list is encoded, and the nearest encoding taken.
//!
//! Whoever holds the key of a list reads it so, however hard the encoding: what protects is that nobody holds it alone. The same attack
//! under another key must do no better than chance.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::{Attack, Outcome, TokenSets};
use crate::{Filters, Interrupted, Tell};

/// Candidates that are encoded and compared at a time.
const PART: usize = 2048;

/// Encodes a record of the plain side, given by its number.
pub type EncodeGuess<'a> = dyn Fn(usize) -> Vec<u64> + Sync + 'a;

/// Attacks the encodings of `victims` by encoding all `candidates` and taking the one with the fewest differing bits, the first of equal ones:
/// let the candidates be in an order that says nothing.
///
/// The first records of `plain` are those of the encodings, in their order; more may follow, which only
/// stand in the dictionary.
///
/// # Panics
/// If there are more encodings than plain records, or a guess is encoded to another length.
pub fn attack(
    encodings: &Filters,
    plain: &TokenSets,
    victims: &[u32],
    candidates: &[u32],
    encode: &EncodeGuess<'_>,
    with_key: bool,
    tell: &mut Tell<'_>,
) -> Result<Outcome, Interrupted> {
    assert!(encodings.len() <= plain.len(), "each encoding has its tokens");
    // For each victim the fewest differing bits so far, and whose they are.
    let mut nearest = vec![(u32::MAX, u32::MAX); victims.len()];
    let parts = candidates.len().div_ceil(PART) as u64;
    for (number, part) in candidates.chunks(PART).enumerate() {
        if let ControlFlow::Break(()) = tell(number as u64, parts) {
            return Err(Interrupted);
        }
        let rows: Vec<Vec<u64>> =
            part.par_iter().map(|&candidate| encode(candidate as usize)).collect();
        assert!(
            rows.iter().all(|row| row.len() == encodings.words_per_row()),
            "guesses of the same length"
        );
        nearest.par_iter_mut().zip(victims).for_each(|(nearest, &victim)| {
            let own = encodings.row(victim as usize);
            for (row, &candidate) in rows.iter().zip(part) {
                let distance: u32 = row.iter().zip(own).map(|(a, b)| (a ^ b).count_ones()).sum();
                if distance < nearest.0 {
                    *nearest = (distance, candidate);
                }
            }
        });
    }
    let right = nearest.iter().zip(victims).filter(|&(&(_, guess), &victim)| {
        guess != u32::MAX && plain.same(guess as usize, victim as usize)
    });
    Ok(Outcome {
        attack: if with_key { Attack::DictionaryWithKey } else { Attack::DictionaryWithoutKey },
        known: 0,
        tried: victims.len(),
        right: right.count(),
        candidates: candidates.len(),
    })
}
