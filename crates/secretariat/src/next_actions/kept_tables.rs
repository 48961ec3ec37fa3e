//! Tables of actions that somebody handed over on the web, so that every later address of theirs
//! asks about the same table.

use concert_coalition::Author;
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use std::sync::Arc;

use super::candidate::Candidates;
use super::posed::refused;
use crate::reading::bytes_as_file;
use crate::{Asked, Secretariat};
use concert_coalition::Actor;

/// How long a table is kept after it was handed over.
const LIFE: SignedDuration = SignedDuration::from_hours(12);
/// How many tables are kept at once, and of one person: the oldest give way.
const MOST: usize = 32;
const MOST_OF_ONE: usize = 4;

/// The tables, in memory only: whoever stays away for longer than the process lives hands theirs in
/// again.
#[derive(Default)]
pub(crate) struct KeptTables {
    kept: Mutex<Vec<Kept>>,
}

struct Kept {
    since: Timestamp,
    author: Author,
    digest: String,
    table: Arc<Candidates>,
}

impl KeptTables {
    /// Keeps a table for whoever handed it over, under its digest.
    fn put(&self, author: Author, table: Candidates, now: Timestamp) -> String {
        let digest = table.digest();
        let mut kept = self.kept.lock();
        let is_this = |it: &Kept| it.author == author && it.digest == digest;
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

    /// The table of that person with a digest.
    fn get(&self, author: Author, digest: &str, now: Timestamp) -> Option<Arc<Candidates>> {
        let kept = self.kept.lock();
        let is_this = |it: &&Kept| {
            it.author == author && it.digest == digest && now.duration_since(it.since) < LIFE
        };
        kept.iter().find(is_this).map(|it| Arc::clone(&it.table))
    }
}

impl Secretariat {
    /// Reads a table of actions that was handed over and keeps it for that person; its digest, by
    /// which it can be asked about. Nothing of a table that is refused is kept.
    pub fn keep_actions(
        &self,
        actor: &Actor,
        name: &str,
        bytes: &[u8],
        now: Timestamp,
    ) -> Asked<String> {
        let reader = self.reader.as_ref().ok_or_else(crate::imports::no_reader)?;
        let book = reader.read(bytes_as_file(name, bytes)?, &mut |_| {})?;
        let table = self.actions_of(&book)?;
        Ok(self.tables.put(actor.author, table, now))
    }

    /// The table that was kept under a digest; refused as `secretariat/table-gone` if it is not
    /// there any more, or is somebody else's.
    pub fn kept_actions(
        &self,
        actor: &Actor,
        digest: &str,
        now: Timestamp,
    ) -> Asked<Arc<Candidates>> {
        let found = self.tables.get(actor.author, digest, now);
        found.ok_or_else(|| refused("secretariat/table-gone", Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CandidateSource;
    use concert_terms::Id;

    fn table(currency: &str) -> Candidates {
        Candidates {
            source: CandidateSource::Register,
            currency: currency.to_owned(),
            actions: Vec::new(),
        }
    }

    #[test]
    fn a_table_is_its_owners_only_and_the_oldest_gives_way() {
        let (tables, now) = (KeptTables::default(), Timestamp::UNIX_EPOCH);
        let other = Author::User(Id::from_bytes([9; 16]));
        let first = tables.put(Author::Operator, table("AAA"), now);
        assert!(tables.get(other, &first, now).is_none());
        for code in ["BBB", "CCC", "DDD"] {
            tables.put(Author::Operator, table(code), now);
        }
        assert!(tables.get(Author::Operator, &first, now).is_some());
        // Handing it in again makes it the youngest, and adds none.
        assert_eq!(tables.put(Author::Operator, table("AAA"), now), first);
        let fifth = tables.put(Author::Operator, table("EEE"), now);
        assert!(tables.get(Author::Operator, &first, now).is_some());
        assert!(tables.get(Author::Operator, &fifth, now).is_some());
        assert!(tables.get(Author::Operator, &table("BBB").digest(), now).is_none());
        assert!(tables.get(Author::Operator, &fifth, now + LIFE).is_none());
    }
}
