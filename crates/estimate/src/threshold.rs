//! The Bayesian threshold method: keep the dependences between lists that stand out.
//!
//! Silverman (2020, Journal of the Royal Statistical Society A 183:691, section 5) fits the model
//! with all pairs of lists, where the parameter of each pair has a normal prior about zero that
//! holds it back; drops every pair whose posterior mean is less than twice its posterior standard
//! deviation from zero; and draws the population from the posterior of the model that is left.
//! Unlike a stepwise search nothing depends on the order in which pairs are looked at.
//!
//! **When there is a posterior.** With flat priors it is proper exactly if the model has an
//! estimate, which is tested in exact arithmetic (`existence.rs`); pairs that share nobody are at
//! minus infinity then. With normal priors on the interactions the model without interactions has
//! to have an estimate: the logarithm of the posterior is concave, and falls in every direction in
//! which an interaction moves.
//!
//! The result is a simulation. It is given only if the chains agree with each other
//! (`chains.rs`), and a pair that more draws might decide otherwise is marked.

pub(crate) mod stages;

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, History};
use crate::progress::{Interrupted, Meter, Tell};
use crate::refusal::Refusal;
use crate::threshold::stages::{Stages, triples_of};

/// Most draws in all that may be asked for.
pub const MAX_DRAWS: usize = 200_000;

/// How to threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Thresholding {
    /// Variance of the normal priors of interactions, from 1e-6 to 1e6; `None` for flat priors.
    /// Silverman takes one.
    pub prior_variance: Option<f64>,
    /// How many standard deviations its mean must be from zero for an interaction to be kept.
    /// Positive; Silverman takes two.
    pub threshold: f64,
    /// Whether to go on to three lists, where all three pairs were kept.
    pub triples: bool,
    /// Chains, at least two.
    pub chains: usize,
    /// Draws of each chain that are kept.
    pub draws: usize,
    /// Seed of the random numbers.
    pub seed: u64,
}

impl Default for Thresholding {
    fn default() -> Self {
        Self {
            prior_variance: Some(1.0),
            threshold: 2.0,
            triples: false,
            chains: 4,
            draws: 1500,
            seed: 1,
        }
    }
}

/// What was kept, and the population given that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThresholdEstimate {
    /// The model of the kept interactions, those at minus infinity included.
    pub model: String,
    /// Every interaction that was judged, pairs first.
    pub judged: Vec<JudgedTerm>,
    /// With flat priors, interactions at minus infinity because nobody is on all their lists: the
    /// names of the lists with colons between them.
    pub absent: Vec<String>,
    /// Whether triples were to be judged, but the model with all of them has no estimate, so that
    /// the pairs alone were used. With flat priors only.
    pub triples_without_estimate: bool,
    /// Posterior median of the population, the observed included.
    pub median: f64,
    /// 10 and 90 % points.
    pub interval80: [f64; 2],
    /// 2.5 and 97.5 % points.
    pub interval95: [f64; 2],
    /// How well the chains mixed each time that draws were made: for all pairs, for all triples if
    /// any, and for what was kept.
    pub mixing: Vec<Mixing>,
    /// Draws of the population, chain after chain.
    pub draws: Vec<f64>,
}

/// An interaction held against the threshold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JudgedTerm {
    /// The names of its lists with colons between them.
    pub lists: String,
    /// Posterior mean of its parameter, on the logarithmic scale.
    pub mean: f64,
    /// Posterior standard deviation.
    pub standard_deviation: f64,
    /// The size of the mean in standard deviations: what is held against the threshold.
    pub ratio: f64,
    /// Whether it was kept.
    pub kept: bool,
    /// Whether the ratio is within three of its simulation errors of the threshold: another seed
    /// might decide otherwise.
    pub borderline: bool,
}

/// How well chains mixed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mixing {
    /// Parameters of the model.
    pub parameters: usize,
    /// The largest potential scale reduction of any.
    pub r_hat: f64,
    /// The smallest effective number of draws of any.
    pub effective_draws: f64,
    /// The share of jumps that were accepted.
    pub accepted_jumps: f64,
}

/// Why the method gives nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotThresholded {
    /// No method can answer the table, or the model to start from has no posterior on it.
    #[error("{0}")]
    Table(#[from] Refusal),
    /// The chains do not agree, or their draws are worth too few.
    #[error("the chains have not mixed: scale reduction {r_hat:.3}, {effective_draws:.0} draws")]
    NotMixed {
        /// The largest potential scale reduction of a parameter; at most [`crate::MAX_R_HAT`] is needed.
        r_hat: f64,
        /// The smallest effective number of draws; [`crate::MIN_EFFECTIVE_DRAWS`] are needed.
        effective_draws: f64,
    },
    /// A variance, the threshold, or a number of chains or draws cannot be used.
    #[error("the settings of the threshold method cannot be used")]
    Settings,
    /// The caller ended it.
    #[error("{0}")]
    Interrupted(#[from] Interrupted),
}

impl NotThresholded {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Table(refusal) => refusal.code(),
            Self::NotMixed { .. } => "estimate/chains-not-mixed",
            Self::Settings => "estimate/threshold-settings",
            Self::Interrupted(_) => "estimate/interrupted",
        }
    }
}

/// Keeps the interactions that stand out and draws the population given them.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{CaptureTable, History, Thresholding, threshold};
///
/// // Invented figures: C holds half of everybody, A and B share too many; 100 are on no list.
/// let cells = [(1, 100), (2, 100), (3, 400), (4, 100), (5, 100), (6, 100), (7, 400)];
/// let cells = cells.map(|(bits, count)| (History::new(bits), count));
/// let table = CaptureTable::new(["A", "B", "C"], cells)?;
/// let settings = Thresholding::default();
/// let found = threshold(&table, &settings, &mut |_, _| ControlFlow::Continue(()))?;
/// assert_eq!(found.model, "[A:B,C]");
/// assert!((1_390.0..1_410.0).contains(&found.median));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn threshold(
    table: &CaptureTable,
    settings: &Thresholding,
    tell: &mut Tell<'_>,
) -> Result<ThresholdEstimate, NotThresholded> {
    check(settings)?;
    if let Some(refusal) = Refusal::of_table(table) {
        return Err(refusal.into());
    }
    let mut stages = Stages::new(table, settings, Meter::new(tell));
    let pairs = table.pairs();
    // With normal priors the interactions need no test: see the head of this file.
    let tested = if settings.prior_variance.is_some() { &[][..] } else { &pairs };
    let verdict = stages.verdict(tested);
    if let Some(verdict) = verdict {
        let model = stages.written(tested);
        return Err(Refusal::ModelWithoutEstimate { model, verdict }.into());
    }
    let mut kept = stages.judge(&pairs, &pairs)?;
    let mut triples_without_estimate = false;
    if settings.triples {
        let triples = triples_of(&kept, table.lists().len());
        let all: Vec<History> =
            kept.iter().chain(&stages.absent).chain(&triples).copied().collect();
        let flat = settings.prior_variance.is_none();
        triples_without_estimate = flat && stages.verdict(&all).is_some();
        if !triples.is_empty() && !triples_without_estimate {
            kept.extend(stages.judge(&all, &triples)?);
        }
    }
    stages.estimate(&kept, triples_without_estimate)
}

fn check(settings: &Thresholding) -> Result<(), NotThresholded> {
    let variance = settings.prior_variance.is_none_or(|v| (1e-6..=1e6).contains(&v));
    let threshold = settings.threshold.is_finite() && settings.threshold > 0.0;
    let draws = settings.chains.checked_mul(settings.draws);
    let draws = settings.chains > 1 && draws.is_some_and(|draws| draws <= MAX_DRAWS);
    if variance && threshold && draws { Ok(()) } else { Err(NotThresholded::Settings) }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    fn table(lists: usize, cells: impl IntoIterator<Item = (u16, u64)>) -> CaptureTable {
        let names = (0..lists).map(|list| format!("L{}", list + 1));
        let cells = cells.into_iter().map(|(bits, count)| (History::new(bits), count));
        CaptureTable::new(names, cells).unwrap()
    }

    fn code(table: &CaptureTable, settings: &Thresholding) -> &'static str {
        let found = threshold(table, settings, &mut |_, _| ControlFlow::Continue(()));
        found.map_or_else(|refusal| refusal.code(), |_| "an estimate")
    }

    #[test]
    fn what_cannot_be_thresholded_is_refused_with_its_reason() {
        let halves = |lists: usize| table(lists, (1..1 << lists).map(|bits| (bits, 20)));
        let usual = Thresholding::default();
        assert_eq!(code(&halves(3), &usual), "an estimate");
        assert_eq!(code(&halves(2), &usual), "estimate/too-few-lists");
        // Everybody on two lists is on 1 and 2 or on 2 and 3; nobody links more.
        let sparse = table(3, [(1, 40), (2, 30), (4, 20), (3, 12), (6, 9)]);
        let flat = Thresholding { prior_variance: None, ..usual };
        assert_eq!(code(&sparse, &flat), "estimate/model-without-estimate");
        assert_eq!(code(&sparse, &usual), "an estimate");
        let few = Thresholding { draws: 20, ..usual };
        assert_eq!(code(&halves(3), &few), "estimate/chains-not-mixed");
        for settings in [
            Thresholding { prior_variance: Some(0.0), ..usual },
            Thresholding { prior_variance: Some(f64::NAN), ..usual },
            Thresholding { threshold: 0.0, ..usual },
            Thresholding { threshold: f64::INFINITY, ..usual },
            Thresholding { chains: 1, ..usual },
            Thresholding { draws: usize::MAX, ..usual },
        ] {
            assert_eq!(code(&halves(3), &settings), "estimate/threshold-settings");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_draws_and_interruption_ends_it() {
        let table = table(3, (1..8).map(|bits| (bits, 30)));
        let run = |seed| {
            let settings = Thresholding { seed, draws: 500, ..Thresholding::default() };
            threshold(&table, &settings, &mut |_, _| ControlFlow::Continue(())).unwrap()
        };
        assert_eq!(run(1), run(1));
        assert_ne!(run(1).draws, run(2).draws);
        let mut stop = |_, _| ControlFlow::Break(());
        let found = threshold(&table, &Thresholding::default(), &mut stop);
        assert_eq!(found, Err(NotThresholded::Interrupted(Interrupted)));
    }

    #[test]
    fn an_empty_list_is_left_out() {
        let cells = [(1, 60), (2, 50), (4, 40), (3, 12), (5, 9), (6, 10), (7, 3)];
        let settings = Thresholding { draws: 1000, ..Thresholding::default() };
        let run = |lists| {
            threshold(&table(lists, cells), &settings, &mut |_, _| ControlFlow::Continue(()))
        };
        let (three, four) = (run(3).unwrap(), run(4).unwrap());
        assert_eq!(three.draws, four.draws);
        assert_eq!(three.judged, four.judged);
    }

    #[test]
    fn three_lists_are_judged_only_when_their_pairs_were_kept() {
        // The numbers by parity, so that the three-list interaction is real, and pairs too.
        let strong =
            table(3, [(1, 400), (2, 400), (4, 400), (3, 500), (5, 500), (6, 500), (7, 9000)]);
        let settings = Thresholding { triples: true, ..Thresholding::default() };
        let found = threshold(&strong, &settings, &mut |_, _| ControlFlow::Continue(())).unwrap();
        let judged: Vec<&str> = found.judged.iter().map(|term| term.lists.as_str()).collect();
        let all_pairs_kept = found.judged[..3].iter().all(|term| term.kept);
        assert_eq!(judged.contains(&"L1:L2:L3"), all_pairs_kept, "{judged:?}");
    }
}
