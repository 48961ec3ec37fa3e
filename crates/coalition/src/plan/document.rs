//! A plan as a document, and what makes it sound on its own.

use std::collections::{BTreeMap, BTreeSet};

use concert_terms::{Id, Names, PlaceCode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::plan::{Action, Addressee, PlanRefusal};

/// A plan of action as one document. It is always stated whole, so that a version is one statement
/// and its text has one digest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Identifier, the same for every version.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// Where it applies: one country for a national plan, several for a regional one, none for a
    /// global one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceCode>,
    /// The organisation that keeps it; a plan without one is kept by the coalition's coordinators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeper: Option<Id>,
    /// Plans that it carries out or refines: a national plan names the global one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub under: Vec<Id>,
    /// Objectives, in the plan's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Objective>,
    /// Actions, in the plan's order.
    pub actions: Vec<Action>,
    /// Where the text comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Whether the wording is a paraphrase of the source and not its text.
    #[serde(default)]
    pub paraphrase: bool,
    /// Fields that this version does not know, kept as they are.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Something that a plan wants to reach, to which actions contribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// Its number in the plan; no two objectives share one.
    pub code: String,
    /// What is to be reached, by language.
    pub text: Names,
}

impl Plan {
    /// The identifier of a plan that is known by its name and its places only, so that a table
    /// that is stated twice means one plan, in whatever order its places are named.
    pub fn id_of_name(name: &str, places: &[PlaceCode]) -> Id {
        let places: BTreeSet<&str> = places.iter().map(PlaceCode::as_str).collect();
        let places: Vec<&str> = places.into_iter().collect();
        crate::import::digest_id("plan", &format!("{name}\u{1f}{}", places.join("\u{1f}")))
    }

    /// SHA-256 of the document's canonical form, in hexadecimal: equal documents, and only those,
    /// have equal digests. A decision adopts a version by it.
    pub fn digest(&self) -> String {
        let bytes = serde_json::to_vec(self)
            .expect("a plan has only text keys and finite numbers, so it is always JSON");
        crate::import::hexadecimal(&Sha256::digest(bytes))
    }

    /// The action with a number.
    pub fn action(&self, code: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.code == code)
    }

    /// Whether the document makes sense by itself: every number once, an objective and a
    /// predecessor only where there is one, somebody asked, no day before its start, nothing that
    /// waits for itself. The refusal names the action.
    pub fn is_sound(&self) -> Result<(), PlanRefusal> {
        let mut objectives = BTreeSet::new();
        for objective in &self.objectives {
            let code = objective.code.clone();
            if code.trim().is_empty() {
                let text = objective.text.pick("en").to_owned();
                return Err(PlanRefusal::ObjectiveWithoutNumber { text });
            }
            if objective.text.is_empty() {
                return Err(PlanRefusal::ObjectiveWithoutText { code });
            }
            if !objectives.insert(objective.code.as_str()) {
                return Err(PlanRefusal::TwoOfOneNumber { code });
            }
        }
        let mut actions = BTreeMap::new();
        for action in &self.actions {
            if action.code.trim().is_empty() {
                return Err(PlanRefusal::NoNumber { text: action.text.pick("en").to_owned() });
            }
            if actions.insert(action.code.as_str(), action).is_some() {
                return Err(PlanRefusal::TwoOfOneNumber { code: action.code.clone() });
            }
        }
        for action in &self.actions {
            let code = action.code.clone();
            if action.text.is_empty() {
                return Err(PlanRefusal::NoText { code });
            }
            let nobody =
                |asked: &Addressee| matches!(asked, Addressee::Named(who) if who.trim().is_empty());
            if action.addressees.is_empty() || action.addressees.iter().any(nobody) {
                return Err(PlanRefusal::AsksNobody { code });
            }
            if let (Some(from), Some(due)) = (action.from, action.due)
                && due < from
            {
                return Err(PlanRefusal::DueBeforeStart { code, from, due });
            }
            if let Some(objective) = &action.objective
                && !objectives.contains(objective.as_str())
            {
                let named = objective.clone();
                return Err(PlanRefusal::NoSuchNumber { code, named });
            }
            if let Some(named) =
                action.after.iter().find(|code| !actions.contains_key(code.as_str()))
            {
                let named = named.clone();
                return Err(PlanRefusal::NoSuchNumber { code, named });
            }
        }
        match waits_for_itself(&actions) {
            Some(circle) => Err(PlanRefusal::WaitsForItself { circle: circle.join(", ") }),
            None => Ok(()),
        }
    }
}

/// How far the search for circles is with an action.
#[derive(Clone, Copy, PartialEq)]
enum Visit {
    /// It lies on the way that is being walked.
    OnTheWay,
    /// Nothing that comes before it, at any remove, lies on a circle.
    Done,
}

/// The numbers of actions that wait for each other in a circle, if there is one: each is walked back
/// to what comes before it, depth first, and a number that is met again on the way closes a circle.
/// Every action and every predecessor is looked at once. The way is kept in a list, since a plan
/// may have ten thousand actions one after the other.
fn waits_for_itself<'a>(actions: &BTreeMap<&'a str, &'a Action>) -> Option<Vec<&'a str>> {
    let mut visits: BTreeMap<&str, Visit> = BTreeMap::new();
    for (first, action) in actions {
        if visits.contains_key(first) {
            continue;
        }
        visits.insert(first, Visit::OnTheWay);
        let mut way = vec![(*first, action.after.iter())];
        while let Some((code, before)) = way.last_mut() {
            let code = *code;
            let Some(next) = before.find_map(|next| actions.get_key_value(next.as_str())) else {
                visits.insert(code, Visit::Done);
                way.pop();
                continue;
            };
            let (next, action) = (*next.0, *next.1);
            match visits.get(next) {
                Some(Visit::Done) => {}
                Some(Visit::OnTheWay) => {
                    let codes = way.iter().map(|(code, _)| *code);
                    return Some(codes.skip_while(|code| *code != next).collect());
                }
                None => {
                    visits.insert(next, Visit::OnTheWay);
                    way.push((next, action.after.iter()));
                }
            }
        }
    }
    None
}
