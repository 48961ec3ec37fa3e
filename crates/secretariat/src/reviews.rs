//! Review cycles as doors show them: the cycles, one of them, and the review of one member with
//! what the journal knows beside each question.

mod cycle_view;
mod generated;
mod opening;
mod prefill;
mod review_view;

pub use cycle_view::{CycleInFull, CycleRow, DueInReview, PairingRow, ReviewDue};
pub(crate) use generated::review_in_region;
pub use opening::{CycleChoices, PrefillKind};
pub use prefill::{PrefillLine, PrefilledCommitment, PrefilledGap, PrefilledInitiative};
pub use review_view::{
    AnsweredQuestion, MarkView, ObservationView, PublicReview, RemarkView, ReviewActs, ReviewInFull,
};

#[cfg(test)]
mod tests;
