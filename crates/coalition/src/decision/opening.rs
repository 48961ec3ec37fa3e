//! Opening a proposal: before which body, about what, with which days.

use jiff::civil::Date;

use crate::day::days_from;
use crate::decide::{absent, known_organisation};
use crate::decision::{DecisionRefusal, ProposalDraft, ProposalOpening, Rule, Standing, Subject};
use crate::sound::{named, text, unless};
use crate::{Actor, Body, Coalition, Refusal};

/// A member of the body that has the word there opens a proposal. The rule and the members of
/// that day are stated with it.
pub(crate) fn open(
    coalition: &Coalition,
    actor: &Actor,
    draft: &ProposalDraft,
    today: Date,
) -> Result<Vec<Body>, Refusal> {
    let described = coalition.decisions.bodies.get(&draft.body);
    let body = &described.ok_or_else(|| absent("body", &draft.body))?.body;
    let seats = body.seats(coalition, today);
    let own = actor.represents();
    let seat = seats.iter().find(|seat| Some(seat.organisation) == own);
    let seat = seat.filter(|seat| seat.standing.speaks());
    let refused = Refusal::NotAllowed { allowed: "members of the body that speak or vote" };
    let proposer = seat.ok_or(refused)?.organisation;
    if let Some(there) = coalition.decisions.proposals.get(&draft.id) {
        if there.opening.draft == *draft && there.opening.proposer == proposer {
            return Ok(Vec::new());
        }
        return Err(DecisionRefusal::ProposalTaken { id: draft.id }.into());
    }
    unless(draft.title.is_empty(), "title", "a proposal has a title")?;
    named(&draft.title)?;
    text("text", &draft.text)?;
    days(draft, &body.rule, today)?;
    subject(coalition, &draft.subject, today)?;
    if !seats.iter().any(|seat| seat.standing == Standing::Votes) {
        return Err(DecisionRefusal::NobodyVotes.into());
    }
    let opening =
        ProposalOpening { draft: draft.clone(), proposer, rule: body.rule.clone(), seats };
    Ok(vec![Body::ProposalOpened(Box::new(opening))])
}

/// Comments last for today at least, positions for a day at least and for as long as the rule says.
fn days(draft: &ProposalDraft, rule: &Rule, today: Date) -> Result<(), Refusal> {
    let (comment_until, decide_until) = (draft.comment_until, draft.decide_until);
    if comment_until < today || decide_until <= comment_until {
        let refusal = DecisionRefusal::DaysOutOfOrder { comment_until, decide_until, today };
        return Err(refusal.into());
    }
    let days = days_from(comment_until, decide_until);
    let needed = rule.days();
    if days < i32::from(needed) {
        return Err(DecisionRefusal::TooShort { days, needed }.into());
    }
    Ok(())
}

/// Whether what is decided about is there: that version of that plan, to the letter, or an
/// organisation that is not a member yet.
fn subject(coalition: &Coalition, subject: &Subject, today: Date) -> Result<(), Refusal> {
    match subject {
        Subject::PlanVersion { plan, number, digest } => {
            let history = coalition.plan.plans.get(plan);
            let history = history.ok_or_else(|| absent("plan", plan))?;
            if history.has_version(*number, digest) {
                return Ok(());
            }
            Err(DecisionRefusal::OtherPlan { plan: *plan, number: *number }.into())
        }
        Subject::Admission { organisation } => {
            known_organisation(coalition, *organisation)?;
            if coalition.decisions.is_member(organisation, today) {
                let organisation = *organisation;
                return Err(DecisionRefusal::AlreadyMember { organisation }.into());
            }
            Ok(())
        }
        Subject::WorkProgramme | Subject::Declaration | Subject::Other => Ok(()),
    }
}
