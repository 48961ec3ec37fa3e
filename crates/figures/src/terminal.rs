//! An interval plot as lines of text, for a terminal.
//!
//! Terminals disagree about right-to-left text, so the axis runs from left to right in every
//! language. Nothing is cut: what has no room beside the plot stands above it, in as many lines as
//! it needs. An interval without an upper limit ends in an arrow at the last column of the axis.

use crate::axis::Axis;
use crate::interval_mark::Mark;
use crate::interval_plot::{IntervalPlot, Outcome, PlotRow};
use crate::refusal::Refusal;
use crate::terminal_text::{Charset, clean, hanging, measure, padded, usable, widest, wrap};

/// The fewest columns for the axis with names and texts beside it.
const FEWEST_BESIDE: usize = 28;

/// The signs of a plot.
struct Signs {
    line: char,
    heavy_line: char,
    ends: [char; 2],
    point: char,
    heavy_point: char,
    arrow: char,
    shade: char,
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
    arrow: '▶',
    shade: '·',
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
    arrow: '>',
    shade: '.',
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
    let width = usable(width);
    let (headings, rows): (Vec<&PlotRow>, Vec<&PlotRow>) =
        plot.rows.iter().partition(|row| row.outcome == Outcome::Heading);
    let step = if headings.is_empty() { 0 } else { 2 };
    let shown = rows.iter().filter(|row| !matches!(row.outcome, Outcome::Refused { .. }));
    let names = step + widest(rows.iter().map(|row| row.name.as_str()));
    let texts = widest(shown.map(|row| row.said()));
    let is_beside = names + texts + 4 + FEWEST_BESIDE <= width;
    let (indent, room) =
        if is_beside { (names + 2, width - names - texts - 4) } else { (0, width) };
    let axis = Axis::holding(&plot.values(), &plot.numbers, room as f64, |label| {
        measure(label) as f64 + 2.0
    });
    let column = |value: f64| (axis.share(value) * (room - 1) as f64).round() as usize;

    let mut lines = wrap(&plot.frame.title, width);
    let mut indented = 0;
    for row in &plot.rows {
        let drawn = drawn_row(plot, row, column, room, signs);
        if row.outcome == Outcome::Heading {
            lines.extend(wrap(&row.name, width));
            indented = step;
        } else if is_beside {
            lines.extend(beside(row, drawn, [indented, indent], width));
        } else {
            lines.extend(above(row, drawn, indented, width));
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
    let marks = row.outcome.marks();
    if marks.is_empty() {
        return None;
    }
    let mut cells = vec![' '; room];
    for other in &plot.rows {
        if let Outcome::Envelope { reach, .. } = other.outcome {
            cells[column(reach.low())..=reach.high().map_or(room - 1, &column)].fill(signs.shade);
        }
    }
    if let Some(reference) = &plot.reference {
        cells[column(reference.value)] = signs.reference;
    }
    draw_marks(&mut cells, &marks, column, row.emphasis, signs);
    Some(cells.into_iter().collect())
}

/// Name, marks and text on one line; a reason instead of marks takes the lines it needs.
fn beside(
    row: &PlotRow,
    drawn: Option<String>,
    [step, indent]: [usize; 2],
    width: usize,
) -> Vec<String> {
    let name = padded(&(" ".repeat(step) + &clean(&row.name)), indent);
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
fn above(row: &PlotRow, drawn: Option<String>, step: usize, width: usize) -> Vec<String> {
    let (name, said) = (" ".repeat(step) + &clean(&row.name), clean(row.said()));
    let length = measure(&name) + 2 + measure(&said);
    let mut lines = if drawn.is_some() && length <= width {
        vec![padded(&name, width - measure(&said)) + &said]
    } else {
        let mut lines = hanging(&name, step, width);
        lines.extend(hanging(&said, step + 2, width));
        lines
    };
    lines.extend(drawn);
    lines
}

/// Puts the marks of a row into its cells: wide intervals, then the narrow ones inside them, then
/// the points, so that none hides another.
fn draw_marks(
    cells: &mut [char],
    marks: &[Mark],
    column: impl Fn(f64) -> usize,
    emphasis: bool,
    signs: &Signs,
) {
    let last = cells.len() - 1;
    for mark in marks {
        // Beside a narrower interval the wider one stays thin, whatever the emphasis.
        let is_heavy = emphasis && mark.inner.is_none();
        let line = if is_heavy { signs.heavy_line } else { signs.line };
        if let Some(outer) = mark.outer {
            let (from, to) = (column(outer.low()), outer.high().map_or(last, &column));
            cells[from..=to].fill(line);
            let end = if outer.high().is_some() { signs.ends[1] } else { signs.arrow };
            (cells[from], cells[to]) = (signs.ends[0], end);
        }
        if let Some(inner) = mark.inner {
            let (from, to) = (column(inner.low()), inner.high().map_or(last, &column));
            // An end stroke or an arrow stays seen.
            for cell in &mut cells[from..=to] {
                if *cell != signs.ends[0] && *cell != signs.ends[1] && *cell != signs.arrow {
                    *cell = signs.heavy_line;
                }
            }
        }
    }
    for point in marks.iter().filter_map(|mark| mark.point) {
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
