//! What a new proposal can be opened before and about.

use concert_coalition::{Actor, Rule};
use concert_terms::{Id, Names};
use jiff::civil::Date;
use serde::Serialize;

use crate::Secretariat;

/// What somebody who opens a proposal can choose from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpeningChoices {
    /// Bodies before which they have the word; none where they may open no proposal.
    pub bodies: Vec<OpeningBody>,
    /// Versions of plans that can be brought into force, the latest of each plan first.
    pub plans: Vec<OpeningPlan>,
}

/// A body before which a proposal can be opened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpeningBody {
    /// The body.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// By what it decides; a consensus says for how many days members can object at least.
    pub rule: Rule,
}

/// A version of a plan that can be decided about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpeningPlan {
    /// The plan.
    pub plan: Id,
    /// Names by language.
    pub names: Names,
    /// The number of the version.
    pub number: u32,
    /// Its digest.
    pub digest: String,
    /// Whether a decision adopted it.
    pub adopted: bool,
}

impl Secretariat {
    /// What somebody can open a proposal before and about.
    pub fn opening_choices(&self, actor: &Actor, today: Date) -> OpeningChoices {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let own = actor.represents();
        let bodies = coalition.decisions.bodies.values().map(|described| &described.body);
        let has_word = bodies.filter(|body| {
            let seats = body.seats(coalition, today);
            seats.iter().any(|seat| Some(seat.organisation) == own && seat.standing.speaks())
        });
        let mut bodies: Vec<OpeningBody> = has_word
            .map(|body| OpeningBody {
                id: body.id,
                names: body.names.clone(),
                rule: body.rule.clone(),
            })
            .collect();
        bodies.sort_by(|a, b| (a.names.pick("en"), a.id).cmp(&(b.names.pick("en"), b.id)));
        let mut plans: Vec<OpeningPlan> = Vec::new();
        for (plan, history) in &coalition.plan.plans {
            plans.extend(history.versions.iter().map(|version| OpeningPlan {
                plan: *plan,
                names: version.plan.names.clone(),
                number: version.number,
                digest: version.digest.clone(),
                adopted: history.adopted == Some(version.number),
            }));
        }
        plans.sort_by(|a, b| {
            let key = |it: &OpeningPlan| (it.names.pick("en").to_owned(), it.plan);
            key(a).cmp(&key(b)).then(b.number.cmp(&a.number))
        });
        OpeningChoices { bodies, plans }
    }
}
