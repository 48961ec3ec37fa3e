//! How far an estimate would have moved with other people found: resampling with the choice of the
//! model repeated every time.
//!
//! A replicate draws as many people as were observed, with replacement, from the observed
//! histories, and chooses and fits a model anew; so the spread of the replicates holds both the
//! sampling error and the uncertainty of the choice (Chan, Silverman and Vincent 2021, section
//! 2.4). For a choice by criterion it is repeated among the best models of the original table
//! (Silverman, Chan and Vincent 2024, section 3.2).

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::capture_history::{CaptureTable, History};
use crate::fit::{Fit, Verdict, fit, maximise_if_exists};
use crate::interval::acceleration;
use crate::loglinear::{Solver, Terms, independent_start};
use crate::margins::Margins;
use crate::model::Model;
use crate::progress::{Interrupted, Meter, Tell};
use crate::selection::Criterion;
use crate::stepwise::{stepwise, walk};
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
    let chooser = Chooser::new(selection, &margins);
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
    let urn = Urn::new(&margins.cells);
    let replicate = |chooser: &mut Chooser, replicate: usize| {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(replicate as u64);
        let counts = urn.draw_all(&mut random);
        let cells = margins.cells.iter().zip(counts).map(|(cell, count)| (cell.0, count));
        chooser.population(cells)
    };
    let replicated = in_parallel(replicates, meter, room, replicate)?;
    let draws: Vec<f64> = replicated.into_iter().flatten().collect();
    Ok(Bootstrap { without_estimate: replicates - draws.len(), draws, influences })
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
    Best(Criterion, Vec<Start>),
}

#[derive(Clone)]
struct Start {
    terms: Vec<u16>,
    theta: Vec<f64>,
}

impl Chooser {
    fn new(selection: &Selection, margins: &Margins) -> Self {
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
        };
        Self { lists: margins.lists, solver, scratch: Vec::new(), rule }
    }

    fn population(&mut self, cells: impl Iterator<Item = (u16, u64)>) -> Option<f64> {
        let cells: Vec<(u16, u64)> = cells.filter(|cell| cell.1 > 0).collect();
        if cells.is_empty() {
            return None;
        }
        let margins = Margins::of_cells(self.lists, cells);
        let ln_hidden = match &self.rule {
            Rule::Stepwise(threshold) => {
                let path = walk(&margins, &mut self.solver, *threshold);
                path.ok()?.maximum.ln_hidden
            }
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

/// Draws with replacement in constant time each: the alias method of Walker (1977) as arranged by
/// Vose (1991), in integers, so that the probabilities are exact.
///
/// Every cell has a column as high as the number of people. A column is filled up to its mark by
/// its own cell, and above by one other.
struct Urn {
    people: u64,
    marks: Vec<u64>,
    others: Vec<usize>,
}

impl Urn {
    fn new(cells: &[(u16, u64)]) -> Self {
        let people: u64 = cells.iter().map(|cell| cell.1).sum();
        let size = cells.len() as u64;
        let mut left: Vec<u64> = cells.iter().map(|cell| cell.1 * size).collect();
        let (mut lacking, mut spare): (Vec<usize>, Vec<usize>) =
            (0..cells.len()).partition(|&i| left[i] < people);
        let mut others: Vec<usize> = (0..cells.len()).collect();
        let mut marks = vec![people; cells.len()];
        // The columns that lack and those that can spare balance, so both lists end together.
        while let (Some(&giver), Some(taker)) = (spare.last(), lacking.pop()) {
            marks[taker] = left[taker];
            others[taker] = giver;
            left[giver] -= people - left[taker];
            if left[giver] < people {
                lacking.extend(spare.pop());
            }
        }
        Self { people, marks, others }
    }

    /// As many draws as there are people, counted per cell.
    fn draw_all(&self, random: &mut ChaCha8Rng) -> Vec<u64> {
        let mut counts = vec![0; self.marks.len()];
        let heights = self.people * self.marks.len() as u64;
        for _ in 0..self.people {
            let at = random.random_range(0..heights);
            let (column, height) = ((at / self.people) as usize, at % self.people);
            let own = height < self.marks[column];
            counts[if own { column } else { self.others[column] }] += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_urn_holds_every_cell_in_its_exact_share() {
        let cells: Vec<(u16, u64)> = (1..).zip([54, 463, 1, 995, 1, 316, 2]).collect();
        let urn = Urn::new(&cells);
        let mut shares = vec![0; cells.len()];
        for (column, &mark) in urn.marks.iter().enumerate() {
            shares[column] += mark;
            shares[urn.others[column]] += urn.people - mark;
        }
        let exact: Vec<u64> = cells.iter().map(|cell| cell.1 * cells.len() as u64).collect();
        assert_eq!(shares, exact);
    }
}
