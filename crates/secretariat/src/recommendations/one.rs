//! One recommendation: what was read, who asks for the same, and which actions answer it.

use concert_coalition::{ActionNumber, Actor, Coalition, Recommendation, Source};
use concert_terms::{Id, Names};
use concert_wording::Difference;
use serde::Serialize;

use super::suggestions::written;
use super::{LikeAction, RecommendationRow};
use crate::decisions::LanguageDifference;
use crate::{Asked, Secretariat, Unanswered};

/// How many actions are suggested as answers, and from which likeness on: below it they share
/// little more than a word. A convention of ours.
const SUGGESTED: usize = 5;
const LEAST_LIKENESS: f64 = 0.1;

/// A recommendation with all that hangs on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecommendationInFull {
    /// The facts that lists show.
    #[serde(flatten)]
    pub row: RecommendationRow,
    /// Where it was read.
    pub source: Option<Source>,
    /// Index of the statement that says what holds of it.
    pub statement: Option<u64>,
    /// The others of its group, by year.
    pub group: Vec<SameView>,
    /// The actions that answer it.
    pub answers: Vec<AnsweringAction>,
    /// Actions of plans in force whose texts are most like it and that do not answer it yet, for
    /// whoever may say so.
    pub suggested: Vec<LikeAction>,
    /// Plans with a version in force, for the same.
    pub plans: Vec<(Id, Names)>,
    /// Whether the visitor may say which actions answer it, and part what was joined.
    pub may_answer: bool,
}

/// Another recommendation that was confirmed to ask for the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SameView {
    /// The facts that lists show.
    pub row: RecommendationRow,
    /// What it says otherwise, in each language that both have: English first.
    pub changes: Vec<LanguageDifference>,
}

/// An action that answers a recommendation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnsweringAction {
    /// The action.
    #[serde(flatten)]
    pub number: ActionNumber,
    /// The names of its plan.
    pub plan_names: Names,
    /// What it asks for; absent where the version in force has no such action any more.
    pub text: Option<Names>,
    /// Commitments towards it that were not withdrawn.
    pub commitments: usize,
    /// Whether it was said of this very recommendation; else of another one of its group.
    pub is_own: bool,
    /// Index of the statement that says so.
    pub statement: Option<u64>,
}

impl Secretariat {
    /// One recommendation, with what somebody may do about it.
    pub fn recommendation_in_full(&self, id: Id, actor: &Actor) -> Asked<RecommendationInFull> {
        let may_answer = actor.coordinates();
        let suggested = if may_answer { self.like_actions(id, 2 * SUGGESTED)? } else { Vec::new() };
        let picture = self.picture();
        let coalition = &picture.coalition;
        let absent = || Unanswered::absent("recommendation", &id.to_string());
        let it = coalition.recommendations.get(&id).ok_or_else(absent)?;
        let row = RecommendationRow::of(coalition, id, it);
        let mut group: Vec<SameView> =
            row.same.iter().filter_map(|other| same(coalition, it, *other)).collect();
        group.sort_by_key(|other| (std::cmp::Reverse(other.row.year), other.row.id));
        let suggested = suggested
            .into_iter()
            .filter(|like| like.likeness >= LEAST_LIKENESS && !row.actions.contains(&like.number));
        let plans = coalition.plan.plans.keys();
        let in_force = plans.filter_map(|id| Some((*id, coalition.plan.in_force(id)?)));
        let mut plans: Vec<_> = in_force.map(|(id, plan)| (id, plan.names.clone())).collect();
        plans.sort_by_cached_key(|(id, names)| (names.pick("en").to_owned(), *id));
        if !may_answer {
            plans.clear();
        }
        Ok(RecommendationInFull {
            source: it.source.clone(),
            statement: coalition.recommendations.version(&id).map(|version| version.statement),
            group,
            answers: row.actions.iter().map(|number| answering(coalition, id, number)).collect(),
            suggested: suggested.take(SUGGESTED).collect(),
            plans,
            may_answer,
            row,
        })
    }
}

fn same(coalition: &Coalition, it: &Recommendation, other: Id) -> Option<SameView> {
    let its = coalition.recommendations.get(&other)?;
    Some(SameView {
        row: RecommendationRow::of(coalition, other, its),
        changes: differences(&it.text, &its.text),
    })
}

/// What differs between two texts in each language that both have: the one in which texts are
/// compared first.
pub(super) fn differences(first: &Names, second: &Names) -> Vec<LanguageDifference> {
    let usual = written(first).language;
    let shared = |language: &&str| second.iter().any(|(its, _)| its == *language);
    let others = first.iter().map(|(language, _)| language).filter(|language| *language != usual);
    let difference = |language: &str| LanguageDifference {
        language: language.to_owned(),
        difference: Difference::between(first.pick(language), second.pick(language)),
    };
    [usual].into_iter().chain(others).filter(shared).map(difference).collect()
}

fn answering(coalition: &Coalition, id: Id, number: &ActionNumber) -> AnsweringAction {
    let promises = &coalition.plan.promises;
    let plan = coalition.plan.in_force(&number.plan);
    let action = plan.and_then(|plan| plan.action(&number.action));
    let says = |id: &Id| promises.answers.get(id).is_some_and(|it| it.contains(number));
    let group = promises.groups.members(promises.groups.representative(id));
    let said_of = [id].into_iter().chain(group.into_iter().flatten().copied()).find(says);
    let version = said_of.and_then(|id| promises.answers.version(&id));
    let towards = promises.towards(number).filter(|(_, it)| it.withdrawn.is_none());
    AnsweringAction {
        number: number.clone(),
        plan_names: plan.map(|plan| plan.names.clone()).unwrap_or_default(),
        text: action.map(|action| action.text.clone()),
        commitments: towards.count(),
        is_own: said_of == Some(id),
        statement: version.map(|version| version.statement),
    }
}
