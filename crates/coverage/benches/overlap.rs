//! What overlap, fragmentation, networks and duplicates cost: 20,000 initiatives of 500
//! organisations at 20,000 needs, and 1,000 organisations in partnership.

#![expect(
    clippy::unwrap_used,
    reason = "what is invented here is sound, or there is nothing to measure"
)]

use concert_coverage::supply::{OPEN_END, OPEN_START};
use concert_coverage::{
    Allocation, AllocationRule, Among, Cohesion, Copresence, Entry, Fragmentation, Gap, NeedAtom,
    Needs, Overlaps, PlaceTree, SameMargins, Served, Supply, SupplyRow, Ties, gaps,
    merge_proposals,
};
use concert_terms::{Draws, Form, Interval, Pillar, Population, Side, Stated};
use divan::{Bencher, black_box};
use std::sync::LazyLock;

const DAY: i32 = 20_000;
const COUNTRIES: u32 = 10;
const PROVINCES: u32 = 10;
const DISTRICTS: u32 = 10;
const ORGANISATIONS: u64 = 500;
const INITIATIVES: u32 = 20_000;
const DRAWS: usize = 1000;

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

/// About 98,000 services, by which 55,000 pairs of organisations meet.
struct World {
    needs: Needs,
    served: Served,
    gaps: Vec<Option<Gap>>,
    among: Among,
    ties: Ties,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let mut parents = vec![None; COUNTRIES as usize];
    let mut levels = vec![(0..COUNTRIES).collect::<Vec<u32>>()];
    for width in [PROVINCES, DISTRICTS] {
        let mut next = Vec::new();
        for parent in &levels[levels.len() - 1] {
            for _ in 0..width {
                next.push(parents.len() as u32);
                parents.push(Some(*parent));
            }
        }
        levels.push(next);
    }
    let tree = PlaceTree::new(&parents).unwrap();
    let mut dice = Dice(3);
    let mut supply = Supply::new();
    for row in 0..INITIATIVES {
        supply.put(row, &initiative(&mut dice, &levels)).unwrap();
    }
    let needs = Needs::new(&tree, atoms(&levels[2])).unwrap();
    assert_eq!(needs.atoms().len(), 20_000);
    let rule = AllocationRule::ByNeed;
    let served = Served::on(DAY, &tree, &supply, &needs, rule).unwrap();
    let allocation = Allocation::on(DAY, &tree, &supply, &needs, rule).unwrap();
    let gaps = gaps(&needs, &allocation, 0.9).unwrap();
    let ties = network(&mut dice, ORGANISATIONS, 1500);
    World { among: Among::all(&needs), needs, served, gaps, ties }
});

/// Most work in one district, a tenth in a province, one of a hundred in a whole country.
fn initiative(dice: &mut Dice, levels: &[Vec<u32>]) -> SupplyRow {
    let places = match dice.below(100) {
        0 => &levels[0],
        1..10 => &levels[1],
        _ => &levels[2],
    };
    let pillar = Pillar::FRAME[dice.below(3) as usize];
    let sides: &[Side] = if dice.below(2) == 0 { &[Side::Supply] } else { &[Side::Demand] };
    let form = if dice.below(2) == 0 { Form::LABOUR } else { Form::SEXUAL };
    SupplyRow {
        organisation: dice.below(ORGANISATIONS) as u32,
        places: vec![places[dice.below(places.len() as u64) as usize]],
        pillars: Stated::of(&[pillar]),
        sides: Stated::of(sides),
        forms: [form].into_iter().collect(),
        population: Population::EVERYBODY,
        sector: None,
        first_day: OPEN_START,
        last_day: OPEN_END,
        is_active: true,
        capacity: Some(dice.below(200) as f32),
        confirmed_day: DAY - dice.below(200) as i32,
        half_life_days: 90.0,
        answers: None,
    }
}

/// Twenty kinds of need in each of a thousand districts.
fn atoms(districts: &[u32]) -> Vec<NeedAtom> {
    let mut atoms = Vec::new();
    for place in districts {
        for kind in 0..20_u64 {
            let low = 1.0 + (kind * 7 % 40) as f64;
            let interval = Interval::new(low, low * 2.0, low * 5.0, 0.9).unwrap();
            let age = ["child", "adult"][(kind / 12) as usize];
            atoms.push(NeedAtom {
                place: *place,
                pillar: Some(Pillar::FRAME[(kind % 3) as usize]),
                side: Some([Side::Supply, Side::Demand][(kind / 3 % 2) as usize]),
                form: Some([Form::LABOUR, Form::SEXUAL][(kind / 6 % 2) as usize]),
                population: format!("/{age}/").parse().unwrap(),
                sector: None,
                draws: Draws::from_interval(&interval, DRAWS, u64::from(*place) * 20 + kind),
            });
        }
    }
    atoms
}

/// Ties that grow where there are ties.
fn network(dice: &mut Dice, organisations: u64, ties: usize) -> Ties {
    let mut found: Vec<(u32, u32)> = Vec::new();
    while found.len() < ties {
        let one = dice.below(organisations) as u32;
        let other = match found.len() as u64 {
            some if some > 20 && dice.below(2) == 0 => found[dice.below(some) as usize].0,
            _ => dice.below(organisations) as u32,
        };
        if one != other {
            found.push((one, other));
        }
    }
    Ties::new(&(0..organisations as u32).collect::<Vec<_>>(), &found).unwrap()
}

#[divan::bench]
fn overlap_of_all_pairs(bencher: Bencher) {
    let world = &*WORLD;
    bencher
        .bench(|| Overlaps::of(&world.served, black_box(&world.needs), &world.gaps, &world.among));
}

#[divan::bench]
fn most_redundant_pairs(bencher: Bencher) {
    let world = &*WORLD;
    let overlaps = Overlaps::of(&world.served, &world.needs, &world.gaps, &world.among).unwrap();
    bencher.bench(|| overlaps.most_redundant_pairs(black_box(20)));
}

#[divan::bench]
fn fragmentation(bencher: Bencher) {
    let world = &*WORLD;
    bencher.bench(|| {
        Fragmentation::of(&world.served, black_box(&world.needs), &world.gaps, &world.among)
    });
}

#[divan::bench]
fn uncoordinated_copresence(bencher: Bencher) {
    let world = &*WORLD;
    bencher.bench(|| {
        Copresence::of(
            &world.served,
            black_box(&world.needs),
            &world.gaps,
            &world.among,
            &world.ties,
        )
    });
}

#[divan::bench(sample_count = 3)]
fn a_hundred_random_tables(bencher: Bencher) {
    let world = &*WORLD;
    bencher.bench(|| {
        SameMargins::of(&world.served, &world.needs, &world.among, &world.ties, 100, black_box(1))
    });
}

#[divan::bench(args = [3_000, 10_000])]
fn cohesion_of_a_thousand_organisations(bencher: Bencher, ties: usize) {
    let network = network(&mut Dice(9), 1000, ties);
    bencher.bench(|| Cohesion::of(black_box(&network)));
}

#[divan::bench]
fn merge_proposals_of_20_000_initiatives(bencher: Bencher) {
    let mut dice = Dice(8);
    let services = ["shelter", "legal aid", "hotline", "training of police", "safe return"];
    let of = ["women", "children", "fishers", "domestic workers", "migrants"];
    let mut drawn: Vec<(u32, String, Vec<u32>)> = Vec::new();
    for _ in 0..INITIATIVES {
        let again = if dice.below(50) == 0 { drawn.last().cloned() } else { None };
        drawn.push(again.unwrap_or_else(|| {
            let service = services[dice.below(5) as usize];
            let title =
                format!("{service} for {}, phase {}", of[dice.below(5) as usize], dice.below(3));
            let cells = (0..=dice.below(12)).map(|_| dice.below(20_000) as u32).collect();
            (dice.below(ORGANISATIONS) as u32, title, cells)
        }));
    }
    let entries: Vec<Entry<'_>> = (0..)
        .zip(&drawn)
        .map(|(initiative, (organisation, title, cells))| Entry {
            initiative,
            organisation: *organisation,
            title,
            cells,
            capacity: Some(10.0),
            first_day: OPEN_START,
            last_day: OPEN_END,
        })
        .collect();
    bencher.bench_local(|| merge_proposals(black_box(&entries), &[]).unwrap().len());
}
