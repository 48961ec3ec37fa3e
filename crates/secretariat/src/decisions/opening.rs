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
        let book = coalition.plan.plans.iter();
        let mut histories: Vec<_> =
            book.filter_map(|(plan, history)| Some((*plan, history, history.latest()?))).collect();
        // Sorted by the name of today, so that the versions of a plan that was renamed stay together.
        histories.sort_by_key(|(plan, _, latest)| (latest.plan.names.pick("en").to_owned(), *plan));
        let plans = histories.iter().flat_map(|(plan, history, _)| {
            history.versions.iter().rev().map(|version| OpeningPlan {
                plan: *plan,
                names: version.plan.names.clone(),
                number: version.number,
                digest: version.digest.clone(),
                adopted: history.adopted.map(|adoption| adoption.number) == Some(version.number),
            })
        });
        let plans = plans.collect();
        OpeningChoices { bodies, plans }
    }
}
