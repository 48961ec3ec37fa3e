//! Which organisations do the same, and what looks entered twice.

use concert_secretariat::{OverlapCell, OverlapLayer, OverlapPair, OverlapView};

use super::{code, seen};
use crate::flags::Overlap;
use crate::office;
use crate::output::{self, Failure, amount};

/// One row for each cell in which a pair meets, or for each pair of look-alikes.
pub(super) fn run(flags: &Overlap) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.look.shown.data)?;
    let (place, at) = seen(&flags.look.seen)?;
    let view = secretariat.overlap(place.as_ref(), flags.most, at)?;
    if flags.look.shown.printed.json {
        return output::json(&view);
    }
    if flags.twice { twice(flags, view) } else { pairs(flags, &view) }
}

fn pairs(flags: &Overlap, view: &OverlapView) -> Result<(), Failure> {
    let head = [
        "pillar",
        "side",
        "first",
        "second",
        "likeness",
        "pair_redundant",
        "place",
        "form",
        "population",
        "first_supply",
        "second_supply",
        "supply",
        "likely_need",
        "gap",
        "redundant",
        "kind",
    ];
    let mut rows = Vec::new();
    for layer in &view.layers {
        for pair in &layer.pairs {
            rows.extend(pair.cells.iter().map(|cell| row(layer, pair, cell)));
        }
    }
    output::table(flags.look.shown.printed.csv, &head, &rows)
}

fn row(layer: &OverlapLayer, pair: &OverlapPair, cell: &OverlapCell) -> Vec<String> {
    let [first, second] = &pair.organisations;
    vec![
        code(layer.pillar),
        code(layer.side),
        first.names.pick("en").to_owned(),
        second.names.pick("en").to_owned(),
        pair.likeness.map(|likeness| format!("{likeness:.3}")).unwrap_or_default(),
        amount(pair.redundant),
        cell.cell.place.names.pick("en").to_owned(),
        cell.cell.form.map(|form| form.to_string()).unwrap_or_default(),
        cell.cell.population.to_string(),
        amount(cell.parts[0].amount),
        amount(cell.parts[1].amount),
        amount(cell.supply),
        amount(cell.likely_need),
        amount(cell.gap),
        amount(cell.redundant),
        cell.kind.code().to_owned(),
    ]
}

fn twice(flags: &Overlap, view: OverlapView) -> Result<(), Failure> {
    if let Some(refused) = view.not_compared {
        return Err(Failure::Refused(refused));
    }
    let head = [
        "organisation",
        "first_id",
        "first",
        "second_id",
        "second",
        "likeness",
        "title_similarity",
        "shared_cells",
    ];
    let rows: Vec<Vec<String>> = view
        .entered_twice
        .iter()
        .map(|pair| {
            let [first, second] = &pair.initiatives;
            vec![
                first.organisation.names.pick("en").to_owned(),
                first.id.to_string(),
                first.title.clone(),
                second.id.to_string(),
                second.title.clone(),
                format!("{:.3}", pair.likeness),
                format!("{:.3}", pair.title_similarity),
                pair.shared_cells.to_string(),
            ]
        })
        .collect();
    output::table(flags.look.shown.printed.csv, &head, &rows)
}
