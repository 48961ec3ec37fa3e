//! Initiatives: who does what, where, for whom.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use concert_coalition::Status;
use concert_secretariat::{
    InitiativeFilter, InitiativeRow, InitiativeView, Page as List, StatementRow,
};
use concert_terms::{Axis, Count, Sector};
use serde::{Deserialize, Serialize};

use crate::asked::{optional, page_number, required};
use crate::house::today;
use crate::page::Page;
use crate::pager::Pager;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address of the list asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    text: String,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    sector: String,
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "initiatives.html")]
struct ListPage<'a> {
    page: &'a Page,
    list: &'a List<InitiativeRow>,
    pager: Pager,
    wanted: &'a Wanted,
    sectors: Vec<Sector>,
}

/// One initiative with what was said of it.
#[derive(Serialize)]
pub(crate) struct Told {
    #[serde(flatten)]
    initiative: InitiativeView,
    history: Vec<StatementRow>,
}

#[derive(Template)]
#[template(path = "initiative.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a InitiativeView,
    history: &'a [StatementRow],
    today: String,
}

/// The list.
pub(crate) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let filter = InitiativeFilter {
        text: wanted.text.trim().to_owned(),
        organisation: optional("organisation", &wanted.organisation)?,
        place: optional("place", &wanted.place)?,
        sector: optional("sector", &wanted.sector)?,
    };
    let number = page_number(&wanted.page);
    let list =
        visit.house.look(move |secretariat| secretariat.initiatives(&filter, number)).await?;
    let page = visit.page("nav-initiatives").await?.with_twins();
    let pairs = [
        ("text", wanted.text.as_str()),
        ("organisation", &wanted.organisation),
        ("place", &wanted.place),
        ("sector", &wanted.sector),
    ];
    visit.show(&list, rows, |list| {
        ListPage {
            page: &page,
            list,
            pager: Pager::of(list, "/initiatives", &pairs),
            wanted: &wanted,
            sectors: Sector::all().collect(),
        }
        .render()
    })
}

/// One initiative.
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let id = required("id", &id)?;
    let found = visit
        .house
        .ask(move |secretariat| {
            let Some(initiative) = secretariat.initiative(id)? else {
                return Ok(None);
            };
            let history = secretariat.history(id)?;
            Ok::<_, concert_secretariat::Fault>(Some(Told { initiative, history }))
        })
        .await?
        .ok_or(Trouble::NotThere)?;
    let page = visit.page("initiative").await?.with_twins();
    visit.show(
        &found,
        |told| Rows::of(&COLUMNS, [row(&told.initiative.row)]),
        |told| {
            OnePage {
                page: &page,
                view: &told.initiative,
                history: &told.history,
                today: today().to_string(),
            }
            .render()
        },
    )
}

const COLUMNS: [&str; 15] = [
    "id",
    "title",
    "organisation_id",
    "organisation",
    "places",
    "pillars",
    "sides",
    "forms",
    "population",
    "sector",
    "service",
    "status",
    "period",
    "capacity",
    "confirmed",
];

fn rows(list: &List<InitiativeRow>) -> Rows {
    Rows::of(&COLUMNS, list.items.iter().map(row))
}

fn row(initiative: &InitiativeRow) -> [String; 15] {
    let places: Vec<&str> = initiative.places.iter().map(|place| place.code.as_str()).collect();
    [
        initiative.id.to_string(),
        initiative.title.clone(),
        initiative.organisation.id.to_string(),
        initiative.organisation.names.pick("en").to_owned(),
        places.join(" "),
        initiative.pillars.to_string(),
        initiative.sides.to_string(),
        initiative.forms.to_string(),
        initiative.population.to_string(),
        cell(initiative.sector),
        cell(initiative.service),
        status_code(initiative.status).to_owned(),
        initiative.period.to_string(),
        cell(initiative.capacity),
        cell(initiative.confirmed),
    ]
}

/// The code of a status, as it is written to files.
pub(crate) fn status_code(status: Status) -> &'static str {
    match status {
        Status::Planned => "planned",
        Status::Active => "active",
        Status::Suspended => "suspended",
        Status::Ended => "ended",
    }
}

impl Page {
    /// A status in words.
    pub(crate) fn status(&self, status: &Status) -> String {
        self.word("status", status_code(*status))
    }

    /// The code of a status, for a form.
    pub(crate) fn status_code(&self, status: &Status) -> &'static str {
        status_code(*status)
    }

    /// What an initiative is called: its title, or what it offers.
    pub(crate) fn title_of(&self, row: &InitiativeRow) -> String {
        if !row.title.trim().is_empty() {
            return row.title.clone();
        }
        match row.service {
            Some(service) => self.word("service", service.code()),
            None => self.say("initiative-untitled").to_string(),
        }
    }

    /// A capacity, or that none is stated.
    pub(crate) fn capacity(&self, capacity: &Option<Count>) -> String {
        match capacity {
            Some(capacity) => self.count(capacity),
            None => self.say("not-stated").to_string(),
        }
    }
}
