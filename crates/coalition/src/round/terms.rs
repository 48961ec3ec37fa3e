//! The terms of a round: who holds its key, who submits, about what, until when.

use std::collections::BTreeSet;

use concert_terms::{Id, Names, Period, PlaceCode};
use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::round::RoundRefusal;
use crate::{Refusal, sound};

/// Most lists that one member submits in one round, replaced and retracted ones among them.
pub const MOST_LISTS: usize = 50;

/// Longest public file of a round, in bytes: terms, settings, and a line for each holder.
const LONGEST_FILE: usize = 64 << 10;

/// Most key holders of a round: each of them answers every request of every member.
const MOST_HOLDERS: usize = 100;

/// A round as it was opened; it is not changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkageRound {
    /// Identifier.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// For what the lists are linked, and for nothing else, by language.
    pub purpose: Names,
    /// Digest of the terms of the round's key, which names the round in every message and
    /// encoding: SHA-256 in lower-case hexadecimal.
    pub digest: String,
    /// Digest of the settings under which every member encodes, written alike.
    pub settings: String,
    /// The public file of the round, to the letter: every member encodes with it, and the hub links by it.
    pub file: String,
    /// Who holds a share of the key.
    pub holders: Vec<KeyHolder>,
    /// How many shares make the key work, two at least.
    pub needed: u16,
    /// The members that may submit a list.
    pub members: Vec<Id>,
    /// The last day on which lists are submitted.
    pub lists_by: Date,
    /// Where the people of the lists were met.
    pub place: PlaceCode,
    /// When they were met.
    pub period: Period,
}

/// An organisation that holds a share of a round's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyHolder {
    /// The number of its share, from 1.
    pub number: u16,
    /// The organisation.
    pub organisation: Id,
}

impl LinkageRound {
    /// The holder that an organisation is, if it is one.
    pub fn holder(&self, organisation: Id) -> Option<&KeyHolder> {
        self.holders.iter().find(|holder| holder.organisation == organisation)
    }

    /// Whether the terms make sense by themselves. The holders are different organisations, and
    /// one of them alone is never enough: whoever holds a working key can try every name of a
    /// country against the encodings.
    pub(crate) fn is_sound(&self, today: Date) -> Result<(), Refusal> {
        sound::unless(self.names.is_empty(), "names", "a round has a name")?;
        sound::named(&self.names)?;
        sound::text("purpose", &self.purpose)?;
        digest("digest", &self.digest)?;
        digest("settings", &self.settings)?;
        sound::unless(self.file.is_empty(), "file", "a round has its public file")?;
        let too_long = self.file.len() > LONGEST_FILE;
        sound::unless(too_long, "file", "the public file of a round has at most 64 KiB")?;
        sound::few("members", &self.members)?;
        sound::unless(self.holders.len() > MOST_HOLDERS, "holders", "at most 100 hold a share")?;
        let holders = self.holders.len();
        let most = u16::try_from(holders).unwrap_or(u16::MAX);
        if holders < 2 || self.needed < 2 || self.needed > most {
            return Err(RoundRefusal::HeldByTooFew { holders, needed: self.needed }.into());
        }
        let mut organisations = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        for holder in &self.holders {
            let organisation = holder.organisation;
            if !organisations.insert(organisation) {
                return Err(RoundRefusal::HoldsTwice { organisation }.into());
            }
            let astray = holder.number < 1 || holder.number > most;
            sound::unless(
                astray || !numbers.insert(holder.number),
                "holders",
                "holders are numbered from 1 without a gap",
            )?;
        }
        let mut members = BTreeSet::new();
        for organisation in &self.members {
            let organisation = *organisation;
            if !members.insert(organisation) {
                return Err(RoundRefusal::NamedTwice { organisation }.into());
            }
        }
        sound::unless(members.len() < 2, "members", "a linkage needs lists of two members")?;
        sound::unless(self.lists_by < today, "lists_by", "this day has passed")?;
        // A round is short: the longer it lasts, the longer encodings lie where they can be stolen.
        let longest = today.saturating_add(Span::new().years(1));
        sound::unless(longest < self.lists_by, "lists_by", "a round lasts for a year at most")?;
        sound::unless(self.period.is_reversed(), "period", "a period ends after it starts")
    }
}

/// A digest as it is written: 64 lower-case hexadecimal digits.
pub(crate) fn digest(field: &'static str, text: &str) -> Result<(), Refusal> {
    sound::hexadecimal(field, text, "a digest has 64 lower-case hexadecimal digits")
}
