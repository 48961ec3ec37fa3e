//! Files that were read and shown, waiting for somebody to say "apply".

use std::collections::HashMap;

use concert_coalition::{Author, Command};
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;

/// How long a file that was shown can be applied.
const WAITING_LIFE: SignedDuration = SignedDuration::from_hours(1);
/// How many files can wait at once; the oldest gives way.
const MOST_WAITING: usize = 8;

/// Imports that were shown to somebody, by the token that the page holds. They are kept in
/// memory only: who waits for longer than the process lives hands the file in again.
#[derive(Default)]
pub(crate) struct Uploads {
    waiting: Mutex<HashMap<String, Waiting>>,
}

struct Waiting {
    since: Timestamp,
    author: Author,
    command: Command,
}

impl Uploads {
    /// Keeps an import for the person who was shown it.
    pub(crate) fn put(&self, token: &str, author: Author, command: Command, now: Timestamp) {
        let mut waiting = self.waiting.lock();
        waiting.retain(|_, upload| now.duration_since(upload.since) < WAITING_LIFE);
        if waiting.len() >= MOST_WAITING {
            let oldest = waiting.iter().min_by_key(|(_, upload)| upload.since);
            if let Some(oldest) = oldest.map(|(token, _)| token.clone()) {
                waiting.remove(&oldest);
            }
        }
        waiting.insert(token.to_owned(), Waiting { since: now, author, command });
    }

    /// Takes an import out, if it is that person's and has not waited too long.
    pub(crate) fn take(&self, token: &str, author: Author, now: Timestamp) -> Option<Command> {
        let mut waiting = self.waiting.lock();
        let is_theirs = waiting.get(token).is_some_and(|upload| {
            upload.author == author && now.duration_since(upload.since) < WAITING_LIFE
        });
        if is_theirs { waiting.remove(token).map(|upload| upload.command) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use concert_terms::Id;

    fn command(turn: u8) -> Command {
        let import = Id::from_bytes([turn; 16]);
        Command::UndoImport { import, reason: String::new() }
    }

    #[test]
    fn only_the_person_who_was_shown_an_import_can_apply_it_and_only_once() {
        let (uploads, now) = (Uploads::default(), Timestamp::UNIX_EPOCH);
        let other = Author::User(Id::from_bytes([9; 16]));
        uploads.put("a", Author::Operator, command(1), now);
        assert_eq!(uploads.take("a", other, now), None);
        assert_eq!(uploads.take("a", Author::Operator, now), Some(command(1)));
        assert_eq!(uploads.take("a", Author::Operator, now), None);
    }

    #[test]
    fn an_import_waits_an_hour_and_the_oldest_gives_way() {
        let (uploads, start) = (Uploads::default(), Timestamp::UNIX_EPOCH);
        for turn in 0..=MOST_WAITING {
            let now = start + SignedDuration::from_secs(turn as i64);
            uploads.put(&turn.to_string(), Author::Operator, command(1), now);
        }
        let later = start + SignedDuration::from_mins(30);
        assert_eq!(uploads.take("0", Author::Operator, later), None);
        assert!(uploads.take("1", Author::Operator, later).is_some());
        let too_late = start + SignedDuration::from_hours(2);
        assert_eq!(uploads.take("2", Author::Operator, too_late), None);
    }
}
