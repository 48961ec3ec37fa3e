//! The picture of corridors: what is observed beside what is explained, on one axis.

use concert_figures::{Direction, Frame, IntervalPlot, NumberStyle, Outcome, PlotRow, standalone};
use concert_terms::Interval;

use super::view::{CorridorView, CorridorsView};

/// A text that the picture needs.
#[derive(Debug, Clone, Copy)]
pub enum CorridorText<'a> {
    /// The name of the picture.
    Title,
    /// What it shows: so many corridors, of so many.
    Description(usize, usize),
    /// What the axis counts.
    Axis,
    /// The name of a corridor, as the heading of its two rows.
    Name(&'a CorridorView),
    /// The name of a row: what is observed.
    Observed,
    /// The name of a row: what is explained.
    Explained,
    /// A figure with its interval.
    Figure(&'a Interval),
    /// Headings of the table: the corridor, what it says.
    Headers(usize),
}

/// How the picture looks.
#[derive(Debug, Clone)]
pub struct CorridorLook {
    /// Names the drawing on its page.
    pub id: &'static str,
    /// Width in pixels.
    pub px: u32,
    /// Reading direction.
    pub direction: Direction,
    /// How numbers are written.
    pub numbers: NumberStyle,
    /// How many corridors are drawn.
    pub most: usize,
}

/// Corridors with what is observed and explained of each, those that stand out heavier. `link` says
/// where one leads. Without a baseline only what is observed is there.
pub fn corridors_plot(
    view: &CorridorsView,
    look: &CorridorLook,
    text: &dyn Fn(CorridorText<'_>) -> String,
    link: &dyn Fn(&CorridorView) -> Option<String>,
) -> IntervalPlot {
    let drawn = &view.corridors[..view.corridors.len().min(look.most)];
    let about = CorridorText::Description(drawn.len(), view.corridors.len());
    let frame = Frame::new(look.id, text(CorridorText::Title), text(about), look.px);
    let shown = |figure: &Interval| Outcome::Shown {
        point: Some(figure.middle),
        interval: (!figure.is_point()).then_some([figure.low, figure.high]),
        text: text(CorridorText::Figure(figure)),
    };
    let mut rows = Vec::new();
    for corridor in drawn {
        rows.push(PlotRow {
            name: text(CorridorText::Name(corridor)),
            outcome: Outcome::Heading,
            emphasis: false,
            href: link(corridor),
        });
        rows.push(PlotRow {
            name: text(CorridorText::Observed),
            outcome: shown(&corridor.flow),
            emphasis: corridor.stands_out(),
            href: None,
        });
        let explained = corridor.beside_baseline.iter().map(|beside| PlotRow {
            name: text(CorridorText::Explained),
            outcome: shown(&beside.explained),
            emphasis: false,
            href: None,
        });
        rows.extend(explained);
    }
    IntervalPlot {
        frame: Frame { direction: look.direction, ..frame },
        axis: text(CorridorText::Axis),
        numbers: look.numbers.clone(),
        reference: None,
        rows,
        headers: [0, 1].map(|column| text(CorridorText::Headers(column))),
    }
}

/// Corridors in the picture that is a file.
const MOST_IN_FILE: usize = 40;

/// The picture as a file, in English.
///
/// Refused where it cannot be drawn: the sentence says why.
pub fn corridors_picture(view: &CorridorsView) -> Result<String, String> {
    let look = CorridorLook {
        id: "corridors",
        px: 960,
        direction: Direction::Ltr,
        numbers: NumberStyle::default(),
        most: MOST_IN_FILE,
    };
    let plot = corridors_plot(view, &look, &english, &|_| None);
    plot.draw().map(|drawing| standalone(&drawing)).map_err(|refusal| refusal.to_string())
}

fn english(text: CorridorText<'_>) -> String {
    match text {
        CorridorText::Title => "People moved along corridors in a year".to_owned(),
        CorridorText::Description(drawn, all) => format!(
            "{drawn} of {all} corridors: what is observed, and what the covariates explain, each \
             with its 90 % interval; a diamond marks a corridor that stands out"
        ),
        CorridorText::Name(corridor) => corridor.corridor.names.pick("en").to_owned(),
        CorridorText::Observed => "Observed".to_owned(),
        CorridorText::Explained => "Explained".to_owned(),
        CorridorText::Figure(figure) if figure.is_point() => format!("{:.0}", figure.middle),
        CorridorText::Figure(figure) => {
            format!("{:.0} ({:.0} to {:.0})", figure.middle, figure.low, figure.high)
        }
        CorridorText::Headers(0) => "Corridor".to_owned(),
        CorridorText::Axis | CorridorText::Headers(_) => "People in a year".to_owned(),
    }
}
