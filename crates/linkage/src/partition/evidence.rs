//! What a cluster of records says for itself, without counting the same evidence twice.
//!
//! A pair's log odds are its log Bayes factor `b` and the log prior odds `p` that are the same for all
//! pairs. Were all pairs independent, a cluster of `k` records would weigh the sum of `b` over its
//! `k (k - 1) / 2` pairs and `k - 1` times `p`: as much prior as it takes to bring its records
//! together one by one, not once per pair. But pairs share records: a slip in one record shows in each of its pairs,
//! and three records that agree on a rare name bear witness to it twice, not three times. Two ways to
//! count are each right in a world of their own, and the weight is the mean of both:
//!
//! - *the sum, tempered*: `(2/k)^a sum b + (k - 1) p`. With `a` of zero all pairs are independent; with `a`
//!   of one it is exact where records lie normally around what is true of a person, because the sum of
//!   squared distances to the mean is the sum over pairs divided by `k`.
//! - *the star*: with `s` the sum of the log odds of one record with all others, mostly the largest `s`,
//!   with a part of their mean. It is nearly exact where fields are copied with slips and gaps and
//!   one record is without: each other record is judged by that one, and what it lacks is not held
//!   against it `k - 1` times. The mean holds what is contradicted within the cluster against it.
//!
//! Either way two records alone weigh their log odds. The shares were chosen by simulation (`tests/partition/mixtures.rs`) such that
//! expected precision and recall come out true in worlds of independent scores, of scattered and of
//! copied records.
//!
//! To all this comes, `k - 1` times, what makes [the draws hold as many links as the scores
//! say](super::calibrated).

use super::settings::PartitionSettings;

/// Share of the tempered sum.
const SUM: f64 = 0.5;
/// How strongly the sum is tempered.
const TEMPER: f64 = 0.75;
/// Share of the best record in the star.
const BEST: f64 = 0.75;

/// What pairs are weighed with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    /// Log prior odds in every score.
    prior: f64,
    /// What each record that joins a cluster adds.
    joining: f64,
    /// Log odds of two units that are no scored pair.
    pub(crate) unlisted: f64,
}

impl Evidence {
    pub(crate) fn new(settings: &PartitionSettings) -> Self {
        let prior = f64::from(settings.prior);
        let unlisted = prior + settings.missed.ln();
        Self { prior, joining: f64::from(settings.joining), unlisted }
    }

    /// The same where all log odds are higher by so much.
    pub(crate) fn shifted(self, by: f64) -> Self {
        Self { joining: self.joining + by, ..self }
    }

    /// Natural logarithm of the weight of a cluster, from each unit's sum of log odds with all
    /// others. One unit alone has the weight one.
    pub(crate) fn log_weight(&self, stars: &[f64]) -> f64 {
        if stars.len() < 2 {
            return 0.0;
        }
        let k = stars.len() as f64;
        let joining = (k - 1.0) * self.joining;
        if stars.len() == 2 {
            return stars[0] + joining;
        }
        let (mut sum, mut best) = (0.0, f64::NEG_INFINITY);
        for &star in stars {
            sum += star;
            best = best.max(star);
        }
        let star = BEST * best + (1.0 - BEST) * sum / k;
        let pairs = k * (k - 1.0) / 2.0;
        let factors = sum / 2.0 - pairs * self.prior;
        let tempered = (2.0 / k).powf(TEMPER) * factors + (k - 1.0) * self.prior;
        SUM * tempered + (1.0 - SUM) * star + joining
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(odds: &[(usize, usize, f64)], k: usize, prior: f32) -> f64 {
        let settings = PartitionSettings { prior, ..PartitionSettings::default() };
        let mut stars = vec![0.0; k];
        for &(a, b, w) in odds {
            stars[a] += w;
            stars[b] += w;
        }
        Evidence::new(&settings).log_weight(&stars)
    }

    #[test]
    fn two_records_weigh_their_log_odds() {
        assert!((weight(&[(0, 1, 3.5)], 2, -9.0) - 3.5).abs() < 1e-12);
    }

    #[test]
    fn three_that_agree_weigh_more_than_two_and_less_than_three_pairs_would() {
        let three = weight(&[(0, 1, 6.0), (0, 2, 6.0), (1, 2, 6.0)], 3, -9.0);
        // Three independent pairs, the prior counted twice: 45 - 18.
        assert!(three > 12.0 - 1e-12 && three < 27.0, "{three}");
    }

    #[test]
    fn a_strong_no_outvotes_a_bridge() {
        let chain = |no: f64| weight(&[(0, 1, 5.0), (1, 2, 5.0), (0, 2, no)], 3, -9.0);
        assert!(chain(-20.0) < 5.0, "{}", chain(-20.0));
        assert!(chain(4.0) > 8.0);
    }
}
