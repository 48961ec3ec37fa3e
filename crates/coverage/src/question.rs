//! What is asked of a picture.

use concert_terms::Population;

use crate::{AllocationRule, NeedAtom, PlaceRefusal, PlaceTree, QuestionRefusal, Refusal};

/// The day, the place and the terms of a picture of need and response.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// The day: what is under way then, as fresh as it is then. Days are counted as in
    /// [`SupplyRow`](crate::SupplyRow).
    pub day: i32,
    /// The place with everything in it; `None` for everywhere.
    pub place: Option<u32>,
    /// An organisation has reported when it did within this many days before the day.
    pub window_days: i32,
    /// How coarse declarations are spread.
    pub rule: AllocationRule,
    /// Only needs and declarations that can concern these people. A need that speaks of more people
    /// stands whole, because nothing says how much of it is theirs.
    pub population: Option<Population>,
    /// The level of intervals, between 0 and 1.
    pub level: f64,
}

impl Question {
    /// Everywhere on a day, with what is usual otherwise: 90 days to report in, allocation by need,
    /// everybody, intervals at 90 %.
    pub fn on(day: i32) -> Self {
        Self {
            day,
            place: None,
            window_days: 90,
            rule: AllocationRule::ByNeed,
            population: None,
            level: 0.90,
        }
    }

    /// The same question of one place.
    #[must_use]
    pub fn at(self, place: u32) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Whether needs or declarations for a population belong to the picture.
    pub(crate) fn concerns(&self, population: Population) -> bool {
        self.population.is_none_or(|asked| asked.overlaps(population))
    }

    /// Whether a need stands in the place of the question and is one of the people asked for.
    pub(crate) fn asks_for(&self, tree: &PlaceTree, need: &NeedAtom) -> bool {
        let is_here = self.place.is_none_or(|place| tree.is_within(need.place, place));
        is_here && self.concerns(need.population)
    }

    pub(crate) fn check(&self, tree: &PlaceTree) -> Result<(), Refusal> {
        Self::check_level(self.level)?;
        if self.window_days < 0 {
            return Err(QuestionRefusal::Window { days: self.window_days }.into());
        }
        match self.place {
            Some(place) if !tree.holds(place) => Err(PlaceRefusal::PlaceUnknown { place }.into()),
            _ => Ok(()),
        }
    }

    pub(crate) fn check_level(level: f64) -> Result<(), Refusal> {
        if level > 0.0 && level < 1.0 {
            Ok(())
        } else {
            Err(QuestionRefusal::Level { level }.into())
        }
    }
}
