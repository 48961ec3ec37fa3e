//! The review of one member: questions with answers and what the journal knows beside them,
//! observations with replies and marks, remarks of others.

use std::collections::BTreeMap;
use std::sync::Arc;

use concert_coalition::{
    Actor, Author, Coalition, Command, Followed, Observation, OpenCycle, Prefill, Review,
    ReviewAct, ReviewCommand, Role, decide,
};
use concert_terms::{Id, Names, PlaceCode};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use super::cycle_view::{CycleRow, ReviewDue, due, row};
use super::prefill::{PrefillLine, lines};
use crate::decisions::{day, organisation, would_state};
use crate::frame::FrameView;
use crate::label::OrganisationLabel;
use crate::{Asked, Secretariat, Unanswered};

/// The review of a member.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewInFull {
    /// The cycle.
    pub cycle: CycleRow,
    /// Who is reviewed.
    pub reviewed: OrganisationLabel,
    /// By whom.
    pub reviewers: Vec<OrganisationLabel>,
    /// What it is asked, with its answers.
    pub questions: Vec<AnsweredQuestion>,
    /// What reviewers observed, in order.
    pub observations: Vec<ObservationView>,
    /// What other members remarked, in order.
    pub remarks: Vec<RemarkView>,
    /// From which day it is public, once that was set.
    pub public_from: Option<Date>,
    /// Whether everybody may read it.
    pub is_public: bool,
    /// Index of the statement that set that day.
    pub publication: Option<u64>,
    /// Whether it is closed.
    pub closed: bool,
    /// Index of the statement that closed it.
    pub closing: Option<u64>,
    /// Numbers of questions that were not answered when it was closed.
    pub unanswered: Vec<u32>,
    /// Numbers of observations that were not answered when it was closed.
    pub lapsed: Vec<u32>,
    /// What is to be done next, the earliest day first.
    pub due: Vec<ReviewDue>,
    /// The number and text of each action that an observation can be about: those of the plan in
    /// force, for whoever may observe.
    pub actions: Vec<(String, Names)>,
    /// What the visitor may do now.
    pub may: ReviewActs,
}

/// A review that everybody may read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublicReview {
    /// The cycle.
    pub cycle: Id,
    /// Its names by language.
    pub names: Names,
    /// Who was reviewed.
    pub reviewed: OrganisationLabel,
    /// Since which day everybody may read it.
    pub from: Option<Date>,
}

/// What somebody may do in a review now, beside what stands at its questions and observations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is an act that somebody may do or not")]
pub struct ReviewActs {
    /// Observe.
    pub observe: bool,
    /// Remark.
    pub remark: bool,
    /// Set the day of publication.
    pub publish: bool,
    /// Close it.
    pub close: bool,
}

/// A question, what the journal knows, and the answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnsweredQuestion {
    /// Its number.
    pub number: u32,
    /// The question by language.
    pub text: Names,
    /// What of the journal stands beside it.
    pub prefill: Prefill,
    /// The first of these lines.
    pub journal: Vec<PrefillLine>,
    /// How many lines there are.
    pub journal_lines: usize,
    /// The answer by language; empty where there is none.
    pub answer: Names,
    /// Index of the statement of the answer.
    pub statement: Option<u64>,
    /// Whether the visitor may answer.
    pub may_answer: bool,
}

/// An observation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ObservationView {
    /// Its number, counted from one.
    pub number: u32,
    /// The reviewer.
    pub reviewer: OrganisationLabel,
    /// What it observed, by language.
    pub text: Names,
    /// The number of the action that it is about.
    pub action: Option<String>,
    /// The last day of an answer.
    pub reply_by: Date,
    /// Whether that day passed without an answer.
    pub lapsed: bool,
    /// The answer by language; empty where there is none.
    pub answer: Names,
    /// Index of the statement of the answer.
    pub answer_statement: Option<u64>,
    /// What reviewers say of whether it was followed.
    pub marks: Vec<MarkView>,
    /// Index of the statement.
    pub statement: u64,
    /// Whether the visitor may answer.
    pub may_answer: bool,
    /// Whether the visitor may say whether it was followed.
    pub may_mark: bool,
}

/// What a reviewer says of whether an observation was followed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarkView {
    /// The reviewer.
    pub reviewer: OrganisationLabel,
    /// Whether it was.
    pub followed: Followed,
    /// On what that rests.
    pub text: String,
    /// Index of the statement.
    pub statement: u64,
}

/// What another member remarked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RemarkView {
    /// Who remarked.
    pub organisation: OrganisationLabel,
    /// The question that it is about.
    pub question: Option<u32>,
    /// The remark.
    pub text: String,
    /// Index of the statement.
    pub statement: u64,
}

impl Secretariat {
    /// The review of a member in a cycle, with what somebody may do there now.
    pub fn review(
        &self,
        cycle: Id,
        reviewed: Id,
        actor: &Actor,
        now: Timestamp,
    ) -> Asked<ReviewInFull> {
        let frames = self.frames_of(cycle, day(now))?;
        let picture = self.picture();
        let coalition = &picture.coalition;
        let open = coalition.reviews.cycles.get(&cycle);
        let open = open.ok_or_else(|| Unanswered::absent("review cycle", &cycle.to_string()))?;
        let review = open.reviews.get(&reviewed);
        let review = review.ok_or_else(|| Unanswered::absent("review", &reviewed.to_string()))?;
        Ok(In { coalition, open, review, actor, now }.full(&frames))
    }

    /// The review of a member as everybody may read it, once it is closed and the day came that its
    /// member set; `None` before. What the journal knows beside the questions is for members and is
    /// left out.
    pub fn public_review(
        &self,
        cycle: Id,
        reviewed: Id,
        now: Timestamp,
    ) -> Asked<Option<ReviewInFull>> {
        let is_public = {
            let picture = self.picture();
            let review = picture.coalition.reviews.review(&cycle, &reviewed);
            review.is_some_and(|review| review.is_public(day(now)))
        };
        if !is_public {
            return Ok(None);
        }
        let anybody = Author::User(Id::from_bytes([0; 16]));
        let stranger = Actor { author: anybody, role: Role::Reader, organisation: None };
        let mut view = self.review(cycle, reviewed, &stranger, now)?;
        for question in &mut view.questions {
            question.journal.clear();
            question.journal_lines = 0;
        }
        Ok(Some(view))
    }

    /// The reviews that everybody may read, the latest cycle first, by the name of the member.
    pub fn public_reviews(&self, today: Date) -> Vec<PublicReview> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let mut cycles: Vec<&OpenCycle> = coalition.reviews.cycles.values().collect();
        cycles.sort_by_key(|open| std::cmp::Reverse(open.said.statement));
        let mut all = Vec::new();
        for open in cycles {
            let public = open.reviews.values().filter(|review| review.is_public(today));
            let view = |review: &Review| PublicReview {
                cycle: open.cycle.id,
                names: open.cycle.names.clone(),
                reviewed: organisation(coalition, review.pairing.reviewed),
                from: review.public_from.as_ref().map(|(from, _)| *from),
            };
            let mut public: Vec<PublicReview> = public.map(view).collect();
            public
                .sort_by_cached_key(|it| (it.reviewed.names.pick("en").to_owned(), it.reviewed.id));
            all.extend(public);
        }
        all
    }

    /// The frames of the places that the questions of a cycle name. A place that was taken back
    /// since has none.
    fn frames_of(&self, cycle: Id, today: Date) -> Asked<BTreeMap<PlaceCode, Arc<FrameView>>> {
        let places: Vec<PlaceCode> = {
            let picture = self.picture();
            let open = picture.coalition.reviews.cycles.get(&cycle);
            let questions = open.map(|open| open.cycle.questions.clone()).unwrap_or_default();
            let place = |prefill| match prefill {
                Prefill::Gaps { place } => Some(place),
                _ => None,
            };
            questions.into_iter().filter_map(|question| place(question.prefill)).collect()
        };
        let mut frames = BTreeMap::new();
        for place in places {
            match self.frame(Some(&place), today) {
                Ok(frame) => {
                    frames.insert(place, frame);
                }
                Err(Unanswered::Refused(_)) => {}
                Err(fault @ Unanswered::Fault(_)) => return Err(fault),
            }
        }
        Ok(frames)
    }
}

/// Somebody before a review.
struct In<'a> {
    coalition: &'a Coalition,
    open: &'a OpenCycle,
    review: &'a Review,
    actor: &'a Actor,
    now: Timestamp,
}

impl In<'_> {
    fn full(&self, frames: &BTreeMap<PlaceCode, Arc<FrameView>>) -> ReviewInFull {
        let Self { coalition, open, review, .. } = self;
        let today = day(self.now);
        let remarks = review.remarks.iter().map(|remark| RemarkView {
            organisation: organisation(coalition, remark.organisation),
            question: remark.question,
            text: remark.text.clone(),
            statement: remark.said.statement,
        });
        let closing = review.closed.as_ref().map(|(closing, _)| closing);
        let may = self.acts();
        ReviewInFull {
            cycle: row(coalition, open, today),
            reviewed: organisation(coalition, review.pairing.reviewed),
            reviewers: review.pairing.reviewers.map(|id| organisation(coalition, id)).to_vec(),
            questions: self.questions(frames),
            observations: (1..)
                .zip(&review.observations)
                .map(|(number, it)| self.observation(number, it))
                .collect(),
            remarks: remarks.collect(),
            public_from: review.public_from.as_ref().map(|(from, _)| *from),
            publication: review.public_from.as_ref().map(|(_, said)| said.statement),
            is_public: review.is_public(today),
            closed: closing.is_some(),
            closing: review.closed.as_ref().map(|(_, said)| said.statement),
            unanswered: closing.map(|closing| closing.unanswered.clone()).unwrap_or_default(),
            lapsed: closing.map(|closing| closing.lapsed.clone()).unwrap_or_default(),
            due: due(open, review, today),
            actions: if may.observe { self.actions() } else { Vec::new() },
            may,
        }
    }

    fn questions(&self, frames: &BTreeMap<PlaceCode, Arc<FrameView>>) -> Vec<AnsweredQuestion> {
        let reviewed = self.review.pairing.reviewed;
        let is_own = self.actor.represents() == Some(reviewed);
        let view = |question: &concert_coalition::Question| {
            let frame = match &question.prefill {
                Prefill::Gaps { place } => frames.get(place).map(AsRef::as_ref),
                _ => None,
            };
            let about = (self.open.cycle.plan, reviewed);
            let on = (day(self.now), is_own);
            let (journal, journal_lines) =
                lines(self.coalition, about, &question.prefill, frame, on);
            let given = self.review.answers.get(&question.number);
            let text = Names::new("en", "-");
            AnsweredQuestion {
                number: question.number,
                text: question.text.clone(),
                prefill: question.prefill.clone(),
                journal,
                journal_lines,
                answer: given.map(|given| given.text.clone()).unwrap_or_default(),
                statement: given.map(|given| given.said.statement),
                may_answer: self.may(ReviewAct::Answer { question: question.number, text }),
            }
        };
        self.open.cycle.questions.iter().map(view).collect()
    }

    fn observation(&self, number: u32, observation: &Observation) -> ObservationView {
        let marks = observation.marks.iter().map(|(reviewer, mark)| MarkView {
            reviewer: organisation(self.coalition, *reviewer),
            followed: mark.followed,
            text: mark.text.clone(),
            statement: mark.said.statement,
        });
        let answer = observation.answer.as_ref();
        let text = Names::new("en", "-");
        let mark = ReviewAct::Mark {
            observation: number,
            followed: Followed::Wholly,
            text: "-".to_owned(),
        };
        ObservationView {
            number,
            reviewer: organisation(self.coalition, observation.reviewer),
            text: observation.text.clone(),
            action: observation.action.clone(),
            reply_by: observation.reply_by,
            lapsed: observation.has_lapsed(day(self.now)),
            answer: answer.map(|given| given.text.clone()).unwrap_or_default(),
            answer_statement: answer.map(|given| given.said.statement),
            marks: marks.collect(),
            statement: observation.said.statement,
            may_answer: self.may(ReviewAct::AnswerObservation { observation: number, text }),
            may_mark: self.may(mark),
        }
    }

    fn acts(&self) -> ReviewActs {
        let today = day(self.now);
        let tomorrow = today.checked_add(1.day()).unwrap_or(today);
        let text = "-".to_owned();
        let observe =
            ReviewAct::Observe { text: Names::new("en", "-"), action: None, reply_by: tomorrow };
        let closes =
            would_state(self.coalition, self.actor, &self.command(ReviewAct::Close), self.now);
        ReviewActs {
            observe: self.may(observe),
            remark: self.may(ReviewAct::Remark { question: None, text }),
            publish: self.may(ReviewAct::Publish { from: tomorrow }),
            close: closes,
        }
    }

    fn actions(&self) -> Vec<(String, Names)> {
        let plan = self.coalition.plan.in_force(&self.open.cycle.plan);
        let actions = plan.map(|plan| plan.actions.as_slice()).unwrap_or_default();
        actions.iter().map(|action| (action.code.clone(), action.text.clone())).collect()
    }

    /// Whether the domain takes it; the same again, which states nothing, is taken too.
    fn may(&self, act: ReviewAct) -> bool {
        decide(self.coalition, self.actor, &self.command(act), self.now).is_ok()
    }

    fn command(&self, act: ReviewAct) -> Command {
        let (cycle, reviewed) = (self.open.cycle.id, self.review.pairing.reviewed);
        Command::Review(ReviewCommand::Act { cycle, reviewed, act })
    }
}
