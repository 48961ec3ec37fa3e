//! Words on a terminal: measured in columns, broken into lines, made harmless.
//!
//! Nothing is cut: what has no room on a line goes on on the next.

use crate::lettering::columns;

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// Line drawing characters.
    Unicode,
    /// Only ASCII; the words stay what they are.
    Ascii,
}

/// The fewest columns a drawing needs; narrower terminals get lines of this length.
const FEWEST_COLUMNS: usize = 40;
/// The most columns a drawing uses, however wide the terminal.
const MOST_COLUMNS: usize = 160;

/// The columns that a drawing uses on a terminal of `width` columns.
pub(crate) fn usable(width: usize) -> usize {
    width.clamp(FEWEST_COLUMNS, MOST_COLUMNS)
}

/// The text in lines of at most `width` columns that all start after `indent` blanks.
pub(crate) fn hanging(text: &str, indent: usize, width: usize) -> Vec<String> {
    let margin = " ".repeat(indent);
    wrap(text, width - indent).into_iter().map(|line| margin.clone() + &line).collect()
}

/// The text in lines of at most `width` columns, broken between words, and inside a word only if
/// it is longer than a line.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in clean(text).split_whitespace() {
        match lines.last_mut() {
            Some(line) if measure(line) + 1 + measure(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.extend(pieces(word, width)),
        }
    }
    lines
}

/// A word in pieces of at most `width` columns.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut left = width;
    for c in word.chars() {
        if columns(c) > left {
            pieces.push(String::new());
            left = width;
        }
        left -= columns(c).min(left);
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

/// The columns of the widest text.
pub(crate) fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| measure(&clean(text))).max().unwrap_or(0)
}

/// How many columns a text takes.
pub(crate) fn measure(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// The text without control characters: a name must not move the cursor or change colours.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// The text with blanks after it, up to `width` columns.
pub(crate) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(measure(text))))
}
