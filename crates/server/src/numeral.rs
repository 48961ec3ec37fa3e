//! Numbers and days as a visitor reads them.

use concert_figures::NumberStyle;
use jiff::civil::Date;

use crate::language::Language;

impl Language {
    /// A number of people, places or cases: whole from 10 on, with one decimal below where it has
    /// one, and with separators of thousands.
    pub(crate) fn number(self, value: f64) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let rounded =
            if value.abs() < 9.95 { (value * 10.0).round() / 10.0 } else { value.round() };
        let whole = rounded.trunc();
        let mut text = grouped(&format!("{:.0}", whole.abs()), self.thousands());
        let tenth = ((rounded - whole).abs() * 10.0).round();
        if tenth > 0.0 {
            text.push(self.decimal_mark());
            text.push(char::from_digit(tenth as u32, 10).unwrap_or('0'));
        }
        if rounded < 0.0 {
            text.insert(0, '−');
        }
        self.digits(&text)
    }

    /// A number with a tenth where it has one, however large it is.
    pub(crate) fn tenths(self, value: f64) -> String {
        let tenths = (value * 10.0).round();
        let whole = self.whole((tenths / 10.0) as u64);
        let rest = tenths as u64 % 10;
        if rest == 0 {
            return whole;
        }
        format!("{whole}{}{}", self.decimal_mark(), self.digits(&rest.to_string()))
    }

    /// A rate: three digits that count, however small it is.
    pub(crate) fn rate(self, value: f64) -> String {
        if !value.is_finite() || value <= 0.0 || value >= 100.0 {
            return self.number(value);
        }
        let decimals = (2.0 - value.log10().floor()).clamp(0.0, 9.0) as usize;
        let text = format!("{value:.decimals$}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        self.digits(&text.replace('.', &self.decimal_mark().to_string()))
    }

    /// A whole number.
    pub(crate) fn whole(self, value: u64) -> String {
        self.digits(&grouped(&value.to_string(), self.thousands()))
    }

    /// A share between 0 and 1 as whole percents.
    pub(crate) fn percent(self, share: f64) -> String {
        let sign = match self {
            Self::ArabicWithOwnDigits => '٪',
            Self::English | Self::Arabic => '%',
        };
        format!("{}{sign}", self.number((share * 100.0).round()))
    }

    /// A day in words: `24 November 2026`.
    pub(crate) fn day(self, day: Date) -> String {
        let month = usize::from(day.month().unsigned_abs()) - 1;
        let months = match self {
            Self::English => ENGLISH_MONTHS,
            Self::Arabic | Self::ArabicWithOwnDigits => ARABIC_MONTHS,
        };
        let text = format!("{} {} {}", day.day(), months[month], day.year());
        self.digits(&text)
    }

    /// How the axes of drawings write numbers.
    pub(crate) fn number_style(self) -> NumberStyle {
        match self {
            Self::English | Self::Arabic => NumberStyle::default(),
            Self::ArabicWithOwnDigits => {
                NumberStyle { group: "٬".to_owned(), decimal: "٫".to_owned(), zero: '٠' }
            }
        }
    }

    /// A text with its digits in those of the language.
    pub(crate) fn digits(self, text: &str) -> String {
        if self != Self::ArabicWithOwnDigits {
            return text.to_owned();
        }
        text.chars()
            .map(|letter| match letter.to_digit(10) {
                Some(digit) => char::from_u32('٠' as u32 + digit).unwrap_or(letter),
                None => letter,
            })
            .collect()
    }

    fn thousands(self) -> char {
        match self {
            Self::English | Self::Arabic => ',',
            Self::ArabicWithOwnDigits => '٬',
        }
    }

    fn decimal_mark(self) -> char {
        match self {
            Self::English | Self::Arabic => '.',
            Self::ArabicWithOwnDigits => '٫',
        }
    }
}

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const ARABIC_MONTHS: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];

fn grouped(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len() * 2);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_and_grouped_and_small_ones_keep_a_tenth() {
        let english = Language::English;
        assert_eq!(english.number(2_400_000.4), "2,400,000");
        assert_eq!(english.number(140.5), "141");
        assert_eq!(english.number(3.25), "3.3");
        assert_eq!(english.number(9.97), "10");
        assert_eq!(english.number(0.0), "0");
        assert_eq!(english.number(-1234.0), "−1,234");
        assert_eq!(english.number(f64::NAN), "–");
        assert_eq!(english.whole(999), "999");
        assert_eq!(english.tenths(172.6), "172.6");
        assert_eq!(english.tenths(32.0), "32");
    }

    #[test]
    fn rates_keep_three_digits_that_count() {
        let english = Language::English;
        let told = [(200.4, "200"), (12.34, "12.3"), (3.5, "3.5"), (0.020_04, "0.02")];
        for (value, text) in told.into_iter().chain([(0.001_234, "0.00123"), (0.0, "0")]) {
            assert_eq!(english.rate(value), text);
        }
        assert_eq!(Language::ArabicWithOwnDigits.rate(0.25), "٠٫٢٥");
    }

    #[test]
    fn arabic_digits_are_written_for_those_who_chose_them() {
        assert_eq!(Language::Arabic.number(1234.0), "1,234");
        assert_eq!(Language::ArabicWithOwnDigits.number(1234.0), "١٬٢٣٤");
        assert_eq!(Language::ArabicWithOwnDigits.number(0.5), "٠٫٥");
        assert_eq!(Language::ArabicWithOwnDigits.percent(0.904), "٩٠٪");
    }

    #[test]
    fn a_day_is_written_in_words() {
        let day: Date = "2026-11-24".parse().unwrap();
        assert_eq!(Language::English.day(day), "24 November 2026");
        assert_eq!(Language::Arabic.day(day), "24 نوفمبر 2026");
    }
}
