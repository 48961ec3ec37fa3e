//! One statement as it is kept: its bytes, and the commitment that stands for them in the tree.

use std::fmt;

use sha2::{Digest as _, Sha256};
use tlog_tiles::{Hash, record_hash};

/// A SHA-256 digest.
pub type Digest = [u8; 32];

/// The longest body that is kept, in bytes (64 MiB).
pub const BODY_LIMIT: usize = 64 << 20;

/// Keeps commitments apart from every other use of SHA-256.
const COMMITMENT_TAG: &[u8] = b"concert journal entry, version 1\n";

/// An entry to be appended.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// 32 bytes from a source of secret randomness, never used twice. Without it a short body could
    /// be found again from its leaf by trying, even after erasure.
    pub salt: [u8; 32],
    /// The statement's bytes, at most [`BODY_LIMIT`].
    pub body: Vec<u8>,
}

/// An entry as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the journal, from 0.
    pub index: u64,
    /// When it was appended, in microseconds since 1970-01-01T00:00:00Z, by the caller's clock.
    pub at: i64,
    /// Its salt; `None` once erased.
    pub salt: Option<[u8; 32]>,
    /// Its bytes; `None` once erased.
    pub body: Option<Vec<u8>>,
    /// The [`commitment`] to salt and body. It outlives them.
    pub leaf: Digest,
}

// A body may speak of a person: what is printed is that there is one.
impl fmt::Debug for NewEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewEntry({} bytes)", self.body.len())
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.body {
            Some(body) => write!(f, "Entry({}, {} bytes)", self.index, body.len()),
            None => write!(f, "Entry({}, erased)", self.index),
        }
    }
}

/// The commitment to a body: SHA-256 of a fixed tag, the salt and the body.
///
/// Who is shown salt and body can check that they are what the tree speaks of; who is shown only
/// the commitment learns nothing of the body.
pub fn commitment(salt: &[u8; 32], body: &[u8]) -> Digest {
    Sha256::new()
        .chain_update(COMMITMENT_TAG)
        .chain_update(salt)
        .chain_update(body)
        .finalize()
        .into()
}

/// What the tree holds for an entry: `at` as eight bytes, highest first, and then the leaf.
///
/// The time is part of it so that it can be proven, and so that it stays proven when the body is
/// erased.
pub fn record(at: i64, leaf: &Digest) -> [u8; 40] {
    let mut record = [0; 40];
    record[..8].copy_from_slice(&at.to_be_bytes());
    record[8..].copy_from_slice(leaf);
    record
}

/// The tree's hash of an entry's [`record`] (RFC 6962, section 2.1).
pub(crate) fn tree_leaf(at: i64, leaf: &Digest) -> Hash {
    record_hash(&record(at, leaf))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_depends_on_every_part() {
        let base = commitment(&[1; 32], b"ab");
        assert_ne!(base, commitment(&[2; 32], b"ab"));
        assert_ne!(base, commitment(&[1; 32], b"ac"));
        assert_ne!(base, commitment(&[1; 32], b""));
        assert_ne!(record(1, &base), record(2, &base));
    }

    #[test]
    fn printing_an_entry_shows_nothing_of_its_body() {
        let new = NewEntry { salt: [7; 32], body: b"canary".to_vec() };
        let kept =
            Entry { index: 3, at: 0, salt: None, body: Some(b"canary".to_vec()), leaf: [0; 32] };
        assert_eq!(format!("{new:?} {kept:?}"), "NewEntry(6 bytes) Entry(3, 6 bytes)");
    }
}
