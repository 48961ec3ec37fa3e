//! Every partition of a small component, with its exact probability.

use super::component::{Component, Scales};
use super::evidence::Evidence;

/// Partitions and their probabilities, which sum to one, most probable first; ties by the labels.
/// A partition gives each unit a label; labels are numbered by first appearance.
pub(crate) fn enumerate(component: &Component, evidence: Evidence) -> Vec<(Vec<u32>, f64)> {
    let units = component.len();
    debug_assert!(units <= 12, "too many sets of units");
    let members = |set: usize| (0..units as u32).filter(move |unit| set >> unit & 1 == 1);
    let mut scales = Scales::new(component);
    let weights: Vec<Option<f64>> = (0..1usize << units)
        .map(|set| scales.log_weight(component, evidence, &members(set).collect::<Vec<_>>()))
        .collect();
    let mut found = Vec::new();
    divide(&weights, units, 0, &mut vec![0; units], 0, 0.0, &mut found);
    let top = found.iter().map(|partition| partition.1).fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = found.iter().map(|partition| (partition.1 - top).exp()).sum();
    for partition in &mut found {
        partition.1 = (partition.1 - top).exp() / sum;
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found
}

/// Takes the smallest unit that has no cluster yet and gives it every possible one.
fn divide(
    weights: &[Option<f64>],
    units: usize,
    taken: usize,
    labels: &mut Vec<u32>,
    next: u32,
    log_weight: f64,
    found: &mut Vec<(Vec<u32>, f64)>,
) {
    let free = !taken & ((1 << units) - 1);
    if free == 0 {
        found.push((labels.clone(), log_weight));
        return;
    }
    let first = free & free.wrapping_neg();
    let rest = free & !first;
    // Every subset of the rest, the empty one last.
    let mut others = rest;
    loop {
        let set = first | others;
        if let Some(weight) = weights[set] {
            for (unit, label) in labels.iter_mut().enumerate() {
                if set >> unit & 1 == 1 {
                    *label = next;
                }
            }
            divide(weights, units, taken | set, labels, next + 1, log_weight + weight, found);
        }
        if others == 0 {
            return;
        }
        others = (others - 1) & rest;
    }
}
