//! Finding the plan: with what must be in it and what must not.
//!
//! Actions that must be in a plan are put to the engine as one, which all others require: a plan
//! is then worth something only with them, and gains, floors and bound are those of the whole.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use concert_coverage::{Action, Effect, NextActions, Plan, UpperBound};

use super::exact::{ExactEnding, exactly};
use super::posed::Posed;
use crate::{Asked, Tell};

/// How long an answer may take.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Thoroughness {
    /// With the bound, unless the question is so large that it would be waited for.
    #[default]
    Usual,
    /// Without the bound.
    AtOnce,
    /// With the bound, however long that takes.
    Certified,
    /// The best of all plans, if it is found and proven within so many seconds.
    Exact {
        /// The seconds.
        seconds: u32,
    },
}

/// Gap draws and effects together beyond which the usual answer comes without a bound. See
/// `benches/next_actions.rs` for what that takes.
const MOST_USUAL_WORK: usize = 40_000_000;

/// What was found.
pub(crate) struct Found {
    /// The plan over the candidates.
    pub(crate) plan: Plan,
    /// What no plan can exceed; absent where nobody waited for it.
    pub(crate) bound: Option<UpperBound>,
    /// Whether the search for a lower bound was ended from outside.
    pub(crate) interrupted: bool,
    /// How the search for an exact plan ended, where that was asked for.
    pub(crate) exact: Option<ExactEnding>,
}

/// Seeks the plan. `tell` hears how far the search for the bound is, and may end it.
pub(crate) fn solve(
    posed: &Posed,
    thoroughness: Thoroughness,
    tell: &mut Tell<'_>,
) -> Asked<Found> {
    let engine = posed.engine()?;
    let actions = engine_actions(posed);
    let sought = NextActions::new(&posed.gaps, &actions, &reduced(posed))?;
    let mut interrupted = false;
    let mut heard = |done: u32, all: u32| {
        let flow = tell(u64::from(done), u64::from(all));
        interrupted |= flow.is_break();
        flow
    };
    let (found, bound, exact) = if let Thoroughness::Exact { seconds } = thoroughness {
        let (plan, bound, ending) = exactly(&sought, seconds)?;
        (plan, Some(bound), Some(ending))
    } else if certifies(posed, thoroughness) {
        let (plan, bound) = sought.certified_plan_while(&mut heard);
        (plan, Some(bound), None)
    } else {
        (sought.plan(), None, None)
    };
    let mut chosen: Vec<u32> = found.actions();
    if !posed.required.is_empty() {
        let whole = posed.actions.len() as u32;
        chosen.retain(|at| *at != whole);
        // What must be done is done, even where it closes nothing.
        chosen.extend(&posed.required);
    }
    Ok(Found { plan: engine.plan_of(&chosen)?, bound, interrupted, exact })
}

/// A plan of given actions, with no regard to what it may cost.
pub(crate) fn plan_of(posed: &Posed, actions: &[u32]) -> Asked<Found> {
    let plan = posed.engine()?.plan_of(actions)?;
    Ok(Found { plan, bound: None, interrupted: false, exact: None })
}

fn certifies(posed: &Posed, thoroughness: Thoroughness) -> bool {
    match thoroughness {
        Thoroughness::Certified => true,
        Thoroughness::AtOnce | Thoroughness::Exact { .. } => false,
        Thoroughness::Usual => {
            let effects: usize = posed.actions.iter().map(|action| action.effects.len()).sum();
            posed.gaps.needs() * posed.gaps.draws() + effects * 10 <= MOST_USUAL_WORK
        }
    }
}

/// The engine's question once what is required is one action.
fn reduced(posed: &Posed) -> concert_coverage::PlanQuestion {
    let mut question = posed.engine_question().clone();
    let together = posed.required.len() as u32;
    question.most = question.most.saturating_sub(together.saturating_sub(1));
    // Days were checked for each action as it is; the one that all require must not delay them.
    question.within_days = None;
    question
}

/// The candidates as the engine is to choose from them: none that is barred or too late, and what
/// is required as one more action, the last.
fn engine_actions(posed: &Posed) -> Vec<Action> {
    let out_of_reach = f64::MAX;
    let latest = posed.question.within_days.map_or(u64::MAX, u64::from);
    let whole = posed.actions.len() as u32;
    let required: BTreeSet<u32> = posed.required.iter().copied().collect();
    let is_required = |at: &u32| required.contains(at);
    let taken: BTreeSet<u32> =
        posed.required.iter().filter_map(|at| posed.actions[*at as usize].exclusive_set).collect();
    let mut actions: Vec<Action> = Vec::with_capacity(posed.actions.len() + 1);
    for (at, action) in (0_u32..).zip(&posed.actions) {
        let mut action = action.clone();
        let is_late = posed.ready_days[at as usize].is_some_and(|day| day > latest);
        let is_taken = action.exclusive_set.is_some_and(|set| taken.contains(&set));
        if posed.barred[at as usize].is_some() || is_late || is_taken || is_required(&at) {
            action.cost = out_of_reach;
        }
        if !required.is_empty() {
            action.requires.retain(|other| !is_required(other));
            action.requires.push(whole);
        }
        actions.push(action);
    }
    if !required.is_empty() {
        let parts = || required.iter().map(|at| &posed.actions[*at as usize]);
        let effects = parts().flat_map(|action| {
            let sure = 1.0 - action.risk;
            let effect = move |effect: &Effect| Effect { amount: effect.amount * sure, ..*effect };
            action.effects.iter().map(effect)
        });
        actions.push(Action {
            cost: parts().map(|action| action.cost).sum(),
            effects: effects.collect(),
            ..Action::default()
        });
    }
    actions
}

/// Goes on to the end.
pub(crate) fn without_a_break(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
