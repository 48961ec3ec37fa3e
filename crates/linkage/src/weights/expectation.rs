//! Expectation maximisation over counted patterns of agreement.
//!
//! The probabilities m are those of the candidate pairs, each counted with its posterior probability of being a match
//! (Dempster, Laird and Rubin 1977; Winkler 1988). The probabilities u are those of pairs drawn at random
//! from all that may match, each counted with the probability that it is none: an unselected sample corrected
//! for the matches in it. The prior is the number of matches among all pairs that may match.

use crate::comparison::bags::LEVELS;
use crate::comparison::variables::level_of;

/// Patterns and how many pairs show each.
pub(crate) type Patterns = Vec<(u64, f64)>;

/// What is known before.
pub(crate) struct Before {
    /// Expected m of each level of each variable, level 0 left out.
    pub(crate) m: Vec<[f64; LEVELS]>,
    /// Pairs that may match.
    pub(crate) pairs: f64,
    /// Most matches that there can be.
    pub(crate) most_matches: f64,
    /// Matches to begin with.
    pub(crate) first_guess: f64,
}

/// What was learned.
pub(crate) struct Learned {
    pub(crate) m: Vec<[f64; LEVELS]>,
    pub(crate) u: Vec<[f64; LEVELS]>,
    /// Expected number of matches among the candidates.
    pub(crate) matches: f64,
    pub(crate) log_prior: f64,
    pub(crate) steps: u32,
}

/// Pairs that the expectation of m before any was seen counts for.
const STRENGTH_M: f64 = 20.0;
/// Pairs by which a level is more frequent at random than was seen.
const STRENGTH_U: f64 = 0.3;
const MOST_STEPS: u32 = 200;

impl Learned {
    /// Natural log of m/u of each level of each variable; 0 where the variable is missing.
    pub(crate) fn log_ratios(&self) -> Vec<[f64; LEVELS]> {
        self.m
            .iter()
            .zip(&self.u)
            .map(|(m, u)| {
                std::array::from_fn(|level| if level == 0 { 0.0 } else { (m[level] / u[level]).ln() })
            })
            .collect()
    }
}

/// The sum of a pattern's log ratios.
pub(crate) fn log_ratio(pattern: u64, ratios: &[[f64; LEVELS]]) -> f64 {
    ratios.iter().enumerate().map(|(variable, of)| of[level_of(pattern, variable)]).sum()
}

/// The probability of log odds.
pub(crate) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Learns m, u and the prior.
pub(crate) fn learn(candidates: &Patterns, random: &Patterns, before: &Before) -> Learned {
    let variables = before.m.len();
    let mut now = Learned {
        m: before.m.clone(),
        u: weigh(random, variables, |_| 1.0, |_, _| STRENGTH_U),
        matches: before.first_guess,
        log_prior: 0.0,
        steps: 0,
    };
    for step in 1..=MOST_STEPS {
        let share = (now.matches / before.pairs).clamp(1e-12, 0.5);
        now.log_prior = (share / (1.0 - share)).ln();
        let ratios = now.log_ratios();
        let log_prior = now.log_prior;
        let posterior = |pattern: u64| probability(log_prior + log_ratio(pattern, &ratios));
        let m = weigh(candidates, variables, posterior, |variable, level| {
            STRENGTH_M * before.m[variable][level]
        });
        let u = weigh(random, variables, |pattern| 1.0 - posterior(pattern), |_, _| STRENGTH_U);
        let matches: f64 = candidates.iter().map(|&(pattern, count)| count * posterior(pattern)).sum();
        let moved = m
            .iter()
            .zip(&now.m)
            .flat_map(|(new, old)| new.iter().zip(old))
            .map(|(new, old)| (new - old).abs())
            .fold((matches - now.matches).abs() / now.matches.max(1.0), f64::max);
        now = Learned {
            m,
            u,
            matches: matches.min(before.most_matches).max(0.5),
            log_prior,
            steps: step,
        };
        if moved < 1e-5 {
            break;
        }
    }
    now
}

/// The share of each level among weighted pairs that have the variable.
fn weigh(
    patterns: &Patterns,
    variables: usize,
    weight: impl Fn(u64) -> f64,
    more: impl Fn(usize, usize) -> f64,
) -> Vec<[f64; LEVELS]> {
    let mut out = vec![[0.0; LEVELS]; variables];
    for &(pattern, count) in patterns {
        let weight = count * weight(pattern);
        for (variable, of) in out.iter_mut().enumerate() {
            of[level_of(pattern, variable)] += weight;
        }
    }
    for (variable, of) in out.iter_mut().enumerate() {
        of[0] = 0.0;
        for (level, share) in of.iter_mut().enumerate().skip(1) {
            *share += more(variable, level);
        }
        let sum: f64 = of.iter().sum();
        for share in of.iter_mut() {
            *share /= sum;
        }
    }
    out
}
