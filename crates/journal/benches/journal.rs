//! How fast statements are kept, replayed and proven.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::thread;

use concert_journal::{Hold, Journal, NewEntry, Request, Verdict, Writer, verify};
use divan::Bencher;
use divan::counter::ItemsCount;
use tempfile::TempDir;

fn main() {
    divan::main();
}

const MILLION: u64 = 1_000_000;

fn open(dir: &Path) -> Writer<()> {
    let hold = Hold::take(dir).expect("a new journal");
    hold.writer((), 0, &mut |_, _| {}).expect("a new writer")
}

/// An entry with a body of 64 bytes.
fn entry(number: u64) -> NewEntry {
    let mut salt = [0; 32];
    salt[..8].copy_from_slice(&number.to_le_bytes());
    NewEntry { salt, body: salt.repeat(2) }
}

fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder")
}

fn submit(writer: &Writer<()>, numbers: std::ops::Range<u64>) {
    let request = Request { at: 0, key: None };
    let decide = move |&(): &(), _| Ok::<_, Infallible>(numbers.map(entry).collect());
    writer.submit(request, decide).expect("a durable append");
}

/// A journal of a million entries in a thousand commits. It is kept for the next run.
fn million() -> &'static Path {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("million");
        let size = Journal::open(&folder).and_then(|journal| journal.size());
        if size.unwrap_or(0) < MILLION {
            let writer = open(&folder);
            let size = writer.journal().size().expect("a size");
            for start in (size..MILLION).step_by(1_000) {
                submit(&writer, start..start + 1_000);
            }
        }
        folder
    });
    &FOLDER
}

/// Requests of one entry each, each waiting until it is durable, from so many threads at once.
#[divan::bench(args = [1, 8, 64], sample_count = 5, sample_size = 1)]
fn append(bencher: Bencher, threads: u64) {
    const EACH: u64 = 200;
    let folder = folder();
    let writer = open(folder.path());
    bencher.counter(ItemsCount::new(threads * EACH)).bench(|| {
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| (0..EACH).for_each(|number| submit(&writer, number..number + 1)));
            }
        });
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn replay_a_million(bencher: Bencher) {
    let journal = Journal::open(million()).expect("the journal");
    bencher.counter(ItemsCount::new(MILLION)).bench(|| {
        let mut bytes = 0;
        let size = journal.replay(0, &mut |_, _| {}, |_, _, body| {
            bytes += body.map_or(0, <[u8]>::len);
            Ok(())
        });
        assert_eq!((size.ok(), bytes), (Some(MILLION), 64_000_000));
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn verify_a_million(bencher: Bencher) {
    let dir = million();
    bencher.counter(ItemsCount::new(MILLION)).bench(|| {
        let verdict = verify(dir, None, &mut |_, _| {});
        assert!(matches!(verdict, Ok(Verdict::Sound { .. })));
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn open_a_million(bencher: Bencher) {
    let dir = million();
    bencher.bench(|| Hold::take(dir).expect("the journal"));
}

#[divan::bench]
fn prove_inclusion_in_a_million(bencher: Bencher) {
    let journal = Journal::open(million()).expect("the journal");
    bencher.bench(|| journal.prove_inclusion(divan::black_box(421_337), MILLION).expect("a proof"));
}

#[divan::bench]
fn prove_consistency_with_half_a_million(bencher: Bencher) {
    let journal = Journal::open(million()).expect("the journal");
    bencher.bench(|| journal.prove_consistency(421_337, MILLION).expect("a proof"));
}
