//! A table of recommendations: handed over, shown with what it would change, and then applied as
//! every import is.

use askama::Template;
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use concert_coalition::Mechanism;
use concert_secretariat::{RECOMMENDATION_COLUMNS, RecommendationPreview};

use crate::page::Page;
use crate::pages::imports::{plain, told_apart};
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::upload::Upload;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "recommendations_new.html")]
struct NewPage<'a> {
    page: &'a Page,
    columns: String,
    mechanisms: String,
    preview: Option<RecommendationPreview>,
    said: Option<Told>,
}

/// The form.
pub(crate) async fn form(visit: Visit) -> Result<Response, Trouble> {
    show(&visit, None, None).await
}

async fn show(
    visit: &Visit,
    preview: Option<RecommendationPreview>,
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let page = visit.page("recommendations-new").await?;
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = NewPage {
        page: &page,
        columns: RECOMMENDATION_COLUMNS.join(", "),
        mechanisms: Mechanism::ALL.map(Mechanism::code).join(", "),
        preview,
        said,
    };
    Ok((status, Html(html.render()?)).into_response())
}

/// Reads a table and shows what it would change. Nothing is changed.
pub(crate) async fn preview(visit: Visit, form: Multipart) -> Result<Response, Trouble> {
    let room = visit.house.uploads.acquire().await;
    let Some((name, bytes)) = Upload::read(form).await?.file else {
        let told = plain(&visit, "import-no-file");
        return show(&visit, None, Some(told)).await;
    };
    let actor = visit.actor;
    let answer = visit
        .house
        .ask(move |secretariat| {
            let upload = (name.as_str(), bytes.as_slice());
            told_apart(secretariat.preview_recommendation_upload(
                &actor,
                upload,
                crate::house::now(),
            ))
        })
        .await?;
    drop(room);
    match answer {
        Ok(preview) => show(&visit, Some(preview), None).await,
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            show(&visit, None, Some(told)).await
        }
    }
}
