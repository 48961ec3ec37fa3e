//! Dates of birth as they come: whole, partial, swapped, habitual, in any order and any digits.
//!
//! A date keeps the parts that could be read and that are possible; the others are missing. Nothing is guessed:
//! `31/02/1985` is February 1985, `03/85` nothing but what its column says of the order, `about 1985` the year.

mod age;
mod months;
mod order;

pub(crate) use age::months;
pub use age::{Age, AgeLevel, compare_age_with_birth, compare_ages, month};
pub use order::Order;

use std::fmt;

use jiff::civil::{Date, date};

/// What is known of a day of birth.
///
/// Its `Debug` says which parts are known and not what they are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Birth {
    /// The year of the common era, 1850 to 2150.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31, and one that the month has, in the year if that is known.
    pub day: Option<u8>,
}

impl fmt::Debug for Birth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = |known: bool, name: &'static str| if known { name } else { "-" };
        write!(
            f,
            "a date of birth ({} {} {})",
            known(self.year.is_some(), "year"),
            known(self.month.is_some(), "month"),
            known(self.day.is_some(), "day")
        )
    }
}

/// Years that a living or remembered person can be born in.
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2150;
/// The Buddhist era of Thailand, Laos and Cambodia counts 543 years more; since 1941 its months are the common ones.
const BUDDHIST: i16 = 543;
/// Years of the Islamic and the Persian calendar, whose months are others.
const OTHER_ERAS: std::ops::RangeInclusive<i32> = 1200..=1500;

impl Birth {
    /// Reads a date as it was written, in a column of the given order. A text that holds no date gives a date without any part.
    ///
    /// Read are `19850317`, `1985-03-17`, `1985-03-17 00:00`, `17/03/1985`, `3/17/85`, `17 March 1985`, `mars 1985`, `1985`, `03/1985`,
    /// `c. 1985`, `00/00/1985`, `xx.03.1985`, years of the Buddhist era, spreadsheets' serial numbers where the column has
    /// them, and all of it in the digits of Arabic, Persian, Devanagari, Bengali, Thai, Burmese and Khmer. Years of other eras are no known
    /// date.
    ///
    /// ```
    /// use concert_linkage::birth::{Birth, Order};
    ///
    /// let order = Order::day_first(2026);
    /// let birth = Birth::read("١٧/٠٣/١٩٨٥", order);
    /// assert_eq!((birth.year, birth.month, birth.day), (Some(1985), Some(3), Some(17)));
    /// let birth = Birth::read("31/02/1985", order);
    /// assert_eq!((birth.year, birth.month, birth.day), (Some(1985), Some(2), None));
    /// assert!(Birth::read("unknown", order).is_missing());
    /// ```
    pub fn read(text: &str, order: Order) -> Self {
        let parts = Parts::of(text);
        match (parts.month, parts.numbers.as_slice()) {
            (Some(month), numbers) => beside_month(month, numbers, order),
            (None, []) => Self::default(),
            (None, [only]) => alone(*only, order),
            (None, [first, second]) => two(*first, *second, order),
            (None, [first, second, third, ..]) => three([*first, *second, *third], order),
        }
    }

    /// No part is known.
    pub fn is_missing(&self) -> bool {
        *self == Self::default()
    }

    /// Year, month and day are known.
    pub fn is_whole(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }

    /// A date of the parts that are possible: others are taken as missing, and a day without a month too. Years of the Buddhist era
    /// are turned into common ones; a date of the Islamic or Persian era is missing as a whole.
    ///
    /// ```
    /// # use concert_linkage::birth::Birth;
    /// let birth = Birth::of(Some(1985), Some(13), Some(17));
    /// assert_eq!((birth.year, birth.month, birth.day), (Some(1985), None, None));
    /// ```
    pub fn of(year: Option<i32>, month: Option<i32>, day: Option<i32>) -> Self {
        if year.is_some_and(|year| OTHER_ERAS.contains(&year)) {
            return Self::default();
        }
        let year = year.and_then(|year| i16::try_from(year).ok()).and_then(era);
        let month = month.filter(|month| (1..=12).contains(month)).map(|month| month as u8);
        let day = day.filter(|day| (1..=31).contains(day)).map(|day| day as i8);
        let day = day.filter(|&day| match month {
            // A leap year where the year is unknown: the 29th of February may be right.
            Some(month) => Date::new(year.unwrap_or(2000), month as i8, day).is_ok(),
            None => false,
        });
        Self { year, month, day: day.map(|day| day as u8) }
    }
}

fn era(year: i16) -> Option<i16> {
    if YEARS.contains(&year) {
        Some(year)
    } else {
        year.checked_sub(BUDDHIST).filter(|year| YEARS.contains(year) && *year >= 1870)
    }
}

/// A number as written: its value and how many digits it has. Zeros and `xx` are a missing part.
#[derive(Clone, Copy)]
struct Number {
    value: i64,
    digits: usize,
}

impl Number {
    fn is_year(self) -> bool {
        self.digits == 4
    }

    fn part(self) -> Option<i32> {
        i32::try_from(self.value).ok().filter(|&value| value > 0)
    }

    fn year(self, order: Order) -> Option<i32> {
        if self.digits == 4 { self.part() } else { order.century(self.value, self.digits) }
    }
}

struct Parts {
    numbers: Vec<Number>,
    month: Option<u8>,
}

impl Parts {
    fn of(text: &str) -> Self {
        let mut parts = Self { numbers: Vec::with_capacity(4), month: None };
        let mut number: Option<Number> = None;
        let mut word = String::new();
        for c in text.chars().chain([' ']) {
            if let Some(digit) = digit(c) {
                let before = number.unwrap_or(Number { value: 0, digits: 0 });
                let value = before.value.saturating_mul(10).saturating_add(i64::from(digit));
                number = Some(Number { value, digits: before.digits + 1 });
                parts.end_word(&mut word);
                continue;
            }
            if let Some(number) = number.take() {
                parts.numbers.push(number);
            }
            if c.is_alphabetic()
                || (!word.is_empty()
                    && !c.is_ascii()
                    && !c.is_whitespace()
                    && !matches!(c, '،' | '年' | '月' | '日'))
            {
                // 1985年3月17日: the signs divide.
                if !matches!(c, '年' | '月' | '日' | '년' | '월' | '일') {
                    word.extend(c.to_lowercase());
                    continue;
                }
            }
            if c == '?' && word.chars().all(|before| before == '?') {
                word.push(c);
                continue;
            }
            parts.end_word(&mut word);
        }
        parts
    }

    fn end_word(&mut self, word: &mut String) {
        if word.is_empty() {
            return;
        }
        if word.len() >= 2 && word.chars().all(|c| matches!(c, 'x' | '?')) {
            self.numbers.push(Number { value: 0, digits: word.len() });
        } else if self.month.is_none() {
            self.month = months::read(word);
        }
        word.clear();
    }
}

/// The value of a decimal digit of the scripts that case lists come in.
fn digit(c: char) -> Option<u8> {
    const ZEROS: [u32; 14] = [
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xE50, 0xED0, 0x1040, 0x17E0,
        0xFF10,
    ];
    let c = c as u32;
    ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&c)).map(|zero| (c - zero) as u8)
}

/// `17 March 1985`, `March 17, 1985`, `March 1985`, `17 March`, `1985 March 17`.
fn beside_month(month: u8, numbers: &[Number], order: Order) -> Birth {
    let month = Some(i32::from(month));
    match numbers {
        [] => Birth::of(None, month, None),
        [only] if only.is_year() => Birth::of(only.part(), month, None),
        // `March 85` and `17 March`: a number that no day has is a year.
        [only] if only.value > 31 => Birth::of(only.year(order), month, None),
        [only] => Birth::of(None, month, only.part()),
        [first, second, ..] if first.is_year() => Birth::of(first.part(), month, second.part()),
        [first, second, ..] if second.is_year() => Birth::of(second.part(), month, first.part()),
        [first, second, ..] if first.value > 31 => {
            Birth::of(first.year(order), month, second.part())
        }
        [first, second, ..] => Birth::of(second.year(order), month, first.part()),
    }
}

fn alone(only: Number, order: Order) -> Birth {
    let value = only.value;
    let split = |low: i64, high: i64| ((value / low) % high) as i32;
    match only.digits {
        4 => Birth::of(only.part(), None, None),
        8 => {
            let whole =
                Birth::of(Some(split(10_000, 10_000)), Some(split(100, 100)), Some(split(1, 100)));
            if whole.is_whole() {
                return whole;
            }
            let numbers =
                [(split(1_000_000, 100), 2), (split(10_000, 100), 2), (split(1, 10_000), 4)];
            let turned = three(
                numbers.map(|(value, digits)| Number { value: i64::from(value), digits }),
                order,
            );
            if turned.is_whole() || whole.year.is_none() { turned } else { whole }
        }
        6 => {
            // `198503`, unless the column writes years with two digits.
            let month = Birth::of(Some(split(100, 10_000)), Some(split(1, 100)), None);
            if month.month.is_some() && month.year.is_some_and(|year| year <= order.year()) {
                return month;
            }
            let numbers = [split(10_000, 100), split(100, 100), split(1, 100)];
            three(numbers.map(|value| Number { value: i64::from(value), digits: 2 }), order)
        }
        5 if order.has_serials() => serial(value),
        _ => Birth::default(),
    }
}

/// A spreadsheet's number of a day: days since 30 December 1899.
fn serial(days: i64) -> Birth {
    let day = jiff::Span::new()
        .try_days(days)
        .ok()
        .and_then(|days| date(1899, 12, 30).checked_add(days).ok());
    day.map_or(Birth::default(), |day| {
        Birth::of(Some(day.year().into()), Some(day.month().into()), Some(day.day().into()))
    })
}

/// `03/1985`, `1985-03`, `03/85`.
fn two(first: Number, second: Number, order: Order) -> Birth {
    match (first.is_year(), second.is_year()) {
        (true, false) => Birth::of(first.part(), second.part(), None),
        (false, true) => Birth::of(second.part(), first.part(), None),
        (false, false) if second.value > 31 && second.digits == 2 => {
            Birth::of(second.year(order), first.part(), None)
        }
        _ => Birth::default(),
    }
}

fn three(numbers: [Number; 3], order: Order) -> Birth {
    let [first, second, third] = numbers;
    if first.is_year() || (!third.is_year() && order.is_year_first()) {
        return day_and_month(first.year(order), third, second);
    }
    // `85-03-17` in a column of another order: 85 is no day and no month.
    if !third.is_year() && first.value > 31 && first.digits == 2 {
        return day_and_month(first.year(order), third, second);
    }
    let year = third.year(order);
    if order.is_month_first() {
        day_and_month(year, second, first)
    } else {
        day_and_month(year, first, second)
    }
}

/// Where the month is none and the day could be one, the two were written the other way round.
fn day_and_month(year: Option<i32>, day: Number, month: Number) -> Birth {
    if month.value > 12 && (1..=12).contains(&day.value) {
        return Birth::of(year, day.part(), month.part());
    }
    Birth::of(year, month.part(), day.part())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: Order) -> (Option<i16>, Option<u8>, Option<u8>) {
        let birth = Birth::read(text, order);
        (birth.year, birth.month, birth.day)
    }

    #[test]
    fn dates_are_read_as_they_come() {
        let whole = (Some(1985), Some(3), Some(17));
        for text in [
            "19850317",
            "1985-03-17",
            "1985-03-17T00:00:00",
            "17/03/1985",
            "17.3.1985",
            "17.03.85",
            "17 March 1985",
            "March 17, 1985",
            "17 mars 1985",
            "17 de marzo de 1985",
            "17 марта 1985 г.",
            "١٧ مارس ١٩٨٥",
            "۱۷/۰۳/۱۹۸۵",
            "१७/०३/१९८५",
            "1985年3月17日",
            "17-Mar-85",
            "3/17/85",
            "17/03/2528",
            "17031985",
            "17 März 1985",
            "17/03/1985 00:00",
            "Sun 17 Mar 1985",
        ] {
            assert_eq!(read(text, Order::day_first(2026)), whole, "{text}");
        }
        assert_eq!(read("3/4/85", Order::month_first(2026)), (Some(1985), Some(3), Some(4)));
        assert_eq!(read("3/4/85", Order::day_first(2026)), (Some(1985), Some(4), Some(3)));
    }

    #[test]
    fn what_is_partial_or_impossible_keeps_what_can_be_kept() {
        let order = Order::day_first(2026);
        for (text, kept) in [
            ("1985", (Some(1985), None, None)),
            ("c. 1985", (Some(1985), None, None)),
            ("ca1985", (Some(1985), None, None)),
            ("03/1985", (Some(1985), Some(3), None)),
            ("1985-03", (Some(1985), Some(3), None)),
            ("March 1985", (Some(1985), Some(3), None)),
            ("17 March", (None, Some(3), Some(17))),
            ("00/00/1985", (Some(1985), None, None)),
            ("xx/03/1985", (Some(1985), Some(3), None)),
            ("??/??/1985", (Some(1985), None, None)),
            ("31/02/1985", (Some(1985), Some(2), None)),
            ("45/13/1985", (Some(1985), None, None)),
            ("29/02/1985", (Some(1985), Some(2), None)),
            ("29/02/1984", (Some(1984), Some(2), Some(29))),
            ("19850000", (Some(1985), None, None)),
            // A year of another era has other months.
            ("15/07/1364", (None, None, None)),
            ("unknown", (None, None, None)),
            ("12", (None, None, None)),
            ("99999999999999999999999", (None, None, None)),
        ] {
            assert_eq!(read(text, order), kept, "{text}");
        }
    }
}
