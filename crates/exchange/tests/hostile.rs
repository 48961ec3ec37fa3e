//! Files made to do harm, or broken in the ways that files break: each is refused with a reason
//! or read, the process that asked grows by at most 64 MB, and nothing is left behind.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod hostile_files;

use std::path::Path;

use concert_exchange::{Limits, ReadError, TableFile, Workbook, read_in_child};

use hostile_files::FILES;
use sha2::Digest;

const MOST_GROWTH_KB: u64 = 64 << 10;

fn read(path: &Path) -> Result<Workbook, ReadError> {
    let exe = Path::new(env!("CARGO_BIN_EXE_concert-read-table"));
    let file = TableFile::open(path)?;
    read_in_child(exe, &["read-table"], file, &Limits::for_uploads(), &mut |_| {})
}

/// A line of `/proc/self/status` in kilobytes.
fn status(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|text| text.starts_with(line)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// The processes that this thread started and that have not been waited for.
fn children() -> String {
    std::fs::read_to_string("/proc/thread-self/children").unwrap()
}

/// The process that reads must not be the one that made the files: what the making left in its
/// memory would hide how much the reading takes.
#[test]
#[ignore = "makes the files for the test below, which runs it"]
fn make_the_hostile_files() {
    let folder = std::env::var_os("HOSTILE_FILES_FOLDER").unwrap();
    for (name, make, _) in FILES {
        make(&Path::new(&folder).join(name));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn every_hostile_file_is_refused_or_read_and_the_reader_of_it_stays_small() {
    let folder = tempfile::tempdir().unwrap();
    let made = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "make_the_hostile_files"])
        .env("HOSTILE_FILES_FOLDER", folder.path())
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let before = status("VmRSS");
    let mut failures = Vec::new();
    for (name, _, expected) in FILES {
        let path = folder.path().join(name);
        // From here on the kernel counts this process's peak of memory anew.
        std::fs::write("/proc/self/clear_refs", "5").unwrap();
        let start = std::time::Instant::now();
        let outcome = read(&path);
        let took = start.elapsed();
        let grown = status("VmHWM").saturating_sub(before);
        let said = match &outcome {
            Ok(workbook) => format!("read, {} rows", workbook.sheets[0].len()),
            Err(ReadError::Refused(refusal)) => format!("{} at {}", refusal.code(), refusal.place),
            Err(broken) => broken.to_string(),
        };
        println!("{name}: {said}; grown by {grown} kB, {took:.2?}");
        if let Err(why) = expected.check(outcome) {
            failures.push(format!("{name}: {why}"));
        }
        if grown > MOST_GROWTH_KB {
            failures.push(format!("{name}: grown by {grown} kB"));
        }
        std::fs::remove_file(&path).unwrap();
    }
    assert!(FILES.len() >= 25);
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 0, "files left behind");
    assert_eq!(children(), "", "processes left behind");
    assert!(failures.is_empty(), "{failures:#?}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_reading_process_can_neither_open_files_nor_reach_the_network() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_concert-read-table"))
        .arg("probe")
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("Probe {"), "{told}");
    let (confinement, probe) = told.split_once("Probe").unwrap();
    assert!(confinement.contains("memory: true, cpu: true, counts: true"), "{told}");
    assert!(!probe.contains("opened_a_file: true") || confinement.contains("landlock: false"));
    for breach in ["wrote_a_file", "opened_a_socket", "started_a_program", "took_two_gigabytes"] {
        assert!(probe.contains(&format!("{breach}: false")), "{told}");
    }
}

#[test]
fn a_program_that_is_no_reader_is_a_refusal_and_one_that_is_missing_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "a,b\n1,2\n").unwrap();
    let ask = |exe: &str| {
        let file = TableFile::open(&path).unwrap();
        read_in_child(Path::new(exe), &[], file, &Limits::default(), &mut |_| {})
    };
    assert!(matches!(ask("/no/such/program"), Err(ReadError::Broken { .. })));
    let Err(ReadError::Refused(refusal)) = ask("/bin/cat") else {
        panic!("cat is not a reader of tables");
    };
    assert!(refusal.code().starts_with("exchange/reader-"), "{refusal}");
    let patient = Limits { wall_seconds: 1, ..Limits::default() };
    let file = TableFile::open(&path).unwrap();
    let sleeper = read_in_child(
        Path::new("/bin/sh"),
        &["-c", "exec 0<&-; while :; do :; done"],
        file,
        &patient,
        &mut |_| {},
    );
    let Err(ReadError::Refused(refusal)) = sleeper else {
        panic!("a program that never answers is not waited for");
    };
    assert_eq!(refusal.code(), "exchange/reader-stopped");
}

#[test]
fn the_answer_says_what_the_file_is_and_how_far_reading_came() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made-up.xlsx");
    std::fs::write(&path, "place;people\n\nA;1\n\"B\nC\";2\nD;3").unwrap();
    let exe = Path::new(env!("CARGO_BIN_EXE_concert-read-table"));
    let mut heard = Vec::new();
    let file = TableFile::open(&path).unwrap();
    let workbook = read_in_child(exe, &["read-table"], file, &Limits::default(), &mut |rows| {
        heard.push(rows);
    })
    .unwrap();
    let rows: Vec<(u32, Vec<&str>)> =
        workbook.sheets[0].rows().map(|row| (row.number, row.cells().collect())).collect();
    let expected = [
        (1, vec!["place", "people"]),
        (3, vec!["A", "1"]),
        (4, vec!["B\nC", "2"]),
        (5, vec!["D", "3"]),
    ];
    assert_eq!(rows, expected);
    assert_eq!(heard, [4]);
    assert_eq!(workbook.file_name, "made-up.xlsx");
    let digest: [u8; 32] = sha2::Sha256::digest(std::fs::read(&path).unwrap()).into();
    assert_eq!(workbook.digest, digest);
}
