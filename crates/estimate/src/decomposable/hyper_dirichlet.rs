//! How likely a table is under each decomposable graph, for each number of missing people.
//!
//! The probabilities of the histories have the hyper-Dirichlet prior of Dawid and Lauritzen (1993,
//! Annals of Statistics 21:1272): over the lists of every clique they are Dirichlet distributed,
//! with a prior count of `delta` for each history of all the lists, so that cliques agree where
//! they meet. The likelihood of the completed table is then the product over the cliques of the
//! graph of
//!
//! ```text
//! Γ(a) / Γ(N + a) times the product over the histories within the clique of Γ(n + b) / Γ(b)
//! ```
//!
//! divided by the same over its separators, where `N` is the number of people, missing ones
//! included, `a = delta 2^k` for `k` lists, `b = delta 2^(k - c)` for a clique of `c` lists, and
//! `n` counts the people with that history within the clique (Madigan and York 1997, section 3).
//!
//! Missing people are on no list of any clique, so one gamma function for each set of lists
//! changes with their number. All graphs share those: they are tabulated once, and what is left
//! for a graph and a number is to add up a few of them.

use crate::decomposable::graph::Factors;
use crate::decomposable::missing_grid::{Block, MissingPrior, quantiles};
use crate::loglinear::margins::Margins;
use crate::numerics::gamma::{ln_gamma, ln_gamma_ratio};
use crate::progress::{Interrupted, Meter};
use crate::workers::in_parallel;

/// What is less than the largest by this much on the logarithmic scale, a part in 10^17, changes
/// no digit of a sum.
const NEGLIGIBLE: f64 = 40.0;

/// Pairs of a graph and a block that are worked on between two looks at whether to go on: some
/// milliseconds.
const PIECE: usize = 500_000;

/// Pieces whose results are kept until they are added up.
const BATCH: usize = 64;

/// The likelihoods of one table over blocks of missing people.
pub(crate) struct Likelihoods<'a> {
    lists: usize,
    blocks: &'a [Block],
    /// For each set of lists one row of `blocks.len()` values.
    sets: Vec<f64>,
    /// The multinomial coefficient, the prior and the weight of the block.
    common: Vec<f64>,
}

/// What a graph has of the posterior.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GraphShare {
    /// The graph: see [`crate::decomposable::graph::graphs`].
    pub(crate) edges: u32,
    /// Its posterior probability among the graphs swept.
    pub(crate) weight: f64,
    /// Given the graph: the mean number of missing people, their median, and 2.5 and 97.5 %.
    pub(crate) mean: f64,
    pub(crate) median: u64,
    pub(crate) interval95: [u64; 2],
}

/// The posterior over graphs and blocks.
pub(crate) struct Sweep {
    /// Graphs with a weight that matters, in the order in which they were given.
    pub(crate) graphs: Vec<GraphShare>,
    /// How many of what was given are decomposable graphs.
    pub(crate) examined: usize,
    /// The posterior mass of each block; they sum to one.
    pub(crate) masses: Vec<f64>,
    /// The logarithm of their sum before it was made one, on a scale that sweeps over the same
    /// table share.
    pub(crate) ln_total: f64,
}

/// A part of a sweep, relative to a scale of its own.
struct Piece {
    scale: f64,
    graphs: Vec<GraphShare>,
    examined: usize,
    masses: Vec<f64>,
}

impl<'a> Likelihoods<'a> {
    pub(crate) fn new(
        margins: &Margins,
        delta: f64,
        prior: MissingPrior,
        blocks: &'a [Block],
    ) -> Self {
        let lists = margins.lists;
        let observed = margins.people();
        let all = delta * f64::from(1_u32 << lists);
        let mut sets = vec![0.0; blocks.len()];
        for set in 1..1_u16 << lists {
            let each = delta * f64::from(1_u32 << (lists - set.count_ones() as usize));
            let mut within = vec![0.0; 1 << lists];
            for &(history, count) in &margins.cells {
                within[usize::from(history & set)] += count as f64;
            }
            let grown = |n: f64| if n > 0.0 { ln_gamma_ratio(each, n) } else { 0.0 };
            let known: f64 = within[1..].iter().copied().map(grown).sum();
            let constant = ln_gamma(all) - ln_gamma(each) + known;
            let step = within[0] + each - observed - all;
            sets.extend(
                blocks
                    .iter()
                    .map(|block| constant + ln_gamma_ratio(observed + block.centre() + all, step)),
            );
        }
        let common = blocks.iter().map(|block| {
            let missing = block.centre();
            ln_gamma_ratio(missing + 1.0, observed)
                + prior.ln_density(observed, missing)
                + block.weight.ln()
        });
        Self { lists, blocks, sets, common: common.collect() }
    }

    /// Adds up the posterior over `count` graphs, of which those that are not decomposable are
    /// left out. How the work is cut into pieces depends on its size alone.
    pub(crate) fn sweep(
        &self,
        count: usize,
        graph: impl Fn(usize) -> u32 + Sync,
        meter: &mut Meter<'_, '_>,
    ) -> Result<Sweep, Interrupted> {
        let length = (PIECE / self.blocks.len()).clamp(1, 8192);
        let pieces = count.div_ceil(length);
        meter.expect(pieces as u64);
        let room = || vec![0.0; self.blocks.len()];
        let mut whole = Piece::new(self.blocks.len());
        for batch in (0..pieces).step_by(BATCH) {
            let work = |row: &mut Vec<f64>, piece: usize| {
                let first = (batch + piece) * length;
                self.piece(row, (first..(first + length).min(count)).map(&graph))
            };
            let found = in_parallel(BATCH.min(pieces - batch), meter, room, work)?;
            for piece in found {
                whole.absorb(piece);
            }
        }
        Ok(whole.normalised())
    }

    fn piece(&self, row: &mut [f64], graphs: impl Iterator<Item = u32>) -> Piece {
        let mut piece = Piece::new(self.blocks.len());
        for edges in graphs {
            let Some(factors) = Factors::of(self.lists, edges) else { continue };
            piece.examined += 1;
            let largest = self.likelihood(&factors, row);
            if largest < piece.scale - NEGLIGIBLE {
                continue;
            }
            if largest > piece.scale {
                piece.rescale(largest);
            }
            let scale = piece.scale;
            let mut weight = 0.0;
            let mut moment = 0.0;
            for ((value, mass), block) in row.iter_mut().zip(&mut piece.masses).zip(self.blocks) {
                let relative = *value - scale;
                *value = if relative > -NEGLIGIBLE { relative.exp() } else { 0.0 };
                *mass += *value;
                weight += *value;
                moment += *value * block.centre();
            }
            let [low, median, high] = quantiles(self.blocks, row, [0.025, 0.5, 0.975]);
            let (mean, interval95) = (moment / weight, [low, high]);
            piece.graphs.push(GraphShare { edges, weight, mean, median, interval95 });
        }
        piece
    }

    /// Writes the logarithm of likelihood and prior of each block; gives the largest.
    fn likelihood(&self, factors: &Factors, row: &mut [f64]) -> f64 {
        row.copy_from_slice(&self.common);
        for &(set, power) in factors.as_slice() {
            let start = usize::from(set) * row.len();
            let terms = &self.sets[start..start + row.len()];
            let power = f64::from(power);
            row.iter_mut().zip(terms).for_each(|(value, term)| *value += power * term);
        }
        row.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }
}

impl Piece {
    fn new(blocks: usize) -> Self {
        let masses = vec![0.0; blocks];
        Self { scale: f64::NEG_INFINITY, graphs: Vec::new(), examined: 0, masses }
    }

    fn rescale(&mut self, scale: f64) {
        let factor = (self.scale - scale).exp();
        for mass in &mut self.masses {
            *mass *= factor;
        }
        for graph in &mut self.graphs {
            graph.weight *= factor;
        }
        self.scale = scale;
    }

    /// Adds what comes after it.
    fn absorb(&mut self, mut other: Self) {
        self.examined += other.examined;
        if other.graphs.is_empty() {
            return;
        }
        if other.scale > self.scale {
            self.rescale(other.scale);
        } else {
            other.rescale(self.scale);
        }
        self.masses.iter_mut().zip(&other.masses).for_each(|(sum, mass)| *sum += mass);
        self.graphs.extend(other.graphs.into_iter().filter(|graph| graph.weight > 0.0));
    }

    fn normalised(self) -> Sweep {
        let Self { scale, mut graphs, examined, mut masses } = self;
        let total: f64 = masses.iter().sum();
        for mass in &mut masses {
            *mass /= total;
        }
        graphs.retain(|graph| graph.weight > 0.0);
        for graph in &mut graphs {
            graph.weight /= total;
        }
        Sweep { graphs, examined, masses, ln_total: scale + total.ln() }
    }
}
