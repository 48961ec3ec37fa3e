//! Letters that call to mind what is due: who is written to, of which days, and what was sent.
//!
//! A letter goes to a user whose organisation has something due and who gave an address. It says how
//! many things are due and on which days, and nothing of what they are: letters pass through the
//! hands of others. Each occasion of each thing is told to each user once. What was sent is noted
//! beside the journal after it was sent: a letter that failed is written again the next time, and one
//! whose note was lost bears the same identifier again, by which mail programs know it.

use std::collections::BTreeMap;

use concert_coalition::{Reminder, Role, day_number, day_of};
use concert_terms::Id;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::calendar::CalendarKind;
use crate::hexadecimal::hex;
use crate::{Asked, Contact, Secretariat};

/// A letter to one user. It prints as its kind only.
#[derive(Clone, PartialEq, Eq)]
pub struct ReminderLetter {
    /// The same for the same things and user, and telling neither: letters and digits.
    pub id: String,
    /// Where to.
    pub contact: Contact,
    /// The last day of each thing that is due, and the days that are left; the earliest first.
    pub due: Vec<DueDay>,
    user: Id,
    keys: Vec<String>,
}

/// A day on which something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DueDay {
    /// The last day on which it is in time.
    pub day: Date,
    /// Days that are left; negative when it is late.
    pub days_left: i32,
}

impl std::fmt::Debug for ReminderLetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReminderLetter")
    }
}

/// Why a letter did not go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotSent {
    /// The particulars, in English. They name nobody and no address.
    pub why: String,
    /// Whether every other letter would fail as well.
    pub ends_round: bool,
}

/// What became of the letters of a round.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Posted {
    /// Letters that went.
    pub sent: usize,
    /// Letters that did not, each with the reason; they are written again the next time.
    pub failed: Vec<String>,
    /// Letters that were not tried after one that nobody could take.
    pub not_tried: usize,
}

/// Something of an organisation that is due.
struct Due {
    key: String,
    day: Date,
}

/// An occasion is the latest of its thing for 60 days at most, and is told once; what was told longer
/// ago than this need not be remembered.
const REMEMBERED_DAYS: i64 = 400;

impl Secretariat {
    /// The letters that are to be sent on a day: to each member who has an address, of what is due or
    /// late for the organisation and was not told yet. In the order of users.
    pub fn reminder_letters(&self, day: Date) -> Asked<Vec<ReminderLetter>> {
        let due = self.due_by_organisation(day);
        let beside = self.writer()?.beside();
        let mut letters = Vec::new();
        for kept in beside.contacts()? {
            let user = kept.user.parse::<Id>().ok();
            let Some((user, organisation)) = user.and_then(|id| self.writes_to(id)) else {
                continue;
            };
            let told = beside.notices_sent(&kept.user)?;
            let its = due.get(&organisation).into_iter().flatten();
            let mut fresh: Vec<&Due> = its.filter(|due| !told.contains(&due.key)).collect();
            if fresh.is_empty() {
                continue;
            }
            fresh.sort_by(|a, b| (a.day, &a.key).cmp(&(b.day, &b.key)));
            let days_left = |due: &&Due| day_number(due.day) - day_number(day);
            letters.push(ReminderLetter {
                id: letter_id(user, &fresh),
                contact: Contact { address: kept.address, language: kept.language },
                due: fresh
                    .iter()
                    .map(|due| DueDay { day: due.day, days_left: days_left(due) })
                    .collect(),
                user,
                keys: fresh.iter().map(|due| due.key.clone()).collect(),
            });
        }
        Ok(letters)
    }

    /// Sends the letters of a day, each noted as soon as it went. A letter that fails is told and
    /// written again the next time.
    ///
    /// # Errors
    ///
    /// When what was sent cannot be noted. Before the first letter goes it is tried whether it can.
    pub fn send_reminders(
        &self,
        day: Date,
        now: Timestamp,
        send: &mut dyn FnMut(&ReminderLetter) -> Result<(), NotSent>,
    ) -> Asked<Posted> {
        let now = now.as_microsecond();
        let beside = self.writer()?.beside();
        beside.purge_notices(now - REMEMBERED_DAYS * 86_400_000_000)?;
        let letters = self.reminder_letters(day)?;
        let mut posted = Posted::default();
        for (position, letter) in letters.iter().enumerate() {
            match send(letter) {
                Ok(()) => {
                    beside.note_sent(&letter.user.to_string(), &letter.keys, now)?;
                    posted.sent += 1;
                }
                Err(not_sent) => {
                    posted.failed.push(not_sent.why);
                    if not_sent.ends_round {
                        posted.not_tried = letters.len() - position - 1;
                        break;
                    }
                }
            }
        }
        Ok(posted)
    }

    /// The user and the organisation for which they are written to, if they are.
    fn writes_to(&self, id: Id) -> Option<(Id, Id)> {
        let picture = self.picture();
        let user = picture.coalition.users.get(&id)?;
        let is_member = user.role == Role::Member && !user.closed;
        Some((id, user.organisation.filter(|_| is_member)?))
    }

    /// What is called to mind on a day: commitments by the rule of reminders, and observations of
    /// reviewers that wait for an answer by the same occasions.
    fn due_by_organisation(&self, day: Date) -> BTreeMap<Id, Vec<Due>> {
        let mut due: BTreeMap<Id, Vec<Due>> = BTreeMap::new();
        {
            let picture = self.picture();
            for reminder in picture.coalition.plan.promises.reminders_due(day) {
                let last = day_of(day_number(day) + reminder.days_left);
                let told = last.map(|day| Due { key: reminder.key, day });
                due.entry(reminder.maker).or_default().extend(told);
            }
        }
        let replies = self.plan_calendar().events.into_iter();
        for event in replies.filter(|event| event.kind == CalendarKind::ReplyDue) {
            let Some(organisation) = event.organisation else { continue };
            let Some(occasion) = Reminder::occasion(event.day, day) else { continue };
            let key = format!("{}/{}/{occasion:+}", event.uid, event.day);
            due.entry(organisation.id).or_default().push(Due { key, day: event.day });
        }
        due
    }
}

/// The digest of whom and of what a letter is.
fn letter_id(user: Id, due: &[&Due]) -> String {
    let mut digest = Sha256::new();
    digest.update(user.to_string());
    for due in due {
        digest.update(b"\n");
        digest.update(&due.key);
    }
    hex(&digest.finalize()[..16])
}

#[cfg(test)]
mod tests;
