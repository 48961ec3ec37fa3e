//! The picture of overlapping lists as SVG text.
//!
//! Columns that have no room beside one another go on in a second matrix below, with the names
//! again and bars of the same scale: a phone shows all of them without scrolling sideways, and a
//! printer, which cannot scroll, does too. Columns are ordered by their height, so that the bars of
//! a later matrix need little room.

use crate::interval::LARGEST;
use crate::legend::{KEY, Legend};
use crate::lettering;
use crate::refusal::Refusal;
use crate::sketch::{Anchor, Sketch, px};
use crate::upset::{Column, UpSet};

/// From this width on, the sizes of lists stand beside their names; below, under them.
const SIDE_BY_SIDE: f64 = 560.0;
/// Font sizes of names and of numbers.
const SIZES: [f64; 2] = [13.0, 11.0];
/// Height of the highest bar in pixels, and of a number above a bar.
const TALLEST: f64 = 110.0;
const NUMBER: f64 = 14.0;
/// Height of a row, and of one with its size under its name.
const ROW: f64 = 22.0;
const DOUBLE_ROW: f64 = 34.0;
/// The narrowest and the widest distance between columns that have room.
const PITCHES: [f64; 2] = [18.0, 30.0];
/// How much of that a bar takes.
const BAR: f64 = 0.6;

/// Where the parts stand, in pixels from the reading edge.
struct Layout {
    /// The size of a list: where its bar starts, and how long the longest is.
    bar: [f64; 2],
    is_beside: bool,
    /// The room of names.
    names: f64,
    /// Where the matrix starts, and the distance of its columns.
    matrix: f64,
    pitch: f64,
    /// Columns in one matrix.
    across: usize,
}

/// One of the matrices below one another.
struct Band<'a> {
    columns: &'a [Column],
    /// Where bars start from, growing upwards; the matrix is below.
    base: f64,
    row: f64,
    /// Height of its highest bar.
    tallest: f64,
    /// Whether the sizes of the lists stand here.
    is_first: bool,
}

impl UpSet {
    /// The picture as SVG text.
    ///
    /// Refused: more than 16 lists or none, a history that is on no list, on a list twice or on one
    /// that is not there, a history given twice, counts beyond 10^15 in sum, an identifier that
    /// cannot be used.
    pub fn draw(&self) -> Result<String, Refusal> {
        self.check()?;
        let columns = self.columns();
        let sizes = self.sizes();
        let layout = self.layout(&columns, &sizes);
        let highest = highest(&columns);
        let height = |count: u64| (TALLEST * self.share(count, highest)).max(1.0);

        let mut bands = Vec::new();
        let mut y = 18.0;
        // Without columns there are still lists with their sizes.
        let chunks = columns.chunks(layout.across).chain(columns.is_empty().then_some(&[][..]));
        let what = lettering::wrap(&self.words.size, layout.matrix - 8.0, SIZES[1], 2);
        for (index, columns) in chunks.enumerate() {
            let is_first = index == 0;
            let tallest = columns.iter().map(|column| height(count(*column))).fold(1.0, f64::max);
            // Above the first rows stands what the sizes count.
            let room = if is_first { 12.0 * what.len() as f64 - NUMBER } else { 0.0 };
            let base = y + NUMBER + tallest.max(room);
            let row = if is_first && !layout.is_beside { DOUBLE_ROW } else { ROW };
            bands.push(Band { columns, base, row, tallest, is_first });
            y = base + 5.0 + row * self.lists.len() as f64 + 8.0;
        }
        let keys: Vec<(Column, String)> = self.keys(&columns);
        let legend =
            Legend::lay(keys.iter().map(|(_, words)| words.as_str()), self.frame.width_px());

        let mut sketch = Sketch::open(&self.frame, y + legend.height, false);
        let words = lettering::fit(&self.words.count, self.frame.width_px(), SIZES[1]);
        sketch.text("small", [self.frame.x(0.0), 12.0], Anchor::Start, &words);
        for band in &bands {
            if band.is_first {
                self.draw_scale(
                    &mut sketch,
                    &layout,
                    band,
                    highest,
                    14.0 + 12.0 * what.len() as f64,
                );
                for (line, words) in what.iter().rev().enumerate() {
                    let place = [self.frame.x(0.0), band.base - 2.0 - 12.0 * line as f64];
                    sketch.text("small quiet over", place, Anchor::Start, words);
                }
            }
            self.draw_lists(&mut sketch, &layout, band, &sizes);
            for (index, column) in band.columns.iter().enumerate() {
                let x = self.frame.x(layout.matrix + layout.pitch * (index as f64 + 0.5));
                sketch.titled(&self.message(*column), None, |sketch| {
                    self.draw_column(sketch, *column, x, &layout, band, height(count(*column)));
                });
            }
        }
        legend.draw(&mut sketch, &self.frame, y, |sketch, index, [left, top]| {
            draw_key(sketch, keys[index].0, [left, top]);
        });
        Ok(sketch.close())
    }

    fn layout(&self, columns: &[Column], sizes: &[u64]) -> Layout {
        let width = self.frame.width_px();
        let is_beside = width >= SIDE_BY_SIDE;
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let numbers =
            widest(&mut sizes.iter().map(|size| lettering::width(&self.write(*size), SIZES[1])));
        let names = widest(&mut self.lists.iter().map(|name| lettering::width(name, SIZES[0])));
        let (names, bar, matrix) = if is_beside {
            let names = names.clamp(40.0, 0.24 * width) + 8.0;
            let bar = 0.09 * width;
            (names - 8.0, [names, bar], names + bar + numbers.min(0.2 * width) + 14.0)
        } else {
            let panel = names.clamp(0.24 * width, 0.34 * width);
            let bar = (panel - numbers - 4.0).max(8.0);
            (panel, [0.0, bar], panel + 8.0)
        };
        let room = width - matrix;
        let least = self.least_pitch(columns);
        let pitch = (room / columns.len().max(1) as f64).min(PITCHES[1]).max(least).min(room);
        let across = ((room + 0.01) / pitch).floor().max(1.0) as usize;
        Layout { bar, is_beside, names, matrix, pitch, across }
    }

    /// The distance of columns at which no number touches another or the bar beside it. Numbers at
    /// different heights may overlap sideways: a long one on a high bar needs no more room.
    fn least_pitch(&self, columns: &[Column]) -> f64 {
        let highest = highest(columns);
        let height = |column: Column| match count(column) {
            0 => 0.0,
            count => TALLEST * self.share(count, highest),
        };
        let label = |column: Column| lettering::width(&self.write(count(column)), SIZES[1]);
        let beside = columns.windows(2).map(|pair| {
            let (low, high) = if height(pair[0]) < height(pair[1]) {
                (pair[0], pair[1])
            } else {
                (pair[1], pair[0])
            };
            if height(high) - height(low) < NUMBER - 1.0 {
                f64::midpoint(label(low), label(high)) + 3.0
            } else {
                (label(low) / 2.0 + 3.0) / (1.0 - BAR / 2.0)
            }
        });
        let inside = columns.iter().filter_map(|column| self.inside(*column));
        let inside = inside.map(|words| lettering::width(&words, SIZES[1]) + 2.0);
        beside.chain(inside).fold(PITCHES[0], f64::max)
    }

    /// A few lines across the bars of the first matrix at round counts, to show the scale; none
    /// lower than `lowest`, where other words stand, and none above its bars.
    fn draw_scale(
        &self,
        sketch: &mut Sketch,
        layout: &Layout,
        band: &Band<'_>,
        highest: u64,
        lowest: f64,
    ) {
        let width = self.frame.width_px();
        let mut ticks: Vec<(u64, f64)> = Vec::new();
        for tick in round_counts(highest).into_iter().rev() {
            let height = TALLEST * self.share(tick, highest);
            let has_room = ticks.last().is_none_or(|(_, above)| band.base - height - above >= 18.0);
            if height >= lowest && height <= band.tallest && has_room {
                ticks.push((tick, band.base - height));
            }
        }
        let (near, far) = (px(self.frame.x(layout.matrix)), px(self.frame.x(width)));
        let lines: Vec<String> =
            ticks.iter().map(|(_, y)| format!("M{near} {}H{far}", px(*y))).collect();
        sketch.titled(&self.words.count, None, |sketch| {
            sketch.path("grid", &lines.concat());
            sketch.path("axis", &format!("M{near} {}H{far}", px(band.base)));
        });
        for (tick, y) in ticks {
            let place = [self.frame.x(layout.matrix - 8.0), y + 4.0];
            sketch.text("small quiet", place, Anchor::End, &self.write(tick));
        }
    }

    /// The rows: names, sizes, and a pale dot for every column.
    fn draw_lists(&self, sketch: &mut Sketch, layout: &Layout, band: &Band<'_>, sizes: &[u64]) {
        let frame = &self.frame;
        let largest = sizes.iter().copied().max().unwrap_or(0).max(1);
        for (list, (name, &size)) in self.lists.iter().zip(sizes).enumerate() {
            let top = band.base + 5.0 + band.row * list as f64;
            let number = self.write(size);
            sketch.titled(&format!("{name}: {number}"), None, |sketch| {
                let stripe = if list % 2 == 0 { "stripe" } else { "hit" };
                let data = format!("M0 {}h{}v{}H0z", px(top), frame.width, px(band.row));
                sketch.path(stripe, &data);
                let y = top + band.row / 2.0;
                let middle = |index: usize| layout.matrix + layout.pitch * (index as f64 + 0.5);
                let holes: Vec<String> = (0..band.columns.len())
                    .map(|index| format!("M{} {}h.1", px(frame.x(middle(index))), px(y)))
                    .collect();
                if !holes.is_empty() {
                    sketch.path("hole", &holes.concat());
                }
                let is_double = band.row > ROW;
                let words = lettering::fit(name, layout.names, SIZES[0]);
                let line = if is_double { top + 15.0 } else { top + 15.5 };
                sketch.text("name", [frame.x(0.0), line], Anchor::Start, &words);
                if band.is_first {
                    let (bar_top, thick) =
                        if is_double { (top + 22.0, 6.0) } else { (top + 6.0, 10.0) };
                    let [start, room] = layout.bar;
                    let end = start + (room * size as f64 / largest as f64).max(1.0);
                    let [near, far] = [start, end].map(|x| px(frame.x(x)));
                    let (upper, lower) = (px(bar_top), px(bar_top + thick));
                    sketch.path("tally", &format!("M{near} {upper}H{far}V{lower}H{near}z"));
                    let place = [frame.x(end + 4.0), bar_top + thick / 2.0 + 4.0];
                    sketch.text("small", place, Anchor::Start, &number);
                }
            });
        }
    }

    fn draw_column(
        &self,
        sketch: &mut Sketch,
        column: Column,
        x: f64,
        layout: &Layout,
        band: &Band<'_>,
        height: f64,
    ) {
        let rows = self.lists.len() as f64;
        let floor = band.base + 5.0 + band.row * rows;
        let half = layout.pitch / 2.0;
        let roof = band.base - height - NUMBER;
        let (left, right) = (px((x - half).max(0.0)), px((x + half).min(self.frame.width_px())));
        sketch.path("hit", &format!("M{left} {}H{right}V{}H{left}z", px(roof), px(floor)));
        let bar = (BAR * layout.pitch).min(18.0);
        let outline = format!(
            "M{} {}v-{}h{}v{}",
            px(x - bar / 2.0),
            px(band.base),
            px(height),
            px(bar),
            px(height)
        );
        match column {
            Column::History { .. } => sketch.path("tally", &(outline + "z")),
            Column::Rest { .. } => sketch.path("rest", &outline),
            Column::Empty { .. } | Column::MoreEmpty { .. } => {}
        }
        let above = match column {
            Column::Empty { .. } | Column::MoreEmpty { .. } => band.base - 4.0,
            _ => band.base - height - 4.0,
        };
        let number = self.write(count(column));
        let half = lettering::width(&number, SIZES[1]) / 2.0;
        let width = self.frame.width_px();
        let place = [x.clamp(half.min(width / 2.0), (width - half).max(width / 2.0)), above];
        sketch.text("small over", place, Anchor::Middle, &number);
        let y = |list: u32| band.base + 5.0 + band.row * (f64::from(list) + 0.5);
        match column {
            Column::History { bits, .. } | Column::Empty { bits } => {
                let on = (0..16).filter(|list| bits >> list & 1 == 1);
                let is_empty = matches!(column, Column::Empty { .. });
                draw_dots(sketch, x, &on.map(y).collect::<Vec<_>>(), is_empty);
            }
            Column::Rest { .. } | Column::MoreEmpty { .. } => {
                let words = self.inside(column).unwrap_or_default();
                let middle = band.base + 5.0 + band.row * rows / 2.0 + 4.0;
                sketch.text("small over", [x, middle], Anchor::Middle, &words);
            }
        }
    }

    /// What stands in the matrix instead of dots.
    fn inside(&self, column: Column) -> Option<String> {
        match column {
            Column::Rest { histories: number, .. } | Column::MoreEmpty { pairs: number } => {
                Some(format!("+{}", self.write(number as u64)))
            }
            Column::History { .. } | Column::Empty { .. } => None,
        }
    }

    /// The legend: only signs that need words.
    fn keys(&self, columns: &[Column]) -> Vec<(Column, String)> {
        let rest = columns.iter().find_map(|&column| match column {
            Column::Rest { histories, .. } => {
                Some((column, self.bundle(&self.words.rest, histories)))
            }
            _ => None,
        });
        let empty = columns.iter().copied().find(|column| matches!(column, Column::Empty { .. }));
        let empty = empty.map(|column| (column, self.words.nobody_on_both.clone()));
        rest.into_iter().chain(empty).collect()
    }
}

/// Dots and the line that joins them; rings and a broken line where nobody is.
fn draw_dots(sketch: &mut Sketch, x: f64, dots: &[f64], is_empty: bool) {
    if let [first, .., last] = *dots {
        let class = if is_empty { "rest" } else { "link" };
        sketch.path(class, &format!("M{} {}V{}", px(x), px(first), px(last)));
    }
    if is_empty {
        for y in dots {
            sketch.circle("estimate", [x, *y], 4.5);
        }
    } else {
        let dots: Vec<String> = dots.iter().map(|y| format!("M{} {}h.1", px(x), px(*y))).collect();
        sketch.path("dot", &dots.concat());
    }
}

fn draw_key(sketch: &mut Sketch, column: Column, [left, top]: [f64; 2]) {
    let middle = top + KEY[1] / 2.0;
    if let Column::Empty { .. } = column {
        sketch.path("rest", &format!("M{} {}h12", px(left + 5.0), px(middle)));
        for x in [4.0, 18.0] {
            sketch.circle("estimate", [left + x, middle], 3.0);
        }
    } else {
        sketch.path("rest", &format!("M{} {}v-12h12v12", px(left + 5.0), px(top + 13.0)));
    }
}

/// The people of a column.
pub(crate) fn count(column: Column) -> u64 {
    match column {
        Column::History { count, .. } | Column::Rest { count, .. } => count,
        Column::Empty { .. } | Column::MoreEmpty { .. } => 0,
    }
}

fn highest(columns: &[Column]) -> u64 {
    columns.iter().map(|column| count(*column)).max().unwrap_or(0)
}

/// 1, 2 and 5 times the powers of ten up to the highest count.
fn round_counts(highest: u64) -> Vec<u64> {
    let powers = std::iter::successors(Some(1_u64), |power| power.checked_mul(10));
    powers
        .take_while(|&power| power as f64 <= LARGEST)
        .flat_map(|power| [1, 2, 5].map(|digit| digit * power))
        .filter(|&tick| tick <= highest)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::round_counts;

    #[test]
    fn round_counts_end_at_the_highest() {
        assert_eq!(round_counts(100), [1, 2, 5, 10, 20, 50, 100]);
        assert!(round_counts(0).is_empty());
    }
}
