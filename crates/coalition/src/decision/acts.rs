//! What is stated about bodies and proposals: the contents of the statements.

use concert_terms::{Id, Names};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::decision::{Choice, ProposalDraft, Rule, Seat, Tally};

/// A proposal is opened. The rule and the members of the body are stated with it, so that a
/// later change of the body does not touch it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalOpening {
    /// What is proposed.
    pub draft: ProposalDraft,
    /// The member that proposes it.
    pub proposer: Id,
    /// By what it is decided.
    pub rule: Rule,
    /// The members of the body.
    pub seats: Vec<Seat>,
}

/// A member becomes a sponsor of a proposal, or is no longer one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sponsorship {
    /// The proposal.
    pub proposal: Id,
    /// The member.
    pub organisation: Id,
    /// Whether it is a sponsor from now on.
    pub joins: bool,
}

/// A member comments on a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalComment {
    /// The proposal.
    pub proposal: Id,
    /// The member.
    pub organisation: Id,
    /// What it says.
    pub text: String,
}

/// A member proposes another text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentProposal {
    /// The proposal.
    pub proposal: Id,
    /// The member.
    pub organisation: Id,
    /// The version of the text that it would change, counted from one.
    pub amends: u32,
    /// The whole text as it would be, by language.
    pub text: Names,
    /// Why.
    pub reason: String,
}

/// A sponsor says what it thinks of an amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentSupport {
    /// The proposal.
    pub proposal: Id,
    /// The amendment by its number.
    pub amendment: u32,
    /// The sponsor.
    pub organisation: Id,
    /// Whether it wants the amendment taken up.
    pub supports: bool,
}

/// The proposer takes an amendment up, or declines it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentSettlement {
    /// The proposal.
    pub proposal: Id,
    /// The amendment by its number.
    pub amendment: u32,
    /// Whether its text is the proposal's from now on.
    pub taken_up: bool,
    /// Why.
    pub reason: String,
}

/// A member takes a position, in place of the one it had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionTaking {
    /// The proposal.
    pub proposal: Id,
    /// The member.
    pub organisation: Id,
    /// Its position.
    pub choice: Choice,
    /// Why; may be empty, except for an objection.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The proposer takes a proposal back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalWithdrawal {
    /// The proposal.
    pub proposal: Id,
    /// Why.
    pub reason: String,
}

/// What came of a proposal, as its rule says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// The proposal.
    pub proposal: Id,
    /// The positions counted, and the outcome.
    pub tally: Tally,
    /// Digest of the adopted text, [`Proposal::digest`](crate::Proposal::digest); none where it
    /// was not adopted. It covers the subject too, and so the digest of an adopted plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// A coordinator records the minutes of a decision, in place of those before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutesRecord {
    /// The proposal.
    pub proposal: Id,
    /// What was said and decided, by language.
    pub text: Names,
}

/// An organisation is asked to do something that follows from a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpAssignment {
    /// The proposal.
    pub proposal: Id,
    /// Who does it.
    pub owner: Id,
    /// What.
    pub text: String,
    /// By which day.
    pub due: Date,
}

/// An organisation says that it did what followed from a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpReport {
    /// The proposal.
    pub proposal: Id,
    /// What was to be done, by its number.
    pub follow_up: u32,
    /// What was done.
    pub text: String,
}
