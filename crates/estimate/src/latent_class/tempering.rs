//! Replica exchange: walks that cannot leave a mode are joined to walks that can.
//!
//! A chain holds replicas of the mixture, each under another power of the posterior over the
//! reference (`reference.rs`), from zero (the reference, drawn afresh each time) to one (the
//! posterior). Neighbours change places with the probability that keeps all their distributions. A
//! replica that comes from the reference to the posterior has forgotten everything.
//!
//! Even and odd pairs take turns, and the powers are placed so that all pairs are exchanged equally
//! often (Syed, Bouchard-Côté, Deligiannidis and Doucet 2022, JRSS B 84:321): the number of round
//! trips then does not fall as replicas are added.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use crate::latent_class::LatentClassSettings;
use crate::latent_class::mixture::{Mixture, Observed};
use crate::latent_class::moves::{Sweep, accepted};

/// One chain of replicas.
#[derive(Debug, Clone)]
pub(crate) struct Chain {
    random: ChaCha8Rng,
    /// One for each power, in order of the powers.
    replicas: Vec<Mixture>,
    /// Which replica is to move next.
    next: usize,
    rounds: u64,
    /// For each pair of neighbours, the sum of the probabilities that they did not exchange, and
    /// how often they tried.
    refused: Vec<(f64, f64)>,
    /// The population drawn in each round.
    draws: Vec<f64>,
}

impl Chain {
    /// A chain whose replicas start from the prior, which is farther from every mode than the
    /// reference.
    pub(crate) fn new(
        seed: u64,
        stream: u64,
        settings: &LatentClassSettings,
        observed: &Observed,
    ) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        let replicas: Vec<Mixture> = (0..settings.replicas)
            .map(|_| Mixture::drawn(settings.classes, observed, &mut random))
            .collect();
        let refused = vec![(0.0, 0.0); replicas.len() - 1];
        Self { random, replicas, next: 0, rounds: 0, refused, draws: Vec::new() }
    }

    /// Moves as many replicas as told; after the last of them comes an exchange and a draw.
    pub(crate) fn advance(&mut self, steps: usize, powers: &[f64], observed: &Observed) {
        let mut sweep = Sweep::new(observed);
        for _ in 0..steps {
            let replica = &mut self.replicas[self.next];
            if powers[self.next] > 0.0 {
                sweep.run(replica, powers[self.next], &mut self.random);
            } else {
                replica.draw_from_reference(observed, &mut self.random);
            }
            self.next += 1;
            if self.next == self.replicas.len() {
                self.next = 0;
                self.exchange(powers);
                self.draw(observed);
            }
        }
    }

    /// The population drawn in each round since the chain last forgot them.
    pub(crate) fn draws(&self) -> &[f64] {
        &self.draws
    }

    /// Forgets the draws, and how often each pair of neighbours was refused an exchange and tried
    /// one, which it tells.
    pub(crate) fn forget(&mut self) -> Vec<(f64, f64)> {
        self.draws.clear();
        let unknown = vec![(0.0, 0.0); self.refused.len()];
        std::mem::replace(&mut self.refused, unknown)
    }

    /// How often a step runs through its innermost loops, about.
    pub(crate) fn work_of_a_step(&self, observed: &Observed) -> usize {
        let classes = self.replicas.first().map_or(1, |replica| replica.classes.len());
        classes * (observed.lists() + 4) * (observed.cells() + observed.kinds() + classes + 20)
    }

    fn exchange(&mut self, powers: &[f64]) {
        let first = (self.rounds % 2) as usize;
        self.rounds += 1;
        for low in (first..self.replicas.len() - 1).step_by(2) {
            let gain =
                self.replicas[low].ln_over_reference() - self.replicas[low + 1].ln_over_reference();
            let change = (powers[low + 1] - powers[low]) * gain;
            let change = if change.is_nan() { f64::NEG_INFINITY } else { change };
            self.refused[low].0 += 1.0 - change.min(0.0).exp();
            self.refused[low].1 += 1.0;
            if accepted(change, &mut self.random) {
                self.replicas.swap(low, low + 1);
            }
        }
    }

    fn draw(&mut self, observed: &Observed) {
        let Some(posterior) = self.replicas.last() else { return };
        let seen = posterior.ln_seen();
        let odds = (-seen).exp_m1();
        let people = observed.people();
        let mean = Gamma::new(people, odds).map_or(0.0, |gamma| gamma.sample(&mut self.random));
        let hidden: f64 =
            Poisson::new(mean).map_or(mean, |poisson| poisson.sample(&mut self.random));
        self.draws.push(people + hidden);
    }
}

/// Powers to begin with, crowded near zero, where the target changes most.
pub(crate) fn first_powers(replicas: usize) -> Vec<f64> {
    (0..replicas).map(|i| (i as f64 / (replicas - 1) as f64).powi(5)).collect()
}

/// Powers placed anew so that every pair of neighbours would be refused equally often, from how
/// often the exchanges were refused in each chain, and tried.
pub(crate) fn placed_anew(
    powers: &[f64],
    refused: impl Iterator<Item = Vec<(f64, f64)>>,
) -> Vec<f64> {
    let gaps = powers.len() - 1;
    let mut sums = vec![(0.0, 0.0); gaps];
    for chain in refused {
        for (sum, (refused, tried)) in sums.iter_mut().zip(chain) {
            *sum = (sum.0 + refused, sum.1 + tried);
        }
    }
    // What is never refused still needs room, or the division below fails.
    let shares: Vec<f64> = sums.iter().map(|sum| (sum.0 / sum.1.max(1.0)).max(1e-6)).collect();
    let total: f64 = shares.iter().sum();
    let mut placed = vec![0.0];
    let (mut gap, mut before) = (0, 0.0);
    for i in 1..gaps {
        let wanted = total * i as f64 / gaps as f64;
        while gap + 1 < gaps && before + shares[gap] < wanted {
            before += shares[gap];
            gap += 1;
        }
        let within = ((wanted - before) / shares[gap]).clamp(0.0, 1.0);
        placed.push(powers[gap] + within * (powers[gap + 1] - powers[gap]));
    }
    placed.push(1.0);
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture_history::{CaptureTable, History};

    /// Six lists of which three pairs share many people, in a table that treats the three alike.
    /// Two classes can set one pair apart from the four other lists, and not explain the other two:
    /// three modes, each of which has a third of the posterior by symmetry. How often a chain is in
    /// each.
    fn shares_of_three_equal_modes(replicas: usize, seed: u64) -> [f64; 3] {
        let pairs = [0b00_00_11, 0b00_11_00, 0b11_00_00];
        let two = |bits: &u16| bits.count_ones() == 2;
        let count = |bits| if pairs.contains(&bits) { 60 } else { 3 };
        let cells = (1..64).filter(two).map(|bits| (History::new(bits), count(bits)));
        let cells = cells.chain((0..6).map(|list| (History::of(&[list]), 80)));
        let table = CaptureTable::new(["a", "b", "c", "d", "e", "f"], cells).unwrap();
        let at = |bits| table.cells().iter().position(|cell| cell.0 == History::new(bits)).unwrap();
        let places = pairs.map(at);
        let observed = Observed::new(&table);
        let settings = LatentClassSettings { classes: 2, replicas, ..Default::default() };
        let mut chain = Chain::new(seed, 0, &settings, &observed);
        let mut powers = first_powers(replicas);
        for rounds in [25, 50, 100, 200] {
            chain.advance(rounds * replicas, &powers, &observed);
            powers = placed_anew(&powers, std::iter::once(chain.forget()));
        }
        let mut shares = [0.0; 3];
        for _ in 0..4000 {
            chain.advance(replicas, &powers, &observed);
            let cells = chain.replicas[replicas - 1].cells_without(&[]);
            let fitted = places.map(|place| cells[place]);
            let best = (0..3).max_by(|&i, &j| fitted[i].total_cmp(&fitted[j])).unwrap();
            shares[best] += 1.0 / 4000.0;
        }
        shares
    }

    #[test]
    fn three_modes_that_are_equal_by_symmetry_are_given_equal_weights() {
        let chains = [1, 2, 3].map(|seed| shares_of_three_equal_modes(12, seed));
        for mode in 0..3 {
            let share = chains.iter().map(|shares| shares[mode]).sum::<f64>() / 3.0;
            // The share in one chain has a standard error of about 0.06.
            assert!((share - 1.0 / 3.0).abs() < 0.14, "{chains:?}");
        }
        // The modes are far apart: a chain that has nothing between the reference and the posterior
        // keeps the one into which it fell.
        let shares = shares_of_three_equal_modes(2, 1);
        assert!(shares.iter().any(|share| *share > 0.98), "{shares:?}");
    }

    #[test]
    fn powers_move_to_where_exchanges_are_refused() {
        let powers = first_powers(5);
        assert!(powers[0].abs() < 1e-15 && (powers[4] - 1.0).abs() < 1e-15);
        // All that is refused is refused between the last two, where all but one power belong.
        let refused = vec![(0.0, 50.0), (0.0, 50.0), (0.0, 50.0), (30.0, 50.0)];
        let placed = placed_anew(&powers, std::iter::repeat_n(refused, 3));
        assert_eq!(placed.len(), 5);
        assert!(placed.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(placed[1] > powers[3] && (placed[4] - 1.0).abs() < 1e-15, "{placed:?}");
        // What is refused equally often stays where it is.
        let even = vec![(20.0, 50.0); 4];
        let stays = placed_anew(&powers, std::iter::once(even));
        assert!(stays.iter().zip(&powers).all(|(a, b)| (a - b).abs() < 1e-12), "{stays:?}");
    }
}
