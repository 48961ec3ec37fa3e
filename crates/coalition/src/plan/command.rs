//! What can be asked of plans, and what follows.

use concert_terms::Id;

use crate::decide::{absent, known_organisation, known_place, must};
use crate::plan::{Addressee, Plan, PlanBook, PlanRefusal, Reference};
use crate::{Actor, Body, Coalition, Refusal, sound};

/// What somebody asks of the plan of action.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanCommand {
    /// State a plan, or its next version.
    State(Box<Plan>),
}

/// What is stated, or why it is refused.
pub(crate) fn decide(
    coalition: &Coalition,
    actor: &Actor,
    command: &PlanCommand,
) -> Result<Vec<Body>, Refusal> {
    match command {
        PlanCommand::State(plan) => state(coalition, actor, plan),
    }
}

/// Who keeps a plan states its versions; a plan without keeper is the coordinators'. A plan keeps
/// its keeper: only coordinators hand it on.
fn state(coalition: &Coalition, actor: &Actor, plan: &Plan) -> Result<Vec<Body>, Refusal> {
    let known = coalition.plan.plans.get(&plan.id).and_then(|history| history.latest());
    let keepers = known.map(|version| version.plan.keeper).into_iter().chain([plan.keeper]);
    for keeper in keepers {
        match keeper {
            Some(keeper) => must(actor.speaks_for(keeper), "members of the organisation")?,
            None => must(actor.coordinates(), "coordinators")?,
        }
    }
    sound::plan(plan)?;
    plan.is_sound()?;
    plan.keeper.map_or(Ok(()), |keeper| known_organisation(coalition, keeper))?;
    plan.places.iter().try_for_each(|place| known_place(coalition, place))?;
    for under in &plan.under {
        coalition.plan.plans.get(under).ok_or_else(|| absent("plan", under))?;
        if lies_under(&coalition.plan, *under, plan.id) {
            return Err(PlanRefusal::UnderItself.into());
        }
    }
    for action in &plan.actions {
        for addressee in &action.addressees {
            if let Addressee::Organisation(organisation) = addressee {
                known_organisation(coalition, *organisation)?;
            }
        }
        for reference in &action.references {
            let Reference::Action { plan: other, action: code } = reference else { continue };
            known_action(coalition, plan, *other, code)?;
        }
    }
    if known.is_some_and(|version| version.plan == *plan) {
        return Ok(Vec::new());
    }
    Ok(vec![Body::PlanStated(Box::new(plan.clone()))])
}

/// Whether an action is there to be referred to, in the plan that is being stated or in another.
fn known_action(coalition: &Coalition, stated: &Plan, plan: Id, code: &str) -> Result<(), Refusal> {
    let there = if plan == stated.id {
        stated.action(code)
    } else {
        let other = coalition.plan.plans.get(&plan).and_then(|history| history.latest());
        other.ok_or_else(|| absent("plan", &plan))?.plan.action(code)
    };
    let missing = || PlanRefusal::UnknownAction { plan, code: code.to_owned() };
    there.map(|_| ()).ok_or_else(|| missing().into())
}

/// Whether a plan is another one, or carries it out, at any remove.
fn lies_under(book: &PlanBook, plan: Id, other: Id) -> bool {
    let mut waiting = vec![plan];
    let mut met = std::collections::BTreeSet::new();
    while let Some(next) = waiting.pop() {
        if next == other {
            return true;
        }
        if met.insert(next)
            && let Some(version) = book.plans.get(&next).and_then(|history| history.latest())
        {
            waiting.extend(&version.plan.under);
        }
    }
    false
}
