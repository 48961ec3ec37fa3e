//! Declaring an initiative by hand, changing it, and confirming its capacity.

use askama::Template;
use axum::extract::{Path, Query, RawForm};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use concert_coalition::{Command, Declaration, InitiativeDeclaration, Status};
use concert_secretariat::{Refused, Secretariat, Unanswered};
use concert_terms::{
    AgeBand, Axis, Count, Form, Id, Origin, Pillar, PlaceCode, Population, Sector, ServiceKind,
    Sex, Side, Stated,
};
use jiff::civil::Date;
use serde::Deserialize;

use crate::asked::{form_fields, optional, required, stated, unreadable};
use crate::house::now;
use crate::page::Page;
use crate::pages::initiatives::status_code;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::cell;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "initiative_form.html")]
struct FormPage<'a> {
    page: &'a Page,
    action: &'a str,
    said: &'a InitiativeDeclaration,
    written: Written,
    refused: Option<Told>,
    choices: &'a Choices,
}

/// The fields in which people write, as they are typed: what cannot be read stays there too.
struct Written {
    places: String,
    start: String,
    end: String,
    capacity: String,
}

impl Written {
    fn of(said: &InitiativeDeclaration) -> Self {
        let codes: Vec<&str> = said.places.iter().map(PlaceCode::as_str).collect();
        Self {
            places: codes.join("\n"),
            start: cell(said.period.start),
            end: cell(said.period.end),
            capacity: cell(said.capacity.as_ref()),
        }
    }
}

/// What can be chosen.
struct Choices {
    pillars: Vec<Pillar>,
    sides: Vec<Side>,
    forms: Vec<Form>,
    sexes: Vec<Sex>,
    ages: Vec<AgeBand>,
    origins: Vec<Origin>,
    sectors: Vec<Sector>,
    services: Vec<ServiceKind>,
    statuses: [Status; 4],
}

impl Choices {
    fn all() -> Self {
        Self {
            pillars: Pillar::ALL.to_vec(),
            sides: Side::ALL.to_vec(),
            forms: Form::all().collect(),
            sexes: Sex::ALL.to_vec(),
            ages: AgeBand::ALL.to_vec(),
            origins: Origin::ALL.to_vec(),
            sectors: Sector::all().collect(),
            services: ServiceKind::all().collect(),
            statuses: [Status::Planned, Status::Active, Status::Suspended, Status::Ended],
        }
    }
}

/// For whom a new initiative is declared.
#[derive(Deserialize)]
pub(crate) struct New {
    organisation: String,
}

/// The form of a new initiative of an organisation.
pub(crate) async fn new_form(visit: Visit, Query(new): Query<New>) -> Result<Response, Trouble> {
    let organisation: Id = required("organisation", &new.organisation)?;
    let blank = InitiativeDeclaration::new(fresh_id()?, organisation, Vec::new());
    Secretariat::may_declare_for(&visit.actor, blank.organisation)?;
    form(&visit, &blank, Written::of(&blank), None).await
}

/// The form that changes an initiative.
pub(crate) async fn edit_form(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let said = declared(&visit, required("id", &id)?).await?;
    Secretariat::may_declare_for(&visit.actor, said.organisation)?;
    form(&visit, &said, Written::of(&said), None).await
}

/// Declares a new initiative, or one anew.
pub(crate) async fn save(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(form_data): RawForm,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let fields = Fields::of(&form_data);
    let before = match declared(&visit, id).await {
        Ok(said) => said,
        Err(Trouble::NotThere) => {
            let organisation = required("organisation", fields.one("organisation"))?;
            InitiativeDeclaration::new(id, organisation, Vec::new())
        }
        Err(trouble) => return Err(trouble),
    };
    // Only a program names what no box of the form has.
    let chosen = fields.chosen(before)?;
    let said = match fields.written(chosen.clone()) {
        Ok(said) => said,
        Err(trouble) => {
            let told = crate::refusal::unreadable(visit.words(), trouble)?;
            return form(&visit, &chosen, fields.typed(), Some(told)).await;
        }
    };
    let command = Command::Declare(vec![Declaration::Initiative(Box::new(said.clone()))]);
    match act(&visit, command).await? {
        Ok(()) => Ok(Redirect::to(&format!("/initiatives/{id}")).into_response()),
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            form(&visit, &said, fields.typed(), Some(told)).await
        }
    }
}

/// What the form that confirms a capacity says.
#[derive(Deserialize)]
pub(crate) struct Confirmation {
    #[serde(default)]
    capacity: String,
    on: String,
}

/// Confirms the capacity of an initiative.
pub(crate) async fn confirm(
    visit: Visit,
    Path(id): Path<String>,
    axum::Form(said): axum::Form<Confirmation>,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let command = Command::Confirm {
        initiative: id,
        on: required("on", &said.on)?,
        capacity: optional::<Count>("capacity", &said.capacity)?,
        answers: None,
    };
    match act(&visit, command).await? {
        Ok(()) => Ok(Redirect::to(&format!("/initiatives/{id}")).into_response()),
        Err(refused) => Err(Trouble::Refused(Box::new(refused))),
    }
}

async fn act(visit: &Visit, command: Command) -> Result<Result<(), Refused>, Trouble> {
    let actor = visit.actor;
    visit
        .house
        .ask(move |secretariat| match secretariat.act(&actor, command, now()) {
            Ok(_) => Ok(Ok(())),
            Err(Unanswered::Refused(refused)) => Ok(Err(refused)),
            Err(fault @ Unanswered::Fault(_)) => Err(fault),
        })
        .await
}

async fn declared(visit: &Visit, id: Id) -> Result<InitiativeDeclaration, Trouble> {
    visit
        .house
        .ask(move |secretariat| secretariat.initiative(id))
        .await?
        .map(|view| view.declaration)
        .ok_or(Trouble::NotThere)
}

async fn form(
    visit: &Visit,
    said: &InitiativeDeclaration,
    written: Written,
    refused: Option<Told>,
) -> Result<Response, Trouble> {
    let page = visit.page("initiative").await?;
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let template = FormPage {
        page: &page,
        action: &format!("/initiatives/{}/edit", said.id),
        said,
        written,
        refused,
        choices: &Choices::all(),
    };
    Ok((status, Html(template.render()?)).into_response())
}

/// An identifier that nothing else has.
fn fresh_id() -> Result<Id, Trouble> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Trouble::broken(&error))?;
    Ok(Id::from_bytes(bytes))
}

/// The fields of a form, of which some have several values.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn of(body: &[u8]) -> Self {
        Self(form_fields(body))
    }

    fn one(&self, name: &str) -> &str {
        self.all(name).first().copied().unwrap_or_default()
    }

    fn all(&self, name: &str) -> Vec<&str> {
        let named = self.0.iter().filter(|(key, _)| key == name);
        named.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty()).collect()
    }

    fn axis<T: Axis>(&self, name: &str) -> Result<Stated<T>, Trouble> {
        stated(name, &self.all(name))
    }

    /// What people wrote, as they did.
    fn typed(&self) -> Written {
        let said = |name| self.one(name).to_owned();
        Written {
            places: said("places"),
            start: said("start"),
            end: said("end"),
            capacity: said("capacity"),
        }
    }

    /// An earlier declaration with what is chosen in the form: what the form does not show stays.
    fn chosen(&self, before: InitiativeDeclaration) -> Result<InitiativeDeclaration, Trouble> {
        Ok(InitiativeDeclaration {
            title: self.one("title").trim().to_owned(),
            pillars: self.axis("pillars")?,
            sides: self.axis("sides")?,
            forms: self.axis("forms")?,
            population: Population {
                sexes: self.axis("sexes")?,
                ages: self.axis("ages")?,
                origins: self.axis("origins")?,
            },
            sector: optional("sector", self.one("sector"))?,
            service: optional("service", self.one("service"))?,
            status: status(self.one("status"))?,
            confirmed: optional("confirmed", self.one("confirmed"))?,
            remarks: self.one("remarks").trim().to_owned(),
            // What is said by hand was not read in a file.
            source: None,
            ..before
        })
    }

    /// The same with what is written in the form, if that can be read.
    fn written(&self, chosen: InitiativeDeclaration) -> Result<InitiativeDeclaration, Trouble> {
        let mut period = chosen.period;
        period.start = optional::<Date>("start", self.one("start"))?;
        period.end = optional::<Date>("end", self.one("end"))?;
        Ok(InitiativeDeclaration {
            places: places(self.one("places"))?,
            period,
            capacity: optional("capacity", self.one("capacity"))?,
            ..chosen
        })
    }
}

/// Place codes, one a line or parted by blanks.
fn places(text: &str) -> Result<Vec<PlaceCode>, Trouble> {
    text.split_whitespace().map(|code| required("places", code)).collect()
}

fn status(code: &str) -> Result<Status, Trouble> {
    Choices::all()
        .statuses
        .into_iter()
        .find(|status| status_code(*status) == code)
        .ok_or_else(|| unreadable("status", code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Fields {
        Fields::of(text.as_bytes())
    }

    fn blank() -> InitiativeDeclaration {
        InitiativeDeclaration::new(Id::from_bytes([1; 16]), Id::from_bytes([2; 16]), Vec::new())
    }

    fn declared(fields: &Fields, before: InitiativeDeclaration) -> InitiativeDeclaration {
        fields.written(fields.chosen(before).unwrap()).unwrap()
    }

    #[test]
    fn boxes_that_are_ticked_are_stated_and_the_rest_stays_as_it_was() {
        let mut before = blank();
        before.partners = vec![Id::from_bytes([3; 16])];
        let form = fields(
            "title=+Night+shelter+&pillars=protection&pillars=prevention&sides=&forms=EX.SEX\
             &places=AF0101%0D%0AAF0102&status=active&capacity=%3C5&start=2026-01-01&end=&remarks=one%0D%0Atwo",
        );
        let said = declared(&form, before);
        assert_eq!(said.title, "Night shelter");
        assert_eq!(said.pillars.to_string(), "prevention+protection");
        assert!(said.sides.is_unstated());
        assert_eq!(said.places.len(), 2);
        assert_eq!(said.capacity, Some(Count::Between(0, 4)));
        assert_eq!(said.partners.len(), 1);
        assert_eq!(said.remarks, "one\ntwo", "with the line ends of the journal");
    }

    #[test]
    fn a_value_that_is_no_word_of_the_field_is_named_with_it() {
        let refused = fields("pillars=magic&status=active").chosen(blank());
        let Err(Trouble::Unreadable(text)) = refused else { panic!("{refused:?}") };
        assert_eq!(text, "pillars: magic");
    }
}
