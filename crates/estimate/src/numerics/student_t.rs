//! Student's t distribution: how much wider an interval must be when its spread is itself known
//! from few observations only.
//!
//! The degrees of freedom may be any positive number, because the rules that combine several
//! analyses (see [`crate::combine_linkages`]) give fractions.

use crate::normal;

/// From so many degrees of freedom on, the expansion about the normal quantile is exact to twelve
/// digits and the continued fraction only slower.
const NEARLY_NORMAL: f64 = 1e5;

/// The probability above `t` under the t distribution with these degrees of freedom, with relative
/// precision also where it is small. Not a number where the degrees of freedom are not positive.
///
/// With `v` degrees of freedom it is half the regularised incomplete beta function of
/// `v / (v + t^2)` with parameters `v / 2` and `1 / 2` (Abramowitz and Stegun 26.7.1).
///
/// ```
/// use concert_estimate::student_t::above;
///
/// // One degree of freedom is the Cauchy distribution: a quarter lies above one.
/// assert!((above(1.0, 1.0) - 0.25).abs() < 1e-15);
/// ```
pub fn above(t: f64, degrees_of_freedom: f64) -> f64 {
    let v = degrees_of_freedom;
    if t.is_nan() || v.is_nan() || v <= 0.0 {
        return f64::NAN;
    }
    if t < 0.0 {
        return 1.0 - above(-t, v);
    }
    if v.is_infinite() {
        return normal::cumulative(-t);
    }
    let square = t * t;
    if square.is_infinite() {
        return 0.0;
    }
    let (far, near) = (v / (v + square), square / (v + square));
    // The powers of both that stand before either fraction, the first without loss near one.
    let powers = -(square / v).ln_1p() * v / 2.0 + near.ln() / 2.0;
    let front = (powers + ln_gamma_ratio(v / 2.0)).exp() / std::f64::consts::PI.sqrt();
    // The continued fraction is quick on the far side of the mean of the beta distribution only;
    // on the near side that of the mirrored distribution is.
    if square > 1.0 {
        0.5 * front * incomplete_beta(far, v / 2.0, 0.5)
    } else {
        0.5 - 0.5 * front * incomplete_beta(near, 0.5, v / 2.0)
    }
}

/// The value below which a variable with the t distribution lies with this probability; minus and
/// plus infinity for zero and one. Not a number where the degrees of freedom are not positive.
///
/// ```
/// use concert_estimate::student_t::quantile;
///
/// // Published tables of the t distribution.
/// assert_eq!(format!("{:.3}", quantile(0.975, 4.0)), "2.776");
/// assert_eq!(format!("{:.3}", quantile(0.975, f64::INFINITY)), "1.960");
/// ```
pub fn quantile(probability: f64, degrees_of_freedom: f64) -> f64 {
    let v = degrees_of_freedom;
    if probability.is_nan() || v.is_nan() || v <= 0.0 {
        return f64::NAN;
    }
    if probability > 0.5 {
        // One minus a probability above one half is exact.
        return -quantile(1.0 - probability, v);
    }
    let z = normal::quantile(probability);
    if z.is_infinite() || z == 0.0 {
        return z;
    }
    if v >= NEARLY_NORMAL {
        // Abramowitz and Stegun 26.7.5.
        let first = (z.powi(3) + z) / 4.0;
        let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
        return z + first / v + second / (v * v);
    }
    // The tail falls as t grows: a bracket by doubling, then halving on the logarithm.
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    while above(high, v) > probability && high < f64::MAX / 4.0 {
        (low, high) = (high, high * 4.0);
    }
    for _ in 0..200 {
        let middle = if low > 0.0 { (low * high).sqrt() } else { high / 2.0 };
        if middle <= low || middle >= high {
            break;
        }
        if above(middle, v) > probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    -high
}

/// The incomplete beta function of `x` with parameters `a` and `b`, divided by `x^a (1 - x)^b`.
///
/// Continued fraction of Abramowitz and Stegun 26.5.8, evaluated forwards by the method of Lentz
/// (1976, Applied Optics 15:668).
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    let kept_off_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut d = 1.0 / kept_off_zero(1.0 - (a + b) * x / (a + 1.0));
    let (mut c, mut fraction) = (1.0, d);
    for i in 1..5000 {
        let m = f64::from(i);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = fraction;
        for numerator in [even, odd] {
            d = 1.0 / kept_off_zero(1.0 + numerator * d);
            c = kept_off_zero(1.0 + numerator / c);
            fraction *= c * d;
        }
        if (fraction - before).abs() <= f64::EPSILON * fraction.abs() {
            break;
        }
    }
    fraction / a
}

/// `ln(Gamma(a + 1/2) / Gamma(a))` for positive `a`: by recursion to where five terms of the
/// asymptotic series (Tricomi and Erdelyi 1951) are exact to a double.
fn ln_gamma_ratio(a: f64) -> f64 {
    let (mut a, mut shift) = (a, 0.0);
    while a < 24.0 {
        shift += (a / (a + 0.5)).ln();
        a += 1.0;
    }
    let square = 1.0 / (a * a);
    let series =
        1.0 / 8.0 - square * (1.0 / 192.0 - square * (1.0 / 640.0 - square * 17.0 / 14336.0));
    shift + 0.5 * a.ln() - series / a
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Probability, degrees of freedom, quantile.
    const QUANTILES_OF_R: [(f64, f64, f64); 36] = [
        (0.6, 0.5, 0.397_975_426_784_782),
        (0.9, 0.5, 10.270_324_410_234_3),
        (0.975, 0.5, 164.557_673_480_494),
        (0.9999, 0.5, 10_284_911.563_182_4),
        (0.6, 1.5, 0.300_745_392_569_795),
        (0.9, 1.5, 2.196_398_417_565_54),
        (0.975, 1.5, 6.016_663_104_427_93),
        (0.9999, 1.5, 242.264_098_846_524),
        (0.6, 3.0, 0.276_670_662_332_69),
        (0.9, 3.0, 1.637_744_353_696_21),
        (0.975, 3.0, 3.182_446_305_283_71),
        (0.9999, 3.0, 22.203_742_273_205),
        (0.6, 4.25, 0.269_678_223_827_863),
        (0.9, 4.25, 1.515_944_811_749_57),
        (0.975, 4.25, 2.713_205_847_146_06),
        (0.9999, 4.25, 11.917_898_798_854_5),
        (0.6, 9.0, 0.260_955_336_473_911),
        (0.9, 9.0, 1.383_028_738_396_63),
        (0.975, 9.0, 2.262_157_162_798_2),
        (0.9999, 9.0, 6.010_132_129_081_53),
        (0.6, 30.7, 0.255_553_624_273_14),
        (0.9, 30.7, 1.309_742_340_850_19),
        (0.975, 30.7, 2.040_321_537_812_14),
        (0.9999, 30.7, 4.220_907_166_321_14),
        (0.6, 250.0, 0.253_616_881_581_939),
        (0.9, 250.0, 1.284_947_055_422_26),
        (0.975, 250.0, 1.969_498_393_421_15),
        (0.9999, 250.0, 3.774_912_790_618_2),
        (0.6, 5000.0, 0.253_360_583_969_232),
        (0.9, 5000.0, 1.281_720_905_335_72),
        (0.975, 5000.0, 1.960_438_551_706_51),
        (0.9999, 5000.0, 3.721_776_168_336_81),
        (0.6, 1e6, 0.253_347_170_537_842),
        (0.9, 1e6, 1.281_552_412_129_94),
        (0.975, 1e6, 1.959_966_356_814_11),
        (0.9999, 1e6, 3.719_030_274_762_57),
    ];

    #[test]
    fn quantiles_of_one_and_two_degrees_of_freedom_have_closed_forms() {
        for i in 1..200 {
            let p = f64::from(i) / 200.0;
            let cauchy = (std::f64::consts::PI * (p - 0.5)).tan();
            assert!((quantile(p, 1.0) - cauchy).abs() < 1e-11 * cauchy.abs().max(1.0), "{p}");
            let two = (2.0 * p - 1.0) / (2.0 * p * (1.0 - p)).sqrt();
            assert!((quantile(p, 2.0) - two).abs() < 1e-12 * two.abs().max(1.0), "{p}");
        }
    }

    #[test]
    fn quantiles_agree_with_r() {
        // qt(p, df) of R 4.2.2, printed to 15 digits.
        for (p, v, expected) in QUANTILES_OF_R {
            assert!((quantile(p, v) / expected - 1.0).abs() < 1e-11, "{p} {v} {}", quantile(p, v));
        }
    }

    #[test]
    fn the_tail_undoes_the_quantile_and_both_ways_meet() {
        for v in [0.3, 0.9, 1.7, 3.0, 11.5, 80.0, 999.0, 99_999.0] {
            for p in [1e-9, 1e-4, 0.025, 0.2, 0.4999] {
                let found = above(-quantile(p, v), v);
                assert!((found / p - 1.0).abs() < 1e-11, "{v} {p} {found}");
            }
        }
        let (fraction, series) = (quantile(0.975, 99_999.9), quantile(0.975, 100_000.1));
        assert!((fraction - series).abs() < 1e-9, "{fraction} {series}");
        assert!((quantile(0.975, f64::INFINITY) - normal::quantile(0.975)).abs() < 1e-15);
    }

    #[test]
    fn what_has_no_answer_is_not_a_number() {
        assert!(quantile(0.9, 0.0).is_nan() && quantile(0.9, f64::NAN).is_nan());
        assert!(above(1.0, -1.0).is_nan() && quantile(f64::NAN, 3.0).is_nan());
        assert!(quantile(0.5, 3.0).abs() < f64::EPSILON);
        assert!(quantile(1.0, 3.0) == f64::INFINITY && quantile(0.0, 3.0) == f64::NEG_INFINITY);
    }
}
