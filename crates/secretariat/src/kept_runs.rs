//! Finished runs on disk: one report to a file, `runs/<id>.json` in the data folder.
//!
//! A file is the report with a head before it (see `run_head.rs`), so that it can be handed to
//! anybody who wants to repeat it.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use concert_estimate::{CaptureTable, Report, Settings, table_digest};
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::hexadecimal::hex;
use crate::run_head::RunHead;
use crate::{Fault, whole_file};

/// The name of a run: SHA-256 over the table, the settings and the program's version, in
/// hexadecimal digits. The same question has the same name, so that it is computed once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct RunId(String);

impl RunId {
    /// The name of the question.
    pub(crate) fn of(table: &CaptureTable, settings: &Settings) -> Result<Self, Fault> {
        let settings = serde_json::to_string(settings)
            .map_err(|error| Fault::Broken(format!("the settings of a run: {error}")))?;
        let program = env!("CARGO_PKG_VERSION");
        let text = format!("{}\u{1f}{settings}\u{1f}{program}", table_digest(table));
        Ok(Self(hex(&Sha256::digest(text))))
    }

    /// The name as it stands in addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for RunId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is not the name of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name of a run has 64 hexadecimal digits")]
pub struct NotARunId;

impl std::str::FromStr for RunId {
    type Err = NotARunId;

    fn from_str(text: &str) -> Result<Self, NotARunId> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_name = text.len() == 64 && text.bytes().all(is_digit);
        if is_name { Ok(Self(text.to_owned())) } else { Err(NotARunId) }
    }
}

/// The folder of finished runs.
#[derive(Debug)]
pub(crate) struct KeptRuns {
    folder: PathBuf,
}

impl KeptRuns {
    /// What the folder is called below the data folder.
    pub(crate) const FOLDER: &str = "runs";

    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Takes away what a process that was killed while it wrote has left behind.
    pub(crate) fn sweep(&self) {
        whole_file::sweep(&self.folder);
    }

    /// Keeps a report; what was kept under the name before gives way to it.
    pub(crate) fn keep(&self, id: &RunId, report: &Report) -> Result<(), Fault> {
        let broken = |error: serde_json::Error| Fault::Broken(format!("run {id}: {error}"));
        let bytes = RunHead::file_of(id, report).map_err(broken)?;
        // JSON has no word for what is not a number: a report that could not be read again must
        // not stand where one that can be read is looked for.
        serde_json::from_slice::<Report>(&bytes).map_err(broken)?;
        let fault = |source| Fault::File { what: format!("keeping run {id}"), source };
        whole_file::write(&self.folder, &name(id), &bytes).map_err(fault)
    }

    /// The report of a run, if it is kept as it was and this version can read it. One that was
    /// changed is as good as gone: nobody may take its numbers for those that were computed.
    pub(crate) fn report(&self, id: &RunId) -> Result<Option<Report>, Fault> {
        let bytes = self.bytes(id)?.filter(|bytes| RunHead::check(id, bytes).is_ok());
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// What a list says of a run, read without the rest of its report.
    pub(crate) fn head(&self, id: &RunId) -> Result<Option<RunHead>, Fault> {
        let read = RunHead::read(&self.path(id), id);
        read.map_err(|source| Fault::File { what: format!("reading run {id}"), source })
    }

    /// Every kept run with the time at which it was kept, the latest first.
    pub(crate) fn all(&self) -> Result<Vec<(RunId, Timestamp)>, Fault> {
        let fault = |source| Fault::File { what: "listing the runs".to_owned(), source };
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(fault(error)),
        };
        let mut runs = Vec::new();
        for entry in entries {
            let entry = entry.map_err(fault)?;
            let name = entry.file_name();
            let id = name.to_str().and_then(|name| name.strip_suffix(".json"));
            let Some(id) = id.and_then(|id| id.parse::<RunId>().ok()) else { continue };
            let changed = entry.metadata().and_then(|found| found.modified());
            let at = changed.ok().and_then(|time| Timestamp::try_from(time).ok());
            runs.push((id, at.unwrap_or(Timestamp::UNIX_EPOCH)));
        }
        runs.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(runs)
    }

    /// When a run was kept.
    pub(crate) fn kept_at(&self, id: &RunId) -> Option<Timestamp> {
        let changed = fs::metadata(self.path(id)).and_then(|found| found.modified()).ok()?;
        Timestamp::try_from(changed).ok()
    }

    /// Lets the oldest runs go until so many are left; those that `stays` holds stay.
    pub(crate) fn let_go(&self, most: usize, stays: impl Fn(&RunId) -> bool) -> Result<(), Fault> {
        let runs = self.all()?;
        let surplus = runs.len().saturating_sub(most);
        let oldest = runs.iter().rev().map(|(id, _)| id).filter(|id| !stays(id)).take(surplus);
        for id in oldest {
            let fault = |source| Fault::File { what: format!("letting run {id} go"), source };
            fs::remove_file(self.path(id)).map_err(fault)?;
        }
        Ok(())
    }

    /// A file as it is; nothing where there is none.
    pub(crate) fn bytes(&self, id: &RunId) -> Result<Option<Vec<u8>>, Fault> {
        match fs::read(self.path(id)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Fault::File { what: format!("reading run {id}"), source }),
        }
    }

    fn path(&self, id: &RunId) -> PathBuf {
        self.folder.join(name(id))
    }
}

fn name(id: &RunId) -> String {
    format!("{id}.json")
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use concert_estimate::{History, Method, estimate};

    use super::*;

    fn id(turn: u8) -> RunId {
        format!("{turn:064x}").parse().unwrap()
    }

    fn report() -> Report {
        // Invented figures.
        let cells = [(1, 32), (2, 24), (4, 28), (3, 8), (5, 8), (6, 6), (7, 2)];
        let cells = cells.map(|(bits, count)| (History::new(bits), count));
        let table = CaptureTable::new(["a", "b", "c"], cells).unwrap();
        let settings = Settings { replicates: 50, ..Settings::of_methods([Method::LoglinearBic]) };
        estimate(&table, &settings, &mut |_, _| ControlFlow::Continue(()))
    }

    #[test]
    fn a_name_is_64_digits_and_never_a_path() {
        for text in ["", "../../etc/passwd", &"g".repeat(64), &"A".repeat(64), &"a".repeat(63)] {
            assert_eq!(text.parse::<RunId>(), Err(NotARunId), "{text}");
        }
        assert_eq!("a".repeat(64).parse::<RunId>().unwrap().as_str(), "a".repeat(64));
    }

    #[test]
    fn a_kept_report_is_read_as_it_was_and_no_unfinished_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let runs = KeptRuns::new(folder.path().join("runs"));
        assert!(runs.all().unwrap().is_empty());
        let report = report();
        runs.keep(&id(1), &report).unwrap();
        assert_eq!(runs.report(&id(1)).unwrap(), Some(report));
        assert_eq!(runs.report(&id(2)).unwrap(), None);
        fs::write(folder.path().join("runs/.run-x.part"), "half").unwrap();
        fs::write(runs.path(&id(3)), "{\"headline\":").unwrap();
        runs.sweep();
        assert_eq!(runs.report(&id(3)).unwrap(), None);
        let names = fs::read_dir(folder.path().join("runs")).unwrap();
        let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        assert!(names.iter().all(|name| name.to_string_lossy().ends_with(".json")), "{names:?}");
    }

    #[test]
    fn the_oldest_runs_go_and_those_that_are_to_stay_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let runs = KeptRuns::new(folder.path().to_owned());
        let report = report();
        for turn in 1..=5 {
            runs.keep(&id(turn), &report).unwrap();
            let age = std::time::Duration::from_secs(1000 * u64::from(turn));
            let file = fs::File::options().write(true).open(runs.path(&id(turn))).unwrap();
            file.set_modified(std::time::UNIX_EPOCH + age).unwrap();
        }
        runs.let_go(3, |kept| *kept == id(1)).unwrap();
        let left: Vec<RunId> = runs.all().unwrap().into_iter().map(|(id, _)| id).collect();
        assert_eq!(left, [id(5), id(4), id(1)]);
    }
}
