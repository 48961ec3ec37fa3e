//! People of each kind in a round: estimated from all draws of its linkage, kept beside it and recorded with it.

use concert_coalition::Actor;
use concert_estimate::{Interrupted, Ledger, StrataSettings, Tell};
use concert_terms::Draws;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::linking::Linked;
use crate::rounds::round_linkage::NotCombinedBecause;
use crate::{
    Asked, EstimateSubject, KeptLinkage, LinkedStrata, RecordedStratum, Secretariat,
    USUAL_REPLICATES, Unanswered, estimate_linked_by,
};

/// The people of each kind over all draws, or why nothing is said of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StrataOverDraws {
    /// What is said of them.
    Estimated {
        /// The estimates.
        strata: Box<LinkedStrata>,
        /// For each stratum as many populations as a statement holds.
        draws: Vec<Vec<f32>>,
    },
    /// Why there is none.
    Refused(NotCombinedBecause),
}

/// Estimates the people of a linkage by all axes that it has.
pub(super) fn estimated(
    linked: &Linked,
    order: usize,
    tell: &mut Tell<'_>,
) -> Asked<Result<StrataOverDraws, Interrupted>> {
    let (summary, captures) = (&linked.summary, &linked.captures);
    let words: Vec<String> = summary.asked.by.iter().map(|axis| axis.word().to_owned()).collect();
    let settings = StrataSettings {
        replicates: USUAL_REPLICATES,
        seed: summary.asked.seed,
        ..StrataSettings::default()
    };
    match estimate_linked_by((summary, captures), &words, Some(order), settings, tell) {
        Ok(Ok(strata)) => {
            let sample =
                |draws: &[f64]| Draws::from_sample(draws, Draws::USUAL, 0).values().to_vec();
            let draws = strata.strata.iter().map(|it| sample(&it.draws)).collect();
            Ok(Ok(StrataOverDraws::Estimated { strata: Box::new(strata), draws }))
        }
        Ok(Err(interrupted)) => Ok(Err(interrupted)),
        Err(Unanswered::Refused(refused)) => Ok(Ok(StrataOverDraws::Refused(refused.into()))),
        Err(fault) => Err(fault),
    }
}

impl Secretariat {
    /// Records every kind of people that says something itself, under a ledger that is signed.
    pub(super) fn record_round_strata(
        &self,
        actor: &Actor,
        kept: &KeptLinkage,
        found: StrataOverDraws,
        (subject, ledger): (&EstimateSubject, &Ledger),
        now: Timestamp,
    ) -> Asked<Vec<RecordedStratum>> {
        let StrataOverDraws::Estimated { mut strata, draws } = found else {
            return Ok(Vec::new());
        };
        for (stratum, draws) in strata.strata.iter_mut().zip(draws) {
            stratum.draws = draws.into_iter().map(f64::from).collect();
        }
        self.record_linked_strata(actor, kept, &strata, subject, Some(ledger), now)
    }
}
