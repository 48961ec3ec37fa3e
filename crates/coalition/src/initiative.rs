//! Initiatives: what organisations do.

use std::collections::HashSet;

use concert_terms::{
    Count, Form, Id, Money, Period, Pillar, PlaceCode, Population, Sector, ServiceKind, Side,
    Stated,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::Source;
use crate::day::day_number;

/// How far an initiative is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Announced, not begun.
    Planned,
    /// Under way. What a who-does-what-where table lists without a status is under way.
    #[default]
    Active,
    /// Interrupted.
    Suspended,
    /// Finished.
    Ended,
}

/// How a provider answered those who were sent to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Answers {
    /// Requests accepted.
    pub accepted: u32,
    /// Requests declined for want of capacity, or not answered.
    pub declined: u32,
}

/// What is declared of an initiative: the content of a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InitiativeDeclaration {
    /// Identifier.
    pub id: Id,
    /// The organisation that does it.
    pub organisation: Id,
    /// What it is called, or the activity in the source's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Pillars, as far as stated.
    #[serde(default, skip_serializing_if = "crate::statement::is_unstated")]
    pub pillars: Stated<Pillar>,
    /// Sides, as far as stated.
    #[serde(default, skip_serializing_if = "crate::statement::is_unstated")]
    pub sides: Stated<Side>,
    /// Forms of exploitation, as far as stated.
    #[serde(default, skip_serializing_if = "crate::statement::is_unstated")]
    pub forms: Stated<Form>,
    /// For whom.
    #[serde(default)]
    pub population: Population,
    /// The coordination group under which the source lists it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// What it offers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceKind>,
    /// Where.
    pub places: Vec<PlaceCode>,
    /// When.
    #[serde(default)]
    pub period: Period,
    /// How far it is.
    #[serde(default)]
    pub status: Status,
    /// How many it can serve in a year: people assisted (protection), people reached
    /// (prevention), cases (prosecution).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Count>,
    /// When the capacity was last confirmed; the day of the statement where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Date>,
    /// How requests were answered, where there is a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
    /// Organisations that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<Id>,
    /// Who pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funder: Option<Id>,
    /// What it costs in its period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
    /// Anything else that was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remarks: String,
    /// Where the declaration was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Fields that this version does not know, kept as they are.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl InitiativeDeclaration {
    /// An initiative of an organisation in some places, with nothing else stated.
    pub fn new(id: Id, organisation: Id, places: Vec<PlaceCode>) -> Self {
        Self {
            id,
            organisation,
            title: String::new(),
            pillars: Stated::UNSTATED,
            sides: Stated::UNSTATED,
            forms: Stated::UNSTATED,
            population: Population::EVERYBODY,
            sector: None,
            service: None,
            places,
            period: Period::default(),
            status: Status::Active,
            capacity: None,
            confirmed: None,
            answers: None,
            partners: Vec::new(),
            funder: None,
            budget: None,
            remarks: String::new(),
            source: None,
            rest: Map::new(),
        }
    }

    /// The identifier of an initiative that its source does not number: the digest of what
    /// describes it there. `turn` tells rows apart that the source repeats letter by letter.
    pub fn id_of_description(parts: &[&str], turn: u32) -> Id {
        crate::import::digest_id("initiative", &format!("{}\u{1f}{turn}", parts.join("\u{1f}")))
    }

    /// A digest of everything that is said, but not of where it was read: a row that moved within
    /// its file says nothing new.
    pub(crate) fn digest(&self) -> u64 {
        let said = Self { source: None, ..self.clone() };
        let text = serde_json::to_vec(&said)
            .expect("a declaration has only text keys and finite numbers, so it is always JSON");
        let digest = Sha256::digest(text);
        u64::from_be_bytes(digest[..8].try_into().expect("a SHA-256 digest has 32 bytes"))
    }
}

/// What the state keeps of an initiative: its latest declaration with organisations and places as
/// their numbers in the [`Coalition`](crate::Coalition). The full text stays in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initiative {
    /// Identifier.
    pub id: Id,
    /// Number of the organisation.
    pub organisation: u32,
    /// Title.
    pub title: Box<str>,
    /// Pillars, as far as stated.
    pub pillars: Stated<Pillar>,
    /// Sides, as far as stated.
    pub sides: Stated<Side>,
    /// Forms of exploitation, as far as stated.
    pub forms: Stated<Form>,
    /// For whom.
    pub population: Population,
    /// Coordination group.
    pub sector: Option<Sector>,
    /// What it offers.
    pub service: Option<ServiceKind>,
    /// Numbers of the places.
    pub places: Box<[u32]>,
    /// First day, in days since 1970-01-01; [`Initiative::OPEN_START`] when open.
    pub first_day: i32,
    /// Last day likewise; [`Initiative::OPEN_END`] when open.
    pub last_day: i32,
    /// How far it is.
    pub status: Status,
    /// How many it can serve in a year.
    pub capacity: Option<Count>,
    /// The day from which the capacity ages, in days since 1970-01-01.
    pub confirmed_day: i32,
    /// How requests were answered.
    pub answers: Option<Answers>,
    /// Numbers of the partners.
    pub partners: Box<[u32]>,
    /// Number of the funder.
    pub funder: Option<u32>,
    /// What it costs in its period.
    pub budget: Option<Box<Money>>,
    /// Index of the statement that declared it as it is, confirmations aside.
    pub declared: u64,
    pub(crate) said: u64,
}

impl Initiative {
    /// The first day of an initiative whose start is not stated.
    pub const OPEN_START: i32 = i32::MIN;
    /// The last day of an initiative whose end is not stated.
    pub const OPEN_END: i32 = i32::MAX;

    /// The state of the declaration with an index made on a day, its references looked up.
    pub(crate) fn of(
        declaration: &InitiativeDeclaration,
        index: u64,
        stated_on: Date,
        organisation: impl Fn(Id) -> u32,
        place: impl Fn(&PlaceCode) -> u32,
    ) -> Self {
        let period = declaration.period;
        Self {
            id: declaration.id,
            organisation: organisation(declaration.organisation),
            title: declaration.title.as_str().into(),
            pillars: declaration.pillars,
            sides: declaration.sides,
            forms: declaration.forms,
            population: declaration.population,
            sector: declaration.sector,
            service: declaration.service,
            places: distinct(declaration.places.iter().map(place)),
            first_day: period.start.map_or(Self::OPEN_START, day_number),
            last_day: period.end.map_or(Self::OPEN_END, day_number),
            status: declaration.status,
            capacity: declaration.capacity,
            confirmed_day: day_number(declaration.confirmed.unwrap_or(stated_on)),
            answers: declaration.answers,
            partners: distinct(declaration.partners.iter().map(|id| organisation(*id))),
            funder: declaration.funder.map(organisation),
            budget: declaration.budget.clone().map(Box::new),
            declared: index,
            said: declaration.digest(),
        }
    }

    /// Whether the initiative is under way on a day.
    pub fn is_active_on(&self, day: i32) -> bool {
        self.status == Status::Active && self.first_day <= day && day <= self.last_day
    }
}

/// Numbers without repetition, in the order in which they are first met: a place named twice is
/// served once.
fn distinct(numbers: impl Iterator<Item = u32>) -> Box<[u32]> {
    let mut met = HashSet::new();
    numbers.filter(|number| met.insert(*number)).collect()
}
