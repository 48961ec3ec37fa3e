//! Whom to ask first: the answers that would tell most about the gaps.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{AskFirstView, AskedAbout};

use crate::asked::Seen;
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "ask.html")]
struct AskPage<'a> {
    page: &'a Page,
    view: &'a AskFirstView,
}

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Seen>) -> Result<Response, Trouble> {
    let (place, at) = wanted.read()?;
    let view =
        visit.house.ask(move |secretariat| secretariat.ask_first(place.as_ref(), at)).await?;
    let page = visit.page("nav-ask").await?.with_twins();
    visit.show(&view, rows, |view| AskPage { page: &page, view }.render())
}

fn rows(view: &AskFirstView) -> Rows {
    let mut rows = Rows::new(&[
        "pillar",
        "side",
        "ask_about",
        "id",
        "needs",
        "share",
        "gap",
        "deviation",
        "deviation_after",
    ]);
    for layer in &view.layers {
        for answer in &layer.answers {
            let (about, id) = match &answer.about {
                AskedAbout::Need(need) => ("need", need.need),
                AskedAbout::Estimate(id) => ("estimate", *id),
                AskedAbout::Organisation(who) => ("organisation", who.id),
            };
            rows.push([
                cell(layer.pillar),
                cell(layer.side),
                about.to_owned(),
                id.to_string(),
                answer.needs.to_string(),
                answer.share.to_string(),
                layer.gap.to_string(),
                layer.deviation.to_string(),
                answer.deviation_after.to_string(),
            ]);
        }
    }
    rows
}
