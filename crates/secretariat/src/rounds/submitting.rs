//! Submitting an encoded list, and taking it back.
//!
//! A receipt says which list the hub has, and nothing of what is in it or in anybody else's.

use concert_coalition::{Actor, Coalition, Command, OpenRound, Refusal, RoundAct, RoundCommand};
use concert_terms::Id;
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::rounds::ListHead;
use crate::rounds::opening::round_of;
use crate::{Asked, Fault, Refused, RoundFile, Secretariat, Unanswered};

/// The largest list that is taken, in bytes: some 100,000 records of 4,096 bits.
pub const LARGEST_LIST: usize = 64 << 20;

/// What a member has in hand of a list that it submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The round.
    pub round: Id,
    /// The member.
    pub organisation: Id,
    /// Which of its lists in this round, counted from one.
    pub sequence: u32,
    /// SHA-256 of the file.
    pub digest: String,
    /// Index of the statement in the journal.
    pub statement: u64,
}

impl Secretariat {
    /// Takes an encoded list from a member. `head` reads the list and refuses what is no encoded
    /// list. A list that the member sent before is answered with its first receipt, whatever became
    /// of it since, and nothing changes.
    pub fn submit_list(
        &self,
        actor: &Actor,
        round: Id,
        bytes: &[u8],
        head: impl FnOnce(&[u8], &RoundFile) -> Asked<ListHead>,
        now: Timestamp,
    ) -> Asked<Receipt> {
        self.take_list(actor, None, round, bytes, head, now)
    }

    /// The same for a list that a device has signed.
    pub(super) fn take_list(
        &self,
        actor: &Actor,
        device: Option<Id>,
        round: Id,
        bytes: &[u8],
        head: impl FnOnce(&[u8], &RoundFile) -> Asked<ListHead>,
        now: Timestamp,
    ) -> Asked<Receipt> {
        if bytes.len() > LARGEST_LIST {
            let text = format!("an encoded list has at most {LARGEST_LIST} bytes");
            let facts = vec![("most", (LARGEST_LIST >> 20).to_string())];
            return Err(Refused { code: "secretariat/list-too-large", facts, text }.into());
        }
        let digest = crate::hexadecimal::hex(&Sha256::digest(bytes));
        let turn = self.lists.turn.lock();
        let submission = |records, clean| {
            let act = RoundAct::Submit { digest: digest.clone(), records, clean, device };
            Command::Round(RoundCommand::Act { round, act })
        };
        // Who may not submit, or not now, is told so before anything of the file is looked at.
        self.would_accept(actor, &submission(1, false), now)?;
        if let Some(receipt) = self.receipt_of(actor, round, &digest) {
            return Ok(receipt);
        }
        let head = head(bytes, &self.public_file(round)?)?;
        let before = {
            let picture = self.picture();
            let open = known(&picture.coalition, round)?;
            is_of(open, &head)?;
            let own = actor.represents().and_then(|own| open.list_in_force(own));
            own.map(|(_, list)| list.digest.clone())
        };
        let command = submission(head.records, head.clean);
        self.would_accept(actor, &command, now)?;
        let organisation = actor
            .represents()
            .ok_or(Refusal::NotAllowed { allowed: "the members that the round names" })?;
        self.lists.put(round, organisation, &digest, bytes)?;
        if let Err(refused) = self.act(actor, command, now) {
            self.lists.erase(round, organisation, &digest)?;
            return Err(refused);
        }
        self.lists.settle(round, organisation, &digest)?;
        if let Some(before) = before {
            self.lists.erase(round, organisation, &before)?;
        }
        drop(turn);
        let broken = || Fault::Broken(format!("a list of {round} was stated and is not there"));
        Ok(self.receipt_of(actor, round, &digest).ok_or_else(broken)?)
    }

    /// Takes the own list back, and erases it.
    pub fn retract_list(&self, actor: &Actor, round: Id, now: Timestamp) -> Asked<()> {
        let _turn = self.lists.turn.lock();
        let own = actor.represents().and_then(|own| {
            let picture = self.picture();
            let open = picture.coalition.rounds.rounds.get(&round)?;
            Some((own, open.list_in_force(own)?.1.digest.clone()))
        });
        let act = RoundAct::Retract;
        self.act(actor, Command::Round(RoundCommand::Act { round, act }), now)?;
        match own {
            Some((own, digest)) => Ok(self.lists.erase(round, own, &digest)?),
            None => Ok(()),
        }
    }

    /// The public file of a round, to the letter.
    pub fn public_text(&self, round: Id) -> Asked<String> {
        Ok(known(&self.picture().coalition, round)?.round.file.clone())
    }

    /// The public file of a round.
    pub fn public_file(&self, round: Id) -> Asked<RoundFile> {
        round_of(&known(&self.picture().coalition, round)?.round.file)
    }

    fn receipt_of(&self, actor: &Actor, round: Id, digest: &str) -> Option<Receipt> {
        let organisation = actor.represents()?;
        let picture = self.picture();
        let open = picture.coalition.rounds.rounds.get(&round)?;
        let (sequence, list) = open.receipt(organisation, digest)?;
        let (digest, statement) = (list.digest.clone(), list.said.statement);
        Some(Receipt { round, organisation, sequence, digest, statement })
    }
}

/// A round that must be there.
pub(super) fn known(coalition: &Coalition, round: Id) -> Asked<&OpenRound> {
    let open = coalition.rounds.rounds.get(&round);
    open.ok_or_else(|| Unanswered::absent("linkage round", &round.to_string()))
}

/// A list of another round, or under other settings, would match nothing or, worse, at random.
fn is_of(open: &OpenRound, head: &ListHead) -> Asked<()> {
    let refused = |code, text: &str| -> Asked<()> {
        Err(Refused { code, facts: Vec::new(), text: text.to_owned() }.into())
    };
    if head.round != open.round.digest {
        return refused(
            "secretariat/list-of-other-round",
            "the list was encoded for another round",
        );
    }
    if head.settings != open.round.settings {
        return refused("secretariat/list-of-other-settings", "the list was encoded otherwise");
    }
    Ok(())
}
