//! Whether effort goes where need is, and how much better it could within everybody's mandate.

use concert_coverage::{AllocationRule, Attainable, Frame, Served, attainable};
use concert_terms::{Interval, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::frame::question;
use crate::label::{OrganisationLabel, PlaceLabel};
use crate::need_label::NeedLabel;
use crate::picture::Picture;
use crate::{Asked, Secretariat};

/// Effort beside need in a place on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlignmentView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// The share of the supply that a rule and not a declaration placed; absent without supply.
    pub by_rule_share: Option<f64>,
    /// One for each pillar and side in which there are both needs and supply. They have different
    /// units and are never added.
    pub layers: Vec<AlignedLayer>,
}

/// Effort beside need in one pillar on one side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlignedLayer {
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// The share of the effort that stands where need is, 0 to 1.
    pub alignment: f64,
    /// Median and 90 % interval over what is not known of the need.
    pub interval: Interval,
    /// The best that could be attained by moving effort within mandates.
    pub attainable: f64,
    /// The share of what could be attained that is attained.
    pub ratio: f64,
    /// All effective supply that stands at needs.
    pub effort: f64,
    /// The expected need.
    pub need: f64,
    /// The cells where effort and need differ most, the greatest difference first.
    pub cells: Vec<CellShares>,
    /// What cells would gain in a best placement, the greatest gain first.
    pub gains: Vec<CellGain>,
    /// What organisations would place elsewhere for it, the most first.
    pub moved: Vec<MovedEffort>,
}

/// A cell's shares of effort and need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellShares {
    /// The cell.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// Its share of the effort.
    pub effort_share: f64,
    /// Its share of the need.
    pub need_share: f64,
}

/// What a cell would gain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellGain {
    /// The cell.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// Effective supply.
    pub amount: f64,
}

/// What an organisation would place elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedEffort {
    /// Who.
    pub organisation: OrganisationLabel,
    /// Effective supply.
    pub amount: f64,
}

/// The most rows of each list.
const MOST_ROWS: usize = 50;
/// The level of intervals.
const LEVEL: f64 = 0.9;

impl Secretariat {
    /// Effort beside need in a place (everywhere without one) on a day.
    pub fn alignment(&self, place: Option<&PlaceCode>, at: Date) -> Asked<AlignmentView> {
        let picture = self.picture();
        let Picture { coalition, tree, supply, needs, .. } = &*picture;
        let question = question(&picture, place, at)?;
        let is_here = |atom: u32| {
            let stands = needs.atoms().get(atom as usize);
            let within = |place| question.place.is_none_or(|whole| tree.is_within(place, whole));
            stands.is_some_and(|atom| within(atom.place))
        };
        let rule = AllocationRule::ByNeed;
        let served = Served::on(question.day, tree, supply, needs, rule)?.only(is_here);
        let weights: Vec<f64> = (0..needs.atoms().len() as u32)
            .map(|atom| f64::from(u8::from(is_here(atom))))
            .collect();
        let layers = attainable(tree, needs, &served, &weights, LEVEL)?;
        let frame = Frame::compute(tree, supply, needs, &question)?;
        Ok(AlignmentView {
            at,
            place: question.place.and_then(|number| PlaceLabel::of(coalition, number)),
            by_rule_share: frame.total.by_rule_share,
            layers: layers.into_iter().map(|layer| aligned(&picture, layer)).collect(),
        })
    }
}

fn aligned(picture: &Picture, layer: Attainable) -> AlignedLayer {
    let ratio = layer.ratio();
    let Attainable { present, attainable, gains, moved } = layer;
    let mut cells = present.cells;
    let apart = |cell: &concert_coverage::Effort| (cell.effort_share - cell.need_share).abs();
    cells.sort_by(|a, b| apart(b).total_cmp(&apart(a)).then(a.need.cmp(&b.need)));
    let shares = |cell: &concert_coverage::Effort| {
        let (effort_share, need_share) = (cell.effort_share, cell.need_share);
        Some(CellShares { cell: NeedLabel::of(picture, cell.need)?, effort_share, need_share })
    };
    let gain = |gain: &concert_coverage::Gain| {
        Some(CellGain { cell: NeedLabel::of(picture, gain.need)?, amount: gain.amount })
    };
    let moved_by = |moved: &concert_coverage::Moved| {
        let organisation = OrganisationLabel::of(&picture.coalition, moved.organisation)?;
        Some(MovedEffort { organisation, amount: moved.amount })
    };
    AlignedLayer {
        pillar: present.layer.pillar,
        side: present.layer.side,
        alignment: present.alignment,
        interval: present.interval,
        attainable,
        ratio,
        effort: present.effort,
        need: present.need,
        cells: cells.iter().filter_map(shares).take(MOST_ROWS).collect(),
        gains: gains.iter().filter_map(gain).take(MOST_ROWS).collect(),
        moved: moved.iter().filter_map(moved_by).take(MOST_ROWS).collect(),
    }
}
