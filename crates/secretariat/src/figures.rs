//! Figures as they are shown: need beside response, with the words for how sure they are.

use concert_coverage::{Certainty, Completeness, Figures, Knowledge};
use concert_terms::Interval;
use serde::{Serialize, Serializer};

/// What stands in one cell, whatever the cell is of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellFigures {
    /// Need and gap; absent where no need is known.
    pub gap: Option<GapFigures>,
    /// Effective supply in a year, in the units of its pillar.
    pub response: f64,
    /// The share of the response that was allocated by rule rather than declared for the cell.
    pub by_rule_share: Option<f64>,
    /// The share of the response whose providers have no record of answers.
    pub unrecorded_share: Option<f64>,
    /// Initiatives under way that are declared for the cell.
    pub initiatives: u32,
    /// Initiatives under way that are declared for a wider place.
    pub wider_initiatives: u32,
    /// Those of the initiatives that state no capacity.
    pub without_capacity: u32,
    /// Initiatives that may belong to the cell and do not say so: they leave its axis unstated.
    pub undetermined: u32,
    /// Distinct organisations.
    pub organisations: u32,
    /// What is known of the cell: `active`, `nobody-there` or `nobody-reported`.
    #[serde(serialize_with = "knowledge_code")]
    pub knowledge: Knowledge,
}

/// Need and gap of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GapFigures {
    /// Median and 90 % interval of the need.
    pub need: Interval,
    /// The expected gap.
    pub expected: f64,
    /// Median and 90 % interval of the gap.
    pub interval: Interval,
    /// `certain`, `likely`, `open`, `likely-met` or `met`.
    #[serde(serialize_with = "certainty_code")]
    pub certainty: Certainty,
    /// The share of the need that is expected to be covered.
    pub coverage: f64,
    /// The share of the need that stands where need exceeds supply.
    pub exposed_share: f64,
    /// How much of the gap adding up first and subtracting then would hide, 0 to 1.
    pub masking: Option<f64>,
}

/// How complete the reports are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reporting {
    /// Organisations expected to report.
    pub expected: u32,
    /// Those that did.
    pub reported: u32,
}

impl From<&Figures> for CellFigures {
    fn from(figures: &Figures) -> Self {
        Self {
            gap: figures.gap.zip(figures.certainty()).map(|(gap, certainty)| GapFigures {
                need: gap.need,
                expected: gap.expected,
                interval: gap.interval,
                certainty,
                coverage: gap.coverage,
                exposed_share: gap.exposed_share,
                masking: gap.masking,
            }),
            response: figures.response,
            by_rule_share: figures.by_rule_share,
            unrecorded_share: figures.unrecorded_share,
            initiatives: figures.initiatives,
            wider_initiatives: figures.wider_initiatives,
            without_capacity: figures.unstated_initiatives,
            undetermined: figures.undetermined_initiatives,
            organisations: figures.organisations,
            knowledge: figures.knowledge,
        }
    }
}

impl From<Completeness> for Reporting {
    fn from(completeness: Completeness) -> Self {
        Self { expected: completeness.expected, reported: completeness.reported }
    }
}

impl CellFigures {
    /// Whether there is anything to show: a need, somebody at work, or capacity.
    pub fn holds_something(&self) -> bool {
        self.gap.is_some() || self.initiatives + self.wider_initiatives > 0 || self.response > 0.0
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(crate) fn certainty_code<S: Serializer>(
    certainty: &Certainty,
    to: S,
) -> Result<S::Ok, S::Error> {
    to.serialize_str(certainty.code())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(crate) fn knowledge_code<S: Serializer>(
    knowledge: &Knowledge,
    to: S,
) -> Result<S::Ok, S::Error> {
    to.serialize_str(knowledge.code())
}
