//! The linear attack: ridge regression from the bits of encodings to tokens, learned from known pairs.
//!
//! In a filter each token sets a few bits, so whether a token is in a record is nearly a linear function of the record's bits.
//! From `K` known pairs the function is estimated (Hoerl and Kennard 1970, Technometrics 12, 55-67), in whichever form has the smaller
//! system: over bits, or over pairs. The tokens so predicted for an encoding are compared with those of every candidate
//! by the cosine of their deviations from the mean.

use std::ops::ControlFlow;

use ndarray::{Array1, Array2, Axis};
use rayon::prelude::*;

use super::dense::{self, Cholesky};
use super::{Attack, Outcome, Split, TokenSets, as_numbers, best};
use crate::{Filters, Interrupted, Tell};

/// The penalty of the regression, as a share of the mean of the diagonal.
const PENALTY: f32 = 0.1;

/// Attacks the victims of a split with what its known records teach. `encodings` and `plain` speak of the same records in
/// the same order.
///
/// # Panics
/// If their numbers differ, or a record of the split is none of theirs.
pub fn attack(
    encodings: &Filters,
    plain: &TokenSets,
    split: &Split,
    tell: &mut Tell<'_>,
) -> Result<Outcome, Interrupted> {
    assert_eq!(encodings.len(), plain.len(), "each encoding has its tokens");
    let mut step = |done: u64| match tell(done, 3) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Interrupted),
    };
    step(0)?;
    let mut outcome = Outcome {
        attack: Attack::KnownPairs,
        known: split.known.len(),
        tried: split.victims.len(),
        right: 0,
        candidates: split.candidates.len(),
    };
    if split.known.is_empty() || split.victims.is_empty() {
        return Ok(outcome);
    }
    let mut known = as_numbers(encodings, &split.known, 0.0, 1.0);
    let mut victims = as_numbers(encodings, &split.victims, 0.0, 1.0);
    let means = known.mean_axis(Axis(0)).expect("a known pair");
    known -= &means;
    victims -= &means;
    let learned = Learned::of(plain, split);
    let predicted = if known.nrows() < known.ncols() {
        over_pairs(&known, &victims, &learned)
    } else {
        over_bits(&known, &victims, &learned)
    };
    step(1)?;
    let frequency = &learned.frequency;
    let square: f32 = frequency.dot(frequency);
    let lengths: Vec<f32> = split
        .candidates
        .iter()
        .map(|&record| {
            let own: f32 = learned.tokens(plain, record).map(|token| frequency[token]).sum();
            let all = plain.get(record as usize).len() as f32;
            (all - 2.0 * own + square).max(1e-6).sqrt()
        })
        .collect();
    step(2)?;
    outcome.right = split
        .victims
        .par_iter()
        .enumerate()
        .filter(|&(number, &victim)| {
            let row = predicted.row(number);
            let row = row.as_slice().expect("rows are contiguous");
            let base = predicted.row(number).dot(frequency);
            let scores = split.candidates.iter().zip(&lengths).map(|(&candidate, &length)| {
                let own = learned.tokens(plain, candidate).map(|token| row[token]);
                (own.sum::<f32>() - base) / length
            });
            let guess = best(scores).map(|number| split.candidates[number] as usize);
            guess.is_some_and(|guess| plain.same(guess, victim as usize))
        })
        .count();
    Ok(outcome)
}

/// The tokens of known records that a candidate has too: of no other can anything be learned that would tell candidates apart.
struct Learned {
    /// For each distinct token its number among them, or [`NOTHING`].
    numbers: Vec<u32>,
    /// The tokens of each known record, by these numbers.
    of_known: Vec<Vec<u32>>,
    /// In what share of the known records each is.
    frequency: Array1<f32>,
}

const NOTHING: u32 = u32::MAX;

impl Learned {
    fn of(plain: &TokenSets, split: &Split) -> Self {
        let holds = |records: &[u32]| {
            let mut held = vec![false; plain.distinct()];
            for &record in records {
                plain.get(record as usize).iter().for_each(|&token| held[token as usize] = true);
            }
            held
        };
        let mut count = 0;
        let numbers = holds(&split.known).into_iter().zip(holds(&split.candidates));
        let numbers: Vec<u32> = numbers
            .map(|held| {
                let number = if held == (true, true) { count } else { NOTHING };
                count += u32::from(number != NOTHING);
                number
            })
            .collect();
        let mut learned =
            Self { numbers, of_known: Vec::new(), frequency: Array1::zeros(count as usize) };
        for &record in &split.known {
            let own: Vec<u32> = learned.tokens(plain, record).map(|token| token as u32).collect();
            for &token in &own {
                learned.frequency[token as usize] += 1.0 / split.known.len() as f32;
            }
            learned.of_known.push(own);
        }
        learned
    }

    /// Those of a record.
    fn tokens<'a>(&'a self, plain: &'a TokenSets, record: u32) -> impl Iterator<Item = usize> + 'a {
        let own = plain.get(record as usize).iter().map(|&token| self.numbers[token as usize]);
        own.filter(|&number| number != NOTHING).map(|number| number as usize)
    }
}

/// The deviations of tokens from their means, predicted for each victim, by the regression over pairs.
fn over_pairs(known: &Array2<f32>, victims: &Array2<f32>, learned: &Learned) -> Array2<f32> {
    let mut products = dense::inner_products(known, known);
    penalise(&mut products);
    let mut shares = dense::inner_products(victims, known);
    Cholesky::new(products).solve(&mut shares);
    // Tokens enter as they are, not as deviations: shares that do not sum to zero then add a multiple of the means, which is taken off.
    let mut predicted = Array2::zeros((victims.nrows(), learned.frequency.len()));
    predicted.axis_iter_mut(Axis(0)).collect::<Vec<_>>().into_par_iter().enumerate().for_each(
        |(number, mut row)| {
            for (&share, tokens) in shares.row(number).iter().zip(&learned.of_known) {
                for &token in tokens {
                    row[token as usize] += share;
                }
            }
            row.scaled_add(-shares.row(number).sum(), &learned.frequency);
        },
    );
    predicted
}

/// The same by the regression over bits, which is the smaller system where there are more pairs than bits.
fn over_bits(known: &Array2<f32>, victims: &Array2<f32>, learned: &Learned) -> Array2<f32> {
    let columns = known.t().as_standard_layout().into_owned();
    let mut products = dense::inner_products(&columns, &columns);
    penalise(&mut products);
    let mut of_tokens = Array2::<f32>::zeros((learned.frequency.len(), known.ncols()));
    for (number, tokens) in learned.of_known.iter().enumerate() {
        for &token in tokens {
            of_tokens.row_mut(token as usize).scaled_add(1.0, &known.row(number));
        }
    }
    Cholesky::new(products).solve(&mut of_tokens);
    dense::inner_products(victims, &of_tokens)
}

fn penalise(products: &mut Array2<f32>) {
    let penalty = PENALTY * products.diag().mean().unwrap_or(0.0) + 1e-3;
    products.diag_mut().mapv_inplace(|value| value + penalty);
}
