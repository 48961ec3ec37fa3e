//! Attainable alignment: how well effort could follow need if each organisation moved its effort,
//! but only within its mandate.
//!
//! The best alignment is `A* = max sum over cells of min(e(c), n(c))` over all ways in which each
//! organisation may place its present effort. That is a maximum flow (Ford and Fulkerson 1956): from
//! organisations with their effort, through the mandates that they have, to cells that can take
//! their share of the need. The flow is augmented from the present placement, so that no cell loses
//! what it has within its share. A mandate is the kind of help (pillar, side, form, population and
//! coordination group) that an organisation gives somewhere in a country, and holds for all of that
//! country. Coscia and others found the aid of the world at about 60 % of what it could attain.

use std::collections::BTreeMap;

use petgraph::algo::maximum_flow::dinics;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

use crate::alignment::{Alignment, alignments};
use crate::{Needs, PlaceTree, Refusal, Served};

/// How far an alignment is from what could be attained.
#[derive(Debug, Clone, PartialEq)]
pub struct Attainable {
    /// Effort beside need as it is.
    pub present: Alignment,
    /// The best alignment, from [`Alignment::alignment`] to 1.
    pub attainable: f64,
    /// What cells would gain in one of the best placements, in the unit of the layer, the greatest
    /// gain first. There may be other placements as good.
    pub gains: Vec<Gain>,
    /// What organisations would place elsewhere for it, the most first: as much as the gains
    /// together. It is taken from where more stands than the share of the need.
    pub moved: Vec<Moved>,
}

/// Effective supply that a cell would gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    /// Position of the need.
    pub need: u32,
    /// How much.
    pub amount: f64,
}

/// Effective supply that an organisation would place elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moved {
    /// The organisation.
    pub organisation: u32,
    /// How much.
    pub amount: f64,
}

impl Attainable {
    /// The share of what could be attained that is attained: `A / A*`; 1 where nothing could be.
    pub fn ratio(&self) -> f64 {
        if self.attainable > 0.0 { self.present.alignment / self.attainable } else { 1.0 }
    }
}

/// The attainable alignment of each layer: see [`alignments`].
///
/// Refused: as for [`alignments`].
pub fn attainable(
    tree: &PlaceTree,
    needs: &Needs,
    served: &Served,
    weights: &[f64],
    level: f64,
) -> Result<Vec<Attainable>, Refusal> {
    let present = alignments(needs, served, weights, level)?;
    let kinds: BTreeMap<u32, u32> =
        needs.slots().iter().map(|slot| (slot.atom, slot.kind)).collect();
    let mandate = |need: u32| -> Mandate {
        let place = needs.atoms()[need as usize].place;
        // A need that stands has a kind, and its place a root.
        let kind = kinds.get(&need).copied().unwrap_or_default();
        (kind, tree.path_up(place).last().unwrap_or(place))
    };
    Ok(present.into_iter().map(|present| improved(served, present, mandate)).collect())
}

/// A kind of need in a country; the roots of the place tree are countries and corridors.
type Mandate = (u32, u32);

/// Parts into which the effort of a layer is divided: flows are whole numbers of them, so that each
/// share is right to twelve digits.
const PARTS: f64 = 1e12;

fn parts(share: f64) -> u64 {
    (share * PARTS) as u64
}

fn improved(served: &Served, present: Alignment, mandate: impl Fn(u32) -> Mandate) -> Attainable {
    let mut network = Network::default();
    for cell in &present.cells {
        let mandate = mandate(cell.need);
        let is_useful = (cell.need_share / cell.effort_share).min(1.0);
        let mut useful = 0;
        for service in served.of_need(cell.need).iter().filter(|service| service.amount > 0.0) {
            let share = service.amount / present.effort;
            let within = parts(share * is_useful);
            useful += within;
            let organisation = network.of_organisation(service.organisation);
            organisation.beyond += parts(share).saturating_sub(within);
            *organisation.within.entry(mandate).or_default() += within;
        }
        let short = parts(cell.need_share).saturating_sub(useful);
        network.cells.push((cell.need, mandate, useful, short));
    }
    let found = network.augmented();
    let amount = |flow: u64| flow as f64 / PARTS * present.effort;
    let mut gains: Vec<Gain> =
        found.gains.into_iter().map(|(need, flow)| Gain { need, amount: amount(flow) }).collect();
    gains.sort_by(|a, b| b.amount.total_cmp(&a.amount).then(a.need.cmp(&b.need)));
    let moved = found.moved.into_iter();
    let mut moved: Vec<Moved> =
        moved.map(|(organisation, flow)| Moved { organisation, amount: amount(flow) }).collect();
    moved.sort_by(|a, b| b.amount.total_cmp(&a.amount).then(a.organisation.cmp(&b.organisation)));
    let attainable = (present.alignment + found.flow as f64 / PARTS).min(1.0);
    Attainable { present, attainable, gains, moved }
}

/// The present placement as a flow, in parts of the effort.
#[derive(Debug, Default)]
struct Network {
    organisations: BTreeMap<u32, Placement>,
    /// Need, mandate, what flows there within its share, and what it is short of.
    cells: Vec<(u32, Mandate, u64, u64)>,
}

/// How one organisation places its effort.
#[derive(Debug, Default)]
struct Placement {
    /// What stands beyond the shares of its cells.
    beyond: u64,
    /// What stands within them, by mandate.
    within: BTreeMap<Mandate, u64>,
}

/// What an augmented flow adds: in all, by need, and by organisation.
struct Augmented {
    flow: u64,
    gains: Vec<(u32, u64)>,
    moved: Vec<(u32, u64)>,
}

impl Network {
    fn of_organisation(&mut self, organisation: u32) -> &mut Placement {
        self.organisations.entry(organisation).or_default()
    }

    /// The maximum flow through what the present placement leaves open. Backward edges let one
    /// organisation take over from another that can go where the first cannot.
    fn augmented(&self) -> Augmented {
        let mut graph: DiGraph<(), u64> = DiGraph::new();
        let (source, sink) = (graph.add_node(()), graph.add_node(()));
        let mut mandates: BTreeMap<Mandate, NodeIndex> = BTreeMap::new();
        let mut into_sink = Vec::with_capacity(self.cells.len());
        for (need, mandate, useful, short) in &self.cells {
            let at = *mandates.entry(*mandate).or_insert_with(|| graph.add_node(()));
            let cell = graph.add_node(());
            graph.add_edge(at, cell, parts(1.0));
            graph.add_edge(cell, at, *useful);
            into_sink.push((*need, graph.add_edge(cell, sink, *short)));
        }
        let mut from_source = Vec::with_capacity(self.organisations.len());
        for (organisation, placement) in &self.organisations {
            let node = graph.add_node(());
            from_source.push((*organisation, graph.add_edge(source, node, placement.beyond)));
            for (mandate, within) in &placement.within {
                graph.add_edge(node, mandates[mandate], parts(1.0));
                graph.add_edge(mandates[mandate], node, *within);
            }
        }
        let (flow, flows) = dinics(&graph, source, sink);
        let positive = |edges: Vec<(u32, EdgeIndex)>| {
            let flows = edges.into_iter().map(|(number, edge)| (number, flows[edge.index()]));
            flows.filter(|(_, flow)| *flow > 0).collect()
        };
        Augmented { flow, gains: positive(into_sink), moved: positive(from_source) }
    }
}
