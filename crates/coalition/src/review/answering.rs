//! What the reviewed member does: answer questions and observations, and set when all is public.

use concert_terms::Names;
use jiff::civil::Date;

use crate::review::command::In;
use crate::review::{ObservationAnswer, ReviewAnswer, ReviewPublication, ReviewRefusal};
use crate::{Body, Refusal, sound};

/// Answers a question; the last answer counts, and none is accepted after its day.
pub(crate) fn answer(at: &In, question: u32, text: &Names) -> Result<Vec<Body>, Refusal> {
    at.is_reviewed()?;
    at.not_closed()?;
    at.known_question(question)?;
    in_time(at, at.cycle.answers_by)?;
    sound::text("text", text)?;
    if at.review.answers.get(&question).is_some_and(|given| given.text == *text) {
        return Ok(Vec::new());
    }
    Ok(vec![Body::ReviewAnswered(ReviewAnswer {
        cycle: at.cycle.id,
        reviewed: at.review.pairing.reviewed,
        question,
        text: text.clone(),
    })])
}

/// Answers an observation until the day that stands in it. Once a reviewer has marked what followed,
/// the answer stands: the mark judges what was read, and would lie under another answer.
pub(crate) fn answer_observation(at: &In, number: u32, text: &Names) -> Result<Vec<Body>, Refusal> {
    at.is_reviewed()?;
    at.not_closed()?;
    let observation = at.observation(number)?;
    in_time(at, observation.reply_by)?;
    sound::text("text", text)?;
    if observation.answer.as_ref().is_some_and(|given| given.text == *text) {
        return Ok(Vec::new());
    }
    if !observation.marks.is_empty() {
        return Err(ReviewRefusal::MarkedAlready { number }.into());
    }
    Ok(vec![Body::ObservationAnswered(ObservationAnswer {
        cycle: at.cycle.id,
        reviewed: at.review.pairing.reviewed,
        observation: number,
        text: text.clone(),
    })])
}

/// Sets the day from which the closed review is public. It can be moved until the review is
/// public: what the world has read cannot be hidden again.
pub(crate) fn publish(at: &In, from: Date) -> Result<Vec<Body>, Refusal> {
    at.is_reviewed()?;
    let set = at.review.public_from.as_ref().map(|(from, _)| *from);
    if set == Some(from) {
        return Ok(Vec::new());
    }
    if let Some(from) = set.filter(|_| at.review.is_public(at.today)) {
        return Err(ReviewRefusal::PublicAlready { from }.into());
    }
    sound::unless(from < at.today, "from", "this day has passed")?;
    Ok(vec![Body::ReviewPublicationSet(ReviewPublication {
        cycle: at.cycle.id,
        reviewed: at.review.pairing.reviewed,
        from,
    })])
}

fn in_time(at: &In, until: Date) -> Result<(), Refusal> {
    if at.today <= until { Ok(()) } else { Err(ReviewRefusal::AnswersOver { until }.into()) }
}
