//! Regions: the places whose figures a grid asks for.

use crate::PlaceTree;
use crate::interned::Interned;
use crate::placed::{Placed, PlacedSets};

const NONE: u32 = u32::MAX;

/// Some places, each asked for with everything in it; `None` is everywhere.
#[derive(Debug)]
pub(crate) struct Regions<'a> {
    tree: &'a PlaceTree,
    pub(crate) list: Vec<Option<u32>>,
    /// The region that asks for everywhere.
    everywhere: Option<u32>,
    /// The region that asks for a place, by place.
    by_place: Vec<u32>,
    /// Regions by preorder number of their place.
    in_preorder: Vec<(u32, u32)>,
}

impl<'a> Regions<'a> {
    /// Regions for places that are all in the tree and differ from each other.
    pub(crate) fn new(tree: &'a PlaceTree, list: Vec<Option<u32>>) -> Self {
        let mut by_place = vec![NONE; tree.len()];
        let (mut everywhere, mut in_preorder) = (None, Vec::new());
        for (region, place) in (0_u32..).zip(&list) {
            match place {
                None => everywhere = Some(region),
                Some(place) => {
                    by_place[*place as usize] = region;
                    in_preorder.push((tree.branch(*place).start, region));
                }
            }
        }
        in_preorder.sort_unstable();
        Self { tree, list, everywhere, by_place, in_preorder }
    }

    /// The regions in which a place lies; for no place, only everywhere.
    pub(crate) fn around(&self, place: Option<u32>) -> impl Iterator<Item = u32> {
        let path = place.into_iter().flat_map(|place| self.tree.path_up(place));
        let named = path.map(|above| self.by_place[above as usize]);
        self.everywhere.into_iter().chain(named.filter(|region| *region != NONE))
    }

    /// The regions that lie within a declared place without being it.
    pub(crate) fn below(&self, placed: &Placed) -> impl Iterator<Item = u32> {
        let branch = placed.branch;
        let from = self.in_preorder.partition_point(|(start, _)| *start <= branch.start);
        let to = self.in_preorder.partition_point(|(start, _)| *start < branch.end);
        self.in_preorder[from..to.max(from)].iter().map(|(_, region)| *region)
    }

    /// Fills in the regions that a set of places reaches: those in which one of the places lies,
    /// and those that lie within one and are none of the first. Both ascending.
    pub(crate) fn reached(&self, places: &[Placed], inner: &mut Vec<u32>, wider: &mut Vec<u32>) {
        inner.clear();
        wider.clear();
        inner.extend(self.everywhere.filter(|_| places.is_empty()));
        for placed in places {
            inner.extend(self.around(Some(placed.place)));
            wider.extend(self.below(placed));
        }
        for list in [&mut *inner, &mut *wider] {
            list.sort_unstable();
            list.dedup();
        }
        wider.retain(|region| inner.binary_search(region).is_err());
    }

    /// The same for every declared set of places.
    pub(crate) fn reached_by(&self, placed: &PlacedSets) -> ReachedSets {
        let (mut inner, mut wider) = (Vec::new(), Vec::new());
        let mut reached = Interned::default();
        let number_of_set = placed.iter().map(|places| {
            self.reached(places, &mut inner, &mut wider);
            reached.number_of((inner.clone(), wider.clone()))
        });
        ReachedSets { number_of_set: number_of_set.collect(), reached }
    }
}

/// The regions that declared sets of places reach, those of each kind ascending.
pub(crate) struct ReachedSets {
    /// By set of places, the number of what it reaches.
    number_of_set: Vec<u32>,
    reached: Interned<(Vec<u32>, Vec<u32>)>,
}

impl ReachedSets {
    /// The number of the regions that a set of places reaches.
    pub(crate) fn number_of(&self, set: u32) -> u32 {
        self.number_of_set[set as usize]
    }

    /// The regions of a number: those in which a place of the set lies, and the others that lie within one.
    pub(crate) fn regions(&self, number: u32) -> (&[u32], &[u32]) {
        let (inner, wider) = &self.reached.values()[number as usize];
        (inner, wider)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_reaches_the_regions_around_it_and_within_it() {
        // Country 0, provinces 1 and 2, district 3 in 1.
        let tree = PlaceTree::new(&[None, Some(0), Some(0), Some(1)]).unwrap();
        let regions = Regions::new(&tree, vec![None, Some(1), Some(2), Some(3)]);
        let (mut inner, mut wider) = (Vec::new(), Vec::new());
        let placed = |place| Placed { place, branch: tree.branch(place) };
        for (places, expected) in [
            (&[0][..], (vec![0], vec![1, 2, 3])),
            (&[1], (vec![0, 1], vec![3])),
            (&[3], (vec![0, 1, 3], vec![])),
            (&[2, 3], (vec![0, 1, 2, 3], vec![])),
            (&[], (vec![0], vec![])),
        ] {
            let places: Vec<Placed> = places.iter().copied().map(placed).collect();
            regions.reached(&places, &mut inner, &mut wider);
            assert_eq!((inner.clone(), wider.clone()), expected);
        }
    }
}
