//! Silent gain: how much of what a plan closes stands where the picture may be wrong because
//! nobody told.
//!
//! A gap is need less what is known to be there. Where nobody reported, or somebody works whose
//! capacity nobody stated, more may be there than is known, and an action may close a gap that is
//! none. With `g_c` what a plan closes at need `c`,
//!
//! `share = sum_{c silent} g_c / sum_c g_c`,
//!
//! where `c` is silent if it is [`Knowledge::NobodyReported`] or at least one of the initiatives
//! there states no capacity: the needs of which no gap is ever called certain
//! ([`KnownNeed::certainty`]), and those of which nobody can say whether anybody is there.

use crate::{Closes, Knowledge, KnownNeed, Plan, Step};

/// What is closed, and how much of that where nobody told. In the unit of the gain of a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct SilentGain {
    /// All that is closed.
    pub gain: f64,
    /// What of it is closed where nobody reported.
    pub nobody_reported: f64,
    /// What of it is closed where somebody works and some of them, or all, state no capacity. No
    /// part of the other.
    pub capacity_unstated: f64,
}

impl SilentGain {
    /// Of one action of a plan. `known` is the state of knowledge of each need of the question, by
    /// its position; a need of which it says nothing is taken as told.
    pub fn of_step(step: &Step, known: &[Option<KnownNeed>]) -> Self {
        Self::of(&step.closes, known)
    }

    /// Of a whole plan.
    pub fn of_plan(plan: &Plan, known: &[Option<KnownNeed>]) -> Self {
        Self::of(plan.steps.iter().flat_map(|step| &step.closes), known)
    }

    fn of<'a>(closes: impl IntoIterator<Item = &'a Closes>, known: &[Option<KnownNeed>]) -> Self {
        let mut sums = Self::default();
        for closes in closes {
            sums.gain += closes.gain;
            match known.get(closes.need as usize).copied().flatten() {
                Some(known) if known.knowledge == Knowledge::NobodyReported => {
                    sums.nobody_reported += closes.gain;
                }
                Some(known) if known.without_capacity > 0 => {
                    sums.capacity_unstated += closes.gain;
                }
                _ => {}
            }
        }
        sums
    }

    /// The share that rests on silence of either kind, 0 to 1; `None` where nothing is closed.
    pub fn share(&self) -> Option<f64> {
        let silent = self.nobody_reported + self.capacity_unstated;
        (self.gain > 0.0).then(|| (silent / self.gain).min(1.0))
    }
}
