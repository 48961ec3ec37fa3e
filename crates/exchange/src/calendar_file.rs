//! A calendar of days as an iCalendar file (RFC 5545), which every calendar program reads.
//!
//! Each day is an event of its whole day that takes up no time. Its identifier never changes, and its
//! stamp is the moment at which what it says was stated: the same input gives the same bytes, and a
//! program that reads the file again replaces what it read before.

use icalendar::{Calendar, Component, Event, Property};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A day on which something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// What never changes, and stands for one day of one thing: `commitment-ID@concert`.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// What is due.
    pub summary: String,
    /// More of it; empty for nothing.
    pub description: String,
    /// When it was stated.
    pub stated: Timestamp,
}

/// The file of a calendar with this name, if it has one.
///
/// ```
/// use concert_exchange::{CalendarDay, calendar_file};
///
/// let day = CalendarDay {
///     uid: "commitment-7@concert".to_owned(),
///     day: "2027-06-30".parse()?,
///     summary: "40 more beds; for women, and men".to_owned(),
///     description: String::new(),
///     stated: "2026-11-24T10:30:00Z".parse()?,
/// };
/// let file = calendar_file("The plan", &[day]);
/// assert!(file.contains("DTSTART;VALUE=DATE:20270630\r\n"));
/// assert!(file.contains("DTSTAMP:20261124T103000Z\r\n"));
/// assert!(file.contains("SUMMARY:40 more beds\\; for women\\, and men\r\n"));
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn calendar_file(name: &str, days: &[CalendarDay]) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Concert//Plan of action//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    if !name.trim().is_empty() {
        calendar.name(&one_line(name));
    }
    for day in days {
        calendar.push(event(day));
    }
    calendar.to_string()
}

fn event(day: &CalendarDay) -> Event {
    let date = |key: &str, date: Date| {
        let compact = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
        Property::new(key, compact).append_parameter(("VALUE", "DATE")).done()
    };
    let mut event = Event::new();
    event.uid(&one_line(&day.uid));
    event.append_property(Property::new("DTSTAMP", moment(day.stated)));
    event.append_property(date("DTSTART", day.day));
    // The end is not part of the event; the last day of the calendar has none after it.
    if let Ok(next) = day.day.tomorrow() {
        event.append_property(date("DTEND", next));
    }
    event.append_property(Property::new("TRANSP", "TRANSPARENT"));
    event.summary(&one_line(&day.summary));
    if !day.description.is_empty() {
        event.description(&one_line(&day.description));
    }
    event.done()
}

/// A text without line ends and other controls, which could begin a property of their own.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn moment(at: Timestamp) -> String {
    let at = TimeZone::UTC.to_datetime(at);
    let (date, time) = (at.date(), at.time());
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        date.year(),
        date.month(),
        date.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(summary: &str) -> CalendarDay {
        CalendarDay {
            uid: "commitment-7@concert".to_owned(),
            day: jiff::civil::date(2026, 12, 31),
            summary: summary.to_owned(),
            description: String::new(),
            stated: "2026-11-24T10:30:59.5Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_day_lasts_until_the_next_and_the_same_days_give_the_same_bytes() {
        let file = calendar_file("Plan", &[day("Beds")]);
        assert!(file.contains("DTEND;VALUE=DATE:20270101\r\n"), "{file}");
        assert!(file.contains("UID:commitment-7@concert\r\n"), "{file}");
        assert!(file.contains("DTSTAMP:20261124T103059Z\r\n"), "{file}");
        assert_eq!(file, calendar_file("Plan", &[day("Beds")]));
        assert_eq!(file.matches("BEGIN:VEVENT").count(), 1);
        assert!(file.lines().all(|line| line.len() <= 75), "{file}");
    }

    #[test]
    fn no_text_begins_a_property_or_an_event_of_its_own() {
        let hostile = "Beds\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:https://example.org\u{b}";
        let file = calendar_file(hostile, &[day(hostile)]);
        let lines: Vec<&str> = file.split("\r\n").collect();
        assert_eq!(lines.iter().filter(|line| line.starts_with("BEGIN:VEVENT")).count(), 1);
        assert!(!lines.iter().any(|line| line.starts_with("ATTACH")), "{file}");
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "{file}");
    }

    #[test]
    fn a_long_arabic_text_is_folded_between_its_letters() {
        let text = "أربعون سريرا إضافيا للنساء في المآوي ".repeat(9);
        let file = calendar_file("الخطة", &[day(text.trim())]);
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        assert!(file.replace("\r\n ", "").contains(text.trim()), "{file}");
    }
}
