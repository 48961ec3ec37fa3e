//! One proposal in full: its text, what was said about it, how it is counted, and what came of it.

use concert_coalition::{
    Actor, Choice, Coalition, Command, DecisionCommand, Ending, Outcome, Proposal, Rule, Tally,
    decide,
};
use concert_terms::{Id, Names};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::proposal_list::{ProposalRow, row};
use super::proposal_text::{
    AmendmentView, ConflictView, TextVersionView, amendments, conflicts, versions,
};
use super::{day, organisation, would_state};
use crate::label::OrganisationLabel;
use crate::{Asked, Secretariat, Unanswered};

/// A proposal in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProposalInFull {
    /// The facts that lists show.
    pub proposal: ProposalRow,
    /// The text in force, by language.
    pub text: Names,
    /// The number of its version.
    pub version: u32,
    /// The digest that an adoption of the text in force states.
    pub digest: String,
    /// Every version, the latest first.
    pub versions: Vec<TextVersionView>,
    /// The last day of comments.
    pub comment_until: Date,
    /// The last day of positions.
    pub decide_until: Date,
    /// The rule of the day on which it was opened.
    pub rule: Rule,
    /// Members of the body on that day.
    pub members: usize,
    /// Members that sponsor it.
    pub sponsors: Vec<OrganisationLabel>,
    /// Comments, in order.
    pub comments: Vec<CommentView>,
    /// Amendments, in order.
    pub amendments: Vec<AmendmentView>,
    /// Passages on which open amendments contradict each other.
    pub conflicts: Vec<ConflictView>,
    /// Every member that votes, with its position if it took one.
    pub positions: Vec<PositionView>,
    /// The positions so far counted by the rule, or as they were counted in the end.
    pub tally: Tally,
    /// How it ended.
    pub ending: Option<EndingView>,
    /// Minutes, the latest first; the first of these hold.
    pub minutes: Vec<MinutesView>,
    /// What follows, in order.
    pub follow_ups: Vec<FollowUpView>,
    /// What the visitor may do now.
    pub may: ProposalActs,
    /// The visitor's own member, if it has a seat there.
    pub own: Option<Id>,
}

/// What somebody may do about a proposal now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is the answer to another question")]
pub struct ProposalActs {
    /// Become a sponsor.
    pub join: bool,
    /// Be one no longer.
    pub leave: bool,
    /// Comment.
    pub comment: bool,
    /// Propose another text.
    pub amend: bool,
    /// Take a position.
    pub position: bool,
    /// Take it back.
    pub withdraw: bool,
    /// State what the rule says.
    pub conclude: bool,
    /// Record minutes.
    pub minutes: bool,
    /// Ask somebody to do something that follows.
    pub follow_up: bool,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommentView {
    /// The member.
    pub organisation: OrganisationLabel,
    /// What it said.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// Index of the statement.
    pub statement: u64,
}

/// A member that votes, and what it said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PositionView {
    /// The member.
    pub organisation: OrganisationLabel,
    /// Its position; none where it took none.
    pub choice: Option<Choice>,
    /// Why; may be empty.
    pub reason: String,
    /// Index of the statement.
    pub statement: Option<u64>,
    /// Whether the visitor speaks for it.
    pub is_own: bool,
}

/// How a proposal ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EndingView {
    /// What came of it.
    pub outcome: Outcome,
    /// The digest of the adopted text.
    pub digest: Option<String>,
    /// Why it was withdrawn; empty where it was concluded.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Index of the statement.
    pub statement: u64,
}

/// Minutes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MinutesView {
    /// The text by language.
    pub text: Names,
    /// When they were recorded.
    pub at: Timestamp,
    /// Index of the statement.
    pub statement: u64,
}

/// Something that follows from a decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FollowUpView {
    /// Its number, counted from one.
    pub number: u32,
    /// Who does it.
    pub owner: OrganisationLabel,
    /// What.
    pub text: String,
    /// By which day.
    pub due: Date,
    /// What was done.
    pub done: Option<String>,
    /// The day on which that was said.
    pub done_on: Option<Date>,
    /// Days after the due day: of today while it is not done, else of the day on which it was.
    pub days_late: u32,
    /// Whether the visitor may say that it is done.
    pub may_report: bool,
}

impl Secretariat {
    /// A proposal in full, with what somebody may do about it now.
    pub fn proposal(&self, id: Id, actor: &Actor, now: Timestamp) -> Asked<ProposalInFull> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let proposal = coalition.decisions.proposals.get(&id);
        let proposal = proposal.ok_or_else(|| Unanswered::absent("proposal", &id.to_string()))?;
        Ok(in_full(coalition, proposal, actor, now))
    }
}

fn in_full(
    coalition: &Coalition,
    proposal: &Proposal,
    actor: &Actor,
    now: Timestamp,
) -> ProposalInFull {
    let today = day(now);
    let draft = &proposal.opening.draft;
    let label = |id: &Id| organisation(coalition, *id);
    let conflicts = conflicts(proposal);
    let comments = proposal.comments.iter().map(|comment| CommentView {
        organisation: label(&comment.organisation),
        text: comment.text.clone(),
        at: comment.said.at,
        statement: comment.said.statement,
    });
    let minutes = proposal.minutes.iter().rev().map(|minutes| MinutesView {
        text: minutes.text.clone(),
        at: minutes.said.at,
        statement: minutes.said.statement,
    });
    let own = actor.represents().filter(|own| proposal.seat(*own).is_some());
    ProposalInFull {
        proposal: row(coalition, proposal, today),
        text: proposal.text().clone(),
        version: proposal.versions.len() as u32,
        digest: proposal.digest(),
        versions: versions(proposal),
        comment_until: draft.comment_until,
        decide_until: draft.decide_until,
        rule: proposal.opening.rule.clone(),
        members: proposal.opening.seats.len(),
        sponsors: proposal.sponsors.iter().map(label).collect(),
        comments: comments.collect(),
        amendments: amendments(coalition, proposal, &conflicts, actor, now),
        conflicts,
        positions: positions(coalition, proposal, own),
        tally: counted(proposal),
        ending: proposal.ending.as_ref().map(ending),
        minutes: minutes.collect(),
        follow_ups: follow_ups(coalition, proposal, actor, now),
        may: acts(coalition, proposal, actor, now),
        own,
    }
}

/// The count that was stated at the end; before, the count as it would be now.
fn counted(proposal: &Proposal) -> Tally {
    match &proposal.ending {
        Some(Ending::Concluded { conclusion, .. }) => conclusion.tally.clone(),
        Some(Ending::Withdrawn { .. }) | None => proposal.tally(),
    }
}

fn positions(coalition: &Coalition, proposal: &Proposal, own: Option<Id>) -> Vec<PositionView> {
    let view = |seat: &concert_coalition::Seat| {
        let position = proposal.positions.get(&seat.organisation);
        PositionView {
            organisation: organisation(coalition, seat.organisation),
            choice: position.map(|position| position.choice),
            reason: position.map(|position| position.reason.clone()).unwrap_or_default(),
            statement: position.map(|position| position.said.statement),
            is_own: own == Some(seat.organisation),
        }
    };
    proposal.voters().map(view).collect()
}

fn ending(ending: &Ending) -> EndingView {
    match ending {
        Ending::Concluded { conclusion, said } => EndingView {
            outcome: conclusion.tally.outcome,
            digest: conclusion.digest.clone(),
            reason: String::new(),
            at: said.at,
            statement: said.statement,
        },
        Ending::Withdrawn { reason, said } => EndingView {
            outcome: Outcome::Withdrawn,
            digest: None,
            reason: reason.clone(),
            at: said.at,
            statement: said.statement,
        },
    }
}

fn follow_ups(
    coalition: &Coalition,
    proposal: &Proposal,
    actor: &Actor,
    now: Timestamp,
) -> Vec<FollowUpView> {
    let view = |(number, it): (u32, &concert_coalition::FollowUp)| {
        let done_on = it.done.as_ref().map(|(_, said)| day(said.at));
        let report = Command::Decision(DecisionCommand::ReportFollowUp {
            proposal: proposal.opening.draft.id,
            follow_up: number,
            text: "-".to_owned(),
        });
        FollowUpView {
            number,
            owner: organisation(coalition, it.owner),
            text: it.text.clone(),
            due: it.due,
            done: it.done.as_ref().map(|(text, _)| text.clone()),
            done_on,
            days_late: days_after(it.due, done_on.unwrap_or_else(|| day(now))),
            may_report: would_state(coalition, actor, &report, now),
        }
    };
    (1..).zip(&proposal.follow_ups).map(view).collect()
}

/// How many days a day is after another; none where it is not.
fn days_after(due: Date, day: Date) -> u32 {
    let late = concert_coalition::day_number(day) - concert_coalition::day_number(due);
    u32::try_from(late).unwrap_or(0)
}

/// Tries every act with the smallest content that is sound.
fn acts(coalition: &Coalition, proposal: &Proposal, actor: &Actor, now: Timestamp) -> ProposalActs {
    let id = proposal.opening.draft.id;
    let may = |command| would_state(coalition, actor, &Command::Decision(command), now);
    let (text, reason) = (Names::new("en", "-"), "-".to_owned());
    let position =
        DecisionCommand::TakePosition { proposal: id, choice: Choice::For, reason: reason.clone() };
    // The same position again states nothing, but whoever has it may take another.
    let position = decide(coalition, actor, &Command::Decision(position), now).is_ok();
    let owner = proposal.opening.proposer;
    let due = day(now);
    ProposalActs {
        join: may(DecisionCommand::Sponsor { proposal: id, joins: true }),
        leave: may(DecisionCommand::Sponsor { proposal: id, joins: false }),
        comment: may(DecisionCommand::Comment { proposal: id, text: reason.clone() }),
        amend: may(DecisionCommand::Amend {
            proposal: id,
            text: text.clone(),
            reason: reason.clone(),
        }),
        position,
        withdraw: may(DecisionCommand::Withdraw { proposal: id, reason: reason.clone() }),
        conclude: may(DecisionCommand::Conclude { proposal: id }),
        minutes: may(DecisionCommand::RecordMinutes { proposal: id, text }),
        follow_up: may(DecisionCommand::AssignFollowUp { proposal: id, owner, text: reason, due }),
    }
}
