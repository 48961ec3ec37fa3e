//! What is asked about the next actions.

use concert_coverage::PlanQuestion;
use concert_terms::{Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Between which groups the equity floor holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EquityAmong {
    /// The parts of the place.
    #[default]
    Places,
    /// The populations whose needs are stated.
    Populations,
}

impl EquityAmong {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Places, Self::Populations];

    /// The code in addresses and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Places => "places",
            Self::Populations => "populations",
        }
    }

    /// The one with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|among| among.code() == code)
    }
}

/// What is asked about the next actions of one pillar: gaps of another are in another unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NextQuestion {
    /// What all actions may cost together.
    pub budget: f64,
    /// Its currency, ISO 4217; absent for that of the candidates.
    #[serde(default)]
    pub currency: Option<String>,
    /// The most actions.
    pub most: u32,
    /// In every group at least this share of the average closure, 0 to 1.
    #[serde(default)]
    pub equity_floor: f64,
    /// Between which groups.
    #[serde(default)]
    pub equity_among: EquityAmong,
    /// The level above which draws are the worst: 0.9 looks at the worst tenth.
    #[serde(default = "usual_level")]
    pub risk_level: f64,
    /// The weight of the worst draws; 0 leaves them out.
    #[serde(default)]
    pub risk_weight: f64,
    /// The pillar whose needs the actions are to meet.
    pub pillar: Pillar,
    /// Only needs of this side; absent for both, which count alike then.
    #[serde(default)]
    pub side: Option<Side>,
    /// Days within which an action must work.
    #[serde(default)]
    pub within_days: Option<u32>,
    /// Only needs in this place.
    #[serde(default)]
    pub place: Option<PlaceCode>,
    /// The day of the picture.
    pub at: Date,
    /// Names of actions that must be in the plan, with what they require.
    #[serde(default)]
    pub required: Vec<String>,
    /// Names of actions that must not be in it.
    #[serde(default)]
    pub forbidden: Vec<String>,
}

fn usual_level() -> f64 {
    NextQuestion::USUAL_LEVEL
}

impl NextQuestion {
    /// The worst tenth.
    pub const USUAL_LEVEL: f64 = 0.9;
    /// How many actions where nobody says: what a meeting can decide on.
    pub const USUAL_MOST: u32 = 5;
    /// The most actions that can be asked for.
    pub const MOST: u32 = 1000;

    /// At most so many actions for so much, for the needs of a pillar everywhere.
    pub fn new(budget: f64, most: u32, pillar: Pillar, at: Date) -> Self {
        Self {
            budget,
            currency: None,
            most,
            equity_floor: 0.0,
            equity_among: EquityAmong::Places,
            risk_level: Self::USUAL_LEVEL,
            risk_weight: 0.0,
            pillar,
            side: None,
            within_days: None,
            place: None,
            at,
            required: Vec::new(),
            forbidden: Vec::new(),
        }
    }

    /// The question in the engine's terms, over needs in these groups.
    pub(crate) fn of_groups(&self, groups: Vec<Vec<u32>>) -> PlanQuestion {
        PlanQuestion {
            within_days: self.within_days,
            groups,
            equity_floor: self.equity_floor,
            tail_weight: self.risk_weight,
            tail_level: self.risk_level,
            ..PlanQuestion::new(self.budget, self.most)
        }
    }
}
