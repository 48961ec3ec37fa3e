//! What one method says of a table, or why it says nothing.

use serde::{Deserialize, Serialize};

use crate::bootstrap::{Bootstrap, Selection, bootstrap_metered};
use crate::capture_history::CaptureTable;
use crate::fit::Fit;
use crate::intervals::Intervals;
use crate::model::Model;
use crate::progress::{Interrupted, Meter};
use crate::refusal::{MAX_SHARE_WITHOUT_ESTIMATE, Refusal};
use crate::selection::{Criterion, Ranking};
use crate::settings::{Method, Settings};
use crate::warning::{INTERVAL_FACTOR, Warning};

/// What one method says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The method.
    pub method: Method,
    /// The generators of the chosen model in list numbers, such as `[12,23,4]`.
    pub model: Option<String>,
    /// The same with the names of the lists.
    pub model_by_name: Option<String>,
    /// Estimated number of people, observed and hidden; none if refused.
    pub population: Option<f64>,
    /// The interval at 95 % that goes with it: see [`Intervals::usual`].
    pub interval95: Option<[f64; 2]>,
    /// The same at 80 %.
    pub interval80: Option<[f64; 2]>,
    /// Bayesian information criterion of the chosen model.
    pub bic: Option<f64>,
    /// Why there is no number.
    pub refused: Option<Refusal>,
    /// Every kind of interval.
    pub intervals: Option<Intervals>,
    /// The populations of the bootstrap replicates that have an estimate.
    pub draws: Vec<f64>,
}

impl Estimate {
    pub(crate) const fn refused(method: Method, refusal: Refusal) -> Self {
        Self {
            method,
            model: None,
            model_by_name: None,
            population: None,
            interval95: None,
            interval80: None,
            bic: None,
            refused: Some(refusal),
            intervals: None,
            draws: Vec::new(),
        }
    }
}

/// An answer, what there is to warn of, and the fit behind it if there is one.
pub(crate) struct Answered {
    pub(crate) estimate: Estimate,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) fit: Option<Fit>,
}

/// The choice that a method makes, repeated in every replicate.
pub(crate) fn selection(
    method: Method,
    table: &CaptureTable,
    settings: &Settings,
    ranking: &Ranking,
) -> Selection {
    let among = |criterion| {
        let of_order = |candidate: &&crate::selection::Candidate| {
            let pairs_only = method == Method::LoglinearPairs;
            !pairs_only || candidate.model.terms().iter().all(|term| term.len() <= 2)
        };
        let best = ranking.candidates.iter().filter(of_order).take(settings.best_models.max(1));
        Selection::Best { criterion, among: best.map(|best| best.model.clone()).collect() }
    };
    match method {
        Method::LoglinearBic | Method::LoglinearPairs => among(Criterion::Bic),
        Method::LoglinearAic => among(Criterion::Aic),
        Method::LoglinearStepwise => {
            Selection::Stepwise { threshold: settings.stepwise_threshold.clamp(0.0, 1.0) }
        }
        Method::Independence => Selection::Best {
            criterion: Criterion::Bic,
            among: Model::independence(table.lists().len()).into_iter().collect(),
        },
    }
}

/// What a method that chooses a log-linear model says.
pub(crate) fn loglinear(
    method: Method,
    table: &CaptureTable,
    settings: &Settings,
    ranking: &Ranking,
    meter: &mut Meter<'_, '_>,
) -> Result<Answered, Interrupted> {
    let selection = selection(method, table, settings, ranking);
    let fit = match selection.choose(table) {
        Ok(fit) => fit,
        Err(verdict) => {
            let refusal = match method {
                Method::LoglinearStepwise | Method::Independence => {
                    Refusal::of_verdict(table, verdict)
                }
                _ => Refusal::NoEstimableModel { examined: ranking.examined },
            };
            let estimate = Estimate::refused(method, refusal);
            return Ok(Answered { estimate, warnings: Vec::new(), fit: None });
        }
    };
    let bootstrap =
        bootstrap_metered(table, &selection, settings.replicates, settings.seed, meter)?;
    let intervals = Intervals::of(&fit, &bootstrap);
    let warnings = warnings(method, table, &intervals, &bootstrap, settings.replicates);
    let refused = refusal_of_replicates(&intervals, settings.replicates);
    let answered = refused.is_none();
    let estimate = Estimate {
        method,
        model: Some(fit.model.to_string()),
        model_by_name: Some(fit.model.named(table.lists())),
        population: answered.then_some(fit.population),
        interval95: intervals.usual().filter(|_| answered),
        interval80: intervals.usual80().filter(|_| answered),
        bic: Some(fit.bic),
        refused,
        intervals: answered.then_some(intervals),
        draws: if answered { bootstrap.draws } else { Vec::new() },
    };
    Ok(Answered { estimate, warnings, fit: answered.then_some(fit) })
}

fn refusal_of_replicates(intervals: &Intervals, replicates: usize) -> Option<Refusal> {
    let share = intervals.without_estimate as f64 / replicates.max(1) as f64;
    (share > MAX_SHARE_WITHOUT_ESTIMATE).then_some(Refusal::ReplicatesWithoutEstimate {
        without_estimate: intervals.without_estimate,
        replicates,
    })
}

fn warnings(
    method: Method,
    table: &CaptureTable,
    intervals: &Intervals,
    bootstrap: &Bootstrap,
    replicates: usize,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let method = method.name().to_owned();
    if intervals.without_estimate > 0 {
        warnings.push(Warning::SomeReplicatesWithoutEstimate {
            method: method.clone(),
            without_estimate: intervals.without_estimate,
            replicates,
        });
    }
    if let (Some(bca), Some(percentile)) = (intervals.bca95, intervals.percentile95)
        && (bca[1] / percentile[1]).ln().abs() > INTERVAL_FACTOR.ln()
    {
        warnings.push(Warning::IntervalsDiffer { method: method.clone(), bca, percentile });
    }
    let deciding = bootstrap.influences.iter().filter(|i| i.population_without_one.is_none());
    let histories: Vec<String> =
        deciding.map(|influence| table.written(influence.history)).collect();
    if !histories.is_empty() {
        warnings.push(Warning::HangsOnOnePerson { method, histories });
    }
    warnings
}
