//! The logarithm of the gamma function, and of the ratio of two of its values.
//!
//! Marginal likelihoods of tables with Dirichlet priors are ratios of gamma functions of counts.
//! With millions of people each logarithm is in the millions too, and their difference would lose
//! the digits that matter; so the ratio has a formula of its own.

/// From here on Stirling's series, with the terms below, is right to the precision of a double.
const LARGE: f64 = 16.0;

/// `ln Γ(x)` for positive `x`.
pub(crate) fn ln_gamma(x: f64) -> f64 {
    let (x, product) = raised(x);
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series(x) - product.ln()
}

/// `ln Γ(x + step) - ln Γ(x)` for positive `x` and `x + step`, without the cancellation.
pub(crate) fn ln_gamma_ratio(x: f64, step: f64) -> f64 {
    let end = x + step;
    if x.min(end) < LARGE {
        return ln_gamma(end) - ln_gamma(x);
    }
    (x - 0.5) * (step / x).ln_1p() + step * (end.ln() - 1.0) + series(end) - series(x)
}

/// An argument in the range of Stirling's series, and the product by which `Γ` has grown on the
/// way to it.
fn raised(mut x: f64) -> (f64, f64) {
    let mut product = 1.0;
    while x < LARGE {
        product *= x;
        x += 1.0;
    }
    (x, product)
}

/// Stirling's series beyond its leading terms (Abramowitz and Stegun 6.1.41).
fn series(x: f64) -> f64 {
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_are_met() {
        let root_pi = std::f64::consts::PI.sqrt().ln();
        for (x, expected) in [
            (0.5, root_pi),
            (1.0, 0.0),
            (2.5, root_pi + 0.75_f64.ln()),
            (6.0, 120.0_f64.ln()),
            (1.0 / 32.0, 3.448_489_127_797_958_4),
            (21.0, 2_432_902_008_176_640_000.0_f64.ln()),
        ] {
            assert!((ln_gamma(x) - expected).abs() < 2e-14 * expected.max(1.0), "{x}");
        }
    }

    #[test]
    fn a_ratio_over_whole_steps_is_a_sum_of_logarithms() {
        for x in [0.25, 3.5, 40.0, 1e6, 1e11] {
            for step in [1_u32, 7, 400] {
                let sum: f64 = (0..step).map(|i| (x + f64::from(i)).ln()).sum();
                let up = ln_gamma_ratio(x, f64::from(step));
                let down = ln_gamma_ratio(x + f64::from(step), -f64::from(step));
                assert!((up - sum).abs() < 1e-12 * sum.abs().max(1.0), "{x} {step}: {up} {sum}");
                assert!((down + sum).abs() < 1e-12 * sum.abs().max(1.0), "{x} {step}: {down}");
            }
        }
    }
}
