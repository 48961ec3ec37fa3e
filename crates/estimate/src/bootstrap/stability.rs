//! Whether an interval that repeats the choice of the model has room for the models that might have
//! been chosen.
//!
//! A bootstrap that repeats the choice among the few best models of the table is quick, and too
//! narrow where other people would have made another model best. Silverman, Chan and Vincent (2024,
//! tables 2 and 5) therefore show the interval for growing numbers of models, and how far down the
//! original ranking the winners of the replicates stand. Here all these intervals come from the
//! same replicates, and the last of them repeats the choice among all models.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::bootstrap::interval::{acceleration, bca_interval, percentile_interval};
use crate::bootstrap::resampled;
use crate::capture_history::CaptureTable;
use crate::loglinear::Solver;
use crate::loglinear::margins::Margins;
use crate::progress::{Interrupted, Meter, Tell};
use crate::selection::branch_and_bound::{EQUAL, Found};
use crate::selection::exhaustive::{Exhaustive, first_of_best, refit};
use crate::selection::hierarchical::{Family, members};
use crate::selection::{Criterion, rank_metered};
use crate::workers::in_parallel;

/// The intervals of one estimate for growing numbers of models among which the choice is repeated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stability {
    /// The population estimated by the best model of the table.
    pub population: f64,
    /// One for each number of models asked for, fewest first, and then one for all.
    pub steps: Vec<StabilityStep>,
    /// For each replicate, the place of its best model in the ranking of the table, counted from
    /// one. None if no model has an estimate in the replicate, or the best of it has none in the
    /// table.
    pub winners: Vec<Option<usize>>,
}

/// The interval when the choice is repeated among so many models.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StabilityStep {
    /// The number of best models of the table; none for all hierarchical models.
    pub models: Option<usize>,
    /// Bias-corrected and accelerated, at 95 %; none where that is not defined.
    pub bca95: Option<[f64; 2]>,
    /// The same at 80 %.
    pub bca80: Option<[f64; 2]>,
    /// Percentiles of the replicates, at 95 %.
    pub percentile95: Option<[f64; 2]>,
    /// The same at 80 %.
    pub percentile80: Option<[f64; 2]>,
    /// Replicates in which none of these models has an estimate.
    pub without_estimate: usize,
    /// Replicates whose best model of all is among these.
    pub winners_within: usize,
}

/// Repeats the choice of a model by a criterion among the best `models` of the table, for each of
/// these numbers, and among all hierarchical models up to the order, in the same replicates. The
/// replicates are those of [`crate::bootstrap()`] with the same seed.
///
/// `None` if no model of the table has an estimate, or if more than six lists are in use, where
/// nothing can be said of all models.
///
/// Steps of the work: those of [`crate::rank`], then replicates and histories.
pub fn stability(
    table: &CaptureTable,
    criterion: Criterion,
    order: usize,
    models: &[usize],
    replicates: usize,
    seed: u64,
    tell: &mut Tell<'_>,
) -> Result<Option<Stability>, Interrupted> {
    let meter = &mut Meter::new(tell);
    let Some(nested) = Nested::new(table, criterion, order, models, meter)? else {
        return Ok(None);
    };
    let cells = &nested.choice.in_use.margins.cells;
    meter.expect((cells.len() + replicates) as u64);
    let room = || Solver::new(nested.choice.in_use.lists.len());
    let without_one = in_parallel(cells.len(), meter, room, |solver, at| {
        let one = |i: usize| u64::from(i == at);
        let fewer = cells.iter().enumerate().map(|(i, cell)| (cell.0, cell.1 - one(i)));
        nested.choose(solver, fewer).populations
    })?;
    let replicated = in_parallel(replicates, meter, room, |solver, replicate| {
        nested.choose(solver, resampled(cells, seed, replicate as u64))
    })?;
    let population = nested.population;
    let step = |(i, &models): (usize, &Option<usize>)| {
        let draws: Vec<f64> = replicated.iter().filter_map(|r| r.populations[i]).collect();
        let influences = cells.iter().zip(&without_one);
        let acceleration = acceleration(influences.filter_map(|(cell, n)| Some((cell.1, n[i]?))));
        let bca = |level| bca_interval(&draws, population, acceleration, level);
        let within = |winner: usize| models.is_none_or(|models| winner <= models);
        StabilityStep {
            models,
            bca95: bca(0.95),
            bca80: bca(0.80),
            percentile95: percentile_interval(&draws, 0.95),
            percentile80: percentile_interval(&draws, 0.80),
            without_estimate: replicates - draws.len(),
            winners_within: replicated.iter().filter(|r| r.winner.is_some_and(within)).count(),
        }
    };
    Ok(Some(Stability {
        population,
        steps: nested.numbers.iter().enumerate().map(step).collect(),
        winners: replicated.iter().map(|replicate| replicate.winner).collect(),
    }))
}

/// A choice among nested sets of models.
struct Nested {
    choice: Exhaustive,
    /// The models of the table that have an estimate, best first.
    ranked: Vec<Family>,
    places: HashMap<Family, usize>,
    /// How many of the best are chosen from, ascending; none for all models, last.
    numbers: Vec<Option<usize>>,
    population: f64,
}

/// What is chosen for one replicate.
struct Chosen {
    /// For each number of models.
    populations: Vec<Option<f64>>,
    /// The place of the best model of all.
    winner: Option<usize>,
}

impl Nested {
    fn new(
        table: &CaptureTable,
        criterion: Criterion,
        order: usize,
        models: &[usize],
        meter: &mut Meter<'_, '_>,
    ) -> Result<Option<Self>, Interrupted> {
        let choice = Exhaustive::new(table, criterion, order);
        let ranking = rank_metered(table, criterion, order, meter)?;
        let Some(best) = ranking.candidates.first().filter(|_| choice.searches_all()) else {
            return Ok(None);
        };
        let population = best.population;
        let ranked = ranking.candidates.iter().map(|c| choice.in_use.family(&c.model));
        let ranked: Vec<Family> = ranked.collect();
        let places = ranked.iter().enumerate().map(|(i, &family)| (family, i)).collect();
        let mut numbers: Vec<usize> = models.to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        let numbers = numbers.into_iter().map(Some).chain([None]).collect();
        Ok(Some(Self { choice, ranked, places, numbers, population }))
    }

    /// All models that some number of models could lead to are no worse than the first in the
    /// ranking of the table that has an estimate at all: so those are searched for.
    fn choose(&self, solver: &mut Solver, cells: impl Iterator<Item = (u16, u64)>) -> Chosen {
        let none = || Chosen { populations: vec![None; self.numbers.len()], winner: None };
        let cells: Vec<(u16, u64)> = cells.filter(|cell| cell.1 > 0).collect();
        if cells.is_empty() {
            return none();
        }
        let margins = Margins::of_cells(self.choice.in_use.lists.len(), cells);
        let found = self.found(solver, &margins);
        let best = first_of_best(&found).map(|best| best.0);
        let mut placed: Vec<(usize, Family, f64)> = found
            .iter()
            .filter_map(|(family, own)| Some((*self.places.get(family)?, *family, own.value)))
            .collect();
        placed.sort_unstable_by_key(|model| model.0);
        let mut populations: HashMap<Family, Option<f64>> = HashMap::new();
        let mut population = |family: Family| {
            *populations.entry(family).or_insert_with(|| {
                let sets: Vec<u16> = members(family).collect();
                let maximum = refit(solver, &margins, &sets)?;
                Some(margins.people() + maximum.ln_hidden.exp())
            })
        };
        let populations = self.numbers.iter().map(|number| {
            let family = match number {
                None => best,
                Some(models) => first_of_lowest(placed.iter().take_while(|m| m.0 < *models)),
            };
            family.and_then(&mut population)
        });
        let winner = best.and_then(|best| self.places.get(&best).map(|place| place + 1));
        Chosen { populations: populations.collect(), winner }
    }

    fn found(&self, solver: &mut Solver, margins: &Margins) -> Vec<(Family, Found)> {
        let Some(mut search) = self.choice.search(solver, margins, 0.0) else {
            return Vec::new();
        };
        if let Some(value) = self.ranked.iter().find_map(|&family| search.value(family)) {
            search.up_to(value);
        }
        let mut tell = |_, _| std::ops::ControlFlow::Continue(());
        search.run(&mut Meter::new(&mut tell)).map_or_else(|_| Vec::new(), |outcome| outcome.found)
    }
}

/// The first of the models, in their order, that is as good as the best of them.
fn first_of_lowest<'a>(
    models: impl Iterator<Item = &'a (usize, Family, f64)> + Clone,
) -> Option<Family> {
    let lowest = models.clone().map(|model| model.2).fold(f64::INFINITY, f64::min);
    let mut equal = models.filter(|model| model.2 <= lowest + EQUAL);
    equal.next().map(|model| model.1)
}
