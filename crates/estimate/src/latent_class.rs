//! The population by latent classes, or the reason why the simulation cannot tell it.
//!
//! The model is that of Manrique-Vallier (2016, Biometrics 72:1246; `latent_class/mixture.rs` says
//! what it assumes). It needs no choice of which lists depend on each other. Its price is a posterior with
//! several modes, between which the usual sampler does not move: on the Dutch five-list table its
//! chains disagree (R-hat 1.46) after a hundred million iterations each, and which number is
//! printed depends on the seed. Here every chain is a ladder of tempered replicas
//! (`latent_class/tempering.rs`), several chains start from far apart points of the prior, and there is no
//! number unless they agree.
//!
//! Agreement is needed, and no proof: chains that all miss a mode, or all stay too long in one,
//! agree about the others. That is not far-fetched. On the Dutch table ladders from the prior spent
//! nine tenths of their rounds at about 49,000 people. Ladders from the reference of
//! `latent_class/reference.rs`, in which classes need not appear one by one, bring nine times as many
//! replicas to the posterior. After 57,600 rounds they agree (R-hat 1.004, 488 effective draws) on
//! three tenths of it at about 49,000 and seven at about 148,000, where populations of particles (Del
//! Moral, Doucet and Jasra 2006, JRSS B 68:411) found it too.
//!
//! And agreement cannot show that the model is right. On lists of known length latent classes
//! erred more often than not, and nearly always towards too few people (Binette and Steorts 2022,
//! JRSS A 185): the result is one view among several.

pub(crate) mod mixture;
pub(crate) mod moves;
pub(crate) mod reference;
pub(crate) mod tempering;
pub(crate) mod vectors;

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::bootstrap::interval::quantile_type_8;
use crate::capture_history::CaptureTable;
use crate::chains::{
    MAX_R_HAT, MIN_EFFECTIVE_DRAWS, effective_sample_size, r_hat, tail_effective_sample_size,
};
use crate::latent_class::mixture::Observed;
use crate::latent_class::tempering::{Chain, first_powers, placed_anew};
use crate::modes::{Mode, modes};
use crate::progress::{Interrupted, Meter, Tell};
use crate::refusal::Refusal;
use crate::workers::in_parallel;

/// Most draws that a result keeps.
const MAX_DRAWS: usize = 4000;

/// Rounds after each of which the powers are placed anew. Nothing that is drawn
/// in them is kept.
const TUNING: [u64; 6] = [25, 50, 100, 200, 400, 400];

/// Rounds after which the chains are judged for the first time; then after twice as many.
const FIRST_JUDGED: u64 = 1000;

/// One part in so many of the rounds is left out of what is judged, for what tuning left behind.
const SETTLING: usize = 10;

/// Arithmetic between two looks at whether to go on, in inner loops: some tens of milliseconds.
const WORK_BETWEEN_LOOKS: usize = 3_000_000;

/// How to draw from the posterior.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatentClassSettings {
    /// Most classes that the people can be of, 1 to 32. The prior empties those that are not
    /// needed. Five, as in the program of the model's author: ten say the same about the British
    /// table of five lists, for twice the arithmetic.
    pub classes: usize,
    /// Chains that must agree, 2 to 64.
    pub chains: usize,
    /// Replicas of each chain, 2 to 256, from the reference to the posterior. Best at somewhat less
    /// than twice the sum of the shares of exchanges that are refused, which is eight to nine on
    /// national tables.
    pub replicas: usize,
    /// Most rounds of each chain after tuning. The simulation ends before if the chains agree,
    /// which is asked after a thousand and then whenever their number has doubled.
    pub rounds: u64,
    /// Where the random numbers begin.
    pub seed: u64,
}

impl Default for LatentClassSettings {
    fn default() -> Self {
        Self { classes: 5, chains: 4, replicas: 16, rounds: 64_000, seed: 1 }
    }
}

/// What latent classes say about a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LatentClasses {
    /// The median of the population, observed and hidden. Where there are several [`modes`], it
    /// may lie where nothing does.
    ///
    /// [`modes`]: Self::modes
    pub population: f64,
    /// The mean of the population.
    pub mean: f64,
    /// The central 95 % of the posterior.
    pub interval95: [f64; 2],
    /// The central 80 % of the posterior.
    pub interval80: [f64; 2],
    /// About which populations the posterior gathers, ascending.
    pub modes: Vec<Mode>,
    /// Draws of the population, one chain after the other, evenly thinned to 4,000 at most.
    pub draws: Vec<f64>,
    /// How well the chains agree; below [`MAX_R_HAT`].
    pub r_hat: f64,
    /// Independent draws that would know the middle as well; [`MIN_EFFECTIVE_DRAWS`] at least.
    pub effective_draws: f64,
    /// Independent draws that would know the 5 % and 95 % quantiles as well.
    pub tail_effective_draws: f64,
    /// Rounds of each chain that were drawn and judged.
    pub rounds: u64,
    /// What was asked for.
    pub settings: LatentClassSettings,
}

/// Why latent classes give no number.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoLatentClasses {
    /// No method can answer this table.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The chains disagree, or know too little, after all the rounds that were allowed.
    #[error(
        "after {rounds} rounds the chains have R-hat {r_hat:.3} and {effective_draws:.0} \
         effective draws; below {MAX_R_HAT} and {MIN_EFFECTIVE_DRAWS} are needed"
    )]
    ChainsNotConverged {
        /// How well the chains agree.
        r_hat: f64,
        /// Independent draws that would know the middle as well.
        effective_draws: f64,
        /// Rounds of each chain.
        rounds: u64,
    },
    /// A setting lies outside its range.
    #[error("{setting} is {given}; from {least} to {most} can be used")]
    SettingOutOfRange {
        /// Its name.
        setting: &'static str,
        /// What was given.
        given: u64,
        /// The smallest value allowed.
        least: u64,
        /// The largest value allowed.
        most: u64,
    },
    /// The caller ended the work.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

impl NoLatentClasses {
    /// The stable code of the reason; `None` if the caller ended the work.
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::Refused(refusal) => Some(refusal.code()),
            Self::ChainsNotConverged { .. } => Some("estimate/chains-not-converged"),
            Self::SettingOutOfRange { .. } => Some("estimate/setting-out-of-range"),
            Self::Interrupted(_) => None,
        }
    }
}

/// Draws the population from the posterior of the latent class model.
///
/// Refused where no method can answer, with fewer than three informative lists among others, and
/// where the chains do not agree or are worth too few draws within the rounds allowed. The same
/// table and settings give the same result on any number of processors.
pub fn latent_classes(
    table: &CaptureTable,
    settings: &LatentClassSettings,
    tell: &mut Tell<'_>,
) -> Result<LatentClasses, NoLatentClasses> {
    settings.check()?;
    if let Some(refusal) = Refusal::of_table(table) {
        return Err(refusal.into());
    }
    let walk = Walk::over(table, settings, tell)?;
    let passed = walk.r_hat < MAX_R_HAT && walk.effective_draws >= MIN_EFFECTIVE_DRAWS;
    if passed { Ok(walk.told(settings)) } else { Err(walk.not_converged()) }
}

impl LatentClassSettings {
    fn check(&self) -> Result<(), NoLatentClasses> {
        for (setting, given, least, most) in [
            ("classes", self.classes as u64, 1, 32),
            ("chains", self.chains as u64, 2, 64),
            ("replicas", self.replicas as u64, 2, 256),
            ("rounds", self.rounds, FIRST_JUDGED, 100_000_000),
        ] {
            if !(least..=most).contains(&given) {
                return Err(NoLatentClasses::SettingOutOfRange { setting, given, least, most });
            }
        }
        Ok(())
    }
}

/// The draws of all chains, and what they are worth.
#[derive(Debug)]
struct Walk {
    draws: Vec<Vec<f64>>,
    r_hat: f64,
    effective_draws: f64,
}

impl Walk {
    /// Walks until the chains agree or the rounds are used up.
    fn over(
        table: &CaptureTable,
        settings: &LatentClassSettings,
        tell: &mut Tell<'_>,
    ) -> Result<Self, Interrupted> {
        let observed = Observed::new(table);
        let mut meter = Meter::new(tell);
        let start = |stream| {
            let start = Chain::new(settings.seed, stream, settings, &observed);
            Mutex::new(start)
        };
        let mut chains: Vec<Mutex<Chain>> = (0..settings.chains as u64).map(start).collect();
        let mut powers = first_powers(settings.replicas);
        for rounds in TUNING {
            advance(&mut chains, rounds, &powers, &observed, &mut meter)?;
            powers = placed_anew(&powers, chains.iter_mut().map(|chain| inside(chain).forget()));
        }
        let (mut done, mut judged) = (0, FIRST_JUDGED);
        loop {
            advance(&mut chains, judged - done, &powers, &observed, &mut meter)?;
            let settled = |chain: &mut Mutex<Chain>| {
                let draws = inside(chain).draws();
                draws[draws.len() / SETTLING..].to_vec()
            };
            let walk = Self::judged(chains.iter_mut().map(settled).collect());
            let agree = walk.r_hat < MAX_R_HAT && walk.effective_draws >= MIN_EFFECTIVE_DRAWS;
            if agree || judged >= settings.rounds {
                return Ok(walk);
            }
            (done, judged) = (judged, (2 * judged).min(settings.rounds));
        }
    }

    fn judged(draws: Vec<Vec<f64>>) -> Self {
        Self { r_hat: r_hat(&draws), effective_draws: effective_sample_size(&draws), draws }
    }

    fn rounds(&self) -> u64 {
        self.draws.first().map_or(0, Vec::len) as u64
    }

    fn not_converged(&self) -> NoLatentClasses {
        NoLatentClasses::ChainsNotConverged {
            r_hat: self.r_hat,
            effective_draws: self.effective_draws,
            rounds: self.rounds(),
        }
    }

    fn told(&self, settings: &LatentClassSettings) -> LatentClasses {
        let all = self.draws.concat();
        let mut ascending = all.clone();
        ascending.sort_by(f64::total_cmp);
        let quantile = |p| quantile_type_8(&ascending, p);
        LatentClasses {
            population: quantile(0.5),
            mean: all.iter().sum::<f64>() / all.len() as f64,
            interval95: [0.025, 0.975].map(quantile),
            interval80: [0.1, 0.9].map(quantile),
            modes: modes(&all),
            draws: all.iter().copied().step_by(all.len().div_ceil(MAX_DRAWS)).collect(),
            r_hat: self.r_hat,
            effective_draws: self.effective_draws,
            tail_effective_draws: tail_effective_sample_size(&self.draws),
            rounds: self.rounds(),
            settings: *settings,
        }
    }
}

/// Takes every chain through so many rounds, in pieces that end soon.
fn advance(
    chains: &mut [Mutex<Chain>],
    rounds: u64,
    powers: &[f64],
    observed: &Observed,
    meter: &mut Meter<'_, '_>,
) -> Result<(), Interrupted> {
    let per_step = chains.first_mut().map_or(1, |chain| inside(chain).work_of_a_step(observed));
    let piece = (WORK_BETWEEN_LOOKS / per_step).max(1);
    let mut steps = rounds as usize * powers.len();
    meter.expect((steps.div_ceil(piece) * chains.len()) as u64);
    while steps > 0 {
        let now = steps.min(piece);
        in_parallel(
            chains.len(),
            meter,
            || (),
            |(), item| {
                // Every chain is one item, so that nobody waits for its lock.
                let mut chain = chains[item].lock().unwrap_or_else(PoisonError::into_inner);
                chain.advance(now, powers, observed);
            },
        )?;
        steps -= now;
    }
    Ok(())
}

fn inside(chain: &mut Mutex<Chain>) -> &mut Chain {
    chain.get_mut().unwrap_or_else(PoisonError::into_inner)
}
