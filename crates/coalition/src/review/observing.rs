//! What others do in a review: the reviewers observe and mark, other members remark, and
//! somebody closes it.

use concert_terms::Names;
use jiff::Span;
use jiff::civil::Date;

use crate::decide::must;
use crate::plan::known_action;
use crate::review::command::In;
use crate::review::{Followed, ObservationMark, ReviewObservation, ReviewRefusal, ShadowRemark};
use crate::{Body, Refusal, sound};

/// Most observations, and most remarks, of one review.
const MOST_ACTS: usize = 1000;

/// A reviewer observes, once the answers stand.
pub(crate) fn observe(
    at: &In,
    text: &Names,
    action: Option<&str>,
    reply_by: Date,
) -> Result<Vec<Body>, Refusal> {
    let reviewer = at.reviewer()?;
    at.not_closed()?;
    let (after, until) = (at.cycle.answers_by, at.cycle.observations_by);
    if at.today <= after || until < at.today {
        return Err(ReviewRefusal::NoObservationsNow { after, until }.into());
    }
    room_for_more(at.review.observations.len())?;
    sound::text("text", text)?;
    action.map_or(Ok(()), |code| known_action(at.coalition, at.cycle.plan, code))?;
    sound::unless(reply_by <= at.today, "reply_by", "an answer needs a day at least")?;
    // The review cannot be closed before: a day in ten years would keep it open, and unpublished.
    let longest = at.today.saturating_add(Span::new().years(1));
    sound::unless(longest < reply_by, "reply_by", "an answer is awaited for a year at most")?;
    Ok(vec![Body::ReviewObserved(ReviewObservation {
        cycle: at.cycle.id,
        reviewed: at.review.pairing.reviewed,
        reviewer,
        text: text.clone(),
        action: action.map(str::to_owned),
        reply_by,
    })])
}

/// A reviewer says whether an observation was followed, once it was answered or its day passed.
/// That may be long after the review was closed. The reviewed member never marks what concerns
/// itself.
pub(crate) fn mark(
    at: &In,
    number: u32,
    followed: Followed,
    text: &str,
) -> Result<Vec<Body>, Refusal> {
    let reviewer = at.reviewer()?;
    let observation = at.observation(number)?;
    if observation.is_open(at.today) {
        return Err(ReviewRefusal::StillOpen { number, until: observation.reply_by }.into());
    }
    sound::remark("text", text)?;
    let before = observation.marks.get(&reviewer);
    if before.is_some_and(|mark| mark.followed == followed && mark.text == text) {
        return Ok(Vec::new());
    }
    Ok(vec![Body::ObservationMarked(ObservationMark {
        cycle: at.cycle.id,
        reviewed: at.review.pairing.reviewed,
        observation: number,
        reviewer,
        followed,
        text: text.to_owned(),
    })])
}

/// A member that neither reviews nor is reviewed remarks, as long as reviewers can take it up.
pub(crate) fn remark(at: &In, question: Option<u32>, text: &str) -> Result<Vec<Body>, Refusal> {
    let pairing = at.review.pairing;
    let concerned = |own| own == pairing.reviewed || pairing.reviewers.contains(&own);
    let other = at.member().filter(|own| !concerned(*own));
    let organisation = other.ok_or(Refusal::NotAllowed { allowed: "other members" })?;
    at.not_closed()?;
    let until = at.cycle.observations_by;
    if until < at.today {
        return Err(ReviewRefusal::RemarksOver { until }.into());
    }
    question.map_or(Ok(()), |number| at.known_question(number))?;
    room_for_more(at.review.remarks.len())?;
    sound::remark("text", text)?;
    Ok(vec![Body::ReviewRemarked(ShadowRemark {
        cycle: at.cycle.id,
        reviewed: pairing.reviewed,
        organisation,
        question,
        text: text.to_owned(),
    })])
}

/// Coordinators or reviewers close a review whose days have passed: nobody can observe any more,
/// and no observation waits for an answer. What lapsed is stated.
pub(crate) fn close(at: &In) -> Result<Vec<Body>, Refusal> {
    must(at.actor.coordinates() || at.reviewer().is_ok(), "coordinators and the reviewers")?;
    if at.review.closed.is_some() {
        return Ok(Vec::new());
    }
    let observations = at.review.observations.iter();
    let waiting = observations.filter(|observation| observation.is_open(at.today));
    let days = waiting.map(|observation| observation.reply_by);
    let last = days.chain([at.cycle.observations_by]).max().filter(|last| *last >= at.today);
    match last {
        Some(until) => Err(ReviewRefusal::NotOver { until }.into()),
        None => Ok(vec![Body::ReviewClosed(at.review.closing(at.cycle))]),
    }
}

fn room_for_more(there: usize) -> Result<(), Refusal> {
    let most = MOST_ACTS;
    if there < most { Ok(()) } else { Err(ReviewRefusal::TooMany { most }.into()) }
}
