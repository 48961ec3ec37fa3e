//! Partial pooling: estimates of like quantities, each drawn towards the others as far as their
//! spread says that they are alike.
//!
//! The model is the oldest of its kind (Rubin 1981, Journal of Educational Statistics 6:377; Gelman
//! and others, Bayesian Data Analysis, section 5.4). Unit `j` has the estimate `y_j` with a known
//! variance `v_j`; the true values are normal about a common mean with a standard deviation `tau`:
//!
//! ```text
//! y_j ~ N(theta_j, v_j),   theta_j ~ N(mu, tau^2),   mu flat,   tau half-Cauchy
//! ```
//!
//! Given `tau`, all is normal: `mu` has the mean of the `y_j` with weights `1 / (v_j + tau^2)`, and
//! `theta_j` lies between `y_j` and `mu`, with the weight `tau^2 / (v_j + tau^2)` on `y_j`. Morris
//! (1983, JASA 78:47) puts one estimate of `tau` in and corrects the intervals for that; here the
//! posterior of `tau` is added up over a grid instead, so that intervals hold its uncertainty
//! whatever its shape, the common case that zero is its likeliest value included.
//!
//! A unit without an estimate of its own has `N(mu, tau^2)`: all it is told comes from the others.
//!
//! The half-Cauchy prior (Gelman 2006, Bayesian Analysis 1:515) has its median at its scale and is
//! cut off at ten times it. With five units and more it hardly matters; with two it says much of
//! what is said about `tau`.

use rand::{Rng, RngExt};

use crate::normal;

/// Values of `tau` on the grid. They are equally likely a priori.
const GRID: usize = 2000;

/// Largest `tau`, in scales of its prior.
const LARGEST: f64 = 10.0;

/// Estimates with their variances, partially pooled.
#[derive(Debug, Clone)]
pub(crate) struct Pooling {
    /// Of each unit its estimate and variance, if it has them.
    units: Vec<Option<(f64, f64)>>,
    grid: Vec<Given>,
}

/// What holds if `tau` has one value.
#[derive(Debug, Clone, Copy)]
struct Given {
    tau: f64,
    /// Mean and variance of `mu`.
    mean: f64,
    variance: f64,
    /// Posterior probability of this and all smaller values.
    cumulative: f64,
    probability: f64,
}

/// One draw of everything at once.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    pub(crate) tau: f64,
    /// The true value of each unit.
    pub(crate) values: Vec<f64>,
}

impl Pooling {
    /// `None` unless two units have an estimate, all of which are finite with positive variances,
    /// and the scale is positive and finite.
    pub(crate) fn new(units: Vec<Option<(f64, f64)>>, scale: f64) -> Option<Self> {
        let known: Vec<(f64, f64)> = units.iter().flatten().copied().collect();
        let sound = |&(y, v): &(f64, f64)| y.is_finite() && v.is_finite() && v > 0.0;
        if known.len() < 2 || !known.iter().all(sound) || !(scale > 0.0 && scale.is_finite()) {
            return None;
        }
        // Where the prior has had a share of its probability, tau is scale tan(share pi / 2).
        let whole = LARGEST.atan();
        let tau = |i: usize| scale * (whole * (i as f64 + 0.5) / GRID as f64).tan();
        let given: Vec<(f64, Given)> = (0..GRID).map(|i| given(&known, tau(i))).collect();
        let highest = given.iter().map(|x| x.0).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = given.iter().map(|x| (x.0 - highest).exp()).sum();
        let mut cumulative = 0.0;
        let grid = given.into_iter().map(|(ln_density, given)| {
            let probability = (ln_density - highest).exp() / sum;
            cumulative += probability;
            Given { cumulative, probability, ..given }
        });
        Some(Self { grid: grid.collect(), units })
    }

    /// How much of what is said about a unit comes from the others, 0 to 1: the posterior mean of
    /// the weight on `mu`.
    pub(crate) fn share_from_others(&self, unit: usize) -> f64 {
        let Some((_, variance)) = self.units[unit] else {
            return 1.0;
        };
        self.expectation(|given| variance / (variance + given.tau * given.tau))
    }

    pub(crate) fn draw(&self, random: &mut impl Rng) -> Drawn {
        let at = random.random::<f64>();
        let at = self.grid.partition_point(|given| given.cumulative <= at).min(GRID - 1);
        let Given { tau, mean, variance, .. } = self.grid[at];
        let mu = mean + variance.sqrt() * standard_normal(random);
        let value = |unit: &Option<(f64, f64)>| {
            let z = standard_normal(random);
            let Some((y, v)) = *unit else {
                return mu + tau * z;
            };
            let weight = tau * tau / (v + tau * tau);
            weight * y + (1.0 - weight) * mu + (weight * v).sqrt() * z
        };
        Drawn { tau, values: self.units.iter().map(value).collect() }
    }

    fn expectation(&self, of: impl Fn(&Given) -> f64) -> f64 {
        self.grid.iter().map(|given| given.probability * of(given)).sum()
    }
}

/// The logarithm of the marginal likelihood of `tau`, and what holds given it.
fn given(known: &[(f64, f64)], tau: f64) -> (f64, Given) {
    let square = tau * tau;
    let precision: f64 = known.iter().map(|(_, v)| 1.0 / (v + square)).sum();
    let mean = known.iter().map(|(y, v)| y / (v + square)).sum::<f64>() / precision;
    let term = |(y, v): &(f64, f64)| -0.5 * ((v + square).ln() + (y - mean).powi(2) / (v + square));
    let ln_density = known.iter().map(term).sum::<f64>() - 0.5 * precision.ln();
    let variance = 1.0 / precision;
    (ln_density, Given { tau, mean, variance, cumulative: 0.0, probability: 0.0 })
}

pub(crate) fn standard_normal(random: &mut impl Rng) -> f64 {
    normal::quantile(random.random::<f64>().max(f64::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Coaching in eight schools (Rubin 1981, table 1): effects and standard errors.
    fn eight_schools() -> Vec<Option<(f64, f64)>> {
        let effects = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0];
        let errors = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0_f64];
        effects.into_iter().zip(errors).map(|(y, s)| Some((y, s * s))).collect()
    }

    // `f` below is the density of tau as in `given`, with a half-Cauchy prior of scale 10 cut off
    // at 100, integrated with `integrate(f, 0, 100, rel.tol = 1e-11)` of R 4.2.2.
    #[test]
    fn eight_schools_agree_with_numerical_integration() {
        let pooling = Pooling::new(eight_schools(), 10.0).unwrap();
        let mean = |unit: usize| {
            let (y, v) = pooling.units[unit].unwrap();
            pooling.expectation(|given| {
                let weight = given.tau.powi(2) / (given.tau.powi(2) + v);
                weight * y + (1.0 - weight) * given.mean
            })
        };
        let means = [
            10.111_186, 7.847_097, 6.713_645, 7.673_779, 5.866_537, 6.637_297, 9.791_497, 8.191_79,
        ];
        let shares =
            [0.886_762, 0.805_56, 0.896_999, 0.827_253, 0.779_825, 0.827_253, 0.805_56, 0.913_849];
        for unit in 0..8 {
            assert!((mean(unit) - means[unit]).abs() < 2e-5, "{unit} {}", mean(unit));
            let share = pooling.share_from_others(unit);
            assert!((share - shares[unit]).abs() < 2e-5, "{unit} {share}");
        }
        assert!((pooling.expectation(|given| given.mean) - 7.854_103).abs() < 1e-5);
        let median = pooling.grid.iter().find(|given| given.cumulative >= 0.5).unwrap().tau;
        assert!((median - 3.816_83).abs() < 0.02, "{median}");
    }

    #[test]
    fn draws_have_the_moments_of_the_posterior() {
        let mut units = eight_schools();
        units.push(None);
        let pooling = Pooling::new(units, 10.0).unwrap();
        let mut random = ChaCha8Rng::seed_from_u64(3);
        let draws: Vec<Drawn> = (0..20_000).map(|_| pooling.draw(&mut random)).collect();
        let moments = |unit: usize| {
            let n = draws.len() as f64;
            let mean = draws.iter().map(|draw| draw.values[unit]).sum::<f64>() / n;
            let square = |draw: &Drawn| (draw.values[unit] - mean).powi(2);
            (mean, (draws.iter().map(square).sum::<f64>() / n).sqrt())
        };
        // By the same integration: mean and standard deviation of the first school.
        let (mean, deviation) = moments(0);
        assert!((mean - 10.111).abs() < 0.2 && (deviation - 7.0365).abs() < 0.15);
        // A ninth school of which nothing is known has the common mean and a wider spread.
        let (mean, ninth) = moments(8);
        assert!((mean - 7.854).abs() < 0.25 && ninth > deviation, "{mean} {ninth}");
        assert!((pooling.share_from_others(8) - 1.0).abs() < f64::EPSILON);
        // What the schools share makes their draws rise and fall together.
        let sum = |draw: &Drawn| draw.values[..8].iter().sum::<f64>();
        let n = draws.len() as f64;
        let mean = draws.iter().map(sum).sum::<f64>() / n;
        let variance = draws.iter().map(|draw| (sum(draw) - mean).powi(2)).sum::<f64>() / n;
        let apart: f64 = (0..8).map(|unit| moments(unit).1.powi(2)).sum();
        assert!(variance > 1.5 * apart, "{variance} {apart}");
    }

    #[test]
    fn estimates_that_agree_are_drawn_together_and_those_that_do_not_stand() {
        let alike = Pooling::new(vec![Some((1.0, 0.04)); 10], 1.0).unwrap();
        assert!(alike.share_from_others(0) > 0.8);
        let apart = (0..10).map(|i| Some((f64::from(i), 0.04))).collect();
        assert!(Pooling::new(apart, 1.0).unwrap().share_from_others(0) < 0.02);
    }

    #[test]
    fn what_cannot_be_pooled_is_not() {
        let one = Some((1.0, 0.1));
        assert!(Pooling::new(vec![one, None], 1.0).is_none());
        assert!(Pooling::new(vec![one, Some((1.0, 0.0))], 1.0).is_none());
        assert!(Pooling::new(vec![one, Some((f64::NAN, 0.1))], 1.0).is_none());
        assert!(Pooling::new(vec![one, one], 0.0).is_none());
        assert!(Pooling::new(vec![one, one], 1.0).is_some());
    }
}
