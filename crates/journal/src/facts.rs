//! What can be said about the file, for whoever looks after it.

use crate::error::Error;
use crate::journal::{Journal, latest_checkpoint};
use crate::rows::Counted;
use crate::snapshot::Snapshots;
use crate::sqlite::Store;
use crate::tree::Checkpoint;

/// Facts about a journal and its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The storage engine and its version.
    pub engine: String,
    /// The engine's complaints about the file; empty if it has none.
    pub complaints: Vec<String>,
    /// The settings as they read back on this connection, by name.
    pub settings: Vec<(&'static str, String)>,
    /// The latest checkpoint.
    pub checkpoint: Option<Checkpoint>,
    /// Rows of entries.
    pub entries: u64,
    /// Those of them whose body has been erased.
    pub erased: u64,
    /// Rows of tiles.
    pub tiles: u64,
    /// Rows of checkpoints.
    pub checkpoints: u64,
    /// The size of the file in bytes.
    pub file_bytes: u64,
    /// The size of its write-ahead log in bytes.
    pub log_bytes: u64,
    /// Index and size in bytes of each snapshot, newest first.
    pub snapshots: Vec<(u64, u64)>,
}

impl Journal {
    /// Collects the facts. Reads the whole file: seconds for gigabytes.
    pub fn facts(&self) -> Result<Facts, Error> {
        let snapshots = Snapshots::of(self.dir()).sizes()?;
        self.with(|store| {
            let mut complaints = store.integrity()?;
            complaints.retain(|complaint| complaint != "ok");
            let bytes = |path: &std::path::Path| path.metadata().map_or(0, |file| file.len());
            Ok(Facts {
                engine: Store::engine_name(),
                complaints,
                settings: store.settings()?,
                checkpoint: latest_checkpoint(store)?,
                entries: store.count(Counted::Entries)?,
                erased: store.count(Counted::Erased)?,
                tiles: store.count(Counted::Tiles)?,
                checkpoints: store.count(Counted::Checkpoints)?,
                file_bytes: bytes(store.path()),
                log_bytes: bytes(&store.path().with_extension("db-wal")),
                snapshots,
            })
        })
    }
}
