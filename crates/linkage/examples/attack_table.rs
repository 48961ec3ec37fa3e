//! Known-pair attacks on 10,000 fictional people under the hardenings of the literature:
//! `cargo run --release -p concert-linkage --example attack_table [PEOPLE]`.

#[path = "../tests/fictional/mod.rs"]
mod fictional;

use std::ops::ControlFlow;
use std::time::Instant;

use concert_linkage::attack::opponents::{Hardening, Opponent};
use concert_linkage::attack::{Split, known_pairs, parity_aware};
use fictional::Country;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn main() {
    let number = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let people = Country::new(1).people(number, 2);
    let plain = fictional::token_sets(&people);
    let (dates, years) = (fictional::birth_dates(&people), fictional::birth_years(&people));
    println!("{number} people, {} tokens", plain.distinct());
    println!(
        "| encoding | density | {} |",
        [100, 500, 2000, 5000]
            .map(|known| format!("{known} known, linear / parity-aware"))
            .join(" | ")
    );
    println!("|---|---|---|---|---|---|");
    let rows: [(&str, Hardening, Option<&[u64]>); 11] = [
        ("plain CLK", Hardening::None, None),
        ("XOR fold", Hardening::XorFold, None),
        ("rule 90", Hardening::Rule90, None),
        ("BLIP 5 %", Hardening::Flip(0.05), None),
        ("BLIP 15 %", Hardening::Flip(0.15), None),
        ("BLIP 25 %", Hardening::Flip(0.25), None),
        ("salt = year of birth", Hardening::None, Some(&years)),
        ("salt = full birth date", Hardening::None, Some(&dates)),
        ("diffusion t = 4", Hardening::Diffusion(4), None),
        ("diffusion t = 10", Hardening::Diffusion(10), None),
        ("diffusion t = 20", Hardening::Diffusion(20), None),
    ];
    for (name, hardening, salts) in rows {
        let encodings = Opponent::new(hardening, [7; 32]).encode(
            &plain,
            salts,
            &mut ChaCha8Rng::seed_from_u64(3),
        );
        let ones: u32 = (0..encodings.len()).map(|row| encodings.ones(row)).sum();
        let density = f64::from(ones) / (encodings.len() * encodings.bits()) as f64;
        let mut line = format!("| {name} | {density:.2} |");
        let begun = Instant::now();
        for known in [100, 500, 2000, 5000] {
            let split = Split::draw(number, known, 2000, 4);
            let go_on = &mut |_, _| ControlFlow::Continue(());
            let linear =
                known_pairs::attack(&encodings, &plain, &split, go_on).expect("never interrupted");
            let aware = parity_aware::attack(&encodings, &plain, &split, None, go_on)
                .expect("never interrupted");
            let rates = format!("{:.1} % / {:.1} %", 100.0 * linear.rate(), 100.0 * aware.rate());
            line = format!("{line} {rates} |");
        }
        println!("{line}");
        eprintln!("{name}: {:.1} s", begun.elapsed().as_secs_f64());
    }
}
