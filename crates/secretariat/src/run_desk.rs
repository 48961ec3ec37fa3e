//! The desk at which runs are computed: they wait in line, a thread or two take them up, and what
//! they find is kept. Dropping it ends what is under way.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use concert_estimate::{CaptureTable, Report, Settings, estimate};
use parking_lot::{Condvar, Mutex};

use crate::kept_runs::KeptRuns;
use crate::{Asked, Fault, Refused, RunId};

/// Runs that are computed at the same time; each uses every processor.
const AT_ONCE: usize = 2;
/// Runs that can wait for their turn.
const MOST_WAITING: usize = 20;
/// How long whoever stops a run waits for it to end.
const STOPPED_WITHIN: Duration = Duration::from_secs(2);

/// The runs of one coalition.
pub(crate) struct Runs {
    pub(crate) desk: Arc<Desk>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// What the threads share.
pub(crate) struct Desk {
    pub(crate) kept: KeptRuns,
    pub(crate) state: Mutex<State>,
    /// A run has come to its end.
    ended: Condvar,
}

#[derive(Default)]
pub(crate) struct State {
    /// Those under way and those that wait, in the order in which they were asked for.
    pub(crate) jobs: Vec<Arc<Job>>,
    threads: usize,
    closing: bool,
    /// Runs that broke, with why; it is told when they are asked for.
    pub(crate) broken: Vec<(RunId, String)>,
}

pub(crate) struct Job {
    pub(crate) id: RunId,
    pub(crate) table: CaptureTable,
    pub(crate) settings: Settings,
    pub(crate) started: AtomicBool,
    stop: AtomicBool,
    pub(crate) done: AtomicU64,
    pub(crate) total: AtomicU64,
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
    pub(crate) fn ask(&self, id: &RunId, table: CaptureTable, settings: Settings) -> Asked<()> {
        let mut state = self.desk.state.lock();
        if state.job(id).is_some() {
            return Ok(());
        }
        if self.desk.kept.report(id)?.is_some_and(|report| !report.interrupted) {
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
    pub(crate) fn stop(&self, id: &RunId) {
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
