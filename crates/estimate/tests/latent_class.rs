//! Latent classes against answers that were found another way.

#![expect(clippy::unwrap_used, reason = "a simulation that cannot be run has failed")]

#[path = "published/reference_table.rs"]
#[expect(dead_code, reason = "a published table is read here, results are not")]
mod reference_table;

use std::ops::ControlFlow;

use concert_estimate::{
    CaptureTable, History, LatentClassSettings, LatentClasses, NoLatentClasses, latent_classes,
    quantile_type_8,
};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn table(cells: &[(u16, u64)]) -> CaptureTable {
    let cells = cells.iter().map(|&(bits, count)| (History::new(bits), count));
    CaptureTable::new(["police", "shelter", "hotline"], cells).unwrap()
}

/// Invented figures, 33 people.
fn small() -> CaptureTable {
    table(&[(1, 9), (2, 7), (4, 5), (3, 5), (5, 3), (6, 2), (7, 2)])
}

/// A ladder that is long enough for small tables.
fn short(classes: usize) -> LatentClassSettings {
    LatentClassSettings { classes, replicas: 6, ..LatentClassSettings::default() }
}

/// Share of draws at or below a value.
fn at_most(result: &LatentClasses, value: f64) -> f64 {
    let below = result.draws.iter().filter(|draw| **draw <= value).count();
    below as f64 / result.draws.len() as f64
}

#[test]
fn one_class_is_the_bayesian_independence_model() {
    // With uniform probabilities and the prior 1 / N, the posterior of N is proportional to
    // (N - 1)! / (N - n)! times the product of the beta functions B(n_j + 1, N - n_j + 1).
    let table = small();
    let on: Vec<f64> = (0..3).map(|list| table.overlap(History::of(&[list])) as f64).collect();
    let observed = table.observed() as f64;
    let (mut population, mut probability) = (observed, 1.0);
    let (mut populations, mut sums) = (Vec::new(), vec![0.0]);
    while probability > 1e-12 || populations.len() < 100 {
        populations.push(population);
        sums.push(sums[sums.len() - 1] + probability);
        probability *= population / (population - observed + 1.0);
        for on in &on {
            probability *= (population + 1.0 - on) / (population + 2.0);
        }
        population += 1.0;
    }
    let total = sums[sums.len() - 1];
    let result = latent_classes(&table, &short(1), &mut go_on).unwrap();
    for exact in [0.05, 0.25, 0.5, 0.75, 0.95] {
        let i = sums.iter().position(|sum| *sum >= exact * total).unwrap();
        let (exact, found) = (sums[i] / total, at_most(&result, populations[i - 1]));
        // Four standard errors of 400 draws, which are the fewest that are let through.
        assert!((found - exact).abs() < 4.0 * (exact * (1.0 - exact) / 400.0).sqrt());
    }
}

/// The prior of the paper, drawn from as it is written there, and what it says about people with
/// each history: the weights are `v(k)` times the product of `1 - v` before.
fn histories_by_the_prior(classes: usize, random: &mut impl Rng) -> [f64; 8] {
    let normal = |random: &mut dyn Rng| {
        let radius = (-2.0 * (1.0 - random.random::<f64>()).ln()).sqrt();
        radius * (std::f64::consts::TAU * random.random::<f64>()).cos()
    };
    // Marsaglia and Tsang (2000) for a gamma variable of shape 5/4; a power of a uniform one makes
    // the shape 1/4.
    let d: f64 = 1.25 - 1.0 / 3.0;
    let concentration = loop {
        let x = normal(random);
        let v = (1.0 + x / (9.0 * d).sqrt()).powi(3);
        if v > 0.0 && (1.0 - random.random::<f64>()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            break 4.0 * d * v * random.random::<f64>().powi(4);
        }
    };
    let mut histories = [0.0; 8];
    let mut left = 1.0;
    for k in 0..classes {
        let kept = random.random::<f64>().powf(1.0 / concentration);
        let weight = if k + 1 == classes { left } else { left * (1.0 - kept) };
        left *= kept;
        let on: [f64; 3] = std::array::from_fn(|_| random.random());
        for (bits, history) in histories.iter_mut().enumerate() {
            let of = |j: usize| if bits >> j & 1 == 1 { on[j] } else { 1.0 - on[j] };
            *history += weight * (0..3).map(of).product::<f64>();
        }
    }
    histories
}

#[test]
fn several_classes_agree_with_weighing_draws_from_the_prior() {
    let table = small();
    let mut random = ChaCha8Rng::seed_from_u64(5);
    // People who are seen are multinomial among the histories.
    let mut weighted: Vec<(f64, f64)> = (0..300_000)
        .map(|_| {
            let histories = histories_by_the_prior(3, &mut random);
            let seen = 1.0 - histories[0];
            let cells = table.cells().iter();
            let ln_weight: f64 = cells
                .map(|&(history, n)| {
                    n as f64 * (histories[usize::from(history.bits())] / seen).ln()
                })
                .sum();
            (seen, ln_weight)
        })
        .collect();
    let top = weighted.iter().map(|draw| draw.1).fold(f64::NEG_INFINITY, f64::max);
    for draw in &mut weighted {
        draw.1 = (draw.1 - top).exp();
    }
    let total: f64 = weighted.iter().map(|draw| draw.1).sum();
    let squares: f64 = weighted.iter().map(|draw| draw.1 * draw.1).sum();
    let worth = total * total / squares;
    assert!(worth > 1000.0, "{worth}");
    let result = latent_classes(&table, &short(3), &mut go_on).unwrap();
    let mut ascending = result.draws.clone();
    ascending.sort_by(f64::total_cmp);
    for p in [0.1, 0.3, 0.5, 0.7, 0.9] {
        // The probability of so many hidden people or fewer, by summing the negative binomial.
        let limit = quantile_type_8(&ascending, p).floor();
        let people = table.observed() as f64;
        let at_most_hidden = |seen: f64| {
            let (mut probability, mut sum) = (seen.powf(people), 0.0);
            for hidden in 0..=(limit - people) as u64 {
                sum += probability;
                probability *= (1.0 - seen) * (people + hidden as f64) / (hidden as f64 + 1.0);
            }
            sum
        };
        let exact =
            weighted.iter().map(|draw| draw.1 * at_most_hidden(draw.0)).sum::<f64>() / total;
        let found = at_most(&result, limit);
        let error = (exact * (1.0 - exact) * (1.0 / 400.0 + 1.0 / worth)).sqrt();
        assert!((found - exact).abs() < 4.0 * error, "{p}: {found} {exact}");
    }
}

#[test]
fn a_planted_population_of_two_kinds_is_found() {
    // 3,000 people whom lists reach with 45 %, and 2,000 whom they reach with 10 %, most of whom
    // one kind of people, all equally likely to be on a list, would not explain.
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let mut counts = [0; 16];
    for person in 0..5000 {
        let reached = if person < 3000 { 0.45 } else { 0.10 };
        let bits: usize = (0..4).map(|j| usize::from(random.random_bool(reached)) << j).sum();
        counts[bits] += 1;
    }
    let cells = (1..16_u16).map(|bits| (History::new(bits), counts[usize::from(bits)]));
    let table = CaptureTable::new(["a", "b", "c", "d"], cells).unwrap();
    let settings = LatentClassSettings { classes: 3, replicas: 14, ..Default::default() };
    let result = latent_classes(&table, &settings, &mut go_on).unwrap();
    let [low, high] = result.interval95;
    assert!(low < 5000.0 && 5000.0 < high && high < 9000.0, "{:?}", result.interval95);
    let one_kind = LatentClassSettings { classes: 1, ..settings };
    let one_kind = latent_classes(&table, &one_kind, &mut go_on).unwrap();
    assert!(one_kind.interval95[1] < 4600.0, "{:?}", one_kind.interval95);
}

#[test]
fn the_same_seed_gives_the_same_draws_and_another_gives_others() {
    let [first, again, other] = [1, 1, 2].map(|seed| {
        let settings = LatentClassSettings { seed, rounds: 4000, ..short(2) };
        latent_classes(&small(), &settings, &mut go_on).unwrap()
    });
    assert_eq!(first, again);
    assert_ne!(first.draws, other.draws);
    let text = serde_json::to_string(&first).unwrap();
    let read: LatentClasses = serde_json::from_str(&text).unwrap();
    assert_eq!(read.settings, first.settings);
}

#[test]
fn a_ladder_that_is_too_short_gives_no_number() {
    // The Dutch table (8,234 people; MSETools) from the prior to the posterior in one step: the
    // chains stay where they fell.
    let table = reference_table::table("netherlands_5list");
    let settings = LatentClassSettings { replicas: 2, rounds: 1000, ..Default::default() };
    let refused = latent_classes(&table, &settings, &mut go_on).unwrap_err();
    assert_eq!(refused.code(), Some("estimate/chains-not-converged"));
    let NoLatentClasses::ChainsNotConverged { r_hat, effective_draws, rounds } = refused else {
        panic!("{refused}")
    };
    assert!(r_hat > 1.01 || effective_draws < 400.0, "{r_hat} {effective_draws}");
    assert_eq!(rounds, 900);
}

#[test]
fn what_cannot_be_answered_is_refused_before_any_work() {
    let never = |_: u64, _: u64| -> ControlFlow<()> { panic!("work was done") };
    let code = |table: &CaptureTable, settings: &LatentClassSettings| {
        let refused = latent_classes(table, settings, &mut { never }).unwrap_err();
        refused.code().unwrap()
    };
    let two = [(1, 40), (2, 30), (3, 20)].map(|(bits, count)| (History::new(bits), count));
    let two = CaptureTable::new(["police", "shelter"], two).unwrap();
    let usual = LatentClassSettings::default();
    assert_eq!(code(&two, &usual), "estimate/too-few-lists");
    assert_eq!(
        code(&table(&[(1, 40), (2, 30), (4, 20), (3, 1), (6, 1)]), &usual),
        "estimate/too-few-overlaps"
    );
    for settings in [
        LatentClassSettings { classes: 0, ..usual },
        LatentClassSettings { classes: 33, ..usual },
        LatentClassSettings { chains: 1, ..usual },
        LatentClassSettings { replicas: 1, ..usual },
        LatentClassSettings { rounds: 999, ..usual },
    ] {
        assert_eq!(code(&small(), &settings), "estimate/setting-out-of-range");
    }
}

#[test]
fn whoever_has_heard_enough_ends_the_work() {
    let mut told = 0;
    let mut tell = |done: u64, total: u64| {
        assert!(done <= total);
        told = done;
        if done < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let ended = latent_classes(&small(), &LatentClassSettings::default(), &mut tell);
    assert!(matches!(ended, Err(NoLatentClasses::Interrupted(_))));
    assert_eq!(told, 3);
}

#[test]
fn sixteen_lists_with_many_histories_still_move_and_end_at_once() {
    let mut random = ChaCha8Rng::seed_from_u64(8);
    let mut counts = std::collections::BTreeMap::new();
    for _ in 0..20_000 {
        let bits: u16 = (0..16).map(|j| u16::from(random.random_bool(0.3)) << j).sum();
        *counts.entry(History::new(bits)).or_insert(0) += u64::from(bits > 0);
    }
    counts.remove(&History::new(0));
    let names: Vec<String> = (1..=16).map(|list| format!("list {list}")).collect();
    let table = CaptureTable::new(names, counts).unwrap();
    assert!(table.cells().len() > 5000);
    let mut tell =
        |done, _| if done < 8 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let ended = latent_classes(&table, &LatentClassSettings::default(), &mut tell);
    assert!(matches!(ended, Err(NoLatentClasses::Interrupted(_))));
}
