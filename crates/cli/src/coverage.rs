//! `concert coverage`: need beside response, and what follows from it.

use concert_secretariat::{CellFigures, FrameView, MatrixAxis, MatrixHeading, MatrixView};
use concert_terms::axis::Axis;
use concert_terms::{Id, PlaceCode};
use jiff::civil::Date;

use crate::flags::{Alignment, Coverage, CoverageQuestion, Gaps, Partners, Seen};
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

pub(crate) fn run(flags: &Coverage) -> Result<(), Failure> {
    match &flags.asks {
        None => gaps(&flags.gaps),
        Some(CoverageQuestion::Gaps(flags)) => gaps(flags),
        Some(CoverageQuestion::Alignment(flags)) => alignment(flags),
        Some(CoverageQuestion::Partners(flags)) => partners(flags),
    }
}

/// The place and the day that are asked for.
fn seen(flags: &Seen) -> Result<(Option<PlaceCode>, Date), Failure> {
    let code = |code: &String| {
        code.parse::<PlaceCode>().map_err(|error| Failure::Broken(error.to_string()))
    };
    let place = flags.place.as_ref().map(code).transpose()?;
    Ok((place, flags.at.unwrap_or_else(office::today)))
}

fn gaps(flags: &Gaps) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.data)?;
    let (place, at) = seen(&flags.seen)?;
    match &flags.by {
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

/// Each layer in one row, then what its cells would gain in a best placement.
fn alignment(flags: &Alignment) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.data)?;
    let (place, at) = seen(&flags.seen)?;
    let view = secretariat.alignment(place.as_ref(), at)?;
    if flags.printed.json {
        return output::json(&view);
    }
    let head = [
        "pillar",
        "side",
        "place",
        "form",
        "population",
        "need",
        "effort",
        "alignment",
        "low",
        "high",
        "attainable",
        "gain",
    ];
    let share = |share: f64| format!("{share:.3}");
    let mut rows = Vec::new();
    for layer in &view.layers {
        let axes = [code(layer.pillar), code(layer.side)];
        let mut row = axes.to_vec();
        row.extend([String::new(), String::new(), String::new()]);
        row.extend([amount(layer.need), amount(layer.effort), share(layer.alignment)]);
        row.extend([layer.interval.low, layer.interval.high, layer.attainable].map(share));
        row.push(amount(layer.gains.iter().map(|gain| gain.amount).sum()));
        rows.push(row);
        for gain in &layer.gains {
            let mut row = axes.to_vec();
            row.push(gain.cell.place.names.pick("en").to_owned());
            row.push(gain.cell.form.map(|form| form.to_string()).unwrap_or_default());
            row.push(gain.cell.population.to_string());
            row.extend(std::iter::repeat_n(String::new(), 6));
            row.push(amount(gain.amount));
            rows.push(row);
        }
    }
    output::table(flags.printed.csv, &head, &rows)
}

/// One row for each reason why two organisations should work together.
fn partners(flags: &Partners) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.data)?;
    let (place, at) = seen(&flags.seen)?;
    let id = |id: &String| id.parse::<Id>().map_err(|error| Failure::Broken(error.to_string()));
    let organisation = flags.organisation.as_ref().map(id).transpose()?;
    let view = secretariat.partners(place.as_ref(), organisation, flags.most, at)?;
    if flags.printed.json {
        return output::json(&view);
    }
    let head = [
        "pair",
        "turns_away",
        "has_room",
        "place",
        "form",
        "population",
        "room_in",
        "turned_away",
        "free",
        "people",
    ];
    let mut rows = Vec::new();
    for (number, pair) in (1..).zip(&view.pairs) {
        for reason in &pair.reasons {
            rows.push(vec![
                number.to_string(),
                reason.from.names.pick("en").to_owned(),
                reason.to.names.pick("en").to_owned(),
                reason.cell.place.names.pick("en").to_owned(),
                reason.cell.form.map(|form| form.to_string()).unwrap_or_default(),
                reason.cell.population.to_string(),
                reason.room_at.names.pick("en").to_owned(),
                amount(reason.turned_away),
                amount(reason.free),
                amount(reason.people),
            ]);
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

fn code<T: Axis>(value: Option<T>) -> String {
    value.map_or("unstated", Axis::code).to_owned()
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
