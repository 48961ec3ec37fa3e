//! Imports: hand a file over, see what it would do, apply it, undo it.

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use concert_secretariat::{Fault, ImportView, PreviewView, Refused, Unanswered};
use concert_terms::Id;
use serde::Deserialize;

use crate::asked::required;
use crate::house::now;
use crate::page::Page;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::upload::Upload;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "import.html")]
struct UploadPage<'a> {
    page: &'a Page,
    said: Option<Told>,
    latest: &'a [ImportView],
}

#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewPage<'a> {
    page: &'a Page,
    view: &'a PreviewView,
}

#[derive(Template)]
#[template(path = "imports.html")]
struct ListPage<'a> {
    page: &'a Page,
    list: &'a [ImportView],
}

#[derive(Template)]
#[template(path = "import_done.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a ImportView,
    refused: Option<Told>,
}

/// How many of the latest imports the form shows.
const LATEST: usize = 5;

/// The form.
pub(crate) async fn form(visit: Visit) -> Result<Response, Trouble> {
    upload_page(&visit, None, StatusCode::OK).await
}

async fn upload_page(
    visit: &Visit,
    said: Option<Told>,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let imports = visit.house.ask(concert_secretariat::Secretariat::imports).await?;
    let page = visit.page("import-title").await?.with_twins();
    let latest = &imports[..imports.len().min(LATEST)];
    let mut response = visit.show(
        &latest,
        |latest| rows(latest),
        |latest| UploadPage { page: &page, said, latest }.render(),
    )?;
    *response.status_mut() = status;
    Ok(response)
}

/// Reads a file and shows what it would do. Nothing is changed.
pub(crate) async fn preview(visit: Visit, form: Multipart) -> Result<Response, Trouble> {
    let room = visit.house.uploads.acquire().await;
    let Some((name, bytes)) = Upload::read(form).await?.file else {
        let told = plain(&visit, "import-no-file");
        return upload_page(&visit, Some(told), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let actor = visit.actor;
    let answer = visit
        .house
        .ask(move |secretariat| {
            told_apart(secretariat.preview_upload(&actor, &name, &bytes, now()))
        })
        .await?;
    drop(room);
    match answer {
        Ok(view) => {
            let page = visit.page("preview-title").await?;
            visit.show(&view, columns, |view| PreviewPage { page: &page, view }.render())
        }
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            upload_page(&visit, Some(told), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// What the form under a preview says.
#[derive(Deserialize)]
pub(crate) struct Apply {
    token: String,
}

/// Applies what was shown.
pub(crate) async fn apply(visit: Visit, Form(form): Form<Apply>) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let applied = visit
        .house
        .ask(move |secretariat| secretariat.apply_upload(&actor, &form.token, now()))
        .await?;
    match applied {
        Some(Some(view)) => {
            Ok(Redirect::to(&format!("/imports/{}", view.import.id)).into_response())
        }
        Some(None) => {
            let told = plain(&visit, "import-nothing-new");
            upload_page(&visit, Some(told), StatusCode::OK).await
        }
        None => {
            let told = plain(&visit, "import-too-late");
            upload_page(&visit, Some(told), StatusCode::GONE).await
        }
    }
}

/// Every import.
pub(crate) async fn list(visit: Visit) -> Result<Response, Trouble> {
    let list = visit.house.ask(concert_secretariat::Secretariat::imports).await?;
    let page = visit.page("imports").await?.with_twins();
    visit.show(&list, |list| rows(list), |list| ListPage { page: &page, list }.render())
}

/// One import.
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    one_page(&visit, required("id", &id)?, None).await
}

async fn one_page(visit: &Visit, id: Id, refused: Option<Told>) -> Result<Response, Trouble> {
    let view = visit
        .house
        .ask(move |secretariat| secretariat.import(id))
        .await?
        .ok_or(Trouble::NotThere)?;
    let page = visit.page("import").await?.with_twins();
    let is_refused = refused.is_some();
    let mut response = visit.show(
        &view,
        |view| rows(std::slice::from_ref(view)),
        |view| OnePage { page: &page, view, refused }.render(),
    )?;
    if is_refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// What the form that undoes an import says.
#[derive(Deserialize)]
pub(crate) struct Undo {
    #[serde(default)]
    reason: String,
}

/// Takes back everything that an import stated.
pub(crate) async fn undo(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<Undo>,
) -> Result<Response, Trouble> {
    let (actor, id): (_, Id) = (visit.actor, required("id", &id)?);
    let answer = visit
        .house
        .ask(move |secretariat| {
            told_apart(secretariat.undo_import(&actor, id, &form.reason, now()))
        })
        .await?;
    match answer {
        Ok(()) => Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            one_page(&visit, id, Some(told)).await
        }
    }
}

/// A refusal is an answer that the page shows; a fault is not.
pub(crate) fn told_apart<T>(answer: Result<T, Unanswered>) -> Result<Result<T, Refused>, Fault> {
    match answer {
        Ok(value) => Ok(Ok(value)),
        Err(Unanswered::Refused(refused)) => Ok(Err(refused)),
        Err(Unanswered::Fault(fault)) => Err(fault),
    }
}

pub(crate) fn plain(visit: &Visit, key: &str) -> Told {
    let text = visit.say(key);
    Told { at: None, sentence: text.to_string(), hint: text.attribute("hint").to_string() }
}

fn columns(view: &PreviewView) -> Rows {
    let mut rows = Rows::new(&["letter", "heading", "meaning", "by", "samples"]);
    for column in &view.columns {
        rows.push([
            column.letter.clone(),
            column.heading.clone(),
            cell(column.meaning),
            cell(column.by),
            column.samples.join(" | "),
        ]);
    }
    rows
}

fn rows(list: &[ImportView]) -> Rows {
    let mut rows = Rows::new(&[
        "id",
        "file",
        "digest",
        "format",
        "rows",
        "unplaced",
        "statement",
        "at",
        "undone",
    ]);
    for view in list {
        rows.push([
            view.import.id.to_string(),
            view.import.file.clone(),
            view.import.digest.clone(),
            view.import.format.clone(),
            view.import.rows.to_string(),
            view.import.unplaced.to_string(),
            view.statement.to_string(),
            cell(view.at),
            cell(view.undone),
        ]);
    }
    rows
}

impl Page {
    /// What a column was taken for, in words.
    fn meaning(&self, code: &str) -> String {
        self.word("meaning", code)
    }

    /// Why a cell could not be placed, or a row was set aside, in words.
    fn rule(&self, code: &str) -> String {
        self.word("note", code.rsplit('/').next().unwrap_or(code))
    }
}
