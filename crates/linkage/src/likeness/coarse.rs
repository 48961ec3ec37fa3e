//! What travels in clear beside encodings as evidence: sex, age band, form.
//!
//! For each trait a table says how often every two codes meet among matches and how often by chance; the logarithm of their ratio is added to the odds of
//! a pair. Both tables are learned from the pairs by expectation maximisation, the likeness being held (Fellegi and Sunter 1969; the table in
//! place of agreement alone lets codes that many have say less). Missing codes say nothing.

use serde::{Deserialize, Serialize};

use crate::scored_pair::ScoredPair;

/// A trait of records: the code of each, records of all lists being numbered together, or none where it is not known. Codes are small numbers.
pub type Codes = Vec<Option<u8>>;

/// What a trait was found to say.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CoarseAgreement {
    /// Expected matches of which both codes are known.
    pub matches: f64,
    /// In which share of them they agree.
    pub among_matches: f64,
    /// In which share of the pairs that are alike by chance they agree.
    pub by_chance: f64,
}

/// Codes above this are not told apart.
const CODES: usize = 16;
const ROUNDS: usize = 30;
/// Pairs of either kind that stand for what is thought beforehand.
const BEFOREHAND: f64 = 40.0;
/// How much of the agreement of matches is thought to be beyond chance beforehand.
const AGREEING: f64 = 0.9;
/// No trait adds or takes more log odds than this: codes are entered wrongly together with much else.
const MOST: f64 = 3.5;

/// Adds to the odds of pairs what the traits say, and answers what they were found to say.
pub(super) fn add(pairs: &mut [ScoredPair], traits: &[Codes]) -> Vec<CoarseAgreement> {
    let cells: Vec<Vec<Option<usize>>> =
        traits.iter().map(|codes| pairs.iter().map(|pair| cell(codes, pair)).collect()).collect();
    let before: Vec<(Vec<f64>, Vec<f64>)> = traits.iter().map(beforehand).collect();
    let mut added = vec![0.0_f64; pairs.len()];
    let mut tables = before.clone();
    for _ in 0..ROUNDS {
        for (number, (matched, chance)) in tables.iter_mut().enumerate() {
            (*matched, *chance) = before[number].clone();
            for ((pair, cell), added) in pairs.iter().zip(&cells[number]).zip(&added) {
                if let Some(cell) = *cell {
                    let share = 1.0 / (1.0 + (-f64::from(pair.log_odds) - added).exp());
                    matched[cell] += share;
                    chance[cell] += 1.0 - share;
                }
            }
        }
        let last = added.clone();
        added.fill(0.0);
        for ((matched, chance), cells) in tables.iter().zip(&cells) {
            let (all, by_chance): (f64, f64) = (matched.iter().sum(), chance.iter().sum());
            for (added, cell) in added.iter_mut().zip(cells) {
                if let Some(cell) = *cell {
                    let ratio = matched[cell] / all / (chance[cell] / by_chance);
                    *added += ratio.ln().clamp(-MOST, MOST);
                }
            }
        }
        if added.iter().zip(&last).all(|(now, last)| (now - last).abs() < 1e-3) {
            break;
        }
    }
    for (pair, added) in pairs.iter_mut().zip(&added) {
        pair.log_odds += *added as f32;
    }
    tables
        .iter()
        .map(|(matched, chance)| {
            let agreeing = |table: &[f64]| {
                let same: f64 = (0..CODES).map(|code| table[code * CODES + code]).sum();
                same / table.iter().sum::<f64>()
            };
            CoarseAgreement {
                matches: matched.iter().sum::<f64>() - BEFOREHAND,
                among_matches: agreeing(matched),
                by_chance: agreeing(chance),
            }
        })
        .collect()
}

/// The cell of a pair in the table of a trait, whichever record comes first.
fn cell(codes: &Codes, pair: &ScoredPair) -> Option<usize> {
    let code = |record: u32| {
        let code = (*codes.get(record as usize)?)?;
        Some(usize::from(code).min(CODES - 1))
    };
    let (one, other) = (code(pair.first)?, code(pair.second)?);
    Some(one.min(other) * CODES + one.max(other))
}

/// What is thought of matches and of chance before any pair is seen, from how frequent the codes are.
fn beforehand(codes: &Codes) -> (Vec<f64>, Vec<f64>) {
    let mut counts = [0.5_f64; CODES];
    for code in codes.iter().flatten() {
        counts[usize::from(*code).min(CODES - 1)] += 1.0;
    }
    let all: f64 = counts.iter().sum();
    let (mut matched, mut chance) = (vec![0.0; CODES * CODES], vec![0.0; CODES * CODES]);
    for (one, count) in counts.iter().enumerate() {
        for (other, beside) in counts.iter().enumerate() {
            let at = one.min(other) * CODES + one.max(other);
            let expected = BEFOREHAND * count * beside / all / all;
            chance[at] += expected;
            matched[at] += (1.0 - AGREEING) * expected;
        }
        matched[one * CODES + one] += AGREEING * BEFOREHAND * count / all;
    }
    (matched, chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chance and matches in doubt, of which a trait of two codes agrees in nine of ten matches.
    fn world() -> (Vec<ScoredPair>, Codes, Vec<bool>) {
        let mut state = 7_u64;
        let mut next = |of: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % of
        };
        let (mut pairs, mut codes, mut truth) = (Vec::new(), Vec::new(), Vec::new());
        for number in 0..4_000_u32 {
            let (matched, one) = (next(2) == 0, next(4) == 0);
            let other = if matched && next(10) > 0 { one } else { next(4) == 0 };
            codes.extend([Some(u8::from(one)), Some(u8::from(other))]);
            pairs.push(ScoredPair { first: 2 * number, second: 2 * number + 1, log_odds: 0.0 });
            truth.push(matched);
        }
        for (pair, matched) in pairs.iter_mut().zip(&truth) {
            pair.log_odds = if *matched { 1.0 } else { -1.0 } + next(3_000) as f32 / 1_000.0 - 1.5;
        }
        (pairs, codes, truth)
    }

    #[test]
    fn what_agrees_more_among_matches_moves_the_odds_towards_the_truth() {
        let (before, codes, truth) = world();
        let mut after = before.clone();
        let found = add(&mut after, &[codes]);
        assert!(found[0].among_matches > found[0].by_chance + 0.15, "{found:?}");
        let right = |pairs: &[ScoredPair]| {
            pairs
                .iter()
                .zip(&truth)
                .filter(|(pair, matched)| (pair.log_odds > 0.0) == **matched)
                .count()
        };
        assert!(right(&after) > right(&before), "{} {}", right(&after), right(&before));
    }

    #[test]
    fn what_is_missing_or_says_nothing_leaves_the_odds_as_they_are() {
        let (before, codes, _) = world();
        let mut after = before.clone();
        add(&mut after, &[vec![None; codes.len()], Vec::new()]);
        assert_eq!(before, after);
        add(&mut after, &[vec![Some(3); codes.len()]]);
        assert!(before.iter().zip(&after).all(|(a, b)| (a.log_odds - b.log_odds).abs() < 0.05));
    }
}
