//! The figures of a grid of regions and columns: one way of computing for frame, matrix and map.

use crate::allocation::Portion;
use crate::bundles::Bundles;
use crate::cell_sets::CellSets;
use crate::columns::Columns;
use crate::draw_sums::{DrawSums, SummedGap};
use crate::effective_supply::Tally;
use crate::exact_sum::ExactSum;
use crate::knowledge::Reports;
use crate::placed::PlacedSets;
use crate::regions::{ReachedSets, Regions};
use crate::scan::{Plan, Scan};
use crate::{
    Allocation, Completeness, Figures, Knowledge, Needs, PlaceTree, Question, Refusal, Supply,
    workers,
};

/// What a grid is computed from.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) tree: &'a PlaceTree,
    pub(crate) supply: &'a Supply,
    pub(crate) needs: &'a Needs,
    pub(crate) question: &'a Question,
}

/// Figures by region and, within a region, by column; completeness by region.
pub(crate) struct Grid {
    pub(crate) figures: Vec<Figures>,
    pub(crate) completeness: Vec<Completeness>,
}

/// What stands in a cell before draws are added up.
#[derive(Debug, Clone, Default)]
struct Cell {
    response: Portion,
    matched: ExactSum,
    initiatives: u32,
    wider: u32,
    unstated: u32,
    undetermined: u32,
    slots: Vec<u32>,
}

impl Grid {
    /// The regions must be in the tree.
    pub(crate) fn compute(
        ground: Ground<'_>,
        regions: Vec<Option<u32>>,
        columns: &Columns,
    ) -> Result<Self, Refusal> {
        let Ground { tree, supply, needs, question } = ground;
        question.check(tree)?;
        let regions = Regions::new(tree, regions);
        let placed = PlacedSets::new(tree, supply)?;
        let mut draft = Draft::new(ground, &regions, columns);
        let reached = regions.reached_by(&placed);
        let bundles = Bundles::new(supply, &reached);
        let plan = Plan {
            day: question.day,
            bundles: &bundles,
            present: &draft.present(&bundles, &reached),
            cells: draft.cells.len(),
            expected: &bundles.expected(&reached),
            regions: regions.list.len(),
        };
        let Scan { tallies, organisations, expected } = Scan::over(supply, &plan);
        let completeness = Reports::of(expected, tree, supply, question, &regions)?.completeness;
        let allocation = Allocation::of_tallies(&tallies, &placed, supply, needs, question.rule);
        draft.stand_initiatives(columns, &bundles, &reached, &tallies);
        draft.stand_needs(&allocation);
        draft.stand_pieces(&allocation);
        let cells = draft.cells;
        let gaps = summed_gaps(ground, &allocation, &cells, columns);
        let figures = cells.iter().zip(organisations).zip(gaps).enumerate();
        let figures = figures.map(|(at, ((cell, organisations), gap))| {
            let completeness = completeness[at / columns.len()];
            cell.figures(organisations, gap, completeness)
        });
        Ok(Self { figures: figures.collect(), completeness })
    }
}

impl Cell {
    fn figures(
        &self,
        organisations: u32,
        gap: Option<SummedGap>,
        completeness: Completeness,
    ) -> Figures {
        let response = self.response.all.value();
        let is_active = self.initiatives + self.wider > 0 || response > 0.0;
        Figures {
            needs: self.slots.len() as u32,
            gap,
            response,
            response_beside_need: self.matched.value(),
            by_rule_share: self.response.by_rule_share(),
            unrecorded_share: self.response.unrecorded_share(),
            initiatives: self.initiatives,
            wider_initiatives: self.wider,
            unstated_initiatives: self.unstated,
            undetermined_initiatives: self.undetermined,
            organisations,
            knowledge: Knowledge::of(is_active, self.undetermined > 0, completeness),
        }
    }
}

/// A grid in the making.
struct Draft<'a> {
    ground: Ground<'a>,
    regions: &'a Regions<'a>,
    width: usize,
    /// By kind of need, the columns in which it stands; none when the question excludes it.
    need_columns: Vec<Vec<u32>>,
    /// The same by what is declared, with the shares of unallocated capacity.
    declared_columns: Vec<Vec<(u32, f64)>>,
    cells: Vec<Cell>,
}

impl<'a> Draft<'a> {
    fn new(ground: Ground<'a>, regions: &'a Regions<'a>, columns: &Columns) -> Self {
        let Ground { supply, needs, question, .. } = ground;
        let of_need = needs.kinds().iter().map(|kind| {
            let is_asked = question.concerns(kind.population);
            if is_asked { columns.of_need(kind) } else { Vec::new() }
        });
        let of_declared = supply.declared().iter().map(|declared| {
            let is_asked = question.concerns(declared.population);
            if is_asked { columns.of_declared(declared) } else { Vec::new() }
        });
        Self {
            ground,
            regions,
            width: columns.len(),
            need_columns: of_need.collect(),
            declared_columns: of_declared.collect(),
            cells: vec![Cell::default(); regions.list.len() * columns.len()],
        }
    }

    /// Stands every need, with the supply that stands in its place, in its cells.
    fn stand_needs(&mut self, allocation: &Allocation) {
        let needs = self.ground.needs;
        for (at, (slot, supply)) in (0_u32..).zip(needs.slots().iter().zip(&allocation.slots)) {
            let place = needs.atoms()[slot.atom as usize].place;
            for region in self.regions.around(Some(place)) {
                for column in &self.need_columns[slot.kind as usize] {
                    let cell = &mut self.cells[region as usize * self.width + *column as usize];
                    cell.slots.push(at);
                    cell.response += supply.down;
                    cell.matched += supply.down.all;
                    cell.matched += supply.up;
                }
            }
        }
    }

    /// Stands the supply that has no need in its place.
    fn stand_pieces(&mut self, allocation: &Allocation) {
        let (supply, needs) = (self.ground.supply, self.ground.needs);
        for piece in &allocation.pieces {
            for region in self.regions.around(piece.place) {
                let row = region as usize * self.width;
                if let Some(slot) = piece.slot {
                    let kind = needs.slots()[slot as usize].kind;
                    for column in &self.need_columns[kind as usize] {
                        self.cells[row + *column as usize].response += piece.portion;
                    }
                    continue;
                }
                let declared = supply.scopes()[piece.scope as usize].declared;
                for (column, share) in &self.declared_columns[declared as usize] {
                    let part =
                        if *share < 1.0 { piece.portion.times(*share) } else { piece.portion };
                    self.cells[row + *column as usize].response += part;
                }
            }
        }
    }

    /// By bundle, the cells in which its initiatives are present.
    fn present(&self, bundles: &Bundles, reached: &ReachedSets) -> CellSets {
        let mut present = CellSets::default();
        for (set, declared) in bundles.list() {
            let (inner, _) = reached.regions(*set);
            present.push(self.cells_of(*declared, inner));
        }
        present
    }

    /// Counts the initiatives under way: in the cells that they name, and in those to which they may belong without naming them.
    fn stand_initiatives(
        &mut self,
        columns: &Columns,
        bundles: &Bundles,
        reached: &ReachedSets,
        tallies: &[Tally],
    ) {
        let Ground { supply, question, .. } = self.ground;
        let mut sums = vec![Tally::default(); bundles.list().len()];
        for (bundle, tally) in bundles.of_scopes().iter().zip(tallies) {
            sums[*bundle as usize].add(tally);
        }
        let possible = supply.declared().iter().map(|declared| {
            let is_asked = question.concerns(declared.population);
            if is_asked { columns.of_possible(declared) } else { Vec::new() }
        });
        let possible: Vec<Vec<u32>> = possible.collect();
        let mut cells = std::mem::take(&mut self.cells);
        for ((set, declared), sum) in bundles.list().iter().zip(&sums) {
            let (inner, wider) = reached.regions(*set);
            for cell in self.cells_of(*declared, inner) {
                let cell = &mut cells[cell as usize];
                cell.initiatives += sum.active;
                cell.unstated += sum.unstated;
            }
            for cell in self.cells_of(*declared, wider) {
                cells[cell as usize].wider += sum.active;
            }
            for region in inner.iter().chain(wider) {
                for column in &possible[*declared as usize] {
                    let cell = *region as usize * self.width + *column as usize;
                    cells[cell].undetermined += sum.active;
                }
            }
        }
        self.cells = cells;
    }

    /// The cells of some regions that a declaration names, ascending when the regions are.
    fn cells_of(&self, declared: u32, regions: &[u32]) -> impl Iterator<Item = u32> {
        let columns = &self.declared_columns[declared as usize];
        regions.iter().flat_map(move |region| {
            let first = region * self.width as u32;
            columns.iter().map(move |(column, _)| first + column)
        })
    }
}

/// The gap of every cell in which a need stands, added up from its needs draw by draw.
fn summed_gaps(
    ground: Ground<'_>,
    allocation: &Allocation,
    cells: &[Cell],
    columns: &Columns,
) -> Vec<Option<SummedGap>> {
    let (needs, level) = (ground.needs, ground.question.level);
    let sums_of = |cell: usize| {
        let mut sums = DrawSums::new(needs.draws());
        for slot in &cells[cell].slots {
            let expected = needs.slot_expected(*slot);
            sums.add_need(needs.slot_draws(*slot), expected, allocation.of_slot(*slot));
        }
        (!cells[cell].slots.is_empty()).then_some(sums)
    };
    let work: usize = cells.iter().map(|cell| cell.slots.len() * needs.draws()).sum();
    let is_large = work > 1_000_000;
    if !columns.with_whole {
        let gap = |cell| sums_of(cell).map(|sums| sums.summarise(level));
        return workers::one_by_one(cells.len(), is_large, gap);
    }
    // The whole is the sum of the other cells: adding up their sums spares a second look at every
    // draw. Its own place comes last among the columns of a region.
    let mut gaps = Vec::with_capacity(cells.len());
    for region in (0..cells.len()).step_by(columns.len()) {
        let sums =
            workers::one_by_one(columns.len() - 1, is_large, |column| sums_of(region + column));
        let mut whole = DrawSums::new(needs.draws());
        sums.iter().flatten().for_each(|part| whole.add(part));
        gaps.extend(sums.iter().map(|sums| sums.as_ref().map(|sums| sums.summarise(level))));
        gaps.push(sums.iter().any(Option::is_some).then(|| whole.summarise(level)));
    }
    gaps
}
