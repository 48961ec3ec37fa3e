//! The tokens of a list: the [match keys](super::match_keys) of its records, before they are keyed.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::match_keys::{MATCH_KEYS, MOST_PARTS, each_choice};
use super::rarity::{Counting, Rarity};
use super::refusal::EncodingRefusal;
use super::said::{Lexicon, ListSaid, OfParts};
use super::settings::EncodingSettings;
use crate::case_list::CaseList;

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
    /// The share of strangers who have one of its tokens, of each record.
    strangers: Vec<f32>,
    rarity: Arc<Rarity>,
    lexicon: Lexicon,
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
        Self::made(decoys, settings, Some(self))
    }

    fn made(
        list: &CaseList,
        settings: &EncodingSettings,
        like: Option<&Self>,
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
        let (lexicon, rarity) = like.map_or_else(Default::default, |like| {
            (like.lexicon.clone(), Some(Arc::clone(&like.rarity)))
        });
        let said = ListSaid::of(list, settings, lexicon)?;
        let rarity = rarity.unwrap_or_else(|| {
            let mut counting = Counting::new(&MATCH_KEYS, list.clean);
            said.each_record(|of_parts| counting.count(of_parts));
            Arc::new(counting.rarity())
        });
        let mut making = Making::default();
        said.each_record(|of_parts| making.record(of_parts, said.lexicon(), &rarity));
        making.starts.push(making.of_records.len());
        let Making { distinct, of_records, starts, said: counts, strangers, .. } = making;
        Ok(Self {
            distinct,
            of_records,
            starts,
            said: counts,
            strangers,
            rarity,
            lexicon: said.into_lexicon(),
        })
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

    /// The share of strangers who have one of a record's tokens by accident, as far as its list tells.
    pub(crate) fn strangers(&self, record: usize) -> f32 {
        self.strangers[record]
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

/// Tokens while they are collected.
#[derive(Default)]
struct Making {
    distinct: Vec<Box<[u8]>>,
    /// By the number of a match key, and those of the texts that it joins.
    numbers: FxHashMap<[u32; 1 + MOST_PARTS], u32>,
    of_records: Vec<u32>,
    starts: Vec<usize>,
    said: Vec<u32>,
    strangers: Vec<f32>,
}

impl Making {
    /// Adds a record that says this in each part.
    fn record(&mut self, said: &OfParts, lexicon: &Lexicon, rarity: &Rarity) {
        self.starts.push(self.of_records.len());
        let (mut choices, mut strangers) = (0, 0.0);
        for (number, key) in MATCH_KEYS.iter().enumerate() {
            each_choice(
                key.parts(),
                |part| said[part as usize].len(),
                |chosen| {
                    choices += u32::from(key.else_of().is_none());
                    let Some(share) = rarity.made(key, chosen, said) else { return };
                    strangers += share as f32;
                    let mut joined = [0; 1 + MOST_PARTS];
                    joined[0] = number as u32;
                    for ((of_part, &part), &which) in
                        joined[1..].iter_mut().zip(key.parts()).zip(chosen)
                    {
                        *of_part = said[part as usize][which];
                    }
                    let fresh = self.distinct.len() as u32;
                    let token = *self.numbers.entry(joined).or_insert(fresh);
                    if token == fresh {
                        let texts = key.parts().iter().zip(&joined[1..]);
                        let texts = texts.map(|(&part, &text)| lexicon.text(part, text));
                        let bytes = texts.flat_map(|text| text.bytes().chain([0]));
                        self.distinct.push([number as u8].into_iter().chain(bytes).collect());
                    }
                    self.of_records.push(token);
                },
            );
        }
        self.said.push(choices);
        self.strangers.push(strangers);
    }
}
