//! Needs: how much of a response is wanted, where, and what that rests on.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use concert_coalition::Basis;
use concert_secretariat::{NeedView, Page as List};
use concert_terms::PlaceCode;
use serde::Deserialize;

use crate::asked::{optional, page_number, required};
use crate::page::Page;
use crate::pager::Pager;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address of the list asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    place: String,
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "needs.html")]
struct ListPage<'a> {
    page: &'a Page,
    list: &'a List<NeedView>,
    pager: Pager,
    place: &'a str,
}

#[derive(Template)]
#[template(path = "need.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a NeedView,
}

/// The list.
pub(crate) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let place: Option<PlaceCode> = optional("place", &wanted.place)?;
    let number = page_number(&wanted.page);
    let list =
        visit.house.look(move |secretariat| secretariat.needs(place.as_ref(), number)).await?;
    let page = visit.page("nav-needs").await?.with_twins();
    visit.show(&list, rows, |list| {
        ListPage {
            page: &page,
            list,
            pager: Pager::of(list, "/needs", &[("place", &wanted.place)]),
            place: &wanted.place,
        }
        .render()
    })
}

/// One need.
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let id = required("id", &id)?;
    let view = visit
        .house
        .look(move |secretariat| secretariat.need(id))
        .await?
        .ok_or(Trouble::NotThere)?;
    let page = visit.page("need-title").await?.with_twins();
    visit.show(
        &view,
        |view| Rows::of(&COLUMNS, [row(view)]),
        |view| OnePage { page: &page, view }.render(),
    )
}

const COLUMNS: [&str; 13] = [
    "id",
    "place",
    "pillar",
    "side",
    "form",
    "population",
    "sector",
    "period",
    "basis",
    "need",
    "need_low",
    "need_high",
    "statement",
];

fn rows(list: &List<NeedView>) -> Rows {
    Rows::of(&COLUMNS, list.items.iter().map(row))
}

fn row(need: &NeedView) -> [String; 13] {
    [
        need.id.to_string(),
        cell(need.place.as_ref().map(|place| &place.code)),
        cell(need.pillar),
        cell(need.side),
        cell(need.form),
        need.population.to_string(),
        cell(need.sector),
        need.period.to_string(),
        basis_code(&need.basis).to_owned(),
        cell(need.amount.map(|amount| amount.middle)),
        cell(need.amount.map(|amount| amount.low)),
        cell(need.amount.map(|amount| amount.high)),
        need.statement.to_string(),
    ]
}

fn basis_code(basis: &Basis) -> &'static str {
    match basis {
        Basis::People(_) => "people",
        Basis::Interval(_) => "interval",
        Basis::Estimate { .. } => "estimate",
        Basis::Published { .. } => "published",
    }
}

impl Page {
    /// What a need rests on, in words.
    pub(crate) fn basis(&self, basis: &Basis) -> String {
        let text = self.say(&format!("basis-{}", basis_code(basis)));
        match basis {
            Basis::People(count) => text.with("count", self.count(count)),
            Basis::Interval(interval) => text.with("interval", self.interval(interval)),
            Basis::Estimate { per_person, .. } | Basis::Published { per_person, .. } => {
                text.with("per", self.interval(per_person))
            }
        }
        .to_string()
    }

    /// The estimate under a need, to link by.
    pub(crate) fn estimate_under(&self, basis: &Basis) -> Option<String> {
        match basis {
            Basis::People(_) | Basis::Interval(_) => None,
            Basis::Estimate { estimate, .. } | Basis::Published { estimate, .. } => {
                Some(format!("/estimates#e-{estimate}"))
            }
        }
    }
}
