//! The ladder of effective coverage: how much of what is there helps somebody in the end.
//!
//! A service can be there and not be reachable; reachable and not acceptable (its language, whom it
//! admits, the papers it asks for); acceptable and not used; used and without effect. Tanahashi
//! (1978, Bulletin of the World Health Organization 56:295) calls these availability, accessibility,
//! acceptability, contact and effectiveness coverage. Each rung here is the same coverage, `1 - gap /
//! need`, of a supply that has passed one more rule:
//!
//! | rung | what is left of the effective supply `s` of a row |
//! |---|---|
//! | available | `s`, as in every other figure |
//! | reachable | times the share of people in need who can reach it |
//! | acceptable | that, or nothing where it is not acceptable to them |
//! | contacted | that, and no more than the share of the capacity that was in use |
//! | effective | times the share of those in contact for whom it worked |
//!
//! Where a row does not say, nothing is put in its place: a rung has a least supply, in which what is
//! not said fails the rule, and a most, in which it passes. One thing does follow: who was in
//! contact had reached the service and accepted it, so a stated contact counts on the rungs below
//! it where these are not said. Both ends can only fall from rung to rung.

mod passage;

pub use passage::Passage;

use std::collections::BTreeMap;

use crate::alignment::Layer;
use crate::allocation::{Allotment, matching_kinds};
use crate::draw_sums::{DrawSums, SummedGap};
use crate::effective_supply::Freshness;
use crate::exact_sum::ExactSum;
use crate::placed::PlacedSets;
use crate::{LadderRefusal, Needs, PlaceTree, Question, Refusal, RowAmount, Supply};

/// The steps on the way from a service that is there to a person who is helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rung {
    /// It is there.
    Available,
    /// People in need can get to it.
    Reachable,
    /// People in need can accept it.
    Acceptable,
    /// People in need were in contact with it.
    Contacted,
    /// It helped them.
    Effective,
}

impl Rung {
    /// Every rung, from the bottom up.
    pub const ALL: [Self; 5] =
        [Self::Available, Self::Reachable, Self::Acceptable, Self::Contacted, Self::Effective];

    /// The stable code: `available`, `reachable`, `acceptable`, `contacted`, `effective`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Reachable => "reachable",
            Self::Acceptable => "acceptable",
            Self::Contacted => "contacted",
            Self::Effective => "effective",
        }
    }
}

/// The ladder of the needs of one pillar and side.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// The pillar and side, whose amounts have one unit.
    pub layer: Layer,
    /// From the bottom up, one for each of [`Rung::ALL`].
    pub rungs: Vec<Step>,
    /// Initiatives under way that touch needs of the layer and state no capacity: on no rung is
    /// anything of theirs.
    pub unstated: u32,
}

/// What is left on a rung, and what was lost on the step to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The rung, whose rule took away what was lost.
    pub rung: Rung,
    /// Supply at the needs if nothing that is not said passes, in the unit of the layer.
    pub at_least: f64,
    /// Supply at the needs if all that is not said passes.
    pub at_most: f64,
    /// Need and gap for the least supply.
    pub gap_at_least_supply: SummedGap,
    /// Need and gap for the most supply.
    pub gap_at_most_supply: SummedGap,
    /// What did not pass for certain: by how much the most supply is smaller than on the rung below.
    pub lost: f64,
    /// Needs at which supply was lost, by position, the most first.
    pub lost_at: Vec<LostAt>,
    /// Initiatives whose supply was lost, the most first, with how much of it.
    pub lost_by: Vec<RowAmount>,
    /// The share of the most supply of the rung below whose initiatives do not say whether it passes
    /// this rule; `None` where nothing is left on the rung below.
    pub unsaid_share: Option<f64>,
}

/// Supply lost at a need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LostAt {
    /// Position of the need.
    pub need: u32,
    /// How much.
    pub amount: f64,
}

/// The ladder of each pillar and side in which needs of the question stand, ordered by layer.
///
/// Rows of which nothing is said need not be named among the passages.
///
/// Refused: what [`Question`] refuses, a row that is not there or is named twice, a share that does
/// not lie between 0 and 1, an initiative in a place that is not in the tree.
pub fn ladders(
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    question: &Question,
    passages: &[Passage],
) -> Result<Vec<Ladder>, Refusal> {
    question.check(tree)?;
    let mut of_row: BTreeMap<u32, Passage> = BTreeMap::new();
    for passage in passages {
        passage.check(supply)?;
        if of_row.insert(passage.row, *passage).is_some() {
            return Err(LadderRefusal::PassageTwice { row: passage.row }.into());
        }
    }
    let climb = Climb::new(tree, supply, needs, question, &of_row)?;
    let layers = (0..climb.layers.len()).map(|layer| climb.ladder(layer));
    Ok(layers.collect())
}

/// Amounts on each rung: if what is not said fails, if it passes, and what of the most supply of the
/// rung below is not said.
type OnRungs = [[ExactSum; 5]; 3];

/// Everything from which ladders are read.
struct Climb<'a> {
    needs: &'a Needs,
    level: f64,
    layers: Vec<Layer>,
    /// The layer of each slot that is in question.
    layer_of: Vec<Option<usize>>,
    by_slot: Vec<OnRungs>,
    /// By layer, on each rung, what rows lost on the step to it.
    lost_by: Vec<[Vec<RowAmount>; 5]>,
    unstated: Vec<u32>,
}

impl<'a> Climb<'a> {
    fn new(
        tree: &PlaceTree,
        supply: &Supply,
        needs: &'a Needs,
        question: &Question,
        of_row: &BTreeMap<u32, Passage>,
    ) -> Result<Self, Refusal> {
        let (layers, layer_of) = layers_in_question(tree, needs, question);
        let mut climb = Self {
            needs,
            level: question.level,
            by_slot: vec![OnRungs::default(); needs.slots().len()],
            lost_by: vec![<[Vec<RowAmount>; 5]>::default(); layers.len()],
            unstated: vec![0; layers.len()],
            layers,
            layer_of,
        };
        let shares = climb.spread(tree, supply, question, of_row)?;
        climb.note_losses(supply, question, of_row, &shares);
        Ok(climb)
    }

    /// Adds up what every scope has on each rung and spreads it over the needs; returns, by scope
    /// and layer, the share of its supply that goes to needs in question, if it touches any.
    fn spread(
        &mut self,
        tree: &PlaceTree,
        supply: &Supply,
        question: &Question,
        of_row: &BTreeMap<u32, Passage>,
    ) -> Result<Vec<Vec<Option<f64>>>, Refusal> {
        let placed = PlacedSets::new(tree, supply)?;
        let matching = matching_kinds(supply, self.needs);
        let fresh = Freshness::on(question.day, supply);
        let mut of_scope = vec![OnRungs::default(); supply.scopes().len()];
        for (number, row) in (0_u32..).zip(supply.rows()) {
            let Some(amount) = fresh.effective(row).filter(|_| row.is_active_on(question.day))
            else {
                continue;
            };
            let passage = of_row.get(&number).copied().unwrap_or_default();
            let [least, most] = passage.left();
            let sums = &mut of_scope[row.scope as usize];
            for (at, rung) in Rung::ALL.into_iter().enumerate() {
                sums[0][at] += ExactSum::of(amount * least[at]);
                sums[1][at] += ExactSum::of(amount * most[at]);
                if !passage.says(rung) {
                    sums[2][at] += ExactSum::of(amount * most[at - 1]);
                }
            }
        }
        let mut allotment = Allotment::default();
        let mut shares = vec![vec![None; self.layers.len()]; supply.scopes().len()];
        for (at, scope) in supply.scopes().iter().enumerate().filter(|(at, _)| supply.is_used(*at))
        {
            let places = placed.of(scope.places);
            let kinds = &matching[scope.declared as usize];
            allotment.settle(self.needs, kinds, places, question.rule);
            allotment.each_share(self.needs, |slot, share| {
                let Some(layer) = self.layer_of[slot as usize] else { return };
                *shares[at][layer].get_or_insert(0.0) += share;
                let sums = self.by_slot[slot as usize].as_flattened_mut();
                for (sum, part) in sums.iter_mut().zip(of_scope[at].as_flattened()) {
                    *sum += ExactSum::of(part.value() * share);
                }
            });
        }
        Ok(shares)
    }

    /// Notes what each row lost where, and which rows state no capacity.
    fn note_losses(
        &mut self,
        supply: &Supply,
        question: &Question,
        of_row: &BTreeMap<u32, Passage>,
        shares: &[Vec<Option<f64>>],
    ) {
        let fresh = Freshness::on(question.day, supply);
        let rows = (0_u32..).zip(supply.rows());
        for (number, row) in rows.filter(|(_, row)| row.is_active_on(question.day)) {
            let effective = fresh.effective(row);
            let [_, most] = of_row.get(&number).copied().unwrap_or_default().left();
            for (layer, share) in shares[row.scope as usize].iter().enumerate() {
                let (Some(share), Some(effective)) = (*share, effective) else {
                    self.unstated[layer] += u32::from(share.is_some());
                    continue;
                };
                for at in 1..most.len() {
                    let amount = effective * share * (most[at - 1] - most[at]);
                    if amount > 0.0 {
                        self.lost_by[layer][at].push(RowAmount { row: number, amount });
                    }
                }
            }
        }
        for lost in self.lost_by.iter_mut().flatten() {
            lost.sort_by(|a, b| b.amount.total_cmp(&a.amount).then(a.row.cmp(&b.row)));
        }
    }

    fn ladder(&self, layer: usize) -> Ladder {
        let slots: Vec<u32> = (0_u32..)
            .zip(&self.layer_of)
            .filter_map(|(slot, of)| (*of == Some(layer)).then_some(slot))
            .collect();
        let sum = |what: usize, at: usize| {
            let mut sum = ExactSum::default();
            for slot in &slots {
                sum += self.by_slot[*slot as usize][what][at];
            }
            sum.value()
        };
        let steps = Rung::ALL.into_iter().enumerate().map(|(at, rung)| {
            let below = at.saturating_sub(1);
            let left_below = sum(1, below);
            Step {
                rung,
                at_least: sum(0, at),
                at_most: sum(1, at),
                gap_at_least_supply: self.gap(&slots, 0, at),
                gap_at_most_supply: self.gap(&slots, 1, at),
                lost: (left_below - sum(1, at)).max(0.0),
                lost_at: self.lost_at(&slots, below, at),
                lost_by: self.lost_by[layer][at].clone(),
                unsaid_share: (left_below > 0.0).then(|| (sum(2, at) / left_below).min(1.0)),
            }
        });
        Ladder { layer: self.layers[layer], rungs: steps.collect(), unstated: self.unstated[layer] }
    }

    fn gap(&self, slots: &[u32], what: usize, at: usize) -> SummedGap {
        let mut sums = DrawSums::new(self.needs.draws());
        for slot in slots {
            let supply = self.by_slot[*slot as usize][what][at].value();
            let expected = self.needs.slot_expected(*slot);
            sums.add_need(self.needs.slot_draws(*slot), expected, supply);
        }
        sums.summarise(self.level)
    }

    fn lost_at(&self, slots: &[u32], below: usize, at: usize) -> Vec<LostAt> {
        let lost = slots.iter().map(|slot| {
            let on = &self.by_slot[*slot as usize][1];
            let need = self.needs.slots()[*slot as usize].atom;
            LostAt { need, amount: on[below].value() - on[at].value() }
        });
        let mut lost: Vec<LostAt> = lost.filter(|lost| lost.amount > 0.0).collect();
        lost.sort_by(|a, b| b.amount.total_cmp(&a.amount).then(a.need.cmp(&b.need)));
        lost
    }
}

/// The layers of the needs in question, ascending, and by slot which of them it belongs to.
fn layers_in_question(
    tree: &PlaceTree,
    needs: &Needs,
    question: &Question,
) -> (Vec<Layer>, Vec<Option<usize>>) {
    let layer_of = |slot: &crate::need::Slot| {
        let atom = &needs.atoms()[slot.atom as usize];
        let layer = Layer { pillar: atom.pillar, side: atom.side };
        question.asks_for(tree, atom).then_some(layer)
    };
    let of_slots: Vec<Option<Layer>> = needs.slots().iter().map(layer_of).collect();
    let mut layers: Vec<Layer> = of_slots.iter().copied().flatten().collect();
    layers.sort_unstable();
    layers.dedup();
    let found = of_slots.iter().map(|of| of.and_then(|layer| layers.binary_search(&layer).ok()));
    let layer_of = found.collect();
    (layers, layer_of)
}
