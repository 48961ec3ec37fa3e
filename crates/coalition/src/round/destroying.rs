//! How a round ends: shares are destroyed, encodings erased, and the round is closed.

use crate::decide::must;
use crate::round::command::In;
use crate::round::{RoundAbandonment, RoundRefusal, ShareDestruction};
use crate::{Body, Refusal, sound};

/// A holder says that its share is destroyed: at any time, also early, when it trusts the round no
/// more, and also late, when the others had closed the round without it. It is said once.
pub(crate) fn destroy_share(at: &In) -> Result<Vec<Body>, Refusal> {
    let holder = at.holder()?;
    if at.open.destroyed.contains_key(&holder) {
        return Ok(Vec::new());
    }
    Ok(vec![Body::ShareDestroyed(ShareDestruction { round: at.open.round.id, holder })])
}

/// Coordinators or a holder give a round up. One that was linked is closed instead.
pub(crate) fn abandon(at: &In, reason: &str) -> Result<Vec<Body>, Refusal> {
    must(at.actor.coordinates() || at.holder().is_ok(), "coordinators and the key holders")?;
    sound::reason(reason)?;
    at.not_closed()?;
    if at.open.abandoned.is_some() {
        return Ok(Vec::new());
    }
    if at.open.linkage.is_some() {
        return Err(RoundRefusal::LinkedAlready.into());
    }
    let reason = reason.to_owned();
    Ok(vec![Body::LinkageRoundAbandoned(RoundAbandonment { round: at.open.round.id, reason })])
}

/// Coordinators, at whose hub they lie, say that no encoding is left.
pub(crate) fn erase(at: &In) -> Result<Vec<Body>, Refusal> {
    must(at.actor.coordinates(), "coordinators")?;
    if at.open.erased.is_some() {
        return Ok(Vec::new());
    }
    if at.open.linkage.is_none() && at.open.abandoned.is_none() {
        return Err(RoundRefusal::NothingCameOfIt.into());
    }
    Ok(vec![Body::EncodingsErased { round: at.open.round.id }])
}

/// Coordinators or a holder close a round of which neither a key that works nor an encoding is
/// left.
pub(crate) fn close(at: &In) -> Result<Vec<Body>, Refusal> {
    must(at.actor.coordinates() || at.holder().is_ok(), "coordinators and the key holders")?;
    if at.open.closed.is_some() {
        return Ok(Vec::new());
    }
    if at.open.erased.is_none() {
        return Err(RoundRefusal::EncodingsLeft.into());
    }
    if at.open.key_works() {
        let (left, needed) = (at.open.shares_left(), at.open.round.needed);
        return Err(RoundRefusal::SharesLeft { left, needed }.into());
    }
    Ok(vec![Body::LinkageRoundClosed { round: at.open.round.id }])
}
