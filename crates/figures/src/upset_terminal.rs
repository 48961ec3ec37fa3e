//! The picture of overlapping lists as lines of text, for a terminal.
//!
//! Histories are rows here, since a terminal has more lines than columns: dots for the lists, the
//! count, a bar. Every list is named on a line of its own, from which a stroke leads down to its
//! dots, so that no name is cut.

use crate::refusal::Refusal;
use crate::terminal_text::{Charset, hanging, measure, padded, usable, wrap};
use crate::upset::{Column, UpSet};
use crate::upset_drawing::count;

/// The signs of a matrix.
struct Signs {
    /// A stroke that leads down, and one that turns to a name.
    down: char,
    turn: char,
    across: char,
    /// On the list, not on it, between two lists that it is on.
    dot: char,
    hole: char,
    link: char,
    /// A list of a pair that shares nobody, and between the two.
    ring: char,
    broken: char,
    /// Any list: the column sums histories.
    any: char,
    bar: char,
    /// A bar shorter than half a column.
    thin: char,
    rest: char,
}

const UNICODE: Signs = Signs {
    down: '│',
    turn: '┌',
    across: '─',
    dot: '●',
    hole: '·',
    link: '─',
    ring: '○',
    broken: '┄',
    any: '…',
    bar: '█',
    thin: '▏',
    rest: '░',
};

const ASCII: Signs = Signs {
    down: '|',
    turn: '+',
    across: '-',
    dot: '#',
    hole: '.',
    link: '-',
    ring: 'o',
    broken: ' ',
    any: '*',
    bar: '=',
    thin: '|',
    rest: '~',
};

/// Draws the picture in lines of at most `width` columns (40 to 160 are used), each ended by `\n`.
///
/// Refused for the same reasons as [`UpSet::draw`].
pub fn draw(figure: &UpSet, width: usize, charset: Charset) -> Result<String, Refusal> {
    figure.check()?;
    let signs = if charset == Charset::Unicode { &UNICODE } else { &ASCII };
    let width = usable(width);
    let columns = figure.columns();
    let highest = columns.iter().map(|column| count(*column)).max().unwrap_or(0);
    let number = |column: &Column| figure.write(count(*column));
    let numbers = columns.iter().map(|column| measure(&number(column))).max().unwrap_or(0);
    // A blank between lists where that leaves room for bars.
    let lists = figure.lists.len();
    let step = if 2 * lists + numbers + 20 <= width { 2 } else { 1 };
    let matrix = step * (lists - 1) + 1;
    let room = width.saturating_sub(matrix + numbers + 4).max(8);

    let mut lines = wrap(&figure.frame.title, width);
    lines.extend(wrap(&figure.words.size, width));
    for (list, (name, size)) in figure.lists.iter().zip(figure.sizes()).enumerate() {
        let before = padded(&signs.down.to_string(), step).repeat(list);
        let reach = matrix - step * list;
        let stroke = signs.across.to_string().repeat(reach);
        let words = format!("{name}: {}", figure.write(size));
        let mut named = hanging(&words, matrix + 2, width);
        match named.first_mut() {
            Some(first) => {
                first.replace_range(..matrix + 2, &format!("{before}{}{stroke} ", signs.turn));
            }
            None => named.push(format!("{before}{}{stroke}", signs.turn)),
        }
        // What goes on below a long name are the strokes, its own among them.
        let below = padded(&signs.down.to_string(), step).repeat(list + 1);
        for line in named.iter_mut().skip(1) {
            line.replace_range(..matrix + 2, &padded(&below, matrix + 2));
        }
        lines.extend(named);
    }
    for column in &columns {
        let number = number(column);
        let blanks = " ".repeat(numbers - measure(&number));
        let bar = bar(figure, *column, highest, room, signs);
        let dots = dots(*column, lists, step, signs);
        lines.push(format!("{dots}  {blanks}{number} {bar}"));
    }
    lines.extend(wrap(&figure.words.count, width));
    for column in &columns {
        match *column {
            Column::Rest { histories, .. } => {
                let words = figure.bundle(&figure.words.rest, histories);
                lines.extend(wrap(&format!("{} {words}", signs.any), width));
            }
            Column::MoreEmpty { .. } => {
                lines.extend(wrap(&format!("{} {}", signs.ring, figure.message(*column)), width));
            }
            _ => {}
        }
    }
    if columns.iter().any(|column| matches!(column, Column::Empty { .. })) {
        let words = format!("{} {}", signs.ring, figure.words.nobody_on_both);
        lines.extend(wrap(&words, width));
    }
    let trimmed: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    Ok(trimmed.join("\n") + "\n")
}

/// The signs of a column's lists, `step` apart.
fn dots(column: Column, lists: usize, step: usize, signs: &Signs) -> String {
    let (bits, on, off, between) = match column {
        Column::History { bits, .. } => (bits, signs.dot, signs.hole, signs.link),
        Column::Empty { bits } => (bits, signs.ring, signs.hole, signs.broken),
        Column::Rest { .. } => (0, signs.any, signs.any, ' '),
        Column::MoreEmpty { .. } => (0, signs.ring, signs.ring, ' '),
    };
    let mut drawn = String::new();
    for list in 0..lists {
        let is_on = bits >> list & 1 == 1;
        // The line joins the first list of the history to its last, past those that it is not on.
        let is_joined = bits & ((1 << list) - 1) != 0 && bits >> list != 0;
        if list > 0 && step > 1 {
            drawn.push(if is_joined { between } else { ' ' });
        }
        drawn.push(if is_on { on } else { off });
    }
    drawn
}

fn bar(figure: &UpSet, column: Column, highest: u64, room: usize, signs: &Signs) -> String {
    let length = (figure.share(count(column), highest) * room as f64).round() as usize;
    match column {
        Column::Rest { .. } => signs.rest.to_string().repeat(length.max(1)),
        Column::History { .. } if length == 0 => signs.thin.to_string(),
        Column::History { .. } => signs.bar.to_string().repeat(length),
        Column::Empty { .. } | Column::MoreEmpty { .. } => String::new(),
    }
}
