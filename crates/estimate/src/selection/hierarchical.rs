//! All hierarchical models of a few lists, as sets of sets held in one machine word.
//!
//! A hierarchical model is a family of sets of lists closed downwards (an ideal of the lattice of
//! sets; its generators are an antichain). Six lists have 64 sets, so that a family is 64 bits:
//! bit `s` says whether the set whose bits are `s` is in it. The empty set, the intercept, is in
//! every model and has no bit here; all single lists are in every model too. The number of such
//! families follows the Dedekind numbers: on 3, 4, 5 and 6 lists there are 9, 114, 6,894 and
//! 7,785,062, and the one that holds the set of all lists is never a candidate, since it has as
//! many parameters as there are cells with the empty history.

use crate::capture_history::{CaptureTable, History};
use crate::loglinear::margins::Margins;
use crate::model::Model;

/// Most lists whose families fit in a machine word.
pub(crate) const MOST_LISTS: usize = 6;

/// A family of sets of lists: bit `s` stands for the set whose bits are `s`.
pub(crate) type Family = u64;

/// The sets of the family, ascending by their bits.
pub(crate) fn members(family: Family) -> impl Iterator<Item = u16> {
    let mut left = family;
    std::iter::from_fn(move || {
        let set = left.trailing_zeros();
        (left != 0).then(|| {
            left &= left - 1;
            set as u16
        })
    })
}

/// The sets of some lists up to a size, and how they contain each other.
#[derive(Debug, Clone)]
pub(crate) struct Lattice {
    /// The sets of two lists and more that a model may hold, smaller first.
    pub(crate) interactions: Vec<u16>,
    /// The family of all single lists: independence, the smallest model.
    pub(crate) mains: Family,
    /// The family of all sets that a model may hold: the largest model.
    pub(crate) all: Family,
    /// For every set, its parts but itself and the empty set.
    parts: [Family; 1 << MOST_LISTS],
    /// For every set, itself and the sets that include it.
    above: [Family; 1 << MOST_LISTS],
}

impl Lattice {
    /// Sets of at most `order` lists out of `lists`, which are [`MOST_LISTS`] at most. The set of
    /// all lists is left out unless it is a single list.
    pub(crate) fn new(lists: usize, order: usize) -> Self {
        let order = order.min(lists.max(2) - 1).max(1);
        let mut lattice = Self {
            interactions: Vec::new(),
            mains: 0,
            all: 0,
            parts: [0; 1 << MOST_LISTS],
            above: [0; 1 << MOST_LISTS],
        };
        let mut allowed: Vec<u16> =
            (1..1_u16 << lists).filter(|set| set.count_ones() as usize <= order).collect();
        // Read as list positions from the first, as in the generators of a printed model.
        allowed.sort_by_key(|&set| (set.count_ones(), std::cmp::Reverse(set.reverse_bits())));
        for &set in &allowed {
            lattice.all |= 1 << set;
            match set.count_ones() {
                1 => lattice.mains |= 1 << set,
                _ => lattice.interactions.push(set),
            }
        }
        for set in 1..1_u16 << lists {
            for part in (1..=set).filter(|part| part & set == *part) {
                lattice.above[usize::from(part)] |= 1 << set;
                if part != set {
                    lattice.parts[usize::from(set)] |= 1 << part;
                }
            }
        }
        lattice
    }

    /// The set itself and all that include it.
    pub(crate) fn above(&self, set: u16) -> Family {
        self.above[usize::from(set)]
    }

    /// The set itself and its parts.
    pub(crate) fn within(&self, set: u16) -> Family {
        self.parts[usize::from(set)] | 1 << set
    }

    /// All that include a set of the family.
    pub(crate) fn above_any(&self, family: Family) -> Family {
        members(family).fold(0, |above, set| above | self.above(set))
    }

    /// Whether the family with this set added is closed downwards.
    pub(crate) fn can_add(&self, family: Family, set: u16) -> bool {
        self.parts[usize::from(set)] & !family == 0
    }

    /// The missing sets of which every part is in the family.
    pub(crate) fn addable(&self, family: Family) -> impl Iterator<Item = u16> {
        members(self.all & !family).filter(move |&set| self.can_add(family, set))
    }

    /// The generators of two lists and more: the sets that can be taken out one at a time.
    pub(crate) fn removable(&self, family: Family) -> impl Iterator<Item = u16> {
        members(family & !self.mains)
            .filter(move |&set| self.above[usize::from(set)] & family == 1 << set)
    }

    /// The sets that a model may hold and that nobody is on.
    pub(crate) fn absent(&self, margins: &Margins) -> Family {
        let absent = members(self.all).filter(|&set| margins.sums[usize::from(set)] == 0.0);
        absent.fold(0, |family, set| family | 1 << set)
    }

    /// The family without the sets that include another with nobody. Its parameter at minus
    /// infinity has emptied all their cells, so that with them and without them the likelihood,
    /// the estimate and its existence are the same.
    pub(crate) fn reduced(&self, family: Family, absent: Family) -> Family {
        let beyond = |set| self.above(set) & !(1 << set);
        let redundant = members(family & absent).fold(0, |family, set| family | beyond(set));
        family & !redundant
    }

    /// Calls `visit` with every family between `from` and the largest one that adds to `from` only
    /// interactions from position `next` on: first with `from`, and with each other family after
    /// the one that lacks its last interaction. What a visit returns is handed to those that
    /// follow from it.
    pub(crate) fn visit_from<T>(
        &self,
        from: Family,
        next: usize,
        before: &T,
        visit: &mut impl FnMut(Family, &T) -> T,
    ) {
        let found = visit(from, before);
        for (i, &set) in self.interactions.iter().enumerate().skip(next) {
            if self.can_add(from, set) {
                self.visit_from(from | 1 << set, i + 1, &found, visit);
            }
        }
    }
}

/// The lists of a table that somebody is on, numbered anew, and the margins over them. A list
/// without anybody has a size of minus infinity on the logarithmic scale in every model, counts
/// as a parameter, and changes nothing else.
#[derive(Debug, Clone)]
pub(crate) struct InUse {
    pub(crate) margins: Margins,
    /// The positions of the lists in the table.
    pub(crate) lists: Vec<usize>,
    lists_of_table: usize,
}

impl InUse {
    pub(crate) fn of(table: &CaptureTable) -> Self {
        let lists: Vec<usize> = table.lists_in_use().lists().collect();
        let cells = table.cells().iter().map(|cell| (cell.0.bits(), cell.1));
        let margins = margins_over(&lists, cells);
        Self { margins, lists, lists_of_table: table.lists().len() }
    }

    /// The margins over the same lists of other people, none of whom is on another list.
    pub(crate) fn margins_of(&self, cells: impl Iterator<Item = (u16, u64)>) -> Margins {
        margins_over(&self.lists, cells)
    }

    /// The same lists with the margins of other people.
    pub(crate) fn with(&self, margins: Margins) -> Self {
        Self { margins, lists: self.lists.clone(), ..*self }
    }

    /// How many parameters every model has besides its sets: the intercept and the sizes of lists
    /// without anybody.
    pub(crate) fn extra_parameters(&self) -> usize {
        1 + self.lists_of_table - self.lists.len()
    }

    /// The model over the lists of the table that holds these sets of lists in use and no others
    /// but the main effects. The sets are closed downwards.
    pub(crate) fn model(&self, sets: impl IntoIterator<Item = u16>) -> Model {
        let of_table = |set: u16| {
            let lists = self.lists.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1);
            History::new(lists.fold(0, |bits, (_, &list)| bits | 1 << list))
        };
        Model::of_closed(self.lists_of_table, sets.into_iter().map(of_table))
    }

    /// The family of a model that [`InUse::model`] made.
    pub(crate) fn family(&self, model: &Model) -> Family {
        let sets = model.terms().iter().map(|term| among(&self.lists, term.bits()));
        sets.fold(0, |family, set| family | 1 << set) & !1
    }
}

fn margins_over(lists: &[usize], cells: impl Iterator<Item = (u16, u64)>) -> Margins {
    Margins::of_cells(lists.len(), cells.map(|cell| (among(lists, cell.0), cell.1)).collect())
}

/// The bits of a set that stand at these positions, moved together.
fn among(positions: &[usize], set: u16) -> u16 {
    let bit = |(i, &position): (usize, &usize)| (set >> position & 1) << i;
    positions.iter().enumerate().map(bit).sum()
}

/// How many models [`Lattice::visit_from`] visits from independence: hierarchical models with all
/// main effects and sets of at most `order` of the lists, the set of all lists never included.
/// `None` where they are too many to have been counted.
pub(crate) fn model_count(lists: usize, order: usize) -> Option<u64> {
    let order = order.min(lists.max(2) - 1);
    match (lists, order) {
        (0..=5, _) => {
            let lattice = Lattice::new(lists, order);
            let mut count = 0;
            lattice.visit_from(lattice.mains, 0, &(), &mut |_, ()| count += 1);
            Some(count)
        }
        // Too many to visit each time; the test below counts them.
        (6, 3) => Some(3_702_013),
        (6, 4) => Some(7_741_776),
        (6, 5) => Some(7_785_061),
        (_, 0 | 1) => Some(1),
        (_, 2) => 1_u64.checked_shl((lists * (lists - 1) / 2) as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_of_six_lists_are_counted_by_inclusion() {
        // For each graph the triples whose pairs are in it are free, but for those that chosen sets
        // of four need; and the sets of five are free whose sets of four are all chosen.
        let lattice = Lattice::new(6, 5);
        let sized = |size: u32| {
            lattice.interactions.iter().copied().filter(move |set| set.count_ones() == size)
        };
        let parts = |set: u16, size: u32| {
            members(lattice.within(set)).filter(move |part| part.count_ones() == size)
        };
        let family = |sets: &mut dyn Iterator<Item = u16>| sets.fold(0, |f, set| f | 1_u64 << set);
        let pairs: Vec<u16> = sized(2).collect();
        let (mut third, mut fourth, mut fifth) = (0_u64, 0_u64, 0_u64);
        for graph in 0..1_u32 << 15 {
            let chosen = pairs.iter().enumerate().filter(|(i, _)| graph >> i & 1 == 1);
            let graph = family(&mut chosen.map(|(_, &pair)| pair));
            let within = |set: &u16| family(&mut parts(*set, 2)) & !graph == 0;
            let triples = family(&mut sized(3).filter(within)).count_ones();
            third += 1 << triples;
            // Chosen sets of four, with the triples that they need.
            let mut choices = vec![(0_u64, 0_u64)];
            for four in sized(4).filter(within) {
                let needed = family(&mut parts(four, 3));
                let with = |&(fours, triples): &(u64, u64)| (fours | 1 << four, triples | needed);
                let more: Vec<(u64, u64)> = choices.iter().map(with).collect();
                choices.extend(more);
            }
            for (fours, needed) in choices {
                let free = 1_u64 << (triples - needed.count_ones());
                let fives = sized(5).filter(|&five| family(&mut parts(five, 4)) & !fours == 0);
                fourth += free;
                fifth += free << fives.count();
            }
        }
        let counted = [3, 4, 5, 9].map(|order| model_count(6, order));
        assert_eq!(counted, [third, fourth, fifth, fifth].map(Some));
        assert_eq!(model_count(6, 2), Some(1 << 15));
        // With the models that lack single lists and the saturated one it is Dedekind's number
        // M(6) = 7,828,354 (Ward 1946): the sum over the lists that are there, the empty family,
        // and the family of the empty set alone.
        let all = |lists: usize| model_count(lists, lists).unwrap() + u64::from(lists > 1);
        let choose = [1, 6, 15, 20, 15, 6, 1];
        let sum: u64 = (1..=6).map(|lists| choose[lists] * all(lists)).sum();
        assert_eq!(sum + 2, 7_828_354);
    }

    #[test]
    fn redundant_sets_are_those_above_one_with_nobody() {
        let lattice = Lattice::new(4, 3);
        let (ab, abc, abd) = (0b0011, 0b0111, 0b1011);
        let family = lattice.within(abc) | lattice.within(abd) | lattice.mains;
        assert_eq!(lattice.reduced(family, 1 << ab | 1 << abc), family & !(1 << abc | 1 << abd));
        assert_eq!(lattice.reduced(family, 1 << abc), family);
        assert_eq!(lattice.removable(family).collect::<Vec<_>>(), [abc, abd]);
        assert_eq!(lattice.addable(lattice.mains).count(), 6);
        assert!(lattice.addable(family).eq([0b1100]));
    }
}
