//! The ladder of effective coverage: a worked example, a slow twin, and what must always hold.

use crate::invented::{DAY, World, initiative, need, supply, worlds};
use concert_coverage::ladder::Step;
use concert_coverage::{
    Allocation, AllocationRule, Ladder, LadderRefusal, Needs, Passage, PlaceTree, Question,
    Refusal, RowAmount, Rung, SupplyRefusal, SupplyRow, ladders,
};
use proptest::prelude::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4 * b.abs().max(1.0)
}

fn of(world: &World, passages: &[Passage]) -> Vec<Ladder> {
    let question = Question::on(DAY);
    ladders(&world.tree(), &world.supply(), &world.needs(), &question, passages).unwrap()
}

/// What is said of each row of a world of up to 14.
fn said() -> impl Strategy<Value = Vec<Passage>> {
    let share = || proptest::option::of(0.0_f64..=1.0);
    let one = (share(), any::<Option<bool>>(), share(), share(), any::<bool>());
    proptest::collection::vec(one, 14).prop_map(|all| {
        let passage = |(row, (reachable, is_acceptable, contacted, effective, is_named))| {
            let said = Passage { row, reachable, is_acceptable, contacted, effective };
            bool::then_some(is_named, said)
        };
        (0_u32..).zip(all).filter_map(passage).collect()
    })
}

fn of_rows(passages: &[Passage], rows: usize) -> Vec<Passage> {
    passages.iter().copied().filter(|passage| (passage.row as usize) < rows).collect()
}

#[test]
fn supply_is_lost_step_by_step() {
    // 100 are needed. The first row has 60: half can reach it, it is acceptable, three tenths of it
    // are in use and help two of three. The second has 40 and says only that it is not acceptable.
    let tree = PlaceTree::new(&[None]).unwrap();
    let needs = Needs::new(&tree, vec![need(0, &[100.0, 100.0])]).unwrap();
    let rows = supply(&[initiative(1, &[0], 60.0), initiative(2, &[0], 40.0)]);
    let passages = [
        Passage {
            row: 0,
            reachable: Some(0.5),
            is_acceptable: Some(true),
            contacted: Some(0.3),
            effective: Some(2.0 / 3.0),
        },
        Passage { row: 1, is_acceptable: Some(false), ..Passage::default() },
    ];
    let found = ladders(&tree, &rows, &needs, &Question::on(DAY), &passages).unwrap();
    let [ladder] = &found[..] else { panic!("{found:?}") };
    let ends: Vec<(f64, f64, f64)> = ladder
        .rungs
        .iter()
        .map(|step| (step.at_least.round(), step.at_most.round(), step.lost.round()))
        .collect();
    let expected = [
        (100.0, 100.0, 0.0),
        (30.0, 70.0, 30.0),
        (30.0, 30.0, 40.0),
        (18.0, 18.0, 12.0),
        (12.0, 12.0, 6.0),
    ];
    assert_eq!(ends, expected);
    let step = |rung: Rung| -> &Step { &ladder.rungs[rung as usize] };
    assert_eq!(step(Rung::Reachable).unsaid_share, Some(0.4));
    assert!(near(step(Rung::Reachable).gap_at_most_supply.coverage, 0.7));
    assert!(near(step(Rung::Reachable).gap_at_least_supply.coverage, 0.3));
    assert_eq!(step(Rung::Acceptable).lost_by, [RowAmount { row: 1, amount: 40.0 }]);
    assert_eq!(step(Rung::Acceptable).lost_at[0].need, 0);
    assert!(near(step(Rung::Effective).gap_at_most_supply.coverage, 0.12));
}

#[test]
fn what_cannot_be_said_of_a_row_is_refused() {
    let tree = PlaceTree::new(&[None]).unwrap();
    let needs = Needs::new(&tree, Vec::new()).unwrap();
    let rows = supply(&[initiative(1, &[0], 60.0)]);
    let refused = |passages: &[Passage]| {
        ladders(&tree, &rows, &needs, &Question::on(DAY), passages).unwrap_err()
    };
    let said = Passage::default();
    assert_eq!(
        refused(&[Passage { row: 3, ..said }]),
        Refusal::Supply(SupplyRefusal::RowUnknown { row: 3 })
    );
    assert_eq!(refused(&[said, said]), Refusal::Ladder(LadderRefusal::PassageTwice { row: 0 }));
    for share in [-0.1, 1.1] {
        let passage = Passage { contacted: Some(share), ..said };
        assert_eq!(
            refused(&[passage]),
            Refusal::Ladder(LadderRefusal::PassageShare { row: 0, share })
        );
    }
    let code = refused(&[Passage { effective: Some(f64::NAN), ..said }]).code();
    assert_eq!(code, "coverage/passage-share");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn nothing_ever_rises_from_rung_to_rung_and_losses_add_up(world in worlds(), said in said()) {
        for ladder in of(&world, &of_rows(&said, world.rows.len())) {
            for pair in ladder.rungs.windows(2) {
                prop_assert!(pair[1].at_least <= pair[0].at_least);
                prop_assert!(pair[1].at_most <= pair[0].at_most);
                let (below, here) = (pair[0].gap_at_most_supply, pair[1].gap_at_most_supply);
                prop_assert!(here.coverage <= below.coverage + 1e-6);
                prop_assert!(here.expected >= below.expected - 1e-3);
                prop_assert!(near(pair[0].at_most - pair[1].at_most, pair[1].lost));
                let at: f64 = pair[1].lost_at.iter().map(|lost| lost.amount).sum();
                let by: f64 = pair[1].lost_by.iter().map(|lost| lost.amount).sum();
                prop_assert!(near(at, pair[1].lost) && near(by, pair[1].lost), "{at} {by}");
            }
            for step in &ladder.rungs {
                prop_assert!(step.at_least <= step.at_most + 1e-9);
                prop_assert!(step.unsaid_share.is_none_or(|share| (0.0..=1.0).contains(&share)));
            }
        }
    }

    /// Where everything is said, a rung is the picture of a world in which each row has only what
    /// passes.
    #[test]
    fn a_rung_is_the_picture_of_smaller_capacities(world in worlds(), said in said()) {
        let all: Vec<Passage> = (0..world.rows.len() as u32)
            .map(|row| {
                let said = said.iter().find(|passage| passage.row == row).copied();
                let said = said.unwrap_or(Passage { row, ..Passage::default() });
                Passage {
                    reachable: said.reachable.or(Some(0.7)),
                    is_acceptable: said.is_acceptable.or(Some(true)),
                    contacted: said.contacted.or(Some(0.4)),
                    effective: said.effective.or(Some(0.9)),
                    ..said
                }
            })
            .collect();
        let found = of(&world, &all);
        let (tree, needs) = (world.tree(), world.needs());
        for (at, rung) in Rung::ALL.into_iter().enumerate() {
            let left = |passage: &Passage| {
                let mut left = 1.0;
                if rung >= Rung::Reachable { left = passage.reachable.unwrap() }
                if rung >= Rung::Acceptable && passage.is_acceptable == Some(false) { left = 0.0 }
                if rung >= Rung::Contacted { left = passage.contacted.unwrap().min(left) }
                if rung >= Rung::Effective { left *= passage.effective.unwrap() }
                left as f32
            };
            let smaller = |(row, passage): (&SupplyRow, &Passage)| SupplyRow {
                capacity: row.capacity.map(|capacity| capacity * left(passage)),
                ..row.clone()
            };
            let rows: Vec<SupplyRow> = world.rows.iter().zip(&all).map(smaller).collect();
            let rule = AllocationRule::ByNeed;
            let slow = Allocation::on(DAY, &tree, &supply(&rows), &needs, rule).unwrap();
            let slow: f64 = slow.supply_by_need(&needs).iter().sum();
            for end in [|step: &Step| step.at_least, |step: &Step| step.at_most] {
                let fast: f64 = found.iter().map(|ladder| end(&ladder.rungs[at])).sum();
                prop_assert!(near(fast, slow), "{rung:?} {fast} {slow}");
            }
        }
    }

    #[test]
    fn neither_halves_nor_order_nor_units_move_a_rung(world in worlds(), said in said()) {
        let said = of_rows(&said, world.rows.len());
        let whole = of(&world, &said);
        let count = world.rows.len() as u32;
        let mut halves = world.clone();
        for row in &mut halves.rows {
            row.capacity = row.capacity.map(|capacity| capacity / 2.0);
        }
        halves.rows.extend(halves.rows.clone());
        let twice = said.iter().map(|passage| Passage { row: passage.row + count, ..*passage });
        let twice: Vec<Passage> = said.iter().copied().chain(twice).collect();
        let mut reversed = world.clone();
        reversed.rows.reverse();
        let back: Vec<Passage> =
            said.iter().map(|passage| Passage { row: count - 1 - passage.row, ..*passage }).collect();
        let mut units = world.clone();
        for row in &mut units.rows {
            row.capacity = row.capacity.map(|capacity| capacity * 8.0);
        }
        for atom in &mut units.atoms {
            atom.draws = atom.draws.times(8.0);
        }
        let others = [(of(&halves, &twice), 1.0), (of(&reversed, &back), 1.0), (of(&units, &said), 8.0)];
        for (other, factor) in others {
            for (a, b) in whole.iter().zip(&other) {
                prop_assert_eq!(a.layer, b.layer);
                for (a, b) in a.rungs.iter().zip(&b.rungs) {
                    prop_assert!(near(a.at_least, b.at_least / factor));
                    prop_assert!(near(a.at_most, b.at_most / factor));
                    prop_assert!(near(a.gap_at_most_supply.coverage, b.gap_at_most_supply.coverage));
                    prop_assert!(
                        near(a.unsaid_share.unwrap_or(0.0), b.unsaid_share.unwrap_or(0.0))
                    );
                }
            }
        }
    }
}
