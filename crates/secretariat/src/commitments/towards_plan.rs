//! What was promised towards a plan: how the plan does, and the commitments of each action.

use std::collections::{BTreeMap, BTreeSet};

use concert_coalition::{Coalition, Light, LightRule, PlanHealth};
use concert_terms::Id;
use jiff::civil::Date;
use serde::Serialize;

use crate::{Asked, Secretariat, Unanswered};

/// What was promised towards a plan, as it stands on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanPromises {
    /// The day.
    pub day: Date,
    /// The plan in counts.
    pub health: PlanHealth,
    /// What hangs on each action that somebody promised towards, or that answers a recommendation,
    /// by its number: also on actions that the version in force dropped.
    pub actions: BTreeMap<String, ActionPromises>,
}

/// What hangs on one action. Commitments that were withdrawn are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ActionPromises {
    /// How many commitments there are towards it.
    pub commitments: usize,
    /// The worst light of them that judges: red before amber before green. `None` where all of
    /// them wait.
    pub worst: Option<Light>,
    /// How many recommendations of outside mechanisms it answers, by itself or by way of their
    /// groups.
    pub recommendations: usize,
}

impl Secretariat {
    /// What was promised towards a plan, as it stands on a day.
    pub fn plan_promises(&self, plan: Id, day: Date) -> Asked<PlanPromises> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let absent = || Unanswered::absent("plan", &plan.to_string());
        let health = coalition.plan_health(plan, day).ok_or_else(absent)?;
        let promises = &coalition.plan.promises;
        let mut actions: BTreeMap<String, ActionPromises> = BTreeMap::new();
        for (_, history) in promises.towards_plan(plan) {
            if history.withdrawn.is_some() {
                continue;
            }
            let action = history.current.commitment.action.clone();
            let counted = actions.entry(action).or_default();
            counted.commitments += 1;
            let light = LightRule::default().light(&promises.light_facts(history, day));
            if light != Light::Off {
                counted.worst = counted.worst.max(Some(light));
            }
        }
        for (action, answered) in answered_by(coalition, plan) {
            actions.entry(action).or_default().recommendations = answered.len();
        }
        Ok(PlanPromises { day, health, actions })
    }
}

/// The recommendations that each action of a plan answers. What is said of one holds of its whole
/// group; one whose import was undone is not there any more.
fn answered_by(coalition: &Coalition, plan: Id) -> BTreeMap<String, BTreeSet<Id>> {
    let promises = &coalition.plan.promises;
    let mut answered: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
    for (_, recommendation, actions) in promises.answers.iter() {
        let group = promises.groups.members(promises.groups.representative(*recommendation));
        let all = group.into_iter().flatten().chain([recommendation]);
        let there: Vec<Id> =
            all.copied().filter(|id| coalition.recommendations.get(id).is_some()).collect();
        for action in actions.iter().filter(|action| action.plan == plan) {
            answered.entry(action.action.clone()).or_default().extend(&there);
        }
    }
    answered
}
