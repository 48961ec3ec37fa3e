//! The weighted gap with the doubt about capacities in it.
//!
//! The pictures count a capacity that was not confirmed for a while as what it is worth on average.
//! That gives the right expectation where people are missed either way, but an interval over needs
//! alone is too narrow: the capacity is there or it is not. Here every draw of the needs meets a draw of
//! what still stands, by the same rule as in the value of an answer: one level `u` for each
//! organisation, and capacities stand whose freshness is above it.

use std::collections::BTreeMap;

use concert_terms::{Draws, Interval};

use super::reconfirmed::{Part, Stale};
use super::{Ground, Inquiry, Moments, prepare};
use crate::quantiles::OrderStatistics;
use crate::{Needs, PlaceTree, Refusal, Supply};

/// The weighted gap of the needs in question, over what is not known of needs and of capacities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GapInDoubt {
    /// The expected weighted gap.
    pub expected: f64,
    /// Its standard deviation.
    pub deviation: f64,
    /// Median and interval.
    pub interval: Interval,
}

/// The weighted gap with both kinds of doubt in it; the seed sets which draws of organisations meet.
///
/// Refused: what [`value_of_information`](super::value_of_information()) refuses.
pub fn gap_in_doubt(
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    inquiry: &Inquiry<'_>,
    seed: u64,
) -> Result<GapInDoubt, Refusal> {
    let (allocation, weights) = prepare(tree, supply, needs, inquiry)?;
    let ground = Ground { tree, supply, needs, allocation: &allocation, weights: &weights };
    let Stale { parts, .. } = Stale::find(&ground, inquiry.question)?;
    let mut levels: BTreeMap<u32, Draws> = BTreeMap::new();
    for part in &parts {
        levels.entry(part.organisation).or_insert_with(|| level(part.organisation, needs, seed));
    }
    let mut total = vec![0.0; needs.draws()];
    let mut standing = vec![0.0; needs.draws()];
    for (slot, weight) in ground.slots() {
        let from = parts.partition_point(|part| part.slot < slot);
        let to = parts.partition_point(|part| part.slot <= slot);
        let counted: f64 = parts[from..to].iter().map(Part::counted).sum();
        standing.fill((allocation.of_slot(slot) - counted).max(0.0));
        for part in &parts[from..to] {
            let stands = f32::from_bits(part.freshness);
            for (sum, level) in standing.iter_mut().zip(levels[&part.organisation].values()) {
                *sum += if stands > *level { part.amount } else { 0.0 };
            }
        }
        for ((sum, draw), supply) in total.iter_mut().zip(needs.slot_draws(slot)).zip(&standing) {
            *sum += weight * f64::from((draw - *supply as f32).max(0.0));
        }
    }
    let Moments { mean, variance } = Moments::of(&total);
    let interval = OrderStatistics::of(&total, inquiry.question.level, &mut Vec::new());
    let interval = interval.rising(|gap| gap);
    Ok(GapInDoubt { expected: mean, deviation: variance.sqrt(), interval })
}

/// Levels spread evenly from 0 to 1, in an order of the organisation's own.
fn level(organisation: u32, needs: &Needs, seed: u64) -> Draws {
    let n = needs.draws();
    let even: Vec<f64> = (0..n).map(|at| (at as f64 + 0.5) / n as f64).collect();
    let own = u64::from(organisation).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Draws::from_sample(&even, n, seed ^ own)
}
