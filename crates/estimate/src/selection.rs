//! Choosing a model by an information criterion, and the ranking of those that lost.
//!
//! The candidates are the hierarchical models with all main effects and any set of pairs. With up
//! to [`EXHAUSTIVE_PAIRS`] pairs of lists in use every one is fitted, each from its parent's
//! parameters; beyond, the search goes downhill from several starts, one pair in or out at a time,
//! and the ranking holds the models that it met.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, History};
use crate::fit::{Verdict, maximise_if_exists};
use crate::loglinear::{Maximum, Solver, Terms, independent_start};
use crate::margins::Margins;
use crate::model::Model;
use crate::progress::{Interrupted, Meter, Tell};
use crate::stepwise::{USUAL_THRESHOLD, walk};

/// Most pairs for which every model is fitted: six lists have 15 pairs and 32,768 models.
pub const EXHAUSTIVE_PAIRS: usize = 15;

/// What makes one model better than another; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// Bayesian information criterion, as in [`crate::Fit::bic`].
    Bic,
    /// Akaike information criterion, as in [`crate::Fit::aic`].
    Aic,
}

/// A model that has an estimate, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The model.
    pub model: Model,
    /// Number of people, observed and hidden.
    pub population: f64,
    /// Bayesian information criterion.
    pub bic: f64,
    /// Akaike information criterion.
    pub aic: f64,
}

impl Candidate {
    /// The value of a criterion.
    pub const fn value(&self, criterion: Criterion) -> f64 {
        match criterion {
            Criterion::Bic => self.bic,
            Criterion::Aic => self.aic,
        }
    }
}

/// The models of a table that have an estimate, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The models, best first by the criterion; equals in the order of their pairs.
    pub candidates: Vec<Candidate>,
    /// How many models were examined.
    pub examined: usize,
    /// How many models there are with main effects and pairs of lists in use; `None` beyond what
    /// 64 bits count.
    pub possible: Option<u64>,
}

impl Ranking {
    /// Whether every possible model was examined.
    pub fn is_exhaustive(&self) -> bool {
        self.possible == Some(self.examined as u64)
    }

    /// The same models, ranked by another criterion.
    #[must_use]
    pub fn by(mut self, criterion: Criterion) -> Self {
        let value = |candidate: &Candidate| candidate.value(criterion);
        self.candidates.sort_by(|a, b| {
            value(a).total_cmp(&value(b)).then_with(|| a.model.terms().cmp(b.model.terms()))
        });
        self
    }

    /// The best models whose criterion exceeds the best value by no more than `units`.
    pub fn within(&self, criterion: Criterion, units: f64) -> &[Candidate] {
        let limit = self.candidates.first().map_or(0.0, |best| best.value(criterion) + units);
        let close = |candidate: &&Candidate| candidate.value(criterion) <= limit;
        &self.candidates[..self.candidates.iter().take_while(close).count()]
    }
}

/// Ranks the pairwise models of a table by a criterion.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{CaptureTable, Criterion, History, rank};
///
/// // Invented figures.
/// let cells = [(1, 32), (2, 24), (4, 28), (3, 8), (5, 8), (6, 6), (7, 2)];
/// let cells = cells.map(|(bits, count)| (History::new(bits), count));
/// let table = CaptureTable::new(["A", "B", "C"], cells)?;
/// let ranking = rank(&table, Criterion::Bic, &mut |_, _| ControlFlow::Continue(()))?;
/// assert_eq!(ranking.candidates.len(), 8);
/// assert_eq!(ranking.candidates[0].model.to_string(), "[1,2,3]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rank(
    table: &CaptureTable,
    criterion: Criterion,
    order: usize,
    tell: &mut Tell<'_>,
) -> Result<Ranking, Interrupted> {
    rank_metered(table, criterion, order, &mut Meter::new(tell))
}

pub(crate) fn rank_metered(
    table: &CaptureTable,
    criterion: Criterion,
    _order: usize,
    meter: &mut Meter<'_, '_>,
) -> Result<Ranking, Interrupted> {
    let mut search = Search::new(table, criterion);
    if search.pairs.len() <= EXHAUSTIVE_PAIRS {
        search.visit_all(meter)?;
    } else {
        search.go_downhill_from_all_starts(meter)?;
    }
    Ok(search.into_ranking().by(criterion))
}

/// A set of pairs: bit `i` stands for the pair `i` of the search.
type PairSet = u128;

struct Search {
    margins: Margins,
    pairs: Vec<History>,
    criterion: Criterion,
    solver: Solver,
    /// What is known of the models visited: population and log-likelihood.
    visited: HashMap<PairSet, Option<Maximum>>,
}

impl Search {
    fn new(table: &CaptureTable, criterion: Criterion) -> Self {
        let margins = Margins::of(table);
        Self {
            pairs: table.pairs(),
            criterion,
            solver: Solver::new(margins.lists),
            visited: HashMap::new(),
            margins,
        }
    }

    /// Fits a model from other parameters and moves them to its own; they stay when it has no
    /// estimate.
    fn visit(&mut self, set: PairSet, theta: &mut Vec<f64>) -> Option<Maximum> {
        let mains = (0..self.margins.lists).map(|list| 1 << list);
        let chosen = self.pairs.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1);
        let terms = mains.chain(chosen.map(|(_, pair)| pair.bits()));
        let terms = Terms::divide(terms, &self.margins);
        let before = theta.clone();
        let found: Result<Maximum, Verdict> =
            maximise_if_exists(&mut self.solver, &self.margins, &terms, theta);
        if found.is_err() {
            *theta = before;
        }
        self.visited.insert(set, found.ok());
        found.ok()
    }

    /// Every set of pairs, each right after the one with its last pair taken out.
    fn visit_all(&mut self, meter: &mut Meter<'_, '_>) -> Result<(), Interrupted> {
        meter.expect(1 << self.pairs.len());
        let start = independent_start(&self.margins);
        self.visit_with_more(0, 0, &start, meter)
    }

    fn visit_with_more(
        &mut self,
        set: PairSet,
        next: usize,
        start: &[f64],
        meter: &mut Meter<'_, '_>,
    ) -> Result<(), Interrupted> {
        let mut theta = start.to_vec();
        self.visit(set, &mut theta);
        meter.advance(1)?;
        (next..self.pairs.len())
            .try_for_each(|i| self.visit_with_more(set | 1 << i, i + 1, &theta, meter))
    }

    /// Starts at independence, where the stepwise choices at the usual, a stricter and a looser
    /// threshold end, and at all pairs: a search from independence alone is known to stick in a
    /// local minimum (Silverman, Chan and Vincent 2024, section 5, on the UK table).
    fn go_downhill_from_all_starts(
        &mut self,
        meter: &mut Meter<'_, '_>,
    ) -> Result<(), Interrupted> {
        let all = self.pairs.iter().enumerate().fold(0, |set, (i, _)| set | 1 << i);
        let mut starts: Vec<PairSet> = vec![0];
        for threshold in [USUAL_THRESHOLD / 20.0, USUAL_THRESHOLD, USUAL_THRESHOLD * 10.0] {
            let path = walk(&self.margins, &mut self.solver, threshold);
            starts.extend(path.ok().map(|path| {
                let index = |pair: History| self.pairs.iter().position(|&p| p == pair);
                let indices = path.added.iter().filter_map(|added| index(added.pair));
                indices.fold(0, |set, i| set | 1 << i)
            }));
        }
        starts.push(all);
        starts.dedup();
        starts.into_iter().try_for_each(|start| self.go_downhill(start, meter))
    }

    fn go_downhill(
        &mut self,
        start: PairSet,
        meter: &mut Meter<'_, '_>,
    ) -> Result<(), Interrupted> {
        let mut here = start;
        let mut theta = independent_start(&self.margins);
        let found = self.visit(here, &mut theta);
        let mut value = self.value(here, found);
        loop {
            meter.expect(self.pairs.len() as u64);
            let mut best = None;
            for i in 0..self.pairs.len() {
                let neighbour = here ^ 1 << i;
                let found = match self.visited.get(&neighbour) {
                    Some(&known) => known,
                    None => self.visit(neighbour, &mut theta.clone()),
                };
                let reached = self.value(neighbour, found);
                if reached < value {
                    (value, best) = (reached, Some(neighbour));
                }
                meter.advance(1)?;
            }
            let Some(next) = best else {
                return Ok(());
            };
            here = next;
            self.visit(here, &mut theta);
        }
    }

    /// The criterion of a model; infinite without an estimate.
    fn value(&self, set: PairSet, found: Option<Maximum>) -> f64 {
        found.map_or(f64::INFINITY, |maximum| {
            let parameters = (1 + self.margins.lists) as f64 + f64::from(set.count_ones());
            self.criterion.value(parameters, self.margins.people(), maximum.log_likelihood)
        })
    }

    fn into_ranking(self) -> Ranking {
        let people = self.margins.people();
        let candidate = |(set, maximum): (PairSet, Maximum)| {
            let pairs = self.pairs.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1);
            let model = Model::new(self.margins.lists, pairs.map(|(_, &pair)| pair)).ok()?;
            let parameters = model.parameters() as f64;
            let value = |c: Criterion| c.value(parameters, people, maximum.log_likelihood);
            Some(Candidate {
                model,
                population: people + maximum.ln_hidden.exp(),
                bic: value(Criterion::Bic),
                aic: value(Criterion::Aic),
            })
        };
        let estimable = self.visited.iter().filter_map(|(&set, &found)| Some((set, found?)));
        Ranking {
            candidates: estimable.filter_map(candidate).collect(),
            examined: self.visited.len(),
            possible: 1_u64.checked_shl(self.pairs.len() as u32),
        }
    }
}

impl Criterion {
    pub(crate) fn value(self, parameters: f64, people: f64, log_likelihood: f64) -> f64 {
        let price = match self {
            Self::Bic => people.ln(),
            Self::Aic => 2.0,
        };
        parameters * price - 2.0 * log_likelihood
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn random_table(random: &mut ChaCha8Rng) -> CaptureTable {
        let cells = (1..32_u16).map(|history| {
            let largest = [300, 40, 6, 2, 1][history.count_ones() as usize - 1];
            (History::new(history), random.random_range(0..=largest))
        });
        CaptureTable::new(["a", "b", "c", "d", "e"], cells.collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn going_downhill_mostly_ends_where_trying_every_model_does() {
        let mut random = ChaCha8Rng::seed_from_u64(11);
        let mut go_on = |_: u64, _: u64| ControlFlow::Continue(());
        let mut same = 0;
        for _ in 0..40 {
            let table = random_table(&mut random);
            let every = rank(&table, Criterion::Bic, &mut go_on).unwrap();
            let mut search = Search::new(&table, Criterion::Bic);
            search.go_downhill_from_all_starts(&mut Meter::new(&mut go_on)).unwrap();
            let some = search.into_ranking().by(Criterion::Bic);
            assert!(!some.is_exhaustive() && some.examined < 700, "{}", some.examined);
            let [best, found] = [&every, &some].map(|ranking| ranking.candidates[0].bic);
            assert!(found > best - 1e-8);
            same += u32::from((found - best).abs() < 1e-8);
        }
        assert!(same >= 38, "{same} of 40");
    }
}
