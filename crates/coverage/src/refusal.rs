//! Why a picture of need and response cannot be had.

/// What was asked cannot be had, because of what was given. Places, needs and rows are named by the
/// numbers under which the caller gave them.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// A place lies within itself, by way of its parents.
    #[error("place {place} lies within itself")]
    PlaceCycle {
        /// The lowest-numbered place on the circle.
        place: u32,
    },
    /// A place names a parent that is not there.
    #[error("place {place} has the parent {parent}, which is not there")]
    ParentUnknown {
        /// The place.
        place: u32,
        /// The parent that it names.
        parent: u32,
    },
    /// More places than can be numbered.
    #[error("{places} places are more than can be numbered")]
    TooManyPlaces {
        /// How many were given.
        places: usize,
    },
    /// A question, a matrix or an initiative names a place that is not there.
    #[error("place {place} is not there")]
    PlaceUnknown {
        /// The place.
        place: u32,
    },
    /// A need stands in a place that is not there.
    #[error("need {need} stands in place {place}, which is not there")]
    NeedPlaceUnknown {
        /// The need.
        need: u32,
        /// The place that it names.
        place: u32,
    },
    /// A need has no draws, so nothing is known of it.
    #[error("need {need} has no draws")]
    NoDraws {
        /// The need.
        need: u32,
    },
    /// Needs are combined draw by draw, and this one has another number of draws.
    #[error("need {need} has {found} draws where the others have {expected}")]
    DrawLengths {
        /// The need.
        need: u32,
        /// The number of draws of the first need.
        expected: usize,
        /// The number of draws of this one.
        found: usize,
    },
    /// A capacity is negative, not a number, or beyond
    /// [`MOST_CAPACITY`](crate::supply::MOST_CAPACITY).
    #[error("row {row} states a capacity of {capacity}")]
    Capacity {
        /// The row.
        row: u32,
        /// The capacity as it was given.
        capacity: f32,
    },
    /// A half-life is not a positive, finite number of days.
    #[error("row {row} states a half-life of {half_life_days} days")]
    HalfLife {
        /// The row.
        row: u32,
        /// The half-life as it was given.
        half_life_days: f32,
    },
    /// More different half-lives than kinds of services could ever need.
    #[error("row {row} states one half-life more than the {most} that can be told apart")]
    TooManyHalfLives {
        /// The row.
        row: u32,
        /// How many can be told apart.
        most: usize,
    },
    /// A row number beyond [`MOST_ROWS`](crate::supply::MOST_ROWS): numbers are positions in a
    /// table and are given densely.
    #[error("row {row} is beyond the {most} rows that can be held")]
    RowOutOfRange {
        /// The row.
        row: u32,
        /// How many can be held.
        most: u32,
    },
    /// The level of an interval does not lie between 0 and 1.
    #[error("the level {level} does not lie between 0 and 1")]
    Level {
        /// The level as it was given.
        level: f64,
    },
    /// A reporting window of less than no days.
    #[error("a reporting window of {days} days")]
    Window {
        /// The window as it was given.
        days: i32,
    },
    /// Both axes of a matrix are places.
    #[error("both axes of the matrix are places")]
    TwoPlaceAxes,
    /// A matrix of more cells than [`MOST_CELLS`](crate::matrix::MOST_CELLS).
    #[error("a matrix of {cells} cells, where at most {most} can be had")]
    TooManyCells {
        /// How many were asked for.
        cells: usize,
        /// How many can be had.
        most: usize,
    },
    /// A table of who serves what with more entries than [`Served::MOST`](crate::Served::MOST).
    #[error("a table of who serves what with more than {most} entries")]
    TooManyServices {
        /// How many can be had.
        most: usize,
    },
    /// Weights that are not one for each need.
    #[error("{found} weights for {expected} needs")]
    WeightCount {
        /// How many needs there are.
        expected: usize,
        /// How many weights were given.
        found: usize,
    },
    /// A weight that is negative or not a finite number.
    #[error("need {need} has the weight {weight}")]
    Weight {
        /// The need.
        need: u32,
        /// The weight as it was given.
        weight: f64,
    },
    /// An amount of an initiative that is negative or not finite.
    #[error("row {row} has the amount {amount}")]
    Amount {
        /// The row.
        row: u32,
        /// The amount as it was given.
        amount: f64,
    },
    /// The cost of starting a partnership, or the bonus for the periphery, is negative or not finite.
    #[error("a cost or bonus of {value}")]
    SetupCost {
        /// The value as it was given.
        value: f64,
    },
    /// A row that holds no initiative.
    #[error("row {row} is not there")]
    RowUnknown {
        /// The row.
        row: u32,
    },
    /// A share of reach that does not lie between 0 and 1.
    #[error(
        "people of place {people} reach the services of place {services} with a share of {share}"
    )]
    ReachShare {
        /// Where people are.
        people: u32,
        /// Where the services are.
        services: u32,
        /// The share as it was given.
        share: f64,
    },
    /// A cell beyond the edge of its frame or matrix.
    #[error("cell {cell} is not one of the {cells} cells")]
    CellUnknown {
        /// The position that was asked for.
        cell: usize,
        /// How many there are.
        cells: usize,
    },
}

impl Refusal {
    /// The stable code, under which the catalogues keep the text for people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::PlaceCycle { .. } => "coverage/place-cycle",
            Self::ParentUnknown { .. } => "coverage/parent-unknown",
            Self::TooManyPlaces { .. } => "coverage/too-many-places",
            Self::PlaceUnknown { .. } => "coverage/place-unknown",
            Self::NeedPlaceUnknown { .. } => "coverage/need-place-unknown",
            Self::NoDraws { .. } => "coverage/no-draws",
            Self::DrawLengths { .. } => "coverage/draw-lengths",
            Self::Capacity { .. } => "coverage/capacity",
            Self::HalfLife { .. } => "coverage/half-life",
            Self::TooManyHalfLives { .. } => "coverage/too-many-half-lives",
            Self::RowOutOfRange { .. } => "coverage/row-out-of-range",
            Self::Level { .. } => "coverage/level",
            Self::Window { .. } => "coverage/window",
            Self::TwoPlaceAxes => "coverage/two-place-axes",
            Self::TooManyCells { .. } => "coverage/too-many-cells",
            Self::TooManyServices { .. } => "coverage/too-many-services",
            Self::WeightCount { .. } => "coverage/weight-count",
            Self::Weight { .. } => "coverage/weight",
            Self::Amount { .. } => "coverage/amount",
            Self::RowUnknown { .. } => "coverage/row-unknown",
            Self::ReachShare { .. } => "coverage/reach-share",
            Self::SetupCost { .. } => "coverage/setup-cost",
            Self::CellUnknown { .. } => "coverage/cell-unknown",
        }
    }
}
