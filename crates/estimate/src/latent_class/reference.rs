//! Where the replicas of a chain come from: a distribution of mixtures from which can be drawn
//! directly, and which is nearer to the posterior than the prior.
//!
//! On the way from the prior to the posterior classes appear one after the other, each at a power
//! of the likelihood at which the people whom it explains pay for the narrow place it must have.
//! These are phase transitions, at which replicas wait. Worse, they wait unequally long before the
//! modes of the posterior, and chains agree about weights that are wrong. A reference that knows
//! about where classes can be replaces them by one that is softer, at middle powers, where classes
//! that nobody needs disappear. Surjanovic, Syed, Bouchard-Côté and Campbell (2022, Advances in Neural
//! Information Processing Systems 35) fit theirs to the posterior; this one is read from the table.
//!
//! Each class is of a kind drawn at random: any, as in the prior; people on one of the lists, who
//! are on the others as often as those are who are on that list; or people at large, who are on
//! each list as often as people on any other list are. How closely a class follows its kind comes in
//! several strengths. The shares among those who are seen have a Dirichlet distribution. Nothing
//! of this changes the posterior: the target of a replica is the product of powers of the reference
//! and of the posterior that sum to one.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, Gamma};

use crate::capture_history::{CaptureTable, History};
use crate::latent_class::mixture::LN_LEAST_ODDS;
use crate::latent_class::vectors::{ln, padded, sum_of_exp};
use crate::numerics::gamma::ln_gamma;

/// Probability of a class as in the prior. What no kind foresees is found from here.
const FROM_THE_PRIOR: f64 = 0.3;

/// People, as if they had been counted, by whom a kind knows the probabilities of the lists.
const STRENGTHS: [f64; 2] = [8.0, 64.0];

/// The parameter of the Dirichlet distribution of the shares.
const EVENNESS: f64 = 0.3;

/// The reference distribution of a table.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    kinds: usize,
    /// The logarithm of the weight of each kind, over its beta functions. Kinds of no weight
    /// fill it up to whole vectors, here and below.
    ln_factors: Vec<f64>,
    /// For each list, and within it for each kind: as if so many people had been on the list.
    on: Vec<f64>,
    /// The same, as if so many people had been looked at.
    of: Vec<f64>,
}

impl Reference {
    pub(crate) fn new(table: &CaptureTable) -> Self {
        let lists = table.lists().len();
        let mut rates: Vec<Vec<Option<f64>>> = (0..lists)
            .map(|given| {
                let on = |list| rate(table, list, |history| history.contains(given));
                (0..lists).map(|list| (list != given).then(|| on(list))).collect()
            })
            .collect();
        let at_large = |list| {
            Some(rate(table, list, |history| history.len() > usize::from(history.contains(list))))
        };
        rates.push((0..lists).map(at_large).collect());
        let kinds = STRENGTHS.len() * rates.len();
        let mut reference = Self {
            kinds,
            ln_factors: vec![((1.0 - FROM_THE_PRIOR) / kinds as f64).ln(); kinds],
            on: vec![0.0; padded(kinds) * lists],
            of: vec![0.0; padded(kinds) * lists],
        };
        reference.ln_factors.resize(padded(kinds), f64::NEG_INFINITY);
        let strong = rates.iter().flat_map(|rates| STRENGTHS.map(|strength| (rates, strength)));
        for (kind, (rates, strength)) in strong.enumerate() {
            for (list, rate) in rates.iter().enumerate() {
                // The probability of the list that a kind is named after is uniform.
                let Some(rate) = rate else { continue };
                let (on, off) = (strength * rate, strength * (1.0 - rate));
                reference.on[list * padded(kinds) + kind] = on;
                reference.of[list * padded(kinds) + kind] = on + off;
                reference.ln_factors[kind] +=
                    ln_gamma(on + off + 2.0) - ln_gamma(on + 1.0) - ln_gamma(off + 1.0);
            }
        }
        reference
    }

    /// How many kinds of classes there are, the prior not counted.
    pub(crate) fn kinds(&self) -> usize {
        self.kinds
    }

    /// Draws the log odds of a class.
    pub(crate) fn draw_log_odds(&self, log_odds: &mut [f64], random: &mut impl Rng) {
        let kind = (random.random::<f64>() >= FROM_THE_PRIOR)
            .then(|| random.random_range(0..self.kinds()));
        for (list, log_odds) in log_odds.iter_mut().enumerate() {
            let (on, of) = kind.map_or((0.0, 0.0), |kind| {
                let at = list * padded(self.kinds) + kind;
                (self.on[at], self.of[at])
            });
            // The odds of a beta variable are the ratio of two gamma variables.
            let ln_on = ln_of_gamma(1.0 + on, random);
            let ln_off = ln_of_gamma(1.0 + of - on, random);
            *log_odds = (ln_on - ln_off).clamp(LN_LEAST_ODDS, -LN_LEAST_ODDS);
        }
    }

    /// The logarithm of how many times as likely a class is as in the prior, from its log odds and
    /// the logarithms of one over the probabilities not to be on a list. Leaves in `sums` the
    /// same of each kind.
    pub(crate) fn ln_over_prior(
        &self,
        log_odds: &[f64],
        ln_per_off: &[f64],
        sums: &mut Vec<f64>,
    ) -> f64 {
        sums.clone_from(&self.ln_factors);
        for (list, (ln_on, ln_per_off)) in log_odds.iter().zip(ln_per_off).enumerate() {
            let (on, of) = self.of_list(list);
            // p^on (1 - p)^off = odds^on / (1 + odds)^(on + off)
            for ((sum, on), of) in sums.iter_mut().zip(on).zip(of) {
                *sum += on * ln_on - of * ln_per_off;
            }
        }
        ln(FROM_THE_PRIOR + sum_of_exp(sums))
    }

    /// The same for a class of which only the log odds of one list, and the logarithm of one over
    /// the probability not to be on it, have changed, by so much.
    pub(crate) fn ln_over_prior_moved(
        &self,
        list: usize,
        [on_by, off_by]: [f64; 2],
        from: &[f64],
        sums: &mut [f64],
    ) -> f64 {
        let (on, of) = self.of_list(list);
        for (((sum, from), on), of) in sums.iter_mut().zip(from).zip(on).zip(of) {
            *sum = from + (on * on_by - of * off_by);
        }
        ln(FROM_THE_PRIOR + sum_of_exp(sums))
    }

    fn of_list(&self, list: usize) -> (&[f64], &[f64]) {
        let kinds = self.ln_factors.len();
        let of_list = list * kinds..(list + 1) * kinds;
        (&self.on[of_list.clone()], &self.of[of_list])
    }
}

/// Draws the logarithms of shares, up to a constant.
pub(crate) fn draw_ln_shares(ln_shares: &mut [f64], random: &mut impl Rng) {
    for ln_share in ln_shares {
        *ln_share = ln_of_gamma(EVENNESS, random);
    }
}

/// The logarithm of the density of shares, up to a constant.
pub(crate) fn ln_density_of_shares(ln_shares: &[f64]) -> f64 {
    (EVENNESS - 1.0) * ln_shares.iter().sum::<f64>()
}

/// How often the people of some histories are on a list, kept from zero and one by half a person.
fn rate(table: &CaptureTable, list: usize, chosen: impl Fn(History) -> bool) -> f64 {
    let (mut on, mut all) = (0.5, 1.0);
    for &(history, count) in table.cells() {
        if chosen(history) {
            all += count as f64;
            on += if history.contains(list) { count as f64 } else { 0.0 };
        }
    }
    on / all
}

/// The logarithm of a gamma variable. A small shape is made of a larger one, since the variable
/// itself can be too small for a double.
fn ln_of_gamma(shape: f64, random: &mut impl Rng) -> f64 {
    let large = if shape < 1.0 { shape + 1.0 } else { shape };
    let gamma = Gamma::new(large, 1.0).map_or(large, |gamma| gamma.sample(random));
    let power = if shape < 1.0 { (1.0 - random.random::<f64>()).ln() / shape } else { 0.0 };
    gamma.max(f64::MIN_POSITIVE).ln() + power
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn table() -> CaptureTable {
        let cells = [(1, 50), (2, 30), (4, 20), (3, 14), (7, 1)];
        let cells = cells.map(|(bits, count)| (History::new(bits), count));
        CaptureTable::new(["a", "b", "c"], cells).unwrap()
    }

    #[test]
    fn kinds_are_on_the_lists_as_the_people_of_the_table_are() {
        let reference = Reference::new(&table());
        let kinds = reference.kinds();
        assert_eq!(kinds, 4 * STRENGTHS.len());
        let rate = |list: usize, kind: usize| {
            let at = list * kinds + kind * STRENGTHS.len();
            reference.on[at] / reference.of[at]
        };
        // Of the 65 people on list a 15 are on list b.
        assert!((rate(1, 0) - 15.5 / 66.0).abs() < 1e-15);
        assert!(rate(0, 0).is_nan());
        // Of the 65 people on list b or c 15 are on list a.
        assert!((rate(0, 3) - 15.5 / 66.0).abs() < 1e-15);
    }

    #[test]
    fn the_density_is_that_of_the_draws() {
        // The mean of the prior over the reference, both as densities, is one.
        let reference = Reference::new(&table());
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut sums = Vec::new();
        let mut over = |log_odds: &[f64]| {
            let ln_per_off: Vec<f64> = log_odds.iter().map(|x| x.exp().ln_1p()).collect();
            reference.ln_over_prior(log_odds, &ln_per_off, &mut sums).exp()
        };
        let (mut whole, mut part, draws) = (0.0, 0.0, 200_000);
        for _ in 0..draws {
            let mut log_odds = [0.0; 3];
            reference.draw_log_odds(&mut log_odds, &mut random);
            let weight = 1.0 / over(&log_odds) / f64::from(draws);
            whole += weight;
            part += if log_odds[0] < 0.0 && log_odds[1] > log_odds[2] { weight } else { 0.0 };
        }
        assert!((whole - 1.0).abs() < 0.02, "{whole}");
        assert!((part - 0.25).abs() < 0.01, "{part}");
    }
}
