//! Draws from the posterior of a Poisson log-linear model.
//!
//! Parameters have flat priors, or normal ones about zero. The logarithm of the posterior is then
//! concave, so that its mode and the curvature there tell much: the draws are made by the
//! Metropolis rule in coordinates in which the curvature is the same in all directions. Two kinds
//! of steps alternate: jumps to anywhere, from a distribution with the same curvature and heavier
//! tails, which forget where the chain was; and short steps, for the places from which a jump is
//! rarely accepted. Mode and derivatives come from the sums over sets of `loglinear.rs`.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::loglinear::margins::Margins;
use crate::loglinear::{Solver, Terms, independent_start};
use crate::numerics::cholesky::Cholesky;
use crate::progress::{Interrupted, Meter};
use crate::workers::in_parallel;

/// Steps of both kinds from one draw that is kept to the next.
const STEPS: usize = 4;

/// Rounds of Newton's method before giving up on the mode; it takes about ten.
const MAX_ROUNDS: usize = 100;

/// Twice the gain in the logarithm of the posterior at which the mode counts as found. It only
/// serves to make steps, so that nothing depends on its last digits.
const TOLERANCE: f64 = 1e-9;

/// Half the degrees of freedom of the jumps' distribution, Student's t. Eight degrees have tails
/// above those of any posterior of counts, and are seldom far out in vain.
const HALF_FREEDOM: i32 = 4;

/// The posterior of a model, ready to be drawn from.
pub(crate) struct Posterior<'a> {
    margins: &'a Margins,
    terms: &'a Terms,
    /// The inverse of the prior variance of each finite term; zero for a flat prior.
    precisions: &'a [f64],
    mode: Vec<f64>,
    /// Cholesky factor of the curvature at the mode.
    factor: Cholesky,
}

/// Draws of the parameters.
pub(crate) struct Sample {
    /// For each finite term, for each chain its draws.
    pub(crate) parameters: Vec<Vec<Vec<f64>>>,
    /// The share of jumps that were accepted.
    pub(crate) accepted_jumps: f64,
}

/// Where a chain is and what it needs to go on.
#[derive(Clone)]
struct Chain {
    random: ChaCha8Rng,
    /// Position in the coordinates of equal curvature, relative to the mode.
    place: Vec<f64>,
    value: f64,
    jumps: u64,
    accepted: u64,
}

/// What is used again from step to step.
struct Room {
    solver: Solver,
    theta: Vec<f64>,
    proposal: Vec<f64>,
}

impl<'a> Posterior<'a> {
    /// Finds the mode, where `precisions` goes with `terms.finite`. `None` if it is not reached;
    /// that it exists is for the caller to know.
    pub(crate) fn new(
        margins: &'a Margins,
        terms: &'a Terms,
        precisions: &'a [f64],
    ) -> Option<Self> {
        let size = terms.finite.len();
        let start = independent_start(margins);
        let mode = terms.finite.iter().map(|&term| start[usize::from(term)]).collect();
        let mut posterior = Self { margins, terms, precisions, mode, factor: Cholesky::default() };
        let mut room = posterior.room();
        let mut value = posterior.value(&mut room, &posterior.mode);
        for _ in 0..MAX_ROUNDS {
            let fitted = room.solver.expected(&room.theta);
            let score = |(i, &term): (usize, &u16)| {
                let term = usize::from(term);
                margins.sums[term] - fitted[term] - precisions[i] * posterior.mode[i]
            };
            let scores: Vec<f64> = terms.finite.iter().enumerate().map(score).collect();
            posterior.factor.fill(size, |i, j| {
                let set = terms.finite[i] | terms.finite[j];
                fitted[usize::from(set)] + if i == j { precisions[i] } else { 0.0 }
            });
            if !posterior.factor.factorise() {
                return None;
            }
            let mut step = scores.clone();
            posterior.factor.solve(&mut step);
            let gain: f64 = scores.iter().zip(&step).map(|(g, s)| g * s).sum();
            if gain < TOLERANCE {
                return Some(posterior);
            }
            let halves = (0..40).map(|halving| 0.5_f64.powi(halving));
            let better = halves.into_iter().find_map(|scale| {
                let moved = posterior.mode.iter().zip(&step).map(|(x, s)| x + scale * s);
                let moved: Vec<f64> = moved.collect();
                let reached = posterior.value(&mut room, &moved);
                (reached >= value).then_some((moved, reached))
            });
            (posterior.mode, value) = better?;
        }
        None
    }

    /// Draws `draws` times from each of `chains` chains, after `burn_in` draws that are not kept.
    /// Chains start from places twice as spread as the posterior, each with a stream of random
    /// numbers of its own, counted from `first_stream`.
    pub(crate) fn sample(
        &self,
        chains: usize,
        burn_in: usize,
        draws: usize,
        (seed, first_stream): (u64, u64),
        meter: &mut Meter<'_, '_>,
    ) -> Result<Sample, Interrupted> {
        let mut state: Vec<Chain> =
            (0..chains).map(|chain| self.started(seed, first_stream + chain as u64)).collect();
        let mut parameters = vec![vec![Vec::with_capacity(draws); chains]; self.mode.len()];
        // Pieces of about equal work, so that the caller is asked often enough.
        let piece = ((1 << 19) >> self.margins.lists).clamp(1, 1000);
        let pieces = (burn_in + draws).div_ceil(piece);
        meter.expect((pieces * chains) as u64);
        for done in (0..burn_in + draws).step_by(piece) {
            let length = piece.min(burn_in + draws - done);
            let results = in_parallel(
                chains,
                meter,
                || self.room(),
                |room, chain| {
                    let mut chain = state[chain].clone();
                    let draw = |_| {
                        (0..STEPS).for_each(|_| self.step(room, &mut chain));
                        self.parameters_at(&chain.place)
                    };
                    let drawn: Vec<Vec<f64>> = (0..length).map(draw).collect();
                    (chain, drawn)
                },
            )?;
            for (i, (chain, drawn)) in results.into_iter().enumerate() {
                state[i] = chain;
                let kept = drawn.iter().skip(burn_in.saturating_sub(done));
                kept.for_each(|draw| {
                    parameters.iter_mut().zip(draw).for_each(|(of, &x)| of[i].push(x));
                });
            }
        }
        let sum = |of: &dyn Fn(&Chain) -> u64| state.iter().map(of).sum::<u64>() as f64;
        let accepted_jumps = sum(&|chain| chain.accepted) / sum(&|chain| chain.jumps);
        Ok(Sample { parameters, accepted_jumps })
    }

    fn room(&self) -> Room {
        let mut theta = vec![0.0; 1 << self.margins.lists];
        for &term in &self.terms.absent {
            theta[usize::from(term)] = f64::NEG_INFINITY;
        }
        let proposal = vec![0.0; self.mode.len()];
        Room { solver: Solver::new(self.margins.lists), theta, proposal }
    }

    /// The logarithm of the posterior but for a constant; leaves the parameters in the room.
    fn value(&self, room: &mut Room, parameters: &[f64]) -> f64 {
        let mut value = 0.0;
        for ((&term, &x), precision) in
            self.terms.finite.iter().zip(parameters).zip(self.precisions)
        {
            room.theta[usize::from(term)] = x;
            value += x * self.margins.sums[usize::from(term)] - 0.5 * precision * x * x;
        }
        value - room.solver.expected(&room.theta)[0]
    }

    /// The parameters at a place: with the curvature `U' U`, `U` leads from them to the coordinates
    /// of equal curvature.
    fn parameters_at(&self, place: &[f64]) -> Vec<f64> {
        let mut x = place.to_vec();
        self.factor.solve_upper(&mut x);
        x.iter_mut().zip(&self.mode).for_each(|(x, mode)| *x += mode);
        x
    }

    fn started(&self, seed: u64, stream: u64) -> Chain {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        let mut place = vec![0.0; self.mode.len()];
        jump(&mut random, &mut place);
        for x in &mut place {
            *x *= 2.0;
        }
        let value = self.value(&mut self.room(), &self.parameters_at(&place));
        Chain { random, place, value, jumps: 0, accepted: 0 }
    }

    /// One jump and one short step.
    fn step(&self, room: &mut Room, chain: &mut Chain) {
        let mut proposal = std::mem::take(&mut room.proposal);
        jump(&mut chain.random, &mut proposal);
        let preference = ln_jump_density(&chain.place) - ln_jump_density(&proposal);
        chain.jumps += 1;
        chain.accepted += u64::from(self.decide(room, chain, &proposal, preference));
        // The length that is best for a normal posterior (Roberts, Gelman and Gilks 1997).
        let length = 2.38 / (proposal.len() as f64).sqrt();
        normal_deviates(&mut chain.random, &mut proposal);
        proposal.iter_mut().zip(&chain.place).for_each(|(x, place)| *x = place + length * *x);
        self.decide(room, chain, &proposal, 0.0);
        room.proposal = proposal;
    }

    /// Moves the chain to the proposal by the Metropolis rule, or leaves it.
    fn decide(
        &self,
        room: &mut Room,
        chain: &mut Chain,
        proposal: &[f64],
        preference: f64,
    ) -> bool {
        let value = self.value(room, &self.parameters_at(proposal));
        let chance = chain.random.random::<f64>();
        // False for a value that is not a number, too.
        let accepted = chance.ln() < value - chain.value + preference;
        if accepted {
            chain.place.copy_from_slice(proposal);
            chain.value = value;
        }
        accepted
    }
}

/// A draw from Student's t distribution in all coordinates together.
fn jump(random: &mut ChaCha8Rng, place: &mut [f64]) {
    normal_deviates(random, place);
    // Chi-squared with an even number of degrees of freedom is a sum of exponentials.
    let square: f64 = (0..HALF_FREEDOM).map(|_| -2.0 * (1.0 - random.random::<f64>()).ln()).sum();
    let scale = (f64::from(2 * HALF_FREEDOM) / square).sqrt();
    for x in place {
        *x *= scale;
    }
}

/// The logarithm of the density of [`jump`], but for a constant.
fn ln_jump_density(place: &[f64]) -> f64 {
    let freedom = f64::from(2 * HALF_FREEDOM);
    let square: f64 = place.iter().map(|x| x * x).sum();
    -0.5 * (freedom + place.len() as f64) * (square / freedom).ln_1p()
}

/// Independent standard normal deviates, by the method of Box and Muller (1958).
fn normal_deviates(random: &mut ChaCha8Rng, values: &mut [f64]) {
    for pair in values.chunks_mut(2) {
        // One minus a number below one is not zero.
        let radius = (-2.0 * (1.0 - random.random::<f64>()).ln()).sqrt();
        let (sine, cosine) = (std::f64::consts::TAU * random.random::<f64>()).sin_cos();
        pair.iter_mut().zip([radius * cosine, radius * sine]).for_each(|(x, value)| *x = value);
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::chains::{effective_sample_size, r_hat};

    #[test]
    fn draws_have_the_moments_of_a_posterior_that_is_known() {
        // Two independent lists with flat priors: a, b and c people alone on the one, alone on the
        // other and on both. The posterior of their means is gamma with those shapes, and the
        // hidden number is a b / c.
        let (a, b, c) = (30.0_f64, 12.0_f64, 6.0_f64);
        let margins = Margins::of_cells(2, vec![(1, 30), (2, 12), (3, 6)]);
        let terms = Terms::divide([1, 2], &margins);
        let posterior = Posterior::new(&margins, &terms, &[0.0; 3]).unwrap();
        let mut tell = |_, _| ControlFlow::Continue(());
        let mut meter = Meter::new(&mut tell);
        let sample = posterior.sample(4, 100, 4000, (5, 0), &mut meter).unwrap();
        let intercept = &sample.parameters[2];
        assert!(r_hat(intercept) < 1.01 && effective_sample_size(intercept) > 4000.0);
        assert!(sample.accepted_jumps > 0.5, "{}", sample.accepted_jumps);
        let draws: Vec<f64> = intercept.concat();
        let mean = |of: &dyn Fn(f64) -> f64| {
            draws.iter().map(|&x| of(x)).sum::<f64>() / draws.len() as f64
        };
        // E(x y / z) with independent gamma variables, and the variance of the logarithm, where
        // the trigamma function is 1/x + 1/(2 x^2) + 1/(6 x^3) - ...
        let trigamma = |x: f64| 1.0 / x + 0.5 / (x * x) + 1.0 / (6.0 * x.powi(3));
        let hidden = mean(&f64::exp);
        assert!((hidden / (a * b / (c - 1.0)) - 1.0).abs() < 0.04, "{hidden}");
        let centre = mean(&|x| x);
        let variance = mean(&|x| (x - centre).powi(2));
        let expected = trigamma(a) + trigamma(b) + trigamma(c);
        assert!((variance / expected - 1.0).abs() < 0.06, "{variance} {expected}");
    }

    #[test]
    fn a_narrow_prior_holds_a_parameter_at_zero() {
        let margins = Margins::of_cells(2, vec![(1, 30), (2, 12), (3, 6)]);
        let terms = Terms::divide([1, 2, 3], &margins);
        let posterior = Posterior::new(&margins, &terms, &[0.0, 0.0, 1e4, 0.0]).unwrap();
        let mut tell = |_, _| ControlFlow::Continue(());
        let sample = posterior.sample(2, 50, 1000, (5, 0), &mut Meter::new(&mut tell)).unwrap();
        let pair: Vec<f64> = sample.parameters[2].concat();
        let square = pair.iter().map(|x| x * x).sum::<f64>() / pair.len() as f64;
        assert!((square / 1e-4 - 1.0).abs() < 0.15, "{square}");
    }
}
