//! How a commitment stands on a day: waiting, running, due soon, late, complete or withdrawn.

use concert_terms::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::day::days_from;
use crate::plan::{CommitmentHistory, PromiseBook};

/// How a commitment stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommitmentStanding {
    /// Its condition is not met yet: it cannot be late.
    Waiting,
    /// It is due later than soon.
    Running,
    /// It is due within [`CommitmentStanding::SOON_DAYS`] days.
    DueSoon,
    /// Its last day has passed, and no reviewer found it complete.
    Late,
    /// A reviewer found all of it done.
    Complete,
    /// Its maker took it back.
    Withdrawn,
}

impl CommitmentStanding {
    /// Days before the last day from which on a commitment is due soon.
    pub const SOON_DAYS: i32 = 30;

    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Running, Self::DueSoon, Self::Late, Self::Complete, Self::Withdrawn];

    /// The word, as it is written in files and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::DueSoon => "due-soon",
            Self::Late => "late",
            Self::Complete => "complete",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl PromiseBook {
    /// How a commitment stands on a day.
    pub fn standing(&self, history: &CommitmentHistory, day: Date) -> CommitmentStanding {
        if history.withdrawn.is_some() {
            return CommitmentStanding::Withdrawn;
        }
        if history.is_complete() {
            return CommitmentStanding::Complete;
        }
        if self.waits_for(history).is_some() {
            return CommitmentStanding::Waiting;
        }
        match days_from(day, history.current.commitment.due) {
            ..0 => CommitmentStanding::Late,
            0..=CommitmentStanding::SOON_DAYS => CommitmentStanding::DueSoon,
            _ => CommitmentStanding::Running,
        }
    }

    /// The commitment for which this one still waits: it was not reviewed at the level of the
    /// condition. One that was withdrawn before it got there is waited for in vain.
    pub fn waits_for(&self, history: &CommitmentHistory) -> Option<Id> {
        let condition = history.current.commitment.condition?;
        let other = self.commitment(&condition.commitment);
        let is_met = other.is_some_and(|other| other.reviewed() >= Some(condition.level));
        (!is_met).then_some(condition.commitment)
    }

    /// How many days after its last day a commitment is, or was when it was done. `None` for one
    /// that is withdrawn, or waits, or is neither due nor done; zero for one that was done in time.
    pub fn days_late(&self, history: &CommitmentHistory, day: Date) -> Option<i32> {
        let due = history.current.commitment.due;
        match self.standing(history, day) {
            CommitmentStanding::Late => Some(days_from(due, day)),
            CommitmentStanding::Complete => Some(days_from(due, history.completed_on()?).max(0)),
            CommitmentStanding::Waiting
            | CommitmentStanding::Running
            | CommitmentStanding::DueSoon
            | CommitmentStanding::Withdrawn => None,
        }
    }
}
