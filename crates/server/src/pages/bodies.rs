//! Bodies that decide, and who belongs to them.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use concert_secretariat::{BodyInFull, BodyRow};
use concert_terms::Id;

use crate::asked::required;
use crate::house::today;
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "bodies.html")]
struct ListPage<'a> {
    page: &'a Page,
    bodies: &'a [BodyRow],
}

#[derive(Template)]
#[template(path = "body.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a BodyInFull,
}

/// The list.
pub(crate) async fn list(visit: Visit) -> Result<Response, Trouble> {
    let bodies = visit.house.look(|secretariat| secretariat.bodies(today())).await?;
    let page = visit.page("bodies-title").await?.with_twins();
    visit.show(
        &bodies,
        |bodies| {
            let columns = ["body_id", "name", "members", "voters", "open", "ended"];
            Rows::of(
                &columns,
                bodies.iter().map(|row| {
                    [
                        row.id.to_string(),
                        row.names.pick("en").to_owned(),
                        row.members.to_string(),
                        row.voters.to_string(),
                        row.open.to_string(),
                        row.ended.to_string(),
                    ]
                }),
            )
        },
        |bodies| ListPage { page: &page, bodies }.render(),
    )
}

/// One body.
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let view = visit.house.ask(move |secretariat| secretariat.body(id, today())).await?;
    let page = visit.page("body-title").await?.with_twins();
    visit.show(
        &view,
        |view| {
            let columns = ["organisation_id", "organisation", "kind", "standing"];
            Rows::of(
                &columns,
                view.seats.iter().map(|seat| {
                    [
                        seat.organisation.id.to_string(),
                        seat.organisation.names.pick("en").to_owned(),
                        cell(seat.organisation.kind),
                        seat.standing.code().to_owned(),
                    ]
                }),
            )
        },
        |view| OnePage { page: &page, view }.render(),
    )
}
