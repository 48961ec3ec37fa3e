//! The sums behind the average over decomposable graphs.
//!
//! First all graphs are looked at over coarse blocks of missing people. What that shows decides
//! where the blocks have to be finer and which graphs matter; then those are summed up again. The
//! groups of graphs that point to populations apart are found from the medians that each graph
//! gives, by dividing them where they fall apart best, and each part again.

use crate::capture_history::CaptureTable;
use crate::decomposable::graph::{DecomposableGraph, MAX_GRAPH_LISTS, graphs};
use crate::decomposable::hyper_dirichlet::{GraphShare, Likelihoods, Sweep};
use crate::decomposable::missing_grid::{
    Block, FEWEST_MISSING, MissingPrior, draws, geometric, points, quantiles, refined,
};
use crate::decomposable::{
    Averaging, DecomposableAverage, GraphGroup, LEAST_GROUP_WEIGHT, MAX_REPEATED_MEMBERSHIPS,
    MissingRange, NotAveraged, RIVAL_GROUPS_FACTOR, SETTLED, Tail, WeighedGraph, check,
};
use crate::loglinear::margins::Margins;
use crate::progress::{Interrupted, Meter};
use crate::refusal::Refusal;

/// Graphs with the least weight are dropped after the first look at all of them, as long as they
/// have no more than this share of the posterior together.
const DROPPED: f64 = 1e-6;

/// A table and a prior, ready for sums over graphs and numbers of missing people.
struct Posterior {
    margins: Margins,
    delta: f64,
    prior: MissingPrior,
}

/// The average, whatever its tail.
pub(crate) fn averaged(
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
    for block in &mut blocks {
        block.weight /= spacing;
    }
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
