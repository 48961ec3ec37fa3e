//! The two kinds of "no": what was asked cannot be had, and what broke.

use std::io;
use std::path::PathBuf;

/// Why a call did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was asked cannot be had; nothing is broken.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// The file, the disk or this program broke.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What was asked cannot be had.
///
/// The sentence for people comes from a catalogue under [`Refusal::code`]; the `Display` text is
/// for logs and developers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no journal in this folder.
    #[error("there is no journal in {}", dir.display())]
    NoJournal {
        /// The data folder.
        dir: PathBuf,
    },
    /// Another process holds the journal for writing. Reading beside it is possible.
    #[error("the journal in {} is held for writing by process {holder}", dir.display())]
    Held {
        /// The data folder.
        dir: PathBuf,
        /// The holder's process id as it wrote it down, or `unknown`.
        holder: String,
    },
    /// Another program has kept the database file locked for longer than the patience of this one.
    #[error("another program keeps the database locked; try again")]
    Busy,
    /// The file is no journal: not a database, or a database of another program.
    #[error("{} is not a journal", path.display())]
    NotAJournal {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a newer version of this program.
    #[error("the journal has schema {found}, this program knows up to {known}")]
    Newer {
        /// The schema number of the file.
        found: u32,
        /// The highest number known here.
        known: u32,
    },
    /// The file has to be brought up to date first, by opening it once for writing.
    #[error("the journal has schema {found}, reading needs {known}")]
    Older {
        /// The schema number of the file.
        found: u32,
        /// The number that reading needs.
        known: u32,
    },
    /// The last writer was interrupted, and the folder cannot be written, so that what it left in
    /// the write-ahead log cannot be taken in. A copy in a writable folder can be read.
    #[error("{} was not closed, and its folder cannot be written", path.display())]
    NotClosed {
        /// The database file.
        path: PathBuf,
    },
    /// An idempotency key came back with a different request.
    #[error("the idempotency key was used for another request")]
    KeyReused {
        /// The first index that the earlier request was given.
        first: u64,
    },
    /// An idempotency key is empty or longer than [`crate::KEY_LIMIT`] bytes.
    #[error("an idempotency key has {length} bytes, not 1 to {}", crate::KEY_LIMIT)]
    KeyLength {
        /// Its length in bytes.
        length: usize,
    },
    /// A body is longer than [`crate::BODY_LIMIT`] bytes.
    #[error("a body has {length} bytes, more than {}", crate::BODY_LIMIT)]
    BodyTooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// An index or size beyond the journal.
    #[error("{asked} lies beyond the journal's size of {size}")]
    OutOfRange {
        /// The index or size asked for.
        asked: u64,
        /// The number of entries.
        size: u64,
    },
}

impl Refusal {
    /// The stable code under which the text catalogues know this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoJournal { .. } => "journal/no-journal",
            Self::Held { .. } => "journal/held",
            Self::Busy => "journal/busy",
            Self::NotAJournal { .. } => "journal/not-a-journal",
            Self::Newer { .. } => "journal/newer",
            Self::Older { .. } => "journal/older",
            Self::NotClosed { .. } => "journal/not-closed",
            Self::KeyReused { .. } => "journal/key-reused",
            Self::KeyLength { .. } => "journal/key-length",
            Self::BodyTooLong { .. } => "journal/body-too-long",
            Self::OutOfRange { .. } => "journal/out-of-range",
        }
    }
}

/// Something broke. No variant carries any part of a body.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The storage engine failed.
    #[error("{doing}: {source}")]
    Engine {
        /// What was being done.
        doing: &'static str,
        /// The engine's own report.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The operating system failed.
    #[error("{doing} {}: {source}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's report.
        source: io::Error,
    },
    /// The stored data contradict themselves; [`crate::verify`] says where they begin to.
    #[error("the journal is damaged at {index}: {what}")]
    Damaged {
        /// The first entry concerned.
        index: u64,
        /// What does not agree.
        what: String,
    },
    /// A write failed earlier, and nothing has been written since. Reading is possible. Opening
    /// the journal anew (in this process or another) is the way on once the cause is removed.
    #[error("the journal stopped accepting writes: {reason}")]
    Halted {
        /// The failure that stopped it.
        reason: String,
    },
    /// The caller's fold could not take in an entry.
    #[error("entry {index} cannot be folded: {reason}")]
    Unfolded {
        /// The entry.
        index: u64,
        /// The fold's reason.
        reason: String,
    },
    /// Another program appended to the journal that this process holds.
    #[error("the journal has {found} entries, this process left it at {expected}")]
    Intruded {
        /// The size found.
        found: u64,
        /// The size expected.
        expected: u64,
    },
}

impl Fault {
    /// An operating system's failure at `path`.
    pub(crate) fn io(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { doing, path, source }
    }

    /// Stored data that contradict themselves.
    pub(crate) fn damaged(index: u64, what: impl Into<String>) -> Self {
        Self::Damaged { index, what: what.into() }
    }
}
