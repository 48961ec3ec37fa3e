//! Lists of people who are known, and calibrated scores of their records.
//!
//! Three worlds, because scores depend on one another in different ways: `independent`, where each
//! pair of records has its own luck; `scattered`, where records lie normally around what is true of
//! a person; and `copied`, where each field of a record is a copy of what is true, a slip, or
//! missing. The scores of the first two are exact; those of the third take all records as equally
//! careful, which they are not.

use concert_linkage::ScoredPair;
use concert_linkage::partition::{Lists, Partition};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Scores below this are not kept.
pub(crate) const FLOOR: f32 = -6.0;

/// Records of known people and what scores say of them.
pub(crate) struct World {
    pub(crate) lists: Lists,
    pub(crate) truth: Partition,
    pub(crate) pairs: Vec<ScoredPair>,
    /// Natural logarithm of the prior odds in the scores.
    pub(crate) prior: f64,
}

/// Which lists there are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) people: usize,
    pub(crate) lists: usize,
    /// Share of the people on each list.
    pub(crate) reach: f64,
    /// Chance that a person on a list has one record more, again and again; zero on clean lists.
    pub(crate) again: f64,
    pub(crate) seed: u64,
}

struct Roll {
    lists: Lists,
    person: Vec<u32>,
    list: Vec<u32>,
}

fn roll(plan: &Plan, random: &mut ChaCha8Rng) -> Roll {
    let (mut person, mut list, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    // Some people are found more easily than others.
    let ease: Vec<f64> = (0..plan.people).map(|_| 0.6 + 0.8 * random.random::<f64>()).collect();
    for l in 0..plan.lists {
        let before = person.len();
        for (p, ease) in ease.iter().enumerate() {
            if random.random::<f64>() < plan.reach * ease {
                loop {
                    person.push(p as u32);
                    list.push(l as u32);
                    if random.random::<f64>() >= plan.again {
                        break;
                    }
                }
            }
        }
        // Rows in random order.
        for i in (before + 1..person.len()).rev() {
            person.swap(i, random.random_range(before..=i));
        }
        sizes.push((person.len() - before) as u32);
    }
    let clean = vec![plan.again == 0.0; plan.lists];
    Roll { lists: Lists::new(&sizes, &clean).unwrap(), person, list }
}

impl Roll {
    fn allowed(&self, a: usize, b: usize) -> bool {
        self.list[a] != self.list[b] || !self.lists.is_clean(self.list[a] as usize)
    }

    /// Pairs that can be one person, and pairs that are.
    fn pairs(&self) -> (f64, f64) {
        let records = self.person.len() as f64;
        let mut all = records * (records - 1.0) / 2.0;
        for list in 0..self.lists.len() {
            let size = f64::from(self.lists.size(list));
            all -= if self.lists.is_clean(list) { size * (size - 1.0) / 2.0 } else { 0.0 };
        }
        (all, Partition::of(self.person.iter().copied()).pairs() as f64)
    }

    fn world(self, prior: f64, ratio: impl Fn(usize, usize) -> f64) -> World {
        let mut pairs = Vec::new();
        for a in 0..self.person.len() {
            for b in a + 1..self.person.len() {
                if self.allowed(a, b) {
                    push(&mut pairs, a, b, ratio(a, b) + prior);
                }
            }
        }
        self.with(pairs, prior)
    }

    fn with(self, pairs: Vec<ScoredPair>, prior: f64) -> World {
        World { lists: self.lists, truth: Partition::of(self.person), pairs, prior }
    }
}

fn push(pairs: &mut Vec<ScoredPair>, a: usize, b: usize, log_odds: f64) {
    if log_odds as f32 >= FLOOR {
        let (first, second) = (a.min(b) as u32, a.max(b) as u32);
        pairs.push(ScoredPair { first, second, log_odds: log_odds as f32 });
    }
}

/// Log likelihood ratios of mean plus or minus `d * d / 2` and variance `d * d`.
pub(crate) fn independent(plan: &Plan, d: f64) -> World {
    let mut random = ChaCha8Rng::seed_from_u64(plan.seed);
    let roll = roll(plan, &mut random);
    let (all, same) = roll.pairs();
    let prior = (same / (all - same)).ln();
    let mut pairs = Vec::new();
    for cluster in Partition::of(roll.person.iter().copied()).clusters() {
        for (i, &a) in cluster.iter().enumerate() {
            for &b in &cluster[i + 1..] {
                let ratio = d * d / 2.0 + d * normal(&mut random);
                push(&mut pairs, a as usize, b as usize, ratio + prior);
            }
        }
    }
    // Of the others only those that will be kept are drawn.
    let least = (f64::from(FLOOR) - prior + d * d / 2.0) / d;
    let expected = (all - same) * upper_tail(least);
    let count = (expected + expected.sqrt() * normal(&mut random)).round().max(0.0) as usize;
    let mut taken = std::collections::HashSet::new();
    while taken.len() < count {
        let a = random.random_range(0..roll.person.len());
        let b = random.random_range(0..roll.person.len());
        let fits = a < b && roll.person[a] != roll.person[b] && roll.allowed(a, b);
        if fits && taken.insert((a, b)) {
            let ratio = -d * d / 2.0 + d * normal_above(least, &mut random);
            push(&mut pairs, a, b, ratio + prior);
        }
    }
    pairs.sort_by_key(|pair| (pair.first, pair.second));
    roll.with(pairs, prior)
}

/// Records at a distance from their person that is `error` of that between people, in `fields`
/// dimensions.
pub(crate) fn scattered(plan: &Plan, fields: usize, error: f64) -> World {
    let mut random = ChaCha8Rng::seed_from_u64(plan.seed);
    let roll = roll(plan, &mut random);
    let at: Vec<f64> = (0..plan.people * fields).map(|_| normal(&mut random)).collect();
    let records: Vec<Vec<f64>> = roll
        .person
        .iter()
        .map(|&p| {
            let at = &at[p as usize * fields..][..fields];
            at.iter().map(|x| x + error * normal(&mut random)).collect()
        })
        .collect();
    let (all, same) = roll.pairs();
    let prior = (same / (all - same)).ln();
    // Two normal values of variance v and, for one person, of covariance one.
    let v = 1.0 + error * error;
    let constant = -0.5 * (1.0 - 1.0 / (v * v)).ln();
    roll.world(prior, |a, b| {
        let one = |(x, y): (&f64, &f64)| {
            let (sum, difference) = (x + y, x - y);
            let joint = sum * sum / (v + 1.0) + difference * difference / (v - 1.0);
            let apart = (sum * sum + difference * difference) / v;
            constant - 0.25 * (joint - apart)
        };
        records[a].iter().zip(&records[b]).map(one).sum()
    })
}

/// Fields of so many values each, of which common ones are much more frequent than rare ones. A record
/// slips in `slip` of its fields, one record in five three times as often, and lacks `missing` of them.
pub(crate) fn copied(plan: &Plan, values: &[usize], slip: f64, missing: f64) -> World {
    let mut random = ChaCha8Rng::seed_from_u64(plan.seed);
    let roll = roll(plan, &mut random);
    let frequencies: Vec<Vec<f64>> = values
        .iter()
        .map(|&n| {
            let weights: Vec<f64> = (0..n).map(|v| 1.0 / (v as f64 + 3.0)).collect();
            let sum: f64 = weights.iter().sum();
            weights.iter().map(|w| w / sum).collect()
        })
        .collect();
    let draw = |f: usize, random: &mut ChaCha8Rng| -> usize {
        let mut left = random.random::<f64>();
        let mut value = 0;
        while value + 1 < values[f] && left >= frequencies[f][value] {
            left -= frequencies[f][value];
            value += 1;
        }
        value
    };
    let true_values: Vec<Vec<usize>> = (0..plan.people)
        .map(|_| (0..values.len()).map(|f| draw(f, &mut random)).collect())
        .collect();
    let records: Vec<Vec<Option<usize>>> = roll
        .person
        .iter()
        .map(|&p| {
            let slip = if random.random::<f64>() < 0.2 { 3.0 * slip } else { slip };
            (0..values.len())
                .map(|f| {
                    if random.random::<f64>() < missing {
                        None
                    } else if random.random::<f64>() < slip {
                        Some(draw(f, &mut random))
                    } else {
                        Some(true_values[p as usize][f])
                    }
                })
                .collect()
        })
        .collect();
    let (all, same) = roll.pairs();
    let prior = (same / (all - same)).ln();
    let right = (1.0 - 1.4 * slip).powi(2);
    roll.world(prior, |a, b| {
        let one = |f: usize| match (records[a][f], records[b][f]) {
            (Some(x), Some(y)) if x == y => (1.0 - right + right / frequencies[f][x]).ln(),
            (Some(_), Some(_)) => (1.0 - right).ln(),
            _ => 0.0,
        };
        (0..values.len()).map(one).sum()
    })
}

/// Pair precision, recall and F1 of a partition.
pub(crate) fn quality(found: &Partition, truth: &Partition) -> (f64, f64, f64) {
    let both = (0..truth.len() as u32).map(|r| (found.person(r), truth.person(r)));
    let hits = Partition::of(both).pairs() as f64;
    f1(hits, found.pairs() as f64, truth.pairs() as f64)
}

/// The same of the pairs with odds of at least one, taken as they are.
pub(crate) fn raw_quality(world: &World) -> (f64, f64, f64) {
    let linked = world.pairs.iter().filter(|pair| pair.log_odds >= 0.0);
    let (mut hits, mut found) = (0.0, 0.0);
    for pair in linked {
        found += 1.0;
        let same = world.truth.person(pair.first) == world.truth.person(pair.second);
        hits += f64::from(u8::from(same));
    }
    f1(hits, found, world.truth.pairs() as f64)
}

/// What whoever stops at a threshold has: everything that a chain of such pairs holds together.
pub(crate) fn closure(world: &World) -> Partition {
    let mut of: Vec<u32> = (0..world.truth.len() as u32).collect();
    for pair in world.pairs.iter().filter(|pair| pair.log_odds >= 0.0) {
        let (a, b) = (find(&mut of, pair.first), find(&mut of, pair.second));
        of[a.max(b) as usize] = a.min(b);
    }
    Partition::of((0..world.truth.len() as u32).map(|x| find(&mut of, x)))
}

fn find(of: &mut [u32], mut x: u32) -> u32 {
    while of[x as usize] != x {
        of[x as usize] = of[of[x as usize] as usize];
        x = of[x as usize];
    }
    x
}

fn f1(hits: f64, found: f64, true_pairs: f64) -> (f64, f64, f64) {
    (hits / found.max(1.0), hits / true_pairs.max(1.0), 2.0 * hits / (found + true_pairs).max(1.0))
}

/// Box and Muller.
fn normal(random: &mut impl Rng) -> f64 {
    let radius = (-2.0 * (1.0 - random.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * random.random::<f64>()).cos()
}

/// A standard normal that exceeds `least` (Robert 1995: exponential proposals).
fn normal_above(least: f64, random: &mut impl Rng) -> f64 {
    if least <= 0.0 {
        loop {
            let x = normal(random);
            if x >= least {
                return x;
            }
        }
    }
    let rate = f64::midpoint(least, (least * least + 4.0).sqrt());
    loop {
        let x = least - (1.0 - random.random::<f64>()).ln() / rate;
        if random.random::<f64>() < (-(x - rate).powi(2) / 2.0).exp() {
            return x;
        }
    }
}

/// Chance that a standard normal exceeds `x`, by the trapezium rule.
fn upper_tail(x: f64) -> f64 {
    let step = 1e-3;
    let density = |x: f64| (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt();
    (0..12_000).map(|i| density(x + (f64::from(i) + 0.5) * step) * step).sum()
}
