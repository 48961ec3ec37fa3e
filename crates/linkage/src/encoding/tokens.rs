//! The tokens of a list: what can be compared of a record, order-free, before it is keyed.
//!
//! Names of all columns go into one bag, so that a family name in the column of given names, or all names in one text,
//! give the same tokens. What is missing gives none. A text gives its tokens once, however many records have it; records are
//! made of *units*: a text of a group of fields, or a birth put together from its columns.

use concert_terms::CaseField;
use rustc_hash::FxHashMap;

use super::refusal::EncodingRefusal;
use super::settings::EncodingSettings;
use super::text::{Birth, bigrams, digits, folded, order_of, parts, trigrams};
use super::token_kind::{TokenKind, rarity};
use crate::birth::Order;
use crate::case_list::{CaseColumn, CaseList};
use crate::names::{self, Role, families_of};
use crate::sex;

/// The tokens of a list, each distinct one once, and which record has which. Holds values of people in clear: it never
/// leaves the member's machine, and its `Debug` says how large it is only.
pub struct ListTokens {
    /// Kind and text of each distinct token.
    distinct: Vec<Box<[u8]>>,
    units: Vec<Unit>,
    /// The units of all records, and where those of a record begin.
    of_records: Vec<u32>,
    starts: Vec<usize>,
    /// Nominal positions of each record.
    sums: Vec<f32>,
    /// The token that salts a record, or [`UNSALTED`].
    salts: Vec<u32>,
}

/// No salt.
pub(crate) const UNSALTED: u32 = u32::MAX;

/// Tokens with the nominal number of positions of each.
#[derive(Default)]
pub(crate) struct Unit {
    pub(crate) tokens: Vec<(u32, f32)>,
    pub(crate) sum: f32,
}

impl std::fmt::Debug for ListTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} distinct tokens of {} records", self.distinct.len(), self.salts.len())
    }
}

impl ListTokens {
    /// The tokens of a list under the settings of a round.
    pub fn of(list: &CaseList, settings: &EncodingSettings) -> Result<Self, EncodingRefusal> {
        settings.check()?;
        if list.is_empty() {
            return Err(EncodingRefusal::Empty);
        }
        for column in &list.columns {
            if column.values.len() != list.len() {
                return Err(EncodingRefusal::Ragged {
                    rows: column.values.len(),
                    records: list.len(),
                });
            }
        }
        let mut making = Making::default();
        let columns: Vec<(&CaseColumn, Vec<u32>)> = list
            .columns
            .iter()
            .filter(|column| {
                settings.fields.contains(&column.field) && !is_part_of_birth(column.field)
            })
            .map(|column| {
                let units = column.values.distinct().iter();
                (
                    column,
                    units.map(|text| making.unit(column.field, &column.heading, text)).collect(),
                )
            })
            .collect();
        let births = Births::of(list, settings, |field| settings.fields.contains(&field));
        if columns.is_empty() && births.columns.is_empty() {
            return Err(EncodingRefusal::NoColumn);
        }
        let salt = settings
            .salt
            .and_then(|field| list.columns.iter().find(|column| column.field == field));
        let mut of_records = Vec::with_capacity(list.len() * (columns.len() + 1));
        let mut starts = Vec::with_capacity(list.len() + 1);
        let mut salts = Vec::with_capacity(list.len());
        let mut known_births = FxHashMap::default();
        for row in 0..list.len() {
            starts.push(of_records.len());
            for (column, units) in &columns {
                of_records.extend(column.values.number(row).map(|number| units[number as usize]));
            }
            if let Some((birth, from_age)) = births.of_row(row) {
                let unit = *known_births
                    .entry((birth, from_age))
                    .or_insert_with(|| making.birth(birth, from_age));
                of_records.push(unit);
            }
            salts.push(
                salt.and_then(|column| column.values.get(row))
                    .map_or(UNSALTED, |text| making.token(TokenKind::Salt, &folded(text))),
            );
        }
        starts.push(of_records.len());
        let Making { distinct, units, .. } = making;
        let sum = |ends: &[usize]| -> f32 {
            of_records[ends[0]..ends[1]].iter().map(|&unit| units[unit as usize].sum).sum()
        };
        let sums = starts.windows(2).map(sum).collect();
        Ok(Self { distinct, units, of_records, starts, sums, salts })
    }

    /// Kind and text of each distinct token: what keys are asked for.
    pub fn distinct(&self) -> &[Box<[u8]>] {
        &self.distinct
    }

    /// Number of records.
    pub fn records(&self) -> usize {
        self.salts.len()
    }

    /// All units.
    pub(crate) fn all_units(&self) -> &[Unit] {
        &self.units
    }

    /// The units of a record, by their numbers.
    pub(crate) fn unit_numbers(&self, record: usize) -> &[u32] {
        &self.of_records[self.starts[record]..self.starts[record + 1]]
    }

    pub(crate) fn units(&self, record: usize) -> impl Iterator<Item = &Unit> {
        self.unit_numbers(record).iter().map(|&unit| &self.units[unit as usize])
    }

    /// Nominal positions of a record.
    pub(crate) fn sum(&self, record: usize) -> f32 {
        self.sums[record]
    }

    /// Nominal positions of the record in the middle, of those of which anything is known; 0 where nothing is of any.
    pub(crate) fn median_sum(&self) -> f32 {
        let mut sums: Vec<f32> = self.sums.iter().copied().filter(|&sum| sum > 0.0).collect();
        let middle = sums.len() / 2;
        if sums.is_empty() { 0.0 } else { *sums.select_nth_unstable_by(middle, f32::total_cmp).1 }
    }

    pub(crate) fn salt(&self, record: usize) -> Option<u32> {
        Some(self.salts[record]).filter(|&salt| salt != UNSALTED)
    }
}

fn is_part_of_birth(field: CaseField) -> bool {
    use CaseField as F;
    matches!(field, F::BirthDate | F::BirthYear | F::BirthMonth | F::BirthDay | F::Age)
}

/// The columns that together say when somebody was born.
pub(crate) struct Births<'a> {
    columns: Vec<(&'a CaseColumn, Option<Order>)>,
    /// When each row was recorded, if the list says it.
    recorded: Option<(&'a CaseColumn, Order)>,
    reference_year: Option<i16>,
}

impl<'a> Births<'a> {
    /// Those of a list that `wanted` keeps.
    pub(crate) fn of(
        list: &'a CaseList,
        settings: &EncodingSettings,
        wanted: impl Fn(CaseField) -> bool,
    ) -> Self {
        let columns = list
            .columns
            .iter()
            .filter(|column| is_part_of_birth(column.field) && wanted(column.field))
            .map(|column| {
                let order = (column.field == CaseField::BirthDate)
                    .then(|| order_of(&column.values, settings.reference_year));
                (column, order)
            })
            .collect();
        let recorded = list
            .columns
            .iter()
            .find(|column| column.field == CaseField::EventDate)
            .map(|column| (column, order_of(&column.values, settings.reference_year)));
        Self { columns, recorded, reference_year: settings.reference_year }
    }

    /// The birth of a row, and whether its year comes from an age.
    fn of_row(&self, row: usize) -> Option<(Birth, bool)> {
        let text = |wanted: CaseField| {
            let (column, order) = self.columns.iter().find(|(column, _)| column.field == wanted)?;
            Some((column.values.get(row)?, *order))
        };
        if let Some((text, Some(order))) = text(CaseField::BirthDate)
            && let Some(birth) = Birth::read(text, order)
        {
            return Some((birth, false));
        }
        let number = |wanted| text(wanted)?.0.trim().parse::<u16>().ok();
        let parts = [CaseField::BirthYear, CaseField::BirthMonth, CaseField::BirthDay].map(number);
        if let Some(birth) = Birth::of(parts[0], parts[1], parts[2]) {
            return Some((birth, false));
        }
        let age = number(CaseField::Age).filter(|&age| age <= 120)?;
        let recorded = self.recorded.and_then(|(column, order)| {
            Birth::read(column.values.get(row)?, order).filter(|day| day.year > 0)
        });
        // Early in a year most people have their birthday still before them, and are a year older than the difference says.
        let latest = match recorded {
            Some(day) if (1..7).contains(&day.month) => day.year - 1,
            Some(day) => day.year,
            None => u16::try_from(self.reference_year?).ok()?,
        };
        let year = latest.checked_sub(age)?;
        Some((Birth { year, ..Birth::default() }, true))
    }

    /// The year that a row says somebody was born in.
    pub(crate) fn year(&self, row: usize) -> Option<u16> {
        self.of_row(row).map(|(birth, _)| birth.year).filter(|&year| year > 0)
    }
}

/// Tokens and units while they are collected.
#[derive(Default)]
struct Making {
    distinct: Vec<Box<[u8]>>,
    numbers: FxHashMap<Box<[u8]>, u32>,
    units: Vec<Unit>,
    buffer: Vec<u8>,
}

impl Making {
    fn token(&mut self, kind: TokenKind, text: &str) -> u32 {
        self.buffer.clear();
        self.buffer.push(kind as u8);
        self.buffer.extend_from_slice(text.as_bytes());
        if let Some(&number) = self.numbers.get(&self.buffer[..]) {
            return number;
        }
        let number = self.distinct.len() as u32;
        self.distinct.push(self.buffer.as_slice().into());
        self.numbers.insert(self.buffer.as_slice().into(), number);
        number
    }

    /// Adds a token to a unit, unless the unit has it.
    fn add(&mut self, unit: &mut Unit, kind: TokenKind, text: &str, times: f32) {
        if text.is_empty() {
            return;
        }
        let token = self.token(kind, text);
        if unit.tokens.iter().all(|&(other, _)| other != token) {
            let positions = kind.positions() * times * rarity(kind, text);
            unit.tokens.push((token, positions));
            unit.sum += positions;
        }
    }

    fn keep(&mut self, unit: Unit) -> u32 {
        self.units.push(unit);
        (self.units.len() - 1) as u32
    }

    /// The tokens of one text of one field.
    fn unit(&mut self, field: CaseField, heading: &str, text: &str) -> u32 {
        use CaseField as F;
        use TokenKind as K;
        let mut unit = Unit::default();
        match field {
            F::GivenName | F::MiddleName | F::FamilyName | F::FullName => {
                self.names(&mut unit, text, 1.0);
            }
            F::OtherName => self.names(&mut unit, text, 0.5),
            F::Sex => {
                self.add(&mut unit, K::Sex, sex::read(text).map_or("", sex::letter), 1.0);
            }
            F::Citizenship => self.country(&mut unit, K::Citizenship, text),
            F::Country => self.country(&mut unit, K::Country, text),
            F::BirthPlace => self.words(&mut unit, K::BirthPlace, K::BirthPlaceGram, text),
            F::Region => self.add(&mut unit, K::Region, &parts(text).concat(), 1.0),
            F::District | F::Locality => self.words(&mut unit, K::Place, K::PlaceGram, text),
            F::PostalCode => {
                let code = folded(text);
                self.add(&mut unit, K::Postal, &code, 1.0);
                bigrams(&code, |gram| self.add(&mut unit, K::PostalGram, gram, 1.0));
            }
            F::Street => {
                for part in parts(text) {
                    self.add(&mut unit, K::Street, &part, 1.0);
                    bigrams(&part, |gram| self.add(&mut unit, K::StreetGram, gram, 1.0));
                }
            }
            F::HouseNumber => self.add(&mut unit, K::House, &folded(text), 1.0),
            F::Phone => {
                let all = digits(text);
                let last = &all[all.len().saturating_sub(9)..];
                if last.len() >= 5 {
                    self.add(&mut unit, K::Phone, last, 1.0);
                    self.add(&mut unit, K::Phone, &last[last.len().saturating_sub(6)..], 0.5);
                    trigrams(last, |gram| self.add(&mut unit, K::PhoneGram, gram, 1.0));
                }
            }
            F::Email => {
                let address = text.trim().to_lowercase();
                self.add(&mut unit, K::Email, &address, 1.0);
                let local = address.split('@').next().unwrap_or_default();
                bigrams(local, |gram| self.add(&mut unit, K::EmailGram, gram, 1.0));
            }
            F::IdentityNumber => {
                let number = folded(text);
                self.add(&mut unit, K::Identity, &number, 1.0);
                trigrams(&number, |gram| self.add(&mut unit, K::IdentityGram, gram, 1.0));
            }
            F::Occupation => self.words(&mut unit, K::Occupation, K::OccupationGram, text),
            F::EventDate => {
                if let Some(day) = Birth::read(text, Order::day_first(2030)) {
                    let day = format!("{:04}{:02}{:02}", day.year, day.month, day.day);
                    self.add(&mut unit, K::Event, &day, 1.0);
                }
            }
            F::Form => self.add(&mut unit, K::Form, &folded(text), 1.0),
            F::Text => {
                let heading = folded(heading);
                for part in parts(text) {
                    self.add(&mut unit, K::Text, &format!("{heading}\t{part}"), 1.0);
                    bigrams(&part, |gram| {
                        self.add(&mut unit, K::TextGram, &format!("{heading}\t{gram}"), 1.0);
                    });
                }
            }
            // A record's own identifier is never encoded; births are put together from all their columns;
            // a period is a stratum, not a person's.
            F::RecordId
            | F::Period
            | F::BirthDate
            | F::BirthYear
            | F::BirthMonth
            | F::BirthDay
            | F::Age => {}
        }
        self.keep(unit)
    }

    fn names(&mut self, unit: &mut Unit, text: &str, times: f32) {
        use TokenKind as K;
        for part in names::tokens(text) {
            if !part.role.is_compared() {
                continue;
            }
            if let Some(first) = part.form.get(..1) {
                self.add(unit, K::NameInitial, first, times);
            }
            if part.role == Role::Initial {
                continue;
            }
            bigrams(&part.form, |gram| self.add(unit, K::NameGram, gram, times));
            self.add(unit, K::NameWhole, &part.form, times);
            self.add(unit, K::NameKey, &part.key, times);
            self.add(unit, K::NameSkeleton, &part.skeleton, times);
            for variant in &part.variants {
                self.add(unit, K::NameKey, &variant.key, times * 0.5);
            }
            for family in families_of(&part.form) {
                self.add(unit, K::NameFamily, &family.0.to_string(), times);
            }
        }
    }

    fn words(&mut self, unit: &mut Unit, whole: TokenKind, gram_kind: TokenKind, text: &str) {
        let parts = parts(text);
        self.add(unit, whole, &parts.concat(), 1.0);
        for part in parts {
            bigrams(&part, |gram| self.add(unit, gram_kind, gram, 1.0));
        }
    }

    fn country(&mut self, unit: &mut Unit, kind: TokenKind, text: &str) {
        match concert_terms::Country::find(text) {
            Some(country) => self.add(unit, kind, country.alpha3, 1.0),
            None => self.add(unit, kind, &folded(text), 1.0),
        }
    }

    /// The tokens of a birth. A year from an age is known to a year or so: only neighbouring years are told.
    fn birth(&mut self, birth: Birth, from_age: bool) -> u32 {
        use TokenKind as K;
        let mut unit = Unit::default();
        let Birth { year, month, day } = birth;
        let habit = if birth.is_habitual() { 0.5 } else { 1.0 };
        if year > 0 {
            for near in year - 1..=year + 1 {
                self.add(
                    &mut unit,
                    K::BirthNear,
                    &near.to_string(),
                    if from_age { 2.0 } else { 1.0 },
                );
            }
        }
        if from_age {
            return self.keep(unit);
        }
        if year > 0 {
            self.add(&mut unit, K::BirthYear, &year.to_string(), 1.0);
            for (place, digit) in format!("{year:04}").chars().enumerate().skip(1) {
                self.add(&mut unit, K::BirthDigit, &format!("y{place}{digit}"), 1.0);
            }
        }
        if month > 0 {
            self.add(&mut unit, K::BirthMonth, &month.to_string(), habit);
            if year > 0 {
                self.add(&mut unit, K::BirthYearMonth, &format!("{year:04}{month:02}"), habit);
            }
        }
        if day > 0 {
            self.add(&mut unit, K::BirthDay, &day.to_string(), habit);
            if year > 0 {
                self.add(&mut unit, K::BirthYearDay, &format!("{year:04}.{day:02}"), habit);
            }
        }
        if month > 0 && day > 0 {
            let (small, large) = (month.min(day), month.max(day));
            self.add(&mut unit, K::BirthDayMonth, &format!("{small:02}{large:02}"), habit);
            for (place, digit) in format!("{month:02}{day:02}").chars().enumerate() {
                self.add(&mut unit, K::BirthDigit, &format!("d{place}{digit}"), habit);
            }
            if year > 0 {
                self.add(&mut unit, K::BirthWhole, &format!("{year:04}{month:02}{day:02}"), habit);
            }
        }
        self.keep(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_tells_the_year_of_birth_by_the_day_on_which_it_was_recorded() {
        let column = |field, values: [&str; 3]| CaseColumn {
            field,
            heading: String::new(),
            values: values.into_iter().collect(),
        };
        let list = CaseList {
            name: "list".into(),
            ids: ["1", "2", "3"].map(str::to_owned).into(),
            columns: vec![
                column(CaseField::Age, ["30", "30", "30"]),
                column(CaseField::EventDate, ["20/02/2020", "20/11/2020", ""]),
            ],
            clean: false,
        };
        let settings =
            EncodingSettings { reference_year: Some(2026), ..EncodingSettings::standard() };
        let births = Births::of(&list, &settings, |_| true);
        let years: Vec<Option<u16>> = (0..3).map(|row| births.year(row)).collect();
        assert_eq!(years, [Some(1989), Some(1990), Some(1996)]);
    }
}
