//! How good the pairs above a threshold are expected to be, and which threshold is best, from posterior odds alone.

use serde::{Deserialize, Serialize};

use crate::scored_pair::ScoredPair;

/// What is expected of the pairs at or above a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// Natural log odds.
    pub threshold: f64,
    /// Pairs at or above it.
    pub pairs: u64,
    /// Share of them that are of one person.
    pub precision: f64,
    /// Limits between which the precision lies in 95 of 100 linkages.
    pub precision_limits: (f64, f64),
    /// Share of the pairs of one person that are among them.
    pub recall: f64,
    /// Limits between which the recall lies in 95 of 100 linkages.
    pub recall_limits: (f64, f64),
    /// Harmonic mean of the two.
    pub f1: f64,
}

/// Standard error of a precision or recall that comes from the model and not from chance.
const MODEL_ERROR: f64 = 0.01;

/// Expectations at steps of half a unit of log odds, and at the threshold of the highest expected F1, which comes
/// first. `missed` are the matches expected outside the pairs.
pub fn expectations(pairs: &[ScoredPair], missed: f64) -> Vec<Expected> {
    let mut odds: Vec<f32> = pairs.iter().map(|pair| pair.log_odds).collect();
    odds.sort_unstable_by(|a, b| b.total_cmp(a));
    let probability = |odds: f32| 1.0 / (1.0 + (-f64::from(odds)).exp());
    let all: f64 = odds.iter().map(|&odds| probability(odds)).sum::<f64>() + missed;
    let mut out = Vec::new();
    let mut best: Option<Expected> = None;
    // Pairs are independent draws of their own probabilities; what the probabilities themselves are wrong by adds to it.
    let total_variance: f64 =
        odds.iter().map(|&odds| probability(odds) * (1.0 - probability(odds))).sum();
    let limits = |share: f64, variance: f64| {
        let half = 1.96 * (variance + MODEL_ERROR * MODEL_ERROR).sqrt();
        ((share - half).max(0.0), (share + half).min(1.0))
    };
    let (mut sum, mut variance, mut next) = (0.0, 0.0, 20.0);
    for (at, &log_odds) in odds.iter().enumerate() {
        sum += probability(log_odds);
        variance += probability(log_odds) * (1.0 - probability(log_odds));
        if odds.get(at + 1) == Some(&log_odds) {
            continue;
        }
        let pairs = at as f64 + 1.0;
        let here = Expected {
            threshold: f64::from(log_odds),
            pairs: at as u64 + 1,
            precision: sum / pairs,
            precision_limits: limits(sum / pairs, variance / (pairs * pairs)),
            recall: if all > 0.0 { sum / all } else { 0.0 },
            recall_limits: limits(
                if all > 0.0 { sum / all } else { 0.0 },
                (total_variance + missed) / (all * all).max(1.0),
            ),
            f1: 2.0 * sum / (pairs + all),
        };
        if best.is_none_or(|best| here.f1 > best.f1) {
            best = Some(here);
        }
        if f64::from(log_odds) <= next {
            out.push(here);
            next = (f64::from(log_odds) * 2.0).floor() / 2.0 - 0.5;
        }
    }
    if let Some(best) = best {
        out.insert(0, best);
    }
    out
}
