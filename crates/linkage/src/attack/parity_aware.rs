//! The attack that knows of parities: an encoding's bits are predicted from tokens, with all interactions that a parity has.
//!
//! A hardened bit is the parity of `t` bits of a filter. A linear attacker sees little of it, because a single token shifts such a
//! bit hardly at all. But two people who share most tokens have mostly equal bits whatever the key: if a share `d` of the
//! bits of their filters differ, a parity of `t` of them is equal with probability `(1 + (1 - 2d)^t) / 2`. That is a covariance,
//! `(1 - 2d)^t` between the bits as signs, and it is known from tokens alone. The best linear prediction of a candidate's encoding from known
//! pairs, all orders of interaction included, is therefore a Gaussian process regression with this kernel (Rasmussen and Williams 2006,
//! chapter 2), one for all bits at once; each encoding is given to the candidate under whose prediction it is the most likely.
//! `t = 1` is a plain filter, `t = 2` folding and rule 90.
//!
//! Where the settings of an encoding are public, the attacker has them ([`Design`]); otherwise they are estimated from the
//! similarities of the known encodings.

use std::ops::ControlFlow;

use ndarray::{Array2, Axis};
use rayon::prelude::*;

use super::dense::{self, Cholesky};
use super::{Attack, Outcome, Split, TokenSets, as_numbers, best};
use crate::{Filters, Interrupted, Tell};

/// What is public of how an encoding is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Design {
    /// How likely it is that a token of weight 1 sets a given bit of the filter: the positions that a token sets, over the
    /// bits of the filter before hardening.
    pub rate: f32,
    /// Of how many bits of the filter a bit of the encoding is the parity: 1 for a plain filter.
    pub inputs: u8,
    /// How much of the covariance is left: 1, or less where bits are flipped at random.
    pub clarity: f32,
}

/// Added to the covariance of each known record with itself: what the model does not explain.
const NUGGET: f32 = 0.02;
/// Records from whose similarities a design is estimated.
const ESTIMATED_FROM: usize = 600;

/// Attacks the victims of a split. Without a `design` it is estimated from the known pairs.
///
/// # Panics
/// If `encodings` and `plain` have different numbers of records, or a record of the split is none of theirs.
pub fn attack(
    encodings: &Filters,
    plain: &TokenSets,
    split: &Split,
    design: Option<Design>,
    tell: &mut Tell<'_>,
) -> Result<Outcome, Interrupted> {
    assert_eq!(encodings.len(), plain.len(), "each encoding has its tokens");
    let mut step = |done: u64| match tell(done, 4) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Interrupted),
    };
    step(0)?;
    let mut outcome = Outcome {
        attack: Attack::KnownPairsParityAware,
        known: split.known.len(),
        tried: split.victims.len(),
        right: 0,
        candidates: split.candidates.len(),
    };
    if split.known.is_empty() || split.victims.is_empty() {
        return Ok(outcome);
    }
    let signs = as_numbers(encodings, &split.known, 1.0, -1.0);
    let design = design.unwrap_or_else(|| estimate(&signs, plain, &split.known));
    let mut covariance = covariances(plain, &split.known, &split.known, design);
    for i in 0..split.known.len() {
        covariance[[i, i]] = 1.0 + NUGGET;
    }
    let factor = Cholesky::new(covariance);
    step(1)?;
    let mut explained = signs.reversed_axes().as_standard_layout().into_owned();
    factor.solve(&mut explained);
    step(2)?;
    let with_known = covariances(plain, &split.candidates, &split.known, design);
    let mut predicted = dense::inner_products(&with_known, &explained);
    step(3)?;
    // The log-likelihood of signs y under predicted means m: the sum of y atanh(m) + ln(1 - m^2) / 2, without a constant.
    let bases: Vec<f32> = predicted
        .axis_iter_mut(Axis(0))
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|mut row| {
            let mut base = 0.0;
            row.mapv_inplace(|mean| {
                let mean = mean.clamp(-0.98, 0.98);
                base += 0.5 * (1.0 - mean * mean).ln();
                mean.atanh()
            });
            base
        })
        .collect();
    for part in split.victims.chunks(1024) {
        let signs = as_numbers(encodings, part, 1.0, -1.0);
        let scores = dense::inner_products(&signs, &predicted);
        outcome.right += part
            .par_iter()
            .enumerate()
            .filter(|&(number, &victim)| {
                let own = scores.row(number);
                let guess = best(own.iter().zip(&bases).map(|(score, base)| score + base));
                guess.is_some_and(|guess| {
                    plain.same(split.candidates[guess] as usize, victim as usize)
                })
            })
            .count();
    }
    Ok(outcome)
}

/// The covariance of the signs of two encodings, of which the filters are set by tokens of weights `a` and `b`, `shared` of them
/// in both: a bit of a filter is not set by tokens of weight `w` with probability `exp(-rate w)`.
fn covariance(a: f32, b: f32, shared: f32, design: Design) -> f32 {
    let unset = |weight: f32| (-design.rate * weight).exp();
    let differing = unset(a) + unset(b) - 2.0 * unset(a + b - shared);
    design.clarity * (1.0 - 2.0 * differing).powi(i32::from(design.inputs))
}

/// The covariances of some records (rows) with others (columns).
fn covariances(plain: &TokenSets, rows: &[u32], columns: &[u32], design: Design) -> Array2<f32> {
    let unset = |weight: f32| (-design.rate * weight).exp();
    let totals: Vec<f32> = columns.iter().map(|&record| plain.total(record as usize)).collect();
    let alone: Vec<f32> = totals.iter().map(|&total| unset(total)).collect();
    let mut matrix = plain.shared_weights(rows, columns);
    matrix.axis_iter_mut(Axis(0)).collect::<Vec<_>>().into_par_iter().zip(rows).for_each(
        |(mut row, &record)| {
            let own = plain.total(record as usize);
            let row = row.as_slice_mut().expect("rows are contiguous");
            let own_alone = unset(own);
            for ((value, &total), &alone) in row.iter_mut().zip(&totals).zip(&alone) {
                let differing = own_alone + alone - 2.0 * unset(own + total - *value);
                *value = design.clarity * (1.0 - 2.0 * differing).powi(i32::from(design.inputs));
            }
        },
    );
    matrix
}

/// The design under which the covariances come nearest, in least squares, to those of the known encodings.
fn estimate(signs: &Array2<f32>, plain: &TokenSets, known: &[u32]) -> Design {
    let few = known.len().min(ESTIMATED_FROM);
    let signs = signs.slice_axis(Axis(0), ndarray::Slice::from(..few)).to_owned();
    let observed = dense::inner_products(&signs, &signs) / signs.ncols() as f32;
    let totals: Vec<f32> =
        known[..few].iter().map(|&record| plain.total(record as usize)).collect();
    let typical = totals.iter().sum::<f32>() / few as f32;
    let mut pairs = Vec::with_capacity(few * few / 2);
    for i in 0..few {
        for j in 0..i {
            let shared = plain.shared(known[i] as usize, known[j] as usize);
            pairs.push((totals[i], totals[j], shared, observed[[i, j]]));
        }
    }
    let mut trials = Vec::new();
    for inputs in [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24] {
        for share in 1..=16 {
            // The density of the filter, from which its rate follows.
            let density = 0.035 * share as f32;
            trials.push(Design {
                rate: -(1.0 - density).ln() / typical.max(1e-6),
                inputs,
                clarity: 1.0,
            });
        }
    }
    let errors: Vec<(f64, f32)> = trials
        .par_iter()
        .map(|&trial| {
            let (mut square, mut product) = (1e-12_f64, 0.0_f64);
            for &(a, b, shared, observed) in &pairs {
                let expected = f64::from(covariance(a, b, shared, trial));
                square += expected * expected;
                product += expected * f64::from(observed);
            }
            let clarity = (product / square).clamp(0.05, 1.0);
            // The sum of squared errors, without the part that no trial changes.
            (clarity * clarity * square - 2.0 * clarity * product, clarity as f32)
        })
        .collect();
    let best = best(errors.iter().map(|&(error, _)| -error as f32)).unwrap_or(0);
    Design { clarity: errors[best].1, ..trials[best] }
}
