//! The ladder of effective coverage: how much of what is there helps somebody in the end.
//!
//! Of the five rungs the register states the first: what is available. Whom a service can be reached
//! by, whether they can accept it, who was in contact with it and whom it helped is not asked for in a
//! declaration. Who knows that brings it as a table ([`LADDER_COLUMNS`]); what nobody says stays open
//! between nothing and everything, and is named so.

use concert_coverage::ladder::Step;
use concert_coverage::{Ladder, Passage, RowAmount, Rung, ladders};
use concert_terms::{Id, Interval, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::frame::question;
use crate::label::PlaceLabel;
use crate::ladder_table::RungsSaid;
use crate::need_label::NeedLabel;
use crate::picture::Picture;
use crate::{Asked, Secretariat};

/// The ladders of a place on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LadderView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// How many initiatives a table says something of.
    pub said_of: usize,
    /// The pillars and sides in which need is known.
    pub layers: Vec<LadderLayer>,
}

/// The ladder of one pillar and side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LadderLayer {
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// Median and 90 % interval of the need.
    pub need: Interval,
    /// Initiatives under way for these needs that state no capacity. Nothing of theirs is on a rung:
    /// where there are any, every figure of the rungs is of stated capacities alone, and none of
    /// them is a limit of what is there.
    pub without_capacity: u32,
    /// From the first rung to the last.
    pub rungs: Vec<LadderRung>,
}

/// How much of the need is covered by what is left on a rung.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LadderRung {
    /// `available`, `reachable`, `acceptable`, `contacted` or `effective`.
    pub rung: &'static str,
    /// How much is said of it.
    pub known: RungKnown,
    /// Whether the figures are of stated capacities alone, because some initiatives state none.
    pub of_stated: bool,
    /// The share of the need that is covered if nothing that is not said passes: median and 90 %
    /// interval.
    pub coverage_at_least: Interval,
    /// The same if all that is not said passes.
    pub coverage_at_most: Interval,
    /// Supply at the needs if nothing that is not said passes.
    pub supply_at_least: f64,
    /// The same if all that is not said passes.
    pub supply_at_most: f64,
    /// What is lost for certain on the step to this rung.
    pub lost: f64,
    /// The share of what is possible on the rung below of which nobody says whether it passes.
    pub unsaid_share: Option<f64>,
    /// The needs that lose most on this step, at most [`LadderRung::MOST`].
    pub lost_at: Vec<LostAtNeed>,
    /// The initiatives that lose most, at most so many.
    pub lost_by: Vec<LostByInitiative>,
}

impl LadderRung {
    /// How many needs and initiatives are told of one rung.
    pub const MOST: usize = 5;

    /// Whether nothing can be said of it at all: no capacity is stated of which something is left.
    pub fn is_unknown(&self) -> bool {
        self.of_stated && self.supply_at_most <= 0.0
    }

    /// Whether it makes no difference to what is left here whether what is not said passes.
    pub fn is_certain(&self) -> bool {
        self.supply_at_least >= self.supply_at_most
    }
}

/// How much is said of a rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RungKnown {
    /// All of it.
    Said,
    /// A part of it. On the first rung, where some initiatives state no capacity.
    PartlySaid,
    /// Nothing: how much is left here is not known. Also where nothing is left of stated
    /// capacities and some initiatives state none.
    NotSaid,
    /// Nothing is left on the rung below that could be said anything of.
    NothingLeft,
}

impl RungKnown {
    /// Shares closer to none or to all than this are rounding.
    const ROUNDING: f64 = 1e-9;

    fn of(step: &Step, without_capacity: u32) -> Self {
        let is_first = step.rung == Rung::Available;
        match step.unsaid_share {
            None if without_capacity > 0 => Self::NotSaid,
            None => Self::NothingLeft,
            Some(_) if is_first && without_capacity > 0 => Self::PartlySaid,
            Some(share) if share <= Self::ROUNDING => Self::Said,
            Some(share) if share >= 1.0 - Self::ROUNDING => Self::NotSaid,
            Some(_) => Self::PartlySaid,
        }
    }

    /// The code: `said`, `partly-said`, `not-said`, `nothing-left`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::PartlySaid => "partly-said",
            Self::NotSaid => "not-said",
            Self::NothingLeft => "nothing-left",
        }
    }
}

/// What is lost at a need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LostAtNeed {
    /// The cell.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// How much, in the unit of its pillar.
    pub amount: f64,
}

/// What is lost of an initiative.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LostByInitiative {
    /// The initiative.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// How much, in the unit of its pillar.
    pub amount: f64,
}

impl Secretariat {
    /// The ladders of a place (everywhere without one) on a day, with what a table says of
    /// initiatives beyond what they declare.
    ///
    /// Refused: what the table says of an initiative that is not declared any more.
    pub fn ladder(
        &self,
        place: Option<&PlaceCode>,
        said: Option<&RungsSaid>,
        at: Date,
    ) -> Asked<LadderView> {
        let picture = self.picture();
        let question = question(&picture, place, at)?;
        let Picture { coalition, tree, supply, needs, .. } = &*picture;
        let passages: Vec<Passage> = match said {
            Some(said) => said.passages(coalition)?,
            None => Vec::new(),
        };
        let found = ladders(tree, supply, needs, &question, &passages)?;
        Ok(LadderView {
            at,
            place: question.place.and_then(|number| PlaceLabel::of(coalition, number)),
            said_of: passages.len(),
            layers: found.iter().map(|ladder| layer(&picture, ladder)).collect(),
        })
    }
}

fn layer(picture: &Picture, ladder: &Ladder) -> LadderLayer {
    let need = ladder.rungs.first().map(|step| step.gap_at_least_supply.need);
    LadderLayer {
        pillar: ladder.layer.pillar,
        side: ladder.layer.side,
        // A ladder has all of its rungs.
        need: need.unwrap_or(Interval { low: 0.0, middle: 0.0, high: 0.0, level: 0.9 }),
        without_capacity: ladder.unstated,
        rungs: ladder.rungs.iter().map(|step| rung(picture, step, ladder.unstated)).collect(),
    }
}

fn rung(picture: &Picture, step: &Step, without_capacity: u32) -> LadderRung {
    let lost_at = step.lost_at.iter().take(LadderRung::MOST).filter_map(|lost| {
        Some(LostAtNeed { cell: NeedLabel::of(picture, lost.need)?, amount: lost.amount })
    });
    let lost_by = step.lost_by.iter().take(LadderRung::MOST).filter_map(|lost: &RowAmount| {
        let initiative = picture.coalition.initiatives.at(lost.row)?;
        let title = initiative.title.to_string();
        Some(LostByInitiative { id: initiative.id, title, amount: lost.amount })
    });
    LadderRung {
        rung: step.rung.code(),
        known: RungKnown::of(step, without_capacity),
        of_stated: without_capacity > 0,
        coverage_at_least: step.gap_at_least_supply.coverage_interval,
        coverage_at_most: step.gap_at_most_supply.coverage_interval,
        supply_at_least: step.at_least,
        supply_at_most: step.at_most,
        lost: step.lost,
        unsaid_share: step.unsaid_share.filter(|_| step.rung != Rung::Available),
        lost_at: lost_at.collect(),
        lost_by: lost_by.collect(),
    }
}
