//! Whether kept runs are what they were: the part of `concert verify` beside the journal.

use std::path::Path;

use serde::Serialize;

use crate::Fault;
use crate::kept_runs::KeptRuns;
use crate::run_head::{NotTheRun, RunHead};

/// What was found in the folder of kept runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VerifiedRuns {
    /// Runs whose digest holds.
    pub sound: u64,
    /// Runs that an earlier version kept without a digest; they can be read.
    pub without_digest: u64,
    /// Files that are not what they should be, by name.
    pub wrong: Vec<WrongRun>,
}

/// A file that is not the run that it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrongRun {
    /// The file, below the data folder.
    pub file: String,
    /// What is wrong: `report-changed`, `other-run` or `unreadable`.
    pub wrong: &'static str,
    /// What can be done about it, in English.
    pub remedy: &'static str,
}

const REMEDY: &str = "it is not shown any more; bring this file back from a copy of the data \
                      folder, or hand the table in again: the same question is computed anew";

/// Checks every kept run in a data folder. Nothing is written; a server may be at work there.
pub(crate) fn verify_runs(folder: &Path) -> Result<VerifiedRuns, Fault> {
    let kept = KeptRuns::new(folder.join(KeptRuns::FOLDER));
    let mut found = VerifiedRuns::default();
    let mut ids: Vec<_> = kept.all()?.into_iter().map(|(id, _)| id).collect();
    ids.sort();
    for id in ids {
        // A run that a server let go since the folder was listed is none.
        let Some(bytes) = kept.bytes(&id)? else { continue };
        let wrong = match RunHead::check(&id, &bytes) {
            Ok(true) => {
                found.sound += 1;
                continue;
            }
            Ok(false) => {
                found.without_digest += 1;
                continue;
            }
            Err(NotTheRun::Changed) => "report-changed",
            Err(NotTheRun::OtherRun) => "other-run",
            Err(NotTheRun::Unreadable) => "unreadable",
        };
        let file = format!("{}/{id}.json", KeptRuns::FOLDER);
        found.wrong.push(WrongRun { file, wrong, remedy: REMEDY });
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
