//! `concert estimate`.

use std::ops::ControlFlow;

use concert_secretariat::{
    Estimate, EstimateSettings, EstimateSubject, Report, Secretariat, capture_table, estimate,
    estimate_plot,
};
use concert_terms::{Period, PlaceCode};
use jiff::Timestamp;

use crate::flags::Estimate as Flags;
use crate::office;
use crate::output::{self, Failure, Progress};

/// How many runner-up models a person is shown.
const SHOWN_RUNNER_UPS: usize = 8;

pub(crate) fn run(flags: &Flags) -> Result<(), Failure> {
    let table = capture_table(&flags.table, &office::reader()?)?;
    let settings = EstimateSettings {
        replicates: flags.replicates as usize,
        seed: flags.seed,
        ..EstimateSettings::default()
    };
    let progress = Progress::new("estimating");
    let mut tell = progress.teller();
    let report = estimate(&table, &settings, &mut |done, all| {
        tell(done, all);
        ControlFlow::Continue(())
    });
    drop(progress);
    if let Some(path) = &flags.svg {
        let svg = estimate_plot(&report).map_err(Failure::Broken)?;
        std::fs::write(path, svg)?;
    }
    if flags.json {
        output::json(&report)?;
    } else {
        show(&report);
    }
    match &flags.record {
        Some(place) => record(flags, &report, place),
        None => Ok(()),
    }
}

fn record(flags: &Flags, report: &Report, place: &str) -> Result<(), Failure> {
    let place: PlaceCode =
        place.parse().map_err(|_| Failure::Broken(format!("'{place}' is no place code")))?;
    let secretariat = office::open(&flags.data)?;
    let subject = EstimateSubject { place, period: Period::year(office::today().year()) };
    let operator = Secretariat::operator();
    let recorded = secretariat.record_estimate(&operator, report, &subject, Timestamp::now())?;
    match recorded {
        Some(id) => eprintln!("recorded as {id}"),
        None => eprintln!("nothing was recorded: every method refused"),
    }
    Ok(())
}

fn show(report: &Report) {
    println!(
        "{} people on {} lists: {}",
        report.observed,
        report.lists.len(),
        report.lists.join(", ")
    );
    for estimate in &report.estimates {
        println!("\n{}", estimate.method.name());
        show_estimate(estimate);
    }
    println!("\nat least {:.0} people (Chao's lower bound)", report.lower_bound.population);
    if !report.runner_ups.is_empty() {
        println!("\nmodels by BIC");
    }
    for runner_up in report.runner_ups.iter().take(SHOWN_RUNNER_UPS) {
        let rival = if runner_up.rival { "  within 6 of the best" } else { "" };
        println!(
            "  {:>12.0}  BIC {:>9.2}  {}{rival}",
            runner_up.population, runner_up.bic, runner_up.model_by_name
        );
    }
    for warning in &report.warnings {
        println!("\nwarning: {}", warning_text(warning));
    }
}

fn show_estimate(estimate: &Estimate) {
    if let Some(refused) = &estimate.refused {
        println!("  refused: {refused}");
        return;
    }
    if let Some(population) = estimate.population {
        let interval =
            estimate.interval95.map(|[low, high]| format!(" (95 % {low:.0} to {high:.0})"));
        println!("  {population:.0}{}", interval.unwrap_or_default());
    }
    if let Some(model) = &estimate.model_by_name {
        println!("  model {model}");
    }
}

/// A warning as its code and facts.
fn warning_text(warning: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(warning).unwrap_or_default();
    let facts = value["facts"].as_object().cloned().unwrap_or_default();
    let facts: Vec<String> = facts.iter().map(|(name, fact)| format!("{name} {fact}")).collect();
    format!("{} ({})", value["code"].as_str().unwrap_or_default(), facts.join(", "))
}
