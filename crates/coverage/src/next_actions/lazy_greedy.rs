//! Lazy greedy: the next best action, then the next best after that.
//!
//! What an action adds never grows as the plan does, so an old gain is an upper limit of the new
//! one, and only the action at the top of the list has to be weighed again (Minoux 1978). By gain
//! alone the plan closes at least `1 - 1/e` of what the best plan of as many actions does
//! (Nemhauser, Wolsey and Fisher 1978); by gain per cost, or the best single action where that is
//! better, at least `(1 - 1/e) / 2` of what the best plan of that budget does (Khuller, Moss and
//! Naor 1999). An action comes with all that it requires, as one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::next_actions::candidates::{BUDGET_UNITS, Candidates};
use crate::next_actions::marginal_gain::{Standing, Weighing};

/// By what the next action is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The most gain.
    Gain,
    /// The most gain per cost.
    GainPerCost,
    /// The most gain per share of the budget and of the number of actions, taken together: where
    /// both are scarce, one that spares only one of them is no bargain.
    GainPerShare,
}

impl Order {
    pub(crate) const ALL: [Self; 3] = [Self::Gain, Self::GainPerCost, Self::GainPerShare];

    fn key(self, all: &Candidates, bundle: &[u32], gain: f64) -> f64 {
        let price: i64 = bundle.iter().map(|action| all.price[*action as usize]).sum();
        let share = price as f64 / BUDGET_UNITS as f64;
        match self {
            Self::Gain => gain,
            Self::GainPerCost if price == 0 => f64::INFINITY,
            Self::GainPerCost => gain / share,
            Self::GainPerShare => gain / (share + bundle.len() as f64 / all.most.max(1) as f64),
        }
    }
}

/// An action in the list, with what it was worth when it was weighed.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    key: f64,
    gain: f64,
    action: u32,
    /// The number of additions at that time.
    additions: usize,
}

impl Ord for Weighed {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = self.key.total_cmp(&other.key).then(self.gain.total_cmp(&other.gain));
        // The lower number first; of two weighings of one action the later.
        let order = order.then(other.action.cmp(&self.action));
        order.then(self.additions.cmp(&other.additions))
    }
}

impl PartialOrd for Weighed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Weighed {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Weighed {}

/// Adds actions to a plan until none that fits gains anything, and tells them in the order in which
/// they were added. Chosen from are all actions, or those of `among`.
pub(crate) fn add_greedily(
    standing: &mut Standing<'_>,
    order: Order,
    among: Option<&[u32]>,
) -> Vec<u32> {
    let all = standing.all;
    let least = least_gain(standing);
    let mut weighing = Weighing::default();
    let weigh = |standing: &Standing<'_>, weighing: &mut Weighing, action, additions| {
        let gain = weighing.fitting(standing, action).filter(|gain| *gain > least)?;
        let key = order.key(all, &weighing.bundle.actions, gain);
        Some(Weighed { key, gain, action, additions })
    };
    let from: Vec<u32> = among.map_or_else(|| (0..all.len() as u32).collect(), <[u32]>::to_vec);
    let first = from.iter().filter_map(|at| weigh(standing, &mut weighing, *at, 0));
    let mut list: BinaryHeap<Weighed> = first.collect();
    let mut is_among = vec![among.is_none(); all.len()];
    for action in &from {
        is_among[*action as usize] = true;
    }
    let mut listed = vec![false; all.len()];
    let mut added: Vec<u32> = Vec::new();
    while let Some(top) = list.pop() {
        // Where a bundle no longer fits it never will: what is chosen of it is paid for already.
        let Some(now) = weigh(standing, &mut weighing, top.action, added.len()) else {
            continue;
        };
        if top.additions < added.len() && now < top {
            list.push(now);
            continue;
        }
        let bundle = std::mem::take(&mut weighing.bundle.actions);
        for action in &bundle {
            standing.add(*action);
            added.push(*action);
        }
        // What requires one of these has become cheaper, and its old worth is no limit any more.
        let mut cheaper = bundle;
        let mut next = 0;
        while let Some(action) = cheaper.get(next).copied() {
            next += 1;
            for dependent in all.dependents.of(action) {
                let is_listed = std::mem::replace(&mut listed[*dependent as usize], true);
                if !is_listed && !standing.chosen[*dependent as usize] {
                    cheaper.push(*dependent);
                    if is_among[*dependent as usize] {
                        list.extend(weigh(standing, &mut weighing, *dependent, added.len()));
                    }
                }
            }
        }
        for action in cheaper {
            all.dependents.of(action).iter().for_each(|at| listed[*at as usize] = false);
        }
    }
    added
}

/// The action that gains most alone, with all that it requires; nothing when none gains anything.
pub(crate) fn best_single(all: &Candidates, standing: &Standing<'_>) -> Vec<u32> {
    let mut weighing = Weighing::default();
    let (mut best, mut most) = (Vec::new(), least_gain(standing));
    for action in 0..all.len() as u32 {
        if let Some(gain) = weighing.fitting(standing, action).filter(|gain| *gain > most) {
            most = gain;
            best.clone_from(&weighing.bundle.actions);
        }
    }
    best
}

/// A gain below this is the rounding of the rest: a part in a million millions of all that could be
/// closed.
pub(crate) fn least_gain(standing: &Standing<'_>) -> f64 {
    standing.curves.total() * 1e-12
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::next_actions::closing_curves::Curves;
    use crate::{Action, Effect, GapDraws, PlanQuestion};
    use proptest::prelude::*;

    /// Weighs every action in every round.
    fn add_plainly(standing: &mut Standing<'_>, order: Order) -> Vec<u32> {
        let mut added = Vec::new();
        loop {
            let mut best: Option<(f64, f64, u32)> = None;
            for action in 0..standing.all.len() as u32 {
                let gain = standing.gain(action);
                let key = order.key(standing.all, &[action], gain);
                let is_open = !standing.chosen[action as usize] && standing.fits(&[action]);
                let is_better = best.is_none_or(|(most, with, _)| (key, gain) > (most, with));
                if is_open && gain > least_gain(standing) && is_better {
                    best = Some((key, gain, action));
                }
            }
            let Some((_, _, action)) = best else {
                return added;
            };
            standing.add(action);
            added.push(action);
        }
    }

    proptest! {
        #[test]
        fn the_lazy_way_chooses_what_the_plain_way_does(
            gaps in proptest::collection::vec(proptest::collection::vec(0.0_f32..50.0, 3), 5),
            actions in proptest::collection::vec(
                (0_u32..6, proptest::collection::vec((0_u32..5, 0.0_f64..40.0), 1..4)), 1..20),
            most in 0_u32..12,
        ) {
            let effects = |effects: Vec<(u32, f64)>| {
                effects.into_iter().map(|(need, amount)| Effect { need, amount }).collect()
            };
            let action = |(cost, of): (u32, Vec<(u32, f64)>)| Action {
                cost: f64::from(cost),
                effects: effects(of),
                ..Action::default()
            };
            let actions: Vec<Action> = actions.into_iter().map(action).collect();
            let gaps = GapDraws::new(&gaps).unwrap();
            let all = Candidates::new(&gaps, &actions, &PlanQuestion::new(20.0, most)).unwrap();
            let curves = Curves::new(&gaps, &[1.0; 5], &[1.0 / 3.0; 3]);
            for order in Order::ALL {
                let (mut lazy, mut plain) =
                    (Standing::empty(&all, &curves), Standing::empty(&all, &curves));
                let chosen = add_greedily(&mut lazy, order, None);
                prop_assert_eq!(chosen, add_plainly(&mut plain, order));
            }
        }
    }
}
