//! Tables that somebody handed over on the web with a question, so that every later address of
//! theirs asks about the same table.

use concert_coalition::Author;
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use std::sync::Arc;

use crate::{Asked, Refused};

/// How long a table is kept after it was handed over.
const LIFE: SignedDuration = SignedDuration::from_hours(12);
/// How many tables are kept at once, and of one person: the oldest give way.
const MOST: usize = 32;
const MOST_OF_ONE: usize = 4;

/// The tables, in memory only: whoever stays away for longer than the process lives hands theirs in
/// again.
pub(crate) struct KeptTables<T> {
    kept: Mutex<Vec<Kept<T>>>,
}

struct Kept<T> {
    since: Timestamp,
    author: Author,
    digest: String,
    table: Arc<T>,
}

impl<T> Default for KeptTables<T> {
    fn default() -> Self {
        Self { kept: Mutex::default() }
    }
}

impl<T> KeptTables<T> {
    /// Keeps a table for whoever handed it over, under its digest.
    pub(crate) fn put(
        &self,
        author: Author,
        (digest, table): (String, T),
        now: Timestamp,
    ) -> String {
        let mut kept = self.kept.lock();
        let is_this = |it: &Kept<T>| it.author == author && it.digest == digest;
        kept.retain(|it| now.duration_since(it.since) < LIFE && !is_this(it));
        while kept.iter().filter(|it| it.author == author).count() >= MOST_OF_ONE {
            let oldest = kept.iter().position(|it| it.author == author);
            oldest.map(|at| kept.remove(at));
        }
        if kept.len() >= MOST {
            kept.remove(0);
        }
        kept.push(Kept { since: now, author, digest: digest.clone(), table: Arc::new(table) });
        digest
    }

    /// The table of that person with a digest; refused as `secretariat/table-gone` if it is not
    /// there any more, or is somebody else's.
    pub(crate) fn get(&self, author: Author, digest: &str, now: Timestamp) -> Asked<Arc<T>> {
        let kept = self.kept.lock();
        let is_this = |it: &&Kept<T>| {
            it.author == author && it.digest == digest && now.duration_since(it.since) < LIFE
        };
        let found = kept.iter().find(is_this).map(|it| Arc::clone(&it.table));
        found.ok_or_else(|| {
            let text = "the table is not kept any more".to_owned();
            Refused { code: "secretariat/table-gone", facts: Vec::new(), text }.into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use concert_terms::Id;

    fn table(name: &str) -> (String, String) {
        (format!("digest of {name}"), name.to_owned())
    }

    #[test]
    fn a_table_is_its_owners_only_and_the_oldest_gives_way() {
        let (tables, now) = (KeptTables::default(), Timestamp::UNIX_EPOCH);
        let other = Author::User(Id::from_bytes([9; 16]));
        let first = tables.put(Author::Operator, table("AAA"), now);
        assert!(tables.get(other, &first, now).is_err());
        for code in ["BBB", "CCC", "DDD"] {
            tables.put(Author::Operator, table(code), now);
        }
        assert!(tables.get(Author::Operator, &first, now).is_ok());
        // Handing it in again makes it the youngest, and adds none.
        assert_eq!(tables.put(Author::Operator, table("AAA"), now), first);
        let fifth = tables.put(Author::Operator, table("EEE"), now);
        assert!(tables.get(Author::Operator, &first, now).is_ok());
        assert!(tables.get(Author::Operator, &fifth, now).is_ok());
        assert!(tables.get(Author::Operator, &table("BBB").0, now).is_err());
        assert!(tables.get(Author::Operator, &fifth, now + LIFE).is_err());
    }
}
