//! Ladders as a table for machines: one row for each rung of each pillar and side.

use concert_terms::Axis;

use crate::ladder::{LadderLayer, LadderRung, LadderView};

/// The columns of [`ladder_lines`].
pub const LADDER_RUNG_COLUMNS: [&str; 11] = [
    "pillar",
    "side",
    "rung",
    "known",
    "coverage_at_least",
    "coverage_at_most",
    "supply_at_least",
    "supply_at_most",
    "lost",
    "unsaid_share",
    "without_capacity",
];

/// The rungs, a row each. Where nothing can be said of a rung, no upper limit is told: nothing stated
/// is not nothing there.
pub fn ladder_lines(view: &LadderView) -> Vec<Vec<String>> {
    let rungs = view.layers.iter().flat_map(|layer| layer.rungs.iter().map(move |it| (layer, it)));
    rungs.map(|(layer, rung)| line(layer, rung)).collect()
}

fn line(layer: &LadderLayer, rung: &LadderRung) -> Vec<String> {
    let most = |figure: f64| if rung.is_unknown() { String::new() } else { figure.to_string() };
    vec![
        layer.pillar.map_or("", Axis::code).to_owned(),
        layer.side.map_or("", Axis::code).to_owned(),
        rung.rung.to_owned(),
        rung.known.code().to_owned(),
        rung.coverage_at_least.middle.to_string(),
        most(rung.coverage_at_most.middle),
        rung.supply_at_least.to_string(),
        most(rung.supply_at_most),
        rung.lost.to_string(),
        rung.unsaid_share.map(|share| share.to_string()).unwrap_or_default(),
        layer.without_capacity.to_string(),
    ]
}
