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
    /// A cell beyond the edge of its frame or matrix.
    #[error("cell {cell} is not one of the {cells} cells")]
    CellUnknown {
        /// The position that was asked for.
        cell: usize,
        /// How many there are.
        cells: usize,
    },
    /// A gap draw is negative or not finite.
    #[error("a draw of the gap of need {need} is {draw}")]
    GapDraw {
        /// The need.
        need: u32,
        /// The draw as it was given.
        draw: f32,
    },
    /// The cost of an action is negative or not finite.
    #[error("action {action} costs {cost}")]
    ActionCost {
        /// The action.
        action: u32,
        /// The cost as it was given.
        cost: f64,
    },
    /// The risk that an action fails is no probability.
    #[error("action {action} fails with a probability of {risk}")]
    ActionRisk {
        /// The action.
        action: u32,
        /// The risk as it was given.
        risk: f64,
    },
    /// The effect of an action is negative, not a number, or beyond
    /// [`Effect::MOST`](crate::Effect::MOST).
    #[error("action {action} has an effect of {amount} on need {need}")]
    ActionEffect {
        /// The action.
        action: u32,
        /// The need.
        need: u32,
        /// The effect as it was given.
        amount: f64,
    },
    /// An action has an effect on a need that is not there.
    #[error("action {action} has an effect on need {need}, which is not there")]
    ActionNeedUnknown {
        /// The action.
        action: u32,
        /// The need that it names.
        need: u32,
    },
    /// An action requires one that is not there.
    #[error("action {action} requires action {required}, which is not there")]
    RequiredUnknown {
        /// The action.
        action: u32,
        /// The one that it names.
        required: u32,
    },
    /// An action requires itself, by way of those that it requires.
    #[error("action {action} requires itself")]
    ActionCycle {
        /// The lowest-numbered action on the circle.
        action: u32,
    },
    /// A plan names an action that is not there.
    #[error("action {action} is not there")]
    ActionUnknown {
        /// The action.
        action: u32,
    },
    /// More actions than [`NextActions::MOST_ACTIONS`](crate::NextActions::MOST_ACTIONS).
    #[error("{actions} actions, where at most {most} can be chosen from")]
    TooManyActions {
        /// How many were given.
        actions: usize,
        /// How many can be chosen from.
        most: usize,
    },
    /// A budget is negative or not finite.
    #[error("a budget of {budget}")]
    Budget {
        /// The budget as it was given.
        budget: f64,
    },
    /// Weights that are not one for each need.
    #[error("{found} weights for {expected} needs")]
    WeightCount {
        /// How many needs there are.
        expected: usize,
        /// How many weights were given.
        found: usize,
    },
    /// The weight of a need lies outside the scale of severity, 1 to 5.
    #[error("need {need} has the weight {weight}")]
    NeedWeight {
        /// The need.
        need: u32,
        /// The weight as it was given.
        weight: f64,
    },
    /// A group holds a need that is not there.
    #[error("group {group} holds need {need}, which is not there")]
    GroupNeedUnknown {
        /// The group.
        group: u32,
        /// The need that it names.
        need: u32,
    },
    /// The equity floor does not lie between 0 and 1.
    #[error("an equity floor of {floor}")]
    EquityFloor {
        /// The floor as it was given.
        floor: f64,
    },
    /// The weight of the worst draws is negative, not a number, or beyond
    /// [`PlanQuestion::MOST_TAIL_WEIGHT`](crate::PlanQuestion::MOST_TAIL_WEIGHT).
    #[error("a weight of {weight} for the worst draws")]
    TailWeight {
        /// The weight as it was given.
        weight: f64,
    },
    /// The level above which draws count as the worst is not at least 0 and below 1.
    #[error("a level of {level} for the worst draws")]
    TailLevel {
        /// The level as it was given.
        level: f64,
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
            Self::CellUnknown { .. } => "coverage/cell-unknown",
            Self::GapDraw { .. } => "coverage/gap-draw",
            Self::ActionCost { .. } => "coverage/action-cost",
            Self::ActionRisk { .. } => "coverage/action-risk",
            Self::ActionEffect { .. } => "coverage/action-effect",
            Self::ActionNeedUnknown { .. } => "coverage/action-need-unknown",
            Self::RequiredUnknown { .. } => "coverage/required-unknown",
            Self::ActionCycle { .. } => "coverage/action-cycle",
            Self::ActionUnknown { .. } => "coverage/action-unknown",
            Self::TooManyActions { .. } => "coverage/too-many-actions",
            Self::Budget { .. } => "coverage/budget",
            Self::WeightCount { .. } => "coverage/weight-count",
            Self::NeedWeight { .. } => "coverage/need-weight",
            Self::GroupNeedUnknown { .. } => "coverage/group-need-unknown",
            Self::EquityFloor { .. } => "coverage/equity-floor",
            Self::TailWeight { .. } => "coverage/tail-weight",
            Self::TailLevel { .. } => "coverage/tail-level",
        }
    }
}
