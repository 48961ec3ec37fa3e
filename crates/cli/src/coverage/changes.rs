//! What changed since a day, and why gaps are others.

use concert_secretariat::{AllocationRule, ChangesView, GapChange, Instant};

use super::{code, seen};
use crate::flags::{Changes, Rule};
use crate::office;
use crate::output::{self, Failure, amount};

/// One row for each pillar and side, then one for each cell that changed most.
pub(super) fn run(flags: &Changes) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.look.shown.data)?;
    let (place, at) = seen(&flags.look.seen)?;
    let instant = |at, rule| {
        let rule = match rule {
            Rule::ByNeed => AllocationRule::ByNeed,
            Rule::Uniform => AllocationRule::Uniform,
        };
        Ok::<_, Failure>(Instant { at, size: secretariat.size_on(at)?, rule })
    };
    let since = instant(flags.since, flags.rule_since)?;
    let until = instant(at, flags.rule)?;
    let view = secretariat.changes(since, until, place.as_ref())?;
    if flags.look.shown.printed.json {
        return output::json(&view);
    }
    let head = [
        "pillar",
        "side",
        "place",
        "form",
        "population",
        "before",
        "after",
        "need",
        "capacity",
        "staleness",
        "definition",
    ];
    output::table(flags.look.shown.printed.csv, &head, &rows(&view))
}

fn rows(view: &ChangesView) -> Vec<Vec<String>> {
    let figures = |change: &GapChange| {
        let GapChange { before, after, need, capacity, staleness, definition } = *change;
        [before, after, need, capacity, staleness, definition].map(amount)
    };
    let mut rows = Vec::new();
    for layer in &view.layers {
        let mut row = vec![code(layer.pillar), code(layer.side)];
        row.extend(std::iter::repeat_n(String::new(), 3));
        row.extend(figures(&layer.change));
        rows.push(row);
    }
    for cell in &view.cells {
        let stands = &cell.cell;
        let mut row = vec![code(stands.pillar), code(stands.side)];
        row.push(stands.place.names.pick("en").to_owned());
        row.push(stands.form.map(|form| form.to_string()).unwrap_or_default());
        row.push(stands.population.to_string());
        row.extend(figures(&cell.change));
        rows.push(row);
    }
    rows
}
