//! The tokens of a list: the [match keys](super::match_keys) of its records, before they are keyed.
//!
//! Names of all columns go into one bag, so that a family name in the column of given names, or all names in one text,
//! give the same tokens. What is missing gives none. A text is cut into its parts once, however many records have it.

use std::sync::Arc;

use concert_terms::CaseField;
use rustc_hash::FxHashMap;

use super::births::{Births, is_part_of_birth};
use super::match_keys::{MATCH_KEYS, MOST_OF_A_PART, Part, each_choice};
use super::rarity::{OfParts, Rarity};
use super::refusal::EncodingRefusal;
use super::settings::EncodingSettings;
use super::text::{Birth, digits, folded, parts};
use crate::case_list::CaseList;
use crate::names::{self, Role};

/// The tokens of a list, each distinct one once, and which record has which. Holds values of people in clear: it never
/// leaves the member's machine, and its `Debug` says how large it is only.
pub struct ListTokens {
    /// The number of the match key of each distinct token, and the texts that it joins.
    distinct: Vec<Box<[u8]>>,
    /// The tokens of all records, and where those of a record begin.
    of_records: Vec<u32>,
    starts: Vec<usize>,
    /// How many tokens each record would have if all that it says were rare.
    said: Vec<u32>,
    rarity: Arc<Rarity>,
}

impl std::fmt::Debug for ListTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} distinct tokens of {} records", self.distinct.len(), self.records())
    }
}

impl ListTokens {
    /// The tokens of a list under the settings of a round.
    pub fn of(list: &CaseList, settings: &EncodingSettings) -> Result<Self, EncodingRefusal> {
        Self::made(list, settings, None)
    }

    /// Those of records that are made up from the same list: what is rare on it is rare here.
    pub(super) fn of_decoys(
        &self,
        decoys: &CaseList,
        settings: &EncodingSettings,
    ) -> Result<Self, EncodingRefusal> {
        Self::made(decoys, settings, Some(Arc::clone(&self.rarity)))
    }

    fn made(
        list: &CaseList,
        settings: &EncodingSettings,
        rarity: Option<Arc<Rarity>>,
    ) -> Result<Self, EncodingRefusal> {
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
        let wanted = |field: CaseField| settings.fields.contains(&field);
        let columns: Vec<_> = list
            .columns
            .iter()
            .filter(|column| wanted(column.field) && !is_part_of_birth(column.field))
            .map(|column| {
                let texts = column.values.distinct().iter();
                let said: Vec<Said> = texts.map(|text| said(column.field, text)).collect();
                (&column.values, said)
            })
            .collect();
        let births = Births::of(list, settings, wanted);
        if columns.is_empty() && births.is_empty() {
            return Err(EncodingRefusal::NoColumn);
        }
        let each_record = |each: &mut dyn FnMut(&OfParts<'_>)| {
            for row in 0..list.len() {
                let birth = births.of_row(row).map_or_else(Vec::new, said_of_birth);
                let mut of_parts: OfParts<'_> = std::array::from_fn(|_| Vec::new());
                let texts = columns.iter().filter_map(|(values, said)| {
                    values.number(row).map(|number| &said[number as usize])
                });
                for (part, text) in texts.chain([&birth]).flatten() {
                    of_parts[*part as usize].push(text);
                }
                for texts in &mut of_parts {
                    texts.sort_unstable();
                    texts.dedup();
                    texts.truncate(MOST_OF_A_PART);
                }
                each(&of_parts);
            }
        };
        let rarity = rarity.unwrap_or_else(|| {
            let mut rarity = Rarity::new(&MATCH_KEYS, list.clean);
            each_record(&mut |said| rarity.count(said));
            rarity.close();
            Arc::new(rarity)
        });
        let mut making = Making::default();
        each_record(&mut |said| making.record(said, &rarity));
        making.starts.push(making.of_records.len());
        let Making { distinct, of_records, starts, said, .. } = making;
        Ok(Self { distinct, of_records, starts, said, rarity })
    }

    /// Each distinct token: what keys are asked for.
    pub fn distinct(&self) -> &[Box<[u8]>] {
        &self.distinct
    }

    /// Number of records.
    pub fn records(&self) -> usize {
        self.starts.len() - 1
    }

    /// The tokens of a record, by their numbers.
    pub(crate) fn of_record(&self, record: usize) -> &[u32] {
        &self.of_records[self.starts[record]..self.starts[record + 1]]
    }

    /// How much a record says: the tokens that it would have if all of it were rare.
    pub(crate) fn said(&self, record: usize) -> u32 {
        self.said[record]
    }

    /// How much the record in the middle says, of those that say anything; 0 where none does.
    pub(crate) fn usual(&self) -> u32 {
        let mut counts: Vec<u32> = self.said.iter().copied().filter(|&count| count > 0).collect();
        let middle = counts.len() / 2;
        if counts.is_empty() { 0 } else { *counts.select_nth_unstable(middle).1 }
    }

    /// The number of the match key that a token is of.
    pub(crate) fn match_key(&self, token: u32) -> u8 {
        self.distinct[token as usize].first().copied().unwrap_or_default()
    }
}

/// Parts with what each says.
type Said = Vec<(Part, String)>;

/// Tokens while they are collected.
#[derive(Default)]
struct Making {
    distinct: Vec<Box<[u8]>>,
    numbers: FxHashMap<Box<[u8]>, u32>,
    of_records: Vec<u32>,
    starts: Vec<usize>,
    said: Vec<u32>,
    buffer: Vec<u8>,
}

impl Making {
    /// Adds a record that says this in each part.
    fn record(&mut self, of_parts: &OfParts<'_>, rarity: &Rarity) {
        self.starts.push(self.of_records.len());
        let mut choices = 0;
        for (number, key) in MATCH_KEYS.iter().enumerate() {
            each_choice(
                key.parts(),
                |part| of_parts[part as usize].len(),
                |chosen| {
                    choices += 1;
                    if !rarity.is_rare(key, chosen, of_parts) {
                        return;
                    }
                    self.buffer.clear();
                    self.buffer.push(number as u8);
                    for (&part, &which) in key.parts().iter().zip(chosen) {
                        self.buffer.extend_from_slice(of_parts[part as usize][which].as_bytes());
                        self.buffer.push(0);
                    }
                    let token = self.token();
                    self.of_records.push(token);
                },
            );
        }
        self.said.push(choices);
    }

    /// The number of the token in the buffer.
    fn token(&mut self) -> u32 {
        if let Some(&number) = self.numbers.get(&self.buffer[..]) {
            return number;
        }
        let number = self.distinct.len() as u32;
        self.distinct.push(self.buffer.as_slice().into());
        self.numbers.insert(self.buffer.as_slice().into(), number);
        number
    }
}

/// The parts of one text of one field.
fn said(field: CaseField, text: &str) -> Said {
    use CaseField as F;
    let whole = |part: Part, text: String| vec![(part, text)];
    let mut said = match field {
        F::GivenName | F::MiddleName | F::FamilyName | F::FullName | F::OtherName => {
            let parts = names::tokens(text).into_iter();
            let parts = parts.filter(|part| part.role.is_compared() && part.role != Role::Initial);
            parts.flat_map(|part| [(Part::Name, part.skeleton), (Part::Sound, part.key)]).collect()
        }
        F::BirthPlace => whole(Part::BirthPlace, names::skeleton(&parts(text).concat())),
        F::District | F::Locality => whole(Part::Place, names::skeleton(&parts(text).concat())),
        F::PostalCode => whole(Part::Postal, folded(text)),
        F::Street => whole(Part::Street, names::skeleton(&parts(text).concat())),
        F::HouseNumber => whole(Part::House, folded(text)),
        F::Phone => {
            let all = digits(text);
            let last = &all[all.len().saturating_sub(9)..];
            if last.len() < 5 { Vec::new() } else { whole(Part::Phone, last.to_owned()) }
        }
        F::Email => whole(Part::Email, text.trim().to_lowercase()),
        F::IdentityNumber => whole(Part::Identity, folded(text)),
        // A record's own identifier is never encoded; births are put together from all their columns; what says little of who somebody is makes no
        // match key.
        F::RecordId
        | F::Period
        | F::BirthDate
        | F::BirthYear
        | F::BirthMonth
        | F::BirthDay
        | F::Age
        | F::Sex
        | F::Citizenship
        | F::Country
        | F::Region
        | F::Occupation
        | F::EventDate
        | F::Form
        | F::Text => Vec::new(),
    };
    said.retain(|(_, text)| !text.is_empty());
    said
}

/// The parts of a birth.
fn said_of_birth((birth, from_age): (Birth, bool)) -> Said {
    let Birth { year, month, day } = birth;
    let mut said = Vec::new();
    if year > 0 {
        let off = u16::from(from_age);
        said.extend((year - off..=year + off).map(|year| (Part::Year, year.to_string())));
    }
    if month > 0 && day > 0 && !birth.is_habitual() {
        let (small, large) = (month.min(day), month.max(day));
        said.push((Part::DayMonth, format!("{small:02}{large:02}")));
        if year > 0 {
            said.push((Part::Day, format!("{year:04}{small:02}{large:02}")));
        }
    }
    said
}
