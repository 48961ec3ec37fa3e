//! What to do next among thousands of actions: the plan, and how far from the best it can be.

#![expect(
    clippy::unwrap_used,
    reason = "what is invented here is sound, or there is nothing to measure"
)]
#![expect(clippy::print_stderr, reason = "how good a plan is belongs beside how long it took")]

use concert_coverage::{Action, Effect, GapDraws, NextActions, PlanQuestion};
use concert_terms::{Draws, Interval};
use divan::{Bencher, black_box};
use std::sync::LazyLock;

fn main() {
    divan::main();
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

struct World {
    gaps: GapDraws,
    actions: Vec<Action>,
    question: PlanQuestion,
}

impl World {
    /// Gaps of 5 to 500 people, each uncertain by a factor of about two; actions that add 5 to
    /// 100 places in each of 1 to 15 neighbouring needs, at a cost that follows that more or
    /// less; money for about 300 of them.
    fn new(needs: usize, actions: usize, draws: usize) -> Self {
        let mut dice = Dice(7);
        let gap = |need: usize| {
            let middle = 5.0 * 100.0_f64.powf(dice.below(1000) as f64 / 1000.0);
            if draws == 1 {
                return vec![middle as f32];
            }
            let interval = Interval::new(middle / 2.0, middle, middle * 2.5, 0.9).unwrap();
            Draws::from_interval(&interval, draws, need as u64).values().to_vec()
        };
        let gaps: Vec<Vec<f32>> = (0..needs).map(gap).collect();
        let mut dice = Dice(8);
        let action = |_| {
            let first = dice.below(needs as u64);
            let reach = 1 + dice.below(15);
            let mut effects = Vec::new();
            let mut places = 0.0;
            for _ in 0..reach {
                let need = ((first + dice.below(60)) % needs as u64) as u32;
                let amount = 5.0 + dice.below(96) as f64;
                places += amount;
                effects.push(Effect { need, amount });
            }
            let cost = places * (50 + dice.below(100)) as f64 + 2000.0;
            Action { cost, effects, ..Action::default() }
        };
        let actions: Vec<Action> = (0..actions).map(action).collect();
        let mean = actions.iter().map(|action| action.cost).sum::<f64>() / actions.len() as f64;
        let weights = (0..needs).map(|need| 1.0 + (need % 5) as f64).collect();
        let question =
            PlanQuestion { weights, ..PlanQuestion::new(300.0 * mean, actions.len() as u32) };
        Self { gaps: GapDraws::new(&gaps).unwrap(), actions, question }
    }

    fn ask(&self) -> NextActions<'_> {
        NextActions::new(&self.gaps, &self.actions, &self.question).unwrap()
    }

    fn tell(&self, name: &str) {
        let (plan, bound) = self.ask().certified_plan();
        let at_once = self.ask().plan();
        eprintln!(
            "{name}: {} actions, {:.0} of at most {:.0}: {:.2} % short ({:.0} at once)",
            plan.steps.len(),
            plan.value,
            bound.value,
            100.0 * bound.distance,
            at_once.value,
        );
    }
}

static CERTAIN: LazyLock<World> = LazyLock::new(|| {
    let world = World::new(20_000, 10_000, 1);
    world.tell("20,000 needs, 10,000 actions");
    world
});

static UNCERTAIN: LazyLock<World> = LazyLock::new(|| {
    let world = World::new(5_000, 3_000, 200);
    world.tell("5,000 needs, 3,000 actions, 200 draws");
    world
});

#[divan::bench(sample_count = 20)]
fn asking_20_000_needs_10_000_actions(bencher: Bencher) {
    let world = &*CERTAIN;
    bencher.bench(|| black_box(world).ask());
}

#[divan::bench(sample_count = 20)]
fn plan_20_000_needs_10_000_actions(bencher: Bencher) {
    let next = CERTAIN.ask();
    bencher.bench(|| black_box(&next).plan());
}

#[divan::bench(sample_count = 5)]
fn certified_20_000_needs_10_000_actions(bencher: Bencher) {
    let next = CERTAIN.ask();
    bencher.bench(|| black_box(&next).certified_plan());
}

#[divan::bench(sample_count = 20)]
fn asking_5_000_needs_3_000_actions_200_draws(bencher: Bencher) {
    let world = &*UNCERTAIN;
    bencher.bench(|| black_box(world).ask());
}

#[divan::bench(sample_count = 20)]
fn plan_5_000_needs_3_000_actions_200_draws(bencher: Bencher) {
    let next = UNCERTAIN.ask();
    bencher.bench(|| black_box(&next).plan());
}

#[divan::bench(sample_count = 5)]
fn certified_5_000_needs_3_000_actions_200_draws(bencher: Bencher) {
    let next = UNCERTAIN.ask();
    bencher.bench(|| black_box(&next).certified_plan());
}

/// With regard for the worst tenth of the draws, and an equity floor over fifty places.
#[divan::bench(sample_count = 3)]
fn balanced_5_000_needs_3_000_actions_200_draws(bencher: Bencher) {
    let world = &*UNCERTAIN;
    let groups = (0..50_u32).map(|place| (place * 100..(place + 1) * 100).collect()).collect();
    let question =
        PlanQuestion { groups, equity_floor: 0.8, tail_weight: 0.5, ..world.question.clone() };
    let next = NextActions::new(&world.gaps, &world.actions, &question).unwrap();
    let (plan, bound) = next.certified_plan();
    eprintln!(
        "balanced: {:.0} of at most {:.0}: {:.2} % short; {} places below the floor",
        plan.value,
        bound.value,
        100.0 * bound.distance,
        plan.short_groups().len(),
    );
    bencher.bench(|| black_box(&next).plan());
}

/// HiGHS beside the plan that is found at once, each within fifteen seconds.
#[cfg(feature = "highs")]
mod exact {
    use super::{Bencher, World, black_box};
    use std::time::Instant;

    const SECONDS: f64 = 15.0;

    fn tell(name: &str, world: &World) {
        let next = world.ask();
        let begun = Instant::now();
        let (plan, bound) = next.certified_plan();
        let ours = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        let left = &mut || SECONDS - begun.elapsed().as_secs_f64();
        let exact = next.exact_plan(1e-4, left).unwrap();
        eprintln!(
            "{name}: at once {:.0} of at most {:.0} in {ours:.2} s; exact {:.0} of at most {:.0} \
             in {:.1} s, {:?}, {:.3} % more",
            plan.value,
            bound.value,
            exact.plan.value,
            exact.bound.value,
            begun.elapsed().as_secs_f64(),
            exact.ending,
            100.0 * (exact.plan.value / plan.value - 1.0),
        );
    }

    /// Of one size each, so that it can be seen how far HiGHS goes.
    #[divan::bench(args = [(500, 300), (2_000, 1_000), (5_000, 3_000), (20_000, 10_000)], sample_count = 1)]
    fn within_15_seconds(bencher: Bencher, (needs, actions): (usize, usize)) {
        let world = World::new(needs, actions, 1);
        tell(&format!("{needs} needs, {actions} actions"), &world);
        let next = world.ask();
        bencher.bench(|| {
            let begun = Instant::now();
            let left = &mut || SECONDS - begun.elapsed().as_secs_f64();
            black_box(&next).exact_plan(1e-4, left)
        });
    }

    /// Whose gaps are uncertain, so that the lines of each are added in rounds.
    #[divan::bench(args = [(500, 300), (2_000, 1_000)], sample_count = 1)]
    fn of_200_draws_within_15_seconds(bencher: Bencher, (needs, actions): (usize, usize)) {
        let world = World::new(needs, actions, 200);
        tell(&format!("{needs} needs, {actions} actions, 200 draws"), &world);
        let next = world.ask();
        bencher.bench(|| {
            let begun = Instant::now();
            let left = &mut || SECONDS - begun.elapsed().as_secs_f64();
            black_box(&next).exact_plan(1e-4, left)
        });
    }
}
