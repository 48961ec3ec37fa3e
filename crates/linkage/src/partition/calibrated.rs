//! As many links as the scores say.
//!
//! A score gives a pair the prior odds that any two records have. In a partition the question is
//! another: a record that is not matched to this one may be matched to others, which then are no
//! longer free, so that the same odds link too few. Two clean lists of `n` records with `m` people
//! on both show it: any pair matches with odds of about `m / n^2`, but a pair that is left over once
//! all others are matched with `m / (n - m)^2`. With many lists and duplicates the difference grows.
//!
//! It is made up by one number, added for each record that joins others, such that the partitions
//! hold as many links on average as the scores of single pairs promise: the sum of their
//! probabilities. So the number of people in several lists is that of the scores, and no second
//! prior is set beside theirs.
//!
//! The number is not much larger than what the argument above gives for the shares of each list that
//! the scores expect to be matched, so that scores that promise more than lists can hold do not make
//! every link certain.

use rayon::prelude::*;

use super::review::Decisions;
use super::run::prepare;
use super::settings::{Lists, NotPartitioned, PartitionSettings};
use crate::{Interrupted, ScoredPair, Tell};

/// The largest correction, and the largest downwards.
const MOST: f64 = 8.0;
const LEAST: f64 = -3.0;
/// What the tempering of the evidence within clusters may take to be made up for.
const SLACK: f64 = 2.0;
/// Halvings of the interval in which the number is sought: to 0.06, a fraction of a percent of
/// the links.
const HALVINGS: u64 = 8;
/// Components from which it is found; with more, one in so many is taken.
const COMPONENTS: usize = 10_000;
/// Draws for each step, of components that are walked over.
const DRAWS: usize = 8;

/// The settings with `prior` and `joining` as the scores have them.
///
/// The prior is the share of all pairs that can be one person that the scores expect to be. Where
/// later rounds are to keep the draws of components that nothing touches, they keep these settings.
pub fn calibrated(
    lists: &Lists,
    pairs: &[ScoredPair],
    decisions: &Decisions,
    settings: &PartitionSettings,
    tell: &mut Tell<'_>,
) -> Result<Result<PartitionSettings, NotPartitioned>, Interrupted> {
    let mut settings = *settings;
    let expected: f64 = pairs.iter().map(ScoredPair::probability).sum();
    let possible = possible_pairs(lists);
    if expected > 0.0 && expected < possible {
        settings.prior = (expected / (possible - expected)).ln().min(0.0) as f32;
    }
    let (units, components) = match prepare(lists, pairs, decisions, &settings) {
        Ok(found) => found,
        Err(reason) => return Ok(Err(reason)),
    };
    let every = components.len().div_ceil(COMPONENTS).max(1);
    let sample: Vec<_> = components.iter().step_by(every).collect();
    let promised: f64 = sample.iter().map(|piece| piece.promised(&units)).sum();
    let (mut least, mut most) = (LEAST, largest(lists, pairs));
    for step in 0..HALVINGS {
        if tell(step, HALVINGS).is_break() {
            return Err(Interrupted);
        }
        let middle = f64::midpoint(least, most);
        let tried = PartitionSettings {
            joining: middle as f32,
            draws: DRAWS,
            burn_in: settings.burn_in.min(12),
            thinning: 2,
            doubt: 0.0,
            ..settings
        };
        let held: Vec<f64> = sample.par_iter().map(|piece| piece.held(&units, &tried)).collect();
        // Summed in order, so that the number of threads changes nothing.
        if held.iter().sum::<f64>() < promised {
            least = middle;
        } else {
            most = middle;
        }
    }
    if tell(HALVINGS, HALVINGS).is_break() {
        return Err(Interrupted);
    }
    settings.joining = if promised > 0.0 { f64::midpoint(least, most) as f32 } else { 0.0 };
    Ok(Ok(settings))
}

/// The logarithm of how much more probable it makes a link that others are not free: over the links
/// that are expected, the mean of `-ln(1 - m)`, with `m` the share of the matched, of both lists.
fn largest(lists: &Lists, pairs: &[ScoredPair]) -> f64 {
    let mut matches = vec![0f32; lists.records()];
    let mut links = vec![0.0; lists.len()];
    for pair in pairs {
        for record in [pair.first, pair.second] {
            matches[record as usize] += pair.probability() as f32;
            links[lists.list_of(record)] += pair.probability();
        }
    }
    let mut matched = vec![0.0; lists.len()];
    for (record, &matches) in matches.iter().enumerate() {
        matched[lists.list_of(record as u32)] += f64::from(matches.min(1.0));
    }
    let all: f64 = links.iter().sum();
    if all <= 0.0 {
        return 0.0;
    }
    let one = |list: usize| {
        let share = matched[list] / f64::from(lists.size(list)).max(1.0);
        // Each link counts for both its lists, and their shares are added.
        -2.0 * (1.0 - share).max(1e-9).ln() * links[list] / all
    };
    (SLACK + (0..lists.len()).map(one).sum::<f64>()).min(MOST)
}

/// Pairs of records that no clean list keeps apart.
fn possible_pairs(lists: &Lists) -> f64 {
    let pairs = |n: f64| n * (n - 1.0) / 2.0;
    let clean = (0..lists.len()).filter(|&list| lists.is_clean(list));
    let apart: f64 = clean.map(|list| pairs(f64::from(lists.size(list)))).sum();
    pairs(lists.records() as f64) - apart
}
