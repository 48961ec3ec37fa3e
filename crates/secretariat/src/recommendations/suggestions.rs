//! What looks alike among recommendations and actions: suggestions for a person to confirm. Nothing
//! here is stated by itself.

use concert_coalition::{ActionNumber, Coalition, Recommendation};
use concert_terms::{Id, Names};
use concert_wording::{Aside, Reason, Texts, Written};
use serde::Serialize;

use crate::{Asked, Refused, Secretariat, Unanswered};

/// Recommendations that look as if they asked for the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikelyGroup {
    /// The most typical of them.
    pub representative: Id,
    /// What that asks for.
    pub text: Names,
    /// The others.
    pub members: Vec<LikelyMember>,
}

/// One of them, and why it looks like the representative.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikelyMember {
    /// The recommendation.
    pub recommendation: Id,
    /// What it asks for.
    pub text: Names,
    /// How alike they are, 0 to 1, and by which words.
    pub reason: Reason,
}

/// An action that looks as if it answered a recommendation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikeAction {
    /// The action.
    #[serde(flatten)]
    pub number: ActionNumber,
    /// What it asks for.
    pub text: Names,
    /// How alike their texts are, 0 to 1.
    pub likeness: f64,
}

impl Secretariat {
    /// Groups of recommendations that look as if they asked for the same and are not all confirmed
    /// to, from a likeness above 0 and up to 1. Names of addressees do not count. They are compared
    /// in one language each: English where there is English.
    pub fn likely_groups(&self, likeness: f64) -> Asked<Vec<LikelyGroup>> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let all: Vec<(Id, &Recommendation)> =
            coalition.recommendations.iter().map(|(_, id, it)| (*id, it)).collect();
        let written: Vec<Written<'_>> = all.iter().map(|(_, it)| written(&it.text)).collect();
        let texts = Texts::new(&written, &Aside::new(&addressees(coalition, &all)));
        let mut groups = Vec::new();
        for cluster in texts.clusters(likeness).map_err(refused)? {
            let ids: Vec<Id> = cluster.members.iter().map(|it| all[it.text as usize].0).collect();
            if coalition.plan.promises.groups.are_one(&ids) {
                continue;
            }
            let (representative, its) = all[cluster.representative as usize];
            let mut members = Vec::new();
            for member in &cluster.members {
                if member.text == cluster.representative {
                    continue;
                }
                let (recommendation, other) = all[member.text as usize];
                members.push(LikelyMember {
                    recommendation,
                    text: other.text.clone(),
                    reason: texts.reason(cluster.representative, member.text).map_err(refused)?,
                });
            }
            groups.push(LikelyGroup { representative, text: its.text.clone(), members });
        }
        Ok(groups)
    }

    /// The actions of plans in force whose texts are most like what a recommendation asks for.
    pub fn like_actions(&self, recommendation: Id, most: usize) -> Asked<Vec<LikeAction>> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let absent = || Unanswered::absent("recommendation", &recommendation.to_string());
        let asked = coalition.recommendations.get(&recommendation).ok_or_else(absent)?;
        let Written { text, language } = written(&asked.text);
        let plans = coalition.plan.plans.keys().filter_map(|id| coalition.plan.in_force(id));
        // Texts of different languages are not compared: an action without this one is left out.
        let in_language = |names: &'_ Names| names.iter().any(|(its, _)| its == language);
        let actions: Vec<(ActionNumber, &Names)> = plans
            .flat_map(|plan| plan.actions.iter().map(|action| (plan.id, action)))
            .filter(|(_, action)| in_language(&action.text))
            .map(|(plan, action)| {
                (ActionNumber { plan, action: action.code.clone() }, &action.text)
            })
            .collect();
        let texts: Vec<Written<'_>> = actions
            .iter()
            .map(|(_, names)| Written { text: names.pick(language), language })
            .collect();
        let aside = Aside::new(&addressees(coalition, &[(recommendation, asked)]));
        let near = Texts::new(&texts, &aside).nearest(text, language, most);
        let like = near.into_iter().map(|near| {
            let (number, names) = &actions[near.text as usize];
            let likeness = near.likeness;
            LikeAction { number: number.clone(), text: (*names).clone(), likeness }
        });
        Ok(like.collect())
    }
}

/// A text in English where there is English, else in the first of its languages.
fn written(names: &Names) -> Written<'_> {
    let english = names.iter().find(|(language, _)| *language == "en");
    let (language, text) = english.or_else(|| names.iter().next()).unwrap_or(("", ""));
    Written { text, language }
}

/// The names of those to whom recommendations are addressed.
fn addressees<'c>(coalition: &'c Coalition, all: &[(Id, &Recommendation)]) -> Vec<&'c str> {
    let mut names: Vec<&str> = Vec::new();
    for (_, recommendation) in all {
        let place = recommendation.place.as_ref().and_then(|code| coalition.places.get(code));
        let organisation = recommendation.organisation.as_ref();
        let organisation = organisation.and_then(|id| coalition.organisations.get(id));
        names.extend(place.into_iter().flat_map(|it| it.names.iter()).map(|(_, name)| name));
        names.extend(organisation.into_iter().flat_map(|it| it.names.iter()).map(|(_, name)| name));
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn refused(refusal: concert_wording::Refusal) -> Unanswered {
    let facts = match refusal {
        concert_wording::Refusal::Threshold { threshold } => {
            vec![("threshold", threshold.to_string())]
        }
        concert_wording::Refusal::TooAlike { threshold, pairs } => {
            vec![("threshold", threshold.to_string()), ("pairs", pairs.to_string())]
        }
        concert_wording::Refusal::TextUnknown { text } => vec![("text", text.to_string())],
        concert_wording::Refusal::OtherText => Vec::new(),
    };
    Unanswered::Refused(Refused { code: refusal.code(), facts, text: refusal.to_string() })
}
