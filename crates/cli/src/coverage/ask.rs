//! Whom to ask first.

use concert_secretariat::AskedAbout;

use super::{code, seen};
use crate::flags::Look;
use crate::office;
use crate::output::{self, Failure, amount};

/// One row for each answer that would tell something, by pillar and side.
pub(super) fn run(look: &Look) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&look.shown.data)?;
    let (place, at) = seen(&look.seen)?;
    let view = secretariat.ask_first(place.as_ref(), at)?;
    if look.shown.printed.json {
        return output::json(&view);
    }
    let head =
        ["pillar", "side", "ask_about", "id", "name", "needs", "share", "deviation", "after"];
    let mut rows = Vec::new();
    for layer in &view.layers {
        for answer in &layer.answers {
            let (about, id, name) = match &answer.about {
                AskedAbout::Need(need) => {
                    ("need", need.need, need.place.names.pick("en").to_owned())
                }
                AskedAbout::Estimate(id) => ("estimate", *id, String::new()),
                AskedAbout::Organisation(who) => {
                    ("organisation", who.id, who.names.pick("en").to_owned())
                }
            };
            rows.push(vec![
                code(layer.pillar),
                code(layer.side),
                about.to_owned(),
                id.to_string(),
                name,
                answer.needs.to_string(),
                format!("{:.3}", answer.share),
                amount(layer.deviation),
                amount(answer.deviation_after),
            ]);
        }
    }
    output::table(look.shown.printed.csv, &head, &rows)
}
