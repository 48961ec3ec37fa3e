//! How much of what is planted in generated regions is found, over many seeds.
//!
//! `cargo bench -p concert-secretariat --bench planted -- SEEDS INITIATIVES`, 20 seeds of 20,000
//! initiatives unless it is said otherwise.

#[path = "../tests/planted/found.rs"]
mod found;

use concert_secretariat::RegionParameters;
use found::{Found, Planted};

type Asked = (&'static str, fn(&Planted) -> Found);

const ASKED: [Asked; 3] = [
    ("gaps", Planted::gaps),
    ("overlaps", Planted::overlaps),
    ("missing partnerships", Planted::partnerships),
];

fn main() {
    // Cargo adds flags of its own.
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u32>().ok());
    let seeds = numbers.next().unwrap_or(20);
    let initiatives = numbers.next().unwrap_or(20_000);
    let mut all = [Found::default(); ASKED.len()];
    for seed in 1..=u64::from(seeds) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let usual = RegionParameters::default();
        // As many initiatives of each organisation as usual.
        let organisations = usual.organisations * initiatives / usual.initiatives;
        let parameters =
            RegionParameters { seed, initiatives, organisations: organisations.max(40), ..usual };
        let region = Planted::region(parameters, folder.path());
        for ((name, ask), sum) in ASKED.iter().zip(&mut all) {
            let found = ask(&region);
            println!("seed {seed}: {name} {found:?}");
            *sum += found;
        }
    }
    println!("{seeds} seeds of {initiatives} initiatives");
    for ((name, _), found) in ASKED.iter().zip(&all) {
        println!(
            "{name}: {} of {} found (recall {:.3}); {} of {} right (precision {:.3})",
            found.of_planted,
            found.planted,
            found.recall(),
            found.right,
            found.answered,
            found.precision()
        );
    }
}
