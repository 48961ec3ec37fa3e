//! Averaging over all decomposable graphs: an estimate that does not hang on one model.
//!
//! Madigan and York (1997, Biometrika 84:19) give every decomposable graph over the lists the same
//! prior probability and weigh what each says of the number of missing people by how well it
//! explains the table. Everything has a closed form (`hyper_dirichlet.rs`), so that the posterior
//! is summed, not sampled: the same table gives the same digits.
//!
//! Two things are said here that averages usually hide. **Rival truths**: when the graphs fall
//! into groups that point to quite different populations, each group is reported with its weight,
//! for a mean between two modes describes neither. **The tail**: some graphs, the complete one
//! first, know nothing of the missing but the prior, and give them a tail so heavy that it has no
//! mean. How far a limit on the missing decides the answer is always worked out and told; without
//! such a limit of the caller's an answer that never settles is refused.

pub(crate) mod graph;
pub(crate) mod graph_average;
pub(crate) mod hyper_dirichlet;
pub(crate) mod missing_grid;

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, MAX_PEOPLE};
use crate::decomposable::graph::MAX_GRAPH_LISTS;
use crate::decomposable::graph_average::averaged;
use crate::decomposable::missing_grid::{FEWEST_MISSING, MissingPrior};
use crate::progress::{Interrupted, Meter, Tell};
use crate::refusal::Refusal;
use crate::threshold::MAX_DRAWS;

/// Groups of graphs are rivals when the medians of their populations differ by this factor, and
/// the 80 % interval of the one ends below that of the other.
pub const RIVAL_GROUPS_FACTOR: f64 = 1.5;

/// Graphs that together have less than this share of the posterior are no group of their own.
pub const LEAST_GROUP_WEIGHT: f64 = 0.05;

/// A value has settled when a limit on the missing ten times farther moves it by no more than this
/// part.
pub const SETTLED: f64 = 0.01;

/// Most memberships in a second list or a further one. The posterior narrows as they grow, and
/// beyond these the first look could pass between its peaks.
pub const MAX_REPEATED_MEMBERSHIPS: u64 = 4_000_000;

/// Most numbers of missing people that can be given one by one; each takes the memory of one
/// value for every set of lists.
pub const MAX_POINTS: usize = 200_000;

/// The numbers of missing people that are considered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingRange {
    /// Every number from [`FEWEST_MISSING`] to a limit, in blocks that are finest where the posterior is.
    UpTo(u64),
    /// These numbers only, each standing for itself, at most [`MAX_POINTS`]; as `dga` is called.
    Points(Vec<u64>),
}

/// How to average.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Averaging {
    /// Prior count of each history of all the lists, from 1e-9 to 1e6; `None` for `2^-k` with `k` lists,
    /// one person in all, which Madigan and York and `dga` suggest.
    pub prior_count: Option<f64>,
    /// What is thought of the number of people before.
    pub prior: MissingPrior,
    /// The numbers of missing people considered. Up to [`MAX_PEOPLE`], all people on Earth, an
    /// answer that depends on the limit is refused; with a smaller limit, which states knowledge
    /// of the caller's, and with points it is given, and [`Tail`] says how much it depends.
    pub missing: MissingRange,
    /// How many of the graphs to name, those with most weight first.
    pub named_graphs: usize,
    /// How many draws of the population to give, at most [`MAX_DRAWS`].
    pub draws: usize,
}

impl Default for Averaging {
    fn default() -> Self {
        Self {
            prior_count: None,
            prior: MissingPrior::InversePopulation,
            missing: MissingRange::UpTo(MAX_PEOPLE),
            named_graphs: 20,
            draws: 1000,
        }
    }
}

/// The posterior over decomposable graphs and the population. Populations hold the observed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecomposableAverage {
    /// People observed.
    pub observed: u64,
    /// Prior count of each history.
    pub prior_count: f64,
    /// The prior of the number of people.
    pub prior: MissingPrior,
    /// How many graphs were averaged over.
    pub examined: usize,
    /// Posterior mean of the population over the numbers considered. It exists only because they
    /// end; see [`Tail::mean`].
    pub mean: f64,
    /// Posterior median.
    pub median: f64,
    /// The single most probable population.
    pub mode: f64,
    /// 10 and 90 % points.
    pub interval80: [f64; 2],
    /// 2.5 and 97.5 % points.
    pub interval95: [f64; 2],
    /// The graphs with most weight, most first.
    pub graphs: Vec<WeighedGraph>,
    /// Groups of graphs that point to different populations, the lowest first; one group with all
    /// graphs if none do.
    pub groups: Vec<GraphGroup>,
    /// How much the answer depends on the largest number of missing people considered.
    pub tail: Tail,
    /// Draws of the population, ascending: its quantiles at `(i + 1/2) / draws`, so that they are
    /// the posterior as exactly as so many numbers can be, and no seed decides.
    pub draws: Vec<f64>,
}

/// A graph and what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeighedGraph {
    /// The graph as a log-linear model, written by its generators, the cliques.
    pub model: String,
    /// Its posterior probability.
    pub weight: f64,
    /// Mean of the population given the graph, over the numbers considered.
    pub mean: f64,
    /// Median given the graph.
    pub median: f64,
    /// 2.5 and 97.5 % points given the graph.
    pub interval95: [f64; 2],
}

/// Graphs that point to about the same population.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GraphGroup {
    /// Posterior probability of the group.
    pub weight: f64,
    /// How many graphs it has, those of negligible weight left out.
    pub graphs: usize,
    /// The graph with most weight, as a model.
    pub leading: String,
    /// Median of the population given the group.
    pub median: f64,
    /// 10 and 90 % points given the group.
    pub interval80: [f64; 2],
    /// 2.5 and 97.5 % points given the group.
    pub interval95: [f64; 2],
}

/// What the largest number of missing people considered has to do with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tail {
    /// The largest number of missing people considered.
    pub most_missing: u64,
    /// The 97.5 % point of the population if ten times as many were considered.
    pub upper95: f64,
    /// The mean of the population if ten times as many were considered.
    pub mean: f64,
    /// Whether the 97.5 % point moves by no more than [`SETTLED`] then.
    pub interval_settled: bool,
    /// Whether the mean moves by no more than [`SETTLED`] then. If not, quote the median.
    pub mean_settled: bool,
}

/// One line of a comparison of priors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AtPriorCount {
    /// Prior count of each history.
    pub prior_count: f64,
    /// Posterior median of the population.
    pub median: f64,
    /// 2.5 and 97.5 % points.
    pub interval95: [f64; 2],
    /// The graph with most weight, as a model.
    pub leading: String,
    /// Whether the 97.5 % point does without a limit on the missing.
    pub interval_settled: bool,
}

/// Why there is no average.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAveraged {
    /// No method can answer the table: with two lists, for one.
    #[error("{0}")]
    Table(#[from] Refusal),
    /// The table has more lists than [`MAX_GRAPH_LISTS`]; merge some.
    #[error("{lists} lists; the decomposable graphs of {MAX_GRAPH_LISTS} can be gone through")]
    TooManyLists {
        /// Lists of the table.
        lists: usize,
    },
    /// More than [`MAX_REPEATED_MEMBERSHIPS`].
    #[error("{memberships} memberships in a second list; {MAX_REPEATED_MEMBERSHIPS} is the limit")]
    TooManyMemberships {
        /// Memberships beyond the first of each person.
        memberships: u64,
    },
    /// The upper limit keeps growing with the number of missing people considered, up to all
    /// people on Earth: the table says nothing against any number.
    #[error("the upper limit moves from {upper95:.0} to {farther:.0} with ten times the people")]
    TailNeverSettles {
        /// The 97.5 % point of the population with up to [`MAX_PEOPLE`] missing.
        upper95: f64,
        /// The same with ten times as many.
        farther: f64,
    },
    /// A prior count or a parameter of the prior is out of its range, or there is no number of
    /// missing people to consider, or too many, or draws, or one outside [`FEWEST_MISSING`] to
    /// [`MAX_PEOPLE`].
    #[error("the prior or the range of missing people cannot be used")]
    Settings,
    /// The caller ended it.
    #[error("{0}")]
    Interrupted(#[from] Interrupted),
}

impl NotAveraged {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Table(refusal) => refusal.code(),
            Self::TooManyLists { .. } => "estimate/too-many-lists-to-average",
            Self::TooManyMemberships { .. } => "estimate/too-many-memberships-to-average",
            Self::TailNeverSettles { .. } => "estimate/tail-never-settles",
            Self::Settings => "estimate/averaging-settings",
            Self::Interrupted(_) => "estimate/interrupted",
        }
    }
}

/// Averages over all decomposable graphs of the lists.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{Averaging, CaptureTable, History, average_decomposable};
///
/// // Invented figures: lists that miss half of the people each, whatever the others do.
/// let cells = (1..8).map(|bits| (History::new(bits), 100));
/// let table = CaptureTable::new(["A", "B", "C"], cells)?;
/// let settings = Averaging::default();
/// let found = average_decomposable(&table, &settings, &mut |_, _| ControlFlow::Continue(()))?;
/// assert_eq!(found.examined, 8);
/// assert_eq!(found.graphs[0].model, "[1,2,3]");
/// assert!(found.interval95[0] < 800.0 && 800.0 < found.interval95[1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn average_decomposable(
    table: &CaptureTable,
    averaging: &Averaging,
    tell: &mut Tell<'_>,
) -> Result<DecomposableAverage, NotAveraged> {
    let average = averaged(table, averaging, &mut Meter::new(tell))?;
    let unlimited = averaging.missing == MissingRange::UpTo(MAX_PEOPLE);
    if unlimited && !average.tail.interval_settled {
        let [_, upper95] = average.interval95;
        return Err(NotAveraged::TailNeverSettles { upper95, farther: average.tail.upper95 });
    }
    Ok(average)
}

/// The same average under several prior counts, side by side. What moves with them the table does
/// not say. An upper limit that never settles is marked here, not refused.
pub fn prior_count_sensitivity(
    table: &CaptureTable,
    averaging: &Averaging,
    prior_counts: &[f64],
    tell: &mut Tell<'_>,
) -> Result<Vec<AtPriorCount>, NotAveraged> {
    let mut meter = Meter::new(tell);
    let mut at = |&prior_count: &f64| {
        let prior_count = Some(prior_count);
        let averaging = Averaging { prior_count, named_graphs: 1, draws: 0, ..averaging.clone() };
        let average = averaged(table, &averaging, &mut meter)?;
        Ok(AtPriorCount {
            prior_count: average.prior_count,
            median: average.median,
            interval95: average.interval95,
            leading: average.graphs.into_iter().next().map(|g| g.model).unwrap_or_default(),
            interval_settled: average.tail.interval_settled,
        })
    };
    prior_counts.iter().map(&mut at).collect()
}

/// Whether the settings can be used.
pub(crate) fn check(averaging: &Averaging, delta: f64) -> Result<(), NotAveraged> {
    let allowed = |number: u64| (FEWEST_MISSING..=MAX_PEOPLE).contains(&number);
    let range = match &averaging.missing {
        MissingRange::UpTo(most) => allowed(*most),
        MissingRange::Points(numbers) => {
            (1..=MAX_POINTS).contains(&numbers.len())
                && numbers.iter().all(|&number| allowed(number))
        }
    };
    let usable = (1e-9..=1e6).contains(&delta) && averaging.prior.is_usable();
    let draws = averaging.draws <= MAX_DRAWS;
    if range && usable && draws { Ok(()) } else { Err(NotAveraged::Settings) }
}
