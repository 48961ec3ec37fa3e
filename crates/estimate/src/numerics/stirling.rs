//! What factorials become between whole numbers: Stirling's remainder and the digamma function.

/// Terms of the asymptotic series are precise to a double from here on.
const LARGE: f64 = 16.0;

/// `ln(x!) - x ln x + x` for `x >= 0`: what Stirling's first approximation leaves out, and all
/// that is left of a factorial where huge numbers cancel. Zero at zero, then `ln(2 pi x) / 2` and
/// little more.
pub(crate) fn stirling_remainder(x: f64) -> f64 {
    if x >= LARGE {
        let inverse = 1.0 / x;
        let square = inverse * inverse;
        let series =
            1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0)));
        return 0.5 * (std::f64::consts::TAU * x).ln() + inverse * series;
    }
    if x <= 0.0 {
        return 0.0;
    }
    let large = x + LARGE;
    let product: f64 = (1..=16).map(|i| (x + f64::from(i)).ln()).sum();
    stirling_remainder(large) + large * large.ln() - large - product - x * x.ln() + x
}

/// The derivative of `ln(x!)` for `x >= 0`: the digamma function of `x + 1`.
pub(crate) fn ln_factorial_slope(x: f64) -> f64 {
    let small = if x < LARGE { (1..=16).map(|i| 1.0 / (x + f64::from(i))).sum() } else { 0.0 };
    let y = if x < LARGE { x + LARGE } else { x } + 1.0;
    let square = 1.0 / (y * y);
    let series = 1.0 / 12.0 - square * (1.0 / 120.0 - square * (1.0 / 252.0 - square / 240.0));
    y.ln() - 0.5 / y - square * series - small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factorials_and_their_slopes_are_met() {
        for n in 0..60_u32 {
            let exact: f64 = (1..=n).map(|i| f64::from(i).ln()).sum();
            let x = f64::from(n);
            let powers = if n == 0 { 0.0 } else { x * x.ln() };
            assert!((stirling_remainder(x) + powers - x - exact).abs() < 1e-11, "{n}");
            // The slope at a whole number is a harmonic number less Euler's constant.
            let harmonic: f64 = (1..=n).map(|i| 1.0 / f64::from(i)).sum();
            let slope = ln_factorial_slope(x);
            assert!((slope - (harmonic - 0.577_215_664_901_532_9)).abs() < 1e-13, "{n}: {slope}");
        }
        // (1/2)! is half the root of pi.
        let half = stirling_remainder(0.5) + 0.5 * 0.5_f64.ln() - 0.5;
        assert!((half - (std::f64::consts::PI.sqrt() / 2.0).ln()).abs() < 1e-12);
    }
}
