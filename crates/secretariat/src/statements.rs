//! Statements: the journal as it is, and one with its proof.

use concert_coalition::{Author, Body, Role, Source, Statement};
use concert_terms::Id;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::label::Page;
use crate::{Fault, Secretariat};

/// One statement in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementRow {
    /// Index in the journal.
    pub index: u64,
    /// When it was stated; absent for one whose body was erased.
    pub at: Option<Timestamp>,
    /// What kind of statement it is; `erased` for one whose body was erased.
    pub kind: String,
    /// The import that it belongs to.
    pub import: Option<Id>,
    /// What it is about, if that has an identifier or code.
    pub subject: Option<String>,
}

/// One statement in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementView {
    /// The facts that lists show.
    #[serde(flatten)]
    pub row: StatementRow,
    /// The role of who stated it: names of users stay in the office.
    pub by: Option<AuthorRole>,
    /// What was stated.
    pub content: Value,
    /// Where it was read, if it was read from a file.
    pub source: Option<Source>,
    /// The proof that it stands in the journal.
    pub proof: Proof,
}

/// Who stated something, as far as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorRole {
    /// Whoever works at the machine that keeps the journal.
    Operator,
    /// A user in a role.
    User(Role),
    /// A user who is no longer known.
    FormerUser,
}

/// The proof that a statement stands in the journal of a size: hashes in hexadecimal, as
/// RFC 6962 defines them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proof {
    /// The commitment to the statement.
    pub leaf: String,
    /// The hashes from the leaf's neighbour up.
    pub path: Vec<String>,
    /// The size of the journal.
    pub size: u64,
    /// Its root.
    pub root: String,
}

impl StatementRow {
    pub(crate) fn of(index: u64, statement: Option<&Statement>) -> Self {
        Self {
            index,
            at: statement.map(|statement| statement.at),
            kind: statement.map_or("erased", |statement| statement.body.kind()).to_owned(),
            import: statement.and_then(|statement| statement.import),
            subject: statement.and_then(|statement| subject(&statement.body)),
        }
    }
}

fn subject(body: &Body) -> Option<String> {
    match body {
        Body::InstanceDescribed(_) | Body::Unknown { .. } => None,
        Body::UserRegistered(user) => Some(user.id.to_string()),
        Body::UserClosed { user } => Some(user.to_string()),
        Body::OrganisationDeclared(organisation) => Some(organisation.id.to_string()),
        Body::OrganisationReported { organisation, .. } => Some(organisation.to_string()),
        Body::PlaceDeclared(place) => Some(place.code.to_string()),
        Body::InitiativeDeclared(initiative) => Some(initiative.id.to_string()),
        Body::InitiativeConfirmed { initiative, .. }
        | Body::InitiativeWithdrawn { initiative, .. } => Some(initiative.to_string()),
        Body::NeedDeclared(need) => Some(need.id.to_string()),
        Body::NeedWithdrawn { need, .. } => Some(need.to_string()),
        Body::EstimatePublished(estimate) => Some(estimate.id.to_string()),
        Body::EstimateRecorded(estimate) => Some(estimate.id.to_string()),
        Body::ImportApplied(import) => Some(import.id.to_string()),
        Body::ImportUndone { import, .. } => Some(import.to_string()),
        Body::PlanStated(plan) => Some(plan.id.to_string()),
        Body::MembershipRecorded(membership) => Some(membership.organisation.to_string()),
        Body::DecidingBodyDescribed(body) => Some(body.id.to_string()),
        Body::ProposalOpened(opening) => Some(opening.draft.id.to_string()),
        Body::SponsorshipChanged(_)
        | Body::ProposalCommented(_)
        | Body::AmendmentProposed(_)
        | Body::AmendmentSupported(_)
        | Body::AmendmentSettled(_)
        | Body::PositionTaken(_)
        | Body::ProposalWithdrawn(_)
        | Body::ProposalConcluded(_)
        | Body::MinutesRecorded(_)
        | Body::FollowUpAssigned(_)
        | Body::FollowUpDone(_) => body.proposal().map(|id| id.to_string()),
        Body::ReviewCycleOpened(cycle) => Some(cycle.id.to_string()),
        Body::ReviewAnswered(_)
        | Body::ReviewObserved(_)
        | Body::ObservationAnswered(_)
        | Body::ObservationMarked(_)
        | Body::ReviewRemarked(_)
        | Body::ReviewPublicationSet(_)
        | Body::ReviewClosed(_) => body.review().map(|(cycle, _)| cycle.to_string()),
        Body::DeviceAdded(device) => Some(device.id.to_string()),
        Body::DeviceRevoked { device } => Some(device.to_string()),
        Body::LinkageRoundOpened(round) => Some(round.id.to_string()),
        Body::ListSubmitted(_)
        | Body::ListRetracted(_)
        | Body::LinkageRecorded(_)
        | Body::ShareDestroyed(_)
        | Body::LinkageRoundAbandoned(_)
        | Body::EncodingsErased { .. }
        | Body::LinkageRoundClosed { .. } => body.linkage_round().map(|id| id.to_string()),
        Body::CommitmentMade(commitment) | Body::CommitmentChanged { commitment, .. } => {
            Some(commitment.id.to_string())
        }
        Body::CommitmentWithdrawn { commitment, .. } | Body::ReviewerNamed { commitment, .. } => {
            Some(commitment.to_string())
        }
        Body::ProgressClaimed(claim) => Some(claim.commitment.to_string()),
        Body::ProgressReviewed(review) => Some(review.commitment.to_string()),
        Body::PledgeMatchProposed(pair) => Some(pair.id.to_string()),
        Body::PledgeMatchAccepted { pledge_match, .. }
        | Body::PledgeMatchEnded { pledge_match, .. } => Some(pledge_match.to_string()),
        Body::RecommendationDeclared(recommendation) => Some(recommendation.id.to_string()),
        Body::RecommendationAnswered { recommendation, .. } => Some(recommendation.to_string()),
        Body::RecommendationsJoined { recommendations }
        | Body::RecommendationsParted { recommendations, .. } => {
            recommendations.first().map(Id::to_string)
        }
    }
}

fn source(body: &Body) -> Option<Source> {
    match body {
        Body::OrganisationDeclared(organisation) => organisation.source.clone(),
        Body::PlaceDeclared(place) => place.source.clone(),
        Body::InitiativeDeclared(initiative) => initiative.source.clone(),
        Body::NeedDeclared(need) => need.source.clone(),
        Body::CommitmentMade(commitment) | Body::CommitmentChanged { commitment, .. } => {
            commitment.source.clone()
        }
        Body::RecommendationDeclared(recommendation) => recommendation.source.clone(),
        _ => None,
    }
}

/// What is shown of a statement's content: a user's name is not.
fn shown_content(statement: &Statement) -> Value {
    if let Body::Unknown { content, .. } = &statement.body {
        return content.clone();
    }
    let mut content = serde_json::to_value(&statement.body)
        .ok()
        .and_then(|mut body| body.get_mut("content").map(Value::take))
        .unwrap_or_default();
    if matches!(statement.body, Body::UserRegistered(_))
        && let Some(fields) = content.as_object_mut()
    {
        fields.remove("name");
    }
    content
}

impl Secretariat {
    /// A page of the journal, the latest statements first.
    pub fn statements(&self, page: usize) -> Result<Page<StatementRow>, Fault> {
        let size = self.picture().coalition.size;
        let length = Page::<StatementRow>::LENGTH as u64;
        let pages = (size.div_ceil(length) as usize).max(1);
        let page = page.min(pages - 1);
        let to = size.saturating_sub(page as u64 * length);
        let from = to.saturating_sub(length);
        let mut items = Vec::new();
        for (index, statement) in self.statements_between(from, to)? {
            items.push(StatementRow::of(index, statement.as_ref()));
        }
        items.reverse();
        Ok(Page { items, total: size as usize, page, pages })
    }

    /// One statement in full; `None` beyond the journal's end.
    pub fn statement(&self, index: u64) -> Result<Option<StatementView>, Fault> {
        if index >= self.picture().coalition.size {
            return Ok(None);
        }
        let statement = self.statement_at(index)?;
        let by = statement.as_ref().map(|statement| match statement.by {
            Author::Operator => AuthorRole::Operator,
            Author::User(id) => match self.picture().coalition.users.get(&id) {
                Some(user) => AuthorRole::User(user.role),
                None => AuthorRole::FormerUser,
            },
        });
        Ok(Some(StatementView {
            row: StatementRow::of(index, statement.as_ref()),
            by,
            content: statement.as_ref().map(shown_content).unwrap_or_default(),
            source: statement.as_ref().and_then(|statement| source(&statement.body)),
            proof: self.proof(index)?,
        }))
    }
}
