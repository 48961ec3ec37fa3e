//! Actions: what a coalition could do next, and the table in which all of them are compared.
//!
//! An action opens or extends a service, retrains for a population, translates, inspects a sector.
//! What it adds at a need is counted like supply that exists: what is promised times the
//! probability that it comes, `q_ac = amount x (1 - risk)`, as effective supply is capacity times
//! reliability.

use crate::{ActionsRefusal, Refusal};

/// Something that could be done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Action {
    /// What it costs, in any currency that all actions share; zero or more.
    pub cost: f64,
    /// Days from the decision until it works, once everything that it requires does.
    pub lead_days: u32,
    /// What it adds. Two effects on one need add up.
    pub effects: Vec<Effect>,
    /// The actions without which it cannot be, by position: partners, a house, a law.
    pub requires: Vec<u32>,
    /// Of the actions of one set at most one can be done, such as two sizes of one shelter.
    pub exclusive_set: Option<u32>,
    /// The probability that it comes to nothing, between 0 and 1.
    pub risk: f64,
}

/// What an action adds at one need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// Position of the need.
    pub need: u32,
    /// How much, in the unit of the need; zero or more.
    pub amount: f64,
}

impl Effect {
    /// More people than there will ever be.
    pub const MOST: f64 = 1e12;
}

impl Action {
    /// When each action works, in days from the decision: its own lead time after the latest of
    /// what it requires.
    ///
    /// Refused: a requirement that is not there, an action that requires itself.
    pub fn ready_days(actions: &[Self]) -> Result<Vec<u64>, Refusal> {
        let order = order_of_requirement(actions)?;
        let mut ready = vec![0_u64; actions.len()];
        for at in order {
            let action = &actions[at as usize];
            let latest = action.requires.iter().map(|required| ready[*required as usize]).max();
            ready[at as usize] = latest.unwrap_or(0) + u64::from(action.lead_days);
        }
        Ok(ready)
    }

    /// Refused: a cost, risk or effect out of range, an effect on one of more needs than there are.
    pub(crate) fn check(&self, action: u32, needs: usize) -> Result<(), Refusal> {
        if !self.cost.is_finite() || self.cost < 0.0 {
            return Err(ActionsRefusal::ActionCost { action, cost: self.cost }.into());
        }
        if !(0.0..=1.0).contains(&self.risk) {
            return Err(ActionsRefusal::ActionRisk { action, risk: self.risk }.into());
        }
        for Effect { need, amount } in self.effects.iter().copied() {
            if need as usize >= needs {
                return Err(ActionsRefusal::ActionNeedUnknown { action, need }.into());
            }
            if !(0.0..=Effect::MOST).contains(&amount) {
                return Err(ActionsRefusal::ActionEffect { action, need, amount }.into());
            }
        }
        Ok(())
    }
}

/// The actions in an order in which each comes after all that it requires (Kahn 1962).
fn order_of_requirement(actions: &[Action]) -> Result<Vec<u32>, Refusal> {
    let mut dependents: Vec<Vec<u32>> = vec![Vec::new(); actions.len()];
    let mut open: Vec<usize> = actions.iter().map(|action| action.requires.len()).collect();
    for (at, action) in (0_u32..).zip(actions) {
        for required in &action.requires {
            let of_required = dependents.get_mut(*required as usize);
            let unknown = Refusal::Actions(ActionsRefusal::RequiredUnknown {
                action: at,
                required: *required,
            });
            of_required.ok_or(unknown)?.push(at);
        }
    }
    let mut order: Vec<u32> = Vec::with_capacity(actions.len());
    order.extend((0_u32..).zip(&open).filter(|(_, open)| **open == 0).map(|(at, _)| at));
    let mut done = 0;
    while let Some(at) = order.get(done).copied() {
        done += 1;
        for dependent in &dependents[at as usize] {
            open[*dependent as usize] -= 1;
            if open[*dependent as usize] == 0 {
                order.push(*dependent);
            }
        }
    }
    let mut left = (0_u32..).zip(&open).filter(|(_, open)| **open > 0).map(|(at, _)| at);
    match left.find(|at| requires_itself(actions, *at)) {
        Some(action) => Err(ActionsRefusal::ActionCycle { action }.into()),
        None => Ok(order),
    }
}

fn requires_itself(actions: &[Action], start: u32) -> bool {
    let mut seen = vec![false; actions.len()];
    let mut stack = actions[start as usize].requires.clone();
    while let Some(at) = stack.pop() {
        if at == start {
            return true;
        }
        if !std::mem::replace(&mut seen[at as usize], true) {
            stack.extend(&actions[at as usize].requires);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requiring(requires: &[u32], lead_days: u32) -> Action {
        Action { requires: requires.to_vec(), lead_days, ..Action::default() }
    }

    #[test]
    fn an_action_works_after_the_latest_of_what_it_requires() {
        let actions =
            [requiring(&[1, 2], 10), requiring(&[], 30), requiring(&[3], 5), requiring(&[], 40)];
        assert_eq!(Action::ready_days(&actions).unwrap(), [55, 30, 45, 40]);
    }

    #[test]
    fn a_circle_is_refused_by_its_lowest_number_and_not_by_what_hangs_on_it() {
        let actions =
            [requiring(&[2], 1), requiring(&[], 1), requiring(&[3], 1), requiring(&[2], 1)];
        let refused = Action::ready_days(&actions).unwrap_err();
        assert_eq!(refused, Refusal::Actions(ActionsRefusal::ActionCycle { action: 2 }));
        let itself = Action::ready_days(&[requiring(&[0], 1)]).unwrap_err();
        assert_eq!(itself, Refusal::Actions(ActionsRefusal::ActionCycle { action: 0 }));
        let unknown = Action::ready_days(&[requiring(&[7], 1)]).unwrap_err();
        assert_eq!(
            unknown,
            Refusal::Actions(ActionsRefusal::RequiredUnknown { action: 0, required: 7 })
        );
    }

    #[test]
    fn what_is_out_of_range_is_refused_by_the_number_of_the_action() {
        let sound = Action { effects: vec![Effect { need: 1, amount: 4.0 }], ..Action::default() };
        assert_eq!(sound.check(9, 2), Ok(()));
        let code = |action: Action| action.check(9, 2).unwrap_err().code();
        for cost in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(code(Action { cost, ..sound.clone() }), "coverage/action-cost");
        }
        for risk in [-0.1, 1.1, f64::NAN] {
            assert_eq!(code(Action { risk, ..sound.clone() }), "coverage/action-risk");
        }
        for amount in [-1.0, f64::NAN, f64::INFINITY] {
            let effects = vec![Effect { need: 1, amount }];
            assert_eq!(code(Action { effects, ..sound.clone() }), "coverage/action-effect");
        }
        let unknown = Action { effects: vec![Effect { need: 2, amount: 1.0 }], ..sound };
        assert_eq!(
            unknown.check(9, 2).unwrap_err(),
            Refusal::Actions(ActionsRefusal::ActionNeedUnknown { action: 9, need: 2 })
        );
    }
}
