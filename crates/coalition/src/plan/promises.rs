//! What holds of promises: every commitment with all that was said of it, the pairs of matched
//! pledges, and which actions answer which recommendation.

use std::collections::{BTreeMap, BTreeSet};

use concert_terms::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::plan::{
    ActionNumber, Commitment, CommitmentHistory, CommitmentVersion, MatchHistory, MatchStanding,
    Naming, RecommendationGroups,
};
use crate::said::wherever_it_was_said;
use crate::{Act, Body, Register, Statement, Version};

/// Everything of promises that holds after the statements so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct PromiseBook {
    /// Commitments, by identifier.
    commitments: BTreeMap<Id, CommitmentHistory>,
    /// Pairs of matched pledges, by identifier.
    pub matches: BTreeMap<Id, MatchHistory>,
    /// The actions that answer each recommendation. What an import said of them goes with it; what
    /// was said by hand stays also where the recommendation's own import is undone: read again, it is
    /// the same one.
    pub answers: Register<Id, BTreeSet<ActionNumber>>,
    /// Recommendations that ask for the same.
    pub groups: RecommendationGroups,
    #[serde(skip)]
    by_maker: BTreeMap<Id, BTreeSet<Id>>,
    #[serde(skip)]
    by_action: BTreeMap<ActionNumber, BTreeSet<Id>>,
}

/// A book as it is kept: the indexes follow from the rest.
#[derive(Deserialize)]
struct Kept {
    commitments: BTreeMap<Id, CommitmentHistory>,
    matches: BTreeMap<Id, MatchHistory>,
    answers: Register<Id, BTreeSet<ActionNumber>>,
    groups: RecommendationGroups,
}

impl From<Kept> for PromiseBook {
    fn from(kept: Kept) -> Self {
        let Kept { commitments, matches, answers, groups } = kept;
        let mut book = Self { commitments, matches, answers, groups, ..Self::default() };
        for (id, history) in &book.commitments {
            let commitment = &history.current.commitment;
            book.by_maker.entry(commitment.maker).or_default().insert(*id);
            book.by_action.entry(commitment.number()).or_default().insert(*id);
        }
        book
    }
}

impl PromiseBook {
    /// A commitment.
    pub fn commitment(&self, id: &Id) -> Option<&CommitmentHistory> {
        self.commitments.get(id)
    }

    /// Every commitment, also those withdrawn, in the order of identifiers.
    pub fn commitments(&self) -> impl Iterator<Item = (Id, &CommitmentHistory)> {
        self.commitments.iter().map(|(id, history)| (*id, history))
    }

    /// The commitments of a maker.
    pub fn of_maker(&self, maker: Id) -> impl Iterator<Item = (Id, &CommitmentHistory)> {
        self.look_up(self.by_maker.get(&maker))
    }

    /// The commitments towards an action.
    pub fn towards(&self, action: &ActionNumber) -> impl Iterator<Item = (Id, &CommitmentHistory)> {
        self.look_up(self.by_action.get(action))
    }

    /// The commitments towards any action of a plan.
    pub fn towards_plan(&self, plan: Id) -> impl Iterator<Item = (Id, &CommitmentHistory)> {
        let first = ActionNumber { plan, action: String::new() };
        let of_plan = self.by_action.range(first..).take_while(move |(key, _)| key.plan == plan);
        of_plan.flat_map(|(_, ids)| self.look_up(Some(ids)))
    }

    /// The actions that answer a recommendation, by those that answer any member of its group.
    pub fn answers_to(&self, recommendation: Id) -> BTreeSet<&ActionNumber> {
        let representative = self.groups.representative(recommendation);
        let group = self.groups.members(representative).into_iter().flatten().copied();
        let members = group.chain([recommendation]);
        members.filter_map(|member| self.answers.get(&member)).flatten().collect()
    }

    /// Whether the public may read a statement on a day. One about commitments is public when all
    /// of them are, by what holds of them now; every other kind is none of this book's business.
    pub fn is_public(&self, body: &Body, day: Date) -> bool {
        let is_public = |id: &Id| {
            let history = self.commitment(id);
            history.is_some_and(|history| history.current.commitment.is_public_on(day))
        };
        match body {
            Body::CommitmentMade(commitment) | Body::CommitmentChanged { commitment, .. } => {
                is_public(&commitment.id)
            }
            Body::CommitmentWithdrawn { commitment, .. }
            | Body::ReviewerNamed { commitment, .. } => is_public(commitment),
            Body::ProgressClaimed(claim) => is_public(&claim.commitment),
            Body::ProgressReviewed(review) => is_public(&review.commitment),
            Body::PledgeMatchProposed(pair) => {
                is_public(&pair.policy) && is_public(&pair.resources)
            }
            Body::PledgeMatchAccepted { pledge_match, .. }
            | Body::PledgeMatchEnded { pledge_match, .. } => {
                let pair = self.matches.get(pledge_match).map(|history| history.pair);
                pair.is_some_and(|pair| is_public(&pair.policy) && is_public(&pair.resources))
            }
            _ => true,
        }
    }

    /// How far a pair of pledges is.
    pub fn match_standing(&self, history: &MatchHistory) -> MatchStanding {
        let makers = [history.pair.policy, history.pair.resources].map(|id| {
            let commitment = self.commitment(&id)?;
            commitment.withdrawn.is_none().then_some(commitment.current.commitment.maker)
        });
        match makers {
            [Some(one), Some(other)] if history.ended.is_none() => {
                if history.has_agreed(one) && history.has_agreed(other) {
                    MatchStanding::Agreed
                } else {
                    MatchStanding::Proposed
                }
            }
            _ => MatchStanding::Ended,
        }
    }

    fn look_up(
        &self,
        ids: Option<&BTreeSet<Id>>,
    ) -> impl Iterator<Item = (Id, &CommitmentHistory)> {
        let found = |id: &Id| Some((*id, self.commitments.get(id)?));
        let found: Vec<_> = ids.into_iter().flatten().filter_map(found).collect();
        found.into_iter()
    }

    /// Applies the next statement; others than those about promises change nothing.
    pub(crate) fn apply(&mut self, index: u64, statement: &Statement) {
        let act = Act::of(index, statement);
        match &statement.body {
            Body::CommitmentMade(commitment) => self.keep(act, commitment, ""),
            Body::CommitmentChanged { commitment, reason } => self.keep(act, commitment, reason),
            Body::CommitmentWithdrawn { commitment, reason } => {
                self.with(*commitment, |history| history.withdrawn = Some((act, reason.clone())));
            }
            Body::ProgressClaimed(claim) => self.with(claim.commitment, |history| {
                history.claims.push((act, (**claim).clone()));
            }),
            Body::ReviewerNamed { commitment, reviewer, reason } => {
                let naming = Naming { act, reviewer: *reviewer, reason: reason.clone() };
                self.with(*commitment, |history| history.reviewers.push(naming));
            }
            Body::ProgressReviewed(review) => self.with(review.commitment, |history| {
                history.reviews.push((act, (**review).clone()));
            }),
            Body::PledgeMatchProposed(pair) => {
                let accepted = Vec::new();
                let history = MatchHistory { pair: *pair, proposed: act, accepted, ended: None };
                self.matches.insert(pair.id, history);
            }
            Body::PledgeMatchAccepted { pledge_match, maker } => {
                if let Some(history) = self.matches.get_mut(pledge_match) {
                    history.accepted.push((*maker, act));
                }
            }
            Body::PledgeMatchEnded { pledge_match, reason } => {
                if let Some(history) = self.matches.get_mut(pledge_match) {
                    history.ended = Some((act, reason.clone()));
                }
            }
            Body::RecommendationAnswered { recommendation, actions } => {
                let actions = actions.iter().cloned().collect();
                let (statement, import) = (act.statement, act.import);
                let version = Version { statement, import, value: Some(actions) };
                self.answers.put(recommendation, version);
            }
            Body::RecommendationsJoined { recommendations } => self.groups.join(recommendations),
            Body::RecommendationsParted { recommendations, .. } => {
                self.groups.part(recommendations);
            }
            _ => {}
        }
    }

    /// Index of the statement that says what holds now of what a statement is about.
    pub(crate) fn latest_about(&self, body: &Body) -> Option<u64> {
        let current = |id: &Id| Some(self.commitment(id)?.current.act.statement);
        match body {
            Body::CommitmentMade(commitment) | Body::CommitmentChanged { commitment, .. } => {
                current(&commitment.id)
            }
            Body::CommitmentWithdrawn { commitment, .. } => current(commitment),
            Body::ReviewerNamed { commitment, .. } => {
                Some(self.commitment(commitment)?.reviewers.last()?.act.statement)
            }
            Body::RecommendationAnswered { recommendation, .. } => {
                Some(self.answers.version(recommendation)?.statement)
            }
            _ => None,
        }
    }

    /// Takes away what an import made, changed or answered. What was withdrawn stays so: a withdrawal
    /// was said by hand.
    pub(crate) fn undo(&mut self, import: Id) {
        let remaining = std::mem::take(&mut self.commitments).into_iter();
        let remaining = remaining.filter_map(|(id, history)| Some((id, history.without(import)?)));
        let commitments = remaining.collect();
        let (matches, mut answers) =
            (std::mem::take(&mut self.matches), std::mem::take(&mut self.answers));
        answers.undo(import);
        let groups = std::mem::take(&mut self.groups);
        *self = Self::from(Kept { commitments, matches, answers, groups });
    }

    /// Whether the same is promised, matched and answered in both, whatever way led there.
    pub(crate) fn holds_the_same_as(&self, other: &Self) -> bool {
        let standing = |book: &Self| -> Vec<Commitment> {
            let all = book.commitments.values().filter(|history| history.withdrawn.is_none());
            all.map(|history| history.current.commitment.clone()).collect()
        };
        let answers = |book: &'_ Self| -> BTreeMap<Id, BTreeSet<ActionNumber>> {
            book.answers.iter().map(|(_, id, actions)| (*id, actions.clone())).collect()
        };
        standing(self) == standing(other)
            && answers(self) == answers(other)
            && wherever_it_was_said(&self.matches) == wherever_it_was_said(&other.matches)
            && self.groups == other.groups
    }

    fn with(&mut self, commitment: Id, note: impl FnOnce(&mut CommitmentHistory)) {
        if let Some(history) = self.commitments.get_mut(&commitment) {
            note(history);
        }
    }

    /// Keeps what holds of a commitment now. Where the first statement was erased, a change is the
    /// first of which anything is known.
    fn keep(&mut self, act: Act, commitment: &Commitment, reason: &str) {
        let (id, reason) = (commitment.id, reason.to_owned());
        let current = CommitmentVersion { act, reason, commitment: commitment.clone() };
        match self.commitments.get_mut(&id) {
            Some(history) => {
                let before = std::mem::replace(&mut history.current, current);
                Self::unlist(&mut self.by_maker, &before.commitment.maker, id);
                Self::unlist(&mut self.by_action, &before.commitment.number(), id);
                history.earlier.push(before);
            }
            None => {
                self.commitments.insert(id, CommitmentHistory::of(current));
            }
        }
        self.by_maker.entry(commitment.maker).or_default().insert(id);
        self.by_action.entry(commitment.number()).or_default().insert(id);
    }

    fn unlist<K: Ord>(index: &mut BTreeMap<K, BTreeSet<Id>>, key: &K, id: Id) {
        if let Some(listed) = index.get_mut(key) {
            listed.remove(&id);
            if listed.is_empty() {
                index.remove(key);
            }
        }
    }
}
