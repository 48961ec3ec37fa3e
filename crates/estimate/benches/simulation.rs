//! How often the answers hold the truth, in worlds whose truth is known.
//!
//! `cargo bench -p concert-estimate --bench simulation -- 40` makes forty tables in each world, and
//! ten times as many for the method that needs no replicates, and prints three tables in Markdown,
//! as in `docs/estimation.md`.
//!
//! *Worlds in which a model holds*: the population that a model fitted to a published table
//! describes, for five tables and four ways to choose the model. *Worlds in which none holds*:
//! people differ in how visible they are, or lists refer people to one another, or a list is closed
//! to some of them. There no interval can be trusted, and the question is whether the range over
//! assumptions holds the truth or the report refuses.

use std::ops::ControlFlow;

use concert_estimate::{CaptureTable, Fit, History, Method, Settings, estimate, fit, simulate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Bootstrap replicates on each simulated table.
const REPLICATES: usize = 400;

/// The methods of the study: those that answer in a fraction of a second.
const METHODS: [Method; 9] = [
    Method::LoglinearBic,
    Method::LoglinearPairs,
    Method::LoglinearStepwise,
    Method::LoglinearAverage,
    Method::Independence,
    Method::Decomposable,
    Method::NoHighestOrder,
    Method::Poisson,
    Method::Darroch,
];

/// The methods from whose models worlds are made.
const WORLDS: [Method; 4] =
    [Method::LoglinearBic, Method::LoglinearPairs, Method::LoglinearStepwise, Method::Independence];

const TABLES: [(&str, &str); 5] = [
    ("UK", "uk_5list"),
    ("Netherlands", "netherlands_5list"),
    ("New Orleans", "new_orleans_5list_185"),
    ("Western US", "western_us_5list"),
    ("Kosovo", "kosovo_4list"),
];

#[path = "../tests/published/reference_table.rs"]
#[expect(dead_code, reason = "the published tables are read here, their results are not")]
mod reference_table;

fn main() {
    let sets = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10);
    println!("{sets} tables in each world, {REPLICATES} replicates on each table\n");
    let settings =
        Settings { replicates: REPLICATES, sensitivity: true, ..Settings::of_methods(METHODS) };
    worlds_of_models(sets, &settings);
    println!();
    worlds_without_model(sets, &settings);
    println!("\n{} tables in each world\n", 10 * sets);
    let average = Settings { replicates: 0, ..Settings::of_methods([Method::LoglinearAverage]) };
    worlds_of_models(10 * sets, &average);
}

/// What was said about many tables of one world.
struct Score<'a> {
    asked: &'a Settings,
    tables: usize,
    refused: usize,
    held: usize,
    too_low: usize,
    log_width: f64,
    /// One for each method asked.
    methods: Vec<MethodScore>,
}

#[derive(Default, Clone, Copy)]
struct MethodScore {
    answered: usize,
    held95: usize,
    held80: usize,
}

impl<'a> Score<'a> {
    fn new(asked: &'a Settings) -> Self {
        let methods = vec![MethodScore::default(); asked.methods.len()];
        let (tables, refused, held, too_low, log_width) = (0, 0, 0, 0, 0.0);
        Self { asked, tables, refused, held, too_low, log_width, methods }
    }

    /// Reports on one table of a population of known size.
    fn count(&mut self, table: &CaptureTable, seed: u64, truth: f64) {
        let settings = Settings { seed, ..self.asked.clone() };
        let report = estimate(table, &settings, &mut go_on);
        let holds = |[low, high]: [f64; 2]| low <= truth && truth <= high;
        self.tables += 1;
        match report.headline.interval95 {
            None => self.refused += 1,
            Some(limits) => {
                self.held += usize::from(holds(limits));
                self.too_low += usize::from(limits[1] < truth);
                self.log_width += (limits[1] / limits[0]).ln();
            }
        }
        for (score, method) in self.methods.iter_mut().zip(&self.asked.methods) {
            let found = report.estimates.iter().find(|estimate| estimate.method == *method);
            // Where pairs are all that is searched, the best of pairs is the best.
            let found = found.or(report.estimates.first());
            if let Some((at95, at80)) = found.and_then(|e| e.interval95.zip(e.interval80)) {
                score.answered += 1;
                score.held95 += usize::from(holds(at95));
                score.held80 += usize::from(holds(at80));
            }
        }
    }

    fn line(&self, world: &str) {
        let percent = |part: usize, whole: usize| match whole {
            0 => "-".to_owned(),
            _ => format!("{:.0}", 100.0 * part as f64 / whole as f64),
        };
        let answered = self.tables - self.refused;
        let method = |score: &MethodScore| {
            let [at95, at80] = [score.held95, score.held80].map(|n| percent(n, score.answered));
            format!("{at95} / {at80}")
        };
        let methods: Vec<String> = self.methods.iter().map(method).collect();
        println!(
            "| {world} | {} | {} | {} | {:.2} | {} |",
            percent(self.held + self.refused, self.tables),
            percent(self.refused, self.tables),
            percent(self.too_low, answered),
            self.log_width / answered.max(1) as f64,
            methods.join(" | ")
        );
    }
}

fn heading(asked: &Settings) {
    let methods: Vec<&str> = asked.methods.iter().map(|method| method.name()).collect();
    println!(
        "| world | held or refused % | refused % | too low % | mean log width | {} |",
        methods.join(" | ")
    );
    println!("|---|---|---|---|---|{}", "---|".repeat(methods.len()));
}

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn worlds_of_models(sets: usize, asked: &Settings) {
    heading(asked);
    for (name, file) in TABLES {
        let table = reference_table::table(file);
        let settings = Settings { replicates: 0, ..Settings::of_methods(WORLDS) };
        let report = estimate(&table, &settings, &mut go_on);
        for estimate in &report.estimates {
            let model = estimate.model.as_deref().expect("a published table has an estimate");
            let model = concert_estimate::Model::parse(model, table.lists().len());
            let model = model.expect("a model is read back as it is written");
            let fit = fit(&table, &model).expect("a chosen model has an estimate");
            score_of_model(&fit, sets, asked).line(&format!("{name}, {}", estimate.method.name()));
        }
    }
}

fn score_of_model<'a>(fit: &Fit, sets: usize, asked: &'a Settings) -> Score<'a> {
    let people = fit.population.round() as u64;
    let names: Vec<String> = (1..=fit.model.lists()).map(|list| list.to_string()).collect();
    let mut score = Score::new(asked);
    for set in 0..sets as u64 {
        if let Ok(table) = simulate(fit, &names, people, 1, set) {
            score.count(&table, set, people as f64);
        }
    }
    score
}

/// A population in which no log-linear model of the lists holds.
#[derive(Clone, Copy)]
enum World {
    /// Each person's log-odds of being on any list are shifted by a normal amount.
    Visibility { spread: f64 },
    /// Who is on a list is referred to the next with this probability.
    Referral { probability: f64 },
    /// A share of the people can never be on the last list, and is half as visible to the first.
    Exclusion { share: f64 },
}

fn worlds_without_model(sets: usize, asked: &Settings) {
    let worlds = [
        ("visibility differs a little (0.5)", World::Visibility { spread: 0.5 }),
        ("visibility differs much (1.0)", World::Visibility { spread: 1.0 }),
        ("one in eight is referred", World::Referral { probability: 0.125 }),
        ("one in three is referred", World::Referral { probability: 0.33 }),
        ("a fifth is kept off one list", World::Exclusion { share: 0.2 }),
        ("a half is kept off one list", World::Exclusion { share: 0.5 }),
    ];
    heading(asked);
    for (name, world) in worlds {
        for lists in [4, 5] {
            let mut score = Score::new(asked);
            for set in 0..sets as u64 {
                let mut random = ChaCha8Rng::seed_from_u64(7);
                random.set_stream(set);
                // Countries differ in size and in how much their lists see.
                let people = (1000.0 * 20_f64.powf(random.random())) as u64;
                let reach = 0.02 * 6_f64.powf(random.random::<f64>());
                if let Some(table) = seen(world, lists, people, reach, &mut random) {
                    score.count(&table, set, people as f64);
                }
            }
            score.line(&format!("{name}, {lists} lists"));
        }
    }
}

/// What the lists show of one such population; `None` if nobody.
fn seen(
    world: World,
    lists: usize,
    people: u64,
    reach: f64,
    random: &mut ChaCha8Rng,
) -> Option<CaptureTable> {
    let reaches: Vec<f64> = (0..lists).map(|_| reach * 2_f64.powf(random.random())).collect();
    let mut counts = vec![0_u64; 1 << lists];
    for _ in 0..people {
        counts[usize::from(history(world, &reaches, random))] += 1;
    }
    let cells = (1..1_u16 << lists).map(|cell| (History::new(cell), counts[usize::from(cell)]));
    CaptureTable::new((1..=lists).map(|list| format!("list {list}")), cells).ok()
}

fn history(world: World, reaches: &[f64], random: &mut ChaCha8Rng) -> u16 {
    let last = reaches.len() - 1;
    let shift = match world {
        World::Visibility { spread } => spread * normal(random),
        _ => 0.0,
    };
    let kept_off = matches!(world, World::Exclusion { share } if random.random_bool(share));
    let mut bits = 0;
    for (list, &reach) in reaches.iter().enumerate() {
        let mut chance = logistic(logit(reach) + shift);
        if kept_off {
            chance *= if list == last {
                0.0
            } else if list == 0 {
                0.5
            } else {
                1.0
            };
        }
        let referred = match world {
            World::Referral { probability } => {
                list > 0 && bits >> (list - 1) & 1 == 1 && random.random_bool(probability)
            }
            _ => false,
        };
        if referred || random.random_bool(chance) {
            bits |= 1 << list;
        }
    }
    bits
}

fn normal(random: &mut ChaCha8Rng) -> f64 {
    concert_estimate::normal::quantile(random.random_range(1e-12..1.0))
}

fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
