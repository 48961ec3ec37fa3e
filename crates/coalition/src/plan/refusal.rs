//! What is refused of a plan, and why.

use concert_terms::Id;
use jiff::civil::Date;

/// Why a command about plans is not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanRefusal {
    /// An action has no number.
    #[error("the action \"{text}\" has no number")]
    NoNumber {
        /// What the action asks for.
        text: String,
    },
    /// Two actions or two objectives have one number.
    #[error("the number {code} stands twice")]
    TwoOfOneNumber {
        /// The number.
        code: String,
    },
    /// An action says nothing.
    #[error("action {code} has no text")]
    NoText {
        /// Its number.
        code: String,
    },
    /// An objective has no number.
    #[error("the objective \"{text}\" has no number")]
    ObjectiveWithoutNumber {
        /// What is to be reached.
        text: String,
    },
    /// An objective says nothing.
    #[error("objective {code} has no text")]
    ObjectiveWithoutText {
        /// Its number.
        code: String,
    },
    /// An action has no addressee, or a blank one.
    #[error("action {code} asks nobody")]
    AsksNobody {
        /// Its number.
        code: String,
    },
    /// An action is due before it starts.
    #[error("action {code} is due on {due}, before it starts on {from}")]
    DueBeforeStart {
        /// Its number.
        code: String,
        /// First day.
        from: Date,
        /// Last day.
        due: Date,
    },
    /// An action names an objective or action that the plan does not have.
    #[error("action {code} names {named}, which the plan does not have")]
    NoSuchNumber {
        /// The action's number.
        code: String,
        /// The number that it names.
        named: String,
    },
    /// Actions wait for each other in a circle.
    #[error("these actions wait for each other in a circle: {circle}")]
    WaitsForItself {
        /// Their numbers.
        circle: String,
    },
    /// A plan refers to itself, or to plans that refer to it.
    #[error("the plan would refer to itself")]
    UnderItself,
    /// There is no such action.
    #[error("plan {plan} has no action {code}")]
    UnknownAction {
        /// The plan.
        plan: Id,
        /// The number.
        code: String,
    },
}

impl PlanRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoNumber { .. } => "coalition/action-without-number",
            Self::TwoOfOneNumber { .. } => "coalition/two-of-one-number",
            Self::NoText { .. } => "coalition/action-without-text",
            Self::ObjectiveWithoutNumber { .. } => "coalition/objective-without-number",
            Self::ObjectiveWithoutText { .. } => "coalition/objective-without-text",
            Self::AsksNobody { .. } => "coalition/action-asks-nobody",
            Self::DueBeforeStart { .. } => "coalition/due-before-start",
            Self::NoSuchNumber { .. } => "coalition/no-such-number",
            Self::WaitsForItself { .. } => "coalition/action-waits-for-itself",
            Self::UnderItself => "coalition/plan-under-itself",
            Self::UnknownAction { .. } => "coalition/unknown-action",
        }
    }

    /// The facts of the refusal by name: its fields, which are plain values.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoNumber { text } | Self::ObjectiveWithoutNumber { text } => {
                vec![("text", text.clone())]
            }
            Self::TwoOfOneNumber { code }
            | Self::NoText { code }
            | Self::ObjectiveWithoutText { code }
            | Self::AsksNobody { code } => {
                vec![("code", code.clone())]
            }
            Self::DueBeforeStart { code, from, due } => {
                vec![("code", code.clone()), ("from", from.to_string()), ("due", due.to_string())]
            }
            Self::NoSuchNumber { code, named } => {
                vec![("code", code.clone()), ("named", named.clone())]
            }
            Self::WaitsForItself { circle } => vec![("circle", circle.clone())],
            Self::UnderItself => Vec::new(),
            Self::UnknownAction { plan, code } => {
                vec![("plan", plan.to_string()), ("code", code.clone())]
            }
        }
    }
}
