//! Partners: who should work with whom, why, and how many people it would help.
//!
//! For organisations `o` and `p`, `o` gains from `p` where it turns people away and `p` has room:
//! `gain = sum over needs c of w(c) E[min(in(o, c), slack(p, c'), G(c))] * alpha * beta`, where
//! `in` are the people whom `o` meets and cannot serve, `slack` is the free capacity of `p` for the
//! same kind of help in a place that people of `c` reach with the share `alpha`, `G` is the gap of
//! `c`, and `beta` is 0 where the two work together already. What each gains from the other is added,
//! the cost of starting is taken off, and those with few partners come first: bringing in the
//! periphery raises cooperation most, where plain link prediction would only strengthen hubs.

use std::collections::{BTreeMap, BTreeSet};

use crate::alignment::check_weights;
use crate::matching::{Pair, matching};
use crate::reach::Reach;
use crate::{AmountAt, Needs, Refusal};

/// What is known and wanted of partnerships.
#[derive(Debug, Clone, Copy)]
pub struct Partnering<'a> {
    /// People whom organisations meet and cannot serve: see [`crate::apportion()`].
    pub turned_away: &'a [AmountAt],
    /// Further people whom organisations could serve.
    pub free: &'a [AmountAt],
    /// Whose services people of which place reach.
    pub reach: &'a Reach,
    /// The supply at every need, by position: what it does not cover is the gap.
    pub supply: &'a [f64],
    /// The weight of every need, by position, such as its severity.
    pub weights: &'a [f64],
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
    /// The need of the same kind at which there is room.
    pub room_at: u32,
    /// How many are turned away there.
    pub turned_away: f64,
    /// How many more the other could serve there.
    pub free: f64,
    /// How many would be helped.
    pub people: f64,
}

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
/// Refused: weights that are not one for each need, a cost or a bonus that is negative or not finite.
pub fn partnerships(needs: &Needs, asked: &Partnering<'_>) -> Result<Partnerships, Refusal> {
    check_weights(needs, asked.weights)?;
    for value in [asked.setup_cost, asked.periphery] {
        if !(value.is_finite() && value >= 0.0) {
            return Err(Refusal::SetupCost { value });
        }
    }
    let ties: BTreeSet<[u32; 2]> = asked.ties.iter().map(|[a, b]| ordered(*a, *b)).collect();
    let mut degrees: BTreeMap<u32, usize> = BTreeMap::new();
    for party in ties.iter().flatten() {
        *degrees.entry(*party).or_default() += 1;
    }
    let mut found: BTreeMap<[u32; 2], Vec<Reason>> = BTreeMap::new();
    for reason in reasons(needs, asked) {
        let pair = ordered(reason.from, reason.to);
        if !ties.contains(&pair) {
            found.entry(pair).or_default().push(reason);
        }
    }
    let degree = |party: &u32| degrees.get(party).copied().unwrap_or(0);
    let worth = |(organisations, reasons): ([u32; 2], Vec<Reason>)| {
        let ties = organisations.iter().map(degree).sum();
        partnership(asked, organisations, reasons, ties)
    };
    let worthwhile = found.into_iter().map(worth).filter(|pair| pair.gain > 0.0);
    Ok(choose(worthwhile.collect(), asked.most_new))
}

fn ordered(a: u32, b: u32) -> [u32; 2] {
    [a.min(b), a.max(b)]
}

fn partnership(
    asked: &Partnering<'_>,
    organisations: [u32; 2],
    mut reasons: Vec<Reason>,
    ties: usize,
) -> Partnership {
    reasons.sort_by(|a, b| {
        let by_people = b.people.total_cmp(&a.people);
        by_people.then((a.from, a.need, a.room_at).cmp(&(b.from, b.need, b.room_at)))
    });
    share_out(&mut reasons);
    let weighted: f64 =
        reasons.iter().map(|reason| asked.weights[reason.need as usize] * reason.people).sum();
    let bonus = 1.0 + asked.periphery / (1.0 + ties as f64);
    Partnership {
        organisations,
        people: reasons.iter().map(|reason| reason.people).sum(),
        gain: (weighted - asked.setup_cost) * bonus,
        ties,
        reasons,
    }
}

/// Lets nobody be helped twice and no place be filled twice: reasons are taken as they stand, each
/// with what earlier ones left over.
fn share_out(reasons: &mut Vec<Reason>) {
    let mut helped: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut filled: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for reason in reasons.iter_mut() {
        let helped = helped.entry((reason.from, reason.need)).or_default();
        let filled = filled.entry((reason.to, reason.room_at)).or_default();
        let left = (reason.turned_away - *helped).min(reason.free - *filled).max(0.0);
        reason.people = reason.people.min(left);
        *helped += reason.people;
        *filled += reason.people;
    }
    reasons.retain(|reason| reason.people > 0.0);
}

/// Every way in which one organisation could help people whom another turns away.
fn reasons(needs: &Needs, asked: &Partnering<'_>) -> Vec<Reason> {
    let mut kinds = vec![None; needs.atoms().len()];
    for slot in needs.slots() {
        kinds[slot.atom as usize] = Some(slot.kind);
    }
    let kind_of = |need: u32| kinds.get(need as usize).copied().flatten();
    let place_of = |need: u32| needs.atoms()[need as usize].place;
    let mut free: BTreeMap<(u32, u32), Vec<AmountAt>> = BTreeMap::new();
    for amount in asked.free.iter().filter(|amount| amount.amount > 0.0) {
        if let Some(kind) = kind_of(amount.need) {
            free.entry((kind, place_of(amount.need))).or_default().push(*amount);
        }
    }
    let mut found = Vec::new();
    for turned in asked.turned_away.iter().filter(|turned| turned.amount > 0.0) {
        let Some(kind) = kind_of(turned.need) else { continue };
        let draws = needs.atoms()[turned.need as usize].draws.values();
        let supply = asked.supply.get(turned.need as usize).copied().unwrap_or(0.0);
        for (place, share) in asked.reach.from(place_of(turned.need)) {
            let rooms = free.get(&(kind, place)).into_iter().flatten();
            for room in rooms.filter(|room| room.organisation != turned.organisation) {
                let most = turned.amount.min(room.amount);
                let people = share * expected_least(draws, supply, most);
                if people > 0.0 {
                    found.push(Reason {
                        from: turned.organisation,
                        to: room.organisation,
                        need: turned.need,
                        room_at: room.need,
                        turned_away: turned.amount,
                        free: room.amount,
                        people,
                    });
                }
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
