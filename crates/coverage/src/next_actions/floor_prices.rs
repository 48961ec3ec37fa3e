//! Floor prices: what the equity floor takes off the upper bound of
//! [`crate::next_actions::upper_bound`].
//!
//! A plan keeps the floor where every group `g` with a gap `W_g` of all `W` is closed by
//! `closed_g >= W_g (theta closed / W - epsilon)`, `epsilon` the rounding that
//! [`GroupClosure`](crate::GroupClosure) forgives. With a price `nu_g >= 0` of each of these
//! conditions, such a plan is worth at most
//!
//! `sum_c f_c F_c + lambda fall + epsilon sum_g nu_g W_g`,
//! `f_c = 1 + sum_{g with c} nu_g - theta sum_g nu_g W_g / W`,
//!
//! since what is added is zero or more (Lagrangian relaxation: Geoffrion 1974). That is a question
//! without a floor in which the needs of groups that are hard to reach count more and all others
//! less; a need whose factor would be below zero counts nothing, which only raises the bound.
//! **Every** price gives a valid bound of plans that keep the floor. Prices follow the subgradient,
//! `theta closed W_g / W - closed_g` of the relaxed choice, with the step lengths of Polyak (1969).

use crate::next_actions::candidates::Candidates;
use crate::next_actions::dual_prices::{Heard, MOST_STEPS, Start};
use crate::next_actions::marginal_gain::Standing;
use crate::next_actions::objective::Objective;
use crate::next_actions::upper_bound::{Certificate, Masses, certify_with};

/// Changes of floor prices.
const ROUNDS: u32 = 16;

/// Steps of the search for other prices after each.
const STEPS_OF_ROUND: u32 = 150;

/// Rounds without a better bound after which steps become shorter.
const PATIENCE: u32 = 2;

/// Below this share of Polyak's step nothing changes any more.
const SHORTEST: f64 = 0.05;

/// What is forgiven of a floor, as a closure: twice what
/// [`GroupClosure`](crate::GroupClosure) does, for the last digits of sums over needs.
const FORGIVEN: f64 = 2e-9;

/// A price of the floor of each group.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FloorPrices(Vec<f64>);

impl FloorPrices {
    /// Prices of nothing: the bound of all plans, floor or not.
    pub(crate) fn none(objective: &Objective<'_>) -> Self {
        Self(vec![0.0; objective.groups.len()])
    }

    fn is_none(&self) -> bool {
        self.0.iter().all(|price| *price <= 0.0)
    }

    /// The price of each group that misses somebody; no floor applies to the others.
    fn priced<'a>(
        &'a self,
        objective: &'a Objective<'_>,
    ) -> impl Iterator<Item = (u32, f64, f64)> + 'a {
        let numbered = (0_u32..).zip(self.0.iter().zip(&objective.gap_by_group));
        let priced = numbered.filter(|(_, (price, gap))| **price > 0.0 && **gap > 0.0);
        priced.map(|(group, (price, gap))| (group, *price, *gap))
    }

    /// `f_c` of each need, never too small; empty where all are 1.
    pub(crate) fn factors(&self, objective: &Objective<'_>) -> Vec<f64> {
        if self.is_none() || objective.gap <= 0.0 {
            return Vec::new();
        }
        let (mut charge, mut size) = (0.0, 1.0);
        for (_, price, gap) in self.priced(objective) {
            charge += objective.equity_floor * price * (gap / objective.gap);
            size += price;
        }
        let mut factors = vec![1.0 - charge; objective.weights.len()];
        for (group, price, _) in self.priced(objective) {
            for need in objective.groups.of(group) {
                factors[*need as usize] += price;
            }
        }
        // Far more than these few sums can lose by rounding.
        let rounding = 1e-12 * (size + charge);
        factors.iter().map(|factor| (factor + rounding).max(0.0)).collect()
    }

    /// `epsilon sum_g nu_g W_g`, never too small.
    pub(crate) fn slack(&self, objective: &Objective<'_>) -> f64 {
        let sum: f64 = self.priced(objective).map(|(_, price, gap)| price * gap).sum();
        if sum > 0.0 { sum * FORGIVEN * (1.0 + 1e-9) } else { 0.0 }
    }

    /// Prices after a step along what each group falls short by.
    fn after(&self, short: &[f64], length: f64) -> Self {
        let prices = self.0.iter().zip(short);
        Self(prices.map(|(price, short)| (price + length * short).max(0.0)).collect())
    }
}

/// Finds a bound, from a plan that is known: of plans that keep the floor where that one does, and
/// of all plans where there is no floor or the known plan does not keep it.
pub(crate) fn certify(
    all: &Candidates,
    objective: &Objective<'_>,
    known: &Standing<'_>,
    heard: &mut Heard<'_>,
) -> Certificate {
    let value = objective.score(known).value;
    let minds_floor = objective.has_floor() && objective.score(known).is_sound();
    let rounds = if minds_floor { ROUNDS } else { 0 };
    let whole = MOST_STEPS + rounds * STEPS_OF_ROUND;
    let mut round = |prices: &FloorPrices, start: &Start<'_>, done: u32| {
        let mut is_ended = false;
        let mut heard = |step: u32, _: u32| {
            let flow = heard(done + step, whole);
            is_ended |= flow.is_break();
            flow
        };
        let masses = Masses::new(objective, known, prices);
        let (certificate, found) = certify_with(all, objective, known, &masses, start, &mut heard);
        (certificate, found, is_ended)
    };
    let mut prices = FloorPrices::none(objective);
    let (mut best, mut found, mut is_ended) =
        round(&prices, &Start { most: MOST_STEPS, from: None }, 0);
    let mut at_best = (prices.clone(), found.clone());
    let (mut length, mut waited, mut steps) = (1.0, 0, best.steps);
    for turn in 0..rounds {
        let short = short_by(objective, &found.added, &prices);
        let square: f64 = short.iter().map(|short| short * short).sum();
        let above = best.value - value;
        let is_done = square <= 0.0 || above <= 1e-9 * best.value.abs() || length < SHORTEST;
        if is_done || is_ended {
            break;
        }
        prices = prices.after(&short, length * above / square);
        let start = Start { most: STEPS_OF_ROUND, from: Some(&at_best.1) };
        let certificate;
        (certificate, found, is_ended) = round(&prices, &start, MOST_STEPS + turn * STEPS_OF_ROUND);
        steps += certificate.steps;
        if certificate.value < best.value {
            best = certificate;
            (at_best, waited) = ((prices.clone(), found.clone()), 0);
            continue;
        }
        waited += 1;
        if waited >= PATIENCE {
            (length, waited) = (length / 2.0, 0);
            (prices, found) = at_best.clone();
        }
    }
    Certificate { steps, minds_floor, ..best }
}

/// By how much what is added leaves each group below its floor, weighted, and less than zero above
/// it; 0 where the price is 0 already and could only fall.
fn short_by(objective: &Objective<'_>, added: &[f64], prices: &FloorPrices) -> Vec<f64> {
    let closed = |need: u32| objective.closed(need, added[need as usize]);
    let all: f64 = (0..added.len() as u32).map(closed).sum();
    let average = if objective.gap > 0.0 { all / objective.gap } else { 0.0 };
    let short = |(group, gap): (u32, &f64)| {
        let of_group: f64 = objective.groups.of(group).iter().map(|need| closed(*need)).sum();
        let short = objective.equity_floor * average * gap - of_group;
        let is_at_end = short < 0.0 && prices.0[group as usize] <= 0.0;
        if *gap <= 0.0 || is_at_end { 0.0 } else { short }
    };
    (0..).zip(&objective.gap_by_group).map(short).collect()
}
