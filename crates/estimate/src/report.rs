//! One table, several assumptions side by side, what would change each answer, and one headline.

pub(crate) mod answer;
pub(crate) mod headline;
pub(crate) mod ledger;
pub(crate) mod measured_coverage;
pub(crate) mod r_script;
pub(crate) mod sensitivity;
pub(crate) mod settings;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::capture_history::{CaptureTable, History};
use crate::loglinear::average::AVERAGED_UNITS;
use crate::loglinear::fit::Fit;
use crate::lower_bound::{LowerBound, lower_bound};
use crate::progress::{Interrupted, Meter, Tell};
use crate::refusal::Refusal;
use crate::report::answer::{Answered, Estimate};
use crate::report::headline::{Headline, headline, mixture};
use crate::report::ledger::Ledger;
use crate::report::measured_coverage::{MeasuredCoverage, measured_coverage};
use crate::report::sensitivity::Sensitivity;
use crate::report::settings::{Method, Settings};
use crate::selection::hierarchical::MOST_LISTS;
use crate::selection::{Criterion, Optimum, Ranking, optimum_metered, rank_metered};
use crate::warning::{RIVAL_BIC_UNITS, Warning, of_ranking, of_table};

/// What is known about the number of people of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What is said in one line: a range over assumptions, or why there is none.
    pub headline: Headline,
    /// At least so many people: what can be said when every estimate is refused.
    pub lower_bound: LowerBound,
    /// Names of the lists.
    pub lists: Vec<String>,
    /// People on at least one list.
    pub observed: u64,
    /// People on two lists and more.
    pub on_several_lists: u64,
    /// How many people have each history.
    pub cells: Vec<Cell>,
    /// One per method, in the order asked.
    pub estimates: Vec<Estimate>,
    /// The best models by BIC, best first, with the number that each of them gives.
    pub runner_ups: Vec<RunnerUp>,
    /// The answers on other tables.
    pub sensitivity: Option<Sensitivity>,
    /// How often the intervals hold the truth where the truth is known.
    pub coverage: Vec<MeasuredCoverage>,
    /// The assumptions that no table can test.
    pub ledger: Ledger,
    /// What makes the estimates less sure than their intervals say.
    pub warnings: Vec<Warning>,
    /// Whether the caller ended the work, so that some of it is missing.
    pub interrupted: bool,
    /// All that is needed to make the same report again.
    pub manifest: Manifest,
}

/// A history and how many people have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The history, as zeros and ones in the order of the lists.
    pub history: String,
    /// How many people have it.
    pub people: u64,
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

/// Estimates the number of people by every method asked for, and holds the answers against other
/// tables. When the caller ends the work, the report holds what was done until then and says so.
///
/// Steps of the work: models examined, replicates, other tables and simulated ones.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{CaptureTable, History, Method, Settings, estimate};
///
/// // Invented figures.
/// let cells = [(1, 320), (2, 240), (4, 280), (3, 80), (5, 80), (6, 60), (7, 20)];
/// let cells = cells.map(|(bits, count)| (History::new(bits), count));
/// let table = CaptureTable::new(["police", "shelter", "hotline"], cells)?;
/// let settings = Settings { replicates: 200, ..Settings::of_methods([Method::LoglinearBic]) };
/// let report = estimate(&table, &settings, &mut |_done, _total| ControlFlow::Continue(()));
/// let first = &report.estimates[0];
/// assert_eq!(first.model_by_name.as_deref(), Some("[police,shelter,hotline]"));
/// assert_eq!(first.population.map(f64::round), Some(2134.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn estimate(table: &CaptureTable, settings: &Settings, tell: &mut Tell<'_>) -> Report {
    let mut report = Report::of_table(table, settings);
    let Some(refusal) = Refusal::of_table(table) else {
        let mut work = Work { table, settings, meter: Meter::new(tell), fits: Vec::new() };
        report.interrupted = work.fill(&mut report).is_err();
        report.conclude();
        return report;
    };
    let refused = |method: &Method| Estimate::refused(*method, refusal.clone());
    report.estimates = settings.methods_for(table).iter().map(refused).collect();
    report.headline.refused = vec![refusal];
    report
}

/// The order of models in which no more than two lists interact.
const PAIRS: usize = 2;

/// What is on its way to a report.
struct Work<'a, 'b, 'c> {
    table: &'a CaptureTable,
    settings: &'a Settings,
    meter: Meter<'b, 'c>,
    /// The fits of the methods whose coverage is measured.
    fits: Vec<(Method, Fit)>,
}

impl Work<'_, '_, '_> {
    /// Fills the report in the order of how much is learned for how much work.
    fn fill(&mut self, report: &mut Report) -> Result<(), Interrupted> {
        let (table, settings) = (self.table, self.settings);
        let (bic, certified) = self.ranking(Criterion::Bic)?;
        report.warnings.extend(of_ranking(&bic, certified));
        report.manifest.models_examined = bic.examined;
        report.manifest.models_estimable = bic.candidates.len();
        report.runner_ups = runner_ups(&bic, table.lists(), settings.runner_ups);
        for method in settings.methods_for(table) {
            self.answer(method, &bic, report)?;
        }
        if settings.sensitivity {
            self.meter.expect(sensitivity::steps(table));
            let among = answer::selection(Method::LoglinearBic, table, settings, &bic);
            let other = sensitivity::sensitivity(table, settings, &among, &mut self.meter)?;
            report.sensitivity = Some(other);
        }
        for (method, fit) in std::mem::take(&mut self.fits) {
            self.meter.expect(settings.coverage_tables as u64);
            report.coverage.push(measured_coverage(method, &fit, settings, &mut self.meter)?);
        }
        Ok(())
    }

    /// The models of the table by a criterion, and whether a better one cannot be missing: all of
    /// them where they can all be fitted, else the best with proof and all that are not far behind,
    /// else those that a search
    /// downhill meets.
    fn ranking(&mut self, criterion: Criterion) -> Result<(Ranking, bool), Interrupted> {
        let (table, order) = (self.table, self.settings.order_for(self.table));
        if table.lists_in_use().len() == MOST_LISTS && order > 2 {
            let found = optimum_metered(table, criterion, order, AVERAGED_UNITS, &mut self.meter)?;
            let Optimum { best: candidates, fitted: examined, possible, certified, .. } = found;
            return Ok((Ranking { candidates, examined, possible }, certified));
        }
        let ranking = rank_metered(table, criterion, order, &mut self.meter)?;
        let certified = ranking.is_exhaustive();
        Ok((ranking, certified))
    }

    fn answer(
        &mut self,
        method: Method,
        bic: &Ranking,
        report: &mut Report,
    ) -> Result<(), Interrupted> {
        let (table, settings) = (self.table, self.settings);
        if method == Method::LoglinearAverage {
            report.add(answer::averaged(table, settings, bic));
            return Ok(());
        }
        if !method.is_loglinear() {
            let estimate = answer::other(method, table, settings, &mut self.meter)?;
            report.add(estimate);
            return Ok(());
        }
        // A search that is not exhaustive has not looked where another criterion or order leads.
        let own = match method {
            Method::LoglinearAic if bic.is_exhaustive() => Some(bic.clone().by(Criterion::Aic)),
            Method::LoglinearAic => Some(self.ranking(Criterion::Aic)?.0),
            Method::LoglinearPairs if !bic.is_exhaustive() => {
                Some(rank_metered(table, Criterion::Bic, PAIRS, &mut self.meter)?)
            }
            _ => None,
        };
        let ranking = own.as_ref().unwrap_or(bic);
        let Answered { estimate, warnings, fit } =
            answer::loglinear(method, table, settings, ranking, &mut self.meter)?;
        let measured = matches!(method, Method::LoglinearBic | Method::LoglinearStepwise);
        if measured && settings.coverage_tables > 0 {
            self.fits.extend(fit.map(|fit| (method, fit)));
        }
        report.add(estimate);
        report.warnings.extend(warnings);
        Ok(())
    }
}

impl Report {
    /// The report before anything was estimated.
    fn of_table(table: &CaptureTable, settings: &Settings) -> Self {
        let cell = |cell: &(History, u64)| Cell { history: table.written(cell.0), people: cell.1 };
        Self {
            headline: headline(&[], None, None),
            lower_bound: lower_bound(table),
            lists: table.lists().to_vec(),
            observed: table.observed(),
            on_several_lists: table.on_several_lists(),
            cells: table.cells().iter().map(cell).collect(),
            estimates: Vec::new(),
            runner_ups: Vec::new(),
            sensitivity: None,
            coverage: Vec::new(),
            ledger: settings.ledger.clone(),
            warnings: of_table(table),
            interrupted: false,
            manifest: Manifest {
                program: format!("concert-estimate {}", env!("CARGO_PKG_VERSION")),
                table_sha256: table_digest(table),
                settings: settings.clone(),
                models_examined: 0,
                models_estimable: 0,
            },
        }
    }

    fn add(&mut self, estimate: Estimate) {
        if estimate.modes.len() > 1 {
            let (method, modes) = (estimate.method.name().to_owned(), estimate.modes.clone());
            self.warnings.push(Warning::SeveralAnswers { method, modes });
        }
        self.estimates.push(estimate);
    }

    /// Draws the headline from all that is there.
    fn conclude(&mut self) {
        let best = self.runner_ups.first().map(|best| best.bic);
        self.headline = headline(&self.estimates, best, self.sensitivity.as_ref());
        if self.interrupted && self.estimates.is_empty() {
            self.headline.refused = vec![Refusal::NotReached];
        }
    }

    /// So many draws of the population in which every assumption of the headline weighs alike,
    /// ascending; none if the headline is refused.
    pub fn draws(&self, of_each: usize) -> Vec<f64> {
        let admitted = |estimate: &&Estimate| self.headline.methods.contains(&estimate.method);
        let admitted: Vec<&Estimate> = self.estimates.iter().filter(admitted).collect();
        if self.headline.interval95.is_some() { mixture(&admitted, of_each) } else { Vec::new() }
    }
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
