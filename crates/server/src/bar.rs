//! The small bar of a cell: need and response on one line.

use concert_coverage::Knowledge;
use concert_figures::{Interval, NeedBar};
use concert_secretariat::{CellFigures, FrameCellView};

use crate::page::Page;

/// The end of the scale for cells that count the same thing.
pub(crate) fn full<'a>(cells: impl Iterator<Item = &'a FrameCellView>) -> f64 {
    cells
        .map(|cell| {
            let need = cell.figures.gap.map_or(0.0, |gap| gap.need.high);
            need.max(cell.figures.response)
        })
        .fold(0.0, f64::max)
}

/// The bar of a cell; nothing where there is nothing to draw. The numbers beside it say the same.
pub(crate) fn draw(page: &Page, figures: &CellFigures, full: f64) -> String {
    let need = figures.gap.map(|gap| Interval {
        low: gap.need.low,
        mid: gap.need.middle,
        high: gap.need.high,
    });
    let is_silent = figures.knowledge == Knowledge::NobodyReported;
    if (need.is_none() && figures.response <= 0.0) || full <= 0.0 {
        return String::new();
    }
    let bar = NeedBar {
        need,
        response: (!is_silent).then_some(figures.response),
        full,
        title: page.message(figures),
        direction: page.language.direction(),
    };
    // A bar that cannot be drawn is left out: the numbers beside it stay.
    bar.draw().unwrap_or_default()
}

impl Page {
    /// The response in a cell. Where nobody states a capacity it is not known to be nothing.
    pub(crate) fn response(&self, figures: &CellFigures) -> String {
        if figures.response <= 0.0 && figures.without_capacity > 0 {
            return self.say("not-stated").to_string();
        }
        self.number(&figures.response)
    }

    /// The interval around a figure, or that its source states none.
    pub(crate) fn interval_90(&self, figure: &concert_terms::Interval) -> String {
        if figure.is_point() {
            return self.say("no-interval").to_string();
        }
        self.say("interval-90").count("low", figure.low).count("high", figure.high).to_string()
    }

    /// The interval of a gap with capacities in doubt.
    pub(crate) fn in_doubt(&self, gap: &concert_secretariat::DoubtedGap) -> String {
        let text = self.say("interval-in-doubt");
        text.count("low", gap.interval.low).count("high", gap.interval.high).to_string()
    }

    /// The figures of a cell in one sentence: what a drawing's title says.
    pub(crate) fn message(&self, figures: &CellFigures) -> String {
        let state = self.word("knowledge", figures.knowledge.code());
        match figures.gap {
            Some(gap) => self
                .say("message")
                .count("gap", gap.expected)
                .count("low", gap.interval.low)
                .count("high", gap.interval.high)
                .count("need", gap.need.middle)
                .with("response", self.response(figures))
                .with("certainty", self.word("certainty", gap.certainty.code()))
                .with("state", state)
                .to_string(),
            None => self
                .say("message-no-need")
                .with("response", self.response(figures))
                .with("state", state)
                .to_string(),
        }
    }

    /// The sign of a certainty: a triangle up for a gap, down for a met need, filled when certain.
    pub(crate) fn sign(&self, certainty: &concert_coverage::Certainty) -> &'static str {
        use concert_coverage::Certainty;
        match certainty {
            Certainty::Certain => "▲",
            Certainty::Likely => "△",
            Certainty::Open => "◇",
            Certainty::LikelyMet => "▽",
            Certainty::Met => "▼",
        }
    }
}
