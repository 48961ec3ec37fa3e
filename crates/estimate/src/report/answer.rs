//! What one method says of a table, or why it says nothing.

use serde::{Deserialize, Serialize};

use crate::bootstrap::intervals::Intervals;
use crate::bootstrap::{Bootstrap, Selection, bootstrap_metered};
use crate::capture_history::CaptureTable;
use crate::decomposable::graph::MAX_GRAPH_LISTS;
use crate::decomposable::{Averaging, NotAveraged, average_decomposable};
use crate::heterogeneity::{Heterogeneity, fit_heterogeneity};
use crate::highest_order::{NoHighestOrder, highest_order};
use crate::latent_class::{LatentClassSettings, NoLatentClasses};
use crate::loglinear::average::average_loglinear;
use crate::loglinear::fit::Fit;
use crate::loglinear::profile::NoFit;
use crate::model::Model;
use crate::modes::{Mode, modes};
use crate::numerics::normal::quantile;
use crate::progress::{Interrupted, Meter};
use crate::refusal::{MAX_SHARE_WITHOUT_ESTIMATE, Refusal};
use crate::report::settings::{Method, Settings};
use crate::selection::{Criterion, Ranking};
use crate::threshold::{NotThresholded, Thresholding, threshold};
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
    /// Every kind of interval, where replicates were drawn.
    pub intervals: Option<Intervals>,
    /// The populations about which the draws gather; more than one where they do so apart.
    pub modes: Vec<Mode>,
    /// The models that were averaged over, those with most weight first.
    pub models: Vec<WeighedModel>,
    /// How well chains of simulation agree, where there were any.
    pub chains: Option<Agreement>,
    /// Draws of the population: replicates, posterior draws, or quantiles of a distribution.
    pub draws: Vec<f64>,
}

/// A model that was averaged over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeighedModel {
    /// Generators in list numbers.
    pub model: String,
    /// Generators with the names of the lists.
    pub model_by_name: String,
    /// Its posterior probability.
    pub weight: f64,
    /// Median of the population given the model.
    pub population: f64,
}

/// How well several chains of a simulation agree: see [`crate::MAX_R_HAT`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// How much wider all chains are than each of them; one is perfect.
    pub r_hat: f64,
    /// Independent draws that would know as much.
    pub effective_draws: f64,
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
            modes: Vec::new(),
            models: Vec::new(),
            chains: None,
            draws: Vec::new(),
        }
    }

    /// An answer whose draws say it all.
    fn of_draws(method: Method, population: f64, limits: [[f64; 2]; 2], draws: Vec<f64>) -> Self {
        Self {
            method,
            model: None,
            model_by_name: None,
            population: Some(population),
            interval95: Some(limits[0]),
            interval80: Some(limits[1]),
            bic: None,
            refused: None,
            intervals: None,
            modes: modes(&draws),
            models: Vec::new(),
            chains: None,
            draws,
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
        // The others choose no log-linear model.
        _ => Selection::Best { criterion: Criterion::Bic, among: Vec::new() },
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
        modes: if answered { modes(&bootstrap.draws) } else { Vec::new() },
        models: Vec::new(),
        chains: None,
        draws: if answered { bootstrap.draws } else { Vec::new() },
    };
    Ok(Answered { estimate, warnings, fit: answered.then_some(fit) })
}

/// What all models of the ranking by BIC say together.
pub(crate) fn averaged(table: &CaptureTable, settings: &Settings, bic: &Ranking) -> Estimate {
    let method = Method::LoglinearAverage;
    let Some(found) = average_loglinear(table, bic) else {
        return Estimate::refused(method, Refusal::NoEstimableModel { examined: bic.examined });
    };
    let models = found.models.iter().take(settings.runner_ups).map(|averaged| WeighedModel {
        model: averaged.model.to_string(),
        model_by_name: averaged.model.named(table.lists()),
        weight: averaged.weight,
        population: table.observed() as f64 + averaged.hidden,
    });
    let limits = [0.95, 0.80].map(|level| found.interval(level));
    Estimate {
        models: models.collect(),
        ..Estimate::of_draws(method, found.population_at(0.5), limits, found.draws(QUANTILES))
    }
}

/// What a method that chooses no log-linear model says.
pub(crate) fn other(
    method: Method,
    table: &CaptureTable,
    settings: &Settings,
    meter: &mut Meter<'_, '_>,
) -> Result<Estimate, Interrupted> {
    Ok(match method {
        Method::Decomposable => decomposable(table, meter)?,
        Method::LatentClasses => latent_classes(table, settings, meter)?,
        Method::Threshold => thresholded(table, settings, meter)?,
        Method::NoHighestOrder => no_highest_order(table),
        Method::Poisson => heterogeneous(method, table, Heterogeneity::Poisson, meter)?,
        _ => heterogeneous(Method::Darroch, table, Heterogeneity::Darroch, meter)?,
    })
}

fn decomposable(table: &CaptureTable, meter: &mut Meter<'_, '_>) -> Result<Estimate, Interrupted> {
    let found = match meter.part(|tell| average_decomposable(table, &Averaging::default(), tell)) {
        Err(NotAveraged::Interrupted(interrupted)) => return Err(interrupted),
        Err(reason) => return Ok(Estimate::refused(Method::Decomposable, not_averaged(reason))),
        Ok(found) => found,
    };
    let limits = [found.interval95, found.interval80];
    let models = found.graphs.iter().map(|graph| WeighedModel {
        model: graph.model.clone(),
        model_by_name: named(&graph.model, table),
        weight: graph.weight,
        population: graph.median,
    });
    let first = found.graphs.first().map(|graph| graph.model.clone());
    let groups = found.groups.iter().map(|group| Mode {
        weight: group.weight,
        median: group.median,
        low: group.interval95[0],
        high: group.interval95[1],
    });
    Ok(Estimate {
        model_by_name: first.as_deref().map(|model| named(model, table)),
        model: first,
        models: models.collect(),
        modes: groups.collect(),
        ..Estimate::of_draws(Method::Decomposable, found.median, limits, found.draws)
    })
}

/// A model that this crate has written, with the names of the lists.
fn named(model: &str, table: &CaptureTable) -> String {
    let model = Model::parse(model, table.lists().len());
    model.map_or_else(|_| String::new(), |model| model.named(table.lists()))
}

fn latent_classes(
    table: &CaptureTable,
    settings: &Settings,
    meter: &mut Meter<'_, '_>,
) -> Result<Estimate, Interrupted> {
    let asked = LatentClassSettings { seed: settings.seed, ..LatentClassSettings::default() };
    let found = match meter.part(|tell| crate::latent_classes(table, &asked, tell)) {
        Err(NoLatentClasses::Interrupted(interrupted)) => return Err(interrupted),
        Err(reason) => return Ok(Estimate::refused(Method::LatentClasses, no_classes(reason))),
        Ok(found) => found,
    };
    let limits = [found.interval95, found.interval80];
    let (r_hat, effective_draws) = (found.r_hat, found.effective_draws);
    Ok(Estimate {
        modes: found.modes,
        chains: Some(Agreement { r_hat, effective_draws }),
        ..Estimate::of_draws(Method::LatentClasses, found.population, limits, found.draws)
    })
}

fn thresholded(
    table: &CaptureTable,
    settings: &Settings,
    meter: &mut Meter<'_, '_>,
) -> Result<Estimate, Interrupted> {
    let asked = Thresholding { seed: settings.seed, ..Thresholding::default() };
    let found = match meter.part(|tell| threshold(table, &asked, tell)) {
        Err(NotThresholded::Interrupted(interrupted)) => return Err(interrupted),
        Err(reason) => return Ok(Estimate::refused(Method::Threshold, not_thresholded(reason))),
        Ok(found) => found,
    };
    let limits = [found.interval95, found.interval80];
    let worst = found.mixing.iter().map(|mixing| mixing.r_hat).fold(1.0, f64::max);
    let fewest =
        found.mixing.iter().map(|mixing| mixing.effective_draws).fold(f64::INFINITY, f64::min);
    Ok(Estimate {
        model_by_name: Some(named(&found.model, table)),
        model: Some(found.model),
        chains: Some(Agreement { r_hat: worst, effective_draws: fewest }),
        ..Estimate::of_draws(Method::Threshold, found.median, limits, found.draws)
    })
}

fn not_averaged(reason: NotAveraged) -> Refusal {
    match reason {
        NotAveraged::Table(refusal) => refusal,
        NotAveraged::TooManyLists { lists } => {
            Refusal::TooManyListsForMethod { lists, most: MAX_GRAPH_LISTS }
        }
        NotAveraged::TailNeverSettles { upper95, farther } => {
            Refusal::TailNeverSettles { upper95, farther }
        }
        other => cannot_be_used(&other),
    }
}

fn no_classes(reason: NoLatentClasses) -> Refusal {
    match reason {
        NoLatentClasses::Refused(refusal) => refusal,
        NoLatentClasses::ChainsNotConverged { r_hat, effective_draws, .. } => {
            Refusal::ChainsNotConverged { r_hat, effective_draws }
        }
        other => cannot_be_used(&other),
    }
}

fn not_thresholded(reason: NotThresholded) -> Refusal {
    match reason {
        NotThresholded::Table(refusal) => refusal,
        NotThresholded::NotMixed { r_hat, effective_draws } => {
            Refusal::ChainsNotConverged { r_hat, effective_draws }
        }
        other => cannot_be_used(&other),
    }
}

fn cannot_be_used(reason: &impl ToString) -> Refusal {
    Refusal::MethodCannotBeUsed { reason: reason.to_string() }
}

fn no_highest_order(table: &CaptureTable) -> Estimate {
    let method = Method::NoHighestOrder;
    match highest_order(table, &[1.0]) {
        Err(NoHighestOrder::EmptyHistories { empty }) => {
            Estimate::refused(method, Refusal::EmptyHistories { histories: empty.len() })
        }
        Err(reason) => Estimate::refused(method, cannot_be_used(&reason)),
        Ok(found) => {
            let given = found.given[0];
            let hidden = given.population - table.observed() as f64;
            let reach = (given.interval95[1] - table.observed() as f64) / hidden;
            let error = reach.ln() / quantile(0.975);
            let draws = lognormal_draws(table, hidden, error);
            let limits = [given.interval95, given.interval80];
            Estimate::of_draws(method, given.population, limits, draws)
        }
    }
}

fn heterogeneous(
    method: Method,
    table: &CaptureTable,
    form: Heterogeneity,
    meter: &mut Meter<'_, '_>,
) -> Result<Estimate, Interrupted> {
    let name = form.name().to_owned();
    let lists = Model::independence(table.lists().len()).ok();
    let fit = match meter.part(|tell| fit_heterogeneity(table, lists.as_ref(), form, tell)) {
        Err(NoFit::Interrupted(interrupted)) => return Err(interrupted),
        Err(NoFit::Verdict(verdict)) => {
            let refusal = Refusal::FormWithoutEstimate { form: name, verdict };
            return Ok(Estimate::refused(method, refusal));
        }
        Ok(fit) => fit,
    };
    if fit.is_contradicted() {
        return Ok(Estimate::refused(method, Refusal::FormContradicted { form: name }));
    }
    let draws = lognormal_draws(table, fit.hidden, fit.log_standard_error);
    let reach = quantile(0.9) * fit.log_standard_error;
    let at = |z: f64| table.observed() as f64 + fit.hidden * z.exp();
    let limits = [fit.interval95, [at(-reach), at(reach)]];
    Ok(Estimate {
        model: Some(fit.name.clone()),
        model_by_name: Some(fit.name),
        bic: Some(fit.bic),
        ..Estimate::of_draws(method, fit.population, limits, draws)
    })
}

/// Quantiles of the population when the logarithm of the hidden number is normal.
fn lognormal_draws(table: &CaptureTable, hidden: f64, log_standard_error: f64) -> Vec<f64> {
    let z = |i: usize| quantile((i as f64 + 0.5) / QUANTILES as f64);
    let at = |z: f64| table.observed() as f64 + hidden * (z * log_standard_error).exp();
    (0..QUANTILES).map(|i| at(z(i))).collect()
}

/// How many quantiles stand for a distribution that is known in closed form.
const QUANTILES: usize = 1000;

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
