//! How good the columns of a case list are, in shares and counts.

use std::fmt;

use concert_terms::CaseField;
use jiff::civil::Date;

use crate::case_list::{CaseRows, by_values};

/// How good one column is.
#[derive(Clone, PartialEq)]
pub struct ColumnQuality {
    /// Its position in the file, from 0.
    pub column: usize,
    /// Its heading.
    pub heading: String,
    /// What it says.
    pub field: CaseField,
    /// Share of the records that have it, 0 to 1.
    pub filled: f64,
    /// Number of different texts.
    pub distinct: u32,
    /// Share that the most frequent text has of those that are filled, 0 to 1.
    pub most_frequent: f64,
    /// Share of habitual answers among those that are filled: of days the first of January, of ages and
    /// years of birth those that end in 0 or 5 (one in five if nobody rounds). None for other fields.
    pub habitual: Option<f64>,
    /// Number of days and years of birth that lie in the future or more than 120 years back.
    pub out_of_range: u32,
    /// Number of days that are not understood; none for other fields.
    pub not_understood: u32,
    /// Several records, and every one says the same.
    pub all_alike: bool,
}

impl fmt::Debug for ColumnQuality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the quality of a column ({}): {:.3} filled", self.field, self.filled)
    }
}

/// Judges every column, as seen in a year.
pub fn quality(list: &CaseRows, this_year: i16) -> Vec<ColumnQuality> {
    list.columns
        .iter()
        .map(|column| {
            let texts = &column.texts;
            let counts = texts.counts();
            let filled = texts.filled() as u32;
            let distinct = counts.iter().filter(|count| **count > 0).count() as u32;
            let share = |count: u32| f64::from(count) / f64::from(filled.max(1));
            let year = |text: &str| match column.field {
                CaseField::BirthYear => text.parse::<i16>().ok().filter(|year| *year > 99),
                CaseField::BirthDate => year_of(text),
                _ => None,
            };
            let is_day = matches!(column.field, CaseField::BirthDate | CaseField::EventDate);
            ColumnQuality {
                column: column.column,
                heading: column.heading.clone(),
                field: column.field,
                filled: f64::from(filled) / texts.len().max(1) as f64,
                distinct,
                most_frequent: share(counts.iter().copied().max().unwrap_or(0)),
                habitual: match column.field {
                    CaseField::BirthDate | CaseField::EventDate => {
                        Some(share(texts.count(|text| {
                            by_values::day(text)
                                .is_some_and(|day| (day.month(), day.day()) == (1, 1))
                        })))
                    }
                    CaseField::Age | CaseField::BirthYear => Some(share(
                        texts.count(|text| text.parse::<u16>().is_ok_and(|number| number % 5 == 0)),
                    )),
                    _ => None,
                },
                out_of_range: texts.count(|text| {
                    year(text).is_some_and(|year| year > this_year || year < this_year - 120)
                }),
                not_understood: if is_day {
                    texts.count(|text| year_of(text).is_none())
                } else {
                    0
                },
                all_alike: texts.len() > 1 && texts.all_alike(),
            }
        })
        .collect()
}

/// The year of a day or of a part of one; any four digits that stand alone.
fn year_of(text: &str) -> Option<i16> {
    by_values::day(text).map(Date::year).or_else(|| {
        let four = |part: &&str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        text.split(|c: char| !c.is_alphanumeric()).find(four)?.parse().ok()
    })
}
