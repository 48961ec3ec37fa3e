//! Places as they are declared.

use concert_terms::{Names, PlaceCode, PlaceLevel};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Source;

/// What is declared of a place. A corridor's code names its two ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Code.
    pub code: PlaceCode,
    /// Names by language.
    pub names: Names,
    /// What kind of place it is.
    pub level: PlaceLevel,
    /// The place that holds it, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<PlaceCode>,
    /// Longitude and latitude of a point that stands for it, in degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<[f64; 2]>,
    /// Its boundary: rings of longitude and latitude in degrees, filled by the even-odd rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boundary: Vec<Vec<[f64; 2]>>,
    /// Where the declaration was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Fields that this version does not know, kept as they are.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Place {
    /// A place with a name and nothing else.
    pub fn new(code: PlaceCode, names: Names, level: PlaceLevel) -> Self {
        Self {
            code,
            names,
            level,
            parent: None,
            point: None,
            boundary: Vec::new(),
            source: None,
            rest: Map::new(),
        }
    }

    /// The same, inside another place.
    #[must_use]
    pub fn within(mut self, parent: PlaceCode) -> Self {
        self.parent = Some(parent);
        self
    }
}

/// Whether a place is met on the way up from its parent, as the places are that `now` looks up. A
/// way of more than 64 steps counts as endless.
pub(crate) fn lies_within_itself<'p>(
    code: &'p PlaceCode,
    now: impl Fn(&PlaceCode) -> Option<&'p Place>,
) -> bool {
    let above = |code: &&'p PlaceCode| now(code).and_then(|place| place.parent.as_ref());
    let mut way_up = std::iter::successors(Some(code), above).skip(1);
    let mut first_steps = way_up.by_ref().take(64);
    first_steps.any(|met| met == code) || way_up.next().is_some()
}
