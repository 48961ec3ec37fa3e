//! Users: for administrators, who hand over one-time links.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use concert_coalition::{Role, User};
use concert_secretariat::{Refused, Token, Unanswered, UserRow};
use concert_terms::Id;
use serde::Deserialize;

use crate::asked::{optional, required, unreadable};
use crate::house::now;
use crate::page::{Page, role_code};
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

const ROLES: [Role; 4] = [Role::Administrator, Role::Coordinator, Role::Member, Role::Reader];

#[derive(Template)]
#[template(path = "users.html")]
struct UsersPage<'a> {
    page: &'a Page,
    users: &'a [UserRow],
    roles: [Role; 4],
    /// The one-time link that was just made, shown this once.
    link: Option<String>,
    refused: Option<Told>,
}

/// What the form of a new user says. It prints as nothing.
#[derive(Deserialize)]
pub(crate) struct NewUser {
    name: String,
    role: String,
    #[serde(default)]
    organisation: String,
}

/// The list.
pub(crate) async fn list(visit: Visit) -> Result<Response, Trouble> {
    page_of(&visit, None, None).await
}

async fn page_of(
    visit: &Visit,
    token: Option<Token>,
    refused: Option<&Refused>,
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let users = visit.house.ask(move |secretariat| secretariat.users(&actor)).await?;
    let page = visit.page("nav-users").await?.with_twins();
    let mut response = visit.show(
        &users,
        |users| rows(users),
        |users| {
            UsersPage {
                page: &page,
                users,
                roles: ROLES,
                link: token.map(|token| format!("/first/{}", token.reveal())),
                refused: refused.map(|refused| crate::refusal::text(visit.words(), refused)),
            }
            .render()
        },
    )?;
    if refused.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Registers a user and shows the link with which they choose a password.
pub(crate) async fn register(visit: Visit, Form(new): Form<NewUser>) -> Result<Response, Trouble> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Trouble::broken(&error))?;
    let role = ROLES
        .into_iter()
        .find(|role| role_code(*role) == new.role)
        .ok_or_else(|| unreadable("role", &new.role))?;
    let user = User {
        id: Id::from_bytes(bytes),
        name: new.name.trim().to_owned(),
        role,
        organisation: optional("organisation", &new.organisation)?,
        closed: false,
    };
    let actor = visit.actor;
    let answer = visit
        .house
        .ask(move |secretariat| match secretariat.register(&actor, user, now()) {
            Ok(token) => Ok(Ok(token)),
            Err(Unanswered::Refused(refused)) => Ok(Err(refused)),
            Err(fault @ Unanswered::Fault(_)) => Err(fault),
        })
        .await?;
    match answer {
        Ok(token) => page_of(&visit, Some(token), None).await,
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => page_of(&visit, None, Some(&refused)).await,
    }
}

/// Makes a new one-time link for a user.
pub(crate) async fn renew(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let (actor, id): (_, Id) = (visit.actor, required("id", &id)?);
    let token =
        visit.house.ask(move |secretariat| secretariat.renew_link(&actor, id, now())).await?;
    page_of(&visit, Some(token), None).await
}

/// Closes a user's account.
pub(crate) async fn close(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let (actor, id): (_, Id) = (visit.actor, required("id", &id)?);
    visit.house.ask(move |secretariat| secretariat.close_user(&actor, id, now())).await?;
    Ok(Redirect::to("/users").into_response())
}

fn rows(users: &[UserRow]) -> Rows {
    let mut rows = Rows::new(&["id", "name", "role", "organisation_id", "closed"]);
    for user in users {
        rows.push([
            user.id.to_string(),
            user.name.clone(),
            role_code(user.role).to_owned(),
            cell(user.organisation.as_ref().map(|label| label.id)),
            user.closed.to_string(),
        ]);
    }
    rows
}

impl Page {
    /// The code of a role, for a form.
    fn role_code(&self, role: &Role) -> &'static str {
        role_code(*role)
    }
}
