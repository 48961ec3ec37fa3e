//! Effort beside need, and how much better it could stand.

use super::{code, seen};
use crate::flags::Look;
use crate::office;
use crate::output::{self, Failure, amount};

/// Each layer in one row, then what its cells would gain in a best placement.
pub(super) fn run(look: &Look) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&look.shown.data)?;
    let (place, at) = seen(&look.seen)?;
    let view = secretariat.alignment(place.as_ref(), at)?;
    if look.shown.printed.json {
        return output::json(&view);
    }
    let head = [
        "pillar",
        "side",
        "place",
        "form",
        "population",
        "need",
        "effort",
        "alignment",
        "low",
        "high",
        "attainable",
        "gain",
    ];
    let share = |share: f64| format!("{share:.3}");
    let mut rows = Vec::new();
    for layer in &view.layers {
        let axes = [code(layer.pillar), code(layer.side)];
        let mut row = axes.to_vec();
        row.extend([String::new(), String::new(), String::new()]);
        row.extend([amount(layer.need), amount(layer.effort), share(layer.alignment)]);
        row.extend([layer.interval.low, layer.interval.high, layer.attainable].map(share));
        row.push(amount(layer.gains.iter().map(|gain| gain.amount).sum()));
        rows.push(row);
        for gain in &layer.gains {
            let mut row = axes.to_vec();
            row.push(gain.cell.place.names.pick("en").to_owned());
            row.push(gain.cell.form.map(|form| form.to_string()).unwrap_or_default());
            row.push(gain.cell.population.to_string());
            row.extend(std::iter::repeat_n(String::new(), 6));
            row.push(amount(gain.amount));
            rows.push(row);
        }
    }
    output::table(look.shown.printed.csv, &head, &rows)
}
