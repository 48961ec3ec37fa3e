//! Appending to the journal, and what else is written to its file.

use std::fmt;
use std::panic::resume_unwind;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

use crate::beside::Beside;
use crate::desk::{Desk, Errand, Order, Outcome};
use crate::entry::{Digest, NewEntry};
use crate::error::{Error, Fault, Refusal};
use crate::fold::Fold;
use crate::journal::Journal;
use crate::snapshot::Snapshots;

/// The longest idempotency key, in bytes.
pub const KEY_LIMIT: usize = 200;

/// How many requests may wait before those who send more wait as well.
const QUEUE: usize = 1024;

/// Names a request, so that asking twice has the effect of asking once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The name, 1 to [`KEY_LIMIT`] bytes, chosen by who asks.
    pub text: String,
    /// A digest of the request, to tell a repetition from a mistake.
    pub digest: Digest,
}

/// When, and under which key, something is to be appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The time, in microseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// The idempotency key, if there is one.
    pub key: Option<Key>,
}

/// Entries decided on at a known size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The size of the journal on which the entries were decided.
    pub expected_size: u64,
    /// The time, in microseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// The idempotency key, if there is one.
    pub key: Option<Key>,
    /// The entries. All of them are kept, or none.
    pub entries: Vec<NewEntry>,
}

/// Entries that are durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// The index of the first.
    pub first: u64,
    /// How many.
    pub count: u64,
    /// Whether this is the answer to an earlier request with the same key.
    pub replay: bool,
}

/// The answer to a [`Batch`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The entries are durable.
    Appended(Appended),
    /// The journal has another size by now; the caller decides again.
    Moved {
        /// Its size.
        size: u64,
    },
}

/// Why a decision led to no entries.
#[derive(Debug, thiserror::Error)]
pub enum Unappended<E> {
    /// The caller's own reason.
    #[error("declined")]
    Declined(E),
    /// The journal's reason.
    #[error(transparent)]
    Journal(#[from] Error),
}

/// What an erasure did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// How many bodies it removed; those that were gone already do not count.
    pub erased: u64,
    /// Whether the bytes are gone from the write-ahead log, too. `false` if somebody was still
    /// reading an older state; they go when the log is emptied next.
    pub log_emptied: bool,
}

/// The handle of the one writer. Cheap to clone, usable from every thread. When the last clone
/// goes, the writer finishes what waits and lets go of the journal.
///
/// # How writes are grouped
///
/// One thread carries out all requests in the order they came. Those that wait while the disk is
/// busy share the next commit and its one sync. Each is decided on the state after the one before,
/// so that there are no conflicts to resolve, and all are answered only when the commit is durable,
/// the refused as well: a refusal, too, tells about entries.
///
/// # When a write fails
///
/// After any failure (a sync that reports an error, a full disk) nothing of the commit counts,
/// everybody who waits is told [`Fault::Halted`] with the reason, and so is everybody who comes
/// later. A sync that failed once is not tried again: the system may have thrown the data away and
/// report success. Reading goes on.
pub struct Writer<F> {
    inner: Arc<Inner<F>>,
}

struct Inner<F> {
    journal: Journal,
    halted: Arc<OnceLock<String>>,
    queue: Option<SyncSender<Order<F>>>,
    thread: Option<JoinHandle<()>>,
}

impl<F> Clone for Writer<F> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<F> fmt::Debug for Writer<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Writer({})", self.inner.journal.dir().display())
    }
}

impl<F: Fold> Writer<F> {
    pub(crate) fn start(journal: Journal, desk: Desk<F>) -> Result<Self, Error> {
        let (sender, receiver) = sync_channel(QUEUE);
        let halted = Arc::new(OnceLock::new());
        let reason = Arc::clone(&halted);
        let thread = thread::Builder::new()
            .name("journal writer".into())
            .spawn(move || desk.serve(&receiver, &reason))
            .map_err(Fault::io("starting the writer of", journal.dir()))?;
        let inner = Inner { journal, halted, queue: Some(sender), thread: Some(thread) };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The journal, for reading.
    pub fn journal(&self) -> &Journal {
        &self.inner.journal
    }

    /// What is kept beside the log, for reading and writing.
    pub fn beside(&self) -> Beside {
        let writer = self.clone();
        Beside::new(
            self.journal().clone(),
            Arc::new(move |write| writer.carry_out(move |desk: &mut Desk<F>| write(desk.store()))),
        )
    }

    /// Why the writer accepts nothing any more; `None` while it does.
    pub fn halted(&self) -> Option<&str> {
        self.inner.halted.get().map(String::as_str)
    }

    /// Decides and appends. `decide` runs on the writer's thread, with the fold as it is after
    /// everything accepted before, and the size of the journal; what it returns is appended, all or
    /// nothing. Returns when that is durable.
    ///
    /// With a key that was answered before, `decide` does not run and the answer is the earlier
    /// one. A request that is declined leaves no trace, its key included.
    ///
    /// # Panics
    /// If `decide` panics, here and without effect on the writer.
    pub fn submit<E, D>(&self, request: Request, decide: D) -> Result<Appended, Unappended<E>>
    where
        E: Send + 'static,
        D: FnOnce(&F, u64) -> Result<Vec<NewEntry>, E> + Send + 'static,
    {
        let Request { at, key } = request;
        if let Some(length) = key.as_ref().map(|key| key.text.len())
            && !(1..=KEY_LIMIT).contains(&length)
        {
            return Err(Error::from(Refusal::KeyLength { length }).into());
        }
        let outcome = self.carry_out(move |desk: &mut Desk<F>| {
            desk.append(at, key.as_ref().map(|key| (key.text.as_str(), &key.digest)), decide)
        })?;
        match outcome {
            Outcome::Appended { first, count, replay } => Ok(Appended { first, count, replay }),
            Outcome::Declined(reason) => Err(Unappended::Declined(reason)),
            Outcome::Refused(refusal) => Err(Error::from(refusal).into()),
            Outcome::Panicked(panic) => resume_unwind(panic),
        }
    }

    /// Appends entries that were decided on elsewhere, if the journal still has the size they were
    /// decided on. Returns when they are durable.
    pub fn append(&self, batch: Batch) -> Result<Answer, Error> {
        let Batch { expected_size, at, key, entries } = batch;
        let decide = move |_: &F, size| if size == expected_size { Ok(entries) } else { Err(size) };
        match self.submit(Request { at, key }, decide) {
            Ok(appended) => Ok(Answer::Appended(appended)),
            Err(Unappended::Declined(size)) => Ok(Answer::Moved { size }),
            Err(Unappended::Journal(error)) => Err(error),
        }
    }

    /// Erases the bodies and salts of entries. Their leaves stay, and so does every proof.
    ///
    /// The bytes are overwritten in the file, and the snapshots that may contain what was folded
    /// from them are removed. What the caller's fold remembers is the caller's to forget, *before*
    /// this call: a snapshot saved later must not bring it back.
    pub fn erase(&self, indices: &[u64]) -> Result<Erasure, Error> {
        let Some(&lowest) = indices.iter().min() else {
            return Ok(Erasure { erased: 0, log_emptied: true });
        };
        let indices = indices.to_vec();
        let erased = self.carry_out(move |desk: &mut Desk<F>| {
            let size = desk.size();
            if let Some(&asked) = indices.iter().find(|&&index| index >= size) {
                return Ok(Err(Refusal::OutOfRange { asked, size }));
            }
            let mut erased = 0;
            for index in indices {
                erased += u64::from(desk.store().erase(index)?);
            }
            Ok(Ok(erased))
        })??;
        Snapshots::of(self.journal().dir()).forget(lowest)?;
        let log_emptied = self.ask(Order::EmptyLog)?;
        Ok(Erasure { erased, log_emptied })
    }

    /// Forgets the idempotency keys that were answered before `at`, and tells how many.
    pub fn forget_keys(&self, at: i64) -> Result<u64, Error> {
        self.carry_out(move |desk: &mut Desk<F>| desk.store().forget_answers(at))
    }

    /// Saves a snapshot of the caller's fold into which the entries below `index` are folded. `tag`
    /// names its form and version; [`Journal::load_snapshot`] gives it back for the same tag only.
    ///
    /// The newest two are kept. The log is not touched, and a crash leaves the older ones whole.
    pub fn save_snapshot(&self, index: u64, tag: &str, bytes: &[u8]) -> Result<(), Error> {
        let root = self.journal().root_at(index)?;
        Ok(Snapshots::of(self.journal().dir()).save(index, &root, tag, bytes)?)
    }

    /// Has `run` carried out in the next commit, and returns its value when that is durable.
    fn carry_out<T, R>(&self, run: R) -> Result<T, Error>
    where
        T: Send + 'static,
        R: FnOnce(&mut Desk<F>) -> Result<T, Fault> + Send + 'static,
    {
        self.ask(|reply| Order::Work(Box::new(Errand { run: Some(run), value: None, reply })))
    }

    /// Puts an order into the queue and waits for its answer.
    fn ask<T>(
        &self,
        order: impl FnOnce(SyncSender<Result<T, Error>>) -> Order<F>,
    ) -> Result<T, Error> {
        let gone = || {
            let reason = self.halted().unwrap_or("the writer's thread ended unexpectedly").into();
            Error::from(Fault::Halted { reason })
        };
        let queue = self.inner.queue.as_ref().ok_or_else(gone)?;
        let (reply, answer) = sync_channel(1);
        queue.send(order(reply)).map_err(|_| gone())?;
        answer.recv().map_err(|_| gone())?
    }
}

impl<F> Drop for Inner<F> {
    fn drop(&mut self) {
        self.queue = None;
        // The connection that is closed last tidies up, and only the writer's can: a journal that
        // nobody uses is one file.
        self.journal.close_idle();
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            // A panic of the fold has been reported to everybody who waited.
            let _ = thread.join();
        }
    }
}
