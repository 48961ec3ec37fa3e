//! Local search: a plan is changed by one action at a time, as long as that closes more.
//!
//! An action is *added*, *dropped*, or *swapped* for another, each together with what it requires
//! or what requires it. Only actions that share a need with the one that goes gain anything else
//! once it is gone; all others keep the gain that is on the list, so that a look at every swap costs
//! little more than a look at every action.

use crate::candidates::Candidates;
use crate::lazy_greedy::{Order, add_greedily, best_single, least_gain};
use crate::marginal_gain::{Curves, Standing, Weighing};

/// Each pass tries to swap every chosen action. Every change closes more, so the search ends of
/// itself; it hardly ever takes more than a handful of passes.
const MOST_PASSES: usize = 50;

/// The actions, ascending, of the best plan that three greedy orders and the best single action
/// lead to after local search.
pub(crate) fn search(all: &Candidates, curves: &Curves) -> Vec<u32> {
    let start = |order: Option<Order>| {
        let mut standing = Standing::empty(all, curves);
        match order {
            Some(order) => drop(add_greedily(&mut standing, order, None)),
            None => best_single(all, &standing).iter().for_each(|action| standing.add(*action)),
        }
        standing
    };
    let mut best: Option<Standing<'_>> = None;
    for order in Order::ALL.map(Some).into_iter().chain([None]) {
        let standing = start(order);
        if best.as_ref().is_none_or(|best| standing.value() > best.value()) {
            best = Some(standing);
        }
    }
    best.map_or_else(Vec::new, |mut best| {
        improve(&mut best);
        best.actions()
    })
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
    /// What each action would close with all that it requires; negative when it cannot be added.
    gains: Vec<f64>,
    weighing: Weighing,
    seen: Vec<bool>,
    least: f64,
    space: Vec<(u32, f64)>,
}

impl Search {
    fn new(standing: &Standing<'_>) -> Self {
        let mut search = Self {
            gains: vec![-1.0; standing.all.len()],
            weighing: Weighing::default(),
            seen: vec![false; standing.all.len()],
            least: least_gain(standing),
            space: Vec::new(),
        };
        (0..standing.all.len() as u32).for_each(|action| search.weigh(standing, action));
        search
    }

    fn weigh(&mut self, standing: &Standing<'_>, action: u32) {
        self.gains[action as usize] = self.weighing.gain(standing, action).unwrap_or(-1.0);
    }

    /// The action that fits and gains most, if that is more than `floor`; the lower number on ties.
    fn best(&mut self, standing: &Standing<'_>, floor: f64) -> Option<u32> {
        let (mut best, mut most) = (None, floor);
        for action in 0..self.gains.len() as u32 {
            if self.gains[action as usize] > most
                && self.weighing.fitting(standing, action).is_some()
            {
                (best, most) = (Some(action), self.gains[action as usize]);
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
        bundle.iter().for_each(|action| standing.add(*action));
        for touched in self.touched(standing, &bundle) {
            self.weigh(standing, touched);
        }
    }

    fn touched(&mut self, standing: &Standing<'_>, actions: &[u32]) -> Vec<u32> {
        let mut found = Vec::new();
        for action in actions {
            standing.touched_by(*action, &mut self.seen, &mut found);
        }
        found.iter().for_each(|action| self.seen[*action as usize] = false);
        found
    }

    /// Swaps an action for the best that then fits, or drops it when it closes nothing; false when
    /// neither closes more.
    fn exchange(&mut self, standing: &mut Standing<'_>, action: u32) -> bool {
        let out = standing.leaning_on(action);
        let touched = self.touched(standing, &out);
        let kept: Vec<f64> = touched.iter().map(|at| self.gains[*at as usize]).collect();
        out.iter().for_each(|action| standing.remove(*action));
        touched.iter().for_each(|at| self.weigh(standing, *at));
        let loss = standing.gain_of(&out, &mut self.space);
        if let Some(better) = self.best(standing, loss + self.least) {
            self.add(standing, better);
            return true;
        }
        if loss <= self.least {
            return true;
        }
        out.iter().for_each(|action| standing.add(*action));
        touched.iter().zip(kept).for_each(|(at, gain)| self.gains[*at as usize] = gain);
        false
    }
}
