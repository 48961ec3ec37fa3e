//! Corridors as a table for machines: one row for each.

use super::view::CorridorsView;

/// The columns of [`corridor_lines`].
pub const CORRIDOR_COLUMNS: [&str; 27] = [
    "corridor",
    "origin",
    "destination",
    "year_start",
    "year_end",
    "people",
    "low",
    "high",
    "expected",
    "source",
    "statement",
    "figures_beside",
    "explained",
    "explained_low",
    "explained_high",
    "beyond",
    "deviations",
    "false_discoveries",
    "stands_out",
    "origin_organisations",
    "origin_initiatives",
    "destination_organisations",
    "destination_initiatives",
    "at_both",
    "pairs",
    "tied",
    "missing",
];

/// The corridors, a row each; empty cells where there is no baseline or nothing to judge by.
pub fn corridor_lines(view: &CorridorsView) -> Vec<Vec<String>> {
    let corridors = view.corridors.iter();
    let line = |it: &super::CorridorView| {
        let beside = it.beside_baseline;
        let number = |of: &dyn Fn(super::BesideBaseline) -> Option<f64>| {
            beside.and_then(of).map(|number| number.to_string()).unwrap_or_default()
        };
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        vec![
            it.corridor.code.to_string(),
            it.origin.names.pick("en").to_owned(),
            it.destination.names.pick("en").to_owned(),
            day(it.figure.period.start).unwrap_or_default(),
            day(it.figure.period.end).unwrap_or_default(),
            it.flow.middle.to_string(),
            it.flow.low.to_string(),
            it.flow.high.to_string(),
            it.expected.to_string(),
            it.figure.source.clone().unwrap_or_default(),
            it.figure.statement.map(|index| index.to_string()).unwrap_or_default(),
            it.figures_beside.to_string(),
            number(&|it| Some(it.explained.middle)),
            number(&|it| Some(it.explained.low)),
            number(&|it| Some(it.explained.high)),
            number(&|it| Some(it.beyond)),
            number(&|it| it.deviations),
            number(&|it| Some(it.false_discoveries)),
            beside.map(|it| it.stands_out.to_string()).unwrap_or_default(),
            it.at_origin.organisations_total.to_string(),
            it.at_origin.initiatives.to_string(),
            it.at_destination.organisations_total.to_string(),
            it.at_destination.initiatives.to_string(),
            it.at_both.len().to_string(),
            it.pairs.to_string(),
            it.tied.to_string(),
            (it.pairs - it.tied).to_string(),
        ]
    };
    corridors.map(line).collect()
}
