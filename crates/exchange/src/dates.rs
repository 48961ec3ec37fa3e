//! Days and stretches of time as tables write them.

use concert_terms::Period;
use jiff::civil::Date;

use crate::wording;

/// Which of two numbers before a year is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayOrder {
    /// `31/05/2024`.
    DayFirst,
    /// `05/31/2024`.
    MonthFirst,
    /// The column does not tell.
    Unknown,
}

/// Why a text is not a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotATime {
    /// It is none.
    No,
    /// It could be two different days.
    Ambiguous,
}

/// What the texts of a column tell about the order of day and month: one number above twelve
/// settles it, two that contradict each other settle that nothing is known.
pub(crate) fn day_order<'a>(texts: impl Iterator<Item = &'a str>) -> DayOrder {
    let mut order = DayOrder::Unknown;
    for (first, second, _) in texts.filter_map(three_numbers) {
        let told = match (first > 12, second > 12) {
            (true, false) => DayOrder::DayFirst,
            (false, true) => DayOrder::MonthFirst,
            _ => continue,
        };
        if order != DayOrder::Unknown && order != told {
            return DayOrder::Unknown;
        }
        order = told;
    }
    order
}

/// Reads a day, month, quarter, year or stretch: as [`Period`] reads them, with a time of day
/// behind a day, with slashes or dots, or with the month in words (English, French, Spanish,
/// Arabic).
pub(crate) fn period(text: &str, order: DayOrder) -> Result<Period, NotATime> {
    let text = text.trim();
    if let Ok(period) = text.parse() {
        return Ok(period);
    }
    // A time of day begins with a `T` or a blank behind ten characters of date.
    if let Some((day, _)) = text.split_at_checked(10)
        && let Ok(day) = day.replace(['/', '.'], "-").parse::<Date>()
    {
        return Ok(one_day(day));
    }
    if let Some((first, second, year)) = three_numbers(text) {
        let (day, month) = match order {
            _ if first > 12 => (first, second),
            _ if second > 12 || order == DayOrder::MonthFirst => (second, first),
            DayOrder::DayFirst => (first, second),
            _ if first == second => (first, second),
            _ => return Err(NotATime::Ambiguous),
        };
        let day = Date::new(year, month, day).map_err(|_| NotATime::No)?;
        return Ok(one_day(day));
    }
    in_words(text).ok_or(NotATime::No)
}

/// The month of a text that is one: a name or a number.
pub(crate) fn month(text: &str) -> Option<i8> {
    wording::find("month", text)?.value.parse().ok()
}

/// A whole month.
pub(crate) fn whole_month(year: i16, month: i8) -> Option<Period> {
    let start = Date::new(year, month, 1).ok()?;
    Some(Period { start: Some(start), end: Some(start.last_of_month()) })
}

fn one_day(day: Date) -> Period {
    Period { start: Some(day), end: Some(day) }
}

/// `5/6/2024`, `05.06.2024`, `5-6-2024`; any time of day behind it is dropped.
fn three_numbers(text: &str) -> Option<(i8, i8, i16)> {
    let date = text.split_whitespace().next()?;
    let mut parts = date.split(['/', '.', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || first.len() > 2 || second.len() > 2 {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}

/// `31 May 2024`, `May 31, 2024`, `mai 2024`, `31-May-24` without the century is none.
fn in_words(text: &str) -> Option<Period> {
    let plain = wording::plain(text);
    let (mut year, mut day, mut names) = (None, None, Vec::new());
    for word in plain.split(' ') {
        match word.parse::<i16>() {
            Ok(number) if word.len() == 4 && year.is_none() => year = Some(number),
            Ok(number) if word.len() <= 2 && day.is_none() => day = i8::try_from(number).ok(),
            Ok(_) => return None,
            // "31 de mayo de 2024".
            Err(_) if word == "de" => {}
            Err(_) => names.push(word),
        }
    }
    if names.is_empty() {
        return None;
    }
    let month = month(&names.join(" "))?;
    match day {
        Some(day) => Date::new(year?, month, day).ok().map(one_day),
        None => whole_month(year?, month),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_ways_that_tables_write_them() {
        let read = |text| period(text, DayOrder::Unknown).map(|period| period.to_string());
        let day = || Ok("2024-05-31/2024-05-31".to_owned());
        for text in [
            "2024-05-31",
            "2024-05-31T00:00:00",
            "2024-05-31 12:00",
            "2024/05/31",
            "31/05/2024",
            "5/31/2024",
            "31.5.2024",
            "31 May 2024",
            "May 31, 2024",
            "31-mai-2024",
            "31 de mayo de 2024",
            "٣١ مايو ٢٠٢٤",
        ] {
            assert_eq!(read(text), day(), "{text}");
        }
        assert_eq!(read("Août 2024"), Ok("2024-08-01/2024-08-31".to_owned()));
        assert_eq!(read("2024-Q1"), Ok("2024-01-01/2024-03-31".to_owned()));
        assert_eq!(read("05/06/2024"), Err(NotATime::Ambiguous));
        assert_eq!(read("soon"), Err(NotATime::No));
        assert_eq!(read("31/31/2024"), Err(NotATime::No));
        assert_eq!(read("June"), Err(NotATime::No));
    }

    #[test]
    fn one_clear_date_settles_the_order_of_a_column() {
        let order = |texts: &[&str]| day_order(texts.iter().copied());
        assert_eq!(order(&["05/06/2024", "13/06/2024"]), DayOrder::DayFirst);
        assert_eq!(order(&["05/06/2024", "05/31/2024"]), DayOrder::MonthFirst);
        assert_eq!(order(&["13/06/2024", "05/31/2024"]), DayOrder::Unknown);
        let read = period("05/06/2024", DayOrder::DayFirst).unwrap();
        assert_eq!(read.to_string(), "2024-06-05/2024-06-05");
    }
}
