//! Need: how much of a response is wanted, cell by cell, with what is not known about it.

use std::collections::HashMap;

use concert_terms::axis::Axis;
use concert_terms::{Draws, Form, Pillar, Population, Sector, Side};

use crate::place_tree::Branch;
use crate::supply::Declared;
use crate::{NeedRefusal, PlaceTree, Refusal, precedence};

/// A need in one cell, in the units of its pillar's capacity: people assisted, people reached, or
/// cases, in a year.
///
/// `None` on an axis means that the need does not say. That is a cell of its own, which only
/// declarations touch that leave the axis unstated too. A population, in contrast, that leaves an
/// axis unstated speaks of everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedAtom {
    /// Where.
    pub place: u32,
    /// Pillar.
    pub pillar: Option<Pillar>,
    /// Side.
    pub side: Option<Side>,
    /// Form of exploitation.
    pub form: Option<Form>,
    /// Whose need.
    pub population: Population,
    /// Coordination group of a needs table; `None` for a need that every group can answer.
    pub sector: Option<Sector>,
    /// How much; every need of a picture has the same number of draws.
    pub draws: Draws,
}

/// A need that is not counted because another one speaks of some of the same people.
#[derive(Debug, Clone, PartialEq)]
pub struct Superseded {
    /// Position of the need that is set aside.
    pub need: u32,
    /// Positions of the needs that stand in its place, ascending.
    pub by: Vec<u32>,
    /// Its expected value.
    pub expected: f64,
    /// The sum of the expected values of those that stand in its place. Where this is much smaller,
    /// the finer needs tell only a part of the story.
    pub expected_by: f64,
}

/// The needs of a picture, each person counted once.
///
/// Two needs *conflict* when they agree on pillar, side and sector, one's place lies within the
/// other's, one's form holds the other's, and somebody can belong to both populations. Of two that
/// conflict the finer stands: that of the place further down; in one place that of the narrower
/// form; then that of the narrower population; then the one given later, as the later word. What
/// is set aside is listed ([`Needs::superseded`]), never added.
#[derive(Debug, Clone)]
pub struct Needs {
    atoms: Vec<NeedAtom>,
    expected: Vec<f64>,
    superseded: Vec<Superseded>,
    /// The needs that stand, by kind and within a kind by place in preorder. Of one kind no two lie
    /// within each other.
    slots: Vec<Slot>,
    kinds: Vec<NeedKind>,
    /// Where the slots of each kind begin, and at the end their number.
    kind_starts: Vec<u32>,
    /// Sums of expected values within a kind: those of its slots before a slot stand at
    /// `slot + kind`, so that each kind's sums begin at zero and lose nothing to other kinds.
    sums: Vec<f64>,
}

/// A need that stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub(crate) atom: u32,
    pub(crate) kind: u32,
    pub(crate) branch: Branch,
}

/// What needs have in common beside their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NeedKind {
    pub(crate) pillar: Option<Pillar>,
    pub(crate) side: Option<Side>,
    pub(crate) form: Option<Form>,
    pub(crate) population: Population,
    pub(crate) sector: Option<Sector>,
}

impl Needs {
    /// Takes needs, each known from now on by its position in the list. An empty list is a picture
    /// in which no need is known.
    ///
    /// Refused: a place that is not in the tree, a need without draws, needs whose draws differ in
    /// number.
    pub fn new(tree: &PlaceTree, atoms: Vec<NeedAtom>) -> Result<Self, Refusal> {
        let draws = atoms.first().map_or(0, |atom| atom.draws.len());
        for (need, atom) in (0..).zip(&atoms) {
            let found = atom.draws.len();
            if !tree.holds(atom.place) {
                return Err(NeedRefusal::NeedPlaceUnknown { need, place: atom.place }.into());
            }
            if found == 0 {
                return Err(NeedRefusal::NoDraws { need }.into());
            }
            if found != draws {
                return Err(NeedRefusal::DrawLengths { need, expected: draws, found }.into());
            }
        }
        let expected: Vec<f64> = atoms.iter().map(|atom| atom.draws.mean()).collect();
        let (standing, superseded) = precedence::settle(tree, &atoms, &expected);
        let mut needs = Self {
            atoms,
            expected,
            superseded,
            slots: Vec::new(),
            kinds: Vec::new(),
            kind_starts: Vec::new(),
            sums: Vec::new(),
        };
        needs.lay_out(tree, &standing);
        Ok(needs)
    }

    /// Every need as it was given, whether it stands or not.
    pub fn atoms(&self) -> &[NeedAtom] {
        &self.atoms
    }

    /// The needs that were set aside, by position.
    pub fn superseded(&self) -> &[Superseded] {
        &self.superseded
    }

    /// The expected value of a need; 0 for one that is not there.
    pub fn expected(&self, need: u32) -> f64 {
        self.expected.get(need as usize).copied().unwrap_or(0.0)
    }

    /// How many draws each need has; 0 when there is no need.
    pub fn draws(&self) -> usize {
        self.atoms.first().map_or(0, |atom| atom.draws.len())
    }

    pub(crate) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    pub(crate) fn kinds(&self) -> &[NeedKind] {
        &self.kinds
    }

    pub(crate) fn slot_draws(&self, slot: u32) -> &[f32] {
        self.atoms[self.slots[slot as usize].atom as usize].draws.values()
    }

    pub(crate) fn slot_expected(&self, slot: u32) -> f64 {
        self.expected[self.slots[slot as usize].atom as usize]
    }

    /// The slots of a kind whose places lie within a branch.
    pub(crate) fn within(&self, kind: u32, branch: Branch) -> std::ops::Range<u32> {
        let first = self.kind_starts[kind as usize];
        let slots = &self.slots[first as usize..self.kind_starts[kind as usize + 1] as usize];
        let below = |limit: u32| slots.partition_point(|slot| slot.branch.start < limit) as u32;
        first + below(branch.start)..first + below(branch.end)
    }

    /// The slot of a kind whose place lies above a branch. There is at most one, and none where
    /// there are slots within the branch, because no two of a kind lie within each other.
    pub(crate) fn above(&self, kind: u32, branch: Branch) -> Option<u32> {
        let before = self.within(kind, branch).start;
        let slot = before.checked_sub(1).filter(|slot| *slot >= self.kind_starts[kind as usize])?;
        branch.is_within(self.slots[slot as usize].branch).then_some(slot)
    }

    /// The expected value of some slots of one kind.
    pub(crate) fn expected_of(&self, kind: u32, slots: &std::ops::Range<u32>) -> f64 {
        self.sums[(slots.end + kind) as usize] - self.sums[(slots.start + kind) as usize]
    }

    fn lay_out(&mut self, tree: &PlaceTree, standing: &[u32]) {
        let mut numbers = HashMap::new();
        for atom in standing {
            let kind = NeedKind::of(&self.atoms[*atom as usize]);
            let kind = *numbers.entry(kind).or_insert_with(|| {
                self.kinds.push(kind);
                self.kinds.len() as u32 - 1
            });
            let branch = tree.branch(self.atoms[*atom as usize].place);
            self.slots.push(Slot { atom: *atom, kind, branch });
        }
        self.slots.sort_unstable_by_key(|slot| (slot.kind, slot.branch));
        for kind in 0..=self.kinds.len() as u32 {
            let start = self.slots.partition_point(|slot| slot.kind < kind);
            self.kind_starts.push(start as u32);
        }
        let mut sum = 0.0;
        for (at, slot) in self.slots.iter().enumerate() {
            if at == 0 || self.slots[at - 1].kind != slot.kind {
                if at > 0 {
                    self.sums.push(sum);
                }
                sum = 0.0;
            }
            self.sums.push(sum);
            sum += self.expected[slot.atom as usize];
        }
        self.sums.push(sum);
    }
}

impl NeedKind {
    fn of(atom: &NeedAtom) -> Self {
        Self {
            pillar: atom.pillar,
            side: atom.side,
            form: atom.form,
            population: atom.population,
            sector: atom.sector,
        }
    }

    /// Whether a declaration touches needs of this kind: the same is stated, or the same is left
    /// unstated, on every axis; forms also when one holds the other; populations when somebody
    /// belongs to both. The coordination group is no axis of the frame: a need without one is for
    /// every group, and a need of one is answered by that group only.
    pub(crate) fn is_touched_by(&self, declared: &Declared) -> bool {
        let form = match self.form {
            None => declared.forms.is_unstated(),
            Some(form) => declared.forms.values().any(|stated| stated.overlaps(form)),
        };
        let pillar = self
            .pillar
            .map_or(declared.pillars.is_unstated(), |pillar| declared.pillars.states(pillar));
        let side =
            self.side.map_or(declared.sides.is_unstated(), |side| declared.sides.states(side));
        form && pillar
            && side
            && self.sector.is_none_or(|sector| declared.sector == Some(sector))
            && self.population.overlaps(declared.population)
    }
}

/// How narrow a population is: the number of kinds of people that it holds.
pub(crate) fn breadth(population: Population) -> usize {
    fn width<T: Axis>(stated: concert_terms::Stated<T>) -> usize {
        if stated.is_unstated() { T::COUNT } else { stated.len() }
    }
    width(population.sexes) * width(population.ages) * width(population.origins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atom(place: u32, n: usize) -> NeedAtom {
        NeedAtom {
            place,
            pillar: Some(Pillar::Protection),
            side: None,
            form: None,
            population: Population::EVERYBODY,
            sector: None,
            draws: Draws::constant(5.0, n),
        }
    }

    #[test]
    fn needs_that_cannot_be_combined_are_refused_by_position() {
        let tree = PlaceTree::new(&[None, None]).unwrap();
        let refused = |atoms| Needs::new(&tree, atoms).unwrap_err();
        assert_eq!(
            refused(vec![atom(0, 9), atom(2, 9)]),
            Refusal::Need(NeedRefusal::NeedPlaceUnknown { need: 1, place: 2 })
        );
        assert_eq!(refused(vec![atom(0, 0)]), Refusal::Need(NeedRefusal::NoDraws { need: 0 }));
        assert_eq!(
            refused(vec![atom(0, 9), atom(1, 8)]),
            Refusal::Need(NeedRefusal::DrawLengths { need: 1, expected: 9, found: 8 })
        );
    }

    #[test]
    fn a_range_of_one_kind_sums_its_own_needs_only() {
        let tree = PlaceTree::new(&[None, Some(0), Some(0), Some(0)]).unwrap();
        let other = |place| NeedAtom { pillar: None, ..atom(place, 3) };
        let atoms = vec![atom(1, 3), other(2), atom(2, 3), other(3), atom(3, 3)];
        let needs = Needs::new(&tree, atoms).unwrap();
        for (kind, count) in [(0, 3), (1, 2)] {
            let country = needs.within(kind, tree.branch(0));
            assert_eq!(country.len(), count);
            assert!((needs.expected_of(kind, &country) - 5.0 * count as f64).abs() < 1e-9);
        }
        assert_eq!(needs.within(1, tree.branch(1)).len(), 0);
        assert_eq!(needs.above(1, tree.branch(1)), None);
    }
}
