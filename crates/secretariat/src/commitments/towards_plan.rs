//! What was promised towards a plan: how the plan does, and the commitments of each action.

use std::collections::BTreeMap;

use concert_coalition::{Light, LightRule, PlanHealth};
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
    /// The commitments towards each action that has any, by its number: also actions that the
    /// version in force dropped.
    pub actions: BTreeMap<String, ActionPromises>,
}

/// The commitments towards one action; those that were withdrawn are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ActionPromises {
    /// How many.
    pub commitments: usize,
    /// The worst light of them that judges: red before amber before green. `None` where all of
    /// them wait.
    pub worst: Option<Light>,
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
        Ok(PlanPromises { day, health, actions })
    }
}
