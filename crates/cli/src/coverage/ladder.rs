//! The ladder: how much of what is there helps somebody in the end.

use concert_secretariat::{LadderView, RungKnown, ladder_picture};

use super::{code, seen};
use crate::flags::Ladder;
use crate::office;
use crate::output::{self, Failure, amount};

/// One row for each rung of each pillar and side.
pub(super) fn run(flags: &Ladder) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.look.shown.data)?;
    let (place, at) = seen(&flags.look.seen)?;
    let said = match &flags.said {
        Some(path) => Some(secretariat.read_ladder(path, &office::reader()?)?),
        None => None,
    };
    let view = secretariat.ladder(place.as_ref(), said.as_ref(), at)?;
    if let Some(path) = &flags.svg {
        std::fs::write(path, ladder_picture(&view).map_err(Failure::Broken)?)
            .map_err(|error| Failure::Broken(format!("{}: {error}", path.display())))?;
    }
    if flags.look.shown.printed.json {
        return output::json(&view);
    }
    let head = [
        "pillar",
        "side",
        "rung",
        "known",
        "covered_at_least",
        "covered_at_most",
        "supply_at_least",
        "supply_at_most",
        "lost",
        "unsaid_share",
        "without_capacity",
    ];
    output::table(flags.look.shown.printed.csv, &head, &rows(&view))?;
    if !flags.look.shown.printed.csv {
        tell_unknown(&view);
    }
    Ok(())
}

fn rows(view: &LadderView) -> Vec<Vec<String>> {
    let share = |share: f64| format!("{share:.3}");
    let of_layers = view.layers.iter().flat_map(|layer| {
        layer.rungs.iter().map(move |rung| {
            vec![
                code(layer.pillar),
                code(layer.side),
                rung.rung.to_owned(),
                rung.known.code().to_owned(),
                share(rung.coverage_at_least.middle),
                if rung.is_unknown() { String::new() } else { share(rung.coverage_at_most.middle) },
                amount(rung.supply_at_least),
                if rung.is_unknown() { String::new() } else { amount(rung.supply_at_most) },
                amount(rung.lost),
                rung.unsaid_share.map(share).unwrap_or_default(),
                layer.without_capacity.to_string(),
            ]
        })
    });
    of_layers.collect()
}

/// Which rungs nobody states anything of, and how many initiatives are on none.
fn tell_unknown(view: &LadderView) {
    let without_capacity: u32 = view.layers.iter().map(|layer| layer.without_capacity).sum();
    if without_capacity > 0 {
        say!(
            "\nof stated capacities: {without_capacity} initiatives state none (one of several sides counts for each)"
        );
    }
    let mut unknown: Vec<&str> = Vec::new();
    for rung in view.layers.iter().flat_map(|layer| &layer.rungs) {
        if rung.known == RungKnown::NotSaid && !unknown.contains(&rung.rung) {
            unknown.push(rung.rung);
        }
    }
    if !unknown.is_empty() {
        say!(
            "\nnot known: {}. The register does not state it; --said brings a table",
            unknown.join(", ")
        );
    }
}
