//! What can be asked of promises, and what follows.

use concert_terms::Id;
use jiff::Timestamp;

use crate::decide::{absent, known_organisation, must, not_in_future};
use crate::declaring::Declaring;
use crate::plan::{
    Claim, Commitment, CommitmentHistory, Evidence, MatchHistory, MatchStanding, PledgeMatch,
    ProgressReview, PromiseRefusal,
};
use crate::{Actor, Author, Body, Coalition, Refusal, Role, sound};

/// What somebody asks of commitments. Making one is a [`Declaration`](crate::Declaration), by hand
/// or from a table.
#[derive(Debug, Clone, PartialEq)]
pub enum PromiseCommand {
    /// Change a commitment, which is given whole.
    Change {
        /// What is promised from now on.
        commitment: Box<Commitment>,
        /// Why.
        reason: String,
    },
    /// Take a commitment back.
    Withdraw {
        /// The commitment.
        commitment: Id,
        /// Why.
        reason: String,
    },
    /// Say how far one's own commitment is.
    Claim(Box<Claim>),
    /// Name the organisation that reviews a commitment.
    NameReviewer {
        /// The commitment.
        commitment: Id,
        /// The organisation.
        reviewer: Id,
        /// Why, where another one was named before.
        reason: String,
    },
    /// Judge how far somebody else's commitment is.
    Review(Box<ProgressReview>),
    /// Propose to pair two pledges.
    ProposeMatch {
        /// The identifier of the pair.
        id: Id,
        /// The commitment that promises a policy or law.
        policy: Id,
        /// The commitment that promises money or capacity.
        resources: Id,
    },
    /// Agree to a pair.
    AcceptMatch(Id),
    /// End a pair, or decline one that was proposed.
    EndMatch {
        /// The pair.
        pledge_match: Id,
        /// Why.
        reason: String,
    },
}

/// What is stated, or why it is refused.
pub(crate) fn decide(
    coalition: &Coalition,
    actor: &Actor,
    command: &PromiseCommand,
    now: Timestamp,
) -> Result<Vec<Body>, Refusal> {
    match command {
        PromiseCommand::Change { commitment, reason } => {
            let history = known_commitment(coalition, commitment.id)?;
            if !Declaring::new(coalition, actor, None, now).changes(history, commitment)? {
                return Ok(Vec::new());
            }
            sound::reason(reason)?;
            let (commitment, reason) = (commitment.clone(), reason.clone());
            Ok(vec![Body::CommitmentChanged { commitment, reason }])
        }
        PromiseCommand::Withdraw { commitment, reason } => {
            withdraw(coalition, actor, *commitment, reason)
        }
        PromiseCommand::Claim(claim) => claimed(coalition, actor, claim, now),
        PromiseCommand::NameReviewer { commitment, reviewer, reason } => {
            name_reviewer(coalition, actor, *commitment, *reviewer, reason)
        }
        PromiseCommand::Review(review) => reviewed(coalition, actor, review),
        PromiseCommand::ProposeMatch { id, policy, resources } => {
            propose(coalition, actor, *id, [*policy, *resources])
        }
        PromiseCommand::AcceptMatch(pledge_match) => accept(coalition, actor, *pledge_match),
        PromiseCommand::EndMatch { pledge_match, reason } => {
            end(coalition, actor, *pledge_match, reason)
        }
    }
}

/// A promise that was taken back is not taken back again, and one that was kept is not at all.
fn withdraw(
    coalition: &Coalition,
    actor: &Actor,
    commitment: Id,
    reason: &str,
) -> Result<Vec<Body>, Refusal> {
    let history = known_commitment(coalition, commitment)?;
    must(actor.speaks_for(history.current.commitment.maker), "members of the organisation")?;
    sound::reason(reason)?;
    if history.withdrawn.is_some() {
        return Ok(Vec::new());
    }
    open(commitment, history)?;
    Ok(vec![Body::CommitmentWithdrawn { commitment, reason: reason.to_owned() }])
}

fn claimed(
    coalition: &Coalition,
    actor: &Actor,
    claim: &Claim,
    now: Timestamp,
) -> Result<Vec<Body>, Refusal> {
    let history = known_commitment(coalition, claim.commitment)?;
    must(actor.speaks_for(history.current.commitment.maker), "members of the organisation")?;
    open(claim.commitment, history)?;
    sound::promise::claim(claim)?;
    not_in_future("on", claim.on, now)?;
    for evidence in &claim.evidence {
        known_evidence(coalition, evidence)?;
        if let Evidence::Statement(statement) = *evidence
            && history.holds_statement(statement)
        {
            return Err(PromiseRefusal::EvidenceOfItself { statement }.into());
        }
    }
    if history.claims.last().is_some_and(|(_, last)| last == claim) {
        return Ok(Vec::new());
    }
    Ok(vec![Body::ProgressClaimed(Box::new(claim.clone()))])
}

fn known_evidence(coalition: &Coalition, evidence: &Evidence) -> Result<(), Refusal> {
    match evidence {
        Evidence::Statement(index) if *index >= coalition.size => {
            Err(Refusal::Absent { what: "statement", id: index.to_string() })
        }
        Evidence::Initiative(id) if coalition.initiatives.get(id).is_none() => {
            Err(absent("initiative", id))
        }
        Evidence::Estimate(id)
            if coalition.estimates.get(id).is_none() && coalition.published.get(id).is_none() =>
        {
            Err(absent("estimate", id))
        }
        _ => Ok(()),
    }
}

/// Coordinators name the reviewer, but none whose own organisation is to be reviewed, and none for
/// their own organisation: nobody chooses themselves as the judge of somebody else.
fn name_reviewer(
    coalition: &Coalition,
    actor: &Actor,
    commitment: Id,
    reviewer: Id,
    reason: &str,
) -> Result<Vec<Body>, Refusal> {
    let history = known_commitment(coalition, commitment)?;
    let maker = history.current.commitment.maker;
    let is_of_another = ![Some(maker), Some(reviewer)].contains(&actor.organisation);
    must(actor.coordinates() && is_of_another, "coordinators of another organisation")?;
    not_withdrawn(commitment, history)?;
    known_organisation(coalition, reviewer)?;
    if reviewer == maker {
        return Err(PromiseRefusal::ReviewsItself { maker }.into());
    }
    match history.reviewer() {
        Some(named) if named == reviewer => return Ok(Vec::new()),
        Some(_) => sound::reason(reason)?,
        None => sound::short_remark("reason", reason)?,
    }
    Ok(vec![Body::ReviewerNamed { commitment, reviewer, reason: reason.to_owned() }])
}

/// A review is the word of one person whom others can ask: somebody signed in, of the organisation
/// that was named, who has stated nothing of the commitment before.
fn reviewed(
    coalition: &Coalition,
    actor: &Actor,
    review: &ProgressReview,
) -> Result<Vec<Body>, Refusal> {
    let commitment = review.commitment;
    let history = known_commitment(coalition, commitment)?;
    let reviewer = history.reviewer().ok_or(PromiseRefusal::NoReviewer { commitment })?;
    must(actor.author != Author::Operator, "users who are signed in")?;
    let is_of_reviewer = actor.organisation == Some(reviewer) && actor.role != Role::Reader;
    must(is_of_reviewer, "members of the reviewing organisation")?;
    must(!history.is_author(actor.author), "users who stated nothing of the commitment")?;
    not_withdrawn(commitment, history)?;
    let maker = history.current.commitment.maker;
    if reviewer == maker {
        return Err(PromiseRefusal::ReviewsItself { maker }.into());
    }
    sound::promise::review(review)?;
    if let Some(claim) = review.claim
        && !history.claims.iter().any(|(act, _)| act.statement == claim)
    {
        return Err(PromiseRefusal::NoSuchClaim { claim }.into());
    }
    let last = history.reviews.last();
    if last.is_some_and(|(act, last)| last == review && act.by == actor.author) {
        return Ok(Vec::new());
    }
    Ok(vec![Body::ProgressReviewed(Box::new(review.clone()))])
}

/// Either maker proposes for itself; coordinators of neither propose to both.
fn propose(
    coalition: &Coalition,
    actor: &Actor,
    id: Id,
    [policy, resources]: [Id; 2],
) -> Result<Vec<Body>, Refusal> {
    let host = known_commitment(coalition, policy)?;
    let donor = known_commitment(coalition, resources)?;
    let makers = [host, donor].map(|history| history.current.commitment.maker);
    let own = actor.organisation.filter(|own| makers.contains(own) && actor.role != Role::Reader);
    must(own.is_some() || actor.coordinates(), "members of the two organisations")?;
    open(policy, host)?;
    open(resources, donor)?;
    let is_pair = host.current.commitment.offers_policy()
        && donor.current.commitment.offers_resources()
        && makers[0] != makers[1];
    if !is_pair {
        return Err(PromiseRefusal::NoPair.into());
    }
    let pair = PledgeMatch { id, policy, resources, proposer: own };
    let promises = &coalition.plan.promises;
    let same = |other: &&MatchHistory| {
        (other.pair.policy, other.pair.resources) == (policy, resources)
            && promises.match_standing(other) != MatchStanding::Ended
    };
    match promises.matches.get(&id).or_else(|| promises.matches.values().find(same)) {
        // What has ended stays so: the pair is proposed anew under another identifier.
        Some(known) if promises.match_standing(known) == MatchStanding::Ended => {
            Err(PromiseRefusal::MatchEnded { pledge_match: known.pair.id }.into())
        }
        Some(known) if known.pair == pair && known.proposed.by == actor.author => Ok(Vec::new()),
        Some(known) => Err(PromiseRefusal::MatchedAlready { pledge_match: known.pair.id }.into()),
        None => Ok(vec![Body::PledgeMatchProposed(pair)]),
    }
}

/// A maker that has not proposed the pair accepts it, by somebody of its own: nobody agrees with
/// themselves, and no coordinator agrees for others.
fn accept(coalition: &Coalition, actor: &Actor, pledge_match: Id) -> Result<Vec<Body>, Refusal> {
    let (history, makers) = known_match(coalition, pledge_match)?;
    let own = actor.organisation.filter(|own| makers.contains(own) && actor.role != Role::Reader);
    let asked = own.filter(|own| history.pair.proposer != Some(*own));
    let maker = asked.filter(|_| history.proposed.by != actor.author);
    let Some(maker) = maker else {
        return Err(Refusal::NotAllowed { allowed: "members of the organisation that is asked" });
    };
    going_on(coalition, history)?;
    for commitment in [history.pair.policy, history.pair.resources] {
        open(commitment, known_commitment(coalition, commitment)?)?;
    }
    if history.has_agreed(maker) {
        return Ok(Vec::new());
    }
    let has_agreed_for_the_other = history.accepted.iter().any(|(_, act)| act.by == actor.author);
    must(!has_agreed_for_the_other, "members of the organisation that is asked")?;
    Ok(vec![Body::PledgeMatchAccepted { pledge_match, maker }])
}

fn end(
    coalition: &Coalition,
    actor: &Actor,
    pledge_match: Id,
    reason: &str,
) -> Result<Vec<Body>, Refusal> {
    let (history, makers) = known_match(coalition, pledge_match)?;
    let speaks = makers.iter().any(|maker| actor.speaks_for(*maker));
    must(speaks, "members of the two organisations")?;
    sound::reason(reason)?;
    if history.ended.is_some() {
        return Ok(Vec::new());
    }
    going_on(coalition, history)?;
    Ok(vec![Body::PledgeMatchEnded { pledge_match, reason: reason.to_owned() }])
}

fn known_match(coalition: &Coalition, id: Id) -> Result<(&MatchHistory, [Id; 2]), Refusal> {
    let history = coalition.plan.promises.matches.get(&id);
    let history = history.ok_or_else(|| absent("match", &id))?;
    let policy = known_commitment(coalition, history.pair.policy)?;
    let resources = known_commitment(coalition, history.pair.resources)?;
    Ok((history, [policy, resources].map(|history| history.current.commitment.maker)))
}

fn going_on(coalition: &Coalition, history: &MatchHistory) -> Result<(), Refusal> {
    match coalition.plan.promises.match_standing(history) {
        MatchStanding::Ended => {
            Err(PromiseRefusal::MatchEnded { pledge_match: history.pair.id }.into())
        }
        MatchStanding::Proposed | MatchStanding::Agreed => Ok(()),
    }
}

fn known_commitment(coalition: &Coalition, id: Id) -> Result<&CommitmentHistory, Refusal> {
    coalition.plan.promises.commitment(&id).ok_or_else(|| absent("commitment", &id))
}

fn not_withdrawn(commitment: Id, history: &CommitmentHistory) -> Result<(), Refusal> {
    match history.withdrawn {
        Some(_) => Err(PromiseRefusal::Withdrawn { commitment }.into()),
        None => Ok(()),
    }
}

/// Neither withdrawn nor complete: only such a commitment can still be acted on by its maker.
pub(crate) fn open(commitment: Id, history: &CommitmentHistory) -> Result<(), Refusal> {
    not_withdrawn(commitment, history)?;
    if history.is_complete() {
        return Err(PromiseRefusal::Complete { commitment }.into());
    }
    Ok(())
}
