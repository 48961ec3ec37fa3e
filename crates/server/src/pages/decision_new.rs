//! Opening a proposal.

use askama::Template;
use axum::extract::{Query, RawForm};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use concert_coalition::{Command, DecisionCommand, ProposalDraft, Subject};
use concert_secretariat::{OpeningChoices, SubjectKind};
use concert_terms::{Id, Names};

use crate::asked::{field, required, unreadable};
use crate::house::today;
use crate::page::Page;
use crate::pages::decisions::{form_fields, stated, texts};
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "decision_new.html")]
struct NewPage<'a> {
    page: &'a Page,
    choices: &'a OpeningChoices,
    typed: &'a [(String, String)],
    said: Option<Told>,
}

/// The form. Whatever stands in its address is filled in already.
pub(crate) async fn form(
    visit: Visit,
    Query(mut typed): Query<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    typed.push(("act".to_owned(), "open".to_owned()));
    page(&visit, &typed, None).await
}

async fn page(
    visit: &Visit,
    typed: &[(String, String)],
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let choices =
        visit.house.look(move |secretariat| secretariat.opening_choices(&actor, today())).await?;
    let page = visit.page("decision-new").await?;
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = NewPage { page: &page, choices: &choices, typed, said }.render()?;
    Ok((status, Html(html)).into_response())
}

/// Opens the proposal.
pub(crate) async fn open(visit: Visit, RawForm(form): RawForm) -> Result<Response, Trouble> {
    let fields = form_fields(&form);
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Trouble::broken(&error))?;
    let id = Id::from_bytes(bytes);
    let draft = draft(id, visit.language.code(), &fields)?;
    match stated(&visit, Command::Decision(DecisionCommand::Open(Box::new(draft)))).await? {
        None => Ok(Redirect::to(&format!("/decisions/{id}")).into_response()),
        Some(told) => page(&visit, &fields, Some(told)).await,
    }
}

fn draft(id: Id, language: &str, fields: &[(String, String)]) -> Result<ProposalDraft, Trouble> {
    let said = |name| field(fields, name);
    let title = match said("title") {
        "" => Names::default(),
        title => Names::new(language, title),
    };
    Ok(ProposalDraft {
        id,
        body: required("body", said("body"))?,
        subject: subject(fields)?,
        title,
        text: texts(fields),
        comment_until: required("comment_until", said("comment_until"))?,
        decide_until: required("decide_until", said("decide_until"))?,
    })
}

/// A version of a plan is named by its plan, number and digest in one field, so that what was
/// looked at is what is proposed.
fn subject(fields: &[(String, String)]) -> Result<Subject, Trouble> {
    let code = field(fields, "subject");
    let kind = SubjectKind::from_code(code).ok_or_else(|| unreadable("subject", code))?;
    Ok(match kind {
        SubjectKind::PlanVersion => {
            let text = field(fields, "plan");
            let parts: Vec<&str> = text.split(' ').collect();
            let [plan, number, digest] = parts[..] else { return Err(unreadable("plan", text)) };
            Subject::PlanVersion {
                plan: required("plan", plan)?,
                number: required("plan", number)?,
                digest: digest.to_owned(),
            }
        }
        SubjectKind::Admission => {
            let organisation = required("organisation", field(fields, "organisation"))?;
            Subject::Admission { organisation }
        }
        SubjectKind::WorkProgramme => Subject::WorkProgramme,
        SubjectKind::Declaration => Subject::Declaration,
        SubjectKind::Other => Subject::Other,
    })
}
