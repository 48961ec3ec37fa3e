//! Plans of action: which there are, what stands in one, and stating one from a table or a template.

use askama::Template;
use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use concert_coalition::{Actor, Reference};
use concert_secretariat::{
    ActionPromises, ActionView, AddresseeView, ObjectiveView, PlanHead, PlanInFull, PlanPromises,
    PlanRights, PlanRow, PlanTemplate, Secretariat, StatedPlan, TemplateRow, Unanswered,
    plan_table_csv, plan_templates,
};
use concert_terms::{Axis, Id, Names, Pillar, PlaceCode, Side};
use serde::{Deserialize, Serialize};

use crate::asked::{axis, field, optional, required, unreadable};
use crate::house::{now, today};
use crate::page::Page;
use crate::pages::imports::{plain, told_apart};
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, attached, cell};
use crate::upload::Upload;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "plans.html")]
struct ListPage<'a> {
    page: &'a Page,
    plans: &'a [PlanRow],
    templates: &'a [TemplateRow],
    said: Option<Told>,
    named: Named,
    may_state: bool,
}

/// What was typed into the form of a new plan.
#[derive(Default)]
struct Named {
    name: String,
    places: String,
    template: String,
}

#[derive(Template)]
#[template(path = "plan.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a PlanInFull,
    promises: &'a PlanPromises,
    objectives: Vec<ObjectiveView>,
    shown: usize,
    pillar: Option<Pillar>,
    side: Option<Side>,
    version: &'a str,
    rights: PlanRights,
    said: Option<Told>,
}

impl OnePage<'_> {
    /// What was promised towards an action, if anything was.
    fn promised(&self, action: &ActionView) -> Option<&ActionPromises> {
        self.promises.actions.get(&action.code)
    }
}

/// One plan with what was promised towards it.
#[derive(Serialize)]
struct PlanTold {
    #[serde(flatten)]
    plan: PlanInFull,
    promises: PlanPromises,
}

/// What the address of a plan asks for.
#[derive(Deserialize, Default)]
pub(crate) struct Wanted {
    #[serde(default)]
    version: String,
    #[serde(default)]
    pillar: String,
    #[serde(default)]
    side: String,
}

/// The list, and the form of a new plan.
pub(crate) async fn list(visit: Visit) -> Result<Response, Trouble> {
    list_page(&visit, None, Named::default()).await
}

async fn list_page(visit: &Visit, said: Option<Told>, named: Named) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let (plans, rights) = visit
        .house
        .look(move |secretariat| {
            (secretariat.plans(), secretariat.plan_rights(&actor, None, now()))
        })
        .await?;
    let templates = visit.house.ask(|_| plan_templates()).await?;
    let page = visit.page("nav-plans").await?.with_twins();
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = visit.show(
        &plans,
        |plans| list_rows(plans),
        |plans| {
            let (templates, may_state) = (&templates, rights.state);
            ListPage { page: &page, plans, templates, said, named, may_state }.render()
        },
    )?;
    *response.status_mut() = status;
    Ok(response)
}

/// One plan.
pub(crate) async fn one(
    visit: Visit,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    one_page(&visit, required("id", &id)?, &wanted, None).await
}

async fn one_page(
    visit: &Visit,
    id: Id,
    wanted: &Wanted,
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let version: Option<u32> = optional("version", &wanted.version)?;
    let pillar: Option<Pillar> = axis("pillar", &wanted.pillar)?;
    let side: Option<Side> = axis("side", &wanted.side)?;
    let actor = visit.actor;
    let (told, rights) = visit
        .house
        .ask(move |secretariat| {
            let plan = secretariat.plan(id, version)?;
            let promises = secretariat.plan_promises(id, today())?;
            let rights = secretariat.plan_rights(&actor, Some(id), now());
            Ok::<_, Unanswered>((PlanTold { plan, promises }, rights))
        })
        .await?;
    let view = &told.plan;
    let title = visit.say("plan-title").to_string();
    let page = visit.page_for(&title, Some(visit.actor)).await?.with_twins();
    let objectives = filtered(view, pillar, side);
    let shown = objectives.iter().map(|objective| objective.actions.len()).sum();
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = visit.show(&told, one_rows, |told| {
        OnePage {
            page: &page,
            view: &told.plan,
            promises: &told.promises,
            objectives,
            shown,
            pillar,
            side,
            version: &wanted.version,
            rights,
            said,
        }
        .render()
    })?;
    *response.status_mut() = status;
    Ok(response)
}

/// The actions of a pillar and of a side; an action that states neither concerns every pillar.
fn filtered(view: &PlanInFull, pillar: Option<Pillar>, side: Option<Side>) -> Vec<ObjectiveView> {
    let is_wanted = |action: &&ActionView| {
        let of_pillar = pillar.is_none_or(|it| action.pillars.states(it));
        of_pillar && side.is_none_or(|it| action.sides.states(it))
    };
    let kept = |objective: &ObjectiveView| ObjectiveView {
        actions: objective.actions.iter().filter(is_wanted).cloned().collect(),
        ..objective.clone()
    };
    let objectives = view.objectives.iter().map(kept);
    objectives.filter(|objective| !objective.actions.is_empty()).collect()
}

/// The table of a version, in the form in which a plan is stated.
pub(crate) async fn table(
    visit: Visit,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let version: Option<u32> = optional("version", &wanted.version)?;
    let csv = visit.house.ask(move |secretariat| {
        let plan = secretariat.plan_document(id, version)?;
        Ok::<String, Unanswered>(plan_table_csv(&plan)?)
    });
    Ok(attached("text/csv; charset=utf-8", "plan.csv", csv.await?))
}

/// States a new plan, or the next version of one.
pub(crate) async fn state(visit: Visit, form: Multipart) -> Result<Response, Trouble> {
    let room = visit.house.uploads.acquire().await;
    let upload = Upload::read(form).await?;
    let said = |name| field(&upload.fields, name).to_owned();
    let named = Named { name: said("name"), places: said("places"), template: said("template") };
    let plan: Result<Option<Id>, Trouble> = optional("plan", &said("plan"));
    let known = plan.as_ref().ok().copied().flatten();
    let read = plan.and_then(|plan| {
        let template = template(&named.template)?;
        Ok((head(&visit, plan, &named, template)?, template))
    });
    let (head, template) = match read {
        Ok(read) => read,
        Err(trouble) => {
            let told = crate::refusal::unreadable(visit.words(), trouble)?;
            return again(&visit, known, told, named).await;
        }
    };
    let text = match (upload.file, template) {
        (Some((name, bytes)), _) => Text::File { name, bytes },
        (None, Some(template)) => Text::Template(template),
        (None, None) => return again(&visit, known, plain(&visit, "plan-no-table"), named).await,
    };
    if known.is_none() && template.is_none() && named.name.is_empty() {
        return again(&visit, known, plain(&visit, "plan-no-name"), named).await;
    }
    let actor = visit.actor;
    let stated = visit
        .house
        .ask(move |secretariat| told_apart(state_from(secretariat, &actor, &head, &text)));
    let stated = stated.await?;
    drop(room);
    match stated {
        // What was stated may not be in force until it is adopted, and is shown all the same.
        Ok(StatedPlan { plan, version, .. }) => {
            Ok(Redirect::to(&format!("/plans/{plan}?version={version}")).into_response())
        }
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            again(&visit, known, told, named).await
        }
    }
}

fn template(code: &str) -> Result<Option<PlanTemplate>, Trouble> {
    let read = |code| PlanTemplate::from_code(code).ok_or_else(|| unreadable("template", code));
    Some(code).filter(|code| !code.is_empty()).map(read).transpose()
}

fn head(
    visit: &Visit,
    plan: Option<Id>,
    named: &Named,
    template: Option<PlanTemplate>,
) -> Result<PlanHead, Trouble> {
    let places = named.places.split([',', ';', ' ']).filter(|code| !code.is_empty());
    let places: Vec<PlaceCode> =
        places.map(|code| required("places", code)).collect::<Result<_, _>>()?;
    let names = match (named.name.as_str(), template) {
        ("", Some(template)) => template.names(),
        ("", None) => Names::default(),
        (name, _) => Names::new(visit.language.code(), name),
    };
    let source = template.map(|template| template.source().to_owned()).unwrap_or_default();
    Ok(PlanHead {
        plan,
        names,
        places,
        keeper: Secretariat::states_for(&visit.actor),
        under: Vec::new(),
        source,
        paraphrase: template.is_some(),
    })
}

/// What a plan is stated from.
enum Text {
    File { name: String, bytes: Vec<u8> },
    Template(PlanTemplate),
}

fn state_from(
    secretariat: &Secretariat,
    actor: &Actor,
    head: &PlanHead,
    text: &Text,
) -> Result<StatedPlan, Unanswered> {
    let text = match text {
        Text::File { name, bytes } => secretariat.read_plan_upload(name, bytes)?,
        Text::Template(template) => template.text()?,
    };
    secretariat.state_plan(actor, head, &text, now())
}

async fn again(
    visit: &Visit,
    plan: Option<Id>,
    told: Told,
    named: Named,
) -> Result<Response, Trouble> {
    match plan {
        Some(id) => one_page(visit, id, &Wanted::default(), Some(told)).await,
        None => list_page(visit, Some(told), named).await,
    }
}

fn list_rows(plans: &[PlanRow]) -> Rows {
    let mut rows =
        Rows::new(&["plan_id", "name", "places", "keeper_id", "actions", "latest", "adopted"]);
    for plan in plans {
        let places: Vec<&str> = plan.places.iter().map(|place| place.code.as_str()).collect();
        rows.push([
            plan.id.to_string(),
            plan.names.pick("en").to_owned(),
            places.join("; "),
            plan.keeper.as_ref().map(|keeper| keeper.id.to_string()).unwrap_or_default(),
            plan.actions.to_string(),
            plan.latest.to_string(),
            plan.adopted.map(|number| number.to_string()).unwrap_or_default(),
        ]);
    }
    rows
}

fn one_rows(told: &PlanTold) -> Rows {
    let mut rows = Rows::new(&[
        "number",
        "objective",
        "action",
        "pillar",
        "side",
        "form",
        "population",
        "asked",
        "from",
        "due",
        "after",
        "recommendations",
        "commitments",
        "worst_light",
    ]);
    for objective in &told.plan.objectives {
        for action in &objective.actions {
            let promised = told.promises.actions.get(&action.code).copied().unwrap_or_default();
            let asked = action.addressees.iter().map(|addressee| match addressee {
                AddresseeView::Kind(kind) => kind.to_string(),
                AddresseeView::Organisation(label) => label.id.to_string(),
                AddresseeView::Named(words) => words.clone(),
            });
            rows.push([
                action.code.clone(),
                objective.code.clone(),
                action.text.pick("en").to_owned(),
                action.pillars.to_string(),
                action.sides.to_string(),
                action.forms.to_string(),
                action.population.to_string(),
                asked.collect::<Vec<_>>().join("; "),
                action.from.map(|day| day.to_string()).unwrap_or_default(),
                action.due.map(|day| day.to_string()).unwrap_or_default(),
                action.after.join("; "),
                promised.recommendations.to_string(),
                promised.commitments.to_string(),
                cell(promised.worst.map(concert_secretariat::Light::code)),
            ]);
        }
    }
    rows
}

impl Page {
    /// Where a plan applies.
    fn applies(&self, plan: &PlanRow) -> String {
        if plan.places.is_empty() {
            return self.say("plan-everywhere").to_string();
        }
        self.list(plan.places.iter().map(|place| self.name(&place.names).to_owned()))
    }

    /// Whether a version was adopted, and which.
    fn adopted(&self, plan: &PlanRow) -> String {
        match plan.adopted {
            Some(number) => self.say("plan-version-number").count("number", number).to_string(),
            None => self.say("plan-not-adopted").to_string(),
        }
    }

    /// Which version is shown, and whether it is in force.
    fn version_words(&self, view: &PlanInFull) -> String {
        let phrase = if view.version.in_force {
            self.say("plan-version-in-force")
        } else {
            self.say("plan-version-other")
        };
        phrase
            .count("number", view.version.number)
            .count("latest", view.plan.latest)
            .with("at", self.moment(&view.version.at))
            .to_string()
    }

    /// How many actions concern each side.
    fn by_side(&self, view: &PlanInFull) -> String {
        self.list(view.by_side.iter().map(|(side, count)| {
            let side = self.word("side", side.code());
            self.say("plan-of-side").with("side", side).count("count", *count).to_string()
        }))
    }

    /// How the plan is promised and kept, in counts.
    fn plan_health(&self, promises: &PlanPromises) -> String {
        let health = &promises.health;
        let mut lines = vec![
            self.say("plan-health-line")
                .count("with", health.actions_with_commitment)
                .count("actions", health.actions)
                .count("count", health.commitments)
                .count("claimed", health.claimed)
                .count("evidenced", health.evidenced)
                .count("reviewed", health.reviewed)
                .count("late", health.late)
                .count("complete", health.complete)
                .to_string(),
            self.say("plan-health-without")
                .count("unowned", health.actions_without_owner)
                .count("cell", health.commitments_without_cell)
                .to_string(),
        ];
        if health.commitments_without_action > 0 {
            let dropped = health.commitments_without_action;
            lines.push(self.say("plan-health-dropped").count("dropped", dropped).to_string());
        }
        if let Some(days) = health.median_days_late {
            lines.push(self.say("plan-health-lateness").count("days", days).to_string());
        }
        lines.join(" ")
    }

    /// The commitments towards an action of a plan.
    fn commitments_link(&self, view: &PlanInFull, action: &ActionView) -> String {
        let plan = view.plan.id.to_string();
        self.link("/commitments", &[("plan", plan.as_str()), ("action", &action.code)])
    }

    /// The form of a new commitment towards an action.
    fn promise_link(&self, view: &PlanInFull, action: &ActionView) -> String {
        let plan = view.plan.id.to_string();
        self.link("/commitments/new", &[("plan", plan.as_str()), ("action", &action.code)])
    }

    /// Where the table of the plan is.
    fn table_of(&self, view: &PlanInFull) -> String {
        format!("/plans/{}/table", view.plan.id)
    }

    /// Who is asked, in words.
    fn asked(&self, action: &ActionView) -> String {
        self.list(action.addressees.iter().map(|addressee| match addressee {
            AddresseeView::Kind(kind) => self.word("kinds", kind.code()),
            AddresseeView::Organisation(label) => self.name(&label.names).to_owned(),
            AddresseeView::Named(words) => words.clone(),
        }))
    }

    /// Where others ask for the same, in words.
    fn asked_elsewhere(&self, action: &ActionView) -> String {
        self.list(action.references.iter().map(|reference| match reference {
            Reference::Action { action, .. } => action.clone(),
            Reference::Text { source, passage } => format!("{source}, {passage}"),
        }))
    }
}
