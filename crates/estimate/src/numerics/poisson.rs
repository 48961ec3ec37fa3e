//! The Poisson distribution: how surprising a count is.

/// `ln(n!)`, to the precision of a double.
pub(crate) fn ln_factorial(n: u64) -> f64 {
    const SMALL: u64 = 16;
    if n < SMALL {
        return (2..=n).map(|i| i as f64).product::<f64>().ln();
    }
    // Stirling's series; its first term left out is below 1e-12 from n = 16 on.
    let x = n as f64;
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let series =
        inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0)));
    (x + 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series
}

/// The natural logarithm of the one-sided p value of a count under a Poisson mean: the smaller of
/// the probabilities of a count so low and of a count so high (Chan, Silverman and Vincent 2021,
/// section 2.3). As a logarithm, so that very surprising counts can still be compared.
///
/// `mean` is positive and finite.
pub(crate) fn ln_one_sided_p(count: u64, mean: f64) -> f64 {
    let n = count as f64;
    let ln_point = n * mean.ln() - mean - ln_factorial(count);
    // The tail away from the mean is the point's probability times a series whose terms shrink by
    // the ratio of neighbouring probabilities; the other tail is one minus it, plus the point.
    let tail = if n <= mean {
        series(|i| (n - i as f64) / mean)
    } else {
        series(|i| mean / (n + 1.0 + i as f64))
    };
    let ln_tail = ln_point + tail.ln();
    let ln_other = (1.0 - ln_tail.exp() + ln_point.exp()).max(f64::MIN_POSITIVE).ln();
    ln_tail.min(ln_other)
}

/// `1 + r(0) + r(0) r(1) + ...` for ratios that do not grow, until nothing is added.
fn series(ratio: impl Fn(u64) -> f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for i in 0.. {
        term *= ratio(i);
        if term <= sum * f64::EPSILON * 0.125 {
            break;
        }
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(count: u64, mean: f64) -> f64 {
        let point = |i: u64| (1..=i).fold((-mean).exp(), |p, j| p * mean / j as f64);
        let below: f64 = (0..count).map(point).sum();
        (below + point(count)).min(1.0 - below)
    }

    #[test]
    fn p_values_agree_with_the_sum_of_probabilities() {
        for (count, mean) in [(0, 0.3), (2, 2.0), (3, 2.9), (7, 2.5), (1, 9.0), (12, 12.5)] {
            let (p, plain) = (ln_one_sided_p(count, mean).exp(), plain(count, mean));
            assert!((p / plain - 1.0).abs() < 1e-11, "{count} {mean}: {p} {plain}");
        }
    }

    #[test]
    fn counts_beyond_any_double_are_still_ordered() {
        let (far, further) = (ln_one_sided_p(5000, 10.0), ln_one_sided_p(6000, 10.0));
        assert!(further < far && far < -700.0 && further.is_finite());
    }

    #[test]
    fn stirling_meets_the_product() {
        let product: f64 = (2..=25).map(|i| f64::from(i).ln()).sum();
        assert!((ln_factorial(25) - product).abs() < 1e-11);
        let product: f64 = (2..=16).map(|i| f64::from(i).ln()).sum();
        assert!((ln_factorial(16) - product).abs() < 1e-11);
    }
}
