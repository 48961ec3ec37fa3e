//! How fast a hundred thousand commitments with their claims are folded, and listed by maker,
//! action, standing, light and day.

use concert_coalition::{
    ActionNumber, Author, Body, Claim, Coalition, Commitment, CommitmentCell, CommitmentStanding,
    Evidence, Light, LightRule, ProgressLevel, ProgressReview, Statement,
};
use concert_terms::{Id, Names, Pillar, Population};
use divan::{AllocProfiler, Bencher};
use jiff::civil::{Date, date};

/// Counts what each bench keeps at most.
#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

const COMMITMENTS: u64 = 100_000;
const MAKERS: u64 = 2_000;
const ACTIONS: u64 = 60;
const TODAY: Date = date(2027, 6, 1);

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

/// A commitment, one to three claims, and for a third of them a reviewer and a review.
fn statements(number: u64) -> Vec<Statement> {
    let chance = scattered(number);
    let part = |from: u32, below: u64| (chance >> from) % below;
    let text = Names::new("en", &format!("Open shelters with counselling, phase {number}"));
    let due = date(2026, 7, 1) + jiff::Span::new().days(part(20, 1000) as i64);
    let action = format!("{}", part(8, ACTIONS));
    let (maker, plan) = (id(1, part(0, MAKERS)), id(3, 0));
    let mut made = Commitment::new(id(2, number), maker, (plan, &action), text, due);
    made.promised = Some(date(2025, 7, 1));
    made.cells = vec![CommitmentCell {
        place: format!("AA{:06}", part(30, 40_000)).parse().expect("letters and digits are a code"),
        pillar: Some(Pillar::FRAME[part(36, 3) as usize]),
        side: None,
        form: None,
        population: Population::EVERYBODY,
    }];
    let level = |from| ProgressLevel::ALL[part(from, 5) as usize];
    let claim = |turn: u64| Claim {
        commitment: made.id,
        level: level(40 + turn as u32),
        on: date(2026, 8, 1) + jiff::Span::new().days(part(44, 200) as i64),
        text: Names::new("en", "Two of the shelters are open; the third waits for its permit."),
        figure: None,
        evidence: if turn == 0 { Vec::new() } else { vec![Evidence::Statement(turn)] },
    };
    let claims = (0..=part(48, 3)).map(|turn| Body::ProgressClaimed(Box::new(claim(turn))));
    let mut bodies = vec![Body::CommitmentMade(Box::new(made.clone()))];
    bodies.extend(claims);
    if part(52, 3) == 0 {
        let (commitment, text) = (made.id, Names::new("en", "Seen on a visit."));
        let reviewer = id(1, MAKERS);
        bodies.push(Body::ReviewerNamed { commitment, reviewer, reason: String::new() });
        let review = ProgressReview { commitment, level: level(56), text, claim: None };
        bodies.push(Body::ProgressReviewed(Box::new(review)));
    }
    let at = jiff::Timestamp::from_second(1_790_000_000).expect("a second of 2026");
    bodies.into_iter().map(|body| Statement::new(at, Author::Operator, body)).collect()
}

fn promised() -> Coalition {
    let mut coalition = Coalition::default();
    for said in (0..COMMITMENTS).flat_map(statements) {
        coalition.apply(&said);
    }
    coalition
}

/// Making the statements is part of it.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn fold_a_hundred_thousand_commitments(bencher: Bencher) {
    bencher.bench_local(promised);
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn write_and_read_their_snapshot(bencher: Bencher) {
    let coalition = promised();
    bencher.bench_local(|| Coalition::from_snapshot(&coalition.to_snapshot()).is_ok());
}

#[divan::bench(sample_count = 20)]
fn list_all_with_standing_and_light(bencher: Bencher) {
    let coalition = promised();
    let promises = &coalition.plan.promises;
    let rule = LightRule::default();
    bencher.bench_local(|| {
        let lights = promises.commitments().map(|(id, history)| {
            let facts = promises.light_facts(history, TODAY);
            (id, facts.standing, rule.light(&facts))
        });
        lights.collect::<Vec<_>>()
    });
}

#[divan::bench(sample_count = 20)]
fn list_those_late_and_red_that_are_due_within_a_year(bencher: Bencher) {
    let coalition = promised();
    let promises = &coalition.plan.promises;
    let rule = LightRule::default();
    let year = date(2026, 7, 1)..date(2027, 7, 1);
    bencher.bench_local(|| {
        let found = promises.commitments().filter(|(_, history)| {
            let due = history.current.commitment.due;
            let facts = promises.light_facts(history, TODAY);
            year.contains(&due)
                && facts.standing == CommitmentStanding::Late
                && rule.light(&facts) == Light::Red
        });
        found.count()
    });
}

#[divan::bench(sample_count = 100)]
fn list_those_of_one_maker(bencher: Bencher) {
    let coalition = promised();
    let maker = id(1, 7);
    bencher.bench_local(|| coalition.plan.promises.of_maker(maker).count());
}

#[divan::bench(sample_count = 100)]
fn list_those_towards_one_action(bencher: Bencher) {
    let coalition = promised();
    let action = ActionNumber { plan: id(3, 0), action: "25".into() };
    bencher.bench_local(|| coalition.plan.promises.towards(&action).count());
}

#[divan::bench(sample_count = 20)]
fn find_the_reminders_of_a_day(bencher: Bencher) {
    let coalition = promised();
    bencher.bench_local(|| coalition.plan.promises.reminders_due(TODAY).count());
}
