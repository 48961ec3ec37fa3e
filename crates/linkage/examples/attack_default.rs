//! Known-pair attacks on Concert's own encoding of fictional people with names, birth date and sex, for some densities (in percent), numbers of diffused bits and
//! lengths (in 1,024 bits):
//! `cargo run --release -p concert-linkage --example attack_default PEOPLE DENSITY,DIFFUSION[,KIBIBITS]...`, with `FIELDS=given-name,family-name` for fewer fields.

#[path = "../tests/fictional/mod.rs"]
mod fictional;

use std::ops::ControlFlow;
use std::time::Instant;

use concert_linkage::attack::parity_aware::Design;
use concert_linkage::attack::{Split, TokenSets, known_pairs, parity_aware, standard};
use concert_linkage::encoding::{EncodingSettings, ListTokens, TokenKeys, encode_tokens};
use fictional::Country;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let number = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let mut list = fictional::case_list(&Country::new(1).people(number, 2));
    if let Ok(fields) = std::env::var("FIELDS") {
        let fields: Vec<&str> = fields.split(',').collect();
        list.columns.retain(|column| fields.contains(&column.field.to_string().as_str()));
    }
    println!("| bits | density | diffusion | known | linear | aware of parities |");
    println!("|---|---|---|---|---|---|");
    for argument in arguments {
        let numbers: Vec<u8> = argument
            .split(',')
            .map(|text| text.parse().expect("density,diffusion,kibibits"))
            .collect();
        let standard = EncodingSettings::of_fields(list.columns.iter().map(|column| column.field));
        let settings = EncodingSettings {
            density: numbers[0],
            diffusion: numbers[1],
            kibibits: numbers.get(2).copied().unwrap_or(standard.kibibits),
            ..standard
        };
        let tokens = ListTokens::of(&list, &settings).expect("good settings");
        let keys = TokenKeys::under_one_secret([1; 32], [2; 32]);
        let (encoded, kept) =
            encode_tokens(&list, &tokens, &settings, &keys, &mut ChaCha20Rng::seed_from_u64(3))
                .expect("keys of all tokens");
        let encodings = standard::in_order(&encoded, &kept);
        let plain = TokenSets::of_list(&tokens, &settings);
        // Where more are known than the list holds, nobody is left to attack.
        for known in [100, 500, 2000, 5000].into_iter().filter(|known| *known < number) {
            let begun = Instant::now();
            let split = Split::draw(number, known, 2000, 4);
            let go_on = &mut |_, _| ControlFlow::Continue(());
            let linear =
                known_pairs::attack(&encodings, &plain, &split, go_on).expect("never interrupted");
            let aware = parity_aware::attack(
                &encodings,
                &plain,
                &split,
                Some(Design::of(&settings)),
                go_on,
            )
            .expect("never interrupted");
            println!(
                "| {} | {} | {} | {known} | {:.2} % | {:.2} % |",
                settings.bits(),
                settings.density,
                settings.diffusion,
                100.0 * linear.rate(),
                100.0 * aware.rate()
            );
            eprintln!("{:.0} s", begun.elapsed().as_secs_f64());
        }
    }
}
