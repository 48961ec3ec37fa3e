//! What a list writes of a birth: a date or part of one, or an age, with what goes wrong.

use jiff::ToSpan;
use jiff::civil::Date;

use super::keeper::Dates;
use crate::chance::Chance;

/// What is known of a birth date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Birth {
    Day(Date),
    Year(i16),
}

/// A date as a list writes it.
pub(crate) fn written(date: Date, dates: Dates) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match dates {
        Dates::Slashes => format!("{day:02}/{month:02}/{year}"),
        Dates::Points => format!("{day:02}.{month:02}.{year}"),
        Dates::Iso => format!("{year}-{month:02}-{day:02}"),
        Dates::MonthName => {
            let name = MONTHS[usize::try_from(month - 1).unwrap_or(0)];
            format!("{day:02}-{name}-{year}")
        }
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether day and month can be swapped so that it shows.
pub(crate) fn can_swap(date: Date) -> bool {
    date.day() <= 12 && date.day() != date.month()
}

/// The date with day and month in each other's place; as it is where there is no such day.
pub(crate) fn swapped(date: Date) -> Date {
    Date::new(date.year(), date.day(), date.month()).unwrap_or(date)
}

/// 1 January of the same year.
pub(crate) fn habitual(date: Date) -> Date {
    Date::new(date.year(), 1, 1).unwrap_or(date)
}

/// The same day of the year before or after.
pub(crate) fn year_off_by_one(date: Date, chance: &mut Chance) -> Date {
    if chance.happens(0.5) { date.saturating_sub(1.year()) } else { date.saturating_add(1.year()) }
}

/// The date with one digit of day, month, or the last two of the year changed to a date that there
/// is, not later than the day on which it is written.
pub(crate) fn digit_wrong(date: Date, latest: Date, chance: &mut Chance) -> Date {
    for _ in 0..40 {
        let (year, month, day) = (date.year(), date.month(), date.day());
        let digit = chance.whole(0, 9) as i8;
        let (year, month, day) = match chance.below(5) {
            0 => (year, month, day / 10 * 10 + digit),
            1 => (year, month, digit % 4 * 10 + day % 10),
            2 => (year, month / 10 * 10 + digit, day),
            3 => (year / 10 * 10 + i16::from(digit), month, day),
            _ => (year / 100 * 100 + i16::from(digit) * 10 + year % 10, month, day),
        };
        match Date::new(year, month, day) {
            Ok(wrong) if wrong != date && wrong <= latest => return wrong,
            _ => {}
        }
    }
    date.saturating_sub(10.days())
}

/// Age in completed years on a day.
pub(crate) fn age(born: Date, on: Date) -> i32 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    (i32::from(on.year() - born.year()) - i32::from(!had_birthday)).max(0)
}

/// The multiple of five that is nearest to an age.
pub(crate) fn rounded(age: i32) -> i32 {
    (age + 2) / 5 * 5
}

/// An age wrong by one to three years.
pub(crate) fn guessed(age: i32, chance: &mut Chance) -> i32 {
    let off = chance.whole(1, 3);
    if chance.happens(0.5) && age > off { age - off } else { age + off }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::chance::Purpose;

    #[test]
    fn dates_are_written_in_the_way_of_the_list() {
        let day = date(1999, 3, 7);
        let all = [Dates::Slashes, Dates::Points, Dates::Iso, Dates::MonthName];
        let texts = all.map(|dates| written(day, dates));
        assert_eq!(texts, ["07/03/1999", "07.03.1999", "1999-03-07", "07-Mar-1999"]);
    }

    #[test]
    fn day_and_month_swap_where_both_are_months() {
        assert_eq!(swapped(date(1999, 3, 7)), date(1999, 7, 3));
        assert!(!can_swap(date(1999, 3, 13)) && !can_swap(date(1999, 3, 3)));
    }

    #[test]
    fn a_wrong_digit_makes_another_day() {
        let mut chance = Chance::of(1, Purpose::Slips, 0);
        for _ in 0..2000 {
            let wrong = digit_wrong(date(1999, 12, 31), date(2026, 1, 1), &mut chance);
            assert!(wrong != date(1999, 12, 31) && wrong <= date(2026, 1, 1));
            assert_ne!(year_off_by_one(date(2000, 2, 29), &mut chance).year(), 2000);
        }
    }

    #[test]
    fn ages_count_completed_years() {
        assert_eq!(age(date(2000, 5, 2), date(2026, 5, 1)), 25);
        assert_eq!(age(date(2000, 5, 2), date(2026, 5, 2)), 26);
        assert_eq!([22, 23, 27, 28].map(rounded), [20, 25, 25, 30]);
        let mut chance = Chance::of(1, Purpose::Slips, 1);
        assert!((0..500).all(|_| (1..=3).contains(&(guessed(30, &mut chance) - 30).abs())));
    }
}
