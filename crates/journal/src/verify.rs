//! The proof that nothing was changed: everything is computed anew and compared with what is kept.

use std::collections::VecDeque;
use std::path::Path;

use tlog_tiles::{HASH_SIZE, Hash};

use crate::entry::{Digest, commitment, tree_leaf};
use crate::error::{Error, Fault};
use crate::rows::{CheckpointRow, Counted, EntryRow};
use crate::sqlite::{Store, is_unreadable};
use crate::tree::{Checkpoint, Edge};
use crate::verdict::{Flaw, Verdict, Witness, Wrong};

/// Computes the journal in `dir` anew and compares: every body with its leaf, every leaf with its
/// tile, every tile with the one above, and the root with every checkpoint.
///
/// A checkpoint that was handed out earlier (`given`) shows what the file alone cannot: that it was
/// cut, or rewritten as a whole. `progress` is told how many entries are done and how many there
/// are.
///
/// The database is not changed (SQLite may put its side files next to it); it may be in use
/// meanwhile, or be a copy on a medium that cannot be written. Not covered is what is kept beside
/// the log, and idempotency keys.
pub fn verify(
    dir: &Path,
    given: Option<&Checkpoint>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Verdict, Error> {
    let mut index = 0;
    let result = Store::open_reader(dir).map_err(Stop::from).and_then(|store| {
        store.at_one_moment(|store| {
            Audit::new(store, given)?.run(&mut |done, all| {
                index = done;
                progress(done, all);
            })
        })
    });
    match result {
        Ok(verdict) => Ok(verdict),
        Err(Stop::Flaw(flaw)) => Ok(Verdict::Broken(flaw)),
        Err(Stop::Error(Error::Fault(fault))) if is_unreadable(&fault) => {
            let wrong = Wrong::Unreadable { report: fault.to_string() };
            Ok(Verdict::Broken(Flaw { index, wrong }))
        }
        Err(Stop::Error(error)) => Err(error),
    }
}

/// What ends a verification early.
enum Stop {
    Flaw(Flaw),
    Error(Error),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Error(fault.into())
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

fn flaw(index: u64, wrong: Wrong) -> Stop {
    Stop::Flaw(Flaw { index, wrong })
}

/// A tile that differs from what the entries lead to. Which of them is wrong, the next checkpoint
/// tells: it agrees with the entries, or it does not.
#[derive(Clone, Copy)]
struct Suspect {
    index: u64,
    level: u8,
    n: u64,
}

/// A verification under way.
struct Audit<'a> {
    store: &'a Store,
    given: Option<&'a Checkpoint>,
    /// The size that the latest checkpoint promises.
    promised: u64,
    /// The tree as the entries make it.
    edge: Edge,
    /// The stored tile in which the present entry's hash should be.
    tile: Vec<u8>,
    suspect: Option<Suspect>,
    /// Checkpoints to come.
    ahead: VecDeque<CheckpointRow>,
    /// The size of the last checkpoint that agreed.
    since: u64,
    /// The last one that agreed.
    latest: Option<Checkpoint>,
    checkpoints: u64,
    tiles: u64,
    erased: u64,
}

impl<'a> Audit<'a> {
    fn new(store: &'a Store, given: Option<&'a Checkpoint>) -> Result<Self, Stop> {
        let promised = store.latest_checkpoint()?.map_or(0, |row| row.size);
        let ahead = store.checkpoints(i64::MIN, PAGE)?.into();
        Ok(Self {
            store,
            given,
            promised: u64::try_from(promised).unwrap_or(0),
            edge: Edge::default(),
            tile: Vec::new(),
            suspect: None,
            ahead,
            since: 0,
            latest: None,
            checkpoints: 0,
            tiles: 0,
            erased: 0,
        })
    }

    fn run(mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Verdict, Stop> {
        self.meet_checkpoints()?;
        let promised = self.promised;
        self.store.entries(i64::MIN..i64::MAX, &mut |row| {
            if self.edge.size().is_multiple_of(4096) {
                progress(self.edge.size(), promised);
            }
            self.take(&row)
        })?;
        progress(self.edge.size(), promised);
        self.conclude()
    }

    /// Takes in the next row.
    fn take(&mut self, row: &EntryRow<'_>) -> Result<(), Stop> {
        let index = self.edge.size();
        if row.index < index as i64 || index >= self.promised {
            return Err(flaw(index, Wrong::ExtraRow { row: row.index }));
        }
        if row.index > index as i64 {
            return Err(flaw(index, Wrong::MissingRow));
        }
        let place = (index % 256) as usize * HASH_SIZE;
        if place == 0 {
            self.tile = self.store.tile(0, index / 256)?.unwrap_or_default();
        }
        let kept = self.tile.get(place..place + HASH_SIZE).unwrap_or_default();
        let leaf = check_leaf(row, kept).map_err(|wrong| match self.suspect {
            Some(suspect) => flaw(suspect.index, Wrong::EntryOrTileChanged),
            None => flaw(index, wrong),
        })?;
        self.erased += u64::from(row.body.is_none());
        if kept != leaf.0 {
            self.suspect.get_or_insert(Suspect { index, level: 0, n: index / 256 });
        }
        self.grow(leaf)?;
        self.meet_checkpoints_at(row.at)
    }

    /// Adds a hash to the tree, and compares the tiles that become full.
    fn grow(&mut self, leaf: Hash) -> Result<(), Stop> {
        let Self { store, edge, suspect, tiles, .. } = self;
        edge.push(leaf, |level, n, hashes| {
            let kept = store.tile(level, n)?.unwrap_or_default();
            if kept != hashes {
                suspect.get_or_insert(Suspect {
                    index: first_covered(level, n, &kept, hashes),
                    level,
                    n,
                });
            }
            *tiles += 1;
            Ok(())
        })
    }

    /// Compares with the checkpoints of the present size. `at` is the time of the last entry.
    fn meet_checkpoints_at(&mut self, at: i64) -> Result<(), Stop> {
        let size = self.edge.size();
        let Some(next) = self.ahead.front().filter(|next| next.size <= size as i64) else {
            return self.meet_given();
        };
        let (root, next_size) = (self.edge.root(), next.size);
        let agrees = next_size == size as i64 && next.root == root;
        match self.suspect {
            Some(Suspect { index, level, n }) if agrees => {
                return Err(flaw(index, Wrong::TileChanged { level, n }));
            }
            Some(Suspect { index, level: 0, .. }) => return Err(flaw(index, Wrong::EntryChanged)),
            _ if !agrees => {
                return Err(flaw(self.since, Wrong::CheckpointDiffers { size: next_size }));
            }
            _ => {}
        }
        if next.at != at {
            return Err(flaw(size - 1, Wrong::CheckpointTime { size }));
        }
        self.latest = Some(Checkpoint { size, root, at });
        self.since = size;
        self.checkpoints += 1;
        self.ahead.pop_front();
        if self.ahead.is_empty() {
            self.ahead = self.store.checkpoints(size as i64, PAGE)?.into();
        }
        self.meet_given()
    }

    /// Compares what can be compared before the first entry.
    fn meet_checkpoints(&mut self) -> Result<(), Stop> {
        match self.ahead.front() {
            Some(&CheckpointRow { size, .. }) if size < 1 => {
                Err(flaw(0, Wrong::CheckpointDiffers { size }))
            }
            _ => self.meet_given(),
        }
    }

    fn meet_given(&self) -> Result<(), Stop> {
        match self.given {
            Some(given) if given.size == self.edge.size() && given.root != self.edge.root() => {
                Err(flaw(0, Wrong::DiffersFromGiven { size: given.size }))
            }
            _ => Ok(()),
        }
    }

    /// Looks for what should be there and is not, and the other way round.
    fn conclude(mut self) -> Result<Verdict, Stop> {
        let size = self.edge.size();
        if size < self.promised {
            return Err(match self.suspect {
                Some(suspect) => flaw(suspect.index, Wrong::EntryOrTileChanged),
                None => cut(size, self.promised, Witness::Checkpoint),
            });
        }
        // A damaged index of checkpoints ends before they do.
        if self.since < size {
            let size = self.promised as i64;
            return Err(flaw(self.since, Wrong::CheckpointDiffers { size }));
        }
        for (level, n, hashes) in self.edge.partial() {
            let kept = self.store.tile(level, n)?.unwrap_or_default();
            if level == 0 && kept.len() > hashes.len() && kept.starts_with(hashes) {
                let promised = n * 256 + (kept.len() / HASH_SIZE) as u64;
                return Err(cut(size, promised, Witness::Tile));
            }
            if kept != hashes {
                let index = first_covered(level, n, &kept, hashes);
                return Err(flaw(index, Wrong::TileChanged { level, n }));
            }
            self.tiles += 1;
        }
        if self.store.count(Counted::Tiles)? != self.tiles {
            return Err(self.extra_tile()?);
        }
        if let Some(given) = self.given
            && given.size > size
        {
            return Err(cut(size, given.size, Witness::Given));
        }
        let Self { latest: checkpoint, checkpoints, tiles, erased, .. } = self;
        Ok(Verdict::Sound { checkpoint, checkpoints, tiles, erased })
    }

    /// The first tile that the tree has no place for.
    fn extra_tile(&self) -> Result<Stop, Fault> {
        let size = self.edge.size();
        let belongs = |level: i64, n: i64| {
            let shift = u32::try_from(level).ok().filter(|&level| level < 8).map(|level| 8 * level);
            shift.zip(u64::try_from(n).ok()).is_some_and(|(shift, n)| n << 8 < size >> shift)
        };
        let mut extra = None;
        self.store.tile_names(&mut |level, n| {
            if !belongs(level, n) {
                extra.get_or_insert((level, n));
            }
        })?;
        let (level, n) = extra.unwrap_or_default();
        Ok(flaw(size, Wrong::ExtraTile { level, n }))
    }
}

/// How many checkpoints are read at once.
const PAGE: u32 = 1024;

fn cut(size: u64, promised: u64, by: Witness) -> Stop {
    flaw(size, Wrong::TailCut { promised, by })
}

/// The tree's hash for a row whose body agrees with its leaf. `kept` is the hash in the tile, which
/// tells which of the two was changed if they do not agree.
fn check_leaf(row: &EntryRow<'_>, kept: &[u8]) -> Result<Hash, Wrong> {
    let leaf: Option<Digest> = row.leaf.try_into().ok();
    let salt: Option<&[u8; 32]> = row.salt.and_then(|salt| salt.try_into().ok());
    let committed = salt.zip(row.body).map(|(salt, body)| commitment(salt, body));
    let erased = row.salt.is_none() && row.body.is_none();
    if let Some(leaf) = leaf
        && (erased || committed == Some(leaf))
    {
        return Ok(tree_leaf(row.at, &leaf));
    }
    let in_tree = |leaf: &Digest| tree_leaf(row.at, leaf).0 == kept;
    if leaf.as_ref().is_some_and(in_tree) {
        Err(Wrong::BodyChanged)
    } else if committed.as_ref().is_some_and(in_tree) || erased {
        Err(Wrong::LeafChanged)
    } else {
        Err(Wrong::EntryChanged)
    }
}

/// The first entry under the first hash in which a stored tile differs from the computed one.
fn first_covered(level: u8, n: u64, kept: &[u8], computed: &[u8]) -> u64 {
    let pairs = kept.chunks(HASH_SIZE).zip(computed.chunks(HASH_SIZE));
    let same = pairs.take_while(|(kept, computed)| kept == computed).count() as u64;
    ((n << 8) + same) << (8 * u32::from(level))
}
