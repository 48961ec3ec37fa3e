//! Ages instead of dates of birth.

use std::fmt;

use super::{Birth, digit};

/// An age in completed years, as an interval, and the years in which it may have been recorded.
///
/// Its `Debug` says nothing of the age.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// The least number of completed years.
    pub low: u8,
    /// The greatest; equal to `low` where one number was written.
    pub high: u8,
    /// The first and the last year in which it may have been recorded, or none where nobody knows.
    pub recorded: Option<(i16, i16)>,
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
    /// One year too much or too little.
    WithinOne,
    /// Two years, or up to four where an age was rounded to 5 or 10.
    WithinTwoOrHeaped,
    /// More.
    Different,
}

impl AgeLevel {
    /// All levels, the strongest first.
    pub const ALL: [Self; 4] =
        [Self::Equal, Self::WithinOne, Self::WithinTwoOrHeaped, Self::Different];
}

impl Age {
    /// Reads `34`, `34 years`, `34.5`, `18-24`, in any digits. None for a text without a number, and for ages above 120.
    ///
    /// ```
    /// use concert_linkage::birth::Age;
    ///
    /// let age = Age::read("18-24", Some((2024, 2025))).unwrap();
    /// assert_eq!((age.low, age.high), (18, 24));
    /// assert!(Age::read("adult", None).is_none());
    /// ```
    pub fn read(text: &str, recorded: Option<(i16, i16)>) -> Option<Self> {
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

    /// The first and the last year in which the person may be born.
    fn born(self) -> Option<(i16, i16)> {
        self.recorded
            .map(|(first, last)| (first - i16::from(self.high) - 1, last - i16::from(self.low)))
    }

    fn is_heaped(self) -> bool {
        self.low == self.high && self.low.is_multiple_of(5)
    }
}

/// In what two ages agree. Where both say when they were recorded, the years of birth that they allow are compared; else the ages as
/// if they were recorded within a year of each other. Symmetric.
pub fn compare_ages(a: Age, b: Age) -> AgeLevel {
    let apart = match (a.born(), b.born()) {
        (Some(x), Some(y)) => gap(x, y),
        _ => gap((a.low.into(), a.high.into()), (b.low.into(), b.high.into())),
    };
    level(apart, a.is_heaped() || b.is_heaped())
}

/// In what an age agrees with a date of birth; none where the year of one of them is missing.
///
/// ```
/// use concert_linkage::birth::{Age, AgeLevel, Birth, compare_age_with_birth};
///
/// let age = Age::read("39", Some((2025, 2025)));
/// let born = Birth::of(Some(1985), None, None);
/// assert_eq!(compare_age_with_birth(age.unwrap(), born), Some(AgeLevel::Equal));
/// ```
pub fn compare_age_with_birth(age: Age, birth: Birth) -> Option<AgeLevel> {
    let (born, year) = (age.born()?, birth.year?);
    Some(level(gap(born, (year, year)), age.is_heaped()))
}

fn gap(x: (i16, i16), y: (i16, i16)) -> i16 {
    (x.0 - y.1).max(y.0 - x.1).max(0)
}

fn level(apart: i16, heaped: bool) -> AgeLevel {
    match apart {
        0 => AgeLevel::Equal,
        1 => AgeLevel::WithinOne,
        2 => AgeLevel::WithinTwoOrHeaped,
        3 | 4 if heaped => AgeLevel::WithinTwoOrHeaped,
        _ => AgeLevel::Different,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(years: u8, recorded: Option<(i16, i16)>) -> Age {
        Age { low: years, high: years, recorded }
    }

    #[test]
    fn ages_agree_within_the_interval_of_recording() {
        let a = age(34, Some((2020, 2020)));
        assert_eq!(compare_ages(a, age(36, Some((2022, 2022)))), AgeLevel::Equal);
        assert_eq!(compare_ages(a, age(34, Some((2022, 2022)))), AgeLevel::WithinOne);
        assert_eq!(compare_ages(age(30, None), age(34, None)), AgeLevel::WithinTwoOrHeaped);
        assert_eq!(compare_ages(age(31, None), age(34, None)), AgeLevel::Different);
        assert_eq!(
            compare_age_with_birth(a, Birth::of(Some(1986), None, None)),
            Some(AgeLevel::Equal)
        );
        assert_eq!(
            compare_age_with_birth(a, Birth::of(Some(1984), None, None)),
            Some(AgeLevel::WithinOne)
        );
        assert_eq!(compare_age_with_birth(age(34, None), Birth::of(Some(1984), None, None)), None);
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
