//! Reach: whom a service can help beyond the border of its place.
//!
//! Supply is divided by the two steps of the floating catchment (Luo and Wang 2003, Environment and
//! Planning B 30:865): each service is divided among all the need that can reach it, weighed by how
//! well it can, and each need is given what falls to it from every service in its reach. Nothing is
//! counted twice: what all needs receive together is what the services have.

use std::collections::BTreeMap;

use crate::{Needs, PartnersRefusal, Refusal};

/// How well people in one place reach the services of another, as a share from 0 (not at all) to 1
/// (as if they were there): by travel time, legal eligibility and language. Within one place it is 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reach {
    /// By place of the people, the places of services with the share.
    services: BTreeMap<u32, BTreeMap<u32, f64>>,
}

/// That people of one place reach the services of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Path {
    /// Where people are.
    pub people: u32,
    /// Where the services are.
    pub services: u32,
    /// How well, from 0 to 1.
    pub share: f64,
}

impl Reach {
    /// The reach along paths; of two paths between the same places the better counts.
    ///
    /// Refused: a share that does not lie between 0 and 1.
    pub fn new(paths: &[Path]) -> Result<Self, Refusal> {
        let mut reach = Self::default();
        for Path { people, services, share } in paths.iter().copied() {
            if !(0.0..=1.0).contains(&share) {
                return Err(PartnersRefusal::ReachShare { people, services, share }.into());
            }
            let known = reach.services.entry(people).or_default().entry(services).or_default();
            *known = known.max(share);
        }
        Ok(reach)
    }

    /// How well people in a place reach the services of a place.
    pub fn share(&self, people: u32, services: u32) -> f64 {
        if people == services {
            return 1.0;
        }
        let known = self.services.get(&people).and_then(|known| known.get(&services));
        known.copied().unwrap_or(0.0)
    }

    /// The places whose services people in a place reach, itself first, with the shares.
    pub fn from(&self, people: u32) -> impl Iterator<Item = (u32, f64)> {
        let known = self.services.get(&people).into_iter().flatten();
        let others = known.filter(move |(services, share)| **services != people && **share > 0.0);
        std::iter::once((people, 1.0)).chain(others.map(|(services, share)| (*services, *share)))
    }
}

/// The supply that each need can reach, from what stands at each ([`crate::Served::supply`]). Only
/// services of the same kind (pillar, side, form, population, coordination group) help, and shares
/// of a service follow the expected needs. A service that nobody in need reaches stays where it is.
///
/// ```
/// use concert_coverage::reach::{Path, Reach, reachable};
/// use concert_coverage::{NeedAtom, Needs, PlaceTree};
/// use concert_terms::{Draws, Form, Pillar, Population, Side};
///
/// // 60 are in need in one district, 40 in the next; 50 places, all in the first. People of the
/// // second reach them half as well: 50 is divided as 60 to 40 x 0.5.
/// let tree = PlaceTree::new(&[None, None])?;
/// let need = |place, people| NeedAtom {
///     place,
///     pillar: Some(Pillar::Protection),
///     side: Some(Side::Supply),
///     form: Some(Form::LABOUR),
///     population: Population::EVERYBODY,
///     sector: None,
///     draws: Draws::new(vec![people]),
/// };
/// let needs = Needs::new(&tree, vec![need(0, 60.0), need(1, 40.0)])?;
/// let reach = Reach::new(&[Path { people: 1, services: 0, share: 0.5 }])?;
/// assert_eq!(reachable(&needs, &[50.0, 0.0], &reach), [37.5, 12.5]);
/// # Ok::<(), concert_coverage::Refusal>(())
/// ```
pub fn reachable(needs: &Needs, supply: &[f64], reach: &Reach) -> Vec<f64> {
    let at: BTreeMap<(u32, u32), u32> = needs
        .slots()
        .iter()
        .map(|slot| ((slot.kind, needs.atoms()[slot.atom as usize].place), slot.atom))
        .collect();
    // For each need, the needs whose services its people reach, with the share.
    let services = |kind: u32, need: u32| {
        let place = needs.atoms()[need as usize].place;
        let found = reach.from(place).filter_map(|(place, share)| {
            let other = at.get(&(kind, place))?;
            Some((*other, share))
        });
        found.collect::<Vec<_>>()
    };
    let mut demand = vec![0.0; needs.atoms().len()];
    for slot in needs.slots() {
        for (other, share) in services(slot.kind, slot.atom) {
            demand[other as usize] += share * needs.expected(slot.atom);
        }
    }
    let of = |need: u32| supply.get(need as usize).copied().unwrap_or(0.0);
    let mut received = vec![0.0; needs.atoms().len()];
    for slot in needs.slots() {
        for (other, share) in services(slot.kind, slot.atom) {
            let asked = demand[other as usize];
            if asked > 0.0 {
                let part = share * needs.expected(slot.atom) / asked;
                received[slot.atom as usize] += of(other) * part;
            } else if other == slot.atom {
                received[slot.atom as usize] += of(other);
            }
        }
    }
    received
}
