//! Which of several needs for the same people stands.

use std::collections::HashMap;

use concert_terms::{Pillar, Sector, Side};

use crate::PlaceTree;
use crate::need::{NeedAtom, Superseded, breadth};

/// What two needs must share to speak of the same people.
type Subject = (Option<Pillar>, Option<Side>, Option<Sector>);

/// The positions of the needs that stand, ascending, and the needs that are set aside.
///
/// Needs are taken from the finest to the coarsest, and one stands if no need that already stands
/// conflicts with it. So every need that is set aside has at least one standing in its place, and
/// no two that stand conflict.
pub(crate) fn settle(
    tree: &PlaceTree,
    atoms: &[NeedAtom],
    expected: &[f64],
) -> (Vec<u32>, Vec<Superseded>) {
    let mut order: Vec<u32> = (0..atoms.len() as u32).collect();
    order.sort_by_key(|at| {
        let atom = &atoms[*at as usize];
        let form_depth = atom
            .form
            .map_or(0, |form| std::iter::successors(form.parent(), |form| form.parent()).count());
        let finest_first = std::cmp::Reverse((tree.depth(atom.place), form_depth));
        (finest_first, breadth(atom.population), std::cmp::Reverse(*at))
    });
    // Each standing need is listed under its own place and every place above. A need that is taken
    // later lies no deeper, so all that can conflict with it is listed under its own place.
    let mut standing_within: HashMap<(Subject, u32), Vec<u32>> = HashMap::new();
    let (mut standing, mut superseded) = (Vec::new(), Vec::new());
    for at in order {
        let atom = &atoms[at as usize];
        let subject = (atom.pillar, atom.side, atom.sector);
        let within = standing_within.get(&(subject, atom.place)).map_or(&[][..], Vec::as_slice);
        let is_same = |other: &u32| shares_people(atom, &atoms[*other as usize]);
        let mut by: Vec<u32> = within.iter().copied().filter(is_same).collect();
        if by.is_empty() {
            standing.push(at);
            for place in tree.path_up(atom.place) {
                standing_within.entry((subject, place)).or_default().push(at);
            }
            continue;
        }
        by.sort_unstable();
        let expected_by = by.iter().map(|by| expected[*by as usize]).sum();
        superseded.push(Superseded { need: at, by, expected: expected[at as usize], expected_by });
    }
    standing.sort_unstable();
    superseded.sort_unstable_by_key(|aside| aside.need);
    (standing, superseded)
}

/// Whether somebody can be in both, given that subject and place allow it. A form that is unstated
/// is a cell of its own and holds no other.
fn shares_people(a: &NeedAtom, b: &NeedAtom) -> bool {
    let forms = match (a.form, b.form) {
        (Some(a), Some(b)) => a.overlaps(b),
        (a, b) => a == b,
    };
    forms && a.population.overlaps(b.population)
}

#[cfg(test)]
mod tests {
    use super::*;
    use concert_terms::{Draws, Population};

    /// 0 is a country with the provinces 1 and 2; 3 is a district of 1.
    fn tree() -> PlaceTree {
        PlaceTree::new(&[None, Some(0), Some(0), Some(1)]).unwrap()
    }

    fn need(place: u32, form: &str, population: &str) -> NeedAtom {
        NeedAtom {
            place,
            pillar: Some(Pillar::Protection),
            side: None,
            form: form.parse().ok(),
            population: population.parse().unwrap(),
            sector: None,
            draws: Draws::constant(1.0, 1),
        }
    }

    fn standing(atoms: &[NeedAtom]) -> Vec<u32> {
        settle(&tree(), atoms, &vec![1.0; atoms.len()]).0
    }

    #[test]
    fn of_the_levels_of_one_branch_the_finest_stands() {
        let at = |place| need(place, "EX.LAB", "everybody");
        let atoms = [at(0), at(1), at(3), at(2)];
        let (standing, aside) = settle(&tree(), &atoms, &[100.0, 60.0, 20.0, 40.0]);
        assert_eq!(standing, [2, 3]);
        assert_eq!(aside.len(), 2);
        assert_eq!((aside[0].need, aside[0].by.as_slice()), (0, &[2, 3][..]));
        assert!((aside[0].expected - 100.0).abs() < 1e-9);
        assert!((aside[0].expected_by - 60.0).abs() < 1e-9);
        assert_eq!((aside[1].need, aside[1].by.as_slice()), (1, &[2][..]));
    }

    #[test]
    fn needs_of_different_people_stand_beside_each_other() {
        let men = need(0, "EX.LAB", "male//");
        let women = need(3, "EX.LAB", "female//");
        let sexual = need(3, "EX.SEX", "everybody");
        let unstated = need(3, "", "everybody");
        let health = NeedAtom { sector: "HEA".parse().ok(), ..need(3, "EX.LAB", "female//") };
        assert_eq!(unstated.form, None);
        assert_eq!(standing(&[men, women, sexual, unstated, health]), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn in_one_place_parts_stand_for_the_whole_and_the_later_word_for_the_same() {
        let whole = need(2, "EX.LAB", "everybody");
        let fishing = need(2, "EX.LAB.fishing", "everybody");
        assert_eq!(standing(&[whole.clone(), fishing]), [1]);
        let women = need(2, "EX.LAB", "female//");
        assert_eq!(standing(&[women, whole.clone()]), [0]);
        assert_eq!(standing(&[whole.clone(), whole]), [1]);
    }

    #[test]
    fn a_table_that_breaks_people_down_twice_is_counted_once() {
        let by = |population| need(2, "EX.LAB", population);
        // By age and then by sex: each half is all of the people, so one half stands.
        let atoms = [by("/child/"), by("/adult+older/"), by("female//"), by("male+other//")];
        let kept = standing(&atoms);
        let kept: Vec<Population> = kept.iter().map(|at| atoms[*at as usize].population).collect();
        for (at, population) in kept.iter().enumerate() {
            assert!(kept[..at].iter().all(|other| !other.overlaps(*population)));
        }
    }
}
