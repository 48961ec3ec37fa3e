//! Newton's method for a concave function whose parts are all at hand: value, scores, information.
//!
//! [`crate::loglinear`] has its own, which knows that the last parameter is the one that matters
//! and evaluates nothing twice while tens of thousands of models are fitted. Here any likelihood
//! can be climbed: with one more cell, with columns of any kind, with the whole covariance after.

use crate::numerics::cholesky::Cholesky;

/// Rounds before giving up. About five are taken; halved steps may take tens.
const MAX_ROUNDS: usize = 200;

/// The climb ends once the next step can gain no more than this; that step is still taken.
const TOLERANCE: f64 = 1e-11;

/// A log-likelihood at one place.
#[derive(Debug, Clone)]
pub(crate) struct Slope {
    /// The log-likelihood, up to a constant.
    pub(crate) value: f64,
    /// Its first derivatives.
    pub(crate) scores: Vec<f64>,
    /// Minus its second derivatives, row by row; only the lower triangle is read.
    pub(crate) information: Vec<f64>,
}

impl Slope {
    pub(crate) fn new(parameters: usize) -> Self {
        Self {
            value: f64::NEG_INFINITY,
            scores: vec![0.0; parameters],
            information: vec![0.0; parameters * parameters],
        }
    }
}

/// The inverse of the information where the climb ended: the covariance of the parameters.
#[derive(Debug, Clone)]
pub(crate) struct Covariance {
    factor: Cholesky,
    size: usize,
}

impl Covariance {
    /// Of an information matrix; none if it is singular to rounding.
    pub(crate) fn of(information: &[f64], size: usize) -> Option<Self> {
        let mut factor = Cholesky::default();
        factor.fill(size, |i, j| information[j * size + i]);
        factor.factorise().then_some(Self { factor, size })
    }

    /// The covariances of one parameter with every other and itself.
    pub(crate) fn column(&self, parameter: usize) -> Vec<f64> {
        let mut unit = vec![0.0; self.size];
        unit[parameter] = 1.0;
        self.factor.solve(&mut unit);
        unit
    }
}

/// Moves `theta` to the top of a concave function. `None` when the rounds do not suffice or the
/// information is singular there, as it is where there is no top.
pub(crate) fn climb(
    theta: &mut [f64],
    mut evaluate: impl FnMut(&[f64], &mut Slope),
) -> Option<(Slope, Covariance)> {
    let size = theta.len();
    let (mut here, mut there) = (Slope::new(size), Slope::new(size));
    let mut trial = theta.to_vec();
    evaluate(theta, &mut here);
    for _ in 0..MAX_ROUNDS {
        let (covariance, ridge) = factorised(&here, size)?;
        let mut step = here.scores.clone();
        covariance.factor.solve(&mut step);
        let gain: f64 = here.scores.iter().zip(&step).map(|(g, s)| g * s).sum();
        if gain <= TOLERANCE {
            // A top that needs a ridge is flat to rounding and not to be trusted.
            if ridge > 0.0 {
                return None;
            }
            theta.iter_mut().zip(&step).for_each(|(x, s)| *x += s);
            evaluate(theta, &mut here);
            return Some((here, covariance));
        }
        let rounding = here.value.abs() * 1e-14;
        let mut scale = 1.0;
        loop {
            for (new, (x, s)) in trial.iter_mut().zip(theta.iter().zip(&step)) {
                *new = x + scale * s;
            }
            evaluate(&trial, &mut there);
            // False for a value that is not a number, too.
            if there.value >= here.value - rounding {
                break;
            }
            scale /= 2.0;
            if scale < 1e-12 {
                return None;
            }
        }
        theta.copy_from_slice(&trial);
        std::mem::swap(&mut here, &mut there);
    }
    None
}

/// The factor of the information, with the smallest ridge that makes it one.
fn factorised(slope: &Slope, size: usize) -> Option<(Covariance, f64)> {
    [0.0, 1e-8, 1e-4, 1.0].into_iter().find_map(|ridge| {
        let mut information = slope.information.clone();
        for i in 0..size {
            information[i * size + i] *= 1.0 + ridge;
        }
        Covariance::of(&information, size).map(|covariance| (covariance, ridge))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concave_function_is_climbed_to_its_top_and_its_curvature_is_known() {
        // Two Poisson counts 9 and 4 with means exp(a + b) and exp(a).
        let evaluate = |theta: &[f64], slope: &mut Slope| {
            let (both, one) = ((theta[0] + theta[1]).exp(), theta[0].exp());
            slope.value = 13.0 * theta[0] + 9.0 * theta[1] - both - one;
            slope.scores = vec![13.0 - both - one, 9.0 - both];
            slope.information = vec![both + one, both, both, both];
        };
        let mut theta = vec![-3.0, 5.0];
        let (top, covariance) = climb(&mut theta, evaluate).unwrap();
        assert!(
            (theta[0] - 4.0_f64.ln()).abs() < 1e-10 && (theta[1] - 2.25_f64.ln()).abs() < 1e-10
        );
        assert!(top.scores.iter().all(|score| score.abs() < 1e-8));
        // Inverse of [[13, 9], [9, 9]].
        let column = covariance.column(1);
        assert!((column[0] + 0.25).abs() < 1e-9 && (column[1] - 13.0 / 36.0).abs() < 1e-9);
    }

    #[test]
    fn a_function_without_a_top_has_none() {
        // A count of zero: the mean exp(a) falls for ever.
        let evaluate = |theta: &[f64], slope: &mut Slope| {
            let mean = theta[0].exp();
            slope.value = -mean;
            slope.scores = vec![-mean];
            slope.information = vec![mean];
        };
        let climbed = climb(&mut [0.0], evaluate);
        // It stops where nothing can be gained any more; the curvature there says how little is
        // known, and exact arithmetic keeps callers from coming here.
        assert!(climbed.is_none_or(|(_, covariance)| covariance.column(0)[0] > 1e10));
    }
}
