//! The report of a plan: a page, and the same as files to keep and to send on.
//!
//! Members see all of it. Whoever is not signed in sees what is public of a plan that was adopted, as
//! of today; anything else looks to them as every other page does: they are asked to sign in.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use concert_secretariat::{
    PLAN_REPORT_COLUMNS, PlanReport, Readership, Secretariat, Unanswered, plan_report_activities,
    plan_report_lines,
};
use concert_terms::Id;
use jiff::civil::Date;
use serde::Deserialize;

use crate::asked::{optional, required};
use crate::house::today;
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, attached};
use crate::visit::{Guest, Visit};

#[derive(Template)]
#[template(path = "plan_report_page.html")]
struct ReportPage<'a> {
    page: &'a Page,
    report: &'a PlanReport,
    linked: bool,
    /// The query that makes the same report again, as links to its files carry it.
    query: Vec<(&'static str, String)>,
    is_signed_in: bool,
}

/// What the address of a report asks for.
#[derive(Deserialize, Default)]
pub(crate) struct Wanted {
    #[serde(default)]
    public: String,
    #[serde(default)]
    at: String,
    #[serde(default)]
    statements: String,
    #[serde(default)]
    reporter: String,
}

/// Workbooks, as the web names them.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn report(guest: &Guest, id: &str, wanted: &Wanted) -> Result<(PlanReport, bool), Trouble> {
    let actor = guest.actor().await?;
    let Some(_) = actor else {
        let id: Id = id.trim().parse().map_err(|_| Trouble::SignIn)?;
        if !wanted.at.is_empty() || !wanted.statements.is_empty() {
            return Err(Trouble::SignIn);
        }
        let today = today();
        let readership = Readership::Public { today };
        let report = guest.house.ask(move |secretariat| {
            match secretariat.plan_report(id, today, None, readership) {
                // That there is such a plan, or none, is nothing for a stranger.
                Err(Unanswered::Refused(_)) => Ok(None),
                answer => answer.map(Some),
            }
        });
        return Ok((report.await?.ok_or(Trouble::SignIn)?, false));
    };
    let id: Id = required("id", id)?;
    let at: Option<Date> = optional("at", &wanted.at)?;
    let statements: Option<u64> = optional("statements", &wanted.statements)?;
    let today = today();
    let readership = match wanted.public.as_str() {
        "" => Readership::Members,
        _ => Readership::Public { today },
    };
    let report = guest
        .house
        .ask(move |secretariat| reckoned(secretariat, id, (at, statements, today), readership));
    Ok((report.await?, true))
}

/// The report on a day that was asked for rests on what was known by its end.
fn reckoned(
    secretariat: &Secretariat,
    id: Id,
    (at, statements, today): (Option<Date>, Option<u64>, Date),
    readership: Readership,
) -> Result<PlanReport, Unanswered> {
    let day = at.unwrap_or(today);
    let until = match statements {
        None if day < today => Some(secretariat.size_on(day)?),
        statements => statements,
    };
    secretariat.plan_report(id, day, until, readership)
}

/// The page.
pub(crate) async fn show(
    guest: Guest,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let (report, is_signed_in) = report(&guest, &id, &wanted).await?;
    let title = guest.say("plan-report-title").to_string();
    let actor = guest.actor().await?;
    let page = guest.page_for(&title, actor).await?.with_twins();
    let query = if is_signed_in {
        let mut query =
            vec![("at", report.day.to_string()), ("statements", report.statements.to_string())];
        query.extend(report.for_public.then(|| ("public", "1".to_owned())));
        query
    } else {
        Vec::new()
    };
    guest.show(&report, rows, |report| {
        ReportPage { page: &page, report, linked: is_signed_in, query, is_signed_in }.render()
    })
}

/// The HTML file.
pub(crate) async fn document(
    guest: Guest,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let (report, _) = report(&guest, &id, &wanted).await?;
    let html = crate::plan_report::document(&report, guest.language)?;
    Ok(attached("text/html; charset=utf-8", "plan-report.html", html))
}

/// The workbook.
pub(crate) async fn workbook(
    guest: Guest,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let (report, _) = report(&guest, &id, &wanted).await?;
    let language = guest.language;
    let bytes = guest.house.ask(move |_| crate::plan_report::workbook(&report, language));
    Ok(attached(WORKBOOK, "plan-report.xlsx", bytes.await?))
}

/// The file of activities: what is public, for members to publish.
pub(crate) async fn activities(
    visit: Visit,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let asked = (optional("at", &wanted.at)?, optional("statements", &wanted.statements)?, today());
    let readership = Readership::Public { today: today() };
    let bytes = visit.house.ask(move |secretariat| {
        let report = reckoned(secretariat, id, asked, readership)?;
        plan_report_activities(&report, &wanted.reporter)
    });
    Ok(attached("application/xml", "plan-report.xml", bytes.await?))
}

fn rows(report: &PlanReport) -> Rows {
    Rows::lines(&PLAN_REPORT_COLUMNS, plan_report_lines(report, "en"))
}

impl ReportPage<'_> {
    /// The address of a file of this report.
    fn file(&self, ending: &str) -> String {
        let path = format!("/plans/{}/report.{ending}", self.report.plan.id);
        let query: Vec<_> =
            self.query.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.page.link(&path, &query)
    }
}
