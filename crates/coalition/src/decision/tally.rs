//! Counting positions: a rule, the members and what they said give an outcome and its reasons.
//!
//! A pure function on plain data, in whole numbers. A member without a position is absent; only
//! members whose standing is to vote are counted, whatever else is handed in. With `m` members
//! entitled to vote, `f` for, `a` against and `b` abstaining:
//!
//! - the quorum is reached where `f + a + b >= quorum * m`;
//! - a majority is reached where `f > share * base` (or `>=`), and `f >= 1`, with a base of
//!   `f + a`, `f + a + b` or `m`;
//! - where a rule has chambers, the quorum is that of all members together and each chamber that
//!   has a member must reach the majority by itself. A chamber without any stops nothing: nobody
//!   is there who could ever agree. But where no chamber has any, nobody agrees, and nothing is
//!   adopted.
//!
//! A vote that changes towards `for` never turns an adopted proposal into another: `f` grows by
//! one while the base grows by one at most, and a share is never above one. A member that stays
//! away can yet do more harm to a proposal than one that votes against it, because a quorum
//! counts opponents too. That is known of every quorum by presence (the no-show paradox); a body
//! that does not want it sets the quorum to zero and takes its majority of all members.

use std::collections::BTreeMap;

use concert_terms::Id;
use serde::{Deserialize, Serialize};

use crate::decision::{Base, Choice, Majority, Rule, Seat, Standing};

/// What came of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The rule is met.
    Adopted,
    /// The rule is not met.
    Rejected,
    /// Too few members took a position.
    NoQuorum,
    /// The proposer took it back.
    Withdrawn,
}

/// Members counted by their position.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Votes {
    /// Members entitled to vote.
    pub members: u64,
    /// For.
    pub in_favour: u64,
    /// Against; where the rule is consensus, objections.
    pub against: u64,
    /// Abstaining.
    pub abstaining: u64,
    /// Without a position.
    pub absent: u64,
}

/// Positions counted, and what follows from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// All members entitled to vote.
    pub votes: Votes,
    /// The same for each chamber, in the rule's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chambers: Vec<Votes>,
    /// Whether enough members took a position; a consensus asks for none.
    pub quorum_reached: bool,
    /// The outcome; never `Withdrawn`.
    pub outcome: Outcome,
    /// Why, every test of the rule in turn.
    pub reasons: Vec<Reason>,
}

/// One test of a rule and how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The body has no member that is entitled to vote.
    NobodyVotes,
    /// Nobody objects.
    NoObjection,
    /// So many members object.
    Objections(u64),
    /// How many members took a position, and how many were needed.
    Quorum {
        /// Members that took one.
        present: u64,
        /// The fewest that were enough.
        needed: u64,
        /// Members entitled to vote.
        members: u64,
    },
    /// How many members agreed, and how many were needed.
    Majority {
        /// The chamber by its place in the rule, counted from zero; none where all are counted
        /// together.
        chamber: Option<u32>,
        /// Members for it.
        in_favour: u64,
        /// The fewest that were enough.
        needed: u64,
        /// Of how many.
        of: u64,
    },
    /// A chamber has no member entitled to vote, and is not asked.
    EmptyChamber {
        /// The chamber by its place in the rule, counted from zero.
        chamber: u32,
    },
}

impl Outcome {
    /// Its code, as it is written to files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Rejected => "rejected",
            Self::NoQuorum => "no-quorum",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Votes {
    /// Counts one more member.
    fn count(&mut self, choice: Option<Choice>) {
        self.members += 1;
        match choice {
            Some(Choice::For) => self.in_favour += 1,
            Some(Choice::Against) => self.against += 1,
            Some(Choice::Abstain) => self.abstaining += 1,
            None => self.absent += 1,
        }
    }

    /// Votes for and against.
    pub fn cast(&self) -> u64 {
        self.in_favour + self.against
    }

    /// Members that took a position.
    pub fn present(&self) -> u64 {
        self.cast() + self.abstaining
    }

    fn base(&self, of: Base) -> u64 {
        match of {
            Base::Cast => self.cast(),
            Base::Present => self.present(),
            Base::All => self.members,
        }
    }
}

/// Counts the positions of members by a rule.
///
/// ```
/// use concert_coalition::{
///     Base, Choice, Fraction, Majority, Outcome, Reach, Rule, Seat, Standing, tally,
/// };
/// use concert_terms::Id;
///
/// let half = Fraction::new(1, 2);
/// let majority = Majority { share: half, reach: Reach::MoreThan, of: Base::Cast };
/// let rule = Rule::Vote { quorum: half, majority, chambers: vec![], days: 1 };
/// let id = |number| Id::from_bytes([number; 16]);
/// let seat = |number| Seat { organisation: id(number), kind: None, standing: Standing::Votes };
/// let seats = [seat(1), seat(2), seat(3)];
///
/// let one_each = [(id(1), Choice::For), (id(2), Choice::Against)].into();
/// assert_eq!(tally(&rule, &seats, &one_each).outcome, Outcome::Rejected);
/// let alone = [(id(1), Choice::For)].into();
/// assert_eq!(tally(&rule, &seats, &alone).outcome, Outcome::NoQuorum);
/// let with_leave = [(id(1), Choice::For), (id(3), Choice::Abstain)].into();
/// assert_eq!(tally(&rule, &seats, &with_leave).outcome, Outcome::Adopted);
/// ```
pub fn tally(rule: &Rule, seats: &[Seat], positions: &BTreeMap<Id, Choice>) -> Tally {
    let mut votes = Votes::default();
    let mut chambers = vec![Votes::default(); rule.chambers().len()];
    for seat in seats.iter().filter(|seat| seat.standing == Standing::Votes) {
        let choice = positions.get(&seat.organisation).copied();
        votes.count(choice);
        let holds = |kinds: &[_]| seat.kind.is_some_and(|kind| kinds.contains(&kind));
        let own = rule.chambers().iter().position(|chamber| holds(&chamber.kinds));
        if let Some(chamber) = own {
            chambers[chamber].count(choice);
        }
    }
    let mut tally = Tally {
        votes,
        chambers,
        quorum_reached: false,
        outcome: Outcome::NoQuorum,
        reasons: vec![],
    };
    if votes.members == 0 {
        tally.reasons.push(Reason::NobodyVotes);
        return tally;
    }
    let agreed = match rule {
        Rule::Consensus { .. } => {
            tally.quorum_reached = true;
            let objections = votes.against;
            tally.reasons.push(match objections {
                0 => Reason::NoObjection,
                _ => Reason::Objections(objections),
            });
            objections == 0
        }
        Rule::Vote { quorum, majority, .. } => {
            let (present, members) = (votes.present(), votes.members);
            let needed = quorum.at_least(members);
            tally.quorum_reached = present >= needed;
            tally.reasons.push(Reason::Quorum { present, needed, members });
            tally.agree(*majority)
        }
    };
    tally.outcome = match (tally.quorum_reached, agreed) {
        (false, _) => Outcome::NoQuorum,
        (true, true) => Outcome::Adopted,
        (true, false) => Outcome::Rejected,
    };
    tally
}

impl Tally {
    /// Whether the majority is reached wherever it must be, and somewhere at all; adds why.
    fn agree(&mut self, majority: Majority) -> bool {
        if self.chambers.is_empty() {
            return self.reaches(majority, None, self.votes);
        }
        let mut all_agree = self.chambers.iter().any(|votes| votes.members > 0);
        for (chamber, votes) in (0..).zip(self.chambers.clone()) {
            if votes.members == 0 {
                self.reasons.push(Reason::EmptyChamber { chamber });
            } else {
                all_agree &= self.reaches(majority, Some(chamber), votes);
            }
        }
        all_agree
    }

    fn reaches(&mut self, majority: Majority, chamber: Option<u32>, votes: Votes) -> bool {
        let of = votes.base(majority.of);
        let (in_favour, needed) = (votes.in_favour, majority.needed(of));
        self.reasons.push(Reason::Majority { chamber, in_favour, needed, of });
        in_favour >= needed
    }
}
