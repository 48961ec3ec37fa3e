//! Counts of pairs by likeness, told apart into chance and matches.
//!
//! Strangers whose records have a token in common by accident are chance too, and lie where matches do that have one in common: both have a curve of one shape. How many such strangers
//! there are is told with the encodings to within half or twice as many, and lists on which few people stand twice show it themselves: what they have more than the others there are matches.
//!
//! The foot of chance, the hump of both and the other matches are log-concave in the likeness, and matches gain on chance as likeness rises. Each
//! group of pairs (between two lists, within a list) has its own number of matches; the shapes are
//! shared. Expectation maximisation from several starts; the most likely one stands.

use super::concave::Concave;

const ROUNDS: usize = 400;
/// What was told of accidents counts like so many of them that are seen.
const TOLD: f64 = 10.0;
/// The gain of the log-likelihood in one round below which nothing more is expected.
const ENOUGH: f64 = 1e-4;

/// Pairs of one kind, counted by likeness.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// Pairs in each bin.
    pub(crate) counts: Vec<f64>,
    /// Pairs that were compared in all, those below the floor among them.
    pub(crate) compared: f64,
    /// How many of them can be matches at most; none of two records of a list where nobody stands twice.
    pub(crate) most_matches: f64,
}

/// What the pairs of each likeness are, in numbers.
#[derive(Debug, Clone)]
pub(crate) struct Mixture {
    /// For each group and bin, how many pairs are alike by chance, accidents among them.
    pub(crate) chance: Vec<Vec<f64>>,
    /// For each group and bin, how many of them by the accident of a token in common.
    pub(crate) accidents: Vec<Vec<f64>>,
    /// For each group and bin, how many pairs are one person.
    pub(crate) matches: Vec<Vec<f64>>,
    /// Whether most pairs of a bin have little more in common than one token, be they matches or not.
    pub(crate) by_one: Vec<bool>,
    /// For each group and bin, the share that is matches, rising with the likeness.
    pub(crate) shares: Vec<Vec<f64>>,
    /// The logarithm of the likelihood.
    pub(crate) ln_likelihood: f64,
}

/// What pairs are, by bins: strangers for each pair that is compared, matches as shares of all matches.
struct Kinds {
    /// Strangers who have nothing in common: the foot of chance.
    foot: Vec<f64>,
    /// Strangers who have a token in common by accident.
    accidents: Vec<f64>,
    /// Matches that have little more in common than that.
    by_one: Vec<f64>,
    /// All other matches.
    others: Vec<f64>,
}

/// The curves that are fitted: the foot, the hump where a token is shared by strangers or by matches, and the other matches.
struct Curves {
    foot: Concave,
    hump: Concave,
    others: Concave,
}

/// Tells chance and matches apart, beginning with every pair from bin `first_match` on a match. `told` says for each bin how many accidents are expected for each
/// pair that is compared.
pub(crate) fn separate(groups: &[Group], told: &[f64], first_match: usize) -> Mixture {
    let begun = |group: &Group| {
        let may = |bin| group.most_matches > 0.0 && bin >= first_match;
        (0..told.len()).map(|bin| if may(bin) { 0.98 } else { 0.0 }).collect()
    };
    let mut shares: Vec<Vec<f64>> = groups.iter().map(begun).collect();
    let [foot, hump, others] = [(); 3].map(|()| Concave::new(told.len()));
    let mut curves = Curves { foot, hump, others };
    let mut kinds = Kinds::begun(groups, &shares, told);
    let (mut rounds, mut last) = (0, f64::NEG_INFINITY);
    loop {
        kinds = curves.fit(groups, &shares, &kinds, told);
        let mixture = kinds.mixture(groups, &shares);
        rounds += 1;
        if (mixture.ln_likelihood - last).abs() < ENOUGH || rounds == ROUNDS {
            return mixture;
        }
        last = mixture.ln_likelihood;
        shares = mixture.shares;
    }
}

/// Pairs of each bin over all groups, those that are no matches and those that are.
fn strangers_and_matches(groups: &[Group], shares: &[Vec<f64>]) -> Vec<[f64; 2]> {
    let of_bin = |bin: usize| {
        groups.iter().zip(shares).fold([0.0; 2], |[strangers, matches], (group, share)| {
            let (pairs, share) = (group.counts[bin], share[bin]);
            [strangers + pairs * (1.0 - share), matches + pairs * share]
        })
    };
    (0..groups.first().map_or(0, |group| group.counts.len())).map(of_bin).collect()
}

/// A number cut in two as these are to each other.
fn cut(number: f64, one: f64, other: f64) -> [f64; 2] {
    let first = if one > 0.0 { number * one / (one + other) } else { 0.0 };
    [first, number - first]
}

impl Curves {
    /// Fits them to the pairs of each bin, cut into kinds as they were `before`.
    fn fit(
        &mut self,
        groups: &[Group],
        shares: &[Vec<f64>],
        before: &Kinds,
        told: &[f64],
    ) -> Kinds {
        let exposure: f64 = groups.iter().map(|group| group.compared).sum();
        let all_told: f64 = told.iter().sum();
        let (mut of_foot, mut of_hump, mut of_others) = (Vec::new(), Vec::new(), Vec::new());
        let (mut accidents, mut by_one, mut matches) = (TOLD, 0.0, 0.0);
        let pairs = strangers_and_matches(groups, shares);
        for (bin, &[strangers, matched]) in pairs.iter().enumerate() {
            let [accident, foot] = cut(strangers, before.accidents[bin], before.foot[bin]);
            let [one, other] = cut(matched, before.by_one[bin], before.others[bin]);
            of_foot.push(foot);
            of_hump.push(accident + one + TOLD * told[bin] / all_told.max(f64::MIN_POSITIVE));
            of_others.push(other);
            accidents += accident;
            by_one += one;
            matches += matched;
        }
        let ones = vec![1.0; told.len()];
        self.foot.fit(&of_foot, &vec![exposure; told.len()]);
        self.hump.fit(&of_hump, &ones);
        self.others.fit(&of_others, &ones);
        // What was told counts as if so many accidents had been seen among as many pairs as have them.
        let rate = if all_told > 0.0 { accidents / (TOLD / all_told + exposure) } else { 0.0 };
        let one = if matches > 0.0 { by_one / matches } else { 0.0 };
        Kinds {
            foot: intensity(&self.foot),
            accidents: scaled(&self.hump, rate),
            by_one: scaled(&self.hump, one),
            others: scaled(&self.others, 1.0 - one),
        }
    }
}

fn intensity(curve: &Concave) -> Vec<f64> {
    curve.ln_intensity().iter().map(|ln| ln.exp()).collect()
}

/// The curve, so high that it sums to this.
fn scaled(curve: &Concave, sum: f64) -> Vec<f64> {
    let each = intensity(curve);
    let whole: f64 = each.iter().sum();
    each.iter().map(|each| sum * each / whole.max(f64::MIN_POSITIVE)).collect()
}

impl Kinds {
    /// As they are before anything is fitted: accidents as told, and a tenth of the matches with little in common.
    fn begun(groups: &[Group], shares: &[Vec<f64>], told: &[f64]) -> Self {
        let exposure: f64 = groups.iter().map(|group| group.compared).sum();
        let pairs = strangers_and_matches(groups, shares);
        let by_one = if told.iter().any(|&told| told > 0.0) { 0.1 } else { 0.0 };
        Self {
            foot: pairs.iter().map(|[strangers, _]| strangers / exposure.max(1.0)).collect(),
            accidents: told.to_vec(),
            by_one: vec![by_one; told.len()],
            others: vec![1.0 - by_one; told.len()],
        }
    }

    /// The numbers of pairs that are expected, with as many matches in each group as its shares make.
    fn mixture(&self, groups: &[Group], shares: &[Vec<f64>]) -> Mixture {
        let times = |curve: &[f64], number: f64| -> Vec<f64> {
            curve.iter().map(|each| number * each).collect()
        };
        let sum = |one: &[f64], other: &[f64]| -> Vec<f64> {
            one.iter().zip(other).map(|(one, other)| one + other).collect()
        };
        let (of_strangers, of_matches) =
            (sum(&self.foot, &self.accidents), sum(&self.by_one, &self.others));
        let mut mixture = Mixture {
            chance: groups.iter().map(|group| times(&of_strangers, group.compared)).collect(),
            accidents: groups.iter().map(|group| times(&self.accidents, group.compared)).collect(),
            matches: Vec::new(),
            by_one: Vec::new(),
            shares: Vec::new(),
            ln_likelihood: 0.0,
        };
        let (mut compared, mut matched) = (0.0, 0.0);
        for ((group, share), chance) in groups.iter().zip(shares).zip(&mixture.chance) {
            let number: f64 = group.counts.iter().zip(share).map(|(n, s)| n * s).sum();
            let number = number.min(group.most_matches);
            if group.most_matches > 0.0 {
                compared += group.compared;
                matched += number;
            }
            let matches = times(&of_matches, number);
            for (count, (chance, matches)) in group.counts.iter().zip(chance.iter().zip(&matches)) {
                let expected = (chance + matches).max(1e-300);
                mixture.ln_likelihood += count * expected.ln() - expected;
            }
            mixture.shares.push(shares_of_matches(group, &matches, chance));
            mixture.matches.push(matches);
        }
        mixture.by_one = (0..self.foot.len())
            .map(|bin| {
                compared * self.accidents[bin] + matched * self.by_one[bin]
                    > compared * self.foot[bin] + matched * self.others[bin]
            })
            .collect();
        mixture
    }
}

/// The share of each bin that is matches, made to rise with the likeness.
fn shares_of_matches(group: &Group, matches: &[f64], chance: &[f64]) -> Vec<f64> {
    if group.most_matches <= 0.0 {
        return vec![0.0; matches.len()];
    }
    let ln_odds = matches.iter().zip(chance).map(|(m, c)| (m.max(1e-300) / c.max(1e-300)).ln());
    let weights = matches.iter().zip(chance).map(|(m, c)| m + c + 1e-9);
    rising(ln_odds.zip(weights)).into_iter().map(|odds| 1.0 / (1.0 + (-odds).exp())).collect()
}

/// Values that fall where they should rise are replaced by their weighted mean (pool adjacent violators).
fn rising(values: impl Iterator<Item = (f64, f64)>) -> Vec<f64> {
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (value, weight) in values {
        let mut block = (value, weight, 1);
        while let Some(&(mean, before, size)) = blocks.last()
            && mean > block.0
        {
            blocks.pop();
            let together = before + block.1;
            block = ((mean * before + block.0 * block.1) / together, together, size + block.2);
        }
        blocks.push(block);
    }
    blocks.iter().flat_map(|&(mean, _, size)| std::iter::repeat_n(mean, size)).collect()
}
