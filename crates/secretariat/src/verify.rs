//! Whether the journal and the kept runs are what they were: the answer of `concert verify`.

use std::path::Path;

use concert_journal::{Flaw, Verdict, Wrong};
use serde::Serialize;

use crate::Asked;
use crate::hexadecimal::hex;
use crate::verify_runs::{VerifiedRuns, verify_runs};

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Whether everything is what it should be.
    pub sound: bool,
    /// Statements in the journal, if that is sound.
    pub size: u64,
    /// The root of its tree in hexadecimal, if it is sound and not empty.
    pub root: String,
    /// How many checkpoints were confirmed.
    pub checkpoints: u64,
    /// How many bodies were erased.
    pub erased: u64,
    /// The first thing that is wrong with the journal.
    pub first_wrong: Option<FirstWrong>,
    /// The kept runs.
    pub runs: VerifiedRuns,
}

/// The first entry that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FirstWrong {
    /// Its index.
    pub index: u64,
    /// What is wrong: `body-changed`, `leaf-changed`, `entry-changed`, `missing`, `extra`,
    /// `tile-changed`, `checkpoint-changed`, `tail-cut` or `unreadable`.
    pub wrong: &'static str,
    /// The same with its particulars, in English.
    pub detail: String,
}

/// Recomputes the journal in a folder: every commitment, the tree, every checkpoint; and the
/// digests of the kept runs. Nothing is written; another process may have the folder open.
pub fn verify(folder: &Path, progress: &mut dyn FnMut(u64, u64)) -> Asked<Verification> {
    let runs = verify_runs(folder)?;
    Ok(match concert_journal::verify(folder, None, progress)? {
        Verdict::Sound { checkpoint, checkpoints, erased, .. } => Verification {
            sound: runs.wrong.is_empty(),
            size: checkpoint.map_or(0, |checkpoint| checkpoint.size),
            root: checkpoint.map(|checkpoint| hex(&checkpoint.root)).unwrap_or_default(),
            checkpoints,
            erased,
            first_wrong: None,
            runs,
        },
        Verdict::Broken(flaw) => Verification {
            sound: false,
            size: 0,
            root: String::new(),
            checkpoints: 0,
            erased: 0,
            first_wrong: Some(first_wrong(&flaw)),
            runs,
        },
    })
}

fn first_wrong(flaw: &Flaw) -> FirstWrong {
    let (wrong, detail) = match &flaw.wrong {
        Wrong::BodyChanged => ("body-changed", "the body is not the one that was stated".into()),
        Wrong::LeafChanged => ("leaf-changed", "the leaf is not the commitment to it".into()),
        Wrong::EntryChanged => ("entry-changed", "the entry is not the one in the tree".into()),
        Wrong::MissingRow => ("missing", "the entry is gone".into()),
        Wrong::ExtraRow { row } => ("extra", format!("row {row} is covered by no checkpoint")),
        Wrong::TileChanged { level, n } => {
            ("tile-changed", format!("tile {n} of level {level} was changed"))
        }
        Wrong::ExtraTile { level, n } => {
            ("tile-changed", format!("tile {n} of level {level} lies beyond the tree"))
        }
        Wrong::EntryOrTileChanged => {
            ("entry-changed", "the entry and its tile do not agree".into())
        }
        Wrong::CheckpointDiffers { size } => {
            ("checkpoint-changed", format!("the checkpoint of size {size} does not agree"))
        }
        Wrong::CheckpointTime { size } => {
            ("checkpoint-changed", format!("the time of the checkpoint of size {size} is wrong"))
        }
        Wrong::TailCut { promised, .. } => {
            ("tail-cut", format!("there were {promised} entries, and the last ones are gone"))
        }
        Wrong::DiffersFromGiven { size } => (
            "checkpoint-changed",
            format!("the given checkpoint of size {size} is of another journal"),
        ),
        Wrong::Unreadable { report } => ("unreadable", report.clone()),
        other => ("entry-changed", format!("{other:?}")),
    };
    FirstWrong { index: flaw.index, wrong, detail }
}
