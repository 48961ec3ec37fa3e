//! `concert plan report`: the report of a plan as a file.

use std::io::Write;
use std::path::Path;

use concert_secretariat::{
    PLAN_REPORT_COLUMNS, Readership, Unanswered, csv_text, plan_report_activities,
    plan_report_lines,
};
use concert_server::{plan_report_document, plan_report_workbook};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::office;
use crate::output::{self, Failure};
use crate::plan_flags::{PlanReport, ReportFormat};

pub(crate) fn run(flags: &PlanReport) -> Result<(), Failure> {
    let form = form(flags)?;
    let secretariat = office::open_to_read(&flags.data)?;
    // Days are counted in UTC, as the server does: the same report from either door.
    let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    let day = flags.at.unwrap_or(today);
    let readership = if flags.public || form == ReportFormat::Iati {
        Readership::Public { today }
    } else {
        Readership::Members
    };
    let until = match flags.statements {
        None if day < today => Some(secretariat.size_on(day)?),
        statements => statements,
    };
    let report = secretariat.plan_report(flags.plan, day, until, readership)?;
    let language = flags.lang.clone().unwrap_or_else(output::language);
    let bytes = match form {
        ReportFormat::Html => {
            let html = plan_report_document(&report, &language);
            html.map_err(|error| Failure::Broken(error.to_string()))?.into_bytes()
        }
        ReportFormat::Xlsx => plan_report_workbook(&report, &language)?,
        ReportFormat::Json => {
            let text = serde_json::to_string_pretty(&report)
                .map_err(|error| Failure::Broken(format!("writing JSON: {error}")))?;
            format!("{text}\n").into_bytes()
        }
        ReportFormat::Csv => {
            let lines = plan_report_lines(&report, &language);
            csv_text(&PLAN_REPORT_COLUMNS, &lines).map_err(Unanswered::from)?.into_bytes()
        }
        ReportFormat::Iati => {
            plan_report_activities(&report, flags.reporter.as_deref().unwrap_or_default())?
        }
    };
    match &flags.output {
        Some(path) => Ok(std::fs::write(path, bytes)?),
        None => Ok(std::io::stdout().lock().write_all(&bytes)?),
    }
}

fn form(flags: &PlanReport) -> Result<ReportFormat, Failure> {
    if let Some(form) = flags.format {
        return Ok(form);
    }
    let Some(path) = &flags.output else { return Ok(ReportFormat::Html) };
    match Path::extension(path).and_then(|ending| ending.to_str()) {
        Some("html" | "htm") => Ok(ReportFormat::Html),
        Some("xlsx") => Ok(ReportFormat::Xlsx),
        Some("json") => Ok(ReportFormat::Json),
        Some("csv") => Ok(ReportFormat::Csv),
        Some("xml") => Ok(ReportFormat::Iati),
        _ => Err(Failure::Broken("a file without a known ending needs --format".to_owned())),
    }
}
