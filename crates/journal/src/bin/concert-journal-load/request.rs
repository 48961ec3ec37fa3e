//! The requests of the load generator: each follows from its name alone, so that whoever checks the
//! journal afterwards knows what must be in it.

use concert_journal::NewEntry;
use sha2::{Digest as _, Sha256};

/// A request: the `number`th of a `thread`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Request {
    pub(crate) thread: u32,
    pub(crate) number: u32,
}

impl Request {
    /// 32 bytes that look random and are always the same.
    fn bytes(self, what: &str, place: u8) -> [u8; 32] {
        Sha256::new()
            .chain_update(what)
            .chain_update(self.thread.to_le_bytes())
            .chain_update(self.number.to_le_bytes())
            .chain_update([place])
            .finalize()
            .into()
    }

    /// How many entries it asks for: 1 to 3.
    pub(crate) fn count(self) -> u64 {
        u64::from(self.bytes("count", 0)[0] % 3) + 1
    }

    /// Its entries. The bodies begin with the request's name and have 9 to some 1,500 bytes.
    pub(crate) fn entries(self) -> Vec<NewEntry> {
        (0..self.count() as u8).map(|place| self.entry(place)).collect()
    }

    /// One of its entries. A load needs no secret salt.
    pub(crate) fn entry(self, place: u8) -> NewEntry {
        let filling = self.bytes("body", place);
        let mut body = [self.thread.to_le_bytes(), self.number.to_le_bytes()].concat();
        body.push(place);
        body.extend(filling.iter().cycle().take(usize::from(filling[0]) * 6));
        NewEntry { salt: self.bytes("salt", place), body }
    }
}
