//! Figures of how many people there are: somebody else's, and the coalition's own.

use concert_terms::{
    Count, Draws, Form, Id, Interval, Money, Period, PlaceCode, Population, Stated,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::need::{of_count, seed_of};

/// Somebody else's figure. Figures of different sources stand beside each other and are never
/// merged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublishedEstimate {
    /// Identifier.
    pub id: Id,
    /// What was counted, in the source's sense: "people in forced labour on an average day".
    pub quantity: String,
    /// Where; absent for the world.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceCode>,
    /// Forms, as far as stated.
    #[serde(default, skip_serializing_if = "crate::statement::is_unstated")]
    pub forms: Stated<Form>,
    /// Whom.
    #[serde(default)]
    pub population: Population,
    /// The figure in people, as published: one number or a range. Absent for money and shares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Count>,
    /// The interval around it at its stated level, where the source states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// The figure, if it is an amount of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<Money>,
    /// The figure, if it is a share of the quantity, between 0 and 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// The time of which it speaks.
    pub period: Period,
    /// How it was made.
    pub method: String,
    /// Who published it, where and when.
    pub source: String,
    /// Whether this is one of the figures of the article of 2008 that asked for this system; the
    /// others stand beside those.
    #[serde(default)]
    pub article: bool,
    /// Fields that this version does not know, kept as they are.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl PublishedEstimate {
    /// The quantity of a figure that counts people moved along a corridor in a year.
    pub const PEOPLE_MOVED: &'static str = "people-moved";

    /// The identifier of a figure: what was counted, of which forms and when, and by whom.
    pub fn id_of_description(parts: &[&str]) -> Id {
        crate::import::digest_id("published", &parts.join("\u{1f}"))
    }

    /// Draws of the figure: of its interval where the source states one, evenly spread over a
    /// range, and without spread for one number. Always the same ones, since the seed is made from
    /// the identifier. `None` for what is no number of people, or one without an upper limit.
    pub fn people_draws(&self, n: usize) -> Option<Draws> {
        match &self.interval {
            Some(interval) => Some(Draws::from_interval(interval, n, seed_of(self.id))),
            None => of_count(self.people?, n, seed_of(self.id)),
        }
    }
}

/// An estimate that the coalition made itself, with all that is needed to make it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordedEstimate {
    /// Identifier.
    pub id: Id,
    /// Where.
    pub place: PlaceCode,
    /// Forms, as far as stated.
    #[serde(default, skip_serializing_if = "crate::statement::is_unstated")]
    pub forms: Stated<Form>,
    /// Whom.
    #[serde(default)]
    pub population: Population,
    /// The time of which the lists speak.
    pub period: Period,
    /// Names of the lists.
    pub lists: Vec<String>,
    /// People on any list.
    pub observed: u64,
    /// Method and model, such as `loglinear-bic` and `[12,13,4]`.
    pub method: String,
    /// The model chosen.
    pub model: String,
    /// Population size with its interval.
    pub people: Interval,
    /// Draws of the population size.
    pub draws: Vec<f32>,
    /// The run: digest of the table, seed, version, settings.
    pub manifest: Value,
    /// Fields that this version does not know, kept as they are.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl RecordedEstimate {
    /// So many of its draws, always the same ones.
    pub fn people_draws(&self, n: usize) -> Draws {
        let sample: Vec<f64> = self.draws.iter().copied().map(f64::from).collect();
        Draws::from_sample(&sample, n, seed_of(self.id))
    }
}
