//! Allocation: how the capacity of a coarse declaration is spread over the needs that it touches.

use std::ops::Range;

use crate::effective_supply::Tally;
use crate::exact_sum::ExactSum;
use crate::placed::{Placed, PlacedSets};
use crate::scan::Scan;
use crate::supply::Declared;
use crate::{Needs, PlaceTree, Refusal, Supply, workers};

/// How the capacity of a declaration that touches several needs is spread over them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum AllocationRule {
    /// In proportion to their expected values (dasymetric mapping). Where these add up to nothing,
    /// evenly.
    #[default]
    ByNeed,
    /// Evenly.
    Uniform,
}

/// Effective supply on a day, allocated to needs.
///
/// A declaration *touches* a need when the declared place and the need's lie within each other one
/// way or the other, and on every other axis both state the same or both leave it unstated (forms
/// also where one holds the other, populations where somebody belongs to both). Its capacity goes
/// to the needs it touches, in shares `pi` that sum to one. Where it touches none, it stands in
/// what was declared, unallocated, in equal shares where several cells were declared. A declaration
/// that touches some needs gives nothing to the cells it declares in which no need is known: there
/// is no figure to weigh them by. How much of the capacity was spread by these rules, and not by
/// what was said, is always told ([`Allocation::by_rule_share`]).
#[derive(Debug, Clone)]
pub struct Allocation {
    /// By slot.
    pub(crate) slots: Vec<SlotSupply>,
    pub(crate) pieces: Vec<Piece>,
    by_need: Vec<f64>,
    total: Portion,
}

/// An amount of supply, and how much of it is less certain than it looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Portion {
    pub(crate) all: ExactSum,
    /// What was allocated by rule rather than declared.
    pub(crate) by_rule: ExactSum,
    /// What comes from providers without a record of answers.
    pub(crate) unrecorded: ExactSum,
}

/// The supply of a need that stands.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SlotSupply {
    /// From declarations for its place or a place above: it stands in the need's place.
    pub(crate) down: Portion,
    /// From declarations for places below: it answers this need but stands in those places.
    pub(crate) up: ExactSum,
}

/// Supply that does not stand in the place of a need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) scope: u32,
    /// Where it stands; `None` when no place was declared.
    pub(crate) place: Option<u32>,
    /// The need above that it answers; `None` where no need is known.
    pub(crate) slot: Option<u32>,
    pub(crate) portion: Portion,
}

impl Allocation {
    /// Allocates all supply of a day.
    ///
    /// Refused: an initiative in a place that is not in the tree.
    ///
    /// The work is one pass over the rows, then a few binary searches for each scope and kind of
    /// need, however many needs a declaration touches: supply is added as so much per unit of need
    /// where a branch begins and taken away where it ends.
    pub fn on(
        day: i32,
        tree: &PlaceTree,
        supply: &Supply,
        needs: &Needs,
        rule: AllocationRule,
    ) -> Result<Self, Refusal> {
        let placed = PlacedSets::new(tree, supply)?;
        let tallies = Scan::tallies(supply, day);
        Ok(Self::of_tallies(&tallies, &placed, supply, needs, rule))
    }

    /// Allocates the supply of every scope.
    pub(crate) fn of_tallies(
        tallies: &[Tally],
        placed: &PlacedSets,
        supply: &Supply,
        needs: &Needs,
        rule: AllocationRule,
    ) -> Self {
        let matching = matching_kinds(supply, needs);
        let cells: Vec<usize> = supply.declared().iter().map(Declared::cells).collect();
        let parts = workers::in_parts(tallies.len(), 10_000, |range| {
            let mut spread = Spread::new(needs, range.len());
            let mut allotment = Allotment::default();
            for at in range.filter(|at| tallies[*at].amount() > 0.0) {
                let scope = supply.scopes()[at];
                let places = placed.of(scope.places);
                allotment.settle(needs, &matching[scope.declared as usize], places, rule);
                let by_rule = allotment.is_by_rule(needs, places, cells[scope.declared as usize]);
                spread.add(at as u32, &tallies[at], by_rule, places, &allotment);
            }
            spread
        });
        let spread = parts.combined(Spread::unite);
        let total = spread.total;
        let (slots, pieces) = spread.gather(needs);
        let by_need = slots.iter().map(|slot| slot.down.all.value() + slot.up.value());
        let by_need = by_need.collect();
        Self { slots, pieces, by_need, total }
    }

    /// All effective supply of the day.
    pub fn response(&self) -> f64 {
        self.total.all.value()
    }

    /// The share of the supply whose declaration named more than one cell, or a place above the
    /// need that it went to, so that a rule and not a declaration decided where it stands; `None`
    /// without supply.
    pub fn by_rule_share(&self) -> Option<f64> {
        self.total.by_rule_share()
    }

    /// The share of the supply whose provider has no record of answers and was taken at its word;
    /// `None` without supply.
    pub fn unrecorded_share(&self) -> Option<f64> {
        self.total.unrecorded_share()
    }

    /// The supply of every need, by its position among [`Needs::atoms`]; 0 for one that is set
    /// aside.
    pub fn supply_by_need(&self, needs: &Needs) -> Vec<f64> {
        let mut supply = vec![0.0; needs.atoms().len()];
        for (slot, amount) in needs.slots().iter().zip(&self.by_need) {
            supply[slot.atom as usize] = *amount;
        }
        supply
    }

    /// The supply of the need in a slot.
    pub(crate) fn of_slot(&self, slot: u32) -> f64 {
        self.by_need[slot as usize]
    }
}

impl Portion {
    pub(crate) fn of(amount: f64, by_rule: bool, unrecorded_share: f64) -> Self {
        let all = ExactSum::of(amount);
        Self {
            all,
            by_rule: if by_rule { all } else { ExactSum::default() },
            unrecorded: ExactSum::of(amount * unrecorded_share),
        }
    }

    /// All that a tally counts.
    fn whole(tally: &Tally, by_rule: bool) -> Self {
        let [all, unrecorded] = tally.sums();
        Self { all, by_rule: if by_rule { all } else { ExactSum::default() }, unrecorded }
    }

    pub(crate) fn times(self, factor: f64) -> Self {
        let times = |sum: ExactSum| ExactSum::of(sum.value() * factor);
        Self {
            all: times(self.all),
            by_rule: times(self.by_rule),
            unrecorded: times(self.unrecorded),
        }
    }

    pub(crate) fn by_rule_share(&self) -> Option<f64> {
        self.share(self.by_rule)
    }

    pub(crate) fn unrecorded_share(&self) -> Option<f64> {
        self.share(self.unrecorded)
    }

    fn share(&self, part: ExactSum) -> Option<f64> {
        let all = self.all.value();
        (all > 0.0).then(|| (part.value() / all).clamp(0.0, 1.0))
    }
}

impl std::ops::AddAssign for Portion {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.by_rule += other.by_rule;
        self.unrecorded += other.unrecorded;
    }
}

impl std::ops::SubAssign for Portion {
    fn sub_assign(&mut self, other: Self) {
        self.all -= other.all;
        self.by_rule -= other.by_rule;
        self.unrecorded -= other.unrecorded;
    }
}

/// For every declared combination of the other axes, the kinds of needs that it touches.
pub(crate) fn matching_kinds(supply: &Supply, needs: &Needs) -> Vec<Vec<u32>> {
    let touched = |declared: &Declared| {
        let kinds = (0_u32..).zip(needs.kinds());
        kinds.filter(|(_, kind)| kind.is_touched_by(declared)).map(|(at, _)| at).collect()
    };
    supply.declared().iter().map(touched).collect()
}

/// The needs that one scope touches, with what its shares are proportional to.
#[derive(Debug, Default)]
pub(crate) struct Allotment {
    /// Slots within the declared places, as ranges of one kind each.
    pub(crate) within: Vec<(u32, Range<u32>)>,
    /// Slots above declared places, each with one place under it; by slot.
    pub(crate) above: Vec<(u32, u32)>,
    /// Whether shares follow expected need; otherwise every need has the same share.
    pub(crate) by_need: bool,
    /// The sum of what shares are proportional to; 0 when no need is touched.
    pub(crate) weight: f64,
    touched: u32,
}

/// Needs that together are less than this many people give nothing to weigh by.
const LEAST_WEIGHT: f64 = 1e-3;

impl Allotment {
    pub(crate) fn settle(
        &mut self,
        needs: &Needs,
        kinds: &[u32],
        places: &[Placed],
        rule: AllocationRule,
    ) {
        self.within.clear();
        self.above.clear();
        let (mut expected, mut touched) = (0.0, 0);
        for kind in kinds {
            for placed in places {
                let within = needs.within(*kind, placed.branch);
                if !within.is_empty() {
                    expected += needs.expected_of(*kind, &within);
                    touched += within.len() as u32;
                    self.within.push((*kind, within));
                } else if let Some(slot) = needs.above(*kind, placed.branch) {
                    if self.above.last().is_none_or(|(last, _)| *last != slot) {
                        expected += needs.slot_expected(slot);
                        touched += 1;
                    }
                    self.above.push((slot, placed.place));
                }
            }
        }
        self.by_need = rule == AllocationRule::ByNeed && expected > LEAST_WEIGHT;
        self.weight = if self.by_need { expected } else { f64::from(touched) };
        self.touched = touched;
    }

    /// What the share of a slot is proportional to.
    pub(crate) fn weight_of(&self, needs: &Needs, slot: u32) -> f64 {
        if self.by_need { needs.slot_expected(slot) } else { 1.0 }
    }

    /// Every slot that is touched, with its share of the capacity.
    pub(crate) fn each_share(&self, needs: &Needs, mut take: impl FnMut(u32, f64)) {
        let within = self.within.iter().flat_map(|(_, slots)| slots.clone());
        for slot in within.chain(self.above().map(|places| places[0].0)) {
            take(slot, self.weight_of(needs, slot) / self.weight);
        }
    }

    /// The slots above, each with the declared places under it.
    pub(crate) fn above(&self) -> impl Iterator<Item = &[(u32, u32)]> {
        self.above.chunk_by(|a, b| a.0 == b.0)
    }

    /// Whether a rule decides where the capacity stands: it touches several needs, or one whose
    /// place is finer than what was declared, or it declares several cells.
    pub(crate) fn is_by_rule(&self, needs: &Needs, places: &[Placed], cells: usize) -> bool {
        let is_finer = || {
            self.within.iter().any(|(_, slots)| {
                let branch = needs.slots()[slots.start as usize].branch;
                places.iter().all(|placed| placed.branch != branch)
            })
        };
        self.touched > 1 || places.len() > 1 || cells > 1 || is_finer()
    }
}

/// Supply while it is being spread: per unit of need, as differences from slot to slot.
struct Spread<'a> {
    needs: &'a Needs,
    per_person: Vec<Portion>,
    per_need: Vec<Portion>,
    up: Vec<ExactSum>,
    pieces: Vec<Piece>,
    total: Portion,
}

impl<'a> Spread<'a> {
    /// Room for so many scopes, nearly all of which stand in one piece where no need is known.
    fn new(needs: &'a Needs, scopes: usize) -> Self {
        let slots = needs.slots().len();
        Self {
            needs,
            per_person: vec![Portion::default(); slots + 1],
            per_need: vec![Portion::default(); slots + 1],
            up: vec![ExactSum::default(); slots],
            pieces: Vec::with_capacity(scopes),
            total: Portion::default(),
        }
    }

    fn add(
        &mut self,
        scope: u32,
        tally: &Tally,
        by_rule: bool,
        places: &[Placed],
        allotment: &Allotment,
    ) {
        let (amount, unrecorded) = (tally.amount(), tally.unrecorded_share());
        let portion = |share: f64| Portion::of(amount * share, by_rule, unrecorded);
        let whole = Portion::whole(tally, by_rule);
        self.total += whole;
        if allotment.weight <= 0.0 {
            let even = if places.len() > 1 { portion(1.0 / places.len() as f64) } else { whole };
            let piece = |place| Piece { scope, place, slot: None, portion: even };
            self.pieces.extend(places.iter().map(|placed| piece(Some(placed.place))));
            if places.is_empty() {
                self.pieces.push(piece(None));
            }
            return;
        }
        let per_unit = portion(1.0 / allotment.weight);
        let ramp = if allotment.by_need { &mut self.per_person } else { &mut self.per_need };
        for (_, slots) in &allotment.within {
            ramp[slots.start as usize] += per_unit;
            ramp[slots.end as usize] -= per_unit;
        }
        for places in allotment.above() {
            let slot = places[0].0;
            let share = allotment.weight_of(self.needs, slot) / allotment.weight;
            let each = portion(share / places.len() as f64);
            for (_, place) in places {
                self.up[slot as usize] += each.all;
                let (place, slot) = (Some(*place), Some(slot));
                self.pieces.push(Piece { scope, place, slot, portion: each });
            }
        }
    }

    /// Adds what another thread has spread.
    fn unite(&mut self, other: Self) {
        let pairs =
            [(&mut self.per_person, &other.per_person), (&mut self.per_need, &other.per_need)];
        for (sums, parts) in pairs {
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += *part);
        }
        self.up.iter_mut().zip(&other.up).for_each(|(sum, part)| *sum += *part);
        self.pieces.extend(other.pieces);
        self.total += other.total;
    }

    fn gather(self, needs: &Needs) -> (Vec<SlotSupply>, Vec<Piece>) {
        let (mut person, mut need) = (Portion::default(), Portion::default());
        let slots = (0_u32..).zip(&self.up).map(|(slot, up)| {
            person += self.per_person[slot as usize];
            need += self.per_need[slot as usize];
            let mut down = person.times(needs.slot_expected(slot));
            down += need;
            SlotSupply { down, up: *up }
        });
        (slots.collect(), self.pieces)
    }
}
