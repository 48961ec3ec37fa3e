//! How the coalition decides: bodies, proposals, positions, and an outcome that is computed.
//!
//! A deciding body has members, a standing for every kind of organisation, and a rule. A proposal
//! is opened before a body and carries the rule and the members of that day with it. Its text can
//! change while it is commented on; then the text stands and positions are taken; then anybody of
//! the body concludes it, and the rule says what came of it. Nobody ever speaks for another
//! member here, not even a coordinator.
//!
//! Days are days of Greenwich, and a period that lasts until a day includes it.

mod acts;
mod body;
mod book;
mod command;
mod discussion;
mod following;
mod membership;
mod opening;
mod proposal;
mod refusal;
mod rule;
mod tally;

pub use acts::{
    AmendmentProposal, AmendmentSettlement, AmendmentSupport, Conclusion, FollowUpAssignment,
    FollowUpReport, MinutesRecord, PositionTaking, ProposalComment, ProposalOpening,
    ProposalWithdrawal, Sponsorship,
};
pub use body::{DecidingBody, Members, Seat, Standing, StandingByKind};
pub use book::{DecisionBook, DescribedBody};
pub use command::DecisionCommand;
pub(crate) use command::decide;
pub use membership::{Membership, RecordedMembership};
pub use proposal::{
    Advice, Amendment, Comment, Ending, FollowUp, Minutes, Position, Proposal, ProposalDraft,
    ProposalVersion, Stage, Subject,
};
pub use refusal::DecisionRefusal;
pub use rule::{Base, Chamber, Choice, Fraction, Majority, Reach, Rule};
pub use tally::{Outcome, Reason, Tally, Votes, tally};
