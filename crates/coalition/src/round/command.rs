//! What can be asked of a linkage round, and what follows.

use concert_terms::Id;
use jiff::civil::Date;

use crate::decide::{absent, known_place, must};
use crate::round::{
    LinkageRecord, LinkageRound, OpenRound, RoundRefusal, destroying, linking, submitting,
};
use crate::{Actor, Body, Coalition, Refusal};

/// What somebody asks of linkage rounds.
#[derive(Debug, Clone, PartialEq)]
pub enum RoundCommand {
    /// Open a round, as one of its key holders.
    Open(Box<LinkageRound>),
    /// Do something in a round.
    Act {
        /// The round.
        round: Id,
        /// What.
        act: RoundAct,
    },
}

/// What somebody does in a round. Whoever acts as a member acts for their own organisation.
#[derive(Debug, Clone, PartialEq)]
pub enum RoundAct {
    /// Submit an encoded list, as a named member. The same list again states nothing.
    Submit {
        /// SHA-256 of its file, in lower-case hexadecimal.
        digest: String,
        /// Records with decoys.
        records: u64,
        /// Whether nobody is in it twice.
        clean: bool,
        /// The device that signed it; none where it comes in a session.
        device: Option<Id>,
    },
    /// Take the own list back.
    Retract,
    /// Record what the linking of the lists in force came to; the record names the same round.
    Record(Box<LinkageRecord>),
    /// Say, as a holder, that the own share is destroyed.
    DestroyShare,
    /// Give the round up before anything was linked.
    Abandon {
        /// Why.
        reason: String,
    },
    /// Say that no encoding is left.
    Erase,
    /// Close the round.
    Close,
}

/// What is stated, or why it is refused.
pub(crate) fn decide(
    coalition: &Coalition,
    actor: &Actor,
    command: &RoundCommand,
    today: Date,
) -> Result<Vec<Body>, Refusal> {
    match command {
        RoundCommand::Open(round) => open(coalition, actor, round, today),
        RoundCommand::Act { round, act } => {
            let open = coalition.rounds.rounds.get(round);
            let open = open.ok_or_else(|| absent("linkage round", round))?;
            let at = In { coalition, actor, open, today };
            at.act(act)
        }
    }
}

/// A member opens a round of which it holds a share of the key, among members of the coalition.
/// The hub cannot: whoever links must not have a part in the key.
fn open(
    coalition: &Coalition,
    actor: &Actor,
    round: &LinkageRound,
    today: Date,
) -> Result<Vec<Body>, Refusal> {
    let is_member = |organisation: &Id| coalition.decisions.is_member(organisation, today);
    let own = actor.represents().filter(is_member);
    must(own.is_some_and(|own| round.holder(own).is_some()), "the key holders of the round")?;
    if let Some(there) = coalition.rounds.rounds.get(&round.id) {
        if there.round == *round {
            return Ok(Vec::new());
        }
        return Err(RoundRefusal::RoundTaken { id: round.id }.into());
    }
    round.is_sound(today)?;
    // Encodings of one round must mean nothing in another.
    let twin = coalition.rounds.rounds.values().find(|it| it.round.digest == round.digest);
    if let Some(twin) = twin {
        return Err(RoundRefusal::RoundTaken { id: twin.round.id }.into());
    }
    let holders = round.holders.iter().map(|holder| holder.organisation);
    for organisation in holders.chain(round.members.iter().copied()) {
        if !is_member(&organisation) {
            return Err(RoundRefusal::NoMember { organisation }.into());
        }
    }
    known_place(coalition, &round.place)?;
    Ok(vec![Body::LinkageRoundOpened(Box::new(round.clone()))])
}

/// Somebody in a round on a day.
pub(crate) struct In<'a> {
    pub(crate) coalition: &'a Coalition,
    pub(crate) actor: &'a Actor,
    pub(crate) open: &'a OpenRound,
    pub(crate) today: Date,
}

impl In<'_> {
    fn act(&self, act: &RoundAct) -> Result<Vec<Body>, Refusal> {
        match act {
            RoundAct::Submit { digest, records, clean, device } => {
                submitting::submit(self, digest, *records, *clean, *device)
            }
            RoundAct::Retract => submitting::retract(self),
            RoundAct::Record(record) => linking::record(self, record),
            RoundAct::DestroyShare => destroying::destroy_share(self),
            RoundAct::Abandon { reason } => destroying::abandon(self, reason),
            RoundAct::Erase => destroying::erase(self),
            RoundAct::Close => destroying::close(self),
        }
    }

    /// The actor's own organisation, if it is named as one that submits. It may have left the
    /// coalition since.
    pub(crate) fn submitter(&self) -> Result<Id, Refusal> {
        let own = self.actor.represents().filter(|own| self.open.round.members.contains(own));
        own.ok_or(Refusal::NotAllowed { allowed: "the members that the round names" })
    }

    /// The actor's own organisation, if it holds a share. It may have left the coalition since:
    /// its share is there all the same.
    pub(crate) fn holder(&self) -> Result<Id, Refusal> {
        let own = self.actor.represents().filter(|own| self.open.round.holder(*own).is_some());
        own.ok_or(Refusal::NotAllowed { allowed: "the key holders of the round" })
    }

    pub(crate) fn not_closed(&self) -> Result<(), Refusal> {
        if self.open.closed.is_some() { Err(RoundRefusal::Closed.into()) } else { Ok(()) }
    }
}
