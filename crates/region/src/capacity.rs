//! How much initiatives can serve, and how they answer those who are sent to them.

use std::collections::HashMap;

use concert_coalition::{Answers, Status};
use concert_terms::{Count, FormGroup, Pillar, Side, Stated};

use crate::chance::{Chance, Purpose};
use crate::ground::Ground;
use crate::sketch::{Frame, Scope, Sketch};

/// Gives every initiative that was not planted its capacity, so that the initiatives of one cell
/// together stay below its need.
pub(crate) fn equip(seed: u64, ground: &Ground<'_>, sketches: &mut [Sketch]) {
    let mut chance = Chance::of(seed, Purpose::Work, 1);
    let mut sharing = vec![0_u32; ground.cells.len()];
    for cell in sketches.iter().filter_map(|sketch| sketch.cell) {
        sharing[cell as usize] += 1;
    }
    let covered: Vec<f64> = ground
        .cells
        .iter()
        .map(|cell| match (cell.side, cell.form.group()) {
            (Side::Demand, _) => chance.between(0.04, 0.3),
            (Side::Supply, FormGroup::Sexual) => chance.between(0.35, 0.95),
            (Side::Supply, _) => chance.between(0.12, 0.7),
        })
        .collect();
    let mut needs = BroadNeeds::default();
    let prosecutors = sketches.iter().filter(|it| country_of_national(it).is_some());
    let prosecutors = prosecutors.count().max(1) as f64;
    for sketch in sketches.iter_mut().filter(|sketch| !sketch.planted) {
        let usual = match (sketch.cell, country_of_national(sketch)) {
            (_, Some(country)) => ground.national[country] * 1.6 / prosecutors,
            (Some(cell), None) => {
                let need = ground.cells[cell as usize].need;
                need * covered[cell as usize] / f64::from(sharing[cell as usize])
            }
            (None, None) => 0.01 * needs.of(ground, sketch),
        };
        let capacity = ((usual * chance.between(0.7, 1.25)).round() as u64).max(1);
        sketch.capacity = stated(capacity, &mut chance);
        answer(sketch, &mut chance);
    }
}

/// The country in which an initiative serves the national need, if it does.
fn country_of_national(sketch: &Sketch) -> Option<usize> {
    let national = sketch.frame.pillars == Stated::of(&[Pillar::Prosecution])
        && sketch.frame.sides == Stated::of(&[Side::Supply]);
    match sketch.scope {
        Scope::Country(country) if national => Some(usize::from(country)),
        _ => None,
    }
}

/// The needs that coarse initiatives touch, kept because many touch the same ones.
#[derive(Default)]
struct BroadNeeds(HashMap<(Scope, Frame), f64>);

impl BroadNeeds {
    fn of(&mut self, ground: &Ground<'_>, sketch: &Sketch) -> f64 {
        let frame = &sketch.frame;
        let key = (sketch.scope, *frame);
        *self.0.entry(key).or_insert_with(|| {
            let dark = ground.members.dark_province;
            let districts = sketch.scope.districts(ground.geography, dark);
            districts
                .iter()
                .flat_map(|district| &ground.cells_in[*district])
                .map(|cell| &ground.cells[*cell as usize])
                .filter(|cell| frame.touches(cell))
                .map(|cell| cell.need)
                .sum()
        })
    }
}

/// What is said of a capacity: mostly the number, sometimes a range, sometimes nothing.
fn stated(capacity: u64, chance: &mut Chance) -> Option<Count> {
    match chance.below(100) {
        0..=9 => None,
        10..=15 if capacity > 4 => Some(Count::Between(capacity * 4 / 5, capacity * 6 / 5)),
        16 => Some(Count::AtLeast(capacity)),
        17 => Some(Count::Withheld),
        _ => Some(Count::Exact(capacity)),
    }
}

/// Who assists people and states a capacity also keeps a record of requests: it is nearly full and
/// turns few away. Whoever turns many away was planted.
fn answer(sketch: &mut Sketch, chance: &mut Chance) {
    let assists = sketch.frame.pillars == Stated::of(&[Pillar::Protection]);
    let Some(Count::Exact(capacity)) = sketch.capacity else {
        return;
    };
    if !assists || matches!(sketch.status, Status::Planned) {
        return;
    }
    let declines = chance.between(0.0, 0.08);
    let requests = (capacity as f64 * chance.between(0.88, 1.0) / (1.0 - declines)).round();
    let declined = binomial(requests as u32, declines, chance);
    sketch.declines = declines as f32;
    sketch.answers =
        Some(Answers { accepted: (requests as u32 - declined).min(capacity as u32), declined });
}

/// How many of `n` happen, each with a small probability: exact to a thousand, beyond that by the
/// normal approximation, whose error is then below one.
fn binomial(n: u32, probability: f64, chance: &mut Chance) -> u32 {
    if n > 1000 {
        let mean = f64::from(n) * probability;
        let deviation = (mean * (1.0 - probability)).sqrt();
        let drawn = (mean + deviation * chance.normal()).round();
        return drawn.clamp(0.0, f64::from(n)) as u32;
    }
    (0..n).filter(|_| chance.happens(probability)).count() as u32
}
