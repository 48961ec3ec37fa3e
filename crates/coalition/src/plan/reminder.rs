//! Reminders of commitments: before they are due, on the day, and while they are late.

use concert_terms::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::day::days_from;
use crate::plan::{CommitmentHistory, CommitmentStanding, PromiseBook};

/// That a commitment is to be called to mind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Always the same for one occasion of one commitment, so that it is sent once: the
    /// commitment, its last day, and the days from that to the occasion.
    pub key: String,
    /// The commitment.
    pub commitment: Id,
    /// Its maker.
    pub maker: Id,
    /// The day of the occasion.
    pub on: Date,
    /// Days that are left on the day that was asked about; negative when it is late.
    pub days_left: i32,
}

impl Reminder {
    /// Days before the last day on which a commitment is called to mind.
    pub const DAYS_BEFORE: [i32; 3] = [90, 30, 7];
    /// Days between two reminders of a commitment that is late.
    pub const DAYS_BETWEEN_LATE: i32 = 30;

    /// The latest occasion until a day on which what is due by another is called to mind: days after
    /// the last one, negative before it. `None` while it is too early.
    ///
    /// ```
    /// use concert_coalition::Reminder;
    ///
    /// let due = jiff::civil::date(2026, 12, 31);
    /// assert_eq!(Reminder::occasion(due, jiff::civil::date(2026, 10, 1)), None);
    /// assert_eq!(Reminder::occasion(due, jiff::civil::date(2026, 12, 1)), Some(-30));
    /// assert_eq!(Reminder::occasion(due, jiff::civil::date(2027, 2, 1)), Some(30));
    /// ```
    pub fn occasion(due: Date, day: Date) -> Option<i32> {
        let since_due = days_from(due, day);
        if since_due >= 0 {
            return Some(since_due / Self::DAYS_BETWEEN_LATE * Self::DAYS_BETWEEN_LATE);
        }
        let passed = Self::DAYS_BEFORE.into_iter().filter(|before| -before <= since_due);
        passed.min().map(|before| -before)
    }
}

impl PromiseBook {
    /// The reminders that are due on a day, in the order of the commitments. Each commitment has
    /// at most one: that of the latest occasion, be it days ago, so that a machine that was off
    /// catches up with one reminder and not with all that it missed.
    pub fn reminders_due(&self, day: Date) -> impl Iterator<Item = Reminder> {
        self.commitments().filter_map(move |(_, history)| self.reminder_due(history, day))
    }

    /// The reminder of one commitment that is due on a day: none for one that is complete, or
    /// withdrawn, or waits, and none for an occasion before its last day was set as it is.
    pub fn reminder_due(&self, history: &CommitmentHistory, day: Date) -> Option<Reminder> {
        let standing = self.standing(history, day);
        if !matches!(
            standing,
            CommitmentStanding::Running | CommitmentStanding::DueSoon | CommitmentStanding::Late
        ) {
            return None;
        }
        let commitment = &history.current.commitment;
        let since_due = days_from(commitment.due, day);
        let occasion = Reminder::occasion(commitment.due, day)?;
        let on = crate::day_of(crate::day_number(commitment.due) + occasion)?;
        let due = commitment.due;
        let as_it_is = history.versions().rev().take_while(|version| version.commitment.due == due);
        let set_on = as_it_is.last()?.act.day();
        (on >= set_on).then(|| Reminder {
            key: format!("{}/{due}/{occasion:+}", commitment.id),
            commitment: commitment.id,
            maker: commitment.maker,
            on,
            days_left: -since_due,
        })
    }
}
