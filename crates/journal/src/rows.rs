//! The statements of SQL by which entries, the tree and answers are kept.

use std::ops::Range;

use rusqlite::Row;

use crate::entry::{Digest, Entry};
use crate::error::Fault;
use crate::sqlite::{Store, engine};
use crate::tree::Checkpoint;

/// An entry as a row, before anything is believed of it.
pub(crate) struct EntryRow<'a> {
    pub(crate) index: i64,
    pub(crate) at: i64,
    pub(crate) salt: Option<&'a [u8]>,
    pub(crate) body: Option<&'a [u8]>,
    pub(crate) leaf: &'a [u8],
}

/// A checkpoint as a row: the root may have any length.
pub(crate) struct CheckpointRow {
    pub(crate) size: i64,
    pub(crate) root: Vec<u8>,
    pub(crate) at: i64,
}

/// An answer that was given to a request with an idempotency key.
pub(crate) struct GivenAnswer {
    pub(crate) digest: Vec<u8>,
    pub(crate) first: u64,
    pub(crate) count: u64,
}

/// What [`Store::count`] counts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Counted {
    Entries,
    Erased,
    Tiles,
    Checkpoints,
}

impl Store {
    /// A number that one statement of SQL counts.
    pub(crate) fn count(&self, counted: Counted) -> Result<u64, Fault> {
        let sql = match counted {
            Counted::Entries => "SELECT count(*) FROM entry",
            Counted::Erased => "SELECT count(*) FROM entry WHERE body IS NULL",
            Counted::Tiles => "SELECT count(*) FROM tile",
            Counted::Checkpoints => "SELECT count(*) FROM checkpoint",
        };
        self.connection().query_row(sql, (), |row| row.get(0)).map_err(engine("counting rows"))
    }

    /// Adds an entry.
    pub(crate) fn insert_entry(&self, entry: &Entry) -> Result<(), Fault> {
        let sql = "INSERT INTO entry (idx, at, salt, body, leaf) VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = (entry.index, entry.at, entry.salt, entry.body.as_deref(), entry.leaf);
        self.execute("appending an entry", sql, values).map(drop)
    }

    /// Removes an entry's salt and body; `false` if they were gone already.
    pub(crate) fn erase(&self, index: u64) -> Result<bool, Fault> {
        let sql = "UPDATE entry SET salt = NULL, body = NULL WHERE idx = ?1 AND body IS NOT NULL";
        Ok(self.execute("erasing an entry", sql, [index])? > 0)
    }

    /// Visits the rows of entries in order of index, as they are.
    pub(crate) fn entries<E: From<Fault>>(
        &self,
        range: Range<i64>,
        visit: &mut dyn FnMut(EntryRow<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let doing = "reading entries";
        let sql = "SELECT idx, at, salt, body, leaf FROM entry WHERE idx >= ?1 AND idx < ?2 \
                   ORDER BY idx";
        let mut query = self.connection().prepare_cached(sql).map_err(engine(doing))?;
        let mut rows = query.query([range.start, range.end]).map_err(engine(doing))?;
        while let Some(row) = rows.next().map_err(engine(doing))? {
            visit(entry_row(row).map_err(engine(doing))?)?;
        }
        Ok(())
    }

    // The tree.

    /// Writes a tile, or widens one.
    pub(crate) fn put_tile(&self, level: u8, n: u64, hashes: &[u8]) -> Result<(), Fault> {
        let sql = "INSERT INTO tile (level, n, hashes) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes";
        self.execute("writing a tile", sql, (level, n, hashes)).map(drop)
    }

    /// The hashes of a tile.
    pub(crate) fn tile(&self, level: u8, n: u64) -> Result<Option<Vec<u8>>, Fault> {
        let sql = "SELECT hashes FROM tile WHERE level = ?1 AND n = ?2";
        self.one("reading a tile", sql, (level, n), |row| row.get(0))
    }

    /// Visits the level and number of every tile.
    pub(crate) fn tile_names(&self, visit: &mut dyn FnMut(i64, i64)) -> Result<(), Fault> {
        let doing = "reading the tiles' names";
        let sql = "SELECT level, n FROM tile ORDER BY level, n";
        let mut query = self.connection().prepare_cached(sql).map_err(engine(doing))?;
        let mut rows = query.query(()).map_err(engine(doing))?;
        while let Some(row) = rows.next().map_err(engine(doing))? {
            visit(row.get(0).map_err(engine(doing))?, row.get(1).map_err(engine(doing))?);
        }
        Ok(())
    }

    /// Records a checkpoint.
    pub(crate) fn insert_checkpoint(&self, checkpoint: &Checkpoint) -> Result<(), Fault> {
        let sql = "INSERT INTO checkpoint (size, root, at) VALUES (?1, ?2, ?3)";
        let values = (checkpoint.size, checkpoint.root, checkpoint.at);
        self.execute("writing a checkpoint", sql, values).map(drop)
    }

    /// The latest checkpoint; `None` for an empty journal.
    pub(crate) fn latest_checkpoint(&self) -> Result<Option<CheckpointRow>, Fault> {
        let sql = "SELECT size, root, at FROM checkpoint ORDER BY size DESC LIMIT 1";
        self.one("reading the latest checkpoint", sql, (), checkpoint_row)
    }

    /// Up to `limit` checkpoints with a size above `above`, in order.
    pub(crate) fn checkpoints(&self, above: i64, limit: u32) -> Result<Vec<CheckpointRow>, Fault> {
        let doing = "reading checkpoints";
        let sql = "SELECT size, root, at FROM checkpoint WHERE size > ?1 ORDER BY size LIMIT ?2";
        let mut query = self.connection().prepare_cached(sql).map_err(engine(doing))?;
        let rows = query.query_map((above, limit), checkpoint_row).map_err(engine(doing))?;
        rows.collect::<Result<_, _>>().map_err(engine(doing))
    }

    // Idempotency keys.

    /// What was answered to a key.
    pub(crate) fn given_answer(&self, key: &str) -> Result<Option<GivenAnswer>, Fault> {
        let sql = "SELECT digest, first, count FROM answer WHERE key = ?1";
        self.one("looking for an earlier answer", sql, [key], |row| {
            Ok(GivenAnswer { digest: row.get(0)?, first: row.get(1)?, count: row.get(2)? })
        })
    }

    /// Remembers what was answered to a key.
    pub(crate) fn remember_answer(
        &self,
        (key, digest): (&str, &Digest),
        (first, count): (u64, u64),
        at: i64,
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO answer (key, digest, first, count, at) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.execute("remembering an answer", sql, (key, digest, first, count, at)).map(drop)
    }

    /// Forgets the answers given before `at`, and tells how many.
    pub(crate) fn forget_answers(&self, at: i64) -> Result<u64, Fault> {
        let sql = "DELETE FROM answer WHERE at < ?1";
        Ok(self.execute("forgetting answers", sql, [at])? as u64)
    }
}

fn entry_row<'a>(row: &'a Row<'_>) -> rusqlite::Result<EntryRow<'a>> {
    Ok(EntryRow {
        index: row.get(0)?,
        at: row.get(1)?,
        salt: row.get_ref(2)?.as_blob_or_null()?,
        body: row.get_ref(3)?.as_blob_or_null()?,
        leaf: row.get_ref(4)?.as_blob()?,
    })
}

fn checkpoint_row(row: &Row<'_>) -> rusqlite::Result<CheckpointRow> {
    Ok(CheckpointRow { size: row.get(0)?, root: row.get(1)?, at: row.get(2)? })
}
