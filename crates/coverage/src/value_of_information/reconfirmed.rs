//! What it is worth to hear from an organisation that its capacity still stands.
//!
//! Freshness is read as the probability that a capacity which was not confirmed since still stands.
//! One answer tells about everything that the organisation declared, and what one organisation said
//! is right or wrong together: there is one level `u`, equally likely anywhere between 0 and 1, and
//! a capacity stands when its freshness is above `u`, so that what is staler never outlives what is
//! fresher. Two halves of an initiative then are worth what the whole is. Capacities that were
//! lost one by one would vary less: this is the most that an answer can be worth.

use std::collections::{BTreeMap, HashMap};

use super::{About, Ground, Unknown};
use crate::allocation::{Allotment, matching_kinds};
use crate::effective_supply::Freshness;
use crate::exact_sum::ExactSum;
use crate::placed::PlacedSets;
use crate::{Question, QuestionRefusal, Refusal, Served};

/// A capacity that was not confirmed for a while.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StaleRow {
    /// The caller's number of the row.
    pub row: u32,
    /// The probability that it still stands: its freshness.
    pub stands: f32,
    /// What it counts for if it stands, `q * rho`, all its cells together.
    pub amount: f64,
}

/// What an organisation's capacities of one freshness would give to one need if they stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) slot: u32,
    pub(super) organisation: u32,
    /// Positive floating-point numbers are in the same order as their bits.
    pub(super) freshness: u32,
    pub(super) amount: f64,
}

impl Part {
    /// What it counts for in a picture.
    pub(super) fn counted(&self) -> f64 {
        f64::from(f32::from_bits(self.freshness)) * self.amount
    }
}

pub(super) fn unknowns(ground: &Ground<'_>, question: &Question) -> Result<Vec<Unknown>, Refusal> {
    let Stale { parts, rows } = Stale::find(ground, question)?;
    let mut falls: BTreeMap<u32, Falls> = BTreeMap::new();
    let mut sorted = SortedDraws::default();
    let (mut at, mut ready) = (0, None);
    while let Some(first) = parts.get(at) {
        let is_same =
            |part: &&Part| (part.slot, part.organisation) == (first.slot, first.organisation);
        let of_pair = &parts[at..at + parts[at..].iter().take_while(is_same).count()];
        at += of_pair.len();
        if ready != Some(first.slot) {
            sorted.take(ground.needs.slot_draws(first.slot));
            ready = Some(first.slot);
        }
        let falls = falls.entry(first.organisation).or_default();
        let weight = ground.weight_of(first.slot).unwrap_or(0.0);
        let others =
            ground.allocation.of_slot(first.slot) - of_pair.iter().map(Part::counted).sum::<f64>();
        let mut standing: f64 = of_pair.iter().map(|part| part.amount).sum();
        let whole = sorted.expected_gap(others.max(0.0) + standing);
        let mut before = whole;
        for part in of_pair {
            standing = (standing - part.amount).max(0.0);
            let after = sorted.expected_gap(others.max(0.0) + standing);
            *falls.by_freshness.entry(part.freshness).or_default() += weight * (after - before);
            before = after;
        }
        if weight * (before - whole) > 0.0 {
            falls.needs.push(ground.needs.slots()[first.slot as usize].atom);
        }
    }
    let found = falls.into_iter().map(|(organisation, falls)| {
        let taken_off = falls.variance();
        let mut needs = falls.needs;
        needs.sort_unstable();
        Unknown {
            about: About::Organisation(organisation),
            needs,
            rows: rows.get(&organisation).cloned().unwrap_or_default(),
            taken_off,
            share: 0.0,
            deviation_after: 0.0,
        }
    });
    Ok(found.collect())
}

/// By how much the expected weighted gap rises as the capacities of an organisation fall, from the
/// stalest to the freshest.
#[derive(Debug, Default)]
struct Falls {
    by_freshness: BTreeMap<u32, f64>,
    needs: Vec<u32>,
}

impl Falls {
    /// The variance of the rise over the level `u`: between two neighbouring values of freshness
    /// everything up to the lower one has fallen.
    fn variance(&self) -> f64 {
        let (mut fallen, mut from, mut mean, mut square) = (0.0, 0.0, 0.0, 0.0);
        let mut between = |fallen: f64, from: f64, to: f64| {
            mean += fallen * (to - from);
            square += fallen * fallen * (to - from);
        };
        for (bits, rise) in &self.by_freshness {
            let freshness = f64::from(f32::from_bits(*bits));
            between(fallen, from, freshness);
            (fallen, from) = (fallen + rise, freshness);
        }
        between(fallen, from, 1.0);
        (square - mean * mean).max(0.0)
    }
}

/// Everything that is in doubt.
pub(super) struct Stale {
    /// By slot, organisation and freshness.
    pub(super) parts: Vec<Part>,
    /// By organisation.
    rows: BTreeMap<u32, Vec<StaleRow>>,
}

impl Stale {
    pub(super) fn find(ground: &Ground<'_>, question: &Question) -> Result<Self, Refusal> {
        let Ground { tree, supply, needs, .. } = *ground;
        let fresh = Freshness::on(question.day, supply);
        let placed = PlacedSets::new(tree, supply)?;
        let matching = matching_kinds(supply, needs);
        let in_doubt = || {
            let rows = (0_u32..).zip(supply.rows());
            rows.filter(|(_, row)| row.is_active_on(question.day)).filter_map(|(number, row)| {
                let stands = fresh.of(row);
                let amount = f64::from(row.capacity) * f64::from(row.reliability);
                let is_in_doubt = stands > 0.0 && stands < 1.0 && amount > 0.0;
                is_in_doubt.then_some((row, StaleRow { row: number, stands, amount }))
            })
        };
        // Rows of one scope, organisation and freshness have the same shares and the same fate.
        let mut alike: HashMap<(u32, u32, u32), ExactSum> = HashMap::new();
        for (row, stale) in in_doubt() {
            let key = (row.scope, row.organisation, stale.stands.to_bits());
            *alike.entry(key).or_default() += ExactSum::of(stale.amount);
        }
        let mut alike: Vec<_> = alike.into_iter().collect();
        alike.sort_unstable_by_key(|(key, _)| *key);
        let mut parts = Vec::new();
        let mut matters = vec![false; supply.scopes().len()];
        let mut allotment = Allotment::default();
        for of_scope in alike.chunk_by(|((scope, ..), _), ((other, ..), _)| scope == other) {
            let at = of_scope[0].0.0 as usize;
            let scope = supply.scopes()[at];
            let places = placed.of(scope.places);
            allotment.settle(needs, &matching[scope.declared as usize], places, question.rule);
            for ((_, organisation, freshness), amount) in of_scope {
                let organisation = supply.organisations()[*organisation as usize];
                allotment.each_share(needs, |slot, share| {
                    let (freshness, amount) = (*freshness, amount.value() * share);
                    if ground.weight_of(slot).is_some() && amount > 0.0 {
                        parts.push(Part { slot, organisation, freshness, amount });
                        matters[at] = true;
                    }
                });
            }
            if parts.len() > Served::MOST {
                return Err(QuestionRefusal::TooManyServices { most: Served::MOST }.into());
            }
        }
        let mut rows: BTreeMap<u32, Vec<StaleRow>> = BTreeMap::new();
        for (row, stale) in in_doubt().filter(|(row, _)| matters[row.scope as usize]) {
            let organisation = supply.organisations()[row.organisation as usize];
            rows.entry(organisation).or_default().push(stale);
        }
        // With the amount last, so that sums are the same in whatever order rows came.
        parts.sort_unstable_by(|a, b| {
            let key = |part: &Part| (part.slot, part.organisation, part.freshness);
            key(a).cmp(&key(b)).then(a.amount.total_cmp(&b.amount))
        });
        Ok(Self { parts, rows })
    }
}

/// The draws of one need in order of size, so that the expected gap at any supply takes a search and
/// no pass over the draws.
#[derive(Debug, Default)]
struct SortedDraws {
    draws: Vec<f32>,
    /// Sums of the draws from a position on.
    from: Vec<f64>,
}

impl SortedDraws {
    fn take(&mut self, draws: &[f32]) {
        self.draws.clear();
        self.draws.extend(draws);
        self.draws.sort_unstable_by(f32::total_cmp);
        self.from.clear();
        self.from.resize(draws.len() + 1, 0.0);
        for at in (0..draws.len()).rev() {
            self.from[at] = self.from[at + 1] + f64::from(self.draws[at]);
        }
    }

    fn expected_gap(&self, supply: f64) -> f64 {
        let above = self.draws.partition_point(|draw| f64::from(*draw) <= supply);
        let over = self.draws.len() - above;
        (self.from[above] - supply * over as f64).max(0.0) / self.draws.len().max(1) as f64
    }
}
