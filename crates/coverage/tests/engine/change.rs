//! Why gaps changed.

use concert_coverage::supply::OPEN_END;
use concert_coverage::{
    AllocationRule, Causes, Change, Moment, Needs, PlaceTree, SupplyRow, changes,
};
use proptest::prelude::*;

use crate::invented::{DAY, World, initiative, need, worlds};

fn numbered(rows: &[SupplyRow]) -> Vec<(u32, SupplyRow)> {
    (0..).zip(rows.iter().cloned()).collect()
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-3 * (1.0 + a.abs().max(b.abs()))
}

fn assert_change(found: &Change, before: f64, after: f64, causes: Causes) {
    let pairs = [
        (found.before, before),
        (found.after, after),
        (found.causes.need, causes.need),
        (found.causes.capacity, causes.capacity),
        (found.causes.staleness, causes.staleness),
        (found.causes.definition, causes.definition),
    ];
    assert!(pairs.iter().all(|(one, other)| is_near(*one, *other)), "{found:?} {causes:?}");
}

#[test]
fn age_and_capacity_share_a_change_as_it_is_worked_out_by_hand() {
    let tree = PlaceTree::new(&[None]).unwrap();
    let needs = Needs::new(&tree, vec![need(0, &[100.0; 4])]).unwrap();
    let before_rows = [(7, initiative(1, &[0], 50.0))];
    let after_rows = [(7, initiative(1, &[0], 80.0))];
    let rule = AllocationRule::ByNeed;
    let before =
        Moment { day: DAY, tree: &tree, rule, rows: &before_rows, needs: &needs, numbers: &[3] };
    let after = Moment { day: DAY + 60, rows: &after_rows, ..before };
    // With 50 and 80 places, fresh and half as fresh, 50, 20, 75 and 60 are missing.
    let found = changes(&before, &after).unwrap();
    let causes = Causes { capacity: -22.5, staleness: 32.5, ..Causes::default() };
    assert_eq!(found[0].need, 3);
    assert_change(&found[0], 50.0, 60.0, causes);
}

#[test]
fn a_need_that_was_not_there_before_explains_all_of_its_gap() {
    let tree = PlaceTree::new(&[None]).unwrap();
    let none = Needs::new(&tree, Vec::new()).unwrap();
    let some = Needs::new(&tree, vec![need(0, &[10.0, 30.0])]).unwrap();
    let rule = AllocationRule::ByNeed;
    let before = Moment { day: DAY, tree: &tree, rule, rows: &[], needs: &none, numbers: &[] };
    let after = Moment { needs: &some, numbers: &[0], ..before };
    let causes = Causes { need: 20.0, ..Causes::default() };
    assert_change(&changes(&before, &after).unwrap()[0], 0.0, 20.0, causes);
}

#[test]
fn an_initiative_that_ended_is_capacity_and_not_staleness() {
    let tree = PlaceTree::new(&[None]).unwrap();
    let needs = Needs::new(&tree, vec![need(0, &[100.0])]).unwrap();
    let rows = [(0, SupplyRow { last_day: DAY + 10, ..initiative(1, &[0], 40.0) })];
    let rule = AllocationRule::ByNeed;
    let before = Moment { day: DAY, tree: &tree, rule, rows: &rows, needs: &needs, numbers: &[0] };
    let after = Moment { day: DAY + 11, ..before };
    let causes = changes(&before, &after).unwrap()[0].causes;
    // Before it ended it would have been a little older, so a little of it is age.
    assert!(is_near(causes.total(), 40.0));
    assert!(causes.capacity > 35.0 && causes.staleness > 0.0, "{causes:?}");
}

#[test]
fn another_rule_of_allocation_is_a_definition() {
    let tree = PlaceTree::new(&[None, Some(0), Some(0)]).unwrap();
    let needs = Needs::new(&tree, vec![need(1, &[90.0]), need(2, &[10.0])]).unwrap();
    let rows = [(0, initiative(1, &[0], 50.0))];
    let before = Moment {
        day: DAY,
        tree: &tree,
        rule: AllocationRule::ByNeed,
        rows: &rows,
        needs: &needs,
        numbers: &[0, 1],
    };
    let after = Moment { rule: AllocationRule::Uniform, ..before };
    let found = changes(&before, &after).unwrap();
    let definition = |definition| Causes { definition, ..Causes::default() };
    assert_change(&found[0], 45.0, 65.0, definition(20.0));
    assert_change(&found[1], 5.0, 0.0, definition(-5.0));
}

/// Two pictures of the same places: rows and needs by number, some of them in one only.
fn pairs() -> impl Strategy<Value = (World, World, i32)> {
    (worlds(), any::<u64>(), 0..400_i32).prop_map(|(before, bits, days)| {
        let mut after = before.clone();
        for (at, row) in after.rows.iter_mut().enumerate() {
            match (bits >> (2 * (at % 32))) & 3 {
                0 => row.capacity = row.capacity.map(|capacity| capacity * 1.5 + 1.0),
                1 => row.confirmed_day += days,
                2 => row.last_day = OPEN_END,
                _ => {}
            }
        }
        if bits & 1 == 1 && after.atoms.len() > 1 {
            after.atoms.pop();
        }
        if bits & 2 == 2 {
            after.rows.pop();
        }
        (before, after, days)
    })
}

proptest! {
    #[test]
    fn causes_add_up_and_the_way_back_is_the_opposite((before, after, days) in pairs()) {
        let tree = before.tree();
        let (needs, needs_after) = (before.needs(), after.needs());
        let (rows, rows_after) = (numbered(&before.rows), numbered(&after.rows));
        let numbers: Vec<u32> = (0..before.atoms.len() as u32).collect();
        let rule = AllocationRule::ByNeed;
        let before =
            Moment { day: DAY, tree: &tree, rule, rows: &rows, needs: &needs, numbers: &numbers };
        let after = Moment {
            day: DAY + days,
            tree: &tree,
            rule,
            rows: &rows_after,
            needs: &needs_after,
            numbers: &numbers[..after.atoms.len()],
        };
        let forth = changes(&before, &after).unwrap();
        let back = changes(&after, &before).unwrap();
        prop_assert_eq!(forth.len(), back.len());
        for (forth, back) in forth.iter().zip(&back) {
            prop_assert!(is_near(forth.causes.total(), forth.after - forth.before), "{:?}", forth);
            prop_assert!(is_near(forth.before, back.after) && is_near(forth.after, back.before));
            for (one, other) in [
                (forth.causes.need, back.causes.need),
                (forth.causes.capacity, back.causes.capacity),
                (forth.causes.staleness, back.causes.staleness),
                (forth.causes.definition, back.causes.definition),
            ] {
                prop_assert!(is_near(one, -other), "{:?} {:?}", forth, back);
            }
        }
        let nothing = changes(&before, &before).unwrap();
        prop_assert!(nothing.iter().all(|change| change.causes == Causes::default()));
    }

    #[test]
    fn gaps_are_those_of_the_pictures_themselves((before, _, _) in pairs()) {
        let tree = before.tree();
        let needs = before.needs();
        let rows = numbered(&before.rows);
        let numbers: Vec<u32> = (0..before.atoms.len() as u32).collect();
        let rule = AllocationRule::ByNeed;
        let moment =
            Moment { day: DAY, tree: &tree, rule, rows: &rows, needs: &needs, numbers: &numbers };
        let supply = before.supply();
        let allocation =
            concert_coverage::Allocation::on(DAY, &tree, &supply, &needs, rule).unwrap();
        let gaps = concert_coverage::gaps(&needs, &allocation, 0.9).unwrap();
        for change in changes(&moment, &moment).unwrap() {
            let gap = gaps[change.need as usize].unwrap();
            prop_assert!(is_near(change.before, gap.expected), "{change:?} {gap:?}");
        }
    }
}
