//! What travels in clear beside encodings as evidence: sex, age band, form.
//!
//! For each trait a table says how often every two codes meet among matches and how often by chance; the logarithm of their ratio is added to the odds of
//! a pair. Both tables are learned from the pairs by expectation maximisation, the likeness being held (Fellegi and Sunter 1969; the table in
//! place of agreement alone lets codes that many have say less). Missing codes say nothing.
//!
//! Pairs whose records have little more in common than one token have tables of their own: a match whose year of birth is written otherwise has lost the keys that join it, so that its age bands differ more often, and
//! strangers who share a year or a name are of one age or sex.

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
const ROUNDS: usize = 60;
/// Pairs of either kind that stand for what is thought beforehand.
const BEFOREHAND: f64 = 40.0;
/// Pairs of either kind that stand for what all pairs show, where one token is shared: few, or pairs whose traits differ pass for strangers all the more, the more they do.
const BY_ONE_BEFOREHAND: f64 = 10.0;
/// How much of the agreement of matches is thought to be beyond chance beforehand.
const AGREEING: f64 = 0.9;
/// No trait adds or takes more log odds than this: codes are entered wrongly together with much else.
const MOST: f64 = 3.5;

/// How often cells are met among matches, and by chance.
type Tables = (Vec<f64>, Vec<f64>);

/// Adds to the odds of pairs what the traits say, and answers what they were found to say. `by_one` are the pairs whose records have little more in common than one token, in order;
/// those that are not among the pairs, which are in order too, are two people.
pub(super) fn add(
    pairs: &mut [ScoredPair],
    by_one: &[(u32, u32)],
    traits: &[Codes],
) -> Vec<CoarseAgreement> {
    let cells: Vec<Vec<Option<usize>>> = traits
        .iter()
        .map(|codes| pairs.iter().map(|pair| cell(codes, pair.first, pair.second)).collect())
        .collect();
    let numbers: Vec<(u32, u32)> = pairs.iter().map(|pair| (pair.first, pair.second)).collect();
    let strangers = by_one.iter().filter(|pair| numbers.binary_search(pair).is_err());
    let strangers: Vec<(u32, u32)> = strangers.copied().collect();
    let by_one: Vec<bool> = numbers.iter().map(|pair| by_one.binary_search(pair).is_ok()).collect();
    let before: Vec<Tables> = traits.iter().map(beforehand).collect();
    let of_strangers: Vec<Vec<f64>> = traits
        .iter()
        .map(|codes| {
            let mut counts = vec![0.0; CODES * CODES];
            for cell in strangers.iter().filter_map(|&(one, other)| cell(codes, one, other)) {
                counts[cell] += 1.0;
            }
            counts
        })
        .collect();
    let mut added = vec![0.0_f64; pairs.len()];
    let mut tables = before.clone();
    for _ in 0..ROUNDS {
        let shares: Vec<f64> = pairs
            .iter()
            .zip(&added)
            .map(|(pair, added)| 1.0 / (1.0 + (-f64::from(pair.log_odds) - added).exp()))
            .collect();
        let last = std::mem::replace(&mut added, vec![0.0; pairs.len()]);
        for (number, of_all) in tables.iter_mut().enumerate() {
            *of_all = before[number].clone();
            let mut of_one = (vec![0.0; CODES * CODES], of_strangers[number].clone());
            for ((share, cell), by_one) in shares.iter().zip(&cells[number]).zip(&by_one) {
                if let Some(cell) = *cell {
                    count(of_all, cell, *share);
                    if *by_one {
                        count(&mut of_one, cell, *share);
                    }
                }
            }
            think_beforehand(&mut of_one.0, &of_all.0);
            think_beforehand(&mut of_one.1, &of_all.1);
            let said = [said(of_all), said(&of_one)];
            for ((added, cell), by_one) in added.iter_mut().zip(&cells[number]).zip(&by_one) {
                if let Some(cell) = *cell {
                    *added += said[usize::from(*by_one)][cell];
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

fn count((matched, chance): &mut Tables, cell: usize, share: f64) {
    matched[cell] += share;
    chance[cell] += 1.0 - share;
}

/// Adds what all pairs show.
fn think_beforehand(table: &mut [f64], of_all: &[f64]) {
    let all: f64 = of_all.iter().sum();
    for (count, of_all) in table.iter_mut().zip(of_all) {
        *count += BY_ONE_BEFOREHAND * of_all / all;
    }
}

/// The log odds that each cell adds.
fn said((matched, chance): &Tables) -> Vec<f64> {
    let (all, by_chance): (f64, f64) = (matched.iter().sum(), chance.iter().sum());
    let ratio = |(matched, chance): (&f64, &f64)| matched / all / (chance / by_chance);
    matched.iter().zip(chance).map(|cell| ratio(cell).ln().clamp(-MOST, MOST)).collect()
}

/// The cell of a pair in the table of a trait, whichever record comes first.
fn cell(codes: &Codes, first: u32, second: u32) -> Option<usize> {
    let code = |record: u32| {
        let code = (*codes.get(record as usize)?)?;
        Some(usize::from(code).min(CODES - 1))
    };
    let (one, other) = (code(first)?, code(second)?);
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
        let found = add(&mut after, &[], &[codes]);
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
    fn what_differs_among_matches_that_share_one_token_does_not_make_strangers_of_them() {
        // Of 10,000 matches that share much the trait agrees in all, of those that share one token in two of three, as it does of strangers who do.
        let (mut pairs, mut codes, mut by_one) = (Vec::new(), Vec::new(), Vec::new());
        let mut add = |number: u32, log_odds: f32, agrees: bool, one: bool| {
            let first = 2 * number;
            codes.extend([
                Some((number % 4) as u8),
                Some(((number + u32::from(!agrees)) % 4) as u8),
            ]);
            pairs.push(ScoredPair { first, second: first + 1, log_odds });
            by_one.extend(one.then_some((first, first + 1)));
        };
        for number in 0..10_000 {
            add(number, 6.0, true, false);
        }
        for number in 10_000..20_000 {
            add(number, -9.0, number % 5 == 0, false);
        }
        for number in 20_000..20_625 {
            add(number, 0.9, number % 3 > 0, true);
        }
        for number in 0..300 {
            let first = codes.len() as u32;
            codes.extend([
                Some((number % 4) as u8),
                Some(((number + u32::from(number % 3 == 0)) % 4) as u8),
            ]);
            by_one.push((first, first + 1));
        }
        let mut told = pairs.clone();
        super::add(&mut told, &by_one, std::slice::from_ref(&codes));
        let doubtful = |pairs: &[ScoredPair]| {
            pairs[20_000..].iter().filter(|pair| pair.log_odds < 0.0).count()
        };
        assert_eq!(doubtful(&told), 0);
        let mut otherwise = pairs.clone();
        super::add(&mut otherwise, &[], &[codes]);
        assert!(doubtful(&otherwise) > 150, "{}", doubtful(&otherwise));
    }

    #[test]
    fn what_is_missing_or_says_nothing_leaves_the_odds_as_they_are() {
        let (before, codes, _) = world();
        let mut after = before.clone();
        add(&mut after, &[], &[vec![None; codes.len()], Vec::new()]);
        assert_eq!(before, after);
        add(&mut after, &[], &[vec![Some(3); codes.len()]]);
        assert!(before.iter().zip(&after).all(|(a, b)| (a.log_odds - b.log_odds).abs() < 0.05));
    }
}
