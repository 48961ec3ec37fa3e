//! Opening a review cycle: the plan, the days, the questionnaire, and who reviews whom. Rows are
//! added and lots are drawn by buttons of the form, which then comes back with all that was typed.

use askama::Template;
use axum::extract::RawForm;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use concert_coalition::{Command, Pairing, Question, ReviewCommand, ReviewCycle};
use concert_secretariat::{CycleChoices, PrefillKind, Secretariat, Unanswered};
use concert_terms::{Id, Names};

use crate::asked::{field, form_fields, required, unreadable};
use crate::house::{now, today};
use crate::page::Page;
use crate::pages::decisions::stated;
use crate::pages::imports::{plain, told_apart};
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::visit::Visit;

/// Rows of questions and of pairings in a new form, and how many a button adds.
const ROWS: usize = 5;
/// Most rows that a form grows to by its buttons.
const MOST_ROWS: usize = 200;

#[derive(Template)]
#[template(path = "review_new.html")]
struct NewPage<'a> {
    page: &'a Page,
    choices: &'a CycleChoices,
    fields: &'a CycleFields,
    said: Option<Told>,
}

impl NewPage<'_> {
    /// A member as it stands in a field: by its name, or by its identifier where its name is not
    /// its own alone.
    fn called(&self, id: &Id) -> String {
        called(self.choices, id, self.page.language.code())
    }
}

/// The form as it is typed.
#[derive(Debug, Default, PartialEq)]
struct CycleFields {
    id: String,
    name: String,
    plan: String,
    answers_by: String,
    observations_by: String,
    /// Text, code of what stands beside it, and what that is of.
    questions: Vec<[String; 3]>,
    /// The reviewed member and its two reviewers.
    pairings: Vec<[String; 3]>,
}

impl CycleFields {
    fn typed(fields: &[(String, String)]) -> Self {
        let one = |name| field(fields, name).to_owned();
        Self {
            id: one("id"),
            name: one("name"),
            plan: one("plan"),
            answers_by: one("answers_by"),
            observations_by: one("observations_by"),
            questions: columns(fields, ["question", "beside", "of"]),
            pairings: columns(fields, ["reviewed", "first", "second"]),
        }
    }

    /// The cycle. Questions are numbered in their order; rows that are left empty are none.
    fn cycle(&self, secretariat: &Secretariat, language: &str) -> Result<ReviewCycle, NotACycle> {
        let is_filled = |row: &&[String; 3]| row.iter().any(|text| !text.is_empty());
        let asked = self.questions.iter().filter(|row| !row[0].is_empty() || !row[2].is_empty());
        let mut questions = Vec::new();
        for (number, [text, beside, of]) in (1..).zip(asked) {
            let kind =
                PrefillKind::from_code(beside).ok_or_else(|| unreadable("beside", beside))?;
            questions.push(Question {
                number,
                text: said_in(language, text),
                prefill: kind.with(of).ok_or_else(|| unreadable("of", of))?,
            });
        }
        let mut pairings = Vec::new();
        for [reviewed, first, second] in self.pairings.iter().filter(is_filled) {
            let called = |name| secretariat.organisation_called(name);
            pairings.push(Pairing {
                reviewed: called(reviewed)?,
                reviewers: [called(first)?, called(second)?],
            });
        }
        Ok(ReviewCycle {
            id: required("id", &self.id)?,
            names: said_in(language, &self.name),
            plan: required("plan", &self.plan)?,
            questions,
            answers_by: required("answers_by", &self.answers_by)?,
            observations_by: required("observations_by", &self.observations_by)?,
            pairings,
        })
    }
}

/// Why a form makes no cycle.
enum NotACycle {
    Unreadable(Trouble),
    Unanswered(Unanswered),
}

impl From<Trouble> for NotACycle {
    fn from(trouble: Trouble) -> Self {
        Self::Unreadable(trouble)
    }
}

impl From<Unanswered> for NotACycle {
    fn from(unanswered: Unanswered) -> Self {
        Self::Unanswered(unanswered)
    }
}

fn said_in(language: &str, text: &str) -> Names {
    if text.is_empty() { Names::default() } else { Names::new(language, text) }
}

/// Rows of fields that are repeated, by position.
fn columns(fields: &[(String, String)], names: [&str; 3]) -> Vec<[String; 3]> {
    let columns = names.map(|name| {
        let named = fields.iter().filter(|(key, _)| key == name);
        named.map(|(_, value)| value.trim().to_owned()).collect::<Vec<String>>()
    });
    let count = columns.iter().map(Vec::len).max().unwrap_or(0);
    let at =
        |row: usize| columns.each_ref().map(|column| column.get(row).cloned().unwrap_or_default());
    (0..count).map(at).collect()
}

fn called(choices: &CycleChoices, id: &Id, language: &str) -> String {
    let own = choices.members.iter().find(|it| it.id == *id);
    let name = own.map_or("", |it| it.names.pick(language));
    let alike = choices.members.iter().filter(|it| it.names.iter().any(|(_, its)| its == name));
    if alike.count() == 1 { name.to_owned() } else { id.to_string() }
}

/// The form. It has the identifier of the cycle that it makes, so that whoever sends it twice makes
/// one.
pub(crate) async fn form(visit: Visit) -> Result<Response, Trouble> {
    let id = visit.house.look(Secretariat::fresh_id).await?;
    let blank = || vec![<[String; 3]>::default(); ROWS];
    let fields = CycleFields {
        id: id.to_string(),
        questions: blank(),
        pairings: blank(),
        ..CycleFields::default()
    };
    page(&visit, &fields, None).await
}

async fn page(
    visit: &Visit,
    fields: &CycleFields,
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let choices =
        visit.house.look(move |secretariat| secretariat.cycle_choices(&actor, now())).await?;
    if !choices.may_open {
        return Err(Trouble::Refused(Box::new(concert_secretariat::Refused {
            code: "coalition/not-allowed",
            facts: vec![("allowed", "coordinators".to_owned())],
            text: "this is for coordinators".to_owned(),
        })));
    }
    let page = visit.page("review-new").await?;
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = NewPage { page: &page, choices: &choices, fields, said }.render()?;
    Ok((status, Html(html)).into_response())
}

/// Opens the cycle, or adds rows to the form.
pub(crate) async fn open(visit: Visit, RawForm(form): RawForm) -> Result<Response, Trouble> {
    let typed = form_fields(&form);
    let mut fields = CycleFields::typed(&typed);
    match field(&typed, "do") {
        "questions" => {
            add_rows(&mut fields.questions);
            return page(&visit, &fields, None).await;
        }
        "pairings" => {
            add_rows(&mut fields.pairings);
            return page(&visit, &fields, None).await;
        }
        "lots" => return draw_lots(&visit, fields).await,
        _ => {}
    }
    let (typed_again, language) = (CycleFields::typed(&typed), visit.language.code());
    let read =
        visit.house.look(move |secretariat| typed_again.cycle(secretariat, language)).await?;
    let told = match read {
        Ok(cycle) => {
            let id = cycle.id;
            let open = Command::Review(ReviewCommand::Open(Box::new(cycle)));
            match stated(&visit, open).await {
                Ok(None) => return Ok(Redirect::to(&format!("/reviews/{id}")).into_response()),
                Ok(Some(told)) => told,
                // A plan or a place that is not there is a mistake in the form, not in the address.
                Err(Trouble::Refused(refused)) if refused.code == "coalition/absent" => {
                    crate::refusal::text(visit.words(), &refused)
                }
                Err(trouble) => return Err(trouble),
            }
        }
        Err(NotACycle::Unreadable(trouble)) => crate::refusal::unreadable(visit.words(), trouble)?,
        Err(NotACycle::Unanswered(unanswered)) => match told_apart::<()>(Err(unanswered)) {
            Ok(Err(refused)) => crate::refusal::text(visit.words(), &refused),
            Ok(Ok(())) => return Err(Trouble::NotThere),
            Err(fault) => return Err(Trouble::from(fault)),
        },
    };
    page(&visit, &fields, Some(told)).await
}

fn add_rows(rows: &mut Vec<[String; 3]>) {
    let to = (rows.len() + ROWS).min(MOST_ROWS.max(rows.len()));
    rows.resize(to, <[String; 3]>::default());
}

/// Every member is reviewed by two others, by lot, in place of the pairings that were typed.
async fn draw_lots(visit: &Visit, mut fields: CycleFields) -> Result<Response, Trouble> {
    let (actor, language) = (visit.actor, visit.language.code());
    let (lots, choices) = visit
        .house
        .look(move |secretariat| {
            (secretariat.pairings_by_lot(today()), secretariat.cycle_choices(&actor, now()))
        })
        .await?;
    if lots.is_empty() {
        let told = plain(visit, "review-too-few");
        return page(visit, &fields, Some(told)).await;
    }
    let row = |pairing: &Pairing| {
        let [first, second] = pairing.reviewers;
        [pairing.reviewed, first, second].map(|id| called(&choices, &id, language))
    };
    fields.pairings = lots.iter().map(row).collect();
    page(visit, &fields, None).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_repeated_fields_go_by_position_and_a_short_column_is_filled_up() {
        let fields = form_fields(
            b"question=One%3F&beside=gaps&of=XA&question=Two%3F&beside=free-text&reviewed=a&first=b",
        );
        let typed = CycleFields::typed(&fields);
        assert_eq!(typed.questions, [["One?", "gaps", "XA"], ["Two?", "free-text", ""]]);
        assert_eq!(typed.pairings, [["a", "b", ""]]);
    }

    #[test]
    fn a_form_grows_by_its_buttons_and_not_without_end() {
        let mut rows = vec![["a".to_owned(), String::new(), String::new()]];
        add_rows(&mut rows);
        assert_eq!((rows.len(), rows[0][0].as_str()), (1 + ROWS, "a"));
        rows.resize(MOST_ROWS + 7, <[String; 3]>::default());
        add_rows(&mut rows);
        assert_eq!(rows.len(), MOST_ROWS + 7, "what was typed stays");
    }
}
