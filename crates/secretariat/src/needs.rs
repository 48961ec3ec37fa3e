//! Needs: the list, and one in full.

use concert_coalition::{Basis, Coalition, Need, Source};
use concert_terms::{
    Draws, Form, Id, Interval, Period, Pillar, PlaceCode, Population, Sector, Side,
};
use serde::Serialize;

use crate::Secretariat;
use crate::label::{Page, PlaceLabel};

/// One need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeedView {
    /// Identifier, to link by.
    pub id: Id,
    /// Where.
    pub place: Option<PlaceLabel>,
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// Form, if stated.
    pub form: Option<Form>,
    /// For whom.
    pub population: Population,
    /// Coordination group of a needs table.
    pub sector: Option<Sector>,
    /// When.
    pub period: Period,
    /// What it rests on.
    pub basis: Basis,
    /// Median and 90 % interval of its draws; absent where the basis says too little.
    pub amount: Option<Interval>,
    /// Where it was read.
    pub source: Option<Source>,
    /// Index of the statement that declared it.
    pub statement: u64,
    /// The import that the statement belongs to.
    pub import: Option<Id>,
}

/// The draws of a need, with the estimates of the coalition under it.
pub(crate) fn draws(coalition: &Coalition, need: &Need) -> Option<Draws> {
    need.draws(
        |id| coalition.estimates.get(&id).cloned(),
        |id| coalition.published.get(&id).cloned(),
        Draws::USUAL,
    )
}

impl NeedView {
    pub(crate) fn of(coalition: &Coalition, id: &Id) -> Option<Self> {
        let version = coalition.needs.version(id)?;
        let need = version.value.as_ref()?;
        let number = coalition.places.number(&need.place);
        Some(Self {
            id: need.id,
            place: number.and_then(|number| PlaceLabel::of(coalition, number)),
            pillar: need.pillar,
            side: need.side,
            form: need.form,
            population: need.population,
            sector: need.sector,
            period: need.period,
            basis: need.basis.clone(),
            amount: draws(coalition, need).map(|draws| draws.interval(0.90)),
            source: need.source.clone(),
            statement: version.statement,
            import: version.import,
        })
    }
}

impl Secretariat {
    /// A page of the needs in a place and its parts; all of them without a place.
    pub fn needs(&self, place: Option<&PlaceCode>, page: usize) -> Page<NeedView> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let wanted = place.map(|code| coalition.places.number(code));
        let inside = |need: &Need| {
            wanted.is_none_or(|wanted| {
                let number = coalition.places.number(&need.place);
                number.is_some_and(|number| picture.lies_within(number, wanted))
            })
        };
        let found: Vec<Id> = coalition
            .needs
            .iter()
            .filter(|(_, _, need)| inside(need))
            .map(|(_, id, _)| *id)
            .collect();
        Page::of(&found, page, |id| NeedView::of(coalition, id)).flatten()
    }

    /// One need in full.
    pub fn need(&self, id: Id) -> Option<NeedView> {
        NeedView::of(&self.picture().coalition, &id)
    }
}
