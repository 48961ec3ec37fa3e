//! Who stands at either end of a corridor, and which of them do not know each other.
//!
//! Two organisations can be linked where they serve a form of exploitation in common: a shelter for
//! children and a union of seafarers have nobody to follow from one end to the other. Who does not
//! say its forms may serve any, so that such a pair is named too, apart from those who say theirs.

use std::collections::{BTreeMap, BTreeSet};

use concert_terms::{Form, Pillar, Stated};

use super::check_corridor;
use crate::effective_supply::Freshness;
use crate::gravity::Corridor;
use crate::{PlaceRefusal, PlaceTree, Refusal, Supply, Ties};

/// What helps at the origin: keeping people from being trafficked, and helping those who come back.
pub const AT_ORIGIN: [Pillar; 2] = [Pillar::Prevention, Pillar::Protection];

/// What helps at the destination: finding and helping those who are exploited, and prosecuting those
/// who exploit them.
pub const AT_DESTINATION: [Pillar; 2] = [Pillar::Protection, Pillar::Prosecution];

/// What is asked about the ends of a corridor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndsAsked {
    /// The day, in days since 1970-01-01.
    pub day: i32,
    /// The corridor.
    pub corridor: Corridor,
    /// Only services for one of these forms, or that do not say theirs; all of them where unstated.
    pub forms: Stated<Form>,
    /// How many pairs without a tie are named.
    pub most_missing: usize,
}

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
    /// How many pairs of different organisations there are with one at each end, that serve a form
    /// in common or may, because one of them does not say its forms.
    pub pairs: u64,
    /// How many of them are tied.
    pub tied: u64,
    /// Pairs that are not, as many as were asked for: first those known to serve a form in common,
    /// then those of which one does not say; in each, those whose members have the fewest partners.
    pub missing: Vec<MissingLink>,
}

/// Two organisations at the two ends of a corridor that have no tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingLink {
    /// Who is at the origin.
    pub origin: u32,
    /// Who is at the destination.
    pub destination: u32,
    /// The forms that both serve; unstated where one of them does not say.
    pub forms: Stated<Form>,
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
    /// Its forms.
    pub forms: Stated<Form>,
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
    asked: &EndsAsked,
) -> Result<CorridorEnds, Refusal> {
    let corridor = asked.corridor;
    check_corridor(tree, &corridor)?;
    let origin = end(tree, supply, asked, (corridor.origin, AT_ORIGIN))?;
    let destination = end(tree, supply, asked, (corridor.destination, AT_DESTINATION))?;
    let at_destination: BTreeSet<u32> = destination.organisations.iter().copied().collect();
    let is_at_both = |one: &&u32| at_destination.contains(*one);
    let at_both: Vec<u32> = origin.organisations.iter().filter(is_at_both).copied().collect();
    let mut forms: BTreeMap<u32, Stated<Form>> = BTreeMap::new();
    for service in origin.services.iter().chain(&destination.services) {
        let of_organisation = forms.entry(service.organisation).or_default();
        *of_organisation = of_organisation.union(service.forms);
    }
    // Two organisations that are both at both ends are one pair, not two.
    let counts = |one: u32, other: u32| {
        let is_twice = at_both.binary_search(&one).is_ok() && at_both.binary_search(&other).is_ok();
        one != other && (!is_twice || one < other)
    };
    let mut tied = 0;
    for one in &origin.organisations {
        let partners = ties.partners(*one).filter(|other| at_destination.contains(other));
        let are_alike = |other: &u32| in_common(forms[one], forms[other]).is_some();
        tied += partners.filter(|other| counts(*one, *other)).filter(are_alike).count() as u64;
    }
    let by_partners = |organisations: &[u32]| {
        let mut order: Vec<u32> = organisations.to_vec();
        order.sort_by_key(|one| (ties.partners(*one).count(), *one));
        order
    };
    let from = by_partners(&origin.organisations);
    let to = by_partners(&destination.organisations);
    let untied = |is_known: bool| {
        let (from, to, forms) = (&from, &to, &forms);
        let link = move |one: u32, other: u32| {
            let shared = in_common(forms[&one], forms[&other])?;
            let is_missing = shared.is_unstated() != is_known
                && counts(one, other)
                && !ties.partners(one).any(|partner| partner == other);
            is_missing.then_some(MissingLink { origin: one, destination: other, forms: shared })
        };
        from.iter().flat_map(move |one| to.iter().filter_map(move |other| link(*one, *other)))
    };
    let missing = untied(true).chain(untied(false)).take(asked.most_missing).collect();
    let pairs = pairs([&origin.organisations, &destination.organisations, &at_both], &forms);
    Ok(CorridorEnds { corridor, origin, destination, at_both, pairs, tied, missing })
}

/// The forms that two organisations both serve, the narrower where one holds the other; unstated
/// where one of them does not say its forms, and nothing where they have none in common.
fn in_common(one: Stated<Form>, other: Stated<Form>) -> Option<Stated<Form>> {
    if one.is_unstated() || other.is_unstated() {
        return Some(Stated::UNSTATED);
    }
    let narrower = |a: Form, b: Form| {
        if a.is_within(b) { Some(a) } else { b.is_within(a).then_some(b) }
    };
    let shared: Stated<Form> =
        one.values().flat_map(|a| other.values().filter_map(move |b| narrower(a, b))).collect();
    (!shared.is_unstated()).then_some(shared)
}

/// How many pairs there are of different organisations, one at each end, that may serve a form in
/// common. They are counted by what organisations state, because there may be thousands at an end.
fn pairs([from, to, both]: [&[u32]; 3], forms: &BTreeMap<u32, Stated<Form>>) -> u64 {
    let alike = |organisations: &[u32]| {
        let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
        for organisation in organisations {
            *counts.entry(forms[organisation].bits()).or_default() += 1;
        }
        counts
    };
    let may_share =
        |a: u64, b: u64| in_common(Stated::from_bits(a), Stated::from_bits(b)).is_some();
    let [from, to, both] = [from, to, both].map(alike);
    let mut pairs = 0;
    for (a, n) in &from {
        pairs += to.iter().filter(|(b, _)| may_share(*a, **b)).map(|(_, m)| n * m).sum::<u64>();
    }
    // Each of those at both ends was paired with itself, and any two of them twice.
    for (a, n) in &both {
        pairs -= n + n * n.saturating_sub(1) / 2;
        let later = both.range(a + 1..).filter(|(b, _)| may_share(*a, **b));
        pairs -= later.map(|(_, m)| n * m).sum::<u64>();
    }
    pairs
}

fn end(
    tree: &PlaceTree,
    supply: &Supply,
    asked: &EndsAsked,
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
        stands.push(stand(tree, places, asked.corridor.place, place));
    }
    let fresh = Freshness::on(asked.day, supply);
    let mut end = End::default();
    for (number, row) in (0_u32..).zip(supply.rows()).filter(|(_, row)| row.is_active_on(asked.day))
    {
        let scope = supply.scopes()[row.scope as usize];
        let (stands, is_along) = stands[scope.places as usize];
        if stands == Stands::Elsewhere {
            continue;
        }
        let declared = &supply.declared()[scope.declared as usize];
        let is_asked = |form: Form| asked.forms.values().any(|wanted| wanted.overlaps(form));
        let says_others = !declared.forms.is_unstated() && !declared.forms.values().any(is_asked);
        if says_others && !asked.forms.is_unstated() {
            continue;
        }
        let pillars: Stated<Pillar> =
            counts.into_iter().filter(|pillar| declared.pillars.states(*pillar)).collect();
        if pillars.is_unstated() {
            end.undetermined += u32::from(declared.pillars.is_unstated());
            continue;
        }
        end.services.push(EndService {
            row: number,
            organisation: supply.organisations()[row.organisation as usize],
            pillars,
            forms: declared.forms,
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
