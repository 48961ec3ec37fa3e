//! What is kept beside the log: credentials, sessions, one-time links and settings.
//!
//! None of it is part of the tree; all of it can be removed. Tokens are handed in as their SHA-256,
//! so that they never reach the disk. Times are microseconds since 1970-01-01T00:00:00Z.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Row;

use crate::entry::Digest;
use crate::error::{Error, Fault};
use crate::journal::Journal;
use crate::sqlite::{Store, engine};

/// A login that is going on.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The SHA-256 of the token that the browser holds.
    pub token: Digest,
    /// Whose it is.
    pub user: String,
    /// When it began.
    pub created: i64,
    /// When it was last used.
    pub last_seen: i64,
    /// From when on it counts no more.
    pub expires: i64,
}

/// A link that works once, to set a first or a new password.
#[derive(Clone, PartialEq, Eq)]
pub struct OnceLink {
    /// The SHA-256 of the token in the link.
    pub token: Digest,
    /// Whose it is.
    pub user: String,
    /// From when on it counts no more.
    pub expires: i64,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session")
    }
}

impl fmt::Debug for OnceLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnceLink")
    }
}

type Write = Box<dyn FnOnce(&Store) -> Result<(), Fault> + Send>;
type CarryOut = Arc<dyn Fn(Write) -> Result<(), Error> + Send + Sync>;

/// Reads and writes what is kept beside the log. Writes go through the one writer, share its
/// commits, and are durable when they return.
#[derive(Clone)]
pub struct Beside {
    journal: Journal,
    carry_out: CarryOut,
}

impl fmt::Debug for Beside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Beside({:?})", self.journal)
    }
}

impl Beside {
    pub(crate) fn new(journal: Journal, carry_out: CarryOut) -> Self {
        Self { journal, carry_out }
    }

    /// The password hash of a user.
    pub fn credential(&self, user: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT password_hash FROM credential WHERE user = ?1";
        self.journal.with(|store| Ok(store.one("reading a credential", sql, [user], |r| r.get(0))?))
    }

    /// Gives a user a password hash, in place of any earlier one.
    pub fn put_credential(&self, user: &str, password_hash: &str) -> Result<(), Error> {
        let values = (user.to_owned(), password_hash.to_owned());
        let sql = "INSERT INTO credential (user, password_hash) VALUES (?1, ?2) \
                   ON CONFLICT (user) DO UPDATE SET password_hash = excluded.password_hash";
        self.execute("writing a credential", sql, values).map(drop)
    }

    /// Removes a user's password hash; `false` if there was none.
    pub fn remove_credential(&self, user: &str) -> Result<bool, Error> {
        let sql = "DELETE FROM credential WHERE user = ?1";
        Ok(self.execute("removing a credential", sql, (user.to_owned(),))? > 0)
    }

    /// The session of a token, if it counts at `now`.
    pub fn session(&self, token: &Digest, now: i64) -> Result<Option<Session>, Error> {
        let sql = "SELECT token, user, created, last_seen, expires FROM session \
                   WHERE token = ?1 AND expires > ?2";
        let doing = "reading a session";
        self.journal.with(|store| Ok(store.one(doing, sql, (token, now), session_row)?))
    }

    /// Writes a session, in place of any earlier one with the same token.
    pub fn put_session(&self, session: &Session) -> Result<(), Error> {
        let Session { token, user, created, last_seen, expires } = session.clone();
        let sql = "INSERT OR REPLACE INTO session (token, user, created, last_seen, expires) \
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        self.execute("writing a session", sql, (token, user, created, last_seen, expires)).map(drop)
    }

    /// Notes that a session was used; `false` if there is none with the token.
    pub fn touch_session(&self, token: &Digest, last_seen: i64) -> Result<bool, Error> {
        let sql = "UPDATE session SET last_seen = ?2 WHERE token = ?1";
        Ok(self.execute("touching a session", sql, (*token, last_seen))? > 0)
    }

    /// Ends a session; `false` if there was none with the token.
    pub fn remove_session(&self, token: &Digest) -> Result<bool, Error> {
        let sql = "DELETE FROM session WHERE token = ?1";
        Ok(self.execute("removing a session", sql, (*token,))? > 0)
    }

    /// Ends all sessions of a user, and tells how many there were.
    pub fn remove_sessions_of(&self, user: &str) -> Result<u64, Error> {
        let sql = "DELETE FROM session WHERE user = ?1";
        self.execute("removing sessions", sql, (user.to_owned(),))
    }

    /// Removes the sessions that count no more at `now`, and tells how many there were.
    pub fn purge_sessions(&self, now: i64) -> Result<u64, Error> {
        let sql = "DELETE FROM session WHERE expires <= ?1";
        self.execute("purging sessions", sql, (now,))
    }

    /// Writes a link, unused, in place of any earlier one with the same token.
    pub fn put_once_link(&self, link: &OnceLink) -> Result<(), Error> {
        let OnceLink { token, user, expires } = link.clone();
        let sql = "INSERT OR REPLACE INTO once_link (token, user, expires) VALUES (?1, ?2, ?3)";
        self.execute("writing a link", sql, (token, user, expires)).map(drop)
    }

    /// The user of a link that could be used at `now`. It stays unused.
    pub fn once_link(&self, token: &Digest, now: i64) -> Result<Option<String>, Error> {
        let sql = "SELECT user FROM once_link WHERE token = ?1 AND used IS NULL AND expires > ?2";
        let doing = "reading a link";
        self.journal.with(|store| Ok(store.one(doing, sql, (token, now), |r| r.get(0))?))
    }

    /// Uses a link up, and gives its user. `None` if there is no such link, it has been used, or it
    /// counts no more at `now`. Of two that use it at once, one gets the user.
    pub fn use_once_link(&self, token: &Digest, now: i64) -> Result<Option<String>, Error> {
        let sql = "UPDATE once_link SET used = ?2 \
                   WHERE token = ?1 AND used IS NULL AND expires > ?2 RETURNING user";
        let token = *token;
        self.write(move |store| store.one("using a link", sql, (token, now), |row| row.get(0)))
    }

    /// Removes the links that count no more at `now`, used or not, and tells how many there were.
    pub fn purge_once_links(&self, now: i64) -> Result<u64, Error> {
        let sql = "DELETE FROM once_link WHERE expires <= ?1";
        self.execute("purging links", sql, (now,))
    }

    /// Removes all links of a user, and tells how many there were.
    pub fn remove_once_links_of(&self, user: &str) -> Result<u64, Error> {
        let sql = "DELETE FROM once_link WHERE user = ?1";
        self.execute("removing links", sql, (user.to_owned(),))
    }

    /// The value of a setting.
    pub fn setting(&self, key: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT value FROM setting WHERE key = ?1";
        self.journal.with(|store| Ok(store.one("reading a setting", sql, [key], |r| r.get(0))?))
    }

    /// All settings, by key.
    pub fn settings(&self) -> Result<Vec<(String, String)>, Error> {
        let doing = "reading the settings";
        let sql = "SELECT key, value FROM setting ORDER BY key";
        self.journal.with(|store| {
            let mut query = store.connection().prepare_cached(sql).map_err(engine(doing))?;
            let rows = query.query_map((), |row| Ok((row.get(0)?, row.get(1)?)));
            let rows = rows.map_err(engine(doing))?.collect::<Result<_, _>>();
            Ok(rows.map_err(engine(doing))?)
        })
    }

    /// Gives a setting a value, in place of any earlier one.
    pub fn put_setting(&self, key: &str, value: &str) -> Result<(), Error> {
        let values = (key.to_owned(), value.to_owned());
        let sql = "INSERT INTO setting (key, value) VALUES (?1, ?2) \
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.execute("writing a setting", sql, values).map(drop)
    }

    /// Removes a setting; `false` if there was none.
    pub fn remove_setting(&self, key: &str) -> Result<bool, Error> {
        let sql = "DELETE FROM setting WHERE key = ?1";
        Ok(self.execute("removing a setting", sql, (key.to_owned(),))? > 0)
    }

    /// The journal that it stands beside, to read from.
    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Executes one statement in the writer's next commit, and tells how many rows it touched.
    pub(crate) fn execute(
        &self,
        doing: &'static str,
        sql: &'static str,
        values: impl rusqlite::Params + Send + 'static,
    ) -> Result<u64, Error> {
        self.write(move |store| Ok(store.execute(doing, sql, values)? as u64))
    }

    /// Has `write` carried out in the writer's next commit, and returns its value.
    pub(crate) fn write<T: Default + Send + 'static>(
        &self,
        write: impl FnOnce(&Store) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Error> {
        let value = Arc::new(Mutex::new(T::default()));
        let place = Arc::clone(&value);
        (self.carry_out)(Box::new(move |store| {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = write(store)?;
            Ok(())
        }))?;
        let mut value = value.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(std::mem::take(&mut value))
    }
}

fn session_row(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        token: row.get(0)?,
        user: row.get(1)?,
        created: row.get(2)?,
        last_seen: row.get(3)?,
        expires: row.get(4)?,
    })
}
