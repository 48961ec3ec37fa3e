//! What is closed layer by layer: pillars have different units and sides are never added in silence,
//! so that every figure of a plan is told for one pillar on one side.

use concert_coverage::{Closes, Plan};
use concert_terms::{Pillar, Side};
use serde::{Deserialize, Serialize};

use super::posed::Posed;

/// What is closed in one pillar on one side by one action.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LayerGain {
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// People assisted, people reached or cases in a year, expected.
    pub people: f64,
}

/// What is closed in one pillar on one side by a plan.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LayerClosure {
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// The expected gap without the plan.
    pub gap: f64,
    /// What the plan closes of it.
    pub people: f64,
}

/// What needs are closed by, layer by layer, in the order of pillars and sides.
pub(crate) fn gains(posed: &Posed, closes: &[Closes]) -> Vec<LayerGain> {
    let mut sums: Vec<LayerGain> = Vec::new();
    for closes in closes {
        let (pillar, side) = posed.layer(closes.need);
        match sums.iter_mut().find(|sum| (sum.pillar, sum.side) == (pillar, side)) {
            Some(sum) => sum.people += closes.people,
            None => sums.push(LayerGain { pillar, side, people: closes.people }),
        }
    }
    sums.sort_by_key(|sum| order((sum.pillar, sum.side)));
    sums
}

pub(crate) fn layers(posed: &Posed, plan: &Plan) -> Vec<LayerClosure> {
    let mut layers: Vec<LayerClosure> = Vec::new();
    for need in 0..posed.cells.len() as u32 {
        let (pillar, side) = posed.layer(need);
        let draws = posed.gaps.of_need(need);
        let sum: f64 = draws.iter().copied().map(f64::from).sum();
        let gap = sum / draws.len().max(1) as f64;
        match layers.iter_mut().find(|layer| (layer.pillar, layer.side) == (pillar, side)) {
            Some(layer) => layer.gap += gap,
            None => layers.push(LayerClosure { pillar, side, gap, people: 0.0 }),
        }
    }
    let closes: Vec<Closes> = plan.steps.iter().flat_map(|step| step.closes.clone()).collect();
    for gain in gains(posed, &closes) {
        let found = layers.iter_mut().find(|it| (it.pillar, it.side) == (gain.pillar, gain.side));
        if let Some(layer) = found {
            layer.people = gain.people;
        }
    }
    layers.sort_by_key(|layer| order((layer.pillar, layer.side)));
    layers
}

/// Pillars and sides in the order of the frame; what is not stated comes last.
pub(crate) fn order((pillar, side): (Option<Pillar>, Option<Side>)) -> (usize, usize) {
    use concert_terms::Axis;
    (pillar.map_or(Pillar::COUNT, Axis::index), side.map_or(Side::COUNT, Axis::index))
}
