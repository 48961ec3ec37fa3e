//! The upper tail of Student's distribution.

/// The probability of `t` or more with so many degrees of freedom, by the regularised incomplete
/// beta function: `P(T >= t) = I(v / (v + t^2); v / 2, 1 / 2) / 2` for `t >= 0` (Abramowitz and
/// Stegun 1964, 26.5.27 and 26.7.1).
pub(crate) fn of_student(t: f64, freedom: f64) -> f64 {
    let both = incomplete_beta(freedom / (freedom + t * t), freedom / 2.0, 0.5);
    if t >= 0.0 { both / 2.0 } else { 1.0 - both / 2.0 }
}

/// The `t` that is exceeded with so small a probability, above 0 and at most one half: by halving,
/// because the tail falls steadily.
pub(crate) fn student_beyond(probability: f64, freedom: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while of_student(high, freedom) > probability && high < 1e300 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if of_student(middle, freedom) > probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// `I(x; a, b)`, by the continued fraction that converges where `x < (a + 1) / (a + b + 2)`, and its
/// mirror image elsewhere (Abramowitz and Stegun 1964, 26.5.8).
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(1.0 - x, b, a);
    }
    let front = a * x.ln() + b * (1.0 - x).ln() + ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
    front.exp() / a * continued_fraction(x, a, b)
}

/// Evaluated from the front (Lentz 1976, Applied Optics 15:668).
fn continued_fraction(x: f64, a: f64, b: f64) -> f64 {
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let (mut above, mut below) = (1.0, 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0)));
    let mut value = below;
    for step in 1..1000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for part in [even, odd] {
            below = 1.0 / away_from_zero(1.0 + part * below);
            above = away_from_zero(1.0 + part / above);
            change = below * above;
            value *= change;
        }
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

/// The logarithm of the gamma function, for positive numbers: Stirling's series from 10 on
/// (Abramowitz and Stegun 1964, 6.1.41), reached by the recurrence.
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut product) = (x, 1.0);
    while x < 10.0 {
        product *= x;
        x += 1.0;
    }
    let inverse = 1.0 / (x * x);
    let series =
        (1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse * (1.0 / 1260.0 - inverse / 1680.0))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + series - product.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: `pt(c(-3, -0.5, 0, 0.7, 2.5, 12), 7, lower.tail = FALSE)`, `pt(2, 1, lower.tail = FALSE)`
    /// and `pt(1.96, 200, lower.tail = FALSE)`.
    #[test]
    fn the_tail_has_the_values_that_r_gives() {
        for (t, freedom, tail) in [
            (-3.0, 7.0, 9.900_289_369_34e-1),
            (-0.5, 7.0, 6.837_964_321_55e-1),
            (0.0, 7.0, 0.5),
            (0.7, 7.0, 2.532_587_760_98e-1),
            (2.5, 7.0, 2.049_610_929_29e-2),
            (12.0, 7.0, 3.179_155_189_09e-6),
            (2.0, 1.0, 0.147_583_617_65),
            (1.96, 200.0, 0.025_692_420_422_9),
        ] {
            let found = of_student(t, freedom);
            assert!((found / tail - 1.0).abs() < 1e-10, "{t} {freedom}: {found} {tail}");
        }
    }

    /// R: `qt(c(0.05, 0.025, 0.05), c(7, 1, 200), lower.tail = FALSE)`.
    /// The last by the expansion in 1 / freedom (Abramowitz and Stegun 1964, 26.7.5).
    #[test]
    fn what_is_exceeded_is_what_r_gives() {
        for (probability, freedom, t) in [
            (0.05, 7.0, 1.894_578_605_061),
            (0.025, 1.0, 12.706_204_736_432),
            (0.05, 200.0, 1.652_508_101_061),
            (0.05, 65_535.0, 1.644_876_878_509),
        ] {
            let found = student_beyond(probability, freedom);
            assert!((found / t - 1.0).abs() < 1e-9, "{probability} {freedom}: {found} {t}");
        }
        assert!(student_beyond(0.5, 3.0).abs() < 1e-12);
    }
}
