//! "Nobody is there" and "nobody told us" are two different things.

use crate::invented::{DAY, initiative, need, supply};
use concert_coverage::{
    AllocationRule, Certainty, Completeness, Gap, Knowledge, Matrix, NeedAtom, Needs, PlaceTree,
    Question, Supply, SupplyRow, completeness, knowledge_of_needs, silences,
};
use concert_terms::Stated;

/// A country (0) with the districts 1, 2, 3 and 4.
fn tree() -> PlaceTree {
    PlaceTree::new(&[None, Some(0), Some(0), Some(0), Some(0)]).unwrap()
}

/// District 1: one organisation at work. District 2: two ended there, one of them reported lately.
/// District 3: one ended and is silent. District 4: nobody ever.
fn reports() -> Supply {
    let ended = |organisation, place, age| SupplyRow {
        last_day: DAY - 200,
        confirmed_day: DAY - age,
        ..initiative(organisation, &[place], 10.0)
    };
    supply(&[
        SupplyRow { confirmed_day: DAY - 400, ..initiative(1, &[1], 5.0) },
        ended(2, 2, 30),
        ended(3, 2, 300),
        ended(4, 3, 300),
    ])
}

fn knowledge(supply: &Supply, day: i32) -> Vec<Knowledge> {
    let tree = tree();
    let needs = Needs::new(&tree, Vec::new()).unwrap();
    let places = [1, 2, 3, 4];
    let map = Matrix::by_place(&tree, supply, &needs, &Question::on(day), &places).unwrap();
    map.figures.iter().map(|figures| figures.knowledge).collect()
}

#[test]
fn silence_is_not_absence() {
    use Knowledge::{Active, NobodyReported, NobodyThere};
    let mut supply = reports();
    assert_eq!(knowledge(&supply, DAY), [Active, NobodyThere, NobodyReported, NobodyReported]);
    // A report that nothing changed turns "nobody told us" into "nobody is there".
    supply.reported(4, DAY - 1);
    assert_eq!(knowledge(&supply, DAY)[2], NobodyThere);
    // But not when it is taken back,
    supply.reported_no_later(4, Some(DAY - 2));
    assert_eq!(knowledge(&supply, DAY)[2], NobodyReported);
    supply.reported(4, DAY - 1);
    assert_eq!(knowledge(&supply, DAY)[2], NobodyThere);
    // nor in the picture of the days before it.
    assert_eq!(knowledge(&supply, DAY - 2)[2], NobodyReported);
    // Who says that they work somewhere is expected there, and has not reported.
    supply.expect(5, 2);
    supply.expect(6, 2);
    assert_eq!(knowledge(&supply, DAY)[1], NobodyReported);
    assert!(supply.expect_no_more(6, 2) && !supply.expect_no_more(6, 2));
}

#[test]
fn completeness_counts_each_organisation_once_at_every_level() {
    let mut supply = reports();
    supply.expect(2, 1);
    let tree = tree();
    let places = [None, Some(0), Some(1), Some(2), Some(4), Some(2)];
    let found = completeness(&tree, &supply, &Question::on(DAY), &places).unwrap();
    let of = |expected, reported| Completeness { expected, reported };
    assert_eq!(found, [of(4, 1), of(4, 1), of(2, 1), of(2, 1), of(0, 0), of(2, 1)]);
}

#[test]
fn the_organisation_whose_answer_is_worth_most_is_asked_first() {
    let tree = tree();
    let supply = reports();
    let atoms = vec![need(1, &[100.0]), need(2, &[60.0]), need(3, &[40.0]), need(4, &[70.0])];
    let needs = Needs::new(&tree, atoms).unwrap();
    let found = silences(&tree, &supply, &needs, &Question::on(DAY)).unwrap();
    let worths = |list: &[concert_coverage::Silence], all: f64| -> Vec<(u32, f64)> {
        list.iter().map(|silence| (silence.number, (silence.worth * all).round())).collect()
    };
    // Organisation 1 alone in 100; 3 one of two in 60; 4 alone in 40. 2 has reported.
    assert_eq!(worths(&found.organisations, 270.0), [(1, 100.0), (4, 40.0), (3, 30.0)]);
    assert_eq!(found.organisations[0].last_report, Some(DAY - 400));
    // Nobody is expected in district 4, so nothing at all is known of it.
    assert_eq!(worths(&found.places, 270.0), [(1, 100.0), (4, 70.0), (3, 40.0), (2, 30.0)]);
    let district = silences(&tree, &supply, &needs, &Question::on(DAY).at(3)).unwrap();
    assert_eq!(worths(&district.organisations, 40.0), [(4, 40.0)]);
}

#[test]
fn a_pillar_that_counts_in_thousands_weighs_no_more_than_one_that_counts_in_tens() {
    let tree = tree();
    let supply = reports();
    let prevention = |place, draw| NeedAtom {
        pillar: Some(concert_terms::Pillar::Prevention),
        ..need(place, &[draw])
    };
    let atoms = vec![need(1, &[30.0]), need(3, &[10.0]), prevention(3, 9000.0)];
    let needs = Needs::new(&tree, atoms).unwrap();
    let found = silences(&tree, &supply, &needs, &Question::on(DAY)).unwrap();
    let worths: Vec<_> = found.organisations.iter().map(|it| (it.number, it.worth)).collect();
    assert_eq!(worths, [(4, 0.625), (1, 0.375)]);
}

#[test]
fn every_need_is_told_who_is_there_and_who_may_be() {
    use Knowledge::{Active, NobodyReported, NobodyThere};
    let tree = tree();
    let mut supply = reports();
    let atoms = vec![need(1, &[9.0]), need(2, &[9.0]), need(3, &[9.0]), need(4, &[9.0])];
    let needs = Needs::new(&tree, atoms).unwrap();
    let known = |supply: &Supply| -> Vec<Knowledge> {
        let question = Question::on(DAY);
        let found = knowledge_of_needs(&tree, supply, &needs, &question).unwrap();
        found.into_iter().map(|known| known.unwrap().knowledge).collect()
    };
    assert_eq!(known(&supply), [Active, NobodyThere, NobodyReported, NobodyReported]);
    // Somebody in the country who does not say which form may be in every district.
    let vague = SupplyRow { forms: Stated::UNSTATED, ..initiative(9, &[0], 10.0) };
    supply.put(90, &vague).unwrap();
    assert_eq!(known(&supply)[1], NobodyReported);
    // Somebody on another side is not.
    let other = SupplyRow { sides: Stated::of(&[concert_terms::Side::Demand]), ..vague };
    supply.put(90, &other).unwrap();
    assert_eq!(known(&supply)[1], NobodyThere);
}

#[test]
fn a_gap_is_no_surer_than_unstated_capacities_allow() {
    let tree = PlaceTree::new(&[None, Some(0), Some(0)]).unwrap();
    let needs = Needs::new(&tree, vec![need(0, &[100.0])]).unwrap();
    let certainty = |unstated: u32, stated: u32| {
        let row = |at: u32| SupplyRow {
            capacity: (at >= unstated).then_some(1.0),
            // In both districts, and one initiative all the same.
            ..initiative(at, &[1, 2], 1.0)
        };
        let supply = supply(&(0..unstated + stated).map(row).collect::<Vec<_>>());
        let question = Question::on(DAY);
        let known = knowledge_of_needs(&tree, &supply, &needs, &question).unwrap()[0].unwrap();
        assert_eq!((known.initiatives, known.without_capacity), (unstated + stated, unstated));
        known.certainty(&Gap::of(&[100.0], 3.0, 0.9))
    };
    assert_eq!(certainty(0, 3), Certainty::Certain);
    assert_eq!(certainty(1, 2), Certainty::Likely);
    assert_eq!(certainty(2, 2), Certainty::Open);
    assert_eq!(certainty(0, 0), Certainty::Certain);
}

proptest::proptest! {
    #[test]
    fn a_need_is_active_where_somebody_serves_it(
        world in crate::invented::worlds(),
    ) {
        let (tree, needs, supply) = (world.tree(), world.needs(), world.supply());
        let question = Question::on(DAY);
        let known = knowledge_of_needs(&tree, &supply, &needs, &question).unwrap();
        let served =
            concert_coverage::Served::on(DAY, &tree, &supply, &needs, AllocationRule::ByNeed).unwrap();
        for (at, known) in (0..).zip(known) {
            let is_served = !served.of_need(at).is_empty();
            if let Some(known) = known {
                proptest::prop_assert_eq!(known.knowledge == Knowledge::Active, is_served);
            } else {
                proptest::prop_assert!(!is_served);
            }
        }
    }
}
