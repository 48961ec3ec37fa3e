//! Populations that are made up from a fitted model, and the tables that lists would show of them.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::capture_history::{CaptureTable, History};
use crate::fit::Fit;
use crate::margins::add_subsets;

/// A population of known size in which a model holds.
pub struct Simulation {
    lists: usize,
    people: u64,
    /// Cells that can hold people, each with the share of people in it and in those before it;
    /// the empty history is the last.
    shares: Vec<(u16, f64)>,
}

impl Simulation {
    /// The population that a fit describes, of the size that it estimates.
    pub fn of(fit: &Fit) -> Self {
        let mut means = fit.parameters.clone();
        add_subsets(&mut means);
        let means: Vec<f64> = means.into_iter().map(f64::exp).collect();
        let total: f64 = means.iter().sum();
        let mut below = 0.0;
        let last = std::iter::once(0);
        let cells = (1..means.len()).filter(|&cell| means[cell] > 0.0).chain(last);
        let share = |cell: usize| {
            below += means[cell] / total;
            (cell as u16, below)
        };
        let people = fit.population.round() as u64;
        Self { lists: fit.model.lists(), people, shares: cells.map(share).collect() }
    }

    /// How many people the population has.
    pub const fn people(&self) -> u64 {
        self.people
    }

    /// What the lists show of the `index`th such population of a seed; `None` if they show nobody.
    ///
    /// Every person has a history drawn from the model; those with the empty history stay unseen.
    pub fn table(&self, seed: u64, index: u64) -> Option<CaptureTable> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(index);
        let mut counts = vec![0_u64; self.shares.len()];
        for _ in 0..self.people {
            let at: f64 = random.random();
            let cell = self.shares.partition_point(|share| share.1 <= at);
            counts[cell.min(self.shares.len() - 1)] += 1;
        }
        counts.pop();
        let cells = self.shares.iter().zip(counts).map(|(share, n)| (History::new(share.0), n));
        let names = (1..=self.lists).map(|list| format!("list {list}"));
        CaptureTable::new(names, cells).ok()
    }
}
