//! Why a picture of need and response cannot be had, question by question.

mod corridors;
mod effect;
mod information;
mod ladder;
mod needs;
mod next_actions;
mod overlap;
mod partners;
mod places;
mod question;
mod supply;
mod ties;

pub use corridors::CorridorRefusal;
pub use effect::EffectRefusal;
pub use information::InformationRefusal;
pub use ladder::LadderRefusal;
pub use needs::NeedRefusal;
pub use next_actions::ActionsRefusal;
pub use overlap::OverlapRefusal;
pub use partners::PartnersRefusal;
pub use places::PlaceRefusal;
pub use question::QuestionRefusal;
pub use supply::SupplyRefusal;
pub use ties::TiesRefusal;

/// What was asked cannot be had, because of what was given. Places, needs and rows are named by the
/// numbers under which the caller gave them.
///
/// Its serialised form is that of the refusal within, so that its facts stand there by name.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum Refusal {
    /// What is wrong with places.
    #[error(transparent)]
    Place(#[from] PlaceRefusal),
    /// What is wrong with needs.
    #[error(transparent)]
    Need(#[from] NeedRefusal),
    /// What is wrong with initiatives.
    #[error(transparent)]
    Supply(#[from] SupplyRefusal),
    /// What is wrong with a question.
    #[error(transparent)]
    Question(#[from] QuestionRefusal),
    /// What is wrong where organisations or initiatives are compared.
    #[error(transparent)]
    Overlap(#[from] OverlapRefusal),
    /// What is wrong with ties.
    #[error(transparent)]
    Ties(#[from] TiesRefusal),
    /// What is wrong where partners are sought.
    #[error(transparent)]
    Partners(#[from] PartnersRefusal),
    /// What is wrong with actions or their plan.
    #[error(transparent)]
    Actions(#[from] ActionsRefusal),
    /// What is wrong with estimates that can be asked for.
    #[error(transparent)]
    Information(#[from] InformationRefusal),
    /// What is wrong with what rows say of whom they reach.
    #[error(transparent)]
    Ladder(#[from] LadderRefusal),
    /// What is wrong with corridors, their flows or what explains them.
    #[error(transparent)]
    Corridor(#[from] CorridorRefusal),
    /// What is wrong where a commitment is compared with what happened elsewhere.
    #[error(transparent)]
    Effect(#[from] EffectRefusal),
}

impl Refusal {
    /// The stable code, under which the catalogues keep the text for people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Place(refusal) => refusal.code(),
            Self::Need(refusal) => refusal.code(),
            Self::Supply(refusal) => refusal.code(),
            Self::Question(refusal) => refusal.code(),
            Self::Overlap(refusal) => refusal.code(),
            Self::Ties(refusal) => refusal.code(),
            Self::Partners(refusal) => refusal.code(),
            Self::Actions(refusal) => refusal.code(),
            Self::Information(refusal) => refusal.code(),
            Self::Ladder(refusal) => refusal.code(),
            Self::Corridor(refusal) => refusal.code(),
            Self::Effect(refusal) => refusal.code(),
        }
    }
}
