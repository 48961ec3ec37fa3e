//! The cells that commitments name, by place, to find which of them hold a need.

use std::collections::HashMap;

use concert_coalition::CommitmentCell;
use concert_coverage::NeedAtom;

use crate::picture::Picture;

/// Cells of commitments, each with whatever it is asked for by.
pub(crate) struct PromisedCells<'a, T>(HashMap<u32, Vec<(&'a CommitmentCell, T)>>);

impl<'a, T: Copy> PromisedCells<'a, T> {
    /// Of these cells; those in places that nobody declared are left out.
    pub(crate) fn of(
        picture: &Picture,
        cells: impl IntoIterator<Item = (&'a CommitmentCell, T)>,
    ) -> Self {
        let mut by_place: HashMap<u32, Vec<_>> = HashMap::new();
        for (cell, about) in cells {
            if let Some(place) = picture.coalition.places.number(&cell.place) {
                by_place.entry(place).or_default().push((cell, about));
            }
        }
        Self(by_place)
    }

    /// What is known of each cell in which a need stands: those of its place and of the places
    /// around it that leave out no axis on which the need differs.
    pub(crate) fn around(&self, picture: &Picture, atom: &NeedAtom) -> impl Iterator<Item = T> {
        let places = picture.tree.path_up(atom.place);
        let cells = places.filter_map(|place| self.0.get(&place)).flatten();
        cells.filter(|(cell, _)| holds(cell, atom)).map(|(_, about)| *about)
    }
}

/// Whether a need of the cell's place stands in it.
fn holds(cell: &CommitmentCell, atom: &NeedAtom) -> bool {
    cell.pillar.is_none_or(|pillar| atom.pillar == Some(pillar))
        && cell.side.is_none_or(|side| atom.side == Some(side))
        && cell.form.is_none_or(|form| atom.form.is_some_and(|it| it.is_within(form)))
        && atom.population.is_within(cell.population)
}
