//! The writer's desk: one thread that takes requests from a queue, carries out all that wait in
//! one transaction, commits it with one sync, and then answers them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, SyncSender};

use crate::entry::{BODY_LIMIT, Digest, Entry, NewEntry, commitment, tree_leaf};
use crate::error::{Error, Fault, Refusal};
use crate::fold::Fold;
use crate::hold::Lock;
use crate::sqlite::Store;
use crate::tree::{Checkpoint, Edge};

/// The most requests that share one commit.
const GROUP_LIMIT: usize = 1024;
/// By how much the write-ahead log grows before it is moved into the file.
const LOG_STEP: u64 = 4 << 20;

/// What comes to the desk.
pub(crate) enum Order<F> {
    /// A request to be carried out within the next commit.
    Work(Box<dyn Work<F>>),
    /// Move the write-ahead log into the file and empty it; answers whether that could be done.
    EmptyLog(SyncSender<Result<bool, Error>>),
}

/// A request with its way back to who asked.
pub(crate) trait Work<F>: Send {
    /// Carries the request out, within the transaction. A fault spoils the whole group.
    fn run(&mut self, desk: &mut Desk<F>) -> Result<(), Fault>;
    /// Answers: the commit is durable, or it was not begun.
    fn answer(self: Box<Self>, outcome: Result<(), Refusal>);
}

/// The usual [`Work`]: a closure, and a channel for what it returns.
pub(crate) struct Errand<R, T> {
    pub(crate) run: Option<R>,
    pub(crate) value: Option<T>,
    pub(crate) reply: SyncSender<Result<T, Error>>,
}

impl<F, R, T> Work<F> for Errand<R, T>
where
    R: FnOnce(&mut Desk<F>) -> Result<T, Fault> + Send,
    T: Send,
{
    fn run(&mut self, desk: &mut Desk<F>) -> Result<(), Fault> {
        if let Some(run) = self.run.take() {
            self.value = Some(run(desk)?);
        }
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<(), Refusal>) {
        // Who asked may have gone; what was done stays done.
        let _ = match (outcome, self.value) {
            (Err(refusal), _) => self.reply.send(Err(refusal.into())),
            (Ok(()), Some(value)) => self.reply.send(Ok(value)),
            (Ok(()), None) => Ok(()),
        };
    }
}

/// How a request to append ends, if nothing breaks.
pub(crate) enum Outcome<E> {
    /// Entries from `first` on, `count` of them; `replay` if the key had been answered before.
    Appended { first: u64, count: u64, replay: bool },
    /// The caller's decision was no.
    Declined(E),
    /// The journal says no.
    Refused(Refusal),
    /// The caller's decision panicked; it goes on in the caller's thread.
    Panicked(Box<dyn std::any::Any + Send>),
}

/// The state of the writer.
pub(crate) struct Desk<F> {
    // Fields are dropped in this order: the database closes before the lock opens.
    store: Store,
    fold: F,
    edge: Edge,
    latest: Option<Checkpoint>,
    /// The time of the last entry.
    at: i64,
    /// The length of the write-ahead log at which it is moved into the file.
    log_mark: u64,
    _lock: Lock,
}

/// What is carried out together: requests that share a commit, and what waits for it to be over.
struct Round<F> {
    work: Vec<Box<dyn Work<F>>>,
    emptying: Option<SyncSender<Result<bool, Error>>>,
}

impl<F> Round<F> {
    fn add(&mut self, order: Order<F>) {
        match order {
            Order::Work(work) => self.work.push(work),
            Order::EmptyLog(reply) => self.emptying = Some(reply),
        }
    }
}

impl<F> Desk<F> {
    /// The database, within the transaction.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// The number of entries, those accepted in this group included.
    pub(crate) fn size(&self) -> u64 {
        self.edge.size()
    }
}

impl<F: Fold> Desk<F> {
    pub(crate) fn new(
        store: Store,
        fold: F,
        edge: Edge,
        latest: Option<Checkpoint>,
        lock: Lock,
    ) -> Self {
        Self { store, fold, edge, latest, at: 0, log_mark: LOG_STEP, _lock: lock }
    }

    /// Asks `decide` for entries, on the state after everything accepted so far, and appends them.
    pub(crate) fn append<E>(
        &mut self,
        at: i64,
        key: Option<(&str, &Digest)>,
        decide: impl FnOnce(&F, u64) -> Result<Vec<NewEntry>, E>,
    ) -> Result<Outcome<E>, Fault> {
        if let Some((text, digest)) = key
            && let Some(given) = self.store.given_answer(text)?
        {
            let (first, count) = (given.first, given.count);
            return Ok(if given.digest == digest {
                Outcome::Appended { first, count, replay: true }
            } else {
                Outcome::Refused(Refusal::KeyReused { first })
            });
        }
        let first = self.size();
        let entries = match catch_unwind(AssertUnwindSafe(|| decide(&self.fold, first))) {
            Ok(Ok(entries)) => entries,
            Ok(Err(reason)) => return Ok(Outcome::Declined(reason)),
            Err(panic) => return Ok(Outcome::Panicked(panic)),
        };
        if let Some(length) = entries.iter().map(|e| e.body.len()).find(|&l| l > BODY_LIMIT) {
            return Ok(Outcome::Refused(Refusal::BodyTooLong { length }));
        }
        let count = entries.len() as u64;
        for entry in entries {
            self.append_entry(at, entry)?;
        }
        if let Some(key) = key {
            self.store.remember_answer(key, (first, count), at)?;
        }
        Ok(Outcome::Appended { first, count, replay: false })
    }

    fn append_entry(&mut self, at: i64, NewEntry { salt, body }: NewEntry) -> Result<(), Fault> {
        let index = self.size();
        let leaf = commitment(&salt, &body);
        let entry = Entry { index, at, salt: Some(salt), body: Some(body), leaf };
        self.store.insert_entry(&entry)?;
        let store = &self.store;
        self.edge
            .push(tree_leaf(at, &leaf), |level, n, hashes| store.put_tile(level, n, hashes))?;
        self.at = at;
        self.fold
            .apply(index, at, entry.body.as_deref())
            .map_err(|reason| Fault::Unfolded { index, reason })
    }

    /// Serves the queue until every sender has gone or a write has failed. Why is left in `halted`.
    pub(crate) fn serve(mut self, queue: &Receiver<Order<F>>, halted: &OnceLock<String>) {
        while let Ok(order) = queue.recv() {
            let mut round = Round { work: Vec::new(), emptying: None };
            round.add(order);
            if let Err(fault) = self.carry_out(&mut round, queue) {
                self.store.abandon();
                // First the reason, and then the round and the queue go, and with them the channels
                // on which everybody waits: that is how they learn.
                let _ = halted.set(fault.to_string());
                return;
            }
        }
        // Best effort: what is in the log is durable there as well.
        let _ = self.store.empty_log(false);
    }

    /// Carries out and answers a round.
    fn carry_out(&mut self, round: &mut Round<F>, queue: &Receiver<Order<F>>) -> Result<(), Fault> {
        if !round.work.is_empty() {
            let outcome = match self.commit_round(round, queue) {
                Ok(()) => Ok(()),
                Err(Error::Refusal(refusal)) => Err(refusal),
                Err(Error::Fault(fault)) => return Err(fault),
            };
            for work in round.work.drain(..) {
                work.answer(outcome.clone());
            }
        }
        if let Some(reply) = &round.emptying {
            let emptied = self.store.empty_log(true)?;
            let _ = reply.send(Ok(emptied));
        }
        self.empty_long_log()
    }

    /// Carries out a round and whatever else has come meanwhile, and makes it durable. A refusal
    /// says that nothing was begun.
    fn commit_round(
        &mut self,
        round: &mut Round<F>,
        queue: &Receiver<Order<F>>,
    ) -> Result<(), Error> {
        self.store.begin()?;
        self.check_undisturbed()?;
        let mut next = 0;
        while let Some(work) = round.work.get_mut(next) {
            work.run(self)?;
            next += 1;
            if round.emptying.is_none()
                && (next..GROUP_LIMIT).contains(&round.work.len())
                && let Ok(order) = queue.try_recv()
            {
                round.add(order);
            }
        }
        Ok(self.commit()?)
    }

    /// Writes the tree's edge and the checkpoint, commits, and tells the fold.
    fn commit(&mut self) -> Result<(), Fault> {
        let size = self.size();
        let grown = size > self.latest.map_or(0, |latest| latest.size);
        if grown {
            for (level, n, hashes) in self.edge.partial() {
                self.store.put_tile(level, n, hashes)?;
            }
            let checkpoint = Checkpoint { size, root: self.edge.root(), at: self.at };
            self.store.insert_checkpoint(&checkpoint)?;
            self.latest = Some(checkpoint);
        }
        self.store.commit()?;
        if grown {
            self.fold.durable(size);
        }
        Ok(())
    }

    /// The lock keeps other journals off, not other programs: find out before deciding anything.
    fn check_undisturbed(&self) -> Result<(), Fault> {
        let expected = self.latest.map_or(0, |latest| latest.size);
        let found = self.store.latest_checkpoint()?.map_or(0, |row| row.size as u64);
        if found == expected { Ok(()) } else { Err(Fault::Intruded { found, expected }) }
    }

    /// Moves the write-ahead log into the file when it has grown, unless a reader needs it still.
    fn empty_long_log(&mut self) -> Result<(), Fault> {
        let length = || {
            let log = self.store.path().with_extension("db-wal");
            log.metadata().map_or(0, |metadata| metadata.len())
        };
        if length() >= self.log_mark {
            self.store.empty_log(false)?;
            self.log_mark = length() + LOG_STEP;
        }
        Ok(())
    }
}
