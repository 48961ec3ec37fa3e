//! Any two axes against each other: the gap table.

use concert_coverage::{Dimension, Heading, Matrix};
use concert_terms::{Form, FormGroup, Pillar, PlaceCode, Sector, Side};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::figures::CellFigures;
use crate::frame::question;
use crate::label::PlaceLabel;
use crate::picture::Picture;
use crate::{Asked, Secretariat, places};

/// An axis that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MatrixAxis {
    /// The parts of the place.
    Place,
    /// Pillars.
    Pillar,
    /// Sides.
    Side,
    /// Groups of forms.
    Group,
    /// Forms.
    Form,
    /// Coordination groups.
    Sector,
    /// Everything together.
    Whole,
}

impl MatrixAxis {
    /// Every axis.
    pub const ALL: [Self; 7] =
        [Self::Place, Self::Pillar, Self::Side, Self::Group, Self::Form, Self::Sector, Self::Whole];

    /// The code in addresses and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Pillar => "pillar",
            Self::Side => "side",
            Self::Group => "group",
            Self::Form => "form",
            Self::Sector => "sector",
            Self::Whole => "whole",
        }
    }

    /// The axis with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|axis| axis.code() == code)
    }

    fn dimension(self, picture: &Picture, place: Option<u32>) -> Dimension {
        match self {
            Self::Place => Dimension::Places(places::parts(picture, place)),
            Self::Pillar => Dimension::Pillar,
            Self::Side => Dimension::Side,
            Self::Group => Dimension::FormGroup,
            Self::Form => Dimension::Form,
            Self::Sector => Dimension::Sector,
            Self::Whole => Dimension::Whole,
        }
    }
}

/// What a row or a column stands for. An absent value is "unstated".
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "axis", content = "value", rename_all = "lowercase")]
pub enum MatrixHeading {
    /// Everything together.
    Whole,
    /// A place with everything in it.
    Place(PlaceLabel),
    /// A pillar.
    Pillar(Option<Pillar>),
    /// A side.
    Side(Option<Side>),
    /// A group of forms.
    Group(Option<FormGroup>),
    /// A form.
    Form(Option<Form>),
    /// A coordination group.
    Sector(Option<Sector>),
}

/// A matrix. Rows and columns in which nothing stands are left out, places aside.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// What was asked for.
    pub axes: (MatrixAxis, MatrixAxis),
    /// What the rows stand for.
    pub rows: Vec<MatrixHeading>,
    /// What the columns stand for.
    pub columns: Vec<MatrixHeading>,
    /// Row by row, as long as `columns` each.
    pub cells: Vec<Vec<CellFigures>>,
}

impl Secretariat {
    /// A matrix of two axes for a place on a day.
    pub fn matrix(
        &self,
        (rows, columns): (MatrixAxis, MatrixAxis),
        place: Option<&PlaceCode>,
        at: Date,
    ) -> Asked<MatrixView> {
        let picture = self.picture();
        let Picture { coalition, tree, supply, needs, .. } = &*picture;
        let question = question(&picture, place, at)?;
        let here = question.place;
        let axes = (rows.dimension(&picture, here), columns.dimension(&picture, here));
        let matrix = Matrix::compute(tree, supply, needs, &question, (&axes.0, &axes.1))?;
        let holds = |row: usize, column: usize| {
            let figures = matrix.at(row, column).map(CellFigures::from);
            figures.is_some_and(|figures| figures.holds_something())
        };
        let (row_count, column_count) = (matrix.rows.len(), matrix.columns.len());
        let is_place = |axis: MatrixAxis| axis == MatrixAxis::Place;
        let kept_rows: Vec<usize> = (0..row_count)
            .filter(|row| is_place(rows) || (0..column_count).any(|column| holds(*row, column)))
            .collect();
        let kept_columns: Vec<usize> = (0..column_count)
            .filter(|column| is_place(columns) || (0..row_count).any(|row| holds(row, *column)))
            .collect();
        let heading = |heading: Heading| match heading {
            Heading::Whole => Some(MatrixHeading::Whole),
            Heading::Place(number) => PlaceLabel::of(coalition, number).map(MatrixHeading::Place),
            Heading::Pillar(value) => Some(MatrixHeading::Pillar(value)),
            Heading::Side(value) => Some(MatrixHeading::Side(value)),
            Heading::FormGroup(value) => Some(MatrixHeading::Group(value)),
            Heading::Form(value) => Some(MatrixHeading::Form(value)),
            Heading::Sector(value) => Some(MatrixHeading::Sector(value)),
        };
        let cells = |row: &usize| {
            let cell = |column: &usize| matrix.at(*row, *column).map(CellFigures::from);
            kept_columns.iter().filter_map(cell).collect()
        };
        Ok(MatrixView {
            at,
            place: here.and_then(|number| PlaceLabel::of(coalition, number)),
            axes: (rows, columns),
            rows: kept_rows.iter().filter_map(|row| heading(matrix.rows[*row])).collect(),
            columns: kept_columns
                .iter()
                .filter_map(|column| heading(matrix.columns[*column]))
                .collect(),
            cells: kept_rows.iter().map(cells).collect(),
        })
    }
}
