//! The list of commitments, and those that are to be called to mind.

use concert_coalition::{
    Coalition, CommitmentHistory, CommitmentStanding, Light, LightRule, ProgressLevel, day_number,
};
use concert_terms::{Id, Names, PlaceCode};
use jiff::civil::Date;
use serde::Serialize;

use crate::label::{OrganisationLabel, Page, PlaceLabel};
use crate::picture::Picture;
use crate::{Asked, Secretariat, Unanswered};

/// A commitment in a list, as it stands on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommitmentRow {
    /// Identifier.
    pub id: Id,
    /// What is promised.
    pub text: Names,
    /// Who promises.
    pub maker: OrganisationLabel,
    /// Towards which plan.
    pub plan: Id,
    /// The names of the plan.
    pub plan_names: Names,
    /// The number of the action.
    pub action: String,
    /// The day of the promise.
    pub made: Date,
    /// The last day on which it is in time.
    pub due: Date,
    /// How it stands.
    pub standing: CommitmentStanding,
    /// The traffic light.
    pub light: Light,
    /// What the maker claims.
    pub claimed: Option<ProgressLevel>,
    /// What of that can be checked.
    pub evidenced: Option<ProgressLevel>,
    /// What a reviewer found.
    pub reviewed: Option<ProgressLevel>,
    /// Days after its last day that it is, or was when it was done.
    pub days_late: Option<i32>,
    /// Days by which its last day was moved since the promise; negative when it was brought
    /// forward.
    pub days_postponed: i32,
    /// Whether it was changed after its last review.
    pub changed_since_review: bool,
    /// Where it is to be felt.
    pub places: Vec<PlaceLabel>,
    /// The day from which the public may see it.
    pub public_from: Option<Date>,
}

/// What a list of commitments is narrowed to; everything absent is not asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CommitmentFilter {
    /// Towards this plan.
    pub plan: Option<Id>,
    /// Towards actions with this number.
    pub action: Option<String>,
    /// Of this organisation.
    pub maker: Option<Id>,
    /// With a cell in this place or a part of it.
    pub place: Option<PlaceCode>,
    /// That stand so.
    pub standing: Option<CommitmentStanding>,
    /// With this light.
    pub light: Option<Light>,
    /// Due from the day that is asked about until so many days after it, and neither complete nor
    /// withdrawn. Those that are late already are asked for by their standing.
    pub due_within: Option<u16>,
    /// Words in the text, in any language and case.
    pub text: String,
}

/// A commitment that is to be called to mind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReminderRow {
    /// The commitment.
    pub commitment: CommitmentRow,
    /// Always the same for one occasion, so that it is sent once.
    pub key: String,
    /// The day of the occasion.
    pub on: Date,
    /// Days that are left; negative when it is late.
    pub days_left: i32,
}

impl CommitmentRow {
    /// The row of one commitment, as it stands on a day.
    pub(crate) fn of(
        coalition: &Coalition,
        id: Id,
        history: &CommitmentHistory,
        day: Date,
    ) -> Option<Self> {
        let promises = &coalition.plan.promises;
        let commitment = &history.current.commitment;
        let facts = promises.light_facts(history, day);
        let plan = coalition.plan.in_force(&commitment.plan);
        let mut places: Vec<PlaceLabel> = Vec::new();
        for cell in &commitment.cells {
            let label = || PlaceLabel::of(coalition, coalition.places.number(&cell.place)?);
            if !places.iter().any(|place| place.code == cell.place) {
                places.extend(label());
            }
        }
        Some(Self {
            id,
            text: commitment.text.clone(),
            maker: organisation(coalition, commitment.maker)?,
            plan: commitment.plan,
            plan_names: plan.map(|plan| plan.names.clone()).unwrap_or_default(),
            action: commitment.action.clone(),
            made: history.made_on(),
            due: commitment.due,
            standing: facts.standing,
            light: LightRule::default().light(&facts),
            claimed: history.claimed(),
            evidenced: history.evidenced(),
            reviewed: history.reviewed(),
            days_late: promises.days_late(history, day),
            days_postponed: facts.days_postponed,
            changed_since_review: facts.changed_since_review,
            places,
            public_from: commitment.public_from,
        })
    }
}

impl CommitmentFilter {
    /// Whether a commitment is let through; the place is the number of the one that is asked for.
    fn lets_through(
        &self,
        picture: &Picture,
        history: &CommitmentHistory,
        (place, words): (Option<u32>, &str),
        day: Date,
    ) -> bool {
        let coalition = &picture.coalition;
        let commitment = &history.current.commitment;
        let promises = &coalition.plan.promises;
        let lies_inside = |wanted: u32| {
            commitment.cells.iter().any(|cell| {
                let number = coalition.places.number(&cell.place);
                number.is_some_and(|number| picture.lies_within(number, Some(wanted)))
            })
        };
        let names_words = || {
            let mut texts = commitment.text.iter();
            texts.any(|(_, text)| text.to_lowercase().contains(words))
        };
        let cheap = self.plan.is_none_or(|plan| plan == commitment.plan)
            && self.action.as_ref().is_none_or(|action| *action == commitment.action)
            && self.maker.is_none_or(|maker| maker == commitment.maker)
            && (words.is_empty() || names_words())
            && (self.place.is_none() || place.is_some_and(lies_inside));
        if !cheap {
            return false;
        }
        let facts = promises.light_facts(history, day);
        let is_open =
            !matches!(facts.standing, CommitmentStanding::Complete | CommitmentStanding::Withdrawn);
        let days_left = day_number(commitment.due) - day_number(day);
        self.standing.is_none_or(|standing| standing == facts.standing)
            && self.light.is_none_or(|light| light == LightRule::default().light(&facts))
            && self
                .due_within
                .is_none_or(|days| is_open && (0..=i32::from(days)).contains(&days_left))
    }
}

impl Secretariat {
    /// A page of the commitments that a filter lets through, as they stand on a day: by their last
    /// day, the earliest first. Refused for a place that nobody declared.
    pub fn commitments(
        &self,
        filter: &CommitmentFilter,
        day: Date,
        page: usize,
    ) -> Asked<Page<CommitmentRow>> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let place = match &filter.place {
            Some(code) => {
                let number = coalition.places.number(code);
                Some(number.ok_or_else(|| Unanswered::absent("place", code.as_str()))?)
            }
            None => None,
        };
        let words = filter.text.trim().to_lowercase();
        let all = coalition.plan.promises.commitments();
        let mut found: Vec<_> =
            all.filter(|(_, it)| filter.lets_through(&picture, it, (place, &words), day)).collect();
        found.sort_by_key(|(id, history)| (history.current.commitment.due, *id));
        let row = |(id, history): &(Id, &CommitmentHistory)| {
            CommitmentRow::of(coalition, *id, history, day)
        };
        Ok(Page::of(&found, page, row).flatten())
    }

    /// The commitments that are to be called to mind on a day, the most urgent first.
    pub fn commitment_reminders(&self, day: Date) -> Vec<ReminderRow> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let promises = &coalition.plan.promises;
        let row = |reminder: concert_coalition::Reminder| {
            let id = reminder.commitment;
            let commitment = CommitmentRow::of(coalition, id, promises.commitment(&id)?, day)?;
            let concert_coalition::Reminder { key, on, days_left, .. } = reminder;
            Some(ReminderRow { commitment, key, on, days_left })
        };
        let mut rows: Vec<_> = promises.reminders_due(day).filter_map(row).collect();
        rows.sort_by_key(|row| (row.days_left, row.commitment.id));
        rows
    }
}

pub(super) fn organisation(coalition: &Coalition, id: Id) -> Option<OrganisationLabel> {
    OrganisationLabel::of(coalition, coalition.organisations.number(&id)?)
}
