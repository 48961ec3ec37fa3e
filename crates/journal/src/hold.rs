//! The right to write a journal, which one process has at a time.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::desk::Desk;
use crate::error::{Error, Fault, Refusal};
use crate::fold::Fold;
use crate::folder;
use crate::journal::{Journal, latest_checkpoint};
use crate::sqlite::{Store, Synchronous};
use crate::tree::{Checkpoint, Edge};
use crate::writer::Writer;

/// The file whose lock is the hold. It contains the holder's process id, for people.
const LOCK: &str = "concert.lock";

/// A journal that this process, and no other, may write.
///
/// Between [`Hold::take`] and [`Hold::writer`] the caller prepares its [`Fold`], from a snapshot if
/// there is one:
///
/// ```
/// # let folder = tempfile::tempdir().expect("a folder");
/// # let dir = folder.path();
/// use concert_journal::{Batch, Hold, NewEntry};
///
/// let hold = Hold::take(dir)?;
/// let snapshot = hold.journal().load_snapshot("nothing/1")?.snapshot;
/// let from = snapshot.map_or(0, |snapshot| snapshot.index);
/// let writer = hold.writer((), from, &mut |_done, _all| {})?;
///
/// // The salt comes from secret randomness; this one is for the example.
/// let entry = NewEntry { salt: [7; 32], body: b"O declares initiative I".to_vec() };
/// let at = 1_790_000_000_000_000;
/// writer.append(Batch { expected_size: 0, at, key: None, entries: vec![entry] })?;
/// assert_eq!(writer.journal().size()?, 1);
/// # Ok::<(), concert_journal::Error>(())
/// ```
#[derive(Debug)]
pub struct Hold {
    // Fields are dropped in this order: the database closes before the lock opens.
    store: Store,
    edge: Edge,
    latest: Option<Checkpoint>,
    journal: Journal,
    lock: Lock,
}

/// The lock file, locked for as long as it is open.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Hold {
    /// Takes hold of the journal in a data folder: creates it if there is none, brings its schema
    /// up to date, and takes in what an interrupted writer left.
    ///
    /// # Errors
    /// [`Refusal::Held`] if another process holds it, [`Refusal::NotAJournal`],
    /// [`Refusal::Newer`]; [`Fault::Damaged`] if the tree's edge does not lead to the latest root.
    pub fn take(dir: &Path) -> Result<Self, Error> {
        Self::take_with(dir, Synchronous::Full)
    }

    /// As [`Hold::take`], but nothing waits for the disk, so that power loss loses what was
    /// acknowledged. For one purpose: the power-loss test must find it out, or it is blind.
    #[doc(hidden)]
    pub fn take_without_syncing(dir: &Path) -> Result<Self, Error> {
        Self::take_with(dir, Synchronous::Off)
    }

    fn take_with(dir: &Path, synchronous: Synchronous) -> Result<Self, Error> {
        folder::create(dir)?;
        let lock = Lock::take(dir)?;
        let store = Store::open_writer(dir, synchronous)?;
        // What an interrupted writer left may be visible without being durable (its log was written
        // but not synced, or its sync failed). Moving it into the file writes and syncs it anew, so
        // that an answer repeated for an idempotency key is as firm as the first.
        if !store.empty_log(true)? {
            return Err(Refusal::Busy.into());
        }
        folder::sync(dir)?;
        let latest = latest_checkpoint(&store)?;
        let size = latest.map_or(0, |latest| latest.size);
        let edge = Edge::load(size, |level, n| store.tile(level, n))?
            .filter(|edge| latest.is_none_or(|latest| edge.root() == latest.root))
            .ok_or_else(|| Fault::damaged(size, "the tiles do not lead to the latest root"))?;
        let journal = Journal::open(dir)?;
        Ok(Self { store, edge, latest, journal, lock })
    }

    /// The journal, for reading.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Brings `fold`, into which the entries below `from` are folded already, up to the present,
    /// and starts the writer. `progress` is as in [`Journal::replay`].
    pub fn writer<F: Fold>(
        self,
        mut fold: F,
        from: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Writer<F>, Error> {
        let size = self.journal.replay(from, progress, |i, at, body| fold.apply(i, at, body))?;
        fold.durable(size);
        let desk = Desk::new(self.store, fold, self.edge, self.latest, self.lock);
        Writer::start(self.journal, desk)
    }
}

impl Lock {
    fn take(dir: &Path) -> Result<Self, Error> {
        let path: PathBuf = dir.join(LOCK);
        let doing = "locking";
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(Fault::io(doing, &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // The id is a courtesy; the lock is what counts.
                let _ = file.read_to_string(&mut holder);
                let holder = match holder.trim() {
                    "" => "unknown".into(),
                    id => id.into(),
                };
                return Err(Refusal::Held { dir: dir.into(), holder }.into());
            }
            Err(TryLockError::Error(error)) => return Err(Fault::io(doing, &path)(error).into()),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{}", std::process::id()))
            .map_err(Fault::io(doing, &path))?;
        Ok(Self { _file: file })
    }
}
