//! The frame: need beside response in every cell of pillars, sides and forms, for a place.

use std::sync::Arc;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{CellFigures, FrameCellView, FrameView, PlaceFigures};
use concert_terms::{Axis, FormGroup, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Deserialize;

use crate::asked::{optional, unreadable};
use crate::bar;
use crate::house::today;
use crate::map::{self, MapDrawing};
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address asks for: a place, and a day.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    place: String,
    #[serde(default)]
    at: String,
    /// `then`: only from what had been stated by that day.
    #[serde(default)]
    known: String,
}

#[derive(Template)]
#[template(path = "frame.html")]
struct FramePage<'a> {
    page: &'a Page,
    view: &'a FrameView,
    grid: Grid<'a>,
    map: MapDrawing,
    places: Vec<&'a PlaceFigures>,
    /// How many places the table leaves out.
    left_out: usize,
    groups: [FormGroup; 3],
    today: Date,
    /// Whether the frame rests only on what had been stated by its day.
    as_known: bool,
    /// The address of what changed since.
    changes_since: String,
}

/// The frame proper as a table, a row for each pillar and side, a column for each group of forms;
/// and the cells beside it, in which something stands that is not stated so fully.
struct Grid<'a> {
    rows: Vec<GridRow<'a>>,
    beside: Vec<GridCell<'a>>,
    /// Whether something stands in the frame proper.
    holds_something: bool,
}

struct GridRow<'a> {
    pillar: Pillar,
    side: Side,
    cells: Vec<GridCell<'a>>,
}

struct GridCell<'a> {
    one: &'a FrameCellView,
    bar: String,
    href: String,
}

/// The most places in the table beside the map.
const MOST_PLACES: usize = 200;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let place: Option<PlaceCode> = optional("place", &wanted.place)?;
    let at = optional("at", &wanted.at)?.unwrap_or_else(today);
    let as_known = match wanted.known.as_str() {
        "" => false,
        "then" => true,
        other => return Err(unreadable("known", other)),
    };
    let view = visit
        .house
        .ask(move |secretariat| {
            if as_known {
                secretariat.frame_as_known(place.as_ref(), at)
            } else {
                secretariat.frame(place.as_ref(), at)
            }
        })
        .await?;
    let page = visit.page("frame").await?.with_twins();
    let view: &Arc<FrameView> = &view;
    visit.show(view.as_ref(), rows, |view| {
        let (places, left_out) = largest_gaps(&view.parts);
        FramePage {
            page: &page,
            view,
            grid: Grid::of(&page, view),
            map: map::draw(&page, view),
            places,
            left_out,
            groups: FormGroup::ALL,
            today: today(),
            as_known,
            changes_since: page.link(
                "/changes",
                &[
                    ("since", &view.at.to_string()),
                    ("place", view.place.as_ref().map_or("", |place| place.code.as_str())),
                ],
            ),
        }
        .render()
    })
}

fn largest_gaps(parts: &[PlaceFigures]) -> (Vec<&PlaceFigures>, usize) {
    let gap = |part: &&PlaceFigures| part.figures.gap.map_or(-1.0, |gap| gap.expected);
    let mut places: Vec<&PlaceFigures> = parts.iter().collect();
    places.sort_by(|a, b| gap(b).total_cmp(&gap(a)));
    let left_out = places.len().saturating_sub(MOST_PLACES);
    places.truncate(MOST_PLACES);
    (places, left_out)
}

impl<'a> Grid<'a> {
    fn of(page: &Page, view: &'a FrameView) -> Self {
        let cell = |one: &'a FrameCellView| {
            let alike = view.cells.iter().filter(|other| other.pillar == one.pillar);
            GridCell {
                one,
                bar: bar::draw(page, &one.figures, bar::full(alike)),
                href: href(view, one),
            }
        };
        let (proper, beside): (Vec<_>, Vec<_>) =
            view.cells.iter().partition(|one| stands_in_the_frame(one));
        let mut rows: Vec<GridRow> = Vec::new();
        for one in &proper {
            let (Some(pillar), Some(side)) = (one.pillar, one.side) else { continue };
            match rows.iter_mut().find(|row| (row.pillar, row.side) == (pillar, side)) {
                Some(row) => row.cells.push(cell(one)),
                None => rows.push(GridRow { pillar, side, cells: vec![cell(one)] }),
            }
        }
        Self {
            rows,
            beside: beside.into_iter().map(cell).collect(),
            holds_something: proper.iter().any(|one| one.figures.holds_something()),
        }
    }
}

/// Whether a cell is one of the article's frame: three pillars, two sides, three groups of forms.
fn stands_in_the_frame(one: &FrameCellView) -> bool {
    one.pillar.is_some_and(|pillar| Pillar::FRAME.contains(&pillar))
        && one.side.is_some()
        && one.group.is_some()
}

/// The address of a cell.
fn href(view: &FrameView, one: &FrameCellView) -> String {
    let place = view.place.as_ref().map_or("", |place| place.code.as_str());
    let at = view.at.to_string();
    let code = |code: Option<&'static str>| code.unwrap_or("unstated");
    let pairs = [
        ("place", place),
        ("pillar", code(one.pillar.map(Axis::code))),
        ("side", code(one.side.map(Axis::code))),
        ("group", code(one.group.map(Axis::code))),
        ("at", if view.at == today() { "" } else { &at }),
    ];
    crate::address::with_query("/cell", &pairs)
}

/// The columns that every table of figures has.
pub(crate) const FIGURES: [&str; 14] = [
    "need",
    "need_low",
    "need_high",
    "response",
    "expected_gap",
    "gap_low",
    "gap_high",
    "certainty",
    "coverage",
    "by_rule_share",
    "initiatives",
    "wider_initiatives",
    "organisations",
    "knowledge",
];

/// Those columns of one cell.
pub(crate) fn figures_row(figures: &CellFigures) -> [String; 14] {
    let gap = figures.gap;
    [
        cell(gap.map(|gap| gap.need.middle)),
        cell(gap.map(|gap| gap.need.low)),
        cell(gap.map(|gap| gap.need.high)),
        figures.response.to_string(),
        cell(gap.map(|gap| gap.expected)),
        cell(gap.map(|gap| gap.interval.low)),
        cell(gap.map(|gap| gap.interval.high)),
        cell(gap.map(|gap| gap.certainty.code())),
        cell(gap.map(|gap| gap.coverage)),
        cell(figures.by_rule_share),
        figures.initiatives.to_string(),
        figures.wider_initiatives.to_string(),
        figures.organisations.to_string(),
        figures.knowledge.code().to_owned(),
    ]
}

fn rows(view: &FrameView) -> Rows {
    let mut rows = Rows::new(&["place", "pillar", "side", "group"]).and(&FIGURES);
    let place = cell(view.place.as_ref().map(|place| &place.code));
    for one in &view.cells {
        let axes = [place.clone(), cell(one.pillar), cell(one.side), cell(one.group)];
        rows.extend(axes.into_iter().chain(figures_row(&one.figures)));
    }
    rows
}
