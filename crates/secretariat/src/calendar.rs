//! The days of the plan: by when actions and commitments are due, and until when proposals are
//! commented on and decided, and reviews answered.
//!
//! What is done, withdrawn or ended has no day any more. A day belongs to what was stated last of it,
//! so that a calendar that is read again moves it and never doubles it.

use concert_coalition::Coalition;
use concert_exchange::{CalendarDay, calendar_file};
use concert_terms::{Id, Names};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::Secretariat;
use crate::label::OrganisationLabel;

/// Every day of the plan, the earliest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CalendarView {
    /// The names of the coalition, by language.
    pub coalition: Names,
    /// The days.
    pub events: Vec<CalendarEvent>,
}

/// A day of the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CalendarEvent {
    /// Stands for one day of one thing, and never changes.
    pub uid: String,
    /// The day: the last one on which it is in time.
    pub day: Date,
    /// What is due.
    pub kind: CalendarKind,
    /// The action, commitment or proposal in words, by language.
    pub text: Names,
    /// Whose it is, if it is one organisation's.
    pub organisation: Option<OrganisationLabel>,
    /// The address of the page of what is due.
    pub page: String,
    /// When what says the day was stated.
    pub stated: Timestamp,
    /// Index of that statement.
    pub statement: u64,
}

/// What is due on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalendarKind {
    /// An action of a plan.
    ActionDue,
    /// A commitment.
    CommitmentDue,
    /// Comments on a proposal end.
    CommentsEnd,
    /// Positions on a proposal end.
    PositionsEnd,
    /// Answers to the questions of a review end.
    AnswersEnd,
    /// Observations of the reviewers end.
    ObservationsEnd,
    /// A reviewed organisation answers an observation.
    ReplyDue,
}

impl CalendarKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::ActionDue,
        Self::CommitmentDue,
        Self::CommentsEnd,
        Self::PositionsEnd,
        Self::AnswersEnd,
        Self::ObservationsEnd,
        Self::ReplyDue,
    ];

    /// The stable code, such as `commitment-due`.
    pub fn code(self) -> &'static str {
        match self {
            Self::ActionDue => "action-due",
            Self::CommitmentDue => "commitment-due",
            Self::CommentsEnd => "comments-end",
            Self::PositionsEnd => "positions-end",
            Self::AnswersEnd => "answers-end",
            Self::ObservationsEnd => "observations-end",
            Self::ReplyDue => "reply-due",
        }
    }
}

impl Secretariat {
    /// The days of the plan. It holds commitments that are not public: only for those who are
    /// signed in.
    pub fn plan_calendar(&self) -> CalendarView {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let mut events = actions(coalition);
        events.extend(commitments(coalition));
        events.extend(proposals(coalition));
        events.extend(reviews(coalition));
        events.extend(replies(coalition));
        events.sort_by(|a, b| (a.day, a.kind, &a.uid).cmp(&(b.day, b.kind, &b.uid)));
        CalendarView { coalition: coalition.instance.names.clone(), events }
    }
}

/// The calendar as a file. `name` is that of the calendar, `words` names a kind, and texts are taken in
/// the language if they have it.
pub fn calendar_text(
    view: &CalendarView,
    name: &str,
    language: &str,
    words: impl Fn(CalendarKind) -> String,
) -> String {
    let day = |event: &CalendarEvent| CalendarDay {
        uid: event.uid.clone(),
        day: event.day,
        summary: format!("{}: {}", words(event.kind), event.text.pick(language)),
        description: match &event.organisation {
            Some(organisation) => {
                format!("{} ({})", organisation.names.pick(language), event.page)
            }
            None => event.page.clone(),
        },
        stated: event.stated,
    };
    let days: Vec<CalendarDay> = view.events.iter().map(day).collect();
    calendar_file(name, &days)
}

/// The columns of [`calendar_lines`].
pub const CALENDAR_COLUMNS: [&str; 6] = ["day", "kind", "text", "organisation_id", "page", "uid"];

/// The calendar as a table for machines: one row for each day, with texts in the language if they
/// have it.
pub fn calendar_lines(view: &CalendarView, language: &str) -> Vec<Vec<String>> {
    let line = |event: &CalendarEvent| {
        let whose = event.organisation.as_ref().map(|it| it.id.to_string());
        vec![
            event.day.to_string(),
            event.kind.code().to_owned(),
            event.text.pick(language).to_owned(),
            whose.unwrap_or_default(),
            event.page.clone(),
            event.uid.clone(),
        ]
    };
    view.events.iter().map(line).collect()
}

/// What is due of the versions in force.
fn actions(coalition: &Coalition) -> Vec<CalendarEvent> {
    let mut events = Vec::new();
    for (id, history) in &coalition.plan.plans {
        let Some(version) = history.in_force() else { continue };
        let due = version.plan.actions.iter().filter_map(|action| Some((action, action.due?)));
        events.extend(due.map(|(action, day)| CalendarEvent {
            uid: format!("action-{id}-{}@concert", action.code),
            day,
            kind: CalendarKind::ActionDue,
            text: action.text.clone(),
            organisation: None,
            page: format!("/plans/{id}"),
            stated: version.at,
            statement: version.statement,
        }));
    }
    events
}

/// Commitments that are neither complete nor withdrawn.
fn commitments(coalition: &Coalition) -> Vec<CalendarEvent> {
    let all = coalition.plan.promises.commitments();
    let open = all.filter(|(_, history)| history.withdrawn.is_none() && !history.is_complete());
    let event = |(id, history): (Id, &concert_coalition::CommitmentHistory)| {
        let promised = &history.current.commitment;
        CalendarEvent {
            uid: format!("commitment-{id}@concert"),
            day: promised.due,
            kind: CalendarKind::CommitmentDue,
            text: promised.text.clone(),
            organisation: organisation(coalition, promised.maker),
            page: format!("/commitments/{id}"),
            stated: history.current.act.at,
            statement: history.current.act.statement,
        }
    };
    open.map(event).collect()
}

/// Proposals that have not ended.
fn proposals(coalition: &Coalition) -> Vec<CalendarEvent> {
    let all = coalition.decisions.proposals.iter();
    let open = all.filter(|(_, proposal)| proposal.ending.is_none());
    let events = open.flat_map(|(id, proposal)| {
        let draft = &proposal.opening.draft;
        let ends = [
            (CalendarKind::CommentsEnd, "comments", draft.comment_until),
            (CalendarKind::PositionsEnd, "positions", draft.decide_until),
        ];
        ends.map(|(kind, part, day)| CalendarEvent {
            uid: format!("proposal-{id}-{part}@concert"),
            day,
            kind,
            text: draft.title.clone(),
            organisation: None,
            page: format!("/decisions/{id}"),
            stated: proposal.said.at,
            statement: proposal.said.statement,
        })
    });
    events.collect()
}

/// Rounds of review of which not every review is closed.
fn reviews(coalition: &Coalition) -> Vec<CalendarEvent> {
    let all = coalition.reviews.cycles.iter();
    let open = all.filter(|(_, open)| open.reviews.values().any(|review| review.closed.is_none()));
    let events = open.flat_map(|(id, open)| {
        let cycle = &open.cycle;
        let ends = [
            (CalendarKind::AnswersEnd, "answers", cycle.answers_by),
            (CalendarKind::ObservationsEnd, "observations", cycle.observations_by),
        ];
        ends.map(|(kind, part, day)| CalendarEvent {
            uid: format!("review-{id}-{part}@concert"),
            day,
            kind,
            text: cycle.names.clone(),
            organisation: None,
            page: format!("/reviews/{id}"),
            stated: open.said.at,
            statement: open.said.statement,
        })
    });
    events.collect()
}

/// Observations that wait for an answer, in reviews that are not closed. What was observed stays on
/// the page of the review.
fn replies(coalition: &Coalition) -> Vec<CalendarEvent> {
    let mut events = Vec::new();
    for (id, open) in &coalition.reviews.cycles {
        for (reviewed, review) in &open.reviews {
            if review.closed.is_some() {
                continue;
            }
            let numbered = (1..).zip(&review.observations);
            let waiting = numbered.filter(|(_, observation)| observation.answer.is_none());
            events.extend(waiting.map(|(number, observation): (u32, _)| CalendarEvent {
                uid: format!("review-{id}-{reviewed}-{number}@concert"),
                day: observation.reply_by,
                kind: CalendarKind::ReplyDue,
                text: open.cycle.names.clone(),
                organisation: organisation(coalition, *reviewed),
                page: format!("/reviews/{id}/{reviewed}"),
                stated: observation.said.at,
                statement: observation.said.statement,
            }));
        }
    }
    events
}

fn organisation(coalition: &Coalition, id: Id) -> Option<OrganisationLabel> {
    OrganisationLabel::of(coalition, coalition.organisations.number(&id)?)
}
