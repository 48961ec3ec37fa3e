//! Why no plan of next actions can be made.

/// Why no plan of next actions can be made. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum ActionsRefusal {
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
    /// The gap up to which a plan counts as proven does not lie between 0 and 1.
    #[error("a plan that is proven up to {gap}")]
    ExactGap {
        /// The gap as it was given.
        gap: f64,
    },
    /// The worst draws are not in the program that is solved exactly.
    #[error("the worst draws cannot be minded exactly")]
    ExactWorstDraws,
    /// An equity floor over more pieces of closing functions than can be decided on.
    #[error("an equity floor over {pieces} pieces, where at most {most} can be held exactly")]
    ExactFloorTooLarge {
        /// How many there are.
        pieces: usize,
        /// How many there can be.
        most: usize,
    },
}

impl ActionsRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
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
            Self::ExactGap { .. } => "coverage/exact-gap",
            Self::ExactWorstDraws => "coverage/exact-worst-draws",
            Self::ExactFloorTooLarge { .. } => "coverage/exact-floor-too-large",
        }
    }
}
