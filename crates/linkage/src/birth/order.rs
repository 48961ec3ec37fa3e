//! In which order a column writes day, month and year.

use super::Parts;

/// How a column writes its dates, and the year up to which two digits are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    first: First,
    serials: bool,
    year: i16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum First {
    Day,
    Month,
    Year,
}

impl Order {
    /// Day, month, year: the custom of most of the world. `year` is the caller's: nobody is born after it, so that `85` is 1985 and
    /// `12` is 2012 in 2026.
    pub fn day_first(year: i16) -> Self {
        Self { first: First::Day, serials: false, year }
    }

    /// Month, day, year: the custom of the United States.
    pub fn month_first(year: i16) -> Self {
        Self { first: First::Month, ..Self::day_first(year) }
    }

    /// The order that the values of a column show: what stands first in more of them can be no month than can be no day. Where none
    /// shows it, day before month. Numbers of five digits are a spreadsheet's serial numbers where they are at least half
    /// of what is written.
    ///
    /// ```
    /// use concert_linkage::birth::Order;
    ///
    /// assert_eq!(Order::of(["3/17/1985", "1/2/1990"], 2026), Order::month_first(2026));
    /// assert_eq!(Order::of(["03/04/1985"], 2026), Order::day_first(2026));
    /// ```
    pub fn of<S: AsRef<str>>(values: impl IntoIterator<Item = S>, year: i16) -> Self {
        let (mut day, mut month, mut year_first, mut serials, mut written) =
            (0u64, 0u64, 0u64, 0u64, 0u64);
        for value in values {
            let parts = Parts::of(value.as_ref());
            if parts.numbers.is_empty() {
                continue;
            }
            written += 1;
            let pair = match parts.numbers.as_slice() {
                [only] if only.digits == 5 => {
                    serials += u64::from((3_654..=73_050).contains(&only.value));
                    continue;
                }
                [only] if only.digits == 8 => {
                    let (front, back) = (only.value / 10_000, only.value % 10_000);
                    if (1850..=2150).contains(&front) || back < 1850 {
                        continue;
                    }
                    (front / 100, front % 100)
                }
                [first, second, third, ..] if parts.month.is_none() && !first.is_year() => {
                    if !third.is_year()
                        && first.digits <= 2
                        && (first.value > 31 || first.value == 0)
                    {
                        year_first += 1;
                        continue;
                    }
                    (first.value, second.value)
                }
                _ => continue,
            };
            day += u64::from((13..=31).contains(&pair.0) && (1..=12).contains(&pair.1));
            month += u64::from((13..=31).contains(&pair.1) && (1..=12).contains(&pair.0));
        }
        let first = if year_first > day.max(month) {
            First::Year
        } else if month > day {
            First::Month
        } else {
            First::Day
        };
        Self { first, serials: serials > 0 && serials * 2 >= written, year }
    }

    /// The caller's year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Months stand before days.
    pub fn is_month_first(self) -> bool {
        self.first == First::Month
    }

    /// Years of two digits stand first.
    pub fn is_year_first(self) -> bool {
        self.first == First::Year
    }

    /// Numbers of five digits are days since 30 December 1899.
    pub fn has_serials(self) -> bool {
        self.serials
    }

    /// The latest year up to the caller's that ends with these two digits.
    pub(super) fn century(self, value: i64, digits: usize) -> Option<i32> {
        if digits != 2 {
            return None;
        }
        let now = i64::from(self.year);
        let year = now - now.rem_euclid(100) + value;
        i32::try_from(if year > now { year - 100 } else { year }).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::birth::Birth;

    #[test]
    fn a_column_shows_its_order() {
        assert!(Order::of(["1/2/85", "3/17/85", "31/1/85", "5/30/85"], 2026).is_month_first());
        assert!(!Order::of(["1/2/85", "13/1/85"], 2026).is_month_first());
        let short = Order::of(["85-03-17", "01-02-03"], 2026);
        assert!(short.is_year_first());
        assert_eq!(Birth::read("01-02-03", short), Birth::of(Some(2001), Some(2), Some(3)));
        assert_eq!(Order::of(std::iter::empty::<&str>(), 2026), Order::day_first(2026));
    }

    #[test]
    fn serial_numbers_are_dates_only_in_a_column_of_them() {
        let column = ["31123", "20000", ""];
        let birth = Birth::read("31123", Order::of(column, 2026));
        assert!(birth == Birth::of(Some(1985), Some(3), Some(17)));
        assert!(Birth::read("31123", Order::day_first(2026)).is_missing());
        assert!(!Order::of(["31123", "1985", "1986", "1987"], 2026).has_serials());
    }

    #[test]
    fn two_digits_are_a_year_that_has_been() {
        let order = Order::day_first(2026);
        assert_eq!(order.century(85, 2), Some(1985));
        assert_eq!(order.century(26, 2), Some(2026));
        assert_eq!(order.century(27, 2), Some(1927));
    }
}
