//! Tables of actions that somebody hands over on the web.

use std::sync::Arc;

use concert_coalition::Actor;
use jiff::Timestamp;

use super::candidate::Candidates;
use crate::reading::bytes_as_file;
use crate::{Asked, Secretariat};

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
        Ok(self.tables.put(actor.author, (table.digest(), table), now))
    }

    /// The table that was kept under a digest; refused as `secretariat/table-gone` if it is not
    /// there any more, or is somebody else's.
    pub fn kept_actions(
        &self,
        actor: &Actor,
        digest: &str,
        now: Timestamp,
    ) -> Asked<Arc<Candidates>> {
        self.tables.get(actor.author, digest, now)
    }
}
