//! What is kept beside the log of notices by mail: where a user is written to, and what was sent.
//!
//! An address is about a person: it is no part of the tree and can be removed, and what was sent to
//! somebody is forgotten with it.

use std::collections::BTreeSet;
use std::fmt;

use crate::beside::Beside;
use crate::error::Error;
use crate::sqlite::engine;

/// Where a user is written to.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// Whose it is.
    pub user: String,
    /// The address of a mailbox.
    pub address: String,
    /// The language in which the user is written to, as a BCP 47 tag.
    pub language: String,
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Contact")
    }
}

impl Beside {
    /// Where a user is written to.
    pub fn contact(&self, user: &str) -> Result<Option<Contact>, Error> {
        Ok(self.contacts()?.into_iter().find(|contact| contact.user == user))
    }

    /// Where everybody is written to who can be, by user.
    pub fn contacts(&self) -> Result<Vec<Contact>, Error> {
        let doing = "reading the contacts";
        let sql = "SELECT user, address, language FROM contact ORDER BY user";
        self.journal().with(|store| {
            let mut query = store.connection().prepare_cached(sql).map_err(engine(doing))?;
            let rows = query.query_map((), |row| {
                Ok(Contact { user: row.get(0)?, address: row.get(1)?, language: row.get(2)? })
            });
            let rows = rows.map_err(engine(doing))?.collect::<Result<_, _>>();
            Ok(rows.map_err(engine(doing))?)
        })
    }

    /// Keeps where a user is written to, in place of any earlier address.
    pub fn put_contact(&self, contact: &Contact) -> Result<(), Error> {
        let Contact { user, address, language } = contact.clone();
        let sql = "INSERT INTO contact (user, address, language) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (user) DO UPDATE SET address = excluded.address, \
                   language = excluded.language";
        self.execute("writing a contact", sql, (user, address, language)).map(drop)
    }

    /// Removes where a user is written to and what was sent there; `false` if there was no address.
    pub fn remove_contact(&self, user: &str) -> Result<bool, Error> {
        let user = user.to_owned();
        self.write(move |store| {
            let doing = "removing a contact";
            store.execute(doing, "DELETE FROM notice_sent WHERE user = ?1", (&user,))?;
            Ok(store.execute(doing, "DELETE FROM contact WHERE user = ?1", (&user,))? > 0)
        })
    }

    /// The notices that a user was sent.
    pub fn notices_sent(&self, user: &str) -> Result<BTreeSet<String>, Error> {
        let doing = "reading what was sent";
        let sql = "SELECT notice FROM notice_sent WHERE user = ?1";
        self.journal().with(|store| {
            let mut query = store.connection().prepare_cached(sql).map_err(engine(doing))?;
            let rows = query.query_map([user], |row| row.get(0)).map_err(engine(doing))?;
            let rows = rows.collect::<Result<_, _>>();
            Ok(rows.map_err(engine(doing))?)
        })
    }

    /// Keeps that a user was sent some notices at a time: all of them or none.
    pub fn note_sent(&self, user: &str, notices: &[String], at: i64) -> Result<(), Error> {
        let (user, notices) = (user.to_owned(), notices.to_vec());
        let sql = "INSERT OR IGNORE INTO notice_sent (user, notice, sent_at) VALUES (?1, ?2, ?3)";
        self.write(move |store| {
            for notice in &notices {
                store.execute("writing what was sent", sql, (&user, notice, at))?;
            }
            Ok(())
        })
    }

    /// Forgets what was sent before a time, and tells how much that was.
    pub fn purge_notices(&self, before: i64) -> Result<u64, Error> {
        let sql = "DELETE FROM notice_sent WHERE sent_at < ?1";
        self.execute("purging what was sent", sql, (before,))
    }
}
