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
use crate::latent_class::mixture::{LN_LEAST_ODDS, ln};
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
    lists: usize,
    /// The logarithm of the weight of each kind, over its beta functions.
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
            lists,
            ln_factors: vec![((1.0 - FROM_THE_PRIOR) / kinds as f64).ln(); kinds],
            on: vec![0.0; kinds * lists],
            of: vec![0.0; kinds * lists],
        };
        let strong = rates.iter().flat_map(|rates| STRENGTHS.map(|strength| (rates, strength)));
        for (kind, (rates, strength)) in strong.enumerate() {
            for (list, rate) in rates.iter().enumerate() {
                // The probability of the list that a kind is named after is uniform.
                let Some(rate) = rate else { continue };
                let (on, off) = (strength * rate, strength * (1.0 - rate));
                reference.on[list * kinds + kind] = on;
                reference.of[list * kinds + kind] = on + off;
                reference.ln_factors[kind] +=
                    ln_gamma(on + off + 2.0) - ln_gamma(on + 1.0) - ln_gamma(off + 1.0);
            }
        }
        reference
    }

    /// How many kinds of classes there are, the prior not counted.
    pub(crate) fn kinds(&self) -> usize {
        self.ln_factors.len()
    }

    /// Draws the log odds of a class.
    pub(crate) fn draw_log_odds(&self, log_odds: &mut [f64], random: &mut impl Rng) {
        let kind = (random.random::<f64>() >= FROM_THE_PRIOR)
            .then(|| random.random_range(0..self.kinds()));
        for (list, log_odds) in log_odds.iter_mut().enumerate() {
            let (on, of) = kind.map_or((0.0, 0.0), |kind| {
                let at = list * self.kinds() + kind;
                (self.on[at], self.of[at])
            });
            // The odds of a beta variable are the ratio of two gamma variables.
            let ln_on = ln_of_gamma(1.0 + on, random);
            let ln_off = ln_of_gamma(1.0 + of - on, random);
            *log_odds = (ln_on - ln_off).clamp(LN_LEAST_ODDS, -LN_LEAST_ODDS);
        }
    }

    /// The logarithm of how many times as likely a class is as in the prior. `sums` is room for
    /// one number per kind.
    pub(crate) fn ln_over_prior(&self, odds: &[f64], log_odds: &[f64], sums: &mut [f64]) -> f64 {
        let kinds = self.kinds();
        sums.copy_from_slice(&self.ln_factors);
        for list in 0..self.lists {
            let (ln_on, ln_off) = (log_odds[list], ln(1.0 + odds[list]));
            let (on, of) = (&self.on[list * kinds..], &self.of[list * kinds..]);
            // p^on (1 - p)^off = odds^on / (1 + odds)^(on + off)
            for ((sum, on), of) in sums.iter_mut().zip(on).zip(of) {
                *sum += on * ln_on - of * ln_off;
            }
        }
        ln(FROM_THE_PRIOR + sums.iter().map(|sum| exp(*sum)).sum::<f64>())
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

/// The exponential function to a few units in the last place, for several kinds at once: without
/// calls and branches, like [`ln`]. What is below the smallest normal double counts as that.
#[inline]
fn exp(x: f64) -> f64 {
    // The high part of ln 2 has so few digits that its product with an exponent is exact.
    const LN_2: [f64; 2] = [0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10];
    const TO_INTEGER: f64 = 6_755_399_441_055_744.0;
    let x = x.clamp(-708.0, 708.0);
    let shifted = x * std::f64::consts::LOG2_E + TO_INTEGER;
    let exponent = shifted - TO_INTEGER;
    let r = (x - exponent * LN_2[0]) - exponent * LN_2[1];
    // Taylor's series up to the twelfth power, |r| < 0.35, in pieces that do not wait for each
    // other.
    let (r2, r4) = (r * r, r * r * r * r);
    let a = (1.0 + r) + r2 * (1.0 / 2.0 + r / 6.0);
    let b = (1.0 / 24.0 + r / 120.0) + r2 * (1.0 / 720.0 + r / 5040.0);
    let c = (1.0 / 40_320.0 + r / 362_880.0) + r2 * (1.0 / 3_628_800.0 + r / 39_916_800.0);
    let series = a + r4 * (b + r4 * (c + r4 / 479_001_600.0));
    // The exponent stands in the last bits of the shifted number.
    f64::from_bits(series.to_bits().wrapping_add(shifted.to_bits() << 52))
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
    fn the_exponential_is_that_of_the_standard_library() {
        for i in 0..200_000 {
            let x = f64::from(i) * 0.007 - 700.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 4e-15, "{x}");
        }
        assert!(exp(-1e300) < 1e-300);
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
        let mut sums = vec![0.0; reference.kinds()];
        let mut over = |log_odds: &[f64]| {
            let odds: Vec<f64> = log_odds.iter().map(|x| x.exp()).collect();
            reference.ln_over_prior(&odds, log_odds, &mut sums).exp()
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
