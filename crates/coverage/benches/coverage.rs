//! What a picture costs over a million initiatives, and the gaps of twenty thousand needs.

#![expect(
    clippy::unwrap_used,
    reason = "what is invented here is sound, or there is nothing to measure"
)]

use concert_coverage::supply::{OPEN_END, OPEN_START};
use concert_coverage::value_of_information::{Inquiry, gap_in_doubt};
use concert_coverage::{
    Allocation, AllocationRule, Among, Dimension, Frame, Matrix, NeedAtom, Needs, PlaceTree,
    Question, Supply, SupplyRow, gaps, ladders, proportions, silences, value_of_information,
};
use concert_terms::{Draws, Form, Interval, Pillar, Population, Side, Stated};
use divan::{Bencher, black_box};
use std::sync::LazyLock;

const DAY: i32 = 20_000;
const COUNTRIES: u32 = 20;
const PROVINCES: u32 = 20;
const DISTRICTS: u32 = 5;
const ORGANISATIONS: u64 = 5_000;
const INITIATIVES: u32 = 1_000_000;

fn main() {
    divan::main();
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

struct World {
    tree: PlaceTree,
    supply: Supply,
    needs: Needs,
    provinces: Vec<u32>,
}

static WORLD: LazyLock<World> = LazyLock::new(|| world(INITIATIVES));

/// Ten times as many: the rows alone take 320 MB.
static LARGE_WORLD: LazyLock<World> = LazyLock::new(|| world(10 * INITIATIVES));

fn world_of(initiatives: u32) -> &'static World {
    if initiatives > INITIATIVES { &LARGE_WORLD } else { &WORLD }
}

fn world(initiatives: u32) -> World {
    let mut parents = vec![None; COUNTRIES as usize];
    let mut level: Vec<u32> = (0..COUNTRIES).collect();
    let mut levels = vec![level.clone()];
    for width in [PROVINCES, DISTRICTS] {
        let mut next = Vec::new();
        for parent in &level {
            for _ in 0..width {
                next.push(parents.len() as u32);
                parents.push(Some(*parent));
            }
        }
        level.clone_from(&next);
        levels.push(next);
    }
    let tree = PlaceTree::new(&parents).unwrap();
    let mut dice = Dice(1);
    let mut supply = Supply::new();
    for row in 0..initiatives {
        supply.put(row, &initiative(&mut dice, &levels)).unwrap();
    }
    let needs = Needs::new(&tree, atoms(&mut dice, &levels[2])).unwrap();
    World { tree, supply, needs, provinces: levels[1].clone() }
}

/// Most work in one district, some in a province or a whole country, on one or two pillars.
fn initiative(dice: &mut Dice, levels: &[Vec<u32>]) -> SupplyRow {
    let level = match dice.below(100) {
        0 => 0,
        1..10 => 1,
        _ => 2,
    };
    let places = &levels[level];
    let mut one = |values: u64| 1_u64 << dice.below(values);
    let (pillars, more, sides) = (one(3), one(3), one(2));
    let forms = [Form::SEXUAL, Form::LABOUR][dice.below(2) as usize];
    SupplyRow {
        organisation: dice.below(ORGANISATIONS) as u32,
        places: vec![places[dice.below(places.len() as u64) as usize]],
        pillars: Stated::from_bits(if dice.below(5) == 0 { pillars | more } else { pillars }),
        sides: Stated::from_bits(sides),
        forms: Stated::of(&[forms]),
        population: Population::EVERYBODY,
        sector: None,
        first_day: if dice.below(4) == 0 { OPEN_START } else { DAY - dice.below(700) as i32 },
        last_day: if dice.below(4) == 0 { OPEN_END } else { DAY - 200 + dice.below(700) as i32 },
        is_active: dice.below(10) > 0,
        capacity: (dice.below(5) > 0).then(|| dice.below(500) as f32),
        confirmed_day: DAY - dice.below(400) as i32,
        half_life_days: [7.0, 60.0, 90.0, 180.0][dice.below(4) as usize],
        answers: None,
    }
}

/// Twenty thousand needs of a thousand draws: some pillar, side and form in every district.
fn atoms(dice: &mut Dice, districts: &[u32]) -> Vec<NeedAtom> {
    let combinations = Pillar::FRAME.iter().flat_map(|pillar| {
        Side::ALL
            .iter()
            .flat_map(|side| [Form::SEXUAL, Form::LABOUR].map(|form| (*pillar, *side, form)))
    });
    let combinations: Vec<_> = combinations.collect();
    let all = districts.iter().flat_map(|place| combinations.iter().map(move |at| (*place, *at)));
    let all: Vec<_> = all.take(20_000).collect();
    let atom = |(at, (place, (pillar, side, form))): (usize, (u32, (Pillar, Side, Form)))| {
        let middle = 20.0 + dice.below(2000) as f64;
        let interval = Interval::new(middle / 2.0, middle, middle * 3.0, 0.9).unwrap();
        NeedAtom {
            place,
            pillar: Some(pillar),
            side: Some(side),
            form: Some(form),
            population: Population::EVERYBODY,
            sector: None,
            draws: Draws::from_interval(&interval, 1000, at as u64),
        }
    };
    all.into_iter().enumerate().map(atom).collect()
}

#[divan::bench]
fn frame_of_everywhere(bencher: Bencher) {
    let world = &*WORLD;
    bencher.bench(|| {
        Frame::compute(&world.tree, &world.supply, &world.needs, black_box(&Question::on(DAY)))
    });
}

#[divan::bench]
fn frame_of_everywhere_without_needs(bencher: Bencher) {
    let world = &*WORLD;
    let needs = Needs::new(&world.tree, Vec::new()).unwrap();
    bencher.bench(|| {
        Frame::compute(&world.tree, &world.supply, &needs, black_box(&Question::on(DAY)))
    });
}

#[divan::bench]
fn matrix_of_400_provinces_by_pillar(bencher: Bencher) {
    let world = &*WORLD;
    let rows = Dimension::Places(world.provinces.clone());
    bencher.bench(|| {
        Matrix::compute(
            &world.tree,
            &world.supply,
            &world.needs,
            black_box(&Question::on(DAY)),
            (&rows, &Dimension::Pillar),
        )
    });
}

#[divan::bench(args = [INITIATIVES, 10 * INITIATIVES])]
fn matrix_of_countries_by_form_group_without_needs(bencher: Bencher, initiatives: u32) {
    let world = world_of(initiatives);
    let needs = Needs::new(&world.tree, Vec::new()).unwrap();
    let axes = (&Dimension::Children, &Dimension::FormGroup);
    bencher.bench(|| {
        Matrix::compute(&world.tree, &world.supply, &needs, black_box(&Question::on(DAY)), axes)
    });
}

#[divan::bench]
fn allocation_of_all_supply(bencher: Bencher) {
    let world = &*WORLD;
    bencher.bench(|| {
        let rule = AllocationRule::ByNeed;
        Allocation::on(black_box(DAY), &world.tree, &world.supply, &world.needs, rule)
    });
}

#[divan::bench]
fn gaps_of_20_000_needs_with_1_000_draws(bencher: Bencher) {
    let world = &*WORLD;
    let allocation =
        Allocation::on(DAY, &world.tree, &world.supply, &world.needs, AllocationRule::ByNeed)
            .unwrap();
    bencher.bench(|| gaps(&world.needs, &allocation, black_box(0.9)));
}

#[divan::bench]
fn whom_to_ask_first(bencher: Bencher) {
    let world = &*WORLD;
    bencher.bench(|| {
        silences(&world.tree, &world.supply, &world.needs, black_box(&Question::on(DAY)))
    });
}

/// One pillar and side of the picture, a sixth of it.
fn protection_of_victims(world: &World) -> Among {
    let layer = (Some(Pillar::Protection), Some(Side::Supply));
    Among::needs(&world.needs, |need| (need.pillar, need.side) == layer)
}

#[divan::bench(sample_count = 10)]
fn which_answer_tells_most_of_one_pillar_and_side(bencher: Bencher) {
    let world = &*WORLD;
    let inquiry = Inquiry {
        question: &Question::on(DAY),
        among: &protection_of_victims(world),
        weights: &vec![1.0; world.needs.atoms().len()],
        estimates: &[],
    };
    bencher.bench(|| {
        value_of_information(&world.tree, &world.supply, &world.needs, black_box(&inquiry))
    });
}

#[divan::bench(sample_count = 10)]
fn gap_in_doubt_of_one_pillar_and_side(bencher: Bencher) {
    let world = &*WORLD;
    let inquiry = Inquiry {
        question: &Question::on(DAY),
        among: &protection_of_victims(world),
        weights: &vec![1.0; world.needs.atoms().len()],
        estimates: &[],
    };
    bencher
        .bench(|| gap_in_doubt(&world.tree, &world.supply, &world.needs, black_box(&inquiry), 1));
}

#[divan::bench(sample_count = 10)]
fn ladders_of_everything(bencher: Bencher) {
    let world = &*WORLD;
    bencher.bench(|| {
        ladders(&world.tree, &world.supply, &world.needs, black_box(&Question::on(DAY)), &[])
    });
}

#[divan::bench(sample_count = 10)]
fn proportions_of_everything(bencher: Bencher) {
    let world = &*WORLD;
    bencher.bench(|| {
        proportions(&world.tree, &world.supply, &world.needs, black_box(&Question::on(DAY)), 0.2)
    });
}

#[divan::bench]
fn explaining_one_cell(bencher: Bencher) {
    let world = &*WORLD;
    let question = Question::on(DAY).at(world.provinces[0]);
    let frame = Frame::compute(&world.tree, &world.supply, &world.needs, &question).unwrap();
    bencher.bench(|| frame.explain(&world.tree, &world.supply, &world.needs, black_box(None)));
}

#[divan::bench]
fn putting_one_row(bencher: Bencher) {
    let mut dice = Dice(5);
    let levels = [vec![0], vec![1], vec![2]];
    let mut supply = Supply::new();
    let row = initiative(&mut dice, &levels);
    bencher.bench_local(|| supply.put(black_box(3), &row));
}
