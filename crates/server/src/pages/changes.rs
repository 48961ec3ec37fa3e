//! What changed since somebody last looked, or between two days, and why gaps are others.

use askama::Template;
use axum::extract::{Form, Query};
use axum::response::{IntoResponse, Redirect, Response};
use concert_secretariat::{AllocationRule, ChangesView, GapChange, InitiativeRow, Instant, Listed};
use concert_terms::PlaceCode;
use jiff::civil::Date;
use serde::Deserialize;

use crate::asked::{optional, required, unreadable};
use crate::catalogue::{Numeric, Phrase};
use crate::house::today;
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    rule_since: String,
    #[serde(default)]
    rule: String,
}

/// What the form says: up to where everything was seen.
#[derive(Deserialize)]
pub(crate) struct Seen {
    size: String,
    at: String,
}

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesPage<'a> {
    page: &'a Page,
    view: &'a ChangesView,
    /// Whether the first moment is the visitor's last look.
    is_own_look: bool,
    lists: Vec<List<'a>>,
    /// The address of the frame as it was known at the first moment.
    frame_then: String,
    rules: [RuleChoice; 2],
    today: Date,
}

/// A rule of allocation to choose, for either moment.
struct RuleChoice {
    code: &'static str,
    is_since: bool,
    is_until: bool,
}

/// Initiatives to which the same happened.
struct List<'a> {
    title: Phrase,
    of: &'a Listed<InitiativeRow>,
}

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let place: Option<PlaceCode> = optional("place", &wanted.place)?;
    let since: Option<Date> = optional("since", &wanted.since)?;
    let until: Date = optional("until", &wanted.until)?.unwrap_or_else(today);
    let rules = (rule("rule_since", &wanted.rule_since)?, rule("rule", &wanted.rule)?);
    let (actor, now) = (visit.actor, today());
    let view = visit
        .house
        .ask(move |secretariat| {
            let instant = |at: Date, rule| {
                let size = secretariat.size_on(at)?;
                Ok::<_, concert_secretariat::Unanswered>(Instant { at, size, rule })
            };
            let first = match since {
                Some(since) => instant(since, rules.0)?,
                None => Instant { rule: rules.0, ..secretariat.last_look(&actor, now)? },
            };
            secretariat.changes(first, instant(until, rules.1)?, place.as_ref())
        })
        .await?;
    let page = visit.page("nav-changes").await?.with_twins();
    visit.show(&view, rows, |view| {
        let tidings = &view.tidings;
        let list = |title: Phrase, of: &'_ Listed<InitiativeRow>| List {
            title: title.count("count", of.total),
            of,
        };
        ChangesPage {
            page: &page,
            view,
            is_own_look: since.is_none(),
            lists: vec![
                list(page.say("begun"), &tidings.begun),
                list(page.say("ended"), &tidings.ended),
                list(page.say("described-anew"), &tidings.changed),
                list(page.say("gone-stale"), &tidings.stale),
            ],
            frame_then: page.link(
                "/",
                &[
                    ("at", &view.since.at.to_string()),
                    ("known", "then"),
                    ("place", view.place.as_ref().map_or("", |place| place.code.as_str())),
                ],
            ),
            rules: [AllocationRule::ByNeed, AllocationRule::Uniform].map(|rule| RuleChoice {
                code: rule_code(rule),
                is_since: rule == view.since.rule,
                is_until: rule == view.until.rule,
            }),
            today: now,
        }
        .render()
    })
}

/// Notes that the visitor has seen everything up to a moment.
pub(crate) async fn seen(visit: Visit, Form(seen): Form<Seen>) -> Result<Response, Trouble> {
    let seen = Instant {
        at: required("at", &seen.at)?,
        size: required("size", &seen.size)?,
        rule: AllocationRule::default(),
    };
    let actor = visit.actor;
    visit.house.ask(move |secretariat| secretariat.note_look(&actor, &seen)).await?;
    Ok(Redirect::to("/changes").into_response())
}

fn rule(field: &str, code: &str) -> Result<AllocationRule, Trouble> {
    match code {
        "" | "by-need" => Ok(AllocationRule::ByNeed),
        "uniform" => Ok(AllocationRule::Uniform),
        other => Err(unreadable(field, other)),
    }
}

fn rule_code(rule: AllocationRule) -> &'static str {
    match rule {
        AllocationRule::ByNeed => "by-need",
        AllocationRule::Uniform => "uniform",
    }
}

fn rows(view: &ChangesView) -> Rows {
    let mut rows = Rows::new(&[
        "pillar",
        "side",
        "place",
        "form",
        "population",
        "need_id",
        "before",
        "after",
        "need",
        "capacity",
        "staleness",
        "definition",
    ]);
    let figures = |change: &GapChange| {
        let GapChange { before, after, need, capacity, staleness, definition } = *change;
        [before, after, need, capacity, staleness, definition].map(|figure| figure.to_string())
    };
    for layer in &view.layers {
        let names = [cell(layer.pillar), cell(layer.side)];
        let none = std::iter::repeat_n(String::new(), 4);
        rows.extend(names.into_iter().chain(none).chain(figures(&layer.change)));
    }
    for one in &view.cells {
        let stands = &one.cell;
        let names = [
            cell(stands.pillar),
            cell(stands.side),
            stands.place.code.to_string(),
            cell(stands.form),
            stands.population.to_string(),
            stands.need.to_string(),
        ];
        rows.extend(names.into_iter().chain(figures(&one.change)));
    }
    rows
}

impl Page {
    /// A change with its sign; nothing is told of less than half of one.
    pub(crate) fn change(&self, change: impl Numeric) -> String {
        let change = change.as_f64();
        let size = change.abs().round();
        let text = match change {
            _ if size < 0.5 => self.say("change-none"),
            change if change > 0.0 => self.say("change-up").count("by", size),
            _ => self.say("change-down").count("by", size),
        };
        text.to_string()
    }
}
