//! Latent classes beside LCMCR, the program of the model's author, where its chains agree.

use std::ops::ControlFlow;

use crate::reference_table::table;
use concert_estimate::{LatentClassSettings, latent_classes};

#[test]
fn new_orleans_agrees_with_two_hundred_chains_of_lcmcr() {
    // Binette and Steorts (2022), stored results: 830 [568, 1379].
    // Five classes are the default of that program.
    let settings = LatentClassSettings { classes: 5, replicas: 12, ..Default::default() };
    let mut go_on = |_: u64, _: u64| ControlFlow::Continue(());
    let found = latent_classes(&table("new_orleans_5list_185"), &settings, &mut go_on).unwrap();
    let near = |found: f64, printed: f64, allowed: f64| {
        assert!((found / printed - 1.0).abs() < allowed, "{found}, printed {printed}");
    };
    // 400 effective draws know the median to one and a half hundredths and the limits to five.
    near(found.population, 830.0, 0.06);
    near(found.interval95[0], 568.0, 0.12);
    near(found.interval95[1], 1379.0, 0.2);
    assert_eq!(found.modes.len(), 1);
}
