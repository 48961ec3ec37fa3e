//! Which encodings of several lists are alike enough to be weighed.
//!
//! Only the upper tail of chance can be confused with matches, so that only pairs above a floor are kept. The floor is
//! where chance is expected to leave some tens of pairs for each record: enough to see how its tail falls, few enough to be held.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Alike, Extent};
use crate::dice::{Budget, DiceRefusal, Threshold, Way, agreeing, dice_of_pairs};
use crate::{Filters, Tell};

/// Pairs that chance is to leave for each record.
const BY_CHANCE: f64 = 20.0;
/// Pairs drawn at random to learn where that is.
const DRAWN: usize = 200_000;
/// No more than this share of all pairs is kept, or a short list would be compared with its own bulk.
const MOST: f64 = 0.02;
/// Pairs of encodings that are compared exactly; beyond, hashing finds candidates.
const EXACT: u64 = 100_000_000_000;
/// The share of the pairs at the floor that hashing is to find.
const RECALL: f64 = 0.95;

/// Pairs of encodings that are alike, and how they were found.
#[derive(Debug, Clone, PartialEq)]
pub struct AlikePairs {
    /// The pairs.
    pub pairs: Vec<Alike>,
    /// The lists as they were compared.
    pub lists: Vec<Extent>,
    /// Least likeness of the pairs.
    pub floor: f64,
    /// Expected share of the pairs at the floor that were found; 1 where all were compared.
    pub recall: f64,
}

/// Finds the pairs between every two lists, and within every list: where it is clean, as a picture of chance.
///
/// Steps of the work: one for each two lists and each list.
pub fn alike_pairs(
    lists: &[(&Filters, bool)],
    seed: u64,
    tell: &mut Tell<'_>,
) -> Result<AlikePairs, DiceRefusal> {
    let floor = floor(lists, seed);
    let threshold = Threshold::Dice(floor);
    let budget = Budget { pairs: EXACT, recall: RECALL, seed };
    let mut next = 0;
    let starts: Vec<u32> = lists
        .iter()
        .map(|(filters, _)| {
            let start = next;
            next += filters.len() as u32;
            start
        })
        .collect();
    let parts: Vec<(usize, usize)> =
        (0..lists.len()).flat_map(|a| (a..lists.len()).map(move |b| (a, b))).collect();
    let (mut pairs, mut recall) = (Vec::new(), 1.0_f64);
    for (number, &(a, b)) in parts.iter().enumerate() {
        let (first, second) = (lists[a].0, lists[b].0);
        let beside = (a != b).then_some(second);
        let total = parts.len() as u64;
        // Each part counts as one step, however many it has itself.
        let found =
            agreeing(first, beside, threshold, budget, &mut |_, _| tell(number as u64, total))?;
        if let Way::Hashed(hashed) = &found.way {
            recall = recall.min(hashed.recall.expected);
        }
        let (before_first, before_second) = (starts[a], starts[b]);
        pairs.extend(dice_of_pairs(first, second, &found.pairs).into_iter().map(
            |(one, other, dice)| Alike {
                first: before_first + one,
                second: before_second + other,
                likeness: dice as f32,
            },
        ));
    }
    let extents = lists.iter().map(|(filters, clean)| Extent {
        records: filters.len() as u32,
        clean: *clean,
        within: true,
    });
    Ok(AlikePairs { pairs, lists: extents.collect(), floor, recall })
}

/// The likeness above which chance leaves [`BY_CHANCE`] pairs for each record, from pairs drawn at random.
fn floor(lists: &[(&Filters, bool)], seed: u64) -> f64 {
    let rows: Vec<(usize, usize)> = lists
        .iter()
        .enumerate()
        .flat_map(|(list, (filters, _))| (0..filters.len()).map(move |row| (list, row)))
        .collect();
    if rows.is_empty() {
        return 0.5;
    }
    let records = rows.len() as f64;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut drawn: Vec<f64> = (0..DRAWN)
        .filter_map(|_| {
            let (a, b) = (rng.random_range(0..rows.len()), rng.random_range(0..rows.len()));
            let (first, second) = (rows[a], rows[b]);
            let (x, y) = (lists[first.0].0.row(first.1), lists[second.0].0.row(second.1));
            let bits = x.iter().chain(y).map(|word| word.count_ones()).sum::<u32>();
            let common: u32 = x.iter().zip(y).map(|(x, y)| (x & y).count_ones()).sum();
            (a != b && bits > 0).then(|| 2.0 * f64::from(common) / f64::from(bits))
        })
        .collect();
    if drawn.is_empty() {
        return 0.5;
    }
    drawn.sort_by(f64::total_cmp);
    let share = (2.0 * BY_CHANCE / (records - 1.0).max(1.0)).min(MOST);
    let above = share * drawn.len() as f64;
    if above >= 50.0 {
        return drawn[drawn.len() - above as usize].clamp(0.01, 1.0);
    }
    // Beyond what was drawn, the tail goes on as an exponential, whose mean is that of the excesses over the top hundredth.
    let top = drawn.len() / 100;
    let from = drawn[drawn.len() - top];
    let excess: f64 = drawn[drawn.len() - top..].iter().map(|x| x - from).sum::<f64>() / top as f64;
    (from + excess * (0.01 / share).ln()).clamp(0.01, 1.0)
}
