//! Worlds in which the effect of a commitment is planted, to see whether it is found.
//!
//! Forty to eighty cells in places of a few each. Needs are known as draws, and the true one is one
//! more draw of the same kind. Between then and now needs grow by a shock that all share, a trend of
//! their form and chance of their place and their own; so does what is declared, whose freshness is
//! not what still stands either. What is planted closes a share of the gap that would be there now.

use concert_coverage::{CellChange, Knowledge, Layer, Since, associations};
use concert_terms::{Draws, Form, Pillar, Side};

/// What a commitment acts on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Made {
    /// It adds a response, the same in every draw of the need.
    Supply,
    /// It takes away a share of the gap, whatever the need.
    Share,
}

/// What a kind of world is like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scenario {
    pub(crate) made: Made,
    /// The share of the gap that the commitment closes.
    pub(crate) closed: f64,
    /// Cells of the commitment.
    pub(crate) cells: usize,
    /// Standard deviation of the logarithm of a need, as far as it is known.
    pub(crate) need_doubt: f64,
    /// Standard deviation of what happens to a cell by chance.
    pub(crate) chance: f64,
    /// Standard deviation of what happens to all cells of a place.
    pub(crate) of_place: f64,
    /// Standard deviation of what freshness makes of a response beside what still stands.
    pub(crate) staleness: f64,
}

impl Scenario {
    pub(crate) const fn usual(made: Made) -> Self {
        Self {
            made,
            closed: 0.1,
            cells: 8,
            need_doubt: 0.2,
            chance: 0.08,
            of_place: 0.0,
            staleness: 0.1,
        }
    }
}

/// How often intervals hold what was planted, and how far the middle lies from it on average.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Score {
    /// The share of worlds in which the interval at 90 % holds the planted effect.
    pub(crate) held: f64,
    /// The mean error as a share of the mean gap that was to be expected.
    pub(crate) bias: f64,
    /// The mean length of the interval, likewise.
    pub(crate) length: f64,
}

/// Numbers that look random and are the same every time.
struct Chance(u64);

impl Chance {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Box and Muller (1958).
    fn normal(&mut self) -> f64 {
        let (radius, angle) = (1.0 - self.uniform(), self.uniform());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }
}

const DRAWS: usize = 60;
const FORMS: [Form; 2] = [Form::SEXUAL, Form::LABOUR];

/// What was found and what is true in many worlds of one kind.
pub(crate) fn score(scenario: &Scenario, worlds: u32, seed: u64) -> Score {
    let mut chance = Chance(seed);
    let (mut held, mut bias, mut length, mut expected) = (0.0, 0.0, 0.0, 0.0);
    for _ in 0..worlds {
        let world = World::new(scenario, &mut chance);
        let asked =
            Since { made: 0, today: 365, cells: &world.cells, others: &world.others, level: 0.9 };
        let found = associations(&asked).unwrap();
        let association = &found.layers[0];
        let interval = association.association;
        held += f64::from(u8::from(interval.low <= world.effect && world.effect <= interval.high));
        bias += interval.middle - world.effect;
        length += interval.high - interval.low;
        expected += world.expected;
    }
    Score { held: held / f64::from(worlds), bias: bias / expected, length: length / expected }
}

struct World {
    cells: Vec<CellChange>,
    others: Vec<CellChange>,
    /// The true weighted gap less what it would be without the commitment.
    effect: f64,
    /// The true weighted gap that would be there without it.
    expected: f64,
}

impl World {
    fn new(scenario: &Scenario, chance: &mut Chance) -> Self {
        let shock = 0.1 * chance.normal();
        let trends = [0.1 * chance.normal(), 0.1 * chance.normal()];
        let supply_shock = 0.1 * chance.normal();
        let others = 40 + (40.0 * chance.uniform()) as usize;
        let places: Vec<f64> = (0..40).map(|_| scenario.of_place * chance.normal()).collect();
        let mut world = Self { cells: Vec::new(), others: Vec::new(), effect: 0.0, expected: 0.0 };
        for number in 0..scenario.cells + others {
            let is_own = number < scenario.cells;
            // Those of a commitment lie in few places.
            let place = if is_own { number / 4 } else { 2 + (38.0 * chance.uniform()) as usize };
            let form = (2.0 * chance.uniform()) as usize;
            let middle = (5.0 + 0.5 * chance.normal()).exp();
            let need = |chance: &mut Chance| middle * (scenario.need_doubt * chance.normal()).exp();
            let draws: Vec<f64> = (0..DRAWS).map(|_| need(chance)).collect();
            let truth = need(chance);
            let growth =
                (shock + trends[form] + places[place] + scenario.chance * chance.normal()).exp();
            let then_supply = middle * 0.6 * chance.uniform();
            let now_supply = then_supply * (supply_shock + scenario.chance * chance.normal()).exp();
            // What freshness makes of the response is not quite what stands.
            let stale = [(); 2].map(|()| (scenario.staleness * chance.normal()).exp());
            let weight = 1.0 + (5.0 * chance.uniform()).floor();
            let closed = if is_own { scenario.closed } else { 0.0 };
            let without = (truth * growth - now_supply).max(0.0);
            let added = if scenario.made == Made::Supply { closed * without } else { 0.0 };
            let share = if scenario.made == Made::Share { closed } else { 0.0 };
            let gaps = |need: f64| {
                let then = (need - then_supply * stale[0]).max(0.0);
                let now = (need * growth - now_supply * stale[1] - added).max(0.0) * (1.0 - share);
                (then as f32, now as f32)
            };
            let (then, now) = draws.iter().map(|need| gaps(*need)).unzip();
            if is_own {
                world.effect -= weight * closed * without;
                world.expected += weight * without;
            }
            let cell = CellChange {
                cell: number as u32,
                layer: Layer { pillar: Some(Pillar::Protection), side: Some(Side::Supply) },
                form: Some(FORMS[form]),
                place: place as u32,
                knowledge: Knowledge::Active,
                weight,
                need: middle,
                then: Draws::new(then),
                now: Draws::new(now),
                is_of_others: false,
            };
            if is_own { &mut world.cells } else { &mut world.others }.push(cell);
        }
        world
    }
}
