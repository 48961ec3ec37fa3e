//! What members do about a proposal before it is concluded: sponsor, comment, amend, take
//! positions. The text changes only while it is commented on, and positions are taken only
//! afterwards, so that nobody's position ever stands under another text.

use concert_terms::Names;

use crate::decide::must;
use crate::decision::command::At;
use crate::decision::{
    Amendment, AmendmentProposal, AmendmentSettlement, AmendmentSupport, Choice, DecisionRefusal,
    PositionTaking, ProposalComment, Rule, Sponsorship, Stage, Standing,
};
use crate::numbered::numbered;
use crate::{Body, Refusal, sound};

/// Most comments, and most amendments, of one proposal.
const MOST_ACTS: usize = 10_000;

/// Members that have the word join the sponsors, and leave them, while comments last.
pub(crate) fn sponsor(at: &At, joins: bool) -> Result<Vec<Body>, Refusal> {
    let organisation = at.speaker()?;
    in_comments(at)?;
    if !joins && organisation == at.proposal.opening.proposer {
        return Err(DecisionRefusal::ProposerStays.into());
    }
    if at.proposal.sponsors.contains(&organisation) == joins {
        return Ok(Vec::new());
    }
    let change = Sponsorship { proposal: at.id(), organisation, joins };
    Ok(vec![Body::SponsorshipChanged(change)])
}

/// Members that have the word comment.
pub(crate) fn comment(at: &At, text: &str) -> Result<Vec<Body>, Refusal> {
    let organisation = at.speaker()?;
    in_comments(at)?;
    room_for_more(at.proposal.comments.len())?;
    sound::remark("text", text)?;
    let comment = ProposalComment { proposal: at.id(), organisation, text: text.to_owned() };
    Ok(vec![Body::ProposalCommented(comment)])
}

/// Members that have the word propose another text, in place of the one in force that day.
pub(crate) fn amend(at: &At, text: &Names, reason: &str) -> Result<Vec<Body>, Refusal> {
    let organisation = at.speaker()?;
    in_comments(at)?;
    room_for_more(at.proposal.amendments.len())?;
    sound::text("text", text)?;
    sound::reason(reason)?;
    let (text, reason) = (text.clone(), reason.to_owned());
    let amends = at.proposal.versions.len() as u32;
    let amendment = AmendmentProposal { proposal: at.id(), organisation, amends, text, reason };
    Ok(vec![Body::AmendmentProposed(amendment)])
}

/// A sponsor advises the proposer.
pub(crate) fn support(at: &At, amendment: u32, supports: bool) -> Result<Vec<Body>, Refusal> {
    let organisation = at.speaker()?;
    must(at.proposal.sponsors.contains(&organisation), "sponsors of the proposal")?;
    in_comments(at)?;
    let known = open_amendment(at, amendment)?;
    if known.support.get(&organisation).is_some_and(|before| before.supports == supports) {
        return Ok(Vec::new());
    }
    let support = AmendmentSupport { proposal: at.id(), amendment, organisation, supports };
    Ok(vec![Body::AmendmentSupported(support)])
}

/// The proposer takes an amendment up or declines it. One that was written against an earlier
/// text can only be declined.
pub(crate) fn settle(
    at: &At,
    number: u32,
    taken_up: bool,
    reason: &str,
) -> Result<Vec<Body>, Refusal> {
    let proposer = at.speaker()?;
    must(proposer == at.proposal.opening.proposer, "the proposer")?;
    in_comments(at)?;
    let amends = open_amendment(at, number)?.amends;
    let version = at.proposal.versions.len() as u32;
    if taken_up && amends != version {
        return Err(DecisionRefusal::AmendsEarlierText { number, amends, version }.into());
    }
    sound::reason(reason)?;
    let reason = reason.to_owned();
    let settled = AmendmentSettlement { proposal: at.id(), amendment: number, taken_up, reason };
    Ok(vec![Body::AmendmentSettled(settled)])
}

/// A member that votes takes a position, whoever of its users speaks for it; the last one counts.
pub(crate) fn take_position(at: &At, choice: Choice, reason: &str) -> Result<Vec<Body>, Refusal> {
    let seat = at.seat().filter(|seat| seat.standing == Standing::Votes);
    let refused = Refusal::NotAllowed { allowed: "members of the body that vote" };
    let organisation = seat.ok_or(refused)?.organisation;
    not_ended(at)?;
    let draft = &at.proposal.opening.draft;
    if at.proposal.stage(at.today) != Stage::Positions {
        let (after, until) = (draft.comment_until, draft.decide_until);
        return Err(DecisionRefusal::NoPositionsNow { after, until }.into());
    }
    let objects =
        choice == Choice::Against && matches!(at.proposal.opening.rule, Rule::Consensus { .. });
    if objects || !reason.is_empty() {
        sound::remark("reason", reason)?;
    }
    let before = at.proposal.positions.get(&organisation);
    if before.is_some_and(|position| position.choice == choice && position.reason == reason) {
        return Ok(Vec::new());
    }
    let (proposal, reason) = (at.id(), reason.to_owned());
    Ok(vec![Body::PositionTaken(PositionTaking { proposal, organisation, choice, reason })])
}

pub(crate) fn not_ended(at: &At) -> Result<(), Refusal> {
    if at.proposal.ending.is_some() { Err(DecisionRefusal::Ended.into()) } else { Ok(()) }
}

fn in_comments(at: &At) -> Result<(), Refusal> {
    not_ended(at)?;
    if at.proposal.stage(at.today) == Stage::Comments {
        return Ok(());
    }
    let until = at.proposal.opening.draft.comment_until;
    Err(DecisionRefusal::CommentsOver { until }.into())
}

pub(crate) fn room_for_more(there: usize) -> Result<(), Refusal> {
    let most = MOST_ACTS;
    if there < most { Ok(()) } else { Err(DecisionRefusal::TooMany { most }.into()) }
}

fn open_amendment<'a>(at: &At<'a>, number: u32) -> Result<&'a Amendment, Refusal> {
    let amendment = numbered(&at.proposal.amendments, number);
    let amendment = amendment.ok_or(DecisionRefusal::UnknownAmendment { number })?;
    match amendment.settled {
        Some(_) => Err(DecisionRefusal::AmendmentSettled { number }.into()),
        None => Ok(amendment),
    }
}
