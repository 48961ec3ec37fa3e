//! Choosing a model by an information criterion, and the ranking of those that lost.
//!
//! The candidates are the hierarchical models with all main effects and dependences among up to a
//! given number of lists, the order. As long as they are no more than [`EXHAUSTIVE_MODELS`] every
//! one is fitted, each from the parameters of one that lacks a set of lists. On six lists all
//! orders are 7,785,061 models: [`optimum`] finds the best of them, with proof, by looking at a few
//! hundred. Beyond, the search goes downhill from several starts, and the ranking holds the models
//! that it met.

pub(crate) mod branch_and_bound;
pub(crate) mod downhill;
pub(crate) mod exhaustive;
pub(crate) mod hierarchical;
pub(crate) mod stepwise;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::capture_history::CaptureTable;
use crate::loglinear::fit::maximise_if_exists;
use crate::loglinear::{Maximum, Solver, Terms, independent_start};
use crate::model::Model;
use crate::progress::{Interrupted, Meter, Tell};
use crate::selection::branch_and_bound::BranchAndBound;
use crate::selection::downhill::Downhill;
use crate::selection::hierarchical::{Family, InUse, Lattice, MOST_LISTS, members, model_count};
use crate::workers::in_parallel;

/// Most models that are all fitted: those with pairs on six lists. Five lists have 6,893 models of
/// any order.
pub const EXHAUSTIVE_MODELS: u64 = 32_768;

/// The exhaustive work is divided by which of the first so many pairs a model holds.
const PAIRS_OF_A_SHARE: usize = 10;

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
    /// The models, best first by the criterion; equals in the order of their terms.
    pub candidates: Vec<Candidate>,
    /// How many models were examined.
    pub examined: usize,
    /// How many hierarchical models there are with all main effects and sets of lists in use up to
    /// the order, the saturated one excluded; `None` where they were never counted.
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
        sort(&mut self.candidates, criterion);
        self
    }

    /// The best models whose criterion exceeds the best value by no more than `units`.
    pub fn within(&self, criterion: Criterion, units: f64) -> &[Candidate] {
        let limit = self.candidates.first().map_or(0.0, |best| best.value(criterion) + units);
        let close = |candidate: &&Candidate| candidate.value(criterion) <= limit;
        &self.candidates[..self.candidates.iter().take_while(close).count()]
    }
}

fn sort(candidates: &mut [Candidate], criterion: Criterion) {
    let value = |candidate: &Candidate| candidate.value(criterion);
    candidates.sort_by(|a, b| {
        value(a).total_cmp(&value(b)).then_with(|| a.model.terms().cmp(b.model.terms()))
    });
}

/// Ranks the hierarchical models of a table by a criterion, with dependences among at most `order`
/// lists: 2 for pairs; anything from the number of lists less one on for all models.
///
/// Steps of the work: equal shares of the models, or the models met on the way down.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{CaptureTable, Criterion, History, rank};
///
/// // Invented figures.
/// let cells = [(1, 32), (2, 24), (4, 28), (3, 8), (5, 8), (6, 6), (7, 2)];
/// let cells = cells.map(|(bits, count)| (History::new(bits), count));
/// let table = CaptureTable::new(["A", "B", "C"], cells)?;
/// let ranking = rank(&table, Criterion::Bic, 2, &mut |_, _| ControlFlow::Continue(()))?;
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
    order: usize,
    meter: &mut Meter<'_, '_>,
) -> Result<Ranking, Interrupted> {
    let in_use = InUse::of(table);
    let possible = model_count(in_use.lists.len(), order);
    let (mut candidates, examined) = if possible.is_some_and(|n| n <= EXHAUSTIVE_MODELS) {
        every_model(&in_use, order, meter)?
    } else {
        let mut search = Downhill::new(&in_use, order, criterion);
        search.run(meter)?;
        let examined = search.visited.len();
        let estimable = search.visited.into_iter().filter_map(|(sets, found)| Some((sets, found?)));
        let candidate =
            |(sets, found): (Vec<u16>, Maximum)| Candidate::new(&in_use, in_use.model(sets), found);
        (estimable.map(candidate).collect(), examined)
    };
    sort(&mut candidates, criterion);
    Ok(Ranking { candidates, examined, possible })
}

/// Fits every model; gives those that have an estimate, and the number of all.
fn every_model(
    in_use: &InUse,
    order: usize,
    meter: &mut Meter<'_, '_>,
) -> Result<(Vec<Candidate>, usize), Interrupted> {
    let margins = &in_use.margins;
    let lattice = Lattice::new(margins.lists, order);
    let absent = lattice.absent(margins);
    let pairs = lattice.interactions.iter().take_while(|set| set.count_ones() == 2).count();
    let divided = pairs.min(PAIRS_OF_A_SHARE);
    let start = independent_start(margins);
    let room = || Solver::new(margins.lists);
    // Only pairs divide the work, so that the models of a share lack and hold the same of them.
    let work = |solver: &mut Solver, share: usize| {
        let chosen = lattice.interactions[..divided].iter().enumerate();
        let chosen = chosen.filter(|(i, _)| share >> i & 1 == 1);
        let smallest = chosen.fold(lattice.mains, |family, (_, set)| family | 1 << set);
        let mut known: HashMap<Family, Option<Maximum>> = HashMap::new();
        let (mut candidates, mut examined) = (Vec::new(), 0);
        lattice.visit_from(smallest, divided, &start, &mut |family, before| {
            examined += 1;
            let mut theta = before.clone();
            let reduced = lattice.reduced(family, absent);
            let found = *known.entry(reduced).or_insert_with(|| {
                let terms = Terms::divide(members(reduced), margins);
                let found = maximise_if_exists(solver, margins, &terms, &mut theta).ok();
                if found.is_none() {
                    theta.clone_from(before);
                }
                found
            });
            let model = || in_use.model(members(family));
            candidates.extend(found.map(|found| Candidate::new(in_use, model(), found)));
            theta
        });
        (candidates, examined)
    };
    let shares = 1 << divided;
    meter.expect(shares as u64);
    let found = in_parallel(shares, meter, room, work)?;
    let examined = found.iter().map(|share| share.1).sum();
    Ok((found.into_iter().flat_map(|share| share.0).collect(), examined))
}

/// The best models of all, and whether that is proven.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimum {
    /// The models with an estimate that are within the units asked for of the best, best first;
    /// equals in the order of their terms. Empty if no model has an estimate.
    pub best: Vec<Candidate>,
    /// How many models these are the best of, as in [`Ranking::possible`].
    pub possible: Option<u64>,
    /// Models of whose likelihood an upper bound was computed.
    pub bounded: usize,
    /// Models that were examined for an estimate and, where there is one, fitted.
    pub fitted: usize,
    /// Whether no model can be missing: each that was not fitted is proven worse. Not so after a
    /// search downhill, nor if the verdict on a model was left open.
    pub certified: bool,
}

/// Finds the best hierarchical models of any order up to `order`, all within `units` of the best,
/// without fitting the others: by branch and bound for up to six lists in use, and for more by
/// going downhill, without proof.
///
/// On the published UK table of six lists this takes some hundred fits for 7,785,061 models.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{CaptureTable, Criterion, History, optimum};
///
/// // Invented figures.
/// let cells = [(1, 32), (2, 24), (4, 28), (3, 8), (5, 8), (6, 6), (7, 2)];
/// let cells = cells.map(|(bits, count)| (History::new(bits), count));
/// let table = CaptureTable::new(["A", "B", "C"], cells)?;
/// let found = optimum(&table, Criterion::Bic, 2, 6.0, &mut |_, _| ControlFlow::Continue(()))?;
/// assert!(found.certified);
/// assert_eq!(found.best[0].model.to_string(), "[1,2,3]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn optimum(
    table: &CaptureTable,
    criterion: Criterion,
    order: usize,
    units: f64,
    tell: &mut Tell<'_>,
) -> Result<Optimum, Interrupted> {
    optimum_metered(table, criterion, order, units, &mut Meter::new(tell))
}

pub(crate) fn optimum_metered(
    table: &CaptureTable,
    criterion: Criterion,
    order: usize,
    units: f64,
    meter: &mut Meter<'_, '_>,
) -> Result<Optimum, Interrupted> {
    let in_use = InUse::of(table);
    let lists = in_use.lists.len();
    if lists > MOST_LISTS {
        let ranking = rank_metered(table, criterion, order, meter)?;
        let best = ranking.within(criterion, units).to_vec();
        let Ranking { examined, possible, .. } = ranking;
        return Ok(Optimum { best, possible, bounded: 0, fitted: examined, certified: false });
    }
    let (lattice, mut solver) = (Lattice::new(lists, order), Solver::new(lists));
    let price = criterion.price(in_use.margins.people());
    let extra = in_use.extra_parameters();
    let search = BranchAndBound::new(&lattice, &in_use.margins, &mut solver, extra, price, units);
    let outcome = search.run(meter)?;
    let found = outcome.found.iter();
    let mut best: Vec<Candidate> = found
        .map(|(family, own)| Candidate::new(&in_use, in_use.model(members(*family)), own.maximum))
        .collect();
    sort(&mut best, criterion);
    let limit = best.first().map_or(0.0, |best| best.value(criterion) + units);
    best.retain(|candidate| candidate.value(criterion) <= limit);
    Ok(Optimum {
        best,
        possible: model_count(lists, order),
        bounded: outcome.bounded,
        fitted: outcome.fitted,
        certified: outcome.certified,
    })
}

impl Candidate {
    pub(crate) fn new(in_use: &InUse, model: Model, found: Maximum) -> Self {
        let (people, parameters) = (in_use.margins.people(), model.parameters() as f64);
        Self {
            model,
            population: people + found.ln_hidden.exp(),
            bic: Criterion::Bic.value(parameters, people, found.log_likelihood),
            aic: Criterion::Aic.value(parameters, people, found.log_likelihood),
        }
    }
}

impl Criterion {
    /// What a parameter costs, in units of the criterion.
    pub(crate) fn price(self, people: f64) -> f64 {
        match self {
            Self::Bic => people.ln(),
            Self::Aic => 2.0,
        }
    }

    pub(crate) fn value(self, parameters: f64, people: f64, log_likelihood: f64) -> f64 {
        parameters * self.price(people) - 2.0 * log_likelihood
    }
}
