//! Declared places, found in the place tree.

use crate::place_tree::Branch;
use crate::{PlaceRefusal, PlaceTree, Refusal, Supply};

/// A declared place with its branch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub(crate) place: u32,
    pub(crate) branch: Branch,
}

impl Placed {
    pub(crate) fn of(tree: &PlaceTree, place: u32) -> Result<Self, Refusal> {
        if tree.holds(place) {
            Ok(Self { place, branch: tree.branch(place) })
        } else {
            Err(PlaceRefusal::PlaceUnknown { place }.into())
        }
    }
}

/// The declared sets of places in preorder, without places that lie within another of their set.
/// A set that no row declares any more is empty.
#[derive(Debug, Clone)]
pub(crate) struct PlacedSets {
    places: Vec<Placed>,
    starts: Vec<u32>,
}

impl PlacedSets {
    pub(crate) fn new(tree: &PlaceTree, supply: &Supply) -> Result<Self, Refusal> {
        let mut sets = Self { places: Vec::new(), starts: vec![0] };
        let mut set: Vec<Placed> = Vec::new();
        let mut is_used = vec![false; supply.place_sets().len()];
        for (at, scope) in supply.scopes().iter().enumerate() {
            is_used[scope.places as usize] |= supply.is_used(at);
        }
        for (places, is_used) in supply.place_sets().iter().zip(is_used) {
            set.clear();
            for place in places.iter().filter(|_| is_used) {
                set.push(Placed::of(tree, *place)?);
            }
            set.sort_unstable_by_key(|placed| placed.branch);
            let mut covered = 0;
            set.retain(|placed| {
                let is_outside = placed.branch.start >= covered;
                covered = covered.max(placed.branch.end);
                is_outside
            });
            sets.places.extend(&set);
            sets.starts.push(sets.places.len() as u32);
        }
        Ok(sets)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[Placed]> {
        (0..self.starts.len() as u32 - 1).map(|set| self.of(set))
    }

    pub(crate) fn of(&self, set: u32) -> &[Placed] {
        let (from, to) = (self.starts[set as usize], self.starts[set as usize + 1]);
        &self.places[from as usize..to as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_within_another_of_its_set_adds_nothing() {
        // 0 holds 1, which holds 2; 3 stands alone.
        let tree = PlaceTree::new(&[None, Some(0), Some(1), None]).unwrap();
        let mut supply = Supply::new();
        let row = crate::supply::tests::row();
        let sets: [(&[u32], &[u32]); 4] =
            [(&[2, 1], &[1]), (&[3, 2], &[2, 3]), (&[2, 3, 0], &[0, 3]), (&[], &[])];
        for (number, (places, _)) in (0..).zip(sets) {
            let said = crate::SupplyRow { places: places.to_vec(), ..row.clone() };
            supply.put(number, &said).unwrap();
        }
        let placed = PlacedSets::new(&tree, &supply).unwrap();
        for (set, (_, kept)) in placed.iter().zip(sets) {
            assert_eq!(set.iter().map(|placed| placed.place).collect::<Vec<_>>(), kept);
        }
    }
}
