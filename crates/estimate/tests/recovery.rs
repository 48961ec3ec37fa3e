//! Planted truth: simulated populations whose size is known.

#![expect(clippy::unwrap_used, reason = "a simulation that cannot be run has failed")]

use std::ops::ControlFlow;

use concert_estimate::{CaptureTable, History, Method, Settings, estimate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const POPULATION: usize = 2000;

/// Four lists of a population; who is on the first is twice as likely to be on the second.
fn simulated(random: &mut ChaCha8Rng) -> CaptureTable {
    let mut counts = [0; 16];
    for _ in 0..POPULATION {
        let first = random.random_bool(0.15);
        let second = random.random_bool(if first { 0.30 } else { 0.15 });
        let others = [random.random_bool(0.20), random.random_bool(0.12)];
        let on = [first, second, others[0], others[1]];
        counts[(0..4).filter(|&list| on[list]).map(|list| 1 << list).sum::<usize>()] += 1;
    }
    let cells = (1..16_u16).map(|history| (History::new(history), counts[usize::from(history)]));
    CaptureTable::new(["first", "second", "third", "fourth"], cells).unwrap()
}

#[test]
fn intervals_cover_the_planted_population_as_often_as_they_say() {
    let mut random = ChaCha8Rng::seed_from_u64(42);
    let methods = vec![Method::LoglinearBic, Method::LoglinearStepwise];
    let settings = Settings { replicates: 200, ..Settings::of_methods(methods) };
    let (mut covered, mut relative_width) = ([0; 2], 0.0);
    for _ in 0..100 {
        let table = simulated(&mut random);
        let report = estimate(&table, &settings, &mut |_, _| ControlFlow::Continue(()));
        for (count, estimate) in covered.iter_mut().zip(&report.estimates) {
            let [low, high] = estimate.interval95.unwrap();
            let truth = POPULATION as f64;
            *count += u32::from(low <= truth && truth <= high);
            relative_width += (high - low) / truth / 200.0;
        }
    }
    // If the intervals covered in 95 % of all worlds, fewer than 82 of 100 would happen once in a
    // million times.
    assert!(covered.iter().all(|&count| count >= 82), "{covered:?}");
    assert!(relative_width < 0.6, "{relative_width}");
}
