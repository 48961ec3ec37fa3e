//! The report of a plan as lines of codes for programs.

use super::{PlanReport, ReportCommitment};
use crate::{CommitmentRow, ProgressLevel};

/// The columns of [`plan_report_lines`].
pub const PLAN_REPORT_COLUMNS: [&str; 21] = [
    "objective",
    "action",
    "commitment_id",
    "maker_id",
    "text",
    "made",
    "due",
    "standing",
    "light",
    "light_reason",
    "claimed",
    "evidenced",
    "reviewed",
    "days_late",
    "days_postponed",
    "unit",
    "target",
    "target_day",
    "figure",
    "withdrawn_on",
    "reason",
];

/// The report for programs: one line for each commitment, those withdrawn at the end, and one for
/// each action without any. Texts are taken in the language if they have it.
pub fn plan_report_lines(report: &PlanReport, language: &str) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for objective in &report.objectives {
        for action in &objective.actions {
            if action.commitments.is_empty() {
                let mut line = vec![String::new(); PLAN_REPORT_COLUMNS.len()];
                line[0].clone_from(&objective.code);
                line[1].clone_from(&action.action.code);
                lines.push(line);
            }
            let its = action.commitments.iter();
            lines.extend(its.map(|it| codes(it, &objective.code, language)));
        }
    }
    lines.extend(report.dropped.iter().map(|it| codes(it, "", language)));
    for it in &report.withdrawn {
        let mut line = row_codes(&it.row, "", language);
        line.extend(std::iter::repeat_n(String::new(), 4));
        line.extend([it.withdrawn_on.to_string(), it.reason.clone()]);
        lines.push(line);
    }
    lines
}

fn codes(commitment: &ReportCommitment, objective: &str, language: &str) -> Vec<String> {
    let mut line = row_codes(&commitment.row, objective, language);
    commitment.traffic_light.reason.code().clone_into(&mut line[9]);
    let measure = commitment.measure.as_ref();
    line.extend([
        measure.map(|it| it.unit.clone()).unwrap_or_default(),
        measure.map(|it| it.target.figure.to_string()).unwrap_or_default(),
        measure.map(|it| it.target.on.to_string()).unwrap_or_default(),
        commitment.figure.map(|it| it.figure.to_string()).unwrap_or_default(),
        String::new(),
        String::new(),
    ]);
    line
}

fn row_codes(row: &CommitmentRow, objective: &str, language: &str) -> Vec<String> {
    let level = |level: Option<ProgressLevel>| level.map(ProgressLevel::code).unwrap_or_default();
    vec![
        objective.to_owned(),
        row.action.clone(),
        row.id.to_string(),
        row.maker.id.to_string(),
        row.text.pick(language).to_owned(),
        row.made.to_string(),
        row.due.to_string(),
        row.standing.code().to_owned(),
        row.light.code().to_owned(),
        String::new(),
        level(row.claimed).to_owned(),
        level(row.evidenced).to_owned(),
        level(row.reviewed).to_owned(),
        row.days_late.map(|days| days.to_string()).unwrap_or_default(),
        row.days_postponed.to_string(),
    ]
}
