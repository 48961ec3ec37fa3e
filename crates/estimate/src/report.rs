//! One table, several methods side by side, each with its number and interval or its refusal.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::bootstrap::{Bootstrap, Selection, bootstrap_metered};
use crate::capture_history::{CaptureTable, History};
use crate::fit::Fit;
use crate::interval::{bca_interval, bias, percentile_interval};
use crate::lower_bound::{LowerBound, lower_bound};
use crate::model::Model;
use crate::progress::{Interrupted, Meter, Tell};
use crate::refusal::{MAX_INTERVAL_RATIO, MAX_SHARE_WITHOUT_ESTIMATE, Refusal};
use crate::selection::{Criterion, Ranking, rank_metered};
use crate::settings::{Method, Settings};
use crate::warning::{INTERVAL_FACTOR, RIVAL_BIC_UNITS, Warning, of_ranking, of_table};

/// The order of the models that a report ranks: dependences between two lists.
const PAIRS: usize = 2;

/// What is known about the number of people of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Names of the lists.
    pub lists: Vec<String>,
    /// People on at least one list.
    pub observed: u64,
    /// One per method, in the order asked.
    pub estimates: Vec<Estimate>,
    /// The best models by BIC, best first, with the number that each of them gives.
    pub runner_ups: Vec<RunnerUp>,
    /// At least so many people: what can be said when every estimate is refused.
    pub lower_bound: LowerBound,
    /// What makes the estimates less sure than their intervals say.
    pub warnings: Vec<Warning>,
    /// All that is needed to make the same report again.
    pub manifest: Manifest,
}

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
    /// Why there is no number.
    pub refused: Option<Refusal>,
    /// Every kind of interval.
    pub intervals: Option<Intervals>,
    /// The populations of the bootstrap replicates that have an estimate.
    pub draws: Vec<f64>,
}

/// Intervals of one estimate, side by side because they differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Intervals {
    /// Bias-corrected and accelerated, at 95 %; none where the correction is not defined.
    pub bca95: Option<[f64; 2]>,
    /// The same at 80 %.
    pub bca80: Option<[f64; 2]>,
    /// Percentiles of the replicates, at 95 %.
    pub percentile95: Option<[f64; 2]>,
    /// The same at 80 %.
    pub percentile80: Option<[f64; 2]>,
    /// At 95 % as if the model had been known beforehand. Too narrow; for comparison with work
    /// that reports it.
    pub given_model95: [f64; 2],
    /// Bias `z0` of the replicates; none if they lie on one side of the estimate.
    pub bias: Option<f64>,
    /// Acceleration of the estimate.
    pub acceleration: f64,
    /// Replicates that have no estimate.
    pub without_estimate: usize,
}

impl Intervals {
    /// The interval that stands for the estimate where only one can: on each side the wider limit
    /// of the two bootstrap intervals at 95 %.
    ///
    /// After a choice among models each of them alone misses the truth more often than it says. In
    /// 150 tables from each of the UK, Netherlands, New Orleans, Western US and Kosovo models that
    /// are best by BIC and by stepwise choice, with both methods and 300 replicates, the `BCa`
    /// interval covered in 75 to 99 %, the percentiles in 91 to 98 %, the wider limits in 93 to
    /// 99 %. Where the model family is wrong, none of this holds.
    pub fn usual(&self) -> Option<[f64; 2]> {
        let percentile = self.percentile95?;
        let bca = self.bca95.unwrap_or(percentile);
        Some([bca[0].min(percentile[0]), bca[1].max(percentile[1])])
    }
}

/// A model of the ranking by BIC.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// Generators in list numbers.
    pub model: String,
    /// Generators with the names of the lists.
    pub model_by_name: String,
    /// Number of people, observed and hidden.
    pub population: f64,
    /// Bayesian information criterion.
    pub bic: f64,
    /// Akaike information criterion.
    pub aic: f64,
    /// Whether its BIC is within [`RIVAL_BIC_UNITS`] of the best.
    pub rival: bool,
}

/// How a report came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Name and version of the program.
    pub program: String,
    /// SHA-256 of the table in the form of [`table_digest`], in hexadecimal digits.
    pub table_sha256: String,
    /// What was asked, the seed included.
    pub settings: Settings,
    /// Models that were examined.
    pub models_examined: usize,
    /// Models that have an estimate.
    pub models_estimable: usize,
}

/// Estimates the number of people by every method asked for.
///
/// Steps of the work: models examined, replicates and histories left out. The only error is that
/// the caller ended it.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{CaptureTable, History, Settings, estimate};
///
/// // Invented figures.
/// let cells = [(1, 320), (2, 240), (4, 280), (3, 80), (5, 80), (6, 60), (7, 20)];
/// let cells = cells.map(|(bits, count)| (History::new(bits), count));
/// let table = CaptureTable::new(["police", "shelter", "hotline"], cells)?;
/// let settings = Settings { replicates: 200, ..Settings::default() };
/// let report = estimate(&table, &settings, &mut |_done, _total| ControlFlow::Continue(()))?;
/// let first = &report.estimates[0];
/// assert_eq!(first.model_by_name.as_deref(), Some("[police,shelter,hotline]"));
/// assert_eq!(first.population.map(f64::round), Some(2134.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn estimate(
    table: &CaptureTable,
    settings: &Settings,
    tell: &mut Tell<'_>,
) -> Result<Report, Interrupted> {
    let mut meter = Meter::new(tell);
    let refusal = Refusal::of_table(table);
    let mut report = Report {
        lists: table.lists().to_vec(),
        observed: table.observed(),
        estimates: Vec::new(),
        runner_ups: Vec::new(),
        lower_bound: lower_bound(table),
        warnings: of_table(table),
        manifest: Manifest {
            program: format!("concert-estimate {}", env!("CARGO_PKG_VERSION")),
            table_sha256: table_digest(table),
            settings: settings.clone(),
            models_examined: 0,
            models_estimable: 0,
        },
    };
    if let Some(refusal) = refusal {
        let refused = |method: &Method| Estimate::refused(*method, refusal.clone());
        report.estimates = settings.methods.iter().map(refused).collect();
        return Ok(report);
    }
    let bic = rank_metered(table, Criterion::Bic, PAIRS, &mut meter)?;
    report.warnings.extend(of_ranking(&bic));
    report.manifest.models_examined = bic.examined;
    report.manifest.models_estimable = bic.candidates.len();
    report.runner_ups = runner_ups(&bic, table.lists(), settings.runner_ups);
    // A downhill search by one criterion has not looked where the other leads.
    let searches_aic = settings.methods.contains(&Method::LoglinearAic) && !bic.is_exhaustive();
    let aic = if searches_aic {
        rank_metered(table, Criterion::Aic, PAIRS, &mut meter)?
    } else {
        bic.clone().by(Criterion::Aic)
    };
    for &method in &settings.methods {
        let ranking = if method == Method::LoglinearAic { &aic } else { &bic };
        let (estimate, warnings) = by_method(method, table, settings, ranking, &mut meter)?;
        report.estimates.push(estimate);
        report.warnings.extend(warnings);
    }
    Ok(report)
}

/// SHA-256, in hexadecimal digits, of a table written as lines: the number of lists, one line with
/// the length in bytes and the name of each, then one line with bits and count of each history
/// that somebody has, ascending.
pub fn table_digest(table: &CaptureTable) -> String {
    let mut lines = vec![table.lists().len().to_string()];
    lines.extend(table.lists().iter().map(|name| format!("{} {name}", name.len())));
    let cell = |cell: &(History, u64)| format!("{} {}", cell.0.bits(), cell.1);
    lines.extend(table.cells().iter().map(cell));
    let digest = Sha256::digest(lines.join("\n") + "\n");
    let digit = |four_bits: u8| char::from(b"0123456789abcdef"[usize::from(four_bits & 15)]);
    digest.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte)]).collect()
}

fn runner_ups(ranking: &Ranking, names: &[String], most: usize) -> Vec<RunnerUp> {
    let rivals = ranking.within(Criterion::Bic, RIVAL_BIC_UNITS).len();
    let candidates = ranking.candidates.iter().take(most).enumerate();
    let runner_up = |(i, candidate): (usize, &crate::selection::Candidate)| RunnerUp {
        model: candidate.model.to_string(),
        model_by_name: candidate.model.named(names),
        population: candidate.population,
        bic: candidate.bic,
        aic: candidate.aic,
        rival: i < rivals,
    };
    candidates.map(runner_up).collect()
}

impl Estimate {
    fn refused(method: Method, refusal: Refusal) -> Self {
        Self {
            method,
            model: None,
            model_by_name: None,
            population: None,
            interval95: None,
            refused: Some(refusal),
            intervals: None,
            draws: Vec::new(),
        }
    }
}

/// One method on a table that has passed the checks on tables.
fn by_method(
    method: Method,
    table: &CaptureTable,
    settings: &Settings,
    ranking: &Ranking,
    meter: &mut Meter<'_, '_>,
) -> Result<(Estimate, Vec<Warning>), Interrupted> {
    let among = |criterion| {
        let best = ranking.candidates.iter().take(settings.best_models.max(1));
        let among = best.map(|candidate| candidate.model.clone()).collect();
        Selection::Best { criterion, among }
    };
    let selection = match method {
        Method::LoglinearBic => among(Criterion::Bic),
        Method::LoglinearAic => among(Criterion::Aic),
        Method::LoglinearStepwise => {
            Selection::Stepwise { threshold: settings.stepwise_threshold.clamp(0.0, 1.0) }
        }
        Method::Independence => Selection::Best {
            criterion: Criterion::Bic,
            among: Model::independence(table.lists().len()).into_iter().collect(),
        },
    };
    let fit = match selection.choose(table) {
        Ok(fit) => fit,
        Err(verdict) => {
            let refusal = match (method, Model::independence(table.lists().len())) {
                (Method::LoglinearStepwise | Method::Independence, Ok(model)) => {
                    Refusal::ModelWithoutEstimate { model: model.to_string(), verdict }
                }
                _ => Refusal::NoEstimableModel { examined: ranking.examined },
            };
            return Ok((Estimate::refused(method, refusal), Vec::new()));
        }
    };
    let replicates =
        bootstrap_metered(table, &selection, settings.replicates, settings.seed, meter)?;
    Ok(judge(method, table, &fit, replicates, settings.replicates))
}

/// Puts number and replicates together, and refuses what they do not carry.
fn judge(
    method: Method,
    table: &CaptureTable,
    fit: &Fit,
    bootstrap: Bootstrap,
    replicates: usize,
) -> (Estimate, Vec<Warning>) {
    let intervals = intervals(fit, &bootstrap);
    let warnings = warnings(method, table, &intervals, &bootstrap, replicates);
    let refused = refusal_of_replicates(&intervals, replicates);
    let answered = refused.is_none();
    let estimate = Estimate {
        method,
        model: Some(fit.model.to_string()),
        model_by_name: Some(fit.model.named(table.lists())),
        population: answered.then_some(fit.population),
        interval95: intervals.usual().filter(|_| answered),
        refused,
        intervals: answered.then_some(intervals),
        draws: if answered { bootstrap.draws } else { Vec::new() },
    };
    (estimate, warnings)
}

fn intervals(fit: &Fit, bootstrap: &Bootstrap) -> Intervals {
    let (draws, acceleration) = (&bootstrap.draws, bootstrap.acceleration());
    let bca = |level| bca_interval(draws, fit.population, acceleration, level);
    Intervals {
        bca95: bca(0.95),
        bca80: bca(0.80),
        percentile95: percentile_interval(draws, 0.95),
        percentile80: percentile_interval(draws, 0.80),
        given_model95: fit.interval_given_model(0.95),
        bias: Some(bias(draws, fit.population)).filter(|z0| z0.is_finite()),
        acceleration,
        without_estimate: bootstrap.without_estimate,
    }
}

fn refusal_of_replicates(intervals: &Intervals, replicates: usize) -> Option<Refusal> {
    let share = intervals.without_estimate as f64 / replicates.max(1) as f64;
    if share > MAX_SHARE_WITHOUT_ESTIMATE {
        return Some(Refusal::ReplicatesWithoutEstimate {
            without_estimate: intervals.without_estimate,
            replicates,
        });
    }
    let [low, high] = intervals.usual().unwrap_or(intervals.given_model95);
    let ratio = high / low;
    (ratio > MAX_INTERVAL_RATIO)
        .then_some(Refusal::IntervalTooWide { ratio, limit: MAX_INTERVAL_RATIO })
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
    let digits = |list: usize, history: History| u8::from(history.contains(list));
    let written = |history| -> String {
        (0..table.lists().len()).map(|list| digits(list, history).to_string()).collect()
    };
    let histories: Vec<String> = deciding.map(|influence| written(influence.history)).collect();
    if !histories.is_empty() {
        warnings.push(Warning::HangsOnOnePerson { method, histories });
    }
    warnings
}
