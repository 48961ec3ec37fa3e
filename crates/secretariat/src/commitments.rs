//! Commitments: what was promised towards the actions of plans, how far it is, and how anybody
//! sees that.
//!
//! Three levels stand side by side and are never merged: what the maker claims, what of it can be
//! checked, and what somebody independent found. A commitment is for those who are signed in until
//! its `public_from` day: no use case of this file is asked by a page that strangers see.

mod acting;
mod comparing;
mod listing;
mod made_up;
mod one;
mod progress_told;
mod towards_plan;

pub use acting::{CommitmentRights, MeansKind};
pub use comparing::ChangedField;
pub use listing::{CommitmentFilter, CommitmentRow, ReminderRow};
pub use one::{CellRow, CommitmentView, ConditionView, LightView, MatchView, VersionView};
pub use progress_told::{ClaimView, EvidenceView, NamingView, ReviewView, Said};
pub use towards_plan::{ActionPromises, PlanPromises};

pub(crate) use one::{condition, light};

#[cfg(test)]
mod tests;
