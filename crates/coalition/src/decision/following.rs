//! How a proposal ends, and what follows: withdrawal, conclusion, minutes, follow-ups.

use concert_terms::{Id, Names};
use jiff::civil::Date;

use crate::decide::{known_organisation, must};
use crate::decision::command::At;
use crate::decision::discussion::{not_ended, room_for_more};
use crate::decision::{
    Conclusion, DecisionRefusal, Ending, FollowUpAssignment, FollowUpReport, MinutesRecord,
    Outcome, ProposalWithdrawal, Stage,
};
use crate::numbered::numbered;
use crate::{Body, Refusal, sound};

/// The proposer takes the proposal back, as long as that does not spoil a vote.
pub(crate) fn withdraw(at: &At, reason: &str) -> Result<Vec<Body>, Refusal> {
    let proposer = at.speaker()?;
    must(proposer == at.proposal.opening.proposer, "the proposer")?;
    not_ended(at)?;
    if !at.proposal.can_be_withdrawn(at.today) {
        return Err(DecisionRefusal::TooLateToWithdraw.into());
    }
    sound::reason(reason)?;
    let reason = reason.to_owned();
    Ok(vec![Body::ProposalWithdrawn(ProposalWithdrawal { proposal: at.id(), reason })])
}

/// A coordinator or any member of the body states what the rule says; there is nothing to choose.
pub(crate) fn conclude(at: &At) -> Result<Vec<Body>, Refusal> {
    let allowed = at.actor.coordinates() || at.seat().is_some();
    must(allowed, "coordinators and members of the body")?;
    match at.proposal.ending {
        Some(Ending::Concluded { .. }) => return Ok(Vec::new()),
        Some(Ending::Withdrawn { .. }) => return Err(DecisionRefusal::Ended.into()),
        None => {}
    }
    if at.proposal.stage(at.today) != Stage::Due {
        let until = at.proposal.opening.draft.decide_until;
        return Err(DecisionRefusal::NotDue { until }.into());
    }
    let tally = at.proposal.tally();
    let digest = (tally.outcome == Outcome::Adopted).then(|| at.proposal.digest());
    Ok(vec![Body::ProposalConcluded(Conclusion { proposal: at.id(), tally, digest })])
}

/// Coordinators keep the minutes.
pub(crate) fn record_minutes(at: &At, text: &Names) -> Result<Vec<Body>, Refusal> {
    must(at.actor.coordinates(), "coordinators")?;
    concluded(at)?;
    sound::text("text", text)?;
    if at.proposal.minutes.last().is_some_and(|minutes| minutes.text == *text) {
        return Ok(Vec::new());
    }
    let record = MinutesRecord { proposal: at.id(), text: text.clone() };
    Ok(vec![Body::MinutesRecorded(record)])
}

/// Coordinators say who does what next.
pub(crate) fn assign(at: &At, owner: Id, text: &str, due: Date) -> Result<Vec<Body>, Refusal> {
    must(at.actor.coordinates(), "coordinators")?;
    known_organisation(at.coalition, owner)?;
    concluded(at)?;
    room_for_more(at.proposal.follow_ups.len())?;
    sound::remark("text", text)?;
    sound::unless(due < at.today, "due", "this day has passed")?;
    let assigned = FollowUpAssignment { proposal: at.id(), owner, text: text.to_owned(), due };
    Ok(vec![Body::FollowUpAssigned(assigned)])
}

/// The owner, and nobody for it, says what was done.
pub(crate) fn report(at: &At, number: u32, text: &str) -> Result<Vec<Body>, Refusal> {
    let follow_up = numbered(&at.proposal.follow_ups, number);
    let follow_up = follow_up.ok_or(DecisionRefusal::UnknownFollowUp { number })?;
    let left = at.coalition.decisions.has_left(&follow_up.owner, at.today);
    let is_owner = at.actor.represents() == Some(follow_up.owner) && !left;
    must(is_owner, "the owner of the follow-up")?;
    if follow_up.done.is_some() {
        return Err(DecisionRefusal::FollowUpDone { number }.into());
    }
    sound::remark("text", text)?;
    let (proposal, text) = (at.id(), text.to_owned());
    Ok(vec![Body::FollowUpDone(FollowUpReport { proposal, follow_up: number, text })])
}

fn concluded(at: &At) -> Result<(), Refusal> {
    match at.proposal.ending {
        Some(Ending::Concluded { .. }) => Ok(()),
        Some(Ending::Withdrawn { .. }) | None => Err(DecisionRefusal::NotConcluded.into()),
    }
}
