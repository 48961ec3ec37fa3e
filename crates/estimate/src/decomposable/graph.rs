//! Decomposable graphs over the lists: which of them depend directly on each other.
//!
//! An edge says that two lists depend on each other given all the others. A graph is decomposable
//! (chordal) when it has no cycle of four or more lists without a shortcut. Then, and only then,
//! the probability of a history is a product over the cliques of the graph divided by one over its
//! separators (Lauritzen 1996, Graphical Models, section 3.1), and everything has a closed form.
//!
//! A graph is decomposable exactly when its lists can be taken away one after the other, each with
//! its remaining neighbours all joined to one another (Fulkerson and Gross 1965). The order is
//! found greedily, which never goes wrong. With seven lists there are two million graphs to try;
//! they are tried on demand and kept nowhere.

use crate::capture_history::History;
use crate::model::{Model, NotAModel};

/// Most lists over which the decomposable graphs are gone through: 617,675 of them. With eight
/// there would be thirty million.
pub const MAX_GRAPH_LISTS: usize = 7;

/// A decomposable graph, by what its likelihood is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecomposableGraph {
    /// How many lists it is about.
    pub lists: usize,
    /// The largest sets of lists that are all joined to each other, ascending by their bits.
    pub cliques: Vec<History>,
    /// What cliques share where they meet, ascending by their bits and as often as they do: one
    /// fewer than the cliques. The empty set separates the parts of a graph that falls apart.
    pub separators: Vec<History>,
}

impl DecomposableGraph {
    /// The graph with these edges, if it is decomposable.
    pub(crate) fn of(lists: usize, edges: u32) -> Option<Self> {
        let factors = Factors::of(lists, edges)?;
        let (mut cliques, mut separators) = (Vec::new(), Vec::new());
        for &(set, power) in factors.as_slice() {
            let target = if power > 0 { &mut cliques } else { &mut separators };
            let times = usize::from(power.unsigned_abs());
            target.extend(std::iter::repeat_n(History::new(u16::from(set)), times));
        }
        // Nothing is divided by the empty set, so that the factors do not name it.
        let parts = cliques.len() - separators.len();
        separators.extend(std::iter::repeat_n(History::default(), parts.saturating_sub(1)));
        cliques.sort_unstable();
        separators.sort_unstable();
        Some(Self { lists, cliques, separators })
    }

    /// The hierarchical log-linear model that the graph stands for: its generators are the
    /// cliques.
    pub fn model(&self) -> Result<Model, NotAModel> {
        Model::new(self.lists, self.cliques.iter().copied())
    }
}

/// Every decomposable graph over so many lists, the one without edges first; none for more than
/// [`MAX_GRAPH_LISTS`].
///
/// ```
/// use concert_estimate::decomposable_graphs;
///
/// // Each of the 64 graphs over four lists but the three cycles of four.
/// assert_eq!(decomposable_graphs(4).count(), 61);
/// let last = decomposable_graphs(4).last().and_then(|graph| graph.model().ok());
/// assert_eq!(last.map(|model| model.to_string()).as_deref(), Some("[1234]"));
/// ```
pub fn decomposable_graphs(lists: usize) -> impl Iterator<Item = DecomposableGraph> {
    let graphs = if lists <= MAX_GRAPH_LISTS { graphs(lists) } else { 0 };
    (0..graphs).filter_map(move |edges| DecomposableGraph::of(lists, edges))
}

/// How many graphs there are over so many lists, decomposable or not. A graph is the number whose
/// bits stand for the pairs (1,2), (1,3), (2,3), (1,4), ...
pub(crate) const fn graphs(lists: usize) -> u32 {
    1 << (lists * lists.saturating_sub(1) / 2)
}

/// The sets of lists by whose probabilities that of a history is multiplied or divided: cliques
/// with the power one, separators with minus the number of times that they separate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Factors {
    sets: [(u8, i8); 2 * MAX_GRAPH_LISTS],
    length: usize,
}

impl Factors {
    /// The factors of a graph; `None` if it is not decomposable.
    pub(crate) fn of(lists: usize, edges: u32) -> Option<Self> {
        let neighbours = neighbours(lists, edges);
        let mut factors = Self { sets: [(0, 0); 2 * MAX_GRAPH_LISTS], length: 0 };
        let mut remaining: u8 = ((1_u16 << lists) - 1) as u8;
        // The probability of the remaining lists is that of the list taken away with its
        // neighbours, over that of the neighbours, times that of the lists that remain then.
        while remaining != 0 {
            let list = (0..lists).find(|&list| {
                let around = neighbours[list] & remaining;
                let joined = |other: usize| around & !(neighbours[other] | 1 << other) == 0;
                remaining >> list & 1 == 1 && bits(around).all(joined)
            })?;
            let around = neighbours[list] & remaining;
            factors.multiply(around | 1 << list, 1);
            factors.multiply(around, -1);
            remaining &= !(1 << list);
        }
        let (kept, length) = (&mut factors.sets, factors.length);
        let mut last = 0;
        for i in 0..length {
            if kept[i].1 != 0 {
                kept[last] = kept[i];
                last += 1;
            }
        }
        factors.length = last;
        Some(factors)
    }

    pub(crate) fn as_slice(&self) -> &[(u8, i8)] {
        &self.sets[..self.length]
    }

    fn multiply(&mut self, set: u8, power: i8) {
        if set == 0 {
            return;
        }
        let known = self.sets[..self.length].iter_mut().find(|factor| factor.0 == set);
        if let Some(factor) = known {
            factor.1 += power;
        } else {
            self.sets[self.length] = (set, power);
            self.length += 1;
        }
    }
}

/// For every list the set of those that it is joined to.
fn neighbours(lists: usize, edges: u32) -> [u8; MAX_GRAPH_LISTS] {
    let mut neighbours = [0; MAX_GRAPH_LISTS];
    let mut pair = 0;
    for second in 0..lists {
        for first in 0..second {
            if edges >> pair & 1 == 1 {
                neighbours[first] |= 1 << second;
                neighbours[second] |= 1 << first;
            }
            pair += 1;
        }
    }
    neighbours
}

fn bits(set: u8) -> impl Iterator<Item = usize> {
    (0..8).filter(move |&bit| set >> bit & 1 == 1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_as_many_graphs_as_the_books_count() {
        // Labelled chordal graphs: sequence A058862 of the encyclopedia of integer sequences.
        for (lists, count) in [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154)] {
            assert_eq!(decomposable_graphs(lists).count(), count);
        }
        assert_eq!(decomposable_graphs(8).count(), 0);
    }

    #[test]
    fn there_are_617_675_graphs_over_seven_lists() {
        let decomposable = |edges: &u32| Factors::of(7, *edges).is_some();
        assert_eq!((0..graphs(7)).filter(decomposable).count(), 617_675);
    }

    #[test]
    fn cliques_and_separators_are_those_of_the_definition() {
        for graph in decomposable_graphs(5) {
            let joined = |a: usize, b: usize| {
                graph.cliques.iter().any(|clique| clique.contains(a) && clique.contains(b))
            };
            // The cliques are the largest sets that are complete.
            let complete =
                |set: &History| set.lists().all(|a| set.lists().all(|b| a == b || joined(a, b)));
            let sets: Vec<History> = (1..32).map(History::new).filter(complete).collect();
            let largest = sets
                .iter()
                .copied()
                .filter(|set| !sets.iter().any(|other| other != set && other.includes(*set)));
            assert_eq!(largest.collect::<Vec<_>>(), graph.cliques);
            // Every list is counted once, and every pair of joined lists (Lauritzen 1996, 2.1.3).
            assert_eq!(graph.separators.len() + 1, graph.cliques.len());
            for part in sets {
                let with = |sets: &[History]| sets.iter().filter(|s| s.includes(part)).count();
                assert_eq!(with(&graph.cliques) - with(&graph.separators), 1, "{graph:?}");
            }
        }
    }

    #[test]
    fn every_graph_is_another_model() {
        let models = decomposable_graphs(5).map(|graph| graph.model().unwrap().to_string());
        assert_eq!(models.collect::<BTreeSet<_>>().len(), 822);
    }
}
