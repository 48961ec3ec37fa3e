//! Alignment: whether effort goes where need is, and how much better it could.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_figures::{Interval, NeedBar};
use concert_secretariat::{AlignedLayer, AlignmentView, CellShares};
use concert_terms::Axis;

use crate::asked::Seen;
use crate::estimate_report::pictures::without_isolates;
use crate::need_cell::{CELL, cell_row};
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::Rows;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "alignment.html")]
struct AlignmentPage<'a> {
    page: &'a Page,
    view: &'a AlignmentView,
}

/// Rows that a page shows of each list.
const SHOWN: usize = 8;
/// The share of the coordination that is possible at which the aid of the world was found (Coscia,
/// Hausmann and Hidalgo 2013).
const ELSEWHERE: f64 = 0.6;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Seen>) -> Result<Response, Trouble> {
    let (place, at) = wanted.read()?;
    let view =
        visit.house.ask(move |secretariat| secretariat.alignment(place.as_ref(), at)).await?;
    let page = visit.page("nav-alignment").await?.with_twins();
    visit.show(&view, rows, |view| AlignmentPage { page: &page, view }.render())
}

/// One row for each layer, each cell, what it would gain and who would move how much.
fn rows(view: &AlignmentView) -> Rows {
    let mut rows = Rows::new(&["list"]).and(&CELL).and(&[
        "organisation_id",
        "effort_share",
        "need_share",
        "amount",
        "alignment",
        "low",
        "high",
        "attainable",
        "ratio",
    ]);
    for layer in &view.layers {
        let place = view.place.as_ref().map_or("", |place| place.code.as_str());
        let figures = [
            layer.alignment,
            layer.interval.low,
            layer.interval.high,
            layer.attainable,
            layer.ratio,
        ];
        let figures = figures.map(|figure| figure.to_string());
        let empty = || vec![String::new(); 4];
        rows.extend(one("layer").chain(cell_of(layer, place)).chain(empty()).chain(figures));
        let rest = || vec![String::new(); 5];
        for cell in &layer.cells {
            let shares = [
                String::new(),
                cell.effort_share.to_string(),
                cell.need_share.to_string(),
                String::new(),
            ];
            rows.extend(one("cell").chain(cell_row(&cell.cell)).chain(shares).chain(rest()));
        }
        for gain in &layer.gains {
            let none = String::new;
            let amount = [none(), none(), none(), gain.amount.to_string()];
            rows.extend(one("gain").chain(cell_row(&gain.cell)).chain(amount).chain(rest()));
        }
        for moved in &layer.moved {
            let none = String::new;
            let id = moved.organisation.id.to_string();
            let amount = [id, none(), none(), moved.amount.to_string()];
            rows.extend(one("moved").chain(cell_of(layer, place)).chain(amount).chain(rest()));
        }
    }
    rows
}

fn one(list: &str) -> impl Iterator<Item = String> + use<> {
    std::iter::once(list.to_owned())
}

/// The columns of a cell of which only the place of the question, pillar and side are meant.
fn cell_of(layer: &AlignedLayer, place: &str) -> [String; 6] {
    let (pillar, side) = (layer.pillar.map_or("", Axis::code), layer.side.map_or("", Axis::code));
    ["", place, pillar, side, "", ""].map(str::to_owned)
}

impl Page {
    /// The first rows of a list.
    fn first_rows<'v, T>(&self, all: &'v [T]) -> &'v [T] {
        &all[..all.len().min(SHOWN)]
    }

    /// What share of what could be attained others attain.
    fn elsewhere(&self) -> String {
        self.percent(&ELSEWHERE)
    }

    /// A cell's share of the effort beside its share of the need, on the scale of its layer;
    /// nothing where it cannot be drawn: the numbers beside it say the same.
    fn share_bar(&self, layer: &AlignedLayer, cell: &CellShares) -> String {
        let shares = layer.cells.iter().flat_map(|cell| [cell.effort_share, cell.need_share]);
        let title = self
            .say("alignment-bar")
            .with("effort", self.percent(&cell.effort_share))
            .with("need", self.percent(&cell.need_share));
        let bar = NeedBar {
            need: Some(Interval {
                low: cell.need_share,
                mid: cell.need_share,
                high: cell.need_share,
            }),
            response: Some(cell.effort_share),
            full: shares.fold(f64::MIN_POSITIVE, f64::max),
            title: without_isolates(&title.to_string()),
            direction: self.language.direction(),
        };
        bar.draw().unwrap_or_default()
    }
}
