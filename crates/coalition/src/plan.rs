//! The plan of action: what is to be done, what was promised towards it, what came of it.
//!
//! A plan is a document of objectives and actions that is drafted version by version. Everything
//! else of this room hangs on an action: commitments are promises towards one, recommendations of
//! outside bodies are answered by some.

mod action;
mod book;
mod command;
mod document;
mod refusal;

pub use action::{Action, Addressee, Indicator, Reference};
pub use book::{PlanBook, PlanHistory, PlanVersion};
pub use command::PlanCommand;
pub(crate) use command::decide;
pub use document::{Objective, Plan};
pub use refusal::PlanRefusal;
