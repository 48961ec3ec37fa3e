//! A candidate action: something that could be done, as a table or the register states it, before
//! it is set against the needs of a picture.

use std::collections::HashMap;

use concert_terms::{
    Form, Id, Money, Pillar, PlaceCode, Population, Sector, ServiceKind, Side, Stated,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::hexadecimal::hex;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActionKind {
    /// Open a service.
    Open,
    /// Extend a service that is there.
    Extend,
    /// Retrain staff for another population.
    Retrain,
    /// Link two organisations, so that one takes whom the other turns away.
    Link,
    /// Translate, or bring in interpreters.
    Translate,
    /// Inspect a sector.
    Inspect,
    /// Find out what is not known.
    Data,
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::Extend,
        Self::Retrain,
        Self::Link,
        Self::Translate,
        Self::Inspect,
        Self::Data,
    ];

    /// The code in tables, addresses and files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Extend => "extend",
            Self::Retrain => "retrain",
            Self::Link => "link",
            Self::Translate => "translate",
            Self::Inspect => "inspect",
            Self::Data => "data",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// An organisation that would do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doer {
    /// Identifier, where the coalition knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// What it is called.
    pub name: String,
}

/// What an action adds in one cell. A cell may be as coarse as a declaration's: several places, no
/// form; what it adds is then shared out over the needs it touches, by need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActionCell {
    /// Where, at least one place.
    pub places: Vec<PlaceCode>,
    /// Pillars, as far as stated.
    #[serde(default)]
    pub pillars: Stated<Pillar>,
    /// Sides, as far as stated.
    #[serde(default)]
    pub sides: Stated<Side>,
    /// Forms of exploitation, as far as stated.
    #[serde(default)]
    pub forms: Stated<Form>,
    /// For whom.
    #[serde(default)]
    pub population: Population,
    /// Coordination group, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// How much is added in a year, in the units of the cell's need.
    pub amount: f64,
}

/// What a cost rests on. No cost is ever made up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "lowercase")]
pub enum CostBasis {
    /// Whoever wrote the table.
    Table {
        /// Name of the file.
        file: String,
        /// Row in it, counted from one with the heading.
        row: u32,
        /// What the table says of it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// The budget of an initiative: the action extends it at its own cost per unit.
    Budget {
        /// The initiative.
        initiative: Id,
        /// Its budget for its period.
        budget: Money,
        /// Length of its period in days; absent where the period is open, and then the budget is
        /// taken as that of one year, which is an assumption.
        days: Option<u32>,
        /// Its capacity in a year.
        capacity: u64,
        /// Budget in a year over capacity.
        per_unit: f64,
    },
    /// The median over initiatives that offer the same service in the same country: an assumption.
    Median {
        /// The service.
        service: ServiceKind,
        /// Where.
        country: PlaceCode,
        /// How many initiatives state enough to be counted.
        initiatives: u32,
        /// The median of their budgets in a year over their capacities.
        per_unit: f64,
    },
}

impl CostBasis {
    /// Whether something had to be taken for granted.
    pub fn is_assumption(&self) -> bool {
        matches!(self, Self::Median { .. } | Self::Budget { days: None, .. })
    }
}

/// Something that could be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CandidateAction {
    /// Its name, by which others require it and by which it is required or forbidden.
    pub name: String,
    /// What it is about, in its source's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What is done, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ActionKind>,
    /// Who would do it; nobody where somebody has to be found.
    #[serde(default)]
    pub organisations: Vec<Doer>,
    /// What it adds, at least one cell.
    pub cells: Vec<ActionCell>,
    /// What it costs, in the currency of all candidates.
    pub cost: f64,
    /// Days from the decision until it works, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_days: Option<u32>,
    /// The probability that it comes to nothing.
    #[serde(default)]
    pub risk: f64,
    /// Names of the actions without which it cannot be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    /// Name of the set of which at most one action can be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusive_set: Option<String>,
    /// What its cost rests on.
    pub rests_on: CostBasis,
}

/// Where candidates come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "lowercase")]
pub enum CandidateSource {
    /// The coalition's own initiatives.
    Register,
    /// A table that somebody brought.
    Table {
        /// Name of the file.
        file: String,
    },
}

/// All candidates of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidates {
    /// Where they come from.
    pub source: CandidateSource,
    /// The currency of every cost, ISO 4217; empty where nothing costs anything.
    pub currency: String,
    /// The actions, in the order of their source.
    pub actions: Vec<CandidateAction>,
}

impl Candidates {
    /// The SHA-256 of currency and actions in hexadecimal. A row that moved within its table, or a
    /// table of another name, has the same.
    pub fn digest(&self) -> String {
        fn bare(action: &CandidateAction) -> CandidateAction {
            let rests_on = match &action.rests_on {
                CostBasis::Table { .. } => {
                    CostBasis::Table { file: String::new(), row: 0, note: String::new() }
                }
                basis => basis.clone(),
            };
            CandidateAction { rests_on, ..action.clone() }
        }
        let actions: Vec<CandidateAction> = self.actions.iter().map(bare).collect();
        let text = serde_json::to_vec(&(&self.currency, actions))
            .expect("candidates have only text keys and finite numbers, so they are always JSON");
        hex(&Sha256::digest(text))
    }

    /// A budget to begin with where nobody says one: a tenth of what all candidates cost together,
    /// to two digits, and the cheapest at least.
    pub fn budget_to_begin_with(&self) -> f64 {
        let costs = || self.actions.iter().map(|action| action.cost);
        let tenth = costs().sum::<f64>() / 10.0;
        let cheapest = costs().min_by(f64::total_cmp).unwrap_or(0.0);
        let least = tenth.max(cheapest);
        if least < 10.0 {
            return least.ceil();
        }
        let step = 10_f64.powf(least.log10().floor() - 1.0);
        (least / step).ceil() * step
    }

    /// The positions of the actions by name.
    pub(crate) fn by_name(&self) -> HashMap<&str, u32> {
        let numbered = (0_u32..).zip(&self.actions);
        numbered.map(|(at, action)| (action.name.as_str(), at)).collect()
    }
}
