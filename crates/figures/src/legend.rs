//! Legends: keys with their words, flowing in lines like text.

use crate::frame::Frame;
use crate::lettering;
use crate::sketch::{Anchor, Sketch};

/// Size of a key in pixels.
pub(crate) const KEY: [f64; 2] = [22.0, 14.0];
/// Font size of the words in pixels.
const SIZE: f64 = 13.0;
/// Space between a key and its words, and between entries.
const GAPS: [f64; 2] = [6.0, 18.0];
/// Height of a line in pixels.
const LINE: f64 = 22.0;

/// Where one entry stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// Distance of the key from the reading edge, and of its top from the top of the legend.
    at: [f64; 2],
    words: String,
}

/// A legend laid out for a width.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Legend {
    entries: Vec<Entry>,
    /// Height in pixels; zero without entries.
    pub(crate) height: f64,
}

impl Legend {
    /// Sets the entries one after another, and a new line where the width ends.
    pub(crate) fn lay<'a>(words: impl Iterator<Item = &'a str>, width: f64) -> Self {
        let mut entries = Vec::new();
        let [mut x, mut y] = [0.0, 6.0];
        for words in words {
            let words = lettering::fit(words, width - KEY[0] - GAPS[0], SIZE);
            let length = KEY[0] + GAPS[0] + lettering::width(&words, SIZE);
            if x > 0.0 && x + length > width {
                [x, y] = [0.0, y + LINE];
            }
            entries.push(Entry { at: [x, y], words });
            x += length + GAPS[1];
        }
        let height = if entries.is_empty() { 0.0 } else { y + LINE };
        Self { entries, height }
    }

    /// Draws the words, and each key through `key`: its number, its left edge and its top.
    pub(crate) fn draw(
        &self,
        sketch: &mut Sketch,
        frame: &Frame,
        top: f64,
        key: impl Fn(&mut Sketch, usize, [f64; 2]),
    ) {
        for (index, Entry { at: [x, y], words }) in self.entries.iter().enumerate() {
            let left = if frame.is_rtl() { frame.x(x + KEY[0]) } else { *x };
            sketch.titled(words, None, |sketch| key(sketch, index, [left, top + y]));
            let start = frame.x(x + KEY[0] + GAPS[0]);
            sketch.text("name", [start, top + y + 11.5], Anchor::Start, words);
        }
    }
}

/// Path data of a key's rectangle.
pub(crate) fn swatch([left, top]: [f64; 2]) -> String {
    use crate::sketch::px;
    let [width, height] = KEY.map(|side| px(side - 1.0));
    format!("M{} {}h{width}v{height}h-{width}z", px(left + 0.5), px(top + 0.5))
}
