//! Interval plots: estimates with their intervals on one axis, a row for each.
//!
//! For ways of estimating the same quantity side by side, and for what others have published. A
//! method that refused to answer keeps its row and says why: leaving it out would make the others
//! look surer than they are. Rows can stand in groups under headings, and the range that all of
//! them together leave open is shaded across the plot, so that the eye sees which rows set it.

use crate::axis::{self, Axis, label_px};
use crate::frame::Frame;
use crate::interval::LARGEST;
use crate::interval_mark::{self, Ground, Mark, Reach};
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
    /// An estimate of more parts: two intervals, an open end, or two modes side by side.
    Marked {
        /// The answers, at least one.
        marks: Vec<Mark>,
        /// The same as text, such as `11,300 (70 %) or 27,000 (30 %)`.
        text: String,
    },
    /// The range that all rows together leave open: a row of its own, and shaded across the plot.
    Envelope {
        /// The range.
        reach: Reach,
        /// The same as text, such as `9,900 to 34,100`.
        text: String,
    },
    /// No estimate, and why.
    Refused {
        /// The reason, as a short sentence.
        reason: String,
    },
    /// Nothing: the name of the row is the heading of the rows below it.
    Heading,
}

impl Outcome {
    /// The marks of the row; none for a refusal and a heading.
    pub(crate) fn marks(&self) -> Vec<Mark> {
        match self {
            Self::Shown { point, interval, .. } => {
                let outer = interval.map(Reach::Within);
                vec![Mark { point: *point, outer, ..Mark::default() }]
            }
            Self::Marked { marks, .. } => marks.clone(),
            Self::Envelope { reach, .. } => {
                vec![Mark { outer: Some(*reach), ..Mark::default() }]
            }
            Self::Refused { .. } | Self::Heading => Vec::new(),
        }
    }
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
/// The axis is logarithmic when the largest value is at least 8 times the smallest and all are
/// above zero, and linear otherwise; [`IntervalPlot::is_logarithmic`] tells, for the words around
/// the figure.
///
/// How much a figure hangs on one person fits in such rows too: a point at the estimate, an
/// interval from the estimate with one person fewer in a cell to that with one person more.
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
    /// Where the reason of a refusal begins, and the middle of its lines.
    reasons: f64,
    reason_line: f64,
    /// Height of what is above the first row.
    top: f64,
    /// Height of a row, and of a heading.
    row: f64,
    heading: f64,
    /// How far names stand in from headings.
    indent: f64,
    name_line: f64,
    text_line: f64,
    /// The line of the interval.
    line: f64,
}

impl IntervalPlot {
    /// The plot as SVG text.
    ///
    /// Refused: a number that is not finite or beyond ±10^15, an interval out of order or outside
    /// the wider one, a row with nothing to show, a share beyond 1, an identifier or a link that
    /// cannot be used.
    pub fn draw(&self) -> Result<String, Refusal> {
        self.check()?;
        let layout = self.layout();
        let [start, end] = layout.plot;
        let axis = Axis::holding(&self.values(), &self.numbers, end - start, label_px);
        let at = |value: f64| self.frame.x(start + axis.share(value) * (end - start));
        let height = |row: &PlotRow| match row.outcome {
            Outcome::Heading => layout.heading,
            _ => layout.row,
        };
        let floor = layout.top + self.rows.iter().map(height).sum::<f64>() + 4.0;

        let has_links = self.rows.iter().any(|row| row.href.is_some());
        let mut sketch = Sketch::open(&self.frame, floor + 40.0, has_links);
        for row in &self.rows {
            if let Outcome::Envelope { reach, .. } = row.outcome {
                let [near, far] = [at(reach.low()), reach.high().map_or(self.frame.x(end), at)];
                let (near, far, roof, floor) = (px(near), px(far), px(layout.top), px(floor));
                let data = format!("M{near} {roof}H{far}V{floor}H{near}z");
                sketch.titled(&row.message(), None, |sketch| sketch.path("band", &data));
            }
        }
        self.draw_axis(&mut sketch, &axis, at, &layout, floor);
        if let Some(reference) = &self.reference {
            self.draw_reference(&mut sketch, reference, at(reference.value), floor);
        }
        let (mut top, mut indent) = (layout.top, 0.0);
        for row in &self.rows {
            sketch.titled(&row.message(), row.href.as_deref(), |sketch| {
                self.draw_row(sketch, row, &at, &layout, [top, indent]);
            });
            top += height(row);
            if row.outcome == Outcome::Heading {
                indent = layout.indent;
            }
        }
        Ok(sketch.close())
    }

    /// Whether the axis has equal steps for equal ratios.
    pub fn is_logarithmic(&self) -> bool {
        axis::is_logarithmic(&self.values())
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
            let marks = row.outcome.marks();
            if marks.is_empty() && matches!(row.outcome, Outcome::Marked { .. }) {
                return Err(Refusal::NothingToShow { name: row.name.clone() });
            }
            for mark in marks {
                mark.check(&row.name)?;
            }
        }
        Ok(())
    }

    /// All values that the axis must hold.
    pub(crate) fn values(&self) -> Vec<f64> {
        let marks = self.rows.iter().flat_map(|row| row.outcome.marks());
        let mut values: Vec<f64> =
            marks.flat_map(|mark| mark.values().collect::<Vec<_>>()).collect();
        values.extend(self.reference.iter().map(|reference| reference.value));
        values
    }

    /// Wide: name, plot and text side by side. Narrow: name and text above the plot, on one line
    /// if every row's fit, else on two.
    fn layout(&self) -> Layout {
        let width = self.frame.width_px();
        // The outermost labels stand out by half; an axis may end one digit after its last value.
        let outermost = |value: f64| lettering::width(&self.numbers.write(10.0 * value), 11.0);
        let stand_out = self.values().into_iter().map(outermost).fold(20.0, f64::max) / 2.0 + 2.0;
        let stand_out = stand_out.min(width / 5.0);
        let has_headings = self.rows.iter().any(|row| row.outcome == Outcome::Heading);
        let indent = if has_headings { 12.0 } else { 0.0 };
        let name = |row: &PlotRow| match row.outcome {
            // A heading runs over the plot rather than taking its room.
            Outcome::Heading => 0.0,
            _ => indent + strong_width(&row.name),
        };
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
            reason_line: 16.0,
            top: if self.reference.is_some() { 22.0 } else { 4.0 },
            row: 32.0,
            heading: 28.0,
            indent,
            name_line: 20.5,
            text_line: 20.5,
            line: 16.0,
        };
        // Labels of marks need a line of their own above them.
        let is_labelled = |row: &PlotRow| row.outcome.marks().iter().any(|m| !m.label.is_empty());
        let more = if self.rows.iter().any(is_labelled) { 8.0 } else { 0.0 };
        if width >= SIDE_BY_SIDE {
            let Layout { row, name_line, text_line, line, .. } = beside;
            let [row, line] = [row, line].map(|height| height + more);
            let [name_line, text_line] = [name_line, text_line].map(|height| height + more);
            return Layout { row, name_line, text_line, line, reason_line: line, ..beside };
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
            let (row, line) = (50.0 + more, 32.0 + more);
            return Layout { row, line, reason_line: line, text_line: 17.0, ..above };
        }
        let (text_at, text_anchor) = (0.0, Anchor::Start);
        let (row, line) = (64.0 + more, 46.0 + more);
        Layout { text_at, text_anchor, text_line: 32.0, reason_line: 28.0, row, line, ..above }
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
        at: &dyn Fn(f64) -> f64,
        layout: &Layout,
        [top, indent]: [f64; 2],
    ) {
        let frame = &self.frame;
        let is_heading = row.outcome == Outcome::Heading;
        let is_strong = row.emphasis || is_heading;
        let (size, weight) = if is_strong { (SIZE * STRONG, " strong") } else { (SIZE, "") };
        let (height, indent, name_line, names) = if is_heading {
            (layout.heading, 0.0, 20.0, frame.width_px())
        } else {
            (layout.row, indent, layout.name_line, layout.names)
        };
        sketch.path("hit", &format!("M0 {}h{}v{height}H0z", px(top), frame.width));
        let name = lettering::fit(&row.name, names - indent, size);
        let place = [frame.x(indent), top + name_line];
        sketch.text(&format!("name over{weight}"), place, Anchor::Start, &name);
        match &row.outcome {
            Outcome::Shown { text, .. }
            | Outcome::Marked { text, .. }
            | Outcome::Envelope { text, .. } => {
                let ground = Ground {
                    at,
                    far: frame.x(layout.plot[1]),
                    towards: if frame.is_rtl() { -1.0 } else { 1.0 },
                    y: top + layout.line,
                };
                let marks = row.outcome.marks();
                sketch.open_group(if row.emphasis { "emphasis" } else { "plain" });
                interval_mark::draw(sketch, &marks, &ground, row.emphasis);
                sketch.close_group();
                interval_mark::draw_labels(sketch, &marks, &ground, frame.width_px());
                let words = lettering::fit(text, layout.texts, size);
                let text_at = match layout.text_anchor {
                    Anchor::Start => layout.text_at + indent,
                    _ => layout.text_at,
                };
                let place = [frame.x(text_at), top + layout.text_line];
                sketch.text(&format!("over{weight}"), place, layout.text_anchor, &words);
            }
            Outcome::Refused { reason } => {
                let reasons = layout.reasons.max(indent);
                let lines = lettering::wrap(reason, frame.width_px() - reasons, 11.0, 2);
                let first = top + layout.reason_line + if lines.len() > 1 { -3.0 } else { 4.0 };
                for (index, line) in lines.iter().enumerate() {
                    let place = [frame.x(reasons), first + 13.0 * index as f64];
                    sketch.text("small quiet over", place, Anchor::Start, line);
                }
            }
            Outcome::Heading => {}
        }
    }
}

/// The width of a text in the heavy cut, in which any row may be set.
fn strong_width(text: &str) -> f64 {
    lettering::width(text, SIZE * STRONG)
}

impl PlotRow {
    /// What the row says: its text, or the reason of its refusal; nothing under a heading's name.
    pub(crate) fn said(&self) -> &str {
        match &self.outcome {
            Outcome::Shown { text, .. }
            | Outcome::Marked { text, .. }
            | Outcome::Envelope { text, .. } => text,
            Outcome::Refused { reason } => reason,
            Outcome::Heading => "",
        }
    }

    fn message(&self) -> String {
        match self.outcome {
            Outcome::Heading => self.name.clone(),
            _ => format!("{}: {}", self.name, self.said()),
        }
    }

    /// The text at the end of the row; a reason stands in the plot instead.
    fn beside(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Refused { .. } | Outcome::Heading => None,
            _ => Some(self.said()),
        }
    }
}
