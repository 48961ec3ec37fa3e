//! A need as a cell that figures are about: where, what and for whom, without how much.

use concert_terms::{Form, Id, Pillar, Population, Sector, Side};
use serde::Serialize;

use crate::label::PlaceLabel;
use crate::picture::Picture;

/// A cell in which a need stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeedLabel {
    /// Identifier of the need, to link by.
    pub need: Id,
    /// Where.
    pub place: PlaceLabel,
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// Form, if stated.
    pub form: Option<Form>,
    /// For whom.
    pub population: Population,
    /// Coordination group, if stated.
    pub sector: Option<Sector>,
}

impl NeedLabel {
    /// The label of the need that stands at a position of the picture's atoms.
    pub(crate) fn of(picture: &Picture, atom: u32) -> Option<Self> {
        let Picture { coalition, needs, atoms, .. } = picture;
        let number = *atoms.get(atom as usize)?;
        let atom = needs.atoms().get(atom as usize)?;
        Some(Self {
            need: *coalition.needs.key(number)?,
            place: PlaceLabel::of(coalition, atom.place)?,
            pillar: atom.pillar,
            side: atom.side,
            form: atom.form,
            population: atom.population,
            sector: atom.sector,
        })
    }
}
