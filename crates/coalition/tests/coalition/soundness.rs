//! What is true of a coalition whatever was said to it.

use crate::anything::CODES;
use concert_coalition::{Addressee, Basis, Coalition, MatchStanding, Members, Plan, Prefill};
use concert_terms::{Id, PlaceCode};

/// Everything that is named by something is there, and no place lies within itself.
pub(crate) fn assert_that_every_reference_resolves(coalition: &Coalition) {
    let place = |code: &PlaceCode| coalition.places.get(code).is_some();
    let organisation = |number| coalition.organisations.at(number).is_some();
    for (_, _, declared) in coalition.organisations.iter() {
        assert!(declared.works_in.iter().all(place), "{declared:?}");
    }
    for (_, code, declared) in coalition.places.iter() {
        assert!(declared.parent.iter().all(place), "{declared:?}");
        let ends = code.corridor();
        assert!(ends.is_none_or(|ends| place(&ends.origin) && place(&ends.destination)));
        let above = |code: &&PlaceCode| coalition.places.get(code)?.parent.as_ref();
        let way_up = std::iter::successors(Some(code), above);
        assert!(way_up.take(CODES.len() + 1).count() <= CODES.len(), "{code} lies within itself");
    }
    for (_, _, declared) in coalition.initiatives.iter() {
        assert!(organisation(declared.organisation), "{declared:?}");
        assert!(declared.partners.iter().copied().all(organisation), "{declared:?}");
        assert!(declared.funder.into_iter().all(organisation), "{declared:?}");
        assert!(declared.places.iter().all(|number| coalition.places.at(*number).is_some()));
    }
    for (_, _, declared) in coalition.needs.iter() {
        assert!(place(&declared.place), "{declared:?}");
        assert!(match &declared.basis {
            Basis::People(_) | Basis::Interval(_) => true,
            Basis::Estimate { estimate, .. } => coalition.estimates.get(estimate).is_some(),
            Basis::Published { estimate, .. } => coalition.published.get(estimate).is_some(),
        });
    }
    assert!(coalition.published.iter().all(|(_, _, figure)| figure.place.iter().all(place)));
    assert!(coalition.estimates.iter().all(|(_, _, estimate)| place(&estimate.place)));
    assert_that_every_promise_stands(coalition);
    assert_that_every_document_stands(coalition);
    let open_accounts = coalition.users.values().filter(|user| !user.closed);
    for organisation in open_accounts.filter_map(|user| user.organisation) {
        assert!(coalition.organisations.get(&organisation).is_some());
    }
}

/// Everything that a standing commitment or a recommendation names is there, and none waits for
/// itself.
pub(crate) fn assert_that_every_promise_stands(coalition: &Coalition) {
    let place = |code: &PlaceCode| coalition.places.get(code).is_some();
    let organisation = |id: Id| coalition.organisations.get(&id).is_some();
    let promises = &coalition.plan.promises;
    for (_, history) in promises.commitments().filter(|(_, history)| history.withdrawn.is_none()) {
        let promise = &history.current.commitment;
        assert!(organisation(promise.maker), "{promise:?}");
        assert!(history.reviewer().is_none_or(organisation), "{promise:?}");
        assert!(promise.cells.iter().all(|cell| place(&cell.place)), "{promise:?}");
        let waits_for = |id: &Id| promises.commitment(id)?.current.commitment.condition;
        let way = std::iter::successors(promise.condition, |next| waits_for(&next.commitment));
        let way: Vec<_> = way.take(9).collect();
        assert!(way.len() < 5, "{promise:?} waits for itself");
        assert!(way.iter().all(|next| promises.commitment(&next.commitment).is_some()));
    }
    for (_, _, declared) in coalition.recommendations.iter() {
        assert!(declared.place.iter().all(place), "{declared:?}");
    }
}

/// Everything that a plan in any version, a body, a proposal or a review names is there, and what is
/// put into a match is promised.
pub(crate) fn assert_that_every_document_stands(coalition: &Coalition) {
    let organisation = |id: &Id| assert!(coalition.organisations.get(id).is_some(), "{id}");
    let place = |code: &PlaceCode| assert!(coalition.places.get(code).is_some(), "{code}");
    let versions = coalition.plan.plans.values().flat_map(|history| &history.versions);
    for Plan { places, keeper, under, actions, .. } in versions.map(|version| &version.plan) {
        places.iter().for_each(place);
        keeper.iter().for_each(organisation);
        assert!(under.iter().all(|other| coalition.plan.plans.contains_key(other)));
        for addressee in actions.iter().flat_map(|action| &action.addressees) {
            let Addressee::Organisation(asked) = addressee else { continue };
            organisation(asked);
        }
    }
    let decisions = &coalition.decisions;
    decisions.members.keys().for_each(organisation);
    for described in decisions.bodies.values() {
        let Members::Listed(listed) = &described.body.members else { continue };
        listed.iter().for_each(organisation);
    }
    for proposal in decisions.proposals.values() {
        assert!(decisions.bodies.contains_key(&proposal.opening.draft.body));
        let seats = proposal.opening.seats.iter().map(|seat| &seat.organisation);
        let owners = proposal.follow_ups.iter().map(|follow_up| &follow_up.owner);
        seats.chain(owners).for_each(organisation);
    }
    for open in coalition.reviews.cycles.values() {
        assert!(coalition.plan.plans.contains_key(&open.cycle.plan));
        for question in &open.cycle.questions {
            let Prefill::Gaps { place: asked } = &question.prefill else { continue };
            place(asked);
        }
        for pairing in &open.cycle.pairings {
            organisation(&pairing.reviewed);
            pairing.reviewers.iter().for_each(organisation);
        }
    }
    let promises = &coalition.plan.promises;
    for history in promises.matches.values() {
        if promises.match_standing(history) == MatchStanding::Ended {
            continue;
        }
        let promised = |id| &promises.commitment(&id).unwrap().current.commitment;
        assert!(promised(history.pair.policy).offers_policy());
        assert!(promised(history.pair.resources).offers_resources());
    }
}
