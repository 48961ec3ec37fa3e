//! Proportion: whether both sides, and all forms of exploitation, are served in proportion to need.
//!
//! The sides of trafficking count in different units, as do the pillars, so a share of "all effort"
//! that each side receives would add what cannot be added, and would change with the unit. What has no
//! unit is *coverage*, the share of its own need that each is served with, `K = 1 - gap / need`. Two
//! parts are served in proportion to need when their coverages are equal; how far they are not is the
//! ratio of the coverages, draw by draw ([`Comparison`]).
//!
//! Within one pillar and side amounts do have one unit. There the shares of supply `e(f)` and of need
//! `n(f)` of the groups of forms stand beside each other, with their ratio, and with the total
//! variation distance `1 - sum over f of min(e(f), n(f))`: the share of the supply that would have to
//! stand elsewhere ([`SideProportion`]).
//!
//! What leaves the side or the form unstated may belong to any of them. Its own share is told, and it
//! is in no comparison; but a verdict holds only if it would hold whichever way the unstated turned
//! out ([`Beyond`]). What leaves the pillar unstated is in no pillar, and initiatives that state no
//! capacity count as nothing; their share is told too. A verdict is about a picture and never a rank
//! of those who work in it.

mod compared;

use concert_terms::{FormGroup, Interval, Pillar, Side};

use crate::alignment::layers;
use crate::draw_sums::{DrawSums, SummedGap};
use crate::matrix::Dimension;
use crate::{
    Allocation, Figures, Frame, FrameCell, Heading, Layer, Matrix, Needs, PlaceTree, Question,
    QuestionRefusal, Refusal, Supply,
};

pub use compared::{Beyond, Comparison, Evenness};

use compared::{compare, distance, finite_interval};

/// How need is served in one pillar.
#[derive(Debug, Clone, PartialEq)]
pub struct Proportion {
    /// The pillar; `None` for needs that do not say.
    pub pillar: Option<Pillar>,
    /// Each side on its own, in its own unit, by side.
    pub sides: Vec<SideProportion>,
    /// The demand side beside the supply side, where need is known on both.
    pub between_sides: Option<Comparison<Side>>,
    /// Effective supply in the pillar that does not say its side, in whatever unit it has.
    pub supply_without_side: f64,
    /// The share of the initiatives in the pillar that do not say their side; `None` without any.
    pub initiatives_without_side: Option<f64>,
}

/// How need is served on one side of a pillar.
#[derive(Debug, Clone, PartialEq)]
pub struct SideProportion {
    /// The side; `None` for needs that do not say.
    pub side: Option<Side>,
    /// Need and gap, all forms together.
    pub gap: SummedGap,
    /// Groups of forms in which need is known, in order, "unstated" last.
    pub forms: Vec<FormProportion>,
    /// The share of the supply of this side that does not say its form; `None` without supply.
    pub supply_without_form: Option<f64>,
    /// The share of the initiatives of this side that state no capacity; `None` without any.
    pub initiatives_without_capacity: Option<f64>,
    /// The share of the expected need that does not say its form.
    pub need_without_form: f64,
    /// The total variation distance between the shares of supply and need of the stated forms, 0 to
    /// 1, over the draws of the need; 0 in a draw in which nobody is in need. `None` where no supply
    /// stands at needs of stated forms.
    pub distance: Option<Interval>,
    /// The probability that this distance is beyond the tolerance; `None` likewise.
    pub beyond: Option<Beyond>,
    /// Every two stated groups of forms beside each other.
    pub between_forms: Vec<Comparison<FormGroup>>,
}

/// How need for one group of forms is served, within a pillar and side.
#[derive(Debug, Clone, PartialEq)]
pub struct FormProportion {
    /// The group; `None` for needs that do not say.
    pub group: Option<FormGroup>,
    /// Need and gap, with the coverage.
    pub gap: SummedGap,
    /// Effective supply at the needs, in the unit of the pillar and side.
    pub supply: f64,
    /// The share of the supply at needs of stated forms; `None` for the unstated and without supply.
    pub supply_share: Option<f64>,
    /// The share of the need of stated forms; `None` for the unstated.
    pub need_share: Option<Interval>,
    /// Share of supply over share of need: 1 in proportion, less where too little is done. `None` for
    /// the unstated, without supply, and where need may be none so that the ratio has no upper end.
    pub ratio: Option<Interval>,
}

/// How need is served in each pillar in which need is known, ordered by pillar.
///
/// Two coverages are off by more than the tolerance when the smaller is less than `1 - tolerance` of
/// the larger; shares are when their distance is above it.
///
/// Refused: what [`Frame::compute`] refuses, a tolerance that does not lie between 0 and 1.
pub fn proportions(
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    question: &Question,
    tolerance: f64,
) -> Result<Vec<Proportion>, Refusal> {
    if !(tolerance > 0.0 && tolerance < 1.0) {
        return Err(QuestionRefusal::Tolerance { tolerance }.into());
    }
    let frame = Frame::compute(tree, supply, needs, question)?;
    let (pillars, sides) = (Dimension::Pillar, Dimension::Side);
    let by_side = Matrix::compute(tree, supply, needs, question, (&pillars, &sides))?;
    let by_pillar = Matrix::compute(tree, supply, needs, question, (&pillars, &Dimension::Whole))?;
    let Question { day, rule, level, .. } = *question;
    let allocation = Allocation::on(day, tree, supply, needs, rule)?;
    let scale = Scale { frame: &frame, by_side: &by_side, tolerance, level };
    let mut proportions: Vec<Proportion> = Vec::new();
    let mut drawn_sides: Vec<(Option<Side>, DrawSums)> = Vec::new();
    for layer in layers(needs) {
        let groups = draw_sums_of(tree, needs, &allocation, question, layer);
        if groups.is_empty() {
            continue;
        }
        if proportions.last().is_none_or(|last| last.pillar != layer.pillar) {
            drawn_sides.clear();
            proportions.push(Proportion {
                pillar: layer.pillar,
                sides: Vec::new(),
                between_sides: None,
                supply_without_side: scale.response(layer.pillar, None, &groups_and_none()),
                initiatives_without_side: scale.without_side(&by_pillar, layer.pillar),
            });
        }
        let mut whole = DrawSums::new(needs.draws());
        for (_, sums) in &groups {
            whole.add(sums);
        }
        let Some(proportion) = proportions.last_mut() else { continue };
        proportion.sides.push(scale.side(layer, &whole, &groups));
        drawn_sides.push((layer.side, whole));
        let drawn = |side| drawn_sides.iter().find(|(of, _)| *of == Some(side));
        if let (Some((_, demand)), Some((_, supply))) = (drawn(Side::Demand), drawn(Side::Supply)) {
            let unsaid = proportion.supply_without_side;
            let compared =
                compare((Side::Demand, demand), (Side::Supply, supply), unsaid, scale.terms());
            proportion.between_sides = Some(compared);
        }
    }
    Ok(proportions)
}

/// What every comparison is made with.
struct Scale<'a> {
    frame: &'a Frame,
    by_side: &'a Matrix,
    tolerance: f64,
    level: f64,
}

impl Scale<'_> {
    fn terms(&self) -> (f64, f64) {
        (self.tolerance, self.level)
    }

    /// Effective supply that stands in some groups of forms.
    fn response(
        &self,
        pillar: Option<Pillar>,
        side: Option<Side>,
        of: &[Option<FormGroup>],
    ) -> f64 {
        let in_cell = |forms: &Option<FormGroup>| {
            self.frame.cell(FrameCell { pillar, side, forms: *forms }).response
        };
        of.iter().map(in_cell).sum()
    }

    fn side(
        &self,
        layer: Layer,
        whole: &DrawSums,
        groups: &[(Option<FormGroup>, DrawSums)],
    ) -> SideProportion {
        let Layer { pillar, side } = layer;
        let unsaid = self.response(pillar, side, &[None]);
        let response = self.response(pillar, side, &groups_and_none());
        let supply_without_form = (response > 0.0).then(|| (unsaid / response).min(1.0));
        let stated: Vec<(FormGroup, &DrawSums)> =
            groups.iter().filter_map(|(group, sums)| Some(((*group)?, sums))).collect();
        let mut all = DrawSums::new(whole.need().len());
        for (_, sums) in &stated {
            all.add(sums);
        }
        let forms = groups.iter().map(|(group, sums)| self.form(*group, sums, &all));
        let apart = distance(&stated, &all);
        // What is unstated can move the shares by its own share and no more.
        let slack = whole.need().iter().zip(all.need()).map(|(whole, stated)| {
            let need = if *whole > 0.0 { 1.0 - stated / whole } else { 0.0 };
            need + supply_without_form.unwrap_or(0.0)
        });
        let slack: Vec<f64> = slack.collect();
        let beyond = apart.as_ref().map(|apart| {
            let by = |sign: f64| {
                let pairs = apart.iter().zip(&slack);
                let over = pairs.filter(|(apart, slack)| **apart + sign * **slack > self.tolerance);
                over.count() as f64 / apart.len().max(1) as f64
            };
            Beyond { at_least: by(-1.0), as_stated: by(0.0), at_most: by(1.0) }
        });
        let mut between_forms = Vec::new();
        for (at, one) in stated.iter().enumerate() {
            let others = stated[at + 1..].iter();
            between_forms.extend(others.map(|other| compare(*one, *other, unsaid, self.terms())));
        }
        let without_form = whole.expected() - all.expected();
        SideProportion {
            side,
            gap: whole.summarise(self.level),
            forms: forms.collect(),
            supply_without_form,
            initiatives_without_capacity: self.without_capacity(pillar, side),
            need_without_form: if whole.expected() > 0.0 {
                (without_form / whole.expected()).max(0.0)
            } else {
                0.0
            },
            distance: apart.as_ref().and_then(|apart| finite_interval(apart, self.level)),
            beyond,
            between_forms,
        }
    }

    /// What stands in a pillar on a side.
    fn figures(&self, pillar: Option<Pillar>, side: Option<Side>) -> Option<&Figures> {
        let is_row = |head: &Heading| *head == Heading::Pillar(pillar);
        let is_column = |head: &Heading| *head == Heading::Side(side);
        let row = self.by_side.rows.iter().position(is_row)?;
        self.by_side.at(row, self.by_side.columns.iter().position(is_column)?)
    }

    /// The share of the initiatives of a pillar and side that state no capacity.
    fn without_capacity(&self, pillar: Option<Pillar>, side: Option<Side>) -> Option<f64> {
        let figures = self.figures(pillar, side)?;
        let all = initiatives(figures);
        (all > 0.0).then(|| f64::from(figures.unstated_initiatives) / all)
    }

    /// The share of the initiatives of a pillar that do not say their side.
    fn without_side(&self, by_pillar: &Matrix, pillar: Option<Pillar>) -> Option<f64> {
        let is_row = |head: &Heading| *head == Heading::Pillar(pillar);
        let all = by_pillar.at(by_pillar.rows.iter().position(is_row)?, 0).map(initiatives)?;
        let without = self.figures(pillar, None).map(initiatives)?;
        (all > 0.0).then(|| without / all)
    }

    fn form(&self, group: Option<FormGroup>, sums: &DrawSums, all: &DrawSums) -> FormProportion {
        let gap = sums.summarise(self.level);
        let supply = sums.supply();
        let is_shared = group.is_some() && all.supply() > 0.0;
        let supply_share = is_shared.then(|| supply / all.supply());
        let shares = sums.need().iter().zip(all.need());
        let shares: Vec<f64> =
            shares.map(|(of, all)| if *all > 0.0 { of / all } else { 0.0 }).collect();
        let need_share = group.and_then(|_| finite_interval(&shares, self.level));
        let ratio = supply_share.and_then(|supply| {
            let ratio = |need: &f64| compared::ratio(supply, *need);
            finite_interval(&shares.iter().map(ratio).collect::<Vec<_>>(), self.level)
        });
        FormProportion { group, gap, supply, supply_share, need_share, ratio }
    }
}

fn groups_and_none() -> Vec<Option<FormGroup>> {
    FormGroup::ALL.iter().copied().map(Some).chain([None]).collect()
}

/// Need and gap of a layer by group of forms, those in which need is known, "unstated" last.
fn draw_sums_of(
    tree: &PlaceTree,
    needs: &Needs,
    allocation: &Allocation,
    question: &Question,
    layer: Layer,
) -> Vec<(Option<FormGroup>, DrawSums)> {
    let mut groups: Vec<(Option<FormGroup>, DrawSums)> = Vec::new();
    for (at, slot) in (0_u32..).zip(needs.slots()) {
        let atom = &needs.atoms()[slot.atom as usize];
        let is_of_layer = (atom.pillar, atom.side) == (layer.pillar, layer.side);
        if !is_of_layer || !question.asks_for(tree, atom) {
            continue;
        }
        let group = atom.form.map(concert_terms::Form::group);
        let found = groups.iter().position(|(of, _)| *of == group).unwrap_or_else(|| {
            groups.push((group, DrawSums::new(needs.draws())));
            groups.len() - 1
        });
        let supply = allocation.of_slot(at);
        groups[found].1.add_need(needs.slot_draws(at), needs.slot_expected(at), supply);
    }
    groups.sort_by_key(|(group, _)| (group.is_none(), *group));
    groups
}

/// Initiatives under way in a cell, or in a place above that holds it.
fn initiatives(figures: &Figures) -> f64 {
    f64::from(figures.initiatives + figures.wider_initiatives)
}
