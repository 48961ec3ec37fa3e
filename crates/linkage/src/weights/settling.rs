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
use crate::comparison::agreement::Agreement;
use crate::comparison::bags::LEVELS;
use crate::comparison::variables::Variables;

/// How the candidate pairs agree: the patterns that occur, each kept once, and the pattern of each pair.
pub(crate) struct Agreements {
    /// The patterns in ascending order, with the number of pairs that show each.
    pub(crate) patterns: Patterns,
    /// The place in `patterns` of each pair's.
    of_pair: Vec<u32>,
    /// What the rarity of the agreed values adds for each pair, in bits.
    rarity: Vec<f32>,
}

impl Agreements {
    /// Numbers the patterns of all pairs.
    pub(crate) fn new(pairs: &[Agreement]) -> Self {
        let patterns = counted(pairs.par_iter().map(|pair| pair.pattern));
        let places: FxHashMap<u64, u32> =
            patterns.iter().zip(0..).map(|(&(pattern, _), at)| (pattern, at)).collect();
        Self {
            patterns,
            of_pair: pairs.par_iter().map(|pair| places[&pair.pattern]).collect(),
            rarity: pairs.par_iter().map(|pair| pair.rarity).collect(),
        }
    }

    /// The natural log odds of all pairs before they are recalibrated, worked out once for each pattern.
    pub(crate) fn log_odds(&self, learned: &Learned) -> Vec<f32> {
        let of_pattern: Vec<f32> = self
            .patterns
            .par_iter()
            .map(|&(pattern, _)| learned.log_odds(pattern) as f32)
            .collect();
        self.of_pair
            .par_iter()
            .zip(&self.rarity)
            .map(|(&at, rarity)| of_pattern[at as usize] + rarity * std::f32::consts::LN_2)
            .collect()
    }

    /// The mean conflict of the pairs of each pattern.
    fn mean_conflicts(&self, conflicts: &[f32]) -> Vec<Mean> {
        let mut out = vec![Mean::default(); self.patterns.len()];
        for (&at, &conflict) in self.of_pair.iter().zip(conflicts) {
            out[at as usize].add(1.0, f64::from(conflict));
        }
        out
    }

    /// The patterns with one more variable at place `last`, which has level 1 where most triangles over a pair are closed and
    /// level 2 where most are open.
    fn with_conflicts(&self, conflicts: &[f32], last: usize) -> Patterns {
        let mut counts = vec![[0.0; 2]; self.patterns.len()];
        for (&at, &conflict) in self.of_pair.iter().zip(conflicts) {
            counts[at as usize][usize::from(conflict > 0.5)] += 1.0;
        }
        (0..2)
            .flat_map(|open| {
                let level = (open as u64 + 1) << (4 * last);
                self.patterns
                    .iter()
                    .zip(&counts)
                    .map(move |(&(pattern, _), counts)| (pattern | level, counts[open]))
            })
            .filter(|&(_, count)| count > 0.0)
            .collect()
    }
}

/// Times that what was learned is held against the triangles of its own links.
const ROUNDS: usize = 3;

/// Log odds from which a link is sure.
const SURE: f32 = 3.0;

/// Goes on learning with what the links say about each other as a further variable, and sees at last how far the odds
/// are to be believed: log odds `a + b * log odds`, or none where the links say too little.
pub(crate) fn settle(
    variables: &Variables,
    candidates: &Candidates,
    agreements: &Agreements,
    random: &Patterns,
    before: &mut Before,
    mut learned: Learned,
) -> (Learned, Option<(f64, f64)>) {
    let last = variables.len();
    let mut further = false;
    let mut matches = 0.0_f64;
    for round in 0..=ROUNDS {
        let plain = if further { learned.without_last() } else { learned.clone() };
        let odds = agreements.log_odds(&plain);
        let likely = (0..odds.len()).filter(|&at| odds[at] >= 0.0).map(|at| {
            let (a, b) = candidates.pair(at);
            (a, b, odds[at] >= SURE)
        });
        let links = Links::new(variables.records(), &likely.collect::<Vec<_>>());
        let conflicts: Vec<f32> = (0..odds.len())
            .into_par_iter()
            .map(|at| {
                let (a, b) = candidates.pair(at);
                conflict(a, b, &links) as f32
            })
            .collect();
        let mut best: Vec<f32> = odds.iter().copied().filter(|&odds| odds > SURE).collect();
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
            let conflicts = agreements.mean_conflicts(&conflicts);
            let mut mean = Mean::default();
            for (&(pattern, count), conflict) in agreements.patterns.iter().zip(conflicts) {
                mean.add(count * plain.posterior_of(1, pattern), conflict.get());
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
        let seen = agreements.with_conflicts(&conflicts, last);
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

/// How many pairs show each pattern, the patterns in ascending order.
pub(crate) fn counted(patterns: impl ParallelIterator<Item = u64>) -> Patterns {
    let counts = patterns
        .fold(FxHashMap::default, |mut counts: FxHashMap<u64, u64>, pattern| {
            *counts.entry(pattern).or_default() += 1;
            counts
        })
        .reduce(FxHashMap::default, |mut all, part| {
            for (pattern, count) in part {
                *all.entry(pattern).or_default() += count;
            }
            all
        });
    let mut out: Patterns =
        counts.into_iter().map(|(pattern, count)| (pattern, count as f64)).collect();
    out.sort_unstable_by_key(|&(pattern, _)| pattern);
    out
}
