//! The best of millions of models, proven to be the best without fitting them.
//!
//! The hierarchical models of six lists are 7,785,061. They are searched by halving intervals of
//! their lattice (Land and Doig 1960; for subsets of regressors, Furnival and Wilson 1974). An
//! interval holds the models between a smallest `L` and a largest `U`. A set that may be added to
//! `L` divides it: the models that hold the set, from `L` with it to `U`, and those that do not,
//! from `L` to `U` without everything that includes the set.
//!
//! **The bound.** Let `ℓ(M)` be the least upper bound of the log-likelihood over all parameters of
//! `M`, minus infinity among them. More parameters can only raise it: `ℓ(M) <= ℓ(U)` for `M`
//! within `U`. It exists for every model, whether or not it is reached anywhere, that is whether
//! or not the model has an estimate; and if the model has one, it is the log-likelihood of the
//! estimate. So every model of the interval but `L` itself, which is looked at alone, has a
//! criterion of at least `price (p(L) + 1) - 2 ℓ(U)`, where `p` counts parameters; and when even
//! that is too much, none of them is looked at. `ℓ(U)` is never computed from a fit that may not
//! exist, but bounded from above by duality ([`Solver::upper_bound`]), so that the limit at which
//! a fit stops cannot let a model slip through.
//!
//! **Models without estimate** are never chosen, and do not lower what an interval must beat: the
//! best value is that of a model that has passed the exact test. The test discards intervals as
//! well. A direction of recession of `L` is one of every larger model too, as long as a cell in
//! which it falls remains: terms are added and cells dropped, so that it still is zero where there
//! are people and nowhere rises. If such a cell remains under `U`, no model of the interval has an
//! estimate.
//!
//! **Sets with nobody** on all their lists. Once one is in the model, those that include it change
//! neither cells nor likelihood: the model without them stands for it, in bounds, fits and tests.

use std::collections::HashMap;

use crate::loglinear::existence::{Existence, examine};
use crate::loglinear::margins::{Margins, add_subsets};
use crate::loglinear::{Maximum, Solver, Terms, independent_start};
use crate::progress::{Interrupted, Meter};
use crate::selection::hierarchical::{Family, Lattice, members};

/// How far above the least upper bound of a log-likelihood its bound may lie. A smaller distance
/// would discard a few more intervals, each bound at a higher cost.
const ENOUGH: f64 = 1e-3;

/// Values of a criterion that differ by no more than this are taken as equal, since rounding could
/// tell them apart either way.
pub(crate) const EQUAL: f64 = 1e-6;

/// The search gives up certainty beyond so many intervals: far more than any published table
/// needs, and few enough to end in a minute.
const MOST_INTERVALS: u64 = 50_000;

/// And beyond so many models looked at for the first that has an estimate at all.
const MOST_WITHOUT: usize = 10_000;

/// A search for the best models of one table.
pub(crate) struct BranchAndBound<'a> {
    lattice: &'a Lattice,
    margins: &'a Margins,
    solver: &'a mut Solver,
    /// Sets of the lattice with nobody on all their lists.
    absent: Family,
    /// What a parameter costs.
    price: f64,
    /// Parameters of every model besides its sets.
    extra_parameters: usize,
    /// Models up to so far above the lowest value are kept.
    units: f64,
    /// Models above this value are not wanted, whatever the lowest is.
    cap: f64,
    /// The lowest value of a model with an estimate.
    lowest: f64,
    /// The model from which the first way down leads.
    first: Family,
    start: Vec<f64>,
    bounds: HashMap<Family, Bound>,
    verdicts: HashMap<Family, Verdict>,
    found: HashMap<Family, Found>,
    intervals: u64,
    undecided: bool,
}

/// A model with an estimate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) maximum: Maximum,
    /// The value of the criterion.
    pub(crate) value: f64,
}

/// What a search says.
pub(crate) struct Outcome {
    /// Every model with an estimate up to the limit: so far above the lowest value as was asked,
    /// and no higher than the cap.
    pub(crate) found: Vec<(Family, Found)>,
    /// Models whose likelihood was bounded.
    pub(crate) bounded: usize,
    /// Models that were examined for an estimate and, if they have one, fitted.
    pub(crate) fitted: usize,
    /// Whether no model can be missing: the search went to its end, and no verdict and no fit was
    /// left open.
    pub(crate) certified: bool,
}

struct Bound {
    upper: f64,
    theta: Vec<f64>,
}

#[derive(Debug, Clone, Copy)]
enum Verdict {
    Estimate(Maximum),
    /// The cells in which a direction of recession falls, if one is known.
    Without(Family),
}

impl<'a> BranchAndBound<'a> {
    pub(crate) fn new(
        lattice: &'a Lattice,
        margins: &'a Margins,
        solver: &'a mut Solver,
        extra_parameters: usize,
        price: f64,
        units: f64,
    ) -> Self {
        Self {
            absent: lattice.absent(margins),
            start: independent_start(margins),
            lattice,
            margins,
            solver,
            price,
            extra_parameters,
            units,
            first: lattice.mains,
            cap: f64::INFINITY,
            lowest: f64::INFINITY,
            bounds: HashMap::new(),
            verdicts: HashMap::new(),
            found: HashMap::new(),
            intervals: 0,
            undecided: false,
        }
    }

    /// Wants all models up to a value, instead of those near the lowest.
    pub(crate) fn up_to(&mut self, value: f64) {
        (self.units, self.cap) = (f64::INFINITY, value);
    }

    /// Looks at first at a model that is thought to be good, and at its neighbours.
    pub(crate) fn start_at(&mut self, family: Family) {
        self.first = family;
    }

    /// Searches the whole lattice. One step of the work for each interval.
    pub(crate) fn run(mut self, meter: &mut Meter<'_, '_>) -> Result<Outcome, Interrupted> {
        let saturated = self.margins.saturated;
        self.descend(self.first);
        if self.lowest.is_finite() || self.seek() {
            let start = self.start.clone();
            let upper = self.bound(self.lattice.all, saturated, &start);
            self.explore(self.lattice.mains, self.lattice.all, upper, meter)?;
        }
        let limit = self.limit();
        let mut found = HashMap::new();
        for (&family, &own) in self.found.iter().filter(|(_, own)| own.value <= limit) {
            self.add_redundant(family, 0, own, limit, &mut found);
        }
        Ok(Outcome {
            found: found.into_iter().collect(),
            bounded: self.bounds.len(),
            fitted: self.verdicts.len(),
            certified: !self.undecided,
        })
    }

    /// Puts a model among the found, and those with redundant sets, at the price of a parameter
    /// each, up to the limit.
    fn add_redundant(
        &self,
        family: Family,
        next: usize,
        own: Found,
        limit: f64,
        found: &mut HashMap<Family, Found>,
    ) {
        found.insert(family, own);
        let value = own.value + self.price;
        if value > limit {
            return;
        }
        for (i, &set) in self.lattice.interactions.iter().enumerate().skip(next) {
            let with = family | 1 << set;
            let reduced = self.lattice.reduced(with, self.absent);
            if self.lattice.can_add(family, set) && reduced >> set & 1 == 0 {
                self.add_redundant(with, i + 1, Found { value, ..own }, limit, found);
            }
        }
    }

    /// The value of a model, which is `None` without an estimate. A model that is looked at before
    /// the search lowers what the search must beat.
    pub(crate) fn value(&mut self, family: Family) -> Option<f64> {
        match self.verdict(family) {
            Verdict::Estimate(maximum) => {
                let value = self.least(family, 0, maximum.log_likelihood);
                self.keep(family, maximum, value);
                Some(value)
            }
            Verdict::Without(_) => None,
        }
    }

    fn limit(&self) -> f64 {
        (self.lowest + self.units).min(self.cap) + EQUAL
    }

    /// The least value of a model with so many sets more than the family, from an upper bound of
    /// its log-likelihood.
    fn least(&self, family: Family, more: u32, upper: f64) -> f64 {
        let parameters = self.extra_parameters as f64 + f64::from(family.count_ones() + more);
        parameters * self.price - 2.0 * upper
    }

    /// Looks at the models from `low` to `high`, of which `upper` bounds the log-likelihood.
    fn explore(
        &mut self,
        mut low: Family,
        mut high: Family,
        upper: f64,
        meter: &mut Meter<'_, '_>,
    ) -> Result<(), Interrupted> {
        meter.expect(1);
        meter.advance(1)?;
        self.intervals += 1;
        if self.intervals > MOST_INTERVALS {
            self.undecided = true;
            return Ok(());
        }
        let (lattice, remaining) = (self.lattice, self.remaining(high));
        let start = match self.bounds.get(&self.lattice.reduced(high, self.absent)) {
            Some(bound) => bound.theta.clone(),
            None => self.start.clone(),
        };
        // Sets of which is known how well the models of `high` without them can fit.
        let mut without: HashMap<u16, f64> = HashMap::new();
        loop {
            if self.least(low, 0, upper) > self.limit() {
                return Ok(());
            }
            let falling = self.look_at(low, upper, &start);
            if falling & remaining != 0 || self.least(low, 1, upper) > self.limit() {
                return Ok(());
            }
            let mut divider: Option<(u16, f64)> = None;
            for set in lattice.addable(low).filter(|&set| high >> set & 1 == 1) {
                let rest = high & !lattice.above(set);
                let bound = *without.entry(set).or_insert_with(|| self.bound(rest, upper, &start));
                // The set that is missed most: without it the least remains to be looked at.
                if divider.is_none_or(|(_, least)| bound < least) {
                    divider = Some((set, bound));
                }
                // Without this one nothing remains.
                if self.least(low, 1, bound) > self.limit() {
                    break;
                }
            }
            let Some((set, bound)) = divider else {
                return Ok(());
            };
            if self.least(low, 1, bound) <= self.limit() {
                self.explore(low, high & !lattice.above(set), bound, meter)?;
            }
            low |= 1 << set;
            if self.absent >> set & 1 == 1 {
                high &= !lattice.above(set) | 1 << set;
            }
        }
    }

    /// The cells that can hold people under a model.
    fn remaining(&self, family: Family) -> Family {
        !self.lattice.above_any(family & self.absent)
    }

    /// An upper bound of the log-likelihood of a model that lies within one with the bound `known`.
    fn bound(&mut self, family: Family, known: f64, start: &[f64]) -> f64 {
        let reduced = self.lattice.reduced(family, self.absent);
        if let Some(bound) = self.bounds.get(&reduced) {
            return bound.upper.min(known);
        }
        let terms = Terms::divide(members(reduced), self.margins);
        let mut theta = start.to_vec();
        let upper = self.solver.upper_bound(self.margins, &terms, &mut theta, known, ENOUGH);
        self.bounds.insert(reduced, Bound { upper, theta });
        upper
    }

    /// Keeps a model if it is among the best and has an estimate. Gives the cells in which a
    /// direction of recession falls, if it was looked for and found.
    fn look_at(&mut self, family: Family, known: f64, start: &[f64]) -> Family {
        let upper = self.bound(family, known, start);
        if self.least(family, 0, upper) > self.limit() {
            return 0;
        }
        match self.verdict(family) {
            Verdict::Estimate(maximum) => {
                let value = self.least(family, 0, maximum.log_likelihood);
                self.keep(family, maximum, value);
                0
            }
            Verdict::Without(falling) => falling,
        }
    }

    fn keep(&mut self, family: Family, maximum: Maximum, value: f64) {
        self.lowest = self.lowest.min(value);
        if value <= self.limit() {
            self.found.insert(family, Found { maximum, value });
        }
    }

    fn verdict(&mut self, family: Family) -> Verdict {
        let reduced = self.lattice.reduced(family, self.absent);
        if let Some(&known) = self.verdicts.get(&reduced) {
            return known;
        }
        let terms = Terms::divide(members(reduced), self.margins);
        let verdict = match examine(self.margins, &terms) {
            Existence::Exists => {
                let near = self.bounds.get(&reduced).map(|bound| bound.theta.clone());
                let starts = near.into_iter().chain([self.start.clone()]);
                let mut fits =
                    starts.map(|mut theta| self.solver.maximise(self.margins, &terms, &mut theta));
                match fits.find_map(|fit| fit) {
                    Some(maximum) => Verdict::Estimate(maximum),
                    None => self.left_open(),
                }
            }
            Existence::NoEstimate { direction, .. } => {
                let mut rise = vec![0_i128; 1 << self.margins.lists];
                for (term, component) in direction {
                    rise[usize::from(term.bits())] = component;
                }
                add_subsets(&mut rise);
                let falling = (1..rise.len()).filter(|&cell| rise[cell] < 0);
                let falling = falling.fold(0, |cells, cell| cells | 1 << cell);
                Verdict::Without(falling & self.remaining(reduced))
            }
            Existence::NotIdentifiable => Verdict::Without(0),
            Existence::Undecided => self.left_open(),
        };
        self.verdicts.insert(reduced, verdict);
        verdict
    }

    fn left_open(&mut self) -> Verdict {
        self.undecided = true;
        Verdict::Without(0)
    }

    /// Looks for any model that has an estimate, when the first steps have not met one; false if
    /// there is none.
    ///
    /// Let a model have one, and take out of it all sets but the least ones with nobody and their
    /// parts. The same cells remain, and a direction of recession, or one in which nothing changes,
    /// would be one of the larger model too: so the smaller has an estimate as well. There is one
    /// such model for each choice among the least sets with nobody.
    fn seek(&mut self) -> bool {
        let least = |set: &u16| self.absent & self.lattice.within(*set) == 1 << set;
        let sets: Vec<u16> = members(self.absent).filter(least).collect();
        let all = sets.iter().fold(0, |family, &set| family | self.lattice.within(set));
        let smallest = self.lattice.mains;
        self.seek_with(smallest, smallest | all, &sets)
    }

    /// Looks at the models from `low` on that add any of the sets; `high` adds all.
    fn seek_with(&mut self, low: Family, high: Family, sets: &[u16]) -> bool {
        if self.verdicts.len() > MOST_WITHOUT {
            self.undecided = true;
            return false;
        }
        if self.value(low).is_some() {
            return true;
        }
        if let Verdict::Without(falling) = self.verdict(low)
            && falling & self.remaining(high) != 0
        {
            return false;
        }
        let mut high = high;
        sets.iter().enumerate().any(|(i, &set)| {
            let with = low | self.lattice.within(set);
            let found = self.seek_with(with, high | with, &sets[i + 1..]);
            high &= !self.lattice.above(set);
            found
        })
    }

    /// Goes to the best neighbour while one is better than all before: a low value early discards
    /// more.
    fn descend(&mut self, from: Family) {
        let (saturated, start) = (self.margins.saturated, self.start.clone());
        let mut here = Some(from);
        self.look_at(from, saturated, &start);
        while let Some(family) = here.take() {
            let more = self.lattice.addable(family).map(|set| family | 1 << set);
            let fewer = self.lattice.removable(family).map(|set| family & !(1 << set));
            for next in more.chain(fewer) {
                let before = self.lowest;
                self.look_at(next, saturated, &start);
                if self.lowest < before {
                    here = Some(next);
                }
            }
        }
    }
}
