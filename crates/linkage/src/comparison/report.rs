//! How a comparison was done and how good it is expected to be.

use serde::{Deserialize, Serialize};

use super::agreement::level_of;
use super::bags::LEVELS;
use super::variables::Variables;
use crate::blocking::Pass;
use crate::weights::expectation::{Learned, Patterns};
use crate::weights::threshold::Expected;
use crate::weights::{LevelWeight, VariableWeights};

/// How a comparison was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Pairs of records that could be one person.
    pub possible_pairs: f64,
    /// Pairs that were compared.
    pub candidate_pairs: u64,
    /// The blocking passes.
    pub passes: Vec<BlockingPass>,
    /// Estimated share of the pairs of one person that are among the candidates.
    pub blocking_recall: f64,
    /// Standard error of that share.
    pub blocking_recall_error: f64,
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
    /// Candidate pairs by log odds in steps of one from -30 to 30; what lies outside is at the ends.
    pub histogram: Vec<u64>,
    /// How often expected matches disagree on sex, where it is recorded: a check that needs no labels.
    pub sex_disagreement: Option<f64>,
    /// What should be looked at before the pairs are used.
    pub warnings: Vec<Warning>,
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

/// What should be looked at before the pairs are used.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum Warning {
    /// Pairs that are held for one person disagree on sex more often than it is recorded wrongly.
    #[serde(rename = "linkage/sex-disagrees")]
    SexDisagrees {
        /// Share of the expected matches that record it twice.
        share: f64,
    },
    /// Many pairs of one person share no blocking key.
    #[serde(rename = "linkage/blocking-misses")]
    BlockingMisses {
        /// Estimated share of pairs of one person that are candidates.
        recall: f64,
    },
    /// Links are too few to be held against each other: the odds rest on the model alone.
    #[serde(rename = "linkage/unchecked-odds")]
    UncheckedOdds,
    /// No pair is held for one person: nobody stands on two lists, or what a match looks like could not be learned.
    #[serde(rename = "linkage/nobody-twice")]
    NobodyTwice,
}

impl Warning {
    /// The stable code, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SexDisagrees { .. } => "linkage/sex-disagrees",
            Self::BlockingMisses { .. } => "linkage/blocking-misses",
            Self::UncheckedOdds => "linkage/unchecked-odds",
            Self::NobodyTwice => "linkage/nobody-twice",
        }
    }
}

/// Share of matches that may disagree on sex before it is said.
const SEX_WARNING: f64 = 0.05;
/// Share of matches that disagree on sex at which what was learned is no person.
pub(super) const SEX_REFUSAL: f64 = 0.25;
/// Recall of blocking below which it is said.
const RECALL_WARNING: f64 = 0.95;

/// How often expected matches disagree on sex, of those that both record it, and how many do.
pub(super) fn sex_disagreement(
    variables: &Variables,
    patterns: &Patterns,
    probability: impl Fn(u64) -> f64,
) -> (f64, f64) {
    let Some(sex) = variables.names.iter().position(|name| name == "sex") else {
        return (0.0, 0.0);
    };
    let (mut differ, mut all) = (0.0, 0.0);
    for &(pattern, count) in patterns {
        let level = level_of(pattern, sex);
        if level > 0 {
            let weight = count * probability(pattern);
            all += weight;
            if level > 4 {
                differ += weight;
            }
        }
    }
    (if all > 0.0 { differ / all } else { 0.0 }, all)
}

/// What the figures warn of.
pub(super) fn warnings(matches: f64, sex: (f64, f64), recall: f64, checked: bool) -> Vec<Warning> {
    // Nothing else can be said of no matches.
    if matches < 1.0 {
        return vec![Warning::NobodyTwice];
    }
    let mut out = Vec::new();
    if sex.0 > SEX_WARNING && sex.1 >= 20.0 {
        out.push(Warning::SexDisagrees { share: sex.0 });
    }
    if recall < RECALL_WARNING {
        out.push(Warning::BlockingMisses { recall });
    }
    if !checked {
        out.push(Warning::UncheckedOdds);
    }
    out
}

/// Pairs by log odds, in steps of one from -30 to 30, what lies outside at the ends.
pub(super) fn histogram(odds: impl Iterator<Item = f32>) -> Vec<u64> {
    let mut out = vec![0; 61];
    for log_odds in odds {
        out[(log_odds.clamp(-30.0, 30.0).round() + 30.0) as usize] += 1;
    }
    out
}

/// What was learned of each variable.
pub(super) fn reported(
    variables: &Variables,
    learned: &Learned,
    seen: &Patterns,
) -> Vec<VariableWeights> {
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
