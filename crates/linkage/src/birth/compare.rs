//! In what two dates of birth agree, as people err when they write dates.

use super::Birth;

/// What two dates of birth have in common, the strongest first: a smaller level is better evidence for one person. Each is
/// what remains of one date after a common mistake or habit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BirthLevel {
    /// Year, month and day are known and equal.
    Exact,
    /// Day and month are equal and the years have the same digits in another order.
    YearDigitsPermuted,
    /// Year equal, day and month exchanged.
    DayMonthSwapped,
    /// In `yyyymmdd` one digit differs, or two neighbours are exchanged.
    OneDigitOrTransposed,
    /// Year and month equal, and no day to compare.
    YearMonthAndPartial,
    /// Day and month equal, and no year to compare.
    DayMonthAndPartial,
    /// Year equal, and no month to compare.
    YearAndPartial,
    /// Day and month equal, another year.
    SameDayMonthOtherYear,
    /// Year and month equal, another day.
    SameYearMonth,
    /// Year equal, month different: the year is remembered, the day is not.
    SameYear,
    /// The years differ by one: a date computed from an age.
    YearWithinOne,
    /// None of these.
    Different,
}

impl BirthLevel {
    /// All levels, the strongest first.
    pub const ALL: [Self; 12] = [
        Self::Exact,
        Self::YearDigitsPermuted,
        Self::DayMonthSwapped,
        Self::OneDigitOrTransposed,
        Self::YearMonthAndPartial,
        Self::DayMonthAndPartial,
        Self::YearAndPartial,
        Self::SameDayMonthOtherYear,
        Self::SameYearMonth,
        Self::SameYear,
        Self::YearWithinOne,
        Self::Different,
    ];
}

/// What two dates have in common, or none where they have no part to compare: missing is not agreement. Symmetric.
///
/// ```
/// use concert_linkage::birth::{Birth, BirthLevel, compare};
///
/// let a = Birth::of(Some(1985), Some(3), Some(7));
/// assert_eq!(compare(a, Birth::of(Some(1985), Some(7), Some(3))), Some(BirthLevel::DayMonthSwapped));
/// assert_eq!(compare(a, Birth::of(Some(1958), Some(3), Some(7))), Some(BirthLevel::YearDigitsPermuted));
/// assert_eq!(compare(a, Birth::of(Some(1985), None, None)), Some(BirthLevel::YearAndPartial));
/// assert_eq!(compare(a, Birth::default()), None);
/// ```
pub fn compare(a: Birth, b: Birth) -> Option<BirthLevel> {
    let years = a.year.zip(b.year);
    let months = a.month.zip(b.month);
    let days = a.day.zip(b.day);
    let (same_year, same_month, same_day) = (is_same(years), is_same(months), is_same(days));
    Some(match (years, months, days) {
        (None, None, None) => return None,
        (None, Some(_), Some(_)) if same_month && same_day => BirthLevel::DayMonthAndPartial,
        // Months alone are weak, and only their difference says anything.
        (None, None, Some(_)) | (None, Some(_), None) if same_month || same_day => return None,
        (None, ..) => BirthLevel::Different,
        (Some(_), None, _) if same_year => BirthLevel::YearAndPartial,
        (Some(_), Some(_), None) if same_year && same_month => BirthLevel::YearMonthAndPartial,
        (Some((x, y)), Some(_), Some(_)) => whole(a, b, (x, y), (same_year, same_month, same_day)),
        _ if same_year => BirthLevel::SameYear,
        (Some((x, y)), ..) if x.abs_diff(y) == 1 => BirthLevel::YearWithinOne,
        _ => BirthLevel::Different,
    })
}

fn is_same<T: PartialEq>(pair: Option<(T, T)>) -> bool {
    pair.is_some_and(|(a, b)| a == b)
}

fn whole(a: Birth, b: Birth, (x, y): (i16, i16), same: (bool, bool, bool)) -> BirthLevel {
    match same {
        (true, true, true) => BirthLevel::Exact,
        (false, true, true) if sorted_digits(x) == sorted_digits(y) => {
            BirthLevel::YearDigitsPermuted
        }
        (true, false, false) if a.month == b.day && a.day == b.month => BirthLevel::DayMonthSwapped,
        _ if is_one_slip(written(a), written(b)) => BirthLevel::OneDigitOrTransposed,
        (false, true, true) => BirthLevel::SameDayMonthOtherYear,
        (true, true, false) => BirthLevel::SameYearMonth,
        (true, ..) => BirthLevel::SameYear,
        _ if x.abs_diff(y) == 1 => BirthLevel::YearWithinOne,
        _ => BirthLevel::Different,
    }
}

fn sorted_digits(year: i16) -> [i16; 4] {
    let mut digits = [year / 1000 % 10, year / 100 % 10, year / 10 % 10, year % 10];
    digits.sort_unstable();
    digits
}

/// The date as `yyyymmdd`; both are whole.
fn written(birth: Birth) -> [u8; 8] {
    let (year, month, day) =
        (birth.year.unwrap_or(0) as u16, birth.month.unwrap_or(0), birth.day.unwrap_or(0));
    let digit = |value: u16, place: u16| (value / place % 10) as u8;
    [
        digit(year, 1000),
        digit(year, 100),
        digit(year, 10),
        digit(year, 1),
        month / 10,
        month % 10,
        day / 10,
        day % 10,
    ]
}

fn is_one_slip(a: [u8; 8], b: [u8; 8]) -> bool {
    let mut differ = (0..8).filter(|&i| a[i] != b[i]);
    match (differ.next(), differ.next(), differ.next()) {
        (Some(_), None, None) => true,
        (Some(i), Some(j), None) => j == i + 1 && a[i] == b[j] && a[j] == b[i],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn birth(year: i32, month: i32, day: i32) -> Birth {
        Birth::of(Some(year), Some(month), Some(day))
    }

    #[test]
    fn every_level_is_what_a_mistake_leaves() {
        let a = birth(1985, 3, 17);
        for (b, level) in [
            (a, BirthLevel::Exact),
            (birth(1958, 3, 17), BirthLevel::YearDigitsPermuted),
            (birth(1985, 3, 19), BirthLevel::OneDigitOrTransposed),
            (birth(1995, 3, 17), BirthLevel::OneDigitOrTransposed),
            (birth(1972, 3, 17), BirthLevel::SameDayMonthOtherYear),
            (birth(1985, 3, 28), BirthLevel::SameYearMonth),
            (birth(1985, 11, 28), BirthLevel::SameYear),
            (birth(1984, 11, 28), BirthLevel::YearWithinOne),
            (birth(1972, 11, 28), BirthLevel::Different),
            (Birth::of(Some(1985), Some(3), None), BirthLevel::YearMonthAndPartial),
            (Birth::of(Some(1985), None, None), BirthLevel::YearAndPartial),
            (Birth::of(None, Some(3), Some(17)), BirthLevel::DayMonthAndPartial),
            (Birth::of(Some(1985), Some(4), None), BirthLevel::SameYear),
            (Birth::of(Some(1986), None, None), BirthLevel::YearWithinOne),
            (Birth::of(Some(1990), None, None), BirthLevel::Different),
            (Birth::of(None, Some(4), Some(17)), BirthLevel::Different),
        ] {
            assert_eq!(compare(a, b), Some(level));
            assert_eq!(compare(b, a), Some(level));
        }
        assert_eq!(
            compare(birth(1985, 3, 7), birth(1985, 7, 3)),
            Some(BirthLevel::DayMonthSwapped)
        );
        assert_eq!(
            compare(birth(1985, 3, 12), birth(1985, 3, 21)),
            Some(BirthLevel::OneDigitOrTransposed)
        );
    }

    #[test]
    fn missing_is_no_agreement() {
        assert_eq!(compare(Birth::default(), Birth::default()), None);
        assert_eq!(compare(Birth::of(None, Some(3), None), birth(1985, 3, 17)), None);
    }
}
