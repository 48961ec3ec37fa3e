//! What a corridor leaves to be done by pairs of organisations, one at each end.

use std::collections::BTreeMap;

use concert_terms::Pillar;
use concert_terms::axis::Axis;

use super::{CorridorEnds, End};
use crate::gravity::Corridor;
use crate::{CorridorRefusal, Refusal};

/// The people moved along a corridor in a year, divided among the pairs that could work on it
/// together.
///
/// An organisation's *standing* at an end is its share of the effective supply there, pillar by
/// pillar, averaged over the pillars in which anybody is there: pillars have different units and only
/// shares can be averaged. Where nobody in a pillar states a capacity, its organisations share
/// evenly; an initiative of a wider place counts with all of its supply, because nothing says how
/// much of it is for this end. With standings `a` at the origin and `b` at the destination, `a * b`
/// of the flow falls to a pair. All pairs together have all of the flow, once, however an
/// organisation's work is cut into initiatives; and what falls to pairs without a tie is the flow
/// that nobody follows from one end to the other.
///
/// The people of a flow are not helped by a tie as those are whom one turns away and the other
/// takes: `weight` says what one of them counts for beside one of those.
#[derive(Debug, Clone, PartialEq)]
pub struct CorridorWork {
    pub(crate) corridor: Corridor,
    pub(crate) people: f64,
    pub(crate) weight: f64,
    /// Organisation and standing, ascending.
    pub(crate) origin: Vec<(u32, f64)>,
    pub(crate) destination: Vec<(u32, f64)>,
}

impl CorridorWork {
    /// The work between the ends of a corridor on which so many people are thought to be moved in a
    /// year.
    ///
    /// Refused: people or a weight that are negative or not finite.
    pub fn between(ends: &CorridorEnds, people: f64, weight: f64) -> Result<Self, Refusal> {
        let corridor = ends.corridor.place;
        if !(people.is_finite() && people >= 0.0) {
            return Err(CorridorRefusal::Flow { corridor, flow: people }.into());
        }
        if !(weight.is_finite() && weight >= 0.0) {
            return Err(CorridorRefusal::CorridorWeight { corridor, weight }.into());
        }
        let (origin, destination) = (standings(&ends.origin), standings(&ends.destination));
        Ok(Self { corridor: ends.corridor, people, weight, origin, destination })
    }

    /// The people who fall to a pair: those for the one at the origin and the other at the
    /// destination. 0 where they are not there.
    pub fn people_of(&self, origin: u32, destination: u32) -> f64 {
        let of = |standings: &[(u32, f64)], organisation| {
            let found = standings.binary_search_by_key(&organisation, |(number, _)| *number);
            found.map_or(0.0, |at| standings[at].1)
        };
        self.people * of(&self.origin, origin) * of(&self.destination, destination)
    }
}

/// The standing of each organisation at an end, ascending by number; they add up to 1.
fn standings(end: &End) -> Vec<(u32, f64)> {
    let mut by_pillar: BTreeMap<usize, BTreeMap<u32, Vec<f64>>> = BTreeMap::new();
    for service in &end.services {
        for pillar in service.pillars.values() {
            let of_pillar = by_pillar.entry(Pillar::index(pillar)).or_default();
            let amounts = of_pillar.entry(service.organisation).or_default();
            amounts.push(service.amount.unwrap_or(0.0));
        }
    }
    let mut standings: BTreeMap<u32, f64> = BTreeMap::new();
    let pillars = by_pillar.len() as f64;
    for organisations in by_pillar.into_values() {
        // From the smallest up, so that the order of rows leaves no trace.
        let sum = |mut amounts: Vec<f64>| {
            amounts.sort_unstable_by(f64::total_cmp);
            amounts.into_iter().sum::<f64>()
        };
        let count = organisations.len() as f64;
        let amounts: Vec<(u32, f64)> =
            organisations.into_iter().map(|(one, amounts)| (one, sum(amounts))).collect();
        let all: f64 = amounts.iter().map(|(_, amount)| amount).sum();
        for (organisation, amount) in amounts {
            let share = if all > 0.0 { amount / all } else { 1.0 / count };
            *standings.entry(organisation).or_default() += share / pillars;
        }
    }
    standings.into_iter().collect()
}
