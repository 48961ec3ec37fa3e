//! What is refused of bodies and proposals, and why.

use concert_terms::{Axis, Id, OrganisationKind};
use jiff::civil::Date;

/// Why a command about decisions is not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecisionRefusal {
    /// A kind of organisation would vote in two chambers.
    #[error("{} votes in two chambers", kind.code())]
    TwoChambers {
        /// The kind.
        kind: OrganisationKind,
    },
    /// A kind of organisation would vote in no chamber.
    #[error("{} votes in no chamber", kind.code())]
    NoChamber {
        /// The kind.
        kind: OrganisationKind,
    },
    /// Nobody of the body is entitled to vote.
    #[error("no member of the body is entitled to vote")]
    NobodyVotes,
    /// The identifier stands for another proposal.
    #[error("the proposal {id} is there already")]
    ProposalTaken {
        /// The proposal.
        id: Id,
    },
    /// The days of a proposal are not in order.
    #[error("comments end on {comment_until} and positions on {decide_until}; today is {today}")]
    DaysOutOfOrder {
        /// The last day of comments.
        comment_until: Date,
        /// The last day of positions.
        decide_until: Date,
        /// Today.
        today: Date,
    },
    /// The rule gives members more time to take positions.
    #[error("members have {days} days to take positions, the rule asks for {needed}")]
    TooShort {
        /// Days that they would have.
        days: i32,
        /// Days that the rule gives them.
        needed: u16,
    },
    /// The plan has no such version with that digest.
    #[error("plan {plan} has no version {number} of that digest")]
    OtherPlan {
        /// The plan.
        plan: Id,
        /// The version.
        number: u32,
    },
    /// The organisation is a member already.
    #[error("{organisation} is a member already")]
    AlreadyMember {
        /// The organisation.
        organisation: Id,
    },
    /// A member leaves before it came.
    #[error("a member since {since} cannot have left on {until}")]
    LeftBefore {
        /// First day.
        since: Date,
        /// Last day.
        until: Date,
    },
    /// It is too late to change the text or to speak about it.
    #[error("comments ended on {until}")]
    CommentsOver {
        /// The last day of comments.
        until: Date,
    },
    /// Positions are not taken on this day.
    #[error("positions are taken after {after} and until {until}")]
    NoPositionsNow {
        /// The last day of comments.
        after: Date,
        /// The last day of positions.
        until: Date,
    },
    /// The last day has not passed.
    #[error("positions can be taken until {until}")]
    NotDue {
        /// The last day of positions.
        until: Date,
    },
    /// Votes are being cast, or were.
    #[error("a proposal cannot be withdrawn once votes can be cast")]
    TooLateToWithdraw,
    /// The proposal has ended.
    #[error("the proposal has ended")]
    Ended,
    /// The proposal was not concluded.
    #[error("the proposal was not concluded")]
    NotConcluded,
    /// The proposer would leave the sponsors.
    #[error("the proposer remains a sponsor")]
    ProposerStays,
    /// The proposal has no such amendment.
    #[error("there is no amendment {number}")]
    UnknownAmendment {
        /// Its number.
        number: u32,
    },
    /// The proposer took it up or declined it before.
    #[error("amendment {number} was settled before")]
    AmendmentSettled {
        /// Its number.
        number: u32,
    },
    /// The text changed since the amendment was proposed; taking it up would undo that silently.
    #[error("amendment {number} changes version {amends}, the text is at version {version}")]
    AmendsEarlierText {
        /// Its number.
        number: u32,
        /// The version that it would change.
        amends: u32,
        /// The version in force.
        version: u32,
    },
    /// The decision has no such follow-up.
    #[error("there is no follow-up {number}")]
    UnknownFollowUp {
        /// Its number.
        number: u32,
    },
    /// The follow-up was done before.
    #[error("follow-up {number} was reported before")]
    FollowUpDone {
        /// Its number.
        number: u32,
    },
    /// More was said about one proposal than it can hold.
    #[error("at most {most} can be added")]
    TooMany {
        /// How many there can be.
        most: usize,
    },
}

impl DecisionRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TwoChambers { .. } => "coalition/kind-in-two-chambers",
            Self::NoChamber { .. } => "coalition/kind-in-no-chamber",
            Self::NobodyVotes => "coalition/nobody-votes",
            Self::ProposalTaken { .. } => "coalition/proposal-taken",
            Self::DaysOutOfOrder { .. } => "coalition/proposal-days",
            Self::TooShort { .. } => "coalition/objections-too-short",
            Self::OtherPlan { .. } => "coalition/other-plan",
            Self::AlreadyMember { .. } => "coalition/already-member",
            Self::LeftBefore { .. } => "coalition/left-before",
            Self::CommentsOver { .. } => "coalition/comments-over",
            Self::NoPositionsNow { .. } => "coalition/no-positions-now",
            Self::NotDue { .. } => "coalition/not-due",
            Self::TooLateToWithdraw => "coalition/too-late-to-withdraw",
            Self::Ended => "coalition/proposal-ended",
            Self::NotConcluded => "coalition/not-concluded",
            Self::ProposerStays => "coalition/proposer-stays",
            Self::UnknownAmendment { .. } => "coalition/unknown-amendment",
            Self::AmendmentSettled { .. } => "coalition/amendment-settled",
            Self::AmendsEarlierText { .. } => "coalition/amends-earlier-text",
            Self::UnknownFollowUp { .. } => "coalition/unknown-follow-up",
            Self::FollowUpDone { .. } => "coalition/follow-up-done",
            Self::TooMany { .. } => "coalition/too-many-acts",
        }
    }

    /// The facts of the refusal by name: its fields, which are plain values.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TwoChambers { kind } | Self::NoChamber { kind } => {
                vec![("kind", kind.code().to_owned())]
            }
            Self::ProposalTaken { id } => vec![("id", id.to_string())],
            Self::DaysOutOfOrder { comment_until, decide_until, today } => vec![
                ("comment_until", comment_until.to_string()),
                ("decide_until", decide_until.to_string()),
                ("today", today.to_string()),
            ],
            Self::TooShort { days, needed } => {
                vec![("days", days.to_string()), ("needed", needed.to_string())]
            }
            Self::OtherPlan { plan, number } => {
                vec![("plan", plan.to_string()), ("number", number.to_string())]
            }
            Self::AlreadyMember { organisation } => {
                vec![("organisation", organisation.to_string())]
            }
            Self::LeftBefore { since, until } => {
                vec![("since", since.to_string()), ("until", until.to_string())]
            }
            Self::CommentsOver { until } | Self::NotDue { until } => {
                vec![("until", until.to_string())]
            }
            Self::NoPositionsNow { after, until } => {
                vec![("after", after.to_string()), ("until", until.to_string())]
            }
            Self::UnknownAmendment { number }
            | Self::AmendmentSettled { number }
            | Self::UnknownFollowUp { number }
            | Self::FollowUpDone { number } => vec![("number", number.to_string())],
            Self::AmendsEarlierText { number, amends, version } => vec![
                ("number", number.to_string()),
                ("amends", amends.to_string()),
                ("version", version.to_string()),
            ],
            Self::TooMany { most } => vec![("most", most.to_string())],
            Self::NobodyVotes
            | Self::TooLateToWithdraw
            | Self::Ended
            | Self::NotConcluded
            | Self::ProposerStays => Vec::new(),
        }
    }
}
