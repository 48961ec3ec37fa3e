//! Encoding once the keys of tokens are there, and the keys themselves. Records a second: `cargo bench -p concert-linkage --bench encoding`.
//! `benches/peers/clkhash_speed.py` does the same list with clkhash where that is installed.

use std::hint::black_box;

use concert_linkage::encoding::{EncodingSettings, ListTokens, TokenKeys, encode_tokens};
use concert_linkage::round_key::{Round, SoleKey};
use concert_linkage::{CaseColumn, CaseList};
use concert_terms::CaseField;
use divan::Bencher;
use divan::counter::ItemsCount;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

fn main() {
    divan::main();
}

fn settings() -> EncodingSettings {
    use CaseField as F;
    let fields = [F::GivenName, F::FamilyName, F::BirthDate, F::Sex, F::Locality];
    EncodingSettings { decoys: 0, ..EncodingSettings::of_fields(fields) }
}

fn list(records: usize) -> CaseList {
    let syllables =
        ["ma", "ri", "to", "len", "ka", "shu", "bo", "vi", "da", "ro", "ne", "gul", "sa"];
    let name = |n: usize| -> String { [n, n / 13, n / 169].map(|n| syllables[n % 13]).concat() };
    let column = |field: CaseField, value: &dyn Fn(usize) -> String| CaseColumn {
        field,
        heading: field.to_string(),
        values: (0..records).map(value).collect(),
    };
    CaseList {
        name: "bench".into(),
        ids: (0..records).map(|number| number.to_string()).collect(),
        columns: vec![
            column(CaseField::GivenName, &|n| name(n * 7 % 700)),
            column(CaseField::FamilyName, &|n| name(n * 31 % 2_197)),
            column(CaseField::BirthDate, &|n| {
                format!("{}-{:02}-{:02}", 1950 + n % 55, n % 12 + 1, n * 7 % 28 + 1)
            }),
            column(CaseField::Sex, &|n| if n % 3 == 0 { "m" } else { "f" }.to_owned()),
            column(CaseField::Locality, &|n| name(n * 11 % 500)),
        ],
        clean: true,
    }
}

#[divan::bench(args = [(4, 1), (8, 1), (8, 6)], sample_count = 5)]
fn encode_200_000_records_in_kibibits_with_diffusion(
    bencher: Bencher,
    (kibibits, diffusion): (u8, u8),
) {
    let list = list(200_000);
    let settings = EncodingSettings { kibibits, diffusion, ..settings() };
    let tokens = ListTokens::of(&list, &settings).expect("made-up lists are encoded");
    // They are looked up, as those that key holders answered.
    let keys = TokenKeys::under_one_secret([1; 32], [2; 32])
        .of_list(&tokens)
        .expect("a secret gives the key of any token");
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    bencher.counter(ItemsCount::new(list.len())).bench_local(|| {
        black_box(
            encode_tokens(&list, &tokens, &settings, &keys, &mut rng)
                .expect("made-up lists are encoded"),
        )
    });
}

#[divan::bench(sample_count = 5)]
fn cut_200_000_records_into_tokens(bencher: Bencher) {
    let list = list(200_000);
    bencher.counter(ItemsCount::new(list.len())).bench(|| {
        black_box(ListTokens::of(&list, &settings()).expect("made-up lists are encoded"))
    });
}

#[divan::bench(sample_count = 3)]
fn keys_of_the_tokens_of_1_000_records(bencher: Bencher) {
    let list = list(1_000);
    let tokens = ListTokens::of(&list, &settings()).expect("made-up lists are encoded");
    let round = Round {
        name: "r".into(),
        settings: settings().digest(),
        holders: 2,
        needed: 2,
        most_tokens: 0,
    };
    let key = SoleKey::new(&mut ChaCha20Rng::seed_from_u64(1)).expect("made-up lists are encoded");
    bencher
        .counter(ItemsCount::new(tokens.distinct().len()))
        .bench(|| black_box(key.keys(&round, &tokens).expect("made-up lists are encoded")));
}
