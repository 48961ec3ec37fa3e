//! Undoing an import, as long as nothing that remains rests on what goes.

use std::collections::BTreeSet;

use concert_terms::{Id, PlaceCode};
use jiff::Timestamp;

use crate::decide::{absent, must};
use crate::place::lies_within_itself;
use crate::{
    Actor, Addressee, Basis, Body, Coalition, Commitment, CommitmentHistory, Evidence,
    MatchStanding, Need, Plan, Prefill, Refusal, Statement, sound,
};

/// The statement that undoes an import, or why it cannot be undone; none if it was undone before.
pub(crate) fn undo(
    coalition: &Coalition,
    actor: &Actor,
    import: Id,
    reason: &str,
    now: Timestamp,
) -> Result<Vec<Statement>, Refusal> {
    must(actor.coordinates(), "coordinators")?;
    sound::reason(reason)?;
    let state = coalition.import(import).ok_or_else(|| absent("import", &import))?;
    if state.undone.is_some() {
        return Ok(Vec::new());
    }
    let bereft = Remaining { coalition, import }.bereft();
    if let Some(example) = bereft.first() {
        return Err(Refusal::StillUsed { count: bereft.len(), example: example.clone() });
    }
    let reason = reason.to_owned();
    let body = Body::ImportUndone { import, reason };
    Ok(vec![Statement::new(now, actor.author, body)])
}

/// What would hold if an import were undone: what it did not touch, and what comes back.
struct Remaining<'a> {
    coalition: &'a Coalition,
    import: Id,
}

impl Remaining<'_> {
    /// What would name something that is not there any more, each by a name that can be shown.
    fn bereft(&self) -> Vec<String> {
        let mut bereft = self.bereft_initiatives();
        bereft.extend(self.bereft_organisations());
        bereft.extend(self.bereft_places());
        bereft.extend(self.bereft_figures());
        bereft.extend(self.bereft_plans());
        bereft.extend(self.bereft_reviews());
        bereft.extend(self.bereft_rounds());
        bereft.extend(self.bereft_members());
        bereft.extend(self.bereft_commitments());
        bereft.extend(self.bereft_recommendations());
        let users = self.coalition.users.values().filter(|user| !user.closed);
        bereft.extend(
            users
                .filter(|user| user.organisation.is_some_and(|id| !self.organisation(id)))
                .map(|user| user.id.to_string()),
        );
        bereft
    }

    fn bereft_initiatives(&self) -> Vec<String> {
        let (organisations, places) = (&self.coalition.organisations, &self.coalition.places);
        let organisation = |number| organisations.at_without(number, self.import).is_some();
        let place = |number| places.at_without(number, self.import).is_some();
        self.coalition
            .initiatives
            .iter_without(self.import)
            .filter(|(_, initiative)| {
                !(organisation(initiative.organisation)
                    && initiative.funder.is_none_or(organisation)
                    && initiative.partners.iter().copied().all(organisation)
                    && initiative.places.iter().copied().all(place))
            })
            .map(|(id, initiative)| match &*initiative.title {
                "" => id.to_string(),
                title => title.to_owned(),
            })
            .collect()
    }

    fn bereft_organisations(&self) -> impl Iterator<Item = String> {
        let organisations = self.coalition.organisations.iter_without(self.import);
        organisations
            .filter(|(_, organisation)| !organisation.works_in.iter().all(|code| self.place(code)))
            .map(|(_, organisation)| organisation.names.pick("en").to_owned())
    }

    /// Places without their parent or their ends, and places that an earlier parent, come back,
    /// would put within themselves.
    fn bereft_places(&self) -> impl Iterator<Item = String> {
        let places = &self.coalition.places;
        places
            .iter_without(self.import)
            .filter(move |(code, place)| {
                let ends_hold = code.corridor().is_none_or(|corridor| {
                    self.place(&corridor.origin) && self.place(&corridor.destination)
                });
                let remaining = |code: &PlaceCode| places.get_without(code, self.import);
                !(ends_hold && place.parent.iter().all(|parent| self.place(parent)))
                    || lies_within_itself(code, remaining)
            })
            .map(|(code, _)| code.to_string())
    }

    /// Needs and estimates.
    fn bereft_figures(&self) -> Vec<String> {
        let coalition = self.coalition;
        let needs = coalition.needs.iter_without(self.import);
        let needs = needs.filter(|(_, need)| !(self.place(&need.place) && self.has_basis(need)));
        let published = coalition.published.iter_without(self.import);
        let published =
            published.filter(|(_, figure)| !figure.place.iter().all(|code| self.place(code)));
        let recorded = coalition.estimates.iter_without(self.import);
        let recorded = recorded.filter(|(_, estimate)| !self.place(&estimate.place));
        needs
            .map(|(id, _)| id)
            .chain(published.map(|(id, _)| id))
            .chain(recorded.map(|(id, _)| id))
            .map(Id::to_string)
            .collect()
    }

    /// Plans of which any version names a place or an organisation that goes: versions are never
    /// taken back, and an earlier one may be in force or come into force.
    fn bereft_plans(&self) -> impl Iterator<Item = String> {
        let loses_something = |plan: &Plan| {
            let asked = plan.actions.iter().flat_map(|action| &action.addressees);
            let asked = asked.filter_map(|addressee| match addressee {
                Addressee::Organisation(id) => Some(*id),
                Addressee::Kind(_) | Addressee::Named(_) => None,
            });
            plan.places.iter().any(|code| self.place_goes(code))
                || plan.keeper.into_iter().chain(asked).any(|id| self.organisation_goes(id))
        };
        let plans = self.coalition.plan.plans.values();
        plans.filter_map(move |history| {
            let mut versions = history.versions.iter().rev();
            let bereft = versions.find(|version| loses_something(&version.plan))?;
            Some(bereft.plan.names.pick("en").to_owned())
        })
    }

    /// Review cycles of which a question is about a place that goes.
    fn bereft_reviews(&self) -> impl Iterator<Item = String> {
        let cycles = self.coalition.reviews.cycles.values().map(|open| &open.cycle);
        let bereft = cycles.filter(|cycle| {
            cycle.questions.iter().any(|question| match &question.prefill {
                Prefill::Gaps { place } => self.place_goes(place),
                Prefill::Commitments { .. }
                | Prefill::Progress
                | Prefill::Initiatives
                | Prefill::FreeText => false,
            })
        });
        bereft.map(|cycle| cycle.names.pick("en").to_owned())
    }

    /// Linkage rounds whose lists are about a place that goes.
    fn bereft_rounds(&self) -> impl Iterator<Item = String> {
        let rounds = self.coalition.rounds.rounds.values().map(|open| &open.round);
        let bereft = rounds.filter(|round| self.place_goes(&round.place));
        bereft.map(|round| round.names.pick("en").to_owned())
    }

    /// Organisations that decide, review, hold a key or submit, or are decided about.
    fn bereft_members(&self) -> impl Iterator<Item = String> {
        let mut named = self.coalition.decisions.organisations();
        named.extend(self.coalition.reviews.organisations());
        named.extend(self.coalition.rounds.organisations());
        let bereft = named.into_iter().filter(|id| !self.organisation(*id));
        bereft.map(|id| match self.coalition.organisations.get(&id) {
            Some(organisation) => organisation.names.pick("en").to_owned(),
            None => id.to_string(),
        })
    }

    /// Commitments that would vanish with what was said of them since, or change under a review or
    /// a match, or name something that is not there any more. A commitment that was withdrawn rests on nothing.
    fn bereft_commitments(&self) -> impl Iterator<Item = String> {
        let commitments = self.coalition.plan.promises.commitments();
        let standing = commitments.filter(|(_, history)| history.withdrawn.is_none());
        standing
            .filter(|(id, history)| {
                let is_touched = history.is_touched_by(self.import);
                (is_touched && self.is_matched(*id))
                    || history.was_reviewed_since(self.import)
                    || match history.current_without(self.import) {
                        Some(version) => !self.can_stand(&version.commitment, history),
                        None => history.was_acted_on(),
                    }
            })
            .map(|(_, history)| history.current.commitment.text.pick("en").to_owned())
    }

    fn is_matched(&self, commitment: Id) -> bool {
        let promises = &self.coalition.plan.promises;
        promises.matches.values().any(|history| {
            [history.pair.policy, history.pair.resources].contains(&commitment)
                && promises.match_standing(history) != MatchStanding::Ended
        })
    }

    fn can_stand(&self, commitment: &Commitment, history: &CommitmentHistory) -> bool {
        let evidence = history.claims.iter().flat_map(|(_, claim)| &claim.evidence);
        self.organisation(commitment.maker)
            && history.reviewer().is_none_or(|reviewer| self.organisation(reviewer))
            && commitment.cells.iter().all(|cell| self.place(&cell.place))
            && evidence.into_iter().all(|evidence| self.evidence(evidence))
            && self.condition_ends(commitment)
    }

    /// Whether everything for which a commitment would wait is there and does not wait for it.
    fn condition_ends(&self, commitment: &Commitment) -> bool {
        let mut met = BTreeSet::from([commitment.id]);
        let mut waits_for = commitment.condition;
        while let Some(condition) = waits_for {
            let history = self.coalition.plan.promises.commitment(&condition.commitment);
            let there = history.and_then(|history| history.current_without(self.import));
            let Some(there) = there.filter(|_| met.insert(condition.commitment)) else {
                return false;
            };
            waits_for = there.commitment.condition;
        }
        true
    }

    /// Whether what could be checked still can be: what its owner withdrew stands in the journal.
    fn evidence(&self, evidence: &Evidence) -> bool {
        let coalition = self.coalition;
        match evidence {
            Evidence::Statement(_) | Evidence::Document { .. } => true,
            Evidence::Initiative(id) => {
                coalition.initiatives.get(id).is_none()
                    || coalition.initiatives.get_without(id, self.import).is_some()
            }
            Evidence::Estimate(id) => {
                (coalition.estimates.get(id).is_none() && coalition.published.get(id).is_none())
                    || coalition.estimates.get_without(id, self.import).is_some()
                    || coalition.published.get_without(id, self.import).is_some()
            }
        }
    }

    fn bereft_recommendations(&self) -> impl Iterator<Item = String> {
        let recommendations = self.coalition.recommendations.iter_without(self.import);
        recommendations
            .filter(|(_, declared)| {
                !(declared.place.iter().all(|code| self.place(code))
                    && declared.organisation.is_none_or(|id| self.organisation(id)))
            })
            .map(|(_, declared)| declared.text.pick("en").to_owned())
    }

    fn has_basis(&self, need: &Need) -> bool {
        let (recorded, published) = (&self.coalition.estimates, &self.coalition.published);
        match &need.basis {
            Basis::People(_) | Basis::Interval(_) => true,
            Basis::Estimate { estimate, .. } => {
                recorded.get_without(estimate, self.import).is_some()
            }
            Basis::Published { estimate, .. } => {
                published.get_without(estimate, self.import).is_some()
            }
        }
    }

    fn organisation(&self, id: Id) -> bool {
        let organisations = &self.coalition.organisations;
        organisations.get_without(&id, self.import).is_some()
    }

    /// Whether an organisation is there and would not be any more. What a document names that was
    /// never there, or went before, is no reason to keep an import.
    fn organisation_goes(&self, id: Id) -> bool {
        self.coalition.organisations.get(&id).is_some() && !self.organisation(id)
    }

    /// The same of a place.
    fn place_goes(&self, code: &PlaceCode) -> bool {
        self.coalition.places.get(code).is_some() && !self.place(code)
    }

    fn place(&self, code: &PlaceCode) -> bool {
        let places = &self.coalition.places;
        places.get_without(code, self.import).is_some()
    }
}
