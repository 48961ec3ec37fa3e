//! Opening a proposal.

use askama::Template;
use axum::extract::{Query, RawForm};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use concert_coalition::{Command, DecisionCommand, ProposalDraft, Subject};
use concert_secretariat::{
    OpeningChoices, OpeningPlan, OrganisationLabel, Secretariat, SubjectKind,
};
use concert_terms::{Id, Names};

use crate::asked::{field, form_fields, required, unreadable};
use crate::house::today;
use crate::page::Page;
use crate::pages::decisions::{stated, texts};
use crate::pages::imports::told_apart;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "decision_new.html")]
struct NewPage<'a> {
    page: &'a Page,
    choices: &'a OpeningChoices,
    organisations: Vec<OrganisationLabel>,
    typed: &'a [(String, String)],
    said: Option<Told>,
}

impl NewPage<'_> {
    /// A version of a plan as the form names it.
    fn version(plan: &OpeningPlan) -> String {
        format!("{} {} {}", plan.plan, plan.number, plan.digest)
    }

    /// Whether a version of a plan is chosen: the very one, or the latest where a plan alone is named.
    fn is_chosen(&self, plan: &OpeningPlan) -> bool {
        let typed = field(self.typed, "plan");
        let mut versions = self.choices.plans.iter().filter(|it| it.plan == plan.plan);
        let is_latest = versions.next().is_some_and(|latest| latest.number == plan.number);
        typed == Self::version(plan) || (is_latest && typed == plan.plan.to_string())
    }
}

/// The form. Whatever stands in its address is filled in already. It has the identifier of the
/// proposal that it makes, so that whoever sends it twice makes one.
pub(crate) async fn form(
    visit: Visit,
    Query(mut typed): Query<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let id = visit.house.look(Secretariat::fresh_id).await?;
    typed.retain(|(name, _)| name != "id");
    typed.push(("id".to_owned(), id.to_string()));
    typed.push(("act".to_owned(), "open".to_owned()));
    page(&visit, &typed, None).await
}

async fn page(
    visit: &Visit,
    typed: &[(String, String)],
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let (choices, organisations) = visit
        .house
        .look(move |secretariat| {
            let organisations = secretariat.organisations("", today(), 0).items;
            (secretariat.opening_choices(&actor, today()), organisations)
        })
        .await?;
    let organisations = organisations.into_iter().map(|row| row.label).collect();
    let page = visit.page("decision-new").await?;
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = NewPage { page: &page, choices: &choices, organisations, typed, said }.render()?;
    Ok((status, Html(html)).into_response())
}

/// Opens the proposal.
pub(crate) async fn open(visit: Visit, RawForm(form): RawForm) -> Result<Response, Trouble> {
    let fields = form_fields(&form);
    let id = required("id", field(&fields, "id"))?;
    let told = match read(&visit, id, &fields).await? {
        Ok(draft) => {
            let opens = DecisionCommand::Open(Box::new(draft));
            stated(&visit, Command::Decision(opens)).await?
        }
        Err(told) => Some(told),
    };
    match told {
        None => Ok(Redirect::to(&format!("/decisions/{id}")).into_response()),
        Some(told) => page(&visit, &fields, Some(told)).await,
    }
}

/// The proposal that a form says, or what of it cannot be read or found.
async fn read(
    visit: &Visit,
    id: Id,
    fields: &[(String, String)],
) -> Result<Result<ProposalDraft, Told>, Trouble> {
    let named = field(fields, "organisation").to_owned();
    let is_admission = field(fields, "subject") == SubjectKind::Admission.code();
    let applicant = visit.house.ask(move |secretariat| {
        let named = Some(named).filter(|named| is_admission && !named.is_empty());
        told_apart(named.map(|named| secretariat.organisation_called(&named)).transpose())
    });
    let applicant = match applicant.await? {
        Ok(applicant) => applicant,
        Err(refused) => return Ok(Err(crate::refusal::text(visit.words(), &refused))),
    };
    match draft(id, visit.language.code(), fields, applicant) {
        Ok(draft) => Ok(Ok(draft)),
        Err(trouble) => Ok(Err(crate::refusal::unreadable(visit.words(), trouble)?)),
    }
}

fn draft(
    id: Id,
    language: &str,
    fields: &[(String, String)],
    applicant: Option<Id>,
) -> Result<ProposalDraft, Trouble> {
    let said = |name| field(fields, name);
    let title = match said("title") {
        "" => Names::default(),
        title => Names::new(language, title),
    };
    Ok(ProposalDraft {
        id,
        body: required("body", said("body"))?,
        subject: subject(fields, applicant)?,
        title,
        text: texts(fields),
        comment_until: required("comment_until", said("comment_until"))?,
        decide_until: required("decide_until", said("decide_until"))?,
    })
}

/// A version of a plan is named by its plan, number and digest in one field, so that what was
/// looked at is what is proposed.
fn subject(fields: &[(String, String)], applicant: Option<Id>) -> Result<Subject, Trouble> {
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
            let organisation = applicant.ok_or_else(|| unreadable("organisation", ""))?;
            Subject::Admission { organisation }
        }
        SubjectKind::WorkProgramme => Subject::WorkProgramme,
        SubjectKind::Declaration => Subject::Declaration,
        SubjectKind::Other => Subject::Other,
    })
}
