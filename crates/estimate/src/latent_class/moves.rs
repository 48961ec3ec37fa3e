//! How a mixture of latent classes moves through its posterior: one sweep of Metropolis-Hastings
//! steps, each of which leaves unchanged the reference (`reference.rs`) times a power of the
//! posterior over the reference, which is the posterior at power one.
//!
//! A class of thousands is known to a hundredth of a log odds, an empty one not at all. Steps of one
//! log odds are measured by what the people of the class, as many as its share says, leave
//! uncertain where it stands; the step back is measured where it would start. Steps of other
//! coordinates come in sizes drawn between a hundredth and three. Nothing is learned that would
//! change hands when two classes change their places.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

use crate::latent_class::mixture::{Class, Mixture, Observed, broken, ln_sum};
use crate::latent_class::reference::ln_density_of_shares;
use crate::latent_class::vectors::ln;

/// Logarithms of the smallest and the largest standard deviation of a step without a measure.
const LN_STEP: [f64; 2] = [-4.6, 1.1];

/// Logarithms of the smallest and the largest standard deviation of a step of log odds, in units
/// of what the people of the class leave uncertain.
const LN_FITTING: [f64; 2] = [-0.7, 1.8];

/// Observed people of a class below which its odds are moved only by drawing new ones, many of
/// which are taken where they need explain nobody.
const FEWEST_PEOPLE: f64 = 1.0;

/// Sweeps over a table.
#[derive(Debug)]
pub(crate) struct Sweep<'a> {
    observed: &'a Observed,
    /// The power of the likelihood, and of the prior; the reference has what lacks to one.
    power: f64,
    proposed: Class,
    /// Room for the probabilities of the histories without the classes that a step changes.
    rest: Vec<f64>,
}

impl<'a> Sweep<'a> {
    pub(crate) fn new(observed: &'a Observed) -> Self {
        Self { observed, power: 1.0, proposed: Class::even(observed), rest: Vec::new() }
    }

    /// Moves every occupied class and every share. On the Dutch table steps of odds, exchanges and
    /// breaks earn their time: with fewer of them fewer replicas get from the reference to the
    /// posterior. A quarter of the partings and half of the new classes bring as many.
    pub(crate) fn run(&mut self, mixture: &mut Mixture, power: f64, random: &mut impl Rng) {
        self.power = power;
        for k in 0..mixture.classes.len() {
            let mut rest = std::mem::take(&mut self.rest);
            mixture.sum_without(&[k], &mut rest);
            // None of these steps changes the share, so that whether to take them may depend on it.
            if mixture.shares()[k] * self.observed.people() > FEWEST_PEOPLE {
                self.odds(mixture, k, &rest, random);
            }
            if random.random() {
                self.new_class(mixture, k, &rest, random);
            }
            self.rest = rest;
        }
        if mixture.classes.len() > 1 {
            let [a, b] = two_of(mixture.classes.len(), random);
            self.part(mixture, a, b, random);
        }
        for _ in 1..mixture.classes.len() {
            let [a, b] = two_of(mixture.classes.len(), random);
            self.exchange(mixture, a, b, random);
            let [a, b] = two_of(mixture.classes.len(), random);
            places(self.power, mixture, a, b, random);
        }
        for k in 1..mixture.classes.len() {
            self.new_break(mixture, k - 1, random);
        }
    }

    /// Moves the log odds of a class one by one, and then all together. The shares stay.
    fn odds(&mut self, mixture: &mut Mixture, k: usize, rest: &[f64], random: &mut impl Rng) {
        let share = mixture.shares()[k];
        let people = self.power * share * self.observed.people();
        let mut of_shares = self.of_shares(mixture);
        for list in 0..=self.observed.lists() {
            let list = Some(list).filter(|&list| list < self.observed.lists());
            let here = &mixture.classes[k];
            let normal: f64 = StandardNormal.sample(random);
            let [low, high] = if list.is_some() { LN_FITTING } else { LN_STEP };
            let scale = random.random_range(low..high).exp();
            // About the inverse of the information about the log odds, the prior's included.
            let fitting = |class: &Class| {
                list.map_or(1.0, |list| 0.2 + people * class.told_by_a_person(list)).sqrt()
            };
            let narrow_here = fitting(here);
            let step = normal * scale / narrow_here;
            let inside = match list {
                Some(list) => self.proposed.become_moved(here, list, step, self.observed),
                None => self.proposed.become_shifted(here, step, self.observed),
            };
            if !inside {
                continue;
            }
            let narrower = fitting(&self.proposed) / narrow_here;
            let ln_back = ln(narrower) + 0.5 * normal * normal * (1.0 - narrower * narrower);
            let ln_likelihood = self.observed.ln_likelihood(rest, [(share, &self.proposed.cells)]);
            let change = self.tempered(ln_likelihood, mixture.ln_likelihood)
                + self.of_class(&self.proposed)
                - self.of_class(here)
                - of_shares
                + ln_back;
            std::mem::swap(&mut self.proposed, &mut mixture.classes[k]);
            let of_shares_there = self.of_shares(mixture);
            if accepted(change + of_shares_there, random) {
                (mixture.ln_likelihood, of_shares) = (ln_likelihood, of_shares_there);
            } else {
                std::mem::swap(&mut self.proposed, &mut mixture.classes[k]);
            }
        }
    }

    /// Proposes another class from the prior or from the reference, its weight among all people
    /// unchanged.
    fn new_class(&mut self, mixture: &mut Mixture, k: usize, rest: &[f64], random: &mut impl Rng) {
        let here = &mixture.classes[k];
        let from_reference = random.random();
        if from_reference {
            self.proposed.draw_from_reference(self.observed, random);
        } else {
            self.proposed.draw(self.observed, random);
        }
        let ln_over_prior = self.proposed.ln_over_prior - here.ln_over_prior;
        // Draws from the prior leave nothing of it in the ratio, weights that stay included.
        let proposal = if from_reference { ln_over_prior } else { 0.0 };
        let ln_share = mixture.ln_shares()[k] + self.proposed.ln_seen - here.ln_seen;
        let share = ln_share.exp();
        // Not one less the share, of which rounding leaves nothing when the others are tiny.
        let (before, after) = (&mixture.shares()[..k], &mixture.shares()[k + 1..]);
        let sum = share + before.iter().chain(after).sum::<f64>();
        // The cells over the sum of the shares, the sum taken out of the logarithms.
        let ln_likelihood = self.observed.ln_likelihood(rest, [(share, &self.proposed.cells)])
            - self.observed.people() * ln(sum);
        let change = self.tempered(ln_likelihood, mixture.ln_likelihood)
            + (1.0 - self.power) * (ln_over_prior - mixture.ln_shares_over_prior())
            - proposal;
        let here = mixture.ln_shares().to_vec();
        let mut there = here.clone();
        there[k] = ln_share;
        std::mem::swap(&mut self.proposed, &mut mixture.classes[k]);
        mixture.set_shares(&there);
        if accepted(change + (1.0 - self.power) * mixture.ln_shares_over_prior(), random) {
            mixture.ln_likelihood = ln_likelihood;
        } else {
            std::mem::swap(&mut self.proposed, &mut mixture.classes[k]);
            mixture.set_shares(&here);
        }
    }

    /// Proposes another break of the stick from its prior, the other breaks unchanged.
    fn new_break(&mut self, mixture: &mut Mixture, k: usize, random: &mut impl Rng) {
        let concentration = mixture.concentration(random);
        let ln_left = mixture.ln_left();
        let (taken, left) = broken(concentration, random);
        let here = mixture.ln_shares().to_vec();
        let mut there = here.clone();
        there[k] += taken - (mixture.ln_weight(k) - ln_left[k]);
        for later in &mut there[k + 1..] {
            *later += left - (ln_left[k + 1] - ln_left[k]);
        }
        let before = mixture.ln_shares_over_prior();
        mixture.set_shares(&there);
        let ln_likelihood = self.observed.ln_likelihood(&mixture.cells_without(&[]), []);
        let change = self.tempered(ln_likelihood, mixture.ln_likelihood)
            + (1.0 - self.power) * (mixture.ln_shares_over_prior() - before);
        if accepted(change, random) {
            mixture.ln_likelihood = ln_likelihood;
        } else {
            mixture.set_shares(&here);
        }
    }

    /// Proposes another class `a` in the neighbourhood of class `b`, and perhaps another division
    /// of the people of both: how a kind of people comes to be told from another, which steps of
    /// one coordinate and classes from the prior hardly ever do.
    fn part(&mut self, mixture: &mut Mixture, a: usize, b: usize, random: &mut impl Rng) {
        let about = mixture.classes[b].log_odds().to_vec();
        let log_odds: Vec<f64> = about.iter().map(|about| neighbour(*about, random)).collect();
        if !self.proposed.take(&log_odds, self.observed) {
            return;
        }
        let here = [mixture.ln_shares()[a], mixture.ln_shares()[b]];
        let there = if random.random() {
            let part: f64 = random.random();
            let ln_both = ln_sum(here[0], here[1]);
            [ln_both + part.ln(), ln_both + (-part).ln_1p()]
        } else {
            here
        };
        let mut rest = std::mem::take(&mut self.rest);
        mixture.sum_without(&[a, b], &mut rest);
        let shares = there.map(f64::exp);
        let of_b = &mixture.classes[b].cells;
        let added: [(f64, &[f64]); 2] = [(shares[0], &self.proposed.cells), (shares[1], of_b)];
        let ln_likelihood = self.observed.ln_likelihood(&rest, added);
        self.rest = rest;
        let ln_density = |class: &Class| -> f64 {
            let pairs = class.log_odds().iter().zip(&about);
            pairs
                .map(|(log_odds, about)| density_of_neighbour(*log_odds, *about))
                .product::<f64>()
                .ln()
        };
        let change = self.tempered(ln_likelihood, mixture.ln_likelihood)
            + (self.of_class(&self.proposed) - self.of_class(&mixture.classes[a]))
            + (ln_density(&mixture.classes[a]) - ln_density(&self.proposed))
            - self.of_shares(mixture);
        std::mem::swap(&mut self.proposed, &mut mixture.classes[a]);
        mixture.set_share(a, there[0]);
        mixture.set_share(b, there[1]);
        if accepted(change + self.of_shares(mixture), random) {
            mixture.ln_likelihood = ln_likelihood;
        } else {
            std::mem::swap(&mut self.proposed, &mut mixture.classes[a]);
            mixture.set_share(a, here[0]);
            mixture.set_share(b, here[1]);
        }
    }

    /// Moves share from one class to another.
    fn exchange(&mut self, mixture: &mut Mixture, a: usize, b: usize, random: &mut impl Rng) {
        let here = [mixture.ln_shares()[a], mixture.ln_shares()[b]];
        let log_odds = here[0] - here[1];
        let ln_both = ln_sum(here[0], here[1]);
        let log_odds = log_odds + step(random);
        let there = [-log_odds, log_odds].map(|against| ln_both - ln_sum(0.0, against));
        let mut rest = std::mem::take(&mut self.rest);
        mixture.sum_without(&[a, b], &mut rest);
        let shares = there.map(f64::exp);
        let added: [(f64, &[f64]); 2] =
            [(shares[0], &mixture.classes[a].cells), (shares[1], &mixture.classes[b].cells)];
        let ln_likelihood = self.observed.ln_likelihood(&rest, added);
        self.rest = rest;
        let change = self.tempered(ln_likelihood, mixture.ln_likelihood)
            + (there[0] + there[1] - here[0] - here[1])
            - self.of_shares(mixture);
        mixture.set_share(a, there[0]);
        mixture.set_share(b, there[1]);
        if accepted(change + self.of_shares(mixture), random) {
            mixture.ln_likelihood = ln_likelihood;
        } else {
            mixture.set_share(a, here[0]);
            mixture.set_share(b, here[1]);
        }
    }

    /// The part of a class in the logarithm of the target, without the likelihood.
    fn of_class(&self, class: &Class) -> f64 {
        class.ln_prior + (1.0 - self.power) * class.ln_over_prior
    }

    /// The part of the shares in the logarithm of the target.
    fn of_shares(&self, mixture: &Mixture) -> f64 {
        self.power * mixture.ln_prior_of_shares()
            + (1.0 - self.power) * ln_density_of_shares(mixture.ln_shares())
    }

    /// The change of the logarithm of the tempered likelihood. At power zero nothing is impossible.
    fn tempered(&self, there: f64, here: f64) -> f64 {
        if self.power > 0.0 { self.power * (there - here) } else { 0.0 }
    }
}

/// Lets two classes change their places, which matters to the prior of the shares only.
fn places(power: f64, mixture: &mut Mixture, a: usize, b: usize, random: &mut impl Rng) {
    let here = mixture.ln_prior_of_shares();
    mixture.swap(a, b);
    if !accepted(power * (mixture.ln_prior_of_shares() - here), random) {
        mixture.swap(a, b);
    }
}

/// Whether to take a step that changes the logarithm of the target so much.
pub(crate) fn accepted(change: f64, random: &mut impl Rng) -> bool {
    change >= 0.0 || ln(random.random()) < change
}

/// Standard deviations of log odds about those of a neighbouring class, each as likely as the
/// others and as a draw from the prior.
const NEIGHBOURS: [f64; 3] = [0.3, 1.2, 3.0];

/// Log odds in the neighbourhood of others.
fn neighbour(about: f64, random: &mut impl Rng) -> f64 {
    let Some(deviation) = NEIGHBOURS.get(random.random_range(0..=NEIGHBOURS.len())) else {
        let probability: f64 = random.random();
        return probability.ln() - (-probability).ln_1p();
    };
    let normal: f64 = StandardNormal.sample(random);
    about + deviation * normal
}

/// The density of [`neighbour`], up to a constant. Within the prior it is above `exp(-40)`, so
/// that the product over sixteen lists is a double.
fn density_of_neighbour(log_odds: f64, about: f64) -> f64 {
    let normal = |deviation: f64| {
        let density = (-0.5 * ((log_odds - about) / deviation).powi(2)).exp();
        density / deviation / std::f64::consts::TAU.sqrt()
    };
    let odds = (-log_odds.abs()).exp();
    odds / (1.0 + odds).powi(2) + NEIGHBOURS.map(normal).iter().sum::<f64>()
}

fn step(random: &mut impl Rng) -> f64 {
    let normal: f64 = StandardNormal.sample(random);
    normal * random.random_range(LN_STEP[0]..LN_STEP[1]).exp()
}

/// Two different numbers below `count`, which is two at least.
fn two_of(count: usize, random: &mut impl Rng) -> [usize; 2] {
    let a = random.random_range(0..count);
    let b = random.random_range(0..count - 1);
    [a, b + usize::from(b >= a)]
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::capture_history::{CaptureTable, History};

    const CLASSES: usize = 3;
    const LISTS: usize = 3;

    /// Numbers that between them depend on every coordinate.
    fn statistics(mixture: &Mixture, alike: &Observed) -> [f64; 6] {
        let weight = |k| (mixture.ln_weight(k) + mixture.ln_seen()).exp();
        let cells = mixture.cells_without(&[]);
        let one_class = &mixture.classes[0];
        [
            mixture.ln_seen().exp(),
            weight(0),
            weight(CLASSES - 1).powf(0.1),
            cells[alike.cells() - 1],
            one_class.cells[0],
            mixture.classes[CLASSES - 1].cells[0],
        ]
    }

    /// Sixty people who are seen, as the mixture says.
    fn people_of(mixture: &Mixture, random: &mut ChaCha8Rng) -> Observed {
        let cells = mixture.cells_without(&[]);
        let mut counts = vec![0; cells.len()];
        for _ in 0..60 {
            let mut left: f64 = random.random::<f64>() * cells.iter().sum::<f64>();
            let found = cells.iter().position(|cell| {
                left -= cell;
                left < 0.0
            });
            counts[found.unwrap_or(0)] += 1;
        }
        every_history(|history| counts[usize::from(history) - 1])
    }

    fn every_history(count: impl Fn(u16) -> u64) -> Observed {
        let cells = (1..1 << LISTS).map(|bits| (History::new(bits), count(bits)));
        Observed::new(&CaptureTable::new(["a", "b", "c"], cells).unwrap())
    }

    const TRIALS: u32 = 20_000;

    /// How statistics change from the beginnings of many moves to their ends.
    #[derive(Default)]
    struct Drifts {
        sums: [(f64, f64); 6],
        moved: u32,
    }

    impl Drifts {
        fn add(&mut self, before: [f64; 6], after: [f64; 6]) {
            self.moved += u32::from(before.iter().zip(after).any(|(a, b)| (a - b).abs() > 1e-12));
            for ((sum, before), after) in self.sums.iter_mut().zip(before).zip(after) {
                *sum = (sum.0 + after - before, sum.1 + (after - before).powi(2));
            }
        }

        fn are_none(self) {
            for (which, (sum, squares)) in self.sums.into_iter().enumerate() {
                let z = sum / f64::sqrt(squares);
                // Beyond 4.5 once in 150,000.
                assert!(squares < 1e-20 || z.abs() < 4.5, "statistic {which} drifts: {z}");
            }
            assert!(f64::from(self.moved) > 0.3 * f64::from(TRIALS), "{} moved", self.moved);
        }
    }

    /// A mixture from the prior, people from the mixture, and then a move given the people: the
    /// mixture is still one from the prior (Geweke 2004, JASA 99:799). A wrong density, Jacobian
    /// or acceptance shows as a drift.
    fn leaves_the_prior_alone(moves: impl Fn(&mut Sweep<'_>, &mut Mixture, &mut ChaCha8Rng)) {
        let all = every_history(|_| 1);
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut drifts = Drifts::default();
        for _ in 0..TRIALS {
            let start = Mixture::drawn(CLASSES, &all, &mut random);
            let observed = people_of(&start, &mut random);
            let mut mixture = start.seen_as(&observed);
            let mut sweep = Sweep::new(&observed);
            for _ in 0..4 {
                moves(&mut sweep, &mut mixture, &mut random);
            }
            let fresh = observed.ln_likelihood(&mixture.cells_without(&[]), []);
            assert!((fresh - mixture.ln_likelihood).abs() < 1e-6 * fresh.abs().max(1.0));
            drifts.add(statistics(&start, &all), statistics(&mixture.seen_as(&all), &all));
        }
        drifts.are_none();
    }

    /// At power zero the target is the reference, from which can be drawn: the move leaves
    /// mixtures drawn from it as they are.
    fn leaves_the_reference_alone(moves: impl Fn(&mut Sweep<'_>, &mut Mixture, &mut ChaCha8Rng)) {
        // People with every history, but not equally many: the reference depends on the lists.
        let observed = every_history(|history| 20 * u64::from(history));
        let mut random = ChaCha8Rng::seed_from_u64(2);
        let mut mixture = Mixture::drawn(CLASSES, &observed, &mut random);
        let mut sweep = Sweep::new(&observed);
        sweep.power = 0.0;
        let mut drifts = Drifts::default();
        for _ in 0..TRIALS {
            mixture.draw_from_reference(&observed, &mut random);
            let start = statistics(&mixture, &observed);
            for _ in 0..4 {
                moves(&mut sweep, &mut mixture, &mut random);
            }
            drifts.add(start, statistics(&mixture, &observed));
        }
        drifts.are_none();
    }

    /// What a move does, given the people and at power zero.
    fn leaves_both_alone(moves: impl Fn(&mut Sweep<'_>, &mut Mixture, &mut ChaCha8Rng)) {
        leaves_the_prior_alone(&moves);
        leaves_the_reference_alone(&moves);
    }

    #[test]
    fn moving_odds_leaves_the_posterior_unchanged() {
        leaves_both_alone(|sweep, mixture, random| {
            for k in 0..CLASSES {
                let rest = mixture.cells_without(&[k]);
                sweep.odds(mixture, k, &rest, random);
            }
        });
    }

    #[test]
    fn new_classes_leave_the_posterior_unchanged() {
        leaves_both_alone(|sweep, mixture, random| {
            for k in 0..CLASSES {
                let rest = mixture.cells_without(&[k]);
                sweep.new_class(mixture, k, &rest, random);
            }
        });
    }

    #[test]
    fn new_breaks_leave_the_posterior_unchanged() {
        leaves_both_alone(|sweep, mixture, random| {
            (1..CLASSES).for_each(|k| sweep.new_break(mixture, k - 1, random));
        });
    }

    #[test]
    fn exchanging_shares_and_places_leaves_the_posterior_unchanged() {
        leaves_both_alone(|sweep, mixture, random| {
            let [a, b] = two_of(CLASSES, random);
            sweep.exchange(mixture, a, b, random);
            places(sweep.power, mixture, b, a, random);
        });
    }

    #[test]
    fn parting_classes_leaves_the_posterior_unchanged() {
        leaves_both_alone(|sweep, mixture, random| {
            let [a, b] = two_of(CLASSES, random);
            sweep.part(mixture, a, b, random);
        });
    }

    #[test]
    fn a_sweep_leaves_the_posterior_unchanged() {
        leaves_the_prior_alone(|sweep, mixture, random| sweep.run(mixture, 1.0, random));
        leaves_the_reference_alone(|sweep, mixture, random| sweep.run(mixture, 0.0, random));
    }
}
