//! A walk over the partitions of a component that is too large to list them.
//!
//! Three kinds of steps, each of which leaves the distribution as it is:
//!
//! - a unit leaves its cluster for that of a neighbour or for one of its own, with the odds that the
//!   others leave it (Gibbs);
//! - the clusters of two neighbours become one, or their common cluster two, in which the other units are
//!   allocated one after the other in a random order with the odds that those allocated before leave
//!   them; accepted by Metropolis and Hastings (Dahl 2005, "Sequentially-allocated merge-split
//!   sampler", after Jain and Neal 2004, Journal of Computational and Graphical Statistics 13:158);
//! - two neighbours of a third change places, which single steps cannot do where lists are clean.

use rand::{Rng, RngExt};
use rustc_hash::FxHashSet;

use super::component::{Component, Scales};
use super::evidence::Evidence;

/// Clusters that together have more units are not joined, divided or changed in one step, whose work
/// grows with the square of their number.
const LARGEST_STEP: usize = 256;

/// The option of a cluster of its own.
const ALONE: u32 = u32::MAX;

/// The state of the walk.
pub(crate) struct Chain<'a> {
    component: &'a Component,
    evidence: Evidence,
    /// The cluster of each unit.
    of: Vec<u32>,
    clusters: Vec<Cluster>,
    /// Clusters that have no unit.
    empty: Vec<u32>,
    /// For each unit the sum, over the others of its cluster, of what listed pairs add.
    excess: Vec<f64>,
    /// Pairs that can hold a cluster together.
    edges: Vec<(u32, u32)>,
    scales: Scales,
    /// What the pairs of the unit in hand add, and zero elsewhere.
    link: Vec<f64>,
    stars: Vec<f64>,
    options: Vec<(u32, f64)>,
    barred: Vec<u32>,
    /// On which side of a division each unit is: 0 where undecided.
    side: Vec<u8>,
    partial: Vec<f64>,
}

#[derive(Debug, Default, Clone)]
struct Cluster {
    members: Vec<u32>,
    lists: u64,
    log_weight: f64,
}

impl<'a> Chain<'a> {
    /// Begins where joining the surest pairs first leads, as long as each step raises the weight.
    pub(crate) fn new(component: &'a Component, evidence: Evidence) -> Self {
        let units = component.len();
        let alone = |unit: usize| Cluster {
            members: vec![unit as u32],
            lists: component.clean(unit),
            log_weight: 0.0,
        };
        let mut edges: Vec<(u32, u32, f32)> = Vec::new();
        for unit in 0..units {
            let later = component.scored(unit).filter(|x| x.0 > unit && component.connects(x.1));
            edges.extend(later.map(|(other, odds)| (unit as u32, other as u32, odds)));
        }
        edges.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
        let mut chain = Self {
            component,
            evidence,
            of: (0..units as u32).collect(),
            clusters: (0..units).map(alone).collect(),
            empty: Vec::new(),
            excess: vec![0.0; units],
            edges: edges.iter().map(|edge| (edge.0, edge.1)).collect(),
            scales: Scales::new(component),
            link: vec![0.0; units],
            stars: Vec::new(),
            options: Vec::new(),
            barred: Vec::new(),
            side: vec![0; units],
            partial: vec![0.0; units],
        };
        // Two clusters are weighed against each other once for every size that they have.
        let mut refused: FxHashSet<(u32, u32, usize, usize)> = FxHashSet::default();
        for &(a, b, _) in &edges {
            let (a, b) = (chain.of[a as usize], chain.of[b as usize]);
            let size = |cluster: u32| chain.clusters[cluster as usize].members.len();
            let (small, large) = if size(a) < size(b) { (a, b) } else { (b, a) };
            let key = (small, large, size(small), size(large));
            if small != large && !refused.contains(&key) && !chain.join_if_better(small, large) {
                refused.insert(key);
            }
        }
        chain
    }

    /// Joins two clusters if they weigh more as one; the work grows with the pairs of the smaller.
    fn join_if_better(&mut self, small: u32, large: u32) -> bool {
        let component = self.component;
        let (one, other) = (&self.clusters[small as usize], &self.clusters[large as usize]);
        if one.lists & other.lists != 0 {
            return false;
        }
        let now = one.log_weight + other.log_weight;
        let (one, other) = (one.members.clone(), other.members.clone());
        let mut allowed = true;
        for &unit in &one {
            for (to, log_odds) in component.scored(unit as usize) {
                if self.of[to] == large {
                    allowed &= log_odds > f32::NEG_INFINITY;
                    self.partial[to] += component.excess(log_odds);
                    self.partial[unit as usize] += component.excess(log_odds);
                }
            }
        }
        let mut members = other;
        members.extend(&one);
        let rest = component.unlisted * (members.len() - 1) as f64;
        self.stars.clear();
        for &unit in &members {
            let unit = unit as usize;
            self.stars.push(rest + self.excess[unit] + self.partial[unit]);
        }
        let then = self.evidence.log_weight(&self.stars);
        let better = allowed && then > now;
        for &unit in &members {
            let unit = unit as usize;
            if better {
                self.excess[unit] += self.partial[unit];
                self.of[unit] = large;
            }
            self.partial[unit] = 0.0;
        }
        if better {
            let lists = self.clusters[small as usize].lists | self.clusters[large as usize].lists;
            self.clusters[large as usize] = Cluster { members, lists, log_weight: then };
            self.clusters[small as usize] = Cluster::default();
            self.empty.push(small);
        }
        better
    }

    /// Goes on where all log odds are higher by so much than they were.
    pub(crate) fn shift(&mut self, by: f64) {
        self.evidence = self.evidence.shifted(by);
        for cluster in &mut self.clusters {
            cluster.log_weight += by * cluster.members.len().saturating_sub(1) as f64;
        }
    }

    /// Every unit is taken in hand once, and as many steps of the other kinds are tried as there
    /// are units.
    pub(crate) fn sweep(&mut self, random: &mut impl Rng) {
        let units = self.component.len();
        for unit in 0..units {
            self.reconsider(unit, random);
        }
        for _ in 0..units.div_ceil(2) {
            let (a, b) = self.edges[random.random_range(0..self.edges.len())];
            if random.random() {
                self.divide_or_join(a, b, random);
            } else {
                self.divide_or_join(b, a, random);
            }
            self.exchange(random);
        }
    }

    /// The label of each unit's cluster, labels numbered by first appearance.
    pub(crate) fn labels(&self) -> Vec<u32> {
        let mut label_of = vec![u32::MAX; self.clusters.len()];
        let mut next = 0;
        let labels = self.of.iter().map(|&cluster| {
            let label = &mut label_of[cluster as usize];
            if *label == u32::MAX {
                *label = next;
                next += 1;
            }
            *label
        });
        labels.collect()
    }

    fn log_weight_of(&self, cluster: u32) -> f64 {
        self.clusters[cluster as usize].log_weight
    }

    /// Gives a cluster these members, of which each must be set in some cluster before the next step.
    fn set(&mut self, cluster: u32, members: Vec<u32>) {
        let component = self.component;
        for &unit in &members {
            self.of[unit as usize] = cluster;
        }
        let mut lists = 0;
        let rest = component.unlisted * members.len().saturating_sub(1) as f64;
        self.stars.clear();
        for &unit in &members {
            lists |= component.clean(unit as usize);
            let inside = component.scored(unit as usize).filter(|pair| self.of[pair.0] == cluster);
            let excess = inside.map(|pair| component.excess(pair.1)).sum::<f64>();
            self.excess[unit as usize] = excess;
            self.stars.push(rest + excess);
        }
        if members.is_empty() {
            self.empty.push(cluster);
        }
        let log_weight = self.evidence.log_weight(&self.stars);
        self.clusters[cluster as usize] = Cluster { members, lists, log_weight };
    }

    /// Logarithm of the weight of a cluster with the unit whose pairs are in `link`.
    fn with(&mut self, cluster: u32) -> f64 {
        let members = &self.clusters[cluster as usize].members;
        let rest = self.component.unlisted * members.len() as f64;
        self.stars.clear();
        let mut own = rest;
        for &unit in members {
            let link = self.link[unit as usize];
            own += link;
            self.stars.push(rest + self.excess[unit as usize] + link);
        }
        self.stars.push(own);
        self.evidence.log_weight(&self.stars)
    }

    /// The same without it.
    fn without(&mut self, cluster: u32, unit: u32) -> f64 {
        let members = &self.clusters[cluster as usize].members;
        let rest = self.component.unlisted * (members.len().max(2) - 2) as f64;
        self.stars.clear();
        for &other in members.iter().filter(|&&other| other != unit) {
            let other = other as usize;
            self.stars.push(rest + self.excess[other] - self.link[other]);
        }
        self.evidence.log_weight(&self.stars)
    }

    fn reconsider(&mut self, unit: usize, random: &mut impl Rng) {
        let component = self.component;
        let own = self.of[unit];
        self.options.clear();
        self.barred.clear();
        for (other, log_odds) in component.scored(unit) {
            if log_odds == f32::NEG_INFINITY {
                self.barred.push(self.of[other]);
            } else {
                self.link[other] = component.excess(log_odds);
            }
        }
        let leave = self.without(own, unit as u32) - self.log_weight_of(own);
        self.options.push((own, 0.0));
        if self.clusters[own as usize].members.len() > 1 {
            self.options.push((ALONE, leave));
        }
        for other in component.neighbours(unit) {
            let cluster = self.of[other];
            if self.options.iter().all(|option| option.0 != cluster)
                && !self.barred.contains(&cluster)
                && self.clusters[cluster as usize].lists & component.clean(unit) == 0
            {
                let gain = self.with(cluster) - self.log_weight_of(cluster);
                self.options.push((cluster, leave + gain));
            }
        }
        let chosen = choose(&mut self.options, random);
        // With what is left of its cluster in pieces, the unit has no choice.
        if chosen != own && self.holds_without(own, unit as u32) {
            self.transfer(unit, own, chosen);
        }
        for (other, _) in component.scored(unit) {
            self.link[other] = 0.0;
        }
    }

    fn holds_without(&mut self, cluster: u32, unit: u32) -> bool {
        let members = &self.clusters[cluster as usize].members;
        if members.len() < 3 {
            return true;
        }
        let rest: Vec<u32> = members.iter().copied().filter(|&other| other != unit).collect();
        self.scales.is_connected(self.component, &rest)
    }

    fn transfer(&mut self, unit: usize, from: u32, to: u32) {
        // While one cluster has several units, there are fewer clusters than places for them.
        let Some(to) = (if to == ALONE { self.empty.pop() } else { Some(to) }) else { return };
        let clean = self.component.clean(unit);
        let left = self.without(from, unit as u32);
        let joined = self.with(to);
        let mut own = 0.0;
        let cluster = &mut self.clusters[from as usize];
        cluster.members.retain(|&other| other as usize != unit);
        cluster.lists &= !clean;
        cluster.log_weight = left;
        for &other in &cluster.members {
            self.excess[other as usize] -= self.link[other as usize];
        }
        if cluster.members.is_empty() {
            self.empty.push(from);
        }
        let cluster = &mut self.clusters[to as usize];
        for &other in &cluster.members {
            self.excess[other as usize] += self.link[other as usize];
            own += self.link[other as usize];
        }
        cluster.members.push(unit as u32);
        cluster.lists |= clean;
        cluster.log_weight = joined;
        self.excess[unit] = own;
        self.of[unit] = to;
    }

    fn divide_or_join(&mut self, a: u32, b: u32, random: &mut impl Rng) {
        let (of_a, of_b) = (self.of[a as usize], self.of[b as usize]);
        let apart = of_a != of_b;
        let mut others: Vec<u32> = self.clusters[of_a as usize].members.clone();
        if apart {
            others.extend(&self.clusters[of_b as usize].members);
        }
        if others.len() > LARGEST_STEP {
            return;
        }
        let joined = if apart {
            self.scales.log_weight(self.component, self.evidence, &others)
        } else {
            None
        };
        if apart && joined.is_none() {
            return;
        }
        others.retain(|&unit| unit != a && unit != b);
        // The order is random but must not depend on the state's own order of members.
        others.sort_unstable();
        for i in (1..others.len()).rev() {
            others.swap(i, random.random_range(0..=i));
        }
        let forced = apart.then_some((of_a, of_b));
        let Some((first, second, log_chance)) = self.allocate(a, b, &others, forced, random) else {
            return;
        };
        if let Some(joined) = joined {
            let now = self.log_weight_of(of_a) + self.log_weight_of(of_b);
            if accept(joined - now + log_chance, random) {
                let mut members = first;
                members.extend(second);
                self.set(of_a, members);
                self.set(of_b, Vec::new());
            }
        } else {
            let component = self.component;
            let Some(one) = self.scales.log_weight(component, self.evidence, &first) else {
                return;
            };
            let Some(other) = self.scales.log_weight(component, self.evidence, &second) else {
                return;
            };
            if accept(one + other - self.log_weight_of(of_a) - log_chance, random)
                && let Some(free) = self.empty.pop()
            {
                for &unit in &second {
                    self.of[unit as usize] = free;
                }
                self.set(of_a, first);
                self.set(free, second);
            }
        }
    }

    /// Divides units between `a` and `b` one after the other; where the division is `forced`, says
    /// only how probable it was. None where a unit fits on neither side.
    fn allocate(
        &mut self,
        a: u32,
        b: u32,
        others: &[u32],
        forced: Option<(u32, u32)>,
        random: &mut impl Rng,
    ) -> Option<(Vec<u32>, Vec<u32>, f64)> {
        let component = self.component;
        let mut sides = [vec![a], vec![b]];
        let mut lists = [component.clean(a as usize), component.clean(b as usize)];
        let mut weights = [0.0; 2];
        let mut log_chance = 0.0;
        self.side[a as usize] = 1;
        self.side[b as usize] = 2;
        self.partial[a as usize] = 0.0;
        self.partial[b as usize] = 0.0;
        let mut fits = true;
        for &unit in others {
            let mut open = lists.map(|lists| lists & component.clean(unit as usize) == 0);
            let mut sums = [0.0; 2];
            for (other, log_odds) in component.scored(unit as usize) {
                if let Some(side) = usize::from(self.side[other]).checked_sub(1) {
                    if log_odds == f32::NEG_INFINITY {
                        open[side] = false;
                    } else {
                        self.link[other] = component.excess(log_odds);
                        sums[side] += self.link[other];
                    }
                }
            }
            let mut with = [f64::NEG_INFINITY; 2];
            for side in 0..2 {
                if open[side] {
                    let rest = component.unlisted * sides[side].len() as f64;
                    self.stars.clear();
                    for &other in &sides[side] {
                        let other = other as usize;
                        self.stars.push(rest + self.partial[other] + self.link[other]);
                    }
                    self.stars.push(rest + sums[side]);
                    with[side] = self.evidence.log_weight(&self.stars);
                }
            }
            let gains = [with[0] - weights[0], with[1] - weights[1]];
            if !open[0] && !open[1] {
                fits = false;
            } else {
                let chance = 1.0 / (1.0 + (gains[1] - gains[0]).exp());
                let side = match forced {
                    Some((of_a, _)) => usize::from(self.of[unit as usize] != of_a),
                    None => usize::from(random.random::<f64>() >= chance),
                };
                log_chance -= softplus(gains[1 - side] - gains[side]);
                weights[side] = with[side];
                lists[side] |= component.clean(unit as usize);
                for &other in &sides[side] {
                    self.partial[other as usize] += self.link[other as usize];
                }
                self.partial[unit as usize] = sums[side];
                self.side[unit as usize] = side as u8 + 1;
                sides[side].push(unit);
            }
            for (other, _) in component.scored(unit as usize) {
                self.link[other] = 0.0;
            }
            if !fits {
                break;
            }
        }
        for &unit in others.iter().chain([&a, &b]) {
            self.side[unit as usize] = 0;
        }
        let [first, second] = sides;
        fits.then_some((first, second, log_chance))
    }

    /// Two neighbours of one unit change places.
    fn exchange(&mut self, random: &mut impl Rng) {
        let hub = random.random_range(0..self.component.len());
        let neighbours = self.component.neighbours(hub).count();
        if neighbours < 2 {
            return;
        }
        let first = random.random_range(0..neighbours);
        let second = (first + random.random_range(1..neighbours)) % neighbours;
        let nth = |nth: usize| self.component.neighbours(hub).nth(nth);
        let (Some(a), Some(b)) = (nth(first), nth(second)) else { return };
        let (of_a, of_b) = (self.of[a], self.of[b]);
        let sizes = [of_a, of_b].map(|of| self.clusters[of as usize].members.len());
        if of_a == of_b || sizes == [1, 1] || sizes[0] + sizes[1] > LARGEST_STEP {
            return;
        }
        let changed = |of: u32, from: usize, to: usize| -> Vec<u32> {
            let members = self.clusters[of as usize].members.iter();
            members.map(|&x| if x as usize == from { to as u32 } else { x }).collect()
        };
        let (one, other) = (changed(of_a, a, b), changed(of_b, b, a));
        let Some(one_weight) = self.scales.log_weight(self.component, self.evidence, &one) else {
            return;
        };
        let Some(other_weight) = self.scales.log_weight(self.component, self.evidence, &other)
        else {
            return;
        };
        let now = self.log_weight_of(of_a) + self.log_weight_of(of_b);
        if accept(one_weight + other_weight - now, random) {
            self.of[a] = of_b;
            self.of[b] = of_a;
            self.set(of_a, one);
            self.set(of_b, other);
        }
    }
}

/// `ln(1 + e^x)`.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

fn accept(log_ratio: f64, random: &mut impl Rng) -> bool {
    log_ratio >= 0.0 || random.random::<f64>() < log_ratio.exp()
}

/// One of the options, each as probable as the exponential of its number.
fn choose(options: &mut [(u32, f64)], random: &mut impl Rng) -> u32 {
    let top = options.iter().map(|option| option.1).fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for option in options.iter_mut() {
        option.1 = (option.1 - top).exp();
        sum += option.1;
    }
    let mut left = random.random::<f64>() * sum;
    for option in options.iter() {
        left -= option.1;
        if left < 0.0 {
            return option.0;
        }
    }
    options.last().map_or(ALONE, |option| option.0)
}
