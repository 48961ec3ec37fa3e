//! `concert plan effect`: what is associated with a commitment.

use std::io::Write;

use concert_secretariat::{AssociatedLayer, EffectView};
use concert_terms::{Axis, Interval};

use crate::office;
use crate::output::{self, Failure};
use crate::plan_flags::PlanEffect;

pub(crate) fn run(flags: &PlanEffect) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.shown.data)?;
    let at = flags.at.unwrap_or_else(office::today_utc);
    let view = secretariat.effect(flags.commitment, at)?;
    if flags.shown.printed.json {
        return output::json(&view);
    }
    if flags.shown.printed.csv {
        return output::table(true, &CELL_COLUMNS, &cell_rows(&view));
    }
    print(&view, &output::language())
}

const CELL_COLUMNS: [&str; 11] = [
    "need_id",
    "place",
    "pillar",
    "side",
    "form",
    "population",
    "then",
    "now",
    "expected_now",
    "comparable",
    "left_out",
];

/// The needs of the commitment, one by one, and last those of which nothing can be said.
fn cell_rows(view: &EffectView) -> Vec<Vec<String>> {
    let names = |cell: &concert_secretariat::NeedLabel| {
        vec![
            cell.need.to_string(),
            cell.place.code.to_string(),
            cell.pillar.map_or("", Axis::code).to_owned(),
            cell.side.map_or("", Axis::code).to_owned(),
            cell.form.map_or("", Axis::code).to_owned(),
            cell.population.to_string(),
        ]
    };
    let compared = view.layers.iter().flat_map(|layer| &layer.cells).map(|cell| {
        let figures = [cell.then, cell.now, cell.expected_now].map(|figure| figure.to_string());
        let last = [cell.comparable.to_string(), String::new()];
        names(&cell.cell).into_iter().chain(figures).chain(last).collect()
    });
    let left_out = view.not_compared.iter().map(|left| {
        let none = std::iter::repeat_n(String::new(), 4);
        names(&left.cell).into_iter().chain(none).chain([left.why.code().to_owned()]).collect()
    });
    compared.chain(left_out).collect()
}

fn print(view: &EffectView, language: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", view.text.pick(language))?;
    let maker = view.maker.as_ref().map_or("", |maker| maker.names.pick(language));
    writeln!(out, "made by {maker} on {}, seen on {}", view.made, view.at)?;
    writeln!(
        out,
        "An association and no proof: whatever else happened in these cells alone is in it."
    )?;
    let rows: Vec<Vec<String>> = view.layers.iter().map(row).collect();
    let head = [
        "pillar",
        "side",
        "gap then",
        "gap now",
        "expected now",
        "association",
        "share",
        "cells",
        "compared with",
    ];
    output::table(false, &head, &rows)?;
    for (why, count) in left_out(view) {
        writeln!(out, "left out ({why}): {count}")?;
    }
    if view.cells_without_need > 0 {
        writeln!(out, "named cells without a need: {}", view.cells_without_need)?;
    }
    if view.cells_were_changed {
        writeln!(out, "the cells are not those that were named first")?;
    }
    let restated = view.layers.iter().flat_map(|layer| &layer.cells);
    writeln!(
        out,
        "needs stated anew since: {}; shared with other commitments: {}; not compared with because \
         other commitments are about them: {}",
        restated.filter(|cell| cell.was_restated).count(),
        view.shared.len(),
        view.excluded.len()
    )?;
    Ok(())
}

fn row(layer: &AssociatedLayer) -> Vec<String> {
    let in_full = |it: &Interval, unit: f64, sign: &str| {
        let part = |of: f64| output::amount(of * unit);
        format!("{}{sign} ({} to {})", part(it.middle), part(it.low), part(it.high))
    };
    vec![
        layer.pillar.map_or("unstated", Axis::code).to_owned(),
        layer.side.map_or("unstated", Axis::code).to_owned(),
        output::amount(layer.then),
        output::amount(layer.now),
        output::amount(layer.expected_now),
        in_full(&layer.association, 1.0, ""),
        layer.relative.map_or_else(String::new, |share| in_full(&share, 100.0, " %")),
        layer.cells.len().to_string(),
        layer.beside.len().to_string(),
    ]
}

/// How many needs are left out for each reason.
fn left_out(view: &EffectView) -> std::collections::BTreeMap<&'static str, usize> {
    let mut counts = std::collections::BTreeMap::new();
    for left in &view.not_compared {
        *counts.entry(left.why.code()).or_default() += 1;
    }
    counts
}
