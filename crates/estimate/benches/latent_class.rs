//! How long latent classes take to pass the gate on the two tables on which the usual sampler does
//! not: R-hat below 1.01 and 400 effective draws; or to the refusal, which is printed.

use std::ops::ControlFlow;

use concert_estimate::{LatentClassSettings, latent_classes};

#[path = "../tests/published/reference_table.rs"]
#[expect(dead_code, reason = "the published tables are read here, their results are not")]
mod reference_table;

fn main() {
    divan::main();
}

fn to_the_gate(name: &str) {
    let table = reference_table::table(name);
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
    to_the_gate("uk_5list");
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn netherlands_five_lists() {
    to_the_gate("netherlands_5list");
}
