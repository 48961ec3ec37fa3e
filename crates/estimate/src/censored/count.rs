//! A Poisson count of which only an upper bound is known.
//!
//! A list that also holds non-members counts too many: of those on it alone nobody knows which are
//! members, so that their number is a bound. With the mean `m` and the bound `u` everything that a
//! fit needs follows from `h`, the probability of exactly `u` given at most `u`:
//!
//! ```text
//! E[Y | Y <= u]           = m (1 - h)
//! Var[Y | Y <= u]         = m (1 - h) - m h (u - m (1 - h))
//! d   ln P(Y <= u) / d ln m    = -m h
//! d^2 ln P(Y <= u) / (d ln m)^2 = -m h (1 + u - m (1 - h))
//! ```
//!
//! The last is never positive, since a count of at most `u` has a mean of at most `u`: a likelihood
//! with such counts stays concave.

use crate::numerics::poisson::ln_factorial;

/// What is known of a count that is at most a bound.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AtMost {
    /// Logarithm of the probability of at most the bound.
    pub(crate) ln_probability: f64,
    /// Expected count, given the bound.
    pub(crate) expected: f64,
    /// First derivative of the logarithm of the probability by the logarithm of the mean.
    pub(crate) slope: f64,
    /// Second derivative, its sign changed: zero or more. The variance of the count, given the
    /// bound, is the mean less this.
    pub(crate) curvature: f64,
}

impl AtMost {
    /// For a positive finite mean.
    pub(crate) fn new(bound: u64, mean: f64) -> Self {
        let u = bound as f64;
        let ln_point = u * mean.ln() - mean - ln_factorial(bound);
        let (ln_probability, h) = if mean < u {
            // One minus the tail above, whose terms fall from the first on.
            let above = ln_point.exp() * falling(|i| mean / (u + 1.0 + i));
            let ln_probability = (-above).ln_1p();
            (ln_probability, (ln_point - ln_probability).exp())
        } else {
            let below = 1.0 + falling(|i| (u - i) / mean);
            (ln_point + below.ln(), 1.0 / below)
        };
        let expected = mean * (1.0 - h);
        let slope = -mean * h;
        // The bound exceeds the expectation but for rounding.
        let curvature = mean * h * (1.0 + u - expected).max(0.0);
        Self { ln_probability, expected, slope, curvature }
    }
}

/// `r(0) + r(0) r(1) + ...` for ratios below one that do not grow, until nothing is added.
fn falling(ratio: impl Fn(f64) -> f64) -> f64 {
    let (mut sum, mut term, mut i) = (0.0, 1.0, 0.0);
    loop {
        term *= ratio(i);
        sum += term;
        i += 1.0;
        if term <= sum * f64::EPSILON * 0.125 {
            return sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_agree_with_their_definition() {
        for bound in [0_u64, 1, 2, 7, 40] {
            for mean in [0.01, 0.7, 3.0, 6.999, 7.0, 25.0, 90.0] {
                let points: Vec<f64> = (0..=bound)
                    .map(|i| (1..=i).fold(f64::exp(-mean), |p, j| p * mean / j as f64))
                    .collect();
                let sum: f64 = points.iter().sum();
                let moment = |power: i32| -> f64 {
                    let terms = points.iter().enumerate();
                    terms.map(|(i, p)| p * (i as f64).powi(power)).sum::<f64>() / sum
                };
                let (first, second) = (moment(1), moment(2));
                let found = AtMost::new(bound, mean);
                assert!((found.ln_probability - sum.ln()).abs() < 1e-10, "{bound} {mean}");
                assert!((found.expected - first).abs() < 1e-9 * first.max(1.0), "{bound} {mean}");
                let variance = second - first * first;
                assert!((mean - found.curvature - variance).abs() < 1e-9, "{bound} {mean}");
                assert!((found.slope - (first - mean)).abs() < 1e-9 * mean.max(1.0));
            }
        }
    }

    #[test]
    fn a_bound_far_above_the_mean_says_nothing_and_one_far_below_is_nearly_the_count() {
        let far = AtMost::new(10_000, 50.0);
        assert!(far.ln_probability.abs() < 1e-300 && far.slope.abs() < 1e-300);
        assert!((far.expected - 50.0).abs() < 1e-12);
        let near = AtMost::new(10, 1e6);
        assert!((near.expected - 10.0).abs() < 1e-3 && (1e6 - near.curvature).abs() < 1e-3);
    }
}
