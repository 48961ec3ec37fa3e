//! A bar for inside a table cell: need and response on one line.

use crate::frame::Direction;
use crate::interval::{Interval, LARGEST};
use crate::refusal::{Refusal, within};
use crate::sketch::{Sketch, escape, px};

/// Need and response of one cell, as a drawing of at most 300 bytes beside its title.
///
/// The bar is the middle of the need, the line its interval, the tall mark the response. Without a
/// response nobody has reported, and the bar is an outline; without a need there is no bar. The
/// title must say the same: it is all that a screen reader hears.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedBar {
    /// What is needed, if known.
    pub need: Option<Interval>,
    /// What is there, if anybody reported.
    pub response: Option<f64>,
    /// The value at the end of the bar's room, above zero; the same for all bars of a column. What
    /// lies beyond is drawn at the end.
    pub full: f64,
    /// The bar in words.
    pub title: String,
    /// Right to left starts at the right.
    pub direction: Direction,
}

/// Width and height of the bar in pixels.
const SIZE: [f64; 2] = [80.0, 14.0];

impl NeedBar {
    /// The bar as SVG text.
    ///
    /// Refused: a number that is not finite, below zero or beyond 10^15, a `full` of zero, an
    /// interval out of order.
    pub fn draw(&self) -> Result<String, Refusal> {
        within(self.full, [f64::MIN_POSITIVE, LARGEST], "full", &self.title)?;
        let at = |value: f64| {
            let along = 1.0 + (value / self.full).clamp(0.0, 1.0) * (SIZE[0] - 2.0);
            if self.direction == Direction::Rtl { SIZE[0] - along } else { along }
        };
        let mut bar = Sketch::bare(&format!(
            "<svg class=\"bar\" width=\"{}\" height=\"{}\" role=\"img\"><title>{}</title>",
            SIZE[0],
            SIZE[1],
            escape(&self.title)
        ));
        bar.path("room", &format!("M0 13.5H{}", SIZE[0]));
        if let Some(need) = self.need {
            need.check(&self.title)?;
            let class = if self.response.is_some() { "need" } else { "spread" };
            let [zero, low, mid, high] = [0.0, need.low, need.mid, need.high].map(|v| px(at(v)));
            bar.path(class, &format!("M{zero} 4H{mid}v7H{zero}z"));
            bar.path("spread", &format!("M{low} 7.5H{high}"));
        }
        if let Some(response) = self.response {
            within(response, [0.0, LARGEST], "response", &self.title)?;
            let left = (at(response) - 2.0).clamp(0.0, SIZE[0] - 4.0);
            bar.path("response", &format!("M{} 0h4v14h-4z", px(left)));
        }
        Ok(bar.close())
    }
}

#[cfg(test)]
mod tests {
    use super::NeedBar;
    use crate::frame::Direction;
    use crate::interval::Interval;

    #[test]
    fn a_bar_is_at_most_300_bytes_beside_its_title() {
        for direction in [Direction::Ltr, Direction::Rtl] {
            let bar = NeedBar {
                need: Some(Interval { low: 123.456, mid: 234.567, high: 987.654 }),
                response: Some(111.11),
                full: 1_000.0,
                title: String::new(),
                direction,
            };
            let drawn = bar.draw().unwrap();
            assert!(drawn.len() <= 300, "{} bytes: {drawn}", drawn.len());
        }
    }

    #[test]
    fn silence_is_an_outline_and_a_response_beyond_the_room_stays_inside() {
        let bar = NeedBar {
            need: Some(Interval { low: 0.0, mid: 10.0, high: 20.0 }),
            response: None,
            full: 20.0,
            title: "Nobody has reported".into(),
            direction: Direction::Ltr,
        };
        assert!(!bar.draw().unwrap().contains("class=\"need\""));
        let beyond = NeedBar { response: Some(99.0), need: None, ..bar };
        assert!(beyond.draw().unwrap().contains("M76 0h4v14"));
    }
}
