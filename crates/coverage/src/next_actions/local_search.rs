//! Local search: a plan is changed by one action at a time, as long as that closes more.
//!
//! An action is *added*, *dropped*, or *swapped* for another, each together with what it requires
//! or what requires it. Only actions that share a need with the one that goes gain anything else
//! once it is gone; all others keep the gain that is on the list, so that a look at every swap
//! costs little more than a look at every action.

use crate::next_actions::candidates::Candidates;
use crate::next_actions::closing_curves::Curves;
use crate::next_actions::lazy_greedy::{Order, add_greedily, best_single, least_gain};
use crate::next_actions::marginal_gain::{Standing, Weighing};

/// Each pass tries to swap every chosen action. Every change closes more, so the search ends of
/// itself; it hardly ever takes more than a handful of passes.
const MOST_PASSES: usize = 50;

/// With up to so many actions every start is improved, and not the best one only: it takes no
/// longer than a blink then, and finds the best plan more often.
const FEW: usize = 2000;

/// The actions, ascending, of the best plan that three greedy orders and the best single action
/// lead to after local search.
pub(crate) fn search(all: &Candidates, curves: &Curves) -> Vec<u32> {
    let start = |order: Option<Order>| {
        let mut standing = Standing::empty(all, curves);
        match order {
            Some(order) => drop(add_greedily(&mut standing, order, None)),
            None => best_single(all, &standing).iter().for_each(|action| standing.add(*action)),
        }
        if all.len() <= FEW {
            improve(&mut standing);
        }
        standing
    };
    let mut best = start(None);
    for order in Order::ALL {
        let standing = start(Some(order));
        if standing.value() > best.value() {
            best = standing;
        }
    }
    if all.len() > FEW {
        improve(&mut best);
    }
    best.actions()
}

/// The actions, ascending, of the plan that comes of adding some actions in an order, each with all
/// that it requires and as far as they fit and gain anything, after local search.
pub(crate) fn follow(all: &Candidates, curves: &Curves, order: &[u32]) -> Vec<u32> {
    let mut standing = Standing::empty(all, curves);
    let least = least_gain(&standing);
    let mut weighing = Weighing::default();
    for action in order {
        if weighing.fitting(&standing, *action).is_some_and(|gain| gain > least) {
            standing.add_all(&weighing.bundle.actions);
        }
    }
    improve(&mut standing);
    standing.actions()
}

/// Changes a plan until no addition, drop or swap closes more.
pub(crate) fn improve(standing: &mut Standing<'_>) {
    let mut search = Search::new(standing);
    search.fill(standing);
    for _ in 0..MOST_PASSES {
        let mut is_changed = false;
        for action in standing.actions() {
            if standing.chosen[action as usize] && search.exchange(standing, action) {
                is_changed = true;
                search.fill(standing);
            }
        }
        if !is_changed {
            return;
        }
    }
}

struct Search {
    /// The actions that can be done at all, the cheapest first, so that those with a price beyond
    /// what is left are not looked at.
    by_price: Vec<u32>,
    prices: Vec<i64>,
    /// The position of each action in that order; beyond it for one that can never be done.
    ranks: Vec<u32>,
    /// What each would close with all that it requires, in that order; negative when it is chosen.
    gains: Vec<f64>,
    weighing: Weighing,
    seen: Vec<bool>,
    least: f64,
    space: Vec<(u32, f64)>,
}

impl Search {
    fn new(standing: &Standing<'_>) -> Self {
        let all = standing.all;
        let numbers = 0..all.len() as u32;
        let mut by_price: Vec<u32> = numbers.filter(|at| all.usable[*at as usize]).collect();
        by_price.sort_by_key(|action| all.price[*action as usize]);
        let mut ranks = vec![u32::MAX; all.len()];
        (0..).zip(&by_price).for_each(|(rank, action)| ranks[*action as usize] = rank);
        let mut search = Self {
            prices: by_price.iter().map(|action| all.price[*action as usize]).collect(),
            gains: vec![-1.0; by_price.len()],
            by_price,
            ranks,
            weighing: Weighing::default(),
            seen: vec![false; all.len()],
            least: least_gain(standing),
            space: Vec::new(),
        };
        (0..all.len() as u32).for_each(|action| search.weigh(standing, action));
        search
    }

    fn weigh(&mut self, standing: &Standing<'_>, action: u32) {
        if let Some(kept) = self.gains.get_mut(self.ranks[action as usize] as usize) {
            *kept = self.weighing.gain(standing, action).unwrap_or(-1.0);
        }
    }

    /// The action that fits and gains most, if that is more than `floor`; the lower number on ties.
    fn best(&mut self, standing: &Standing<'_>, floor: f64) -> Option<u32> {
        let room = standing.room();
        let affordable = self.prices.partition_point(|price| *price <= room);
        let (mut best, mut most) = (None, floor);
        for (rank, gain) in self.gains[..affordable].iter().enumerate() {
            if *gain < most || *gain <= floor {
                continue;
            }
            let action = self.by_price[rank];
            let is_better = *gain > most || best.is_none_or(|best| action < best);
            if is_better && self.weighing.fits(standing, action) {
                (best, most) = (Some(action), *gain);
            }
        }
        best
    }

    /// Adds the action that gains most, as long as one fits.
    fn fill(&mut self, standing: &mut Standing<'_>) {
        while let Some(action) = self.best(standing, self.least) {
            self.add(standing, action);
        }
    }

    fn add(&mut self, standing: &mut Standing<'_>, action: u32) {
        self.weighing.gain(standing, action);
        let bundle = self.weighing.bundle.actions.clone();
        standing.add_all(&bundle);
        for touched in self.touched(standing, &bundle) {
            self.weigh(standing, touched);
        }
    }

    fn touched(&mut self, standing: &Standing<'_>, actions: &[u32]) -> Vec<u32> {
        let mut found = Vec::new();
        for action in actions {
            standing.touched_by(*action, &mut self.seen, &mut found);
        }
        for action in &found {
            self.seen[*action as usize] = false;
        }
        found
    }

    /// Swaps an action for the best that then fits, or drops it when it closes nothing; false when
    /// neither closes more.
    fn exchange(&mut self, standing: &mut Standing<'_>, action: u32) -> bool {
        let out = standing.leaning_on(action);
        let touched = self.touched(standing, &out);
        let rank = |at: &u32| self.ranks[*at as usize] as usize;
        let ranks: Vec<usize> = touched.iter().map(rank).collect();
        let kept: Vec<Option<f64>> = ranks.iter().map(|at| self.gains.get(*at).copied()).collect();
        standing.remove_all(&out);
        for action in &touched {
            self.weigh(standing, *action);
        }
        let loss = standing.gain_of(&out, &mut self.space);
        if let Some(better) = self.best(standing, loss + self.least) {
            self.add(standing, better);
            return true;
        }
        if loss <= self.least {
            return true;
        }
        standing.add_all(&out);
        for (rank, gain) in ranks.into_iter().zip(kept) {
            if let Some(gain) = gain {
                self.gains[rank] = gain;
            }
        }
        false
    }
}
