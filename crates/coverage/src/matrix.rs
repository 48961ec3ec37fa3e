//! Matrices: any two axes against each other, and figures by place for the map.

use concert_terms::axis::Axis;
use concert_terms::{Form, FormGroup, Pillar, Sector, Side};

use crate::columns::{Aspect, Columns};
use crate::explain::{self, Explanation};
use crate::grid::{Grid, Ground};
use crate::{
    Completeness, Figures, Needs, PlaceRefusal, PlaceTree, Question, QuestionRefusal, Refusal,
    Supply,
};

/// More cells than this nobody reads.
pub const MOST_CELLS: usize = 1 << 18;

/// An axis of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Everything together: a single row or column.
    Whole,
    /// The places directly within the place of the question; the roots, if it asks for everywhere.
    Children,
    /// These places, such as all of one level; a place given twice is one row. Each is taken with
    /// everything in it, whatever place the question names.
    Places(Vec<u32>),
    /// Pillars.
    Pillar,
    /// Sides.
    Side,
    /// Groups of forms of exploitation.
    FormGroup,
    /// Forms of exploitation. A response stands with the form of the need that it answers.
    Form,
    /// Coordination groups.
    Sector,
}

/// What a row or a column of a matrix stands for. `None` holds what leaves the axis unstated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heading {
    /// Everything together.
    Whole,
    /// A place with everything in it.
    Place(u32),
    /// A pillar.
    Pillar(Option<Pillar>),
    /// A side.
    Side(Option<Side>),
    /// A group of forms.
    FormGroup(Option<FormGroup>),
    /// A form.
    Form(Option<Form>),
    /// A coordination group.
    Sector(Option<Sector>),
}

/// Figures by two axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// What was asked.
    pub question: Question,
    /// What the rows stand for.
    pub rows: Vec<Heading>,
    /// What the columns stand for.
    pub columns: Vec<Heading>,
    /// Row by row.
    pub figures: Vec<Figures>,
    /// Who is expected to report and who did: by row or by column where that is a place, otherwise
    /// a single value for the place of the question.
    pub completeness: Vec<Completeness>,
    plan: Plan,
}

/// How the axes of a matrix lie on a grid of regions and columns.
#[derive(Debug, Clone, PartialEq)]
struct Plan {
    regions: Vec<Option<u32>>,
    aspects: Vec<Aspect>,
    /// Whether places are the columns of the matrix.
    is_turned: bool,
}

impl Matrix {
    /// Computes a matrix of a question.
    ///
    /// Refused: what [`Frame::compute`](crate::Frame::compute) refuses, two axes of places, a place
    /// that is not in the tree, more than [`MOST_CELLS`] cells.
    pub fn compute(
        tree: &PlaceTree,
        supply: &Supply,
        needs: &Needs,
        question: &Question,
        (rows, columns): (&Dimension, &Dimension),
    ) -> Result<Self, Refusal> {
        question.check(tree)?;
        let (row_places, column_places) =
            (rows.places(tree, question)?, columns.places(tree, question)?);
        let headings = |dimension: &Dimension, places: &Option<Vec<u32>>| match places {
            Some(places) => places.iter().copied().map(Heading::Place).collect(),
            None => dimension.headings(),
        };
        let (row_heads, column_heads) =
            (headings(rows, &row_places), headings(columns, &column_places));
        let cells = row_heads.len() * column_heads.len();
        if cells > MOST_CELLS {
            return Err(QuestionRefusal::TooManyCells { cells, most: MOST_CELLS }.into());
        }
        let is_turned = column_places.is_some();
        let regions = match (row_places, column_places) {
            (Some(_), Some(_)) => return Err(QuestionRefusal::TwoPlaceAxes.into()),
            (Some(places), None) | (None, Some(places)) => places.into_iter().map(Some).collect(),
            (None, None) => vec![question.place],
        };
        let aspects = [rows, columns].into_iter().filter_map(Dimension::aspect).collect();
        let plan = Plan { regions, aspects, is_turned };
        let ground = Ground { tree, supply, needs, question };
        let grid = Grid::compute(ground, plan.regions.clone(), &plan.columns())?;
        let figures = if is_turned {
            turned(&grid.figures, row_heads.len(), column_heads.len())
        } else {
            grid.figures
        };
        Ok(Self {
            question: *question,
            rows: row_heads,
            columns: column_heads,
            figures,
            completeness: grid.completeness,
            plan,
        })
    }

    /// The figures of some places, for the map: a matrix with one column of everything.
    pub fn by_place(
        tree: &PlaceTree,
        supply: &Supply,
        needs: &Needs,
        question: &Question,
        places: &[u32],
    ) -> Result<Self, Refusal> {
        let rows = Dimension::Places(places.to_vec());
        Self::compute(tree, supply, needs, question, (&rows, &Dimension::Whole))
    }

    /// The figures in a row and a column, if the matrix has them.
    pub fn at(&self, row: usize, column: usize) -> Option<&Figures> {
        if column >= self.columns.len() {
            return None;
        }
        self.figures.get(row * self.columns.len() + column)
    }

    /// The initiatives and needs behind a cell.
    ///
    /// It is given the same tree, supply and needs that the matrix was computed from.
    pub fn explain(
        &self,
        tree: &PlaceTree,
        supply: &Supply,
        needs: &Needs,
        (row, column): (usize, usize),
    ) -> Result<Explanation, Refusal> {
        let width = self.columns.len();
        if row >= self.rows.len() || column >= width {
            let cell = row.saturating_mul(width).saturating_add(column);
            return Err(QuestionRefusal::CellUnknown { cell, cells: self.figures.len() }.into());
        }
        let columns = self.plan.columns();
        let cell =
            if self.plan.is_turned { column * self.rows.len() + row } else { row * width + column };
        let region = self.plan.regions[cell / columns.len()];
        let ground = Ground { tree, supply, needs, question: &self.question };
        explain::behind(ground, region, &columns, cell % columns.len())
    }
}

impl Plan {
    fn columns(&self) -> Columns {
        Columns { aspects: self.aspects.clone(), with_whole: false }
    }
}

impl Dimension {
    /// The places of an axis of places.
    fn places(&self, tree: &PlaceTree, question: &Question) -> Result<Option<Vec<u32>>, Refusal> {
        let places = match self {
            Self::Children => tree.children(question.place),
            Self::Places(places) => places,
            _ => return Ok(None),
        };
        let mut is_taken = vec![false; tree.len()];
        let mut distinct = Vec::new();
        for place in places {
            let taken = is_taken
                .get_mut(*place as usize)
                .ok_or(Refusal::Place(PlaceRefusal::PlaceUnknown { place: *place }))?;
            if !std::mem::replace(taken, true) {
                distinct.push(*place);
            }
        }
        Ok(Some(distinct))
    }

    fn aspect(&self) -> Option<Aspect> {
        match self {
            Self::Whole | Self::Children | Self::Places(_) => None,
            Self::Pillar => Some(Aspect::Pillar),
            Self::Side => Some(Aspect::Side),
            Self::FormGroup => Some(Aspect::FormGroup),
            Self::Form => Some(Aspect::Form),
            Self::Sector => Some(Aspect::Sector),
        }
    }

    /// What the positions of an axis other than places stand for.
    fn headings(&self) -> Vec<Heading> {
        fn each<T: Axis>(heading: fn(Option<T>) -> Heading) -> Vec<Heading> {
            (0..=T::COUNT).map(|at| heading(T::at(at))).collect()
        }
        match self {
            Self::Children | Self::Places(_) => Vec::new(),
            Self::Whole => vec![Heading::Whole],
            Self::Pillar => each(Heading::Pillar),
            Self::Side => each(Heading::Side),
            Self::FormGroup => each(Heading::FormGroup),
            Self::Form => each(Heading::Form),
            Self::Sector => each(Heading::Sector),
        }
    }
}

/// Columns by rows, made rows by columns.
fn turned(figures: &[Figures], rows: usize, columns: usize) -> Vec<Figures> {
    let by_row = (0..rows).flat_map(|row| (0..columns).map(move |column| column * rows + row));
    by_row.map(|at| figures[at].clone()).collect()
}
