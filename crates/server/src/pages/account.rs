//! The account of whoever is signed in: where they are written to, which they change and remove
//! themselves.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use concert_secretariat::{AccountView, Contact};
use serde::Deserialize;

use crate::language::Language;
use crate::page::Page;
use crate::pages::imports::told_apart;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage<'a> {
    page: &'a Page,
    account: Option<&'a AccountView>,
    address: &'a str,
    chosen: Language,
    languages: [Language; 3],
    said: Option<Told>,
}

/// What the form says. It prints as nothing.
#[derive(Deserialize, Default)]
pub(crate) struct Written {
    #[serde(default)]
    act: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    language: String,
}

/// The page.
pub(crate) async fn show(visit: Visit) -> Result<Response, Trouble> {
    page_of(&visit, None, None).await
}

async fn page_of(
    visit: &Visit,
    written: Option<&Written>,
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let account = visit.house.ask(move |secretariat| secretariat.account(&actor)).await?;
    let page = visit.page("account-title").await?.with_twins();
    let kept = account.as_ref().and_then(|account| account.contact.as_ref());
    let address = written.map(|it| &it.address).or(kept.map(|it| &it.address));
    let tag = written.map(|it| &it.language).or(kept.map(|it| &it.language));
    let language = tag.and_then(|tag| Language::of_tag(tag)).unwrap_or(visit.language);
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = visit.show(&account, rows, |account| {
        AccountPage {
            page: &page,
            account: account.as_ref(),
            address: address.map_or("", String::as_str),
            chosen: language,
            languages: Language::ALL,
            said,
        }
        .render()
    })?;
    *response.status_mut() = status;
    Ok(response)
}

/// Keeps the address, or removes it.
pub(crate) async fn keep(visit: Visit, Form(written): Form<Written>) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let contact = (written.act != "remove").then(|| Contact {
        address: written.address.clone(),
        language: Language::of_tag(&written.language).unwrap_or(visit.language).tag().to_owned(),
    });
    let kept = visit.house.ask(move |secretariat| {
        let keep = || {
            let Some(account) = secretariat.account(&actor)? else { return Ok(None) };
            secretariat.set_contact(&actor, account.id, contact.as_ref()).map(Some)
        };
        told_apart(keep())
    });
    match kept.await? {
        Ok(None) => Err(Trouble::NotThere),
        Ok(Some(())) => Ok(Redirect::to("/account").into_response()),
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            page_of(&visit, Some(&written), Some(told)).await
        }
    }
}

fn rows(account: &Option<AccountView>) -> Rows {
    let mut rows = Rows::new(&["id", "name", "address", "language"]);
    if let Some(account) = account {
        let contact = account.contact.as_ref();
        rows.push([
            account.id.to_string(),
            account.name.clone(),
            cell(contact.map(|it| &it.address)),
            cell(contact.map(|it| &it.language)),
        ]);
    }
    rows
}
