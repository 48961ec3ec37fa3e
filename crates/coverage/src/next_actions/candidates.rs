//! Candidates: all actions as columns, each list of neighbours in one block, so that a search over
//! thousands of them reads memory in order.

use std::collections::HashMap;

use crate::{Action, GapDraws, PlanQuestion, Refusal};

/// Lists of different lengths in one block.
#[derive(Debug, Clone)]
pub(crate) struct Lists<T> {
    items: Vec<T>,
    starts: Vec<usize>,
}

impl<T> Lists<T> {
    pub(crate) fn new(lists: impl Iterator<Item = Vec<T>>) -> Self {
        let mut block = Self { items: Vec::new(), starts: vec![0] };
        for list in lists {
            block.items.extend(list);
            block.starts.push(block.items.len());
        }
        block
    }

    pub(crate) fn of(&self, at: u32) -> &[T] {
        &self.items[self.starts[at as usize]..self.starts[at as usize + 1]]
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Where the list begins among all items.
    pub(crate) fn start(&self, at: u32) -> usize {
        self.starts[at as usize]
    }

    pub(crate) fn items(&self) -> usize {
        self.items.len()
    }
}

/// The whole budget in units of price. Prices are whole numbers, so that they add up to the same
/// in every order and the certificate can take them as exact.
pub(crate) const BUDGET_UNITS: i64 = 1 << 44;

/// What is over the budget by less than one part in a hundred million is within it: costs in
/// decimals that add up to just the budget must not fail by their last digit. Prices are rounded
/// up, and so many units are more than the most actions could lose by that.
const BUDGET_SLACK: i64 = BUDGET_UNITS / 100_000_000;

/// No exclusive set.
pub(crate) const NO_SET: u32 = u32::MAX;

/// All actions of a question.
#[derive(Debug, Clone)]
pub(crate) struct Candidates {
    /// What each action adds, by need ascending. An effect beyond the largest gap of its need is
    /// cut to that: it closes the same, and the bound becomes tight (the problem: Church and
    /// `ReVelle` 1974).
    pub(crate) effects: Lists<(u32, f64)>,
    /// The same by need, by action ascending.
    pub(crate) by_need: Lists<(u32, f64)>,
    /// What each action requires, ascending.
    pub(crate) requires: Lists<u32>,
    /// What requires each action, ascending.
    pub(crate) dependents: Lists<u32>,
    /// Cost as a share of the budget, in [`BUDGET_UNITS`].
    pub(crate) price: Vec<i64>,
    /// The most that all prices may add up to.
    pub(crate) limit: i64,
    /// The most actions.
    pub(crate) most: usize,
    /// The exclusive set of each action, numbered densely, or [`NO_SET`].
    pub(crate) sets: Vec<u32>,
    pub(crate) set_count: usize,
    /// Whether the action, with all that it requires, fits into an empty plan.
    pub(crate) usable: Vec<bool>,
    /// Days until each action works.
    pub(crate) ready_days: Vec<u64>,
}

impl Candidates {
    pub(crate) fn new(
        gaps: &GapDraws,
        actions: &[Action],
        question: &PlanQuestion,
    ) -> Result<Self, Refusal> {
        for (at, action) in (0..).zip(actions) {
            action.check(at, gaps.needs())?;
        }
        let ready_days = Action::ready_days(actions)?;
        let effects = Lists::new(actions.iter().map(|action| tightened(gaps, action)));
        let mut by_need: Vec<Vec<(u32, f64)>> = vec![Vec::new(); gaps.needs()];
        let mut dependents: Vec<Vec<u32>> = vec![Vec::new(); actions.len()];
        let sorted = |action: &Action| {
            let mut requires = action.requires.clone();
            requires.sort_unstable();
            requires.dedup();
            requires
        };
        let requires = Lists::new(actions.iter().map(sorted));
        for at in 0..actions.len() as u32 {
            for (need, amount) in effects.of(at) {
                by_need[*need as usize].push((at, *amount));
            }
            for required in requires.of(at) {
                dependents[*required as usize].push(at);
            }
        }
        let (sets, set_count) = numbered_sets(actions);
        let mut candidates = Self {
            effects,
            by_need: Lists::new(by_need.into_iter()),
            requires,
            dependents: Lists::new(dependents.into_iter()),
            price: actions.iter().map(|action| price(action.cost, question.budget)).collect(),
            limit: BUDGET_UNITS + BUDGET_SLACK,
            most: question.most as usize,
            sets,
            set_count,
            usable: Vec::new(),
            ready_days,
        };
        let mut bundle = Bundle::default();
        let none = vec![false; actions.len()];
        let latest = question.within_days.map_or(u64::MAX, u64::from);
        let usable = |at: u32| {
            candidates.ready_days[at as usize] <= latest
                && bundle.gather(&candidates, &none, at)
                && candidates.fits_alone(&bundle.actions)
        };
        candidates.usable = (0..actions.len() as u32).map(usable).collect();
        Ok(candidates)
    }

    pub(crate) fn len(&self) -> usize {
        self.price.len()
    }

    /// The same with only these actions to choose from and nothing to keep to, but that each
    /// comes after those of them that it requires.
    pub(crate) fn only(&self, actions: &[u32]) -> Self {
        let mut usable = vec![false; self.len()];
        for action in actions {
            usable[*action as usize] = true;
        }
        let among = |lists: &Lists<u32>, at: u32| -> Vec<u32> {
            let list = lists.of(at).iter();
            list.filter(|other| usable[at as usize] && usable[**other as usize]).copied().collect()
        };
        let numbers = 0..self.len() as u32;
        Self {
            effects: self.effects.clone(),
            by_need: self.by_need.clone(),
            requires: Lists::new(numbers.clone().map(|at| among(&self.requires, at))),
            dependents: Lists::new(numbers.map(|at| among(&self.dependents, at))),
            price: vec![0; self.len()],
            limit: 0,
            most: usize::MAX,
            sets: vec![NO_SET; self.len()],
            set_count: 0,
            usable,
            ready_days: self.ready_days.clone(),
        }
    }

    /// Whether some actions, ascending, are a plan that keeps to all but the equity floor.
    pub(crate) fn is_plan(&self, actions: &[u32]) -> bool {
        let is_there = |action: &u32| actions.binary_search(action).is_ok();
        let is_usable = |action: &u32| {
            self.usable.get(*action as usize).is_some_and(|usable| *usable)
                && self.requires.of(*action).iter().all(is_there)
        };
        actions.iter().all(is_usable) && self.fits_alone(actions)
    }

    /// Whether some actions, and nothing else, keep to budget, number and exclusive sets.
    pub(crate) fn fits_alone(&self, actions: &[u32]) -> bool {
        let affordable = actions.iter().all(|at| self.price[*at as usize] <= self.limit);
        let sets = actions.iter().map(|at| self.sets[*at as usize]);
        let mut sets: Vec<u32> = sets.filter(|set| *set != NO_SET).collect();
        sets.sort_unstable();
        affordable
            && actions.len() <= self.most
            && actions.iter().map(|at| self.price[*at as usize]).sum::<i64>() <= self.limit
            && sets.windows(2).all(|pair| pair[0] != pair[1])
    }
}

/// What an action adds, by need ascending, without what closes nothing.
fn tightened(gaps: &GapDraws, action: &Action) -> Vec<(u32, f64)> {
    let reliable = 1.0 - action.risk;
    let effects = action.effects.iter().map(|effect| (effect.need, effect.amount * reliable));
    let mut effects: Vec<(u32, f64)> = effects.collect();
    effects.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    effects.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1 += next.1;
        }
        same
    });
    let tight = effects.into_iter().map(|(need, amount)| (need, amount.min(gaps.largest(need))));
    tight.filter(|(_, amount)| *amount > 0.0).collect()
}

/// A cost in units of the budget; beyond every limit when it is more than the budget.
fn price(cost: f64, budget: f64) -> i64 {
    if cost <= 0.0 {
        return 0;
    }
    let share = cost / budget;
    if share <= 1.5 { (share * BUDGET_UNITS as f64).ceil() as i64 } else { 2 * BUDGET_UNITS }
}

fn numbered_sets(actions: &[Action]) -> (Vec<u32>, usize) {
    let mut numbers = HashMap::new();
    let mut sets = Vec::with_capacity(actions.len());
    for action in actions {
        let next = numbers.len() as u32;
        sets.push(action.exclusive_set.map_or(NO_SET, |set| *numbers.entry(set).or_insert(next)));
    }
    (sets, numbers.len())
}

/// An action with all that it requires and that is not chosen yet, each after what it requires.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bundle {
    pub(crate) actions: Vec<u32>,
    /// Which actions were met in the search of number `stamp`.
    seen: Vec<u32>,
    stamp: u32,
    stack: Vec<(u32, usize)>,
}

impl Bundle {
    /// Gathers the bundle of an action; false when it would be more actions than a plan may have,
    /// or contains one that is not affordable.
    pub(crate) fn gather(&mut self, all: &Candidates, chosen: &[bool], action: u32) -> bool {
        self.actions.clear();
        if chosen[action as usize] {
            return true;
        }
        if all.requires.of(action).is_empty() {
            self.actions.push(action);
            return true;
        }
        self.seen.resize(all.len(), 0);
        if self.stamp == u32::MAX {
            self.seen.fill(0);
            self.stamp = 0;
        }
        self.stamp += 1;
        self.seen[action as usize] = self.stamp;
        self.stack.clear();
        self.stack.push((action, 0));
        while let Some((at, next)) = self.stack.pop() {
            let Some(required) = all.requires.of(at).get(next).copied() else {
                self.actions.push(at);
                continue;
            };
            self.stack.push((at, next + 1));
            let seen = std::mem::replace(&mut self.seen[required as usize], self.stamp);
            if seen != self.stamp && !chosen[required as usize] {
                self.stack.push((required, 0));
            }
            if self.stack.len() + self.actions.len() > all.most {
                return false;
            }
        }
        true
    }
}
