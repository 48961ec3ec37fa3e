//! What is declared of needs is honest: nine of ten intervals hold the truth.

use std::collections::HashMap;

use concert_coalition::Basis;
use concert_region::{Parameters, generate};

#[test]
fn nine_of_ten_declared_intervals_hold_the_truth() {
    let (mut all, mut held) = (0, 0);
    for seed in 50..58 {
        let region = generate(&Parameters { seed, ..Parameters::default() }).unwrap();
        let cells = region.truth.cells.iter();
        let truth: HashMap<_, _> = cells.map(|cell| (cell.need, cell.true_need)).collect();
        let (mut of_region, mut held_here) = (0, 0);
        for need in region.needs() {
            let [low, high] = match &need.basis {
                Basis::Interval(interval) => [interval.low, interval.high],
                Basis::People(count) if count.exact().is_none() => {
                    // A count of whole people stands for everything that rounds to it.
                    [count.low() as f64 - 0.5, count.high().unwrap() as f64 + 0.5]
                }
                _ => continue,
            };
            of_region += 1;
            held_here += usize::from((low..=high).contains(&truth[&need.id]));
        }
        let share = f64::from(held_here as u32) / f64::from(of_region);
        assert!((0.87..=0.93).contains(&share), "seed {seed}: {share}");
        all += of_region;
        held += held_here;
    }
    let share = f64::from(held as u32) / f64::from(all);
    assert!((0.88..=0.92).contains(&share), "{share} of {all}");
}

#[test]
fn the_people_of_a_country_are_those_of_its_districts() {
    let region = generate(&Parameters::default()).unwrap();
    let (by_form, by_country): (Vec<_>, Vec<_>) =
        region.truth.people.iter().partition(|it| it.form.is_some());
    assert_eq!(by_country.len(), 4);
    let sum =
        |people: &[&concert_region::TruePeople]| -> u64 { people.iter().map(|it| it.people).sum() };
    assert_eq!(sum(&by_form), sum(&by_country));
    for (table, truth) in region.capture_tables.iter().zip(&by_country) {
        assert_eq!(table.country, truth.place);
        let share = table.observed() as f64 / truth.people as f64;
        assert!((0.2..0.6).contains(&share), "{share}");
    }
}
