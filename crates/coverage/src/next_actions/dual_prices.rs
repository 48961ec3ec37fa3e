//! Dual prices: the search for prices that make the upper bound of [`crate::next_actions::upper_bound`] low.
//!
//! The price of a need is kept as the slope `y` of its closing function: the mass of the draws that
//! are priced 1, and a part of the one at the cut. Then `K(y) = sum p (1 - u) G` is the conjugate
//! of the closing function `F`, and what an effect `q` is worth is `y q` up to the cut and
//! `F(q) - K(y)` beyond it: no sum over draws in any step.

use std::ops::ControlFlow;

use crate::next_actions::candidates::Candidates;
use crate::next_actions::closing_curves::Curves;
use crate::next_actions::marginal_gain::Standing;
use crate::next_actions::upper_bound::best_choice;

/// Prices of what a plan needs and of what it closes.
#[derive(Debug, Clone)]
pub(crate) struct Prices {
    /// The slope of each need.
    pub(crate) slopes: Vec<f64>,
    /// The price of each requirement, in the order of [`Candidates::requires`].
    pub(crate) requirements: Vec<f64>,
    /// The price of one unit of the budget.
    pub(crate) budget: f64,
}

/// Most changes of prices.
pub(crate) const MOST_STEPS: u32 = 600;

/// Changes without a better bound after which steps become shorter.
const PATIENCE: u32 = 12;

/// Steps shorter than this share of Polyak's change nothing any more.
const SHORTEST: f64 = 1e-4;

/// How much of its last direction a step keeps (Camerini, Fratta and Maffioli 1975).
const MOMENTUM: f64 = 0.7;

/// The lowest prices that were found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) prices: Prices,
    /// What each action is worth beyond its price, at these prices.
    pub(crate) net: Vec<f64>,
    /// How many times prices were changed.
    pub(crate) steps: u32,
    /// What the relaxed choice adds at each need: the mean over steps, the later ones weighing
    /// more, which comes near to the best fractional plan (Barahona and Anbil 2000).
    pub(crate) added: Vec<f64>,
    /// The steepest slope of each need, the scale of its price.
    steepest: Vec<f64>,
}

/// How much of what a step chooses goes into the mean over steps.
const NEWEST: f64 = 0.1;

/// Where a search begins and how long it may be.
pub(crate) struct Start<'a> {
    /// The most changes of prices.
    pub(crate) most: u32,
    /// The prices of a search like it, where there was one.
    pub(crate) from: Option<&'a Found>,
}

/// Hears how many times prices were changed and how often they are at most, and says whether to go
/// on.
pub(crate) type Heard<'a> = dyn FnMut(u32, u32) -> ControlFlow<()> + 'a;

/// Lowers the bound as far as it goes, or until whoever is told says that it is low enough. `target`
/// is what a known plan is worth.
pub(crate) fn descend(
    all: &Candidates,
    curves: &Curves,
    known: &Standing<'_>,
    target: f64,
    start: &Start<'_>,
    heard: &mut Heard<'_>,
) -> Found {
    let mut search = Descent::new(all, curves, known);
    if let Some(from) = start.from {
        search.begin_from(from);
    }
    let mut best = Found {
        prices: search.prices.clone(),
        net: Vec::new(),
        steps: start.most,
        added: Vec::new(),
        steepest: search.steepest.clone(),
    };
    let (mut lowest, mut length, mut waited) = (f64::INFINITY, 1.0, 0);
    for step in 0..start.most {
        let bound = search.evaluate();
        if bound < lowest {
            if bound < lowest - 1e-6 * lowest.abs() {
                waited = 0;
            }
            lowest = bound;
            best.prices.clone_from(&search.prices);
            best.net = search.net();
        }
        waited += 1;
        if waited > PATIENCE {
            (length, waited) = (length / 2.0, 0);
            search.prices.clone_from(&best.prices);
            search.evaluate();
        }
        let is_done = lowest - target <= 1e-9 * lowest.abs() || length < SHORTEST;
        // The prices of the first round prove a bound already.
        if is_done
            || heard(step, start.most).is_break()
            || !search.step(length * (bound.min(lowest) - target))
        {
            return Found { steps: step, added: search.added, ..best };
        }
    }
    Found { added: search.added, ..best }
}

struct Descent<'a> {
    all: &'a Candidates,
    curves: &'a Curves,
    prices: Prices,
    /// `F(q)` of each effect, in the order of [`Candidates::effects`].
    alone: Vec<f64>,
    /// What each action would close alone, or the mean over all where that is more: the scale of
    /// the prices of its requirements.
    scale: Vec<f64>,
    /// The slope of each need where nothing is added yet.
    steepest: Vec<f64>,
    /// Cut and conjugate of each need at its price.
    cuts: Vec<(f64, f64)>,
    worth: Vec<f64>,
    /// What each action is chosen by the best choice at these prices.
    chosen: Vec<(u32, f64)>,
    /// The last direction, of needs and of requirements.
    direction: (Vec<f64>, Vec<f64>),
    /// See [`Found::added`].
    added: Vec<f64>,
}

impl<'a> Descent<'a> {
    fn new(all: &'a Candidates, curves: &'a Curves, known: &Standing<'_>) -> Self {
        let needs = curves.needs();
        let mut alone = Vec::with_capacity(all.effects.items());
        let mut scale = Vec::with_capacity(all.len());
        for action in 0..all.len() as u32 {
            let first = alone.len();
            let values = all.effects.of(action).iter().map(|(c, q)| curves.value(*c, *q));
            alone.extend(values);
            scale.push(alone[first..].iter().sum::<f64>());
        }
        let mean = scale.iter().sum::<f64>() / scale.len().max(1) as f64;
        for scale in &mut scale {
            *scale = scale.max(mean);
        }
        let slopes = (0..needs as u32).map(|c| curves.slope(c, known.covered(c))).collect();
        let requirements = vec![0.0; all.requires.items()];
        Self {
            direction: (vec![0.0; needs], vec![0.0; requirements.len()]),
            prices: Prices { slopes, requirements, budget: 0.0 },
            all,
            curves,
            alone,
            scale,
            steepest: (0..needs as u32).map(|c| curves.slope(c, 0.0)).collect(),
            cuts: vec![(0.0, 0.0); needs],
            worth: Vec::new(),
            chosen: Vec::new(),
            added: (0..needs as u32).map(|c| known.covered(c)).collect(),
        }
    }

    /// Begins where a search with other closing functions of the same needs ended: each price is
    /// the same share of the steepest.
    fn begin_from(&mut self, other: &Found) {
        self.prices.clone_from(&other.prices);
        let steepest = self.steepest.iter().zip(&other.steepest);
        for (slope, (steepest, was)) in self.prices.slopes.iter_mut().zip(steepest) {
            *slope = if *was > 0.0 { (*slope / was).min(1.0) * steepest } else { *steepest };
        }
        self.added.clone_from(&other.added);
    }

    /// The bound at the prices, with the best price of the budget to go with the others.
    fn evaluate(&mut self) -> f64 {
        let mut left = 0.0;
        for need in 0..self.cuts.len() as u32 {
            let slope = self.prices.slopes[need as usize];
            let (cut, conjugate) = self.curves.conjugate(need, slope);
            self.cuts[need as usize] = (cut, conjugate);
            left += conjugate;
        }
        let mut worth = std::mem::take(&mut self.worth);
        worth.clear();
        let mut at = 0;
        for action in 0..self.all.len() as u32 {
            let mut sum = 0.0;
            for (need, amount) in self.all.effects.of(action) {
                let (cut, conjugate) = self.cuts[*need as usize];
                let slope = self.prices.slopes[*need as usize];
                sum += if *amount <= cut { slope * amount } else { self.alone[at] - conjugate };
                at += 1;
            }
            worth.push(sum);
        }
        if self.all.requires.items() > 0 {
            for action in 0..self.all.len() as u32 {
                let first = self.all.requires.start(action);
                for (at, required) in (first..).zip(self.all.requires.of(action)) {
                    worth[action as usize] -= self.prices.requirements[at];
                    worth[*required as usize] += self.prices.requirements[at];
                }
            }
        }
        self.worth = worth;
        left + self.price_budget()
    }

    fn net(&self) -> Vec<f64> {
        let worth = self.worth.iter().zip(&self.all.price);
        worth.map(|(worth, price)| worth - self.prices.budget * *price as f64).collect()
    }

    /// Finds the price of the budget at which the best choice costs just the budget, between one
    /// that costs too much and one that does not, and mixes the two.
    fn price_budget(&mut self) -> f64 {
        /// Halvings of the bracket, after which the mix of both ends is as good as the point.
        const HALVINGS: u32 = 10;
        let free = Offer::at(self.all, &self.worth, 0.0);
        let limit = self.all.limit as f64;
        if free.spent <= limit {
            self.prices.budget = 0.0;
            self.chosen = free.choice.iter().map(|(_, action)| (*action, 1.0)).collect();
            return free.value;
        }
        let dearest = self.worth.iter().zip(&self.all.price).filter(|(_, price)| **price > 0);
        let dearest = dearest.map(|(worth, price)| worth / *price as f64).fold(0.0, f64::max);
        let mut low = free;
        // At this price nothing that costs anything is worth it.
        let mut high = Offer::at(self.all, &self.worth, dearest * (1.0 + 1e-9));
        let last = self.prices.budget;
        if last > 0.0 && last < high.price {
            for near in [last * 0.95, last * 1.05] {
                if near > low.price && near < high.price {
                    let offer = Offer::at(self.all, &self.worth, near);
                    if offer.spent > limit { low = offer } else { high = offer }
                }
            }
        }
        for _ in 0..HALVINGS {
            let offer = Offer::at(self.all, &self.worth, f64::midpoint(low.price, high.price));
            if offer.spent > limit { low = offer } else { high = offer }
        }
        let part = if low.spent > high.spent {
            (limit - high.spent) / (low.spent - high.spent)
        } else {
            0.0
        };
        self.chosen.clear();
        self.chosen.extend(low.choice.iter().map(|(_, action)| (*action, part)));
        self.chosen.extend(high.choice.iter().map(|(_, action)| (*action, 1.0 - part)));
        let best = if low.value < high.value { &low } else { &high };
        self.prices.budget = best.price;
        best.value
    }

    /// Changes the prices against the subgradient, by the length at which a linear bound would
    /// fall by `fall`; false when no price can be changed for the better.
    fn step(&mut self, fall: f64) -> bool {
        let mut added = vec![0.0; self.cuts.len()];
        for mean in &mut self.added {
            *mean *= 1.0 - NEWEST;
        }
        for (action, part) in &self.chosen {
            for (need, amount) in self.all.effects.of(*action) {
                added[*need as usize] += part * amount.min(self.cuts[*need as usize].0);
                self.added[*need as usize] += NEWEST * part * amount;
            }
        }
        // In units of its steepest slope, a price lies between 0 and 1. The slope of the bound in
        // it, for the mass of the gap at the cut, is by which share the gap there is over-filled.
        let mut square = 0.0;
        for (need, added) in added.iter().enumerate() {
            let cut = self.cuts[need].0;
            let steepest = self.steepest[need];
            if cut <= 0.0 || steepest <= 0.0 {
                continue;
            }
            let over = added / cut - 1.0;
            let price = self.prices.slopes[need] / steepest;
            let is_at_end = (over > 0.0 && price <= 0.0) || (over < 0.0 && price >= 1.0);
            let over = if is_at_end { 0.0 } else { over };
            let kept = &mut self.direction.0[need];
            *kept = over + MOMENTUM * *kept;
            if is_at_end && (*kept > 0.0) == (price <= 0.0) {
                *kept = 0.0;
            }
            square += steepest * cut * *kept * *kept;
        }
        square += self.requirement_direction();
        if square <= 0.0 {
            return false;
        }
        let length = fall / square;
        for need in 0..self.cuts.len() {
            let steepest = self.steepest[need];
            let slope = self.prices.slopes[need] - length * self.direction.0[need] * steepest;
            self.prices.slopes[need] = slope.clamp(0.0, steepest);
        }
        for action in 0..self.all.len() as u32 {
            let first = self.all.requires.start(action);
            for at in first..first + self.all.requires.of(action).len() {
                let price = &mut self.prices.requirements[at];
                *price -= length * self.direction.1[at] * self.scale[action as usize];
                *price = price.max(0.0);
            }
        }
        true
    }

    /// The direction of the prices of requirements: a required action that is chosen less than
    /// what requires it makes the price rise. Tells its square.
    fn requirement_direction(&mut self) -> f64 {
        if self.all.requires.items() == 0 {
            return 0.0;
        }
        let mut chosen = vec![0.0; self.all.len()];
        self.chosen.iter().for_each(|(action, part)| chosen[*action as usize] += part);
        let mut square = 0.0;
        for action in 0..self.all.len() as u32 {
            let first = self.all.requires.start(action);
            for (at, required) in (first..).zip(self.all.requires.of(action)) {
                let over: f64 = chosen[*required as usize] - chosen[action as usize];
                let is_at_end = over > 0.0 && self.prices.requirements[at] <= 0.0;
                let kept = &mut self.direction.1[at];
                *kept = if is_at_end { 0.0 } else { over + MOMENTUM * *kept };
                square += self.scale[action as usize] * *kept * *kept;
            }
        }
        square
    }
}

/// What is chosen at a price of the budget.
struct Offer {
    price: f64,
    /// `mu B` and what the choice is worth beyond its price.
    value: f64,
    spent: f64,
    choice: Vec<(f64, u32)>,
}

impl Offer {
    fn at(all: &Candidates, worth: &[f64], price: f64) -> Self {
        let net = worth.iter().zip(&all.price).map(|(worth, cost)| worth - price * *cost as f64);
        let net: Vec<f64> = net.collect();
        let choice = best_choice(all, &net);
        let spent = choice.iter().map(|(_, action)| all.price[*action as usize] as f64).sum();
        let value = price * all.limit as f64 + choice.iter().map(|(worth, _)| worth).sum::<f64>();
        Self { price, value, spent, choice }
    }
}
