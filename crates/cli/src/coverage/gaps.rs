//! The frame, or two of its axes against each other.

use concert_secretariat::{
    CellFigures, FrameView, Knowledge, MatrixAxis, MatrixHeading, MatrixView, OpenNeed,
    OpenNeedsView,
};

use concert_terms::Interval;

use super::{code, seen};
use crate::flags::{Gaps, Known};
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
    let secretariat = office::open_to_read(&flags.look.shown.data)?;
    let (place, at) = seen(&flags.look.seen)?;
    if flags.needs {
        let known = flags.known.map(|known| match known {
            Known::Active => Knowledge::Active,
            Known::NobodyThere => Knowledge::NobodyThere,
            Known::NobodyReported => Knowledge::NobodyReported,
        });
        return print_needs(flags, &secretariat.open_needs(place.as_ref(), known, at)?);
    }
    match &flags.by {
        None if flags.in_doubt => {
            print_frame(flags, &secretariat.frame_in_doubt(place.as_ref(), at)?)
        }
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
    if flags.look.shown.printed.json {
        return output::json(frame);
    }
    let mut head = vec!["pillar", "side", "forms"];
    head.extend(FIGURES);
    if flags.in_doubt {
        head.extend(["gap_low", "gap_high", "in_doubt_low", "in_doubt_high"]);
    }
    let rows: Vec<_> = frame
        .cells
        .iter()
        .map(|cell| {
            let mut row = vec![code(cell.pillar), code(cell.side), code(cell.group)];
            row.extend(figures(&cell.figures));
            if flags.in_doubt {
                row.extend(ends(cell.figures.gap.map(|gap| gap.interval)));
                row.extend(ends(cell.in_doubt.map(|doubted| doubted.interval)));
            }
            row
        })
        .collect();
    output::table(flags.look.shown.printed.csv, &head, &rows)
}

fn print_needs(flags: &Gaps, view: &OpenNeedsView) -> Result<(), Failure> {
    if flags.look.shown.printed.json {
        return output::json(view);
    }
    let head = [
        "place",
        "pillar",
        "side",
        "form",
        "population",
        "need",
        "response",
        "organisations",
        "gap",
        "low",
        "high",
        "in_doubt_low",
        "in_doubt_high",
        "certainty",
        "knowledge",
    ];
    let row = |need: &OpenNeed| {
        let cell = &need.cell;
        let [doubted_low, doubted_high] = ends(need.in_doubt.map(|doubted| doubted.interval));
        vec![
            cell.place.names.pick("en").to_owned(),
            code(cell.pillar),
            code(cell.side),
            cell.form.map(|form| form.to_string()).unwrap_or_default(),
            cell.population.to_string(),
            amount(need.amount.middle),
            amount(need.response),
            need.organisations.to_string(),
            amount(need.gap),
            amount(need.interval.low),
            amount(need.interval.high),
            doubted_low,
            doubted_high,
            need.certainty.code().to_owned(),
            need.knowledge.code().to_owned(),
        ]
    };
    let rows: Vec<_> = view.needs.iter().map(row).collect();
    output::table(flags.look.shown.printed.csv, &head, &rows)
}

fn print_matrix(flags: &Gaps, matrix: &MatrixView) -> Result<(), Failure> {
    if flags.look.shown.printed.json {
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
    output::table(flags.look.shown.printed.csv, &head, &rows)
}

/// Both ends of an interval, if there is one.
fn ends(interval: Option<Interval>) -> [String; 2] {
    interval.map(|it| [amount(it.low), amount(it.high)]).unwrap_or_default()
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
