//! The next actions: what to do first with the money there is.
//!
//! The address holds everything that was asked, so that it can be sent on and its twins are the
//! same computation. A table that somebody brings is kept for them for a while, and the address
//! names it by its digest.

use askama::Template;
use axum::extract::{Multipart, Query};
use axum::response::{IntoResponse, Redirect, Response};
use concert_secretariat::{
    EquityAmong, NextActionsView, NextQuestion, PLAN_COLUMNS, PillarChoices, Unanswered,
    actions_csv, plan_lines,
};
use concert_terms::Pillar;
use concert_terms::axis::Axis;
use jiff::civil::Date;
use serde::Serialize;

use crate::house::{now, today};
use crate::page::Page;
use crate::pages::imports::told_apart;
use crate::pages::next_asked::{Asked, Wanted, candidates};
use crate::refusal::{Told, text};
use crate::trouble::Trouble;
use crate::twin::{Rows, Shape, attached};
use crate::typed::{NumberField, Typed};
use crate::upload::Upload;
use crate::visit::Visit;

/// What is shown.
#[derive(Serialize)]
struct View {
    /// Whether nobody said a budget, so that one to begin with was taken.
    budget_to_begin_with: bool,
    /// The pillars of which a plan can be asked for; absent where one was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<PillarChoices>,
    /// The answer; absent until a pillar is chosen, and where the form has to be corrected first.
    #[serde(flatten)]
    answer: Option<NextActionsView>,
}

#[derive(Template)]
#[template(path = "next.html")]
struct NextPage<'a> {
    page: &'a Page,
    view: &'a View,
    wanted: &'a Wanted,
    typed: &'a Typed,
    form: Form,
    refused: Option<Told>,
    groups: Vec<GroupRow>,
    groups_left_out: usize,
    /// The rest of what was asked, for forms that change one thing.
    hidden: Vec<(&'static str, String)>,
}

/// The fields of the form.
struct Form {
    first: [NumberField; 4],
    more: [NumberField; 3],
    at: Date,
    slide: Slide,
}

/// The range of budgets around the one that was asked for.
struct Slide {
    most: u64,
    step: u64,
    value: u64,
}

/// A group with its drawing.
pub(crate) struct GroupRow {
    pub(crate) name: String,
    pub(crate) gap: f64,
    pub(crate) closure: Option<f64>,
    pub(crate) floor: f64,
    pub(crate) is_short: bool,
    pub(crate) bar: String,
}

/// Groups on a page.
const MOST_GROUPS: usize = 60;
/// Actions whose cells stand on the page; the twins have all.
const MOST_OPENED: usize = 10;
/// Cells of each.
const MOST_CELLS: usize = 6;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    page(&visit, wanted, None).await
}

async fn page(visit: &Visit, wanted: Wanted, said: Option<Told>) -> Result<Response, Trouble> {
    let mut typed = Typed::new(visit.words());
    let asked = Asked::read(&wanted, &mut typed);
    let mut status = typed.status();
    let (mut answer, mut refused, mut began) = (None, said, wanted.budget.trim().is_empty());
    let mut choices = None;
    match asked.filter(|_| typed.is_right() && refused.is_none()) {
        Some(asked) if !asked.has_pillar() => choices = Some(asked.pillars(visit).await?),
        Some(asked) => match asked.answer(visit).await {
            Ok((found, is_usual)) => (answer, began) = (Some(found), is_usual),
            Err(Trouble::Refused(no)) if visit.shape == Shape::Page => {
                refused = Some(text(visit.words(), &no));
                status = Trouble::Refused(no).status();
            }
            Err(trouble) => return Err(trouble),
        },
        None => {}
    }
    // A program gets the first of what is wrong, alone.
    if let Some(trouble) = typed.trouble().filter(|_| visit.shape != Shape::Page) {
        return Err(trouble.clone());
    }
    let view = View { budget_to_begin_with: began && answer.is_some(), choices, answer };
    let page = visit.page("next-title").await?.with_twins();
    let mut response = visit.show(&view, rows, |view| {
        let groups = view.answer.as_ref().map_or(Vec::new(), |answer| page.group_rows(answer));
        NextPage {
            page: &page,
            view,
            wanted: &wanted,
            typed: &typed,
            form: wanted.form(&typed, &page, view.answer.as_ref()),
            refused,
            groups_left_out: groups.len().saturating_sub(MOST_GROUPS),
            groups: groups.into_iter().take(MOST_GROUPS).collect(),
            hidden: wanted.pairs(view.answer.as_ref()),
        }
        .render()
    })?;
    if status.is_client_error() {
        *response.status_mut() = status;
    }
    Ok(response)
}

/// Reads a table and leads to its plan.
pub(crate) async fn bring(visit: Visit, form: Multipart) -> Result<Response, Trouble> {
    let room = visit.house.uploads.acquire().await;
    let upload = Upload::read(form).await?;
    let mut wanted = Wanted::of_fields(&upload.fields);
    let Some((name, bytes)) = upload.file else {
        let told = crate::pages::imports::plain(&visit, "next-no-file");
        return refused_page(&visit, wanted, told).await;
    };
    let actor = visit.actor;
    let kept = visit
        .house
        .ask(move |secretariat| told_apart(secretariat.keep_actions(&actor, &name, &bytes, now())))
        .await?;
    drop(room);
    match kept {
        Ok(digest) => {
            wanted.table = digest;
            let pairs = wanted.pairs(None);
            let pairs: Vec<(&str, &str)> =
                pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
            Ok(Redirect::to(&crate::address::with_query("/next", &pairs)).into_response())
        }
        Err(refused) => {
            let told = text(visit.words(), &refused);
            refused_page(&visit, wanted, told).await
        }
    }
}

async fn refused_page(visit: &Visit, wanted: Wanted, told: Told) -> Result<Response, Trouble> {
    let mut response = page(visit, wanted, Some(told)).await?;
    *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// The plan as a scenario.
pub(crate) async fn scenario(
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let asked = Asked::of(&visit, &wanted)?;
    let (view, _) = asked.answer(&visit).await?;
    let text = visit.house.ask(move |secretariat| secretariat.scenario(&view).to_json()).await?;
    Ok(attached("application/json", "scenario.json", text))
}

/// The candidates as a table.
pub(crate) async fn actions(
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let asked = Asked::of(&visit, &wanted)?;
    let table = asked.table(&visit).await?;
    let csv = visit.house.ask(move |secretariat| {
        let asked = (asked.currency.as_deref(), asked.at);
        let candidates = candidates(secretariat, asked, table.as_deref())?;
        Ok::<String, Unanswered>(actions_csv(&candidates)?)
    });
    let csv = csv.await?;
    Ok(attached("text/csv; charset=utf-8", "actions.csv", csv))
}

impl Wanted {
    fn form(&self, typed: &Typed, page: &Page, answer: Option<&NextActionsView>) -> Form {
        let field = |name, label, value: &str| typed.number_field(name, &label, value);
        let budget = answer.map(|answer| answer.question.budget);
        let shown = match (self.budget.trim(), budget) {
            ("", Some(budget)) => budget.to_string(),
            (said, _) => said.to_owned(),
        };
        let most = match self.most.trim() {
            "" => NextQuestion::USUAL_MOST.to_string(),
            said => said.to_owned(),
        };
        let value = budget.unwrap_or(0.0).clamp(0.0, 1e15);
        // Twenty steps to the budget and twenty beyond it.
        let step = (value / 20.0).ceil().max(1.0);
        Form {
            first: [
                field("budget", page.say("next-budget"), &shown).wide(),
                field("currency", page.say("next-currency"), &self.currency),
                field("most", page.say("next-most"), &most),
                field("equity", page.say("next-equity"), &self.equity),
            ],
            more: [
                field("worst", page.say("next-worst"), &self.worst),
                field("level", page.say("next-level"), &self.level),
                field("within", page.say("next-within"), &self.within),
            ],
            at: answer.map_or_else(today, |answer| answer.question.at),
            slide: Slide {
                most: (step * 40.0) as u64,
                step: step as u64,
                value: ((value / step).round() * step) as u64,
            },
        }
    }
}

/// The plan as a table; where no pillar was chosen, the pillars that can be.
fn rows(view: &View) -> Rows {
    if let Some(choices) = &view.choices {
        let mut rows = Rows::new(&["pillar", "needs", "open"]);
        for choice in &choices.pillars {
            let counts = [choice.needs, choice.open].map(|count| count.to_string());
            let [needs, open] = counts;
            rows.push([choice.pillar.code().to_owned(), needs, open]);
        }
        return rows;
    }
    Rows::lines(&PLAN_COLUMNS, view.answer.iter().flat_map(plan_lines).collect())
}
