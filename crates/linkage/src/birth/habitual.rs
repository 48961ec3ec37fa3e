//! Days that are written where the real one is not known.

use std::collections::{BTreeMap, BTreeSet};

use super::Birth;

/// The days of the year, and the days of the month, that a column has far more often than births fall on them: 1 January,
/// 1 July, 31 December, the 15th of any month. They say that somebody did not know.
///
/// ```
/// use concert_linkage::birth::{Birth, Habitual};
///
/// let known = (1..=9).flat_map(|m| (2..=12).map(move |d| Birth::of(Some(1970 + d), Some(m), Some(d + m))));
/// let habit = (0..30).map(|i| Birth::of(Some(1970 + i), Some(1), Some(1)));
/// let habitual = Habitual::of(known.chain(habit));
/// assert!(habitual.contains(1, 1));
/// let birth = habitual.without(Birth::of(Some(1985), Some(1), Some(1)));
/// assert_eq!((birth.year, birth.month, birth.day), (Some(1985), None, None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Habitual {
    dates: BTreeSet<(u8, u8)>,
    days: BTreeSet<u8>,
}

/// A day of the year is a habit from this many times the births that chance gives it.
const TIMES: f64 = 3.0;

/// A habit shows in several years; one person who is often on the list has one.
const YEARS: usize = 3;

#[derive(Default)]
struct Count {
    births: u64,
    years: BTreeSet<i16>,
}

impl Count {
    fn add(&mut self, birth: Birth) {
        self.births += 1;
        // Three are enough to know.
        if self.years.len() < YEARS {
            self.years.extend(birth.year);
        }
    }

    /// Above `TIMES` what is expected and six standard deviations of a Poisson count, with a few to spare in small columns.
    fn is_habit(&self, expected: f64) -> bool {
        let births = self.births as f64;
        births >= TIMES * expected
            && births >= expected + 6.0 * expected.sqrt() + 4.0
            && self.years.len() >= YEARS
    }
}

impl Habitual {
    /// Finds the habits of a column. Only whole dates count. Candidates for a day of the year are all; for a day of
    /// every month the 1st, the 15th and the last ones, once the habitual days of the year are taken out.
    pub fn of(births: impl IntoIterator<Item = Birth>) -> Self {
        let mut of_date: BTreeMap<(u8, u8), Count> = BTreeMap::new();
        let mut whole = 0u64;
        for birth in births {
            if let (Some(_), Some(month), Some(day)) = (birth.year, birth.month, birth.day) {
                of_date.entry((month, day)).or_default().add(birth);
                whole += 1;
            }
        }
        let mut habitual = Self::default();
        // Taking a habit out lowers what chance gives the others, so the search is repeated until it finds none.
        let mut left = whole;
        loop {
            let expected = left as f64 / 365.25;
            let found: Vec<(u8, u8)> = of_date
                .iter()
                .filter(|(date, count)| !habitual.dates.contains(date) && count.is_habit(expected))
                .map(|(&date, _)| date)
                .collect();
            if found.is_empty() {
                break;
            }
            for date in found {
                left -= of_date[&date].births;
                habitual.dates.insert(date);
            }
        }
        for day in [1, 15, 30, 31] {
            let mut count = Count::default();
            for (_, other) in of_date
                .iter()
                .filter(|((month, d), _)| *d == day && !habitual.dates.contains(&(*month, day)))
            {
                count.births += other.births;
                count.years.extend(&other.years);
            }
            if count.is_habit(left as f64 / 30.44) {
                habitual.days.insert(day);
            }
        }
        habitual
    }

    /// The day of the year is a habit of the column.
    pub fn contains(&self, month: u8, day: u8) -> bool {
        self.dates.contains(&(month, day)) || self.days.contains(&day)
    }

    /// The habitual days of the year as (month, day), ascending.
    pub fn dates(&self) -> impl Iterator<Item = (u8, u8)> + '_ {
        self.dates.iter().copied()
    }

    /// The habitual days of every month, ascending.
    pub fn days(&self) -> impl Iterator<Item = u8> + '_ {
        self.days.iter().copied()
    }

    /// The date without what is habit in it: month and day of a habitual day of the year, the day alone of a habitual day of every month.
    #[must_use]
    pub fn without(&self, birth: Birth) -> Birth {
        match (birth.month, birth.day) {
            (Some(month), Some(day)) if self.dates.contains(&(month, day)) => {
                Birth { month: None, day: None, ..birth }
            }
            (_, Some(day)) if self.days.contains(&day) => Birth { day: None, ..birth },
            _ => birth,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(n: i32) -> impl Iterator<Item = Birth> {
        (0..n).map(|i| Birth::of(Some(1950 + i % 50), Some(1 + i % 12), Some(1 + (i / 12) % 28)))
    }

    #[test]
    fn births_spread_over_the_year_show_no_habit() {
        assert_eq!(Habitual::of(spread(5_000)), Habitual::default());
    }

    #[test]
    fn one_person_often_on_the_list_is_no_habit() {
        let same = (0..40).map(|_| Birth::of(Some(1985), Some(3), Some(17)));
        assert_eq!(Habitual::of(spread(500).chain(same)), Habitual::default());
    }

    #[test]
    fn the_fifteenth_of_every_month_is_found_as_a_day() {
        let habit = (0..600).map(|i| Birth::of(Some(1960 + i % 40), Some(1 + i % 12), Some(15)));
        let found = Habitual::of(spread(1_000).chain(habit));
        let day = found.without(Birth::of(Some(1985), Some(6), Some(15)));
        assert_eq!(day.day, None);
        assert!(found.contains(6, 15) && !found.contains(6, 14));
    }
}
