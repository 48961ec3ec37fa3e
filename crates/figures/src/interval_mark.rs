//! What one row of an interval plot draws: a point, the intervals around it, an open end.
//!
//! An interval that has no upper limit ends in an arrow that leaves the plot, so that nobody reads
//! the end of the axis as a limit. A result with two modes is two marks, each with its share: one
//! mark in the middle would stand where nothing is likely.

use crate::interval::LARGEST;
use crate::lettering;
use crate::refusal::{Refusal, within};
use crate::sketch::{Anchor, Sketch, px};

/// How far an interval reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reach {
    /// From a lower to an upper limit.
    Within([f64; 2]),
    /// From a lower limit on, with no upper one: a lower bound, or an upper limit that does not
    /// exist or cannot be found.
    AtLeast(f64),
}

impl Reach {
    /// The lower limit.
    pub(crate) fn low(self) -> f64 {
        match self {
            Self::Within([low, _]) | Self::AtLeast(low) => low,
        }
    }

    /// The upper limit, if there is one.
    pub(crate) fn high(self) -> Option<f64> {
        match self {
            Self::Within([_, high]) => Some(high),
            Self::AtLeast(_) => None,
        }
    }

    /// The limits that are numbers.
    pub(crate) fn limits(self) -> impl Iterator<Item = f64> {
        std::iter::once(self.low()).chain(self.high())
    }

    pub(crate) fn check(self, name: &str) -> Result<(), Refusal> {
        for limit in self.limits() {
            within(limit, [-LARGEST, LARGEST], "estimate", name)?;
        }
        match self {
            Self::Within([low, high]) if low > high => Err(out_of_order(name, [low, high])),
            _ => Ok(()),
        }
    }

    /// Whether all of `other` lies in this.
    fn holds(self, other: Self) -> bool {
        let is_below = match (other.high(), self.high()) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(inner), Some(outer)) => inner <= outer,
        };
        self.low() <= other.low() && is_below
    }
}

/// One of the answers of a row: a point with up to two intervals.
///
/// ```
/// use concert_figures::{Mark, Reach};
///
/// // The two modes of a result, with the share of the draws that lie around each.
/// let low = Mark {
///     point: Some(11_300.0),
///     outer: Some(Reach::Within([9_900.0, 13_200.0])),
///     share: Some(0.7),
///     label: "70 %".into(),
///     ..Mark::default()
/// };
/// let high = Mark { point: Some(27_000.0), share: Some(0.3), ..Mark::default() };
/// // At least so many: an arrow to the far end.
/// let bound = Mark { point: Some(8_100.0), outer: Some(Reach::AtLeast(7_300.0)), ..low.clone() };
/// # let _ = (high, bound);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mark {
    /// The point, such as a median or a mode.
    pub point: Option<f64>,
    /// The wider interval, such as the one at 95 %: a thin line with end strokes.
    pub outer: Option<Reach>,
    /// The narrower interval inside of it, such as the one at 80 %: a thick line.
    pub inner: Option<Reach>,
    /// Which share of the whole stands behind this mark, from 0 to 1: the surface of the point is
    /// in proportion to it. `None` where the mark is the whole answer.
    pub share: Option<f64>,
    /// A few words above the point, such as the share as text; empty for none.
    pub label: String,
}

impl Mark {
    pub(crate) fn check(&self, name: &str) -> Result<(), Refusal> {
        if let Some(point) = self.point {
            within(point, [-LARGEST, LARGEST], "estimate", name)?;
        }
        if let Some(share) = self.share {
            within(share, [0.0, 1.0], "share", name)?;
        }
        for reach in self.outer.iter().chain(&self.inner) {
            reach.check(name)?;
        }
        match (self.outer, self.inner) {
            (None, None) if self.point.is_none() => {
                Err(Refusal::NothingToShow { name: name.into() })
            }
            (Some(outer), Some(inner)) if !outer.holds(inner) => {
                Err(out_of_order(name, [inner.low(), inner.high().unwrap_or(outer.low())]))
            }
            _ => Ok(()),
        }
    }

    /// All values that the axis must hold.
    pub(crate) fn values(&self) -> impl Iterator<Item = f64> {
        let reaches = self.outer.into_iter().chain(self.inner);
        self.point.into_iter().chain(reaches.flat_map(Reach::limits))
    }

    /// Where the label stands: at the point, else at the lower limit.
    fn place(&self) -> Option<f64> {
        self.point.or_else(|| self.outer.or(self.inner).map(Reach::low))
    }
}

fn out_of_order(name: &str, [low, high]: [f64; 2]) -> Refusal {
    Refusal::IntervalOutOfOrder { name: name.into(), low, high }
}

/// How far an arrow leaves the plot, in pixels.
pub(crate) const ARROW: f64 = 9.0;
/// Font size of labels.
const LABEL: f64 = 11.0;

/// The line that marks are drawn on.
pub(crate) struct Ground<'a> {
    /// Where a value lies, in pixels from the left.
    pub(crate) at: &'a dyn Fn(f64) -> f64,
    /// Where large values end, in pixels from the left.
    pub(crate) far: f64,
    /// 1 where values grow to the right, -1 where they grow to the left.
    pub(crate) towards: f64,
    /// The line, in pixels from the top.
    pub(crate) y: f64,
}

/// Draws the marks of a row: the intervals as lines with end strokes or an arrow, the points as
/// circles or, with emphasis, as diamonds.
pub(crate) fn draw(sketch: &mut Sketch, marks: &[Mark], ground: &Ground<'_>, emphasis: bool) {
    let Ground { at, far, towards, y } = *ground;
    for mark in marks {
        if let Some(outer) = mark.outer {
            let from = px(at(outer.low()));
            let (upper, lower) = (px(y - 5.0), px(y + 5.0));
            let line = px(y);
            let data = if let Some(high) = outer.high() {
                let to = px(at(high));
                format!("M{from} {line}H{to}M{from} {upper}V{lower}M{to} {upper}V{lower}")
            } else {
                let (tip, barb) = (far + towards * ARROW, far + towards * (ARROW - 6.0));
                let (tip, barb) = (px(tip), px(barb));
                format!(
                    "M{from} {line}H{tip}M{from} {upper}V{lower}\
                     M{barb} {upper}L{tip} {line} {barb} {lower}"
                )
            };
            sketch.path("interval", &data);
        }
        if let Some(inner) = mark.inner {
            let to = inner.high().map_or(far, at);
            sketch.path("inner", &format!("M{} {}H{}", px(at(inner.low())), px(y), px(to)));
        }
    }
    for mark in marks {
        let Some(x) = mark.point.map(at) else { continue };
        // A share of one half has the size of a point that stands alone.
        let size = mark.share.map_or(1.0, |share| (2.0 * share).sqrt().max(0.45));
        if emphasis {
            let half = px(7.0 * size);
            let top = px(y - 7.0 * size);
            sketch.path(
                "estimate",
                &format!("M{} {top}l{half} {half}-{half} {half}-{half}-{half}z", px(x)),
            );
        } else {
            sketch.circle("estimate", [x, y], 4.5 * size);
        }
    }
}

/// Draws the labels of a row above its marks. Those that would touch are pushed apart, away from
/// the middle between them.
pub(crate) fn draw_labels(sketch: &mut Sketch, marks: &[Mark], ground: &Ground<'_>, width: f64) {
    let mut placed: Vec<(f64, f64, &str)> = marks
        .iter()
        .filter(|mark| !mark.label.is_empty())
        .filter_map(|mark| {
            let half = lettering::width(&mark.label, LABEL).min(width) / 2.0;
            mark.place().map(|value| ((ground.at)(value), half, mark.label.as_str()))
        })
        .collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    for index in 1..placed.len() {
        let (before, here) = (placed[index - 1], placed[index]);
        let short = before.0 + before.1 + 5.0 - (here.0 - here.1);
        if short > 0.0 {
            placed[index - 1].0 -= short / 2.0;
            placed[index].0 += short / 2.0;
        }
    }
    for (x, half, label) in placed {
        let words = lettering::fit(label, width, LABEL);
        let place = [x.clamp(half, (width - half).max(half)), ground.y - 10.0];
        sketch.text("small over", place, Anchor::Middle, &words);
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Reach};

    #[test]
    fn an_inner_interval_that_leaves_the_outer_one_is_refused() {
        let mark =
            |outer, inner| Mark { outer: Some(outer), inner: Some(inner), ..Mark::default() };
        let fine = [
            mark(Reach::Within([1.0, 9.0]), Reach::Within([2.0, 9.0])),
            mark(Reach::AtLeast(1.0), Reach::Within([2.0, 8.0])),
            mark(Reach::AtLeast(1.0), Reach::AtLeast(1.0)),
        ];
        assert!(fine.iter().all(|mark| mark.check("").is_ok()));
        let wrong = [
            mark(Reach::Within([1.0, 9.0]), Reach::Within([0.5, 8.0])),
            mark(Reach::Within([1.0, 9.0]), Reach::Within([2.0, 9.5])),
            mark(Reach::Within([1.0, 9.0]), Reach::AtLeast(2.0)),
            mark(Reach::AtLeast(2.0), Reach::AtLeast(1.0)),
        ];
        for mark in wrong {
            assert_eq!(mark.check("").unwrap_err().code(), "figures/interval-out-of-order");
        }
    }

    #[test]
    fn a_mark_needs_something_to_show_and_a_share_that_is_one() {
        let empty = Mark { share: Some(0.5), ..Mark::default() };
        assert_eq!(empty.check("").unwrap_err().code(), "figures/nothing-to-show");
        let share = Mark { point: Some(1.0), share: Some(1.5), ..Mark::default() };
        assert_eq!(share.check("").unwrap_err().code(), "figures/out-of-range");
    }
}
