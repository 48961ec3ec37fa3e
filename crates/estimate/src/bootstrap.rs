//! How far an estimate would have moved with other people found: resampling with the choice of the
//! model repeated every time.
//!
//! A replicate draws as many people as were observed, with replacement, from the observed
//! histories, and chooses and fits a model anew; so the spread of the replicates holds both the
//! sampling error and the uncertainty of the choice (Chan, Silverman and Vincent 2021, section
//! 2.4). A choice by criterion is repeated among all hierarchical models, or among the best of the
//! original table (Silverman, Chan and Vincent 2024, section 3.2), which is less work and leaves
//! out what other people found might have made of the models that are left out.

pub(crate) mod interval;
pub(crate) mod intervals;
pub(crate) mod stability;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::bootstrap::interval::acceleration;
use crate::capture_history::{CaptureTable, History};
use crate::loglinear::fit::{Fit, Verdict, fit, maximise_if_exists};
use crate::loglinear::margins::Margins;
use crate::loglinear::{Solver, Terms, independent_start};
use crate::model::Model;
use crate::numerics::multinomial::multinomial;
use crate::progress::{Interrupted, Meter, Tell};
use crate::selection::Criterion;
use crate::selection::exhaustive::Exhaustive;
use crate::selection::stepwise::{stepwise, walk};
use crate::workers::in_parallel;

/// How a model is chosen for a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Selection {
    /// Always this one.
    Fixed(Model),
    /// Pair by pair, while the p value is below the threshold: see [`stepwise`].
    Stepwise {
        /// The threshold.
        threshold: f64,
    },
    /// The best of these by a criterion.
    Best {
        /// The criterion.
        criterion: Criterion,
        /// The models.
        among: Vec<Model>,
    },
    /// The best by a criterion of all hierarchical models: see [`crate::optimum`]. For more than
    /// six lists in use, the best that a search downhill finds.
    Exhaustive {
        /// The criterion.
        criterion: Criterion,
        /// Most lists that depend on each other: 2 for models of pairs.
        order: usize,
    },
}

impl Selection {
    /// The model that is chosen for a table, fitted. If none of several models has an estimate,
    /// the verdict is that of the first.
    pub fn choose(&self, table: &CaptureTable) -> Result<Fit, Verdict> {
        match self {
            Self::Fixed(model) => fit(table, model),
            Self::Stepwise { threshold } => Ok(stepwise(table, *threshold)?.fit),
            Self::Best { criterion, among } => {
                let mut best: Result<Fit, Verdict> = Err(Verdict::NoEstimate);
                for (i, model) in among.iter().enumerate() {
                    let value = |fit: &Fit| match criterion {
                        Criterion::Bic => fit.bic,
                        Criterion::Aic => fit.aic,
                    };
                    best = match (best, fit(table, model)) {
                        (Ok(a), Ok(b)) => Ok(if value(&b) < value(&a) { b } else { a }),
                        (Err(_), Err(verdict)) if i == 0 => Err(verdict),
                        (a, b) => a.or(b),
                    };
                }
                best
            }
            Self::Exhaustive { criterion, order } => {
                let choice = Exhaustive::new(table, *criterion, *order);
                let mut solver = Solver::new(choice.in_use.lists.len());
                let best = choice.choose(&mut solver, &choice.in_use.margins);
                fit(table, &best.ok_or(Verdict::NoEstimate)?.0)
            }
        }
    }
}

/// What resampling says about an estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap {
    /// The populations of the replicates that have an estimate, in the order of the replicates.
    pub draws: Vec<f64>,
    /// How many replicates have none. They are not among the draws, and cannot be left out of
    /// account: see [`crate::refusal`].
    pub without_estimate: usize,
    /// What one person fewer would change, for each history.
    pub influences: Vec<Influence>,
}

impl Bootstrap {
    /// The acceleration of the `BCa` interval from the influences, over those that have an
    /// estimate: see [`acceleration`].
    pub fn acceleration(&self) -> f64 {
        let known = self.influences.iter();
        acceleration(known.filter_map(|i| Some((i.people, i.population_without_one?))))
    }
}

/// What one person fewer with a history would change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Influence {
    /// The history.
    pub history: History,
    /// How many people have it.
    pub people: u64,
    /// The population estimated with one of them taken out; `None` if then there is no estimate.
    pub population_without_one: Option<f64>,
}

/// Resamples a table `replicates` times and takes out one person of each history in turn, choosing
/// the model anew each time. Replicate `i` of a seed draws the same people under every selection.
///
/// Steps of the work: replicates and histories.
pub fn bootstrap(
    table: &CaptureTable,
    selection: &Selection,
    replicates: usize,
    seed: u64,
    tell: &mut Tell<'_>,
) -> Result<Bootstrap, Interrupted> {
    bootstrap_metered(table, selection, replicates, seed, &mut Meter::new(tell))
}

pub(crate) fn bootstrap_metered(
    table: &CaptureTable,
    selection: &Selection,
    replicates: usize,
    seed: u64,
    meter: &mut Meter<'_, '_>,
) -> Result<Bootstrap, Interrupted> {
    meter.expect((replicates + table.cells().len()) as u64);
    let margins = Margins::of(table);
    let chooser = Chooser::new(selection, table, &margins);
    let room = || chooser.clone();
    let without_one = |chooser: &mut Chooser, at: usize| {
        let one = |i: usize| u64::from(i == at);
        let fewer = margins.cells.iter().enumerate();
        chooser.population(fewer.map(|(i, &(cell, count))| (cell, count - one(i))))
    };
    let without_one = in_parallel(margins.cells.len(), meter, room, without_one)?;
    let influence = |(&(history, people), population_without_one)| Influence {
        history,
        people,
        population_without_one,
    };
    let influences = table.cells().iter().zip(without_one).map(influence).collect();
    let replicate = |chooser: &mut Chooser, replicate: usize| {
        let cells = resampled(&margins.cells, seed, replicate as u64);
        chooser.population(cells)
    };
    let replicated = in_parallel(replicates, meter, room, replicate)?;
    let draws: Vec<f64> = replicated.into_iter().flatten().collect();
    Ok(Bootstrap { without_estimate: replicates - draws.len(), draws, influences })
}

/// As many people drawn with replacement from the cells as there are in them. Every replicate has a
/// stream of random numbers of its own.
pub(crate) fn resampled(
    cells: &[(u16, u64)],
    seed: u64,
    replicate: u64,
) -> impl Iterator<Item = (u16, u64)> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(replicate);
    let people = cells.iter().map(|cell| cell.1).sum();
    let counts = multinomial(&mut random, people, cells.iter().map(|cell| cell.1 as f64));
    cells.iter().zip(counts).map(|(cell, count)| (cell.0, count))
}

/// A selection prepared for many tables that resemble one: fits start at its parameters.
#[derive(Clone)]
struct Chooser {
    lists: usize,
    solver: Solver,
    scratch: Vec<f64>,
    rule: Rule,
}

#[derive(Clone)]
enum Rule {
    Stepwise(f64),
    Exhaustive(Box<Exhaustive>),
    Best(Criterion, Vec<Start>),
}

#[derive(Clone)]
struct Start {
    terms: Vec<u16>,
    theta: Vec<f64>,
}

impl Chooser {
    fn new(selection: &Selection, table: &CaptureTable, margins: &Margins) -> Self {
        let mut solver = Solver::new(margins.lists);
        let mut start = |model: &Model| {
            let mut theta = independent_start(margins);
            let terms = Terms::of(model, margins);
            if maximise_if_exists(&mut solver, margins, &terms, &mut theta).is_err() {
                theta = independent_start(margins);
            }
            Start { terms: model.terms().iter().map(|term| term.bits()).collect(), theta }
        };
        let rule = match selection {
            Selection::Fixed(model) => Rule::Best(Criterion::Bic, vec![start(model)]),
            Selection::Stepwise { threshold } => Rule::Stepwise(*threshold),
            Selection::Best { criterion, among } => {
                Rule::Best(*criterion, among.iter().map(start).collect())
            }
            Selection::Exhaustive { criterion, order } => {
                let choice = Exhaustive::new(table, *criterion, *order);
                solver = Solver::new(choice.in_use.lists.len());
                Rule::Exhaustive(Box::new(choice))
            }
        };
        Self { lists: margins.lists, solver, scratch: Vec::new(), rule }
    }

    fn population(&mut self, cells: impl Iterator<Item = (u16, u64)>) -> Option<f64> {
        let cells: Vec<(u16, u64)> = cells.filter(|cell| cell.1 > 0).collect();
        if cells.is_empty() {
            return None;
        }
        let margins = match &self.rule {
            Rule::Exhaustive(choice) => choice.in_use.margins_of(cells.into_iter()),
            _ => Margins::of_cells(self.lists, cells),
        };
        let ln_hidden = match &self.rule {
            Rule::Stepwise(threshold) => {
                let path = walk(&margins, &mut self.solver, *threshold);
                path.ok()?.maximum.ln_hidden
            }
            Rule::Exhaustive(choice) => choice.choose(&mut self.solver, &margins)?.1.ln_hidden,
            Rule::Best(criterion, starts) => {
                best(&mut self.solver, &mut self.scratch, &margins, *criterion, starts)?
            }
        };
        Some(margins.people() + ln_hidden.exp())
    }
}

/// The logarithm of the hidden number under the best of the models.
fn best(
    solver: &mut Solver,
    scratch: &mut Vec<f64>,
    margins: &Margins,
    criterion: Criterion,
    starts: &[Start],
) -> Option<f64> {
    let (mut lowest, mut ln_hidden) = (f64::INFINITY, None);
    for start in starts {
        let terms = Terms::divide(start.terms.iter().copied(), margins);
        let value = |log_likelihood: f64| {
            criterion.value(terms.parameters() as f64, margins.people(), log_likelihood)
        };
        // No model fits better than the one that fits every cell.
        if value(margins.saturated) >= lowest {
            continue;
        }
        scratch.clone_from(&start.theta);
        if let Ok(found) = maximise_if_exists(solver, margins, &terms, scratch)
            && value(found.log_likelihood) < lowest
        {
            (lowest, ln_hidden) = (value(found.log_likelihood), Some(found.ln_hidden));
        }
    }
    ln_hidden
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::*;
    use crate::loglinear::existence::{Existence, existence};

    #[test]
    fn the_number_of_every_replicate_is_that_of_a_model_that_has_an_estimate() {
        let mut random = ChaCha8Rng::seed_from_u64(12);
        let (mut given, mut refused) = (0, 0);
        for case in 0..60_u64 {
            let lists = [3, 4, 4, 5][case as usize % 4];
            let cells = (1..1_u16 << lists).map(|history| {
                let largest = [0, 40, 5, 2, 1, 1][history.count_ones() as usize];
                let empty = history.count_ones() > 1 && random.random_bool(0.6);
                let count = if empty { 0 } else { random.random_range(0..=largest) };
                (History::new(history), count)
            });
            let cells: Vec<(History, u64)> = cells.collect();
            let names: Vec<String> = (0..lists).map(|list| list.to_string()).collect();
            let Ok(table) = CaptureTable::new(names.clone(), cells) else {
                continue;
            };
            let margins = Margins::of(&table);
            let independence = Model::independence(lists).unwrap();
            let pair = Model::parse("[12,3]", lists).unwrap();
            for selection in [
                Selection::Fixed(pair.clone()),
                Selection::Stepwise { threshold: 0.05 },
                Selection::Best { criterion: Criterion::Bic, among: vec![independence, pair] },
                Selection::Exhaustive { criterion: Criterion::Bic, order: 3 },
            ] {
                let mut chooser = Chooser::new(&selection, &table, &margins);
                for replicate in 0..5 {
                    let cells: Vec<(u16, u64)> =
                        resampled(&margins.cells, case, replicate).collect();
                    let population = chooser.population(cells.iter().copied());
                    let drawn = cells.iter().map(|&(bits, count)| (History::new(bits), count));
                    let drawn = CaptureTable::new(names.clone(), drawn).unwrap();
                    let alone = selection.choose(&drawn);
                    assert_eq!(population.is_some(), alone.is_ok(), "{selection:?} {drawn:?}");
                    let (Some(population), Ok(fit)) = (population, alone) else {
                        refused += 1;
                        continue;
                    };
                    assert_eq!(existence(&drawn, &fit.model), Ok(Existence::Exists));
                    assert!((population / fit.population - 1.0).abs() < 1e-6, "{drawn:?}");
                    given += 1;
                }
            }
        }
        assert!(given > 300 && refused > 30, "{given} {refused}");
    }
}
