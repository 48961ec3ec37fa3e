//! One cell of the frame: who is in it, with what part, and which needs stand there.

use concert_coverage::{Contribution, Frame, FrameCell};
use concert_terms::{FormGroup, Id, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::figures::{CellFigures, Reporting};
use crate::frame::{FrameCellView, question};
use crate::in_doubt::{self, DoubtedGap};
use crate::initiatives::InitiativeRow;
use crate::label::{OrganisationLabel, Page, PlaceLabel};
use crate::needs::NeedView;
use crate::picture::Picture;
use crate::{Asked, Secretariat};

/// A cell and what stands behind its figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// The cell and its figures.
    pub cell: FrameCellView,
    /// Who was expected to report from the place, and did.
    pub reporting: Reporting,
    /// The organisations in the cell with what they contribute, the largest part first.
    pub organisations: Vec<OrganisationPart>,
    /// The initiatives in the cell, the largest part first.
    pub initiatives: Page<InitiativePart>,
    /// The needs that stand in the cell, at most as many as a page holds.
    pub needs: Vec<NeedView>,
    /// How many needs stand in the cell.
    pub needs_total: usize,
}

/// An organisation's part in a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrganisationPart {
    /// Who.
    pub organisation: OrganisationLabel,
    /// Its initiatives in the cell.
    pub initiatives: u32,
    /// Effective supply in the cell.
    pub amount: f64,
}

/// An initiative's part in a cell: amount = capacity x share x freshness x reliability.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InitiativePart {
    /// The initiative.
    #[serde(flatten)]
    pub initiative: InitiativeRow,
    /// Effective supply in the cell; absent where no capacity is stated.
    pub amount: Option<f64>,
    /// The share of the capacity that stands in this cell.
    pub share: f64,
    /// How fresh the capacity is, 0 to 1.
    pub freshness: f32,
    /// How reliable the provider is, 0 to 1.
    pub reliability: f32,
    /// Whether there is a record of answers behind the reliability.
    pub is_recorded: bool,
    /// Whether it is declared for a wider place and reaches the cell by rule.
    pub is_wider: bool,
}

/// The most organisations that a cell lists.
const MOST_ORGANISATIONS: usize = 100;

impl Secretariat {
    /// A cell of the frame with the initiatives behind it.
    pub fn cell(
        &self,
        place: Option<&PlaceCode>,
        (pillar, side, group): (Option<Pillar>, Option<Side>, Option<FormGroup>),
        at: Date,
        page: usize,
    ) -> Asked<CellView> {
        let picture = self.picture();
        let Picture { coalition, tree, supply, needs, atoms, .. } = &*picture;
        let question = question(&picture, place, at)?;
        let cell = FrameCell { pillar, side, forms: group };
        let frame = Frame::compute(tree, supply, needs, &question)?;
        let behind = frame.explain(tree, supply, needs, Some(cell))?;
        let need_id = |position: &u32| {
            let number = atoms.get(*position as usize)?;
            coalition.needs.key(*number)
        };
        let behind_needs: Vec<&Id> = behind.needs.iter().filter_map(need_id).collect();
        let figures: CellFigures = frame.cell(cell).into();
        let in_doubt = match &figures.gap {
            Some(gap) => {
                let needs = std::mem::take(&mut in_doubt::needs_by_cell(&picture)[cell.index()]);
                let found = in_doubt::found(&picture, &question, &[needs])?;
                found.first().and_then(|found| DoubtedGap::beside(found, &gap.interval))
            }
            None => None,
        };
        let shown = behind_needs.iter().take(Page::<()>::LENGTH);
        Ok(CellView {
            at,
            place: question.place.and_then(|number| PlaceLabel::of(coalition, number)),
            cell: FrameCellView { pillar, side, group, figures, in_doubt },
            reporting: frame.completeness.into(),
            organisations: organisations(&picture, &behind.contributions),
            initiatives: Page::of(&behind.contributions, page, |part| part_of(&picture, part))
                .flatten(),
            needs: shown.filter_map(|id| NeedView::of(coalition, id)).collect(),
            needs_total: behind_needs.len(),
        })
    }
}

fn part_of(picture: &Picture, part: &Contribution) -> Option<InitiativePart> {
    let coalition = &picture.coalition;
    Some(InitiativePart {
        initiative: InitiativeRow::of(coalition, coalition.initiatives.at(part.row)?)?,
        amount: part.amount,
        share: part.share,
        freshness: part.freshness,
        reliability: part.reliability,
        is_recorded: part.is_recorded,
        is_wider: part.is_wider,
    })
}

fn organisations(picture: &Picture, parts: &[Contribution]) -> Vec<OrganisationPart> {
    let mut sums = std::collections::BTreeMap::<u32, (u32, f64)>::new();
    for part in parts {
        let (initiatives, amount) = sums.entry(part.organisation).or_default();
        *initiatives += 1;
        *amount += part.amount.unwrap_or(0.0);
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by(|(_, a), (_, b)| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    sums.truncate(MOST_ORGANISATIONS);
    sums.into_iter()
        .filter_map(|(number, (initiatives, amount))| {
            let organisation = OrganisationLabel::of(&picture.coalition, number)?;
            Some(OrganisationPart { organisation, initiatives, amount })
        })
        .collect()
}
