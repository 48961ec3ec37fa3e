//! The report of a plan: what was promised towards each of its actions, by whom, and how far it is;
//! what nobody promised; what was withdrawn, with the reason; and which recommendations the plan
//! answers.
//!
//! A report rests on the first so many statements of the journal and is judged by the rules on a day.
//! Both stand in it, and the same two give the same report again. One for the public holds only
//! commitments that are public: counts in it are counts of those, and an action without any may have
//! one that the public does not see.

mod activities;
mod heading;
mod lines;
mod view;
mod workbook;

pub use activities::plan_report_activities;
pub use heading::ReportHeading;
pub use lines::{PLAN_REPORT_COLUMNS, plan_report_lines};
pub use view::{
    AnsweredRecommendation, MovedDay, PlanReport, ReportAction, ReportCommitment, ReportObjective,
    ReportTotals, ReportedClaim, ReportedFigure, ReportedReview, WithdrawnCommitment,
};
pub use workbook::{ReportWords, plan_report_workbook};

use std::collections::{BTreeMap, BTreeSet};

use concert_coalition::{
    Act, ActionNumber, Claim, Coalition, CommitmentHistory, CommitmentStanding, Light, LightRule,
    ProgressLevel, ProgressReview, Recommendation,
};
use concert_terms::{Id, Names, PlaceCode, PlaceLevel};
use jiff::civil::Date;

use crate::commitments::{self, CommitmentRow};
use crate::label::OrganisationLabel;
use crate::{Asked, Refused, Secretariat, Unanswered, plans};

/// For whom a report is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readership {
    /// Members see everything.
    Members,
    /// The public sees what is public on the day that it is now, whatever day the report is about.
    Public {
        /// That day.
        today: Date,
    },
}

impl Secretariat {
    /// The report of the version in force of a plan, judged on a day. It rests on the first so many
    /// statements, or without a number on all: the day and the number in an earlier report make that
    /// one again. Refused for a plan that was not known then, and for more statements than there
    /// are. For the public, also for a plan that nobody adopted: what is still a draft is the
    /// coalition's own.
    pub fn plan_report(
        &self,
        plan: Id,
        day: Date,
        statements: Option<u64>,
        readership: Readership,
    ) -> Asked<PlanReport> {
        let size = self.picture().coalition.size;
        let until = statements.unwrap_or(size);
        if until > size {
            return Err(Unanswered::unsound("statements", "there are not so many statements"));
        }
        let past = (until < size).then(|| self.past(until)).transpose()?;
        let picture = self.picture();
        let now = &picture.coalition;
        let then = past.as_ref().map_or(now, |past| &past.coalition);
        // Taking a commitment back from the public holds for reports of before as well.
        let is_seen = |id: &Id| match readership {
            Readership::Members => true,
            Readership::Public { today } => [then, now].into_iter().all(|coalition| {
                let history = coalition.plan.promises.commitment(id);
                history.is_some_and(|it| it.current.commitment.is_public_on(today))
            }),
        };
        let for_public = matches!(readership, Readership::Public { .. });
        let absent = || Unanswered::absent("plan", &plan.to_string());
        let history = then.plan.plans.get(&plan).ok_or_else(absent)?;
        if for_public && history.adopted.is_none() {
            return Err(not_adopted(&history.in_force().ok_or_else(absent)?.plan.names));
        }
        report(then, plan, day, for_public, &is_seen).ok_or_else(absent)
    }
}

fn not_adopted(names: &Names) -> Unanswered {
    Unanswered::Refused(Refused {
        code: "secretariat/plan-not-adopted",
        facts: vec![("text", names.pick("en").to_owned())],
        text: "a plan that nobody adopted has no report for the public".to_owned(),
    })
}

fn report(
    coalition: &Coalition,
    id: Id,
    day: Date,
    for_public: bool,
    is_seen: &dyn Fn(&Id) -> bool,
) -> Option<PlanReport> {
    let history = coalition.plan.plans.get(&id)?;
    let version = history.in_force()?;
    let plan = &version.plan;
    let promises = &coalition.plan.promises;
    let seen = promises.towards_plan(id).filter(|(id, _)| is_seen(id));
    let (mut standing, mut withdrawn) = (Vec::new(), Vec::new());
    for (id, history) in seen {
        let row = CommitmentRow::of(coalition, id, history, day)?;
        match &history.withdrawn {
            Some((act, reason)) => withdrawn.push(WithdrawnCommitment {
                row,
                withdrawn_on: act.day(),
                reason: reason.clone(),
                statement: act.statement,
            }),
            None => standing.push(commitment(coalition, history, row, day, is_seen)),
        }
    }
    withdrawn.sort_by_key(|it| it.statement);
    standing.sort_by_key(|it| (it.row.due, it.row.id));
    let felt = standing.iter().flat_map(|it| &it.row.places).map(|place| &place.code);
    let countries = countries(coalition, felt.chain(&plan.places));
    let recommendations = recommendations(coalition, id, &standing);
    let mut totals = totals(&standing, withdrawn.len());
    let mut objectives = Vec::new();
    for objective in plans::objectives(coalition, plan) {
        let actions = objective.actions.into_iter().map(|action| {
            let its = standing.extract_if(.., |it| it.row.action == action.code);
            ReportAction { commitments: its.collect(), action }
        });
        let actions: Vec<ReportAction> = actions.collect();
        let without = actions.iter().filter(|action| action.commitments.is_empty()).count();
        totals.actions += actions.len();
        totals.actions_without += without;
        objectives.push(ReportObjective { code: objective.code, text: objective.text, actions });
    }
    Some(PlanReport {
        plan: plans::row(coalition, id, history)?,
        version: plans::version_row(history, version),
        source: plan.source.clone(),
        paraphrase: plan.paraphrase,
        day,
        statements: coalition.size,
        generated: coalition.instance.generated,
        for_public,
        rule: LightRule::default(),
        totals,
        objectives,
        dropped: standing,
        withdrawn,
        recommendations,
        countries,
    })
}

/// The country of each of these places that lies in one.
fn countries<'p>(
    coalition: &Coalition,
    places: impl Iterator<Item = &'p PlaceCode>,
) -> BTreeMap<PlaceCode, PlaceCode> {
    /// A tree of places is never so high; a circle would be.
    const HIGHEST: usize = 16;
    let country = |code: &PlaceCode| {
        let mut place = coalition.places.get(code)?;
        for _ in 0..HIGHEST {
            if place.level == PlaceLevel::Country {
                return Some((code.clone(), place.code.clone()));
            }
            place = coalition.places.get(place.parent.as_ref()?)?;
        }
        None
    };
    places.filter_map(country).collect()
}

fn commitment(
    coalition: &Coalition,
    history: &CommitmentHistory,
    row: CommitmentRow,
    day: Date,
    is_seen: &dyn Fn(&Id) -> bool,
) -> ReportCommitment {
    let promised = &history.current.commitment;
    let condition = promised.condition.filter(|it| is_seen(&it.commitment));
    ReportCommitment {
        row,
        means: promised.means.clone(),
        measure: promised.measure.clone(),
        figure: history.claims.iter().rev().find_map(figure),
        evidenced_figure: history
            .claims
            .iter()
            .rev()
            .filter(|it| it.1.is_evidenced())
            .find_map(figure),
        condition: condition.map(|it| commitments::condition(coalition, history, it)),
        traffic_light: commitments::light(coalition, history, day),
        moved: moved(history),
        last_claim: history.claims.last().map(claim),
        last_review: history.reviews.last().map(|it| review(coalition, history, it)),
    }
}

fn figure((act, claim): &(Act, Claim)) -> Option<ReportedFigure> {
    Some(ReportedFigure {
        figure: claim.figure?,
        on: claim.on,
        is_evidenced: claim.is_evidenced(),
        statement: act.statement,
    })
}

fn moved(history: &CommitmentHistory) -> Vec<MovedDay> {
    let versions: Vec<_> = history.versions().collect();
    let pairs = versions.windows(2).map(|pair| (pair[0], pair[1]));
    let moves = pairs.filter(|(before, after)| before.commitment.due != after.commitment.due);
    let told = moves.map(|(before, after)| MovedDay {
        on: after.act.day(),
        from: before.commitment.due,
        to: after.commitment.due,
        reason: after.reason.clone(),
        statement: after.act.statement,
    });
    told.collect()
}

fn claim((act, claim): &(Act, Claim)) -> ReportedClaim {
    let checked = claim.evidence.iter().filter(|evidence| evidence.can_be_checked());
    ReportedClaim {
        on: claim.on,
        level: claim.level,
        text: claim.text.clone(),
        evidence: claim.evidence.len(),
        can_be_checked: checked.count(),
        statement: act.statement,
    }
}

fn review(
    coalition: &Coalition,
    history: &CommitmentHistory,
    (act, review): &(Act, ProgressReview),
) -> ReportedReview {
    let mut latest_first = history.reviewers.iter().rev();
    let named = latest_first.find(|naming| naming.act.statement < act.statement);
    let label = |id| OrganisationLabel::of(coalition, coalition.organisations.number(&id)?);
    ReportedReview {
        on: act.day(),
        level: review.level,
        text: review.text.clone(),
        reviewer: named.and_then(|naming| label(naming.reviewer)),
        statement: act.statement,
    }
}

fn totals(standing: &[ReportCommitment], withdrawn: usize) -> ReportTotals {
    let count = |is: &dyn Fn(&CommitmentRow) -> bool| {
        standing.iter().filter(|commitment| is(&commitment.row)).count()
    };
    let standings = CommitmentStanding::ALL.into_iter();
    let standings = standings.filter(|it| *it != CommitmentStanding::Withdrawn);
    let is_any = |level: Option<ProgressLevel>| level > Some(ProgressLevel::None);
    ReportTotals {
        actions: 0,
        actions_without: 0,
        commitments: standing.len(),
        by_light: Light::ALL.map(|it| (it, count(&|row| row.light == it))).into(),
        by_standing: standings.map(|it| (it, count(&|row| row.standing == it))).collect(),
        claimed: count(&|row| is_any(row.claimed)),
        evidenced: count(&|row| is_any(row.evidenced)),
        reviewed: count(&|row| row.reviewed.is_some()),
        postponed: count(&|row| row.days_postponed > 0),
        withdrawn,
    }
}

fn recommendations(
    coalition: &Coalition,
    plan: Id,
    standing: &[ReportCommitment],
) -> Vec<AnsweredRecommendation> {
    let promises = &coalition.plan.promises;
    let answered = |id: &Id, it: &Recommendation| {
        let answering = promises.answers_to(*id).into_iter();
        let of_plan = |number: &&ActionNumber| number.plan == plan;
        let actions: BTreeSet<&str> =
            answering.filter(of_plan).map(|number| number.action.as_str()).collect();
        let towards = standing.iter().filter(|it| actions.contains(&*it.row.action)).count();
        (!actions.is_empty()).then(|| AnsweredRecommendation {
            id: *id,
            mechanism: it.mechanism,
            document: it.document.clone(),
            year: it.year,
            text: it.text.clone(),
            response: it.response,
            commitments: towards,
            actions: actions.into_iter().map(str::to_owned).collect(),
        })
    };
    let all = coalition.recommendations.iter();
    let mut rows: Vec<_> = all.filter_map(|(_, id, it)| answered(id, it)).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.year), row.id));
    rows
}

#[cfg(test)]
mod tests;
