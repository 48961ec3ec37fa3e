//! Runs: estimates that are asked for through a door and computed in the background.
//!
//! A run is a question: a table and settings. It waits its turn, tells how far it has come, can be
//! stopped, and what it found is kept under the name of the question (see `kept_runs.rs`), so that
//! the same question is answered at once. What is not finished when the server stops is gone:
//! handing the table in again is cheaper than explaining half a report.
//!
//! A table can hold small counts of people. Only those see a run who may record an estimate.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use concert_coalition::{Actor, Command};
use concert_estimate::{CaptureTable, Ledger, Report};
use concert_terms::Id;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::estimation::{self, EstimateSubject};
use crate::run_desk::Job;
use crate::{Asked, Fault, RecordedView, Refused, RunId, RunQuestion, Secretariat, Unanswered};

/// Runs that are kept; those that an estimate was recorded from stay beyond that.
const MOST_KEPT: usize = 100;

/// How a run stands.
#[derive(Debug, Clone, PartialEq)]
pub enum RunView {
    /// It waits for its turn.
    Waiting {
        /// How many runs are before it, those under way included.
        before: usize,
    },
    /// It is being computed.
    UnderWay {
        /// Steps done.
        done: u64,
        /// Steps known of; more may be found.
        total: u64,
    },
    /// It is finished, or was stopped: see [`Report::interrupted`].
    Finished(Box<FinishedRun>),
}

/// A finished run.
#[derive(Debug, Clone, PartialEq)]
pub struct FinishedRun {
    /// What was found, with the ledger as it was signed last.
    pub report: Report,
    /// When.
    pub at: Option<Timestamp>,
    /// The estimates that were recorded from it.
    pub recorded: Vec<RecordedView>,
}

/// A run in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunRow {
    /// Its name.
    pub id: RunId,
    /// Whether it waits or is under way; the rest is then absent.
    pub unfinished: bool,
    /// When it was finished.
    pub at: Option<Timestamp>,
    /// Names of the lists.
    pub lists: Vec<String>,
    /// People on any list.
    pub observed: u64,
    /// The range over the assumptions; absent if there is none.
    pub interval95: Option<[f64; 2]>,
    /// The seed.
    pub seed: Option<u64>,
    /// Whether it was stopped before its end.
    pub interrupted: bool,
    /// Whether an estimate was recorded from it.
    pub recorded: bool,
}

impl Secretariat {
    /// Reads a table of capture histories that was handed over and has a question about it
    /// answered; the name of the run says where. Nothing of a table that is refused is kept.
    pub fn start_run(
        &self,
        actor: &Actor,
        name: &str,
        bytes: &[u8],
        question: &RunQuestion,
    ) -> Asked<RunId> {
        self.may_run(actor)?;
        let reader = self.reader.as_ref().ok_or_else(crate::imports::no_reader)?;
        let file = crate::reading::bytes_as_file(name, bytes)?;
        let table = estimation::table_of(file, reader)?;
        self.start_run_of(actor, table, question)
    }

    /// The same for a table that was read already.
    pub fn start_run_of(
        &self,
        actor: &Actor,
        table: CaptureTable,
        question: &RunQuestion,
    ) -> Asked<RunId> {
        self.may_run(actor)?;
        let settings = question.settings()?;
        let id = RunId::of(&table, &settings)?;
        // The run itself takes one place more when it is finished.
        let recorded = self.recorded_runs();
        self.runs.desk.kept.let_go(MOST_KEPT - 1, |kept| *kept == id || recorded.contains(kept))?;
        self.runs.ask(&id, table, settings)?;
        Ok(id)
    }

    /// How a run stands; refused as `secretariat/run-gone` if nothing is known of it.
    pub fn run(&self, actor: &Actor, id: &RunId) -> Asked<RunView> {
        self.may_run(actor)?;
        {
            let state = self.runs.desk.state.lock();
            if let Some(before) = state.jobs.iter().position(|job| job.id == *id) {
                let job = &state.jobs[before];
                if !job.started.load(Ordering::Relaxed) {
                    return Ok(RunView::Waiting { before });
                }
                let done = job.done.load(Ordering::Relaxed);
                let total = job.total.load(Ordering::Relaxed).max(done);
                return Ok(RunView::UnderWay { done, total });
            }
            if let Some((_, why)) = state.broken.iter().find(|(broken, _)| broken == id) {
                return Err(Fault::Broken(why.clone()).into());
            }
        }
        let mut report = self.runs.desk.kept.report(id)?.ok_or_else(|| gone(id))?;
        let recorded = self.estimates().own;
        let recorded: Vec<RecordedView> =
            recorded.into_iter().filter(|own| own.run.as_ref() == Some(id)).collect();
        let latest = recorded.iter().max_by_key(|own| own.statement);
        if let Some(ledger) = latest.and_then(|own| own.ledger.clone()) {
            report.ledger = ledger;
        }
        let at = self.runs.desk.kept.kept_at(id);
        Ok(RunView::Finished(Box::new(FinishedRun { report, at, recorded })))
    }

    /// Every run: those that are not finished, then those that are kept, the latest first.
    pub fn runs(&self, actor: &Actor) -> Asked<Vec<RunRow>> {
        self.may_run(actor)?;
        let desk = &self.runs.desk;
        let row = |job: &Arc<Job>| RunRow {
            id: job.id.clone(),
            unfinished: true,
            at: None,
            lists: job.table.lists().to_vec(),
            observed: job.table.observed(),
            interval95: None,
            seed: Some(job.settings.seed),
            interrupted: false,
            recorded: false,
        };
        let mut rows: Vec<RunRow> = desk.state.lock().jobs.iter().map(row).collect();
        let unfinished = rows.len();
        let recorded = self.recorded_runs();
        for (id, at) in desk.kept.all()? {
            // The earlier half of a run that is computed anew stands there already.
            let is_there = rows[..unfinished].iter().any(|row| row.id == id);
            if is_there {
                continue;
            }
            // One that was let go since the folder was listed is none.
            let Some(run) = desk.kept.head(&id)? else { continue };
            rows.push(RunRow {
                recorded: recorded.contains(&id),
                id,
                unfinished: false,
                at: Some(at),
                lists: run.lists,
                observed: run.observed,
                interval95: run.interval95,
                seed: Some(run.seed),
                interrupted: run.interrupted,
            });
        }
        Ok(rows)
    }

    /// Ends a run that is not finished. What it has found until then is kept.
    pub fn stop_run(&self, actor: &Actor, id: &RunId) -> Asked<()> {
        self.may_run(actor)?;
        self.runs.stop(id);
        Ok(())
    }

    /// Records what a run found. Whoever records signs for the assumptions, by their name and on
    /// this day.
    pub fn record_run(
        &self,
        actor: &Actor,
        id: &RunId,
        subject: &EstimateSubject,
        ledger: Ledger,
        now: Timestamp,
    ) -> Asked<Id> {
        self.may_run(actor)?;
        let RunView::Finished(run) = self.run(actor, id)? else { return Err(gone(id)) };
        let mut report = run.report;
        estimation::came_to_its_end(&report)?;
        report.ledger = self.signed(actor, ledger, now)?;
        let estimate = estimation::recorded(&report, subject).ok_or_else(|| {
            let text = "the report gives no range".to_owned();
            Refused { code: "secretariat/run-without-range", facts: Vec::new(), text }
        })?;
        let estimate = estimation::from_run(estimate, id);
        let recorded = estimate.id;
        self.act(actor, Command::RecordEstimate(Box::new(estimate)), now)?;
        Ok(recorded)
    }

    /// A ledger of assumptions with who signs for it and when; it must be answered throughout.
    pub(crate) fn signed(&self, actor: &Actor, ledger: Ledger, now: Timestamp) -> Asked<Ledger> {
        let signed = Ledger {
            signed_by: self.name_of(actor),
            signed_on: TimeZone::UTC.to_datetime(now).date().to_string(),
            ..ledger
        };
        Ok(signed.checked().map_err(|reason| {
            let text = reason.to_string();
            Refused { code: reason.code(), facts: vec![("text", text.clone())], text }
        })?)
    }

    fn may_run(&self, actor: &Actor) -> Asked<()> {
        self.writer()?;
        if actor.coordinates() { Ok(()) } else { Err(Unanswered::not_allowed("coordinators")) }
    }

    /// The runs from which an estimate that still stands was recorded.
    fn recorded_runs(&self) -> Vec<RunId> {
        let picture = self.picture();
        let estimates = picture.coalition.estimates.iter();
        estimates.filter_map(|(_, _, estimate)| estimation::run_of(estimate)).collect()
    }
}

fn gone(id: &RunId) -> Unanswered {
    Refused {
        code: "secretariat/run-gone",
        facts: Vec::new(),
        text: format!("nothing is kept of run {id}"),
    }
    .into()
}

#[cfg(test)]
mod tests;
