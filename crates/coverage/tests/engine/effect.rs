//! What is associated with a commitment: definitions by hand, refusals, and simulated worlds.

use concert_coverage::{Associations, CellChange, Knowledge, Layer, LeftOut, Since, associations};
use concert_terms::{Draws, Form, Pillar, Side};
use proptest::prelude::*;

use crate::effect_worlds::{Made, Scenario, score};

const LAYER: Layer = Layer { pillar: Some(Pillar::Protection), side: Some(Side::Supply) };

fn cell(number: u32, then: f64, now: f64) -> CellChange {
    CellChange {
        cell: number,
        layer: LAYER,
        form: Some(Form::LABOUR),
        place: number,
        knowledge: Knowledge::Active,
        weight: 1.0,
        need: 1000.0,
        then: Draws::constant(then, 4),
        now: Draws::constant(now, 4),
        is_of_others: false,
    }
}

fn asked<'a>(cells: &'a [CellChange], others: &'a [CellChange]) -> Since<'a> {
    Since { made: 10, today: 400, cells, others, level: 0.9 }
}

fn ask(cells: &[CellChange], others: &[CellChange]) -> Associations {
    associations(&asked(cells, others)).unwrap()
}

/// Five comparable cells, each of 100 then.
fn others(now: [f64; 5]) -> Vec<CellChange> {
    (10..).zip(now).map(|(number, now)| cell(number, 100.0, now)).collect()
}

/// By hand. Changes elsewhere are 0.0, 0.1, 0.1, 0.1 and 0.2: r = 0.1, s2 = 0.02 / 4 = 0.005. The cells
/// weigh 2 and 1: a = 400 and 50, so E = 2 (180 - 220) + (60 - 55) = -75; every b = -450 / 5 = -90, and
/// Var = 0.005 (400^2 + 50^2 + 5 x 90^2) = 1015, with t(4, 0.9) = 2.1318.
#[test]
fn the_association_and_its_interval_are_those_worked_out_by_hand() {
    let elsewhere = others([100.0, 110.0, 110.0, 110.0, 120.0]);
    let cells = [CellChange { weight: 2.0, ..cell(1, 200.0, 180.0) }, cell(2, 50.0, 60.0)];
    let found = ask(&cells, &elsewhere);
    let association = &found.layers[0];
    assert!((association.then - 450.0).abs() < 1e-9);
    assert!((association.now - 420.0).abs() < 1e-9);
    assert!((association.expected_now - 495.0).abs() < 1e-4);
    let interval = association.association;
    assert!((interval.middle + 75.0).abs() < 1e-4);
    let spread = 2.131_85 * 1015_f64.sqrt();
    assert!((interval.low + 75.0 + spread).abs() < 1e-2, "{interval:?}");
    assert!((interval.high + 75.0 - spread).abs() < 1e-2, "{interval:?}");
    let relative = association.relative.unwrap();
    assert!((relative.middle + 75.0 / 495.0).abs() < 1e-6);
    assert!((relative.low - interval.low / (420.0 - interval.low)).abs() < 1e-6);
    assert!(association.cells.iter().all(|cell| cell.is_same_form && cell.comparable.len() == 5));
    assert!((association.cells[0].expected_now - 220.0).abs() < 1e-4);
}

/// By hand. Places 50, 51 and 52 with changes 0.2 0.1 | 0.0 0.1 | 0.1: deviations 0.1 0 | -0.1 0 | 0, so
/// s2 = 0.02 / 4 = 0.005. Products within places are 0, corrected by 0.005 / 5 = 0.001 in common. a = 100
/// and each b = -20: by place 100^2 + 40^2 + 40^2 + 20^2 = 13600, by cell 12000. Var = 0.001 13600 +
/// 0.004 12000 = 61.6, with 61.6^2 / (13.6^2 / 1 + 48^2 / 4) = 4.9865 degrees of freedom: t = 2.01625.
#[test]
fn what_cells_of_one_place_have_in_common_counts_once() {
    let mut elsewhere = others([120.0, 110.0, 100.0, 110.0, 110.0]);
    for (other, place) in elsewhere.iter_mut().zip([50, 50, 51, 51, 52]) {
        other.place = place;
    }
    let found = ask(&[cell(1, 100.0, 100.0)], &elsewhere);
    let interval = found.layers[0].association;
    assert!((interval.middle + 10.0).abs() < 1e-4);
    let half = 2.016_25 * 61.6_f64.sqrt();
    assert!((interval.middle - interval.low - half).abs() < 1e-2, "{interval:?}");
}

#[test]
fn cells_of_other_commitments_are_no_comparison_and_are_told() {
    let mut elsewhere = others([110.0; 5]);
    elsewhere.push(CellChange { is_of_others: true, ..cell(30, 100.0, 1.0) });
    elsewhere.push(CellChange {
        form: Some(Form::SEXUAL),
        is_of_others: true,
        ..cell(31, 100.0, 1.0)
    });
    let cells = [CellChange { is_of_others: true, ..cell(1, 100.0, 99.0) }];
    let found = ask(&cells, &elsewhere);
    assert_eq!(found.excluded, [30]);
    assert_eq!(found.shared, [1]);
    assert!((found.layers[0].association.middle + 11.0).abs() < 1e-4);
}

#[test]
fn pillars_and_sides_are_told_apart_and_never_compared() {
    let demand = Layer { side: Some(Side::Demand), ..LAYER };
    let of_demand = |number, now| CellChange { layer: demand, ..cell(number, 100.0, now) };
    let mut elsewhere = others([110.0; 5]);
    elsewhere.extend((20..25).map(|number| of_demand(number, 50.0)));
    let found = ask(&[cell(1, 100.0, 110.0), of_demand(2, 50.0)], &elsewhere);
    assert_eq!(found.layers.len(), 2);
    assert!(found.layers.iter().all(|layer| layer.association.middle.abs() < 1e-4));
}

#[test]
fn the_same_form_goes_first_then_what_is_as_well_known_then_what_is_as_large() {
    let mut elsewhere: Vec<CellChange> =
        (0..30).map(|at| cell(100 + at, 100.0 + f64::from(at), 100.0)).collect();
    elsewhere[0].form = None;
    elsewhere[1].knowledge = Knowledge::NobodyReported;
    elsewhere.push(cell(200, 801.0, 801.0));
    elsewhere.push(cell(201, 12.0, 12.0));
    let found = ask(&[cell(1, 100.0, 100.0)], &elsewhere);
    let compared = &found.layers[0].cells[0].comparable;
    assert_eq!(*compared, (102..122).collect::<Vec<u32>>());
    let few = [&elsewhere[..5], &elsewhere[30..]].concat();
    let found = ask(&[cell(1, 100.0, 100.0)], &few);
    let compared = &found.layers[0].cells[0];
    assert_eq!(
        (&compared.comparable[..], compared.is_same_form),
        (&[102, 103, 104, 101, 100][..], false)
    );
}

#[test]
fn what_nothing_can_be_said_of_is_told_and_refused_where_nothing_is_left() {
    let elsewhere = others([110.0; 5]);
    let without_need = CellChange { need: 0.0, ..cell(1, 0.0, 0.0) };
    let cells = [without_need, cell(2, 0.0, 9.0), cell(3, 5000.0, 1.0), cell(4, 100.0, 90.0)];
    let found = ask(&cells, &elsewhere);
    let expected = [(1, LeftOut::NoNeed), (2, LeftOut::NoGap), (3, LeftOut::NothingComparable)];
    assert_eq!(found.left_out, expected);
    let refused = |asked: Since<'_>| associations(&asked).unwrap_err().code();
    assert_eq!(refused(asked(&cells[..3], &elsewhere)), "coverage/nothing-to-compare");
    assert_eq!(refused(asked(&cells, &elsewhere[..4])), "coverage/nothing-to-compare");
    assert_eq!(refused(asked(&[], &elsewhere)), "coverage/commitment-without-cells");
    let later = Since { made: 401, ..asked(&cells, &elsewhere) };
    assert_eq!(refused(later), "coverage/made-later");
    let level = Since { level: 1.0, ..asked(&cells, &elsewhere) };
    assert_eq!(refused(level), "coverage/level");
    let fewer = [CellChange { now: Draws::constant(1.0, 3), ..cell(4, 1.0, 1.0) }];
    assert_eq!(refused(asked(&fewer, &elsewhere)), "coverage/cell-draws");
    let none = [CellChange { then: Draws::new(Vec::new()), ..cell(4, 1.0, 1.0) }];
    assert_eq!(refused(asked(&none, &elsewhere)), "coverage/cell-draws");
    for amount in [f64::NAN, -1.0, f64::INFINITY] {
        let odd = [CellChange { weight: amount, ..cell(4, 100.0, 1.0) }];
        assert_eq!(refused(asked(&odd, &elsewhere)), "coverage/cell-amount");
    }
}

proptest! {
    #[test]
    fn neither_the_unit_nor_the_order_of_cells_matters(
        gaps in proptest::collection::vec((50.0_f64..200.0, 0.0_f64..300.0), 12..30), unit in 0.1_f64..10.0,
    ) {
        let mut cells: Vec<CellChange> =
            (0..).zip(&gaps).map(|(number, (then, now))| cell(number, *then, *now)).collect();
        let found = ask(&cells[..3], &cells);
        let changed: Vec<CellChange> = (0..)
            .zip(&gaps)
            .map(|(number, (then, now))| cell(number, then * unit, now * unit))
            .collect();
        let scaled = ask(&changed[..3], &changed[3..]);
        let (one, other) = (&found.layers[0], &scaled.layers[0]);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-2 * (1.0 + b.abs());
        prop_assert!(near(one.association.low * unit, other.association.low));
        prop_assert!(near(one.association.high * unit, other.association.high));
        prop_assert!(one.association.low <= one.association.middle);
        prop_assert!(one.association.middle <= one.association.high);
        let commitment: Vec<CellChange> = cells[..3].iter().rev().cloned().collect();
        cells.reverse();
        prop_assert_eq!(ask(&commitment, &cells), found);
    }
}

/// A seeded part of the study of `cargo bench -p concert-coverage --bench effect_worlds`.
#[test]
fn nine_of_ten_intervals_hold_the_effect_that_was_planted_and_none_leans_to_one_side() {
    for (seed, closed) in [(1, 0.0), (2, 0.1), (3, 0.4)] {
        let scenario = Scenario { closed, ..Scenario::usual(Made::Supply) };
        let score = score(&scenario, 600, seed);
        println!("{closed}: {score:?}");
        // Three standard errors of a share of 0.9 in 600 worlds are 0.037.
        assert!((score.held - 0.9).abs() < 0.037, "{score:?}");
        assert!(score.bias.abs() < 0.05, "{score:?}");
        assert!(score.length < 0.5, "{score:?}");
    }
}
