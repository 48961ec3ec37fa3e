//! Where is nobody: the needs that are open, one by one.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{Knowledge, OpenNeed, OpenNeedsView};
use serde::Deserialize;

use crate::asked::{Seen, unreadable};
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(flatten)]
    seen: Seen,
    #[serde(default)]
    known: String,
}

#[derive(Template)]
#[template(path = "gaps.html")]
struct GapsPage<'a> {
    page: &'a Page,
    view: &'a OpenNeedsView,
    needs: &'a [OpenNeed],
    left_out: usize,
    choices: [Choice; 3],
}

/// A state of knowledge to ask for, and how many needs are in it.
struct Choice {
    code: &'static str,
    count: usize,
    is_asked: bool,
}

/// Rows on a page.
const MOST_ROWS: usize = 200;
const STATES: [Knowledge; 3] =
    [Knowledge::NobodyThere, Knowledge::NobodyReported, Knowledge::Active];

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let (place, at) = wanted.seen.read()?;
    let known = match wanted.known.as_str() {
        "" => None,
        code => Some(
            STATES
                .into_iter()
                .find(|state| state.code() == code)
                .ok_or_else(|| unreadable("known", code))?,
        ),
    };
    let view = visit
        .house
        .ask(move |secretariat| secretariat.open_needs(place.as_ref(), known, at))
        .await?;
    let page = visit.page("nav-gaps").await?.with_twins();
    visit.show(&view, rows, |view| {
        let needs = &view.needs[..view.needs.len().min(MOST_ROWS)];
        let counts = view.counts;
        let counts = [counts.nobody_there, counts.nobody_reported, counts.active];
        let choice = |at: usize| Choice {
            code: STATES[at].code(),
            count: counts[at],
            is_asked: view.known == Some(STATES[at].code()),
        };
        GapsPage {
            page: &page,
            view,
            needs,
            left_out: view.needs.len() - needs.len(),
            choices: [choice(0), choice(1), choice(2)],
        }
        .render()
    })
}

fn rows(view: &OpenNeedsView) -> Rows {
    let mut rows = Rows::new(&[
        "need_id",
        "place",
        "pillar",
        "side",
        "form",
        "population",
        "sector",
        "need",
        "need_low",
        "need_high",
        "response",
        "organisations",
        "expected_gap",
        "gap_low",
        "gap_high",
        "in_doubt_low",
        "in_doubt_high",
        "share",
        "certainty",
        "knowledge",
    ]);
    for open in &view.needs {
        rows.push([
            open.cell.need.to_string(),
            open.cell.place.code.to_string(),
            cell(open.cell.pillar),
            cell(open.cell.side),
            cell(open.cell.form),
            open.cell.population.to_string(),
            cell(open.cell.sector),
            open.amount.middle.to_string(),
            open.amount.low.to_string(),
            open.amount.high.to_string(),
            open.response.to_string(),
            open.organisations.to_string(),
            open.gap.to_string(),
            open.interval.low.to_string(),
            open.interval.high.to_string(),
            cell(open.in_doubt.map(|doubted| doubted.interval.low)),
            cell(open.in_doubt.map(|doubted| doubted.interval.high)),
            open.share.to_string(),
            open.certainty.code().to_owned(),
            open.knowledge.code().to_owned(),
        ]);
    }
    rows
}
