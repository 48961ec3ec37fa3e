//! True matches that were never compared, because the records have too little in common.

use rand::Rng;
use rand_distr::{Beta, Distribution as _};
use serde::{Deserialize, Serialize};

/// How many of the true matches were never compared.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Lost {
    /// Their share, 0 to 1 (not included).
    pub share: f64,
    /// Its standard error.
    pub error: f64,
}

impl Lost {
    /// A share from the Beta distribution of this mean and this standard deviation; the mean itself where there is no
    /// such distribution.
    pub(super) fn drawn(self, random: &mut impl Rng) -> f64 {
        let Self { share, error } = self;
        let weight = share * (1.0 - share) / error.powi(2) - 1.0;
        match Beta::new(share * weight, (1.0 - share) * weight) {
            // Rounded up to one, it would leave no match at all.
            Ok(beta) if weight.is_finite() => beta.sample(random).min(MOST),
            _ => share,
        }
    }
}

/// The largest share that can be drawn.
const MOST: f64 = 0.99;

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn shares_are_drawn_with_the_mean_and_the_error_that_were_told() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        for (share, error) in [(0.04, 0.02), (0.3, 0.1), (0.02, 0.03)] {
            let lost = Lost { share, error };
            let drawn: Vec<f64> = (0..40_000).map(|_| lost.drawn(&mut random)).collect();
            let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
            let square = drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / drawn.len() as f64;
            assert!((mean / share - 1.0).abs() < 0.03, "{mean} for {share}");
            assert!((square.sqrt() / error - 1.0).abs() < 0.05, "{} for {error}", square.sqrt());
        }
    }

    #[test]
    fn without_doubt_the_share_is_what_was_told() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        for share in [0.0, 0.04] {
            assert!((Lost { share, error: 0.0 }.drawn(&mut random) - share).abs() < 1e-12);
        }
        // More doubt than a share can have.
        assert!((Lost { share: 0.5, error: 0.6 }.drawn(&mut random) - 0.5).abs() < 1e-12);
    }
}
