//! What clusters, neighbours and differences of generated texts take.

#![expect(
    clippy::unwrap_used,
    reason = "what is invented here is sound, or there is nothing to measure"
)]

use std::sync::LazyLock;

use concert_wording::{Aside, Difference, Texts, USUAL_THRESHOLD, merge};
use divan::{AllocProfiler, Bencher, black_box};

#[path = "../tests/invented/mod.rs"]
#[expect(dead_code, reason = "what the texts mean matters to the tests only")]
mod invented;

use invented::Recommendations;

#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

const COUNT: usize = 57_000;

static RECOMMENDATIONS: LazyLock<Recommendations> =
    LazyLock::new(|| Recommendations::new(COUNT, 1));

static TEXTS: LazyLock<Texts> = LazyLock::new(read);

fn main() {
    divan::main();
}

fn read() -> Texts {
    Texts::new(&RECOMMENDATIONS.written(), &Aside::new(&RECOMMENDATIONS.states))
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn read_57_000_texts(bencher: Bencher<'_, '_>) {
    LazyLock::force(&RECOMMENDATIONS);
    bencher.bench(|| read().len());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn clusters_of_57_000_texts(bencher: Bencher<'_, '_>) {
    LazyLock::force(&TEXTS);
    bencher.bench(|| TEXTS.clusters(USUAL_THRESHOLD).unwrap().len());
}

#[divan::bench]
fn ten_nearest_of_57_000_texts(bencher: Bencher<'_, '_>) {
    LazyLock::force(&TEXTS);
    let text = "Step up the training of labour inspectors to identify victims of trafficking";
    bencher.bench(|| TEXTS.nearest(black_box(text), "en", 10));
}

/// Two versions of 2,000 paragraphs of about 200 characters, every tenth reworded.
fn versions() -> (String, String) {
    let texts = &RECOMMENDATIONS.texts;
    let old: String = texts[..2000].iter().flat_map(|text| [text.as_str(), "\n"]).collect();
    let reworded = texts[..2000].iter().enumerate().map(|(at, text)| match at % 10 {
        0 => format!("{}\n", text.replace(" to ", " in order to ")),
        _ => format!("{text}\n"),
    });
    (old, reworded.collect())
}

#[divan::bench]
fn difference_of_2_000_paragraphs(bencher: Bencher<'_, '_>) {
    let (old, new) = versions();
    bencher.bench(|| Difference::between(black_box(&old), black_box(&new)).paragraphs.len());
}

/// Two texts of 20,000 words with no paragraph and hardly a phrase in common: the most that there is
/// to do.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn difference_of_unlike_texts_of_20_000_words(bencher: Bencher<'_, '_>) {
    let texts = &RECOMMENDATIONS.texts;
    let (old, new) = (texts[..800].join(" "), texts[800..1600].join(" "));
    bencher.bench(|| Difference::between(black_box(&old), black_box(&new)).paragraphs.len());
}

#[divan::bench]
fn twenty_amendments_of_2_000_paragraphs(bencher: Bencher<'_, '_>) {
    let (old, new) = versions();
    let amendments = vec![new.as_str(); 20];
    bencher.bench(|| merge(black_box(&old), &amendments).passages.len());
}
