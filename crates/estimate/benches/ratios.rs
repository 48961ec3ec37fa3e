//! Concert beside the R packages of the field, measured in one run: `cargo bench -p concert-estimate
//! --bench ratios`. It needs `Rscript`; packages that are not installed are left out.
//!
//! The packages use one processor, so their seconds are those of the processor; of Concert it is the
//! time that passes, on as many processors as there are. Both stand in the table.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::process::Command;
use std::thread;
use std::time::Instant;

use concert_estimate::{
    Averaging, CaptureTable, Criterion, MissingRange, Selection, average_decomposable, bootstrap,
    heterogeneity_families, rank, stepwise,
};

#[path = "../tests/published/reference_table.rs"]
#[expect(dead_code, reason = "the published tables are read here, their results are not")]
mod reference_table;

/// Runs of which the median is taken.
const RUNS: usize = 11;

type Task = (&'static str, fn(&CaptureTable));

/// What is measured, under the name that it has in `peers/peers.R`.
const TASKS: [Task; 6] = [
    ("stepwise", |table| drop(black_box(stepwise(table, 0.02)))),
    ("stepwise, 100 replicates and jackknife", |table| {
        let selection = Selection::Stepwise { threshold: 0.02 };
        drop(black_box(bootstrap(table, &selection, 100, 1, &mut go_on)));
    }),
    ("every pairwise model by BIC", every_pairwise_model),
    ("every pairwise model", every_pairwise_model),
    ("twelve closed models (closedp.t)", |table| {
        drop(black_box(heterogeneity_families(table, &mut go_on)));
    }),
    ("all decomposable graphs, 1,000 points", |table| {
        let farthest = 30 * table.observed();
        let points = (0..1000).map(|i| 1 + i * (farthest - 1) / 999).collect();
        let averaging = Averaging { missing: MissingRange::Points(points), ..Averaging::default() };
        drop(black_box(average_decomposable(table, &averaging, &mut go_on)));
    }),
];

fn every_pairwise_model(table: &CaptureTable) {
    drop(black_box(rank(table, Criterion::Bic, 2, &mut go_on)));
}

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn main() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/peers.R");
    let output = match Command::new("Rscript").arg(script).output() {
        Ok(output) => output,
        Err(reason) => {
            return eprintln!("Rscript cannot be started, so nothing is compared: {reason}");
        }
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let processors = thread::available_parallelism().map_or(1, usize::from);
    println!("| package | task | table | its seconds | ours, {processors} processors | ratio |");
    println!("|---|---|---|---|---|---|");
    for row in said.lines() {
        // A package with its version, the task, the table and seconds, in columns of fixed width.
        let found = TASKS.iter().find_map(|(task, run)| {
            let (package, rest) = row.split_once(&format!(" {task} "))?;
            let mut rest = rest.split_whitespace();
            let (table, seconds) = (rest.next()?, rest.next()?.parse::<f64>().ok()?);
            Some((package.trim(), task, table, seconds, run))
        });
        let Some((package, task, name, seconds, run)) = found else { continue };
        let table = reference_table::table(name);
        let mut times: Vec<f64> = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                run(&table);
                start.elapsed().as_secs_f64()
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let ours = times[RUNS / 2];
        println!(
            "| {package} | {task} | {name} | {seconds:.3} | {ours:.6} | {:.0} |",
            seconds / ours
        );
    }
}
