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

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, MAX_PEOPLE};
use crate::decomposable_graph::{DecomposableGraph, MAX_GRAPH_LISTS, graphs};
use crate::hyper_dirichlet::{GraphShare, Likelihoods, Sweep, steps};
use crate::margins::Margins;
use crate::missing_grid::{
    Block, FEWEST_MISSING, MissingPrior, draws, geometric, points, quantiles, refined,
};
use crate::progress::{Interrupted, Meter, Tell};
use crate::refusal::Refusal;

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

/// Graphs with the least weight are dropped after the first look at all of them, as long as they
/// have no more than this share of the posterior together.
const DROPPED: f64 = 1e-6;

/// The numbers of missing people that are considered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingRange {
    /// Every number from [`FEWEST_MISSING`] to a limit, in blocks that are finest where the posterior is.
    UpTo(u64),
    /// These numbers only, each standing for itself; as `dga` is called.
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
    /// How many draws of the population to give.
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
    /// missing people to consider, or one outside [`FEWEST_MISSING`] to [`MAX_PEOPLE`].
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

/// A table and a prior, ready for sums over graphs and numbers of missing people.
struct Posterior {
    margins: Margins,
    delta: f64,
    prior: MissingPrior,
}

fn averaged(
    table: &CaptureTable,
    averaging: &Averaging,
    meter: &mut Meter<'_, '_>,
) -> Result<DecomposableAverage, NotAveraged> {
    let lists = table.lists().len();
    if let Some(refusal) = Refusal::of_table(table) {
        return Err(refusal.into());
    }
    if lists > MAX_GRAPH_LISTS {
        return Err(NotAveraged::TooManyLists { lists });
    }
    let margins = Margins::of(table);
    let repeated = repeated_memberships(table);
    if repeated > MAX_REPEATED_MEMBERSHIPS {
        return Err(NotAveraged::TooManyMemberships { memberships: repeated });
    }
    let delta = averaging.prior_count.unwrap_or_else(|| 0.5_f64.powi(lists as i32));
    check(averaging, delta)?;
    let posterior = Posterior { margins, delta, prior: averaging.prior };
    // The logarithm of the missing number cannot be told more sharply than by one over the root of
    // the memberships that overlap; steps of two such parts miss no peak.
    let part = (2.0 / (repeated as f64 + 1.0).sqrt()).clamp(0.001, 0.02);
    let all = graphs(lists);
    let (blocks, sweep, beyond) = match &averaging.missing {
        MissingRange::UpTo(most) => {
            let coarse = geometric(FEWEST_MISSING, *most, part);
            let look = posterior.sweep(&coarse, all as usize, |i| i as u32, meter)?;
            let kept = heaviest(&look.graphs);
            let blocks = refined(&coarse, &look.masses, 0.001);
            let mut sweep = posterior.sweep(&blocks, kept.len(), |i| kept[i], meter)?;
            sweep.examined = look.examined;
            (blocks, sweep, geometric(most + 1, 10 * most, part))
        }
        MissingRange::Points(numbers) => {
            let blocks = points(numbers);
            let sweep = posterior.sweep(&blocks, all as usize, |i| i as u32, meter)?;
            let beyond = continued(&blocks, part);
            (blocks, sweep, beyond)
        }
    };
    posterior.reported(averaging, &blocks, sweep, &beyond, meter)
}

fn check(averaging: &Averaging, delta: f64) -> Result<(), NotAveraged> {
    let allowed = |number: u64| (FEWEST_MISSING..=MAX_PEOPLE).contains(&number);
    let range = match &averaging.missing {
        MissingRange::UpTo(most) => allowed(*most),
        MissingRange::Points(numbers) => {
            !numbers.is_empty() && numbers.iter().all(|&number| allowed(number))
        }
    };
    let usable = (1e-9..=1e6).contains(&delta) && averaging.prior.is_usable();
    if range && usable { Ok(()) } else { Err(NotAveraged::Settings) }
}

/// How often people are on a second list or a further one.
fn repeated_memberships(table: &CaptureTable) -> u64 {
    table.cells().iter().map(|&(history, count)| (history.len() as u64 - 1) * count).sum()
}

/// Blocks from the last of some points to ten times as far, with the density of the points.
fn continued(points: &[Block], part: f64) -> Vec<Block> {
    let last = points.last().map_or(0, |point| point.last);
    let before = points.len().checked_sub(2).map_or(0, |i| points[i].last);
    let spacing = (last - before).max(1) as f64;
    let mut blocks = geometric(last + 1, 10 * last.max(1), part);
    blocks.iter_mut().for_each(|block| block.weight /= spacing);
    blocks
}

/// The graphs that remain when those with the least weight are dropped, in their order.
fn heaviest(graphs: &[GraphShare]) -> Vec<u32> {
    let mut weights: Vec<f64> = graphs.iter().map(|graph| graph.weight).collect();
    weights.sort_by(f64::total_cmp);
    let mut dropped = 0.0;
    let least = weights.into_iter().find(|weight| {
        dropped += weight;
        dropped > DROPPED
    });
    let least = least.unwrap_or(0.0);
    graphs.iter().filter(|graph| graph.weight >= least).map(|graph| graph.edges).collect()
}

impl Posterior {
    fn sweep(
        &self,
        blocks: &[Block],
        count: usize,
        graph: impl Fn(usize) -> u32 + Sync,
        meter: &mut Meter<'_, '_>,
    ) -> Result<Sweep, Interrupted> {
        meter.expect(steps(count) as u64);
        let likelihoods = Likelihoods::new(&self.margins, self.delta, self.prior, blocks);
        likelihoods.sweep(count, graph, meter)
    }

    fn population(&self, missing: u64) -> f64 {
        self.margins.people() + missing as f64
    }

    fn reported(
        &self,
        averaging: &Averaging,
        blocks: &[Block],
        mut sweep: Sweep,
        beyond: &[Block],
        meter: &mut Meter<'_, '_>,
    ) -> Result<DecomposableAverage, NotAveraged> {
        let population = |missing| self.population(missing);
        let shares = [0.025, 0.1, 0.5, 0.9, 0.975];
        let [low95, low80, median, high80, high95] =
            quantiles(blocks, &sweep.masses, shares).map(population);
        let mean = self.margins.people() + mean(blocks, &sweep.masses);
        let tail = self.tail(blocks, &sweep, beyond, [mean, high95], meter)?;
        let mode = self.mode(blocks, &sweep, meter)?;
        let mut groups = Vec::new();
        sweep.graphs.sort_by_key(|graph| (graph.median, graph.edges));
        self.divide(blocks, &sweep.graphs, None, &mut groups, meter)?;
        sweep.graphs.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.edges.cmp(&b.edges)));
        let named = sweep.graphs.iter().take(averaging.named_graphs).map(|graph| WeighedGraph {
            model: self.written(graph.edges),
            weight: graph.weight,
            mean: self.margins.people() + graph.mean,
            median: population(graph.median),
            interval95: graph.interval95.map(population),
        });
        Ok(DecomposableAverage {
            observed: self.margins.people() as u64,
            prior_count: self.delta,
            prior: self.prior,
            examined: sweep.examined,
            mean,
            median,
            mode: population(mode),
            interval80: [low80, high80],
            interval95: [low95, high95],
            graphs: named.collect(),
            groups,
            tail,
            draws: draws(blocks, &sweep.masses, averaging.draws)
                .into_iter()
                .map(population)
                .collect(),
        })
    }

    /// What becomes of the mean and the upper limit with ten times as many missing people.
    fn tail(
        &self,
        blocks: &[Block],
        sweep: &Sweep,
        beyond: &[Block],
        [mean_here, upper_here]: [f64; 2],
        meter: &mut Meter<'_, '_>,
    ) -> Result<Tail, Interrupted> {
        let graphs = &sweep.graphs;
        let farther = self.sweep(beyond, graphs.len(), |i| graphs[i].edges, meter)?;
        let factor = (farther.ln_total - sweep.ln_total).exp();
        let masses = farther.masses.iter().map(|mass| mass * factor);
        let masses: Vec<f64> = sweep.masses.iter().copied().chain(masses).collect();
        let blocks: Vec<Block> = blocks.iter().chain(beyond).copied().collect();
        let [upper95] = quantiles(&blocks, &masses, [0.975]).map(|m| self.population(m));
        let mean = self.margins.people() + mean(&blocks, &masses);
        let settled = |here: f64, farther: f64| farther / here - 1.0 <= SETTLED;
        Ok(Tail {
            most_missing: blocks[sweep.masses.len() - 1].last,
            upper95,
            mean,
            interval_settled: settled(upper_here, upper95),
            mean_settled: settled(mean_here, mean),
        })
    }

    /// The most probable single number of missing people.
    fn mode(
        &self,
        blocks: &[Block],
        sweep: &Sweep,
        meter: &mut Meter<'_, '_>,
    ) -> Result<u64, Interrupted> {
        let density = |i: &usize| sweep.masses[*i] / blocks[*i].weight;
        let densest = |best: usize, i: usize| if density(&i) > density(&best) { i } else { best };
        let best = (0..blocks.len()).fold(0, densest);
        if blocks[best].first == blocks[best].last {
            return Ok(blocks[best].first);
        }
        // Somewhere in the densest block or a neighbour: looked at again number by number, or at
        // four hundred of them.
        let first = blocks[best.saturating_sub(1)].first;
        let last = blocks[(best + 1).min(blocks.len() - 1)].last;
        let step = ((last - first) / 400).max(1);
        let near = points(&(first..=last).step_by(step as usize).collect::<Vec<_>>());
        let graphs = &sweep.graphs;
        let close = self.sweep(&near, graphs.len(), |i| graphs[i].edges, meter)?;
        let densest =
            |best: usize, i: usize| if close.masses[i] > close.masses[best] { i } else { best };
        Ok(near[(0..near.len()).fold(0, densest)].first)
    }

    /// Divides graphs, ascending by their medians, into groups that point to populations apart,
    /// and writes those down in order. `known` is what has been summed up for the graphs already.
    fn divide(
        &self,
        blocks: &[Block],
        graphs: &[GraphShare],
        known: Option<GraphGroup>,
        groups: &mut Vec<GraphGroup>,
        meter: &mut Meter<'_, '_>,
    ) -> Result<(), Interrupted> {
        if let Some(at) = widest_gap(self.margins.people(), graphs) {
            let (lower, upper) = graphs.split_at(at);
            let low = self.group(blocks, lower, meter)?;
            let high = self.group(blocks, upper, meter)?;
            let apart = low.interval80[1] < high.interval80[0];
            if apart && high.median >= RIVAL_GROUPS_FACTOR * low.median {
                self.divide(blocks, lower, Some(low), groups, meter)?;
                return self.divide(blocks, upper, Some(high), groups, meter);
            }
        }
        let group = known.map_or_else(|| self.group(blocks, graphs, meter), Ok)?;
        groups.push(group);
        Ok(())
    }

    fn group(
        &self,
        blocks: &[Block],
        graphs: &[GraphShare],
        meter: &mut Meter<'_, '_>,
    ) -> Result<GraphGroup, Interrupted> {
        let sweep = self.sweep(blocks, graphs.len(), |i| graphs[i].edges, meter)?;
        let heavier = |best: GraphShare, graph: &GraphShare| {
            if graph.weight > best.weight { *graph } else { best }
        };
        let leading = graphs.iter().skip(1).fold(graphs[0], heavier);
        let shares = [0.025, 0.1, 0.5, 0.9, 0.975];
        let [low95, low80, median, high80, high95] =
            quantiles(blocks, &sweep.masses, shares).map(|m| self.population(m));
        Ok(GraphGroup {
            weight: graphs.iter().map(|graph| graph.weight).sum(),
            graphs: graphs.len(),
            leading: self.written(leading.edges),
            median,
            interval80: [low80, high80],
            interval95: [low95, high95],
        })
    }

    fn written(&self, edges: u32) -> String {
        let graph = DecomposableGraph::of(self.margins.lists, edges);
        // The graphs of a sweep are decomposable and their lists those of a table.
        graph.and_then(|graph| graph.model().ok()).map(|m| m.to_string()).unwrap_or_default()
    }
}

fn mean(blocks: &[Block], masses: &[f64]) -> f64 {
    let moment: f64 = blocks.iter().zip(masses).map(|(block, mass)| block.centre() * mass).sum();
    moment / masses.iter().sum::<f64>()
}

/// Where graphs, ascending by their medians, fall apart best: the division into two groups of some
/// weight that leaves the least variance of the logarithms of the populations within them.
fn widest_gap(observed: f64, graphs: &[GraphShare]) -> Option<usize> {
    let place = |graph: &GraphShare| (observed + graph.median as f64).ln();
    let weight: f64 = graphs.iter().map(|graph| graph.weight).sum();
    let moment: f64 = graphs.iter().map(|graph| graph.weight * place(graph)).sum();
    let (mut below, mut moment_below) = (0.0, 0.0);
    let mut best = None;
    for (i, graph) in graphs.iter().enumerate() {
        let above = weight - below;
        if below >= LEAST_GROUP_WEIGHT && above >= LEAST_GROUP_WEIGHT {
            let distance = (moment - moment_below) / above - moment_below / below;
            let between = below * above * distance * distance;
            if best.is_none_or(|(_, most)| between > most) {
                best = Some((i, between));
            }
        }
        below += graph.weight;
        moment_below += graph.weight * place(graph);
    }
    best.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::capture_history::History;

    fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn table(lists: usize, cells: impl IntoIterator<Item = (u16, u64)>) -> CaptureTable {
        let names = (0..lists).map(|list| format!("list {list}"));
        let cells = cells.into_iter().map(|(bits, count)| (History::new(bits), count));
        CaptureTable::new(names, cells).unwrap()
    }

    fn average(table: &CaptureTable, averaging: &Averaging) -> Result<DecomposableAverage, String> {
        let found = average_decomposable(table, averaging, &mut go_on);
        found.map_err(|refusal| refusal.code().to_owned())
    }

    /// Lists 1 and 2 depend on each other, and 2 and 3; whoever is on list 2 is seen by them more.
    fn planted(population: u64, seed: u64) -> CaptureTable {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut counts = [0_u64; 16];
        for _ in 0..population {
            let second = random.random_bool(0.2);
            let others = if second { 0.5 } else { 0.1 };
            let mut on = |probability: f64| u16::from(random.random_bool(probability));
            let (first, third, fourth) = (on(others), on(others), on(0.15));
            counts[usize::from(first | u16::from(second) << 1 | third << 2 | fourth << 3)] += 1;
        }
        table(4, (1..16).map(|history| (history, counts[usize::from(history)])))
    }

    #[test]
    fn a_planted_population_is_found_and_so_is_its_graph() {
        let found: Vec<DecomposableAverage> = (0..20)
            .map(|seed| average(&planted(6000, seed), &Averaging::default()).unwrap())
            .collect();
        let covers = |a: &&DecomposableAverage| a.interval95[0] <= 6e3 && 6e3 <= a.interval95[1];
        assert!(found.iter().filter(covers).count() >= 17);
        let right = found.iter().filter(|a| a.graphs[0].model == "[12,23,4]").count();
        assert!(right >= 15, "{right}");
    }

    #[test]
    fn the_order_of_the_lists_changes_nothing() {
        let one = planted(900, 3);
        let order = [2, 0, 3, 1];
        let moved = |history: History| {
            History::of(&history.lists().map(|list| order[list]).collect::<Vec<_>>()).bits()
        };
        let other = table(4, one.cells().iter().map(|&(history, count)| (moved(history), count)));
        let [a, b] = [one, other].map(|table| average(&table, &Averaging::default()).unwrap());
        assert!((a.mean / b.mean - 1.0).abs() < 1e-10);
        assert!(a.interval95.iter().eq(&b.interval95) && a.draws == b.draws);
        assert!((a.graphs[0].weight - b.graphs[0].weight).abs() < 1e-10);
    }

    #[test]
    fn what_cannot_be_averaged_is_refused_with_its_reason() {
        let halves = |lists: usize| table(lists, (1..1 << lists).map(|bits| (bits, 20)));
        let code = |table: &CaptureTable, averaging: &Averaging| {
            average(table, averaging).map_or_else(|code| code, |_| "an average".to_owned())
        };
        let usual = Averaging::default();
        assert_eq!(code(&halves(2), &usual), "estimate/too-few-lists");
        assert_eq!(code(&halves(8), &usual), "estimate/too-many-lists-to-average");
        assert_eq!(code(&halves(3), &usual), "an average");
        let many = table(3, [(1, 5), (2, 5), (4, 5), (7, 3_000_000)]);
        assert_eq!(code(&many, &usual), "estimate/too-many-memberships-to-average");
        let gamma = |shape, scale| MissingPrior::GammaPoisson { shape, scale };
        let points = |points: &[u64]| MissingRange::Points(points.to_vec());
        for averaging in [
            Averaging { prior_count: Some(0.0), ..usual.clone() },
            Averaging { prior_count: Some(f64::NAN), ..usual.clone() },
            Averaging { prior: gamma(-1.0, 2.0), ..usual.clone() },
            Averaging { prior: gamma(1.0, f64::INFINITY), ..usual.clone() },
            Averaging { missing: MissingRange::UpTo(0), ..usual.clone() },
            Averaging { missing: points(&[]), ..usual.clone() },
            Averaging { missing: points(&[1, u64::MAX]), ..usual.clone() },
            Averaging { missing: points(&[0, 1]), ..usual.clone() },
        ] {
            assert_eq!(code(&halves(3), &averaging), "estimate/averaging-settings");
        }
    }

    #[test]
    fn a_tail_that_never_settles_is_refused_unless_the_caller_knows_a_limit() {
        // Odd histories are ten times as frequent as even ones: only the complete graph explains
        // that, which says nothing of the missing; nor does the prior, with counts so small.
        let parity =
            table(3, (1..8_u16).map(|h| (h, if h.count_ones() % 2 == 1 { 900 } else { 90 })));
        let vague = Averaging { prior_count: Some(1e-5), ..Averaging::default() };
        assert_eq!(average(&parity, &vague), Err("estimate/tail-never-settles".to_owned()));
        let limited = Averaging { missing: MissingRange::UpTo(50_000), ..vague.clone() };
        let found = average(&parity, &limited).unwrap();
        assert_eq!(found.graphs[0].model, "[123]");
        assert!(!found.tail.interval_settled && !found.tail.mean_settled);
        let lines = prior_count_sensitivity(&parity, &vague, &[1e-5, 1.0], &mut go_on).unwrap();
        assert!(!lines[0].interval_settled && lines[1].interval_settled, "{lines:?}");
    }

    #[test]
    fn a_caller_who_has_heard_enough_ends_it() {
        let mut stop = |_, _| ControlFlow::Break(());
        let found = average_decomposable(&planted(900, 3), &Averaging::default(), &mut stop);
        assert_eq!(found, Err(NotAveraged::Interrupted(Interrupted)));
    }
}
