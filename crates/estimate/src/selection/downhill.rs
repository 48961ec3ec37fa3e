//! The search among hierarchical models that are too many to look at: downhill, one set of lists
//! in or out at a time, from several starts.
//!
//! A search from independence alone is known to stick in a local minimum (Silverman, Chan and
//! Vincent 2024, section 5, on the UK table). So it also starts where the stepwise choices at the
//! usual, a stricter and a looser threshold end, and at all pairs.

use std::collections::HashMap;

use crate::loglinear::fit::maximise_if_exists;
use crate::loglinear::{Maximum, Solver, Terms, independent_start};
use crate::progress::{Interrupted, Meter};
use crate::selection::Criterion;
use crate::selection::branch_and_bound::EQUAL;
use crate::selection::hierarchical::InUse;
use crate::selection::stepwise::{USUAL_THRESHOLD, walk};

/// The sets of two lists and more that a model holds, ascending by their bits.
type Interactions = Vec<u16>;

/// A downhill search and what it has met.
pub(crate) struct Downhill<'a> {
    in_use: &'a InUse,
    order: usize,
    criterion: Criterion,
    solver: Solver,
    /// Every model that was looked at, with its estimate if it has one.
    pub(crate) visited: HashMap<Interactions, Option<Maximum>>,
}

impl<'a> Downhill<'a> {
    /// A search among models with sets of at most `order` lists.
    pub(crate) fn new(in_use: &'a InUse, order: usize, criterion: Criterion) -> Self {
        let solver = Solver::new(in_use.margins.lists);
        let order = order.min(in_use.lists.len().max(2) - 1);
        Self { in_use, order, criterion, solver, visited: HashMap::new() }
    }

    /// Goes downhill from every start. One step of the work for each model looked at.
    pub(crate) fn run(&mut self, meter: &mut Meter<'_, '_>) -> Result<(), Interrupted> {
        let mut starts: Vec<Interactions> = vec![Vec::new()];
        if self.order > 1 {
            for threshold in [USUAL_THRESHOLD / 20.0, USUAL_THRESHOLD, USUAL_THRESHOLD * 10.0] {
                let path = walk(&self.in_use.margins, &mut self.solver, threshold);
                starts.extend(path.ok().map(|path| {
                    let mut pairs: Vec<u16> =
                        path.added.iter().map(|added| added.pair.bits()).collect();
                    pairs.sort_unstable();
                    pairs
                }));
            }
            starts.push(self.sets().filter(|set| set.count_ones() == 2).collect());
        }
        starts.dedup();
        starts.into_iter().try_for_each(|start| self.go_downhill(start, meter))
    }

    /// The best model met that has an estimate; of equals the one with the fewest sets, and of
    /// those the first.
    pub(crate) fn best(&self) -> Option<(Interactions, Maximum)> {
        let estimable = self.visited.iter().filter_map(|(sets, found)| Some((sets, (*found)?)));
        let valued = estimable.map(|(sets, found)| (self.value(sets, Some(found)), sets, found));
        let valued: Vec<(f64, &Interactions, Maximum)> = valued.collect();
        let lowest = valued.iter().map(|model| model.0).fold(f64::INFINITY, f64::min);
        let equal = valued.into_iter().filter(|model| model.0 <= lowest + EQUAL);
        let first = equal.min_by_key(|&(_, sets, _)| (sets.len(), sets));
        first.map(|(_, sets, found)| (sets.clone(), found))
    }

    fn go_downhill(
        &mut self,
        start: Interactions,
        meter: &mut Meter<'_, '_>,
    ) -> Result<(), Interrupted> {
        let mut here = start;
        let mut theta = independent_start(&self.in_use.margins);
        let found = self.visit(&here, &mut theta);
        let mut value = self.value(&here, found);
        loop {
            let neighbours = self.neighbours(&here);
            meter.expect(neighbours.len() as u64);
            let mut best = None;
            for neighbour in neighbours {
                let found = match self.visited.get(&neighbour) {
                    Some(&known) => known,
                    None => self.visit(&neighbour, &mut theta.clone()),
                };
                let reached = self.value(&neighbour, found);
                if reached < value {
                    (value, best) = (reached, Some(neighbour));
                }
                meter.advance(1)?;
            }
            let Some(next) = best else {
                return Ok(());
            };
            here = next;
            self.visit(&here, &mut theta);
        }
    }

    /// Fits a model from other parameters and moves them to its own; they stay when it has no
    /// estimate.
    fn visit(&mut self, interactions: &[u16], theta: &mut Vec<f64>) -> Option<Maximum> {
        let margins = &self.in_use.margins;
        let mains = (0..margins.lists).map(|list| 1 << list);
        let terms = Terms::divide(mains.chain(interactions.iter().copied()), margins);
        let before = theta.clone();
        let found = maximise_if_exists(&mut self.solver, margins, &terms, theta);
        if found.is_err() {
            *theta = before;
        }
        self.visited.insert(interactions.to_vec(), found.ok());
        found.ok()
    }

    /// The models with one set more, all of whose parts they hold, or one generator fewer.
    fn neighbours(&self, here: &[u16]) -> Vec<Interactions> {
        let holds = |set: u16| set.is_power_of_two() || here.binary_search(&set).is_ok();
        let lists = |set: u16| (0..self.in_use.margins.lists).filter(move |l| set >> l & 1 == 1);
        let can_add = |set: &u16| !holds(*set) && lists(*set).all(|l| holds(set & !(1 << l)));
        let is_generator = |set: u16| !here.iter().any(|&o| o != set && o & set == set);
        // Every set that can be added is a pair, or a set of the model and one list more.
        let pairs = self.sets().filter(|set| set.count_ones() == 2);
        let larger = self.sets().filter(|set| set.count_ones() > 2);
        let larger = larger.filter(|set| holds(set & (set - 1)));
        let with = pairs.chain(larger).filter(can_add).map(|set| {
            let mut with = here.to_vec();
            with.insert(with.partition_point(|&other| other < set), set);
            with
        });
        let without = here.iter().copied().filter(|&set| is_generator(set)).map(|set| {
            here.iter().copied().filter(|&other| other != set).collect::<Interactions>()
        });
        with.chain(without).collect()
    }

    /// The sets of two lists and more that a model may hold, ascending by their bits.
    fn sets(&self) -> impl Iterator<Item = u16> + '_ {
        let all = (1_u32 << self.in_use.margins.lists) - 1;
        let order = self.order as u32;
        (1..=all as u16).filter(move |set| (2..=order).contains(&set.count_ones()))
    }

    /// The criterion of a model; infinite without an estimate.
    fn value(&self, interactions: &[u16], found: Option<Maximum>) -> f64 {
        found.map_or(f64::INFINITY, |maximum| {
            let sets = self.in_use.margins.lists + interactions.len();
            let parameters = (self.in_use.extra_parameters() + sets) as f64;
            let people = self.in_use.margins.people();
            self.criterion.value(parameters, people, maximum.log_likelihood)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::capture_history::{CaptureTable, History};
    use crate::selection::optimum;

    fn random_table(random: &mut ChaCha8Rng) -> CaptureTable {
        let cells = (1..32_u16).map(|history| {
            let largest = [300, 40, 6, 2, 1][history.count_ones() as usize - 1];
            (History::new(history), random.random_range(0..=largest))
        });
        CaptureTable::new(["a", "b", "c", "d", "e"], cells.collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn going_downhill_mostly_ends_where_the_proven_optimum_is() {
        let mut random = ChaCha8Rng::seed_from_u64(11);
        let mut go_on = |_: u64, _: u64| ControlFlow::Continue(());
        for (order, least) in [(2, 38), (4, 30)] {
            let mut same = 0;
            for _ in 0..40 {
                let table = random_table(&mut random);
                let proven = optimum(&table, Criterion::Bic, order, 0.0, &mut go_on).unwrap();
                let in_use = InUse::of(&table);
                let mut search = Downhill::new(&in_use, order, Criterion::Bic);
                search.run(&mut Meter::new(&mut go_on)).unwrap();
                assert!(search.visited.len() < 700, "{}", search.visited.len());
                let value =
                    |(sets, found): (&Interactions, &Option<Maximum>)| search.value(sets, *found);
                let found = search.visited.iter().map(value).fold(f64::INFINITY, f64::min);
                let best = proven.best[0].bic;
                assert!(found > best - 1e-8);
                same += u32::from((found - best).abs() < 1e-8);
            }
            assert!(same >= least, "order {order}: {same} of 40");
        }
    }
}
