//! Which organisations do the same, and where that is more than is needed.

use std::collections::HashMap;

use concert_coverage::{Behind, Doubling, NeedOverlap, Overlaps, PairOverlap, SharedNeed, behind};
use concert_terms::{Id, Interval, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::entered_twice::{EnteredTwice, entered_twice};
use crate::label::{OrganisationLabel, PlaceLabel};
use crate::need_label::NeedLabel;
use crate::picture::Picture;
use crate::served_here::{LEVEL, NeedLayer, RULE, ServedHere};
use crate::{Asked, Refused, Secretariat};

/// Overlap in a place on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverlapView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// The share of the supply that a rule and not a declaration placed; absent without supply.
    pub by_rule_share: Option<f64>,
    /// One for each pillar and side in which somebody serves something. They have different units
    /// and are never added.
    pub layers: Vec<OverlapLayer>,
    /// Initiatives that look as if they had been entered twice, the most alike first.
    pub entered_twice: Vec<EnteredTwice>,
    /// How many such pairs there are.
    pub entered_twice_total: usize,
    /// Why they were not looked for, if they were not.
    pub not_compared: Option<Refused>,
}

/// Overlap in one pillar on one side, in its unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverlapLayer {
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// Effective supply that stands at needs.
    pub supply: f64,
    /// What is there beyond all that is likely to be needed, cell by cell, then added.
    pub redundant: f64,
    /// How much of it is attributed to pairs; the rest belongs to organisations alone.
    pub redundant_in_pairs: f64,
    /// How much of `redundant` is in cells where in a few draws people are missed all the same.
    pub reserve: f64,
    /// In how many cells two organisations or more are present.
    pub shared_cells: u32,
    /// In how many of these people are missed and nothing is redundant: no fault.
    pub useful_cells: u32,
    /// Pairs of organisations, the most redundant first.
    pub pairs: Vec<OverlapPair>,
    /// How many pairs meet in some cell.
    pub pairs_total: usize,
}

/// Two organisations that are present in a common cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverlapPair {
    /// Who.
    pub organisations: [OrganisationLabel; 2],
    /// How alike they are, 0 to 1 (weighted Jaccard); absent where neither has a known capacity.
    pub likeness: Option<f64>,
    /// What both do: the smaller of the two in each cell, added.
    pub shared: f64,
    /// Their part in what is redundant.
    pub redundant: f64,
    /// How much of that is in cells where in a few draws people are missed all the same.
    pub reserve: f64,
    /// How much of `shared` is in cells where people are missed.
    pub useful: f64,
    /// The cells in which both are present, where they are most redundant first.
    pub cells: Vec<OverlapCell>,
    /// In how many cells both are present.
    pub cells_total: u32,
}

/// A cell in which both organisations of a pair are present.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverlapCell {
    /// The cell.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// What each of the two does there, in the order of the pair.
    pub parts: [OverlapPart; 2],
    /// How many organisations are present.
    pub organisations: u32,
    /// What all of them do.
    pub supply: f64,
    /// Median and 90 % interval of the need.
    pub amount_needed: Interval,
    /// As much as is needed in 95 of 100 draws.
    pub likely_need: f64,
    /// What is there beyond that.
    pub cell_redundant: f64,
    /// The pair's part in it.
    pub redundant: f64,
    /// The expected gap.
    pub gap: f64,
    /// What it means that both are there: `redundant`, `reserve`, `useful` or `enough`.
    #[serde(serialize_with = "doubling_code")]
    pub kind: Doubling,
}

/// What one organisation does in a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverlapPart {
    /// Effective supply.
    pub amount: f64,
    /// The share of it that a rule and not a declaration placed; absent without known capacity.
    pub by_rule_share: Option<f64>,
    /// The initiatives behind it, the largest part first.
    pub initiatives: Vec<BehindInitiative>,
    /// How many there are.
    pub initiatives_total: usize,
}

/// An initiative behind a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BehindInitiative {
    /// Identifier, to link by.
    pub id: Id,
    /// Title, perhaps empty.
    pub title: String,
    /// Effective supply in the cell; absent where no capacity is stated.
    pub amount: Option<f64>,
    /// Whether a rule and not the declaration placed it there.
    pub is_by_rule: bool,
}

/// The most pairs of a layer that are told.
pub const MOST_OVERLAP_PAIRS: usize = 1000;
/// The most cells of a pair.
const MOST_CELLS: usize = 20;
/// The most initiatives of an organisation in a cell.
const MOST_INITIATIVES: usize = 5;
/// The most pairs of initiatives that look entered twice.
const MOST_TWICE: usize = 100;

impl Secretariat {
    /// Overlap in a place (everywhere without one) on a day, with the most redundant pairs of each
    /// pillar and side, at most [`MOST_OVERLAP_PAIRS`].
    pub fn overlap(&self, place: Option<&PlaceCode>, most: usize, at: Date) -> Asked<OverlapView> {
        let picture = self.picture();
        let here = ServedHere::of(&picture, place, at)?;
        let mut layers = Vec::new();
        for layer in here.layers(&picture) {
            layers.push(overlap_layer(&picture, &here, &layer, most.min(MOST_OVERLAP_PAIRS))?);
        }
        let (mut twice, not_compared) = match entered_twice(&picture, &here.question) {
            Ok(found) => (found, None),
            Err(refused) => (Vec::new(), Some(refused)),
        };
        let entered_twice_total = twice.len();
        twice.truncate(MOST_TWICE);
        let place = here.question.place;
        Ok(OverlapView {
            at,
            place: place.and_then(|number| PlaceLabel::of(&picture.coalition, number)),
            by_rule_share: here.by_rule_share,
            layers,
            entered_twice: twice,
            entered_twice_total,
            not_compared,
        })
    }
}

fn overlap_layer(
    picture: &Picture,
    here: &ServedHere,
    layer: &NeedLayer,
    most: usize,
) -> Asked<OverlapLayer> {
    let Picture { tree, supply, needs, .. } = picture;
    let overlaps = Overlaps::of(&here.served, needs, &here.gaps, &layer.among)?;
    let cells: HashMap<u32, &NeedOverlap> =
        overlaps.needs().map(|cell| (cell.need, cell)).collect();
    let mut pairs = Vec::new();
    for pair in overlaps.most_redundant_pairs(most) {
        let mut shared = overlaps.shared_needs(pair.first, pair.second);
        // Ascending by position before, and stable sorting keeps equals so.
        shared.sort_by(|a, b| {
            b.redundant.total_cmp(&a.redundant).then(b.shared.total_cmp(&a.shared))
        });
        shared.truncate(MOST_CELLS);
        pairs.push((pair, shared));
    }
    let told = |(pair, shared): &(PairOverlap, Vec<SharedNeed>)| {
        let services = |organisation: u32| shared.iter().map(move |at| (at.need, organisation));
        services(pair.first).chain(services(pair.second)).collect::<Vec<_>>()
    };
    let services: Vec<(u32, u32)> = pairs.iter().flat_map(told).collect();
    let behind = behind(here.question.day, tree, supply, needs, RULE, &services)?;
    let all = || overlaps.needs();
    let shared = || all().filter(|cell| cell.organisations > 1);
    let is = |kind: Doubling| move |cell: &&NeedOverlap| cell.kind == kind;
    let pair = |(pair, shared): &(PairOverlap, Vec<SharedNeed>)| {
        let cell = |at: &SharedNeed| overlap_cell(picture, pair, at, cells.get(&at.need)?, &behind);
        let label = |number: u32| OrganisationLabel::of(&picture.coalition, number);
        Some(OverlapPair {
            organisations: [label(pair.first)?, label(pair.second)?],
            likeness: pair.jaccard(),
            shared: pair.shared,
            redundant: pair.redundant,
            reserve: pair.reserve,
            useful: pair.useful,
            cells: shared.iter().filter_map(cell).collect(),
            cells_total: pair.needs,
        })
    };
    Ok(OverlapLayer {
        pillar: layer.pillar,
        side: layer.side,
        supply: total(all().map(|cell| cell.supply)),
        redundant: total(all().map(|cell| cell.redundant)),
        redundant_in_pairs: total(overlaps.pairs().iter().map(|pair| pair.redundant)),
        reserve: total(all().filter(is(Doubling::Reserve)).map(|cell| cell.redundant)),
        shared_cells: shared().count() as u32,
        useful_cells: shared().filter(is(Doubling::Useful)).count() as u32,
        pairs: pairs.iter().filter_map(pair).collect(),
        pairs_total: overlaps.pairs().len(),
    })
}

fn overlap_cell(
    picture: &Picture,
    pair: &PairOverlap,
    at: &SharedNeed,
    cell: &NeedOverlap,
    behind: &[Behind],
) -> Option<OverlapCell> {
    let part = |organisation: u32, amount: f64| {
        let from = behind.partition_point(|b| (b.need, b.organisation) < (at.need, organisation));
        let to = behind.partition_point(|b| (b.need, b.organisation) <= (at.need, organisation));
        overlap_part(picture, amount, &behind[from..to])
    };
    let atom = picture.needs.atoms().get(at.need as usize)?;
    Some(OverlapCell {
        cell: NeedLabel::of(picture, at.need)?,
        parts: [part(pair.first, at.first), part(pair.second, at.second)],
        organisations: cell.organisations,
        supply: cell.supply,
        amount_needed: atom.draws.interval(LEVEL),
        likely_need: cell.likely_need,
        cell_redundant: cell.redundant,
        redundant: at.redundant,
        gap: cell.expected_gap,
        kind: at.kind,
    })
}

fn overlap_part(picture: &Picture, amount: f64, behind: &[Behind]) -> OverlapPart {
    let initiatives = &picture.coalition.initiatives;
    let by_rule = behind.iter().filter(|part| part.is_by_rule).filter_map(|part| part.amount);
    let by_rule = total(by_rule);
    let told = |part: &Behind| {
        let initiative = initiatives.at(part.row)?;
        let (id, title) = (initiative.id, initiative.title.to_string());
        Some(BehindInitiative { id, title, amount: part.amount, is_by_rule: part.is_by_rule })
    };
    OverlapPart {
        amount,
        by_rule_share: (amount > 0.0).then(|| (by_rule / amount).min(1.0)),
        initiatives: behind.iter().take(MOST_INITIATIVES).filter_map(told).collect(),
        initiatives_total: behind.len(),
    }
}

/// The sum of amounts; that of nothing is 0, where the standard library has -0.
fn total(amounts: impl Iterator<Item = f64>) -> f64 {
    amounts.fold(0.0, |sum, amount| sum + amount)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn doubling_code<S: Serializer>(kind: &Doubling, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(kind.code())
}
