//! The plan of action: what is to be done, what was promised towards it, what came of it.
//!
//! A plan is a document of objectives and actions that is drafted version by version. Everything
//! else of this room hangs on an action: commitments are promises towards one, recommendations of
//! outside bodies are answered by some.

mod action;
mod book;
mod command;
mod commitment;
mod commitment_history;
mod document;
mod health;
mod making;
mod pledge_match;
mod progress;
mod promise_refusal;
mod promises;
mod promising;
mod recommendation;
mod recommending;
mod refusal;
mod reminder;
mod standing;
mod traffic_light;

pub use action::{Action, Addressee, Indicator, Reference};
pub use book::{Adoption, PlanBook, PlanHistory, PlanVersion};
pub use command::PlanCommand;
pub(crate) use command::{decide, known_action};
pub use commitment::{Commitment, CommitmentCell, Condition, DatedFigure, Means, Measure};
pub use commitment_history::{CommitmentHistory, CommitmentVersion, Naming};
pub use document::{Objective, Plan};
pub use health::PlanHealth;
pub use pledge_match::{MatchHistory, MatchStanding, PledgeMatch};
pub use progress::{Claim, Evidence, ProgressLevel, ProgressReview};
pub use promise_refusal::PromiseRefusal;
pub use promises::PromiseBook;
pub use promising::PromiseCommand;
pub(crate) use promising::decide as decide_promise;
pub use recommendation::{
    ActionNumber, Mechanism, NotAnActionNumber, Recommendation, RecommendationGroups,
    RecommendationResponse,
};
pub use recommending::RecommendationCommand;
pub(crate) use recommending::{answered, decide as decide_recommendation};
pub use refusal::PlanRefusal;
pub use reminder::Reminder;
pub use standing::CommitmentStanding;
pub use traffic_light::{LevelBasis, Light, LightFacts, LightReason, LightRule};
