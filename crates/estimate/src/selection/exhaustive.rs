//! The choice among all hierarchical models, repeated on many tables that resemble one.

use std::ops::ControlFlow;

use crate::capture_history::CaptureTable;
use crate::loglinear::margins::Margins;
use crate::loglinear::{Maximum, Solver, Terms, independent_start};
use crate::model::Model;
use crate::progress::Meter;
use crate::selection::Criterion;
use crate::selection::branch_and_bound::{BranchAndBound, EQUAL, Found};
use crate::selection::downhill::Downhill;
use crate::selection::hierarchical::{Family, InUse, Lattice, MOST_LISTS, members};

/// A choice by a criterion among the hierarchical models up to an order over the lists that
/// somebody is on in a table.
#[derive(Debug, Clone)]
pub(crate) struct Exhaustive {
    pub(crate) in_use: InUse,
    pub(crate) criterion: Criterion,
    order: usize,
    lattice: Option<Lattice>,
    /// A model that is good for the table and so probably for one that resembles it.
    hint: Family,
}

impl Exhaustive {
    pub(crate) fn new(table: &CaptureTable, criterion: Criterion, order: usize) -> Self {
        let in_use = InUse::of(table);
        let lists = in_use.lists.len();
        let lattice = (lists <= MOST_LISTS).then(|| Lattice::new(lists, order));
        let hint = lattice.as_ref().map_or(0, |lattice| lattice.mains);
        let mut choice = Self { in_use, criterion, order, lattice, hint };
        let margins = choice.in_use.margins.clone();
        let best = choice.best_family(&mut Solver::new(lists), &margins);
        choice.hint = best.unwrap_or(hint);
        choice
    }

    /// The best model for a table of other people over the same lists, and its estimate.
    pub(crate) fn choose(
        &self,
        solver: &mut Solver,
        margins: &Margins,
    ) -> Option<(Model, Maximum)> {
        let sets: Vec<u16> = match self.lattice {
            Some(_) => members(self.best_family(solver, margins)?).collect(),
            None => self.best_downhill(margins)?,
        };
        let maximum = refit(solver, margins, &sets)?;
        Some((self.in_use.model(sets), maximum))
    }

    /// Whether the choice is among all models, and not those met on the way down.
    pub(crate) fn searches_all(&self) -> bool {
        self.lattice.is_some()
    }

    fn best_family(&self, solver: &mut Solver, margins: &Margins) -> Option<Family> {
        let mut search = self.search(solver, margins, 0.0)?;
        search.start_at(self.hint);
        let mut tell = |_, _| ControlFlow::Continue(());
        let outcome = search.run(&mut Meter::new(&mut tell)).ok()?;
        first_of_best(&outcome.found).map(|best| best.0)
    }

    /// A search among the models of a table; none for more than six lists.
    pub(crate) fn search<'a>(
        &'a self,
        solver: &'a mut Solver,
        margins: &'a Margins,
        units: f64,
    ) -> Option<BranchAndBound<'a>> {
        let lattice = self.lattice.as_ref()?;
        let price = self.criterion.price(margins.people());
        let extra = self.in_use.extra_parameters();
        Some(BranchAndBound::new(lattice, margins, solver, extra, price, units))
    }

    fn best_downhill(&self, margins: &Margins) -> Option<Vec<u16>> {
        let in_use = self.in_use.with(margins.clone());
        let mut search = Downhill::new(&in_use, self.order, self.criterion);
        let mut tell = |_, _| ControlFlow::Continue(());
        search.run(&mut Meter::new(&mut tell)).ok()?;
        let (sets, _) = search.best()?;
        let mains = (0..margins.lists).map(|list| 1 << list);
        Some(mains.chain(sets).collect())
    }
}

/// The estimate of a model from the start that every fit has in common, so that its last digits do
/// not depend on how a search came to it.
pub(crate) fn refit(solver: &mut Solver, margins: &Margins, sets: &[u16]) -> Option<Maximum> {
    let terms = Terms::divide(sets.iter().copied(), margins);
    solver.maximise(margins, &terms, &mut independent_start(margins))
}

/// The best of the models found; of those that are equal to it, one with the fewest sets, and of
/// those the first.
pub(crate) fn first_of_best(found: &[(Family, Found)]) -> Option<&(Family, Found)> {
    let lowest = found.iter().map(|(_, own)| own.value).fold(f64::INFINITY, f64::min);
    let equal = found.iter().filter(|(_, own)| own.value <= lowest + EQUAL);
    equal.min_by_key(|(family, _)| (family.count_ones(), *family))
}
