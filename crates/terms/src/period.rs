//! Periods: from a day to a day, either end open.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::NotAWord;

/// A stretch of days, both ends included; an absent end is open.
///
/// ```
/// use concert_terms::Period;
///
/// let quarter: Period = "2024-Q1".parse()?;
/// assert_eq!(quarter.to_string(), "2024-01-01/2024-03-31");
/// assert!(quarter.contains("2024-02-29".parse().unwrap()));
/// # Ok::<(), concert_terms::NotAWord>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
}

impl Period {
    /// A calendar year.
    pub fn year(year: i16) -> Self {
        Self { start: Some(date(year, 1, 1)), end: Some(date(year, 12, 31)) }
    }

    /// Whether a day lies in the period.
    pub fn contains(&self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day <= end)
    }

    /// Whether the period ends before it starts.
    pub fn is_reversed(&self) -> bool {
        matches!((self.start, self.end), (Some(start), Some(end)) if end < start)
    }
}

/// `start/end` in ISO 8601, with `..` for an open end.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = |day: Option<Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        write!(f, "{}/{}", end(self.start), end(self.end))
    }
}

/// Reads `2024`, `2024-03`, `2024-Q1`, a day, or `start/end` with `..` for an open end.
impl std::str::FromStr for Period {
    type Err = NotAWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotAWord::new(text, "a year, month, quarter, day or start/end");
        if let Some((start, end)) = text.split_once('/') {
            let day = |part: &str| match part.trim() {
                "" | ".." => Ok(None),
                part => part.parse::<Date>().map(Some).map_err(|_| refuse()),
            };
            let period = Self { start: day(start)?, end: day(end)? };
            return if period.is_reversed() { Err(refuse()) } else { Ok(period) };
        }
        let text = text.trim();
        if let Ok(day) = text.parse::<Date>() {
            return Ok(Self { start: Some(day), end: Some(day) });
        }
        let (year, part) = text.split_once('-').unwrap_or((text, ""));
        let year: i16 = year.parse().map_err(|_| refuse())?;
        if !(1000..=9998).contains(&year) {
            return Err(refuse());
        }
        let (first, months) = match part {
            "" => (1, 12),
            "Q1" | "q1" => (1, 3),
            "Q2" | "q2" => (4, 3),
            "Q3" | "q3" => (7, 3),
            "Q4" | "q4" => (10, 3),
            month => (month.parse().map_err(|_| refuse())?, 1),
        };
        let start = Date::new(year, first, 1).map_err(|_| refuse())?;
        let last = Date::new(year, first + months - 1, 1).map_err(|_| refuse())?.last_of_month();
        Ok(Self { start: Some(start), end: Some(last) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_quarters_months_days_and_open_ends_are_read() {
        for (text, printed) in [
            ("2024", "2024-01-01/2024-12-31"),
            ("2024-02", "2024-02-01/2024-02-29"),
            ("2023-Q4", "2023-10-01/2023-12-31"),
            ("2024-05-06", "2024-05-06/2024-05-06"),
            ("2024-05-06/..", "2024-05-06/.."),
            ("../2024-05-06", "../2024-05-06"),
        ] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), printed);
        }
        for text in ["", "24", "2024-13", "2024-05-06/2024-01-01", "soon", "2024-Q5"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
