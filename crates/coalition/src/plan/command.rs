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
            if *other == plan.id {
                has_action(plan, code)?;
            } else {
                known_action(coalition, *other, code)?;
            }
        }
    }
    if known.is_some_and(|version| version.plan == *plan) {
        return Ok(Vec::new());
    }
    Ok(vec![Body::PlanStated(Box::new(plan.clone()))])
}

/// Whether the version of a plan that is in force has an action: only that can be promised towards,
/// referred to, asked about and named as an answer.
pub(crate) fn known_action(coalition: &Coalition, plan: Id, code: &str) -> Result<(), Refusal> {
    let document = coalition.plan.in_force(&plan).ok_or_else(|| absent("plan", &plan))?;
    has_action(document, code)
}

fn has_action(document: &Plan, code: &str) -> Result<(), Refusal> {
    let missing = || PlanRefusal::UnknownAction { plan: document.id, code: code.to_owned() };
    document.action(code).map(|_| ()).ok_or_else(|| missing().into())
}

/// Whether a plan is another one, or carries it out, at any remove: by what is in force or by what
/// was stated last and may come into force.
fn lies_under(book: &PlanBook, plan: Id, other: Id) -> bool {
    let mut waiting = vec![plan];
    let mut met = std::collections::BTreeSet::new();
    while let Some(next) = waiting.pop() {
        if next == other {
            return true;
        }
        if met.insert(next)
            && let Some(history) = book.plans.get(&next)
        {
            let versions = [history.in_force(), history.latest()].into_iter().flatten();
            waiting.extend(versions.flat_map(|version| &version.plan.under));
        }
    }
    false
}
