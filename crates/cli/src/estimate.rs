//! `concert estimate`.

use std::path::Path;

use concert_secretariat::{
    CaptureTable, EstimateSettings, EstimateSubject, Ledger, Repetition, Report, Secretariat,
    capture_table, differences, estimate, estimate_plot, ledger, r_script, repetition,
};
use concert_terms::{Id, Period, PlaceCode};
use jiff::Timestamp;

use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{
    estimate_assumptions, estimate_censored, estimate_factors, estimate_linkage_errors,
    estimate_linkages, estimate_linked, estimate_repeats, estimate_strata, estimate_text,
    long_work, office,
};

pub(crate) fn run(flags: &Flags) -> Result<(), Failure> {
    belongs_to_the_question(flags)?;
    if !flags.question.linkages.is_empty() {
        return estimate_linkages::run(flags);
    }
    let Some(path) = flags.table.as_ref().filter(|_| !flags.print_ledger) else {
        return output::json(&Ledger::unsigned());
    };
    if path.is_dir() {
        return estimate_linked::run(flags, path);
    }
    let question = &flags.question;
    if !question.by.is_empty() {
        return estimate_strata::run(flags, path, &question.by);
    }
    if let (Some(recall), Some(precision)) = (question.recall, flags.detail.precision) {
        return estimate_linkage_errors::run(flags, path, recall, precision);
    }
    if question.assumptions {
        return estimate_assumptions::run(flags, path);
    }
    if let Some(list) = &question.censored {
        return estimate_censored::run(flags, path, list);
    }
    if !question.factors.is_empty() {
        return estimate_factors::run(flags, path);
    }
    if question.one_list {
        return estimate_repeats::run(flags, path);
    }
    let table = capture_table(path, &office::reader()?)?;
    let asked = asked(flags, &table)?;
    let report =
        long_work::until_ended("estimating", |tell| estimate(&table, &asked.settings, tell));
    write_files(flags, &table, &report)?;
    if let Some(path) = &flags.html {
        write_document(path, concert_server::report_document(&report, &output::language()))?;
    }
    if flags.json {
        output::json(&report)?;
    } else {
        estimate_text::show(&report)?;
    }
    if let Some(made) = &asked.made {
        compare(made, &report)?;
    }
    if let Some(place) = &flags.record {
        record(flags, &report, place)?;
    }
    if report.interrupted { Err(Failure::Interrupted) } else { Ok(()) }
}

/// Only people in all have a document, and only they and the strata of a linkage are recorded.
fn belongs_to_the_question(flags: &Flags) -> Result<(), Failure> {
    if !flags.question.is_asked() {
        return Ok(());
    }
    let of_linkage = flags.table.as_ref().is_some_and(|path| path.is_dir());
    let kinds_of_linkage = of_linkage && !flags.question.asks_more_than_kinds();
    let stray = match (&flags.html, &flags.record) {
        (Some(_), _) => "--html",
        (None, Some(_)) if !kinds_of_linkage => "--record",
        _ => return Ok(()),
    };
    let text = format!("{stray} is of people in all, and goes with no other question");
    Err(Failure::NotUnderstood(text))
}

/// The picture and the script that were asked for beside what is printed.
pub(crate) fn write_files(
    flags: &Flags,
    table: &CaptureTable,
    report: &Report,
) -> Result<(), Failure> {
    if let Some(path) = &flags.svg {
        std::fs::write(path, estimate_plot(report).map_err(Failure::Broken)?)?;
    }
    if let Some(path) = &flags.r {
        std::fs::write(path, r_script(table, report))?;
    }
    Ok(())
}

/// Writes a report that was put into words.
pub(crate) fn write_document(
    path: &Path,
    html: Result<String, concert_server::Unwritten>,
) -> Result<(), Failure> {
    let html = html.map_err(|error| Failure::Broken(error.to_string()))?;
    Ok(std::fs::write(path, html)?)
}

/// What is asked: by flags, or by the report that is to be made again.
pub(crate) fn asked(flags: &Flags, table: &CaptureTable) -> Result<Repetition, Failure> {
    if let Some(path) = &flags.repeat {
        return Ok(repetition(&read(path)?, table)?);
    }
    let mut settings = EstimateSettings::default();
    if !flags.methods.is_empty() {
        settings.methods.clone_from(&flags.methods);
    }
    settings.max_order = flags.order.map(usize::from);
    if let Some(replicates) = flags.replicates {
        settings.replicates = replicates as usize;
    }
    settings.seed = flags.seed;
    settings.sensitivity = !flags.quick;
    settings.coverage_tables = if flags.quick { 0 } else { flags.coverage as usize };
    if let Some(path) = &flags.ledger {
        settings.ledger = ledger(&read(path)?)?;
    }
    Ok(Repetition { settings, made: None })
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::Broken(format!("reading {}: {error}", path.display())))
}

fn compare(made: &Report, report: &Report) -> Result<(), Failure> {
    let differences = differences(made, report);
    if differences.is_empty() {
        eprintln!("the same report to the last digit");
        return Ok(());
    }
    eprintln!("the reports differ in: {}", differences.join(", "));
    if made.manifest.program != report.manifest.program {
        eprintln!("made by {}, repeated by {}", made.manifest.program, report.manifest.program);
    }
    Err(Failure::Answered)
}

/// Of whom an estimate is that is recorded for a place.
pub(crate) fn subject(place: &str) -> Result<EstimateSubject, Failure> {
    let place: PlaceCode =
        place.parse().map_err(|_| Failure::Broken(format!("'{place}' is no place code")))?;
    Ok(EstimateSubject { place, period: Period::year(office::today_utc().year()) })
}

/// Says what became of an estimate that was to be recorded.
pub(crate) fn tell_recorded(recorded: Option<Id>) {
    match recorded {
        Some(id) => eprintln!("recorded as {id}"),
        None => eprintln!("nothing was recorded: the estimate is refused"),
    }
}

fn record(flags: &Flags, report: &Report, place: &str) -> Result<(), Failure> {
    let subject = subject(place)?;
    let secretariat = office::open(&flags.data)?;
    let operator = Secretariat::operator();
    tell_recorded(secretariat.record_estimate(&operator, report, &subject, Timestamp::now())?);
    Ok(())
}
