//! How many pairs of rows a second of one processor compares, by every path, and all pairs of 100,000 rows with
//! 100,000.
//!
//! What is counted is time of the processor, so that other work on the machine disturbs less; the time of each sample that divan
//! prints first is that of the clock on the wall. With
//! `CONCERT_ANONLINK=/path/to/python cargo bench -p concert-linkage --bench dice` and an interpreter that has the packages
//! anonlink and numpy, `peers/anonlink_dice.py` compares the same rows afterwards, and the pairs it finds are set beside ours.

use std::fs;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use concert_linkage::Filters;
use concert_linkage::dice::{AllPairs, Best, BitPair, Hashing, Path, Profile, Threshold};
use divan::counter::ItemsCount;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Rows of either side where a path is measured.
const ROWS: usize = 20_000;
const DENSITY: f64 = 0.3;
const THRESHOLD: f64 = 0.8;

fn main() {
    let wanted = |name: &str| {
        let filters: Vec<String> =
            std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
        filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str()))
    };
    if std::env::args().any(|argument| argument == "--list" || argument == "--test") {
        return divan::main();
    }
    if wanted("processor") {
        per_processor_second();
    }
    if wanted("peer") {
        beside_the_peer();
    }
    divan::main();
}

/// Random rows, and in the second half of them every tenth a noisy copy of a row of the first seed, so that there is
/// something to find.
fn rows(count: usize, bits: usize, seed: u64) -> Filters {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut truth = ChaCha8Rng::seed_from_u64(0);
    let mut filters = Filters::new(bits);
    // A bit is set where a number of eight bits is below the density.
    let random = |rng: &mut ChaCha8Rng, density: f64| -> Vec<u64> {
        let mut bytes = [0_u8; 64];
        (0..bits / 64)
            .map(|_| {
                rng.fill(&mut bytes[..]);
                bytes
                    .iter()
                    .rev()
                    .fold(0, |word, &byte| word << 1 | u64::from(f64::from(byte) < density * 256.0))
            })
            .collect()
    };
    for row in 0..count {
        let person = random(&mut truth, DENSITY);
        let other = random(&mut rng, DENSITY);
        if row % 10 == 9 {
            let share = rng.random_range(0.0..0.4);
            let noise = random(&mut rng, share);
            let mixed = person
                .iter()
                .zip(other)
                .zip(noise)
                .map(|((own, new), mask)| (own & !mask) | (new & mask));
            filters.push(&mixed.collect::<Vec<u64>>());
        } else {
            filters.push(&other);
        }
    }
    filters
}

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn pairs(engine: AllPairs, first: &Filters, second: &Filters) -> Vec<BitPair> {
    let mut found = Vec::new();
    engine
        .between(first, second, &mut |pairs| found.extend_from_slice(pairs), &mut go_on)
        .expect("rows of one length and a threshold in its range");
    found
}

/// Seconds that the threads of this program have had a processor (Linux only; elsewhere those of the wall).
fn processor_seconds(start: Instant) -> f64 {
    let own = || {
        let tasks = fs::read_dir("/proc/self/task").ok()?;
        let nanoseconds = tasks.map(|task| {
            let text = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
            text.split_whitespace().next()?.parse::<f64>().ok()
        });
        nanoseconds.sum::<Option<f64>>().map(|sum| sum / 1e9)
    };
    own().unwrap_or_else(|| start.elapsed().as_secs_f64())
}

/// The least of several runs, in seconds of the processor and of the wall.
fn least(times: usize, mut run: impl FnMut()) -> (f64, f64) {
    let start = Instant::now();
    (0..times).fold((f64::MAX, f64::MAX), |(processor, wall), _| {
        let (before, begun) = (processor_seconds(start), Instant::now());
        run();
        (processor.min(processor_seconds(start) - before), wall.min(begun.elapsed().as_secs_f64()))
    })
}

fn per_processor_second() {
    println!(
        "billion pairs a second of one processor, {ROWS} x {ROWS} rows (portable: a quarter of each), density {DENSITY}, Dice {THRESHOLD}\n"
    );
    println!("| bits | path | pruned | all bits |\n|---|---|---|---|");
    for bits in [512, 1_024, 2_048] {
        let (first, second) = (rows(ROWS, bits, 1), rows(ROWS, bits, 2));
        // The slow path on fewer rows.
        let fewer = (rows(ROWS / 4, bits, 1), rows(ROWS / 4, bits, 2));
        for path in Path::available() {
            let engine =
                AllPairs::new(Threshold::Dice(THRESHOLD)).by(path).expect("an available path");
            let (first, second) =
                if path == Path::Portable { (&fewer.0, &fewer.1) } else { (&first, &second) };
            let speed = |engine: AllPairs| {
                let (seconds, _) = least(5, || drop(black_box(pairs(engine, first, second))));
                (first.len() * second.len()) as f64 / seconds / 1e9
            };
            println!(
                "| {bits} | {path} | {:.3} | {:.3} |",
                speed(engine),
                speed(engine.without_pruning())
            );
        }
    }
    println!();
}

/// All pairs of 100,000 rows with 100,000 on two threads, and the peer on a tenth of either.
fn beside_the_peer() {
    let (first, second) = (rows(100_000, 1_024, 1), rows(100_000, 1_024, 2));
    let engine = AllPairs::new(Threshold::Dice(THRESHOLD));
    let two = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
    let mut found = 0;
    let (processor, wall) =
        least(3, || found = two.install(|| pairs(engine, &first, &second).len()));
    println!("100,000 x 100,000 of 1,024 bits by {}, two threads: {found} pairs", engine.path());
    println!(
        "  {wall:.2} s on the wall, {processor:.2} s of the processor, {:.3} G pairs/s\n",
        10.0 / processor
    );

    let Some(python) = std::env::var_os("CONCERT_ANONLINK") else {
        return println!("anonlink is not asked for (CONCERT_ANONLINK)\n");
    };
    let folder = std::env::temp_dir().join(format!("concert-dice-{}", std::process::id()));
    if let Err(error) = peer(&python.into(), &folder, engine) {
        println!("anonlink was not compared: {error}\n");
    }
    // What was written is of no further use, whether or not all of it could be.
    drop(fs::remove_dir_all(&folder));
}

fn peer(
    python: &PathBuf,
    folder: &std::path::Path,
    engine: AllPairs,
) -> Result<(), Box<dyn std::error::Error>> {
    fs::create_dir_all(folder)?;
    let script =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/anonlink_dice.py");
    for bits in [512, 1_024, 2_048] {
        let (first, second) = (rows(ROWS / 2, bits, 1), rows(ROWS / 2, bits, 2));
        for (name, rows) in [("first", &first), ("second", &second)] {
            let bytes: Vec<u8> = rows.words().iter().flat_map(|word| word.to_le_bytes()).collect();
            fs::write(folder.join(name), bytes)?;
        }
        let answer = Command::new(python)
            .arg(&script)
            .args([
                folder.as_os_str(),
                (bits / 8).to_string().as_ref(),
                THRESHOLD.to_string().as_ref(),
            ])
            .output()?;
        if !answer.status.success() {
            return Err(String::from_utf8_lossy(&answer.stderr).into());
        }
        let answer = String::from_utf8(answer.stdout)?;
        let mut lines = answer.lines();
        let seconds: f64 = lines.next().ok_or("no time")?.parse()?;
        let mut theirs = lines
            .map(|line| {
                let (a, b) = line.split_once(' ').ok_or("no pair")?;
                Ok::<(u32, u32), Box<dyn std::error::Error>>((a.parse()?, b.parse()?))
            })
            .collect::<Result<Vec<_>, _>>()?;
        theirs.sort_unstable();
        let mut ours = Vec::new();
        let (own, _) = least(5, || ours = pairs(engine, &first, &second));
        let mut ours: Vec<(u32, u32)> = ours.iter().map(|pair| (pair.first, pair.second)).collect();
        ours.sort_unstable();
        println!(
            "{bits} bits, {} x {}: anonlink {seconds:.2} s of the processor, ours {own:.4} s: {:.1} times; {} and {} pairs, {}",
            first.len(),
            second.len(),
            seconds / own,
            theirs.len(),
            ours.len(),
            if ours == theirs { "the same" } else { "NOT THE SAME" }
        );
    }
    println!();
    Ok(())
}

#[divan::bench(args = Path::available(), sample_count = 10)]
fn all_pairs_of_10_000_rows(bencher: divan::Bencher<'_, '_>, path: Path) {
    let (first, second) = (rows(10_000, 1_024, 1), rows(10_000, 1_024, 2));
    let engine = AllPairs::new(Threshold::Dice(THRESHOLD)).by(path).expect("an available path");
    bencher
        .counter(ItemsCount::new(100_000_000_usize))
        .bench_local(|| pairs(engine, &first, &second));
}

/// From a floor that a share of all pairs reaches.
#[divan::bench(args = [0.2, 0.5], sample_count = 5)]
fn five_best_partners_of_10_000_rows(bencher: divan::Bencher<'_, '_>, floor: f64) {
    let (first, second) = (rows(10_000, 1_024, 1), rows(10_000, 1_024, 2));
    let best = Best::new(5, Threshold::Dice(floor));
    bencher
        .counter(ItemsCount::new(200_000_000_usize))
        .bench_local(|| best.between(&first, &second, &mut go_on));
}

#[divan::bench(sample_count = 3)]
fn hashing_of_50_000_rows(bencher: divan::Bencher<'_, '_>) {
    let (first, second) = (rows(50_000, 1_024, 1), rows(50_000, 1_024, 2));
    let threshold = Threshold::Dice(THRESHOLD);
    let profile = Profile::between(&first, &second, 1).expect("rows of one length");
    let plan = profile
        .plan(threshold, 0.95)
        .expect("values in their ranges")
        .expect("not too many tables");
    let hashing = Hashing::new(threshold, plan.tables, plan.bits, 1);
    bencher
        .counter(ItemsCount::new(2_500_000_000_usize))
        .bench_local(|| hashing.between(&first, &second, &mut go_on));
}
