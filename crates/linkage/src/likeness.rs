//! From how alike two encodings are to the odds that they are one person, without labels.
//!
//! One number, the likeness, is all that two encodings give. Pairs that are alike by chance and pairs that are
//! one person form two hills of the histogram of likeness, and the foot of the larger, thousands of times as
//! high, lies under the smaller. [`weigh`] tells them apart: both are log-concave, matches gain on chance as
//! likeness rises, and lists on which nobody stands twice show chance alone. What comes out is, for each
//! likeness, the expected number of pairs of either kind, from which follow the odds of a pair and, at every
//! threshold, the share of false links and of missed ones.
//!
//! Where the hills cannot be told apart that is said ([`Refusal`]); a threshold is never guessed.

mod alike_pairs;
mod coarse;
mod concave;
mod hidden;
mod lists;
mod mixture;
mod usual;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::scored_pair::ScoredPair;
pub use alike_pairs::{AlikePairs, alike_pairs};
pub use coarse::{CoarseAgreement, Codes};
use lists::Lists;
use mixture::{Group, Mixture, separate};
use usual::{Seen, Usual};

use crate::partition::Lost;

/// Bins of the histogram of likeness.
const BINS: usize = 100;
/// A pair with less than these log odds (one in 22,000) is not kept.
const KEPT: f32 = -10.0;
/// Fewer expected matches than this are no hill.
const FEWEST_MATCHES: f64 = 5.0;
/// Of the pairs taken for matches at least this share must be each other's best partners; among pairs that
/// are alike by chance few are.
const LEAST_MUTUAL: f64 = 0.5;
/// Where no clean list shows chance alone, and more than this share of the expected matches is among pairs that are more likely two people, the hills were
/// not told apart: what was taken for matches is the foot of chance. Of lists that share somebody it was 0.11 at most, of lists that share nobody 0.47 at
/// least.
const MOST_OPEN: f64 = 0.3;

/// Two records and how alike their encodings are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alike {
    /// The record with the smaller number, records of all lists being numbered together.
    pub first: u32,
    /// The record with the larger number.
    pub second: u32,
    /// How alike they are: the larger the more. Any scale will do on which chance is log-concave, such as
    /// that of Dice.
    pub likeness: f32,
}

/// One list of a linkage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// Number of records.
    pub records: u32,
    /// Nobody stands twice on it.
    pub clean: bool,
    /// Its records were compared with one another too; on a clean list they show what chance does.
    pub within: bool,
}

/// What pairs of one likeness are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Least likeness of the bin.
    pub likeness: f64,
    /// Pairs in the bin that may be matches: those within clean lists are not counted.
    pub pairs: u64,
    /// How many of them are expected to be alike by chance.
    pub chance: f64,
    /// How many of them are expected to be one person.
    pub matches: f64,
}

/// Pairs with their odds, and what is to be expected of every threshold.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Pairs that may be one person, by their numbers.
    pub pairs: Vec<ScoredPair>,
    /// The two hills, by rising likeness.
    pub steps: Vec<Step>,
    /// The likeness from which on a pair is more likely a match than alike by chance, where accidents do not count.
    pub in_sight: f64,
    /// Pairs whose records have little more in common than one token, by their numbers. Those that are not among the others are two people.
    by_one: Vec<(u32, u32)>,
}

/// Why encodings cannot be weighed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum Refusal {
    /// Hardly any pair is more alike than chance makes some.
    #[error(
        "of {pairs} pairs that are alike, {matches:.1} are expected to be one person: too few to be told from chance"
    )]
    NoMatches {
        /// Pairs above the floor.
        pairs: u64,
        /// Expected matches among them.
        matches: f64,
    },
    /// What was taken for matches does not look like matches: a record has many partners as good as the best.
    #[error("of {matches} pairs that were taken for matches only {mutual} are each other's best")]
    NotMatches {
        /// Pairs that are more likely than not.
        matches: u64,
        /// How many of them are each other's best partners.
        mutual: u64,
    },
    /// What was taken for matches lies nearly all where chance makes more pairs than they do.
    #[error(
        "of {matches:.0} expected matches {open:.0} are among pairs that are more likely two people"
    )]
    NotApart {
        /// Expected matches.
        matches: f64,
        /// How many of them are among pairs that are more likely alike by chance.
        open: f64,
    },
}

impl Refusal {
    /// The stable code, under which the catalogues keep the text for people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoMatches { .. } => "linkage/no-matches",
            Self::NotMatches { .. } => "linkage/not-matches",
            Self::NotApart { .. } => "linkage/not-apart",
        }
    }
}

impl Weighed {
    /// Of the pairs of at least this likeness, the expected share that is not one person; 0 where there is none.
    pub fn false_discovery(&self, threshold: f64) -> f64 {
        let (chance, matches) = self.above(threshold);
        if chance + matches > 0.0 { chance / (chance + matches) } else { 0.0 }
    }

    /// Of the pairs that are one person, the expected share that is less alike than this. Matches below the floor
    /// of the comparison are not known and not counted.
    pub fn missed(&self, threshold: f64) -> f64 {
        let all: f64 = self.steps.iter().map(|step| step.matches).sum();
        if all > 0.0 { 1.0 - self.above(threshold).1 / all } else { 0.0 }
    }

    /// Matches between two lists that the pairs do not hold, being too unlike to be told from chance: as a share of all of them. `known` says of each record
    /// how much is known of it, in classes that rise; `shared` gives the share of their positions that two records share, 0 to 1, whose encodings are so much alike ([`crate::encoding::Content::shared`]), and `in_common` what is hidden and what is
    /// shared where things are written alike with some probability ([`crate::encoding::InCommon::at`]).
    ///
    /// Among records of which as much is known as of most on their lists, the share follows from how much the others share. Those of
    /// which less is known are found less often: the number of their matches follows from how many such records there are, if people are on two lists as often
    /// whether much is known of them or not. None where nothing can be said, because too few matches are seen, too few that share little, or too few of all.
    pub fn hidden(
        &self,
        pairs: &[Alike],
        lists: &[Extent],
        known: &[u8],
        shared: impl Fn(f64) -> f64,
        in_common: impl Fn(f64) -> (f64, f64),
    ) -> Option<Lost> {
        let seen = self.in_sight;
        let of = Lists::new(lists);
        let usual = Usual::of(lists, known);
        let odds: HashMap<(u32, u32), f64> =
            self.pairs.iter().map(|pair| ((pair.first, pair.second), pair.probability())).collect();
        let (mut in_sight, mut held) = (Vec::new(), 0.0);
        let mut matches = vec![vec![Seen::default(); lists.len()]; lists.len()];
        for pair in pairs {
            let (a, b) = (of.list(pair.first), of.list(pair.second));
            let Some(&probability) = odds.get(&(pair.first, pair.second)).filter(|_| a != b) else {
                continue;
            };
            held += probability;
            let between = &mut matches[a.min(b)][a.max(b)];
            match (usual.has(a, pair.first), usual.has(b, pair.second)) {
                (true, true) if f64::from(pair.likeness) >= seen => {
                    in_sight.push((shared(f64::from(pair.likeness)), probability));
                    between.usual += probability;
                }
                (true, true) => {}
                (false, false) => between.others += probability,
                _ => between.mixed += probability,
            }
        }
        let beyond = hidden::hidden(&in_sight, shared(seen), in_common)?;
        usual.all(&matches, beyond).lost(held)
    }

    /// Adds to the odds of the pairs what else is known of their records, such as what travels in clear beside encodings, and says how often each trait agrees.
    /// What it is worth is learned from the pairs; the steps stay those of the likeness alone. All traits are added at once.
    pub fn add_traits(&mut self, traits: &[Codes]) -> Vec<CoarseAgreement> {
        let found = coarse::add(&mut self.pairs, &self.by_one, traits);
        self.pairs.retain(|pair| pair.log_odds >= KEPT);
        found
    }

    fn above(&self, threshold: f64) -> (f64, f64) {
        self.steps
            .iter()
            .filter(|step| step.likeness >= threshold)
            .fold((0.0, 0.0), |(chance, matches), step| {
                (chance + step.chance, matches + step.matches)
            })
    }
}

/// Weighs pairs of encodings. `pairs` are **all** pairs of at least the likeness `floor`, of every two lists and
/// within every list that says so, so that their histogram has no gap. `accidents` gives how probable it is that two strangers have something in common by accident and their encodings
/// are alike by at least the one and less than the other ([`crate::encoding::Content::accidents`]); 0 where that is not known.
pub fn weigh(
    pairs: &[Alike],
    lists: &[Extent],
    floor: f64,
    accidents: impl Fn(f64, f64) -> f64,
) -> Result<Weighed, Refusal> {
    let of = Lists::new(lists);
    let highest = pairs.iter().map(|pair| f64::from(pair.likeness)).fold(floor, f64::max);
    let width = ((highest - floor) / BINS as f64).max(f64::MIN_POSITIVE);
    let bin = |likeness: f32| (((f64::from(likeness) - floor) / width) as usize).min(BINS - 1);
    let groups = of.groups(pairs, bin);
    let edge = |bin: usize| floor + width * bin as f64;
    let accidents: Vec<f64> = (0..BINS)
        .map(|bin| accidents(edge(bin), if bin + 1 < BINS { edge(bin + 1) } else { 1.0 }))
        .collect();
    let mixture = most_likely(&groups, &accidents);
    let Some(mixture) = mixture else {
        return Err(Refusal::NoMatches { pairs: pairs.len() as u64, matches: 0.0 });
    };
    let matches: f64 = mixture.matches.iter().flatten().sum();
    if matches < FEWEST_MATCHES {
        return Err(Refusal::NoMatches { pairs: pairs.len() as u64, matches });
    }
    let mut by_one: Vec<(u32, u32)> = pairs
        .iter()
        .filter(|pair| mixture.by_one[bin(pair.likeness)])
        .map(|pair| (pair.first, pair.second))
        .collect();
    by_one.sort_unstable();
    let mut scored: Vec<ScoredPair> = pairs
        .iter()
        .filter_map(|pair| {
            let group = of.group(pair).filter(|&group| groups[group].most_matches > 0.0)?;
            let at = bin(pair.likeness);
            let log_odds = {
                let share = mixture.shares[group][at];
                (share.ln() - (1.0 - share).ln()) as f32
            };
            (log_odds >= KEPT).then_some(ScoredPair {
                first: pair.first,
                second: pair.second,
                log_odds,
            })
        })
        .collect();
    scored.sort_unstable_by_key(|pair| (pair.first, pair.second));
    plausible(&scored, &of)?;
    let steps = steps(&groups, &mixture, edge);
    if !lists.iter().any(|list| list.clean && list.within) {
        apart(&steps)?;
    }
    let open = (0..BINS).rposition(|at| {
        let accidents: f64 = mixture
            .accidents
            .iter()
            .zip(&groups)
            .filter(|(_, group)| group.most_matches > 0.0)
            .map(|(of, _)| of[at])
            .sum();
        steps[at].matches < steps[at].chance - accidents
    });
    let in_sight = edge(open.map_or(0, |at| (at + 1).min(BINS - 1)));
    Ok(Weighed { pairs: scored, steps, in_sight, by_one })
}

/// What pairs are that may be matches, by bins that begin at these edges.
fn steps(groups: &[Group], mixture: &Mixture, edge: impl Fn(usize) -> f64) -> Vec<Step> {
    let may = |group: &&Group| group.most_matches > 0.0;
    let step = |at: usize| {
        let over = |of: &[Vec<f64>]| {
            groups.iter().zip(of).filter(|(group, _)| may(group)).map(|(_, bins)| bins[at]).sum()
        };
        Step {
            likeness: edge(at),
            pairs: groups.iter().filter(may).map(|group| group.counts[at] as u64).sum(),
            chance: over(&mixture.chance),
            matches: over(&mixture.matches),
        }
    };
    (0..BINS).map(step).collect()
}

/// What is taken for matches must stand out somewhere.
fn apart(steps: &[Step]) -> Result<(), Refusal> {
    let matches: f64 = steps.iter().map(|step| step.matches).sum();
    let open: f64 =
        steps.iter().filter(|step| step.matches < step.chance).map(|step| step.matches).sum();
    if open > MOST_OPEN * matches {
        return Err(Refusal::NotApart { matches, open });
    }
    Ok(())
}

/// The likeliest mixture over several first guesses of how many pairs are matches.
fn most_likely(groups: &[Group], accidents: &[f64]) -> Option<Mixture> {
    let may: Vec<&Group> = groups.iter().filter(|group| group.most_matches > 0.0).collect();
    let most: f64 = may.iter().map(|group| group.most_matches).sum();
    let mut begun = Vec::new();
    for share in [0.02, 0.05, 0.1, 0.2, 0.35, 0.6, 1.0] {
        let mut above = 0.0;
        let first = (0..BINS).rev().find(|&bin| {
            above += may.iter().map(|group| group.counts[bin]).sum::<f64>();
            above > share * most
        });
        let first = first.map_or(0, |bin| (bin + 1).min(BINS - 1));
        if first > 0 && !begun.contains(&first) {
            begun.push(first);
        }
    }
    begun
        .into_iter()
        .map(|first| separate(groups, accidents, first))
        .max_by(|a, b| a.ln_likelihood.total_cmp(&b.ln_likelihood))
}

/// What is taken for matches must look like matches.
fn plausible(scored: &[ScoredPair], lists: &Lists) -> Result<(), Refusal> {
    // The best partner of each record on each other list.
    let mut best: HashMap<(u32, usize), (f32, u32)> = HashMap::new();
    for pair in scored {
        for (one, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
            let seen = best.entry((one, lists.list(other))).or_insert((pair.log_odds, other));
            if pair.log_odds > seen.0 {
                *seen = (pair.log_odds, other);
            }
        }
    }
    let likely = scored.iter().filter(|pair| pair.log_odds > 0.0);
    let (mut matches, mut mutual) = (0, 0);
    for pair in likely.filter(|pair| lists.list(pair.first) != lists.list(pair.second)) {
        matches += 1;
        let as_good = |one: u32, other: u32| {
            best.get(&(one, lists.list(other))).is_some_and(|&(odds, _)| odds <= pair.log_odds)
        };
        mutual += u64::from(as_good(pair.first, pair.second) && as_good(pair.second, pair.first));
    }
    if (mutual as f64) < LEAST_MUTUAL * matches as f64 {
        return Err(Refusal::NotMatches { matches, mutual });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: [Extent; 2] = [
        Extent { records: 2000, clean: true, within: false },
        Extent { records: 2000, clean: true, within: false },
    ];

    fn no_accidents(_: f64, _: f64) -> f64 {
        0.0
    }

    /// Normal and uniform numbers that look random and are the same every time.
    fn chance(seed: u64) -> (impl FnMut() -> f64, impl FnMut() -> f64) {
        let uniform = |seed: u64| {
            let mut state = seed;
            move || {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
            }
        };
        let mut of_normal = uniform(seed);
        let normal = move || {
            let radius = (-2.0 * of_normal().ln()).sqrt();
            radius * (2.0 * std::f64::consts::PI * of_normal()).cos()
        };
        (normal, uniform(seed + 1))
    }

    /// Chance alone is normal around .5, matches around `mean`; above the floor of .6.
    fn world(matches: u32, mean: f64, spread: f64) -> Vec<Alike> {
        let (mut normal, _) = chance(1);
        let mut pairs = Vec::new();
        for first in 0..2000_u32 {
            for second in 2000..4000_u32 {
                let matched = second - 2000 == first && first < matches;
                let likeness =
                    if matched { mean + spread * normal() } else { 0.5 + 0.04 * normal() };
                if likeness >= 0.6 {
                    pairs.push(Alike { first, second, likeness: likeness.min(1.0) as f32 });
                }
            }
        }
        pairs
    }

    fn is_match(pair: &ScoredPair, matches: u32) -> bool {
        pair.second - 2000 == pair.first && pair.first < matches
    }

    #[test]
    fn expected_errors_are_those_that_come_to_pass() {
        for (matches, mean, spread) in
            [(600, 0.85, 0.06), (600, 0.76, 0.05), (60, 0.85, 0.06), (1900, 0.8, 0.07)]
        {
            let weighed = weigh(&world(matches, mean, spread), &LISTS, 0.6, no_accidents).unwrap();
            let taken: Vec<_> = weighed.pairs.iter().filter(|pair| pair.log_odds > 0.0).collect();
            let right = taken.iter().filter(|pair| is_match(pair, matches)).count() as f64;
            let precision = right / taken.len() as f64;
            let expected: f64 =
                taken.iter().map(|pair| pair.probability()).sum::<f64>() / taken.len() as f64;
            assert!(
                (precision - expected).abs() < 0.02,
                "{matches} {mean}: {precision} {expected}"
            );
            let found: f64 = weighed.steps.iter().map(|step| step.matches).sum();
            assert!((found / f64::from(matches) - 1.0).abs() < 0.05, "{matches} {mean}: {found}");
        }
    }

    #[test]
    fn the_threshold_of_even_odds_is_as_good_as_the_best() {
        let matches = 600;
        let weighed = weigh(&world(matches, 0.76, 0.05), &LISTS, 0.6, no_accidents).unwrap();
        let mut pairs = weighed.pairs.clone();
        pairs.sort_by(|a, b| b.log_odds.total_cmp(&a.log_odds));
        let f1 = |kept: &[ScoredPair]| {
            let right = kept.iter().filter(|pair| is_match(pair, matches)).count() as f64;
            2.0 * right / (kept.len() as f64 + f64::from(matches))
        };
        let best = (1..pairs.len()).map(|kept| f1(&pairs[..kept])).fold(0.0, f64::max);
        let even = pairs.partition_point(|pair| pair.log_odds > 0.0);
        assert!(f1(&pairs[..even]) > best - 0.01, "{} {best}", f1(&pairs[..even]));
    }

    #[test]
    fn lists_that_share_nobody_are_refused() {
        let refused = weigh(&world(0, 0.85, 0.06), &LISTS, 0.6, no_accidents)
            .map(|weighed| weighed.pairs.len())
            .unwrap_err();
        assert!(
            matches!(refused, Refusal::NoMatches { .. } | Refusal::NotMatches { .. }),
            "{refused}"
        );
    }

    #[test]
    fn the_foot_of_chance_is_not_taken_for_matches() {
        // Two lists that share nobody, on each of which somebody may stand twice, so that nothing shows chance alone. Some pairs are of people who
        // bear a name or live in a place together.
        let lists = [Extent { records: 1_000, clean: false, within: true }; 2];
        let mut not_apart = 0;
        for (akin, by) in [(0.05, 0.02), (0.05, 0.03), (0.01, 0.02), (0.01, 0.03), (0.003, 0.03)] {
            let (mut normal, mut uniform) = chance(2);
            let mut pairs = Vec::new();
            for first in 0..2_000_u32 {
                for second in first + 1..2_000 {
                    let more = if uniform() < akin { -by * uniform().ln() } else { 0.0 };
                    let likeness = 0.5 + 0.04 * normal() + more;
                    if likeness >= 0.6 {
                        pairs.push(Alike { first, second, likeness: likeness.min(1.0) as f32 });
                    }
                }
            }
            let refused =
                weigh(&pairs, &lists, 0.6, no_accidents).map(|weighed| weighed.steps).unwrap_err();
            println!("{akin} {by}: {refused}");
            not_apart += u32::from(matches!(refused, Refusal::NotApart { .. }));
        }
        assert!(not_apart >= 3, "{not_apart}");
    }

    #[test]
    fn strangers_who_have_something_in_common_by_accident_are_counted_as_they_are_within_lists() {
        // As many accidents as were told, or twice as many, on lists on which nobody stands twice and on others.
        for (accidents, clean) in [(300_u32, true), (600, true), (600, false)] {
            let (mut normal, _) = chance(3);
            let mut pairs = world(600, 0.85, 0.05);
            for first in 0..4_000_u32 {
                for second in first + 1..2_000 * (1 + first / 2_000) {
                    let likeness = (0.5 + 0.04 * normal()) as f32;
                    if likeness >= 0.6 {
                        pairs.push(Alike { first, second, likeness });
                    }
                }
            }
            let lists = LISTS.map(|list| Extent { clean, within: true, ..list });
            let shift = |list: u32| 2_000 * list;
            let mut add = |first: u32, second: u32| {
                let likeness = (0.74 + 0.01 * normal()) as f32;
                pairs.push(Alike { first, second, likeness });
            };
            for number in 0..accidents {
                add(number * 3 % 2_000, shift(1) + (number * 7 + 1_003) % 2_000);
            }
            for number in 0..accidents {
                let list = shift(number % 2);
                add(list + number, list + 1_000 + number);
            }
            // Told are 300 among the 4 million pairs between the lists, and as many within both.
            let told = |from: f64, to: f64| {
                let overlap = (to.min(0.77) - from.max(0.71)).max(0.0);
                300.0 / 4e6 * overlap / 0.06
            };
            let weighed = weigh(&pairs, &lists, 0.6, told).unwrap();
            let found: f64 = weighed.steps.iter().map(|step| step.matches).sum();
            assert!((found / 600.0 - 1.0).abs() < 0.05, "{accidents}: {found}");
            let taken = weighed.pairs.iter().filter(|pair| pair.log_odds > 0.0);
            let (mut right, mut expected, mut all) = (0.0, 0.0, 0.0);
            for pair in taken {
                right += f64::from(u8::from(is_match(pair, 600)));
                expected += pair.probability();
                all += 1.0;
            }
            assert!((right - expected).abs() < 0.02 * all, "{accidents}: {right} {expected} {all}");
            assert!(weighed.in_sight < 0.72, "{}", weighed.in_sight);
        }
    }

    #[test]
    fn odds_rise_with_likeness() {
        let pairs = world(600, 0.8, 0.05);
        let weighed = weigh(&pairs, &LISTS, 0.6, no_accidents).unwrap();
        let likeness: HashMap<_, _> =
            pairs.iter().map(|pair| ((pair.first, pair.second), pair.likeness)).collect();
        let mut by: Vec<_> = weighed
            .pairs
            .iter()
            .map(|pair| (likeness[&(pair.first, pair.second)], pair.log_odds))
            .collect();
        by.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert!(by.windows(2).all(|two| two[0].1 <= two[1].1 + 1e-4));
    }

    #[test]
    fn two_records_of_a_clean_list_are_never_a_match() {
        let lists = [Extent { within: true, ..LISTS[0] }, LISTS[1]];
        let mut pairs = world(600, 0.85, 0.06);
        pairs.push(Alike { first: 3, second: 4, likeness: 0.99 });
        let weighed = weigh(&pairs, &lists, 0.6, no_accidents).unwrap();
        assert!(weighed.pairs.iter().all(|pair| pair.second >= 2000));
    }
}
