//! Logarithms and exponential functions of many numbers at once, of which most of the work of
//! latent classes consists.
//!
//! Both functions are written without calls and branches, so that a compiler can take several numbers
//! at a time. It may not change the order of a sum: every [`LANES`]th number is added to the same
//! one of as many sums, and those at the end. Vectors of two or of four then give the same bits.

/// Numbers that are computed together. Rows are filled up to a multiple of it.
pub(crate) const LANES: usize = 4;

/// Numbers for which there is room between two loops; a multiple of [`LANES`].
const BLOCK: usize = 64;

/// The length of a row of so many numbers.
pub(crate) fn padded(length: usize) -> usize {
    length.next_multiple_of(LANES)
}

/// The sum over a row of `count ln(cell)`, where `cell` is the rest with so many times each of some
/// other rows added.
#[inline]
pub(crate) fn sum_of_products_with_ln<const N: usize>(
    counts: &[f64],
    rest: &[f64],
    added: [(f64, &[f64]); N],
) -> f64 {
    let mut sums = [0.0; LANES];
    // Logarithms are taken in a loop of their own, which a compiler makes one of vectors.
    let mut room = [0.0; BLOCK];
    for (block, counts) in counts.chunks(BLOCK).enumerate() {
        let here = block * BLOCK..block * BLOCK + counts.len();
        let cells = &mut room[..counts.len()];
        cells.copy_from_slice(&rest[here.clone()]);
        for (times, row) in added {
            for (cell, other) in cells.iter_mut().zip(&row[here.clone()]) {
                *cell += times * other;
            }
        }
        for cell in cells.iter_mut() {
            *cell = ln(*cell);
        }
        let vectors = counts.as_chunks::<LANES>().0.iter().zip(cells.as_chunks::<LANES>().0);
        for (counts, logarithms) in vectors {
            for ((sum, count), logarithm) in sums.iter_mut().zip(counts).zip(logarithms) {
                *sum += count * logarithm;
            }
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

/// The sum of the exponential functions of a row.
#[inline]
pub(crate) fn sum_of_exp(row: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    let mut room = [0.0; BLOCK];
    for row in row.chunks(BLOCK) {
        let powers = &mut room[..row.len()];
        for (power, x) in powers.iter_mut().zip(row) {
            *power = exp(*x);
        }
        for powers in powers.as_chunks::<LANES>().0 {
            for (sum, power) in sums.iter_mut().zip(powers) {
                *sum += power;
            }
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

/// The natural logarithm of a finite number that is not negative, to a few units in the last
/// place; what is below the smallest normal double counts as that.
#[inline]
pub(crate) fn ln(x: f64) -> f64 {
    // x = m 2^e with m from sqrt(1/2) to sqrt(2), and ln m = 2 artanh((m - 1) / (m + 1)) by its
    // series, of which the eleven terms are all that a double shows. They are multiplied by
    // inverses: a division takes as long as ten products, and a compiler may not replace it.
    const S: [f64; 10] = inverses([3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, 19.0, 21.0]);
    const HALF_ROOT: u64 = 0x3fe6_a09e_667f_3bcd;
    let bits = (if x > f64::MIN_POSITIVE { x } else { f64::MIN_POSITIVE }).to_bits();
    let shifted = bits.wrapping_sub(HALF_ROOT);
    // The exponent plus 2048, as a double without a conversion: in the last bits of 1.5 * 2^52.
    let biased = (shifted >> 52).wrapping_add(0x800) & 0xfff;
    let exponent =
        f64::from_bits(biased | 0x4338_0000_0000_0000) - (6_755_399_441_055_744.0 + 2048.0);
    let mantissa = f64::from_bits((shifted & 0x000f_ffff_ffff_ffff) + HALF_ROOT);
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let u = t * t;
    let (u2, u4) = (u * u, u * u * u * u);
    let low = (S[0] + u * S[1]) + u2 * (S[2] + u * S[3]);
    let high = (S[4] + u * S[5]) + u2 * (S[6] + u * S[7]) + u4 * (S[8] + u * S[9]);
    exponent * std::f64::consts::LN_2 + 2.0 * (t + t * u * (low + u4 * high))
}

/// The exponential function to a few units in the last place, for several kinds at once: without
/// calls and branches, like [`ln`]. What is below the smallest normal double counts as that.
#[inline]
fn exp(x: f64) -> f64 {
    const T: [f64; 10] = inverses([
        6.0,
        24.0,
        120.0,
        720.0,
        5040.0,
        40_320.0,
        362_880.0,
        3_628_800.0,
        39_916_800.0,
        479_001_600.0,
    ]);
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
    let a = (1.0 + r) + r2 * (0.5 + r * T[0]);
    let b = (T[1] + r * T[2]) + r2 * (T[3] + r * T[4]);
    let c = (T[5] + r * T[6]) + r2 * (T[7] + r * T[8]);
    let series = a + r4 * (b + r4 * (c + r4 * T[9]));
    // The exponent stands in the last bits of the shifted number.
    f64::from_bits(series.to_bits().wrapping_add(shifted.to_bits() << 52))
}

/// One over each number.
const fn inverses(mut of: [f64; 10]) -> [f64; 10] {
    let mut i = 0;
    while i < of.len() {
        of[i] = 1.0 / of[i];
        i += 1;
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_that_of_the_standard_library() {
        for i in 0..200_000 {
            let x = (f64::from(i) * 0.0071 - 700.0).exp();
            assert!((ln(x) - x.ln()).abs() <= 4e-16 * x.ln().abs().max(1.0), "{x}");
        }
        assert!((ln(0.0) - f64::MIN_POSITIVE.ln()).abs() < 1e-9);
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
    fn sums_over_rows_are_those_of_their_terms() {
        let row = |from: f64| -> Vec<f64> { (0..12).map(|i| from + 0.37 * f64::from(i)).collect() };
        let (counts, rest, one, other) = (row(1.0), row(0.2), row(0.5), row(3.0));
        let plain = |i: usize| counts[i] * (rest[i] + 0.3 * one[i] + 2.0 * other[i]).ln();
        let plain: f64 = (0..12).map(plain).sum();
        let sum = sum_of_products_with_ln(&counts, &rest, [(0.3, &one), (2.0, &other)]);
        assert!((sum - plain).abs() < 1e-12 * plain, "{sum} {plain}");
        let plain: f64 = rest.iter().map(|x| x.exp()).sum();
        assert!((sum_of_exp(&rest) - plain).abs() < 1e-12 * plain);
    }
}
