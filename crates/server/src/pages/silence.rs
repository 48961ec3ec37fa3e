//! Who has not reported, how much rests on it, and their table to send them.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{HeadingLanguage, SilenceView, SilentOrganisation, SilentPlace};
use serde::Deserialize;

use crate::asked::Seen;
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(flatten)]
    seen: Seen,
    /// The language of the headings of tables to send.
    #[serde(default)]
    headings: String,
}

#[derive(Template)]
#[template(path = "silence.html")]
struct SilencePage<'a> {
    page: &'a Page,
    view: &'a SilenceView,
    headings: HeadingLanguage,
    organisations: &'a [SilentOrganisation],
    organisations_left_out: usize,
    places: &'a [SilentPlace],
    places_left_out: usize,
}

/// Rows of each table on a page.
const MOST_ROWS: usize = 150;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let (place, at) = wanted.seen.read()?;
    let headings = super::export::headings(&wanted.headings, &visit)?;
    let view = visit.house.ask(move |secretariat| secretariat.silence(place.as_ref(), at)).await?;
    let page = visit.page("nav-silence").await?.with_twins();
    visit.show(&view, rows, |view| {
        let organisations = &view.organisations[..view.organisations.len().min(MOST_ROWS)];
        let places = &view.places[..view.places.len().min(MOST_ROWS)];
        SilencePage {
            page: &page,
            view,
            headings,
            organisations,
            organisations_left_out: view.organisations.len() - organisations.len(),
            places,
            places_left_out: view.places.len() - places.len(),
        }
        .render()
    })
}

fn rows(view: &SilenceView) -> Rows {
    let mut rows = Rows::new(&["organisation", "name", "last_report", "weight", "initiatives"]);
    for silent in &view.organisations {
        rows.push([
            silent.organisation.id.to_string(),
            silent.organisation.names.pick("en").to_owned(),
            cell(silent.last_report),
            silent.weight.to_string(),
            silent.initiatives.to_string(),
        ]);
    }
    rows
}
