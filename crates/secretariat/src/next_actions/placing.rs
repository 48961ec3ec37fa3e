//! Placing: from what actions state to what they add at each need.
//!
//! A cell of an action is taken like a declaration: it touches the needs that an initiative of the
//! same place, pillars, sides, forms and population would, and what it adds is shared out over
//! them by need ([`concert_coverage::apportion`]). How much was shared out by that rule and not
//! stated is kept for every action.

use concert_coverage::supply::{OPEN_END, OPEN_START};
use concert_coverage::{AllocationRule, Effect, RowAmount, Supply, SupplyRow, apportion};
use concert_terms::ServiceKind;

use super::candidate::{ActionCell, CandidateAction};
use crate::Asked;
use crate::picture::Picture;

/// What actions add, by position among the candidates.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Placed {
    /// At which of the picture's needs each action adds how much, before its risk.
    pub(crate) effects: Vec<Vec<Effect>>,
    /// The share of what each action adds that a rule and not its statement placed; absent for one
    /// that adds nothing.
    pub(crate) by_rule: Vec<Option<f64>>,
    /// Cells that stand nowhere: no need is known there, or no place of theirs is.
    pub(crate) lost: Vec<LostCell>,
}

/// A cell of an action in which no need stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LostCell {
    /// Position of the action.
    pub(crate) action: u32,
    /// Position of the cell among those of the action.
    pub(crate) cell: u32,
    /// Whether a place of it is not declared.
    pub(crate) place_unknown: bool,
}

/// One cell on its way.
struct Row<'a> {
    action: u32,
    number: u32,
    cell: &'a ActionCell,
    places: Vec<u32>,
}

/// Places actions among the needs of a picture.
pub(crate) fn place(picture: &Picture, actions: &[CandidateAction]) -> Asked<Placed> {
    let coalition = &picture.coalition;
    let mut lost = Vec::new();
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (action, candidate) in (0_u32..).zip(actions) {
        for (number, cell) in (0_u32..).zip(&candidate.cells) {
            let declared = |number: &u32| coalition.places.at(*number).is_some();
            let known = |code| coalition.places.number(code).filter(declared);
            let places: Option<Vec<u32>> = cell.places.iter().map(known).collect();
            match places {
                Some(places) => rows.push(Row { action, number, cell, places }),
                None => lost.push(LostCell { action, cell: number, place_unknown: true }),
            }
        }
    }
    let mut supply = Supply::new();
    for (at, row) in (0_u32..).zip(&rows) {
        // Each cell is an organisation of its own, so that what comes back is told by cell.
        supply.put(at, &supply_row(at, row))?;
    }
    let amounts = (0_u32..).zip(&rows);
    let amounts: Vec<RowAmount> =
        amounts.map(|(at, row)| RowAmount { row: at, amount: row.cell.amount }).collect();
    let Picture { tree, needs, .. } = picture;
    let shares = apportion(tree, &supply, needs, AllocationRule::ByNeed, &amounts)?;
    let mut effects: Vec<Vec<Effect>> = vec![Vec::new(); actions.len()];
    let mut ruled = vec![0.0; actions.len()];
    let mut all = vec![0.0; actions.len()];
    let mut shares = shares.chunk_by(|a, b| a.organisation == b.organisation).peekable();
    for (at, row) in (0_u32..).zip(&rows) {
        let action = row.action as usize;
        let Some(of_row) = shares.next_if(|of_row| of_row[0].organisation == at) else {
            // A cell that adds nothing stands wherever it is said to.
            if row.cell.amount > 0.0 {
                lost.push(LostCell { action: row.action, cell: row.number, place_unknown: false });
            }
            continue;
        };
        let stands = needs.atoms()[of_row[0].need as usize].place;
        let is_ruled = of_row.len() > 1
            || row.places.len() > 1
            || stated_cells(row.cell) > 1
            || (stands != row.places[0] && tree.is_within(stands, row.places[0]));
        for share in of_row {
            effects[action].push(Effect { need: share.need, amount: share.amount });
            all[action] += share.amount;
            ruled[action] += if is_ruled { share.amount } else { 0.0 };
        }
    }
    lost.sort_unstable_by_key(|lost| (lost.action, lost.cell));
    let by_rule = all.iter().zip(&ruled);
    let by_rule = by_rule.map(|(all, ruled)| (*all > 0.0).then(|| ruled / all)).collect();
    Ok(Placed { effects, by_rule, lost })
}

fn supply_row(at: u32, row: &Row<'_>) -> SupplyRow {
    let ActionCell { pillars, sides, forms, population, sector, .. } = *row.cell;
    SupplyRow {
        organisation: at,
        places: row.places.clone(),
        pillars,
        sides,
        forms,
        population,
        sector,
        first_day: OPEN_START,
        last_day: OPEN_END,
        is_active: true,
        capacity: None,
        confirmed_day: 0,
        half_life_days: ServiceKind::USUAL_HALF_LIFE_DAYS,
        answers: None,
    }
}

fn stated_cells(cell: &ActionCell) -> usize {
    cell.pillars.len().max(1) * cell.sides.len().max(1) * cell.forms.len().max(1)
}
