//! Decisions: the list of proposals, one in full, and what is done about it.

use askama::Template;
use axum::extract::{Path, Query, RawForm};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use concert_coalition::{Choice, Command, DecisionCommand, Stage};
use concert_secretariat::{
    BodyRow, ProposalFilter, ProposalInFull, ProposalRow, Run, Secretariat, SubjectKind,
};
use concert_terms::{Id, Names};
use serde::Deserialize;

use crate::asked::{field, form_fields, optional, required, unreadable};
use crate::house::{now, today};
use crate::page::Page;
use crate::pages::imports::told_apart;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address of the list asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wanted {
    body: String,
    stage: String,
    subject: String,
}

#[derive(Template)]
#[template(path = "decisions.html")]
struct ListPage<'a> {
    page: &'a Page,
    proposals: &'a [ProposalRow],
    bodies: &'a [BodyRow],
    filter: ProposalFilter,
    may_open: bool,
}

#[derive(Template)]
#[template(path = "decision.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a ProposalInFull,
    action: String,
    said: Option<Told>,
    typed: &'a [(String, String)],
}

/// The list.
pub(crate) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let filter = wanted.read()?;
    let proposals =
        visit.house.ask(move |secretariat| secretariat.proposals(&filter, today())).await?;
    let bodies = visit.house.look(|secretariat| secretariat.bodies(today())).await?;
    let actor = visit.actor;
    let choices =
        visit.house.look(move |secretariat| secretariat.opening_choices(&actor, today())).await?;
    let page = visit.page("nav-decisions").await?.with_twins();
    let may_open = !choices.bodies.is_empty();
    visit.show(
        &proposals,
        |proposals| list_rows(proposals),
        |proposals| ListPage { page: &page, proposals, bodies: &bodies, filter, may_open }.render(),
    )
}

impl Wanted {
    fn read(&self) -> Result<ProposalFilter, Trouble> {
        let stage = match self.stage.as_str() {
            "" => None,
            code => Some(Stage::from_code(code).ok_or_else(|| unreadable("stage", code))?),
        };
        let subject = match self.subject.as_str() {
            "" => None,
            code => Some(SubjectKind::from_code(code).ok_or_else(|| unreadable("subject", code))?),
        };
        Ok(ProposalFilter { body: optional("body", &self.body)?, stage, subject })
    }
}

/// One proposal.
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    one_page(&visit, required("id", &id)?, None, &[]).await
}

async fn one_page(
    visit: &Visit,
    id: Id,
    said: Option<Told>,
    typed: &[(String, String)],
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let view = visit.house.ask(move |secretariat| secretariat.proposal(id, &actor, now())).await?;
    let page = visit.page("decision-title").await?.with_twins();
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = visit.show(&view, one_rows, |view| {
        let action = format!("/decisions/{id}");
        OnePage { page: &page, view, action, said, typed }.render()
    })?;
    *response.status_mut() = status;
    Ok(response)
}

/// What the forms of the page ask for.
const ACTS: [&str; 11] = [
    "sponsor",
    "comment",
    "amend",
    "support",
    "settle",
    "position",
    "withdraw",
    "conclude",
    "minutes",
    "follow-up",
    "report",
];

/// Does what a form of the page asks for.
pub(crate) async fn act(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(form): RawForm,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let fields = form_fields(&form);
    let act = field(&fields, "act");
    if !ACTS.contains(&act) {
        return Err(unreadable("act", act));
    }
    let told = match command(id, &fields) {
        Ok(command) => stated(&visit, Command::Decision(command)).await?,
        Err(trouble) => Some(crate::refusal::unreadable(visit.words(), trouble)?),
    };
    match told {
        None => Ok(Redirect::to(&format!("/decisions/{id}")).into_response()),
        Some(told) => one_page(&visit, id, Some(told), &fields).await,
    }
}

/// Carries out a command. A refusal is told on the page, also where something that was typed is not
/// there, but whoever may not do such a thing at all gets no page.
pub(crate) async fn stated(visit: &Visit, command: Command) -> Result<Option<Told>, Trouble> {
    let actor = visit.actor;
    let act = move |secretariat: &Secretariat| secretariat.act(&actor, command, now());
    match visit.house.ask(move |secretariat| told_apart(act(secretariat))).await? {
        Ok(_) => Ok(None),
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => Ok(Some(crate::refusal::text(visit.words(), &refused))),
    }
}

/// The text of every language for which the form has a field `text-LANGUAGE`.
pub(crate) fn texts(fields: &[(String, String)]) -> Names {
    let mut names = Names::default();
    for (name, value) in fields {
        if let Some(language) = name.strip_prefix("text-")
            && !value.trim().is_empty()
        {
            names = names.with(language, value.trim_end());
        }
    }
    names
}

fn command(proposal: Id, fields: &[(String, String)]) -> Result<DecisionCommand, Trouble> {
    let said = |name| field(fields, name).to_owned();
    let is = |name| match field(fields, name) {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(unreadable(name, other)),
    };
    let number = |name| required::<u32>(name, field(fields, name));
    Ok(match field(fields, "act") {
        "sponsor" => DecisionCommand::Sponsor { proposal, joins: is("joins")? },
        "comment" => DecisionCommand::Comment { proposal, text: said("comment") },
        "amend" => DecisionCommand::Amend { proposal, text: texts(fields), reason: said("reason") },
        "support" => DecisionCommand::SupportAmendment {
            proposal,
            amendment: number("amendment")?,
            supports: is("supports")?,
        },
        "settle" => DecisionCommand::SettleAmendment {
            proposal,
            amendment: number("amendment")?,
            taken_up: is("taken-up")?,
            reason: said("reason"),
        },
        "position" => {
            let code = field(fields, "choice");
            let choice = Choice::from_code(code).ok_or_else(|| unreadable("choice", code))?;
            DecisionCommand::TakePosition { proposal, choice, reason: said("reason") }
        }
        "withdraw" => DecisionCommand::Withdraw { proposal, reason: said("reason") },
        "conclude" => DecisionCommand::Conclude { proposal },
        "minutes" => DecisionCommand::RecordMinutes { proposal, text: texts(fields) },
        "follow-up" => DecisionCommand::AssignFollowUp {
            proposal,
            owner: required("owner", field(fields, "owner"))?,
            text: said("what"),
            due: required("due", field(fields, "due"))?,
        },
        "report" => DecisionCommand::ReportFollowUp {
            proposal,
            follow_up: number("follow-up")?,
            text: said("done"),
        },
        other => return Err(unreadable("act", other)),
    })
}

fn list_rows(proposals: &[ProposalRow]) -> Rows {
    let columns = [
        "proposal_id",
        "title",
        "body_id",
        "subject",
        "proposer_id",
        "stage",
        "until",
        "days_left",
        "outcome",
        "statement",
    ];
    Rows::of(
        &columns,
        proposals.iter().map(|row| {
            [
                row.id.to_string(),
                row.title.pick("en").to_owned(),
                row.body.to_string(),
                row.subject.kind.code().to_owned(),
                row.proposer.id.to_string(),
                row.stage.code().to_owned(),
                cell(row.until),
                cell(row.days_left),
                cell(row.outcome.map(concert_coalition::Outcome::code)),
                row.statement.to_string(),
            ]
        }),
    )
}

/// The positions.
fn one_rows(view: &ProposalInFull) -> Rows {
    let columns = ["organisation_id", "organisation", "position", "reason", "statement"];
    Rows::of(
        &columns,
        view.positions.iter().map(|position| {
            [
                position.organisation.id.to_string(),
                position.organisation.names.pick("en").to_owned(),
                cell(position.choice.map(Choice::code)),
                position.reason.clone(),
                cell(position.statement),
            ]
        }),
    )
}
