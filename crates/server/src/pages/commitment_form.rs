//! The form with which a commitment is made, and the one that changes it.

use askama::Template;
use axum::extract::{Path, Query, RawForm};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use concert_coalition::{Commitment, ProgressLevel};
use concert_secretariat::{
    ActionView, MeansKind, OrganisationLabel, PlanInFull, Refused, Secretariat, Unanswered,
};
use concert_terms::{Axis, Form as ExploitationForm, Id, Names, Pillar, Side};
use serde::Deserialize;

use crate::asked::{optional, required};
use crate::house::{now, today};
use crate::page::Page;
use crate::pages::commitment_fields::{CommitmentFields, Form};
use crate::pages::imports::told_apart;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "commitment_form.html")]
struct FormPage<'a> {
    page: &'a Page,
    view: &'a PlanInFull,
    id: Id,
    is_new: bool,
    fields: CommitmentFields,
    said: Option<Told>,
    organisations: Vec<OrganisationLabel>,
    own: Option<Id>,
    levels: [ProgressLevel; 5],
    kinds: [MeansKind; 4],
    forms: Vec<ExploitationForm>,
}

impl FormPage<'_> {
    fn actions(&self) -> impl Iterator<Item = &ActionView> {
        self.view.objectives.iter().flat_map(|objective| &objective.actions)
    }
}

/// Towards what a new commitment is made, and in which cell.
#[derive(Deserialize)]
pub(crate) struct New {
    plan: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    pillar: String,
    #[serde(default)]
    side: String,
    #[serde(default)]
    form: String,
}

/// What a form is about.
struct About {
    plan: Id,
    id: Id,
    is_new: bool,
}

/// The form of a new commitment.
pub(crate) async fn new_form(visit: Visit, Query(new): Query<New>) -> Result<Response, Trouble> {
    let plan: Id = required("plan", &new.plan)?;
    let actor = visit.actor;
    let id = visit.house.ask(move |secretariat| {
        secretariat.may_promise(&actor, plan, now())?;
        Ok::<_, Unanswered>(secretariat.fresh_id())
    });
    let id = id.await?;
    let cell = [new.place, new.pillar, new.side, new.form, String::new()];
    let cells = if cell[0].is_empty() { Vec::new() } else { vec![cell] };
    let fields = CommitmentFields { action: new.action, cells, ..CommitmentFields::default() };
    let fields = fields.with_spare_rows();
    show(&visit, About { plan, id, is_new: true }, fields, None).await
}

/// The form that changes a commitment.
pub(crate) async fn edit_form(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let before = document(&visit, id).await?;
    let fields = CommitmentFields::of(&before, visit.language.code());
    show(&visit, About { plan: before.plan, id, is_new: false }, fields, None).await
}

/// Makes a commitment.
pub(crate) async fn make(visit: Visit, RawForm(body): RawForm) -> Result<Response, Trouble> {
    let form = Form::of(&body);
    let (plan, id) = (required("plan", form.one("plan"))?, required("id", form.one("id"))?);
    let fields = CommitmentFields::typed(&form);
    let language = visit.language.code();
    let about = About { plan, id, is_new: true };
    if form.one("act") == "draft" {
        return keep(&visit, about, form, fields).await;
    }
    let own = Secretariat::states_for(&visit.actor);
    let named = fields.maker.clone();
    let maker = visit.house.ask(move |secretariat| match own {
        Some(own) => Ok(Ok(own)),
        None => told_apart(secretariat.organisation_called(&named)),
    });
    let maker = match maker.await? {
        Ok(maker) => maker,
        Err(refused) => return again(&visit, about, fields, &refused).await,
    };
    let blank = Commitment::new(id, maker, (plan, ""), Names::default(), today());
    let read = fields.commitment(blank, language).and_then(|commitment| {
        Ok(Commitment { promised: optional("promised", &fields.promised)?, ..commitment })
    });
    let commitment = match read {
        Ok(commitment) => commitment,
        Err(trouble) => return unread(&visit, about, fields, trouble).await,
    };
    let actor = visit.actor;
    let made = visit
        .house
        .ask(move |secretariat| told_apart(secretariat.make_commitment(&actor, commitment, now())));
    match made.await? {
        Ok(_) => Ok(Redirect::to(&format!("/commitments/{id}")).into_response()),
        Err(refused) => again(&visit, about, fields, &refused).await,
    }
}

/// The form of a draft.
pub(crate) async fn draft_form(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let (actor, id): (_, Id) = (visit.actor, required("id", &id)?);
    let draft = visit.house.ask(move |secretariat| secretariat.draft(&actor, id)).await?;
    let fields = CommitmentFields::typed(&Form::kept(draft.fields));
    show(&visit, About { plan: draft.plan, id, is_new: true }, fields, None).await
}

/// Keeps what was typed as a draft.
async fn keep(
    visit: &Visit,
    about: About,
    form: Form,
    fields: CommitmentFields,
) -> Result<Response, Trouble> {
    let (actor, of, typed) = (visit.actor, (about.id, about.plan), form.to_keep());
    let kept = visit
        .house
        .ask(move |secretariat| told_apart(secretariat.keep_draft(&actor, of, typed, now())));
    match kept.await? {
        Ok(()) => Ok(Redirect::to("/commitments/drafts").into_response()),
        Err(refused) => again(visit, about, fields, &refused).await,
    }
}

/// Changes a commitment.
pub(crate) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let fields = CommitmentFields::typed(&Form::of(&body));
    let before = document(&visit, id).await?;
    let about = About { plan: before.plan, id, is_new: false };
    let commitment = match fields.commitment(before, visit.language.code()) {
        Ok(commitment) => commitment,
        Err(trouble) => return unread(&visit, about, fields, trouble).await,
    };
    let (actor, reason) = (visit.actor, fields.reason.clone());
    let changed = visit.house.ask(move |secretariat| {
        told_apart(secretariat.change_commitment(&actor, commitment, &reason, now()))
    });
    match changed.await? {
        Ok(_) => Ok(Redirect::to(&format!("/commitments/{id}")).into_response()),
        Err(refused) => again(&visit, about, fields, &refused).await,
    }
}

/// A commitment to change, for those who may.
async fn document(visit: &Visit, id: Id) -> Result<Commitment, Trouble> {
    let actor = visit.actor;
    visit.house.ask(move |secretariat| secretariat.commitment_to_change(&actor, id)).await
}

async fn again(
    visit: &Visit,
    about: About,
    fields: CommitmentFields,
    refused: &Refused,
) -> Result<Response, Trouble> {
    let told = crate::refusal::text(visit.words(), refused);
    show(visit, about, fields, Some(told)).await
}

/// What cannot be read is told above the form, in which everything typed still stands.
async fn unread(
    visit: &Visit,
    about: About,
    fields: CommitmentFields,
    trouble: Trouble,
) -> Result<Response, Trouble> {
    let told = crate::refusal::unreadable(visit.words(), trouble)?;
    show(visit, about, fields, Some(told)).await
}

async fn show(
    visit: &Visit,
    about: About,
    fields: CommitmentFields,
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let About { plan, id, is_new } = about;
    let own = Secretariat::states_for(&visit.actor);
    let (view, organisations) = visit
        .house
        .ask(move |secretariat| {
            let view = secretariat.plan(plan, None)?;
            let organisations = if own.is_none() && is_new {
                secretariat.organisations("", today(), 0).items
            } else {
                Vec::new()
            };
            Ok::<_, Unanswered>((view, organisations))
        })
        .await?;
    let page = visit.page(if is_new { "commitment-new" } else { "commitment-change" }).await?;
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = FormPage {
        page: &page,
        view: &view,
        id,
        is_new,
        fields,
        said,
        organisations: organisations.into_iter().map(|row| row.label).collect(),
        own,
        levels: ProgressLevel::ALL,
        kinds: MeansKind::ALL,
        forms: ExploitationForm::all().collect(),
    };
    Ok((status, Html(template.render()?)).into_response())
}
