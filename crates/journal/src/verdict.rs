//! What a verification can find.

use crate::tree::Checkpoint;

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every commitment, tile and checkpoint is what it should be.
    Sound {
        /// The latest checkpoint; `None` for an empty journal.
        checkpoint: Option<Checkpoint>,
        /// How many checkpoints were confirmed.
        checkpoints: u64,
        /// How many tiles were confirmed.
        tiles: u64,
        /// How many bodies are erased. Their leaves were confirmed, they themselves cannot be; a
        /// number that the coalition knows nothing of is a question to whoever keeps the file.
        erased: u64,
    },
    /// Something is not what it should be.
    Broken(Flaw),
}

/// The first thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The first entry concerned.
    pub index: u64,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wrong {
    /// Body or salt is not what the leaf was made from; leaf and tree agree.
    BodyChanged,
    /// The leaf is not the commitment to body and salt; they and the tree agree.
    LeafChanged,
    /// The entry is another than the one in the tree: its time, or its body together with its leaf.
    EntryChanged,
    /// There is no entry with this index, but there are later ones.
    MissingRow,
    /// There is an entry that no checkpoint covers.
    ExtraRow {
        /// Its index as stored, which may be negative.
        row: i64,
    },
    /// A tile is not what the entries and the checkpoints say.
    TileChanged {
        /// The tile's level.
        level: u8,
        /// Its number within the level.
        n: u64,
    },
    /// There is a tile beyond the tree.
    ExtraTile {
        /// The tile's level as stored.
        level: i64,
        /// Its number as stored.
        n: i64,
    },
    /// Entry and tile disagree, and a second flaw hides which of them was changed.
    EntryOrTileChanged,
    /// Entries and tiles agree with each other, but not with this checkpoint. It was changed, or
    /// entries from the flaw's index on were replaced together with their tiles.
    CheckpointDiffers {
        /// The checkpoint's size as stored.
        size: i64,
    },
    /// The checkpoint's time is not that of its last entry.
    CheckpointTime {
        /// The checkpoint's size.
        size: u64,
    },
    /// Entries at the end are missing, the first at the flaw's index.
    TailCut {
        /// How many entries there were at least.
        promised: u64,
        /// What promised them.
        by: Witness,
    },
    /// The checkpoint that the caller gave is of another journal, or of this one before entries
    /// were replaced.
    DiffersFromGiven {
        /// Its size.
        size: u64,
    },
    /// The file cannot be read as a database.
    Unreadable {
        /// What the engine says.
        report: String,
    },
}

/// What tells that there were more entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witness {
    /// The latest checkpoint in the file.
    Checkpoint,
    /// A tile that holds more hashes.
    Tile,
    /// The checkpoint that the caller gave.
    Given,
}
