//! Signing in and out: with a password, or once with the link that an administrator hands over.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Extension, Path, Query, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use concert_secretariat::{Token, Unanswered};
use serde::Deserialize;

use crate::address::local;
use crate::attempts::Key;
use crate::house::{House, now};
use crate::page::Page;
use crate::session;
use crate::trouble::Trouble;
use crate::visit::Guest;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    page: &'a Page,
    next: &'a str,
    failed: bool,
}

#[derive(Template)]
#[template(path = "first.html")]
struct FirstPage<'a> {
    page: &'a Page,
    token: &'a str,
    refused: Option<String>,
}

/// Where to go on after signing in.
#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

/// What the form of the password says. It prints as nothing.
#[derive(Deserialize)]
pub(crate) struct Credentials {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// What the form of a new password says.
#[derive(Deserialize)]
pub(crate) struct NewPassword {
    password: String,
}

/// The address from which a request came, as far as it is known.
type Peer = Option<Extension<ConnectInfo<SocketAddr>>>;

/// The form.
pub(crate) async fn form(guest: Guest, Query(next): Query<Next>) -> Result<Response, Trouble> {
    sign_in_page(&guest, &next.next, false).await
}

async fn sign_in_page(guest: &Guest, next: &str, failed: bool) -> Result<Response, Trouble> {
    let page = guest.page(&guest.say("sign-in").to_string()).await?;
    let template = SignInPage { page: &page, next: local(next), failed };
    let status = if failed { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    Ok((status, Html(template.render()?)).into_response())
}

/// Signs in. An unknown name and a wrong password get the same answer after the same work.
pub(crate) async fn sign_in(
    State(house): State<House>,
    guest: Guest,
    peer: Peer,
    headers: HeaderMap,
    Form(credentials): Form<Credentials>,
) -> Result<Response, Trouble> {
    let Credentials { name, password, next } = credentials;
    let mut keys = vec![Key::account(&name)];
    keys.extend(peer_address(&house, peer, &headers).map(Key::address));
    let wait = house.attempts.wait(&keys, now());
    if wait.is_positive() {
        return Err(Trouble::Wait(wait.as_secs().unsigned_abs() + 1));
    }
    let room = house.checks.acquire().await;
    let opened = house.ask(move |secretariat| secretariat.sign_in(&name, &password, now())).await?;
    drop(room);
    let Some(token) = opened else {
        house.attempts.failed(&keys, now());
        return sign_in_page(&guest, &next, true).await;
    };
    house.attempts.succeeded(&keys[..1]);
    Ok(signed_in(&house, &token, local(&next)))
}

/// The form behind a one-time link.
pub(crate) async fn first_form(
    guest: Guest,
    Path(token): Path<String>,
) -> Result<Response, Trouble> {
    first_page(&guest, &token, None).await
}

async fn first_page(
    guest: &Guest,
    token: &str,
    refused: Option<String>,
) -> Result<Response, Trouble> {
    let page = guest.page(&guest.say("first-title").to_string()).await?;
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = FirstPage { page: &page, token, refused };
    Ok((status, Html(template.render()?)).into_response())
}

/// Uses a one-time link: keeps the password and signs in.
pub(crate) async fn first(
    State(house): State<House>,
    guest: Guest,
    Path(link): Path<String>,
    Form(chosen): Form<NewPassword>,
) -> Result<Response, Trouble> {
    let token = Token::from_text(&link);
    let room = house.checks.acquire().await;
    let answer = house
        .ask(move |secretariat| {
            match secretariat.choose_password(&token, &chosen.password, now()) {
                Ok(opened) => Ok(Ok(opened)),
                Err(Unanswered::Refused(refused)) => Ok(Err(refused)),
                Err(fault @ Unanswered::Fault(_)) => Err(fault),
            }
        })
        .await?;
    drop(room);
    match answer {
        Ok(Some(session)) => Ok(signed_in(&house, &session, "/")),
        Ok(None) => {
            let text = guest.say("first-used").to_string();
            first_page(&guest, &link, Some(text)).await
        }
        Err(refused) => {
            let told = crate::refusal::text(guest.words(), &refused);
            first_page(&guest, &link, Some(told.sentence)).await
        }
    }
}

/// Ends the session, and has the browser forget what it kept of this site.
pub(crate) async fn sign_out(
    State(house): State<House>,
    guest: Guest,
) -> Result<Response, Trouble> {
    if let Some(token) = guest.session().cloned() {
        house.ask(move |secretariat| secretariat.sign_out(&token)).await?;
    }
    let headers = [
        (SET_COOKIE, session::no_cookie(house.options.https_behind_proxy)),
        (
            HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"cache\", \"cookies\", \"storage\""),
        ),
    ];
    Ok((headers, Redirect::to("/sign-in")).into_response())
}

fn signed_in(house: &House, token: &Token, next: &str) -> Response {
    let cookie = session::cookie(token.reveal(), house.options.https_behind_proxy);
    let mut response = (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie)]).into_response();
    let location = HeaderValue::from_str(next).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, location);
    response
}

/// Where a request came from: behind a proxy, what the proxy says last.
fn peer_address(house: &House, peer: Peer, headers: &HeaderMap) -> Option<IpAddr> {
    if house.options.https_behind_proxy {
        let forwarded = headers.get("x-forwarded-for")?.to_str().ok()?;
        return forwarded.rsplit(',').next()?.trim().parse().ok();
    }
    peer.map(|Extension(ConnectInfo(address))| address.ip())
}
