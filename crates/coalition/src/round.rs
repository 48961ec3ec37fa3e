//! Linkage rounds: one time-limited linking of encoded lists under one key that no party holds.
//!
//! The key of a round is shared among holders, which are members of the coalition and never the
//! hub that links. What stands in the journal says who may do what until when, and what was done;
//! neither a key nor an encoding ever stands there: an encoded list is kept beside the journal
//! until it is erased, and a statement holds its digest only. A round runs thus:
//!
//! 1. a key holder opens it, for a purpose, a place and a period; the terms are not changed
//!    afterwards;
//! 2. until `lists_by` each named member submits its encoded list, replaces or retracts it. What a
//!    submitter is told depends on its own lists and the terms of the round alone, and never on
//!    what others submitted;
//! 3. coordinators link the lists in force, all of them, and record digests and counts;
//! 4. each holder destroys its share and says so; the hub erases the encodings;
//! 5. the round is closed once fewer shares are left than are needed and no encoding is left. Of
//!    a closed round nothing can be linked again, by nobody.
//!
//! A round can be abandoned before anything was linked; it is erased and closed all the same.

mod acts;
mod book;
mod command;
mod destroying;
mod linking;
mod refusal;
mod submitting;
mod terms;

pub use acts::{LinkageRecord, ListRetraction, ListSubmission, RoundAbandonment, ShareDestruction};
pub use book::{OpenRound, RoundBook, RoundStage, SubmittedList};
pub(crate) use command::decide;
pub use command::{RoundAct, RoundCommand};
pub use refusal::RoundRefusal;
pub use terms::{KeyHolder, LinkageRound, MOST_LISTS};
