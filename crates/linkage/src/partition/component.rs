//! One connected piece of the graph of candidate pairs.

use super::evidence::Evidence;

/// Units of one component, numbered from zero in the order of their smallest records, and the
/// scored pairs between them.
///
/// A unit is a record, or several that a person has said are one.
#[derive(Debug)]
pub(crate) struct Component {
    /// Where the pairs of each unit begin, and at last where those of the last end.
    starts: Vec<u32>,
    /// The other unit of each pair, ascending for each unit.
    others: Vec<u32>,
    /// Log odds of each pair; minus infinity where a person has said that they are two people.
    log_odds: Vec<f32>,
    /// The clean lists that each unit has a record of.
    clean: Vec<u64>,
    /// Log odds of two units that are no scored pair.
    pub(crate) unlisted: f64,
    /// Pairs below this do not hold a cluster together.
    connecting: f32,
}

impl Component {
    /// From its pairs, each with the smaller number first, in any order and none twice.
    pub(crate) fn new(
        clean: Vec<u64>,
        pairs: &[(u32, u32, f32)],
        unlisted: f64,
        connecting: f32,
    ) -> Self {
        let units = clean.len();
        let mut starts = vec![0u32; units + 1];
        for &(a, b, _) in pairs {
            starts[a as usize + 1] += 1;
            starts[b as usize + 1] += 1;
        }
        for unit in 0..units {
            starts[unit + 1] += starts[unit];
        }
        let mut next = starts.clone();
        let mut both = vec![(0u32, 0f32); 2 * pairs.len()];
        for &(a, b, odds) in pairs {
            for (from, to) in [(a, b), (b, a)] {
                let at = &mut next[from as usize];
                both[*at as usize] = (to, odds);
                *at += 1;
            }
        }
        for unit in 0..units {
            let range = starts[unit] as usize..starts[unit + 1] as usize;
            both[range].sort_unstable_by_key(|pair| pair.0);
        }
        let (others, log_odds) = both.into_iter().unzip();
        Self { starts, others, log_odds, clean, unlisted, connecting }
    }

    pub(crate) fn len(&self) -> usize {
        self.clean.len()
    }

    pub(crate) fn clean(&self, unit: usize) -> u64 {
        self.clean[unit]
    }

    /// The units of which the pair with this one has a score, ascending, with the log odds.
    pub(crate) fn scored(&self, unit: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let range = self.starts[unit] as usize..self.starts[unit + 1] as usize;
        let others = self.others[range.clone()].iter().map(|&other| other as usize);
        others.zip(self.log_odds[range].iter().copied())
    }

    pub(crate) fn connects(&self, log_odds: f32) -> bool {
        log_odds >= self.connecting
    }

    /// The units that may share a cluster with this one by their own pair.
    pub(crate) fn neighbours(&self, unit: usize) -> impl Iterator<Item = usize> + '_ {
        self.scored(unit).filter(|pair| self.connects(pair.1)).map(|pair| pair.0)
    }

    /// What the score of a listed pair adds to that of an unlisted one.
    pub(crate) fn excess(&self, log_odds: f32) -> f64 {
        f64::from(log_odds) - self.unlisted
    }
}

/// Weighs sets of units; keeps its working memory between two of them.
#[derive(Debug)]
pub(crate) struct Scales {
    /// The number of the set that each unit was last in.
    set_of: Vec<u32>,
    set: u32,
    stars: Vec<f64>,
    waiting: Vec<u32>,
}

impl Scales {
    pub(crate) fn new(component: &Component) -> Self {
        let set_of = vec![0; component.len()];
        Self { set_of, set: 0, stars: Vec::new(), waiting: Vec::new() }
    }

    /// Logarithm of the weight of a set of units as one cluster; none where it cannot be one,
    /// because two of them are two people or because no chain of pairs holds them together.
    pub(crate) fn log_weight(
        &mut self,
        component: &Component,
        evidence: Evidence,
        members: &[u32],
    ) -> Option<f64> {
        let mut lists = 0;
        for &unit in members {
            let clean = component.clean(unit as usize);
            if lists & clean != 0 {
                return None;
            }
            lists |= clean;
        }
        if members.len() < 2 {
            return Some(0.0);
        }
        self.set += 1;
        for &unit in members {
            self.set_of[unit as usize] = self.set;
        }
        let rest = component.unlisted * (members.len() - 1) as f64;
        self.stars.clear();
        for &unit in members {
            let mut star = rest;
            for (other, log_odds) in component.scored(unit as usize) {
                if self.set_of[other] == self.set {
                    if log_odds == f32::NEG_INFINITY {
                        return None;
                    }
                    star += component.excess(log_odds);
                }
            }
            self.stars.push(star);
        }
        self.is_connected(component, members).then(|| evidence.log_weight(&self.stars))
    }

    /// Whether a chain of pairs holds the units together.
    pub(crate) fn is_connected(&mut self, component: &Component, members: &[u32]) -> bool {
        self.set += 2;
        let reached = self.set;
        for &unit in members {
            self.set_of[unit as usize] = reached - 1;
        }
        let Some(&first) = members.first() else { return true };
        self.set_of[first as usize] = reached;
        self.waiting.clear();
        self.waiting.push(first);
        let mut count = 1;
        while let Some(at) = self.waiting.pop() {
            for other in component.neighbours(at as usize) {
                if self.set_of[other] == reached - 1 {
                    self.set_of[other] = reached;
                    count += 1;
                    self.waiting.push(other as u32);
                }
            }
        }
        count == members.len()
    }
}
