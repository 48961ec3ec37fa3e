//! Why a gap is another than it was: the change from one picture to another, shared out over its
//! causes.
//!
//! A picture has four parts that can differ: the *need*, the *capacity* that is declared (who,
//! where, how much, since when, how requests were answered), the *staleness* of what was declared
//! (the freshness `phi` of each initiative that stands in both pictures) and the *definition* (how
//! places lie within each other, and the rule of allocation). The gap is computed with every mix of
//! parts of the one picture and the other. The share of a cause is its mean effect over all orders
//! in which the parts can be exchanged (Shapley 1953, "A value for n-person games"; Shorrocks 2013,
//! J. Econ. Inequality 11:99-126). So the four add up to the change, none depends on the order in
//! which they are named, and what does not differ explains nothing.

use std::collections::{BTreeMap, HashMap};

use crate::gap::mean_gap;
use crate::need::Slot;
use crate::{Allocation, AllocationRule, Needs, PlaceTree, Refusal, Supply, SupplyRow, freshness};

/// One of the two pictures.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The day on which initiatives are under way, and from which their age is counted.
    pub day: i32,
    /// How places lie. Both trees hold the places of both pictures.
    pub tree: &'a PlaceTree,
    /// How coarse declarations are spread over needs.
    pub rule: AllocationRule,
    /// What is declared, by the caller's numbers, which mean the same in both pictures.
    pub rows: &'a [(u32, SupplyRow)],
    /// What is needed.
    pub needs: &'a Needs,
    /// The caller's number of each need, in the order of [`Needs::atoms`].
    pub numbers: &'a [u32],
}

/// What moved a gap, in the unit of the need. Positive where the gap grew.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Causes {
    /// More or less is needed.
    pub need: f64,
    /// More or less is declared.
    pub capacity: f64,
    /// What was declared grew older, or was confirmed anew.
    pub staleness: f64,
    /// Places lie otherwise, or another rule is used.
    pub definition: f64,
}

impl Causes {
    /// All of them together: the change of the gap.
    pub fn total(&self) -> f64 {
        self.need + self.capacity + self.staleness + self.definition
    }
}

impl std::ops::AddAssign for Causes {
    fn add_assign(&mut self, other: Self) {
        self.need += other.need;
        self.capacity += other.capacity;
        self.staleness += other.staleness;
        self.definition += other.definition;
    }
}

/// The change of the gap of one need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The caller's number of the need.
    pub need: u32,
    /// The expected gap in the first picture; 0 where the need does not stand.
    pub before: f64,
    /// The same in the second.
    pub after: f64,
    /// What moved it.
    pub causes: Causes,
}

/// The parts of a picture, each a bit of the number of a mix: set where the part is taken from the
/// second picture.
const NEED: usize = 1;
const CAPACITY: usize = 2;
const STALENESS: usize = 4;
const DEFINITION: usize = 8;
const MIXES: usize = 16;

/// The change of every need's gap from one picture to another, by rising number.
///
/// Refused: a picture that cannot be computed by itself, or a place of one picture that the tree of
/// the other does not hold.
pub fn changes(before: &Moment<'_>, after: &Moment<'_>) -> Result<Vec<Change>, Refusal> {
    let differing = differing(before, after);
    let supplies = [
        declared(before, before)?,
        declared(after, before)?,
        declared(before, after)?,
        declared(after, after)?,
    ];
    let mut gaps: Vec<BTreeMap<u32, f64>> = Vec::with_capacity(MIXES);
    for mix in 0..MIXES {
        // What does not differ need not be computed again.
        let same = mix & differing;
        let found = if same < mix {
            gaps[same].clone()
        } else {
            let supply = &supplies[(mix & (CAPACITY | STALENESS)) / CAPACITY];
            mixed(before, after, mix, supply)?
        };
        gaps.push(found);
    }
    let mut numbers: Vec<u32> = gaps.iter().flat_map(|gaps| gaps.keys().copied()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let change = |need: u32| {
        let gap = |mix: usize| gaps[mix].get(&need).copied().unwrap_or(0.0);
        let share = |part: usize| shapley(part, gap);
        Change {
            need,
            before: gap(0),
            after: gap(MIXES - 1),
            causes: Causes {
                need: share(NEED),
                capacity: share(CAPACITY),
                staleness: share(STALENESS),
                definition: share(DEFINITION),
            },
        }
    };
    Ok(numbers.into_iter().map(change).collect())
}

/// The mean effect of a part over all orders: each mix of the other three counts
/// `k! (3 - k)! / 4!` where `k` of them are exchanged already.
fn shapley(part: usize, gap: impl Fn(usize) -> f64) -> f64 {
    const WEIGHTS: [f64; 4] = [6.0 / 24.0, 2.0 / 24.0, 2.0 / 24.0, 6.0 / 24.0];
    let others = (0..MIXES).filter(|mix| mix & part == 0);
    let effect = |mix: usize| {
        let weight = WEIGHTS[mix.count_ones() as usize];
        weight * (gap(mix | part) - gap(mix))
    };
    others.map(effect).sum()
}

/// The parts in which two pictures differ.
fn differing(before: &Moment<'_>, after: &Moment<'_>) -> usize {
    let same_needs = before.numbers == after.numbers && before.needs.atoms() == after.needs.atoms();
    let same_rows = before.rows == after.rows && before.day == after.day;
    let same_definition = before.rule == after.rule && before.tree == after.tree;
    let part = |is_same: bool, part: usize| if is_same { 0 } else { part };
    part(same_needs, NEED)
        | part(same_rows, CAPACITY | STALENESS)
        | part(same_definition, DEFINITION)
}

/// The expected gap of every need that stands, in a mix of two pictures.
fn mixed(
    before: &Moment<'_>,
    after: &Moment<'_>,
    mix: usize,
    supply: &Supply,
) -> Result<BTreeMap<u32, f64>, Refusal> {
    let side = |part: usize| if mix & part == 0 { before } else { after };
    let (definition, needed) = (side(DEFINITION), side(NEED));
    // Needs stand and give way to finer ones by how places lie.
    let laid_anew = if definition.tree == needed.tree {
        None
    } else {
        Some(Needs::new(definition.tree, needed.needs.atoms().to_vec())?)
    };
    let needs = laid_anew.as_ref().unwrap_or(needed.needs);
    let day = side(CAPACITY).day;
    let allocation = Allocation::on(day, definition.tree, supply, needs, definition.rule)?;
    let gap = |(at, slot): (u32, &Slot)| {
        let number = *needed.numbers.get(slot.atom as usize)?;
        Some((number, mean_gap(needs.slot_draws(at), allocation.of_slot(at))))
    };
    Ok((0_u32..).zip(needs.slots()).filter_map(gap).collect())
}

/// What one picture declares, as fresh as it is in another: every initiative under way with the
/// capacity that still counts. One that is in the first only is as fresh as it is there.
fn declared(capacity: &Moment<'_>, staleness: &Moment<'_>) -> Result<Supply, Refusal> {
    let other: HashMap<u32, &SupplyRow> =
        staleness.rows.iter().map(|(number, row)| (*number, row)).collect();
    let mut supply = Supply::new();
    for (number, row) in capacity.rows {
        let is_under_way =
            row.is_active && row.first_day <= capacity.day && capacity.day <= row.last_day;
        if !is_under_way {
            continue;
        }
        let (dated, day) = match other.get(number) {
            Some(there) => (*there, staleness.day),
            None => (row, capacity.day),
        };
        let age = i64::from(day) - i64::from(dated.confirmed_day);
        let fresh = freshness(age, dated.half_life_days);
        let capacity = SupplyRow {
            capacity: row.capacity.map(|stated| stated * fresh),
            confirmed_day: capacity.day,
            ..row.clone()
        };
        supply.put(*number, &capacity)?;
    }
    Ok(supply)
}
