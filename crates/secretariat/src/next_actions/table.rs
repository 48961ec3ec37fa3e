//! The table of candidate actions as it is printed, to be changed and read again.

use concert_terms::{Axis, PlaceCode, Stated};

use super::candidate::{ActionCell, ActionKind, CandidateAction, Candidates, CostBasis};
use crate::Fault;
use crate::export::csv_text;

/// The columns of a table of actions.
pub const ACTION_COLUMNS: &[&str] = &[
    "action",
    "title",
    "kind",
    "organisation",
    "place",
    "pillar",
    "side",
    "form",
    "population",
    "sector",
    "amount",
    "cost",
    "currency",
    "lead-time",
    "risk",
    "requires",
    "set",
    "note",
];

/// The table of some candidates as CSV, to be changed and read again.
pub fn actions_csv(candidates: &Candidates) -> Result<String, Fault> {
    csv_text(ACTION_COLUMNS, &action_lines(candidates))
}

/// The same, in the columns of [`ACTION_COLUMNS`].
pub fn action_lines(candidates: &Candidates) -> Vec<Vec<String>> {
    let of_action = |action: &CandidateAction| {
        let cells = action.cells.iter().enumerate();
        let lines = cells.map(|(turn, cell)| line(candidates, action, cell, turn == 0));
        lines.collect::<Vec<_>>()
    };
    candidates.actions.iter().flat_map(of_action).collect()
}

fn line(
    candidates: &Candidates,
    action: &CandidateAction,
    cell: &ActionCell,
    is_first: bool,
) -> Vec<String> {
    let names: Vec<&str> = action.organisations.iter().map(|doer| doer.name.as_str()).collect();
    let ids = action
        .organisations
        .iter()
        .map(|doer| doer.id.map_or_else(|| doer.name.clone(), |id| id.to_string()));
    let places: Vec<&str> = cell.places.iter().map(PlaceCode::as_str).collect();
    let once = |text: String| if is_first { text } else { String::new() };
    let note = [names.join("; "), basis_note(&action.rests_on)];
    let note: Vec<&str> = note.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    vec![
        action.name.clone(),
        once(action.title.clone()),
        once(action.kind.map_or("", ActionKind::code).to_owned()),
        once(ids.collect::<Vec<_>>().join("; ")),
        places.join("; "),
        stated(cell.pillars),
        stated(cell.sides),
        stated(cell.forms),
        cell.population.to_string(),
        cell.sector.map(|sector| sector.to_string()).unwrap_or_default(),
        cell.amount.to_string(),
        once(action.cost.to_string()),
        once(candidates.currency.clone()),
        once(action.lead_days.map(|days| days.to_string()).unwrap_or_default()),
        once(action.risk.to_string()),
        once(action.requires.join("; ")),
        once(action.exclusive_set.clone().unwrap_or_default()),
        once(note.join(". ")),
    ]
}

fn stated<T: Axis>(stated: Stated<T>) -> String {
    if stated.is_unstated() { String::new() } else { stated.to_string() }
}

/// What a cost rests on, for whoever reads the table.
pub fn basis_note(basis: &CostBasis) -> String {
    match basis {
        CostBasis::Table { note, .. } => note.clone(),
        CostBasis::Budget { initiative, budget, days, capacity, per_unit } => {
            let period = days.map_or_else(
                || "an open period, taken as one year".to_owned(),
                |days| format!("{days} days"),
            );
            format!(
                "Initiative {initiative}: budget {budget} for {period}, capacity {capacity} a \
                 year, so {per_unit} per unit"
            )
        }
        CostBasis::Median { service, country, initiatives, per_unit } => format!(
            "Assumed: {per_unit} per unit, the median of {initiatives} initiatives that offer \
             {service} in {country}"
        ),
    }
}
