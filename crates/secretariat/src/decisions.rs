//! Decisions of the coalition as doors show them: bodies, members, proposals and one in full.
//!
//! Nothing is decided here. Whether somebody may do something is asked of the domain by trying the
//! command on the state as it is: a form is shown where the domain would take it.

mod body_view;
mod generated;
mod opening;
mod proposal_list;
mod proposal_text;
mod proposal_view;

pub use body_view::{BodyInFull, BodyRow, MemberRow, SeatView};
pub(crate) use generated::{Cast, FOUNDED_DAYS_AGO, MadeUpAct, decide_in_region};
pub use opening::{OpeningBody, OpeningChoices, OpeningPlan};
pub use proposal_list::{ProposalFilter, ProposalRow, SubjectKind, SubjectView};
pub use proposal_text::{AmendmentView, ConflictView, LanguageDifference, TextVersionView};
pub use proposal_view::{
    CommentView, EndingView, FollowUpView, MinutesView, PositionView, ProposalActs, ProposalInFull,
};

use concert_coalition::{Actor, Coalition, Command, decide};
use concert_terms::{Id, Names};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::label::OrganisationLabel;

/// The organisation with an identifier, under that identifier where nobody declared it.
pub(crate) fn organisation(coalition: &Coalition, id: Id) -> OrganisationLabel {
    let number = coalition.organisations.number(&id);
    let label = number.and_then(|number| OrganisationLabel::of(coalition, number));
    label.unwrap_or_else(|| OrganisationLabel {
        id,
        names: Names::new("", &id.to_string()),
        acronym: None,
        kind: None,
    })
}

/// Whether the domain would state something if this were asked now.
pub(crate) fn would_state(
    coalition: &Coalition,
    actor: &Actor,
    command: &Command,
    now: Timestamp,
) -> bool {
    decide(coalition, actor, command, now).is_ok_and(|statements| !statements.is_empty())
}

/// The day of Greenwich on which something happens.
pub(crate) fn day(at: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(at).date()
}
