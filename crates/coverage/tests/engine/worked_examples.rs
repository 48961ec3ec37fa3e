//! Pictures small enough to be worked out by hand.

use crate::invented::{DAY, initiative, need, supply};
use concert_coverage::{
    Allocation, AllocationRule, AnswerRecord, Certainty, Dimension, Figures, Frame, FrameCell,
    Heading, Knowledge, Matrix, NeedAtom, Needs, PlaceRefusal, PlaceTree, Question,
    QuestionRefusal, Refusal, Supply, SupplyRow, gaps,
};
use concert_terms::{Form, FormGroup, Pillar, Side, Stated};

const CELL: FrameCell = FrameCell {
    pillar: Some(Pillar::Protection),
    side: Some(Side::Supply),
    forms: Some(FormGroup::Labour),
};

/// A country (0) with two districts (1 and 2).
fn country() -> PlaceTree {
    PlaceTree::new(&[None, Some(0), Some(0)]).unwrap()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4 * b.abs().max(1.0)
}

#[test]
fn a_surplus_in_one_district_does_not_hide_a_shortage_in_the_other() {
    let tree = country();
    // District 1 needs 80 to 140, 110 expected; district 2 needs 300.
    let atoms = vec![need(1, &[80.0, 100.0, 120.0, 140.0]), need(2, &[300.0; 4])];
    let needs = Needs::new(&tree, atoms).unwrap();
    // 200 for the whole country go 110 : 300, so 53.66 and 146.34; district 1 has 100 of its own.
    let supply = supply(&[initiative(1, &[0], 200.0), initiative(2, &[1], 100.0)]);
    let allocation = Allocation::on(DAY, &tree, &supply, &needs, AllocationRule::ByNeed).unwrap();
    let of_needs = allocation.supply_by_need(&needs);
    assert!(near(of_needs[0], 100.0 + 200.0 * 110.0 / 410.0));
    assert!(near(of_needs[1], 200.0 * 300.0 / 410.0));
    assert!(near(allocation.by_rule_share().unwrap(), 2.0 / 3.0));

    let frame = Frame::compute(&tree, &supply, &needs, &Question::on(DAY)).unwrap();
    let gap = frame.cell(CELL).gap.unwrap();
    let missing = 300.0 - 200.0 * 300.0 / 410.0;
    assert!(near(gap.expected, missing) && near(gap.interval.low, missing));
    assert!(near(gap.expected_need, 410.0) && near(gap.need.middle, 410.0));
    // Added first and subtracted then, 410 - 300 = 110 would be missing.
    assert!(near(gap.masking.unwrap(), 1.0 - 110.0 / missing));
    assert!(near(gap.exposed_share, 300.0 / 410.0));
    assert_eq!(gap.certainty(), Certainty::Certain);
    assert_eq!(frame.cell(CELL).gap, frame.total.gap);

    let by_need = gaps(&needs, &allocation, 0.9).unwrap();
    assert_eq!(by_need[0].unwrap().certainty(), Certainty::Met);
    assert!(near(by_need[1].unwrap().expected, missing));
}

#[test]
fn evenly_means_evenly_whatever_the_need() {
    let tree = country();
    let needs = Needs::new(&tree, vec![need(1, &[10.0]), need(2, &[990.0])]).unwrap();
    let supply = supply(&[initiative(1, &[0], 200.0)]);
    let allocation = Allocation::on(DAY, &tree, &supply, &needs, AllocationRule::Uniform).unwrap();
    assert!(allocation.supply_by_need(&needs).iter().all(|amount| near(*amount, 100.0)));
    // By need, where nothing is needed at all, it comes to the same.
    let nothing = Needs::new(&tree, vec![need(1, &[0.0]), need(2, &[0.0])]).unwrap();
    let allocation = Allocation::on(DAY, &tree, &supply, &nothing, AllocationRule::ByNeed).unwrap();
    assert!(allocation.supply_by_need(&nothing).iter().all(|amount| near(*amount, 100.0)));
}

#[test]
fn stale_and_unreliable_capacity_counts_for_less_and_the_share_without_record_is_told() {
    let tree = PlaceTree::new(&[None]).unwrap();
    let needs = Needs::new(&tree, vec![need(0, &[100.0, 60.0])]).unwrap();
    let record = Some(AnswerRecord { accepted: 5, declined: 2 });
    let supply = supply(&[
        // Two half-lives old: 200 / 4 = 50.
        SupplyRow { confirmed_day: DAY - 120, ..initiative(1, &[0], 200.0) },
        // (1 + 5) / (2 + 7) = 2/3 of 45 = 30.
        SupplyRow { answers: record, ..initiative(1, &[0], 45.0) },
        SupplyRow { capacity: None, ..initiative(2, &[0], 0.0) },
        SupplyRow { last_day: DAY - 1, ..initiative(3, &[0], 500.0) },
    ]);
    let frame = Frame::compute(&tree, &supply, &needs, &Question::on(DAY)).unwrap();
    let Figures { response, unrecorded_share, initiatives, unstated_initiatives, .. } =
        *frame.cell(CELL);
    assert!(near(response, 80.0) && near(unrecorded_share.unwrap(), 50.0 / 80.0));
    assert_eq!((initiatives, unstated_initiatives, frame.cell(CELL).organisations), (3, 1, 2));
    assert_eq!(frame.cell(CELL).by_rule_share, Some(0.0));
    let gap = frame.cell(CELL).gap.unwrap();
    assert!(near(gap.expected, 10.0) && near(gap.probability, 0.5));
    assert!(near(gap.coverage, 0.9));
}

#[test]
fn what_is_unstated_is_a_cell_of_its_own() {
    let tree = PlaceTree::new(&[None]).unwrap();
    let unstated = NeedAtom { form: None, ..need(0, &[70.0]) };
    let needs = Needs::new(&tree, vec![need(0, &[40.0]), unstated]).unwrap();
    let supply = supply(&[
        initiative(1, &[0], 10.0),
        SupplyRow { forms: Stated::UNSTATED, ..initiative(1, &[0], 20.0) },
        // Fishing is a part of labour exploitation, so this answers the first need.
        SupplyRow {
            forms: Stated::of(&["EX.LAB.fishing".parse::<Form>().unwrap()]),
            ..initiative(1, &[0], 5.0)
        },
    ]);
    let frame = Frame::compute(&tree, &supply, &needs, &Question::on(DAY)).unwrap();
    let unstated = FrameCell { forms: None, ..CELL };
    assert!(near(frame.cell(CELL).gap.unwrap().expected, 25.0));
    assert!(near(frame.cell(unstated).gap.unwrap().expected, 50.0));
    assert_eq!((frame.total.initiatives, frame.total.organisations), (3, 1));
}

#[test]
fn where_no_need_is_known_capacity_stands_as_declared_and_no_gap_is_told() {
    let tree = country();
    let needs = Needs::new(&tree, Vec::new()).unwrap();
    let both = Stated::of(&[Pillar::Prevention, Pillar::Protection]);
    let supply = supply(&[SupplyRow { pillars: both, ..initiative(1, &[1, 2], 80.0) }]);
    let frame = Frame::compute(&tree, &supply, &needs, &Question::on(DAY)).unwrap();
    for pillar in [Pillar::Prevention, Pillar::Protection] {
        let figures = frame.cell(FrameCell { pillar: Some(pillar), ..CELL });
        assert!(near(figures.response, 40.0) && figures.gap.is_none());
        assert_eq!((figures.initiatives, figures.response_beside_need), (1, 0.0));
    }
    assert!(near(frame.total.response, 80.0));
    assert_eq!((frame.total.initiatives, frame.total.by_rule_share), (1, Some(1.0)));
    let district = Frame::compute(&tree, &supply, &needs, &Question::on(DAY).at(2)).unwrap();
    assert!(near(district.total.response, 40.0) && near(district.cell(CELL).response, 20.0));
}

#[test]
fn supply_from_below_answers_the_need_of_the_whole_and_stands_where_it_is() {
    let tree = country();
    let needs = Needs::new(&tree, vec![need(0, &[100.0])]).unwrap();
    let supply = supply(&[initiative(1, &[1], 30.0)]);
    let at = |place| Frame::compute(&tree, &supply, &needs, &Question::on(DAY).at(place)).unwrap();
    let (whole, there, elsewhere) = (at(0), at(1), at(2));
    assert!(near(whole.total.gap.unwrap().expected, 70.0));
    assert!(near(whole.total.response, 30.0) && near(whole.total.response_beside_need, 30.0));
    assert_eq!(whole.total.by_rule_share, Some(0.0));
    assert!(near(there.total.response, 30.0) && there.total.gap.is_none());
    assert!(near(there.total.response_beside_need, 0.0));
    assert_eq!((elsewhere.total.response, elsewhere.total.initiatives), (0.0, 0));
}

#[test]
fn an_initiative_for_the_whole_country_is_told_apart_in_its_districts() {
    let tree = country();
    let needs = Needs::new(&tree, vec![need(1, &[10.0]), need(2, &[30.0])]).unwrap();
    let supply = supply(&[initiative(1, &[0], 20.0), initiative(2, &[2], 1.0)]);
    let map = Matrix::by_place(&tree, &supply, &needs, &Question::on(DAY), &[1, 2]).unwrap();
    assert_eq!(map.rows, [Heading::Place(1), Heading::Place(2)]);
    let (first, second) = (map.at(0, 0).unwrap(), map.at(1, 0).unwrap());
    assert_eq!((first.initiatives, first.wider_initiatives, first.organisations), (0, 1, 0));
    assert_eq!((second.initiatives, second.wider_initiatives, second.organisations), (1, 1, 1));
    assert!(near(first.response, 5.0) && near(second.response, 16.0));
    assert_eq!(first.knowledge, Knowledge::Active);
    assert!(near(second.by_rule_share.unwrap(), 15.0 / 16.0));
}

#[test]
fn every_amount_is_explained_by_its_factors() {
    let tree = country();
    let needs = Needs::new(&tree, vec![need(1, &[10.0]), need(2, &[30.0])]).unwrap();
    let record = Some(AnswerRecord { accepted: 1, declined: 1 });
    let stale = SupplyRow { confirmed_day: DAY - 60, answers: record, ..initiative(9, &[0], 64.0) };
    let silent = SupplyRow { capacity: None, ..initiative(8, &[2], 0.0) };
    let supply = supply(&[initiative(7, &[1], 3.0), stale, silent]);
    let question = Question::on(DAY).at(2);
    let frame = Frame::compute(&tree, &supply, &needs, &question).unwrap();
    let behind = frame.explain(&tree, &supply, &needs, Some(CELL)).unwrap();
    assert_eq!(behind.needs, [1]);
    let [wider, unstated] = &behind.contributions[..] else { panic!("{behind:?}") };
    // 64 x 3/4 x 1/2 x 1/2 = 12.
    assert_eq!((wider.row, wider.organisation, wider.is_wider), (1, 9, true));
    assert!(near(wider.share, 0.75) && near(wider.amount.unwrap(), 12.0));
    assert!(near(f64::from(wider.freshness), 0.5) && near(f64::from(wider.reliability), 0.5));
    assert_eq!((unstated.row, unstated.amount, unstated.is_wider), (2, None, false));
}

#[test]
fn a_matrix_can_be_turned() {
    let tree = country();
    let needs = Needs::new(&tree, vec![need(1, &[10.0]), need(2, &[30.0])]).unwrap();
    let supply = supply(&[initiative(1, &[0], 20.0), initiative(2, &[2], 1.0)]);
    let question = Question::on(DAY).at(0);
    let matrix = |rows: &Dimension, columns: &Dimension| {
        Matrix::compute(&tree, &supply, &needs, &question, (rows, columns))
    };
    let upright = matrix(&Dimension::Children, &Dimension::Form).unwrap();
    let turned = matrix(&Dimension::Form, &Dimension::Children).unwrap();
    assert_eq!((&upright.rows, &upright.columns), (&turned.columns, &turned.rows));
    for row in 0..upright.rows.len() {
        for column in 0..upright.columns.len() {
            assert_eq!(upright.at(row, column), turned.at(column, row));
            let one = upright.explain(&tree, &supply, &needs, (row, column)).unwrap();
            assert_eq!(one, turned.explain(&tree, &supply, &needs, (column, row)).unwrap());
        }
    }
    assert_eq!(upright.at(0, upright.columns.len()), None);
    let refused = matrix(&Dimension::Children, &Dimension::Places(vec![1]));
    assert_eq!(refused, Err(Refusal::Question(QuestionRefusal::TwoPlaceAxes)));
    let refused = matrix(&Dimension::Places(vec![8]), &Dimension::Sector);
    assert_eq!(refused, Err(Refusal::Place(PlaceRefusal::PlaceUnknown { place: 8 })));
}

#[test]
fn a_question_that_cannot_be_answered_is_refused() {
    let tree = country();
    let needs = Needs::new(&tree, Vec::new()).unwrap();
    let ask = |supply: &Supply, question: Question| {
        Frame::compute(&tree, supply, &needs, &question).unwrap_err().code()
    };
    let (none, usual) = (Supply::new(), Question::on(DAY));
    assert_eq!(ask(&none, usual.at(3)), "coverage/place-unknown");
    for level in [0.0, 1.0, f64::NAN] {
        assert_eq!(ask(&none, Question { level, ..usual }), "coverage/level");
    }
    assert_eq!(ask(&none, Question { window_days: -1, ..usual }), "coverage/window");
    let mut lost = supply(&[initiative(1, &[3], 1.0)]);
    assert_eq!(ask(&lost, usual), "coverage/place-unknown");
    // A row that is corrected leaves no trace of its mistake.
    lost.put(0, &initiative(1, &[2], 1.0)).unwrap();
    assert!(Frame::compute(&tree, &lost, &needs, &usual).is_ok());
}

#[test]
fn somebody_who_leaves_the_side_unstated_is_not_mistaken_for_nobody() {
    let tree = country();
    let needs = Needs::new(&tree, Vec::new()).unwrap();
    let silent_on_side = SupplyRow { sides: Stated::UNSTATED, ..initiative(1, &[1], 10.0) };
    let supply = supply(&[silent_on_side]);
    let frame =
        |place| Frame::compute(&tree, &supply, &needs, &Question::on(DAY).at(place)).unwrap();
    let here = frame(1);
    let cell = here.cell(CELL);
    assert_eq!((cell.initiatives, cell.undetermined_initiatives), (0, 1));
    assert_eq!(cell.knowledge, Knowledge::NobodyReported);
    // The cell that they name is theirs, and one of another pillar cannot be.
    let named = here.cell(FrameCell { side: None, ..CELL });
    assert_eq!((named.knowledge, named.undetermined_initiatives), (Knowledge::Active, 0));
    let other = here.cell(FrameCell { pillar: Some(Pillar::Prosecution), ..CELL });
    assert_eq!((other.knowledge, other.undetermined_initiatives), (Knowledge::NobodyThere, 0));
}

#[test]
fn a_gap_is_no_surer_than_the_capacities_that_nobody_stated_allow() {
    let tree = country();
    let needs = Needs::new(&tree, vec![need(1, &[100.0; 4])]).unwrap();
    let without =
        |organisation| SupplyRow { capacity: None, ..initiative(organisation, &[1], 0.0) };
    let certainty = |rows: &[SupplyRow]| {
        let supply = supply(rows);
        let frame = Frame::compute(&tree, &supply, &needs, &Question::on(DAY)).unwrap();
        frame.cell(CELL).certainty()
    };
    let stated = |organisation| initiative(organisation, &[1], 1.0);
    assert_eq!(certainty(&[]), Some(Certainty::Certain));
    assert_eq!(certainty(&[stated(1)]), Some(Certainty::Certain));
    assert_eq!(certainty(&[stated(1), stated(2), without(3)]), Some(Certainty::Likely));
    assert_eq!(certainty(&[stated(1), without(2)]), Some(Certainty::Open));
    // What is met is met, whatever else there may be.
    assert_eq!(certainty(&[initiative(1, &[1], 500.0), without(2)]), Some(Certainty::Met));
}

#[test]
fn a_need_of_no_sector_is_answered_by_every_sector_and_one_of_a_sector_by_its_own() {
    let tree = country();
    let health = "HEA".parse().ok();
    let needs = Needs::new(
        &tree,
        vec![need(1, &[100.0; 4]), NeedAtom { sector: health, ..need(2, &[100.0; 4]) }],
    );
    let needs = needs.unwrap();
    let of = |sector, place| SupplyRow { sector, ..initiative(1, &[place], 10.0) };
    let supply = supply(&[of(health, 1), of(None, 1), of(health, 2), of(None, 2)]);
    let allocation = Allocation::on(DAY, &tree, &supply, &needs, AllocationRule::ByNeed).unwrap();
    let of_needs = allocation.supply_by_need(&needs);
    assert!(near(of_needs[0], 20.0) && near(of_needs[1], 10.0), "{of_needs:?}");
}
