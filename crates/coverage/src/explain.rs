//! What stands behind a figure: the initiatives, with every factor of their part, and the needs.

use crate::allocation::Allotment;
use crate::columns::Columns;
use crate::effective_supply::Freshness;
use crate::grid::Ground;
use crate::place_tree::Branch;
use crate::placed::{Placed, PlacedSets};
use crate::supply::Scope;
use crate::{Needs, QuestionRefusal, Refusal};

/// One initiative's part in the response of a cell: `q * pi * phi * rho`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// The caller's number of the row.
    pub row: u32,
    /// The caller's number of the organisation.
    pub organisation: u32,
    /// Effective supply in this cell; `None` when no capacity is stated.
    pub amount: Option<f64>,
    /// The pi of the formula: the share of its capacity that stands in this cell, 0 to 1. It is 0
    /// where the cell was declared and the capacity went to declared cells in which need is known.
    pub share: f64,
    /// The phi of the formula: how fresh the capacity is, 0 to 1.
    pub freshness: f32,
    /// The rho of the formula: how reliable the provider is, 0 to 1.
    pub reliability: f32,
    /// Whether there is a record of answers behind the reliability.
    pub is_recorded: bool,
    /// Whether it is declared for a place above the cell's, and reaches it only by rule.
    pub is_wider: bool,
}

/// The rows and needs behind a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explanation {
    /// Initiatives under way that are present in the cell or whose capacity stands in it, by
    /// falling amount, those without a stated capacity last, then by row. Their amounts add up to
    /// the response.
    pub contributions: Vec<Contribution>,
    /// Positions of the needs that stand in the cell, ascending.
    pub needs: Vec<u32>,
}

/// Explains one column of one region. It does again for each scope what the allocation did for all
/// of them together, one need at a time.
pub(crate) fn behind(
    ground: Ground<'_>,
    region: Option<u32>,
    columns: &Columns,
    column: usize,
) -> Result<Explanation, Refusal> {
    let Ground { tree, supply, question, .. } = ground;
    question.check(tree)?;
    if column >= columns.len() {
        return Err(QuestionRefusal::CellUnknown { cell: column, cells: columns.len() }.into());
    }
    let branch = match region {
        None => Branch::EVERYWHERE,
        Some(place) => Placed::of(tree, place)?.branch,
    };
    let placed = PlacedSets::new(tree, supply)?;
    let cell = Cell::new(ground, region, branch, columns, column as u32);
    let mut allotment = Allotment::default();
    let mut parts = Vec::with_capacity(supply.scopes().len());
    for scope in supply.scopes() {
        parts.push(cell.part_of(*scope, placed.of(scope.places), &mut allotment));
    }
    let fresh = Freshness::on(question.day, supply);
    let rows = (0_u32..).zip(supply.rows());
    let contributions = rows.filter(|(_, row)| row.is_active_on(question.day));
    let contributions = contributions.filter_map(|(number, row)| {
        let part = parts[row.scope as usize]?;
        Some(Contribution {
            row: number,
            organisation: supply.organisations()[row.organisation as usize],
            amount: fresh.effective(row).map(|effective| effective * part.share),
            share: part.share,
            freshness: fresh.of(row),
            reliability: row.reliability,
            is_recorded: row.is_recorded(),
            is_wider: part.is_wider,
        })
    });
    let mut contributions: Vec<Contribution> = contributions.collect();
    let known = |contribution: &Contribution| contribution.amount.unwrap_or(-1.0);
    contributions.sort_by(|a, b| known(b).total_cmp(&known(a)).then(a.row.cmp(&b.row)));
    Ok(Explanation { contributions, needs: cell.needs() })
}

/// A scope's part in the cell that is explained.
#[derive(Debug, Clone, Copy)]
struct Part {
    share: f64,
    is_wider: bool,
}

/// The cell that is explained.
struct Cell<'a> {
    ground: Ground<'a>,
    is_everywhere: bool,
    branch: Branch,
    /// By kind of need, whether it stands in the column.
    holds_kind: Vec<bool>,
    /// By what is declared, whether it names the column, and with which share.
    names: Vec<Option<f64>>,
    /// By what is declared, the kinds of needs that it touches.
    kinds: Vec<Vec<u32>>,
}

impl<'a> Cell<'a> {
    fn new(
        ground: Ground<'a>,
        region: Option<u32>,
        branch: Branch,
        columns: &Columns,
        column: u32,
    ) -> Self {
        let Ground { supply, needs, question, .. } = ground;
        let holds_kind = needs.kinds().iter().map(|kind| {
            question.concerns(kind.population) && columns.of_need(kind).contains(&column)
        });
        let names = supply.declared().iter().map(|declared| {
            let named = columns.of_declared(declared).into_iter().find(|(at, _)| *at == column);
            named.filter(|_| question.concerns(declared.population)).map(|(_, share)| share)
        });
        Self {
            ground,
            is_everywhere: region.is_none(),
            branch,
            holds_kind: holds_kind.collect(),
            names: names.collect(),
            kinds: crate::allocation::matching_kinds(supply, needs),
        }
    }

    fn holds(&self, branch: Branch) -> bool {
        branch.is_within(self.branch)
    }

    fn needs(&self) -> Vec<u32> {
        let needs = self.ground.needs;
        let here = |slot: &&crate::need::Slot| {
            self.holds_kind[slot.kind as usize] && self.holds(slot.branch)
        };
        let mut positions: Vec<u32> =
            needs.slots().iter().filter(here).map(|slot| slot.atom).collect();
        positions.sort_unstable();
        positions
    }

    /// The part of a scope, if it is present in the cell or has capacity in it.
    fn part_of(&self, scope: Scope, places: &[Placed], allotment: &mut Allotment) -> Option<Part> {
        let declared = scope.declared as usize;
        let is_inner = if places.is_empty() {
            self.is_everywhere
        } else {
            places.iter().any(|placed| self.holds(placed.branch))
        };
        let is_wider =
            !is_inner && places.iter().any(|placed| self.branch.is_within(placed.branch));
        if !is_inner && !is_wider {
            return None;
        }
        let Ground { needs, question, .. } = self.ground;
        allotment.settle(needs, &self.kinds[declared], places, question.rule);
        let share = if allotment.weight > 0.0 {
            self.allocated(needs, allotment)
        } else {
            self.unallocated(declared, places)
        };
        let is_present = self.names[declared].is_some();
        (is_present || share > 0.0).then_some(Part { share, is_wider })
    }

    fn allocated(&self, needs: &Needs, allotment: &Allotment) -> f64 {
        let mut weight = 0.0;
        for (kind, slots) in
            allotment.within.iter().filter(|(kind, _)| self.holds_kind[*kind as usize])
        {
            let here = needs.within(*kind, self.branch);
            for slot in slots.start.max(here.start)..slots.end.min(here.end) {
                weight += allotment.weight_of(needs, slot);
            }
        }
        for places in allotment.above() {
            let slot = places[0].0;
            if self.holds_kind[needs.slots()[slot as usize].kind as usize] {
                let tree = self.ground.tree;
                let here = places.iter().filter(|(_, place)| self.holds(tree.branch(*place)));
                let part = here.count() as f64 / places.len() as f64;
                weight += allotment.weight_of(needs, slot) * part;
            }
        }
        weight / allotment.weight
    }

    fn unallocated(&self, declared: usize, places: &[Placed]) -> f64 {
        let here = if places.is_empty() {
            if self.is_everywhere { 1.0 } else { 0.0 }
        } else {
            let here = places.iter().filter(|placed| self.holds(placed.branch));
            here.count() as f64 / places.len() as f64
        };
        here * self.names[declared].unwrap_or(0.0)
    }
}
