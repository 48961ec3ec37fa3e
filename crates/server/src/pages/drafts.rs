//! Drafts of commitments: what somebody has begun and not promised.

use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};
use concert_secretariat::Draft;

use crate::asked::required;
use crate::page::Page;
use crate::trouble::Trouble;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "drafts.html")]
struct DraftsPage<'a> {
    page: &'a Page,
    drafts: &'a [Draft],
}

/// The list. It has no twins for programs: a draft is for those who write it.
pub(crate) async fn list(visit: Visit) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let drafts = visit.house.ask(move |secretariat| secretariat.drafts(&actor)).await?;
    let page = visit.page("drafts").await?;
    Ok(Html(DraftsPage { page: &page, drafts: &drafts }.render()?).into_response())
}

/// Lets a draft go.
pub(crate) async fn drop(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let (actor, id) = (visit.actor, required("id", &id)?);
    visit.house.ask(move |secretariat| secretariat.drop_draft(&actor, id)).await?;
    Ok(Redirect::to("/commitments/drafts").into_response())
}
