//! Power lost at any moment, the journal keeps what it acknowledged.
//!
//! The load generator runs under `strace`, which records what it asks of the file system. From the
//! record possible states of the disk are rebuilt: what was synced is there; of the rest any part
//! may be, down to single sectors of 512 bytes. Each state is opened as any writer would and held
//! against what had been acknowledged by then. `CONCERT_POWER_STATES` says how many (2,000),
//! `CONCERT_SEED` repeats the choices of a run on the same record.
//!
//! The same is done with a load that does not wait for the disk. If nothing is lost there, the test
//! sees nothing, and fails.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod disk;
#[path = "../ledger/mod.rs"]
mod ledger;
mod trace;

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use disk::Disk;
use ledger::{Failure, Ledger};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::{TempDir, tempdir_in};
use trace::{Event, SYSTEM_CALLS};

fn number_from(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Runs the load generator on `base/data` under strace, and gives what it did.
fn record(base: &Path, options: &[&str]) -> Vec<Event> {
    let record = base.join("trace");
    let status = Command::new("strace")
        .args(["-f", "-y", "-xx", "-s", "1000000000", "-e", SYSTEM_CALLS, "-o"])
        .arg(&record)
        .arg(env!("CARGO_BIN_EXE_concert-journal-load"))
        .arg(base.join("data"))
        .args(options)
        .stdout(Stdio::null())
        .status()
        .expect("this test needs strace: apt-get install strace");
    assert!(status.success(), "the load ended with {status}");
    trace::read(&record, base)
}

/// Two lives of one journal: the first ends without closing it, the second takes over and closes.
fn two_lives(base: &Path, more: &[&str]) -> Vec<Event> {
    let first = [&["--threads", "4", "--requests", "60", "--leave-open"], more].concat();
    let second = [&["--threads", "4", "--requests", "120", "--from", "60,60,60,60"], more].concat();
    let mut events = record(base, &first);
    events.extend(record(base, &second));
    events
}

/// What became of the states.
#[derive(Debug, Default)]
struct Tally {
    states: usize,
    corrupt: usize,
    lost: usize,
    first: Option<(usize, Failure)>,
}

/// Cuts the power at `states` random moments of a record.
fn cut_power(events: &[Event], states: usize, random: &mut ChaCha8Rng) -> Tally {
    let mut moments: Vec<_> = (0..states).map(|_| random.random_range(0..=events.len())).collect();
    moments.sort_unstable();
    let (mut disk, mut ledger, mut tally) = (Disk::default(), Ledger::default(), Tally::default());
    let mut done = 0;
    for moment in moments {
        for event in &events[done..moment] {
            match event {
                Event::Told(line) => ledger.hear(line),
                other => disk.happen(other),
            }
        }
        done = moment;
        let folder = quick_folder();
        disk.lose_power(random, folder.path());
        tally.states += 1;
        let Err(failure) = ledger.check(&folder.path().join("data")) else { continue };
        match failure {
            Failure::Corrupt(_) => tally.corrupt += 1,
            Failure::Lost(_) => tally.lost += 1,
        }
        tally.first.get_or_insert((moment, failure));
    }
    tally
}

/// A folder in memory where there is one: the states are opened by the thousand.
fn quick_folder() -> TempDir {
    tempdir_in("/dev/shm").or_else(|_| tempdir_in(env!("CARGO_TARGET_TMPDIR"))).unwrap()
}

fn seed() -> u64 {
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    let seed = number_from("CONCERT_SEED").unwrap_or_else(clock);
    println!("CONCERT_SEED={seed}");
    seed
}

#[test]
fn nothing_acknowledged_is_lost_with_the_power_and_the_journal_is_never_corrupt() {
    let states = number_from("CONCERT_POWER_STATES").unwrap_or(2_000) as usize;
    let base = tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let events = two_lives(base.path(), &[]);
    let acknowledged = events.iter().filter(|event| matches!(event, Event::Told(_))).count();
    assert!(acknowledged > 480, "every request was acknowledged, and more");
    let tally = cut_power(&events, states, &mut ChaCha8Rng::seed_from_u64(seed()));
    println!("{} events, {acknowledged} acknowledgements: {tally:?}", events.len());
    assert_eq!((tally.corrupt, tally.lost), (0, 0), "{:?}", tally.first);
}

#[test]
fn a_load_that_does_not_wait_for_the_disk_is_caught() {
    let base = tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let events = two_lives(base.path(), &["--synchronous-off"]);
    let tally = cut_power(&events, 200, &mut ChaCha8Rng::seed_from_u64(seed()));
    println!("{} events, without waiting: {tally:?}", events.len());
    assert!(tally.corrupt + tally.lost > 0, "the power-loss test is blind");
}
