//! A commitment with all that was said of it.

use concert_terms::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::day::days_from;
use crate::plan::{Claim, Commitment, ProgressLevel, ProgressReview};
use crate::{Act, Author};

/// A commitment and all that was said of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommitmentHistory {
    /// What holds.
    pub current: CommitmentVersion,
    /// What held before, the first first.
    pub earlier: Vec<CommitmentVersion>,
    /// That it was taken back, and why.
    pub withdrawn: Option<(Act, String)>,
    /// Who was named to review it, the latest last.
    pub reviewers: Vec<Naming>,
    /// What its maker claimed, in the order of the statements.
    pub claims: Vec<(Act, Claim)>,
    /// What reviewers found, in the order of the statements.
    pub reviews: Vec<(Act, ProgressReview)>,
}

/// One version of a commitment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommitmentVersion {
    /// The statement that made or changed it.
    pub act: Act,
    /// Why it was changed; empty for the first.
    pub reason: String,
    /// What was promised.
    pub commitment: Commitment,
}

/// That an organisation was named to review a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// The statement.
    pub act: Act,
    /// The organisation.
    pub reviewer: Id,
    /// Why another one was named; empty for the first.
    pub reason: String,
}

impl CommitmentHistory {
    /// All versions, the first first.
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = &CommitmentVersion> {
        self.earlier.iter().chain([&self.current])
    }

    /// The day on which it was promised: the one stated, or that of the first statement.
    pub fn made_on(&self) -> Date {
        let first = self.earlier.first().unwrap_or(&self.current);
        self.current.commitment.promised.unwrap_or_else(|| first.act.day())
    }

    /// The organisation named to review it.
    pub fn reviewer(&self) -> Option<Id> {
        self.reviewers.last().map(|naming| naming.reviewer)
    }

    /// The level that its maker claimed last.
    pub fn claimed(&self) -> Option<ProgressLevel> {
        self.claims.last().map(|(_, claim)| claim.level)
    }

    /// The level of the last claim whose evidence can be checked, or the one claimed last where
    /// that is lower: no more is evidenced than is claimed.
    pub fn evidenced(&self) -> Option<ProgressLevel> {
        let mut latest_first = self.claims.iter().rev();
        let (_, evidenced) = latest_first.find(|(_, claim)| claim.is_evidenced())?;
        self.claimed().map(|claimed| claimed.min(evidenced.level))
    }

    /// The level that a reviewer found last.
    pub fn reviewed(&self) -> Option<ProgressLevel> {
        self.reviews.last().map(|(_, review)| review.level)
    }

    /// Whether a reviewer found all of it done. Only that closes a commitment, and a later review
    /// at a lower level opens it again.
    pub fn is_complete(&self) -> bool {
        self.reviewed() == Some(ProgressLevel::Complete)
    }

    /// Whether it is neither withdrawn nor complete: only then can its maker still act on it.
    pub fn is_open(&self) -> bool {
        self.withdrawn.is_none() && !self.is_complete()
    }

    /// The day on which it was done, if it is complete: the day of the claim that the last review
    /// judged, or of the review where it judged none.
    pub fn completed_on(&self) -> Option<Date> {
        let (act, review) = self.reviews.last().filter(|_| self.is_complete())?;
        let judged = self.claims.iter().find(|(claim, _)| Some(claim.statement) == review.claim);
        Some(judged.map_or_else(|| act.day(), |(_, claim)| claim.on))
    }

    /// By how many days the last day was moved since the first version; negative when it was
    /// brought forward. Whoever postpones is not late, so this stands beside the lateness.
    pub fn days_postponed(&self) -> i32 {
        let first = self.earlier.first().unwrap_or(&self.current);
        days_from(first.commitment.due, self.current.commitment.due)
    }

    /// Whether the commitment was changed after its last review: that review judged another text.
    pub fn was_changed_since_review(&self) -> bool {
        let reviewed = self.reviews.last().map(|(act, _)| act.statement);
        reviewed.is_some_and(|reviewed| self.current.act.statement > reviewed)
    }

    /// Whether an earlier version named other cells: chosen after the fact, cells can be those that
    /// did well.
    pub fn cells_were_changed(&self) -> bool {
        let cells = &self.current.commitment.cells;
        self.earlier.iter().any(|version| version.commitment.cells != *cells)
    }

    /// Whether a user stated the commitment, a change of it, a claim, or who is to review it.
    pub fn is_author(&self, author: Author) -> bool {
        self.versions().any(|version| version.act.by == author)
            || self.claims.iter().any(|(act, _)| act.by == author)
            || self.reviewers.iter().any(|naming| naming.act.by == author)
    }
}

impl CommitmentHistory {
    /// Whether a statement is about the commitment itself: it shows nothing that was not said
    /// before, and is no evidence.
    pub(crate) fn holds_statement(&self, statement: u64) -> bool {
        let versions = self.versions().map(|version| &version.act);
        let claims = self.claims.iter().map(|(act, _)| act);
        let namings = self.reviewers.iter().map(|naming| &naming.act);
        let reviews = self.reviews.iter().map(|(act, _)| act);
        let mut acts = versions.chain(claims).chain(namings).chain(reviews);
        acts.any(|act| act.statement == statement)
    }

    /// Whether an import made or changed it.
    pub(crate) fn is_touched_by(&self, import: Id) -> bool {
        self.versions().any(|version| version.act.import == Some(import))
    }

    /// Whether a reviewer judged it since an import made or changed it.
    pub(crate) fn was_reviewed_since(&self, import: Id) -> bool {
        let mut of_import = self.versions().filter(|version| version.act.import == Some(import));
        of_import.next().is_some_and(|version| {
            self.reviews.iter().any(|(act, _)| act.statement > version.act.statement)
        })
    }

    /// What would hold without what an import said of it.
    pub(crate) fn current_without(&self, import: Id) -> Option<&CommitmentVersion> {
        let is_undone = |version: &CommitmentVersion| version.act.import == Some(import);
        let keeps_all = self.withdrawn.is_some();
        self.versions().rev().find(|version| keeps_all || !is_undone(version))
    }

    /// Whether anybody said more of it than what it promises.
    pub(crate) fn was_acted_on(&self) -> bool {
        !(self.claims.is_empty() && self.reviewers.is_empty() && self.reviews.is_empty())
    }

    /// What remains without what an import said of it; nothing where only imports did.
    pub(crate) fn without(mut self, import: Id) -> Option<Self> {
        let is_undone = |version: &CommitmentVersion| version.act.import == Some(import);
        if self.withdrawn.is_some() || !self.versions().any(is_undone) {
            return Some(self);
        }
        self.earlier.retain(|version| !is_undone(version));
        if is_undone(&self.current) {
            self.current = self.earlier.pop()?;
        }
        Some(self)
    }

    pub(crate) fn of(current: CommitmentVersion) -> Self {
        Self {
            current,
            earlier: Vec::new(),
            withdrawn: None,
            reviewers: Vec::new(),
            claims: Vec::new(),
            reviews: Vec::new(),
        }
    }
}
