//! The report of a plan as a workbook for people, in words.

use concert_exchange::{OutCell, OutColumn, OutTable, to_xlsx_sheets};
use concert_terms::Names;
use jiff::civil::Date;

use super::{PlanReport, ReportAction, ReportCommitment, ReportHeading};
use crate::{Asked, LightView, Means, ProgressLevel};

/// The words of a language. A workbook holds days as ISO 8601 and numbers as numbers, so that they
/// can be sorted and reckoned with in every language.
pub struct ReportWords<'a> {
    /// The language in which names and texts are taken, as an ISO 639-1 code.
    pub language: &'a str,
    /// Whether it is written from right to left.
    pub is_right_to_left: bool,
    /// The words of a heading.
    pub heading: &'a dyn Fn(ReportHeading) -> String,
    /// The word for a code of a family, such as `light` and `red`.
    pub word: &'a dyn Fn(&str, &str) -> String,
    /// What decides a light, in a sentence.
    pub reason: &'a dyn Fn(&LightView) -> String,
    /// What is put in, in words.
    pub means: &'a dyn Fn(&Means) -> String,
}

/// The workbook: the counts, the commitments, the actions without one, what was withdrawn, and the
/// recommendations that are answered, each on a sheet.
pub fn plan_report_workbook(report: &PlanReport, words: &ReportWords<'_>) -> Asked<Vec<u8>> {
    let sheets = [
        facts(report, words),
        commitments(report, words),
        without(report, words),
        withdrawn(report, words),
        recommendations(report, words),
    ];
    let written = to_xlsx_sheets(&sheets);
    Ok(written.map_err(|error| crate::Fault::Broken(error.to_string()))?)
}

impl ReportWords<'_> {
    fn sheet(
        &self,
        name: ReportHeading,
        columns: &[ReportHeading],
        rows: Vec<Vec<OutCell>>,
    ) -> OutTable {
        let heading = |of: &ReportHeading| (self.heading)(*of);
        let column = |of| OutColumn { heading: heading(of), tag: String::new() };
        OutTable {
            name: heading(&name),
            is_right_to_left: self.is_right_to_left,
            columns: columns.iter().map(column).collect(),
            rows,
        }
    }

    fn text(&self, names: &Names) -> OutCell {
        OutCell::text(names.pick(self.language))
    }

    fn level(&self, level: Option<ProgressLevel>) -> OutCell {
        let word = level.map(|level| (self.word)("fact-progress", level.code()));
        OutCell::text(word.unwrap_or_default())
    }
}

fn day(day: Date) -> OutCell {
    OutCell::text(day.to_string())
}

fn whole(count: usize) -> OutCell {
    OutCell::Number(count as f64)
}

fn number(number: Option<f64>) -> OutCell {
    number.map_or(OutCell::Empty, OutCell::Number)
}

fn facts(report: &PlanReport, words: &ReportWords<'_>) -> OutTable {
    use ReportHeading as H;
    let totals = &report.totals;
    let nobody = if report.for_public { H::ActionsWithoutPublic } else { H::ActionsWithout };
    let readers = if report.for_public { H::Public } else { H::Members };
    let mut rows = vec![
        (H::Plan, words.text(&report.plan.names)),
        (H::Version, OutCell::Number(f64::from(report.version.number))),
        (H::Digest, OutCell::text(report.version.digest.as_str())),
        (H::Day, day(report.day)),
        (H::Statements, OutCell::Number(report.statements as f64)),
        (H::Readers, OutCell::text((words.heading)(readers))),
        (H::Actions, whole(totals.actions)),
        (nobody, whole(totals.actions_without)),
        (H::Commitments, whole(totals.commitments)),
        (H::Claimed, whole(totals.claimed)),
        (H::Evidenced, whole(totals.evidenced)),
        (H::Reviewed, whole(totals.reviewed)),
        (H::Postponed, whole(totals.postponed)),
        (H::Withdrawn, whole(totals.withdrawn)),
    ];
    if report.generated {
        rows.insert(0, (H::Generated, OutCell::Empty));
    }
    let line = |(heading, value)| vec![OutCell::text((words.heading)(heading)), value];
    let mut lines: Vec<_> = rows.into_iter().map(line).collect();
    let lights = totals.by_light.iter();
    let lights = lights.map(|(light, count)| ("light", light.code(), *count));
    let standings = totals.by_standing.iter();
    let standings =
        standings.map(|(standing, count)| ("commitment-standing", standing.code(), *count));
    for (family, code, count) in lights.chain(standings) {
        lines.push(vec![OutCell::text((words.word)(family, code)), whole(count)]);
    }
    words.sheet(H::SheetReport, &[H::What, H::Value], lines)
}

fn commitments(report: &PlanReport, words: &ReportWords<'_>) -> OutTable {
    use ReportHeading as H;
    let columns = [
        H::Action,
        H::ActionText,
        H::Commitment,
        H::Maker,
        H::Made,
        H::Due,
        H::Means,
        H::Indicator,
        H::Unit,
        H::Target,
        H::TargetDay,
        H::Figure,
        H::FigureDay,
        H::Standing,
        H::Light,
        H::LightReason,
        H::Claimed,
        H::Evidenced,
        H::Reviewed,
        H::DaysLate,
        H::DaysPostponed,
        H::PostponedWhy,
        H::Identifier,
    ];
    let of = |action: &ReportAction| -> Vec<_> {
        let text = words.text(&action.action.text);
        action.commitments.iter().map(|it| line(it, text.clone(), words)).collect()
    };
    let actions = report.objectives.iter().flat_map(|objective| &objective.actions);
    let mut rows: Vec<_> = actions.flat_map(of).collect();
    rows.extend(report.dropped.iter().map(|it| line(it, OutCell::Empty, words)));
    words.sheet(H::SheetCommitments, &columns, rows)
}

fn line(
    commitment: &ReportCommitment,
    action_text: OutCell,
    words: &ReportWords<'_>,
) -> Vec<OutCell> {
    let ReportCommitment { row, measure, figure, .. } = commitment;
    let means: Vec<String> = commitment.means.iter().map(words.means).collect();
    let reasons = commitment.moved.iter().map(|moved| &*moved.reason);
    let reasons: Vec<&str> = reasons.filter(|reason| !reason.is_empty()).collect();
    let measured = measure.as_ref();
    let late = row.days_late.filter(|days| *days > 0);
    vec![
        OutCell::text(row.action.as_str()),
        action_text,
        words.text(&row.text),
        words.text(&row.maker.names),
        day(row.made),
        day(row.due),
        OutCell::text(means.join("; ")),
        measured.map_or(OutCell::Empty, |measure| words.text(&measure.text)),
        measured.map_or(OutCell::Empty, |measure| OutCell::text(measure.unit.as_str())),
        number(measured.map(|measure| measure.target.figure)),
        measured.map_or(OutCell::Empty, |measure| day(measure.target.on)),
        number(figure.map(|figure| figure.figure)),
        figure.map_or(OutCell::Empty, |figure| day(figure.on)),
        OutCell::text((words.word)("commitment-standing", row.standing.code())),
        OutCell::text((words.word)("light", row.light.code())),
        OutCell::text((words.reason)(&commitment.traffic_light)),
        words.level(row.claimed),
        words.level(row.evidenced),
        words.level(row.reviewed),
        number(late.map(f64::from)),
        OutCell::Number(f64::from(row.days_postponed)),
        OutCell::text(reasons.join("; ")),
        OutCell::text(row.id.to_string()),
    ]
}

fn without(report: &PlanReport, words: &ReportWords<'_>) -> OutTable {
    use ReportHeading as H;
    let mut rows = Vec::new();
    for objective in &report.objectives {
        for action in objective.actions.iter().filter(|action| action.commitments.is_empty()) {
            rows.push(vec![
                OutCell::text(action.action.code.as_str()),
                words.text(&action.action.text),
                words.text(&objective.text),
                action.action.due.map_or(OutCell::Empty, day),
            ]);
        }
    }
    words.sheet(H::SheetWithout, &[H::Action, H::ActionText, H::Objective, H::Due], rows)
}

fn withdrawn(report: &PlanReport, words: &ReportWords<'_>) -> OutTable {
    use ReportHeading as H;
    let columns = [
        H::Action,
        H::Commitment,
        H::Maker,
        H::Due,
        H::WithdrawnOn,
        H::WithdrawnWhy,
        H::Identifier,
    ];
    let row = |it: &super::WithdrawnCommitment| {
        vec![
            OutCell::text(it.row.action.as_str()),
            words.text(&it.row.text),
            words.text(&it.row.maker.names),
            day(it.row.due),
            day(it.withdrawn_on),
            OutCell::text(it.reason.as_str()),
            OutCell::text(it.row.id.to_string()),
        ]
    };
    words.sheet(H::SheetWithdrawn, &columns, report.withdrawn.iter().map(row).collect())
}

fn recommendations(report: &PlanReport, words: &ReportWords<'_>) -> OutTable {
    use ReportHeading as H;
    let columns = [
        H::Mechanism,
        H::Document,
        H::Year,
        H::Recommendation,
        H::Response,
        H::Answering,
        H::Commitments,
    ];
    let row = |it: &super::AnsweredRecommendation| {
        vec![
            OutCell::text((words.word)("plan-report-mechanism", it.mechanism.code())),
            OutCell::text(it.document.as_str()),
            OutCell::Number(f64::from(it.year)),
            words.text(&it.text),
            OutCell::text((words.word)("plan-report-response", it.response.code())),
            OutCell::text(it.actions.join("; ")),
            whole(it.commitments),
        ]
    };
    let rows = report.recommendations.iter().map(row).collect();
    words.sheet(H::SheetRecommendations, &columns, rows)
}
