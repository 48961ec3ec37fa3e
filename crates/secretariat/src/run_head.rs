//! The head of a kept run: what a list shows of it, and a digest of the whole.
//!
//! A file is one JSON object, `{"sha256":"DIGEST","kept":HEAD,` and then the fields of the report,
//! so that whoever reads it as a report reads a report. The head stands first, so that a list reads
//! the beginning of each file and no more; and it is in the same file, so that a crash cannot part
//! the two. The digest is of every byte behind it and its comma, the head included.
//!
//! It finds what decays or is edited by mistake. Whoever changes a report on purpose can change the
//! digest as well: what was recorded stands in the journal, and is proven there.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use concert_estimate::{Headline, Manifest, Report};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::RunId;
use crate::hexadecimal::hex;

/// What every file with a head begins with; the digest follows.
const BEGINNING: &[u8] = b"{\"sha256\":\"";
/// What ends the digest.
const AFTER_DIGEST: &[u8] = b"\",";
/// What the digest covers begins with; the head follows.
const BEFORE_HEAD: &[u8] = b"\"kept\":";
/// Digits of the digest.
const DIGITS: usize = 64;
/// What files of versions before there were heads begin with.
const BEGINNING_WITHOUT: &[u8] = b"{\"headline\":";
/// What is read of a file for its head: names of lists rarely take more.
const FIRST_BYTES: u64 = 4096;

/// What a list says of a kept run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RunHead {
    /// The run, as its file is called.
    pub(crate) run: String,
    pub(crate) lists: Vec<String>,
    pub(crate) observed: u64,
    pub(crate) interval95: Option<[f64; 2]>,
    pub(crate) seed: u64,
    pub(crate) interrupted: bool,
}

/// The part of a report that a head is made of.
#[derive(Deserialize)]
struct Shown {
    headline: Headline,
    lists: Vec<String>,
    observed: u64,
    interrupted: bool,
    manifest: Manifest,
}

/// Why a file is not the run that it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotTheRun {
    /// It is no file of a run, or only a part of one.
    Unreadable,
    /// It is not that of which the digest was taken.
    Changed,
    /// It is another run than its name says.
    OtherRun,
}

impl RunHead {
    /// The bytes of a file that keeps a report under a head.
    pub(crate) fn file_of(id: &RunId, report: &Report) -> Result<Vec<u8>, serde_json::Error> {
        let report = serde_json::to_vec(report)?;
        let head = serde_json::to_vec(&Self::of_report(id.as_str(), &report)?)?;
        let fields = report.get(1..).unwrap_or_default();
        let covered = [BEFORE_HEAD, &head, b",", fields].concat();
        let digest = hex(&Sha256::digest(&covered));
        Ok([BEGINNING, digest.as_bytes(), AFTER_DIGEST, &covered].concat())
    }

    fn of_report(run: &str, report: &[u8]) -> Result<Self, serde_json::Error> {
        let shown: Shown = serde_json::from_slice(report)?;
        Ok(Self {
            run: run.to_owned(),
            lists: shown.lists,
            observed: shown.observed,
            interval95: shown.headline.interval95,
            seed: shown.manifest.settings.seed,
            interrupted: shown.interrupted,
        })
    }

    /// The head of a file, read without the rest where it has one; `None` where there is no file,
    /// or none that this version can read.
    pub(crate) fn read(path: &Path, id: &RunId) -> std::io::Result<Option<Self>> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::with_capacity(FIRST_BYTES as usize);
        file.by_ref().take(FIRST_BYTES).read_to_end(&mut bytes)?;
        let head = |bytes: &[u8]| parted(bytes).and_then(|(_, covered)| head_of(covered));
        if let Some(head) = head(&bytes) {
            return Ok(Some(head));
        }
        file.read_to_end(&mut bytes)?;
        Ok(head(&bytes).or_else(|| Self::of_report(id.as_str(), &bytes).ok()))
    }

    /// Whether the bytes of a file are the run that its name says, and whether that was proven by
    /// a digest: files of earlier versions have none, and are only read.
    pub(crate) fn check(id: &RunId, bytes: &[u8]) -> Result<bool, NotTheRun> {
        if bytes.starts_with(BEGINNING_WITHOUT) {
            let is_report = serde_json::from_slice::<Shown>(bytes).is_ok();
            return if is_report { Ok(false) } else { Err(NotTheRun::Unreadable) };
        }
        let (digest, covered) = parted(bytes).ok_or(NotTheRun::Unreadable)?;
        if hex(&Sha256::digest(covered)).as_bytes() != digest {
            return Err(NotTheRun::Changed);
        }
        let head = head_of(covered).ok_or(NotTheRun::Unreadable)?;
        if head.run == id.as_str() { Ok(true) } else { Err(NotTheRun::OtherRun) }
    }
}

/// The digest of a file, and what it covers.
fn parted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (digest, rest) = bytes.strip_prefix(BEGINNING)?.split_at_checked(DIGITS)?;
    Some((digest, rest.strip_prefix(AFTER_DIGEST)?))
}

/// The head at the beginning of what a digest covers.
fn head_of(covered: &[u8]) -> Option<RunHead> {
    let rest = covered.strip_prefix(BEFORE_HEAD)?;
    let mut heads = serde_json::Deserializer::from_slice(rest).into_iter::<RunHead>();
    heads.next()?.ok()
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use concert_estimate::{CaptureTable, History, Method, Settings, estimate};

    use super::*;

    fn id() -> RunId {
        format!("{:064x}", 7).parse().unwrap()
    }

    /// Invented figures; a name of a list so long that the head is longer than what is read first.
    fn report(name: &str) -> Report {
        let cells = [(1, 32), (2, 24), (4, 28), (3, 8), (5, 8), (6, 6), (7, 2)];
        let cells = cells.map(|(bits, count)| (History::new(bits), count));
        let table = CaptureTable::new([name, "b", "c"], cells).unwrap();
        let settings = Settings { replicates: 50, ..Settings::of_methods([Method::LoglinearBic]) };
        estimate(&table, &settings, &mut |_, _| ControlFlow::Continue(()))
    }

    #[test]
    fn a_file_with_a_head_is_still_a_report_and_its_head_is_read_alone() {
        for name in ["police".to_owned(), "p".repeat(5000)] {
            let report = report(&name);
            let file = RunHead::file_of(&id(), &report).unwrap();
            assert_eq!(serde_json::from_slice::<Report>(&file).unwrap(), report);
            assert_eq!(RunHead::check(&id(), &file), Ok(true));
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("run.json");
            std::fs::write(&path, &file).unwrap();
            let head = RunHead::read(&path, &id()).unwrap().unwrap();
            assert_eq!((head.observed, head.interval95), (108, report.headline.interval95));
            // What follows the head does not matter to a list.
            std::fs::write(&path, &file[..file.len() - 9]).unwrap();
            assert_eq!(RunHead::read(&path, &id()).unwrap(), Some(head));
        }
    }

    #[test]
    fn a_file_of_before_there_were_heads_is_read_and_has_no_digest() {
        let file = serde_json::to_vec(&report("police")).unwrap();
        assert!(file.starts_with(BEGINNING_WITHOUT));
        assert_eq!(RunHead::check(&id(), &file), Ok(false));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.json");
        std::fs::write(&path, &file).unwrap();
        let head = RunHead::read(&path, &id()).unwrap().unwrap();
        assert_eq!(head.observed, 108);
        assert_eq!(RunHead::check(&id(), &file[..200]), Err(NotTheRun::Unreadable));
    }

    #[test]
    fn every_changed_byte_and_every_cut_is_found() {
        let file = RunHead::file_of(&id(), &report("police")).unwrap();
        for place in (0..700).chain((700..file.len()).step_by(97)).chain([file.len() - 1]) {
            let mut changed = file.clone();
            changed[place] ^= 1;
            assert!(RunHead::check(&id(), &changed).is_err(), "byte {place}");
            assert!(RunHead::check(&id(), &file[..place]).is_err(), "cut at {place}");
        }
        let mut longer = file.clone();
        longer.push(b'\n');
        assert_eq!(RunHead::check(&id(), &longer), Err(NotTheRun::Changed));
        let other = format!("{:064x}", 8).parse().unwrap();
        assert_eq!(RunHead::check(&other, &file), Err(NotTheRun::OtherRun));
    }
}
