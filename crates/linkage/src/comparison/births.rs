//! Days of birth, whole or in part, and the level at which two of them agree.

use rustc_hash::FxHashMap;

use super::bags::MISSING;

/// A day of birth; what is not known is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(crate) struct Birth {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl Birth {
    /// The day as one number.
    pub(crate) fn packed(self) -> u32 {
        u32::from(self.year) << 16 | u32::from(self.month) << 8 | u32::from(self.day)
    }

    /// The day of a number that [`Birth::packed`] gave.
    pub(crate) fn unpacked(number: u32) -> Self {
        Self { year: (number >> 16) as u16, month: (number >> 8) as u8, day: number as u8 }
    }
}

impl From<Birth> for crate::birth::Birth {
    /// The same in known and unknown parts; also of years before those of living people.
    fn from(birth: Birth) -> Self {
        let part = |part: u8| Some(part).filter(|&part| part > 0);
        Self {
            year: i16::try_from(birth.year).ok().filter(|&year| year > 0),
            month: part(birth.month).filter(|&month| month <= 12),
            day: part(birth.day),
        }
    }
}

/// The days of birth of all records.
pub(crate) struct Births {
    pub(crate) of_record: Vec<Birth>,
    /// Surprisal of each date in bits.
    surprisal: FxHashMap<Birth, f32>,
    middle: [f32; 2],
}

/// Surprisal in bits above which a whole date is an ordinary one, not 1 January.
const ORDINARY: f32 = 9.0;

impl Births {
    pub(crate) fn new(of_record: Vec<Birth>) -> Self {
        let mut counts: FxHashMap<Birth, u32> = FxHashMap::default();
        for &birth in of_record.iter().filter(|birth| birth.year > 0 || birth.day > 0) {
            *counts.entry(birth).or_default() += 1;
        }
        let total = counts.values().map(|&count| f64::from(count)).sum::<f64>().max(1.0);
        let mut all: Vec<(Birth, u32)> = counts.into_iter().collect();
        all.sort_unstable();
        let surprisal: FxHashMap<Birth, f32> = all
            .iter()
            .map(|&(birth, count)| (birth, (total / f64::from(count)).log2() as f32))
            .collect();
        let (mut first, mut second) = ([0.0_f64; 2], [0.0_f64; 2]);
        for &(birth, count) in &all {
            if count > 1 {
                let common = usize::from(surprisal[&birth] < ORDINARY);
                let share = f64::from(count) / total;
                first[common] += share;
                second[common] += share * share;
            }
        }
        let middle = std::array::from_fn(|i| {
            if second[i] > 0.0 { (first[i] / second[i]).log2() as f32 } else { 0.0 }
        });
        Self { of_record, surprisal, middle }
    }

    /// Mean surprisal of a record's date in bits; none where it is missing.
    pub(crate) fn information(&self) -> f64 {
        let sum: f64 = self
            .of_record
            .iter()
            .filter_map(|birth| self.surprisal.get(birth))
            .map(|&bits| f64::from(bits))
            .sum();
        sum / self.of_record.len().max(1) as f64
    }

    /// The level at which two days agree, and what the rarity of the date adds, in bits.
    pub(crate) fn level(&self, a: Birth, b: Birth) -> (u8, f32) {
        let level = level(a, b);
        if level == 1 {
            let surprisal = self.surprisal.get(&a).copied().unwrap_or(0.0);
            let common = usize::from(surprisal < ORDINARY);
            return (1 + common as u8, surprisal - self.middle[common]);
        }
        (level, 0.0)
    }
}

/// The level of two days: 1 the same; 3 the same as far as both are known; 4 day and month exchanged; 5 one digit
/// wrong or two exchanged; 6 the digits of the year in another order; 7 all but the day; 8 all but the month;
/// 9 all but the year; 10 the year alone; 11 two digits wrong; 12 to 14 years near; 15 different.
fn level(a: Birth, b: Birth) -> u8 {
    if a.year == 0 || b.year == 0 {
        let both = a.day > 0 && b.day > 0 && a.month > 0 && b.month > 0;
        return match both {
            true if a.day == b.day && a.month == b.month => 9,
            true => 15,
            false => MISSING,
        };
    }
    if a == b {
        return 1;
    }
    let gap = a.year.abs_diff(b.year);
    let whole = a.day > 0 && b.day > 0 && a.month > 0 && b.month > 0;
    if !whole {
        let months = a.month > 0 && b.month > 0;
        if gap == 0 && (!months || a.month == b.month) {
            return 3;
        }
        if one_digit(a.year, b.year) {
            return if gap == 1 { 12 } else { 11 };
        }
        return near(gap);
    }
    let (day, month) = (a.day == b.day, a.month == b.month);
    if gap == 0 && a.day == b.month && a.month == b.day {
        return 4;
    }
    let digits = |birth: Birth| {
        let mut out = [0_u8; 8];
        let mut rest =
            u32::from(birth.year) * 10_000 + u32::from(birth.month) * 100 + u32::from(birth.day);
        for digit in out.iter_mut().rev() {
            *digit = (rest % 10) as u8;
            rest /= 10;
        }
        out
    };
    let (x, y) = (digits(a), digits(b));
    let mut places = (0..8).filter(|&i| x[i] != y[i]);
    let wrong = (places.next(), places.next(), places.next());
    match wrong {
        (Some(_), None, _) => return 5,
        (Some(i), Some(j), None) if j == i + 1 && x[i] == y[j] && x[j] == y[i] => return 5,
        _ => {}
    }
    if day && month {
        let mut p = [x[0], x[1], x[2], x[3]];
        let mut q = [y[0], y[1], y[2], y[3]];
        p.sort_unstable();
        q.sort_unstable();
        return if p == q { 6 } else { 9 };
    }
    match (gap == 0, month, day) {
        (true, true, _) => 7,
        (true, _, true) => 8,
        (true, ..) => 10,
        _ if matches!(wrong, (_, Some(_), None)) => 11,
        _ => near(gap),
    }
}

fn near(gap: u16) -> u8 {
    match gap {
        0 => 10,
        1 => 12,
        2..=3 => 13,
        4..=10 => 14,
        _ => 15,
    }
}

fn one_digit(a: u16, b: u16) -> bool {
    let digits = |mut year: u16| {
        let mut out = [0; 4];
        for digit in &mut out {
            *digit = year % 10;
            year /= 10;
        }
        out
    };
    let (x, y) = (digits(a), digits(b));
    let wrong = (0..4).filter(|&i| x[i] != y[i]).count();
    wrong == 1 || (0..3).any(|i| wrong == 2 && x[i] == y[i + 1] && x[i + 1] == y[i])
}

/// Reads a day: `19370612`, `1937-06-12`, `12/06/1937`, `1937`. What makes no sense is not known.
pub(crate) fn read(text: &str) -> Birth {
    let parts: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let number = |text: &str| text.parse::<u16>().unwrap_or(0);
    let (year, month, day) = match parts.as_slice() {
        [all] if all.len() == 8 => (number(&all[..4]), number(&all[4..6]), number(&all[6..])),
        [all] if all.len() == 4 => (number(all), 0, 0),
        [year, month, day, ..] if year.len() == 4 => (number(year), number(month), number(day)),
        [day, month, year, ..] if year.len() == 4 => (number(year), number(month), number(day)),
        [year, month] if year.len() == 4 => (number(year), number(month), 0),
        _ => (0, 0, 0),
    };
    let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
    Birth {
        year: if (1000..2200).contains(&year) { year } else { 0 },
        month: if month <= 12 { month as u8 } else { 0 },
        day: if day <= 31 { day as u8 } else { 0 },
    }
}
