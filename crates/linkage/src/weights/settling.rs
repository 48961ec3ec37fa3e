//! Goes on learning with what the links say about each other.
//!
//! A mixture alone cannot know which of its classes are one person's records: relatives who agree on much and movers who differ on
//! much look alike. The triangles of the links know ([`structure`](super::structure)): they become one more variable of
//! the model, whose levels are known for matches and for strangers, and in the end the odds are held against them once more.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::expectation::{self, Before, Learned, Patterns};
use super::structure::{Links, Mean, Scale, conflict, recalibrate};
use crate::blocking::Candidates;
use crate::comparison::bags::LEVELS;
use crate::comparison::variables::{Agreement, Variables};

/// The natural log odds of all pairs before they are recalibrated, worked out once for each pattern.
pub(crate) fn all_log_odds(
    learned: &Learned,
    patterns: &Patterns,
    agreements: &[Agreement],
) -> Vec<f32> {
    let of_pattern: FxHashMap<u64, f32> = patterns
        .par_iter()
        .map(|&(pattern, _)| (pattern, learned.log_odds(pattern) as f32))
        .collect::<Vec<(u64, f32)>>()
        .into_iter()
        .collect();
    agreements
        .par_iter()
        .map(|agreement| of_pattern[&agreement.pattern] + agreement.rarity * std::f32::consts::LN_2)
        .collect()
}

/// Times that what was learned is held against the triangles of its own links.
const ROUNDS: usize = 3;

/// Goes on learning with what the links say about each other as a further variable, and sees at last how far the odds
/// are to be believed: log odds `a + b * log odds`, or none where the links say too little.
pub(crate) fn settle(
    variables: &Variables,
    candidates: &Candidates,
    agreements: &[Agreement],
    patterns: &Patterns,
    random: &Patterns,
    before: &mut Before,
    mut learned: Learned,
) -> (Learned, Option<(f64, f64)>) {
    let last = variables.len();
    let mut further = false;
    let mut matches = 0.0_f64;
    for round in 0..=ROUNDS {
        let plain = if further { learned.without_last() } else { learned.clone() };
        let odds = all_log_odds(&plain, patterns, agreements);
        let above = |least: f32| -> Vec<(u32, u32)> {
            (0..odds.len()).filter(|&at| odds[at] >= least).map(|at| candidates.pair(at)).collect()
        };
        let sure = Links::new(variables.records(), &above(3.0));
        let likely = Links::new(variables.records(), &above(0.0));
        let conflicts: Vec<f32> = (0..odds.len())
            .into_par_iter()
            .map(|at| {
                let (a, b) = candidates.pair(at);
                conflict(a, b, &sure, &likely, variables) as f32
            })
            .collect();
        let mut best: Vec<f32> = odds.iter().copied().filter(|&odds| odds > 3.0).collect();
        best.sort_unstable_by(f32::total_cmp);
        let surest = best.get(best.len() * 2 / 3).copied().unwrap_or(f32::MAX);
        let (mut reference, mut least) = (Mean::default(), Mean::default());
        for (&odds, &conflict) in odds.iter().zip(&conflicts) {
            if odds < -8.0 {
                reference.add(1.0, f64::from(conflict));
            } else if odds >= surest {
                least.add(1.0, f64::from(conflict));
            }
        }
        let scale = Scale { reference: reference.get(), least: least.get() };
        if !scale.tells() || reference.weight < 100.0 || least.weight < 20.0 {
            return (plain, None);
        }
        // A second class of matches whose pairs contradict the others is none.
        if further && learned.matching == 2 {
            let mut sums: FxHashMap<u64, Mean> = FxHashMap::default();
            for (agreement, &conflict) in agreements.iter().zip(&conflicts) {
                sums.entry(agreement.pattern).or_default().add(1.0, f64::from(conflict));
            }
            let mut mean = Mean::default();
            for &(pattern, count) in patterns {
                mean.add(count * plain.posterior_of(1, pattern), sums[&pattern].get());
            }
            let right = (scale.reference - mean.get()) / (scale.reference - scale.least);
            if right < 0.5 {
                learned = learned.without_second();
                if round == ROUNDS {
                    return (learned.without_last(), None);
                }
            }
        }
        let settled = round > 1 && (learned.matches - matches).abs() < 0.005 * matches;
        matches = learned.matches;
        if round == ROUNDS || settled || last >= 16 {
            let pairs: Vec<(f32, f32)> = odds.iter().copied().zip(conflicts).collect();
            return (plain, Some(recalibrate(&pairs, scale)));
        }
        let seen = counted(agreements.iter().zip(&conflicts).map(|(agreement, &conflict)| {
            agreement.pattern | (if conflict > 0.5 { 2 } else { 1 }) << (4 * last)
        }));
        let levels = |open: f64| {
            let mut out = [1.0; LEVELS];
            let open = open.clamp(0.005, 0.995);
            (out[1], out[2]) = (1.0 - open, open);
            out
        };
        let known = (levels(scale.least.max(0.02)), levels(scale.reference));
        learned = if further { learned.renewed(&known) } else { learned.further(&known) };
        further = true;
        before.known = Some(known);
        learned = expectation::learn(&seen, random, before, Some(&learned));
    }
    (learned, None)
}

/// How many pairs show each pattern.
pub(crate) fn counted(patterns: impl Iterator<Item = u64>) -> Patterns {
    let mut counts: FxHashMap<u64, f64> = FxHashMap::default();
    for pattern in patterns {
        *counts.entry(pattern).or_default() += 1.0;
    }
    let mut out: Patterns = counts.into_iter().collect();
    out.sort_unstable_by_key(|&(pattern, _)| pattern);
    out
}
