//! One cell of the frame: the organisations and initiatives in it, each with what it contributes,
//! and the needs that stand there.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{CellView, InitiativePart, OrganisationPart};
use concert_terms::{FormGroup, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Deserialize;

use crate::asked::{axis, optional, page_number};
use crate::bar;
use crate::house::today;
use crate::page::Page;
use crate::pager::Pager;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// Which cell the address names. An absent axis is the cell in which that axis is unstated.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    place: String,
    #[serde(default)]
    pillar: String,
    #[serde(default)]
    side: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    at: String,
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "cell.html")]
struct CellPage<'a> {
    page: &'a Page,
    view: &'a CellView,
    /// The organisations with the largest parts, and the others.
    first_organisations: &'a [OrganisationPart],
    other_organisations: &'a [OrganisationPart],
    bar: String,
    pager: Pager,
    back: String,
}

/// How many organisations are shown at once.
const FIRST_ORGANISATIONS: usize = 10;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let place: Option<PlaceCode> = optional("place", &wanted.place)?;
    let axes = (
        axis::<Pillar>("pillar", &wanted.pillar)?,
        axis::<Side>("side", &wanted.side)?,
        axis::<FormGroup>("group", &wanted.group)?,
    );
    let at: Date = optional("at", &wanted.at)?.unwrap_or_else(today);
    let number = page_number(&wanted.page);
    let view = visit
        .house
        .ask(move |secretariat| secretariat.cell(place.as_ref(), axes, at, number))
        .await?;
    let page = visit.page("cell").await?.with_twins();
    let (place, at) = (wanted.place.as_str(), wanted.at.as_str());
    visit.show(&view, rows, |view| {
        let pairs = [
            ("place", place),
            ("pillar", wanted.pillar.as_str()),
            ("side", &wanted.side),
            ("group", &wanted.group),
            ("at", at),
        ];
        let full = bar::full(std::iter::once(&view.cell));
        let (first, others) =
            view.organisations.split_at(view.organisations.len().min(FIRST_ORGANISATIONS));
        CellPage {
            page: &page,
            view,
            first_organisations: first,
            other_organisations: others,
            bar: bar::draw(&page, &view.cell.figures, full),
            pager: Pager::of(&view.initiatives, "/cell", &pairs),
            back: page.link("/", &[("place", place), ("at", at)]),
        }
        .render()
    })
}

const COLUMNS: [&str; 11] = [
    "initiative_id",
    "title",
    "organisation_id",
    "organisation",
    "capacity",
    "share",
    "freshness",
    "reliability",
    "reliability_recorded",
    "wider",
    "effective_supply",
];

fn rows(view: &CellView) -> Rows {
    Rows::of(&COLUMNS, view.initiatives.items.iter().map(row))
}

fn row(part: &InitiativePart) -> [String; 11] {
    let initiative = &part.initiative;
    [
        initiative.id.to_string(),
        initiative.title.clone(),
        initiative.organisation.id.to_string(),
        initiative.organisation.names.pick("en").to_owned(),
        cell(initiative.capacity),
        part.share.to_string(),
        part.freshness.to_string(),
        part.reliability.to_string(),
        part.is_recorded.to_string(),
        part.is_wider.to_string(),
        cell(part.amount),
    ]
}

impl Page {
    /// The three axes of a cell in words.
    pub(crate) fn cell_words(&self, cell: &concert_secretariat::FrameCellView) -> String {
        let words = [
            self.axis_word("pillar", &cell.pillar),
            self.axis_word("side", &cell.side),
            self.axis_word("group", &cell.group),
        ];
        words.join(" · ")
    }

    /// A share that is kept as a small float, in percent.
    fn percent_of(&self, share: &f32) -> String {
        self.percent(&f64::from(*share))
    }
}
