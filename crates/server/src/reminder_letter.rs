//! The words of a reminder: how many things are due, on which days, and where the calendar is. A
//! letter passes through the hands of others and is shown on locked screens: it says nothing of what
//! is due, of the organisation, or of the coalition.

use std::time::{Duration, SystemTime};

use concert_secretariat::{DueDay, ReminderLetter};
use jiff::Timestamp;
use lettre::Message;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder};

use crate::catalogue::Catalogue;
use crate::language::Language;

/// Days that a letter lists; of more it says how many.
const MOST_DAYS: usize = 30;

/// That nobody wrote this by hand, so that nobody's absence answers it (RFC 3834).
#[derive(Clone)]
struct Generated;

impl Header for Generated {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The letter as a message, in the language of whom it is to. `link` is the address of this instance,
/// without a slash at its end.
pub(crate) fn message(
    letter: &ReminderLetter,
    from: &Mailbox,
    link: Option<&str>,
    now: Timestamp,
) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
    let (subject, body) = words(letter, link);
    let id = format!("<{}@{}>", letter.id, from.email.domain());
    let builder: MessageBuilder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, letter.contact.address.parse()?))
        .subject(subject)
        .date(moment(now))
        .message_id(Some(id))
        .header(Generated)
        .header(ContentType::TEXT_PLAIN);
    Ok(builder.body(body)?)
}

/// The moment to the second; mail knows no time before 1970.
fn moment(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(at.as_second().max(0).unsigned_abs())
}

/// Subject and text.
fn words(letter: &ReminderLetter, link: Option<&str>) -> (String, String) {
    let language = Language::of_tag(&letter.contact.language).unwrap_or(Language::English);
    let catalogue = Catalogue::of(language);
    // Mail programs show the marks that isolate directions, or worse.
    let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
    let count = letter.due.len();
    let subject = plain(catalogue.say("reminder-subject").count("count", count).to_string());
    let mut lines = vec![subject.clone(), String::new()];
    let day = |due: &DueDay| {
        let phrase = match due.days_left {
            ..0 => catalogue.say("reminder-late"),
            0 => catalogue.say("reminder-today"),
            1.. => catalogue.say("reminder-left"),
        };
        let days = f64::from(due.days_left.abs());
        phrase.with("day", language.day(due.day)).count("days", days).to_string()
    };
    lines.extend(letter.due.iter().take(MOST_DAYS).map(|due| plain(day(due))));
    if let Some(more) = count.checked_sub(MOST_DAYS).filter(|more| *more > 0) {
        lines.push(plain(catalogue.say("reminder-more").count("count", more).to_string()));
    }
    lines.push(String::new());
    lines.push(match link {
        Some(link) => {
            let link = format!("{link}/plans/calendar");
            plain(catalogue.say("reminder-calendar").with("link", link).to_string())
        }
        None => catalogue.say("reminder-calendar-there").to_string(),
    });
    lines.push(match link {
        Some(link) => {
            let link = format!("{link}/account");
            plain(catalogue.say("reminder-why").with("link", link).to_string())
        }
        None => catalogue.say("reminder-why-there").to_string(),
    });
    (subject, lines.join("\r\n") + "\r\n")
}
