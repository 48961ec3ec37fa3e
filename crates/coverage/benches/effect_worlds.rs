//! Not a benchmark of speed: how often the interval of an association holds the effect that was
//! planted, in 2,000 worlds of each kind (or as many as the argument says), as a table in Markdown.
//!
//! `cargo bench -p concert-coverage --bench effect_worlds -- 2000`

#![expect(
    clippy::unwrap_used,
    reason = "what is invented here is sound, or there is nothing to measure"
)]

#[path = "../tests/engine/effect_worlds.rs"]
mod effect_worlds;

use effect_worlds::{Made, Scenario, score};

fn main() {
    let worlds = std::env::args().skip(1).find_map(|it| it.parse().ok()).unwrap_or(2000);
    println!("{worlds} worlds of each kind\n");
    println!("| world | closed | held by the 90 % interval | bias | length |");
    println!("|---|---|---|---|---|");
    let usual = Scenario::usual(Made::Supply);
    let kinds = [
        ("a response is added", usual),
        ("a share of every draw is closed", Scenario::usual(Made::Share)),
        ("no doubt about staleness", Scenario { staleness: 0.0, ..usual }),
        ("great doubt about needs", Scenario { need_doubt: 0.35, ..usual }),
        ("places have shocks of their own", Scenario { of_place: 0.1, ..usual }),
        ("one cell only", Scenario { cells: 1, ..usual }),
        ("thirty cells", Scenario { cells: 30, ..usual }),
    ];
    for (seed, (name, kind)) in (1..).zip(kinds) {
        for closed in [0.0, 0.1, 0.4] {
            let found = score(&Scenario { closed, ..kind }, worlds, seed);
            let percent = |share: f64| format!("{:.1} %", 100.0 * share);
            println!(
                "| {name} | {} | {} | {} | {} |",
                percent(closed),
                percent(found.held),
                percent(found.bias),
                percent(found.length)
            );
        }
    }
}
