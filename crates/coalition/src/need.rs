//! Needs: how much of a response is wanted in a cell of the frame.

use concert_terms::{
    Count, Draws, Form, Id, Interval, Period, Pillar, PlaceCode, Population, Sector, Side,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::{PublishedEstimate, RecordedEstimate, Source};

/// A need in one cell. A part of the frame that is absent here is unstated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Need {
    /// Identifier.
    pub id: Id,
    /// Where.
    pub place: PlaceCode,
    /// Pillar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pillar: Option<Pillar>,
    /// Side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Form of exploitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// For whom.
    #[serde(default)]
    pub population: Population,
    /// The coordination group of a needs table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// When.
    pub period: Period,
    /// How much.
    pub basis: Basis,
    /// Where the declaration was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Fields that this version does not know, kept as they are.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What a need rests on. Its unit is that of the pillar's capacity: people assisted, people
/// reached, or cases, in a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A count from a needs table. A range becomes draws that are uniform over it.
    People(Count),
    /// A figure with an interval, turned into draws by [`Draws::from_interval`].
    Interval(Interval),
    /// One of the coalition's own estimates, times the units of response that one person in that
    /// population needs in a year (the kappa of the design).
    Estimate {
        /// The estimate.
        estimate: Id,
        /// Units of response per person and year.
        per_person: Interval,
    },
    /// A published estimate, likewise.
    Published {
        /// The published estimate.
        estimate: Id,
        /// Units of response per person and year.
        per_person: Interval,
    },
}

impl Need {
    /// The identifier of a need that its source does not number: what is needed, where and when.
    pub fn id_of_description(parts: &[&str]) -> Id {
        crate::import::digest_id("need", &parts.join("\u{1f}"))
    }

    /// The draws of this need. A count that is a range, also a published one, is spread evenly
    /// over the range; an exact one without interval has no spread. They are always
    /// the same ones, since the seed is made from the need's identifier. `None` when the estimate it rests on is not known or is withheld.
    pub fn draws(
        &self,
        recorded: impl Fn(Id) -> Option<RecordedEstimate>,
        published: impl Fn(Id) -> Option<PublishedEstimate>,
        n: usize,
    ) -> Option<Draws> {
        let seed = seed_of(self.id);
        match &self.basis {
            Basis::People(count) => of_count(*count, n, seed),
            Basis::Interval(interval) => Some(Draws::from_interval(interval, n, seed)),
            Basis::Estimate { estimate, per_person } => {
                let people = recorded(*estimate)?.people_draws(n);
                Some(people.times_draws(&Draws::from_interval(per_person, n, seed)))
            }
            Basis::Published { estimate, per_person } => {
                let people = published(*estimate)?.people_draws(n)?;
                Some(people.times_draws(&Draws::from_interval(per_person, n, seed)))
            }
        }
    }
}

/// A count as draws: itself when exact, evenly spread over a range, nothing when the source says
/// too little to bound it.
pub(crate) fn of_count(count: Count, n: usize, seed: u64) -> Option<Draws> {
    let (low, high) = (count.low() as f64, count.high()? as f64);
    if low >= high {
        return Some(Draws::constant(low, n));
    }
    let steps = 1000;
    let sample: Vec<f64> =
        (0..=steps).map(|step| low + (high - low) * f64::from(step) / f64::from(steps)).collect();
    Some(Draws::from_sample(&sample, n, seed))
}

/// The seed that belongs to an identifier: figures that share an estimate share its draws, and
/// figures that do not are shuffled independently.
pub(crate) fn seed_of(id: Id) -> u64 {
    let digest = Sha256::digest(id.to_bytes());
    u64::from_be_bytes(digest[..8].try_into().expect("a SHA-256 digest has 32 bytes"))
}
