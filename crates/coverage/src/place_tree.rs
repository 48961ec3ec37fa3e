//! The place tree: which place lies within which.

use crate::{PlaceRefusal, Refusal};

/// Stands for "no place" in tables of place numbers.
const NONE: u32 = u32::MAX;

/// Which place lies within which, over dense place numbers that the caller gives. A corridor is a
/// place like any other: a root, or a child of whatever place it is declared in.
///
/// The places are numbered anew in preorder, so that each branch is an interval of those numbers
/// and "lies within" is two comparisons.
///
/// ```
/// use concert_coverage::PlaceTree;
///
/// // 0 is a country, 1 and 2 are its provinces, 3 is a district of 2, 4 is another country.
/// let tree = PlaceTree::new(&[None, Some(0), Some(0), Some(2), None])?;
/// assert!(tree.is_within(3, 0) && tree.is_within(3, 3) && !tree.is_within(3, 1));
/// assert_eq!(tree.children(Some(0)), [1, 2]);
/// assert_eq!(tree.children(None), [0, 4]);
/// # Ok::<(), concert_coverage::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceTree {
    parents: Vec<u32>,
    branches: Vec<Branch>,
    depths: Vec<u32>,
    /// Children of every place after one another, the roots first; `first_child[place + 1]` is
    /// where those of a place begin.
    children: Vec<u32>,
    first_child: Vec<u32>,
}

/// A place with everything in it, as an interval of preorder numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Branch {
    /// The place's own preorder number.
    pub(crate) start: u32,
    /// One beyond the last preorder number within it.
    pub(crate) end: u32,
}

impl Branch {
    /// The branch that holds every place.
    pub(crate) const EVERYWHERE: Self = Self { start: 0, end: u32::MAX };

    /// Whether the place whose branch this is lies within another's.
    pub(crate) fn is_within(self, other: Self) -> bool {
        other.start <= self.start && self.start < other.end
    }
}

impl PlaceTree {
    /// The tree in which place `i` has the parent `parents[i]`; a place without one is a root.
    ///
    /// Refused: a parent that is not there ([`PlaceRefusal::ParentUnknown`]), a place that lies within
    /// itself ([`PlaceRefusal::PlaceCycle`]).
    pub fn new(parents: &[Option<u32>]) -> Result<Self, Refusal> {
        let count = u32::try_from(parents.len())
            .ok()
            .filter(|count| *count < NONE)
            .ok_or(Refusal::Place(PlaceRefusal::TooManyPlaces { places: parents.len() }))?;
        for (place, parent) in (0..count).zip(parents) {
            if let Some(parent) = parent.filter(|parent| *parent >= count) {
                return Err(PlaceRefusal::ParentUnknown { place, parent }.into());
            }
        }
        let parents: Vec<u32> = parents.iter().map(|parent| parent.unwrap_or(NONE)).collect();
        let (children, first_child) = children_of(&parents);
        let mut tree = Self {
            branches: vec![Branch { start: NONE, end: NONE }; parents.len()],
            depths: vec![0; parents.len()],
            parents,
            children,
            first_child,
        };
        tree.number_in_preorder();
        tree.refuse_cycles()?;
        Ok(tree)
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// Whether there is no place.
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// Whether there is a place of this number.
    pub fn holds(&self, place: u32) -> bool {
        (place as usize) < self.len()
    }

    /// The place in which a place lies directly; `None` for a root.
    pub fn parent(&self, place: u32) -> Option<u32> {
        self.parents.get(place as usize).copied().filter(|parent| *parent != NONE)
    }

    /// How many places a place lies within, itself not counted; 0 for a root.
    pub fn depth(&self, place: u32) -> u32 {
        self.depths.get(place as usize).copied().unwrap_or(0)
    }

    /// The places that lie directly within a place, by number; the roots for `None`.
    pub fn children(&self, place: Option<u32>) -> &[u32] {
        let at = place.map_or(0, |place| place as usize + 1);
        match (self.first_child.get(at), self.first_child.get(at + 1)) {
            (Some(first), Some(end)) => &self.children[*first as usize..*end as usize],
            _ => &[],
        }
    }

    /// Whether a place is `ancestor` or lies within it. No place lies within one that is not there.
    pub fn is_within(&self, place: u32, ancestor: u32) -> bool {
        match (self.branches.get(place as usize), self.branches.get(ancestor as usize)) {
            (Some(inner), Some(outer)) => inner.is_within(*outer),
            _ => false,
        }
    }

    /// The place itself, its parent, and so on to the root.
    pub fn path_up(&self, place: u32) -> impl Iterator<Item = u32> {
        let first = self.holds(place).then_some(place);
        std::iter::successors(first, |place| self.parent(*place))
    }

    /// The branch of a place that is there.
    pub(crate) fn branch(&self, place: u32) -> Branch {
        self.branches[place as usize]
    }

    fn number_in_preorder(&mut self) {
        let mut next = 0;
        // A place is met twice: when its branch begins, and after everything in it when it ends.
        let mut open: Vec<(u32, bool)> = Vec::new();
        open.extend(self.children(None).iter().rev().map(|root| (*root, false)));
        while let Some((place, is_done)) = open.pop() {
            let at = place as usize;
            if is_done {
                self.branches[at].end = next;
                continue;
            }
            self.branches[at].start = next;
            self.depths[at] = self.parent(place).map_or(0, |parent| self.depth(parent) + 1);
            next += 1;
            open.push((place, true));
            open.extend(self.children(Some(place)).iter().rev().map(|child| (*child, false)));
        }
    }

    /// A place that no root leads to hangs on a circle: follow its parents until one comes again.
    fn refuse_cycles(&self) -> Result<(), Refusal> {
        let Some(stray) = self.branches.iter().position(|branch| branch.start == NONE) else {
            return Ok(());
        };
        let mut seen = vec![false; self.len()];
        let mut place = stray as u32;
        while !seen[place as usize] {
            seen[place as usize] = true;
            place = self.parents[place as usize];
        }
        let circle = std::iter::successors(Some(self.parents[place as usize]), |at| {
            (*at != place).then(|| self.parents[*at as usize])
        });
        Err(PlaceRefusal::PlaceCycle { place: circle.min().unwrap_or(place) }.into())
    }
}

/// Groups the places by parent, the roots first, each group by number.
fn children_of(parents: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let group = |parent: u32| if parent == NONE { 0 } else { parent as usize + 1 };
    let mut first = vec![0_u32; parents.len() + 2];
    for parent in parents {
        first[group(*parent) + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    let mut next = first.clone();
    let mut children = vec![0; parents.len()];
    for (place, parent) in parents.iter().enumerate() {
        let at = &mut next[group(*parent)];
        children[*at as usize] = place as u32;
        *at += 1;
    }
    (children, first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_circle_is_refused_with_its_lowest_place() {
        // 4 hangs on the circle 1 -> 3 -> 2 -> 1 without being part of it.
        let parents = [None, Some(3), Some(1), Some(2), Some(2)];
        assert_eq!(PlaceTree::new(&parents), Err(PlaceRefusal::PlaceCycle { place: 1 }.into()));
        assert_eq!(PlaceTree::new(&[Some(0)]), Err(PlaceRefusal::PlaceCycle { place: 0 }.into()));
    }

    #[test]
    fn a_parent_that_is_not_there_is_refused_with_both_numbers() {
        let refused = PlaceTree::new(&[None, Some(7)]);
        assert_eq!(refused, Err(PlaceRefusal::ParentUnknown { place: 1, parent: 7 }.into()));
    }

    #[test]
    fn a_place_that_is_not_there_lies_nowhere() {
        let tree = PlaceTree::new(&[None]).unwrap();
        assert!(
            !tree.is_within(1, 0) && !tree.is_within(0, 1) && tree.children(Some(9)).is_empty()
        );
        assert_eq!(tree.path_up(3).count(), 0);
        assert!(PlaceTree::new(&[]).unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn two_comparisons_say_the_same_as_walking_up(
            picks in proptest::collection::vec(any::<Option<u16>>(), 1..60),
        ) {
            // Place i hangs on an earlier place or on none, so there is never a circle.
            let parents: Vec<Option<u32>> = picks.iter().enumerate()
                .map(|(at, pick)| pick.filter(|_| at > 0).map(|pick| u32::from(pick) % at as u32))
                .collect();
            let tree = PlaceTree::new(&parents).unwrap();
            for place in 0..parents.len() as u32 {
                prop_assert_eq!(tree.depth(place) as usize + 1, tree.path_up(place).count());
                for other in 0..parents.len() as u32 {
                    let walked = tree.path_up(place).any(|above| above == other);
                    prop_assert_eq!(tree.is_within(place, other), walked);
                }
            }
        }
    }
}
