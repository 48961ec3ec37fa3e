//! The frame, or two of its axes against each other.

use concert_secretariat::{CellFigures, FrameView, MatrixAxis, MatrixHeading, MatrixView};

use super::{code, seen};
use crate::flags::Gaps;
use crate::office;
use crate::output::{self, Failure, amount};

const FIGURES: [&str; 10] = [
    "need",
    "need_low",
    "need_high",
    "response",
    "gap",
    "certainty",
    "coverage",
    "initiatives",
    "organisations",
    "knowledge",
];

pub(super) fn run(flags: &Gaps) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.data)?;
    let (place, at) = seen(&flags.seen)?;
    match &flags.by {
        None if flags.as_known => {
            print_frame(flags, &*secretariat.frame_as_known(place.as_ref(), at)?)
        }
        None => print_frame(flags, &*secretariat.frame(place.as_ref(), at)?),
        Some(axes) => {
            let matrix = secretariat.matrix(parse_axes(axes)?, place.as_ref(), at)?;
            print_matrix(flags, &matrix)
        }
    }
}

fn parse_axes(text: &str) -> Result<(MatrixAxis, MatrixAxis), Failure> {
    let axes = text.split_once(',').unwrap_or((text, "whole"));
    let axis = |code: &str| {
        let known = || MatrixAxis::ALL.map(MatrixAxis::code).join(", ");
        MatrixAxis::from_code(code.trim())
            .ok_or_else(|| Failure::Broken(format!("'{code}' is not an axis: {}", known())))
    };
    Ok((axis(axes.0)?, axis(axes.1)?))
}

fn print_frame(flags: &Gaps, frame: &FrameView) -> Result<(), Failure> {
    if flags.printed.json {
        return output::json(frame);
    }
    let mut head = vec!["pillar", "side", "forms"];
    head.extend(FIGURES);
    let rows: Vec<_> = frame
        .cells
        .iter()
        .map(|cell| {
            let mut row = vec![code(cell.pillar), code(cell.side), code(cell.group)];
            row.extend(figures(&cell.figures));
            row
        })
        .collect();
    output::table(flags.printed.csv, &head, &rows)
}

fn print_matrix(flags: &Gaps, matrix: &MatrixView) -> Result<(), Failure> {
    if flags.printed.json {
        return output::json(matrix);
    }
    let mut head = vec![matrix.axes.0.code(), matrix.axes.1.code()];
    head.extend(FIGURES);
    let mut rows = Vec::new();
    for (row, cells) in matrix.rows.iter().zip(&matrix.cells) {
        for (column, cell) in matrix.columns.iter().zip(cells) {
            if cell.holds_something() {
                let mut printed = vec![heading(row), heading(column)];
                printed.extend(figures(cell));
                rows.push(printed);
            }
        }
    }
    output::table(flags.printed.csv, &head, &rows)
}

fn figures(cell: &CellFigures) -> Vec<String> {
    let gap = cell.gap.as_ref();
    let of = |number: Option<f64>| number.map(amount).unwrap_or_default();
    vec![
        of(gap.map(|gap| gap.need.middle)),
        of(gap.map(|gap| gap.need.low)),
        of(gap.map(|gap| gap.need.high)),
        amount(cell.response),
        of(gap.map(|gap| gap.expected)),
        gap.map(|gap| gap.certainty.code().to_owned()).unwrap_or_default(),
        gap.map(|gap| format!("{:.2}", gap.coverage)).unwrap_or_default(),
        cell.initiatives.to_string(),
        cell.organisations.to_string(),
        cell.knowledge.code().to_owned(),
    ]
}

fn heading(heading: &MatrixHeading) -> String {
    match heading {
        MatrixHeading::Whole => "all".to_owned(),
        MatrixHeading::Place(place) => place.names.pick("en").to_owned(),
        MatrixHeading::Pillar(value) => code(*value),
        MatrixHeading::Side(value) => code(*value),
        MatrixHeading::Group(value) => code(*value),
        MatrixHeading::Form(value) => code(*value),
        MatrixHeading::Sector(value) => code(*value),
    }
}
