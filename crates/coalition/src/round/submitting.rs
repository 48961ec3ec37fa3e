//! What a named member does: submit its encoded list, replace it, take it back.
//!
//! Nothing here looks at a list of anybody else, so that no answer tells a submitter what others
//! have: two worlds that differ in other members' lists answer alike.

use concert_terms::Id;

use crate::decide::must;
use crate::device::signs_for;
use crate::round::command::In;
use crate::round::terms::digest as is_digest;
use crate::round::{ListRetraction, ListSubmission, MOST_LISTS, RoundRefusal};
use crate::{Body, Refusal, sound};

/// Submits a list in place of the one before. A list that the member submitted before, be it in
/// force still, replaced or retracted, states nothing: a copy that somebody sends again later
/// brings nothing back, and is answered with the first receipt.
pub(crate) fn submit(
    at: &In,
    digest: &str,
    records: u64,
    clean: bool,
    device: Option<Id>,
) -> Result<Vec<Body>, Refusal> {
    let organisation = at.submitter()?;
    if let Some(device) = device.filter(|device| !signs_for(at.coalition, at.actor, *device)) {
        return Err(RoundRefusal::SignsForNobody { device }.into());
    }
    let is_member = at.coalition.decisions.is_member(&organisation, at.today);
    must(is_member, "the members that the round names")?;
    is_digest("digest", digest)?;
    if at.open.receipt(organisation, digest).is_some() {
        return Ok(Vec::new());
    }
    takes_lists(at)?;
    sound::unless(records == 0, "records", "a list has a record")?;
    let before = at.open.lists.get(&organisation).map_or(0, Vec::len);
    if before >= MOST_LISTS {
        return Err(RoundRefusal::TooManyLists { most: MOST_LISTS }.into());
    }
    Ok(vec![Body::ListSubmitted(ListSubmission {
        round: at.open.round.id,
        organisation,
        sequence: before as u32 + 1,
        digest: digest.to_owned(),
        records,
        clean,
        device,
    })])
}

/// Takes the list back, as long as an encoding is left that could be erased. What was linked with
/// it before stands in the journal, and says that it rests on a list that was taken back.
pub(crate) fn retract(at: &In) -> Result<Vec<Body>, Refusal> {
    let organisation = at.submitter()?;
    let lists = at.open.lists.get(&organisation).filter(|lists| !lists.is_empty());
    let lists = lists.ok_or(RoundRefusal::NoList { organisation })?;
    let sequence = lists.len() as u32;
    if at.open.list_in_force(organisation).is_none() {
        return Ok(Vec::new());
    }
    at.not_closed()?;
    if at.open.erased.is_some() {
        return Err(RoundRefusal::ErasedAlready.into());
    }
    let round = at.open.round.id;
    Ok(vec![Body::ListRetracted(ListRetraction { round, organisation, sequence })])
}

fn takes_lists(at: &In) -> Result<(), Refusal> {
    at.not_closed()?;
    let until = at.open.round.lists_by;
    let (left, needed) = (at.open.shares_left(), at.open.round.needed);
    if at.open.abandoned.is_some() {
        Err(RoundRefusal::Abandoned.into())
    } else if at.open.linkage.is_some() {
        Err(RoundRefusal::LinkedAlready.into())
    } else if until < at.today {
        Err(RoundRefusal::ListsOver { until }.into())
    } else if !at.open.key_works() {
        Err(RoundRefusal::KeyGone { left, needed }.into())
    } else {
        Ok(())
    }
}
