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
                    Body::ReviewerNamed { commitment, .. } => *commitment == id,
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

    /// Whether the maker of the other commitment has agreed to the match.
    fn is_relied_on(&self, commitment: Id) -> bool {
        let other = if commitment == id(71) { id(2) } else { id(1) };
        let has_proposed = self.proposal().is_some_and(|(_, of)| of == Some(other));
        let mut bodies = self.bodies();
        let has_accepted = bodies
            .any(|body| matches!(body, Body::PledgeMatchAccepted { maker, .. } if *maker == other));
        self.match_goes_on() && (has_proposed || has_accepted)
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
                    && now.is_some_and(|now| now.means == it.means || !self.is_relied_on(it.id))
            }
            Command::Promise(PromiseCommand::Withdraw { commitment, .. }) => {
                is_open_and_mine(*commitment)
            }
            Command::Promise(PromiseCommand::Claim(it)) => is_open_and_mine(it.commitment),
            Command::Promise(PromiseCommand::NameReviewer { commitment, reviewer, .. }) => {
                let maker = self.current(*commitment).map(|it| it.maker);
                maker.is_some_and(|maker| own != Some(maker) && *reviewer != maker)
                    && own != Some(*reviewer)
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

    /// Whether what somebody asks for holds already, so that there is nothing to state.
    pub(crate) fn holds_already(&self, actor: &Actor, command: &Command, today: Date) -> bool {
        let own = actor.organisation;
        let coordinates = matches!(actor.role, Role::Administrator | Role::Coordinator);
        let speaks = |maker: Id| coordinates || own == Some(maker);
        let is_maker = own == Some(id(1)) || own == Some(id(2));
        let is_allowed = self.allow(actor, command, today);
        let is_same = |it: &Commitment| self.current(it.id) == Some(it) && speaks(it.maker);
        match command {
            Command::Declare(all) => {
                matches!(&all[0], Declaration::Commitment(it) if is_same(it))
            }
            Command::Promise(PromiseCommand::Change { commitment, .. }) => is_same(commitment),
            Command::Promise(PromiseCommand::Withdraw { commitment, .. }) => {
                let maker = self.current(*commitment).map(|it| it.maker);
                maker.is_some_and(speaks) && self.is_withdrawn(*commitment)
            }
            Command::Promise(PromiseCommand::Claim(it)) => {
                let mut claims = self.bodies().rev().filter_map(|body| match body {
                    Body::ProgressClaimed(said) if said.commitment == it.commitment => Some(said),
                    _ => None,
                });
                is_allowed && claims.next() == Some(it)
            }
            Command::Promise(PromiseCommand::NameReviewer { commitment, reviewer, .. }) => {
                is_allowed && self.reviewer(*commitment) == Some(*reviewer)
            }
            Command::Promise(PromiseCommand::Review(it)) => {
                let mut reviews = self.0.iter().rev().filter_map(|(_, said)| match &said.body {
                    Body::ProgressReviewed(review) if review.commitment == it.commitment => {
                        Some((said.by, review))
                    }
                    _ => None,
                });
                is_allowed && reviews.next() == Some((actor.author, it))
            }
            Command::Promise(PromiseCommand::ProposeMatch { policy, resources, .. }) => {
                (is_maker || coordinates)
                    && self.is_open(*policy)
                    && self.is_open(*resources)
                    && self.match_goes_on()
                    && self.proposal() == Some((actor.author, own.filter(|_| is_maker)))
            }
            Command::Promise(PromiseCommand::AcceptMatch(_)) => {
                let has_accepted = |body: &Body| matches!(body, Body::PledgeMatchAccepted { maker, .. } if Some(*maker) == own);
                is_allowed && self.bodies().any(has_accepted)
            }
            Command::Promise(PromiseCommand::EndMatch { .. }) => {
                let has_ended = |body: &Body| matches!(body, Body::PledgeMatchEnded { .. });
                (speaks(id(1)) || speaks(id(2))) && self.bodies().any(has_ended)
            }
            other => panic!("{other:?}"),
        }
    }

    /// The day of the last occasion to be reminded of a commitment, and the days that are left.
    pub(crate) fn reminder(&self, number: Id, today: Date) -> Option<(Date, i32)> {
        let it = self.current(number)?;
        let days = |count: i32| it.due + jiff::Span::new().days(count);
        let standing = self.standing(it, today);
        let is_running = matches!(
            standing,
            CommitmentStanding::Running | CommitmentStanding::DueSoon | CommitmentStanding::Late
        );
        let occasions = [-90, -30, -7].into_iter().chain((0..40).map(|turn| turn * 30)).map(days);
        let last = occasions.filter(|on| *on <= today).max()?;
        let mut set_on = None;
        for (_, said) in self.0.iter().rev() {
            let (Body::CommitmentMade(version)
            | Body::CommitmentChanged { commitment: version, .. }) = &said.body
            else {
                continue;
            };
            if version.id == number && version.due == it.due {
                set_on = Some(jiff::tz::TimeZone::UTC.to_datetime(said.at).date());
            } else if version.id == number {
                break;
            }
        }
        (is_running && Some(last) >= set_on).then(|| (last, (it.due - today).get_days()))
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
