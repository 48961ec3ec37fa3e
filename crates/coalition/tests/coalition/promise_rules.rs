//! The rules of promises, written a second time over the bare list of what was said.

use crate::ground::id;
use concert_coalition::{
    Actor, Author, Body, Command, Commitment, CommitmentStanding, Condition, Declaration,
    ProgressLevel, PromiseCommand, Role, Statement,
};
use concert_terms::Id;
use jiff::civil::Date;

/// The rules over the bare list of what was said.
pub(crate) struct Rules<'a>(pub(crate) &'a [(u64, Statement)]);

impl Rules<'_> {
    fn bodies(&self) -> impl DoubleEndedIterator<Item = &Body> {
        self.0.iter().map(|(_, said)| &said.body)
    }

    pub(crate) fn current(&self, id: Id) -> Option<&Commitment> {
        self.bodies().rev().find_map(|body| match body {
            Body::CommitmentMade(it) | Body::CommitmentChanged { commitment: it, .. } => {
                (it.id == id).then_some(&**it)
            }
            _ => None,
        })
    }

    fn is_withdrawn(&self, id: Id) -> bool {
        let is_it = |body: &Body| matches!(body, Body::CommitmentWithdrawn { commitment, .. } if *commitment == id);
        self.bodies().any(is_it)
    }

    fn reviewed(&self, id: Id) -> Option<ProgressLevel> {
        self.bodies().rev().find_map(|body| match body {
            Body::ProgressReviewed(review) if review.commitment == id => Some(review.level),
            _ => None,
        })
    }

    pub(crate) fn is_complete(&self, id: Id) -> bool {
        self.reviewed(id) == Some(ProgressLevel::Complete)
    }

    /// Made, not withdrawn, not complete.
    fn is_open(&self, id: Id) -> bool {
        self.current(id).is_some() && !self.is_withdrawn(id) && !self.is_complete(id)
    }

    fn reviewer(&self, id: Id) -> Option<Id> {
        self.bodies().rev().find_map(|body| match body {
            Body::ReviewerNamed { commitment, reviewer, .. } if *commitment == id => {
                Some(*reviewer)
            }
            _ => None,
        })
    }

    fn is_author(&self, who: Author, id: Id) -> bool {
        self.0.iter().any(|(_, said)| {
            said.by == who
                && match &said.body {
                    Body::CommitmentMade(it) | Body::CommitmentChanged { commitment: it, .. } => {
                        it.id == id
                    }
                    Body::ProgressClaimed(it) => it.commitment == id,
                    _ => false,
                }
        })
    }

    fn has_claim(&self, index: u64) -> bool {
        self.0
            .iter()
            .any(|(at, said)| *at == index && matches!(said.body, Body::ProgressClaimed(_)))
    }

    /// Who proposed the match, and for whom.
    fn proposal(&self) -> Option<(Author, Option<Id>)> {
        self.0.iter().find_map(|(_, said)| match &said.body {
            Body::PledgeMatchProposed(pair) => Some((said.by, pair.proposer)),
            _ => None,
        })
    }

    fn match_goes_on(&self) -> bool {
        let ended = self.bodies().any(|body| matches!(body, Body::PledgeMatchEnded { .. }));
        self.proposal().is_some()
            && !ended
            && [71, 72].iter().all(|&number| !self.is_withdrawn(id(number)))
    }

    /// Whether somebody may do this now.
    pub(crate) fn allow(&self, actor: &Actor, command: &Command, today: Date) -> bool {
        let own = actor.organisation;
        let coordinates = matches!(actor.role, Role::Administrator | Role::Coordinator);
        let speaks = |maker: Id| coordinates || own == Some(maker);
        let is_open_and_mine =
            |id: Id| self.is_open(id) && self.current(id).is_some_and(|it| speaks(it.maker));
        match command {
            Command::Declare(all) => {
                let Declaration::Commitment(it) = &all[0] else { panic!("{all:?}") };
                let waits_for = it.condition.map(|condition| condition.commitment);
                let is_there =
                    |other: Id| self.current(other).is_some() && !self.is_withdrawn(other);
                self.current(it.id).is_none()
                    && speaks(it.maker)
                    && it.due >= today
                    && waits_for.is_none_or(is_there)
            }
            Command::Promise(PromiseCommand::Change { commitment: it, .. }) => {
                let now = self.current(it.id);
                is_open_and_mine(it.id)
                    && now.is_some_and(|now| now.maker == it.maker)
                    && now.is_some_and(|now| now.due == it.due || it.due >= today)
            }
            Command::Promise(PromiseCommand::Withdraw { commitment, .. }) => {
                is_open_and_mine(*commitment)
            }
            Command::Promise(PromiseCommand::Claim(it)) => is_open_and_mine(it.commitment),
            Command::Promise(PromiseCommand::NameReviewer { commitment, reviewer, .. }) => {
                let maker = self.current(*commitment).map(|it| it.maker);
                maker.is_some_and(|maker| own != Some(maker) && *reviewer != maker)
                    && coordinates
                    && !self.is_withdrawn(*commitment)
            }
            Command::Promise(PromiseCommand::Review(it)) => {
                let maker = self.current(it.commitment).map(|it| it.maker);
                actor.author != Author::Operator
                    && own.is_some()
                    && own == self.reviewer(it.commitment)
                    && own != maker
                    && !self.is_author(actor.author, it.commitment)
                    && !self.is_withdrawn(it.commitment)
                    && it.claim.is_none_or(|claim| self.has_claim(claim))
            }
            Command::Promise(PromiseCommand::ProposeMatch { policy, resources, .. }) => {
                let is_maker = own == Some(id(1)) || own == Some(id(2));
                self.proposal().is_none()
                    && (is_maker || coordinates)
                    && self.is_open(*policy)
                    && self.is_open(*resources)
            }
            Command::Promise(PromiseCommand::AcceptMatch(_)) => {
                let is_maker = own == Some(id(1)) || own == Some(id(2));
                is_maker
                    && self.proposal().is_some_and(|(by, of)| by != actor.author && of != own)
                    && self.match_goes_on()
                    && self.is_open(id(71))
                    && self.is_open(id(72))
            }
            Command::Promise(PromiseCommand::EndMatch { .. }) => {
                (speaks(id(1)) || speaks(id(2))) && self.match_goes_on()
            }
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn standing(&self, it: &Commitment, today: Date) -> CommitmentStanding {
        let is_met =
            |condition: Condition| self.reviewed(condition.commitment) >= Some(condition.level);
        let soon = today + jiff::Span::new().days(30);
        match () {
            () if self.is_withdrawn(it.id) => CommitmentStanding::Withdrawn,
            () if self.is_complete(it.id) => CommitmentStanding::Complete,
            () if !it.condition.is_none_or(is_met) => CommitmentStanding::Waiting,
            () if it.due < today => CommitmentStanding::Late,
            () if it.due <= soon => CommitmentStanding::DueSoon,
            () => CommitmentStanding::Running,
        }
    }
}
