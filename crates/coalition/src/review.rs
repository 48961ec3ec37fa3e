//! The review cycle: members answer for what they promised, and peers say what they see.
//!
//! It follows the review of the United Nations Convention against Transnational Organized Crime:
//! a questionnaire, two members as reviewers of another one, observations with a day by which
//! they are answered. Coordinators open a cycle on a plan; each of its reviews runs by itself:
//!
//! 1. until `answers_by` the reviewed member answers, and the journal offers what it knows;
//! 2. then until `observations_by` the two reviewers observe, so that no observation ever rests on
//!    an answer that is changed afterwards;
//! 3. the reviewed member answers each observation until the day that stands in it, at most a year
//!    later; the reviewers alone say whether it was followed, and once one has, the answer stands;
//! 4. a review is closed once the days have passed. What was never answered is stated then; the
//!    reviewers may still say what was followed, which takes its time.
//!
//! Other members may remark on what they know until `observations_by`. A closed review is public
//! from the day that the reviewed member sets, and not before it sets one. Nobody acts for
//! another member here, not even a coordinator.

mod acts;
mod answering;
mod book;
mod command;
mod cycle;
mod observing;
mod refusal;

pub use acts::{
    Followed, ObservationAnswer, ObservationMark, ReviewAnswer, ReviewClosing, ReviewObservation,
    ReviewPublication, ShadowRemark,
};
pub use book::{GivenAnswer, Mark, Observation, OpenCycle, Remark, Review, ReviewBook};
pub(crate) use command::decide;
pub use command::{ReviewAct, ReviewCommand};
pub use cycle::{CycleStage, Pairing, Prefill, Question, ReviewCycle};
pub use refusal::ReviewRefusal;
