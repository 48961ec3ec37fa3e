//! What coordinators say of recommendations, and what follows.

use std::collections::BTreeSet;

use concert_terms::Id;

use crate::decide::{absent, must};
use crate::plan::{ActionNumber, known_action};
use crate::{Actor, Body, Coalition, Refusal, sound};

/// What somebody asks of recommendations that were declared.
#[derive(Debug, Clone, PartialEq)]
pub enum RecommendationCommand {
    /// Say which actions answer a recommendation: these, and no others.
    Answer {
        /// The recommendation.
        recommendation: Id,
        /// The actions, of versions in force; none where none answers it.
        actions: Vec<ActionNumber>,
    },
    /// Confirm that these ask for the same.
    Join(Vec<Id>),
    /// Say that these do not ask for what the rest of their group asks for.
    Part {
        /// The recommendations.
        recommendations: Vec<Id>,
        /// Why.
        reason: String,
    },
}

/// What is stated, or why it is refused.
pub(crate) fn decide(
    coalition: &Coalition,
    actor: &Actor,
    command: &RecommendationCommand,
) -> Result<Vec<Body>, Refusal> {
    must(actor.coordinates(), "coordinators")?;
    let known = |id: &Id| {
        coalition.recommendations.get(id).map(|_| ()).ok_or_else(|| absent("recommendation", id))
    };
    let promises = &coalition.plan.promises;
    match command {
        RecommendationCommand::Answer { recommendation, actions } => {
            known(recommendation)?;
            Ok(answered(coalition, *recommendation, actions)?.into_iter().collect())
        }
        RecommendationCommand::Join(recommendations) => {
            sound::few("recommendations", recommendations)?;
            recommendations.iter().try_for_each(known)?;
            if promises.groups.are_one(recommendations) {
                return Ok(Vec::new());
            }
            Ok(vec![Body::RecommendationsJoined { recommendations: recommendations.clone() }])
        }
        RecommendationCommand::Part { recommendations, reason } => {
            sound::few("recommendations", recommendations)?;
            recommendations.iter().try_for_each(known)?;
            sound::reason(reason)?;
            let is_alone = |id: &Id| promises.groups.is_alone(*id);
            if recommendations.iter().all(is_alone) {
                return Ok(Vec::new());
            }
            let (recommendations, reason) = (recommendations.clone(), reason.clone());
            Ok(vec![Body::RecommendationsParted { recommendations, reason }])
        }
    }
}

/// What is stated of the actions that answer a recommendation, by hand or from a table; nothing where
/// these and no others answer it already.
pub(crate) fn answered(
    coalition: &Coalition,
    recommendation: Id,
    actions: &[ActionNumber],
) -> Result<Option<Body>, Refusal> {
    sound::few("actions", actions)?;
    for ActionNumber { plan, action } in actions {
        known_action(coalition, *plan, action)?;
    }
    let distinct: BTreeSet<_> = actions.iter().cloned().collect();
    let before = coalition.plan.promises.answers.get(&recommendation);
    let says_nothing = before.map_or(distinct.is_empty(), |before| *before == distinct);
    let actions = distinct.into_iter().collect();
    Ok((!says_nothing).then_some(Body::RecommendationAnswered { recommendation, actions }))
}
