//! How SQLite is set up to keep its word: connections, settings, transactions, the write-ahead log.
//!
//! With `rows.rs` and `beside.rs`, which say what is stored, this is all of the crate that knows
//! SQLite, but for the steps of the schema. A second engine offers the same functions.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Row};

use crate::error::{Error, Fault, Refusal};
use crate::schema;

/// The database file in a data folder.
pub(crate) const FILE: &str = "concert.db";

/// How long a lock of another program is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Settings that each connection makes, with the number each must read back as.
const PRAGMAS: &[(&str, &str, i64)] = &[
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
    // The writer moves the log into the file itself, after it has answered, and sees failures.
    ("wal_autocheckpoint", "0", 0),
];

/// Settings that are reported to whoever looks after the file.
const REPORTED: &[&str] = &[
    "journal_mode",
    "synchronous",
    "secure_delete",
    "foreign_keys",
    "trusted_schema",
    "cell_size_check",
    "temp_store",
    "application_id",
    "user_version",
    "page_size",
    "page_count",
    "freelist_count",
];

/// Whether commits wait for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Synchronous {
    /// Every commit is on the disk before it counts.
    Full,
    /// Nothing waits. Loses data at power loss; here to prove that the tests would see it.
    Off,
}

/// An open connection to the database.
#[derive(Debug)]
pub(crate) struct Store {
    connection: Connection,
    path: PathBuf,
}

/// Turns the engine's error into a fault that says what was being done.
pub(crate) fn engine(doing: &'static str) -> impl FnOnce(rusqlite::Error) -> Fault {
    move |source| Fault::Engine { doing, source: Box::new(source) }
}

/// Whether a fault says that the file itself is not readable as a database.
pub(crate) fn is_unreadable(fault: &Fault) -> bool {
    let Fault::Engine { source, .. } = fault else { return false };
    let Some(error) = source.downcast_ref::<rusqlite::Error>() else { return false };
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
        || matches!(error, rusqlite::Error::InvalidColumnType(..))
}

fn is_busy(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

impl Store {
    /// Opens the database for writing, creates it if absent, and brings its schema up to date.
    pub(crate) fn open_writer(dir: &Path, synchronous: Synchronous) -> Result<Self, Error> {
        let path = dir.join(FILE);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let doing = "opening the database";
        let connection = Connection::open_with_flags(&path, flags).map_err(engine(doing))?;
        connection.busy_timeout(PATIENCE).map_err(engine(doing))?;
        schema::inspect(&connection, &path)?;
        let mode: String = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
            .map_err(engine("choosing the write-ahead log"))?;
        if mode != "wal" {
            return Err(unset("journal_mode", &mode).into());
        }
        let store = Self { connection, path };
        let (word, number) = match synchronous {
            Synchronous::Full => ("FULL", 2),
            Synchronous::Off => ("OFF", 0),
        };
        store.set("synchronous", word, number)?;
        store.set_all()?;
        schema::bring_up_to_date(&store.connection, &store.path)?;
        Ok(store)
    }

    /// Opens the database for reading. On a medium that cannot be written, a database that was
    /// closed properly is read as it lies.
    pub(crate) fn open_reader(dir: &Path) -> Result<Self, Error> {
        let path = dir.join(FILE);
        if !path.is_file() {
            return Err(Refusal::NoJournal { dir: dir.into() }.into());
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let doing = "opening the database for reading";
        let mut connection = Connection::open_with_flags(&path, flags).map_err(engine(doing))?;
        connection.busy_timeout(PATIENCE).map_err(engine(doing))?;
        if !can_share(&connection) {
            let log = path.with_extension("db-wal");
            if log.metadata().is_ok_and(|log| log.len() > 0) {
                return Err(Refusal::NotClosed { path }.into());
            }
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            connection =
                Connection::open_with_flags(immutable(&path), flags).map_err(engine(doing))?;
        }
        let found = schema::inspect(&connection, &path)?;
        if found < schema::known() {
            return Err(Refusal::Older { found, known: schema::known() }.into());
        }
        let store = Self { connection, path };
        store.set("synchronous", "FULL", 2)?;
        store.set_all()?;
        Ok(store)
    }

    /// The connection, for what is kept beside the log.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Where the database lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn set_all(&self) -> Result<(), Fault> {
        PRAGMAS.iter().try_for_each(|&(name, word, number)| self.set(name, word, number))
    }

    /// Sets a pragma and reads it back: SQLite ignores what it does not know without a word.
    fn set(&self, name: &'static str, word: &str, number: i64) -> Result<(), Fault> {
        self.connection
            .execute_batch(&format!("PRAGMA {name} = {word}"))
            .map_err(engine("setting up the connection"))?;
        let found = self.pragma(name)?;
        if found == number.to_string() { Ok(()) } else { Err(unset(name, &found)) }
    }

    /// The value of a pragma, as text.
    fn pragma(&self, name: &str) -> Result<String, Fault> {
        use rusqlite::types::Value;
        let value = self
            .connection
            .pragma_query_value(None, name, |row| row.get::<_, Value>(0))
            .map_err(engine("reading a setting"))?;
        Ok(match value {
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text,
            other => format!("{other:?}"),
        })
    }

    /// The engine and its version.
    pub(crate) fn engine_name() -> String {
        format!("SQLite {}", rusqlite::version())
    }

    /// The settings that matter, as they read back on this connection.
    pub(crate) fn settings(&self) -> Result<Vec<(&'static str, String)>, Fault> {
        REPORTED.iter().map(|&name| Ok((name, self.pragma(name)?))).collect()
    }

    /// The engine's own check of the file; "ok" if it finds nothing.
    pub(crate) fn integrity(&self) -> Result<Vec<String>, Fault> {
        let doing = "checking the file";
        let mut query = self.connection.prepare("PRAGMA integrity_check").map_err(engine(doing))?;
        let rows = query.query_map((), |row| row.get(0)).map_err(engine(doing))?;
        rows.collect::<Result<_, _>>().map_err(engine(doing))
    }

    // Transactions.

    /// Begins a transaction that may write. Another program's lock is a refusal, not a fault.
    pub(crate) fn begin(&self) -> Result<(), Error> {
        match self.connection.execute_batch("BEGIN IMMEDIATE") {
            Err(error) if is_busy(&error) => Err(Refusal::Busy.into()),
            other => Ok(other.map_err(engine("beginning a transaction"))?),
        }
    }

    /// Commits, and returns when the commit is on the disk.
    pub(crate) fn commit(&self) -> Result<(), Fault> {
        self.connection.execute_batch("COMMIT").map_err(engine("committing"))
    }

    /// Gives a transaction up. Never fails: what cannot be rolled back now is when closing.
    pub(crate) fn abandon(&self) {
        let _ = self.connection.execute_batch("ROLLBACK");
    }

    /// Runs `read` on one unchanging state of the database, whatever is written meanwhile.
    pub(crate) fn at_one_moment<T, E: From<Fault>>(
        &self,
        read: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.connection.execute_batch("BEGIN").map_err(engine("beginning to read"))?;
        let result = read(self);
        self.abandon();
        result
    }

    /// Moves the write-ahead log into the file and empties it. Syncs both, so that afterwards all
    /// that can be read is on the disk. `false` if a reader still needs the log.
    pub(crate) fn empty_log(&self, wait_for_readers: bool) -> Result<bool, Fault> {
        let doing = "moving the write-ahead log into the file";
        let patience = if wait_for_readers { PATIENCE } else { Duration::ZERO };
        self.connection.busy_timeout(patience).map_err(engine(doing))?;
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let result = self.connection.query_row(sql, (), |row| row.get::<_, i64>(0));
        self.connection.busy_timeout(PATIENCE).map_err(engine(doing))?;
        match result {
            Ok(blocked) => Ok(blocked == 0),
            Err(error) if is_busy(&error) => Ok(false),
            Err(error) => Err(engine(doing)(error)),
        }
    }

    /// Executes one cached statement.
    pub(crate) fn execute(
        &self,
        doing: &'static str,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<usize, Fault> {
        let mut statement = self.connection.prepare_cached(sql).map_err(engine(doing))?;
        statement.execute(values).map_err(engine(doing))
    }

    /// The first row of one cached query, if there is one.
    pub(crate) fn one<T>(
        &self,
        doing: &'static str,
        sql: &str,
        values: impl rusqlite::Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Fault> {
        let mut query = self.connection.prepare_cached(sql).map_err(engine(doing))?;
        query.query_row(values, read).optional().map_err(engine(doing))
    }
}

fn unset(name: &str, found: &str) -> Fault {
    let source = format!("{name} reads back as {found}").into();
    Fault::Engine { doing: "setting up the connection", source }
}

/// Whether the side files that readers and a writer share exist or can be made.
fn can_share(connection: &Connection) -> bool {
    let probe = connection.query_row("SELECT count(*) FROM sqlite_schema", (), |_| Ok(()));
    !matches!(
        probe.as_ref().err().and_then(rusqlite::Error::sqlite_error_code),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    )
}

/// The address under which SQLite reads a file that nobody can change.
fn immutable(path: &Path) -> String {
    let path = path.to_string_lossy();
    let escaped = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{escaped}?immutable=1")
}
