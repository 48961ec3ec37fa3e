//! Killed at any moment, the journal keeps what it acknowledged and nothing twice.
//!
//! The load generator is killed at a random microsecond, its journal is opened and held against the
//! client's book, and the load goes on where the client left off, with the same idempotency keys
//! for what was not acknowledged. `CONCERT_KILL_POINTS` says how often (200), `CONCERT_SEED`
//! repeats the times of a run.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod ledger;

use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use concert_journal::Hold;
use ledger::Ledger;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const THREADS: u32 = 8;
/// After so many kills a new journal is begun, so that creating one is interrupted as well.
const KILLS_PER_JOURNAL: u32 = 25;

fn number_from(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Runs the load on `dir` and kills it after `life`. Everything it told goes into the ledger.
fn run_and_kill(dir: &Path, life: Duration, ledger: &mut Ledger) {
    // Each thread goes on with the first request that was not acknowledged.
    let last = |thread| ledger.acks.keys().rfind(|request| request.thread == thread);
    let next = |thread| last(thread).map_or(0, |request| request.number + 1).to_string();
    let from: Vec<_> = (0..THREADS).map(next).collect();
    let mut child = Command::new(env!("CARGO_BIN_EXE_concert-journal-load"))
        .arg(dir)
        .args(["--threads", &THREADS.to_string(), "--from", &from.join(",")])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    // The pipe is read meanwhile, or the load would wait for the reader.
    let listener = thread::spawn(move || output.lines().map(Result::unwrap).collect::<Vec<_>>());
    thread::sleep(life);
    child.kill().unwrap();
    child.wait().unwrap();
    for line in listener.join().unwrap() {
        ledger.hear(&line);
    }
    assert_eq!(ledger.halted, None, "the load was killed, it did not stop by itself");
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_however_often_the_writer_is_killed() {
    let kills = number_from("CONCERT_KILL_POINTS").unwrap_or(200) as u32;
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    let seed = number_from("CONCERT_SEED").unwrap_or_else(clock);
    println!("{kills} kills, CONCERT_SEED={seed}");
    let mut random = ChaCha8Rng::seed_from_u64(seed);

    let (mut openings, mut acknowledged) = (Vec::new(), 0);
    let mut folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut ledger = Ledger::default();
    for kill in 0..kills {
        if kill > 0 && kill % KILLS_PER_JOURNAL == 0 {
            acknowledged += ledger.acks.len();
            folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
            ledger = Ledger::default();
        }
        // The first lives are short: they end while the journal is being created.
        let longest = if kill % KILLS_PER_JOURNAL < 5 { 15_000 } else { 300_000 };
        let life = Duration::from_micros(random.random_range(0..longest));
        let dir = folder.path().join("data");
        run_and_kill(&dir, life, &mut ledger);

        let start = Instant::now();
        drop(Hold::take(&dir).unwrap());
        openings.push(start.elapsed());
        if let Err(failure) = ledger.check(&dir) {
            let kept = folder.keep();
            panic!("kill {kill}, CONCERT_SEED={seed}, {}: {failure:?}", kept.display());
        }
    }
    acknowledged += ledger.acks.len();
    openings.sort_unstable();
    let median = openings[openings.len() / 2];
    println!("{acknowledged} requests acknowledged, none lost, none doubled");
    println!("opening after a kill: median {median:?}, longest {:?}", openings.last().unwrap());
    assert!(acknowledged > kills as usize, "the load did hardly anything");
    assert!(median < Duration::from_secs(2), "opening after a kill takes {median:?}");
}
