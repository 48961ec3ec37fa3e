//! Commitments: the list, and one in full with its traffic light, progress and history.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use concert_coalition::{CommitmentStanding, Evidence, Light, ProgressLevel};
use concert_secretariat::{
    CommitmentFilter, CommitmentRights, CommitmentRow, CommitmentView, InitiativeFilter,
    InitiativeRow, OrganisationLabel, Page as List, Unanswered,
};
use concert_terms::Id;
use serde::Deserialize;

use crate::asked::{optional, page_number, required, unreadable};
use crate::house::{now, today};
use crate::page::Page;
use crate::pager::Pager;
use crate::pages::commitment_fields::Form;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address of the list asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wanted {
    plan: String,
    action: String,
    maker: String,
    place: String,
    standing: String,
    light: String,
    within: String,
    text: String,
    at: String,
    page: String,
}

#[derive(Template)]
#[template(path = "commitments.html")]
struct ListPage<'a> {
    page: &'a Page,
    list: &'a List<CommitmentRow>,
    pager: Pager,
    wanted: &'a Wanted,
    may_draft: bool,
}

#[derive(Template)]
#[template(path = "commitment.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a CommitmentView,
    rights: CommitmentRights,
    said: Option<Told>,
    typed: Typed,
    initiatives: Vec<InitiativeRow>,
    organisations: Vec<OrganisationLabel>,
    levels: [ProgressLevel; 5],
    today: String,
}

/// What was typed into one of the forms of the page, so that a refusal loses nothing of it.
#[derive(Default)]
pub(super) struct Typed {
    form: &'static str,
    fields: Form,
}

impl Typed {
    pub(super) fn into(form: &'static str, fields: Form) -> Self {
        Self { form, fields }
    }

    /// What was typed into a field of a form.
    fn of(&self, form: &str, field: &str) -> &str {
        if form == self.form { self.fields.one(field) } else { "" }
    }

    /// The same, or what stands there to begin with.
    fn or<'t>(&'t self, form: &str, field: &str, start: &'t str) -> &'t str {
        if form == self.form { self.fields.one(field) } else { start }
    }

    /// The reason that was typed to end a pair of pledges.
    fn ending(&self, pair: &Id) -> &str {
        let is_its = self.fields.one("pair") == pair.to_string();
        if is_its { self.of("settle", "reason") } else { "" }
    }
}

/// The list.
pub(crate) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let code = |field: &str, text: &str, known: bool| match (text, known) {
        ("", _) | (_, true) => Ok(()),
        _ => Err(unreadable(field, text)),
    };
    let standing = CommitmentStanding::ALL.into_iter().find(|it| it.code() == wanted.standing);
    let light = Light::ALL.into_iter().find(|it| it.code() == wanted.light);
    code("standing", &wanted.standing, standing.is_some())?;
    code("light", &wanted.light, light.is_some())?;
    let filter = CommitmentFilter {
        plan: optional("plan", &wanted.plan)?,
        action: Some(wanted.action.trim().to_owned()).filter(|action| !action.is_empty()),
        maker: optional("maker", &wanted.maker)?,
        place: optional("place", &wanted.place)?,
        standing,
        light,
        due_within: optional("within", &wanted.within)?,
        text: wanted.text.clone(),
    };
    let day = optional("at", &wanted.at)?.unwrap_or_else(today);
    let number = page_number(&wanted.page);
    let actor = visit.actor;
    let (list, may_draft) = visit
        .house
        .ask(move |secretariat| {
            let may_draft = secretariat.plan_rights(&actor, None, now()).promise;
            Ok::<_, Unanswered>((secretariat.commitments(&filter, day, number)?, may_draft))
        })
        .await?;
    let page = visit.page("nav-commitments").await?.with_twins();
    let pairs = [
        ("plan", wanted.plan.as_str()),
        ("action", &wanted.action),
        ("maker", &wanted.maker),
        ("place", &wanted.place),
        ("standing", &wanted.standing),
        ("light", &wanted.light),
        ("within", &wanted.within),
        ("text", &wanted.text),
        ("at", &wanted.at),
    ];
    visit.show(
        &list,
        |list| Rows::of(&COLUMNS, list.items.iter().map(row)),
        |list| {
            let pager = Pager::of(list, "/commitments", &pairs);
            ListPage { page: &page, list, pager, wanted: &wanted, may_draft }.render()
        },
    )
}

/// One commitment.
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    one_page(&visit, required("id", &id)?, None, Typed::default()).await
}

/// The page of a commitment, with what a form was refused for.
pub(super) async fn one_page(
    visit: &Visit,
    id: Id,
    said: Option<Told>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let (view, rights, initiatives, organisations) = visit
        .house
        .ask(move |secretariat| {
            let view = secretariat.commitment(id, today())?;
            let rights = secretariat.commitment_rights(&actor, id);
            let maker = Some(view.row.maker.id);
            let filter = InitiativeFilter { organisation: maker, ..InitiativeFilter::default() };
            let initiatives =
                if rights.act { secretariat.initiatives(&filter, 0).items } else { Vec::new() };
            let organisations = if rights.name_reviewer {
                let all = secretariat.organisations("", today(), 0).items;
                all.into_iter().map(|row| row.label).filter(|it| Some(it.id) != maker).collect()
            } else {
                Vec::new()
            };
            Ok::<_, Unanswered>((view, rights, initiatives, organisations))
        })
        .await?;
    let page = visit.page("commitment").await?.with_twins();
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = visit.show(
        &view,
        |view| Rows::of(&COLUMNS, [row(&view.row)]),
        |view| {
            OnePage {
                page: &page,
                view,
                rights,
                said,
                typed,
                initiatives,
                organisations,
                levels: ProgressLevel::ALL,
                today: today().to_string(),
            }
            .render()
        },
    )?;
    *response.status_mut() = status;
    Ok(response)
}

const COLUMNS: [&str; 17] = [
    "commitment_id",
    "text",
    "maker_id",
    "maker",
    "plan_id",
    "action",
    "made",
    "due",
    "standing",
    "light",
    "claimed",
    "evidenced",
    "reviewed",
    "days_late",
    "days_postponed",
    "changed_since_review",
    "places",
];

fn row(row: &CommitmentRow) -> [String; 17] {
    let level = |level: Option<ProgressLevel>| cell(level.map(ProgressLevel::code));
    let places: Vec<&str> = row.places.iter().map(|place| place.code.as_str()).collect();
    [
        row.id.to_string(),
        row.text.pick("en").to_owned(),
        row.maker.id.to_string(),
        row.maker.names.pick("en").to_owned(),
        row.plan.to_string(),
        row.action.clone(),
        row.made.to_string(),
        row.due.to_string(),
        row.standing.code().to_owned(),
        row.light.code().to_owned(),
        level(row.claimed),
        level(row.evidenced),
        level(row.reviewed),
        cell(row.days_late),
        row.days_postponed.to_string(),
        row.changed_since_review.to_string(),
        places.join(" "),
    ]
}
