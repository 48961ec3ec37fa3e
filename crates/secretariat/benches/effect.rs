//! How often the effect of commitments that was planted in generated regions is found, over many
//! seeds: `cargo bench -p concert-secretariat --bench effect -- SEEDS`, 60 unless it is said otherwise.

#[path = "../tests/effect/worlds.rs"]
mod worlds;

use worlds::{CLOSED, Score, planted, region};

fn main() {
    // Cargo adds flags of its own.
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let seeds = numbers.next().unwrap_or(60);
    let mut scores = [Score::default(); CLOSED.len()];
    for seed in 1..=seeds {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let secretariat = region(seed, folder.path());
        for (score, planted) in scores.iter_mut().zip(&planted(&secretariat, seed)) {
            score.add(planted);
        }
    }
    for (score, closed) in scores.iter().zip(CLOSED) {
        println!(
            "{closed}: planted {:.3}, bias {:.4}, interval of {:.3}, held {} of {} ({:.3})",
            score.planted(),
            score.bias(),
            score.length(),
            score.held,
            score.commitments,
            score.share_held(),
        );
    }
}
