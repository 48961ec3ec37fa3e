//! Many rows, so that threads share them and bits are counted in several passes.

use crate::invented::{DAY, initiative, need, supply};
use concert_coverage::{Dimension, Frame, Matrix, Needs, PlaceTree, Question, SupplyRow};

const PLACES: u32 = 400;
const ROWS: u32 = 150_000;

/// One country with 400 districts, in each of which 375 initiatives take turns: two of each
/// organisation, every fifth without a stated capacity.
fn rows() -> Vec<SupplyRow> {
    let row = |at: u32| {
        let (place, turn) = (at % PLACES, at / PLACES);
        let capacity = 0.1 + (at % 97) as f32 / 3.0;
        SupplyRow {
            capacity: (turn % 5 > 0).then_some(capacity),
            confirmed_day: DAY - (at % 150) as i32,
            ..initiative(turn / 2 * PLACES + place, &[place + 1], 0.0)
        }
    };
    (0..ROWS).map(row).collect()
}

fn tree() -> PlaceTree {
    let districts = (0..PLACES).map(|_| Some(0));
    PlaceTree::new(&std::iter::once(None).chain(districts).collect::<Vec<_>>()).unwrap()
}

#[test]
fn organisations_are_counted_once_also_when_it_takes_several_passes() {
    let (tree, supply) = (tree(), supply(&rows()));
    let needs = Needs::new(&tree, Vec::new()).unwrap();
    // 400 x 20 cells for 75,200 organisations are more than one table of bits holds.
    let axes = (&Dimension::Children, &Dimension::Sector);
    let question = Question::on(DAY).at(0);
    let matrix = Matrix::compute(&tree, &supply, &needs, &question, axes).unwrap();
    let unstated = matrix.columns.len() - 1;
    for row in 0..PLACES as usize {
        let figures = matrix.at(row, unstated).unwrap();
        let counts = (figures.initiatives, figures.organisations, figures.unstated_initiatives);
        assert_eq!(counts, (375, 188, 75));
        assert_eq!(matrix.at(row, 0).unwrap().organisations, 0);
        assert_eq!(matrix.completeness[row].expected, 188);
    }
}

#[test]
fn neither_the_order_of_many_rows_nor_the_threads_that_share_them_change_a_bit() {
    let tree = tree();
    let mut rows = rows();
    let atoms = (0..PLACES).map(|place| need(place + 1, &[500.0, 900.0, 1300.0, 1900.0]));
    let needs = Needs::new(&tree, atoms.collect()).unwrap();
    let frame = |rows: &[SupplyRow]| {
        Frame::compute(&tree, &supply(rows), &needs, &Question::on(DAY)).unwrap()
    };
    let forward = frame(&rows);
    rows.reverse();
    assert_eq!(forward, frame(&rows));
    assert_eq!(forward.total.organisations, 188 * PLACES);
    assert!(forward.total.gap.is_some_and(|gap| gap.expected > 0.0));
}
