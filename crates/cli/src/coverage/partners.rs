//! Who should work with whom.

use concert_terms::Id;

use super::seen;
use crate::flags::Partners;
use crate::office;
use crate::output::{self, Failure, amount};

/// One row for each reason why two organisations should work together: people whom one turns away
/// and the other has room for, or people who are moved from one to the other.
pub(super) fn run(flags: &Partners) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.look.shown.data)?;
    let (place, at) = seen(&flags.look.seen)?;
    let id = |id: &String| id.parse::<Id>().map_err(|error| Failure::Broken(error.to_string()));
    let organisation = flags.organisation.as_ref().map(id).transpose()?;
    let view = secretariat.partners(place.as_ref(), organisation, flags.most, at)?;
    if flags.look.shown.printed.json {
        return output::json(&view);
    }
    let head = [
        "pair",
        "turns_away",
        "has_room",
        "place",
        "form",
        "population",
        "room_in",
        "turned_away",
        "free",
        "people",
    ];
    let mut rows = Vec::new();
    for (number, pair) in (1..).zip(&view.pairs) {
        for reason in &pair.reasons {
            rows.push(vec![
                number.to_string(),
                reason.from.names.pick("en").to_owned(),
                reason.to.names.pick("en").to_owned(),
                reason.cell.place.names.pick("en").to_owned(),
                reason.cell.form.map(|form| form.to_string()).unwrap_or_default(),
                reason.cell.population.to_string(),
                reason.room_at.names.pick("en").to_owned(),
                amount(reason.turned_away),
                amount(reason.free),
                amount(reason.people),
            ]);
        }
    }
    if flags.corridors {
        return corridors(flags, &view);
    }
    output::table(flags.look.shown.printed.csv, &head, &rows)?;
    let along = view.pairs.iter().filter(|pair| !pair.corridors.is_empty()).count();
    if along > 0 && !flags.look.shown.printed.csv {
        say!("{along} pairs also join the ends of a corridor; --corridors tells which.");
    }
    Ok(())
}

/// One row for each corridor whose ends two organisations would join.
fn corridors(flags: &Partners, view: &concert_secretariat::PartnersView) -> Result<(), Failure> {
    let head = ["pair", "at_origin", "at_destination", "corridor", "moved_a_year", "fall_to_them"];
    let mut rows = Vec::new();
    for (number, pair) in (1..).zip(&view.pairs) {
        for along in &pair.corridors {
            rows.push(vec![
                number.to_string(),
                along.origin.names.pick("en").to_owned(),
                along.destination.names.pick("en").to_owned(),
                along.corridor.names.pick("en").to_owned(),
                amount(along.flow),
                amount(along.people),
            ]);
        }
    }
    output::table(flags.look.shown.printed.csv, &head, &rows)
}
