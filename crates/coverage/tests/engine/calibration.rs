//! Intervals hold what they promise in a simulation with planted truth.

use crate::invented::{DAY, initiative, need, supply};
use concert_coverage::{Frame, Needs, PlaceTree, Question};
use concert_terms::{Draws, Interval};

/// Numbers between 0 and 1 that look random and are the same every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[test]
fn nine_of_ten_intervals_of_the_summed_gap_hold_the_true_gap() {
    const DISTRICTS: u32 = 6;
    const PICTURES: u32 = 600;
    let mut chance = Chance(11);
    let mut parents = vec![None];
    parents.extend((0..DISTRICTS).map(|_| Some(0)));
    let tree = PlaceTree::new(&parents).unwrap();
    let (mut held, mut missed) = (0, 0.0);
    for picture in 0..PICTURES {
        let (mut atoms, mut rows, mut truth) = (Vec::new(), Vec::new(), 0.0);
        for place in 1..=DISTRICTS {
            let middle = 50.0 + 400.0 * chance.next();
            let interval = Interval::new(middle / 1.7, middle, middle * 2.2, 0.9).unwrap();
            let seed = u64::from(picture * DISTRICTS + place);
            let draws = Draws::from_interval(&interval, 500, seed);
            // The truth is one more draw of what the draws were taken from.
            let quantile = (chance.next() * 500.0) as usize;
            let mut sorted = draws.values().to_vec();
            sorted.sort_unstable_by(f32::total_cmp);
            let capacity = (middle * 1.2 * chance.next()) as f32;
            truth += f64::from((sorted[quantile] - capacity).max(0.0));
            rows.push(initiative(place, &[place], capacity));
            atoms.push(need(place, draws.values()));
        }
        let needs = Needs::new(&tree, atoms).unwrap();
        let question = Question::on(DAY);
        let frame = Frame::compute(&tree, &supply(&rows), &needs, &question).unwrap();
        let gap = frame.total.gap.unwrap();
        held += u32::from(gap.interval.low <= truth && truth <= gap.interval.high);
        missed += (gap.expected - truth) / f64::from(PICTURES);
    }
    let share = f64::from(held) / f64::from(PICTURES);
    // Three standard errors of a share of 0.9 among 600 are 0.037.
    assert!((share - 0.9).abs() < 0.037, "{share}");
    assert!(missed.abs() < 25.0, "{missed}");
}
