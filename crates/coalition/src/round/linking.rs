//! Recording what the linking of a round came to.

use std::collections::BTreeSet;

use crate::decide::must;
use crate::round::command::In;
use crate::round::terms::digest;
use crate::round::{LinkageRecord, RoundRefusal};
use crate::{Body, Refusal, sound};

/// Longest manifest, in bytes as JSON: digests, settings and counts, not a table of people.
const LONGEST_MANIFEST: usize = 64 << 10;

/// Coordinators record a linkage of all lists in force and no other one. It is recorded once
/// nobody can submit any more, or everybody has: whoever could link some lists and then some more
/// would learn from the difference who is on the last one. When a list is taken back afterwards, a
/// linkage of the remaining ones takes the place of the first.
pub(crate) fn record(at: &In, record: &LinkageRecord) -> Result<Vec<Body>, Refusal> {
    must(at.actor.coordinates(), "coordinators")?;
    let round = &at.open.round;
    sound::unless(record.round != round.id, "round", "the record names another round")?;
    digest("manifest_digest", &record.manifest_digest)?;
    record.lists.iter().try_for_each(|list| digest("lists", list))?;
    sound::unless(!record.manifest.is_object(), "manifest", "a manifest has named fields")?;
    sound::unless(
        record.manifest.to_string().len() > LONGEST_MANIFEST,
        "manifest",
        "a manifest has at most 64 KiB",
    )?;
    if at.open.linkage.as_ref().is_some_and(|(there, _)| there == record) {
        return Ok(Vec::new());
    }
    at.not_closed()?;
    if at.open.abandoned.is_some() {
        return Err(RoundRefusal::Abandoned.into());
    }
    if at.open.erased.is_some() {
        return Err(RoundRefusal::ErasedAlready.into());
    }
    let is_over = round.lists_by < at.today || !at.open.key_works() || at.open.linkage.is_some();
    if !is_over && !at.open.all_submitted() {
        return Err(RoundRefusal::ListsAwaited { until: round.lists_by }.into());
    }
    are_the_lists_in_force(at, &record.lists)?;
    Ok(vec![Body::LinkageRecorded(Box::new(record.clone()))])
}

/// Two members that submitted the very same file have not both made it: one copied the other's,
/// and every person in it would seem to be on two lists.
fn are_the_lists_in_force(at: &In, linked: &[String]) -> Result<(), Refusal> {
    let mut in_force = BTreeSet::new();
    for (organisation, list) in at.open.lists_in_force() {
        if !in_force.insert(list.digest.as_str()) {
            return Err(RoundRefusal::SameList { organisation }.into());
        }
    }
    if in_force.len() < 2 {
        return Err(RoundRefusal::TooFewLists { lists: in_force.len() }.into());
    }
    let named: BTreeSet<&str> = linked.iter().map(String::as_str).collect();
    if named != in_force || linked.len() != in_force.len() {
        let (linked, in_force) = (linked.len(), in_force.len());
        return Err(RoundRefusal::OtherLists { linked, in_force }.into());
    }
    Ok(())
}
