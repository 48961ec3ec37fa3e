//! What can be asked of bodies and proposals, and what follows.

use concert_terms::{Id, Names};
use jiff::civil::Date;

use crate::decide::{absent, known_organisation, must};
use crate::decision::{
    Choice, DecidingBody, DecisionRefusal, Members, Membership, Proposal, ProposalDraft, Seat,
    discussion, following, opening,
};
use crate::{Actor, Body, Coalition, Refusal};

/// What somebody asks of the coalition's decisions. Whoever acts as a member acts for their own
/// organisation.
#[derive(Debug, Clone, PartialEq)]
pub enum DecisionCommand {
    /// Record that an organisation is a member of the coalition, or that it left.
    RecordMembership(Membership),
    /// Describe a body, or describe it anew. Proposals that are open keep the rule and the
    /// members with which they were opened.
    DescribeBody(Box<DecidingBody>),
    /// Open a proposal.
    Open(Box<ProposalDraft>),
    /// Become a sponsor of a proposal, or be one no longer.
    Sponsor {
        /// The proposal.
        proposal: Id,
        /// Whether to be one.
        joins: bool,
    },
    /// Comment on a proposal.
    Comment {
        /// The proposal.
        proposal: Id,
        /// What is said.
        text: String,
    },
    /// Propose another text.
    Amend {
        /// The proposal.
        proposal: Id,
        /// The whole text as it would be, by language.
        text: Names,
        /// Why.
        reason: String,
    },
    /// Say, as a sponsor, whether an amendment should be taken up.
    SupportAmendment {
        /// The proposal.
        proposal: Id,
        /// The amendment by its number.
        amendment: u32,
        /// Whether it should.
        supports: bool,
    },
    /// Take an amendment up, or decline it, as the proposer.
    SettleAmendment {
        /// The proposal.
        proposal: Id,
        /// The amendment by its number.
        amendment: u32,
        /// Whether it is taken up.
        taken_up: bool,
        /// Why.
        reason: String,
    },
    /// Take a position, in place of the one before.
    TakePosition {
        /// The proposal.
        proposal: Id,
        /// The position.
        choice: Choice,
        /// Why; an objection to a consensus has a reason.
        reason: String,
    },
    /// Take a proposal back, as its proposer.
    Withdraw {
        /// The proposal.
        proposal: Id,
        /// Why.
        reason: String,
    },
    /// State what the rule says of a proposal whose days are over.
    Conclude {
        /// The proposal.
        proposal: Id,
    },
    /// Record minutes of a proposal that was concluded, in place of those before.
    RecordMinutes {
        /// The proposal.
        proposal: Id,
        /// The text by language.
        text: Names,
    },
    /// Ask an organisation to do something that follows from a decision.
    AssignFollowUp {
        /// The proposal.
        proposal: Id,
        /// Who does it.
        owner: Id,
        /// What.
        text: String,
        /// By which day.
        due: Date,
    },
    /// Say, as the owner of a follow-up, what was done.
    ReportFollowUp {
        /// The proposal.
        proposal: Id,
        /// The follow-up by its number.
        follow_up: u32,
        /// What was done.
        text: String,
    },
}

/// What is stated, or why it is refused.
pub(crate) fn decide(
    coalition: &Coalition,
    actor: &Actor,
    command: &DecisionCommand,
    today: Date,
) -> Result<Vec<Body>, Refusal> {
    match command {
        DecisionCommand::RecordMembership(membership) => record(coalition, actor, membership),
        DecisionCommand::DescribeBody(body) => describe(coalition, actor, body),
        DecisionCommand::Open(draft) => opening::open(coalition, actor, draft, today),
        DecisionCommand::Sponsor { proposal, joins } => {
            discussion::sponsor(&At::new(coalition, actor, *proposal, today)?, *joins)
        }
        DecisionCommand::Comment { proposal, text } => {
            discussion::comment(&At::new(coalition, actor, *proposal, today)?, text)
        }
        DecisionCommand::Amend { proposal, text, reason } => {
            discussion::amend(&At::new(coalition, actor, *proposal, today)?, text, reason)
        }
        DecisionCommand::SupportAmendment { proposal, amendment, supports } => {
            let at = At::new(coalition, actor, *proposal, today)?;
            discussion::support(&at, *amendment, *supports)
        }
        DecisionCommand::SettleAmendment { proposal, amendment, taken_up, reason } => {
            let at = At::new(coalition, actor, *proposal, today)?;
            discussion::settle(&at, *amendment, *taken_up, reason)
        }
        DecisionCommand::TakePosition { proposal, choice, reason } => {
            let at = At::new(coalition, actor, *proposal, today)?;
            discussion::take_position(&at, *choice, reason)
        }
        DecisionCommand::Withdraw { proposal, reason } => {
            following::withdraw(&At::new(coalition, actor, *proposal, today)?, reason)
        }
        DecisionCommand::Conclude { proposal } => {
            following::conclude(&At::new(coalition, actor, *proposal, today)?)
        }
        DecisionCommand::RecordMinutes { proposal, text } => {
            following::record_minutes(&At::new(coalition, actor, *proposal, today)?, text)
        }
        DecisionCommand::AssignFollowUp { proposal, owner, text, due } => {
            let at = At::new(coalition, actor, *proposal, today)?;
            following::assign(&at, *owner, text, *due)
        }
        DecisionCommand::ReportFollowUp { proposal, follow_up, text } => {
            let at = At::new(coalition, actor, *proposal, today)?;
            following::report(&at, *follow_up, text)
        }
    }
}

/// Somebody before a proposal on a day.
pub(crate) struct At<'a> {
    pub(crate) coalition: &'a Coalition,
    pub(crate) actor: &'a Actor,
    pub(crate) proposal: &'a Proposal,
    pub(crate) today: Date,
}

impl<'a> At<'a> {
    fn new(
        coalition: &'a Coalition,
        actor: &'a Actor,
        proposal: Id,
        today: Date,
    ) -> Result<Self, Refusal> {
        let found = coalition.decisions.proposals.get(&proposal);
        let proposal = found.ok_or_else(|| absent("proposal", &proposal))?;
        Ok(Self { coalition, actor, proposal, today })
    }

    pub(crate) fn id(&self) -> Id {
        self.proposal.opening.draft.id
    }

    /// The seat of the actor's own organisation, unless that left the coalition since.
    pub(crate) fn seat(&self) -> Option<&'a Seat> {
        let own = self.actor.represents()?;
        let left = self.coalition.decisions.has_left(&own, self.today);
        if left { None } else { self.proposal.seat(own) }
    }

    /// The actor's organisation, if it has the word before the body.
    pub(crate) fn speaker(&self) -> Result<Id, Refusal> {
        let seat = self.seat().filter(|seat| seat.standing.speaks());
        let refused = Refusal::NotAllowed { allowed: "members of the body that speak or vote" };
        seat.map(|seat| seat.organisation).ok_or(refused)
    }
}

/// Administrators say who belongs to the coalition, where no decision of it did.
fn record(
    coalition: &Coalition,
    actor: &Actor,
    membership: &Membership,
) -> Result<Vec<Body>, Refusal> {
    must(actor.administers(), "administrators")?;
    known_organisation(coalition, membership.organisation)?;
    let since = membership.since;
    if let Some(until) = membership.until.filter(|until| *until < since) {
        return Err(DecisionRefusal::LeftBefore { since, until }.into());
    }
    let known = coalition.decisions.members.get(&membership.organisation);
    if known.is_some_and(|recorded| recorded.membership == *membership) {
        return Ok(Vec::new());
    }
    Ok(vec![Body::MembershipRecorded(membership.clone())])
}

/// Administrators describe bodies.
fn describe(
    coalition: &Coalition,
    actor: &Actor,
    body: &DecidingBody,
) -> Result<Vec<Body>, Refusal> {
    must(actor.administers(), "administrators")?;
    body.is_sound()?;
    if let Members::Listed(listed) = &body.members {
        listed.iter().try_for_each(|member| known_organisation(coalition, *member))?;
    }
    let known = coalition.decisions.bodies.get(&body.id);
    if known.is_some_and(|described| described.body == *body) {
        return Ok(Vec::new());
    }
    Ok(vec![Body::DecidingBodyDescribed(Box::new(body.clone()))])
}
