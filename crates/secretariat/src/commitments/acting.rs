//! What can be done with commitments. Every rule is in the domain's `decide`; what stands here
//! turns a request into its command, and tells a door which forms are of any use to whom.

use concert_coalition::{
    Actor, Author, Claim, Command, Commitment, Declaration, Means, ProgressReview, PromiseCommand,
    PromiseRefusal, Refusal,
};
use concert_terms::{Id, Money, Names};
use jiff::Timestamp;
use serde::Serialize;

use crate::{Asked, Done, Secretariat, Unanswered};

/// What somebody may do with a commitment, so that a door shows no form that is always refused.
/// The domain decides: it also refuses what this lets through.
#[expect(clippy::struct_excessive_bools, reason = "each right is granted apart from the others")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct CommitmentRights {
    /// Change it, withdraw it, and claim progress.
    pub act: bool,
    /// Name who reviews it.
    pub name_reviewer: bool,
    /// Review it.
    pub review: bool,
    /// Propose a pair with another commitment.
    pub pair: bool,
    /// Agree to a pair that was proposed.
    pub agree: bool,
}

/// A kind of means, as forms and flags name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeansKind {
    /// Money: an amount and a currency.
    Money,
    /// Capacity: how many of what.
    Capacity,
    /// People who work on it.
    Staff,
    /// A policy or law, in words.
    Policy,
}

impl MeansKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Money, Self::Capacity, Self::Staff, Self::Policy];

    /// The word, as it is written in forms and files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Capacity => "capacity",
            Self::Staff => "staff",
            Self::Policy => "policy",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind of means.
    pub fn of(means: &Means) -> Self {
        match means {
            Means::Money(_) => Self::Money,
            Means::Capacity { .. } => Self::Capacity,
            Means::Staff { .. } => Self::Staff,
            Means::Policy(_) => Self::Policy,
        }
    }

    /// Means of this kind from an amount and words: the currency of money, the unit of capacity,
    /// the words of a policy in a language. `None` where the amount cannot be read.
    pub fn means(self, amount: &str, words: &str, language: &str) -> Option<Means> {
        let words = words.trim();
        Some(match self {
            Self::Money => {
                let amount = amount.trim().parse().ok()?;
                Means::Money(Money { amount, currency: words.to_uppercase() })
            }
            Self::Capacity => {
                Means::Capacity { units: amount.trim().parse().ok()?, unit: words.to_owned() }
            }
            Self::Staff => Means::Staff { people: amount.trim().parse().ok()? },
            Self::Policy => Means::Policy(Names::new(language, words)),
        })
    }
}

impl Secretariat {
    /// An identifier that nothing else has.
    pub fn fresh_id(&self) -> Id {
        Id::from_bytes(self.entropy.bytes())
    }

    /// The organisation that somebody names by its identifier, its short name or one of its names,
    /// in any case. Refused where none or several are called so.
    pub fn organisation_called(&self, text: &str) -> Asked<Id> {
        let picture = self.picture();
        let organisations = &picture.coalition.organisations;
        let absent = || Unanswered::absent("organisation", text);
        if let Ok(id) = text.trim().parse::<Id>() {
            return organisations.get(&id).map(|_| id).ok_or_else(absent);
        }
        let text = text.trim().to_lowercase();
        let mut called = organisations.iter().filter(|(_, _, organisation)| {
            let acronym = organisation.acronym.iter().map(String::as_str);
            let mut names = organisation.names.iter().map(|(_, name)| name).chain(acronym);
            names.any(|name| name.to_lowercase() == text)
        });
        let first = called.next().ok_or_else(absent)?;
        match called.next() {
            None => Ok(*first.1),
            Some(_) => Err(absent()),
        }
    }

    /// Makes a commitment, of which no draft stays. Made again with the same content, it states
    /// nothing.
    pub fn make_commitment(
        &self,
        actor: &Actor,
        commitment: Commitment,
        now: Timestamp,
    ) -> Asked<Done> {
        let id = commitment.id;
        let declared = Declaration::Commitment(Box::new(commitment));
        let done = self.act(actor, Command::Declare(vec![declared]), now)?;
        self.forget_draft(id);
        Ok(done)
    }

    /// Changes a commitment, which is given whole.
    pub fn change_commitment(
        &self,
        actor: &Actor,
        commitment: Commitment,
        reason: &str,
        now: Timestamp,
    ) -> Asked<Done> {
        let (commitment, reason) = (Box::new(commitment), reason.to_owned());
        self.promise(actor, PromiseCommand::Change { commitment, reason }, now)
    }

    /// Takes a commitment back.
    pub fn withdraw_commitment(
        &self,
        actor: &Actor,
        commitment: Id,
        reason: &str,
        now: Timestamp,
    ) -> Asked<Done> {
        let reason = reason.to_owned();
        self.promise(actor, PromiseCommand::Withdraw { commitment, reason }, now)
    }

    /// Says how far a commitment is.
    pub fn claim_progress(&self, actor: &Actor, claim: Claim, now: Timestamp) -> Asked<Done> {
        self.promise(actor, PromiseCommand::Claim(Box::new(claim)), now)
    }

    /// Names the organisation that reviews a commitment.
    pub fn name_reviewer(
        &self,
        actor: &Actor,
        (commitment, reviewer): (Id, Id),
        reason: &str,
        now: Timestamp,
    ) -> Asked<Done> {
        let reason = reason.to_owned();
        self.promise(actor, PromiseCommand::NameReviewer { commitment, reviewer, reason }, now)
    }

    /// Says what a reviewer found.
    pub fn review_progress(
        &self,
        actor: &Actor,
        review: ProgressReview,
        now: Timestamp,
    ) -> Asked<Done> {
        self.promise(actor, PromiseCommand::Review(Box::new(review)), now)
    }

    /// Proposes to pair two pledges, whichever of them brings the policy.
    pub fn propose_match(
        &self,
        actor: &Actor,
        [one, other]: [Id; 2],
        now: Timestamp,
    ) -> Asked<Done> {
        let brings = |id: Id| {
            let document = self.commitment_document(id)?;
            Ok::<_, Unanswered>((document.offers_policy(), document.offers_resources()))
        };
        let (first, second) = (brings(one)?, brings(other)?);
        let is_turned = !(first.0 && second.1) && second.0 && first.1;
        let (policy, resources) = if is_turned { (other, one) } else { (one, other) };
        let id = self.fresh_id();
        self.promise(actor, PromiseCommand::ProposeMatch { id, policy, resources }, now)
    }

    /// Agrees to a pair.
    pub fn accept_match(&self, actor: &Actor, pair: Id, now: Timestamp) -> Asked<Done> {
        self.promise(actor, PromiseCommand::AcceptMatch(pair), now)
    }

    /// Ends a pair, or declines one that was proposed.
    pub fn end_match(
        &self,
        actor: &Actor,
        pledge_match: Id,
        reason: &str,
        now: Timestamp,
    ) -> Asked<Done> {
        let reason = reason.to_owned();
        self.promise(actor, PromiseCommand::EndMatch { pledge_match, reason }, now)
    }

    /// What somebody may do with a commitment.
    pub fn commitment_rights(&self, actor: &Actor, id: Id) -> CommitmentRights {
        let picture = self.picture();
        let Some(history) = picture.coalition.plan.promises.commitment(&id) else {
            return CommitmentRights::default();
        };
        let maker = history.current.commitment.maker;
        let is_withdrawn = history.withdrawn.is_some();
        let is_open = !is_withdrawn && !history.is_complete();
        let is_named = history.reviewer().is_some() && actor.represents() == history.reviewer();
        let is_own = actor.represents() == Some(maker);
        CommitmentRights {
            act: is_open && actor.speaks_for(maker),
            name_reviewer: !is_withdrawn
                && actor.coordinates()
                && actor.organisation != Some(maker),
            review: !is_withdrawn
                && is_named
                && actor.author != Author::Operator
                && !history.is_author(actor.author),
            pair: is_open && (is_own || actor.coordinates()),
            agree: is_open && is_own,
        }
    }

    /// A commitment as it was stated last, for the form that changes it. Refused as the change would
    /// be: to whoever may not make it, and where the commitment is withdrawn or complete.
    pub fn commitment_to_change(&self, actor: &Actor, id: Id) -> Asked<Commitment> {
        let before = self.commitment_document(id)?;
        if self.commitment_rights(actor, id).act {
            return Ok(before);
        }
        if !actor.speaks_for(before.maker) {
            return Err(Unanswered::not_allowed("members of the organisation"));
        }
        let picture = self.picture();
        let history = picture.coalition.plan.promises.commitment(&id);
        let refusal = match history.and_then(|history| history.withdrawn.as_ref()) {
            Some(_) => PromiseRefusal::Withdrawn { commitment: id },
            None => PromiseRefusal::Complete { commitment: id },
        };
        Err(Refusal::from(refusal).into())
    }

    fn promise(&self, actor: &Actor, command: PromiseCommand, now: Timestamp) -> Asked<Done> {
        self.act(actor, Command::Promise(command), now)
    }
}
