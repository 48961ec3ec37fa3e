//! Statements: what stands in the journal.

use concert_terms::{Axis, Count, Id, Stated};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{IntoStaticStr, VariantNames};

use crate::{
    ActionNumber, AmendmentProposal, AmendmentSettlement, AmendmentSupport, Answers, Author, Claim,
    Commitment, Conclusion, DecidingBody, Device, FollowUpAssignment, FollowUpReport, Import,
    InitiativeDeclaration, Instance, LinkageRecord, LinkageRound, ListRetraction, ListSubmission,
    Membership, MinutesRecord, Need, ObservationAnswer, ObservationMark, Organisation, Place, Plan,
    PledgeMatch, PositionTaking, ProgressReview, ProposalComment, ProposalOpening,
    ProposalWithdrawal, PublishedEstimate, Recommendation, RecordedEstimate, ReviewAnswer,
    ReviewClosing, ReviewCycle, ReviewObservation, ReviewPublication, RoundAbandonment,
    ShadowRemark, ShareDestruction, Sponsorship, User,
};

/// One statement. Its place in the journal is its index; it is never changed.
///
/// In the journal a statement is one JSON object: `v` (the version of this form, 1), `at`, `by`,
/// `import` if it belongs to one, `replaces` if it corrects one, `kind` and `content`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Version of the form.
    pub v: u16,
    /// When it was stated.
    pub at: Timestamp,
    /// Who stated it.
    pub by: Author,
    /// The import as part of which it was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<Id>,
    /// Index of the statement about the same thing that this one takes the place of: a correction
    /// names what it corrects, so that a history can be walked back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<u64>,
    /// What is stated.
    #[serde(flatten, serialize_with = "written")]
    pub body: Body,
}

/// What is stated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, VariantNames, IntoStaticStr)]
#[serde(tag = "kind", content = "content", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Body {
    /// This instance serves that coalition.
    InstanceDescribed(Instance),
    /// A user is registered, or registered anew with other rights.
    UserRegistered(User),
    /// A user may no longer sign in.
    UserClosed {
        /// The user.
        user: Id,
    },
    /// An organisation exists, or is described anew.
    OrganisationDeclared(Organisation),
    /// An organisation reported on a day, be it that there is nothing new.
    OrganisationReported {
        /// The organisation.
        organisation: Id,
        /// The day.
        on: Date,
    },
    /// A place exists, or is described anew.
    PlaceDeclared(Place),
    /// An organisation does something, or describes it anew.
    InitiativeDeclared(Box<InitiativeDeclaration>),
    /// The capacity of an initiative is confirmed as of a day.
    InitiativeConfirmed {
        /// The initiative.
        initiative: Id,
        /// The day.
        on: Date,
        /// The capacity, if it is stated anew.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capacity: Option<Count>,
        /// How requests were answered up to that day, if it is stated anew.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<Answers>,
    },
    /// An initiative was declared in error.
    InitiativeWithdrawn {
        /// The initiative.
        initiative: Id,
        /// Why.
        reason: String,
    },
    /// A need exists, or is stated anew.
    NeedDeclared(Box<Need>),
    /// A need was declared in error.
    NeedWithdrawn {
        /// The need.
        need: Id,
        /// Why.
        reason: String,
    },
    /// Somebody else published a figure.
    EstimatePublished(Box<PublishedEstimate>),
    /// The coalition made an estimate.
    EstimateRecorded(Box<RecordedEstimate>),
    /// The statements with this import's identifier were read from a file.
    ImportApplied(Import),
    /// Everything that an import stated is taken back.
    ImportUndone {
        /// The import.
        import: Id,
        /// Why.
        reason: String,
    },
    /// A plan of action, or its next version.
    PlanStated(Box<Plan>),
    /// An organisation is a member of the coalition, or left it.
    MembershipRecorded(Membership),
    /// A body that decides, or its description anew.
    DecidingBodyDescribed(Box<DecidingBody>),
    /// A member proposes something to a body.
    ProposalOpened(Box<ProposalOpening>),
    /// A member sponsors a proposal, or no longer does.
    SponsorshipChanged(Sponsorship),
    /// A member comments on a proposal.
    ProposalCommented(ProposalComment),
    /// A member proposes another text.
    AmendmentProposed(AmendmentProposal),
    /// A sponsor advises on an amendment.
    AmendmentSupported(AmendmentSupport),
    /// An amendment is taken up or declined.
    AmendmentSettled(AmendmentSettlement),
    /// A member takes a position on a proposal.
    PositionTaken(PositionTaking),
    /// A proposal is taken back.
    ProposalWithdrawn(ProposalWithdrawal),
    /// What came of a proposal.
    ProposalConcluded(Conclusion),
    /// The minutes of a decision.
    MinutesRecorded(MinutesRecord),
    /// Somebody is to do what follows from a decision.
    FollowUpAssigned(FollowUpAssignment),
    /// What followed from a decision is done.
    FollowUpDone(FollowUpReport),
    /// Members review each other's implementation of a plan.
    ReviewCycleOpened(Box<ReviewCycle>),
    /// A reviewed member answers a question.
    ReviewAnswered(ReviewAnswer),
    /// A reviewer observes something.
    ReviewObserved(ReviewObservation),
    /// A reviewed member answers an observation.
    ObservationAnswered(ObservationAnswer),
    /// A reviewer says whether an observation was followed.
    ObservationMarked(ObservationMark),
    /// Another member remarks on a review.
    ReviewRemarked(ShadowRemark),
    /// A reviewed member sets from which day its review is public.
    ReviewPublicationSet(ReviewPublication),
    /// A review is closed.
    ReviewClosed(ReviewClosing),
    /// An organisation promises something towards an action of a plan.
    CommitmentMade(Box<Commitment>),
    /// A commitment is changed; it is stated whole.
    CommitmentChanged {
        /// What is promised from now on.
        commitment: Box<Commitment>,
        /// Why; empty where the import says it.
        reason: String,
    },
    /// A commitment is taken back.
    CommitmentWithdrawn {
        /// The commitment.
        commitment: Id,
        /// Why.
        reason: String,
    },
    /// The maker of a commitment says how far it is.
    ProgressClaimed(Box<Claim>),
    /// An organisation is named to review a commitment.
    ReviewerNamed {
        /// The commitment.
        commitment: Id,
        /// The organisation.
        reviewer: Id,
        /// Why; may be empty where nobody was named before.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The reviewer of a commitment judges how far it is.
    ProgressReviewed(Box<ProgressReview>),
    /// Two pledges are proposed to be paired.
    PledgeMatchProposed(PledgeMatch),
    /// A maker agrees to a pair of pledges.
    PledgeMatchAccepted {
        /// The pair.
        pledge_match: Id,
        /// The maker that agrees.
        maker: Id,
    },
    /// A pair of pledges is ended, or declined.
    PledgeMatchEnded {
        /// The pair.
        pledge_match: Id,
        /// Why.
        reason: String,
    },
    /// An outside mechanism recommended something.
    RecommendationDeclared(Box<Recommendation>),
    /// These actions, and no others, answer a recommendation.
    RecommendationAnswered {
        /// The recommendation.
        recommendation: Id,
        /// The actions.
        actions: Vec<ActionNumber>,
    },
    /// These recommendations ask for the same.
    RecommendationsJoined {
        /// The recommendations.
        recommendations: Vec<Id>,
    },
    /// These recommendations ask for something else than the rest of their group.
    RecommendationsParted {
        /// The recommendations.
        recommendations: Vec<Id>,
        /// Why.
        reason: String,
    },
    /// A user adds a device that signs for their organisation.
    DeviceAdded(Device),
    /// Nothing that a device signs is taken any more.
    DeviceRevoked {
        /// The device.
        device: Id,
    },
    /// Key holders open a linkage round.
    LinkageRoundOpened(Box<LinkageRound>),
    /// A member submits its encoded list, of which the digest alone stands here.
    ListSubmitted(ListSubmission),
    /// A member takes its encoded list back.
    ListRetracted(ListRetraction),
    /// What the linking of a round came to.
    LinkageRecorded(Box<LinkageRecord>),
    /// A holder has destroyed its share of a round's key.
    ShareDestroyed(ShareDestruction),
    /// A round is given up before anything was linked.
    LinkageRoundAbandoned(RoundAbandonment),
    /// No encoded list of a round is left.
    EncodingsErased {
        /// The round.
        round: Id,
    },
    /// Neither a key that works nor an encoding of a round is left.
    LinkageRoundClosed {
        /// The round.
        round: Id,
    },
    /// A kind of statement that this version does not know. It stays in the journal as it is.
    #[serde(skip)]
    #[strum(disabled)]
    Unknown {
        /// Its kind.
        kind: String,
        /// Its content.
        content: Value,
    },
}

/// Why the bytes of an entry are not a statement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this entry is not a statement of a known kind: {reason}")]
pub struct Malformed {
    /// What the reader met.
    pub reason: String,
}

impl Statement {
    /// The version of the form that this program writes.
    pub const VERSION: u16 = 1;

    /// A statement that belongs to no import.
    pub fn new(at: Timestamp, by: Author, body: Body) -> Self {
        Self { v: Self::VERSION, at, by, import: None, replaces: None, body }
    }

    /// The bytes under which the statement stands in the journal.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self)
            .expect("a statement has only text keys and finite numbers, so it is always JSON")
    }

    /// Reads a statement. A kind that this version does not know is read as [`Body::Unknown`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let known = match serde_json::from_slice::<Self>(bytes) {
            Ok(statement) => return Ok(statement),
            Err(error) => error,
        };
        let malformed = |reason: &dyn std::fmt::Display| Malformed { reason: reason.to_string() };
        let envelope: Envelope = serde_json::from_slice(bytes).map_err(|e| malformed(&e))?;
        if Body::KINDS.contains(&envelope.kind.as_str()) {
            return Err(malformed(&known));
        }
        Ok(Self {
            v: envelope.v,
            at: envelope.at,
            by: envelope.by,
            import: envelope.import,
            replaces: envelope.replaces,
            body: Body::Unknown { kind: envelope.kind, content: envelope.content },
        })
    }
}

#[derive(Deserialize)]
struct Envelope {
    v: u16,
    at: Timestamp,
    by: Author,
    import: Option<Id>,
    replaces: Option<u64>,
    kind: String,
    #[serde(default)]
    content: Value,
}

impl Body {
    /// Every kind that this version knows, as it is written.
    pub const KINDS: &[&str] = Self::VARIANTS;

    /// The kind as it is written.
    pub fn kind(&self) -> &str {
        match self {
            Self::Unknown { kind, .. } => kind,
            known => known.into(),
        }
    }
}

/// Writes what is stated; what this version does not know, as it was read.
fn written<S: serde::Serializer>(body: &Body, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct AsItWas<'a> {
        kind: &'a str,
        content: &'a Value,
    }
    match body {
        Body::Unknown { kind, content } => AsItWas { kind, content }.serialize(serializer),
        known => known.serialize(serializer),
    }
}

/// Whether an axis is left out of the written form.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(crate) fn is_unstated<T: Axis>(stated: &Stated<T>) -> bool {
    stated.is_unstated()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(json: &str) -> Statement {
        Statement::from_bytes(json.as_bytes()).unwrap()
    }

    #[test]
    fn fields_that_this_version_does_not_know_are_kept() {
        let json = r#"{"v":1,"at":"2026-01-01T00:00:00Z","by":"operator","kind":"organisation-declared","content":{"id":"01010101-0101-8101-8101-010101010101","names":{"":"A"},"colour":"blue"}}"#;
        let read = statement(json);
        let Body::OrganisationDeclared(organisation) = &read.body else { panic!("{read:?}") };
        assert_eq!(organisation.rest["colour"], "blue");
        assert_eq!(String::from_utf8(read.to_bytes()).unwrap(), json);
    }

    #[test]
    fn a_kind_that_this_version_does_not_know_is_kept_and_named() {
        let read = statement(
            r#"{"v":2,"at":"2026-01-01T00:00:00Z","by":"operator","kind":"vote-cast","content":{"x":1}}"#,
        );
        assert_eq!(read.body.kind(), "vote-cast");
        assert_eq!(Statement::from_bytes(&read.to_bytes()), Ok(read));
    }

    #[test]
    fn a_known_kind_with_a_wrong_content_is_malformed() {
        let wrong = br#"{"v":1,"at":"2026-01-01T00:00:00Z","by":"operator","kind":"user-closed","content":{}}"#;
        assert!(Statement::from_bytes(wrong).unwrap_err().reason.contains("user"));
        assert!(Statement::from_bytes(b"\xff{").is_err());
    }

    #[test]
    fn every_kind_is_written_under_the_name_that_it_reads() {
        let closed = Body::UserClosed { user: Id::from_bytes([1; 16]) };
        let json = serde_json::to_value(&closed).unwrap();
        assert_eq!(json["kind"], closed.kind());
        let undone = Body::ImportUndone { import: Id::from_bytes([1; 16]), reason: String::new() };
        assert_eq!(serde_json::to_value(&undone).unwrap()["kind"], undone.kind());
    }
}
