//! One partition of least expected loss.
//!
//! Binder's loss counts the pairs of records on which two partitions differ (Binder 1978, Biometrika
//! 65:31). Its expectation over the posterior is least where the sum, over pairs that are put
//! together, of the probability that they are one person minus one half is largest. With one half of `F`
//! in place of one half it is the pair F measure that is largest, where `F` is its best value
//! (Lipton, Elkan and Naryanaswamy 2014, "Optimal Thresholding of Classifiers to Maximize F1
//! Measure"); linkages worth having reach about 0.9, so a pair counts from 0.45 on. Finding that partition is hard in general; the best
//! draw is improved by moving units and joining clusters until nothing helps (as SALSO does: Dahl,
//! Johnson and Müller 2022, Journal of Computational and Graphical Statistics 31:1189).

use super::component::Component;

/// The probability from which on a pair is better together than apart.
const WORTH_A_LINK: f64 = 0.45;

/// Probabilities that units are one person, for those pairs where it is not zero.
pub(super) struct Together {
    /// Pairs of units, the smaller first, ascending.
    pub(super) pairs: Vec<(u32, u32, f64)>,
}

impl Together {
    /// Shares of the draws, or probabilities, in which units are together. The weights sum to one.
    pub(super) fn of<'a>(partitions: impl Iterator<Item = (&'a [u32], f64)>) -> Self {
        let mut sums: rustc_hash::FxHashMap<(u32, u32), f64> = rustc_hash::FxHashMap::default();
        let mut members: Vec<Vec<u32>> = Vec::new();
        for (labels, weight) in partitions {
            members.iter_mut().for_each(Vec::clear);
            members.resize(members.len().max(labels.len()), Vec::new());
            for (unit, &label) in labels.iter().enumerate() {
                let cluster = &mut members[label as usize];
                for &other in cluster.iter() {
                    *sums.entry((other, unit as u32)).or_default() += weight;
                }
                cluster.push(unit as u32);
            }
        }
        let mut pairs: Vec<_> = sums.into_iter().map(|((a, b), sum)| (a, b, sum)).collect();
        pairs.sort_unstable_by_key(|pair| (pair.0, pair.1));
        Self { pairs }
    }

    /// How much is gained over leaving every unit alone.
    fn gain(&self, labels: &[u32], sizes: &[f64]) -> f64 {
        let together = self.pairs.iter().filter(|x| labels[x.0 as usize] == labels[x.1 as usize]);
        let gained = together.map(|&(a, b, p)| p * sizes[a as usize] * sizes[b as usize]);
        let gained: f64 = gained.sum();
        let mut sums = vec![(0.0, 0.0); labels.len()];
        for (&label, size) in labels.iter().zip(sizes) {
            let sum = &mut sums[label as usize];
            *sum = (sum.0 + size, sum.1 + size * size);
        }
        let pairs = sums.iter().map(|sum| (sum.0 * sum.0 - sum.1) / 2.0);
        gained - WORTH_A_LINK * pairs.sum::<f64>()
    }
}

/// The best of some partitions, the first of equals.
pub(super) fn best<'a>(
    candidates: impl Iterator<Item = &'a [u32]>,
    together: &Together,
    sizes: &[f64],
) -> Vec<u32> {
    let mut best: Option<(&[u32], f64)> = None;
    for labels in candidates {
        let gain = together.gain(labels, sizes);
        if best.is_none_or(|best| gain > best.1 + 1e-9) {
            best = Some((labels, gain));
        }
    }
    best.map_or_else(Vec::new, |best| best.0.to_vec())
}

/// Moves units and joins clusters as long as that helps. What people have decided and what clean lists
/// forbid holds throughout.
pub(super) fn improve(
    component: &Component,
    labels: &mut [u32],
    together: &Together,
    sizes: &[f64],
) {
    /// Rounds over all units; a few do, as each starts from a draw.
    const ROUNDS: usize = 50;
    let units = labels.len();
    let mut near: Vec<Vec<(u32, f64)>> = vec![Vec::new(); units];
    for &(a, b, p) in &together.pairs {
        near[a as usize].push((b, p));
        near[b as usize].push((a, p));
    }
    let mut clusters: Vec<Vec<u32>> = vec![Vec::new(); units];
    for (unit, &label) in labels.iter().enumerate() {
        clusters[label as usize].push(unit as u32);
    }
    let fits = |unit: u32, members: &[u32]| {
        let clean = component.clean(unit as usize);
        members.iter().all(|&other| component.clean(other as usize) & clean == 0)
            && component
                .scored(unit as usize)
                .filter(|pair| pair.1 == f32::NEG_INFINITY)
                .all(|pair| !members.contains(&(pair.0 as u32)))
    };
    let mut sums = vec![0.0; units];
    for _ in 0..ROUNDS {
        let mut changed = false;
        for unit in 0..units {
            let own = labels[unit] as usize;
            for &(other, p) in &near[unit] {
                sums[labels[other as usize] as usize] += p * sizes[other as usize];
            }
            let size =
                |label: usize| -> f64 { clusters[label].iter().map(|&x| sizes[x as usize]).sum() };
            let stay = sums[own] - (size(own) - sizes[unit]) * WORTH_A_LINK;
            let mut best = (own, stay + 1e-9);
            if clusters[own].len() > 1
                && 0.0 > best.1
                && let Some(empty) = clusters.iter().position(Vec::is_empty)
            {
                best = (empty, 0.0);
            }
            for &(other, _) in &near[unit] {
                let label = labels[other as usize] as usize;
                let gain = sums[label] - size(label) * WORTH_A_LINK;
                if label != own && gain > best.1 && fits(unit as u32, &clusters[label]) {
                    best = (label, gain);
                }
            }
            for &(other, _) in &near[unit] {
                sums[labels[other as usize] as usize] = 0.0;
            }
            if best.0 != own {
                clusters[own].retain(|&other| other as usize != unit);
                clusters[best.0].push(unit as u32);
                labels[unit] = best.0 as u32;
                changed = true;
            }
        }
        // Two clusters that are better as one.
        for label in 0..units {
            let mut with: Vec<(u32, f64)> = Vec::new();
            for &unit in &clusters[label] {
                for &(other, p) in &near[unit as usize] {
                    let to = labels[other as usize];
                    if to as usize != label {
                        with.push((to, p * sizes[unit as usize] * sizes[other as usize]));
                    }
                }
            }
            with.sort_unstable_by_key(|x| x.0);
            let size =
                |label: usize| -> f64 { clusters[label].iter().map(|&x| sizes[x as usize]).sum() };
            let mut best: Option<(usize, f64)> = None;
            for group in with.chunk_by(|a, b| a.0 == b.0) {
                let other = group[0].0 as usize;
                let gain = group.iter().map(|x| x.1).sum::<f64>()
                    - size(label) * size(other) * WORTH_A_LINK;
                if gain > best.map_or(1e-9, |best| best.1)
                    && clusters[label].iter().all(|&unit| fits(unit, &clusters[other]))
                {
                    best = Some((other, gain));
                }
            }
            if let Some((other, _)) = best {
                let moved = std::mem::take(&mut clusters[other]);
                for &unit in &moved {
                    labels[unit as usize] = label as u32;
                }
                clusters[label].extend(moved);
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}
