//! Any two axes of the frame against each other.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{CellFigures, MatrixAxis, MatrixHeading, MatrixView};
use concert_terms::Axis;
use serde::Deserialize;

use crate::asked::{Seen, unreadable};
use crate::page::Page;
use crate::pages::frame::{FIGURES, figures_row};
use crate::trouble::Trouble;
use crate::twin::Rows;
use crate::visit::Visit;

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    rows: String,
    #[serde(default)]
    columns: String,
    #[serde(flatten)]
    seen: Seen,
}

#[derive(Template)]
#[template(path = "matrix.html")]
struct MatrixPage<'a> {
    page: &'a Page,
    view: &'a MatrixView,
    rows: Vec<Row<'a>>,
    left_out: usize,
    axes: [MatrixAxis; 7],
}

struct Row<'a> {
    heading: &'a MatrixHeading,
    cells: &'a [CellFigures],
}

/// Rows on a page; a page of 300 rows and 24 columns stays within 50 kB.
const MOST_ROWS: usize = 300;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let (place, at) = wanted.seen.read()?;
    let axes = (
        axis("rows", &wanted.rows, MatrixAxis::Place)?,
        axis("columns", &wanted.columns, MatrixAxis::Pillar)?,
    );
    let view =
        visit.house.ask(move |secretariat| secretariat.matrix(axes, place.as_ref(), at)).await?;
    let page = visit.page("nav-matrix").await?.with_twins();
    visit.show(&view, rows, |view| {
        let pairs = view.rows.iter().zip(&view.cells);
        MatrixPage {
            page: &page,
            view,
            rows: pairs.take(MOST_ROWS).map(|(heading, cells)| Row { heading, cells }).collect(),
            left_out: view.rows.len().saturating_sub(MOST_ROWS),
            axes: MatrixAxis::ALL,
        }
        .render()
    })
}

fn axis(field: &str, code: &str, usual: MatrixAxis) -> Result<MatrixAxis, Trouble> {
    if code.is_empty() {
        return Ok(usual);
    }
    MatrixAxis::from_code(code).ok_or_else(|| unreadable(field, code))
}

fn rows(view: &MatrixView) -> Rows {
    let mut rows = Rows::new(&["row_axis", "row", "column_axis", "column"]).and(&FIGURES);
    let (row_axis, column_axis) = view.axes;
    for (row, cells) in view.rows.iter().zip(&view.cells) {
        for (column, figures) in view.columns.iter().zip(cells) {
            let names = [
                row_axis.code().to_owned(),
                code(row),
                column_axis.code().to_owned(),
                code(column),
            ];
            rows.extend(names.into_iter().chain(figures_row(figures)));
        }
    }
    rows
}

/// The code of what a row or column stands for; empty where it is unstated.
fn code(heading: &MatrixHeading) -> String {
    fn of<T: Axis>(value: Option<T>) -> &'static str {
        value.map_or("", Axis::code)
    }
    match heading {
        MatrixHeading::Whole => "whole",
        MatrixHeading::Place(place) => place.code.as_str(),
        MatrixHeading::Pillar(value) => of(*value),
        MatrixHeading::Side(value) => of(*value),
        MatrixHeading::Group(value) => of(*value),
        MatrixHeading::Form(value) => of(*value),
        MatrixHeading::Sector(value) => of(*value),
    }
    .to_owned()
}

impl Page {
    /// What a row or column of a matrix stands for, in words.
    fn heading(&self, heading: &MatrixHeading) -> String {
        match heading {
            MatrixHeading::Whole => self.say("axis-whole").to_string(),
            MatrixHeading::Place(place) => self.name(&place.names).to_owned(),
            MatrixHeading::Pillar(value) => self.axis_word("pillar", value),
            MatrixHeading::Side(value) => self.axis_word("side", value),
            MatrixHeading::Group(value) => self.axis_word("group", value),
            MatrixHeading::Form(None) => self.word("group", "unstated"),
            MatrixHeading::Form(Some(form)) => self.word("form", form.code()),
            MatrixHeading::Sector(value) => self.sector(value),
        }
    }

    /// Where a heading leads: a place leads to its own matrix.
    fn heading_link(&self, heading: &MatrixHeading, view: &MatrixView) -> Option<String> {
        let MatrixHeading::Place(place) = heading else {
            return None;
        };
        let (rows, columns) = view.axes;
        let pairs =
            [("rows", rows.code()), ("columns", columns.code()), ("place", place.code.as_str())];
        Some(self.link("/matrix", &pairs))
    }
}
