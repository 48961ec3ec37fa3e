//! The frame: pillars x sides x groups of forms, need beside response in every cell.

use concert_terms::axis::Axis;
use concert_terms::{FormGroup, Pillar, Side};

use crate::columns::{Aspect, Columns};
use crate::draw_sums::SummedGap;
use crate::explain::{self, Explanation};
use crate::grid::{Grid, Ground};
use crate::{
    Certainty, Completeness, Knowledge, Needs, PlaceTree, Question, QuestionRefusal, Refusal,
    Supply,
};

/// A cell of the frame. `None` on an axis holds what leaves that axis unstated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FrameCell {
    /// Pillar.
    pub pillar: Option<Pillar>,
    /// Side.
    pub side: Option<Side>,
    /// Group of forms of exploitation.
    pub forms: Option<FormGroup>,
}

impl FrameCell {
    /// How many cells there are: the four pillars, the two sides and the three groups of forms,
    /// each with "unstated" beside them.
    pub const COUNT: usize =
        (Pillar::ALL.len() + 1) * (Side::ALL.len() + 1) * (FormGroup::ALL.len() + 1);

    /// Every cell, in order: pillars slowest, groups of forms fastest, "unstated" last of each.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).filter_map(Self::at)
    }

    /// The cell's position, below [`FrameCell::COUNT`].
    pub fn index(self) -> usize {
        fn place<T: Axis>(value: Option<T>) -> usize {
            value.map_or(T::COUNT, T::index)
        }
        let (sides, groups) = (Side::COUNT + 1, FormGroup::COUNT + 1);
        (place(self.pillar) * sides + place(self.side)) * groups + place(self.forms)
    }

    /// The cell at a position, if there is one.
    pub fn at(index: usize) -> Option<Self> {
        let (sides, groups) = (Side::COUNT + 1, FormGroup::COUNT + 1);
        (index < Self::COUNT).then(|| Self {
            pillar: Pillar::at(index / groups / sides),
            side: Side::at(index / groups % sides),
            forms: FormGroup::at(index % groups),
        })
    }
}

/// What stands in one cell of a frame or a matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// How many needs stand in the cell.
    pub needs: u32,
    /// Need and gap; `None` where no need is known, because then nothing is known of a gap.
    pub gap: Option<SummedGap>,
    /// Effective supply that stands in the cell, in the units of its pillar in a year.
    pub response: f64,
    /// Effective supply that answers the needs of the cell. It differs from the response where
    /// supply stands in places in which no need is known, and where supply from below answers a
    /// need that is known only for the whole.
    pub response_beside_need: f64,
    /// The share of the response whose declaration named more than one cell or a place above the
    /// need, so that the rule of allocation decided where it stands; `None` without response.
    pub by_rule_share: Option<f64>,
    /// The share of the response whose providers have no record of answers and are taken at their
    /// word; `None` without response.
    pub unrecorded_share: Option<f64>,
    /// Initiatives under way that are declared for the cell, in its place or within it. One that
    /// declares several cells is counted in each.
    pub initiatives: u32,
    /// Initiatives under way that are declared for a place above. They reach the cell by rule.
    pub wider_initiatives: u32,
    /// Those among [`Figures::initiatives`] that state no capacity: somebody is there, and nobody
    /// knows for how many.
    pub unstated_initiatives: u32,
    /// Initiatives under way here, or in a place above, that may belong to the cell: they leave
    /// the pillar, side, form or sector unstated that would tell. They are in no other count of
    /// the cell.
    pub undetermined_initiatives: u32,
    /// Distinct organisations of [`Figures::initiatives`].
    pub organisations: u32,
    /// What is known of the cell.
    pub knowledge: Knowledge,
}

impl Figures {
    /// How sure the gap is; `None` where no need is known.
    ///
    /// The probability takes unstated capacities for nothing, so it is the highest that is
    /// possible. A gap is therefore *likely* at most where some of the initiatives state no
    /// capacity, and *open* at most where half of them or more do.
    pub fn certainty(&self) -> Option<Certainty> {
        let present = self.initiatives + self.wider_initiatives;
        let most = Certainty::most_where(self.unstated_initiatives, present);
        self.gap.map(|gap| gap.certainty().min(most))
    }
}

/// The frame of one place on one day.
///
/// ```
/// use concert_coverage::{Frame, FrameCell, NeedAtom, Needs, PlaceTree, Question, Supply};
/// use concert_terms::{Draws, FormGroup, Form, Pillar, Population, Side};
///
/// let tree = PlaceTree::new(&[None])?;
/// let need = NeedAtom {
///     place: 0,
///     pillar: Some(Pillar::Protection),
///     side: Some(Side::Supply),
///     form: Some(Form::LABOUR),
///     population: Population::EVERYBODY,
///     sector: None,
///     draws: Draws::constant(40.0, 100),
/// };
/// let needs = Needs::new(&tree, vec![need])?;
/// let frame = Frame::compute(&tree, &Supply::new(), &needs, &Question::on(20_000))?;
///
/// let cell = FrameCell {
///     pillar: Some(Pillar::Protection),
///     side: Some(Side::Supply),
///     forms: Some(FormGroup::Labour),
/// };
/// assert_eq!(frame.cell(cell).gap.map(|gap| gap.expected), Some(40.0));
/// assert_eq!(frame.total.needs, 1);
/// # Ok::<(), concert_coverage::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// What was asked.
    pub question: Question,
    /// By [`FrameCell::index`].
    pub cells: Vec<Figures>,
    /// All cells together. An initiative or organisation in several cells is counted once. Amounts
    /// are added as they are: where pillars count different things (people assisted, people
    /// reached, cases), their sum is a headline and not a number of people.
    pub total: Figures,
    /// Who is expected to report here, and who did.
    pub completeness: Completeness,
    /// The needs within the place that are set aside because finer ones stand, as positions among
    /// [`Needs::superseded`](crate::Needs::superseded).
    pub superseded: Vec<u32>,
}

impl Frame {
    /// Computes the frame.
    ///
    /// Refused: a place of the question or of an initiative that is not in the tree, a level that
    /// does not lie between 0 and 1, a negative window.
    pub fn compute(
        tree: &PlaceTree,
        supply: &Supply,
        needs: &Needs,
        question: &Question,
    ) -> Result<Self, Refusal> {
        let ground = Ground { tree, supply, needs, question };
        let Grid { mut figures, completeness } =
            Grid::compute(ground, vec![question.place], &columns())?;
        let total = figures.pop().ok_or(Refusal::Question(QuestionRefusal::CellUnknown {
            cell: FrameCell::COUNT,
            cells: figures.len(),
        }))?;
        let superseded = (0_u32..)
            .zip(needs.superseded())
            .filter(|(_, aside)| question.asks_for(tree, &needs.atoms()[aside.need as usize]));
        Ok(Self {
            question: *question,
            cells: figures,
            total,
            completeness: completeness.first().copied().unwrap_or_default(),
            superseded: superseded.map(|(at, _)| at).collect(),
        })
    }

    /// What stands in a cell.
    pub fn cell(&self, cell: FrameCell) -> &Figures {
        &self.cells[cell.index()]
    }

    /// The initiatives and needs behind a cell; behind the total for `None`.
    ///
    /// It is given the same tree, supply and needs that the frame was computed from.
    pub fn explain(
        &self,
        tree: &PlaceTree,
        supply: &Supply,
        needs: &Needs,
        cell: Option<FrameCell>,
    ) -> Result<Explanation, Refusal> {
        let ground = Ground { tree, supply, needs, question: &self.question };
        let column = cell.map_or(FrameCell::COUNT, FrameCell::index);
        explain::behind(ground, self.question.place, &columns(), column)
    }
}

/// The cells of the frame, and the total after them.
fn columns() -> Columns {
    Columns { aspects: vec![Aspect::Pillar, Aspect::Side, Aspect::FormGroup], with_whole: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_positions_belong_to_each_other() {
        assert_eq!(FrameCell::COUNT, columns().len() - 1);
        for (at, cell) in FrameCell::all().enumerate() {
            assert_eq!(cell.index(), at);
        }
        assert_eq!(FrameCell::all().count(), FrameCell::COUNT);
        assert_eq!(FrameCell::at(FrameCell::COUNT), None);
    }
}
