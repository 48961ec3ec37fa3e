//! The choice of a language.

use axum::Form;
use axum::extract::State;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::address::local;
use crate::house::House;
use crate::language::Language;
use crate::session::language_cookie;
use crate::trouble::Trouble;

/// What the form says.
#[derive(Deserialize)]
pub(crate) struct Choice {
    lang: String,
    #[serde(default)]
    next: String,
}

/// Keeps the choice and goes back to the page.
pub(crate) async fn choose(
    State(house): State<House>,
    Form(choice): Form<Choice>,
) -> Result<Response, Trouble> {
    let language = Language::of_tag(&choice.lang)
        .ok_or_else(|| Trouble::Unreadable(choice.lang.chars().take(40).collect()))?;
    let cookie = language_cookie(language.tag(), house.options.https_behind_proxy);
    let next = HeaderValue::from_str(local(&choice.next)).unwrap_or(HeaderValue::from_static("/"));
    Ok((StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, next)]).into_response())
}
