//! How fast a journal of a million initiatives is folded, written as a snapshot and read back.

use concert_coalition::{
    Author, Body, Coalition, InitiativeDeclaration, Organisation, Place, Source, Statement, Status,
};
use concert_terms::{
    Axis, Count, Form, Id, Names, Pillar, PlaceCode, PlaceLevel, ServiceKind, Side, Stated,
};
use divan::{AllocProfiler, Bencher};

/// Counts what each bench keeps at most: the memory that a million initiatives take.
#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

const INITIATIVES: u64 = 1_000_000;
const ORGANISATIONS: u64 = 20_000;
const PLACES: u64 = 40_000;

fn main() {
    divan::main();
}

/// A number that looks like chance and is the same on every run (splitmix64, Steele et al. 2014).
fn scattered(seed: u64) -> u64 {
    let x = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

fn id(kind: u64, number: u64) -> Id {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&scattered(number).to_be_bytes());
    bytes[8..].copy_from_slice(&scattered(kind ^ number).to_be_bytes());
    Id::from_bytes(bytes)
}

fn code(number: u64) -> PlaceCode {
    format!("AA{number:06}").parse().expect("letters and digits are a code")
}

fn statement(number: u64, import: bool) -> Statement {
    let chance = scattered(number);
    let part = |from: u32, below: u64| (chance >> from) % below;
    let organisation = id(1, part(0, ORGANISATIONS));
    let mut declared =
        InitiativeDeclaration::new(id(2, number), organisation, vec![code(part(8, PLACES))]);
    declared.title = format!("Shelter and counselling, phase {number}");
    declared.pillars = Stated::of(&[Pillar::FRAME[part(20, 3) as usize]]);
    declared.sides = Stated::of(&[Side::ALL[part(22, 2) as usize]]);
    declared.forms = Form::at(part(24, 24) as usize).into_iter().collect();
    declared.service = ServiceKind::at(part(30, 17) as usize);
    declared.status = if part(36, 4) == 0 { Status::Ended } else { Status::Active };
    declared.capacity = Some(Count::Exact(part(40, 500)));
    declared.partners = (0..part(50, 3)).map(|turn| id(1, turn)).collect();
    declared.source = Some(Source {
        file: "who-does-what.csv".into(),
        sheet: String::new(),
        row: number as u32,
        cells: Vec::new(),
    });
    let at = jiff::Timestamp::from_second(1_790_000_000).expect("a second of 2026");
    Statement {
        import: import.then(|| id(3, 0)),
        ..Statement::new(at, Author::Operator, Body::InitiativeDeclared(Box::new(declared)))
    }
}

fn places_and_organisations() -> Coalition {
    let mut coalition = Coalition::default();
    let at = jiff::Timestamp::from_second(1_790_000_000).expect("a second of 2026");
    let mut say = |body| drop(coalition.apply(&Statement::new(at, Author::Operator, body)));
    for number in 0..PLACES {
        let names = Names::new("en", &format!("District {number}"));
        say(Body::PlaceDeclared(Place::new(code(number), names, PlaceLevel::Admin2)));
    }
    for number in 0..ORGANISATIONS {
        let names = Names::new("en", &format!("Organisation {number}"));
        say(Body::OrganisationDeclared(Organisation::new(id(1, number), names)));
    }
    coalition
}

fn million() -> Coalition {
    let mut coalition = places_and_organisations();
    for number in 0..INITIATIVES {
        coalition.apply(&statement(number, true));
    }
    coalition
}

/// Making the statements is part of it: a million of them at once would measure the memory.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn apply_a_million_generated_initiatives(bencher: Bencher) {
    bencher.with_inputs(places_and_organisations).bench_local_values(|mut coalition| {
        for number in 0..INITIATIVES {
            coalition.apply(&statement(number, true));
        }
        coalition
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn make_a_million_statements_alone(bencher: Bencher) {
    bencher.bench_local(|| (0..INITIATIVES).map(|n| statement(n, true).v).max());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn read_a_million_statements_from_their_bytes(bencher: Bencher) {
    let bytes: Vec<_> = (0..1000).map(|number| statement(number, true).to_bytes()).collect();
    bencher.bench_local(|| {
        let read = bytes.iter().cycle().take(INITIATIVES as usize);
        read.filter_map(|bytes| Statement::from_bytes(bytes).ok()).count()
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn write_a_snapshot_of_a_million_initiatives(bencher: Bencher) {
    let coalition = million();
    bencher.bench_local(|| coalition.to_snapshot());
}

/// Reading the file is included; the file system's cache holds it, as after a restart.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn read_a_snapshot_of_a_million_initiatives(bencher: Bencher) {
    let path = std::env::temp_dir().join(format!("concert-fold-{}", std::process::id()));
    std::fs::write(&path, million().to_snapshot()).expect("the temporary folder can be written");
    bencher.bench_local(|| {
        let bytes = std::fs::read(&path).expect("the snapshot was just written");
        Coalition::from_snapshot(&bytes).expect("the snapshot is of this version")
    });
    std::fs::remove_file(&path).expect("the snapshot can be removed again");
}
