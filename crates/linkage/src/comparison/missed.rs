//! How many pairs of one person are no candidates.
//!
//! Two ways to tell err on opposite sides. The passes of blocking are lists of pairs, and what they find together tells what they all miss; but pairs
//! whose records are badly written are hard to find by any pass, so that this is a lower bound. What was learned of levels of agreement tells how many pairs
//! of each pattern are of one person, also of patterns among the pairs that are no candidates; but of two pairs of one pattern that is the
//! likelier match which a pass found. The mean of both is told, and how far they lie apart is its doubt.

use crate::blocking::Candidates;
use crate::weights::expectation::Patterns;

/// A number of matches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Missed {
    pub(super) matches: f64,
    /// Its standard error.
    pub(super) error: f64,
}

/// Matches that no pass found, from the log odds of the candidates, in their order, and the probability of a match of each pattern of a sample of
/// the other pairs, of which there are `left`.
pub(super) fn missed(
    candidates: &Candidates,
    odds: &[f32],
    others: &Patterns,
    probability: impl Fn(u64) -> f64,
    left: f64,
) -> Missed {
    let (mut once, mut twice) = (0.0, 0.0);
    for (at, &log_odds) in odds.iter().enumerate() {
        let probability = 1.0 / (1.0 + (-f64::from(log_odds)).exp());
        // Doubtful pairs are mostly strangers and mostly found once: they say nothing of the passes.
        if probability < 0.5 {
            continue;
        }
        match candidates.found_by(at).count_ones() {
            1 => once += probability,
            2 => twice += probability,
            _ => {}
        }
    }
    mean(by_passes(once, twice), by_patterns(others, probability), left)
}

/// From those found by one pass and by two: Chao's lower bound in the form corrected for bias, which is finite where no pair was found twice (Chao 1987, "Estimating the population size for
/// capture-recapture data with unequal catchability"); its error by the delta method from the two as counts that are left to chance.
fn by_passes(once: f64, twice: f64) -> Missed {
    let matches = once * (once - 1.0_f64).max(0.0) / (2.0 * (twice + 1.0));
    let by_once = (2.0 * once - 1.0_f64).max(0.0) / (2.0 * (twice + 1.0));
    let by_twice = matches / (twice + 1.0);
    Missed { matches, error: (once * by_once.powi(2) + twice * by_twice.powi(2)).sqrt() }
}

/// From a sample of the pairs that are no candidates, by the pattern of each; the error is that of the sample.
fn by_patterns(others: &Patterns, probability: impl Fn(u64) -> f64) -> Missed {
    // A pattern that was drawn once tells for how many pairs each drawn pair stands.
    let each = others.iter().map(|&(_, count)| count).fold(f64::INFINITY, f64::min);
    let (mut matches, mut variance) = (0.0, 0.0);
    for &(pattern, count) in others {
        let probability = probability(pattern);
        matches += count * probability;
        variance += count * each * probability.powi(2);
    }
    Missed { matches, error: variance.sqrt() }
}

/// Drawn pairs from which what the patterns tell counts half as much as it does from many.
const FEW: f64 = 10.0;

/// The mean of both ways, in which patterns count less the fewer drawn pairs they rest on; no more than the pairs that are `left`.
fn mean(passes: Missed, patterns: Missed, left: f64) -> Missed {
    let drawn =
        if patterns.error > 0.0 { (patterns.matches / patterns.error).powi(2) } else { 0.0 };
    let weight = 0.5 * drawn / (drawn + FEW);
    let apart = patterns.matches - passes.matches;
    let error = [(1.0 - weight) * passes.error, weight * patterns.error, weight * apart];
    Missed {
        matches: (passes.matches + weight * apart).min(left),
        error: error.iter().map(|part| part.powi(2)).sum::<f64>().sqrt().min(left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_and_patterns_tell_is_halved_between_them_with_its_doubt() {
        let passes = by_passes(41.0, 81.0);
        assert!((passes.matches - 10.0).abs() < 1e-9, "{passes:?}");
        // 300 of 3,000 drawn pairs, each of which stands for ten, are each of one person with probability 0.01.
        let others = vec![(1, 2_990.0), (2, 10.0), (3, 27_000.0)];
        let patterns = by_patterns(&others, |pattern| if pattern < 3 { 0.01 } else { 0.0 });
        assert!((patterns.matches - 30.0).abs() < 1e-9, "{patterns:?}");
        assert!((patterns.error - 3.0_f64.sqrt()).abs() < 1e-9, "{patterns:?}");
        let both = mean(passes, patterns, 30_000.0);
        assert!((19.0..20.0).contains(&both.matches) && both.error > 9.0, "{both:?}");
    }

    #[test]
    fn a_single_drawn_pair_that_stands_for_very_many_hardly_counts() {
        let passes = by_passes(201.0, 200.0);
        let likely = |pattern| if pattern == 1 { 0.02 } else { 0.0 };
        let patterns = by_patterns(&vec![(1, 1e6), (2, 3e11)], likely);
        let both = mean(passes, patterns, 1e12);
        assert!(both.matches < 1_100.0 && both.error > 900.0, "{both:?}");
    }

    #[test]
    fn nothing_is_missed_where_all_pairs_were_compared() {
        let both = mean(by_passes(50.0, 3.0), by_patterns(&Patterns::new(), |_| 1.0), 0.0);
        assert_eq!(both, Missed { matches: 0.0, error: 0.0 });
    }
}
