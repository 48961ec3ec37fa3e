//! Upper bound: a figure that no plan can exceed, with a proof that can be checked.
//!
//! For every draw `min(G, s) <= (1 - u) G + u s`, whatever `u` between 0 and 1. With prices `u` for
//! every need and draw, `mu` for the budget and `pi >= 0` for every requirement, a plan is worth at
//! most
//!
//! `sum_cj p_cj (1 - u_cj) G_cj + mu B + max_x sum_a (r_a - mu cost_a) x_a`,
//! `r_a = sum_cj p_cj u_cj min(q_ac, G_cj)` less what `pi` charges `a` and more what it grants,
//!
//! where `x` has at most `k` ones and one in each exclusive set, so that the maximum is read off a
//! sorted list (Lagrangian relaxation: Geoffrion 1974; the linear program behind it with `q` cut
//! at every draw is the tight one of the maximal covering problem). **Every** choice of prices
//! gives a valid bound: how good they are decides only how near it is. They are improved by
//! subgradient steps (Held, Wolfe and Crowder 1974; step lengths of Polyak 1969), and the last
//! figure is computed once more with every rounding directed upwards.
//!
//! The equity floor is a condition on sums of what is closed, so it has prices too
//! (`floor_prices`): they only change how much each need counts.
//!
//! For one draw `u` per need is one number. For many, the best prices of a need are 0 for its small
//! draws and 1 for its large ones: what is added fills the small ones first. So one number per need
//! is enough then too.

use crate::next_actions::candidates::{Candidates, NO_SET};
use crate::next_actions::closing_curves::Curves;
use crate::next_actions::dual_prices::{Found, Heard, Prices, Start, descend};
use crate::next_actions::floor_prices::FloorPrices;
use crate::next_actions::marginal_gain::Standing;
use crate::next_actions::objective::{Objective, worst_shares};
use crate::workers;

/// What no plan can exceed.
///
/// It holds for all plans that keep to the budget (give or take its hundred-millionth), the
/// number, the days, the requirements and the exclusive sets, and to the equity floor where
/// [`UpperBound::minds_floor`] says so. The worst draws are in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UpperBound {
    /// No plan's [`Plan::value`](crate::Plan::value) is more.
    pub value: f64,
    /// By which share of the bound the plan falls short of it, so that the best plan is worth at
    /// most `1 / (1 - distance)` times as much. 0 when nothing can be closed; below 0 only beside a
    /// scenario that breaks the rules.
    pub distance: f64,
    /// How many times prices were changed.
    pub steps: u32,
    /// Whether a floor was wanted and the bound is of plans that keep it. Where a floor was wanted
    /// and no plan that keeps it was found, the bound is of all plans, whatever groups they leave
    /// behind.
    pub minds_floor: bool,
}

/// A bound, and what was learned on the way.
pub(crate) struct Certificate {
    /// No plan is worth more.
    pub(crate) value: f64,
    pub(crate) steps: u32,
    pub(crate) minds_floor: bool,
    /// The closing functions under the masses of the bound.
    pub(crate) curves: Curves,
    /// The actions, those first that are worth most beyond their price. Where greedy choice is
    /// misled, since what looks best first does not fit together, prices see further.
    pub(crate) order: Vec<u32>,
}

impl Certificate {
    /// The bound beside what a plan is worth.
    pub(crate) fn beside(&self, worth: f64) -> UpperBound {
        let Self { value, steps, minds_floor, .. } = *self;
        UpperBound { value, distance: UpperBound::distance_of(worth, value), steps, minds_floor }
    }
}

impl UpperBound {
    /// By which share of a bound a worth falls short of it. A bound is rounded upwards and a worth
    /// is not, so a part in a billion is nothing, and so is a bound that only rounding set above
    /// zero.
    ///
    /// ```
    /// use concert_coverage::UpperBound;
    ///
    /// assert!((UpperBound::distance_of(90.0, 100.0) - 0.1).abs() < 1e-12);
    /// assert!(UpperBound::distance_of(0.0, 5e-324).abs() < 1e-12);
    /// ```
    pub fn distance_of(worth: f64, bound: f64) -> f64 {
        let distance = if bound >= f64::MIN_POSITIVE { 1.0 - worth / bound } else { 0.0 };
        if distance.abs() < 1e-9 { 0.0 } else { distance }
    }
}

/// Finds a bound for the masses that draws have at needs, and what the relaxed choice adds.
pub(crate) fn certify_with(
    all: &Candidates,
    objective: &Objective<'_>,
    known: &Standing<'_>,
    masses: &Masses,
    start: &Start<'_>,
    heard: &mut Heard<'_>,
) -> (Certificate, Found) {
    let value = objective.score(known).value;
    let curves = Curves::with(objective.gaps, &objective.weights, |c, j| masses.of(c, j));
    let found = descend(all, &curves, known, value - masses.ahead, start, heard);
    let value = add(evaluated(all, objective, &curves, masses, &found.prices), masses.ahead);
    let mut order: Vec<u32> = (0..found.net.len() as u32).collect();
    let net = |action: &u32| found.net[*action as usize];
    order.sort_by(|a, b| net(b).total_cmp(&net(a)));
    (Certificate { value, steps: found.steps, minds_floor: false, curves, order }, found)
}

/// The mass that every draw has at every need in a bound, and what has to be added to the bound of
/// the closing functions that it makes.
///
/// `CVaR(R) >= sum_j s_j R_j` for any shares `s_j <= 1 / ((1 - beta) D)` that sum to one or less.
/// With the shares of the worst draws of the known plan, the fall of the tail is at most
/// `CVaR(R_0) - sum_j s_j R_0j + sum_j s_j (R_0j - R_j)`, and the last sum closes gaps like the
/// mean does, only with other masses. So the mass is `f_c / D + lambda s_j`, where `f_c` is what the
/// prices of the equity floor make of a need.
pub(crate) struct Masses {
    /// `1 / D`.
    mean: f64,
    /// `f_c` of each need; empty for 1 throughout.
    factors: Vec<f64>,
    /// `lambda s_j` of each draw; empty for none.
    tail: Vec<f64>,
    ahead: f64,
}

impl Masses {
    pub(crate) fn new(
        objective: &Objective<'_>,
        known: &Standing<'_>,
        floors: &FloorPrices,
    ) -> Self {
        /// More than what a sum over all draws can lose or win by rounding.
        const ROUNDING: f64 = 1e-9;
        let draws = objective.gaps.draws();
        let (factors, slack) = (floors.factors(objective), floors.slack(objective));
        let mean = (1.0 / draws.max(1) as f64).next_up();
        if objective.tail_weight <= 0.0 || draws == 0 {
            return Self { mean, factors, tail: Vec::new(), ahead: slack };
        }
        let level = objective.tail_level;
        let before = objective.remaining(&Standing::empty(known.all, known.curves));
        let (mut tail, mut share_of_before) = (vec![0.0; draws], 0.0);
        for (draw, share) in worst_shares(&objective.remaining(known), level) {
            let share = share * (1.0 - ROUNDING);
            share_of_before += share * before[draw as usize];
            tail[draw as usize] = times(objective.tail_weight, share);
        }
        let ahead = objective.tail_before * (1.0 + ROUNDING) - share_of_before * (1.0 - ROUNDING);
        let ahead = add(times(objective.tail_weight, ahead.next_up()), slack);
        Self { mean, factors, tail, ahead }
    }

    /// The mass of a draw at a need, never too small.
    fn of(&self, need: usize, draw: usize) -> f64 {
        let mean = match self.factors.get(need) {
            // A need that does not count has no mass, not one of rounding.
            Some(factor) if *factor <= 0.0 => 0.0,
            Some(factor) => times(*factor, self.mean),
            None => self.mean,
        };
        match self.tail.get(draw) {
            Some(tail) if *tail > 0.0 => add(mean, *tail),
            _ => mean,
        }
    }
}

/// The bound of some prices, rounded upwards throughout.
fn evaluated(
    all: &Candidates,
    objective: &Objective<'_>,
    curves: &Curves,
    masses: &Masses,
    prices: &Prices,
) -> f64 {
    let cuts: Vec<Cut> = (0..curves.needs() as u32).map(|c| Cut::at(curves, c, prices)).collect();
    let weighed = |need: u32| {
        let weight = objective.weights[need as usize];
        objective.gaps.of_need(need).iter().enumerate().filter(|(_, gap)| **gap > 0.0).map(
            move |(draw, gap)| (f64::from(*gap), times(weight, masses.of(need as usize, draw))),
        )
    };
    let left = workers::in_parts(cuts.len(), 2000, |needs| {
        let left = |need: usize| {
            let paid = weighed(need as u32).map(|(gap, mass)| {
                times(times(mass, (1.0 - cuts[need].price(gap)).next_up()), gap)
            });
            paid.fold(0.0, add)
        };
        needs.map(left).collect::<Vec<f64>>()
    });
    let left = left.combined(Extend::extend).into_iter().fold(0.0, add);
    let worth = workers::in_parts(all.len(), 1000, |actions| {
        let of_effect = |(need, amount): &(u32, f64)| {
            let cut = cuts[*need as usize];
            let paid = weighed(*need).filter(|(gap, _)| *gap >= cut.gap);
            let paid = paid.map(|(gap, mass)| times(times(mass, cut.price(gap)), gap.min(*amount)));
            paid.fold(0.0, add)
        };
        let worth = |action: usize| {
            let effects = all.effects.of(action as u32).iter();
            effects.map(of_effect).fold(0.0, add)
        };
        actions.map(worth).collect::<Vec<f64>>()
    });
    let mut worth = worth.combined(Extend::extend);
    for action in 0..all.len() as u32 {
        for (at, required) in (all.requires.start(action)..).zip(all.requires.of(action)) {
            let price = prices.requirements[at];
            worth[action as usize] = add(worth[action as usize], -price);
            worth[*required as usize] = add(worth[*required as usize], price);
        }
        let price = all.price[action as usize] as f64;
        worth[action as usize] = add(worth[action as usize], -(prices.budget * price).next_down());
    }
    let best = best_choice(all, &worth).into_iter().map(|(worth, _)| worth);
    let chosen = best.fold(0.0, add);
    add(add(left, times(prices.budget, all.limit as f64)), chosen)
}

/// The actions of positive worth that make the largest sum, at most one of each set and no more
/// than the number allows; in no order.
pub(crate) fn best_choice(all: &Candidates, worth: &[f64]) -> Vec<(f64, u32)> {
    let mut best_of_set: Vec<(f64, u32)> = vec![(0.0, 0); all.set_count];
    let mut best = Vec::new();
    for (action, worth) in (0_u32..).zip(worth) {
        if *worth <= 0.0 || !all.usable[action as usize] {
            continue;
        }
        match all.sets[action as usize] {
            NO_SET => best.push((*worth, action)),
            set if *worth > best_of_set[set as usize].0 => {
                best_of_set[set as usize] = (*worth, action);
            }
            _ => {}
        }
    }
    best.extend(best_of_set.into_iter().filter(|(worth, _)| *worth > 0.0));
    if all.most == 0 {
        best.clear();
    } else if best.len() > all.most {
        best.select_nth_unstable_by(all.most - 1, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best.truncate(all.most);
    }
    best
}

/// Where the prices of a need go from 0 to 1: at the draws of one size.
#[derive(Debug, Clone, Copy)]
struct Cut {
    gap: f64,
    at_gap: f64,
}

impl Cut {
    fn at(curves: &Curves, need: u32, prices: &Prices) -> Self {
        match curves.cut(need, prices.slopes[need as usize]) {
            // Any price between 0 and 1 proves a bound, so no rounding can spoil it here.
            Some((gap, at_gap)) if at_gap.is_finite() => {
                Self { gap, at_gap: at_gap.clamp(0.0, 1.0) }
            }
            _ => Self { gap: 0.0, at_gap: 1.0 },
        }
    }

    fn price(self, gap: f64) -> f64 {
        match gap.total_cmp(&self.gap) {
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => self.at_gap,
            std::cmp::Ordering::Greater => 1.0,
        }
    }
}

/// A sum, never too small: the nearest number is off by half a step at most.
fn add(a: f64, b: f64) -> f64 {
    (a + b).next_up()
}

/// A product, never too small.
fn times(a: f64, b: f64) -> f64 {
    (a * b).next_up()
}
