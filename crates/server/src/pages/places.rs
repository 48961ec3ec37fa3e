//! Places: the list, and one with what lies around it.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{Page as List, PlaceRow, PlaceView};
use concert_terms::PlaceCode;
use serde::Deserialize;

use crate::asked::{page_number, required};
use crate::page::{Page, level_code};
use crate::pager::Pager;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address of the list asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    text: String,
    #[serde(default)]
    page: String,
}

/// Which place the address names. Codes hold signs that a path cannot, so it stands in the query.
#[derive(Deserialize)]
pub(crate) struct Named {
    code: String,
}

#[derive(Template)]
#[template(path = "places.html")]
struct ListPage<'a> {
    page: &'a Page,
    list: &'a List<PlaceRow>,
    pager: Pager,
    text: &'a str,
}

#[derive(Template)]
#[template(path = "place.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a PlaceView,
}

/// The list.
pub(crate) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let (text, number) = (wanted.text.clone(), page_number(&wanted.page));
    let list = visit.house.look(move |secretariat| secretariat.places(text.trim(), number)).await?;
    let page = visit.page("nav-places").await?.with_twins();
    visit.show(&list, rows, |list| {
        ListPage {
            page: &page,
            list,
            pager: Pager::of(list, "/places", &[("text", &wanted.text)]),
            text: &wanted.text,
        }
        .render()
    })
}

/// One place.
pub(crate) async fn one(visit: Visit, Query(named): Query<Named>) -> Result<Response, Trouble> {
    let code: PlaceCode = required("code", &named.code)?;
    let view = visit
        .house
        .look(move |secretariat| secretariat.place(&code))
        .await?
        .ok_or(Trouble::NotThere)?;
    let page = visit.page("place").await?.with_twins();
    visit.show(
        &view,
        |view| Rows::of(&COLUMNS, [row(&view.row)]),
        |view| OnePage { page: &page, view }.render(),
    )
}

const COLUMNS: [&str; 8] =
    ["code", "name", "level", "parent", "initiatives", "longitude", "latitude", "has_boundary"];

fn rows(list: &List<PlaceRow>) -> Rows {
    Rows::of(&COLUMNS, list.items.iter().map(row))
}

fn row(place: &PlaceRow) -> [String; 8] {
    [
        place.label.code.to_string(),
        place.label.names.pick("en").to_owned(),
        level_code(place.label.level).to_owned(),
        cell(place.parent.as_ref().map(|parent| &parent.code)),
        place.initiatives.to_string(),
        cell(place.point.map(|point| point[0])),
        cell(place.point.map(|point| point[1])),
        place.has_boundary.to_string(),
    ]
}
