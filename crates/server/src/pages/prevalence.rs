//! How common it is: victims among the people who live somewhere.
//!
//! Nothing is kept. The address holds everything that was asked, so that a result can be sent on
//! and its twins are the same computation.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{
    AVERAGE_DAY_COLUMNS, Asked, AverageDay, AverageDayQuestion, PREVALENCE_COLUMNS, RecordedView,
    Refused, Secretariat, Unanswered, Uncertain, average_day, average_day_lines, of_count,
};
use concert_terms::{Count, Id, Interval};
use serde::{Deserialize, Serialize};

use crate::asked::unreadable;
use crate::page::Page;
use crate::rate_rows::{RateRow, rate_rows};
use crate::refusal::{Told, text};
use crate::spell_fields::{SPELLS, SpellFields, TypedSpell};
use crate::trouble::Trouble;
use crate::twin::{Rows, Shape};
use crate::typed::{NumberField, Typed};
use crate::visit::Visit;

/// What the address asks for, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    estimate: String,
    people: String,
    low: String,
    high: String,
    #[serde(flatten)]
    spell: TypedSpell,
    detected: String,
    /// Absent where a link leads here with an estimate and the form is yet to be filled in.
    residents: Option<String>,
}

/// What is shown.
#[derive(Serialize)]
struct View {
    /// The result; absent until there is something to compute with.
    result: Option<AverageDay>,
    /// The recorded estimate that the victims are of, if they are of one.
    estimate: Option<Id>,
}

/// What is computed with.
pub(crate) struct Basis<'a> {
    pub(crate) question: &'a AverageDayQuestion,
    /// The estimate that was chosen in place of a typed figure.
    pub(crate) estimate: Option<&'a RecordedView>,
}

#[derive(Template)]
#[template(path = "prevalence.html")]
struct PrevalencePage<'a> {
    page: &'a Page,
    wanted: &'a Wanted,
    typed: &'a Typed,
    recorded: &'a [RecordedView],
    estimate: Option<&'a RecordedView>,
    victims: [NumberField; 3],
    spell: SpellFields,
    residents: NumberField,
    rows: Vec<RateRow>,
    flags: Vec<Told>,
}

const PEOPLE: [&str; 3] = ["people", "low", "high"];

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let recorded = visit.house.look(Secretariat::estimates).await?.own;
    let mut typed = Typed::new(visit.words());
    let estimate = wanted.estimate(&mut typed, &recorded);
    let question = wanted.question(&mut typed, &visit, estimate)?;
    let mut result = None;
    if let Some(asked) = question.clone() {
        match visit.house.look(move |_| average_day(&asked)).await? {
            Ok(found) => result = Some(found),
            Err(no) => typed.refuse(field_of(&no, estimate.is_some()), no.into())?,
        }
    }
    // On the page a refusal stands beside its field; a program gets the first alone.
    if let Some(trouble) = typed.trouble().filter(|_| visit.shape != Shape::Page) {
        return Err(trouble.clone());
    }
    let page = visit.page("prevalence-title").await?.with_twins();
    let words = visit.words();
    let view = View { result, estimate: estimate.map(|estimate| estimate.id) };
    let mut response = visit.show(&view, rows, |view| {
        let basis = question.as_ref().map(|question| Basis { question, estimate });
        let both = view.result.as_ref().zip(basis.as_ref());
        PrevalencePage {
            page: &page,
            wanted: &wanted,
            typed: &typed,
            recorded: &recorded,
            estimate,
            victims: typed.amount_fields(PEOPLE, &page.say("victims"), wanted.people()),
            spell: wanted.spell.fields(&typed, words),
            residents: typed
                .number_field("residents", &page.say("prevalence-residents"), wanted.residents())
                .wide()
                .needed(),
            rows: both.map(|(found, basis)| rate_rows(&page, found, basis)).unwrap_or_default(),
            flags: view.result.iter().flat_map(|found| told(&visit, found)).collect(),
        }
        .render()
    })?;
    if !typed.is_right() {
        *response.status_mut() = typed.status();
    }
    Ok(response)
}

impl Wanted {
    fn residents(&self) -> &str {
        self.residents.as_deref().unwrap_or_default()
    }

    fn people(&self) -> [&str; 3] {
        [&self.people, &self.low, &self.high]
    }

    /// The recorded estimate that was chosen.
    fn estimate<'r>(
        &self,
        typed: &mut Typed,
        recorded: &'r [RecordedView],
    ) -> Option<&'r RecordedView> {
        let find = |id: &str| {
            let id: Id = id.parse().ok()?;
            recorded.iter().find(|estimate| estimate.id == id)
        };
        typed.code("estimate", &self.estimate, find)
    }

    /// What is asked; nothing until there is enough to ask, or while something is wrong.
    fn question(
        &self,
        typed: &mut Typed,
        visit: &Visit,
        estimate: Option<&RecordedView>,
    ) -> Result<Option<AverageDayQuestion>, Trouble> {
        let people = typed.amount(PEOPLE, self.people())?;
        let says_people = self.people().iter().any(|text| !text.trim().is_empty());
        let victims = match estimate {
            Some(_) if says_people => {
                let phrase = visit.say("prevalence-either");
                typed.tell("people", &phrase, unreadable("people", &self.people));
                None
            }
            Some(estimate) => match range(&estimate.people) {
                Ok(range) => Some(range),
                Err(no) => {
                    typed.refuse("estimate", no.into())?;
                    None
                }
            },
            None => people,
        };
        let spell = self.spell.read(typed, visit.words())?;
        let detected = typed.read::<Count>("detected", &self.detected);
        let residents = typed.read::<f64>("residents", self.residents());
        let has_people = victims.is_some() || detected.is_some();
        if estimate.is_some() && self.residents.is_none() {
            return Ok(None);
        }
        if typed.is_right() && has_people != residents.is_some() {
            typed.lacks::<()>(if has_people { "residents" } else { "people" });
        }
        let asked = residents.filter(|_| typed.is_right() && has_people);
        Ok(asked.map(|residents| AverageDayQuestion {
            victims,
            spell,
            detected: detected.map(of_count),
            residents,
        }))
    }
}

/// The range of a recorded estimate as a figure with its uncertainty.
fn range(people: &Interval) -> Asked<Uncertain> {
    let range = Uncertain::with_interval(people.middle, [people.low, people.high], people.level);
    range.map_err(|error| {
        let facts = error.facts();
        Refused { code: error.code(), facts, text: error.to_string() }.into()
    })
}

/// The field beside which a refusal is told.
fn field_of(no: &Unanswered, has_estimate: bool) -> &'static str {
    let Unanswered::Refused(refused) = no else { return "people" };
    match refused.code {
        "estimate/no-residents" | "estimate/more-victims-than-people" => "residents",
        "estimate/total-below-detected" | "estimate/detected-out-of-order" => "detected",
        "estimate/duration-beyond-window" => "years",
        _ if has_estimate => "estimate",
        _ => "people",
    }
}

/// What to know beside the result: flags, and why something is not given.
fn told(visit: &Visit, found: &AverageDay) -> Vec<Told> {
    // What is detected is counted in the rates of the figure as it was given, if they are there.
    let lacks = &found.as_given.as_ref().unwrap_or(&found.average_day).lacks;
    let codes = found.flags.iter().map(|flag| flag.code());
    let codes = codes.chain(lacks.iter().map(|lack| lack.code()));
    let told = |code: &'static str| {
        text(visit.words(), &Refused { code, facts: Vec::new(), text: code.to_owned() })
    };
    codes.map(told).collect()
}

/// The result as a table.
fn rows(view: &View) -> Rows {
    let mut rows = Rows::new(&AVERAGE_DAY_COLUMNS).and(&PREVALENCE_COLUMNS);
    for line in view.result.iter().flat_map(average_day_lines) {
        rows.extend(line.into_iter());
    }
    rows
}

impl Page {
    /// An estimate as it is chosen from a list.
    fn estimate_option(&self, estimate: &RecordedView) -> String {
        let place = estimate.place.as_ref().map_or("–", |place| self.name(&place.names));
        let text = self.say("prevalence-option").with("place", place);
        let text = text.with("period", self.period(&estimate.period));
        text.count("low", estimate.people.low).count("high", estimate.people.high).to_string()
    }

    /// Whether an estimate is the chosen one.
    fn is_estimate(&self, typed: &str, id: &Id) -> bool {
        typed.trim() == id.to_string()
    }
}
