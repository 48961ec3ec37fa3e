//! An interval plot as lines of text, for a terminal.
//!
//! Terminals disagree about right-to-left text, so the axis runs from left to right in every
//! language. Nothing is cut: what has no room beside the plot stands above it, in as many lines as
//! it needs. Control characters are replaced: a name must not move the cursor or change colours.

use crate::axis::Axis;
use crate::interval_plot::{IntervalPlot, Outcome, PlotRow};
use crate::lettering::columns;
use crate::refusal::Refusal;

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// Line drawing characters.
    Unicode,
    /// Only ASCII; the words stay what they are.
    Ascii,
}

/// The fewest columns a plot needs; narrower terminals get lines of this length.
const FEWEST_COLUMNS: usize = 40;
/// The most columns a plot uses, however wide the terminal.
const MOST_COLUMNS: usize = 160;
/// The fewest columns for the axis with names and texts beside it.
const FEWEST_BESIDE: usize = 28;

/// The signs of a plot.
struct Signs {
    line: char,
    heavy_line: char,
    ends: [char; 2],
    point: char,
    heavy_point: char,
    reference: char,
    axis: char,
    tick: char,
}

const UNICODE: Signs = Signs {
    line: '─',
    heavy_line: '━',
    ends: ['├', '┤'],
    point: '○',
    heavy_point: '◆',
    reference: '┊',
    axis: '─',
    tick: '┴',
};

const ASCII: Signs = Signs {
    line: '-',
    heavy_line: '=',
    ends: ['[', ']'],
    point: 'o',
    heavy_point: '#',
    reference: ':',
    axis: '-',
    tick: '+',
};

/// Draws a plot in lines of at most `width` columns (40 to 160 are used), each ended by `\n`.
///
/// Refused for the same reasons as [`IntervalPlot::draw`].
///
/// ```
/// # use concert_figures::*;
/// # let plot = IntervalPlot {
/// #     frame: Frame::new("p", "Two ways", "Invented figures.", 640),
/// #     axis: "people".into(), numbers: NumberStyle::default(), reference: None,
/// #     headers: ["Method".into(), "Estimate".into()],
/// #     rows: vec![PlotRow { name: "Chao".into(), href: None, emphasis: true,
/// #         outcome: Outcome::Shown { point: Some(30.0), interval: Some([20.0, 50.0]),
/// #             text: "30 (20 to 50)".into() } }],
/// # };
/// let text = draw_for_terminal(&plot, 60, Charset::Ascii)?;
/// assert!(text.lines().any(|line| line.contains("[=======#==============]")), "{text}");
/// # Ok::<(), Refusal>(())
/// ```
pub fn draw(plot: &IntervalPlot, width: usize, charset: Charset) -> Result<String, Refusal> {
    plot.check()?;
    let signs = if charset == Charset::Unicode { &UNICODE } else { &ASCII };
    let width = width.clamp(FEWEST_COLUMNS, MOST_COLUMNS);
    let shown = plot.rows.iter().filter(|row| matches!(row.outcome, Outcome::Shown { .. }));
    let names = widest(plot.rows.iter().map(|row| row.name.as_str()));
    let texts = widest(shown.map(PlotRow::said));
    let is_beside = names + texts + 4 + FEWEST_BESIDE <= width;
    let (indent, room) =
        if is_beside { (names + 2, width - names - texts - 4) } else { (0, width) };
    let axis = Axis::holding(&plot.values(), &plot.numbers, room as f64, |label| {
        measure(label) as f64 + 2.0
    });
    let column = |value: f64| (axis.share(value) * (room - 1) as f64).round() as usize;

    let mut lines = wrap(&plot.frame.title, width);
    for row in &plot.rows {
        let drawn = drawn_row(plot, row, column, room, signs);
        if is_beside {
            lines.extend(beside(row, drawn, indent, width));
        } else {
            lines.extend(above(row, drawn, width));
        }
    }
    lines.extend(axis_lines(plot, &axis, column, [indent, room], signs));
    let trimmed: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    Ok(trimmed.join("\n") + "\n")
}

/// The marks of a row on the axis; none if there is no estimate.
fn drawn_row(
    plot: &IntervalPlot,
    row: &PlotRow,
    column: impl Fn(f64) -> usize,
    room: usize,
    signs: &Signs,
) -> Option<String> {
    let Outcome::Shown { point, interval, .. } = &row.outcome else { return None };
    let mut cells = vec![' '; room];
    if let Some(reference) = &plot.reference {
        cells[column(reference.value)] = signs.reference;
    }
    mark(&mut cells, *point, *interval, column, row.emphasis, signs);
    Some(cells.into_iter().collect())
}

/// Name, marks and text on one line; a reason instead of marks takes the lines it needs.
fn beside(row: &PlotRow, drawn: Option<String>, indent: usize, width: usize) -> Vec<String> {
    let name = padded(&clean(&row.name), indent);
    if let Some(drawn) = drawn {
        return vec![format!("{name}{drawn}  {}", clean(row.said()))];
    }
    let mut lines = hanging(row.said(), indent, width);
    match lines.first_mut() {
        Some(first) => first.replace_range(..indent, &name),
        None => lines.push(name),
    }
    lines
}

/// Name and text, then the marks.
fn above(row: &PlotRow, drawn: Option<String>, width: usize) -> Vec<String> {
    let (name, said) = (clean(&row.name), clean(row.said()));
    let length = measure(&name) + 2 + measure(&said);
    let mut lines = if drawn.is_some() && length <= width {
        vec![padded(&name, width - measure(&said)) + &said]
    } else {
        let mut lines = wrap(&name, width);
        lines.extend(hanging(&said, 2, width));
        lines
    };
    lines.extend(drawn);
    lines
}

/// Puts an interval and a point into the cells of a row.
fn mark(
    cells: &mut [char],
    point: Option<f64>,
    interval: Option<[f64; 2]>,
    column: impl Fn(f64) -> usize,
    emphasis: bool,
    signs: &Signs,
) {
    if let Some(ends) = interval {
        let [from, to] = ends.map(&column);
        cells[from..=to].fill(if emphasis { signs.heavy_line } else { signs.line });
        [cells[from], cells[to]] = signs.ends;
    }
    if let Some(point) = point {
        cells[column(point)] = if emphasis { signs.heavy_point } else { signs.point };
    }
}

/// The axis, its numbers, what it counts, and what the reference line is.
fn axis_lines(
    plot: &IntervalPlot,
    axis: &Axis,
    column: impl Fn(f64) -> usize,
    [indent, room]: [usize; 2],
    signs: &Signs,
) -> Vec<String> {
    let mut rule = vec![signs.axis; room];
    let mut numbers = String::new();
    for (tick, label) in &axis.ticks {
        rule[column(*tick)] = signs.tick;
        // Labels that would stand out at the end move inwards; one without room is left out.
        let start = (indent + column(*tick)).saturating_sub(measure(label) / 2);
        let start = start.min((indent + room).saturating_sub(measure(label)));
        if !numbers.is_empty() && start <= measure(&numbers) {
            continue;
        }
        numbers = padded(&numbers, start);
        numbers.push_str(label);
    }
    let margin = " ".repeat(indent);
    let mut lines = vec![format!("{margin}{}", rule.into_iter().collect::<String>()), numbers];
    lines.extend(hanging(&plot.axis, indent, indent + room));
    if let Some(reference) = &plot.reference {
        let words = format!("{} {}", signs.reference, reference.text);
        lines.extend(hanging(&words, indent, indent + room));
    }
    lines
}

/// The text in lines of at most `width` columns that all start after `indent` blanks.
fn hanging(text: &str, indent: usize, width: usize) -> Vec<String> {
    let margin = " ".repeat(indent);
    wrap(text, width - indent).into_iter().map(|line| margin.clone() + &line).collect()
}

/// The text in lines of at most `width` columns, broken between words, and inside a word only if
/// it is longer than a line.
fn wrap(text: &str, width: usize) -> Vec<String> {
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

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| measure(&clean(text))).max().unwrap_or(0)
}

fn measure(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(measure(text))))
}
