//! Interval plots: estimates with their intervals on one axis, a row for each.
//!
//! For ways of estimating the same quantity side by side, and for what others have published. A
//! method that refused to answer keeps its row and says why: leaving it out would make the others
//! look surer than they are.

use crate::axis::{Axis, label_px};
use crate::frame::Frame;
use crate::interval::LARGEST;
use crate::lettering::{self, STRONG};
use crate::numerals::NumberStyle;
use crate::refusal::{Refusal, safe_link, within};
use crate::sketch::{Anchor, Sketch, px};
use crate::table::{Table, TableRow};

/// What a row has to show.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// An estimate. At least one of point and interval is there: older publications give only one.
    Shown {
        /// The point estimate, such as a median.
        point: Option<f64>,
        /// Low and high end of the interval.
        interval: Option<[f64; 2]>,
        /// The same as text, such as `8,100 (6,900 to 9,800)`.
        text: String,
    },
    /// No estimate, and why.
    Refused {
        /// The reason, as a short sentence.
        reason: String,
    },
}

/// One row of an [`IntervalPlot`].
#[derive(Debug, Clone, PartialEq)]
pub struct PlotRow {
    /// The method, model or publication.
    pub name: String,
    /// What it says.
    pub outcome: Outcome,
    /// Whether the row is the one the figure is about: drawn heavier, with a diamond for a circle.
    pub emphasis: bool,
    /// Where the row leads.
    pub href: Option<String>,
}

/// A value that all rows are compared with, such as the number of people already known.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Where it lies on the axis.
    pub value: f64,
    /// What it is, with its number.
    pub text: String,
}

/// Points with intervals on a common axis.
///
/// The axis is logarithmic when the largest value is at least 50 times the smallest and all are
/// above zero, and linear otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalPlot {
    /// Name, description, direction and width.
    pub frame: Frame,
    /// What the axis counts.
    pub axis: String,
    /// How the axis writes its numbers.
    pub numbers: NumberStyle,
    /// A line across all rows.
    pub reference: Option<Reference>,
    /// The rows, from the top.
    pub rows: Vec<PlotRow>,
    /// Headings of the table: the name, what it says.
    pub headers: [String; 2],
}

/// From this width on, names and texts stand beside the plot; below, above it.
const SIDE_BY_SIDE: f64 = 560.0;
/// Font size of names and texts.
const SIZE: f64 = 13.0;

/// Where the parts stand, in pixels from the reading edge and from the top of a row.
struct Layout {
    plot: [f64; 2],
    /// Room for a name.
    names: f64,
    /// Room for a text, where it stands, and at which of its ends.
    texts: f64,
    text_at: f64,
    text_anchor: Anchor,
    /// Where the reason of a refusal begins.
    reasons: f64,
    /// Height of what is above the first row.
    top: f64,
    /// Height of a row.
    row: f64,
    name_line: f64,
    text_line: f64,
    /// The line of the interval.
    line: f64,
}

impl IntervalPlot {
    /// The plot as SVG text.
    ///
    /// Refused: a number that is not finite or beyond ±10^15, an interval out of order, a row with
    /// nothing to show, an identifier or a link that cannot be used.
    pub fn draw(&self) -> Result<String, Refusal> {
        self.check()?;
        let layout = self.layout();
        let [start, end] = layout.plot;
        let axis = Axis::holding(&self.values(), &self.numbers, end - start, label_px);
        let at = |value: f64| self.frame.x(start + axis.share(value) * (end - start));
        let floor = layout.top + layout.row * self.rows.len() as f64 + 4.0;

        let has_links = self.rows.iter().any(|row| row.href.is_some());
        let mut sketch = Sketch::open(&self.frame, floor + 40.0, has_links);
        self.draw_axis(&mut sketch, &axis, at, &layout, floor);
        if let Some(reference) = &self.reference {
            self.draw_reference(&mut sketch, reference, at(reference.value), floor);
        }
        for (index, row) in self.rows.iter().enumerate() {
            let top = layout.top + layout.row * index as f64;
            sketch.titled(&row.message(), row.href.as_deref(), |sketch| {
                self.draw_row(sketch, row, at, &layout, top);
            });
        }
        Ok(sketch.close())
    }

    /// The plot as rows of name and text.
    pub fn table(&self) -> Table {
        let reference = self.reference.iter().map(|reference| TableRow {
            cells: vec![reference.text.clone(), self.numbers.write(reference.value)],
            href: None,
        });
        let rows = self.rows.iter().map(|row| TableRow {
            cells: vec![row.name.clone(), row.said().to_owned()],
            href: row.href.clone(),
        });
        Table {
            caption: self.frame.title.clone(),
            headers: self.headers.to_vec(),
            rows: rows.chain(reference).collect(),
        }
    }

    pub(crate) fn check(&self) -> Result<(), Refusal> {
        self.frame.check()?;
        let on_axis = |value, what, name: &str| within(value, [-LARGEST, LARGEST], what, name);
        if let Some(reference) = &self.reference {
            on_axis(reference.value, "reference", &reference.text)?;
        }
        for row in &self.rows {
            safe_link(row.href.as_deref())?;
            let Outcome::Shown { point, interval, .. } = &row.outcome else {
                continue;
            };
            if point.is_none() && interval.is_none() {
                return Err(Refusal::NothingToShow { name: row.name.clone() });
            }
            for value in point.iter().chain(interval.iter().flatten()) {
                on_axis(*value, "estimate", &row.name)?;
            }
            if let Some([low, high]) = *interval
                && low > high
            {
                return Err(Refusal::IntervalOutOfOrder { name: row.name.clone(), low, high });
            }
        }
        Ok(())
    }

    /// All values that the axis must hold.
    pub(crate) fn values(&self) -> Vec<f64> {
        let shown = self.rows.iter().flat_map(|row| match &row.outcome {
            Outcome::Shown { point, interval, .. } => {
                point.iter().chain(interval.iter().flatten()).copied().collect()
            }
            Outcome::Refused { .. } => Vec::new(),
        });
        shown.chain(self.reference.iter().map(|reference| reference.value)).collect()
    }

    /// Wide: name, plot and text side by side. Narrow: name and text above the plot, on one line
    /// if every row's fit, else on two.
    fn layout(&self) -> Layout {
        let width = self.frame.width_px();
        // The outermost labels stand out by half; an axis may end one digit after its last value.
        let outermost = |value: f64| lettering::width(&self.numbers.write(10.0 * value), 11.0);
        let stand_out = self.values().into_iter().map(outermost).fold(20.0, f64::max) / 2.0 + 2.0;
        let stand_out = stand_out.min(width / 5.0);
        let name = |row: &PlotRow| strong_width(&row.name);
        let text = |row: &PlotRow| row.beside().map_or(0.0, strong_width);
        let widest =
            |size: &dyn Fn(&PlotRow) -> f64| self.rows.iter().map(size).fold(0.0, f64::max);
        let names = widest(&name).clamp(40.0, 0.32 * width);
        let texts = widest(&text).clamp(40.0, 0.3 * width);
        let beside = Layout {
            plot: [names + stand_out, width - texts - stand_out.max(16.0)],
            names,
            texts,
            text_at: width,
            text_anchor: Anchor::End,
            reasons: names + stand_out,
            top: if self.reference.is_some() { 22.0 } else { 4.0 },
            row: 32.0,
            name_line: 20.5,
            text_line: 20.5,
            line: 16.0,
        };
        if width >= SIDE_BY_SIDE {
            return beside;
        }
        let above = Layout {
            plot: [stand_out, width - stand_out],
            names: width,
            texts: width,
            reasons: 0.0,
            name_line: 17.0,
            ..beside
        };
        if widest(&|row| name(row) + text(row)) + 10.0 <= width {
            return Layout { row: 50.0, line: 32.0, text_line: 17.0, ..above };
        }
        let (text_at, text_anchor) = (0.0, Anchor::Start);
        Layout { text_at, text_anchor, text_line: 32.0, row: 64.0, line: 46.0, ..above }
    }

    fn draw_axis(
        &self,
        sketch: &mut Sketch,
        axis: &Axis,
        at: impl Fn(f64) -> f64,
        layout: &Layout,
        floor: f64,
    ) {
        let (roof, base) = (px(layout.top), px(floor));
        let line = |(tick, _): &(f64, String)| format!("M{} {roof}V{base}", px(at(*tick)));
        let verticals: Vec<String> = axis.ticks.iter().map(line).collect();
        let [near, far] = layout.plot.map(|end| px(self.frame.x(end)));
        sketch.titled(&self.axis, None, |sketch| {
            sketch.path("grid", &verticals.concat());
            sketch.path("axis", &format!("M{near} {base}H{far}"));
        });
        for (tick, label) in &axis.ticks {
            sketch.text("small quiet", [at(*tick), floor + 14.0], Anchor::Middle, label);
        }
        let (left, right) = (layout.plot[0], layout.plot[1]);
        let words = lettering::fit(&self.axis, self.frame.width_px(), 11.0);
        // Centred under the plot where that has room, else from the reading edge.
        let half = lettering::width(&words, 11.0) / 2.0;
        let middle = f64::midpoint(left, right)
            .clamp(half.min(self.frame.width_px() / 2.0), (self.frame.width_px() - half).max(half));
        sketch.text("small", [self.frame.x(middle), floor + 31.0], Anchor::Middle, &words);
    }

    fn draw_reference(&self, sketch: &mut Sketch, reference: &Reference, x: f64, floor: f64) {
        let width = self.frame.width_px();
        sketch.titled(&reference.text, None, |sketch| {
            sketch.path("reference", &format!("M{} 17V{}", px(x), px(floor)));
        });
        let words = lettering::fit(&reference.text, width, 11.0);
        let half = (lettering::width(&words, 11.0) / 2.0).min(width / 2.0);
        sketch.text("small", [x.clamp(half, width - half), 12.0], Anchor::Middle, &words);
    }

    fn draw_row(
        &self,
        sketch: &mut Sketch,
        row: &PlotRow,
        at: impl Fn(f64) -> f64,
        layout: &Layout,
        top: f64,
    ) {
        let frame = &self.frame;
        let (size, weight) = if row.emphasis { (SIZE * STRONG, " strong") } else { (SIZE, "") };
        let data = format!("M0 {}h{}v{}H0z", px(top), frame.width, layout.row);
        sketch.path("hit", &data);
        let name = lettering::fit(&row.name, layout.names, size);
        let place = [frame.x(0.0), top + layout.name_line];
        sketch.text(&format!("name over{weight}"), place, Anchor::Start, &name);
        match &row.outcome {
            Outcome::Shown { point, interval, text } => {
                sketch.open_group(if row.emphasis { "emphasis" } else { "plain" });
                draw_mark(sketch, *point, *interval, at, top + layout.line, row.emphasis);
                sketch.close_group();
                let words = lettering::fit(text, layout.texts, size);
                let place = [frame.x(layout.text_at), top + layout.text_line];
                sketch.text(&format!("over{weight}"), place, layout.text_anchor, &words);
            }
            Outcome::Refused { reason } => {
                let room = frame.width_px() - layout.reasons;
                let lines = lettering::wrap(reason, room, 11.0, 2);
                let first = top + layout.line + if lines.len() > 1 { -3.0 } else { 4.0 };
                for (index, line) in lines.iter().enumerate() {
                    let place = [frame.x(layout.reasons), first + 13.0 * index as f64];
                    sketch.text("small quiet over", place, Anchor::Start, line);
                }
            }
        }
    }
}

/// The width of a text in the heavy cut, in which any row may be set.
fn strong_width(text: &str) -> f64 {
    lettering::width(text, SIZE * STRONG)
}

impl PlotRow {
    /// What the row says: its text or the reason of its refusal.
    pub(crate) fn said(&self) -> &str {
        match &self.outcome {
            Outcome::Shown { text, .. } => text,
            Outcome::Refused { reason } => reason,
        }
    }

    fn message(&self) -> String {
        format!("{}: {}", self.name, self.said())
    }

    /// The text at the end of the row; a reason stands in the plot instead.
    fn beside(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Shown { text, .. } => Some(text),
            Outcome::Refused { .. } => None,
        }
    }
}

/// An interval as a line with end strokes, a point as a circle or, with emphasis, a diamond.
fn draw_mark(
    sketch: &mut Sketch,
    point: Option<f64>,
    interval: Option<[f64; 2]>,
    at: impl Fn(f64) -> f64,
    y: f64,
    emphasis: bool,
) {
    if let Some(ends) = interval {
        let [from, to] = ends.map(|end| px(at(end)));
        let (upper, lower) = (px(y - 5.0), px(y + 5.0));
        let y = px(y);
        let data = format!("M{from} {y}H{to}M{from} {upper}V{lower}M{to} {upper}V{lower}");
        sketch.path("interval", &data);
    }
    if let Some(point) = point {
        let x = at(point);
        if emphasis {
            let data = format!("M{} {}l7 7-7 7-7-7z", px(x), px(y - 7.0));
            sketch.path("estimate", &data);
        } else {
            sketch.circle("estimate", [x, y], 4.5);
        }
    }
}
