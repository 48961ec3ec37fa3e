//! Damage of every kind, done to the folder of kept runs. The figures are invented.

use std::fs;
use std::path::{Path, PathBuf};

use concert_coalition::{Actor, Role};
use concert_estimate::{CaptureTable, History, Method};
use jiff::Timestamp;

use super::*;
use crate::{Entropy, RunId, RunQuestion, RunView, Secretariat, Verification, verify};

fn open(folder: &Path) -> Secretariat {
    let (entropy, now) = (Entropy::of_the_system(), Timestamp::UNIX_EPOCH);
    Secretariat::open(folder, entropy, now, &mut |_, _| {}).unwrap()
}

fn coordinator() -> Actor {
    Actor { role: Role::Coordinator, ..Secretariat::operator() }
}

/// A data folder with runs of these seeds.
fn with_runs(folder: &Path, seeds: &[u64]) -> Vec<RunId> {
    let secretariat = open(folder);
    let cells = [(1, 32), (2, 24), (4, 28), (3, 8), (5, 8), (6, 6), (7, 2)];
    let cells = cells.map(|(bits, count)| (History::new(bits), count));
    let table = CaptureTable::new(["police", "shelter", "hotline"], cells).unwrap();
    let ask = |seed: &u64| {
        let question = RunQuestion {
            methods: vec![Method::LoglinearBic],
            replicates: 200,
            seed: *seed,
            measures_coverage: false,
        };
        let id = secretariat.start_run_of(&coordinator(), table.clone(), &question).unwrap();
        while !matches!(secretariat.run(&coordinator(), &id), Ok(RunView::Finished(_))) {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        id
    };
    seeds.iter().map(ask).collect()
}

fn file(folder: &Path, id: &RunId) -> PathBuf {
    folder.join(KeptRuns::FOLDER).join(format!("{id}.json"))
}

fn verified(folder: &Path) -> Verification {
    verify(folder, &mut |_, _| {}).unwrap()
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn what_is_done_to_a_kept_run_is_found_named_and_told_what_to_do_about() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let ids = with_runs(folder, &[1, 2]);
    let before = verified(folder);
    assert!(before.sound && before.runs.wrong.is_empty(), "{before:?}");
    assert_eq!((before.runs.sound, before.runs.without_digest), (2, 0));

    let path = file(folder, &ids[0]);
    let whole = fs::read(&path).unwrap();
    let found = |wrong: &'static str| {
        let found = verified(folder);
        assert!(!found.sound && found.first_wrong.is_none());
        assert_eq!(found.runs.sound, 1);
        let [run] = found.runs.wrong.as_slice() else { panic!("{found:?}") };
        assert_eq!((run.wrong, run.file.as_str()), (wrong, &*format!("runs/{}.json", ids[0])));
        assert!(run.remedy.contains("hand the table in again"));
    };
    // An edited figure, where a report ends.
    let mut edited = whole.clone();
    let digit = edited.iter().rposition(u8::is_ascii_digit).unwrap();
    edited[digit] = if edited[digit] == b'9' { b'8' } else { b'9' };
    fs::write(&path, &edited).unwrap();
    found("report-changed");
    assert!(open(folder).run(&coordinator(), &ids[0]).is_err(), "a changed report is shown");
    assert_eq!(with_runs(folder, &[1]), [ids[0].clone()], "it is not computed anew");
    assert!(verified(folder).sound);
    // What a disk leaves of a file.
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    found("report-changed");
    for left in [0, 5, 40] {
        fs::write(&path, &whole[..left]).unwrap();
        found("unreadable");
    }
    fs::write(&path, vec![0; whole.len()]).unwrap();
    found("unreadable");
    // Another run under its name, itself sound.
    fs::copy(file(folder, &ids[1]), &path).unwrap();
    found("other-run");
    fs::write(&path, &whole).unwrap();
    assert_eq!(verified(folder), before);
}

#[test]
fn a_copy_of_the_data_folder_brings_the_runs_back() {
    let (lost, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let ids = with_runs(lost.path(), &[1, 2]);
    let copy = copy.path().join("copy");
    copied(lost.path(), &copy);
    drop(lost);
    assert_eq!(verified(&copy).runs.sound, 2);
    let secretariat = open(&copy);
    let listed = secretariat.runs(&coordinator()).unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|row| ids.contains(&row.id) && row.interval95.is_some()));
    let RunView::Finished(run) = secretariat.run(&coordinator(), &ids[0]).unwrap() else {
        panic!("a kept run is computed anew");
    };
    assert_eq!(run.report.observed, 108);
}

#[test]
fn runs_that_an_earlier_version_kept_are_counted_apart() {
    let folder = tempfile::tempdir().unwrap();
    let ids = with_runs(folder.path(), &[1, 2]);
    let path = file(folder.path(), &ids[0]);
    let report: concert_estimate::Report =
        serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    fs::write(&path, serde_json::to_vec(&report).unwrap()).unwrap();
    fs::write(folder.path().join("runs/.run-1.part"), "half").unwrap();
    let found = verified(folder.path());
    assert!(found.sound);
    assert_eq!((found.runs.sound, found.runs.without_digest), (1, 1));
    assert_eq!(open(folder.path()).runs(&coordinator()).unwrap().len(), 2);
}
