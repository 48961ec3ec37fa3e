//! How long latent classes take to pass the gate on the two tables on which the usual sampler does
//! not: R-hat below 1.01 and 400 effective draws; or to the refusal, which is printed.

use std::ops::ControlFlow;

use concert_estimate::{CaptureTable, History, LatentClassSettings, latent_classes};

fn main() {
    divan::main();
}

/// UK 2013 (Silverman 2014), lists LA, NG, PF+NCA, GO, GP.
const UK: &[(u16, u64)] = &[
    (1, 54),
    (2, 463),
    (4, 995),
    (8, 695),
    (16, 316),
    (3, 15),
    (5, 19),
    (9, 3),
    (6, 62),
    (10, 19),
    (18, 1),
    (12, 76),
    (20, 11),
    (24, 8),
    (7, 1),
    (11, 1),
    (14, 4),
    (15, 1),
];

/// The Netherlands 2010 to 2015 (as in `MSETools`), lists I+O, K, P, R, Z.
const NETHERLANDS: &[(u16, u64)] = &[
    (1, 756),
    (2, 1299),
    (4, 4466),
    (8, 650),
    (16, 632),
    (3, 1),
    (5, 81),
    (9, 5),
    (17, 73),
    (6, 44),
    (18, 4),
    (12, 82),
    (20, 125),
    (24, 2),
    (13, 2),
    (21, 11),
    (28, 1),
];

fn to_the_gate(cells: &[(u16, u64)]) {
    let cells = cells.iter().map(|&(bits, count)| (History::new(bits), count));
    let table = CaptureTable::new(["a", "b", "c", "d", "e"], cells).expect("a published table");
    let settings = LatentClassSettings::default();
    match latent_classes(&table, &settings, &mut |_, _| ControlFlow::Continue(())) {
        Ok(result) => println!(
            "{:.0} {:.0?}, R-hat {:.4}, {:.0} effective draws ({:.0} in the tails), {} rounds, {:?}",
            result.population,
            result.interval95,
            result.r_hat,
            result.effective_draws,
            result.tail_effective_draws,
            result.rounds,
            result.modes,
        ),
        Err(reason) => println!("refused: {reason}"),
    }
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn uk_five_lists() {
    to_the_gate(UK);
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn netherlands_five_lists() {
    to_the_gate(NETHERLANDS);
}
