//! Ages, and ages beside days of birth: whether two records can be of one birth.

use rustc_hash::FxHashMap;

use super::bags::{DIFFERENT, MISSING};
use crate::birth::{Age, AgeLevel, Birth, compare_age_with_birth, compare_ages};

/// What a record says of when its person was born.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Said {
    Nothing,
    Birth(Birth),
    Age(Age),
}

/// What all records say.
pub(crate) struct Ages {
    of_record: Vec<Said>,
    /// Bits that births of a year are rarer than those of two people of one year are on average.
    rarity: FxHashMap<i16, f32>,
}

impl Ages {
    pub(crate) fn new(of_record: Vec<Said>) -> Self {
        let mut counts: FxHashMap<i16, u32> = FxHashMap::default();
        for year in of_record.iter().filter_map(|said| year(*said)) {
            *counts.entry(year).or_default() += 1;
        }
        let total: f64 = counts.values().map(|&count| f64::from(count)).sum();
        let mut all: Vec<(i16, u32)> = counts.into_iter().collect();
        all.sort_unstable();
        let together: f64 = all.iter().map(|(_, count)| (f64::from(*count) / total).powi(2)).sum();
        let rarity = all
            .into_iter()
            .map(|(year, count)| (year, (together * total / f64::from(count)).log2() as f32))
            .collect();
        Self { of_record, rarity }
    }

    /// The level at which two records agree, and what the rarity of the year adds, in bits. Two days of birth are compared
    /// by themselves, and say nothing here.
    pub(crate) fn level(&self, first: u32, second: u32) -> (u8, f32) {
        let (a, b) = (self.of_record[first as usize], self.of_record[second as usize]);
        let level = match (a, b) {
            (Said::Age(a), Said::Age(b)) => Some(compare_ages(a, b)),
            (Said::Age(age), Said::Birth(birth)) | (Said::Birth(birth), Said::Age(age)) => {
                compare_age_with_birth(age, birth)
            }
            _ => None,
        };
        let Some(level) = level else { return (MISSING, 0.0) };
        match level {
            AgeLevel::Equal => {
                let of = |said| year(said).and_then(|year| self.rarity.get(&year));
                let rarity = match (of(a), of(b)) {
                    (Some(a), Some(b)) => f32::midpoint(*a, *b),
                    _ => 0.0,
                };
                (1, rarity)
            }
            AgeLevel::WithinOne => (2, 0.0),
            AgeLevel::WithinTwoOrHeaped => (3, 0.0),
            AgeLevel::WithinTen => (4, 0.0),
            AgeLevel::Different => (DIFFERENT, 0.0),
        }
    }

    /// Mean surprisal in bits of the year in which a record's person was born, of those of which there is only an age.
    pub(crate) fn information(&self) -> f64 {
        let ages: Vec<Age> = self
            .of_record
            .iter()
            .filter_map(|said| if let Said::Age(age) = said { Some(*age) } else { None })
            .collect();
        let mut counts: FxHashMap<(u8, u8), u32> = FxHashMap::default();
        for age in &ages {
            *counts.entry((age.low, age.high)).or_default() += 1;
        }
        let mut counts: Vec<u32> = counts.into_values().collect();
        counts.sort_unstable();
        let all = ages.len().max(1) as f64;
        let sum: f64 =
            counts.iter().map(|&count| f64::from(count) * (all / f64::from(count)).log2()).sum();
        sum / self.of_record.len().max(1) as f64
    }
}

/// The year in the middle of when somebody may be born; for ages of which nobody knows when they were recorded, one that
/// is as far from others of the kind.
fn year(said: Said) -> Option<i16> {
    let (first, last) = match said {
        Said::Nothing => return None,
        Said::Birth(birth) => return birth.year,
        Said::Age(age) => age.born().unwrap_or_else(|| {
            let born = |years: u8| -12 * i32::from(years);
            (born(age.high), born(age.low))
        }),
    };
    i16::try_from((first + last).div_euclid(24)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::birth::month;

    #[test]
    fn an_age_agrees_with_the_days_of_birth_that_it_allows() {
        let recorded = Some((month(2026, 11), month(2026, 11)));
        let age = |text| Said::Age(Age::read(text, recorded).unwrap());
        let born = |year, month| Said::Birth(Birth::of(Some(year), Some(month), Some(3)));
        let said = vec![
            age("33"),
            born(1993, 5),
            born(1992, 5),
            born(1960, 5),
            Said::Nothing,
            age("34"),
            born(1993, 5),
        ];
        let ages = Ages::new(said);
        let level = |a, b| ages.level(a, b).0;
        assert_eq!((level(0, 1), level(0, 2), level(0, 3)), (1, 2, DIFFERENT));
        assert_eq!((level(0, 4), level(0, 5), level(1, 6)), (MISSING, 1, MISSING));
        // Two of the six are of 1993, and one of 1992.
        assert!(ages.level(0, 1).1 < ages.level(0, 5).1);
    }
}
