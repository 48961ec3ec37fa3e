//! Several lists in the clear, compared: pairs of records with the odds that they are one person.

mod ages;
pub(crate) mod agreement;
pub(crate) mod bags;
pub(crate) mod births;
mod expected;
pub(crate) mod letters;
mod missed;
pub(crate) mod places;
pub mod report;
pub(crate) mod variables;
pub(crate) mod words;

use std::fmt;
use std::ops::ControlFlow;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::blocking::{self, Candidates};
use crate::case_list::CaseList;
use crate::progress::{Interrupted, Tell};
use crate::scored_pair::ScoredPair;
use crate::weights::expectation::{self, Learned, Patterns};
use crate::weights::of_lists::of_lists;
use crate::weights::settling::{Agreements, counted, settle};
use crate::weights::threshold::expectations;
use agreement::{Agreement, level_of};
use expected::before;
use missed::{Missed, missed};
pub use report::{BlockingPass, Contribution, Report, Warning};
use variables::Variables;
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
        Self {
            pairs_per_record: 2,
            random_pairs: 300_000,
            least_probability: 0.001,
            seed: 1,
            year: 2026,
        }
    }
}

/// Standard deviation of what all log odds of one comparison are wrong by at once. Over 42 made-up coalitions the links among the candidates differed from those
/// that were expected as if all log odds had been wrong by 0.36 (lists that are badly written), 0.49 (ordinary ones) and 0.67 (ages beside days of birth).
pub const DOUBT: f64 = 0.5;

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
    /// What the lists have in common is the same for too many people.
    #[error(
        "a record says {bits:.1} bits about who it is; to tell {records} records apart takes {needed:.1}"
    )]
    #[serde(rename = "linkage/nothing-tells-apart")]
    NothingTellsApart {
        /// Records of all lists.
        records: u64,
        /// Mean information of a record: the sum of the surprisal of its values.
        bits: f64,
        /// Information needed at least.
        needed: f64,
    },
    /// Pairs that were held for one person are of different sex so often that what was learned is something else.
    #[error("{percent:.0} % of the pairs held for one person disagree on sex")]
    #[serde(rename = "linkage/training-failed")]
    TrainingFailed {
        /// Percent of the expected matches that record sex twice.
        percent: f64,
    },
    /// The caller ended the work.
    #[error("the work was interrupted by its caller")]
    #[serde(rename = "linkage/interrupted")]
    Interrupted,
}

impl Refusal {
    /// The stable code of the reason, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NothingInCommon => "linkage/nothing-in-common",
            Self::TooManyRecords { .. } => "linkage/too-many-records",
            Self::NothingTellsApart { .. } => "linkage/nothing-tells-apart",
            Self::TrainingFailed { .. } => "linkage/training-failed",
            Self::Interrupted => "linkage/interrupted",
        }
    }
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
    line: (f64, f64),
    /// What the lists that two records are on add to their log odds, by [`Variables::lists_of`].
    of_lists: Vec<f64>,
}

/// Its `Debug` says how much it holds and nothing of what.
impl fmt::Debug for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} pairs of records of {} lists", self.pairs.len(), self.records_of_lists.len())
    }
}

/// Share of the information that would number all records below which nobody can be told apart.
const LEAST_INFORMATION: f64 = 0.6;

/// Compares the lists: finds the pairs worth comparing, the level at which each variable agrees, what each level is
/// worth, and the odds of each pair.
///
/// Records of a list that is clean are not compared with each other. The result is the same for any number of threads.
pub fn compare(
    lists: &[CaseList],
    settings: &Settings,
    tell: &mut Tell,
) -> Result<Compared, Refusal> {
    let records: u64 = lists.iter().map(|list| list.len() as u64).sum();
    if records >= u64::from(blocking::MOST_RECORDS) {
        return Err(Refusal::TooManyRecords {
            records,
            most: u64::from(blocking::MOST_RECORDS) - 1,
        });
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
    let bits = variables.information();
    let needed = LEAST_INFORMATION * (records.max(1) as f64).log2();
    if records >= 10 && bits < needed {
        return Err(Refusal::NothingTellsApart { records, bits, needed });
    }
    step(1)?;
    let budget = (settings.pairs_per_record * records).max(2_000_000);
    let candidates = blocking::candidates(&variables, budget);
    step(2)?;
    // Patterns of the pairs one by one are needed no longer than until they are numbered.
    let agreements = Agreements::new(&agreements_of(&variables, &candidates));
    step(3)?;
    let others = other_patterns(&variables, &candidates, settings);
    step(4)?;
    let mut before = before(&variables);
    let first = expectation::learn(&agreements.patterns, &others, &before, None);
    let (learned, line) = settle(&variables, &candidates, &agreements, &others, &mut before, first);
    step(5)?;
    let line_or_one = line.unwrap_or((0.0, 1.0));
    let held = |odds: f64| line_or_one.0 + line_or_one.1 * odds;
    let mut odds = agreements.log_odds(&learned);
    odds.par_iter_mut().for_each(|odds| *odds = held(f64::from(*odds)) as f32);
    let of_lists = add_lists(&variables, &candidates, &mut odds);
    let sex = report::sex_disagreement(&variables, &agreements.patterns, |pattern| {
        1.0 / (1.0 + (-learned.log_odds(pattern)).exp())
    });
    if sex.0 > report::SEX_REFUSAL && sex.1 >= 50.0 {
        return Err(Refusal::TrainingFailed { percent: sex.0 * 100.0 });
    }
    let found: f64 = odds.iter().map(|&odds| 1.0 / (1.0 + (-f64::from(odds)).exp())).sum();
    let left = before.pairs - candidates.len() as f64;
    let of_pattern = |pattern| 1.0 / (1.0 + (-held(learned.log_odds(pattern))).exp());
    let Missed { matches: missed, error } = missed(&candidates, &odds, &others, of_pattern, left);
    let recall = if found > 0.0 { found / (found + missed) } else { 1.0 };
    let floor = (settings.least_probability / (1.0 - settings.least_probability)).ln() as f32;
    let pairs: Vec<ScoredPair> = (0..odds.len())
        .filter(|&at| odds[at] >= floor)
        .map(|at| {
            let (first, second) = candidates.pair(at);
            ScoredPair { first, second, log_odds: odds[at] }
        })
        .collect();
    let kept: f64 = pairs.iter().map(ScoredPair::probability).sum();
    let mut expected = expectations(&pairs, missed + found - kept);
    let recommended = if expected.is_empty() { None } else { Some(expected.remove(0)) };
    step(6)?;
    Ok(Compared {
        report: Report {
            possible_pairs: before.pairs,
            candidate_pairs: candidates.len() as u64,
            passes: candidates.passes.iter().map(BlockingPass::from).collect(),
            blocking_recall: recall,
            blocking_recall_error: if found > 0.0 { recall.powi(2) * error / found } else { 0.0 },
            variables: report::reported(&variables, &learned, &agreements.patterns),
            expected_matches: found + missed,
            rounds: learned.steps,
            recommended,
            expected,
            histogram: report::histogram(odds.iter().copied()),
            sex_disagreement: (sex.1 > 0.0).then_some(sex.0),
            warnings: report::warnings(found + missed, sex, recall, line.is_some()),
        },
        pairs,
        records_of_lists: lists.iter().map(|list| list.len() as u32).collect(),
        variables,
        learned,
        line: line_or_one,
        of_lists,
    })
}

impl Compared {
    /// What the variables are called that were compared.
    pub fn variable_names(&self) -> &[String] {
        &self.variables.names
    }

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
        out.push(Contribution {
            variable: "rarity".into(),
            level: 0,
            bits: f64::from(agreement.rarity),
        });
        // What the odds are recalibrated by, so that the sum is that of the scored pair.
        let before: f64 = out.iter().map(|contribution| contribution.bits).sum();
        let after = self.line.0 / std::f64::consts::LN_2 + self.line.1 * before;
        out.push(Contribution { variable: "calibration".into(), level: 0, bits: after - before });
        // The two lists have a prior of their own, which nothing else rests on.
        let lists = self.variables.lists_of(first, second) as usize;
        out[0].bits += self.of_lists[lists] / std::f64::consts::LN_2;
        out
    }
}

/// Adds to the log odds of the candidates, in their order, what the lists that their records are on say.
fn add_lists(variables: &Variables, candidates: &Candidates, odds: &mut [f32]) -> Vec<f64> {
    let possible = variables.pairs_of_lists();
    if possible.iter().filter(|&&pairs| pairs > 0.0).count() < 2 {
        return vec![0.0; possible.len()];
    }
    let of_pair = |at| {
        let (first, second) = candidates.pair(at);
        variables.lists_of(first, second)
    };
    let kinds: Vec<u32> = (0..candidates.len()).into_par_iter().map(of_pair).collect();
    let added = of_lists(odds, &kinds, &possible);
    for (odds, &kind) in odds.iter_mut().zip(&kinds) {
        *odds += added[kind as usize] as f32;
    }
    added
}

/// Candidates that are compared together.
const TOGETHER: usize = 64;

/// How the pairs of candidates agree, in their order.
fn agreements_of(variables: &Variables, candidates: &Candidates) -> Vec<Agreement> {
    let mut agreements = vec![Agreement::default(); candidates.len()];
    agreements.par_chunks_mut(TOGETHER).enumerate().with_min_len(64).for_each_init(
        || (Vec::new(), Known::new()),
        |(room, known), (block, out)| {
            let from = block * TOGETHER;
            let pairs = (from..from + out.len()).map(|at| candidates.pair(at));
            variables.agreements(pairs, room, known, out);
        },
    );
    agreements
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
                let mut out = (settings.seed ^ salt << 56)
                    .wrapping_add((draw as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
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
    let each =
        (variables.pairs() - candidates.len() as f64).max(0.0) / patterns.len().max(1) as f64;
    let mut out = counted(patterns.into_par_iter());
    for (_, count) in &mut out {
        *count *= each;
    }
    out
}
