//! Marginal gain: what one more action closes, given what a plan does already.
//!
//! What is closed is a sum over needs of concave functions ([`Curves`]) of sums of effects, and
//! such a set function is monotone and submodular: what an action adds never grows when the plan
//! does (Nemhauser, Wolsey and Fisher 1978). Adding or removing an action changes only the needs
//! that it touches.

use crate::next_actions::candidates::{Bundle, Candidates, NO_SET};
use crate::next_actions::closing_curves::Curves;

/// A plan while it is being built.
#[derive(Debug, Clone)]
pub(crate) struct Standing<'a> {
    pub(crate) all: &'a Candidates,
    pub(crate) curves: &'a Curves,
    pub(crate) chosen: Vec<bool>,
    /// What is added at each need, in the order of the actions that add it, whichever way the plan
    /// came about: the same plan has the same figures.
    covered: Vec<f64>,
    /// What that closes.
    closed: Vec<f64>,
    spent: i64,
    count: usize,
    in_set: Vec<u32>,
}

impl<'a> Standing<'a> {
    pub(crate) fn empty(all: &'a Candidates, curves: &'a Curves) -> Self {
        Self {
            all,
            curves,
            chosen: vec![false; all.len()],
            covered: vec![0.0; all.by_need.len()],
            closed: vec![0.0; all.by_need.len()],
            spent: 0,
            count: 0,
            in_set: vec![0; all.set_count],
        }
    }

    pub(crate) fn of(all: &'a Candidates, curves: &'a Curves, actions: &[u32]) -> Self {
        let mut standing = Self::empty(all, curves);
        standing.add_all(actions);
        standing
    }

    /// The chosen actions, ascending.
    pub(crate) fn actions(&self) -> Vec<u32> {
        (0_u32..).zip(&self.chosen).filter(|(_, chosen)| **chosen).map(|(at, _)| at).collect()
    }

    /// All that is closed.
    pub(crate) fn value(&self) -> f64 {
        self.closed.iter().sum()
    }

    /// What is added at a need.
    pub(crate) fn covered(&self, need: u32) -> f64 {
        self.covered[need as usize]
    }

    /// What one action, alone, would close beyond what is closed.
    pub(crate) fn gain(&self, action: u32) -> f64 {
        let effects = self.all.effects.of(action).iter();
        let gain = |(need, amount): &(u32, f64)| {
            let at = *need as usize;
            self.curves.value(*need, self.covered[at] + amount) - self.closed[at]
        };
        effects.map(gain).sum()
    }

    /// What several actions would close together.
    pub(crate) fn gain_of(&self, actions: &[u32], space: &mut Vec<(u32, f64)>) -> f64 {
        if let [only] = actions {
            return self.gain(*only);
        }
        space.clear();
        space.extend(actions.iter().flat_map(|action| self.all.effects.of(*action)));
        space.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let together = space.chunk_by(|a, b| a.0 == b.0).map(|same| {
            let (need, at) = (same[0].0, same[0].0 as usize);
            let amount: f64 = same.iter().map(|(_, amount)| amount).sum();
            self.curves.value(need, self.covered[at] + amount) - self.closed[at]
        });
        together.sum()
    }

    /// What is left of the budget, in units of price.
    pub(crate) fn room(&self) -> i64 {
        self.all.limit - self.spent
    }

    /// Whether actions that are not chosen, with no requirement beyond each other and the plan,
    /// keep to budget, number and exclusive sets.
    pub(crate) fn fits(&self, actions: &[u32]) -> bool {
        let price: i64 = actions.iter().map(|at| self.all.price[*at as usize]).sum();
        let is_free = |at: &u32| {
            let set = self.all.sets[*at as usize];
            set == NO_SET || self.in_set[set as usize] == 0
        };
        self.spent + price <= self.all.limit
            && self.count + actions.len() <= self.all.most
            && actions.iter().all(is_free)
        // Two of one bundle never share a set: such a bundle is not usable.
    }

    pub(crate) fn add(&mut self, action: u32) {
        self.chosen[action as usize] = true;
        self.spent += self.all.price[action as usize];
        self.count += 1;
        self.settle(action, 1);
    }

    pub(crate) fn add_all(&mut self, actions: &[u32]) {
        for action in actions {
            self.add(*action);
        }
    }

    pub(crate) fn remove_all(&mut self, actions: &[u32]) {
        for action in actions {
            self.remove(*action);
        }
    }

    pub(crate) fn remove(&mut self, action: u32) {
        self.chosen[action as usize] = false;
        self.spent -= self.all.price[action as usize];
        self.count -= 1;
        self.settle(action, u32::MAX);
    }

    fn settle(&mut self, action: u32, change: u32) {
        let all = self.all;
        if let Some(count) = self.in_set.get_mut(all.sets[action as usize] as usize) {
            *count = count.wrapping_add(change);
        }
        for (need, _) in all.effects.of(action) {
            let by = all.by_need.of(*need).iter();
            let chosen = by.filter(|(action, _)| self.chosen[*action as usize]);
            let covered = chosen.map(|(_, amount)| amount).sum();
            self.covered[*need as usize] = covered;
            self.closed[*need as usize] = self.curves.value(*need, covered);
        }
    }

    /// A chosen action, and the chosen ones that could not stay without it.
    pub(crate) fn leaning_on(&self, action: u32) -> Vec<u32> {
        let mut leaning = vec![action];
        let mut at = 0;
        while let Some(next) = leaning.get(at).copied() {
            for dependent in self.all.dependents.of(next) {
                if self.chosen[*dependent as usize] && !leaning.contains(dependent) {
                    leaning.push(*dependent);
                }
            }
            at += 1;
        }
        leaning
    }

    /// Every action whose bundle may gain something else once an action is added or removed:
    /// those that share a need with it, and all that require one of these. Marks them in `seen`,
    /// which must be unmarked, and appends them to `found`.
    pub(crate) fn touched_by(&self, action: u32, seen: &mut [bool], found: &mut Vec<u32>) {
        let mut first = found.len();
        let mut meet = |at: u32, found: &mut Vec<u32>| {
            if !std::mem::replace(&mut seen[at as usize], true) {
                found.push(at);
            }
        };
        meet(action, found);
        for (need, _) in self.all.effects.of(action) {
            for (other, _) in self.all.by_need.of(*need) {
                meet(*other, found);
            }
        }
        while let Some(next) = found.get(first).copied() {
            first += 1;
            for dependent in self.all.dependents.of(next) {
                meet(*dependent, found);
            }
        }
    }
}

/// What a search needs to weigh bundles, used again for each.
#[derive(Debug, Default)]
pub(crate) struct Weighing {
    pub(crate) bundle: Bundle,
    space: Vec<(u32, f64)>,
}

impl Weighing {
    /// What an action, with what it requires, would close; `None` when it is chosen, can never be
    /// done, or does not fit now. The bundle stays in `self.bundle`.
    pub(crate) fn fitting(&mut self, standing: &Standing<'_>, action: u32) -> Option<f64> {
        let gain = self.gain(standing, action)?;
        standing.fits(&self.bundle.actions).then_some(gain)
    }

    /// Whether an action that can be done at all fits now, with what it requires. The bundle
    /// stays in `self.bundle`.
    pub(crate) fn fits(&mut self, standing: &Standing<'_>, action: u32) -> bool {
        self.bundle.gather(standing.all, &standing.chosen, action);
        standing.fits(&self.bundle.actions)
    }

    /// The same as [`Weighing::fitting`], whether it fits or not.
    pub(crate) fn gain(&mut self, standing: &Standing<'_>, action: u32) -> Option<f64> {
        let all = standing.all;
        if standing.chosen[action as usize] || !all.usable[action as usize] {
            return None;
        }
        self.bundle.gather(all, &standing.chosen, action);
        Some(standing.gain_of(&self.bundle.actions, &mut self.space))
    }
}
