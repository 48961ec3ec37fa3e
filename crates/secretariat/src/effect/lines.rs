//! What is associated with a commitment as a table for machines: a row for each pillar and side, for
//! each need of the commitment, for each need beside which it is seen, and for each that is left out.

use concert_terms::{Axis, Interval};

use super::view::EffectView;
use crate::need_label::NeedLabel;

/// The columns of [`effect_lines`]. `part` is `layer`, `cell`, `beside` or `left-out`.
pub const EFFECT_COLUMNS: [&str; 15] = [
    "part",
    "pillar",
    "side",
    "place",
    "form",
    "population",
    "need_id",
    "then",
    "now",
    "expected_now",
    "association",
    "association_low",
    "association_high",
    "comparable",
    "left_out",
];

/// The answer as rows; cells that a part does not have are empty.
pub fn effect_lines(view: &EffectView) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for layer in &view.layers {
        let Interval { low, middle, high, .. } = layer.association;
        let names = [code(layer.pillar), code(layer.side)].into_iter().chain(nothing(4)).collect();
        let figures = [layer.then, layer.now, layer.expected_now, middle, low, high];
        let comparable = layer.beside.len().to_string();
        lines.push(line("layer", names, &figures, [comparable, String::new()]));
        for one in &layer.cells {
            let figures = [one.then, one.now, one.expected_now, one.now - one.expected_now];
            let comparable = one.comparable.to_string();
            lines.push(line("cell", of_need(&one.cell), &figures, [comparable, String::new()]));
        }
        for other in &layer.beside {
            let figures = [other.then, other.now];
            lines.push(line("beside", of_need(&other.cell), &figures, Default::default()));
        }
    }
    for left in &view.not_compared {
        let why = [String::new(), left.why.code().to_owned()];
        lines.push(line("left-out", of_need(&left.cell), &[], why));
    }
    lines
}

/// A row: six names, up to six figures, and how many are comparable or why it is left out.
fn line(part: &str, names: Vec<String>, figures: &[f64], last: [String; 2]) -> Vec<String> {
    let told = figures.iter().map(f64::to_string).chain(nothing(6 - figures.len()));
    std::iter::once(part.to_owned()).chain(names).chain(told).chain(last).collect()
}

fn of_need(need: &NeedLabel) -> Vec<String> {
    vec![
        code(need.pillar),
        code(need.side),
        need.place.code.to_string(),
        code(need.form),
        need.population.to_string(),
        need.need.to_string(),
    ]
}

fn nothing(count: usize) -> impl Iterator<Item = String> {
    std::iter::repeat_n(String::new(), count)
}

fn code<T: Axis>(value: Option<T>) -> String {
    value.map_or("", Axis::code).to_owned()
}
