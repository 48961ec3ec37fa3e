//! What the cells of a column look like, where its heading says nothing.
//!
//! A guess is made only where nearly all cells agree and little else looks like that; what stays in
//! doubt is text, which is compared with columns of the same heading alone. Years of birth and days of
//! birth are told from other days by how far they reach: the days on which people are identified lie
//! within few years, the days on which they were born do not.

use std::sync::LazyLock;

use concert_terms::CaseField;
use jiff::civil::Date;

use crate::case_list::duty::Duty;
use crate::case_list::note::{CaseNoteRule, Notes};
use crate::case_list::texts::CaseTexts;
use crate::case_list::{HowKnown, RawColumn, is_name, normal};
use crate::dates::{self, DayOrder};

/// Fewer filled cells than these show nothing.
const ENOUGH: u32 = 5;

/// Years between the earlier twentieth and the later twentieth of days of birth, at least.
const YEARS_OF_BIRTHS: i16 = 15;

/// Guesses what the columns say of which nothing is known.
pub(crate) fn guess(columns: &[RawColumn], duties: &mut [Duty], notes: &mut Notes) {
    let names_known = duties.iter().any(|duty| duty.ignored.is_none() && is_name(duty.field));
    for index in 0..columns.len() {
        if !duties[index].is_open() {
            continue;
        }
        let taken = |field| duties.iter().any(|duty| duty.ignored.is_none() && duty.field == field);
        let column = &columns[index];
        let field = look(&column.texts, names_known, taken);
        if let Some(field) = field {
            duties[index].field = field;
            duties[index].how = HowKnown::ByValues;
            notes.column(CaseNoteRule::GuessedFromValues, column.column, &column.heading, 1);
        }
    }
}

fn look(
    texts: &CaseTexts,
    names_known: bool,
    taken: impl Fn(CaseField) -> bool,
) -> Option<CaseField> {
    let filled = texts.filled() as u32;
    if filled < ENOUGH {
        return None;
    }
    let distinct = texts.distinct().len() as u32;
    let nearly_all = |is: &dyn Fn(&str) -> bool, of_twenty: u32| {
        20 * u64::from(texts.count(is)) >= u64::from(of_twenty) * u64::from(filled)
    };
    let free = |field| (!taken(field)).then_some(field);
    if nearly_all(&is_email, 18) {
        return free(CaseField::Email);
    }
    if nearly_all(&|text| day(text).is_some(), 18) {
        return match kind_of_date(texts)? {
            CaseField::BirthDate if !taken(CaseField::BirthYear) => free(CaseField::BirthDate),
            _ => Some(CaseField::EventDate),
        };
    }
    if nearly_all(&|text| year(text).is_some(), 19) {
        let known = taken(CaseField::BirthDate) || spread(texts)? < YEARS_OF_BIRTHS;
        return if known { None } else { free(CaseField::BirthYear) };
    }
    if (2..=6).contains(&distinct) && nearly_all(&is_sex, 19) {
        return free(CaseField::Sex);
    }
    if nearly_all(&is_phone, 19) && 2 * distinct > filled {
        return Some(CaseField::Phone);
    }
    if nearly_all(&is_postal_code, 19) && 10 * distinct < 9 * filled {
        return free(CaseField::PostalCode);
    }
    if distinct >= 15 && !taken(CaseField::BirthDate) && nearly_all(&is_age, 20) {
        // Numbers of houses are small more often than ages of people who were trafficked.
        let small = texts.count(|text| text.parse::<u8>().is_ok_and(|age| age < 6));
        return if 10 * small < filled { free(CaseField::Age) } else { None };
    }
    // Names are many: at least half of the square root of the number of records.
    let many = distinct >= 5 && 4 * u64::from(distinct).pow(2) >= u64::from(filled);
    if !names_known && many && nearly_all(&is_like_name, 19) {
        let words: usize =
            texts.counted().map(|(text, n)| text.split_whitespace().count() * n as usize).sum();
        let several = 2 * words >= 3 * filled as usize;
        return if several && !taken(CaseField::GivenName) {
            free(CaseField::FullName)
        } else if several || taken(CaseField::FullName) {
            None
        } else {
            free(CaseField::GivenName).or_else(|| free(CaseField::FamilyName))
        };
    }
    None
}

/// Whether the days of a column are those of births or of something else; none if nearly half are no
/// days.
pub(crate) fn kind_of_date(texts: &CaseTexts) -> Option<CaseField> {
    let days = texts.count(|text| day(text).is_some() || year(text).is_some());
    if 5 * u64::from(days) < 3 * texts.filled() as u64 {
        return None;
    }
    let births = spread(texts)? >= YEARS_OF_BIRTHS;
    Some(if births { CaseField::BirthDate } else { CaseField::EventDate })
}

/// Years between the earlier and the later twentieth of the days of a column.
fn spread(texts: &CaseTexts) -> Option<i16> {
    let mut years: Vec<i16> = Vec::new();
    for (text, count) in texts.counted() {
        let found = year(text).or_else(|| day(text).map(Date::year));
        years.extend(found.into_iter().flat_map(|year| std::iter::repeat_n(year, count as usize)));
    }
    years.sort_unstable();
    let twentieth = years.len() / 20;
    Some(years.get(years.len() - 1 - twentieth)? - years.get(twentieth)?)
}

/// A whole day, in whatever order it is written: `1990-05-31`, `19900531`, `31.05.1990`, `31 mai 1990`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let date = if digits {
        let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
        let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
        Date::new(year, month as i8, day as i8).ok()?
    } else {
        if text.chars().filter(|c| c.is_numeric()).count() < 5 {
            return None;
        }
        let period = dates::period(text, DayOrder::DayFirst);
        let period = period.or_else(|_| dates::period(text, DayOrder::MonthFirst)).ok()?;
        period.start.filter(|_| period.start == period.end)?
    };
    (1880..=2100).contains(&date.year()).then_some(date)
}

/// A year in which somebody of today may have been born, or something happened.
pub(crate) fn year(text: &str) -> Option<i16> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let year: i16 = (text.len() == 4).then_some(text)?.parse().ok()?;
    (1900..=2040).contains(&year).then_some(year)
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    })
}

fn is_sex(text: &str) -> bool {
    !text.bytes().all(|byte| byte.is_ascii_digit()) && normal::sex_word(text).is_some()
}

/// Digits as telephones have them; bare digits count only with a zero or a plus before them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits)
        && text.chars().all(|c| c.is_ascii_digit() || "+()- ./\u{a0}".contains(c))
        && text.starts_with(['+', '0', '('])
        && day(text).is_none()
}

static FORMS_OF_POSTAL_CODES: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let forms = [
        "99999",
        "99-999",
        "999 99",
        "99999-9999",
        "A9A 9A",
        "A9 9AA",
        "A99 9AA",
        "AA9 9AA",
        "AA99 9AA",
        "A9A 9A9",
        "A9A 9AA",
        "AA9A 9AA",
        "9999 AA",
    ];
    forms.iter().map(|form| form.chars().collect()).collect()
});

fn is_postal_code(text: &str) -> bool {
    let form: Vec<char> = text
        .chars()
        .map(|c| match c {
            c if c.is_ascii_digit() => '9',
            c if c.is_ascii_alphabetic() => 'A',
            c => c,
        })
        .collect();
    FORMS_OF_POSTAL_CODES.contains(&form)
}

fn is_age(text: &str) -> bool {
    let text = text.strip_suffix(".0").unwrap_or(text);
    text.parse::<u8>().is_ok_and(|age| age <= 110)
}

/// Letters of any script, few words, none a digit.
fn is_like_name(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let marks = |c: char| {
        c.is_whitespace()
            || "-'’.`ʼ,".contains(c)
            || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}')
    };
    (2..=60).contains(&letters)
        && text.split_whitespace().count() <= 5
        && text.chars().all(|c| c.is_alphabetic() || marks(c))
}
