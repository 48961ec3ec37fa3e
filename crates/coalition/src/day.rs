//! Days. The coalition counts in days of Greenwich: a statement belongs to the day that it has there,
//! whatever the clock of whoever made it says.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Days since 1970-01-01.
pub fn day_number(day: Date) -> i32 {
    let since = day - jiff::civil::date(1970, 1, 1);
    since.get_days()
}

/// The day with a number, if the calendar has it.
pub fn day_of(number: i32) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

/// The day of a moment in Greenwich, on which periods begin and end.
pub(crate) fn day_of_greenwich(moment: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(moment).date()
}

/// Days from one day to another, negative backwards.
pub(crate) fn days_from(from: Date, to: Date) -> i32 {
    day_number(to) - day_number(from)
}
