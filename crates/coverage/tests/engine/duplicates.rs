//! What is proposed as entered twice, and what is not.

use concert_coverage::{
    Entry, OverlapRefusal, Refusal, SupplyRefusal, TiesRefusal, merge_proposals,
};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;

const HOUSE: Entry<'_> = Entry {
    initiative: 10,
    organisation: 1,
    title: "Safe house for women",
    cells: &[3, 1, 2, 5, 4],
    capacity: Some(30.0),
    first_day: 0,
    last_day: 100,
};

/// The pairs that are proposed.
fn proposed(entries: &[Entry<'_>], same: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let proposals = merge_proposals(entries, same).unwrap();
    proposals.iter().map(|proposal| (proposal.first, proposal.second)).collect()
}

#[test]
fn a_proposal_carries_its_reasons() {
    let again = Entry {
        initiative: 7,
        title: "SAFE HOUSE for girls & women",
        cells: &[1, 2, 3, 4, 5, 5],
        capacity: Some(27.0),
        first_day: 50,
        last_day: 300,
        ..HOUSE
    };
    let proposals = merge_proposals(&[HOUSE, again], &[]).unwrap();
    let [proposal] = &proposals[..] else { panic!("{proposals:?}") };
    assert_eq!((proposal.first, proposal.second), (7, 10));
    assert!(proposal.is_one_organisation && proposal.is_by_capacity);
    assert_eq!(proposal.shared_cells, [1, 2, 3, 4, 5]);
    // 27 of 30 in the same cells; 4 of 5 words.
    assert!((proposal.jaccard - 0.9).abs() < 1e-9);
    assert!((proposal.title_similarity - 0.8).abs() < 1e-9);
    assert_eq!(proposal.days, (50, 100));
    assert_eq!(
        (&proposal.words_of_first[..], proposal.words_of_second.len()),
        (&["girls".to_owned()][..], 0)
    );
}

#[test]
fn each_condition_alone_keeps_two_initiatives_apart() {
    let again = Entry { initiative: 11, ..HOUSE };
    assert_eq!(proposed(&[HOUSE, again], &[]), [(10, 11)]);
    for (other, why) in [
        (Entry { organisation: 2, ..again }, "another organisation"),
        (Entry { first_day: 101, last_day: 200, ..again }, "the day after"),
        // 24 of 30 is 0.8, which is not above it.
        (Entry { capacity: Some(24.0), ..again }, "another capacity"),
        // 4 cells of 5: the shared part is 4 x 6 of 30 + 30 - 24.
        (Entry { cells: &[1, 2, 3, 4, 9], ..again }, "other cells"),
        (Entry { cells: &[], ..again }, "no cells"),
        // 2 words of 5.
        (Entry { title: "Safe house, Vlora", ..again }, "another title"),
        (Entry { title: " - ", ..again }, "no title"),
    ] {
        assert_eq!(proposed(&[HOUSE, other], &[]), [], "{why}");
    }
    let just = Entry { first_day: 100, last_day: 200, capacity: Some(24.1), ..again };
    assert_eq!(proposed(&[HOUSE, just], &[]), [(10, 11)]);
    // 3 words of 5 are enough.
    let just = Entry { title: "Safe house: children, women", ..again };
    assert_eq!(proposed(&[HOUSE, just], &[]), [(10, 11)]);
}

#[test]
fn organisations_that_are_held_to_be_one_are_compared() {
    let again = Entry { initiative: 11, organisation: 3, ..HOUSE };
    assert_eq!(proposed(&[HOUSE, again], &[(1, 2)]), []);
    assert_eq!(proposed(&[HOUSE, again], &[(2, 1), (3, 2)]), [(10, 11)]);
    let proposals = merge_proposals(&[HOUSE, again], &[(1, 3)]).unwrap();
    assert!(!proposals[0].is_one_organisation);
    let refused = merge_proposals(&[HOUSE], &[(1, 3), (2, 2)]).unwrap_err();
    assert_eq!(refused, Refusal::Ties(TiesRefusal::SelfTie { tie: 1, organisation: 2 }));
}

#[test]
fn without_capacity_cells_are_compared() {
    let again = Entry { initiative: 11, capacity: None, ..HOUSE };
    let proposals = merge_proposals(&[HOUSE, again], &[]).unwrap();
    assert!(!proposals[0].is_by_capacity && (proposals[0].jaccard - 1.0).abs() < 1e-12);
    // 4 of 5 cells are 0.8, which is not above it.
    assert_eq!(proposed(&[HOUSE, Entry { cells: &[1, 2, 3, 4], ..again }], &[]), []);
    // Two that can serve nobody are compared by cells too.
    let nobody = Entry { capacity: Some(0.0), ..HOUSE };
    assert_eq!(proposed(&[nobody, Entry { initiative: 11, ..nobody }], &[]), [(10, 11)]);
}

#[test]
fn titles_in_other_scripts_are_read_as_words() {
    let house = Entry { title: "دار إيواء النساء", ..HOUSE };
    let again =
        Entry { initiative: 11, title: "دار إيواء للنساء؛ النساء", ..HOUSE };
    assert_eq!(proposed(&[house, again], &[]), [(10, 11)]);
    let upper = Entry { title: "ДОМ ДЛЯ ЖЕНЩИН", ..HOUSE };
    let lower = Entry { initiative: 11, title: "дом для женщин", ..HOUSE };
    assert_eq!(proposed(&[upper, lower], &[]), [(10, 11)]);
}

#[test]
fn what_cannot_be_compared_is_refused_by_number() {
    let twice = merge_proposals(&[HOUSE, HOUSE], &[]).unwrap_err();
    assert_eq!(twice, Refusal::Overlap(OverlapRefusal::InitiativeTwice { initiative: 10 }));
    for capacity in [-1.0, f32::NAN, f32::INFINITY, 1e11] {
        let entry = Entry { capacity: Some(capacity), ..HOUSE };
        let refused = merge_proposals(&[entry], &[]).unwrap_err();
        assert!(matches!(refused, Refusal::Supply(SupplyRefusal::Capacity { row: 10, .. })));
    }
    let same: Vec<_> = (0..5000).map(|initiative| Entry { initiative, ..HOUSE }).collect();
    let refused = merge_proposals(&same, &[]).unwrap_err();
    assert_eq!(refused.code(), "coverage/too-many-comparisons");
}

#[derive(Debug, Clone)]
struct Drawn {
    organisation: u32,
    title: String,
    cells: Vec<u32>,
    capacity: Option<f32>,
    first_day: i32,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let word = select(vec!["shelter", "aid", "for", "women", "men", "north"]);
    let words = proptest::collection::vec(word, 0..6);
    let cells = prop_oneof![
        proptest::collection::vec(0_u32..3, 0..4),
        (0_u32..3, 8_u32..14).prop_map(|(from, to)| (from..to).collect()),
    ];
    let capacity = select(vec![None, Some(0.0), Some(9.0), Some(10.0), Some(20.0)]);
    (0_u32..3, words, cells, capacity, 0_i32..4).prop_map(
        |(organisation, words, cells, capacity, first_day)| {
            let title = words.join(" ");
            Drawn { organisation, title, cells, capacity, first_day }
        },
    )
}

fn entries(drawn: &[Drawn]) -> Vec<Entry<'_>> {
    (0..)
        .zip(drawn)
        .map(|(initiative, drawn)| Entry {
            initiative,
            organisation: drawn.organisation,
            title: &drawn.title,
            cells: &drawn.cells,
            capacity: drawn.capacity,
            first_day: drawn.first_day,
            last_day: drawn.first_day + 1,
        })
        .collect()
}

/// Whether two resemble each other, by the definition, cell by cell.
fn resemble(one: &Entry<'_>, other: &Entry<'_>) -> bool {
    let set = |items: &[u32]| items.iter().copied().collect::<BTreeSet<u32>>();
    let (a, b) = (set(one.cells), set(other.cells));
    let weigh = one.capacity.zip(other.capacity).is_some_and(|(one, other)| one + other > 0.0);
    let amount = |entry: &Entry<'_>, cells: &BTreeSet<u32>, cell: u32| {
        let each =
            if weigh { f64::from(entry.capacity.unwrap()) / cells.len() as f64 } else { 1.0 };
        if cells.contains(&cell) { each } else { 0.0 }
    };
    let (mut smaller, mut larger) = (0.0, 0.0);
    for cell in a.union(&b) {
        let (a, b) = (amount(one, &a, *cell), amount(other, &b, *cell));
        smaller += a.min(b);
        larger += a.max(b);
    }
    let words =
        |title: &str| title.split_whitespace().map(str::to_owned).collect::<BTreeSet<String>>();
    let (c, d) = (words(one.title), words(other.title));
    let (both, all) = (c.intersection(&d).count(), c.union(&d).count());
    one.organisation == other.organisation
        && one.first_day <= other.last_day
        && other.first_day <= one.last_day
        && all > 0
        && 5 * both >= 3 * all
        && larger > 0.0
        && smaller / larger > 0.8 + 1e-12
}

proptest! {
    #[test]
    fn blocks_miss_nothing_that_comparing_everything_finds(
        drawn in proptest::collection::vec(drawn(), 0..40),
    ) {
        let entries = entries(&drawn);
        let mut found = proposed(&entries, &[]);
        found.sort_unstable();
        let mut all = Vec::new();
        for (at, one) in entries.iter().enumerate() {
            for other in &entries[at + 1..] {
                if resemble(one, other) {
                    all.push((one.initiative, other.initiative));
                }
            }
        }
        prop_assert_eq!(found, all);
    }

    #[test]
    fn entries_in_another_order_give_the_same_proposals(
        drawn in proptest::collection::vec(drawn(), 0..40),
    ) {
        let mut entries = entries(&drawn);
        let before = merge_proposals(&entries, &[(0, 1)]).unwrap();
        entries.reverse();
        prop_assert_eq!(before, merge_proposals(&entries, &[(1, 0)]).unwrap());
    }
}
