//! Pattern mining: bits that are set together in many encodings belong to one frequent token.
//!
//! After Christen, Vidanage, Ranbaduge and Schnell (2018, Pacific-Asia Conference on Knowledge Discovery and Data Mining), who look
//! for maximal sets of columns that co-occur as often as a frequent q-gram. From a pair of columns that are set together more
//! often than independent ones would be, a set grows as long as nearly all its encodings have one more column; its support are the
//! encodings with the token. Which token it is, is then found not from its frequency alone, as in the paper, but from how often it stands
//! together with the others: the supports are laid over the tokens of a similar database by annealing, so that both tables of co-occurrence agree.
//! Each encoding is given to the person whose frequent tokens are its patterns.

use std::ops::ControlFlow;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::{Attack, Outcome, TokenSets, best};
use crate::{Filters, Interrupted, Tell};

/// Patterns that are looked for: as many as a word has bits.
const PATTERNS: usize = 64;
/// Tokens of the background that a pattern may be.
const TOKENS: usize = 128;
/// A column belongs to a pattern when at least this share of the pattern's encodings have it.
const TOGETHER: f64 = 0.9;
/// Fewer columns than this are chance.
const LEAST_COLUMNS: usize = 7;
/// Proposals of an annealing.
const PROPOSALS: usize = 200_000;
/// Annealings, of which the best is taken.
const RESTARTS: u64 = 8;

/// Attacks the encodings of `victims`, from among `candidates`, with the token frequencies of `background`, a database that is similar to theirs. All are
/// numbers of records of `plain`, of which the first belong to the encodings, in their order. Of equally good
/// candidates the first is taken: let their order say nothing.
///
/// # Panics
/// If a victim has no encoding, or another record no tokens.
pub fn attack(
    encodings: &Filters,
    plain: &TokenSets,
    victims: &[u32],
    candidates: &[u32],
    background: &[u32],
    seed: u64,
    tell: &mut Tell<'_>,
) -> Result<Outcome, Interrupted> {
    let mut step = |done: u64| match tell(done, 3) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Interrupted),
    };
    step(0)?;
    let mut outcome = Outcome {
        attack: Attack::Patterns,
        known: 0,
        tried: victims.len(),
        right: 0,
        candidates: candidates.len(),
    };
    if victims.is_empty() || candidates.is_empty() || background.is_empty() {
        return Ok(outcome);
    }
    let supports = mine(&columns(encodings, victims));
    step(1)?;
    let frequent = frequent_tokens(plain, background);
    let names = align(&shared_shares(&supports, victims.len()), &frequent.shares, seed);
    step(2)?;
    let mut pattern_of = vec![None; plain.distinct()];
    for (pattern, &name) in names.iter().enumerate() {
        pattern_of[frequent.tokens[name] as usize] = Some(pattern);
    }
    let mask_of = |record: u32| {
        plain
            .get(record as usize)
            .iter()
            .filter_map(|&token| pattern_of[token as usize])
            .fold(0_u64, |mask, pattern| mask | 1 << pattern)
    };
    let masks: Vec<u64> = candidates.iter().map(|&candidate| mask_of(candidate)).collect();
    outcome.right = victims
        .par_iter()
        .enumerate()
        .filter(|&(row, &victim)| {
            let own = supports.iter().enumerate().fold(0_u64, |mask, (pattern, support)| {
                mask | (support[row / 64] >> (row % 64) & 1) << pattern
            });
            // All patterns count the same: those that differ decide.
            let scores = masks.iter().map(|mask| -((mask ^ own).count_ones() as f32));
            best(scores)
                .is_some_and(|guess| plain.same(candidates[guess] as usize, victim as usize))
        })
        .count();
    Ok(outcome)
}

/// For each bit the set of victims that have it.
fn columns(encodings: &Filters, victims: &[u32]) -> Vec<Vec<u64>> {
    let mut columns = vec![vec![0_u64; victims.len().div_ceil(64)]; encodings.bits()];
    for (number, &victim) in victims.iter().enumerate() {
        for (word, &bits) in encodings.row(victim as usize).iter().enumerate() {
            let mut left = bits;
            while left != 0 {
                columns[word * 64 + left.trailing_zeros() as usize][number / 64] |=
                    1 << (number % 64);
                left &= left - 1;
            }
        }
    }
    columns
}

/// Sets of victims that share a pattern of columns, the largest excess over chance first.
fn mine(columns: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let ones: Vec<u32> = columns.iter().map(|column| count(column)).collect();
    let rows = columns.first().map_or(0, |column| column.len() * 64).max(1) as f64;
    // For each column the partners with which it is set together most beyond chance.
    let mut seeds: Vec<(f64, usize, usize)> = (0..columns.len())
        .into_par_iter()
        .flat_map_iter(|a| {
            let mut partners: Vec<(f64, usize, usize)> = (a + 1..columns.len())
                .map(|b| {
                    let expected = f64::from(ones[a]) * f64::from(ones[b]) / rows;
                    (f64::from(both(&columns[a], &columns[b])) - expected, a, b)
                })
                .collect();
            partners.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.2.cmp(&y.2)));
            partners.truncate(16);
            partners
        })
        .collect();
    seeds.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut supports: Vec<Vec<u64>> = Vec::new();
    let mut members: Vec<Vec<bool>> = Vec::new();
    let mut tried = 0;
    for &(excess, a, b) in &seeds {
        if supports.len() == PATTERNS || tried == 32 * PATTERNS || excess < 8.0 {
            break;
        }
        if members.iter().any(|member| member[a] && member[b]) {
            continue;
        }
        tried += 1;
        let (support, member) = grow(columns, a, b);
        let own = f64::from(count(&support));
        let again = supports.iter().any(|other| {
            let shared = f64::from(both(other, &support));
            shared > 0.75 * (own + f64::from(count(other)) - shared)
        });
        if member.iter().filter(|&&is| is).count() >= LEAST_COLUMNS {
            members.push(member);
            if !again {
                supports.push(support);
            }
        }
    }
    supports
}

/// The victims that have columns `a` and `b` and all columns that nearly all of these have.
fn grow(columns: &[Vec<u64>], a: usize, b: usize) -> (Vec<u64>, Vec<bool>) {
    let mut member = vec![false; columns.len()];
    member[a] = true;
    member[b] = true;
    let mut support: Vec<u64> = columns[a].iter().zip(&columns[b]).map(|(x, y)| x & y).collect();
    // The first columns also shed the encodings that had the seed by chance, and are asked for less.
    let mut number = 2;
    loop {
        let all = f64::from(count(&support));
        let shares = columns.iter().zip(&member).map(|(column, &is)| {
            if is { -1.0 } else { (f64::from(both(column, &support)) / all.max(1.0)) as f32 }
        });
        let shares: Vec<f32> = shares.collect();
        match best(shares.iter().copied()) {
            Some(next)
                if f64::from(shares[next])
                    >= (0.5 + 0.08 * f64::from(number - 2)).min(TOGETHER) =>
            {
                number += 1;
                member[next] = true;
                support.iter_mut().zip(&columns[next]).for_each(|(own, other)| *own &= other);
            }
            _ => return (support, member),
        }
    }
}

struct Frequent {
    tokens: Vec<u32>,
    /// The share of records that hold both of two tokens; on the diagonal, that hold one.
    shares: Vec<Vec<f64>>,
}

fn frequent_tokens(plain: &TokenSets, background: &[u32]) -> Frequent {
    let mut holders = vec![0_u32; plain.distinct()];
    for &record in background {
        for &token in plain.get(record as usize) {
            holders[token as usize] += 1;
        }
    }
    let mut tokens: Vec<u32> =
        (0..plain.distinct() as u32).filter(|&token| holders[token as usize] > 0).collect();
    tokens.sort_unstable_by_key(|&token| (std::cmp::Reverse(holders[token as usize]), token));
    tokens.truncate(TOKENS);
    let words = background.len().div_ceil(64);
    let mut sets = vec![vec![0_u64; words]; tokens.len()];
    let mut place = vec![None; plain.distinct()];
    for (number, &token) in tokens.iter().enumerate() {
        place[token as usize] = Some(number);
    }
    for (number, &record) in background.iter().enumerate() {
        for &token in plain.get(record as usize) {
            if let Some(place) = place[token as usize] {
                sets[place][number / 64] |= 1 << (number % 64);
            }
        }
    }
    Frequent { tokens, shares: shared_shares(&sets, background.len()) }
}

fn shared_shares(sets: &[Vec<u64>], of: usize) -> Vec<Vec<f64>> {
    sets.iter()
        .map(|a| sets.iter().map(|b| f64::from(both(a, b)) / of.max(1) as f64).collect())
        .collect()
}

/// Which token each pattern is: the assignment under which both tables of co-occurrence agree best.
fn align(patterns: &[Vec<f64>], tokens: &[Vec<f64>], seed: u64) -> Vec<usize> {
    let number = patterns.len().min(tokens.len());
    let mut order: Vec<usize> = (0..patterns.len()).collect();
    order.sort_unstable_by(|&a, &b| patterns[b][b].total_cmp(&patterns[a][a]).then(a.cmp(&b)));
    if number == 0 {
        return Vec::new();
    }
    // The patterns by falling support, and how many of them stand in how many encodings together.
    let wanted: Vec<Vec<f64>> =
        order.iter().map(|&a| order.iter().map(|&b| patterns[a][b]).collect()).collect();
    let (_, _, places) = (0..RESTARTS)
        .into_par_iter()
        .map(|restart| {
            let (cost, places) = anneal(&wanted[..number], tokens, seed.wrapping_add(restart));
            (cost, restart, places)
        })
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
        .expect("restarts");
    let mut names = vec![tokens.len() - 1; patterns.len()];
    for (&pattern, &place) in order.iter().zip(&places[..number]) {
        names[pattern] = place;
    }
    names
}

/// A permutation of tokens of which the first are given to the patterns, and how far the tables then are apart.
fn anneal(wanted: &[Vec<f64>], tokens: &[Vec<f64>], seed: u64) -> (f64, Vec<usize>) {
    let number = wanted.len();
    let mut places: Vec<usize> = (0..tokens.len()).collect();
    let cost_of = |places: &[usize], at: usize| -> f64 {
        let row = &tokens[places[at]];
        let terms = (0..number).map(|other| {
            let difference = wanted[at][other] - row[places[other]];
            // How frequent a token is says more than one cell of the table.
            if other == at { 8.0 * difference * difference } else { 2.0 * difference * difference }
        });
        terms.sum()
    };
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for proposal in 0..PROPOSALS {
        let left = 1.0 - proposal as f64 / PROPOSALS as f64;
        let temperature = 2e-3 * left * left * left * left + 1e-9;
        let a = rng.random_range(0..number);
        let b = rng.random_range(0..places.len());
        if a == b {
            continue;
        }
        let cost = |places: &[usize]| {
            cost_of(places, a) + if b < number { cost_of(places, b) } else { 0.0 }
        };
        let before = cost(&places);
        places.swap(a, b);
        let worse = cost(&places) - before;
        if worse > 0.0 && rng.random::<f64>() >= (-worse / temperature).exp() {
            places.swap(a, b);
        }
    }
    ((0..number).map(|at| cost_of(&places, at)).sum(), places)
}

fn count(set: &[u64]) -> u32 {
    set.iter().map(|word| word.count_ones()).sum()
}

fn both(a: &[u64], b: &[u64]) -> u32 {
    a.iter().zip(b).map(|(x, y)| (x & y).count_ones()).sum()
}
