//! Statements kept, proven and replayed.
//!
//! The coalition keeps one journal: statements are appended, never changed, and everything anybody
//! sees is computed from them. This crate keeps them in one SQLite file and knows nothing of what
//! they say: a statement is bytes.
//!
//! What it promises:
//!
//! - **Acknowledged is durable.** [`Writer::submit`] and [`Writer::append`] return after the commit
//!   is on the disk. Requests that wait share a commit and its sync. The same idempotency key gets
//!   the same answer. After a failed write nothing more is accepted; reading goes on.
//! - **Nothing changes unseen.** Each entry is a leaf of a Merkle tree in the C2SP tlog-tiles form,
//!   each commit leaves a [`Checkpoint`], and [`verify()`] names the first entry that is not what
//!   it was. [`Journal::prove_inclusion`] and [`Journal::prove_consistency`] convince others.
//! - **What must be erased can be.** A leaf holds a salted commitment; [`Writer::erase`] removes
//!   body and salt from the file, and every proof stays good.
//! - **One state.** A [`Fold`] is fed by the writer in the order of the entries, decides on what
//!   comes next, and is brought up to date at the start from a snapshot and a replay.
//!
//! A process takes [`Hold`] of a journal and makes it a [`Writer`]; any number read it as a
//! [`Journal`] meanwhile. Times and randomness are given by the caller. What is kept [`Beside`] the
//! log (credentials, sessions, settings) is in the same file and no part of the tree.
//!
//! `concert-journal-load` is the load generator of the crash tests in `tests/`, which kill it, cut
//! its power and make its writes fail.

mod beside;
mod desk;
mod entry;
mod error;
mod facts;
mod fold;
mod folder;
mod hold;
mod journal;
mod notices;
mod rows;
mod schema;
mod snapshot;
mod sqlite;
mod tree;
mod verdict;
mod verify;
mod writer;

pub use beside::{Beside, OnceLink, Session};
pub use entry::{BODY_LIMIT, Digest, Entry, NewEntry, commitment, record};
pub use error::{Error, Fault, Refusal};
pub use facts::Facts;
pub use fold::Fold;
pub use hold::Hold;
pub use journal::Journal;
pub use notices::Contact;
pub use snapshot::{LoadedSnapshot, Snapshot};
pub use tree::{Checkpoint, ConsistencyProof, InclusionProof};
pub use verdict::{Flaw, Verdict, Witness, Wrong};
pub use verify::verify;
pub use writer::{Answer, Appended, Batch, Erasure, KEY_LIMIT, Key, Request, Unappended, Writer};
