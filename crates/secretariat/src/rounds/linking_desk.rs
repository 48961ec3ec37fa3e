//! The desk at which the lists of a round are linked: one linking to a round at a time, told as it goes, and ended
//! when the desk is dropped. What it comes to is kept by whoever works; here stands only how far it is.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;

use concert_terms::Id;
use parking_lot::Mutex;

use crate::rounds::LinkingPhase;
use crate::{Asked, Fault, Refused, Unanswered};

/// Linkings that are under way at the same time; each uses every processor.
const AT_ONCE: usize = 2;

/// Linkings that are under way, and those that came to nothing.
#[derive(Default)]
pub(crate) struct LinkingDesk {
    jobs: Mutex<BTreeMap<Id, Job>>,
}

struct Job {
    state: Arc<LinkingState>,
    thread: Option<JoinHandle<()>>,
}

/// How far a linking is.
#[derive(Default)]
pub(crate) struct LinkingState {
    estimating: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
    stop: AtomicBool,
    /// Why it came to nothing, once it has ended.
    ended: Mutex<Option<Ended>>,
}

/// How a linking ended.
#[derive(Clone)]
enum Ended {
    /// It is kept.
    Kept,
    Stopped,
    Refused(Refused),
    Broken(String),
}

/// How a linking stands at the desk.
pub(crate) enum AtDesk {
    /// Nobody asked for one since the start, or what came of it is kept.
    Nothing,
    UnderWay {
        phase: LinkingPhase,
        done: u64,
        total: u64,
    },
}

impl LinkingState {
    /// Tells how far the phase has come; the answer says whether to go on.
    pub(crate) fn tell(&self, phase: LinkingPhase, done: u64, total: u64) -> ControlFlow<()> {
        self.estimating.store(phase == LinkingPhase::Estimating, Ordering::Relaxed);
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total.max(done), Ordering::Relaxed);
        if self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl LinkingDesk {
    /// Starts a linking, unless one of the round is under way already. `work` answers whether it came to its end.
    pub(crate) fn start(
        &self,
        round: Id,
        work: impl FnOnce(&LinkingState) -> Asked<bool> + Send + 'static,
    ) -> Asked<()> {
        let mut jobs = self.jobs.lock();
        let is_under_way = |job: &Job| job.state.ended.lock().is_none();
        if jobs.get(&round).is_some_and(is_under_way) {
            return Ok(());
        }
        if jobs.values().filter(|job| is_under_way(job)).count() >= AT_ONCE {
            let text = "too many linkings are under way".to_owned();
            let facts = vec![("limit", AT_ONCE.to_string())];
            return Err(Refused { code: "secretariat/too-many-runs", facts, text }.into());
        }
        let state = Arc::new(LinkingState::default());
        let told = Arc::clone(&state);
        let thread = std::thread::Builder::new().name("linking".to_owned()).spawn(move || {
            let answer = catch_unwind(AssertUnwindSafe(|| work(&told)));
            *told.ended.lock() = Some(match answer {
                Ok(Ok(true)) => Ended::Kept,
                Ok(Ok(false)) => Ended::Stopped,
                Ok(Err(Unanswered::Refused(refused))) => Ended::Refused(refused),
                Ok(Err(Unanswered::Fault(fault))) => Ended::Broken(fault.to_string()),
                Err(_) => Ended::Broken("the linking ended in a panic".to_owned()),
            });
        });
        let thread = thread
            .map_err(|source| Fault::File { what: "starting a linking".to_owned(), source })?;
        jobs.insert(round, Job { state, thread: Some(thread) });
        Ok(())
    }

    /// How the linking of a round stands, or why it came to nothing.
    pub(crate) fn look(&self, round: Id) -> Asked<AtDesk> {
        let jobs = self.jobs.lock();
        let Some(job) = jobs.get(&round) else { return Ok(AtDesk::Nothing) };
        let state = &job.state;
        match state.ended.lock().clone() {
            Some(Ended::Refused(refused)) => Err(refused.into()),
            Some(Ended::Broken(why)) => Err(Fault::Broken(why).into()),
            Some(Ended::Kept | Ended::Stopped) => Ok(AtDesk::Nothing),
            None => {
                let phase = if state.estimating.load(Ordering::Relaxed) {
                    LinkingPhase::Estimating
                } else {
                    LinkingPhase::Linking
                };
                let done = state.done.load(Ordering::Relaxed);
                let total = state.total.load(Ordering::Relaxed).max(done);
                Ok(AtDesk::UnderWay { phase, done, total })
            }
        }
    }

    /// Ends a linking at its next step.
    pub(crate) fn stop(&self, round: Id) {
        if let Some(job) = self.jobs.lock().get(&round) {
            job.state.stop.store(true, Ordering::Relaxed);
        }
    }
}

/// Ends what is under way, so that nothing is written behind the back of whoever closed.
impl Drop for LinkingDesk {
    fn drop(&mut self) {
        let jobs = self.jobs.get_mut();
        for job in jobs.values() {
            job.state.stop.store(true, Ordering::Relaxed);
        }
        for thread in jobs.values_mut().filter_map(|job| job.thread.take()) {
            // What a linking breaks of is caught in its thread.
            let _ = thread.join();
        }
    }
}
