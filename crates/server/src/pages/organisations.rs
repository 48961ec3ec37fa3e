//! Organisations: who is known, and what each of them does.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use concert_secretariat::{InitiativeRow, OrganisationRow, OrganisationView, Page as List};
use serde::{Deserialize, Serialize};

use crate::asked::{page_number, required};
use crate::house::today;
use crate::page::Page;
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

#[derive(Template)]
#[template(path = "organisations.html")]
struct ListPage<'a> {
    page: &'a Page,
    list: &'a List<OrganisationRow>,
    pager: Pager,
    text: &'a str,
}

/// One organisation with a page of what it does.
#[derive(Serialize)]
pub(crate) struct Told {
    #[serde(flatten)]
    organisation: OrganisationView,
    does: List<InitiativeRow>,
}

#[derive(Template)]
#[template(path = "organisation.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a OrganisationView,
    does: &'a List<InitiativeRow>,
    pager: Pager,
}

/// The list.
pub(crate) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let (text, number) = (wanted.text.clone(), page_number(&wanted.page));
    let list = visit
        .house
        .look(move |secretariat| secretariat.organisations(text.trim(), today(), number))
        .await?;
    let page = visit.page("nav-organisations").await?.with_twins();
    visit.show(&list, rows, |list| {
        ListPage {
            page: &page,
            list,
            pager: Pager::of(list, "/organisations", &[("text", &wanted.text)]),
            text: &wanted.text,
        }
        .render()
    })
}

/// One organisation.
pub(crate) async fn one(
    visit: Visit,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let (id, number) = (required("id", &id)?, page_number(&wanted.page));
    let told = visit
        .house
        .look(move |secretariat| {
            let organisation = secretariat.organisation(id, today())?;
            let does = secretariat.initiatives(&organisation.initiatives, number);
            Some(Told { organisation, does })
        })
        .await?
        .ok_or(Trouble::NotThere)?;
    let page = visit.page("organisation").await?.with_twins();
    visit.show(
        &told,
        |told| Rows::of(&COLUMNS, [row(&told.organisation.row)]),
        |told| {
            OnePage {
                page: &page,
                view: &told.organisation,
                does: &told.does,
                pager: Pager::of(&told.does, &format!("/organisations/{id}"), &[]),
            }
            .render()
        },
    )
}

const COLUMNS: [&str; 7] = ["id", "name", "acronym", "kind", "initiatives", "active", "reported"];

fn rows(list: &List<OrganisationRow>) -> Rows {
    Rows::of(&COLUMNS, list.items.iter().map(row))
}

fn row(organisation: &OrganisationRow) -> [String; 7] {
    [
        organisation.label.id.to_string(),
        organisation.label.names.pick("en").to_owned(),
        organisation.label.acronym.clone().unwrap_or_default(),
        cell(organisation.label.kind),
        organisation.initiatives.to_string(),
        organisation.active.to_string(),
        cell(organisation.reported),
    ]
}
