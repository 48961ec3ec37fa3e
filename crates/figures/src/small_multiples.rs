//! Small multiples: need and response in every cell of pillars by sides by forms.
//!
//! The first picture a user sees. Each cell is one small bar: its length is the middle of the
//! need, the thin line is the interval, the upright mark is the response. The eye compares the end
//! of the bar with the mark, and cells with one another.

use std::collections::BTreeSet;

use crate::frame::Frame;
use crate::interval::{Interval, LARGEST};
use crate::legend::{self, Legend};
use crate::lettering;
use crate::refusal::{Refusal, safe_link, within};
use crate::sketch::{Anchor, Sketch, px};
use crate::table::{Table, TableRow};

/// One cell of the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Index into [`SmallMultiples::pillars`].
    pub pillar: usize,
    /// Index into [`SmallMultiples::sides`].
    pub side: usize,
    /// Index into [`SmallMultiples::forms`].
    pub form: usize,
    /// What is needed; `None` where no need is known (dotted).
    pub need: Option<Interval>,
    /// What is there; `None` where nobody has reported (hatched), which is not the same as zero.
    pub response: Option<f64>,
    /// A few words under the bar, such as a sign for certainty and the expected gap.
    pub text: String,
    /// The whole message: the cell's title in the drawing, its last cell in the table.
    pub label: String,
    /// Where the cell leads.
    pub href: Option<String>,
}

/// Which cells share a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// All cells count the same thing.
    Everywhere,
    /// Cells of one row count the same thing, such as shelter places or inspections.
    WithinRow,
}

/// The words of the legend and the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The bar.
    pub need: String,
    /// The line, with its level.
    pub interval: String,
    /// The mark.
    pub response: String,
    /// The hatching.
    pub nobody_reported: String,
    /// The dots.
    pub no_need_known: String,
    /// Headings of the table: pillar, side, form, message.
    pub headers: [String; 4],
}

/// A grid of bars, with a row for each pillar and side and a column for each form.
#[derive(Debug, Clone, PartialEq)]
pub struct SmallMultiples {
    /// Name, description, direction and width.
    pub frame: Frame,
    /// Names of the pillars, from the top.
    pub pillars: Vec<String>,
    /// Names of the sides, within each pillar.
    pub sides: Vec<String>,
    /// Names of the forms, in reading direction.
    pub forms: Vec<String>,
    /// The cells, in any order; a place without a cell stays empty.
    pub cells: Vec<Cell>,
    /// Which cells share a scale.
    pub scale: Scale,
    /// Words of the legend and the table.
    pub words: Words,
}

/// From this width on, the names of the sides stand beside their cells; below, above them.
const SIDE_BY_SIDE: f64 = 560.0;
/// The narrowest column. With more forms than fit, each form gets a line of its own.
const NARROWEST_COLUMN: f64 = 84.0;
/// Space around a cell's contents.
const PADDING: f64 = 5.0;
/// Height of a cell: the bar, and the words under it.
const CELL: f64 = 48.0;
/// Height of the line that names a pillar, and of one that names a side or a form.
const HEADINGS: [f64; 2] = [26.0, 20.0];
/// Font sizes of names and of the words in cells.
const SIZES: [f64; 2] = [13.0, 11.0];

/// Where rows and columns stand, in pixels from the reading edge and from the top.
struct Layout {
    /// Width of the names beside the cells; zero where they stand above.
    names: f64,
    column: f64,
    is_stacked: bool,
    /// Height of one pillar with its heading, and of one side with its own.
    pillar: f64,
    side: f64,
    top: f64,
}

impl SmallMultiples {
    /// The grid as SVG text.
    ///
    /// Refused: a number that is not finite, below zero or beyond 10^15, an interval out of order,
    /// a cell outside the grid or given twice, an identifier or a link that cannot be used.
    pub fn draw(&self) -> Result<String, Refusal> {
        self.check()?;
        let layout = self.layout();
        let width = self.frame.width_px();
        let words = &self.words;
        let legend = Legend::lay(
            [
                &words.need,
                &words.interval,
                &words.response,
                &words.nobody_reported,
                &words.no_need_known,
            ]
            .into_iter()
            .map(String::as_str),
            width,
        );
        let floor = layout.top + layout.pillar * self.pillars.len() as f64 + 4.0;
        let has_links = self.cells.iter().any(|cell| cell.href.is_some());
        let mut sketch = Sketch::open(&self.frame, floor + legend.height, has_links);
        sketch.textures(&self.frame.id);
        self.draw_headings(&mut sketch, &layout);
        let mut order: Vec<&Cell> = self.cells.iter().collect();
        order.sort_by_key(|cell| (cell.pillar, cell.side, cell.form));
        for cell in order {
            let full = self.full_scale(cell);
            sketch.titled(&cell.label, cell.href.as_deref(), |sketch| {
                self.draw_cell(sketch, cell, full, &layout);
            });
        }
        legend.draw(&mut sketch, &self.frame, floor, |sketch, entry, at| {
            self.draw_key(sketch, entry, at);
        });
        Ok(sketch.close())
    }

    /// The grid as rows of pillar, side, form and message, in the order of the drawing. A cell
    /// outside the grid, which [`SmallMultiples::draw`] refuses, has empty names here.
    pub fn table(&self) -> Table {
        let named = |names: &[String], index: usize| names.get(index).cloned().unwrap_or_default();
        let mut order: Vec<&Cell> = self.cells.iter().collect();
        order.sort_by_key(|cell| (cell.pillar, cell.side, cell.form));
        let rows = order.into_iter().map(|cell| TableRow {
            cells: vec![
                named(&self.pillars, cell.pillar),
                named(&self.sides, cell.side),
                named(&self.forms, cell.form),
                cell.label.clone(),
            ],
            href: cell.href.clone(),
        });
        Table {
            caption: self.frame.title.clone(),
            headers: self.words.headers.to_vec(),
            rows: rows.collect(),
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        self.frame.check()?;
        let mut taken = BTreeSet::new();
        for cell in &self.cells {
            safe_link(cell.href.as_deref())?;
            let axes = [
                ("pillar", cell.pillar, self.pillars.len()),
                ("side", cell.side, self.sides.len()),
                ("form", cell.form, self.forms.len()),
            ];
            for (what, index, count) in axes {
                within(index as f64, [0.0, count as f64 - 1.0], what, &cell.label)?;
            }
            if !taken.insert((cell.pillar, cell.side, cell.form)) {
                return Err(Refusal::CellTwice { name: cell.label.clone() });
            }
            cell.need.map_or(Ok(()), |need| need.check(&cell.label))?;
            if let Some(response) = cell.response {
                within(response, [0.0, LARGEST], "response", &cell.label)?;
            }
        }
        Ok(())
    }

    fn layout(&self) -> Layout {
        let width = self.frame.width_px();
        let forms = self.forms.len().max(1) as f64;
        let widest_side =
            self.sides.iter().map(|side| lettering::width(side, SIZES[0])).fold(0.0, f64::max);
        let beside =
            if width < SIDE_BY_SIDE { 0.0 } else { (widest_side + 14.0).min(width * 0.25) };
        let is_stacked = (width - beside) / forms < NARROWEST_COLUMN;
        let names = if is_stacked { 0.0 } else { beside };
        let cells = if is_stacked { forms * (HEADINGS[1] + CELL) } else { CELL };
        let side = if names > 0.0 { cells } else { HEADINGS[1] + cells };
        Layout {
            names,
            column: if is_stacked { width } else { (width - names) / forms },
            is_stacked,
            pillar: HEADINGS[0] + side * self.sides.len() as f64,
            side,
            top: if is_stacked { 0.0 } else { 22.0 },
        }
    }

    /// Where a cell begins: its distance from the reading edge and from the top.
    fn corner(layout: &Layout, cell: &Cell) -> [f64; 2] {
        let side = layout.top
            + layout.pillar * cell.pillar as f64
            + HEADINGS[0]
            + layout.side * cell.side as f64;
        let top = if layout.names > 0.0 { side } else { side + HEADINGS[1] };
        if layout.is_stacked {
            let line = HEADINGS[1] + CELL;
            [0.0, top + line * cell.form as f64 + HEADINGS[1]]
        } else {
            [layout.names + layout.column * cell.form as f64, top]
        }
    }

    fn draw_headings(&self, sketch: &mut Sketch, layout: &Layout) {
        let (frame, width) = (&self.frame, self.frame.width_px());
        let mut write = |class: &str, [x, y]: [f64; 2], room: f64, words: &str| {
            let words = lettering::fit(words, room, SIZES[0]);
            sketch.text(class, [frame.x(x), y], Anchor::Start, &words);
        };
        if !layout.is_stacked {
            for (index, form) in self.forms.iter().enumerate() {
                let x = layout.names + layout.column * index as f64 + PADDING;
                write("strong", [x, 15.0], layout.column - 2.0 * PADDING, form);
            }
        }
        for (pillar_index, pillar) in self.pillars.iter().enumerate() {
            let top = layout.top + layout.pillar * pillar_index as f64;
            write("strong", [0.0, top + 19.0], width, pillar);
            for (side_index, side) in self.sides.iter().enumerate() {
                let top = top + HEADINGS[0] + layout.side * side_index as f64;
                if layout.names > 0.0 {
                    write("name", [0.0, top + 19.0], layout.names - 8.0, side);
                    continue;
                }
                write("quiet", [0.0, top + 14.0], width, side);
                let line = HEADINGS[1] + CELL;
                let forms = self.forms.iter().enumerate().filter(|_| layout.is_stacked);
                for (index, form) in forms {
                    let y = top + HEADINGS[1] + line * index as f64 + 15.0;
                    write("name", [PADDING, y], width - 2.0 * PADDING, form);
                }
            }
        }
    }

    /// The largest value that shares this cell's scale.
    fn full_scale(&self, cell: &Cell) -> f64 {
        let shares = |other: &&Cell| match self.scale {
            Scale::Everywhere => true,
            Scale::WithinRow => (other.pillar, other.side) == (cell.pillar, cell.side),
        };
        let values = self.cells.iter().filter(shares).flat_map(|other| {
            [other.need.map_or(0.0, |need| need.high), other.response.unwrap_or(0.0)]
        });
        values.fold(f64::MIN_POSITIVE, f64::max)
    }

    fn draw_cell(&self, sketch: &mut Sketch, cell: &Cell, full: f64, layout: &Layout) {
        let [start, top] = Self::corner(layout, cell);
        let room = layout.column - 2.0 * PADDING;
        let [near, far] = [start + PADDING, start + PADDING + room].map(|x| px(self.frame.x(x)));
        let at = |value: f64| self.frame.x(start + PADDING + 2.0 + value / full * (room - 4.0));
        let (roof, base) = (px(top + 4.0), px(top + 26.0));
        let rims = [start, start + layout.column].map(|x| px(self.frame.x(x)));
        let hit = format!("M{} {}H{}v{CELL}H{}z", rims[0], px(top), rims[1], rims[0]);
        sketch.path("hit", &hit);
        let ground = format!("M{near} {roof}H{far}V{base}H{near}z");
        match (cell.response, cell.need) {
            (None, _) => sketch.textured_path("room", &format!("{}-hatch", self.frame.id), &ground),
            (_, None) => sketch.textured_path("room", &format!("{}-dots", self.frame.id), &ground),
            _ => sketch.path("room open", &ground),
        }
        draw_glyph(sketch, cell.need, cell.response, at, top + 15.0);
        let words = lettering::fit(&cell.text, room, SIZES[1]);
        sketch.text(
            "small name",
            [self.frame.x(start + PADDING), top + 39.0],
            Anchor::Start,
            &words,
        );
    }

    fn draw_key(&self, sketch: &mut Sketch, entry: usize, [left, top]: [f64; 2]) {
        let key = Interval { low: 0.25, mid: 0.6, high: 0.95 };
        let at = |share: f64| {
            let along = if self.frame.is_rtl() { 1.0 - share } else { share };
            left + along * legend::KEY[0]
        };
        let middle = top + legend::KEY[1] / 2.0;
        let data = legend::swatch([left, top]);
        match entry {
            0 => draw_need(sketch, 1.0, at, middle),
            1 => draw_spread(sketch, key, at, middle),
            2 => draw_response(sketch, 0.5, at, middle),
            3 => sketch.textured_path("room", &format!("{}-hatch", self.frame.id), &data),
            _ => sketch.textured_path("room", &format!("{}-dots", self.frame.id), &data),
        }
    }
}

/// The bar, the line and the mark around a middle line; `at` gives the place of a value.
fn draw_glyph(
    sketch: &mut Sketch,
    need: Option<Interval>,
    response: Option<f64>,
    at: impl Fn(f64) -> f64,
    y: f64,
) {
    if let Some(need) = need {
        draw_need(sketch, need.mid, &at, y);
        draw_spread(sketch, need, &at, y);
    }
    if let Some(response) = response {
        draw_response(sketch, response, at, y);
    }
}

fn draw_need(sketch: &mut Sketch, value: f64, at: impl Fn(f64) -> f64, y: f64) {
    let (zero, end) = (px(at(0.0)), px(at(value)));
    sketch.path("need", &format!("M{zero} {}H{end}v12H{zero}z", px(y - 6.0)));
}

fn draw_spread(sketch: &mut Sketch, need: Interval, at: impl Fn(f64) -> f64, y: f64) {
    let [low, mid, high] = [need.low, need.mid, need.high].map(|value| px(at(value)));
    let (upper, lower) = (px(y - 3.0), px(y + 3.0));
    let y = px(y);
    let data = format!(
        "M{low} {y}H{high}M{low} {upper}V{lower}M{mid} {upper}V{lower}M{high} {upper}V{lower}"
    );
    sketch.path("spread", &data);
}

/// A triangle above and a bar below: its form, not only its colour, tells it from the need.
fn draw_response(sketch: &mut Sketch, value: f64, at: impl Fn(f64) -> f64, y: f64) {
    let (x, top) = (at(value), px(y - 10.0));
    let x = px(x);
    sketch.path("response", &format!("M{x} {top}m-4 0h8l-2.5 5v15h-3v-15z"));
}
