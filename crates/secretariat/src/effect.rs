//! What is associated with a commitment: did the gap in its cells change otherwise than elsewhere?
//!
//! The frame as it was known at the end of the day on which the commitment was made, seen on that
//! day, beside the frame as it was known at the end of a later day, seen on that one. Cells are the
//! needs that stand in both. Those that the commitment names are compared by
//! [`concert_coverage::effect`] with needs of the same pillar and side that no other commitment
//! names; its formula, a difference in differences, and its sources are told there. Whatever else
//! happened in these cells alone counts as if the commitment had done it: it is an association.
//!
//! A part of the frame that a commitment leaves unstated restricts nothing. Weights are 1, so that
//! the result is in the unit of the pillar. A place shares what happens to it with its province, or
//! with its country where it is one.

mod cells;
mod lines;
mod view;

use std::collections::BTreeMap;

use concert_coalition::CommitmentHistory;
use concert_coverage::effect::associations;
use concert_coverage::{EffectRefusal, Layer, Since};
use concert_terms::Id;
use jiff::civil::Date;

use crate::label::OrganisationLabel;
use crate::need_label::NeedLabel;
use crate::picture::Picture;
use crate::{Asked, Refused, Secretariat, Unanswered};

use cells::{Compared, compared};
pub use lines::{EFFECT_COLUMNS, effect_lines};
pub use view::{
    AssociatedCell, AssociatedLayer, EffectCell, EffectView, NotCompared, NotComparedCell,
};

/// The level of intervals.
const LEVEL: f64 = 0.9;

impl Secretariat {
    /// What is associated with a commitment on a day, since it was made.
    ///
    /// Refused: a commitment that is not known, a day before it was made, a commitment that names
    /// no cell, and one in none of whose cells anything can be compared.
    pub fn effect(&self, commitment: Id, at: Date) -> Asked<EffectView> {
        let absent = || Unanswered::absent("commitment", &commitment.to_string());
        // What it promises is taken as it is known today: a promise of last year may have been stated
        // here last week, and its cells may have been chosen since.
        let history = {
            let picture = self.picture();
            let promises = &picture.coalition.plan.promises;
            promises.commitment(&commitment).ok_or_else(absent)?.clone()
        };
        let made = history.made_on();
        if made > at {
            return Err(made_later(made, at));
        }
        let (size_then, size_now) = (self.size_on(made)?, self.size_on(at)?);
        let then = self.past(size_then)?;
        let size = self.picture().coalition.size;
        // What was stated of needs and work after the day belongs to a later answer.
        if size_now < size {
            let now = self.past(size_now)?;
            return answer(&history, (&then, made), (&now, at));
        }
        answer(&history, (&then, made), (&self.picture(), at))
    }
}

/// The engine's own refusal tells numbers of days; people read dates.
fn made_later(made: Date, at: Date) -> Unanswered {
    let day = concert_coalition::day_number;
    let refusal = EffectRefusal::MadeLater { made: day(made), today: day(at) };
    let refused = Refused::from(concert_coverage::Refusal::from(refusal));
    let facts = vec![("made", made.to_string()), ("today", at.to_string())];
    let text = format!("a commitment of {made} is asked about on {at}");
    Unanswered::Refused(Refused { facts, text, ..refused })
}

fn answer(
    history: &CommitmentHistory,
    (then, made): (&Picture, Date),
    (now, at): (&Picture, Date),
) -> Asked<EffectView> {
    let coalition = &now.coalition;
    let promised = &history.current.commitment;
    if promised.cells.is_empty() {
        return Err(concert_coverage::Refusal::from(EffectRefusal::WithoutCells).into());
    }
    let day = concert_coalition::day_number;
    let compared = compared(history, (then, day(made)), (now, day(at)))?;
    if compared.own.is_empty() {
        let left_out = compared.left_out.len();
        let refusal = EffectRefusal::NothingToCompare { left_out };
        return Err(concert_coverage::Refusal::from(refusal).into());
    }
    let found = associations(&Since {
        made: day(made),
        today: day(at),
        cells: &compared.own,
        others: &compared.others,
        level: LEVEL,
    })?;
    let labels = Labels { now, then, compared: &compared };
    let mut not_compared: Vec<NotComparedCell> =
        compared.left_out.iter().filter_map(|(cell, why)| labels.left_out(*cell, *why)).collect();
    let left_out = found.left_out.iter().map(|(cell, why)| (*cell, NotCompared::from(*why)));
    not_compared.extend(left_out.filter_map(|(cell, why)| labels.left_out(cell, why)));
    let named = |cells: &[u32]| cells.iter().filter_map(|cell| labels.of(*cell)).collect();
    let maker = coalition.organisations.number(&promised.maker);
    Ok(EffectView {
        commitment: promised.id,
        maker: maker.and_then(|number| OrganisationLabel::of(coalition, number)),
        text: promised.text.clone(),
        made,
        at,
        size_then: then.coalition.size,
        size_now: coalition.size,
        level: LEVEL,
        cells_named: promised.cells.len(),
        cells_without_need: compared.without_need,
        cells_were_changed: cells_were_changed(history),
        layers: found.layers.iter().map(|layer| labels.layer(layer)).collect(),
        not_compared,
        shared: named(&found.shared),
        excluded: named(&found.excluded),
    })
}

/// Whether an earlier version of a commitment named other cells: chosen after the fact, cells can
/// be those that did well.
fn cells_were_changed(history: &CommitmentHistory) -> bool {
    let cells = &history.current.commitment.cells;
    history.earlier.iter().any(|version| version.commitment.cells != *cells)
}

/// What the numbers of cells stand for.
struct Labels<'a> {
    now: &'a Picture,
    then: &'a Picture,
    compared: &'a Compared,
}

impl Labels<'_> {
    fn of(&self, cell: u32) -> Option<NeedLabel> {
        let at = |picture: &Picture| {
            let atom = picture.atoms.binary_search(&cell).ok()?;
            NeedLabel::of(picture, atom as u32)
        };
        at(self.now).or_else(|| at(self.then))
    }

    fn left_out(&self, cell: u32, why: NotCompared) -> Option<NotComparedCell> {
        Some(NotComparedCell { cell: self.of(cell)?, why })
    }

    fn layer(&self, found: &concert_coverage::effect::Association) -> AssociatedLayer {
        let Layer { pillar, side } = found.layer;
        let mut beside: BTreeMap<u32, usize> = BTreeMap::new();
        for other in found.cells.iter().flat_map(|cell| &cell.comparable) {
            *beside.entry(*other).or_default() += 1;
        }
        let cell = |cell: &concert_coverage::effect::CellAssociation| {
            Some(AssociatedCell {
                cell: self.of(cell.cell)?,
                then: cell.then,
                now: cell.now,
                expected_now: cell.expected_now,
                comparable: cell.comparable.len(),
                is_same_form: cell.is_same_form,
                was_restated: self.compared.restated.contains(&cell.cell),
            })
        };
        let other = |other: (&u32, &usize)| {
            let (then, now) = self.compared.means(*other.0)?;
            Some(EffectCell { cell: self.of(*other.0)?, then, now, compared_with: *other.1 })
        };
        AssociatedLayer {
            pillar,
            side,
            then: found.then,
            now: found.now,
            expected_now: found.expected_now,
            association: found.association,
            relative: found.relative,
            cells: found.cells.iter().filter_map(cell).collect(),
            beside: beside.iter().filter_map(other).collect(),
        }
    }
}
