//! The map of gaps by place, with the words of the visitor's language.

use concert_coverage::Knowledge;
use concert_figures::{Area, Corridor, Frame, MapFigure, Point, Shade};
use concert_secretariat::{CellFigures, FrameView, PlaceFigures};

use crate::page::Page;

/// A drawn map.
pub(crate) struct MapDrawing {
    /// The drawing as SVG text; absent where no place has a boundary or a point.
    pub(crate) svg: Option<String>,
}

/// Width of the map in CSS pixels.
const WIDTH: u32 = 440;
/// Classes of gap beside "none".
const CLASSES: u32 = 5;

/// Draws the parts of a place, shaded by their expected gap, and the corridors that touch it.
pub(crate) fn draw(page: &Page, view: &FrameView) -> MapDrawing {
    let largest = view
        .parts
        .iter()
        .filter_map(|part| part.figures.gap)
        .map(|gap| gap.expected)
        .fold(0.0, f64::max);
    let with_outline = || view.parts.iter().filter(|part| !part.boundary.is_empty());
    let areas: Vec<Area> = with_outline().map(|part| area(page, part, largest)).collect();
    let points: Vec<Point> = view
        .parts
        .iter()
        .filter(|part| part.boundary.is_empty())
        .filter_map(|part| point(page, part))
        .collect();
    let corridors: Vec<Corridor> =
        view.corridors.iter().filter_map(|part| corridor(page, part)).collect();
    if areas.is_empty() && points.is_empty() && corridors.is_empty() {
        return MapDrawing { svg: None };
    }
    let title = page.say("map-title").to_string();
    let mut frame = Frame::new("map", title, page.say("map-description").to_string(), WIDTH);
    frame.direction = page.language.direction();
    let figure = MapFigure {
        frame,
        legend: if areas.is_empty() { Vec::new() } else { legend(page, largest) },
        areas,
        points,
        corridors,
        headers: ["place", "expected-gap", "state"].map(|key| page.say(key).to_string()),
    };
    // A map that cannot be drawn is left out: the table below it says the same.
    MapDrawing { svg: figure.draw().ok() }
}

fn class(expected: f64, largest: f64) -> usize {
    if expected < 0.5 || largest <= 0.0 {
        return 0;
    }
    let share = expected / largest * f64::from(CLASSES);
    (share.ceil() as usize).clamp(1, CLASSES as usize)
}

fn shade(figures: &CellFigures, largest: f64) -> Shade {
    match (figures.gap, figures.knowledge) {
        (_, Knowledge::NobodyReported) => Shade::NobodyReported,
        (None, _) => Shade::NoNeedKnown,
        (Some(gap), _) => Shade::GAPS[class(gap.expected, largest)],
    }
}

fn legend(page: &Page, largest: f64) -> Vec<(Shade, String)> {
    let mut entries = vec![(Shade::Gap0, page.say("map-no-gap").to_string())];
    if largest >= 0.5 {
        let step = largest / f64::from(CLASSES);
        for class in 1..=CLASSES {
            let limit = page.number(&(step * f64::from(class)));
            let words = page.say("map-up-to").with("limit", limit).to_string();
            entries.push((Shade::GAPS[class as usize], words));
        }
    }
    entries.push((Shade::NobodyReported, page.word("knowledge", Knowledge::NobodyReported.code())));
    entries.push((Shade::NoNeedKnown, page.say("need-unknown").to_string()));
    entries
}

fn href(part: &PlaceFigures) -> String {
    let code = part.place.code.as_str();
    crate::address::with_query("/", &[("place", code)])
}

fn label(page: &Page, part: &PlaceFigures) -> String {
    format!("{}: {}", page.name(&part.place.names), page.message(&part.figures))
}

fn area(page: &Page, part: &PlaceFigures, largest: f64) -> Area {
    Area {
        name: page.name(&part.place.names).to_owned(),
        href: Some(href(part)),
        rings: part.boundary.to_vec(),
        shade: shade(&part.figures, largest),
        mark: part.figures.gap.map_or_else(String::new, |gap| page.sign(&gap.certainty).to_owned()),
        label: label(page, part),
    }
}

fn point(page: &Page, part: &PlaceFigures) -> Option<Point> {
    let size = part.figures.gap.map_or(0.0, |gap| gap.expected);
    Some(Point {
        name: page.name(&part.place.names).to_owned(),
        href: Some(href(part)),
        at: part.point?,
        size,
        value: page.number(&size),
        label: label(page, part),
    })
}

fn corridor(page: &Page, part: &PlaceFigures) -> Option<Corridor> {
    let [from, to] = part.ends?;
    let size = part.figures.gap.map_or(0.0, |gap| gap.expected);
    Some(Corridor {
        name: page.name(&part.place.names).to_owned(),
        href: Some(href(part)),
        from,
        to,
        size,
        value: page.number(&size),
        label: label(page, part),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_gap_has_the_darkest_class_and_none_the_lightest() {
        assert_eq!(class(100.0, 100.0), 5);
        assert_eq!(class(100.0 / 5.0, 100.0), 1);
        assert_eq!(class(0.4, 100.0), 0);
        assert_eq!(class(0.6, 0.6), 5);
        assert_eq!(class(0.0, 0.0), 0);
    }
}
