//! The picture of a ladder, in the language of whoever looks at it.

use concert_figures::{Direction, Frame, LadderFigure, RungBar, standalone};
use concert_terms::axis::Axis;

use crate::ladder::{LadderLayer, LadderRung, LadderView, RungKnown};

/// A text that the picture needs.
#[derive(Debug, Clone, Copy)]
pub enum LadderText<'a> {
    /// The name of the picture.
    Title,
    /// What it shows.
    About,
    /// The name of a rung.
    Rung(&'a LadderRung),
    /// How much of the need is covered by what is left on it.
    Share(&'a LadderRung),
    /// Headings of the table: the rung, its share.
    Headers(usize),
}

/// The ladder of one pillar and side. `id` names the drawing on its page and `px` is its width.
pub fn ladder_figure(
    layer: &LadderLayer,
    (id, px, direction): (&str, u32, Direction),
    text: &dyn Fn(LadderText<'_>) -> String,
) -> LadderFigure {
    let frame = Frame::new(id, text(LadderText::Title), text(LadderText::About), px);
    LadderFigure {
        frame: Frame { direction, ..frame },
        rungs: layer.rungs.iter().map(|rung| bar(rung, text)).collect(),
        headers: [0, 1].map(|column| text(LadderText::Headers(column))),
    }
}

fn bar(rung: &LadderRung, text: &dyn Fn(LadderText<'_>) -> String) -> RungBar {
    let most = rung.coverage_at_most.middle;
    RungBar {
        name: text(LadderText::Rung(rung)),
        // Medians of two supplies can be out of order by rounding only.
        least: rung.coverage_at_least.middle.min(most),
        most,
        text: text(LadderText::Share(rung)),
        href: None,
    }
}

/// All ladders of a place as one file, in English.
///
/// Refused where it cannot be drawn: the sentence says why.
pub fn ladder_picture(view: &LadderView) -> Result<String, String> {
    let mut rungs = Vec::new();
    for layer in &view.layers {
        let axes = [
            layer.pillar.map_or("unstated", Axis::code),
            layer.side.map_or("unstated", Axis::code),
        ];
        for rung in &layer.rungs {
            let bar = bar(rung, &english);
            rungs.push(RungBar { name: format!("{}: {}", axes.join(", "), bar.name), ..bar });
        }
    }
    let frame = Frame::new("ladder", english(LadderText::Title), english(LadderText::About), 640);
    let headers = [0, 1].map(|column| english(LadderText::Headers(column)));
    let figure = LadderFigure { frame, rungs, headers };
    figure.draw().map(|drawing| standalone(&drawing)).map_err(|refusal| refusal.to_string())
}

fn english(text: LadderText<'_>) -> String {
    match text {
        LadderText::Title => "How much of what is there helps somebody in the end".to_owned(),
        LadderText::About => "Bars show the share of the need that is covered by what is left on \
                              each rung; hatched is what nobody states."
            .to_owned(),
        LadderText::Rung(rung) => rung.rung.to_owned(),
        LadderText::Share(rung) => share(rung),
        LadderText::Headers(0) => "rung".to_owned(),
        LadderText::Headers(_) => "covered".to_owned(),
    }
}

fn share(rung: &LadderRung) -> String {
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let (least, most) = (rung.coverage_at_least.middle, rung.coverage_at_most.middle);
    if rung.is_unknown() {
        return "not known: no capacity is stated".to_owned();
    }
    let share = match rung.known {
        RungKnown::NotSaid => format!("not stated: at most {}", percent(most)),
        _ if rung.is_certain() => percent(most),
        _ => format!("{:.0} to {}", 100.0 * least, percent(most)),
    };
    if rung.of_stated { format!("{share}, of stated capacities") } else { share }
}
