//! Partners: who should work with whom, why, and how many people it would help.
//!
//! For organisations `o` and `p`, `o` gains from `p` where it turns people away and `p` has room:
//! `gain = sum over needs c of w(c) E[min(in(o, c), slack(p), G(c))] * alpha * beta`, where
//! `in` are the people whom `o` meets and cannot serve, `slack` is the free capacity of `p` for that
//! kind of help in a place that people of `c` reach with the share `alpha`, `G` is the gap of
//! `c`, and `beta` is 0 where the two work together already. What each gains from the other is added.
//! To it comes, for one at the origin and one at the destination of a corridor, the part of its flow
//! that falls to them ([`CorridorWork`]): people whom nobody follows from one end to the other for as
//! long as the two have no tie. Then the cost of starting is taken off, and those with few partners
//! come first: bringing in the periphery raises cooperation most, where plain link prediction would
//! only strengthen hubs.

use std::collections::{BTreeMap, BTreeSet};

use crate::alignment::check_weights;
use crate::allocation::matching_kinds;
use crate::corridors::CorridorWork;
use crate::matching::{Pair, matching};
use crate::placed::PlacedSets;
use crate::reach::Reach;
use crate::{
    AmountAt, Needs, OverlapRefusal, PartnersRefusal, PlaceTree, Refusal, RowAmount, Supply,
};

/// What is known and wanted of partnerships.
#[derive(Debug, Clone, Copy)]
pub struct Partnering<'a> {
    /// People whom organisations meet and cannot serve: see [`crate::apportion()`].
    pub turned_away: &'a [AmountAt],
    /// Where there is room: see [`rooms`].
    pub rooms: &'a [Room],
    /// Whose services people of which place reach.
    pub reach: &'a Reach,
    /// The supply at every need, by position: what it does not cover is the gap.
    pub supply: &'a [f64],
    /// The weight of every need, by position, such as its severity.
    pub weights: &'a [f64],
    /// What corridors leave to be done by organisations at their two ends.
    pub corridors: &'a [CorridorWork],
    /// Pairs of organisations that work together already.
    pub ties: &'a [[u32; 2]],
    /// What starting a partnership costs, in weighted people; pairs that gain no more are left out.
    pub setup_cost: f64,
    /// How many new partners an organisation can take on.
    pub most_new: usize,
    /// How much more a pair counts when neither has a partner yet, as a share; with `n` partners
    /// between them it is that share over `1 + n`.
    pub periphery: f64,
}

/// Free capacity of an initiative in one of its places.
#[derive(Debug, Clone, PartialEq)]
pub struct Room {
    /// The organisation.
    pub organisation: u32,
    /// The initiative, by its row.
    pub row: u32,
    /// Where.
    pub place: u32,
    /// How many more people could be served there.
    pub amount: f64,
    /// The kinds of needs that it is for.
    kinds: Vec<u32>,
}

/// The free capacity of initiatives, in equal shares over the places that each declares. It counts
/// also where no need is known in such a place, because people of others may reach it.
///
/// Refused: a row that is not there, an amount that is negative or not finite, an initiative in a
/// place that is not in the tree.
pub fn rooms(
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    free: &[RowAmount],
) -> Result<Vec<Room>, Refusal> {
    let placed = PlacedSets::new(tree, supply)?;
    let matching = matching_kinds(supply, needs);
    let mut rooms = Vec::new();
    for RowAmount { row, amount } in free.iter().copied() {
        let kept = supply.amount_of(row, amount)?;
        let scope = supply.scopes()[kept.scope as usize];
        let places = placed.of(scope.places);
        let kinds = &matching[scope.declared as usize];
        rooms.extend(places.iter().filter(|_| amount > 0.0).map(|placed| Room {
            organisation: supply.organisations()[kept.organisation as usize],
            row,
            place: placed.place,
            amount: amount / places.len() as f64,
            kinds: kinds.clone(),
        }));
    }
    Ok(rooms)
}

/// Two organisations that should work together.
#[derive(Debug, Clone, PartialEq)]
pub struct Partnership {
    /// The organisations, the lower number first.
    pub organisations: [u32; 2],
    /// People who would be helped, unweighted.
    pub people: f64,
    /// The weighted gain, after the cost of starting and with the bonus for the periphery: what
    /// pairs are chosen by.
    pub gain: f64,
    /// Partners that the two have now, together.
    pub ties: usize,
    /// Whose people would be helped by whom, the most first.
    pub reasons: Vec<Reason>,
    /// Whose people nobody follows from one end of a corridor to the other, the most first. They
    /// are not among [`Partnership::people`]: a tie reaches them, and does not yet help them.
    pub corridors: Vec<CorridorReason>,
}

/// One way in which a partnership helps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// Who turns people away.
    pub from: u32,
    /// Who has room.
    pub to: u32,
    /// The need of those who are turned away, by position.
    pub need: u32,
    /// The initiative that has room, by its row, and the place where it is.
    pub room: u32,
    /// That place.
    pub room_at: u32,
    /// How many are turned away there.
    pub turned_away: f64,
    /// How many more the other could serve there.
    pub free: f64,
    /// How many would be helped.
    pub people: f64,
}

/// One corridor whose ends a partnership would join.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CorridorReason {
    /// The corridor, by its number among the places.
    pub corridor: u32,
    /// Who is at its origin.
    pub origin: u32,
    /// Who is at its destination.
    pub destination: u32,
    /// How many people are moved along it in a year.
    pub flow: f64,
    /// How many of them fall to these two.
    pub people: f64,
}

/// The most pairs of organisations at the ends of all corridors together that are looked at.
pub const MOST_CORRIDOR_PAIRS: u64 = 1 << 22;

/// The pairs to bring together, and how good the choice is at least.
#[derive(Debug, Clone, PartialEq)]
pub struct Partnerships {
    /// The chosen pairs, the greatest gain first.
    pub chosen: Vec<Partnership>,
    /// Pairs that would gain and were not chosen, because one of them has enough new partners.
    pub others: Vec<Partnership>,
    /// The gain of the chosen pairs together.
    pub gain: f64,
    /// No choice of pairs gains more.
    pub at_most: f64,
}

/// Whom to bring together.
///
/// Each pair is judged on its own: where several could take the same people, what the chosen pairs
/// help together is less than the sum.
///
/// Refused: weights that are not one for each need, a cost or a bonus that is negative or not finite,
/// corridors with more than [`MOST_CORRIDOR_PAIRS`] pairs at their ends.
pub fn partnerships(
    tree: &PlaceTree,
    needs: &Needs,
    asked: &Partnering<'_>,
) -> Result<Partnerships, Refusal> {
    check_weights(needs, asked.weights)?;
    for value in [asked.setup_cost, asked.periphery] {
        if !(value.is_finite() && value >= 0.0) {
            return Err(PartnersRefusal::SetupCost { value }.into());
        }
    }
    let ties: BTreeSet<[u32; 2]> = asked.ties.iter().map(|[a, b]| ordered(*a, *b)).collect();
    let mut degrees: BTreeMap<u32, usize> = BTreeMap::new();
    for party in ties.iter().flatten() {
        *degrees.entry(*party).or_default() += 1;
    }
    let mut found: BTreeMap<[u32; 2], Reasons> = BTreeMap::new();
    for reason in reasons(tree, needs, asked) {
        let pair = ordered(reason.from, reason.to);
        if !ties.contains(&pair) {
            found.entry(pair).or_default().turned_away.push(reason);
        }
    }
    for (reason, weight) in corridor_reasons(asked.corridors, &ties)? {
        let of_pair = found.entry(ordered(reason.origin, reason.destination)).or_default();
        of_pair.corridors.push((reason, weight));
    }
    let degree = |party: &u32| degrees.get(party).copied().unwrap_or(0);
    let worth = |(organisations, reasons): ([u32; 2], Reasons)| {
        let ties = organisations.iter().map(degree).sum();
        partnership(asked, organisations, reasons, ties)
    };
    let worthwhile = found.into_iter().map(worth).filter(|pair| pair.gain > 0.0);
    Ok(choose(worthwhile.collect(), asked.most_new))
}

fn ordered(a: u32, b: u32) -> [u32; 2] {
    [a.min(b), a.max(b)]
}

/// Everything that speaks for a pair; reasons of corridors with the weight of their people.
#[derive(Debug, Default)]
struct Reasons {
    turned_away: Vec<Reason>,
    corridors: Vec<(CorridorReason, f64)>,
}

/// The part of each corridor's flow that falls to pairs without a tie.
fn corridor_reasons(
    corridors: &[CorridorWork],
    ties: &BTreeSet<[u32; 2]>,
) -> Result<Vec<(CorridorReason, f64)>, Refusal> {
    let pairs = |work: &CorridorWork| (work.origin.len() * work.destination.len()) as u64;
    if corridors.iter().map(pairs).sum::<u64>() > MOST_CORRIDOR_PAIRS {
        return Err(OverlapRefusal::TooManyPairs { most: MOST_CORRIDOR_PAIRS }.into());
    }
    let mut found = Vec::new();
    for work in corridors {
        let pairs =
            work.origin.iter().flat_map(|one| work.destination.iter().map(move |b| (one, b)));
        for ((origin, _), (destination, _)) in pairs {
            let people = work.people_of(*origin, *destination);
            let is_tied = origin == destination || ties.contains(&ordered(*origin, *destination));
            if is_tied || people <= 0.0 {
                continue;
            }
            let reason = CorridorReason {
                corridor: work.corridor.place,
                origin: *origin,
                destination: *destination,
                flow: work.people,
                people,
            };
            found.push((reason, work.weight));
        }
    }
    Ok(found)
}

fn partnership(
    asked: &Partnering<'_>,
    organisations: [u32; 2],
    reasons: Reasons,
    ties: usize,
) -> Partnership {
    let Reasons { turned_away: mut reasons, mut corridors } = reasons;
    corridors.sort_by(|(a, _), (b, _)| {
        let key = |reason: &CorridorReason| (reason.corridor, reason.origin, reason.destination);
        b.people.total_cmp(&a.people).then(key(a).cmp(&key(b)))
    });
    reasons.sort_by(|a, b| {
        let by_people = b.people.total_cmp(&a.people);
        by_people
            .then((a.from, a.need, a.room, a.room_at).cmp(&(b.from, b.need, b.room, b.room_at)))
    });
    share_out(&mut reasons);
    let followed: f64 = corridors.iter().map(|(reason, weight)| weight * reason.people).sum();
    let weighted: f64 = followed
        + reasons
            .iter()
            .map(|reason| asked.weights[reason.need as usize] * reason.people)
            .sum::<f64>();
    let bonus = 1.0 + asked.periphery / (1.0 + ties as f64);
    Partnership {
        organisations,
        people: reasons.iter().map(|reason| reason.people).sum(),
        gain: (weighted - asked.setup_cost) * bonus,
        ties,
        reasons,
        corridors: corridors.into_iter().map(|(reason, _)| reason).collect(),
    }
}

/// Lets nobody be helped twice and no place be filled twice: reasons are taken as they stand, each
/// with what earlier ones left over.
fn share_out(reasons: &mut Vec<Reason>) {
    let mut helped: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut filled: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for reason in reasons.iter_mut() {
        let helped = helped.entry((reason.from, reason.need)).or_default();
        let filled = filled.entry((reason.room, reason.room_at)).or_default();
        let left = (reason.turned_away - *helped).min(reason.free - *filled).max(0.0);
        reason.people = reason.people.min(left);
        *helped += reason.people;
        *filled += reason.people;
    }
    reasons.retain(|reason| reason.people > 0.0);
}

/// Every way in which one organisation could help people whom another turns away. Who serves a
/// whole country has room for people of each of its places.
fn reasons(tree: &PlaceTree, needs: &Needs, asked: &Partnering<'_>) -> Vec<Reason> {
    let mut kinds = vec![None; needs.atoms().len()];
    for slot in needs.slots() {
        kinds[slot.atom as usize] = Some(slot.kind);
    }
    let mut rooms: BTreeMap<u32, Vec<&Room>> = BTreeMap::new();
    for room in asked.rooms {
        rooms.entry(room.place).or_default().push(room);
    }
    let mut found = Vec::new();
    for turned in asked.turned_away.iter().filter(|turned| turned.amount > 0.0) {
        let Some(kind) = kinds.get(turned.need as usize).copied().flatten() else { continue };
        let atom = &needs.atoms()[turned.need as usize];
        let supply = asked.supply.get(turned.need as usize).copied().unwrap_or(0.0);
        // By place with room, the best share with which people reach it.
        let mut reached: BTreeMap<u32, f64> = BTreeMap::new();
        for (place, share) in asked.reach.from(atom.place) {
            for above in tree.path_up(place).filter(|above| rooms.contains_key(above)) {
                let best = reached.entry(above).or_default();
                *best = best.max(share);
            }
        }
        for (place, share) in reached {
            let suits = |room: &&&Room| {
                room.organisation != turned.organisation && room.kinds.contains(&kind)
            };
            for room in rooms[&place].iter().filter(suits) {
                let most = turned.amount.min(room.amount);
                found.push(Reason {
                    from: turned.organisation,
                    to: room.organisation,
                    need: turned.need,
                    room: room.row,
                    room_at: place,
                    turned_away: turned.amount,
                    free: room.amount,
                    people: share * expected_least(atom.draws.values(), supply, most),
                });
            }
        }
    }
    found
}

/// `E[min(most, gap)]` over the draws of a need.
fn expected_least(draws: &[f32], supply: f64, most: f64) -> f64 {
    let gap = |draw: &f32| (f64::from(*draw) - supply).max(0.0).min(most);
    draws.iter().map(gap).sum::<f64>() / draws.len().max(1) as f64
}

fn choose(mut all: Vec<Partnership>, most_new: usize) -> Partnerships {
    all.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.organisations.cmp(&b.organisations)));
    let pairs: Vec<Pair> =
        all.iter().map(|one| Pair { parties: one.organisations, weight: one.gain }).collect();
    let matched = matching(&pairs, most_new);
    let mut partnerships = Partnerships {
        chosen: Vec::new(),
        others: Vec::new(),
        gain: matched.chosen.iter().map(|at| pairs[*at].weight).sum(),
        at_most: matched.at_most,
    };
    for (at, one) in all.into_iter().enumerate() {
        let is_chosen = matched.chosen.binary_search(&at).is_ok();
        if is_chosen { &mut partnerships.chosen } else { &mut partnerships.others }.push(one);
    }
    partnerships
}
