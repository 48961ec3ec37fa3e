//! Ages instead of dates of birth.

use std::fmt;

use super::{Birth, digit};

/// An age in completed years, as an interval, and when it may have been recorded.
///
/// Its `Debug` says nothing of the age.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// The least number of completed years.
    pub low: u8,
    /// The greatest; equal to `low` where one number was written.
    pub high: u8,
    /// The first and the last month in which it may have been recorded ([`month`]), or none where nobody knows.
    pub recorded: Option<(i32, i32)>,
}

impl fmt::Debug for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an age")
    }
}

/// In what two ages agree, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgeLevel {
    /// Both can be true of one person.
    Equal,
    /// A year or less too much or too little.
    WithinOne,
    /// Two years, or up to four where an age was rounded to 5 or 10.
    WithinTwoOrHeaped,
    /// Up to ten years.
    WithinTen,
    /// More.
    Different,
}

/// The number of a month of a year, 1 to 12, by which months are told apart.
///
/// ```
/// use concert_linkage::birth::month;
///
/// assert_eq!(month(2026, 1) - month(2025, 12), 1);
/// ```
pub fn month(year: i16, month: u8) -> i32 {
    i32::from(year) * 12 + i32::from(month) - 1
}

/// The first and the last month that a date in parts may mean; none without a year.
pub(crate) fn months(date: Birth) -> Option<(i32, i32)> {
    let year = date.year?;
    Some(match date.month {
        Some(known) => (month(year, known), month(year, known)),
        None => (month(year, 1), month(year, 12)),
    })
}

impl Age {
    /// Reads `34`, `34 years`, `34.5`, `18-24`, in any digits. None for a text without a number, and for ages above 120.
    ///
    /// ```
    /// use concert_linkage::birth::{Age, month};
    ///
    /// let age = Age::read("18-24", Some((month(2024, 1), month(2025, 12)))).unwrap();
    /// assert_eq!((age.low, age.high), (18, 24));
    /// assert!(Age::read("adult", None).is_none());
    /// ```
    pub fn read(text: &str, recorded: Option<(i32, i32)>) -> Option<Self> {
        let mut numbers: Vec<(u32, char)> = Vec::new();
        let mut before = ' ';
        let mut within = false;
        for c in text.chars() {
            if let Some(value) = digit(c) {
                match numbers.last_mut() {
                    Some(number) if within => {
                        number.0 = number.0.saturating_mul(10).saturating_add(u32::from(value));
                    }
                    _ => numbers.push((u32::from(value), before)),
                }
                within = true;
            } else {
                within = false;
                if !c.is_whitespace() {
                    before = c;
                }
            }
        }
        let number = |i: usize| {
            numbers.get(i).and_then(|n| u8::try_from(n.0).ok()).filter(|&years| years <= 120)
        };
        let low = number(0)?;
        let high = match numbers.get(1) {
            // 34.5 is 34 completed years.
            Some((_, '-' | '–' | '—' | '/')) => number(1).filter(|&high| high >= low)?,
            _ => low,
        };
        Some(Self { low, high, recorded })
    }

    /// The first and the last month in which the person may be born.
    pub fn born(self) -> Option<(i32, i32)> {
        self.recorded.map(|(first, last)| {
            (first - 12 * (i32::from(self.high) + 1), last - 12 * i32::from(self.low))
        })
    }

    fn is_heaped(self) -> bool {
        self.low == self.high && self.low.is_multiple_of(5)
    }
}

/// In what two ages agree. Where both say when they were recorded, the months of birth that they allow are compared; else the ages as
/// if they were recorded at one time. Symmetric.
pub fn compare_ages(a: Age, b: Age) -> AgeLevel {
    let apart = match (a.born(), b.born()) {
        (Some(x), Some(y)) => gap(x, y),
        _ => 12 * gap((a.low.into(), a.high.into()), (b.low.into(), b.high.into())),
    };
    level(apart, a.is_heaped() || b.is_heaped())
}

/// In what an age agrees with a date of birth; none where nobody knows when the age was recorded, or the year of the date.
///
/// ```
/// use concert_linkage::birth::{Age, AgeLevel, Birth, compare_age_with_birth, month};
///
/// let age = Age::read("39", Some((month(2025, 6), month(2025, 6)))).unwrap();
/// let born = |year, month| Birth::of(Some(year), Some(month), None);
/// assert_eq!(compare_age_with_birth(age, born(1985, 9)), Some(AgeLevel::Equal));
/// assert_eq!(compare_age_with_birth(age, born(1984, 12)), Some(AgeLevel::WithinOne));
/// ```
pub fn compare_age_with_birth(age: Age, birth: Birth) -> Option<AgeLevel> {
    Some(level(gap(age.born()?, months(birth)?), age.is_heaped()))
}

fn gap(x: (i32, i32), y: (i32, i32)) -> i32 {
    (x.0 - y.1).max(y.0 - x.1).max(0)
}

fn level(months_apart: i32, heaped: bool) -> AgeLevel {
    match months_apart {
        0 => AgeLevel::Equal,
        1..=12 => AgeLevel::WithinOne,
        13..=24 => AgeLevel::WithinTwoOrHeaped,
        25..=48 if heaped => AgeLevel::WithinTwoOrHeaped,
        25..=120 => AgeLevel::WithinTen,
        _ => AgeLevel::Different,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(years: u8, recorded: Option<i16>) -> Age {
        let recorded = recorded.map(|year| (month(year, 1), month(year, 12)));
        Age { low: years, high: years, recorded }
    }

    #[test]
    fn ages_agree_within_the_interval_of_recording() {
        let a = age(34, Some(2020));
        assert_eq!(compare_ages(a, age(36, Some(2022))), AgeLevel::Equal);
        assert_eq!(compare_ages(a, age(34, Some(2022))), AgeLevel::WithinOne);
        assert_eq!(compare_ages(age(30, None), age(34, None)), AgeLevel::WithinTwoOrHeaped);
        assert_eq!(compare_ages(age(31, None), age(34, None)), AgeLevel::WithinTen);
        assert_eq!(compare_ages(age(31, None), age(54, None)), AgeLevel::Different);
        let born = |year| Birth::of(Some(year), None, None);
        assert_eq!(compare_age_with_birth(a, born(1986)), Some(AgeLevel::Equal));
        assert_eq!(compare_age_with_birth(a, born(1984)), Some(AgeLevel::WithinOne));
        assert_eq!(compare_age_with_birth(age(34, None), born(1984)), None);
    }

    #[test]
    fn whoever_was_recorded_to_the_month_was_born_in_one_of_thirteen_months() {
        let recorded = month(2026, 11);
        let age = Age { low: 33, high: 33, recorded: Some((recorded, recorded)) };
        let born = |year, month| Birth::of(Some(year), Some(month), Some(20));
        let within = |birth| compare_age_with_birth(age, birth) == Some(AgeLevel::Equal);
        assert!(within(born(1992, 11)) && within(born(1993, 11)));
        assert!(!within(born(1992, 10)) && !within(born(1993, 12)));
    }

    #[test]
    fn ages_are_read_as_they_come() {
        let years = |text| Age::read(text, None).map(|age| (age.low, age.high));
        assert_eq!(years("34"), Some((34, 34)));
        assert_eq!(years("٣٤ سنة"), Some((34, 34)));
        assert_eq!(years("34.5"), Some((34, 34)));
        assert_eq!(years("18 - 24"), Some((18, 24)));
        assert_eq!(years("340"), None);
        assert_eq!(years(""), None);
    }
}
