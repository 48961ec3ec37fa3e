//! A commitment: what one organisation promises towards one action of a plan.

use concert_terms::{Form, Id, Money, Names, Pillar, PlaceCode, Population, Side};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Source;
use crate::plan::{ActionNumber, ProgressLevel};

/// What an organisation promises. It is always stated whole: a change is another one of these with
/// the same identifier, and a reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// Identifier, the same through every change.
    pub id: Id,
    /// The organisation that promises. It never changes.
    pub maker: Id,
    /// The plan towards which it promises.
    pub plan: Id,
    /// The number of the action in that plan.
    pub action: String,
    /// What is promised, by language.
    pub text: Names,
    /// The day on which it was promised, where that was before it was stated here. Like the maker
    /// it never changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Date>,
    /// The last day on which it is in time.
    pub due: Date,
    /// What the maker puts in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<Means>,
    /// The cells of the frame in which it is to be felt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<CommitmentCell>,
    /// By what one would see that it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    /// What must come first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// The day from which the public sees it; members see it at once. Absent means never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_from: Option<Date>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Fields that this version does not know, kept as they are.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What is put into a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// An amount of money.
    Money(Money),
    /// So many units of something: 40 `beds`.
    Capacity {
        /// How many.
        units: u64,
        /// Of what.
        unit: String,
    },
    /// People who work on it.
    Staff {
        /// How many.
        people: u32,
    },
    /// A policy or a law, in words by language.
    Policy(Names),
}

/// A cell of the frame. An axis that is absent is unstated.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CommitmentCell {
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
}

/// An indicator with the figure from which it starts and the one that it is to reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// What is counted, by language.
    pub text: Names,
    /// Its unit: `people`, `cases`, `beds`, `per 100,000`.
    pub unit: String,
    /// The figure before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<DatedFigure>,
    /// The figure to be reached, and by which day.
    pub target: DatedFigure,
}

/// A figure of an indicator on a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DatedFigure {
    /// The figure, in the indicator's unit.
    pub figure: f64,
    /// The day.
    pub on: Date,
}

/// A commitment waits until another one is reviewed at a level or above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Condition {
    /// The other commitment.
    pub commitment: Id,
    /// The level.
    pub level: ProgressLevel,
}

impl Commitment {
    /// A promise with a text and a day, and nothing else stated.
    pub fn new(id: Id, maker: Id, (plan, action): (Id, &str), text: Names, due: Date) -> Self {
        Self {
            id,
            maker,
            plan,
            action: action.to_owned(),
            text,
            promised: None,
            due,
            means: Vec::new(),
            cells: Vec::new(),
            measure: None,
            condition: None,
            public_from: None,
            source: None,
            rest: Map::new(),
        }
    }

    /// The action towards which it is promised.
    pub fn number(&self) -> ActionNumber {
        ActionNumber { plan: self.plan, action: self.action.clone() }
    }

    /// Whether the public may see it on a day.
    ///
    /// ```
    /// use concert_coalition::Commitment;
    /// use concert_terms::{Id, Names};
    ///
    /// let id = |number| Id::from_bytes([number; 16]);
    /// let text = Names::new("en", "40 more beds");
    /// let due = "2027-06-30".parse()?;
    /// let mut promise = Commitment::new(id(1), id(2), (id(3), "25"), text, due);
    /// assert!(!promise.is_public_on(due));
    /// promise.public_from = Some("2027-01-01".parse()?);
    /// assert!(!promise.is_public_on("2026-12-31".parse()?));
    /// assert!(promise.is_public_on("2027-01-01".parse()?));
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn is_public_on(&self, day: Date) -> bool {
        self.public_from.is_some_and(|from| from <= day)
    }

    /// Whether it promises a policy or a law, the one half of a match of pledges.
    pub fn offers_policy(&self) -> bool {
        self.means.iter().any(|means| matches!(means, Means::Policy(_)))
    }

    /// Whether it promises money or capacity, the other half.
    pub fn offers_resources(&self) -> bool {
        self.means.iter().any(|means| matches!(means, Means::Money(_) | Means::Capacity { .. }))
    }
}
