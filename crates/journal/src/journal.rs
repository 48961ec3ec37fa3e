//! Reading the journal: entries, replays, checkpoints and proofs.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::entry::{Digest, Entry, commitment};
use crate::error::{Error, Fault, Refusal};
use crate::rows::EntryRow;
use crate::snapshot::{LoadedSnapshot, Snapshots};
use crate::sqlite::Store;
use crate::tree::{Checkpoint, ConsistencyProof, InclusionProof, Tiles};

/// How many connections are kept open for the next reader.
const IDLE_LIMIT: usize = 16;

/// A journal open for reading. Cheap to clone, usable from every thread, and at work beside a
/// writer in this or another process. Only what is durable is seen.
#[derive(Clone)]
pub struct Journal {
    shared: Arc<Shared>,
}

struct Shared {
    dir: PathBuf,
    /// Connections that nobody is using.
    idle: Mutex<Vec<Store>>,
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Journal({})", self.shared.dir.display())
    }
}

impl Journal {
    /// Opens the journal in a data folder for reading.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let store = Store::open_reader(dir)?;
        let shared = Shared { dir: dir.into(), idle: Mutex::new(vec![store]) };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The data folder.
    pub fn dir(&self) -> &Path {
        &self.shared.dir
    }

    /// The number of entries.
    pub fn size(&self) -> Result<u64, Error> {
        Ok(self.checkpoint()?.map_or(0, |checkpoint| checkpoint.size))
    }

    /// The latest checkpoint; `None` while the journal is empty.
    pub fn checkpoint(&self) -> Result<Option<Checkpoint>, Error> {
        self.with(latest_checkpoint)
    }

    /// The entries of a range, each checked against its leaf.
    ///
    /// # Errors [`Refusal::OutOfRange`] if the range ends beyond the journal, [`Fault::Damaged`]
    /// for an entry that is missing or not the one it was.
    pub fn read(&self, range: Range<u64>) -> Result<Vec<Entry>, Error> {
        self.with(|store| {
            within(range.end, size(store)?)?;
            let mut entries = Vec::new();
            visit_checked(store, range, &mut |row, index| {
                entries.push(Entry {
                    index,
                    at: row.at,
                    salt: row.salt.and_then(|salt| salt.try_into().ok()),
                    body: row.body.map(<[u8]>::to_vec),
                    leaf: row.leaf.try_into().unwrap_or_default(),
                });
                Ok(())
            })?;
            Ok(entries)
        })
    }

    /// Visits the entries from `from` to the present end in order, as index, time and body (`None`
    /// once erased), each checked against its leaf, and returns the size it came to.
    ///
    /// `progress` is told how many entries are done and how many there are, every few thousand.
    /// What `visit` answers with an error ends the replay as [`Fault::Unfolded`].
    pub fn replay(
        &self,
        from: u64,
        progress: &mut dyn FnMut(u64, u64),
        mut visit: impl FnMut(u64, i64, Option<&[u8]>) -> Result<(), String>,
    ) -> Result<u64, Error> {
        self.with(|store| {
            let size = size(store)?;
            within(from, size)?;
            visit_checked(store, from..size, &mut |row, index| {
                if (index - from).is_multiple_of(4096) {
                    progress(index - from, size - from);
                }
                visit(index, row.at, row.body)
                    .map_err(|reason| Fault::Unfolded { index, reason }.into())
            })?;
            progress(size - from, size - from);
            Ok(size)
        })
    }

    /// The root of the tree over the first `size` entries.
    pub fn root_at(&self, size: u64) -> Result<Digest, Error> {
        self.with(|store| {
            within(size, self::size(store)?)?;
            from_tiles(store, |tiles| tiles.root(size))
        })
    }

    /// Proves that `index` is in the tree of `size` entries. The proof has been checked.
    pub fn prove_inclusion(&self, index: u64, size: u64) -> Result<InclusionProof, Error> {
        self.with(|store| {
            within(size, self::size(store)?)?;
            if index >= size {
                return Err(Refusal::OutOfRange { asked: index, size }.into());
            }
            let root = from_tiles(store, |tiles| tiles.root(size))?;
            let proof = from_tiles(store, |tiles| tiles.inclusion(index, size))?;
            let mut holds = false;
            visit_checked(store, index..index + 1, &mut |row, _| {
                holds = row.leaf.try_into().is_ok_and(|leaf| proof.holds(&root, row.at, leaf));
                Ok(())
            })?;
            let refuted = || Fault::damaged(index, "the tree does not hold the entry").into();
            if holds { Ok(proof) } else { Err(refuted()) }
        })
    }

    /// Proves that the tree of `old` entries (at least 1) is the beginning of the tree of `new`.
    /// The proof has been checked.
    pub fn prove_consistency(&self, old: u64, new: u64) -> Result<ConsistencyProof, Error> {
        self.with(|store| {
            within(new, size(store)?)?;
            if !(1..=new).contains(&old) {
                return Err(Refusal::OutOfRange { asked: old, size: new }.into());
            }
            let roots = [old, new].map(|size| from_tiles(store, |tiles| tiles.root(size)));
            let [old_root, new_root] = roots;
            let proof = from_tiles(store, |tiles| tiles.consistency(old, new))?;
            let refuted = || Fault::damaged(old, "the two trees do not agree").into();
            if proof.holds(&old_root?, &new_root?) { Ok(proof) } else { Err(refuted()) }
        })
    }

    /// A tile of the tree, to be served as C2SP tlog-tiles describes: up to 256 hashes of 32 bytes.
    /// A tile at the right edge is shorter; its beginning serves every earlier size.
    pub fn tile(&self, level: u8, n: u64) -> Result<Option<Vec<u8>>, Error> {
        self.with(|store| Ok(store.tile(level, n)?))
    }

    /// The newest whole snapshot with this tag, and what was found wrong with others.
    ///
    /// A snapshot counts only if its checksum holds, it is not ahead of the journal, and the
    /// journal it was made from is this one: the root it carries is the root at its index.
    pub fn load_snapshot(&self, tag: &str) -> Result<LoadedSnapshot, Error> {
        let size = self.size()?;
        let root_at = |index| if index <= size { self.root_at(index).map(Some) } else { Ok(None) };
        Snapshots::of(self.dir()).load(tag, root_at)
    }

    /// Closes the connections that nobody is using.
    pub(crate) fn close_idle(&self) {
        self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Lends a connection to `read`.
    pub(crate) fn with<T>(
        &self,
        read: impl FnOnce(&Store) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let idle = || self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let lent = idle().pop();
        let store = match lent {
            Some(store) => store,
            None => Store::open_reader(self.dir())?,
        };
        let result = store.at_one_moment(read);
        let mut idle = idle();
        if idle.len() < IDLE_LIMIT {
            idle.push(store);
        }
        result
    }
}

/// Refuses what lies beyond `size`.
fn within(asked: u64, size: u64) -> Result<(), Refusal> {
    if asked <= size { Ok(()) } else { Err(Refusal::OutOfRange { asked, size }) }
}

/// The number of entries that the latest checkpoint promises.
fn size(store: &Store) -> Result<u64, Error> {
    Ok(latest_checkpoint(store)?.map_or(0, |checkpoint| checkpoint.size))
}

/// The latest checkpoint, well-formed or a fault.
pub(crate) fn latest_checkpoint(store: &Store) -> Result<Option<Checkpoint>, Error> {
    let Some(row) = store.latest_checkpoint()? else { return Ok(None) };
    let size = u64::try_from(row.size).map_err(|_| Fault::damaged(0, "a checkpoint's size"))?;
    let root = row.root.try_into().map_err(|_| Fault::damaged(size, "a checkpoint's root"))?;
    Ok(Some(Checkpoint { size, root, at: row.at }))
}

/// Visits a dense range of entries, each checked against its leaf.
pub(crate) fn visit_checked(
    store: &Store,
    range: Range<u64>,
    visit: &mut dyn FnMut(EntryRow<'_>, u64) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut next = range.start;
    store.entries(range.start as i64..range.end as i64, &mut |row| {
        let index = next;
        if row.index != index as i64 {
            return Err(Fault::damaged(index, "the entry is missing").into());
        }
        let agrees = match (row.salt, row.body) {
            (Some(salt), Some(body)) => {
                salt.try_into().is_ok_and(|salt| commitment(salt, body) == row.leaf)
            }
            (None, None) => row.leaf.len() == size_of::<Digest>(),
            _ => false,
        };
        if !agrees {
            return Err(
                Fault::damaged(index, "the body is not the one that was committed to").into()
            );
        }
        next += 1;
        visit(row, index)
    })?;
    if next < range.end {
        return Err(Fault::damaged(next, "the entry is missing").into());
    }
    Ok(())
}

/// Computes from the stored tiles. A tile that cannot be read is told apart from one that is
/// absent.
fn from_tiles<T>(
    store: &Store,
    compute: impl FnOnce(&Tiles<&dyn Fn(u8, u64) -> Option<Vec<u8>>>) -> Option<T>,
) -> Result<T, Error> {
    let fault = RefCell::new(None);
    let read = |level, n| match store.tile(level, n) {
        Ok(hashes) => hashes,
        Err(error) => {
            fault.replace(Some(error));
            None
        }
    };
    let result = compute(&Tiles(&read));
    match (result, fault.take()) {
        (_, Some(fault)) => Err(fault.into()),
        (Some(value), None) => Ok(value),
        (None, None) => Err(Fault::damaged(0, "a tile is missing or too short").into()),
    }
}
