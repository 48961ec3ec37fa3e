//! A curve of expected counts whose logarithm is concave, fitted to counts.
//!
//! The logarithm is a straight line that bends downwards at knots: `a + b x - sum g_j (x - t_j)+` with
//! every `g_j >= 0`. The Poisson likelihood is concave in these parameters, so that Newton steps that are held
//! within the bounds find its maximum (projected Newton: Bertsekas 1982, SIAM J. Control Optim. 20:221).
//! Neighbouring bends are drawn together a little, so that a tail goes on as it began. Log-concave densities need no
//! bandwidth, and mixtures of two of them can be told apart
//! (Walther 2009, Statistical Science 24:319; Balabdaoui and Doss 2018, Bernoulli 24:1053).

/// Knots of the curve, spread evenly over the bins.
const KNOTS: usize = 24;
const PARAMETERS: usize = KNOTS + 2;
const STEPS: usize = 60;
/// A step that gains less of the log-likelihood than this is the last.
const ENOUGH: f64 = 1e-9;
/// Keeps the information regular where bins are empty; far below the weight of one pair.
const RIDGE: f64 = 1e-6;
/// How far neighbouring bends differ, as a standard deviation: what lies beyond the last counts goes on bending as
/// before them, so that a tail neither ends abruptly nor runs on straight.
const EVEN_BENDS: f64 = 1.0;
/// Logarithm of the smallest intensity that is told from none.
const FLOOR: f64 = -40.0;

/// A curve, kept between fits so that the next begins where the last ended.
#[derive(Debug, Clone)]
pub(crate) struct Concave {
    bins: usize,
    parameters: [f64; PARAMETERS],
    /// The parameters are those of a fit to counts, where the next can begin.
    fitted: bool,
}

impl Concave {
    /// A falling line over so many bins, of no account until it is fitted.
    pub(crate) fn new(bins: usize) -> Self {
        Self { bins, parameters: [0.0; PARAMETERS], fitted: false }
    }

    /// The logarithm of the expected count of each bin at exposure 1.
    pub(crate) fn ln_intensity(&self) -> Vec<f64> {
        (0..self.bins).map(|bin| self.at(&self.parameters, bin)).collect()
    }

    fn at(&self, parameters: &[f64; PARAMETERS], bin: usize) -> f64 {
        let sum: f64 = self.row(bin).iter().zip(parameters).map(|(x, p)| x * p).sum();
        sum.clamp(FLOOR, -FLOOR)
    }

    /// What each parameter is multiplied by in a bin.
    fn row(&self, bin: usize) -> [f64; PARAMETERS] {
        let x = (bin as f64 + 0.5) / self.bins as f64;
        std::array::from_fn(|parameter| match parameter {
            0 => 1.0,
            1 => x,
            knot => -(x - (knot - 1) as f64 / (KNOTS + 1) as f64).max(0.0),
        })
    }

    fn ln_likelihood(
        &self,
        parameters: &[f64; PARAMETERS],
        counts: &[f64],
        exposures: &[f64],
    ) -> f64 {
        let fitted: f64 = (0..self.bins)
            .map(|bin| {
                let ln = self.at(parameters, bin);
                counts[bin] * ln - exposures[bin] * ln.exp()
            })
            .sum();
        let uneven: f64 = parameters[2..].windows(2).map(|two| (two[1] - two[0]).powi(2)).sum();
        let ridge: f64 = parameters.iter().map(|p| p * p).sum();
        fitted - 0.5 * (RIDGE * ridge + uneven / EVEN_BENDS.powi(2))
    }

    /// Fits the curve to counts, of which bin `i` expects `exposures[i]` times the curve.
    pub(crate) fn fit(&mut self, counts: &[f64], exposures: &[f64]) {
        let total: f64 = counts.iter().sum();
        let exposed: f64 = exposures.iter().sum();
        if total <= 0.0 || exposed <= 0.0 {
            self.parameters = [0.0; PARAMETERS];
            self.parameters[0] = FLOOR;
            self.fitted = false;
            return;
        }
        if !self.fitted {
            self.parameters = [0.0; PARAMETERS];
            self.parameters[0] = (total / exposed).ln();
            self.fitted = true;
        }
        let rows: Vec<[f64; PARAMETERS]> = (0..self.bins).map(|bin| self.row(bin)).collect();
        let mut best = self.ln_likelihood(&self.parameters, counts, exposures);
        for _ in 0..STEPS {
            let (mut score, mut information) = ([0.0; PARAMETERS], [[0.0; PARAMETERS]; PARAMETERS]);
            for (bin, row) in rows.iter().enumerate() {
                let expected = exposures[bin] * self.at(&self.parameters, bin).exp();
                for i in 0..PARAMETERS {
                    score[i] += (counts[bin] - expected) * row[i];
                    for j in 0..=i {
                        information[i][j] += expected * row[i] * row[j];
                    }
                }
            }
            for i in 0..PARAMETERS {
                score[i] -= RIDGE * self.parameters[i];
                information[i][i] += RIDGE;
            }
            for bend in 3..PARAMETERS {
                let pull = 1.0 / EVEN_BENDS.powi(2);
                let apart = self.parameters[bend] - self.parameters[bend - 1];
                score[bend] -= pull * apart;
                score[bend - 1] += pull * apart;
                information[bend][bend] += pull;
                information[bend - 1][bend - 1] += pull;
                information[bend][bend - 1] -= pull;
            }
            // A bend at zero that would turn upwards stays at zero for this step.
            let held: [bool; PARAMETERS] =
                std::array::from_fn(|i| i >= 2 && self.parameters[i] <= 0.0 && score[i] <= 0.0);
            let step = solve(&mut information, &score, &held);
            let Some((gain, parameters)) = self.along(&step, best, counts, exposures) else {
                break;
            };
            self.parameters = parameters;
            best += gain;
            if gain < ENOUGH * best.abs().max(1.0) {
                break;
            }
        }
    }

    /// The longest of ever halved steps that gains anything, held within the bounds.
    fn along(
        &self,
        step: &[f64; PARAMETERS],
        best: f64,
        counts: &[f64],
        exposures: &[f64],
    ) -> Option<(f64, [f64; PARAMETERS])> {
        (0..30).find_map(|halved| {
            let length = 0.5_f64.powi(halved);
            let parameters: [f64; PARAMETERS] = std::array::from_fn(|i| {
                let moved = self.parameters[i] + length * step[i];
                if i >= 2 { moved.max(0.0) } else { moved }
            });
            let gain = self.ln_likelihood(&parameters, counts, exposures) - best;
            (gain > 0.0).then_some((gain, parameters))
        })
    }
}

/// Solves `information * step = score` by Cholesky's decomposition over the parameters that are not held.
fn solve(
    information: &mut [[f64; PARAMETERS]; PARAMETERS],
    score: &[f64; PARAMETERS],
    held: &[bool; PARAMETERS],
) -> [f64; PARAMETERS] {
    let free: Vec<usize> = (0..PARAMETERS).filter(|&i| !held[i]).collect();
    let mut step = [0.0; PARAMETERS];
    for (at, &i) in free.iter().enumerate() {
        for (before, &j) in free[..=at].iter().enumerate() {
            let known: f64 =
                free[..before].iter().map(|&k| information[i][k] * information[j][k]).sum();
            let rest = information[i][j] - known;
            information[i][j] =
                if i == j { rest.max(RIDGE * 1e-3).sqrt() } else { rest / information[j][j] };
        }
        let known: f64 = free[..at].iter().map(|&k| information[i][k] * step[k]).sum();
        step[i] = (score[i] - known) / information[i][i];
    }
    for (at, &i) in free.iter().enumerate().rev() {
        let known: f64 = free[at + 1..].iter().map(|&k| information[k][i] * step[k]).sum();
        step[i] = (step[i] - known) / information[i][i];
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(counts: &[f64]) -> Vec<f64> {
        let mut curve = Concave::new(counts.len());
        curve.fit(counts, &vec![1.0; counts.len()]);
        curve.ln_intensity()
    }

    #[test]
    fn counts_that_are_log_concave_are_met_closely() {
        let counts: Vec<f64> = (0..80)
            .map(|bin| 1e5 * (-((f64::from(bin) - 20.0) / 9.0).powi(2) / 2.0).exp())
            .collect();
        let ln = fitted(&counts);
        for bin in 5..50 {
            assert!(
                (ln[bin] - counts[bin].ln()).abs() < 0.06,
                "{bin}: {} {}",
                ln[bin],
                counts[bin].ln()
            );
        }
        let sum: f64 = ln.iter().map(|ln| ln.exp()).sum();
        assert!((sum / counts.iter().sum::<f64>() - 1.0).abs() < 1e-4);
    }

    #[test]
    fn the_logarithm_of_the_curve_never_bends_upwards() {
        // Two hills have no log-concave likeness: the best lies flat between them.
        let counts: Vec<f64> =
            (0..60).map(|bin| if (20..40).contains(&bin) { 1.0 } else { 50.0 }).collect();
        let ln = fitted(&counts);
        for three in ln.windows(3) {
            assert!(three[0] + three[2] <= 2.0 * three[1] + 1e-9);
        }
    }

    #[test]
    fn exposure_divides_counts() {
        let counts = [10.0, 20.0, 30.0, 20.0, 10.0, 5.0, 2.0, 1.0];
        let exposures = [2.0; 8];
        let mut curve = Concave::new(8);
        curve.fit(&counts, &exposures);
        let once = fitted(&counts);
        for (half, whole) in curve.ln_intensity().iter().zip(&once) {
            assert!((half - (whole - 2.0_f64.ln())).abs() < 2e-2);
        }
    }

    #[test]
    fn no_counts_give_no_intensity_and_later_counts_are_fitted_again() {
        let mut curve = Concave::new(10);
        curve.fit(&[0.0; 10], &[1.0; 10]);
        assert!(curve.ln_intensity().iter().all(|&ln| ln <= FLOOR));
        curve.fit(&[5.0; 10], &[1.0; 10]);
        assert!(curve.ln_intensity().iter().all(|ln| (ln - 5.0_f64.ln()).abs() < 1e-3));
    }
}
