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
use crate::{Needs, PlaceTree, Question, Refusal, Supply};

/// A weighted gap over what is not known of needs and of capacities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GapInDoubt {
    /// The expected weighted gap.
    pub expected: f64,
    /// Its standard deviation.
    pub deviation: f64,
    /// Median and interval.
    pub interval: Interval,
}

/// The weighted gap of the needs in question with both kinds of doubt in it; the seed sets which
/// draws of organisations meet.
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
    Ok(Doubts::find(&ground, inquiry.question, seed)?.gap(ground.slots()))
}

/// The same for each of several sets of needs, named by position. What an organisation's capacities
/// are worth in one draw is the same in all sets. A need that is not in question, or is set aside for
/// finer ones, adds nothing.
///
/// Refused: the same.
pub fn gaps_in_doubt(
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    inquiry: &Inquiry<'_>,
    sets: &[Vec<u32>],
    seed: u64,
) -> Result<Vec<GapInDoubt>, Refusal> {
    let (allocation, weights) = prepare(tree, supply, needs, inquiry)?;
    let ground = Ground { tree, supply, needs, allocation: &allocation, weights: &weights };
    let doubts = Doubts::find(&ground, inquiry.question, seed)?;
    let slot_of: BTreeMap<u32, u32> =
        (0..).zip(needs.slots()).map(|(slot, place)| (place.atom, slot)).collect();
    let gap = |set: &Vec<u32>| {
        let slots = set.iter().filter_map(|need| slot_of.get(need));
        doubts.gap(slots.filter_map(|slot| Some((*slot, ground.weight_of(*slot)?))))
    };
    Ok(sets.iter().map(gap).collect())
}

/// What is in doubt, with the level of every organisation that it concerns.
struct Doubts<'a> {
    ground: &'a Ground<'a>,
    interval_level: f64,
    parts: Vec<Part>,
    levels: BTreeMap<u32, Draws>,
}

impl<'a> Doubts<'a> {
    fn find(ground: &'a Ground<'a>, question: &Question, seed: u64) -> Result<Self, Refusal> {
        let Stale { parts, .. } = Stale::find(ground, question)?;
        let mut levels: BTreeMap<u32, Draws> = BTreeMap::new();
        for Part { organisation, .. } in &parts {
            let own = || level(*organisation, ground.needs, seed);
            levels.entry(*organisation).or_insert_with(own);
        }
        Ok(Self { ground, interval_level: question.level, parts, levels })
    }

    /// The weighted gap of the needs in some slots, each with its weight.
    fn gap(&self, slots: impl Iterator<Item = (u32, f64)>) -> GapInDoubt {
        let Ground { needs, allocation, .. } = self.ground;
        let mut total = vec![0.0; needs.draws()];
        let mut standing = vec![0.0; needs.draws()];
        for (slot, weight) in slots {
            let from = self.parts.partition_point(|part| part.slot < slot);
            let to = self.parts.partition_point(|part| part.slot <= slot);
            let parts = &self.parts[from..to];
            let counted: f64 = parts.iter().map(Part::counted).sum();
            standing.fill((allocation.of_slot(slot) - counted).max(0.0));
            for part in parts {
                let stands = f32::from_bits(part.freshness);
                let levels = self.levels[&part.organisation].values();
                for (sum, level) in standing.iter_mut().zip(levels) {
                    *sum += if stands > *level { part.amount } else { 0.0 };
                }
            }
            let pairs = needs.slot_draws(slot).iter().zip(&standing);
            for (sum, (draw, supply)) in total.iter_mut().zip(pairs) {
                *sum += weight * f64::from((draw - *supply as f32).max(0.0));
            }
        }
        let Moments { mean, variance } = Moments::of(&total);
        let interval = OrderStatistics::of(&total, self.interval_level, &mut Vec::new());
        let interval = interval.rising(|gap| gap);
        GapInDoubt { expected: mean, deviation: variance.sqrt(), interval }
    }
}

/// Levels spread evenly from 0 to 1, in an order of the organisation's own.
fn level(organisation: u32, needs: &Needs, seed: u64) -> Draws {
    let n = needs.draws();
    let even: Vec<f64> = (0..n).map(|at| (at as f64 + 0.5) / n as f64).collect();
    let own = u64::from(organisation).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Draws::from_sample(&even, n, seed ^ own)
}
