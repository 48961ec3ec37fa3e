//! What is known of the cell of every need: where is nobody, and where has nobody told.

use crate::need::NeedKind;
use crate::placed::{Placed, PlacedSets};
use crate::scan::Scan;
use crate::supply::Declared;
use crate::{Certainty, Gap, Knowledge, Needs, PlaceTree, Question, Refusal, Supply, completeness};

/// What is known of the cell of one need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownNeed {
    /// Whether somebody is there.
    pub knowledge: Knowledge,
    /// Initiatives under way that touch the need.
    pub initiatives: u32,
    /// Those of them that state no capacity.
    pub without_capacity: u32,
}

impl KnownNeed {
    /// How sure a gap of the need is. Unstated capacities count as nothing, so where some
    /// initiatives state none it is likely at most, and open at most where half of them or more do.
    pub fn certainty(&self, gap: &Gap) -> Certainty {
        let most = Certainty::most_where(self.without_capacity, self.initiatives);
        gap.certainty().min(most)
    }
}

/// The state of knowledge of every need's cell, by its position among [`Needs::atoms`]; `None` for a
/// need that is set aside.
///
/// A need's cell is [`Knowledge::Active`] where an initiative under way touches the need as in
/// [`Allocation`](crate::Allocation), with or without a capacity. It may be active where an
/// initiative under way in the place, or in one that holds it or lies in it, leaves a pillar, side,
/// form or coordination group of the need unstated and contradicts it on none.
///
/// Refused: a question that cannot be answered, or an initiative in a place that is not in the tree.
pub fn knowledge_of_needs(
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    question: &Question,
) -> Result<Vec<Option<KnownNeed>>, Refusal> {
    question.check(tree)?;
    let placed = PlacedSets::new(tree, supply)?;
    let tallies = Scan::tallies(supply, question.day);
    let (mut active, mut unstated) = (Marks::new(needs), Marks::new(needs));
    let mut possible = Marks::new(needs);
    let kinds: Vec<(Vec<u32>, Vec<u32>)> =
        supply.declared().iter().map(|declared| touched(needs, declared)).collect();
    for (scope, tally) in supply.scopes().iter().zip(&tallies) {
        if tally.active > 0 {
            let (touched, maybe) = &kinds[scope.declared as usize];
            let places = placed.of(scope.places);
            active.mark(needs, touched, places, tally.active);
            unstated.mark(needs, touched, places, tally.unstated);
            possible.mark(needs, maybe, places, tally.active);
        }
    }
    let (active, unstated, possible) = (active.gather(), unstated.gather(), possible.gather());
    let places: Vec<Option<u32>> =
        needs.slots().iter().map(|slot| Some(needs.atoms()[slot.atom as usize].place)).collect();
    let complete = completeness(tree, supply, question, &places)?;
    let mut known = vec![None; needs.atoms().len()];
    for (at, slot) in needs.slots().iter().enumerate() {
        known[slot.atom as usize] = Some(KnownNeed {
            knowledge: Knowledge::of(active[at] > 0, possible[at] > 0, complete[at]),
            initiatives: active[at],
            without_capacity: unstated[at],
        });
    }
    Ok(known)
}

/// The kinds of needs that a declaration touches, and those that it may concern and does not say.
fn touched(needs: &Needs, declared: &Declared) -> (Vec<u32>, Vec<u32>) {
    let (mut touched, mut possible) = (Vec::new(), Vec::new());
    for (at, kind) in (0..).zip(needs.kinds()) {
        if kind.is_touched_by(declared) {
            touched.push(at);
        } else if may_concern(declared, kind) {
            possible.push(at);
        }
    }
    (touched, possible)
}

/// Whether nothing that is declared speaks against a kind of need.
fn may_concern(declared: &Declared, kind: &NeedKind) -> bool {
    // What a need leaves unstated no declaration can contradict.
    let pillar = kind
        .pillar
        .is_none_or(|pillar| declared.pillars.is_unstated() || declared.pillars.states(pillar));
    let side =
        kind.side.is_none_or(|side| declared.sides.is_unstated() || declared.sides.states(side));
    let form = kind.form.is_none_or(|form| {
        let mut stated = declared.forms.values();
        declared.forms.is_unstated() || stated.any(|stated| stated.overlaps(form))
    });
    let sector =
        kind.sector.is_none_or(|sector| declared.sector.is_none_or(|declared| declared == sector));
    pillar && side && form && sector && kind.population.overlaps(declared.population)
}

/// How many initiatives reach each slot, as differences from slot to slot.
struct Marks(Vec<i64>);

impl Marks {
    fn new(needs: &Needs) -> Self {
        Self(vec![0; needs.slots().len() + 1])
    }

    fn mark(&mut self, needs: &Needs, kinds: &[u32], places: &[Placed], initiatives: u32) {
        for kind in kinds {
            // Places stand in preorder, so those under one need follow each other.
            let mut last_above = None;
            for placed in places {
                let within = needs.within(*kind, placed.branch);
                let slots = if within.is_empty() {
                    let above = needs.above(*kind, placed.branch);
                    let Some(above) = above.filter(|_| above != last_above) else { continue };
                    last_above = Some(above);
                    above..above + 1
                } else {
                    within
                };
                self.0[slots.start as usize] += i64::from(initiatives);
                self.0[slots.end as usize] -= i64::from(initiatives);
            }
        }
    }

    /// The number at each slot.
    fn gather(self) -> Vec<u32> {
        let sum = |sum: &mut i64, difference: i64| {
            *sum += difference;
            Some(u32::try_from(*sum).unwrap_or(u32::MAX))
        };
        self.0.into_iter().scan(0, sum).collect()
    }
}
