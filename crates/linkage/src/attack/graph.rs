//! Graph matching: encodings resemble one another as the people do, and the resemblances tell who is who.
//!
//! Nothing is known of any encoding: the attacker has their similarities and a list of people, and looks for the
//! assignment under which both tables of similarities agree (Vidanage, Christen, Ranbaduge and Schnell 2020; Heng, Armknecht, Chen and Schnell
//! 2022; Schaefer, Armknecht and Heng 2024). Ours begins with a description of each node that names nobody, the sorted profile of its
//! similarities and its neighbours' profiles; the pairs that fit best both ways become seeds. From then on a node is described by its
//! similarities to the seeds, as in an attack with known pairs, and in each round more of the pairs that fit best both ways are
//! taken as seeds, so that right ones push wrong ones out.

use std::ops::ControlFlow;

use ndarray::{Array2, Axis};
use rayon::prelude::*;

use super::{Attack, Outcome, TokenSets, as_numbers, dense};
use crate::{Filters, Interrupted, Tell};

/// The greatest similarities of a node that describe it.
const PROFILE: usize = 64;
/// Neighbours whose profiles describe a node too.
const NEIGHBOURS: usize = 8;
/// Rounds of refinement.
const ROUNDS: usize = 16;

/// Attacks the encodings of `victims` from among `candidates`: numbers of records of `plain`, of which the first belong to
/// the encodings, in their order. With more encodings than people on either side the overlap is partial. Of equally good candidates the first is taken: let their
/// order say nothing. Memory and time grow with the square of their numbers: for at most a few thousand.
///
/// Encodings beyond the records of `plain` may be attacked and are nobody's: decoys.
pub fn attack(
    encodings: &Filters,
    plain: &TokenSets,
    victims: &[u32],
    candidates: &[u32],
    tell: &mut Tell<'_>,
) -> Result<Outcome, Interrupted> {
    let mut step = |done: usize| match tell(done as u64, ROUNDS as u64 + 1) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Interrupted),
    };
    step(0)?;
    let people = victims.iter().filter(|&&victim| (victim as usize) < plain.len()).count();
    let mut outcome = Outcome {
        attack: Attack::Graph,
        known: 0,
        tried: people,
        right: 0,
        candidates: candidates.len(),
    };
    if victims.len() < 3 || candidates.len() < 3 {
        return Ok(outcome);
    }
    let encoded = similarities_of_encodings(encodings, victims);
    let mut clear = similarities_of_people(plain, candidates);
    calibrate(&mut clear, &encoded);
    let mut scores = dense::inner_products(&described(&encoded), &described(&clear));
    for round in 0..ROUNDS {
        step(round + 1)?;
        let pairs = mutual(&scores);
        let share = 0.1 + 0.9 * round as f64 / (ROUNDS - 1) as f64;
        let kept = ((pairs.len() as f64 * share) as usize).max(pairs.len().min(8));
        let seeds = &pairs[..kept];
        if seeds.is_empty() {
            break;
        }
        let left = standardised(select(&encoded, seeds.iter().map(|seed| seed.0)));
        let right = standardised(select(&clear, seeds.iter().map(|seed| seed.1)));
        scores = dense::inner_products(&left, &right);
    }
    outcome.right = victims
        .iter()
        .enumerate()
        .filter(|&(number, &victim)| {
            let guess = super::best(scores.row(number).iter().copied());
            (victim as usize) < plain.len()
                && guess
                    .is_some_and(|guess| plain.same(candidates[guess] as usize, victim as usize))
        })
        .count();
    Ok(outcome)
}

/// Dice coefficients of all pairs; none of a row with itself.
fn similarities_of_encodings(encodings: &Filters, rows: &[u32]) -> Array2<f32> {
    let bits = as_numbers(encodings, rows, 0.0, 1.0);
    let ones: Vec<f32> = rows.iter().map(|&row| encodings.ones(row as usize) as f32).collect();
    dice(dense::inner_products(&bits, &bits), &ones)
}

fn similarities_of_people(plain: &TokenSets, records: &[u32]) -> Array2<f32> {
    let totals: Vec<f32> = records.iter().map(|&record| plain.total(record as usize)).collect();
    dice(plain.shared_weights(records, records), &totals)
}

fn dice(mut shared: Array2<f32>, sizes: &[f32]) -> Array2<f32> {
    for ((i, j), value) in shared.indexed_iter_mut() {
        *value = if i == j { 0.0 } else { 2.0 * *value / (sizes[i] + sizes[j]).max(1e-6) };
    }
    shared
}

/// Gives the values of one table the distribution of the other's: encodings see similarities through noise and saturation, which
/// keep their order only.
fn calibrate(values: &mut Array2<f32>, to: &Array2<f32>) {
    let sorted = |table: &Array2<f32>| {
        let stride = (table.len() / 200_000).max(1) | 1;
        let mut sample: Vec<f32> = table.iter().step_by(stride).copied().collect();
        sample.sort_unstable_by(f32::total_cmp);
        sample
    };
    let (own, other) = (sorted(values), sorted(to));
    let mapped = |value: f32| {
        let low = own.partition_point(|&x| x < value);
        let high = own.partition_point(|&x| x <= value);
        let place = (low + high) as f64 / 2.0 / own.len() as f64 * (other.len() - 1) as f64;
        let below = (place as usize).min(other.len() - 1);
        let above = (below + 1).min(other.len() - 1);
        let part = (place - below as f64) as f32;
        other[below] * (1.0 - part) + other[above] * part
    };
    let rows: Vec<_> = values.axis_iter_mut(Axis(0)).collect();
    rows.into_par_iter().for_each(|mut row| row.mapv_inplace(mapped));
}

/// What describes each node without naming another: its greatest similarities in order, and the means of those of its
/// nearest neighbours.
fn described(similarities: &Array2<f32>) -> Array2<f32> {
    let nodes = similarities.nrows();
    let profile = PROFILE.min(nodes - 1);
    let ranked: Vec<Vec<(f32, usize)>> = similarities
        .axis_iter(Axis(0))
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|row| {
            let mut all: Vec<(f32, usize)> = row.iter().copied().zip(0..).collect();
            let order =
                |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
            all.select_nth_unstable_by(profile - 1, order);
            all.truncate(profile);
            all.sort_unstable_by(order);
            all
        })
        .collect();
    let neighbours = NEIGHBOURS.min(profile);
    let mut features = Array2::zeros((nodes, 2 * profile + 1));
    for (node, own) in ranked.iter().enumerate() {
        for (place, &(value, _)) in own.iter().enumerate() {
            features[[node, place]] = value;
        }
        for &(_, neighbour) in &own[..neighbours] {
            for (place, &(value, _)) in ranked[neighbour].iter().enumerate() {
                features[[node, profile + place]] += value / neighbours as f32;
            }
        }
        features[[node, 2 * profile]] = similarities.row(node).sum() / nodes as f32;
    }
    standardised(features)
}

/// Each column less its mean and over its deviation, then each row of length 1.
fn standardised(mut table: Array2<f32>) -> Array2<f32> {
    let means = table.mean_axis(Axis(0)).expect("nodes");
    table -= &means;
    let scales = table
        .mapv(|value| value * value)
        .mean_axis(Axis(0))
        .expect("nodes")
        .mapv(|square| square.sqrt().max(1e-6));
    table /= &scales;
    for mut row in table.axis_iter_mut(Axis(0)) {
        let length = row.dot(&row).sqrt().max(1e-6);
        row /= length;
    }
    table
}

/// Some columns of a table.
fn select(table: &Array2<f32>, columns: impl Iterator<Item = usize>) -> Array2<f32> {
    let columns: Vec<usize> = columns.collect();
    Array2::from_shape_fn((table.nrows(), columns.len()), |(row, column)| {
        table[[row, columns[column]]]
    })
}

/// Pairs each of which is the other's best, those that stand out most from the second best first.
fn mutual(scores: &Array2<f32>) -> Vec<(usize, usize)> {
    let mut of_column = vec![(f32::NEG_INFINITY, usize::MAX); scores.ncols()];
    for (row, values) in scores.axis_iter(Axis(0)).enumerate() {
        for (best, &value) in of_column.iter_mut().zip(values) {
            if value > best.0 {
                *best = (value, row);
            }
        }
    }
    let mut pairs: Vec<(f32, usize, usize)> = scores
        .axis_iter(Axis(0))
        .enumerate()
        .filter_map(|(row, values)| {
            let (mut first, mut second, mut place) = (f32::NEG_INFINITY, f32::NEG_INFINITY, 0);
            for (column, &value) in values.iter().enumerate() {
                if value > first {
                    (second, first, place) = (first, value, column);
                } else if value > second {
                    second = value;
                }
            }
            (of_column[place].1 == row).then_some((first - second, row, place))
        })
        .collect();
    pairs.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    pairs.into_iter().map(|(_, row, column)| (row, column)).collect()
}
