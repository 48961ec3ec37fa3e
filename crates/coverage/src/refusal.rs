//! Why a picture of need and response cannot be had.

/// What was asked cannot be had, because of what was given. Places, needs and rows are named by the
/// numbers under which the caller gave them.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
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
    /// A table of who serves what, or a list of gaps, was made for another number of needs.
    #[error("figures of {found} needs beside {expected} needs")]
    NeedsDiffer {
        /// How many needs there are.
        expected: usize,
        /// For how many the figures were made.
        found: usize,
    },
    /// A need that is served has no gap, or one that is not a number.
    #[error("need {need} is served and its gap is not known")]
    GapUnknown {
        /// The need.
        need: u32,
    },
    /// More pairs of organisations, or meetings of pairs, than can be looked at.
    #[error("more than {most} pairs of organisations")]
    TooManyPairs {
        /// How many can be looked at.
        most: u64,
    },
    /// A tie joins an organisation with itself.
    #[error("tie {tie} joins organisation {organisation} with itself")]
    SelfTie {
        /// The position of the tie.
        tie: u32,
        /// The organisation.
        organisation: u32,
    },
    /// A network of more organisations and ties than can be measured.
    #[error("a network of {organisations} organisations and {ties} ties is too large to measure")]
    NetworkTooLarge {
        /// How many organisations there are.
        organisations: usize,
        /// How many ties there are.
        ties: usize,
    },
    /// The shortest paths through an organisation are more than can be counted.
    #[error("there are too many shortest paths through organisation {organisation} to count")]
    PathsUncounted {
        /// The organisation.
        organisation: u32,
    },
    /// An initiative is given twice where each is compared with all others.
    #[error("initiative {initiative} is given twice")]
    InitiativeTwice {
        /// The initiative.
        initiative: u32,
    },
    /// More pairs of initiatives that are alike than can be compared.
    #[error("more than {most} pairs of initiatives to compare")]
    TooManyComparisons {
        /// How many can be compared.
        most: usize,
    },
    /// A comparison with no random tables, or with more than can be made.
    #[error("a comparison with {tables} random tables, where 1 to {most} can be had")]
    RandomTables {
        /// How many were asked for.
        tables: u32,
        /// How many can be had.
        most: u32,
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
    /// An estimate is said to be behind a need that is not there.
    #[error("estimate {estimate} is behind need {need}, which is not there")]
    EstimateNeedUnknown {
        /// The estimate.
        estimate: u32,
        /// The need that it names.
        need: u32,
    },
    /// An estimate has another number of draws than the needs that rest on it.
    #[error("estimate {estimate} has {found} draws where the needs have {expected}")]
    EstimateDraws {
        /// The estimate.
        estimate: u32,
        /// The number of draws of the needs.
        expected: usize,
        /// The number of draws of the estimate.
        found: usize,
    },
    /// A draw of an estimate is not a finite number.
    #[error("a draw of estimate {estimate} is {draw}")]
    EstimateDraw {
        /// The estimate.
        estimate: u32,
        /// The draw as it was given.
        draw: f32,
    },
    /// A share of a capacity that reaches people, or helps them, does not lie between 0 and 1.
    #[error("row {row} states a share of {share}")]
    PassageShare {
        /// The row.
        row: u32,
        /// The share as it was given.
        share: f64,
    },
    /// A row says twice how much of its capacity reaches people.
    #[error("row {row} says twice how much of it reaches people")]
    PassageTwice {
        /// The row.
        row: u32,
    },
    /// A tolerance does not lie between 0 and 1.
    #[error("a tolerance of {tolerance}")]
    Tolerance {
        /// The tolerance as it was given.
        tolerance: f64,
    },
    /// A flow is negative or not finite.
    #[error("corridor {corridor} has a flow of {flow}")]
    Flow {
        /// The corridor.
        corridor: u32,
        /// The flow as it was given.
        flow: f64,
    },
    /// A flow has no draws, so nothing is known of it.
    #[error("the flow of corridor {corridor} has no draws")]
    FlowWithoutDraws {
        /// The corridor.
        corridor: u32,
    },
    /// A corridor is given twice.
    #[error("corridor {corridor} is given twice")]
    CorridorTwice {
        /// The corridor.
        corridor: u32,
    },
    /// The ends of a corridor lie within each other, or it is one of its own ends.
    #[error("corridor {corridor} has ends that are not apart")]
    CorridorEnds {
        /// The corridor.
        corridor: u32,
    },
    /// Fewer corridors than a baseline with so many covariates is fitted to.
    #[error("{found} corridors, where at least {least} are needed")]
    TooFewCorridors {
        /// How many were given.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// Nobody is moved on any corridor, so there is nothing to fit a baseline to.
    #[error("no corridor has any flow")]
    NoFlow,
    /// A covariate has no value for a corridor.
    #[error("covariate {covariate} has no value for corridor {corridor}")]
    CovariateMissing {
        /// The position of the covariate.
        covariate: u32,
        /// The corridor.
        corridor: u32,
    },
    /// A covariate has a value that is not a finite number.
    #[error("the value of covariate {covariate} for corridor {corridor} is not finite")]
    CovariateNotFinite {
        /// The position of the covariate.
        covariate: u32,
        /// The corridor.
        corridor: u32,
    },
    /// A covariate follows from the constant and the covariates before it.
    #[error("covariate {covariate} follows from those before it")]
    CovariateCollinear {
        /// The position of the covariate.
        covariate: u32,
    },
    /// Only corridors without flow tell a covariate from the others, so that its coefficient has no
    /// finite value.
    #[error("only corridors without flow tell covariate {covariate} from the others")]
    FlowsSeparated {
        /// The position of the covariate.
        covariate: u32,
    },
    /// The fit of a baseline does not settle.
    #[error("the baseline did not settle in {rounds} rounds")]
    GravityUnsettled {
        /// How many rounds were made.
        rounds: u32,
    },
    /// A rate of false discoveries does not lie between 0 and 1.
    #[error("a rate of false discoveries of {rate}")]
    FalseDiscoveries {
        /// The rate as it was given.
        rate: f64,
    },
    /// The weight of the people of a corridor is negative or not finite.
    #[error("corridor {corridor} has the weight {weight}")]
    CorridorWeight {
        /// The corridor.
        corridor: u32,
        /// The weight as it was given.
        weight: f64,
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
            Self::NeedsDiffer { .. } => "coverage/needs-differ",
            Self::GapUnknown { .. } => "coverage/gap-unknown",
            Self::TooManyPairs { .. } => "coverage/too-many-pairs",
            Self::SelfTie { .. } => "coverage/self-tie",
            Self::NetworkTooLarge { .. } => "coverage/network-too-large",
            Self::PathsUncounted { .. } => "coverage/paths-uncounted",
            Self::InitiativeTwice { .. } => "coverage/initiative-twice",
            Self::TooManyComparisons { .. } => "coverage/too-many-comparisons",
            Self::RandomTables { .. } => "coverage/random-tables",
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
            Self::NeedWeight { .. } => "coverage/need-weight",
            Self::GroupNeedUnknown { .. } => "coverage/group-need-unknown",
            Self::EquityFloor { .. } => "coverage/equity-floor",
            Self::TailWeight { .. } => "coverage/tail-weight",
            Self::TailLevel { .. } => "coverage/tail-level",
            Self::EstimateNeedUnknown { .. } => "coverage/estimate-need-unknown",
            Self::EstimateDraws { .. } => "coverage/estimate-draws",
            Self::EstimateDraw { .. } => "coverage/estimate-draw",
            Self::PassageShare { .. } => "coverage/passage-share",
            Self::PassageTwice { .. } => "coverage/passage-twice",
            Self::Tolerance { .. } => "coverage/tolerance",
            Self::Flow { .. } => "coverage/flow",
            Self::FlowWithoutDraws { .. } => "coverage/flow-without-draws",
            Self::CorridorTwice { .. } => "coverage/corridor-twice",
            Self::CorridorEnds { .. } => "coverage/corridor-ends",
            Self::TooFewCorridors { .. } => "coverage/too-few-corridors",
            Self::NoFlow => "coverage/no-flow",
            Self::CovariateMissing { .. } => "coverage/covariate-missing",
            Self::CovariateNotFinite { .. } => "coverage/covariate-not-finite",
            Self::CovariateCollinear { .. } => "coverage/covariate-collinear",
            Self::FlowsSeparated { .. } => "coverage/flows-separated",
            Self::GravityUnsettled { .. } => "coverage/gravity-unsettled",
            Self::FalseDiscoveries { .. } => "coverage/false-discoveries",
            Self::CorridorWeight { .. } => "coverage/corridor-weight",
        }
    }
}
