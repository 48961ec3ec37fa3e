//! Texts as tokens read them: folded and cut into parts; days of birth with zero for what is not known.

use concert_terms::CaseField;

use crate::birth::{self, Order};
use crate::case_list::Texts;

/// The words of a text in any script, in Latin letters.
pub(crate) fn parts(text: &str) -> Vec<String> {
    crate::names::tokens(text).into_iter().map(|part| part.form).collect()
}

/// All letters and digits in lower case, in one.
pub(crate) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The ASCII digits of a text.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A day of birth, whole or in part; zero where a part is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Birth {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl Birth {
    /// Reads a day as it was written, in a column of the given order.
    pub(crate) fn read(text: &str, order: Order) -> Option<Self> {
        Self::known(birth::Birth::read(text, order))
    }

    /// A day of the parts that are possible.
    pub(crate) fn of(year: Option<u16>, month: Option<u16>, day: Option<u16>) -> Option<Self> {
        Self::known(birth::Birth::of(year.map(i32::from), month.map(i32::from), day.map(i32::from)))
    }

    fn known(birth: birth::Birth) -> Option<Self> {
        (!birth.is_missing()).then(|| Self {
            year: birth.year.and_then(|year| u16::try_from(year).ok()).unwrap_or(0),
            month: birth.month.unwrap_or(0),
            day: birth.day.unwrap_or(0),
        })
    }

    /// The parts of it that are wanted.
    pub(crate) fn only(self, wanted: impl Fn(CaseField) -> bool) -> Self {
        use CaseField as F;
        let [year, month, day] = [F::BirthYear, F::BirthMonth, F::BirthDay].map(wanted);
        Self {
            year: if year { self.year } else { 0 },
            month: if month { self.month } else { 0 },
            day: if day { self.day } else { 0 },
        }
    }

    /// The first of January and of July, the fifteenth and the last of the year are written where the day is not known.
    pub(crate) fn is_habitual(self) -> bool {
        matches!((self.month, self.day), (1 | 7, 1) | (6, 15 | 30) | (12, 31))
    }
}

/// How the dates of a column are written; years of two digits are of the century up to the round's.
pub(crate) fn order_of(values: &Texts, reference_year: Option<i16>) -> Order {
    Order::of(values.distinct(), reference_year.unwrap_or(2030))
}
