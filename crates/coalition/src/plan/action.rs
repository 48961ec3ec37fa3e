//! An action of a plan: one thing that somebody is asked to do.

use concert_terms::{Form, Id, Names, OrganisationKind, Pillar, Population, Side, Stated};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One thing that a plan asks for. The action, not the recommendation that led to it, is the
/// centre: one action may answer many recommendations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Its number in the plan, such as `GPA-25`; no two actions of a plan share one.
    pub code: String,
    /// What is asked for, by language.
    pub text: Names,
    /// The number of the objective that it serves, if the plan groups its actions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// Pillars; unstated for an action of the plan's frame.
    #[serde(default, skip_serializing_if = "crate::statement::is_unstated")]
    pub pillars: Stated<Pillar>,
    /// Sides.
    #[serde(default, skip_serializing_if = "crate::statement::is_unstated")]
    pub sides: Stated<Side>,
    /// Forms of exploitation; unstated means that the text names none.
    #[serde(default, skip_serializing_if = "crate::statement::is_unstated")]
    pub forms: Stated<Form>,
    /// For whom.
    #[serde(default)]
    pub population: Population,
    /// Who is asked. An action that asks nobody is refused.
    pub addressees: Vec<Addressee>,
    /// From which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// By which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Numbers of actions of the same plan that come first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// By what one would see that it is done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// Where other plans and texts ask for the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
}

/// Who is asked to act.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addressee {
    /// Everybody of a kind: every state, every company.
    Kind(OrganisationKind),
    /// One organisation.
    Organisation(Id),
    /// Somebody whom the plan names in words only: "states of origin".
    Named(String),
}

/// By what one would see that an action is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its number where it comes from, such as `SDG 16.2.2`; empty for one of the plan's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// What is counted, by language.
    pub text: Names,
    /// Its unit: `people`, `cases`, `beds`, `per 100,000`.
    pub unit: String,
}

/// A passage elsewhere that asks for the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reference {
    /// An action of a plan that the coalition keeps.
    Action {
        /// The plan.
        plan: Id,
        /// The action's number there.
        action: String,
    },
    /// A passage of a text that it does not keep: `A/RES/64/293`, `38`.
    Text {
        /// The text.
        source: String,
        /// The passage.
        passage: String,
    },
}
