//! Several lists in the clear, compared: pairs of records with the odds that they are one person.

pub(crate) mod bags;
pub(crate) mod births;
pub(crate) mod letters;
pub(crate) mod places;
pub(crate) mod variables;
pub(crate) mod words;

use std::ops::ControlFlow;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::blocking::{self, Candidates, Pass};
use crate::case_list::CaseList;
use crate::progress::{Interrupted, Tell};
use crate::scored_pair::ScoredPair;
use crate::weights::expectation::{self, Before, Learned, Patterns};
use crate::weights::structure::{Links, Mean, Scale, conflict, recalibrate};
use crate::weights::threshold::{Expected, expectations};
use crate::weights::{LevelWeight, VariableWeights};
use bags::{DIFFERENT, LEVELS, NEAR, PART, SIMILAR, SOME, SOUND, INITIAL, SWAPPED, SAME};
use variables::{Agreement, Comparer, Variables, level_of};
use words::Known;

/// What the comparison may cost and what it keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Most candidate pairs of one blocking pass, per record; at least two million in all.
    pub pairs_per_record: u64,
    /// Pairs drawn at random to learn what two people have in common by chance.
    pub random_pairs: u64,
    /// Pairs less likely than this to be one person are not kept.
    pub least_probability: f64,
    /// Seed of the random pairs.
    pub seed: u64,
    /// The year of the comparison: the last that a year of two digits can mean.
    pub year: i16,
}

impl Default for Settings {
    fn default() -> Self {
        Self { pairs_per_record: 10, random_pairs: 300_000, least_probability: 0.001, seed: 1, year: 2026 }
    }
}

/// Why lists cannot be compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum Refusal {
    /// No column says the same thing in two lists.
    #[error("the lists have no column in common")]
    #[serde(rename = "linkage/nothing-in-common")]
    NothingInCommon,
    /// The lists together are longer than numbers of records reach.
    #[error("{records} records; at most {most} can be compared at once")]
    #[serde(rename = "linkage/too-many-records")]
    TooManyRecords {
        /// Records of all lists.
        records: u64,
        /// Records that can be compared.
        most: u64,
    },
    /// The caller ended the work.
    #[error("the work was interrupted by its caller")]
    #[serde(rename = "linkage/interrupted")]
    Interrupted,
}

impl From<Interrupted> for Refusal {
    fn from(_: Interrupted) -> Self {
        Self::Interrupted
    }
}

/// What came out of a comparison.
pub struct Compared {
    /// Pairs that may be one person, by their numbers.
    pub pairs: Vec<ScoredPair>,
    /// Number of records of each list.
    pub records_of_lists: Vec<u32>,
    /// How it was done and how good it is expected to be.
    pub report: Report,
    variables: Variables,
    learned: Learned,
}

/// How a comparison was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Pairs of records that could be one person.
    pub possible_pairs: f64,
    /// Pairs that were compared.
    pub candidate_pairs: u64,
    /// The blocking passes.
    pub passes: Vec<BlockingPass>,
    /// What was learned of each variable.
    pub variables: Vec<VariableWeights>,
    /// Expected number of pairs that are one person.
    pub expected_matches: f64,
    /// Rounds of expectation maximisation.
    pub rounds: u32,
    /// The threshold of the highest expected F1 and what is expected there.
    pub recommended: Option<Expected>,
    /// What is expected at other thresholds, from the highest.
    pub expected: Vec<Expected>,
}

/// A blocking pass as reported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BlockingPass {
    /// What the records of a pair share.
    pub name: String,
    /// Pairs found.
    pub pairs: u64,
    /// Records in groups too large to be compared.
    pub dropped_records: u64,
    /// The largest group compared.
    pub largest_group: u64,
}

impl From<&Pass> for BlockingPass {
    fn from(pass: &Pass) -> Self {
        Self {
            name: pass.name.clone(),
            pairs: pass.pairs,
            dropped_records: pass.dropped_records,
            largest_group: pass.largest_group,
        }
    }
}

/// What one variable adds to the odds of a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// The variable; the first is the prior.
    pub variable: String,
    /// The level of agreement; 0 where it is missing.
    pub level: u8,
    /// What it adds in bits.
    pub bits: f64,
}

/// Compares the lists.
pub fn compare(lists: &[CaseList], settings: &Settings, tell: &mut Tell) -> Result<Compared, Refusal> {
    let records: u64 = lists.iter().map(|list| list.len() as u64).sum();
    if records >= u64::from(blocking::MOST_RECORDS) {
        return Err(Refusal::TooManyRecords { records, most: u64::from(blocking::MOST_RECORDS) - 1 });
    }
    let mut step = |done: u64| match tell(done, 6) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Interrupted),
    };
    step(0)?;
    let variables = Variables::new(lists, settings.year);
    if variables.len() == 0 {
        return Err(Refusal::NothingInCommon);
    }
    step(1)?;
    let budget = (settings.pairs_per_record * records).max(2_000_000);
    let candidates = blocking::candidates(&variables, budget);
    step(2)?;
    let agreements: Vec<Agreement> = (0..candidates.len())
        .into_par_iter()
        .with_min_len(4096)
        .map_init(Known::new, |known, at| {
            let (first, second) = candidates.pair(at);
            variables.agreement(first, second, known)
        })
        .collect();
    step(3)?;
    let seen = counted(agreements.iter().map(|agreement| agreement.pattern));
    let random = other_patterns(&variables, &candidates, settings);
    step(4)?;
    let mut before = before(&variables);
    let first = expectation::learn(&seen, &random, &before, None);
    let (learned, line) = settle(&variables, &candidates, &agreements, &random, &mut before, first);
    step(5)?;
    let odds_of = |agreement: Agreement| line.0 + line.1 * log_odds(&learned, agreement);
    let floor = (settings.least_probability / (1.0 - settings.least_probability)).ln();
    let mut pairs: Vec<ScoredPair> = agreements
        .par_iter()
        .enumerate()
        .filter_map(|(at, &agreement)| {
            let log_odds = odds_of(agreement);
            let (first, second) = candidates.pair(at);
            (log_odds >= floor).then_some(ScoredPair { first, second, log_odds: log_odds as f32 })
        })
        .collect();
    pairs.sort_unstable_by_key(|pair| (pair.first, pair.second));
    let mut expected = expectations(&pairs, 0.0);
    let recommended = if expected.is_empty() { None } else { Some(expected.remove(0)) };
    step(6)?;
    Ok(Compared {
        report: Report {
            possible_pairs: before.pairs,
            candidate_pairs: candidates.len() as u64,
            passes: candidates.passes.iter().map(BlockingPass::from).collect(),
            variables: reported(&variables, &learned, &seen),
            expected_matches: learned.matches,
            rounds: learned.steps,
            recommended,
            expected,
        },
        pairs,
        records_of_lists: lists.iter().map(|list| list.len() as u32).collect(),
        variables,
        learned,
    })
}

impl Compared {
    /// What each variable adds to the odds of two records, the prior first.
    pub fn explain(&self, first: u32, second: u32) -> Vec<Contribution> {
        let agreement = self.variables.agreement(first, second, &mut Known::new());
        let share = self.learned.share();
        let mut out = vec![Contribution {
            variable: "prior".into(),
            level: 0,
            bits: (share / (1.0 - share)).log2(),
        }];
        let others = self.learned.other_levels(agreement.pattern);
        for (variable, name) in self.variables.names.iter().enumerate() {
            let level = level_of(agreement.pattern, variable);
            let m = self.learned.levels(variable).0[level];
            let bits = if level == 0 { 0.0 } else { (m / others[variable]).log2() };
            out.push(Contribution { variable: name.clone(), level: level as u8, bits });
        }
        // What variables say together that they do not say one by one.
        let apart: f64 = out.iter().map(|contribution| contribution.bits).sum();
        let together = self.learned.log_odds(agreement.pattern) / std::f64::consts::LN_2;
        out.push(Contribution { variable: "together".into(), level: 0, bits: together - apart });
        out.push(Contribution { variable: "rarity".into(), level: 0, bits: f64::from(agreement.rarity) });
        out
    }
}

fn log_odds(learned: &Learned, agreement: Agreement) -> f64 {
    learned.log_odds(agreement.pattern) + f64::from(agreement.rarity) * std::f64::consts::LN_2
}

/// Times that what was learned is held against the triangles of its own links.
const ROUNDS: usize = 3;

/// Goes on learning with what the links say about each other as a further variable, and sees at last how far the odds
/// are to be believed: log odds `a + b * log odds`.
fn settle(
    variables: &Variables,
    candidates: &Candidates,
    agreements: &[Agreement],
    random: &Patterns,
    before: &mut Before,
    mut learned: Learned,
) -> (Learned, (f64, f64)) {
    let debug = std::env::var("DEBUG").is_ok();
    let last = variables.len();
    let mut further = false;
    for round in 0..=ROUNDS {
        let plain = if further { learned.without_last() } else { learned.clone() };
        let odds: Vec<f32> =
            agreements.par_iter().map(|&agreement| log_odds(&plain, agreement) as f32).collect();
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
        if debug {
            eprintln!("round {round} {scale:?} {} {} matches {}", reference.weight, least.weight, learned.matches);
            for (class, of) in learned.classes.iter().enumerate() {
                eprintln!("  class {class} pairs {:.1}", of.share * before.pairs);
            }
        }
        if !scale.tells() || reference.weight < 100.0 || least.weight < 20.0 {
            return (plain, (0.0, 1.0));
        }
        // A second class of matches whose pairs contradict the others is none.
        if further && learned.matching == 2 {
            let sums = agreements
                .par_chunks(1 << 15)
                .zip(conflicts.par_chunks(1 << 15))
                .map(|(agreements, conflicts)| {
                    let mut mean = Mean::default();
                    for (agreement, &conflict) in agreements.iter().zip(conflicts) {
                        mean.add(plain.posterior_of(1, agreement.pattern), f64::from(conflict));
                    }
                    mean
                })
                .collect::<Vec<Mean>>();
            let mut mean = Mean::default();
            for part in sums {
                mean.add(part.weight, part.get());
            }
            let right = (scale.reference - mean.get()) / (scale.reference - scale.least);
            if debug {
                eprintln!("second class {} pairs, right {right}", mean.weight);
            }
            if right < 0.5 {
                learned = learned.without_second();
                if round == ROUNDS {
                    return (learned.without_last(), (0.0, 1.0));
                }
            }
        }
        if round == ROUNDS || last >= 16 {
            let pairs: Vec<(f32, f32)> = odds.iter().copied().zip(conflicts).collect();
            let line = recalibrate(&pairs, scale);
            if debug {
                eprintln!("line {line:?}");
            }
            return (plain, line);
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
    (learned, (0.0, 1.0))
}

fn counted(patterns: impl Iterator<Item = u64>) -> Patterns {
    let mut counts: FxHashMap<u64, f64> = FxHashMap::default();
    for pattern in patterns {
        *counts.entry(pattern).or_default() += 1.0;
    }
    let mut out: Patterns = counts.into_iter().collect();
    out.sort_unstable_by_key(|&(pattern, _)| pattern);
    out
}

/// Patterns of pairs drawn at random from those that may match and are no candidates, counted as many as there are.
fn other_patterns(variables: &Variables, candidates: &Candidates, settings: &Settings) -> Patterns {
    let records = u64::from(variables.records());
    if records < 2 {
        return Patterns::new();
    }
    let patterns: Vec<u64> = (0..settings.random_pairs as usize)
        .into_par_iter()
        .with_min_len(4096)
        .map_init(Known::new, |known, draw| {
            let random = |salt: u64| {
                let mut out = (settings.seed ^ salt << 56).wrapping_add((draw as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
                out = (out ^ out >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                out = (out ^ out >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
                ((u128::from(out ^ out >> 31) * u128::from(records)) >> 64) as u32
            };
            let (a, b) = (random(1), random(2));
            (a != b && variables.may_match(a, b) && !candidates.contains(a.min(b), a.max(b)))
                .then(|| variables.agreement(a.min(b), a.max(b), known).pattern)
        })
        .flatten()
        .collect();
    let each = (variables.pairs() - candidates.len() as f64).max(0.0) / patterns.len().max(1) as f64;
    let mut out = counted(patterns.into_iter());
    for (_, count) in &mut out {
        *count *= each;
    }
    out
}

fn before(variables: &Variables) -> Before {
    let mut m = Vec::new();
    for comparer in &variables.comparers {
        let mut of = [0.01; LEVELS];
        of[0] = 0.0;
        let bag = |of: &mut [f64; LEVELS]| {
            for level in SAME..SAME + 4 {
                of[level as usize] = 0.17;
            }
            of[PART as usize] = 0.03;
            of[NEAR as usize] = 0.05;
            of[NEAR as usize + 1] = 0.03;
            of[SOUND as usize] = 0.03;
            of[SIMILAR as usize] = 0.03;
            of[INITIAL as usize] = 0.01;
            of[SOME as usize] = 0.02;
            of[SWAPPED as usize] = 0.02;
            of[DIFFERENT as usize] = 0.05;
        };
        match comparer {
            Comparer::Names(..) => {
                bag(&mut of);
                m.push(of);
            }
            Comparer::Bag(_) => bag(&mut of),
            Comparer::Birth(_) => {
                of[1] = 0.6;
                of[2] = 0.1;
                of[3] = 0.05;
                of[5] = 0.08;
            }
            Comparer::Place(places) if places.parts.len() == 1 => bag(&mut of),
            Comparer::Place(_) => {
                of[1] = 0.3;
                of[2] = 0.1;
                of[3] = 0.3;
                of[4] = 0.1;
            of[DIFFERENT as usize] = 0.05;
            }
        }
        m.push(of);
    }
    for of in &mut m {
        let sum: f64 = of.iter().sum();
        for share in of.iter_mut() {
            *share /= sum;
        }
    }
    let sizes: Vec<f64> = variables.starts.windows(2).map(|two| f64::from(two[1] - two[0])).collect();
    let mut most = 0.0;
    for (i, a) in sizes.iter().enumerate() {
        for b in &sizes[i + 1..] {
            most += a.min(*b);
        }
    }
    let guess = (0.3 * most).max(1.0);
    let pairs = variables.pairs();
    let dirty = variables.clean.iter().any(|clean| !clean);
    let records: f64 = sizes.iter().sum();
    Before {
        m,
        pairs,
        most_matches: if dirty { pairs * 0.3 } else { most },
        known: None,
        first_guess: if dirty { guess.max(0.1 * records).min(pairs * 0.1) } else { guess },
    }
}

fn reported(variables: &Variables, learned: &Learned, seen: &Patterns) -> Vec<VariableWeights> {
    let total: f64 = seen.iter().map(|&(_, count)| count).sum();
    variables
        .names
        .iter()
        .enumerate()
        .map(|(variable, name)| {
            let (m, u) = learned.levels(variable);
            let mut counts = [0.0; LEVELS];
            for &(pattern, count) in seen {
                counts[level_of(pattern, variable)] += count;
            }
            VariableWeights {
                name: name.clone(),
                levels: (1..LEVELS)
                    .filter(|&level| counts[level] > 0.0)
                    .map(|level| LevelWeight {
                        level: level as u8,
                        m: m[level],
                        u: u[level],
                        bits: (m[level] / u[level]).log2(),
                        pairs: counts[level] as u64,
                    })
                    .collect(),
                missing: counts[0] / total.max(1.0),
            }
        })
        .collect()
}
