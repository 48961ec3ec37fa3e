//! Keeps the picture in step with the journal: what readers see is durable, always.

use std::sync::Arc;

use concert_coalition::{Coalition, Statement};
use concert_journal::{Fold, Journal};
use parking_lot::{ArcRwLockWriteGuard, RawRwLock, RwLock};

use crate::picture::Picture;

/// The picture as the journal's writer keeps it. From the first statement of a commit until the
/// commit is durable the picture is locked against readers, so that there is one picture and not
/// a working copy beside a shown one.
pub(crate) struct Kept {
    picture: Arc<RwLock<Picture>>,
    locked: Option<ArcRwLockWriteGuard<RawRwLock, Picture>>,
    journal: Journal,
}

impl Kept {
    pub(crate) fn new(picture: Arc<RwLock<Picture>>, journal: Journal) -> Self {
        Self { picture, locked: None, journal }
    }

    /// Asks something of the state as it is after everything accepted so far.
    pub(crate) fn with<T>(&self, ask: impl FnOnce(&Coalition) -> T) -> T {
        match &self.locked {
            Some(picture) => ask(&picture.coalition),
            None => ask(&self.picture.read().coalition),
        }
    }
}

impl Fold for Kept {
    fn apply(&mut self, _: u64, _: i64, body: Option<&[u8]>) -> Result<(), String> {
        let picture = self.locked.get_or_insert_with(|| self.picture.write_arc());
        match body {
            Some(body) => {
                let statement = Statement::from_bytes(body).map_err(|error| error.to_string())?;
                picture.apply(&statement);
            }
            None => picture.coalition.apply_erased(),
        }
        Ok(())
    }

    fn durable(&mut self, _: u64) {
        if let Some(mut picture) = self.locked.take() {
            picture.refresh();
        }
    }
}

/// A writer that stops in the middle of a commit leaves statements in the picture that the disk
/// may not hold: the picture is made again from what it does hold before anybody reads it.
impl Drop for Kept {
    fn drop(&mut self) {
        if let Some(mut picture) = self.locked.take() {
            *picture = replayed(&self.journal, &mut |_, _| {}).unwrap_or_else(|_| Picture::empty());
        }
    }
}

/// The picture after every entry of a journal, from the newest snapshot that can be read on.
pub(crate) fn replayed(
    journal: &Journal,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Picture, concert_journal::Error> {
    let (mut coalition, from) = from_snapshot(journal)?;
    journal.replay(from, progress, &mut |_: u64, _: i64, body: Option<&[u8]>| {
        match body {
            Some(body) => {
                let statement = Statement::from_bytes(body).map_err(|error| error.to_string())?;
                coalition.apply(&statement);
            }
            None => coalition.apply_erased(),
        }
        Ok(())
    })?;
    Ok(Picture::of(coalition))
}

/// The state of the newest snapshot that can be read, and the index from which to go on.
pub(crate) fn from_snapshot(journal: &Journal) -> Result<(Coalition, u64), concert_journal::Error> {
    let loaded = journal.load_snapshot(Coalition::SNAPSHOT_TAG)?;
    let read = loaded.snapshot.and_then(|snapshot| {
        let coalition = Coalition::from_snapshot(&snapshot.bytes).ok()?;
        (coalition.size == snapshot.index).then_some((coalition, snapshot.index))
    });
    Ok(read.unwrap_or_default())
}
