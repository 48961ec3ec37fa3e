//! Marginal gain: what one more action closes, given what a plan does already.
//!
//! Of the gap of a need, `F_c(t) = w_c x mean_j min(G_c^j, t)` is closed when `t` is added there.
//! That is a concave, piecewise linear function of `t` whose corners are the draws; with the draws
//! sorted and their sums at hand, one value costs a binary search. A sum of such functions of sums
//! is monotone and submodular: what an action adds never grows when the plan does (Nemhauser,
//! Wolsey and Fisher 1978).

use crate::candidates::{Bundle, Candidates, NO_SET};
use crate::{GapDraws, workers};

/// The closing function of every need.
#[derive(Debug, Clone)]
pub(crate) struct Curves {
    /// Where the pieces of each need begin, and at the end their number. A need without a gap has
    /// no piece.
    starts: Vec<usize>,
    /// Up to where each piece reaches: the distinct positive draws of its need, ascending.
    corners: Vec<f64>,
    /// On each piece the value is `base + slope x t`.
    bases: Vec<f64>,
    slopes: Vec<f64>,
    /// The value from the last corner on.
    tops: Vec<f64>,
}

impl Curves {
    /// The functions for weights by need and the mass of each draw; equal masses of `1 / D` make
    /// the mean.
    pub(crate) fn new(gaps: &GapDraws, weights: &[f64], mass: &[f64]) -> Self {
        let parts = workers::in_parts(gaps.needs(), 2000, |needs| {
            let mut part = Self::none();
            let mut space = Vec::with_capacity(gaps.draws());
            for need in needs {
                let draws = gaps.of_need(need as u32).iter().zip(mass);
                space.clear();
                space.extend(draws.filter(|(gap, _)| **gap > 0.0).map(|(gap, mass)| (*gap, *mass)));
                part.push(&mut space, weights[need]);
            }
            part
        });
        parts.combined(Self::append)
    }

    fn none() -> Self {
        Self {
            starts: vec![0],
            corners: Vec::new(),
            bases: Vec::new(),
            slopes: Vec::new(),
            tops: Vec::new(),
        }
    }

    fn push(&mut self, draws: &mut [(f32, f64)], weight: f64) {
        // Draws of one size are added in an order that does not depend on how they came.
        draws.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let first = self.slopes.len();
        for same in draws.chunk_by(|a, b| a.0 == b.0) {
            self.corners.push(f64::from(same[0].0));
            self.slopes.push(weight * same.iter().map(|(_, mass)| mass).sum::<f64>());
        }
        let mut above = 0.0;
        for slope in self.slopes[first..].iter_mut().rev() {
            above += *slope;
            *slope = above;
        }
        let mut base = 0.0;
        for at in first..self.slopes.len() {
            self.bases.push(base);
            let next = self.slopes.get(at + 1).copied().unwrap_or(0.0);
            base += (self.slopes[at] - next) * self.corners[at];
        }
        self.tops.push(base);
        self.starts.push(self.slopes.len());
    }

    fn append(&mut self, other: Self) {
        let before = self.slopes.len();
        self.starts.extend(other.starts[1..].iter().map(|start| before + start));
        self.corners.extend(other.corners);
        self.bases.extend(other.bases);
        self.slopes.extend(other.slopes);
        self.tops.extend(other.tops);
    }

    /// What is closed at a need when `t` is added.
    pub(crate) fn value(&self, need: u32, t: f64) -> f64 {
        let (from, to) = (self.starts[need as usize], self.starts[need as usize + 1]);
        let corners = &self.corners[from..to];
        // With one draw, as in a picture without uncertainty, there is nothing to search.
        let piece = match corners {
            [only] => usize::from(*only <= t),
            _ => corners.partition_point(|corner| *corner <= t),
        };
        match self.bases.get(from + piece) {
            Some(base) if piece < corners.len() => base + self.slopes[from + piece] * t,
            _ => self.tops[need as usize],
        }
    }

    /// All that can be closed at a need.
    pub(crate) fn top(&self, need: u32) -> f64 {
        self.tops[need as usize]
    }

    /// All that can be closed.
    pub(crate) fn total(&self) -> f64 {
        self.tops.iter().sum()
    }

    pub(crate) fn needs(&self) -> usize {
        self.tops.len()
    }

    /// How steeply a need is closed beyond `t`.
    pub(crate) fn slope(&self, need: u32, t: f64) -> f64 {
        let pieces = self.pieces(need);
        let piece = self.corners[pieces.clone()].partition_point(|corner| *corner <= t);
        self.slopes[pieces].get(piece).copied().unwrap_or(0.0)
    }

    /// The corner at which the slope goes from above `y` to `y` or below, and which share of the
    /// change is left at `y`; `None` for a need without a gap.
    pub(crate) fn cut(&self, need: u32, y: f64) -> Option<(f64, f64)> {
        let piece = self.cut_piece(need, y)?;
        let next =
            if piece + 1 < self.starts[need as usize + 1] { self.slopes[piece + 1] } else { 0.0 };
        Some((self.corners[piece], (y - next) / (self.slopes[piece] - next)))
    }

    /// The same corner, and the conjugate `max_t F(t) - y t`, which is reached there; zeros for a
    /// need without a gap.
    pub(crate) fn conjugate(&self, need: u32, y: f64) -> (f64, f64) {
        let Some(piece) = self.cut_piece(need, y) else {
            return (0.0, 0.0);
        };
        let corner = self.corners[piece];
        (corner, self.bases[piece] + (self.slopes[piece] - y) * corner)
    }

    fn cut_piece(&self, need: u32, y: f64) -> Option<usize> {
        let pieces = self.pieces(need);
        let last = pieces.len().checked_sub(1)?;
        let steeper = match last {
            0 => 0,
            _ => self.slopes[pieces.clone()].partition_point(|slope| *slope >= y),
        };
        // Of those at least as steep the last: its corner is where the slope falls below.
        Some(pieces.start + steeper.saturating_sub(1).min(last))
    }

    fn pieces(&self, need: u32) -> std::ops::Range<usize> {
        self.starts[need as usize]..self.starts[need as usize + 1]
    }
}

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
        actions.iter().for_each(|action| standing.add(*action));
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

    /// The same, whether it fits or not.
    pub(crate) fn gain(&mut self, standing: &Standing<'_>, action: u32) -> Option<f64> {
        let all = standing.all;
        if standing.chosen[action as usize] || !all.usable[action as usize] {
            return None;
        }
        self.bundle.gather(all, &standing.chosen, action);
        Some(standing.gain_of(&self.bundle.actions, &mut self.space))
    }
}
