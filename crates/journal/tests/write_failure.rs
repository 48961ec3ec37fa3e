//! When a write fails, nothing is acknowledged any more, reading goes on, and once the cause is
//! gone the journal is taken up again without loss.
//!
//! The failures are made by strace, which lets a system call fail at its n-th time: a sync that
//! reports an input/output error, a write that finds the disk full.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod ledger;

use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use ledger::Ledger;
use tempfile::tempdir_in;

const LOAD: &str = env!("CARGO_BIN_EXE_concert-journal-load");
const OPTIONS: [&str; 4] = ["--threads", "4", "--requests", "40"];

/// Runs a command to its end, and takes in what it told. Gives what it complained of.
fn run(command: &mut Command, ledger: &mut Ledger) -> String {
    let output = command.output().expect("this test needs strace: apt-get install strace");
    String::from_utf8(output.stdout).unwrap().lines().for_each(|line| ledger.hear(line));
    String::from_utf8(output.stderr).unwrap()
}

/// Lets the `n`th call of each thread fail, and holds what is left against the ledger. Tells
/// whether the writer was stopped by it.
fn fail_at(n: usize, call: &str, error: &str) -> bool {
    let base = tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let dir = base.path().join("data");
    let site = format!("inject={call}:error={error}:when={n}");
    let mut ledger = Ledger::default();
    let mut command = Command::new("strace");
    command.args(["-f", "-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &site, LOAD]);
    let complaint = run(command.arg(&dir).args(OPTIONS), &mut ledger);
    assert!(!complaint.contains("strace: "), "{site}: {complaint}");

    if let Some((readable, reason)) = &ledger.halted {
        assert!(reason.contains(": "), "{site}: the reason is told: {reason}");
        for (request, (first, count)) in &ledger.acks {
            let end = first + count;
            assert!(end <= *readable, "{site}: {request:?} was acknowledged but not committed");
        }
    }
    if let Err(failure) = ledger.check(&dir) {
        panic!("{site}: {failure:?}, kept in {}", base.keep().display());
    }
    take_up_again(&dir, &site, ledger.clone());
    ledger.halted.is_some()
}

/// The cause is gone: the same load, with the same keys, comes to its end. strace can end a moment before the process that it
/// watched has let go of the journal.
fn take_up_again(dir: &Path, site: &str, mut ledger: Ledger) {
    let deadline = Instant::now() + Duration::from_secs(10);
    let complaint = loop {
        let complaint = run(Command::new(LOAD).arg(dir).args(OPTIONS), &mut ledger);
        if !complaint.contains("is held for writing") || Instant::now() > deadline {
            break complaint;
        }
        sleep(Duration::from_millis(50));
    };
    assert_eq!(complaint, "", "{site}");
    assert_eq!(ledger.acks.len(), 160, "{site}");
    assert_eq!(ledger.check(dir), Ok(()), "{site}");
}

#[test]
fn a_sync_that_fails_stops_the_writer_and_loses_nothing() {
    let halted = (1..=40).filter(|&n| fail_at(n, "fsync,fdatasync", "EIO")).count();
    println!("40 failing syncs, {halted} of them stopped the writer");
    assert!(halted >= 10, "only {halted}: the failures miss the writer");
}

#[test]
fn a_full_disk_stops_the_writer_and_loses_nothing() {
    let sites = (1..=40).chain((50..=500).step_by(30));
    let halted = sites.filter(|&n| fail_at(n, "pwrite64", "ENOSPC")).count();
    println!("56 failing writes, {halted} of them stopped the writer");
    assert!(halted >= 10, "only {halted}: the failures miss the writer");
}

#[test]
fn other_calls_that_fail_lose_nothing_either() {
    for n in 1..=3 {
        fail_at(n, "ftruncate", "EIO");
        fail_at(n, "?rename,renameat,renameat2", "EIO");
        fail_at(n, "?unlink,unlinkat", "EIO");
        fail_at(n, "?mkdir,mkdirat", "ENOSPC");
    }
}
