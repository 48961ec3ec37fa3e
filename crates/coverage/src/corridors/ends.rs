//! Who stands at either end of a corridor, and which of them do not know each other.

use std::collections::BTreeSet;

use concert_terms::{Pillar, Stated};

use super::check_corridor;
use crate::effective_supply::Freshness;
use crate::gravity::Corridor;
use crate::{PlaceRefusal, PlaceTree, Refusal, Supply, Ties};

/// What helps at the origin: keeping people from being trafficked, and helping those who come back.
pub const AT_ORIGIN: [Pillar; 2] = [Pillar::Prevention, Pillar::Protection];

/// What helps at the destination: finding and helping those who are exploited, and prosecuting those
/// who exploit them.
pub const AT_DESTINATION: [Pillar; 2] = [Pillar::Protection, Pillar::Prosecution];

/// The services at both ends of a corridor, and the ties between them.
#[derive(Debug, Clone, PartialEq)]
pub struct CorridorEnds {
    /// The corridor.
    pub corridor: Corridor,
    /// Prevention, and protection of those who come back.
    pub origin: End,
    /// Protection and prosecution.
    pub destination: End,
    /// Organisations that are at both ends, in whichever places, ascending: they join the ends
    /// without anybody else.
    pub at_both: Vec<u32>,
    /// How many pairs of different organisations there are with one at each end.
    pub pairs: u64,
    /// How many of them are tied.
    pub tied: u64,
    /// Pairs that are not: one at the origin, one at the destination. Those whose members have the
    /// fewest partners come first, as many as were asked for.
    pub missing: Vec<[u32; 2]>,
}

/// One end of a corridor.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct End {
    /// Initiatives under way, by row.
    pub services: Vec<EndService>,
    /// Their organisations, ascending.
    pub organisations: Vec<u32>,
    /// Initiatives under way in the place that do not say their pillar, so that it is not known
    /// whether they belong here.
    pub undetermined: u32,
}

/// An initiative at an end of a corridor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EndService {
    /// The caller's number of the row.
    pub row: u32,
    /// The organisation.
    pub organisation: u32,
    /// Those of its pillars that count at this end.
    pub pillars: Stated<Pillar>,
    /// Its effective supply in all its places, `q * phi * rho`; `None` where it states no capacity.
    pub amount: Option<f64>,
    /// Whether it is declared for a place above the end, and reaches it only as a part of that.
    pub is_wider: bool,
    /// Whether it is declared for the corridor itself.
    pub is_along: bool,
}

/// Where an initiative stands in relation to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Within,
    Above,
    Elsewhere,
}

/// The services at both ends of a corridor on a day, and up to so many pairs without a tie.
///
/// An initiative declared for the corridor, or a part of it, stands at each end at which its pillars
/// count, whatever place the corridor lies in. Of other corridors nothing is known here: what is
/// declared for one that lies in an end is a service of that end.
///
/// Refused: places that are not in the tree, an origin and a destination that are not apart.
pub fn corridor_ends(
    tree: &PlaceTree,
    supply: &Supply,
    ties: &Ties,
    day: i32,
    corridor: Corridor,
    most_missing: usize,
) -> Result<CorridorEnds, Refusal> {
    check_corridor(tree, &corridor)?;
    let origin = end(tree, supply, day, corridor, (corridor.origin, AT_ORIGIN))?;
    let destination = end(tree, supply, day, corridor, (corridor.destination, AT_DESTINATION))?;
    let at_destination: BTreeSet<u32> = destination.organisations.iter().copied().collect();
    let is_at_both = |one: &&u32| at_destination.contains(*one);
    let at_both: Vec<u32> = origin.organisations.iter().filter(is_at_both).copied().collect();
    // Two organisations that are both at both ends are one pair, not two.
    let counts = |one: u32, other: u32| {
        let is_twice = at_both.binary_search(&one).is_ok() && at_both.binary_search(&other).is_ok();
        one != other && (!is_twice || one < other)
    };
    let mut tied = 0;
    for one in &origin.organisations {
        let partners = ties.partners(*one).filter(|other| at_destination.contains(other));
        tied += partners.filter(|other| counts(*one, *other)).count() as u64;
    }
    let [n, m, both] = [&origin.organisations, &destination.organisations, &at_both]
        .map(|organisations| organisations.len() as u64);
    let by_partners = |organisations: &[u32]| {
        let mut order: Vec<u32> = organisations.to_vec();
        order.sort_by_key(|one| (ties.partners(*one).count(), *one));
        order
    };
    let from = by_partners(&origin.organisations);
    let to = by_partners(&destination.organisations);
    let pairs = from.iter().flat_map(|one| to.iter().map(move |other| [*one, *other]));
    let untied = pairs.filter(|[one, other]| {
        counts(*one, *other) && !ties.partners(*one).any(|partner| partner == *other)
    });
    let missing = untied.take(most_missing).collect();
    let pairs = n * m - both - both * both.saturating_sub(1) / 2;
    Ok(CorridorEnds { corridor, origin, destination, at_both, pairs, tied, missing })
}

fn end(
    tree: &PlaceTree,
    supply: &Supply,
    day: i32,
    corridor: Corridor,
    (place, counts): (u32, [Pillar; 2]),
) -> Result<End, Refusal> {
    let mut is_used = vec![false; supply.place_sets().len()];
    for (at, scope) in supply.scopes().iter().enumerate() {
        is_used[scope.places as usize] |= supply.is_used(at);
    }
    let mut stands = Vec::with_capacity(is_used.len());
    for (places, is_used) in supply.place_sets().iter().zip(is_used) {
        let absent = places.iter().copied().find(|place| is_used && !tree.holds(*place));
        if let Some(place) = absent {
            return Err(PlaceRefusal::PlaceUnknown { place }.into());
        }
        stands.push(stand(tree, places, corridor.place, place));
    }
    let fresh = Freshness::on(day, supply);
    let mut end = End::default();
    for (number, row) in (0_u32..).zip(supply.rows()).filter(|(_, row)| row.is_active_on(day)) {
        let scope = supply.scopes()[row.scope as usize];
        let (stands, is_along) = stands[scope.places as usize];
        if stands == Stands::Elsewhere {
            continue;
        }
        let declared = supply.declared()[scope.declared as usize].pillars;
        let pillars: Stated<Pillar> =
            counts.into_iter().filter(|pillar| declared.states(*pillar)).collect();
        if pillars.is_unstated() {
            end.undetermined += u32::from(declared.is_unstated());
            continue;
        }
        end.services.push(EndService {
            row: number,
            organisation: supply.organisations()[row.organisation as usize],
            pillars,
            amount: fresh.effective(row),
            is_wider: stands == Stands::Above,
            is_along,
        });
    }
    end.organisations = end.services.iter().map(|service| service.organisation).collect();
    end.organisations.sort_unstable();
    end.organisations.dedup();
    Ok(end)
}

/// Where a set of declared places stands in relation to an end, and whether it is on the corridor.
fn stand(tree: &PlaceTree, places: &[u32], corridor: u32, end: u32) -> (Stands, bool) {
    let (along, others): (Vec<u32>, Vec<u32>) =
        places.iter().partition(|place| tree.is_within(**place, corridor));
    let stands = if !along.is_empty() || others.iter().any(|place| tree.is_within(*place, end)) {
        Stands::Within
    } else if others.iter().any(|place| tree.is_within(end, *place)) {
        Stands::Above
    } else {
        Stands::Elsewhere
    };
    (stands, !along.is_empty())
}
