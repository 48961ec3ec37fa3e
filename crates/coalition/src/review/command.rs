//! What can be asked in a review cycle, and what follows.

use concert_terms::{Id, Names};
use jiff::civil::Date;

use crate::decide::{absent, known_place, must};
use crate::numbered::numbered;
use crate::plan::known_action;
use crate::review::{
    Followed, Observation, Prefill, Review, ReviewCycle, ReviewRefusal, answering, observing,
};
use crate::sound::{few, named, text, unless};
use crate::{Actor, Body, Coalition, Refusal};

/// What somebody asks in a review cycle.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviewCommand {
    /// Open a cycle.
    Open(Box<ReviewCycle>),
    /// Do something in the review of a member.
    Act {
        /// The cycle.
        cycle: Id,
        /// The reviewed member.
        reviewed: Id,
        /// What.
        act: ReviewAct,
    },
}

/// What somebody does in a review. Whoever acts as a member acts for their own organisation.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviewAct {
    /// Answer a question, as the reviewed member.
    Answer {
        /// The question by its number.
        question: u32,
        /// The answer by language.
        text: Names,
    },
    /// Observe, as a reviewer.
    Observe {
        /// What is observed, by language.
        text: Names,
        /// The number of the action that it is about.
        action: Option<String>,
        /// The last day of an answer.
        reply_by: Date,
    },
    /// Answer an observation, as the reviewed member.
    AnswerObservation {
        /// The observation by its number.
        observation: u32,
        /// The answer by language.
        text: Names,
    },
    /// Say, as a reviewer, whether an observation was followed.
    Mark {
        /// The observation by its number.
        observation: u32,
        /// Whether it was.
        followed: Followed,
        /// On what that rests.
        text: String,
    },
    /// Remark, as a member that neither reviews nor is reviewed.
    Remark {
        /// The question that it is about.
        question: Option<u32>,
        /// The remark.
        text: String,
    },
    /// Set, as the reviewed member, the day from which the review is public.
    Publish {
        /// The day.
        from: Date,
    },
    /// Close the review.
    Close,
}

/// What is stated, or why it is refused.
pub(crate) fn decide(
    coalition: &Coalition,
    actor: &Actor,
    command: &ReviewCommand,
    today: Date,
) -> Result<Vec<Body>, Refusal> {
    match command {
        ReviewCommand::Open(cycle) => open(coalition, actor, cycle, today),
        ReviewCommand::Act { cycle, reviewed, act } => {
            let open = coalition.reviews.cycles.get(cycle);
            let open = open.ok_or_else(|| absent("review cycle", cycle))?;
            let review = open.reviews.get(reviewed);
            let review = review.ok_or_else(|| absent("review", reviewed))?;
            let at = In { coalition, actor, cycle: &open.cycle, review, today };
            at.act(act)
        }
    }
}

/// Coordinators open a cycle among members of the coalition, on a plan that is there.
fn open(
    coalition: &Coalition,
    actor: &Actor,
    cycle: &ReviewCycle,
    today: Date,
) -> Result<Vec<Body>, Refusal> {
    must(actor.coordinates(), "coordinators")?;
    if let Some(there) = coalition.reviews.cycles.get(&cycle.id) {
        if there.cycle == *cycle {
            return Ok(Vec::new());
        }
        return Err(ReviewRefusal::CycleTaken { id: cycle.id }.into());
    }
    unless(cycle.names.is_empty(), "names", "a review cycle has a name")?;
    named(&cycle.names)?;
    few("questions", &cycle.questions)?;
    few("pairings", &cycle.pairings)?;
    unless(cycle.questions.is_empty(), "questions", "a questionnaire has a question")?;
    unless(cycle.pairings.is_empty(), "pairings", "a review cycle reviews somebody")?;
    cycle.questions.iter().try_for_each(|question| text("text", &question.text))?;
    cycle.is_sound(today)?;
    for question in &cycle.questions {
        match &question.prefill {
            Prefill::Commitments { action } => known_action(coalition, cycle.plan, action)?,
            Prefill::Gaps { place } => known_place(coalition, place)?,
            Prefill::Progress | Prefill::Initiatives | Prefill::FreeText => {}
        }
    }
    coalition.plan.plans.get(&cycle.plan).ok_or_else(|| absent("plan", &cycle.plan))?;
    for pairing in &cycle.pairings {
        for organisation in [pairing.reviewed].iter().chain(&pairing.reviewers) {
            if !coalition.decisions.is_member(organisation, today) {
                let organisation = *organisation;
                return Err(ReviewRefusal::NoMember { organisation }.into());
            }
        }
    }
    Ok(vec![Body::ReviewCycleOpened(Box::new(cycle.clone()))])
}

/// Somebody in a review on a day.
pub(crate) struct In<'a> {
    pub(crate) coalition: &'a Coalition,
    pub(crate) actor: &'a Actor,
    pub(crate) cycle: &'a ReviewCycle,
    pub(crate) review: &'a Review,
    pub(crate) today: Date,
}

impl<'a> In<'a> {
    fn act(&self, act: &ReviewAct) -> Result<Vec<Body>, Refusal> {
        match act {
            ReviewAct::Answer { question, text } => answering::answer(self, *question, text),
            ReviewAct::Observe { text, action, reply_by } => {
                observing::observe(self, text, action.as_deref(), *reply_by)
            }
            ReviewAct::AnswerObservation { observation, text } => {
                answering::answer_observation(self, *observation, text)
            }
            ReviewAct::Mark { observation, followed, text } => {
                observing::mark(self, *observation, *followed, text)
            }
            ReviewAct::Remark { question, text } => observing::remark(self, *question, text),
            ReviewAct::Publish { from } => answering::publish(self, *from),
            ReviewAct::Close => observing::close(self),
        }
    }

    /// The actor's own organisation, if it is a member of the coalition on this day.
    pub(crate) fn member(&self) -> Option<Id> {
        let own = self.actor.represents()?;
        self.coalition.decisions.is_member(&own, self.today).then_some(own)
    }

    pub(crate) fn is_reviewed(&self) -> Result<(), Refusal> {
        let reviewed = self.review.pairing.reviewed;
        must(self.member() == Some(reviewed), "the reviewed member")
    }

    pub(crate) fn reviewer(&self) -> Result<Id, Refusal> {
        let own = self.member().filter(|own| self.review.pairing.reviewers.contains(own));
        own.ok_or(Refusal::NotAllowed { allowed: "the reviewers" })
    }

    pub(crate) fn not_closed(&self) -> Result<(), Refusal> {
        if self.review.closed.is_some() { Err(ReviewRefusal::Closed.into()) } else { Ok(()) }
    }

    pub(crate) fn known_question(&self, number: u32) -> Result<(), Refusal> {
        let known = self.cycle.question(number).map(|_| ());
        known.ok_or_else(|| ReviewRefusal::UnknownQuestion { number }.into())
    }

    pub(crate) fn observation(&self, number: u32) -> Result<&'a Observation, Refusal> {
        let known = numbered(&self.review.observations, number);
        known.ok_or_else(|| ReviewRefusal::UnknownObservation { number }.into())
    }
}
