//! The needs of a commitment and those beside it, each with its gap then and now.

use std::collections::{BTreeSet, HashSet};

use concert_coalition::{CommitmentCell, CommitmentHistory};
use concert_coverage::effect::CellChange;
use concert_coverage::{
    Allocation, AllocationRule, GapDraws, Layer, NeedAtom, Question, knowledge_of_needs,
};
use concert_terms::{Draws, Id};

use crate::Asked;
use crate::effect::NotCompared;
use crate::frame::REPORTING_WINDOW_DAYS;
use crate::picture::Picture;
use crate::promised_cells::PromisedCells;

/// What is compared with what. Cells are numbered as the needs are.
pub(super) struct Compared {
    /// The needs that the commitment names.
    pub(super) own: Vec<CellChange>,
    /// Other needs of the same pillars and sides.
    pub(super) others: Vec<CellChange>,
    /// Needs that the commitment names and that do not stand in both pictures.
    pub(super) left_out: Vec<(u32, NotCompared)>,
    /// Needs that were stated anew in between.
    pub(super) restated: BTreeSet<u32>,
    /// In how many of the cells that the commitment names no need stands.
    pub(super) without_need: usize,
}

impl Compared {
    /// The expected gap of another need then and now.
    pub(super) fn means(&self, cell: u32) -> Option<(f64, f64)> {
        let at = self.others.binary_search_by_key(&cell, |other| other.cell).ok()?;
        let other = &self.others[at];
        Some((other.then.mean(), other.now.mean()))
    }
}

/// The needs of both pictures, each seen on its day.
pub(super) fn compared(
    history: &CommitmentHistory,
    (then, made): (&Picture, i32),
    (now, today): (&Picture, i32),
) -> Asked<Compared> {
    let own_cells = &history.current.commitment.cells;
    let own = places_of(now, own_cells);
    let other_cells: HashSet<&CommitmentCell> =
        others(now, history.current.commitment.id).collect();
    let of_others = places_of(now, other_cells);
    let asked = Question { window_days: REPORTING_WINDOW_DAYS, ..Question::on(made) };
    let knowledge = knowledge_of_needs(&then.tree, &then.supply, &then.needs, &asked)?;
    let (gaps_then, gaps_now) = (gaps(then, made)?, gaps(now, today)?);
    let (aside_then, aside_now) = (set_aside(then), set_aside(now));
    let atoms = now.needs.atoms();
    let layer = |atom: &NeedAtom| Layer { pillar: atom.pillar, side: atom.side };
    let layers: BTreeSet<Layer> =
        atoms.iter().filter(|atom| is_in(&own, now, atom)).map(layer).collect();

    let mut found = Compared {
        own: Vec::new(),
        others: Vec::new(),
        left_out: Vec::new(),
        restated: BTreeSet::new(),
        without_need: 0,
    };
    for (at, (number, atom)) in (0_u32..).zip(now.atoms.iter().zip(atoms)) {
        let is_own = is_in(&own, now, atom);
        if !layers.contains(&layer(atom)) {
            continue;
        }
        let before = then.atoms.binary_search(number).ok().map(|before| before as u32);
        let is_aside =
            aside_now.contains(&at) || before.is_some_and(|before| aside_then.contains(&before));
        let Some(before) = before.filter(|_| !is_aside) else {
            let why = if is_aside { NotCompared::SetAside } else { NotCompared::NotKnownThen };
            found.left_out.extend(is_own.then_some((*number, why)));
            continue;
        };
        // What is not set aside has a state of knowledge.
        let Some(known) = knowledge[before as usize] else { continue };
        let stood = &then.needs.atoms()[before as usize];
        if stood.draws != atom.draws {
            found.restated.insert(*number);
        }
        let change = CellChange {
            cell: *number,
            layer: layer(atom),
            form: atom.form,
            place: shares_with(now, atom.place),
            knowledge: known.knowledge,
            weight: 1.0,
            need: stood.draws.mean(),
            then: Draws::new(gaps_then.of_need(before).to_vec()),
            now: Draws::new(gaps_now.of_need(at).to_vec()),
            is_of_others: is_in(&of_others, now, atom),
        };
        if is_own { found.own.push(change) } else { found.others.push(change) }
    }
    let was_own = places_of(then, own_cells);
    for (number, atom) in then.atoms.iter().zip(then.needs.atoms()) {
        if is_in(&was_own, then, atom) && now.atoms.binary_search(number).is_err() {
            found.left_out.push((*number, NotCompared::NotStatedNow));
        }
    }
    let stands = |cell: &CommitmentCell| {
        let one = places_of(now, [cell]);
        atoms.iter().any(|atom| is_in(&one, now, atom))
    };
    found.without_need = own_cells.iter().filter(|cell| !stands(cell)).count();
    Ok(found)
}

/// The cells of every other commitment that stands, or was claimed to be under way before it was
/// taken back: what was done under it is not undone.
fn others(picture: &Picture, commitment: Id) -> impl Iterator<Item = &CommitmentCell> {
    let all = picture.coalition.plan.promises.commitments();
    let acted = all.filter(move |(id, history)| {
        *id != commitment && (history.withdrawn.is_none() || history.claimed().is_some())
    });
    acted.flat_map(|(_, history)| &history.current.commitment.cells)
}

/// The gap of every need of a picture, draw by draw.
fn gaps(picture: &Picture, day: i32) -> Asked<GapDraws> {
    let Picture { tree, supply, needs, .. } = picture;
    let allocation = Allocation::on(day, tree, supply, needs, AllocationRule::ByNeed)?;
    Ok(GapDraws::of(needs, &allocation))
}

fn set_aside(picture: &Picture) -> BTreeSet<u32> {
    picture.needs.superseded().iter().map(|superseded| superseded.need).collect()
}

/// The place whose parts share what happens to them: the province, or the country.
fn shares_with(picture: &Picture, place: u32) -> u32 {
    let tree = &picture.tree;
    tree.path_up(place).find(|above| tree.depth(*above) <= 1).unwrap_or(place)
}

fn places_of<'a>(
    picture: &Picture,
    cells: impl IntoIterator<Item = &'a CommitmentCell>,
) -> PromisedCells<'a, ()> {
    PromisedCells::of(picture, cells.into_iter().map(|cell| (cell, ())))
}

/// Whether a need stands in one of the cells.
fn is_in(cells: &PromisedCells<'_, ()>, picture: &Picture, atom: &NeedAtom) -> bool {
    cells.around(picture, atom).next().is_some()
}
