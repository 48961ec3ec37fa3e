//! Speed of reading names and of comparing them.

use concert_linkage::birth::{Birth, Order};
use concert_linkage::names::{Token, likeness, similarity, tokens};
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

const N: usize = 10_000;

/// Different made-up names of two parts: syllables in all combinations.
fn latin() -> Vec<String> {
    const STARTS: [&str; 10] =
        ["mar", "sha", "kho", "ibr", "ale", "chow", "nur", "gri", "zei", "ous"];
    const MIDDLES: [&str; 10] = ["ia", "ou", "ee", "and", "im", "ya", "oud", "ne", "ir", "ek"];
    const ENDS: [&str; 10] = ["na", "sky", "ed", "our", "din", "ova", "hary", "am", "ullah", "ez"];
    (0..N)
        .map(|i| {
            let part = |i: usize| {
                format!("{}{}{}", STARTS[i % 10], MIDDLES[i / 10 % 10], ENDS[i / 100 % 10])
            };
            format!("{} {}", part(i), part(i * 7 + i / 1000))
        })
        .collect()
}

fn arabic() -> Vec<String> {
    const LETTERS: [char; 10] = ['م', 'ح', 'د', 'س', 'ن', 'ع', 'ي', 'ر', 'ف', 'ا'];
    (0..N)
        .map(|i| {
            let part = |i: usize| {
                [1, 10, 100, 1000].map(|place| LETTERS[i / place % 10]).iter().collect::<String>()
            };
            format!("{} ال{}", part(i), part(i * 7))
        })
        .collect()
}

#[divan::bench]
fn tokens_of_latin_names(bencher: divan::Bencher) {
    let names = latin();
    bencher
        .counter(ItemsCount::new(N))
        .bench(|| names.iter().map(|name| tokens(name).len()).sum::<usize>());
}

#[divan::bench]
fn tokens_of_arabic_names(bencher: divan::Bencher) {
    let names = arabic();
    bencher
        .counter(ItemsCount::new(N))
        .bench(|| names.iter().map(|name| tokens(name).len()).sum::<usize>());
}

#[divan::bench]
fn jaro_winkler_of_forms(bencher: divan::Bencher) {
    let parts: Vec<Token> = latin().iter().flat_map(|name| tokens(name)).collect();
    bencher
        .counter(ItemsCount::new(N))
        .bench(|| (0..N).map(|i| similarity(&parts[i].form, &parts[i * 31 % N].form)).sum::<f64>());
}

#[divan::bench]
fn likeness_of_parts(bencher: divan::Bencher) {
    let parts: Vec<Token> = latin().iter().flat_map(|name| tokens(name)).collect();
    bencher
        .counter(ItemsCount::new(N))
        .bench(|| (0..N).map(|i| likeness(&parts[i], &parts[i * 31 % N])).sum::<f64>());
}

#[divan::bench]
fn dates_of_birth(bencher: divan::Bencher) {
    let texts: Vec<String> =
        (0..N).map(|i| format!("{:02}/{:02}/{}", 1 + i % 28, 1 + i % 12, 1930 + i % 80)).collect();
    let order = Order::day_first(2026);
    bencher
        .counter(ItemsCount::new(N))
        .bench(|| texts.iter().filter(|text| Birth::read(text, order).is_whole()).count());
}
