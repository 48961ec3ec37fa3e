//! Estimates: from a table of capture histories to a figure in the journal.

use concert_coalition::{Actor, Command, RecordedEstimate};
use concert_estimate::{CaptureTable, Ledger, Model, Report, ToCheck};
use concert_exchange::{Table, TableFile, read_capture_table};
use concert_terms::{Draws, Id, Interval, Period, PlaceCode, Population, Stated};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::labelled_table::capture_table_of;
use crate::reading::{self, Reader};
use crate::{Asked, Refused, RunId, Secretariat, Unanswered};

/// Where and when the people are whom a table of capture histories speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstimateSubject {
    /// Where.
    pub place: PlaceCode,
    /// The time of which the lists speak.
    pub period: Period,
}

/// Reads a table of capture histories, in a confined process.
pub fn capture_table(path: &std::path::Path, reader: &Reader) -> Asked<CaptureTable> {
    table_of(TableFile::open(path).map_err(reading::unread)?, reader)
}

/// The same for a file that is open.
pub(crate) fn table_of(file: TableFile, reader: &Reader) -> Asked<CaptureTable> {
    let workbook = reader.read(file, &mut |_| {})?;
    let refused = |refusal| Unanswered::from(reading::refused(&refusal));
    let table = Table::find(&workbook).map_err(refused)?;
    let read = read_capture_table(&table).map_err(refused)?;
    capture_table_of(&read.lists, read.histories())
}

/// What a report states about a subject: the range over its assumptions, and draws in which they
/// weigh alike.
pub(crate) fn recorded(report: &Report, subject: &EstimateSubject) -> Option<RecordedEstimate> {
    let ([low, high], middle) = (report.headline.interval95?, report.headline.middle?);
    let people = Interval::new(low.min(middle), middle, high.max(middle), 0.95).ok()?;
    let methods: Vec<&str> = report.headline.methods.iter().map(|method| method.name()).collect();
    let models = report.estimates.iter().filter(|e| report.headline.methods.contains(&e.method));
    let mut models: Vec<String> = models.filter_map(|e| e.model_by_name.clone()).collect();
    models.dedup();
    let manifest = serde_json::to_value(&report.manifest).unwrap_or_default();
    let id = id_of(&report.manifest.table_sha256, subject);
    let draws = report.draws(Draws::USUAL);
    Some(RecordedEstimate {
        id,
        place: subject.place.clone(),
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
        period: subject.period,
        lists: report.lists.clone(),
        observed: report.observed,
        method: methods.join(", "),
        model: models.join(" "),
        people,
        draws: Draws::from_sample(&draws, Draws::USUAL, 0).values().to_vec(),
        manifest,
        rest: [ledger_field(&report.ledger)].into_iter().collect(),
    })
}

/// The field of a recorded estimate that holds what was said of the assumptions.
const LEDGER: &str = "ledger";
/// The field that names the run it was recorded from.
const RUN: &str = "run";

/// What was said of the assumptions, as a field of a recorded estimate.
pub(crate) fn ledger_field(ledger: &Ledger) -> (String, serde_json::Value) {
    (LEDGER.to_owned(), serde_json::to_value(ledger).unwrap_or_default())
}

/// An estimate with the run that it is recorded from.
pub(crate) fn from_run(mut estimate: RecordedEstimate, run: &RunId) -> RecordedEstimate {
    estimate.rest.insert(RUN.to_owned(), run.as_str().into());
    estimate
}

/// The run from which an estimate was recorded.
pub(crate) fn run_of(estimate: &RecordedEstimate) -> Option<RunId> {
    estimate.rest.get(RUN)?.as_str()?.parse().ok()
}

/// What was said of the assumptions when an estimate was recorded; nothing if it was recorded by a
/// version that did not ask.
pub(crate) fn ledger_of(estimate: &RecordedEstimate) -> Option<Ledger> {
    serde_json::from_value(estimate.rest.get(LEDGER)?.clone()).ok()
}

/// Half a report is no ground for a statement: the assumptions that were not reached could only
/// have widened the range.
pub(crate) fn came_to_its_end(report: &Report) -> Asked<()> {
    if report.interrupted {
        let text = "the run was stopped before its end".to_owned();
        return Err(Refused { code: "secretariat/run-interrupted", facts: Vec::new(), text }.into());
    }
    Ok(())
}

/// The identifier of the estimate from a table about a subject: estimating the same again is the
/// same estimate.
pub(crate) fn id_of(table: &str, subject: &EstimateSubject) -> Id {
    let text = format!("estimate\u{1f}{table}\u{1f}{}\u{1f}{}", subject.place, subject.period);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(text)[..16]);
    Id::from_bytes(bytes)
}

/// An R script with which a peer can check the models of a report on the same table.
pub fn r_script(table: &CaptureTable, report: &Report) -> String {
    let mut models: Vec<ToCheck> = Vec::new();
    let chosen = report.estimates.iter().filter(|estimate| estimate.intervals.is_some());
    let chosen = chosen.filter_map(|e| Some((e.model.as_deref()?, e.population?, e.bic?)));
    let runner_ups = report.runner_ups.iter().map(|r| (r.model.as_str(), r.population, r.bic));
    for (model, population, bic) in chosen.chain(runner_ups) {
        let Ok(model) = Model::parse(model, table.lists().len()) else { continue };
        if !models.iter().any(|other| other.model == model) {
            models.push(ToCheck { model, population, bic });
        }
    }
    concert_estimate::r_script(table, &models)
}

impl Secretariat {
    /// Records what a report states about a subject; `None` when it gives no range.
    pub fn record_estimate(
        &self,
        actor: &Actor,
        report: &Report,
        subject: &EstimateSubject,
        now: Timestamp,
    ) -> Asked<Option<Id>> {
        came_to_its_end(report)?;
        let Some(estimate) = recorded(report, subject) else { return Ok(None) };
        let id = estimate.id;
        self.act(actor, Command::RecordEstimate(Box::new(estimate)), now)?;
        Ok(Some(id))
    }
}
