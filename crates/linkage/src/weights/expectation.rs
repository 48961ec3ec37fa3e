//! Expectation maximisation over counted patterns of agreement.
//!
//! All pairs that may match are a mixture of classes (Fellegi and Sunter's two, with the second divided): the matches, pairs of
//! people who have nothing to do with each other, and for each variable the pairs of people whom that variable brings
//! together: relatives share a name and an address, countrymen a country and a stock of names. Within a class the levels of
//! the variables are independent; between the classes of different people they are not, and taking them so is what makes
//! the plain model sure of itself where it is wrong (Winkler 1993, "Improved decision rules in the
//! Fellegi-Sunter model"; Larsen and Rubin 2001, "Iterative automated record linkage using mixture models").
//!
//! The population is seen in two strata: candidate pairs, every one of which was compared, and a random
//! sample of the other pairs, each of which stands for many and none of which is held for a match.

use rayon::prelude::*;

use crate::comparison::agreement::level_of;
use crate::comparison::bags::LEVELS;

/// Patterns and how many pairs show each.
pub(crate) type Patterns = Vec<(u64, f64)>;

/// Probabilities of the levels of each variable.
pub(crate) type Levels = Vec<[f64; LEVELS]>;

/// What is known before.
pub(crate) struct Before {
    /// Expected m of each level of each variable, level 0 left out.
    pub(crate) m: Levels,
    /// Pairs that may match.
    pub(crate) pairs: f64,
    /// Most matches that there can be.
    pub(crate) most_matches: f64,
    /// Matches to begin with.
    pub(crate) first_guess: f64,
    /// A last variable whose levels are known: among matches and among different people.
    pub(crate) known: Option<([f64; LEVELS], [f64; LEVELS])>,
}

/// One class of pairs.
#[derive(Clone)]
pub(crate) struct Class {
    /// Its share of all pairs.
    pub(crate) share: f64,
    pub(crate) levels: Levels,
}

/// What was learned.
#[derive(Clone)]
pub(crate) struct Learned {
    /// The classes of matches first.
    pub(crate) classes: Vec<Class>,
    /// How many of them are classes of matches.
    pub(crate) matching: usize,
    /// Expected number of matches among the candidates.
    pub(crate) matches: f64,
    pub(crate) steps: u32,
    logs: Vec<(f64, Levels)>,
}

/// Pairs that the expectation of m before any was seen counts for, at least.
const STRENGTH_M: f64 = 20.0;
/// The same as a share of all pairs compared: the more there are of namesakes, the more look like a person in some way of their own.
const SHARE_M: f64 = 0.001;
/// Most pairs for which a pair drawn at random stands that may be held for a match.
const MOST_STOOD_FOR: f64 = 100.0;
/// Pairs that the levels of unrelated people count for in every class of different people.
const STRENGTH_U: f64 = 5.0;
/// Pairs by which a level of unrelated people is more frequent than was seen.
const UNSEEN: f64 = 0.5;
const MOST_STEPS: u32 = 100;

impl Learned {
    fn new(classes: Vec<Class>, matching: usize, matches: f64, steps: u32) -> Self {
        let logs = classes
            .iter()
            .map(|class| {
                let levels = class
                    .levels
                    .iter()
                    .map(|of| {
                        std::array::from_fn(|level| if level == 0 { 0.0 } else { of[level].ln() })
                    })
                    .collect();
                (class.share.max(1e-300).ln(), levels)
            })
            .collect();
        Self { classes, matching, matches, steps, logs }
    }

    /// The log probability of a pattern in each class, its share in it.
    fn joint(&self, pattern: u64, out: &mut [f64]) {
        for ((share, levels), out) in self.logs.iter().zip(out) {
            let mut sum = *share;
            for (variable, of) in levels.iter().enumerate() {
                sum += of[level_of(pattern, variable)];
            }
            *out = sum;
        }
    }

    /// Natural log of the posterior odds of a match.
    pub(crate) fn log_odds(&self, pattern: u64) -> f64 {
        let mut joint = [0.0; MOST_CLASSES];
        let joint = &mut joint[..self.classes.len()];
        self.joint(pattern, joint);
        log_sum(&joint[..self.matching]) - log_sum(&joint[self.matching..])
    }

    /// One more variable at the end, whose levels are known; and one more class of matches, in which every variable
    /// says half of what it says in the first.
    pub(crate) fn further(&self, known: &([f64; LEVELS], [f64; LEVELS])) -> Self {
        let mut classes = self.classes.clone();
        let variables = self.classes[0].levels.len();
        let stranger = classes[self.matching].clone();
        let mut second = classes[0].clone();
        for (levels, random) in second.levels.iter_mut().zip(&stranger.levels) {
            for (share, random) in levels.iter_mut().zip(random) {
                *share = f64::midpoint(*share, *random);
            }
        }
        second.share = classes[0].share * 0.2;
        classes.insert(self.matching, second);
        for (at, class) in classes.iter_mut().enumerate() {
            class.levels.push(if at <= self.matching { known.0 } else { known.1 });
            debug_assert_eq!(class.levels.len(), variables + 1);
        }
        Self::new(classes, self.matching + 1, self.matches, self.steps)
    }

    /// The same with the last variable's levels as they are known now.
    pub(crate) fn renewed(&self, known: &([f64; LEVELS], [f64; LEVELS])) -> Self {
        let mut classes = self.classes.clone();
        for (at, class) in classes.iter_mut().enumerate() {
            if let Some(last) = class.levels.last_mut() {
                *last = if at < self.matching { known.0 } else { known.1 };
            }
        }
        Self::new(classes, self.matching, self.matches, self.steps)
    }

    /// The same without the last variable.
    pub(crate) fn without_last(&self) -> Self {
        let mut classes = self.classes.clone();
        for class in &mut classes {
            class.levels.pop();
        }
        Self::new(classes, self.matching, self.matches, self.steps)
    }

    /// The posterior probability of a class.
    pub(crate) fn posterior_of(&self, class: usize, pattern: u64) -> f64 {
        let mut joint = [0.0; MOST_CLASSES];
        let joint = &mut joint[..self.classes.len()];
        self.joint(pattern, joint);
        (joint[class] - log_sum(joint)).exp()
    }

    /// The same without the second class of matches.
    pub(crate) fn without_second(&self) -> Self {
        let mut classes = self.classes.clone();
        classes.remove(1);
        Self::new(classes, 1, self.matches, self.steps)
    }

    /// m and u of each level of a variable, over the classes of matches and of different people.
    pub(crate) fn levels(&self, variable: usize) -> ([f64; LEVELS], [f64; LEVELS]) {
        let mean = |classes: &[Class]| {
            let sum: f64 = classes.iter().map(|class| class.share).sum();
            std::array::from_fn(|level| {
                classes.iter().map(|class| class.share / sum * class.levels[variable][level]).sum()
            })
        };
        (mean(&self.classes[..self.matching]), mean(&self.classes[self.matching..]))
    }

    /// The share of matches among all pairs.
    pub(crate) fn share(&self) -> f64 {
        self.classes[..self.matching].iter().map(|class| class.share).sum()
    }

    /// The mean probability of each level among different people with this pattern: u of the classes, each weighed by its
    /// posterior share among them.
    pub(crate) fn other_levels(&self, pattern: u64) -> Vec<f64> {
        let mut joint = [0.0; MOST_CLASSES];
        let joint = &mut joint[..self.classes.len()];
        self.joint(pattern, joint);
        let joint = &joint[self.matching..];
        let sum = log_sum(joint);
        let shares: Vec<f64> = joint.iter().map(|log| (log - sum).exp()).collect();
        (0..self.classes[0].levels.len())
            .map(|variable| {
                let level = level_of(pattern, variable);
                self.classes[self.matching..]
                    .iter()
                    .zip(&shares)
                    .map(|(class, share)| share * class.levels[variable][level])
                    .sum()
            })
            .collect()
    }
}

/// Most classes.
pub(crate) const MOST_CLASSES: usize = 20;

fn log_sum(logs: &[f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most + logs.iter().map(|log| (log - most).exp()).sum::<f64>().ln()
}

/// What a step adds up: per class its pairs and the pairs of each level.
struct Sums {
    pairs: Vec<f64>,
    levels: Vec<Levels>,
    matches: f64,
}

impl Sums {
    fn new(classes: usize, variables: usize) -> Self {
        Self {
            pairs: vec![0.0; classes],
            levels: vec![vec![[0.0; LEVELS]; variables]; classes],
            matches: 0.0,
        }
    }

    fn add(&mut self, other: &Self) {
        self.matches += other.matches;
        for (a, b) in self.pairs.iter_mut().zip(&other.pairs) {
            *a += b;
        }
        let all = self.levels.iter_mut().flatten().flatten();
        for (a, b) in all.zip(other.levels.iter().flatten().flatten()) {
            *a += b;
        }
    }
}

/// Learns the classes. `candidates` are all pairs compared, `others` a sample of the rest scaled up to its number;
/// `start` is where to go on from.
pub(crate) fn learn(
    candidates: &Patterns,
    others: &Patterns,
    before: &Before,
    start: Option<&Learned>,
) -> Learned {
    let variables = before.m.len();
    let all: Vec<(u64, f64, bool)> = candidates
        .iter()
        .map(|&(pattern, count)| (pattern, count, true))
        .chain(others.iter().map(|&(pattern, count)| (pattern, count, false)))
        .collect();
    let variables = start.map_or(variables, |start| start.classes[0].levels.len());
    let mut random = vec![[0.0; LEVELS]; variables];
    for &(pattern, count, ..) in &all {
        for (variable, of) in random.iter_mut().enumerate() {
            of[level_of(pattern, variable)] += count;
        }
    }
    for of in &mut random {
        of[0] = 0.0;
        let sum: f64 = of.iter().sum::<f64>() + UNSEEN * LEVELS as f64;
        for share in of.iter_mut().skip(1) {
            *share = (*share + UNSEEN) / sum;
        }
    }
    // A pattern that was drawn once tells for how many pairs each drawn pair stands. Where it is for many, a few of them taken for
    // matches would outweigh all matches, and those that blocking misses are too few to be among the drawn.
    let stands_for = others.iter().map(|&(_, count)| count).fold(f64::INFINITY, f64::min);
    let drawn_are_strangers = stands_for > MOST_STOOD_FOR;
    let compared: f64 = candidates.iter().map(|&(_, count)| count).sum();
    let strength = STRENGTH_M.max(compared * SHARE_M);
    let mut now = start.cloned().unwrap_or_else(|| first(before, &random));
    for step in 1..=MOST_STEPS {
        let sums = expect(&now, &all, variables, drawn_are_strangers);
        let next = maximise(&now, &sums, before, &random, strength, step);
        let moved = next.classes[0]
            .levels
            .iter()
            .flatten()
            .zip(now.classes[0].levels.iter().flatten())
            .map(|(new, old)| (new - old).abs())
            .fold((next.matches - now.matches).abs() / now.matches.max(1.0), f64::max);
        now = next;
        if moved < 1e-4 {
            break;
        }
    }
    now
}

/// Classes to begin with: the matches as expected, unrelated people as in all pairs, and for each variable
/// people who agree on it as matches do and on nothing else.
fn first(before: &Before, random: &Levels) -> Learned {
    let share = (before.first_guess / before.pairs).clamp(1e-12, 0.5);
    let mut classes = vec![
        Class { share, levels: before.m.clone() },
        Class { share: 1.0 - share, levels: random.clone() },
    ];
    for variable in 0..random.len().min(MOST_CLASSES - 2) {
        let mut levels = random.clone();
        levels[variable].clone_from(&before.m[variable]);
        classes.push(Class { share: share.max(1e-5), levels });
    }
    Learned::new(classes, 1, before.first_guess, 0)
}

fn expect(
    now: &Learned,
    all: &[(u64, f64, bool)],
    variables: usize,
    drawn_are_strangers: bool,
) -> Sums {
    let classes = now.classes.len();
    let parts: Vec<Sums> = all
        .par_chunks(1 << 13)
        .map(|chunk| {
            let mut sums = Sums::new(classes, variables);
            let mut joint = [0.0; MOST_CLASSES];
            let joint = &mut joint[..classes];
            for &(pattern, count, candidate) in chunk {
                now.joint(pattern, joint);
                if !candidate && drawn_are_strangers {
                    joint[..now.matching].fill(f64::NEG_INFINITY);
                }
                let most = joint.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let mut sum = 0.0;
                for value in joint.iter_mut() {
                    *value = (*value - most).exp();
                    sum += *value;
                }
                for (class, value) in joint.iter().enumerate() {
                    let weight = count * value / sum;
                    if weight < 1e-9 {
                        continue;
                    }
                    sums.pairs[class] += weight;
                    if class < now.matching && candidate {
                        sums.matches += weight;
                    }
                    for (variable, of) in sums.levels[class].iter_mut().enumerate() {
                        of[level_of(pattern, variable)] += weight;
                    }
                }
            }
            sums
        })
        .collect();
    let mut out = Sums::new(classes, variables);
    for part in &parts {
        out.add(part);
    }
    out
}

fn maximise(
    now: &Learned,
    sums: &Sums,
    before: &Before,
    random: &Levels,
    strength_m: f64,
    step: u32,
) -> Learned {
    let total: f64 = sums.pairs.iter().sum();
    let mut classes = Vec::with_capacity(now.classes.len());
    for (class, levels) in sums.levels.iter().enumerate() {
        let mut levels = levels.clone();
        for (variable, of) in levels.iter_mut().enumerate() {
            of[0] = 0.0;
            if variable == before.m.len() {
                if let Some((matches, others)) = &before.known {
                    *of = if class < now.matching { *matches } else { *others };
                }
                continue;
            }
            let (strength, expected) = if class < now.matching {
                (strength_m, &before.m[variable])
            } else {
                (STRENGTH_U, &random[variable])
            };
            for level in 1..LEVELS {
                of[level] += strength * expected[level];
            }
            let sum: f64 = of.iter().sum();
            for share in of.iter_mut() {
                *share /= sum;
            }
        }
        let mut share = sums.pairs[class] / total;
        if class < now.matching {
            share = share.min(before.most_matches / before.pairs).max(0.5 / before.pairs);
        }
        if class == 1 && now.matching == 2 {
            // The second class of matches is what the first leaves, never most of them.
            share = share.min(sums.pairs[0] / total * 0.5);
        }
        classes.push(Class { share: share.max(1e-300), levels });
    }
    Learned::new(classes, now.matching, sums.matches, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator of numbers that look random, for planted truths.
    fn draw(state: &mut u64) -> f64 {
        *state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 11) as f64 / (1_u64 << 53) as f64
    }

    #[test]
    fn planted_probabilities_and_the_number_of_matches_are_found_again() {
        // Three variables of two levels: 1 agrees, 15 differs.
        let (m, u) = ([0.95, 0.9, 0.8], [0.05, 0.02, 0.1]);
        let (matches, others) = (2_000, 50_000);
        let mut state = 7;
        let mut counts = std::collections::BTreeMap::new();
        for pair in 0..matches + others {
            let of = if pair < matches { m } else { u };
            let mut pattern = 0_u64;
            for (variable, share) in of.iter().enumerate() {
                let level = if draw(&mut state) < *share { 1 } else { 15 };
                pattern |= level << (4 * variable);
            }
            *counts.entry(pattern).or_insert(0.0) += 1.0;
        }
        let seen: Patterns = counts.into_iter().collect();
        let mut expected = [0.0; LEVELS];
        (expected[1], expected[15]) = (0.85, 0.15);
        let before = Before {
            m: vec![expected; 3],
            pairs: f64::from(matches + others),
            most_matches: 10_000.0,
            first_guess: 500.0,
            known: None,
        };
        let learned = learn(&seen, &Patterns::new(), &before, None);
        assert!((learned.matches - 2_000.0).abs() < 200.0, "{}", learned.matches);
        for (variable, share) in m.iter().enumerate() {
            let found = learned.levels(variable).0[1];
            assert!((found - share).abs() < 0.05, "{variable}: {found}");
        }
        let all: u64 = 0x111;
        let none: u64 = 0xfff;
        assert!(learned.log_odds(all) > 3.0 && learned.log_odds(none) < -5.0);
    }
}
