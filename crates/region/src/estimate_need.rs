//! Needs that rest on an estimate which the coalition has yet to make.

use concert_coalition::{Basis, Need};
use concert_terms::{Id, Interval, Period, Pillar, PlaceCode, Population, Side};
use serde::{Deserialize, Serialize};
use serde_json::Map;

/// A national need that rests on the estimate from the country's
/// [`CaptureTable`](crate::CaptureTable). Once that estimate is recorded, [`EstimateNeed::need`]
/// is what to declare.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EstimateNeed {
    /// Identifier of the need; its truth stands under it in [`Truth::cells`](crate::Truth::cells).
    pub id: Id,
    /// The country.
    pub place: PlaceCode,
    /// Pillar.
    pub pillar: Pillar,
    /// Side.
    pub side: Side,
    /// When.
    pub period: Period,
    /// Units of response per person and year, for [`Basis::Estimate`].
    pub per_person: Interval,
}

impl EstimateNeed {
    /// The need to declare, resting on a recorded estimate.
    pub fn need(&self, estimate: Id) -> Need {
        Need {
            id: self.id,
            place: self.place.clone(),
            pillar: Some(self.pillar),
            side: Some(self.side),
            form: None,
            population: Population::EVERYBODY,
            sector: None,
            period: self.period,
            basis: Basis::Estimate { estimate, per_person: self.per_person },
            source: None,
            rest: Map::new(),
        }
    }
}
