//! What commitments, claims, reviews and recommendations must be on their own.

use concert_terms::Names;

use super::{LONGEST_REMARK, LONGEST_TITLE, at_most, few, in_words, money, named, said, unless};
use crate::Refusal;
use crate::plan::{
    Claim, Commitment, DatedFigure, Evidence, Means, ProgressLevel, ProgressReview, Recommendation,
};

/// Hexadecimal digits of a SHA-256 digest.
const DIGITS_OF_SHA256: usize = 64;

pub(crate) fn commitment(commitment: &Commitment) -> Result<(), Refusal> {
    text(&commitment.text)?;
    few("means", &commitment.means)?;
    few("cells", &commitment.cells)?;
    commitment.means.iter().try_for_each(means)?;
    if let Some(condition) = &commitment.condition {
        let always = condition.level == ProgressLevel::None;
        unless(always, "condition", "a condition names a level above none")?;
    }
    let Some(measure) = &commitment.measure else { return Ok(()) };
    unless(measure.text.is_empty(), "measure", "an indicator says what is counted")?;
    named(&measure.text)?;
    said("unit", &measure.unit, LONGEST_TITLE)?;
    figure(measure.target.figure)?;
    let Some(DatedFigure { figure: before, on }) = measure.baseline else { return Ok(()) };
    figure(before)?;
    unless(on > measure.target.on, "measure", "a target is to be reached after its baseline")
}

pub(crate) fn claim(claim: &Claim) -> Result<(), Refusal> {
    text(&claim.text)?;
    claim.figure.map_or(Ok(()), figure)?;
    few("evidence", &claim.evidence)?;
    claim.evidence.iter().try_for_each(evidence)
}

pub(crate) fn review(review: &ProgressReview) -> Result<(), Refusal> {
    text(&review.text)
}

pub(crate) fn recommendation(declared: &Recommendation) -> Result<(), Refusal> {
    text(&declared.text)?;
    at_most("document", &declared.document, LONGEST_TITLE)?;
    unless(
        declared.place.is_none() && declared.organisation.is_none(),
        "addressee",
        "a recommendation names a place or an organisation",
    )
}

fn means(means: &Means) -> Result<(), Refusal> {
    match means {
        Means::Money(amount) => {
            money("means", Some(amount))?;
            unless(amount.amount == 0, "means", "what is put in is more than nothing")
        }
        Means::Capacity { units, unit } => {
            said("unit", unit, LONGEST_TITLE)?;
            unless(*units == 0, "means", "what is put in is more than nothing")
        }
        Means::Staff { people } => {
            unless(*people == 0, "means", "what is put in is more than nothing")
        }
        Means::Policy(words) => {
            unless(words.is_empty(), "means", "a policy is said in words")?;
            text(words)
        }
    }
}

fn evidence(evidence: &Evidence) -> Result<(), Refusal> {
    let Evidence::Document { title, address, sha256 } = evidence else { return Ok(()) };
    said("evidence", title, LONGEST_TITLE)?;
    at_most("evidence", address, LONGEST_TITLE)?;
    unless(
        !evidence.can_be_checked(),
        "evidence",
        "a document has an address or a digest by which it can be checked",
    )?;
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    unless(
        !address.is_empty() && !is_web,
        "evidence",
        "an address starts with https:// or http://",
    )?;
    let is_digest = sha256.len() == DIGITS_OF_SHA256
        && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    unless(
        !sha256.is_empty() && !is_digest,
        "evidence",
        "a SHA-256 digest has 64 digits 0 to 9 and a to f",
    )
}

fn figure(figure: f64) -> Result<(), Refusal> {
    unless(!figure.is_finite(), "figure", "a figure is a finite number")
}

fn text(text: &Names) -> Result<(), Refusal> {
    in_words("text", text, LONGEST_REMARK)
}
