//! Runs: estimates that are asked for through a door and computed in the background.
//!
//! A run is a question: a table and settings. It waits its turn, tells how far it has come, can be
//! stopped, and what it found is kept under the name of the question (see `kept_runs.rs`), so that
//! the same question is answered at once. What is not finished when the server stops is gone:
//! handing the table in again is cheaper than explaining half a report.
//!
//! A table can hold small counts of people. Only those see a run who may record an estimate.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use concert_coalition::{Actor, Command};
use concert_estimate::{CaptureTable, Ledger, Method, Report, Settings, estimate};
use concert_terms::Id;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use parking_lot::{Condvar, Mutex};
use serde::Serialize;

use crate::estimation::{self, EstimateSubject};
use crate::kept_runs::KeptRuns;
use crate::{Asked, Fault, RecordedView, Refused, RunId, Secretariat, Unanswered};

/// Runs that are computed at the same time; each uses every processor.
const AT_ONCE: usize = 2;
/// Runs that can wait for their turn.
const MOST_WAITING: usize = 20;
/// Runs that are kept; those that an estimate was recorded from stay beyond that.
const MOST_KEPT: usize = 100;
/// How long whoever stops a run waits for it to end.
const STOPPED_WITHIN: Duration = Duration::from_secs(2);

/// What is asked of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunQuestion {
    /// The methods, in the order in which they are reported.
    pub methods: Vec<Method>,
    /// Bootstrap replicates for each method: [`RunQuestion::REPLICATES`].
    pub replicates: usize,
    /// Seed of everything that is drawn.
    pub seed: u64,
    /// Whether it is measured how often the intervals hold a known truth.
    pub measures_coverage: bool,
}

impl Default for RunQuestion {
    fn default() -> Self {
        let Settings { methods, replicates, seed, .. } = Settings::default();
        Self { methods, replicates, seed, measures_coverage: true }
    }
}

impl RunQuestion {
    /// Fewest and most replicates: limits of an interval at 95 % need some two hundred, and beyond
    /// ten thousand nothing moves that a person would report.
    pub const REPLICATES: [usize; 2] = [200, 10_000];

    fn settings(&self) -> Asked<Settings> {
        if self.methods.is_empty() {
            let text = "no method was chosen".to_owned();
            return Err(Refused { code: "secretariat/no-method", facts: Vec::new(), text }.into());
        }
        let [fewest, most] = Self::REPLICATES;
        if !(fewest..=most).contains(&self.replicates) {
            return Err(Refused {
                code: "secretariat/replicates",
                facts: vec![("fewest", fewest.to_string()), ("most", most.to_string())],
                text: format!("{} replicates; {fewest} to {most} can be had", self.replicates),
            }
            .into());
        }
        let usual = Settings::default();
        Ok(Settings {
            methods: self.methods.clone(),
            replicates: self.replicates,
            seed: self.seed,
            coverage_tables: if self.measures_coverage { usual.coverage_tables } else { 0 },
            ..usual
        })
    }
}

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

/// The runs of one coalition.
pub(crate) struct Runs {
    desk: Arc<Desk>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// What the threads share.
struct Desk {
    kept: KeptRuns,
    state: Mutex<State>,
    /// A run has come to its end.
    ended: Condvar,
}

#[derive(Default)]
struct State {
    /// Those under way and those that wait, in the order in which they were asked for.
    jobs: Vec<Arc<Job>>,
    threads: usize,
    closing: bool,
    /// Runs that broke, with why; it is told when they are asked for.
    broken: Vec<(RunId, String)>,
}

struct Job {
    id: RunId,
    table: CaptureTable,
    settings: Settings,
    started: AtomicBool,
    stop: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
}

impl Runs {
    pub(crate) fn new(folder: PathBuf) -> Self {
        let kept = KeptRuns::new(folder);
        let desk = Desk { kept, state: Mutex::default(), ended: Condvar::new() };
        Self { desk: Arc::new(desk), threads: Mutex::default() }
    }

    /// What a process that was killed has left half done goes.
    pub(crate) fn sweep(&self) {
        self.desk.kept.sweep();
    }

    /// Answers a question: from what is kept, or by computing it.
    fn ask(&self, id: &RunId, table: CaptureTable, settings: Settings) -> Asked<()> {
        let mut state = self.desk.state.lock();
        if state.job(id).is_some() {
            return Ok(());
        }
        if self.desk.kept.run(id)?.is_some_and(|run| !run.interrupted) {
            return Ok(());
        }
        if state.jobs.len() >= AT_ONCE + MOST_WAITING {
            let text = "too many runs are waiting".to_owned();
            let facts = vec![("limit", MOST_WAITING.to_string())];
            return Err(Refused { code: "secretariat/too-many-runs", facts, text }.into());
        }
        state.broken.retain(|(broken, _)| broken != id);
        state.jobs.push(Arc::new(Job::new(id.clone(), table, settings)));
        if state.threads < AT_ONCE {
            let desk = Arc::clone(&self.desk);
            let thread = std::thread::Builder::new().name("estimate".to_owned());
            match thread.spawn(move || desk.work()) {
                Ok(thread) => {
                    state.threads += 1;
                    let mut threads = self.threads.lock();
                    threads.retain(|thread| !thread.is_finished());
                    threads.push(thread);
                }
                // One that is at work takes the run up; without any it would wait for ever.
                Err(_) if state.threads > 0 => {}
                Err(source) => {
                    state.jobs.retain(|job| job.id != *id);
                    let what = "starting a run".to_owned();
                    return Err(Fault::File { what, source }.into());
                }
            }
        }
        Ok(())
    }

    /// Ends a run and waits until it has.
    fn stop(&self, id: &RunId) {
        let mut state = self.desk.state.lock();
        let Some(job) = state.job(id) else { return };
        job.stop.store(true, Ordering::Relaxed);
        if !job.started.load(Ordering::Relaxed) {
            state.jobs.retain(|other| other.id != *id);
            return;
        }
        let end = Instant::now() + STOPPED_WITHIN;
        while state.job(id).is_some() {
            if self.desk.ended.wait_until(&mut state, end).timed_out() {
                return;
            }
        }
    }
}

/// Ends what is under way, so that nothing is written behind the back of whoever closed.
impl Drop for Runs {
    fn drop(&mut self) {
        {
            let mut state = self.desk.state.lock();
            state.closing = true;
            state.jobs.iter().for_each(|job| job.stop.store(true, Ordering::Relaxed));
        }
        for thread in self.threads.get_mut().drain(..) {
            // What a run breaks of is caught in the run.
            let _ = thread.join();
        }
    }
}

impl State {
    fn job(&self, id: &RunId) -> Option<Arc<Job>> {
        self.jobs.iter().find(|job| job.id == *id).cloned()
    }
}

impl Desk {
    /// What a thread does: one run after the other, until none waits.
    fn work(&self) {
        while let Some(job) = self.next() {
            let answer = catch_unwind(AssertUnwindSafe(|| job.compute()));
            let told = match answer {
                // Ended by closing: nobody asked for the half of it.
                Ok(report) if report.interrupted && self.state.lock().closing => Ok(()),
                Ok(report) => self.kept.keep(&job.id, &report).map_err(|fault| fault.to_string()),
                Err(_) => Err(format!("run {} ended in a panic", job.id)),
            };
            let mut state = self.state.lock();
            state.jobs.retain(|other| !Arc::ptr_eq(other, &job));
            state.broken.extend(told.err().map(|why| (job.id.clone(), why)));
            self.ended.notify_all();
        }
    }

    /// The run that has waited longest; `None` ends the thread.
    fn next(&self) -> Option<Arc<Job>> {
        let mut state = self.state.lock();
        let waits = |job: &&Arc<Job>| !job.started.load(Ordering::Relaxed);
        let next = state.jobs.iter().find(waits).filter(|_| !state.closing).cloned();
        match &next {
            Some(job) => job.started.store(true, Ordering::Relaxed),
            None => state.threads -= 1,
        }
        next
    }
}

impl Job {
    fn new(id: RunId, table: CaptureTable, settings: Settings) -> Self {
        let (started, stop) = (AtomicBool::new(false), AtomicBool::new(false));
        let (done, total) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { id, table, settings, started, stop, done, total }
    }

    fn compute(&self) -> Report {
        estimate(&self.table, &self.settings, &mut |done, total| {
            self.done.store(done, Ordering::Relaxed);
            self.total.store(total, Ordering::Relaxed);
            if self.stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
    }
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
            let Some(run) = desk.kept.run(&id)?.filter(|_| !is_there) else { continue };
            rows.push(RunRow {
                recorded: recorded.contains(&id),
                id,
                unfinished: false,
                at: Some(at),
                lists: run.lists,
                observed: run.observed,
                interval95: run.headline.interval95,
                seed: Some(run.manifest.settings.seed),
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
        report.ledger = Ledger {
            signed_by: self.name_of(actor),
            signed_on: TimeZone::UTC.to_datetime(now).date().to_string(),
            ..ledger
        }
        .checked()
        .map_err(|reason| {
            let text = reason.to_string();
            Refused { code: reason.code(), facts: vec![("text", text.clone())], text }
        })?;
        let estimate = estimation::recorded(&report, subject).ok_or_else(|| {
            let text = "the report gives no range".to_owned();
            Refused { code: "secretariat/run-without-range", facts: Vec::new(), text }
        })?;
        let estimate = estimation::from_run(estimate, id);
        let recorded = estimate.id;
        self.act(actor, Command::RecordEstimate(Box::new(estimate)), now)?;
        Ok(recorded)
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
