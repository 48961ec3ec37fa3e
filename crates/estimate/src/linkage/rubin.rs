//! One quantity estimated from several completed data sets: how sure it is over all of them.
//!
//! The rules of Rubin (1987, Multiple Imputation for Nonresponse in Surveys, section 3.1). With `m`
//! data sets, `q` the estimates, `W` the mean of their variances and `B` the variance of the
//! estimates,
//!
//! ```text
//! T  = W + (1 + 1/m) B                      total variance
//! r  = (1 + 1/m) B / W                      how much the differences add
//! v  = (m - 1) (1 + 1/r)^2                  degrees of freedom
//! v' = (v_c + 1) / (v_c + 3) v_c (1 - l)    of the data alone, l = (1 + 1/m) B / T
//! ```
//!
//! and the interval is `mean(q) +- t sqrt(T)`, with the t quantile for `v`, or for
//! `1 / (1/v + 1/v')` where the variances themselves have only `v_c` degrees of freedom (Barnard
//! and Rubin 1999, Biometrika 86:948).

use crate::student_t;

/// Estimates of one quantity from several data sets, combined.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Combined {
    sets: f64,
    pub(crate) mean: f64,
    pub(crate) within: f64,
    pub(crate) between: f64,
    /// Infinite where the sets do not differ and the variance within is known.
    pub(crate) degrees_of_freedom: f64,
}

impl Combined {
    /// What the differences between sets add to the variance.
    pub(crate) fn added(&self) -> f64 {
        (1.0 + 1.0 / self.sets) * self.between
    }

    pub(crate) fn total(&self) -> f64 {
        self.within + self.added()
    }

    pub(crate) fn interval(&self, level: f64) -> [f64; 2] {
        let t = student_t::quantile(f64::midpoint(1.0, level), self.degrees_of_freedom);
        let reach = t * self.total().sqrt();
        [self.mean - reach, self.mean + reach]
    }
}

/// Combines points with their variances; `None` for fewer than two.
pub(crate) fn combine(points: &[(f64, f64)], degrees_within: Option<f64>) -> Option<Combined> {
    let values: Vec<f64> = points.iter().map(|point| point.0).collect();
    let (mean, between) = mean_and_variance(&values)?;
    let sets = points.len() as f64;
    let within = points.iter().map(|point| point.1).sum::<f64>() / sets;
    let mut combined = Combined { sets, mean, within, between, degrees_of_freedom: f64::INFINITY };
    let share = if combined.total() > 0.0 { combined.added() / combined.total() } else { 0.0 };
    // (m - 1) (1 + 1/r)^2 is (m - 1) / share^2.
    let across = if share > 0.0 { (sets - 1.0) / (share * share) } else { f64::INFINITY };
    let inside =
        degrees_within.map_or(f64::INFINITY, |v| (v + 1.0) / (v + 3.0) * v * (1.0 - share));
    combined.degrees_of_freedom = 1.0 / (1.0 / across + 1.0 / inside);
    Some(combined)
}

/// Mean and unbiased variance; `None` for fewer than two values.
pub(crate) fn mean_and_variance(values: &[f64]) -> Option<(f64, f64)> {
    let n = values.len() as f64;
    if values.len() < 2 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    Some((mean, values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_those_of_rubin_and_of_barnard_and_rubin() {
        // By hand: mean 5, B = 1, W = 2, m = 5: T = 2 + 1.2 = 3.2, r = 0.6, l = 0.375,
        // v = 4 (1 + 1/0.6)^2 = 28.4444...; with v_c = 20: v' = 21/23 * 20 * 0.625 = 11.41304...,
        // and 1 / (1/v + 1/v') = 8.144885...
        let points: Vec<(f64, f64)> =
            [3.585_786_437_626_9, 5.0, 6.414_213_562_373_1, 5.0, 5.0].map(|q| (q, 2.0)).to_vec();
        let combined = combine(&points, None).unwrap();
        assert!((combined.mean - 5.0).abs() < 1e-12 && (combined.between - 1.0).abs() < 1e-12);
        assert!((combined.total() - 3.2).abs() < 1e-12);
        assert!((combined.degrees_of_freedom - 4.0 * (8.0_f64 / 3.0).powi(2)).abs() < 1e-9);
        let few = combine(&points, Some(20.0)).unwrap().degrees_of_freedom;
        assert!((few - 1.0 / (1.0 / 28.444_444_444 + 1.0 / 11.413_043_478)).abs() < 1e-7, "{few}");
        let [low, high] = combined.interval(0.95);
        let reach = student_t::quantile(0.975, 28.444_444_444_444) * 3.2_f64.sqrt();
        assert!((low - 5.0 + reach).abs() < 1e-9 && (high - 5.0 - reach).abs() < 1e-9);
    }
}
