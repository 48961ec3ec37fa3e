//! All attacks on one's own list, before it leaves.
//!
//! A member holds both sides, the list and its encodings, and so can play every attacker. Attackers are given more than real
//! ones have: all victims are among their candidates, and half of the list may be known to them.

use std::ops::ControlFlow;

use serde::Serialize;

use super::dictionary::{self, EncodeGuess};
use super::parity_aware::Design;
use super::{
    Attack, Outcome, Split, TokenSets, frequency, graph, known_pairs, parity_aware, patterns,
};
use crate::{Filters, Interrupted, Tell};

/// Known pairs that an attacker has, at which the attacks are judged. Lists that are shorter than twice a number are judged at half their
/// length instead.
pub const KNOWN: [usize; 4] = [100, 500, 2000, 5000];
/// Records of a list that are looked at; of longer lists a sample.
pub const MOST_RECORDS: usize = 10_000;
/// Encodings that are attacked by each attack with known pairs.
pub const MOST_VICTIMS: usize = 2_000;
/// Records of which graphs are made.
const MOST_NODES: usize = 2_000;
/// Steps that each attack tells.
const STEPS: u64 = 1_000;

/// How many times as often as a blind guess an attack must be right to tell of people.
const TELLING: f64 = 3.0;

/// What is to leave, and what is behind it.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The encodings.
    pub encodings: &'a Filters,
    /// The tokens that they were made of, in the same order.
    pub plain: &'a TokenSets,
    /// Nobody stands on the list twice. Otherwise whoever is known in one record is not counted as recognised in another.
    pub clean: bool,
    /// What is public of how they were made, if it is a filter of parities.
    pub design: Option<Design>,
    /// Encodes a record under the key of the list, to see that the attacks work.
    pub with_key: Option<&'a EncodeGuess<'a>>,
    /// Encodes a record under a key of the attacker's own.
    pub without_key: Option<&'a EncodeGuess<'a>>,
    /// From which samples are drawn.
    pub seed: u64,
}

/// What attackers would learn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Records of the list.
    pub records: usize,
    /// How many of them were looked at.
    pub looked_at: usize,
    /// The list is too short for the smallest number of known pairs, and half of it was taken as known instead.
    pub short: bool,
    /// How each attack went.
    pub attacks: Vec<Outcome>,
}

/// The highest rates at which a list may leave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// To an attacker with at most 500 known pairs.
    pub few_pairs: f64,
    /// To any other attacker who does not hold the key.
    pub otherwise: f64,
}

impl Default for Limits {
    /// 0.5 % and 6 %.
    fn default() -> Self {
        Self { few_pairs: 0.005, otherwise: 0.06 }
    }
}

/// Too many people could be recognised in what was to leave.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, thiserror::Error)]
#[error(
    "an attacker recognises {:.1} % of the people ({:?}, {} known pairs); at most {:.1} % may be recognised",
    100.0 * .outcome.rate(), .outcome.attack, .outcome.known, 100.0 * .limit
)]
pub struct TooRevealing {
    /// The attack that went above its limit by most.
    pub outcome: Outcome,
    /// The limit.
    pub limit: f64,
}

impl TooRevealing {
    /// The stable code of the refusal.
    pub const CODE: &'static str = "linkage/too-revealing";
}

impl Limits {
    /// The limit for an outcome.
    pub fn of(&self, outcome: &Outcome) -> f64 {
        match outcome.attack {
            Attack::DictionaryWithKey => 1.0,
            Attack::KnownPairs | Attack::KnownPairsParityAware if outcome.known <= 500 => {
                self.few_pairs
            }
            _ => self.otherwise,
        }
    }
}

impl Report {
    /// The most successful attack of somebody who does not hold the key.
    pub fn worst(&self) -> Option<&Outcome> {
        self.attacks
            .iter()
            .filter(|outcome| outcome.attack != Attack::DictionaryWithKey)
            .max_by(|a, b| a.rate().total_cmp(&b.rate()).then(b.known.cmp(&a.known)))
    }

    /// Refuses what goes above the limits. On a short list even blind guesses are often right, and who is right a few times as often as they
    /// is still wrong about nearly everybody: an attack counts only where it is certain (by the lower end of its interval) that it is right more than
    /// three times as often.
    pub fn judge(&self, limits: Limits) -> Result<(), TooRevealing> {
        let above = self.attacks.iter().filter(|outcome| {
            outcome.rate() > limits.of(outcome) && outcome.interval().0 > TELLING * outcome.chance()
        });
        let over = |outcome: &Outcome| outcome.rate() / limits.of(outcome).max(1e-9);
        match above.max_by(|a, b| over(a).total_cmp(&over(b))) {
            Some(&outcome) => Err(TooRevealing { outcome, limit: limits.of(&outcome) }),
            None => Ok(()),
        }
    }
}

/// Runs all attacks on a list.
///
/// # Panics
/// If the encodings and the tokens are of different numbers of records.
pub fn report(question: Question<'_>, tell: &mut Tell<'_>) -> Result<Report, Interrupted> {
    let Question { encodings, plain, clean, design, with_key, without_key, seed } = question;
    assert_eq!(encodings.len(), plain.len(), "each encoding has its tokens");
    let records = encodings.len();
    let looked_at = records.min(MOST_RECORDS);
    let sample = Split::draw(records, looked_at, 0, seed).known;
    let mut counts: Vec<usize> = KNOWN.iter().map(|&known| known.min(looked_at / 2)).collect();
    counts.dedup();
    counts.retain(|&known| known > 0);
    let of_keys = u64::from(with_key.is_some()) + u64::from(without_key.is_some());
    let all = (2 * counts.len() as u64 + of_keys + 3) * STEPS;
    let mut attacks = Vec::new();
    let mut done = 0;
    let mut run = |attack: &mut dyn FnMut(&mut Tell<'_>) -> Result<Outcome, Interrupted>| {
        let outcome = attack(&mut |part, of| tell(done + STEPS * part / of.max(1), all))?;
        attacks.push(outcome);
        done += STEPS;
        Ok(())
    };
    for &known in &counts {
        let mut split = within(&sample, &Split::draw(looked_at, known, MOST_VICTIMS, seed ^ 1));
        if !clean {
            split.leave_out_known_people(plain);
        }
        run(&mut |tell| known_pairs::attack(encodings, plain, &split, tell))?;
        run(&mut |tell| parity_aware::attack(encodings, plain, &split, design, tell))?;
    }
    let victims = &sample[..looked_at.min(MOST_VICTIMS / 4)];
    // The order of candidates says nothing of that of the victims.
    let candidates = within(&sample, &Split::draw(looked_at, 0, 0, seed ^ 2)).candidates;
    if let Some(encode) = without_key {
        run(&mut |tell| {
            dictionary::attack(encodings, plain, victims, &candidates, encode, false, tell)
        })?;
    }
    if let Some(encode) = with_key {
        run(&mut |tell| {
            dictionary::attack(encodings, plain, victims, &candidates, encode, true, tell)
        })?;
    }
    // One half plays the victims, the other half the similar database.
    let halves = within(&sample, &Split::draw(looked_at, looked_at / 2, looked_at, seed ^ 3));
    run(&mut |_| Ok(frequency::attack(encodings, plain, &halves.victims, &halves.known)))?;
    run(&mut |tell| {
        patterns::attack(encodings, plain, &halves.victims, &candidates, &halves.known, seed, tell)
    })?;
    let nodes = &sample[..looked_at.min(MOST_NODES)];
    let shuffled = within(nodes, &Split::draw(nodes.len(), 0, 0, seed ^ 4)).candidates;
    run(&mut |tell| graph::attack(encodings, plain, nodes, &shuffled, tell))?;
    if let ControlFlow::Break(()) = tell(all, all) {
        return Err(Interrupted);
    }
    Ok(Report { records, looked_at, short: looked_at / 2 < KNOWN[0], attacks })
}

/// A split of a sample as one of all records.
fn within(sample: &[u32], split: &Split) -> Split {
    let of = |numbers: &[u32]| numbers.iter().map(|&number| sample[number as usize]).collect();
    Split {
        known: of(&split.known),
        victims: of(&split.victims),
        candidates: of(&split.candidates),
    }
}
