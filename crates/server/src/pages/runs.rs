//! Estimates that are computed here: ask for one, wait for it, read the report, sign and record.

use askama::Template;
use axum::extract::{Multipart, Path, Query};
use axum::http::header::REFRESH;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use concert_secretariat::{FinishedRun, Method, Report, RunId, RunQuestion, RunRow, RunView};
use serde::Deserialize;
use serde_json::json;

use crate::asked::{field, required};
use crate::estimate_report::EstimateReport;
use crate::page::Page;
use crate::pages::imports::{plain, told_apart};
use crate::pages::record_run::RecordForm;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, Shape, attached, cell};
use crate::upload::Upload;
use crate::visit::Visit;

/// How often the page of a run that is under way looks again, in seconds.
pub(super) const LOOKS_AGAIN: &str = "2";

#[derive(Template)]
#[template(path = "run_new.html")]
struct NewPage<'a> {
    page: &'a Page,
    said: Option<Told>,
    question: &'a RunQuestion,
    methods: &'a [Method],
}

#[derive(Template)]
#[template(path = "runs.html")]
struct ListPage<'a> {
    page: &'a Page,
    list: &'a [RunRow],
}

#[derive(Template)]
#[template(path = "run_under_way.html")]
struct UnderWayPage<'a> {
    page: &'a Page,
    id: &'a RunId,
    view: &'a RunView,
    looks_again: bool,
}

#[derive(Template)]
#[template(path = "run.html")]
struct ReportPage<'a> {
    page: &'a Page,
    id: &'a RunId,
    run: &'a FinishedRun,
    sheet: &'a EstimateReport<'a>,
    form: Option<&'a RecordForm>,
}

/// The form that asks for an estimate.
pub(crate) async fn form(visit: Visit) -> Result<Response, Trouble> {
    new_page(&visit, &RunQuestion::default(), None).await
}

async fn new_page(
    visit: &Visit,
    question: &RunQuestion,
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let status = match said {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = visit.page("estimate-new").await?;
    let html = NewPage { page: &page, said, question, methods: &Method::ALL }.render()?;
    Ok((status, Html(html)).into_response())
}

/// Has an estimate computed.
pub(crate) async fn start(visit: Visit, form: Multipart) -> Result<Response, Trouble> {
    let room = visit.house.uploads.acquire().await;
    let upload = Upload::read(form).await?;
    let question = question(&upload.fields)?;
    let Some((name, bytes)) = upload.file else {
        let told = plain(&visit, "estimate-no-file");
        return new_page(&visit, &question, Some(told)).await;
    };
    let (actor, asked) = (visit.actor, question.clone());
    let answer = visit
        .house
        .ask(move |secretariat| told_apart(secretariat.start_run(&actor, &name, &bytes, &asked)))
        .await?;
    drop(room);
    match answer {
        Ok(id) => Ok(Redirect::to(&format!("/estimates/runs/{id}")).into_response()),
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            new_page(&visit, &question, Some(told)).await
        }
    }
}

fn question(fields: &[(String, String)]) -> Result<RunQuestion, Trouble> {
    let named = fields.iter().filter(|(name, _)| name == "methods");
    let chosen: Vec<Method> = named
        .map(|(_, text)| {
            Method::named(text).ok_or_else(|| crate::asked::unreadable("methods", text))
        })
        .collect::<Result<_, _>>()?;
    Ok(RunQuestion {
        // In the order of a report, whatever the order of the form's boxes.
        methods: Method::ALL.into_iter().filter(|method| chosen.contains(method)).collect(),
        replicates: required("replicates", field(fields, "replicates"))?,
        seed: required("seed", field(fields, "seed"))?,
        measures_coverage: !field(fields, "coverage").is_empty(),
    })
}

/// Every run.
pub(crate) async fn list(visit: Visit) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let list = visit.house.ask(move |secretariat| secretariat.runs(&actor)).await?;
    let page = visit.page("runs-title").await?.with_twins();
    visit.show(&list, |list| run_rows(list), |list| ListPage { page: &page, list }.render())
}

/// Whether a page of a run under way looks again by itself.
#[derive(Deserialize)]
pub(crate) struct Look {
    #[serde(default)]
    pub(super) still: String,
}

/// How far a run has come, or its report.
pub(crate) async fn one(
    visit: Visit,
    Path(id): Path<String>,
    Query(look): Query<Look>,
) -> Result<Response, Trouble> {
    let id = run_id(&id)?;
    match view(&visit, &id).await? {
        RunView::Finished(run) => report_page(&visit, &id, &run, None).await,
        view => under_way(&visit, &id, &view, look.still.is_empty()).await,
    }
}

pub(super) async fn view(visit: &Visit, id: &RunId) -> Result<RunView, Trouble> {
    let (actor, id) = (visit.actor, id.clone());
    visit.house.ask(move |secretariat| secretariat.run(&actor, &id)).await
}

async fn under_way(
    visit: &Visit,
    id: &RunId,
    view: &RunView,
    looks_again: bool,
) -> Result<Response, Trouble> {
    let page = visit.page("run-title").await?.with_twins();
    let said = match view {
        RunView::Waiting { before } => json!({ "state": "waiting", "before": before }),
        RunView::UnderWay { done, total } => {
            json!({ "state": "under-way", "done": done, "total": total })
        }
        RunView::Finished(_) => json!({ "state": "finished" }),
    };
    let rows = |said: &serde_json::Value| {
        let mut rows = Rows::new(&["state", "done", "total"]);
        let number = |name: &str| cell(said[name].as_u64());
        rows.push([cell(said["state"].as_str()), number("done"), number("total")]);
        rows
    };
    let mut response = visit
        .show(&said, rows, |_| UnderWayPage { page: &page, id, view, looks_again }.render())?;
    if visit.shape == Shape::Page && looks_again {
        response.headers_mut().insert(REFRESH, HeaderValue::from_static(LOOKS_AGAIN));
    }
    Ok(response)
}

pub(super) async fn report_page(
    visit: &Visit,
    id: &RunId,
    run: &FinishedRun,
    sent: Option<RecordForm>,
) -> Result<Response, Trouble> {
    let page = visit.page("run-title").await?.with_twins();
    let is_refused = sent.is_some();
    let can_be_recorded = run.report.headline.interval95.is_some() && !run.report.interrupted;
    let form = match sent {
        None if can_be_recorded => Some(RecordForm::blank(visit).await?),
        form => form,
    };
    let sheet = EstimateReport::new(&run.report, visit.language);
    let mut response = visit.show(&run.report, method_rows, |_| {
        ReportPage { page: &page, id, run, sheet: &sheet, form: form.as_ref() }.render()
    })?;
    if is_refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// The report as one file.
pub(crate) async fn document(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let id = run_id(&id)?;
    let RunView::Finished(run) = view(&visit, &id).await? else { return Err(Trouble::NotThere) };
    let html = crate::estimate_report::document(&run.report, visit.language)?;
    Ok(attached("text/html; charset=utf-8", "estimate.html", html))
}

/// Stops a run.
pub(crate) async fn stop(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let id = run_id(&id)?;
    let (actor, stopped) = (visit.actor, id.clone());
    visit.house.ask(move |secretariat| secretariat.stop_run(&actor, &stopped)).await?;
    // A run that was stopped while it waited has found nothing.
    let is_there = visit.house.ask({
        let id = id.clone();
        move |secretariat| told_apart(secretariat.run(&actor, &id))
    });
    let address = match is_there.await? {
        Ok(_) => format!("/estimates/runs/{id}"),
        Err(_) => "/estimates/runs".to_owned(),
    };
    Ok(Redirect::to(&address).into_response())
}

pub(super) fn run_id(text: &str) -> Result<RunId, Trouble> {
    text.parse().map_err(|_| Trouble::NotThere)
}

/// The methods of a report, one to a row.
fn method_rows(report: &Report) -> Rows {
    let mut rows = Rows::new(&[
        "method", "model", "people", "low95", "high95", "low80", "high80", "bic", "in_range",
        "refused",
    ]);
    for estimate in &report.estimates {
        let limit = |interval: Option<[f64; 2]>, end: usize| cell(interval.map(|both| both[end]));
        rows.push([
            estimate.method.name().to_owned(),
            cell(estimate.model_by_name.as_ref()),
            cell(estimate.population),
            limit(estimate.interval95, 0),
            limit(estimate.interval95, 1),
            limit(estimate.interval80, 0),
            limit(estimate.interval80, 1),
            cell(estimate.bic),
            report.headline.methods.contains(&estimate.method).to_string(),
            cell(estimate.refused.as_ref().map(concert_secretariat::EstimateRefusal::code)),
        ]);
    }
    rows
}

fn run_rows(list: &[RunRow]) -> Rows {
    let mut rows = Rows::new(&[
        "id",
        "at",
        "lists",
        "observed",
        "low",
        "high",
        "seed",
        "unfinished",
        "interrupted",
        "recorded",
    ]);
    for run in list {
        rows.push([
            run.id.to_string(),
            cell(run.at),
            run.lists.join(" + "),
            run.observed.to_string(),
            cell(run.interval95.map(|range| range[0])),
            cell(run.interval95.map(|range| range[1])),
            cell(run.seed),
            run.unfinished.to_string(),
            run.interrupted.to_string(),
            run.recorded.to_string(),
        ]);
    }
    rows
}

impl Page {
    /// The name of a method of estimating.
    fn estimator(&self, method: &Method) -> String {
        self.word("method", method.name())
    }

    /// The assumption on which a method rests, in a sentence.
    fn rests_on(&self, method: &Method) -> String {
        let text = self.say(&format!("method-{}", method.name()));
        text.attribute("rests").text().unwrap_or_default()
    }

    /// The limits of a range that may not be there.
    pub(crate) fn range(&self, range: &Option<[f64; 2]>) -> String {
        range.map_or_else(String::new, |[low, high]| self.between(low, high))
    }

    /// Whole percents in the digits of the language.
    pub(super) fn whole_percent(&self, percent: &u64) -> String {
        self.language.percent(*percent as f64 / 100.0)
    }

    /// The share of what is done, in whole percents.
    pub(super) fn share_done(&self, done: &u64, total: &u64) -> u64 {
        // Not all is done before the end, whatever rounding says.
        (100 * done / total.max(&1)).min(99)
    }
}
