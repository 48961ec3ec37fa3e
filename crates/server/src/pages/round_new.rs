//! Opening a linkage round: the public file that its key holders made, who they are, who submits,
//! about what and until when.

use askama::Template;
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::Html;
use axum::response::{IntoResponse, Redirect, Response};
use concert_secretariat::{RoundChoices, RoundOpening};
use concert_terms::{Id, Names, Period};

use crate::asked::{field, required};
use crate::house::now;
use crate::page::Page;
use crate::pages::imports::{plain, told_apart};
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::upload::Upload;
use crate::visit::Visit;

/// Fields for key holders: a round with more is opened with several of this form's fields sent on.
const HOLDERS: u32 = 7;

#[derive(Template)]
#[template(path = "round_new.html")]
struct NewPage<'a> {
    page: &'a Page,
    choices: &'a RoundChoices,
    fields: &'a [(String, String)],
    said: Option<Told>,
}

impl NewPage<'_> {
    fn typed(&self, name: &str) -> &str {
        field(self.fields, name)
    }

    /// The numbers of the shares for which there is a field.
    fn shares(&self) -> std::ops::RangeInclusive<u32> {
        1..=HOLDERS
    }

    fn holds(&self, share: &u32, member: &Id) -> bool {
        let typed = all(self.fields, "holder").nth(*share as usize - 1);
        typed.is_some_and(|typed| typed == member.to_string())
    }

    fn submits(&self, member: &Id) -> bool {
        all(self.fields, "member").any(|typed| typed == member.to_string())
    }
}

fn all<'f>(fields: &'f [(String, String)], name: &'f str) -> impl Iterator<Item = &'f str> {
    fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
}

/// The form.
pub(crate) async fn form(visit: Visit) -> Result<Response, Trouble> {
    form_page(&visit, &[], None).await
}

async fn form_page(
    visit: &Visit,
    fields: &[(String, String)],
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let choices =
        visit.house.look(move |secretariat| secretariat.round_choices(&actor, now())).await?;
    let page = visit.page("round-new").await?;
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = NewPage { page: &page, choices: &choices, fields, said }.render()?;
    Ok((status, Html(html)).into_response())
}

/// Opens a round.
pub(crate) async fn open(visit: Visit, form: Multipart) -> Result<Response, Trouble> {
    let upload = Upload::read(form).await?;
    let fields = upload.fields;
    let Some((_, bytes)) = upload.file else {
        return form_page(&visit, &fields, Some(plain(&visit, "round-no-file"))).await;
    };
    let opening = match read(&fields, visit.language.code()) {
        Ok(opening) => opening,
        Err(trouble) => {
            let told = crate::refusal::unreadable(visit.words(), trouble)?;
            return form_page(&visit, &fields, Some(told)).await;
        }
    };
    let actor = visit.actor;
    let answer = visit
        .house
        .ask(move |secretariat| {
            let file = String::from_utf8_lossy(&bytes);
            told_apart(secretariat.open_round(&actor, &file, opening, now()))
        })
        .await?;
    match answer {
        Ok(id) => Ok(Redirect::to(&format!("/rounds/{id}")).into_response()),
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            form_page(&visit, &fields, Some(told)).await
        }
    }
}

fn read(fields: &[(String, String)], language: &str) -> Result<RoundOpening, Trouble> {
    let ids = |name: &'static str| {
        let typed = all(fields, name).filter(|typed| !typed.is_empty());
        typed.map(|id| required::<Id>(name, id)).collect::<Result<Vec<_>, _>>()
    };
    let purpose = field(fields, "purpose");
    Ok(RoundOpening {
        purpose: if purpose.is_empty() { Names::default() } else { Names::new(language, purpose) },
        holders: ids("holder")?,
        members: ids("member")?,
        lists_by: required("lists_by", field(fields, "lists_by"))?,
        place: required("place", field(fields, "place"))?,
        period: Period::year(required("year", field(fields, "year"))?),
    })
}
