//! What was said of a commitment's progress: claims with their evidence, who was named to review,
//! and what reviewers found. Who said it is shown as a statement of the journal, never as a user.

use concert_coalition::{Act, Claim, Coalition, CommitmentHistory, Evidence, ProgressLevel};
use concert_terms::Names;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::listing::organisation;
use crate::label::OrganisationLabel;

/// When something was said, and where it stands in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Index of the statement.
    pub statement: u64,
    /// When.
    pub at: Timestamp,
}

/// A claim of the maker.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimView {
    /// The statement.
    #[serde(flatten)]
    pub said: Said,
    /// How much is done.
    pub level: ProgressLevel,
    /// On which day it was so.
    pub on: Date,
    /// What was done.
    pub text: Names,
    /// What the indicator stands at, in its unit.
    pub figure: Option<f64>,
    /// By what it can be checked.
    pub evidence: Vec<EvidenceView>,
    /// Whether any of that can be checked.
    pub is_evidenced: bool,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceView {
    /// What it is.
    pub evidence: Evidence,
    /// The title of the initiative that it names, where there is one.
    pub title: String,
    /// Whether somebody else could check it.
    pub can_be_checked: bool,
    /// Whether what it names is still there: an initiative can be withdrawn after the claim.
    pub is_there: bool,
}

/// That an organisation was named to review.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NamingView {
    /// The statement.
    #[serde(flatten)]
    pub said: Said,
    /// The organisation.
    pub reviewer: Option<OrganisationLabel>,
    /// Why another one was named.
    pub reason: String,
}

/// What a reviewer found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewView {
    /// The statement.
    #[serde(flatten)]
    pub said: Said,
    /// How much is done.
    pub level: ProgressLevel,
    /// Why.
    pub text: Names,
    /// The statement of the claim that it judges.
    pub claim: Option<u64>,
    /// The organisation that was named to review when it was stated.
    pub reviewer: Option<OrganisationLabel>,
}

impl Said {
    pub(super) fn of(act: &Act) -> Self {
        Self { statement: act.statement, at: act.at }
    }
}

pub(super) fn claims(coalition: &Coalition, history: &CommitmentHistory) -> Vec<ClaimView> {
    let view = |(act, claim): &(Act, Claim)| ClaimView {
        said: Said::of(act),
        level: claim.level,
        on: claim.on,
        text: claim.text.clone(),
        figure: claim.figure,
        evidence: claim.evidence.iter().map(|it| evidence(coalition, it)).collect(),
        is_evidenced: claim.is_evidenced(),
    };
    history.claims.iter().rev().map(view).collect()
}

fn evidence(coalition: &Coalition, evidence: &Evidence) -> EvidenceView {
    let (title, is_there) = match evidence {
        Evidence::Initiative(id) => match coalition.initiatives.get(id) {
            Some(initiative) => (initiative.title.to_string(), true),
            None => (String::new(), false),
        },
        Evidence::Estimate(id) => {
            let recorded = coalition.estimates.get(id).is_some();
            (String::new(), recorded || coalition.published.get(id).is_some())
        }
        Evidence::Statement(index) => (String::new(), *index < coalition.size),
        Evidence::Document { title, .. } => (title.clone(), true),
    };
    EvidenceView {
        can_be_checked: evidence.can_be_checked(),
        evidence: evidence.clone(),
        title,
        is_there,
    }
}

pub(super) fn namings(coalition: &Coalition, history: &CommitmentHistory) -> Vec<NamingView> {
    let view = |naming: &concert_coalition::Naming| NamingView {
        said: Said::of(&naming.act),
        reviewer: organisation(coalition, naming.reviewer),
        reason: naming.reason.clone(),
    };
    history.reviewers.iter().rev().map(view).collect()
}

pub(super) fn reviews(coalition: &Coalition, history: &CommitmentHistory) -> Vec<ReviewView> {
    let named_at = |statement: u64| {
        let mut latest_first = history.reviewers.iter().rev();
        let named = latest_first.find(|naming| naming.act.statement < statement)?;
        organisation(coalition, named.reviewer)
    };
    let view = |(act, review): &(Act, concert_coalition::ProgressReview)| ReviewView {
        said: Said::of(act),
        level: review.level,
        text: review.text.clone(),
        claim: review.claim,
        reviewer: named_at(act.statement),
    };
    history.reviews.iter().rev().map(view).collect()
}
