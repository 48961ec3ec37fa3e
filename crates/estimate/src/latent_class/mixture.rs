//! Latent classes: people of one kind are on the lists independently of each other, and lists look
//! dependent because there are several kinds.
//!
//! The model of Manrique-Vallier (2016, Biometrics 72:1246). A person is of class `k` with
//! probability `weight(k)`, and then on list `j` with probability `p(j, k)`, whatever other lists
//! the person is on. Probabilities are uniform a priori. The weights break a stick: the first class
//! takes the share `v(1)` of it, the second the share `v(2)` of what is left, and so on to the last,
//! which takes what remains; `v(k) ~ Beta(1, a)` and `a ~ Gamma(1/4, rate 1/4)`, so that few
//! classes take nearly all. The population has the prior `1 / N`.
//!
//! Three integrals that can be done by hand are, and leave a distribution that is much easier to
//! walk through than one of the population, `a` and every hidden person's class:
//!
//! - Summed over `N`, the probability of the table is that of the observed people among those who
//!   are seen at all, `product of (cell(x) / seen)^n(x)`, and the hidden number given the rest is
//!   negative binomial.
//! - Integrated over `a`, the density of the shares is `(1/4 - ln w)^-(K - 3/4) / w` for `w` the
//!   weight of the last of `K` classes.
//! - Classes of the observed people are summed over in `cell(x) = sum of weight(k) f(k, x)`.
//!
//! The coordinates are the *share* of each class among those who are seen, `q(k)`, and the log odds
//! of the probabilities. Lowering a class's probabilities then leaves the fit to the observed people
//! nearly as it was while the hidden number grows, which is the direction along which latent
//! classes are uncertain.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, Gamma};

use crate::capture_history::CaptureTable;
use crate::latent_class::reference::{Reference, draw_ln_shares, ln_density_of_shares};
use crate::latent_class::vectors::{ln, padded, sum_of_products_with_ln};

/// Shape and rate of the gamma distribution of the concentration `a`.
const CONCENTRATION: f64 = 0.25;

/// Odds below this and above its inverse, `exp(40)`, are left out of the prior: together they have
/// the probability `1e-17` per list and class, and odds of sixteen lists still multiply to a double.
const LEAST_ODDS: f64 = 4.248_354_255_291_589e-18;

/// The logarithm of the least odds, a little above it.
pub(crate) const LN_LEAST_ODDS: f64 = -39.999_999;

/// What the likelihood reads of a table.
#[derive(Debug, Clone)]
pub(crate) struct Observed {
    lists: usize,
    people: f64,
    histories: usize,
    /// People with each observed history, and nobody up to whole vectors.
    counts: Vec<f64>,
    /// The lists of the histories, one after the other, and where each history's begin.
    members: Vec<usize>,
    starts: Vec<usize>,
    /// For each list the histories that hold it.
    holders: Vec<Vec<usize>>,
    reference: Reference,
}

impl Observed {
    pub(crate) fn new(table: &CaptureTable) -> Self {
        let mut observed = Self {
            lists: table.lists().len(),
            people: table.observed() as f64,
            histories: table.cells().len(),
            counts: table.cells().iter().map(|cell| cell.1 as f64).collect(),
            members: Vec::new(),
            starts: vec![0],
            holders: vec![Vec::new(); table.lists().len()],
            reference: Reference::new(table),
        };
        observed.counts.resize(padded(observed.histories), 0.0);
        for (which, (history, _)) in table.cells().iter().enumerate() {
            observed.members.extend(history.lists());
            observed.starts.push(observed.members.len());
            history.lists().for_each(|list| observed.holders[list].push(which));
        }
        observed
    }

    pub(crate) fn lists(&self) -> usize {
        self.lists
    }

    pub(crate) fn people(&self) -> f64 {
        self.people
    }

    /// How many histories were observed.
    pub(crate) fn cells(&self) -> usize {
        self.histories
    }

    /// Kinds of classes in the reference, each of which costs time where classes change.
    pub(crate) fn kinds(&self) -> usize {
        self.reference.kinds()
    }

    /// The logarithm of the likelihood, up to the multinomial coefficient, from the probabilities
    /// of the observed histories among people who are seen: those given, with so many times each
    /// of some others added, all filled up to whole vectors.
    pub(crate) fn ln_likelihood<const N: usize>(
        &self,
        cells: &[f64],
        added: [(f64, &[f64]); N],
    ) -> f64 {
        sum_of_products_with_ln(&self.counts, cells, added)
    }
}

/// One class: how likely its people are to be on each list.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    odds: Vec<f64>,
    log_odds: Vec<f64>,
    /// For each list the logarithm of one over the probability not to be on it.
    ln_per_off: Vec<f64>,
    /// The sum of the log odds.
    ln_odds: f64,
    seen: f64,
    /// One over the probability that somebody of the class is seen.
    per_seen: f64,
    /// The logarithm of the probability that somebody of the class is seen.
    pub(crate) ln_seen: f64,
    /// The logarithm of the prior density of the log odds.
    pub(crate) ln_prior: f64,
    /// The logarithm of the reference density over the prior density.
    pub(crate) ln_over_prior: f64,
    /// The probability of each observed history for somebody of the class who is seen; zeros up
    /// to whole vectors.
    pub(crate) cells: Vec<f64>,
    /// For each kind of the reference, the logarithm of its density over the prior's.
    kinds: Vec<f64>,
    /// The probability to be seen over that not to be.
    odds_of_being_seen: f64,
}

impl Class {
    /// The class whose people are on any list as likely as not.
    pub(crate) fn even(observed: &Observed) -> Self {
        let (odds, cells) = (vec![1.0; observed.lists], vec![0.0; padded(observed.cells())]);
        let log_odds = vec![0.0; observed.lists];
        let mut class = Self {
            odds,
            log_odds,
            ln_per_off: vec![0.0; observed.lists],
            ln_odds: 0.0,
            seen: 0.0,
            per_seen: 0.0,
            ln_seen: 0.0,
            ln_prior: 0.0,
            ln_over_prior: 0.0,
            cells,
            kinds: Vec::new(),
            odds_of_being_seen: 0.0,
        };
        class.settle(observed);
        class
    }

    /// Draws the class from the prior.
    pub(crate) fn draw(&mut self, observed: &Observed, random: &mut impl Rng) {
        self.ln_odds = 0.0;
        for (odds, log_odds) in self.odds.iter_mut().zip(&mut self.log_odds) {
            let probability: f64 = random.random();
            // Clamped rather than drawn again: it does not happen.
            *odds = (probability / (1.0 - probability)).clamp(LEAST_ODDS, 1.0 / LEAST_ODDS);
            *log_odds = ln(*odds);
            self.ln_odds += *log_odds;
        }
        self.settle(observed);
    }

    /// Draws the class from the reference.
    pub(crate) fn draw_from_reference(&mut self, observed: &Observed, random: &mut impl Rng) {
        observed.reference.draw_log_odds(&mut self.log_odds, random);
        self.ln_odds = self.log_odds.iter().sum();
        let odds = self.odds.iter_mut().zip(&self.log_odds);
        odds.for_each(|(odds, log_odds)| *odds = log_odds.exp());
        self.settle(observed);
    }

    /// Becomes another class with all log odds moved by a step. False, with nothing settled, if
    /// that is outside the prior.
    pub(crate) fn become_shifted(&mut self, from: &Self, step: f64, observed: &Observed) -> bool {
        let factor = step.exp();
        let mut inside = true;
        for (list, odds) in from.odds.iter().enumerate() {
            self.odds[list] = odds * factor;
            self.log_odds[list] = from.log_odds[list] + step;
            inside &= (LEAST_ODDS..=1.0 / LEAST_ODDS).contains(&self.odds[list]);
        }
        self.ln_odds = from.ln_odds + step * observed.lists as f64;
        if inside {
            self.settle(observed);
        }
        inside
    }

    /// Becomes another class with the log odds of one list moved by a step. False, with nothing
    /// settled, if that is outside the prior. Only what the list has a part in is computed, as
    /// products and sums of many steps: after a hundred thousand accurate to a billionth.
    pub(crate) fn become_moved(
        &mut self,
        from: &Self,
        list: usize,
        step: f64,
        observed: &Observed,
    ) -> bool {
        let factor = step.exp();
        let odds = from.odds[list] * factor;
        if !(LEAST_ODDS..=1.0 / LEAST_ODDS).contains(&odds) {
            return false;
        }
        self.odds.copy_from_slice(&from.odds);
        self.log_odds.copy_from_slice(&from.log_odds);
        self.ln_per_off.copy_from_slice(&from.ln_per_off);
        self.odds[list] = odds;
        self.log_odds[list] += step;
        self.ln_per_off[list] = ln(1.0 + odds);
        self.ln_odds = from.ln_odds + step;
        self.settle_being_seen();
        let change = self.ln_per_off[list] - from.ln_per_off[list];
        let reference = &observed.reference;
        self.ln_over_prior =
            reference.ln_over_prior_moved(list, [step, change], &from.kinds, &mut self.kinds);
        let scale = from.odds_of_being_seen / self.odds_of_being_seen;
        for (cell, from) in self.cells.iter_mut().zip(&from.cells) {
            *cell = from * scale;
        }
        for &holder in &observed.holders[list] {
            self.cells[holder] *= factor;
        }
        true
    }

    pub(crate) fn log_odds(&self) -> &[f64] {
        &self.log_odds
    }

    /// About how much one person who is surely of the class tells about the log odds of a list:
    /// `p (1 - p)` for `p` the probability of the list given that the person is seen.
    pub(crate) fn told_by_a_person(&self, list: usize) -> f64 {
        let on = self.odds[list] / (1.0 + self.odds[list]) * self.per_seen;
        (on * (1.0 - on)).max(0.0)
    }

    /// Takes these log odds. False, with nothing settled, if they are outside the prior.
    pub(crate) fn take(&mut self, log_odds: &[f64], observed: &Observed) -> bool {
        self.ln_odds = log_odds.iter().sum();
        self.log_odds.copy_from_slice(log_odds);
        let odds = self.odds.iter_mut().zip(log_odds);
        odds.for_each(|(odds, log_odds)| *odds = log_odds.exp());
        let inside = self.odds.iter().all(|odds| (LEAST_ODDS..=1.0 / LEAST_ODDS).contains(odds));
        if inside {
            self.settle(observed);
        }
        inside
    }

    /// Computes what follows from the odds.
    fn settle(&mut self, observed: &Observed) {
        for (ln_per_off, odds) in self.ln_per_off.iter_mut().zip(&self.odds) {
            *ln_per_off = ln(1.0 + odds);
        }
        self.settle_being_seen();
        self.ln_over_prior =
            observed.reference.ln_over_prior(&self.log_odds, &self.ln_per_off, &mut self.kinds);
        let members = observed.starts.windows(2).map(|at| &observed.members[at[0]..at[1]]);
        let one_over = 1.0 / self.odds_of_being_seen;
        for (cell, lists) in self.cells.iter_mut().zip(members) {
            *cell = lists.iter().fold(one_over, |cell, &list| cell * self.odds[list]);
        }
    }

    /// Computes what follows from the odds, whichever list they are of.
    fn settle_being_seen(&mut self) {
        // (1 + a)(1 + b) - 1 without the loss of small odds beside one.
        let odds_of_being_seen = self.odds.iter().fold(0.0, |sum, odds| sum + odds + sum * odds);
        let ln_unseen = -self.ln_per_off.iter().sum::<f64>();
        self.odds_of_being_seen = odds_of_being_seen;
        self.seen = odds_of_being_seen / (1.0 + odds_of_being_seen);
        self.per_seen = 1.0 / self.seen;
        self.ln_seen = ln(odds_of_being_seen) + ln_unseen;
        self.ln_prior = self.ln_odds + 2.0 * ln_unseen;
    }
}

/// Classes with their shares: one point of the posterior.
#[derive(Debug, Clone)]
pub(crate) struct Mixture {
    pub(crate) classes: Vec<Class>,
    pub(crate) ln_likelihood: f64,
    /// The logarithms of the shares of the classes among the people who are seen. Kept beside the
    /// shares, since a share can be too small for a double.
    ln_shares: Vec<f64>,
    shares: Vec<f64>,
}

impl Mixture {
    /// A mixture drawn from the prior.
    pub(crate) fn drawn(classes: usize, observed: &Observed, random: &mut impl Rng) -> Self {
        let mut mixture = Self {
            classes: vec![Class::even(observed); classes],
            ln_likelihood: 0.0,
            ln_shares: vec![0.0; classes],
            shares: vec![0.0; classes],
        };
        mixture.draw(observed, random);
        mixture
    }

    /// Draws the mixture from the prior.
    pub(crate) fn draw(&mut self, observed: &Observed, random: &mut impl Rng) {
        let concentration = gamma(CONCENTRATION, CONCENTRATION, random);
        let mut ln_shares = Vec::with_capacity(self.classes.len());
        let mut left = 0.0;
        for k in 0..self.classes.len() {
            self.classes[k].draw(observed, random);
            let last = k + 1 == self.classes.len();
            let (taken, rest) = if last { (0.0, 0.0) } else { broken(concentration, random) };
            ln_shares.push(left + taken + self.classes[k].ln_seen);
            left += rest;
        }
        self.set_shares(&ln_shares);
        self.ln_likelihood = observed.ln_likelihood(&self.cells_without(&[]), []);
    }

    /// Draws the mixture from the reference.
    pub(crate) fn draw_from_reference(&mut self, observed: &Observed, random: &mut impl Rng) {
        for class in &mut self.classes {
            class.draw_from_reference(observed, random);
        }
        let mut ln_shares = vec![0.0; self.classes.len()];
        draw_ln_shares(&mut ln_shares, random);
        self.set_shares(&ln_shares);
        self.ln_likelihood = observed.ln_likelihood(&self.cells_without(&[]), []);
    }

    /// The logarithm of the posterior density over the reference density, up to a constant: what
    /// is raised to a power.
    pub(crate) fn ln_over_reference(&self) -> f64 {
        let of_classes: f64 = self.classes.iter().map(|class| class.ln_over_prior).sum();
        self.ln_likelihood - of_classes - self.ln_shares_over_prior()
    }

    /// The logarithm of the density of the shares by the reference over that by the prior, up to a
    /// constant.
    pub(crate) fn ln_shares_over_prior(&self) -> f64 {
        ln_density_of_shares(&self.ln_shares) - self.ln_prior_of_shares()
    }

    /// The same classes and shares, before another table of the same lists.
    #[cfg(test)]
    pub(crate) fn seen_as(&self, observed: &Observed) -> Self {
        let mut other = self.clone();
        for class in &mut other.classes {
            class.cells = vec![0.0; padded(observed.cells())];
            class.settle(observed);
        }
        other.ln_likelihood = observed.ln_likelihood(&other.cells_without(&[]), []);
        other
    }

    pub(crate) fn shares(&self) -> &[f64] {
        &self.shares
    }

    pub(crate) fn ln_shares(&self) -> &[f64] {
        &self.ln_shares
    }

    /// Sets the shares in proportion to those whose logarithms are given, to a sum of one.
    pub(crate) fn set_shares(&mut self, ln_shares: &[f64]) {
        let top = ln_shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let ln_sum = top + ln_shares.iter().map(|share| (share - top).exp()).sum::<f64>().ln();
        for (k, ln_share) in ln_shares.iter().enumerate() {
            self.set_share(k, ln_share - ln_sum);
        }
    }

    /// Sets one share. The caller keeps the sum at one.
    pub(crate) fn set_share(&mut self, k: usize, ln_share: f64) {
        self.ln_shares[k] = ln_share;
        self.shares[k] = ln_share.exp();
    }

    pub(crate) fn swap(&mut self, a: usize, b: usize) {
        self.classes.swap(a, b);
        self.ln_shares.swap(a, b);
        self.shares.swap(a, b);
    }

    /// The probabilities of the observed histories among people who are seen, those of some
    /// classes left out.
    pub(crate) fn cells_without(&self, left_out: &[usize]) -> Vec<f64> {
        let mut cells = Vec::new();
        self.sum_without(left_out, &mut cells);
        cells
    }

    /// The same, written over what is there.
    pub(crate) fn sum_without(&self, left_out: &[usize], cells: &mut Vec<f64>) {
        cells.clear();
        cells.resize(self.classes.first().map_or(0, |class| class.cells.len()), 0.0);
        for (k, (class, &share)) in self.classes.iter().zip(&self.shares).enumerate() {
            if share > 0.0 && !left_out.contains(&k) {
                for (cell, of_class) in cells.iter_mut().zip(&class.cells) {
                    *cell += share * of_class;
                }
            }
        }
    }

    /// The logarithm of the density of the shares, up to a constant. The prior of the stick, as a
    /// density of the weights, is `(b - ln w(K))^-(b + K - 1)` over the product of what is left
    /// before each break from the second on; from weights to shares among the seen it changes by
    /// `1 / (product of seen(k) * (sum of q(k) / seen(k))^K)`.
    pub(crate) fn ln_prior_of_shares(&self) -> f64 {
        // Shares over probabilities of being seen are the weights times a constant, by whose power
        // the sum of their logarithms below is larger: the last factor.
        let (mut left, mut product, mut sum) = (0.0, 1.0, 0.0);
        for (class, share) in self.classes.iter().zip(&self.shares).rev() {
            left += share * class.per_seen;
            product *= left * class.seen;
            if !(1e-100..1e100).contains(&product) {
                if product < 1e-300 {
                    return self.ln_prior_of_small_shares();
                }
                sum += ln(product);
                product = 1.0;
            }
        }
        sum += ln(product);
        self.ln_prior_from(self.ln_weight(self.classes.len() - 1) - ln(left), sum)
    }

    /// The same, when a sum of weights is too small for a double.
    fn ln_prior_of_small_shares(&self) -> f64 {
        let ln_left = self.ln_left();
        let sum = self.classes.iter().zip(&ln_left).map(|(class, left)| left + class.ln_seen).sum();
        self.ln_prior_from(ln_left[ln_left.len() - 1] - ln_left[0], sum)
    }

    fn ln_prior_from(&self, ln_last_weight: f64, sum: f64) -> f64 {
        let power = CONCENTRATION + self.classes.len() as f64 - 1.0;
        -power * ln(CONCENTRATION - ln_last_weight) - sum
    }

    /// The logarithm of the weight of a class, up to a constant that is the same for all.
    pub(crate) fn ln_weight(&self, k: usize) -> f64 {
        self.ln_shares[k] - self.classes[k].ln_seen
    }

    /// The logarithms of what is left of the stick before each class, up to the same constant.
    pub(crate) fn ln_left(&self) -> Vec<f64> {
        let mut ln_left = vec![0.0; self.classes.len()];
        let mut left = f64::NEG_INFINITY;
        for k in (0..self.classes.len()).rev() {
            left = ln_sum(self.ln_weight(k), left);
            ln_left[k] = left;
        }
        ln_left
    }

    /// The logarithm of the probability that somebody of the population is seen.
    pub(crate) fn ln_seen(&self) -> f64 {
        // The shares sum to one, so that the sum of the weights is one over the probability.
        -self.ln_left()[0]
    }

    /// A concentration drawn given the weights.
    pub(crate) fn concentration(&self, random: &mut impl Rng) -> f64 {
        let ln_left = self.ln_left();
        let ln_last_weight = ln_left[ln_left.len() - 1] - ln_left[0];
        let shape = CONCENTRATION + self.classes.len() as f64 - 1.0;
        gamma(shape, CONCENTRATION - ln_last_weight, random)
    }
}

/// `ln(exp(a) + exp(b))`.
pub(crate) fn ln_sum(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    // Below this difference nothing is left of the smaller one in a double.
    if low - high < -40.0 { high } else { high + (low - high).exp().ln_1p() }
}

/// A gamma variable; never zero, where no stick would break.
fn gamma(shape: f64, rate: f64, random: &mut impl Rng) -> f64 {
    Gamma::new(shape, 1.0 / rate)
        .map_or(f64::MIN_POSITIVE, |gamma| gamma.sample(random))
        .max(f64::MIN_POSITIVE)
}

/// The logarithms of a share that is broken off, `v ~ Beta(1, a)`, and of what is left.
pub(crate) fn broken(concentration: f64, random: &mut impl Rng) -> (f64, f64) {
    // 1 - u is never zero. With a tiny concentration what is left is too little for a double, and
    // its logarithm is kept finite.
    let uniform: f64 = 1.0 - random.random::<f64>();
    let left = (uniform.ln() / concentration).max(-1e300);
    let taken = (-left.exp_m1()).max(f64::MIN_POSITIVE).ln();
    (taken, left)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::capture_history::History;

    fn observed() -> Observed {
        let cells = [(1, 5), (2, 3), (4, 2), (3, 4), (7, 1)];
        let cells = cells.map(|(bits, count)| (History::new(bits), count));
        Observed::new(&CaptureTable::new(["a", "b", "c"], cells).unwrap())
    }

    #[test]
    fn the_likelihood_is_that_of_the_observed_among_the_seen() {
        let (observed, mut random) = (observed(), ChaCha8Rng::seed_from_u64(1));
        for _ in 0..100 {
            let mixture = Mixture::drawn(4, &observed, &mut random);
            let weights: Vec<f64> =
                (0..4).map(|k| (mixture.ln_weight(k) + mixture.ln_seen()).exp()).collect();
            assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            // In the terms of the paper: a sum over classes of weights times products.
            let of = |bits: u16| -> f64 {
                let class = |k: usize| -> f64 {
                    let odds = mixture.classes[k].odds.iter().enumerate();
                    odds.map(
                        |(j, odds)| if bits >> j & 1 == 1 { *odds } else { 1.0 } / (1.0 + odds),
                    )
                    .product()
                };
                (0..4).map(|k| weights[k] * class(k)).sum()
            };
            let plain: f64 = [(1, 5.0), (2, 3.0), (4, 2.0), (3, 4.0), (7, 1.0)]
                .map(|(bits, count)| count * (of(bits) / (1.0 - of(0))).ln())
                .iter()
                .sum();
            assert!((mixture.ln_likelihood - plain).abs() < 1e-8 * plain.abs());
        }
    }

    #[test]
    fn many_steps_of_single_lists_end_where_the_odds_say() {
        let (observed, mut random) = (observed(), ChaCha8Rng::seed_from_u64(3));
        let mut here = Class::even(&observed);
        let mut there = here.clone();
        let mut steps = 0;
        while steps < 100_000 {
            let step = random.random_range(-3.0..3.0);
            let list = random.random_range(0..observed.lists());
            if there.become_moved(&here, list, step, &observed) {
                std::mem::swap(&mut here, &mut there);
                steps += 1;
            }
        }
        assert!(there.take(here.log_odds(), &observed));
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs().max(1.0);
        assert!(near(here.ln_over_prior, there.ln_over_prior));
        assert!(near(here.ln_prior, there.ln_prior) && near(here.ln_seen, there.ln_seen));
        for (cell, settled) in here.cells.iter().zip(&there.cells) {
            assert!((cell - settled).abs() <= 1e-9 * settled, "{cell} {settled}");
        }
    }

    #[test]
    fn shares_too_small_for_a_double_have_the_same_prior() {
        let (observed, mut random) = (observed(), ChaCha8Rng::seed_from_u64(2));
        let mut compared = 0;
        for _ in 0..1000 {
            let mixture = Mixture::drawn(4, &observed, &mut random);
            let (fast, slow) = (mixture.ln_prior_of_shares(), mixture.ln_prior_of_small_shares());
            assert!((fast - slow).abs() <= 1e-9 * slow.abs().max(1.0), "{fast} {slow}");
            compared += usize::from(mixture.shares.iter().all(|share| *share > 1e-60));
        }
        assert!(compared > 300, "{compared}");
    }
}
