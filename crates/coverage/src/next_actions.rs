//! Next actions: which few things to do, with the money there is, so that the most is closed.
//!
//! Maximise
//!
//! `sum_c w_c mean_j min(G_c^j, sum_a q_ac x_a) - lambda CVaR_beta(remaining weighted gap)`
//!
//! over plans `x` that keep to a budget and a number of actions, contain what their actions
//! require, and at most one action of each exclusive set, and close in every group at least `theta`
//! times what is closed on average (reference for the parts: maximal covering, Church and `ReVelle`
//! 1974; submodular maximisation, Nemhauser, Wolsey and Fisher 1978; `CVaR`, Rockafellar and
//! Uryasev 2000).
//!
//! The plan is found by greedy and local search, at once and always the same. How far from the best
//! it can be at most is told by a certificate of its own ([`NextActions::upper_bound`]). Built with
//! the feature `highs`, `NextActions::exact_plan` seeks the best of all plans.

pub mod action;
pub(crate) mod balanced_search;
pub(crate) mod candidates;
pub(crate) mod closing_curves;
pub(crate) mod dual_prices;
#[cfg(feature = "highs")]
pub mod exact;
pub(crate) mod floor_prices;
pub mod gap_draws;
pub(crate) mod lazy_greedy;
pub(crate) mod local_search;
pub(crate) mod marginal_gain;
pub(crate) mod objective;
pub mod plan;
pub mod plan_difference;
pub mod silent_gain;
pub mod upper_bound;

use std::ops::ControlFlow;

use crate::next_actions::candidates::{Bundle, Candidates};
use crate::next_actions::dual_prices::Heard;
use crate::next_actions::lazy_greedy::{Order, add_greedily};
use crate::next_actions::marginal_gain::Standing;
use crate::next_actions::objective::{Objective, mean_of_worst};
use crate::next_actions::upper_bound::{Certificate, UpperBound};
use crate::{Action, ActionsRefusal, Closes, GapDraws, Plan, PlanQuestion, Refusal, Step, Tail};

/// A question about what to do next, checked and ready to be answered.
#[derive(Debug, Clone)]
pub struct NextActions<'a> {
    actions: &'a [Action],
    all: Candidates,
    objective: Objective<'a>,
}

impl<'a> NextActions<'a> {
    /// Most actions to choose from.
    pub const MOST_ACTIONS: usize = 1 << 17;

    /// Takes the gaps, the actions to choose from, and what is wanted.
    ///
    /// Refused: a cost, risk, effect, budget, weight, floor or level out of range, a need or action
    /// that is not there, an action that requires itself, more than
    /// [`NextActions::MOST_ACTIONS`].
    ///
    /// ```
    /// use concert_coverage::{Action, Effect, GapDraws, NextActions, PlanQuestion};
    ///
    /// // 100 people are missed in one place, 30 in another.
    /// let gaps = GapDraws::new(&[vec![100.0], vec![30.0]])?;
    /// let action = |cost, need, amount| Action {
    ///     cost,
    ///     effects: vec![Effect { need, amount }],
    ///     ..Action::default()
    /// };
    /// let actions = [action(6.0, 0, 80.0), action(5.0, 0, 60.0), action(5.0, 1, 60.0)];
    /// let next = NextActions::new(&gaps, &actions, &PlanQuestion::new(11.0, 2))?;
    /// let plan = next.plan();
    /// assert_eq!(plan.actions(), [0, 2]);
    /// assert_eq!((plan.people, plan.cost), (110.0, 11.0));
    /// // No plan of two actions for 11 can close more than this.
    /// let bound = next.upper_bound(&plan);
    /// assert!(bound.value >= 110.0);
    /// # Ok::<(), concert_coverage::Refusal>(())
    /// ```
    pub fn new(
        gaps: &'a GapDraws,
        actions: &'a [Action],
        question: &PlanQuestion,
    ) -> Result<Self, Refusal> {
        if actions.len() > Self::MOST_ACTIONS {
            let most = Self::MOST_ACTIONS;
            return Err(ActionsRefusal::TooManyActions { actions: actions.len(), most }.into());
        }
        let objective = Objective::new(gaps, question)?;
        let all = Candidates::new(gaps, actions, question)?;
        Ok(Self { actions, all, objective })
    }

    /// The best plan that greedy and local search find, at once.
    ///
    /// Without side conditions it closes at least `(1 - 1/e) / 2` of what the best plan of the same
    /// budget does, and `1 - 1/e` where only the number is limited; in practice nearly all. With
    /// worst draws or an equity floor there is no such guarantee, and the floor may turn out not to
    /// be kept: [`Plan::short_groups`] says where and by how much.
    pub fn plan(&self) -> Plan {
        self.laid_out(&self.search())
    }

    /// The plan, and how much any plan could be worth at most. It takes longer than
    /// [`NextActions::plan`], and the plan is at least as good: the prices that prove the bound
    /// point to another plan, and the better of the two is told.
    pub fn certified_plan(&self) -> (Plan, UpperBound) {
        self.certified_plan_while(&mut |_, _| ControlFlow::Continue(()))
    }

    /// The same, for somebody who waits: `heard` is told how many times prices were changed and
    /// how often they are at most, and ends the search for a lower bound where it breaks. The bound
    /// holds whenever that is.
    pub fn certified_plan_while(
        &self,
        heard: &mut dyn FnMut(u32, u32) -> ControlFlow<()>,
    ) -> (Plan, UpperBound) {
        let (better, certificate) = self.certified(heard);
        let plan = self.laid_out(&better);
        let bound = certificate.beside(plan.value);
        (plan, bound)
    }

    /// The actions, ascending, of the best plan that search and the prices of a bound point to.
    fn certified(&self, heard: &mut Heard<'_>) -> (Vec<u32>, Certificate) {
        let found = self.search();
        let standing = Standing::of(&self.all, &self.objective.curves, &found);
        let certificate = floor_prices::certify(&self.all, &self.objective, &standing, heard);
        let other = local_search::follow(&self.all, &certificate.curves, &certificate.order);
        let other_standing = Standing::of(&self.all, &self.objective.curves, &other);
        let (score, other_score) =
            (self.objective.score(&standing), self.objective.score(&other_standing));
        let better = if other_score.is_better_than(&score) { other } else { found };
        (better, certificate)
    }

    /// A plan of given actions: a scenario to compare with another. It is taken as it is, whether
    /// or not it keeps to the budget or contains what its actions require.
    ///
    /// Refused: an action that is not there.
    pub fn plan_of(&self, actions: &[u32]) -> Result<Plan, Refusal> {
        if let Some(action) = actions.iter().find(|at| **at as usize >= self.all.len()) {
            return Err(ActionsRefusal::ActionUnknown { action: *action }.into());
        }
        let mut actions = actions.to_vec();
        actions.sort_unstable();
        actions.dedup();
        Ok(self.laid_out(&actions))
    }

    /// How much any plan could be worth at most, beside a plan that was found or made up. See
    /// [`UpperBound`].
    pub fn upper_bound(&self, plan: &Plan) -> UpperBound {
        let actions = plan.actions();
        // Prices start from a plan that keeps the rules: another would lead them astray.
        let known = if self.all.is_plan(&actions) { actions } else { self.search() };
        let standing = Standing::of(&self.all, &self.objective.curves, &known);
        let go_on = &mut |_, _| ControlFlow::Continue(());
        floor_prices::certify(&self.all, &self.objective, &standing, go_on).beside(plan.value)
    }

    /// What each action, by position and without what it requires, would add to the gain of a plan
    /// of given actions; 0 for those that are in it. An empty plan shows what each would close
    /// alone.
    ///
    /// Refused: an action that is not there.
    pub fn gains_beside(&self, actions: &[u32]) -> Result<Vec<f64>, Refusal> {
        let mut actions = actions.to_vec();
        actions.sort_unstable();
        actions.dedup();
        if let Some(action) = actions.iter().find(|at| **at as usize >= self.all.len()) {
            return Err(ActionsRefusal::ActionUnknown { action: *action }.into());
        }
        let standing = Standing::of(&self.all, &self.objective.curves, &actions);
        let gain = |action: u32| {
            if standing.chosen[action as usize] { 0.0 } else { standing.gain(action) }
        };
        Ok((0..self.all.len() as u32).map(gain).collect())
    }

    /// The actions, ascending, of the best plan that search finds.
    fn search(&self) -> Vec<u32> {
        if self.objective.is_plain() {
            local_search::search(&self.all, &self.objective.curves)
        } else {
            balanced_search::search(&self.all, &self.objective)
        }
    }

    /// The actions of a plan in the order of what each adds, with reasons.
    fn laid_out(&self, actions: &[u32]) -> Plan {
        let curves = &self.objective.curves;
        let whole = Standing::of(&self.all, curves, actions);
        let mut standing = Standing::empty(&self.all, curves);
        let mut steps: Vec<Step> = Vec::with_capacity(actions.len());
        for action in self.in_order(actions) {
            let before: Vec<f64> =
                self.all.effects.of(action).iter().map(|(c, _)| standing.covered(*c)).collect();
            standing.add(action);
            let closes = self.closes(&standing, action, &before);
            steps.push(self.step(action, closes, steps.last(), &whole));
        }
        let score = self.objective.score(&whole);
        let last = steps.last();
        let tail = (self.objective.gaps.draws() > 0).then(|| Tail {
            level: self.objective.tail_level,
            before: self.objective.tail_before,
            after: mean_of_worst(&self.objective.remaining(&whole), self.objective.tail_level),
        });
        Plan {
            cost: last.map_or(0.0, |step| step.cost_so_far),
            gain: whole.value(),
            people: last.map_or(0.0, |step| step.people_so_far),
            gap: self.objective.gap,
            tail,
            value: score.value,
            groups: self.objective.group_closures(&whole),
            steps,
        }
    }

    /// Some actions, the one that adds most first, each after what it requires of them.
    fn in_order(&self, actions: &[u32]) -> Vec<u32> {
        let all = self.all.only(actions);
        let mut standing = Standing::empty(&all, &self.objective.curves);
        let mut order = add_greedily(&mut standing, Order::Gain, Some(actions));
        // Those that add nothing any more stand at the end.
        let mut bundle = Bundle::default();
        for action in actions {
            bundle.gather(&all, &standing.chosen, *action);
            standing.add_all(&bundle.actions);
            order.extend(&bundle.actions);
        }
        order
    }

    fn closes(&self, standing: &Standing<'_>, action: u32, before: &[f64]) -> Vec<Closes> {
        let effects = self.all.effects.of(action).iter().zip(before);
        let closes = effects.map(|((need, _), before)| {
            let after = self.objective.closed(*need, standing.covered(*need));
            let gain = after - self.objective.closed(*need, *before);
            Closes { need: *need, gain, people: gain / self.objective.weights[*need as usize] }
        });
        let mut closes: Vec<Closes> = closes.filter(|closes| closes.gain > 0.0).collect();
        closes.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.need.cmp(&b.need)));
        closes
    }

    fn step(
        &self,
        action: u32,
        closes: Vec<Closes>,
        last: Option<&Step>,
        plan: &Standing<'_>,
    ) -> Step {
        let gain = closes.iter().map(|closes| closes.gain).sum();
        let people = closes.iter().map(|closes| closes.people).sum();
        let cost = self.actions[action as usize].cost;
        let dependents = self.all.dependents.of(action).iter();
        let (cost_before, gain_before, people_before) = last.map_or((0.0, 0.0, 0.0), |step| {
            (step.cost_so_far, step.gain_so_far, step.people_so_far)
        });
        Step {
            action,
            cost,
            ready_days: self.all.ready_days[action as usize],
            gain,
            people,
            closes,
            required_by: dependents.filter(|at| plan.chosen[**at as usize]).copied().collect(),
            cost_so_far: cost_before + cost,
            gain_so_far: gain_before + gain,
            people_so_far: people_before + people,
        }
    }
}
