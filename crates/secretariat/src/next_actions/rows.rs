//! A plan as rows, for programs: one for each action, pillar and side.

use concert_terms::axis::Axis;

use super::candidate::ActionKind;
use super::layers::LayerGain;
use super::table::basis_note;
use super::view::{NextActionsView, PlannedAction, SilentShare};

/// The columns of a plan.
pub const PLAN_COLUMNS: [&str; 17] = [
    "number",
    "action",
    "title",
    "kind",
    "organisation",
    "place",
    "pillar",
    "side",
    "people",
    "cost",
    "cost_so_far",
    "currency",
    "ready_days",
    "gain",
    "nobody_reported_share",
    "capacity_unstated_share",
    "rests_on",
];

/// A plan in the columns of [`PLAN_COLUMNS`]. Cost, gain and the shares of it that rest on silence
/// are those of the whole action and stand in its first row, so that costs and gains can be added
/// up. An action that closes nothing itself has one row.
pub fn plan_lines(view: &NextActionsView) -> Vec<Vec<String>> {
    let numbered = (1..).zip(&view.plan.actions);
    numbered.flat_map(|(number, action)| of_action(number, action, &view.plan.currency)).collect()
}

fn of_action(number: u32, action: &PlannedAction, currency: &str) -> Vec<Vec<String>> {
    let nothing = [LayerGain { pillar: None, side: None, people: 0.0 }];
    let gains = if action.gains.is_empty() { &nothing[..] } else { &action.gains };
    let who: Vec<&str> = action.organisations.iter().map(|doer| doer.name.as_str()).collect();
    let places: Vec<&str> = action.places.iter().map(|place| place.code.as_str()).collect();
    let silent = |share: fn(&SilentShare) -> f64| {
        action.on_silence.as_ref().map(|it| share(it).to_string()).unwrap_or_default()
    };
    let line = |(turn, gain): (usize, &LayerGain)| {
        let once = |text: String| if turn == 0 { text } else { String::new() };
        vec![
            number.to_string(),
            action.name.clone(),
            action.title.clone(),
            action.kind.map_or("", ActionKind::code).to_owned(),
            who.join("; "),
            places.join("; "),
            gain.pillar.map_or("", Axis::code).to_owned(),
            gain.side.map_or("", Axis::code).to_owned(),
            gain.people.to_string(),
            once(action.cost.to_string()),
            once(action.cost_so_far.to_string()),
            currency.to_owned(),
            action.ready_days.map(|days| days.to_string()).unwrap_or_default(),
            once(action.gain.to_string()),
            once(silent(|it| it.nobody_reported)),
            once(silent(|it| it.capacity_unstated)),
            basis_note(&action.rests_on),
        ]
    };
    gains.iter().enumerate().map(line).collect()
}
