//! The two kinds of "no", as pages for people and as problem documents (RFC 9457) for programs.
//!
//! A handler answers with a [`Trouble`]; so do the layers around it, with a bare status. What a
//! visitor sees is made of it in one place, [`tell`], in their language and shape.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use concert_secretariat::{Fault, Refused, Unanswered};
use serde_json::json;

use crate::house::House;
use crate::page::Page;
use crate::twin::Shape;
use crate::visit::Guest;

/// Why a request has no answer.
#[derive(Debug, Clone)]
pub(crate) enum Trouble {
    /// What was asked cannot be had.
    Refused(Box<Refused>),
    /// We or the world broke; it is in the log under this number.
    Broken(String),
    /// There is nothing at this address.
    NotThere,
    /// The visitor has to sign in first.
    SignIn,
    /// The address or form cannot be read; the texts say what and why.
    Unreadable(String),
    /// A file or form is larger than is taken.
    TooLarge,
    /// Too many attempts: wait this many seconds.
    Wait(u64),
    /// Others ask what takes long: come again in this many seconds.
    Busy(u64),
}

impl Trouble {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Refused(refused) => match refused.code {
                "coalition/not-allowed" => StatusCode::FORBIDDEN,
                "coalition/absent" => StatusCode::NOT_FOUND,
                "secretariat/run-gone" | "secretariat/table-gone" => StatusCode::GONE,
                "journal/busy" | "secretariat/too-many-runs" => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NotThere => StatusCode::NOT_FOUND,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl From<Unanswered> for Trouble {
    fn from(no: Unanswered) -> Self {
        match no {
            Unanswered::Refused(refused) => Self::Refused(Box::new(refused)),
            Unanswered::Fault(fault) => fault.into(),
        }
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::broken(&fault)
    }
}

impl From<askama::Error> for Trouble {
    fn from(error: askama::Error) -> Self {
        Self::broken(&error)
    }
}

impl Trouble {
    /// A fault: logged once, here, and shown with a number only.
    pub(crate) fn broken(error: &dyn std::error::Error) -> Self {
        let mut bytes = [0; 6];
        let number = match getrandom::fill(&mut bytes) {
            Ok(()) => crate::asset::hexadecimal(&bytes),
            Err(_) => "000000000000".to_owned(),
        };
        tracing::error!(number, %error, "a request met a fault");
        Self::Broken(number)
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What went wrong, in the visitor's words.
struct Words {
    code: String,
    title: String,
    hint: String,
    detail: Option<String>,
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage<'a> {
    page: &'a Page,
    words: &'a Words,
}

/// Turns every answer that is a "no" into a page or a problem document.
pub(crate) async fn tell(State(house): State<House>, request: Request, next: Next) -> Response {
    let guest = Guest::of(&house, &request);
    let response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let trouble = response.extensions().get::<Trouble>().cloned();
    let says_something = response.headers().get(CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes().starts_with(b"text/html") || kind.as_bytes().starts_with(b"application/")
    });
    if trouble.is_none() && (!is_error || says_something) {
        return response;
    }
    let wants_page = guest.shape == Shape::Page;
    if wants_page && matches!(trouble, Some(Trouble::SignIn)) {
        return to_sign_in(&guest);
    }
    let words = words(&guest, status, trouble.as_ref());
    let mut told = if wants_page {
        page(&guest, status, &words).await
    } else {
        problem(&guest, status, &words, trouble.as_ref())
    };
    if let Some(allow) = response.headers().get(ALLOW) {
        told.headers_mut().insert(ALLOW, allow.clone());
    }
    if let Some(Trouble::Wait(seconds) | Trouble::Busy(seconds)) = trouble {
        told.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    told
}

fn to_sign_in(guest: &Guest) -> Response {
    let next = crate::address::encode(&guest.here);
    let location = format!("/sign-in?next={next}");
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

fn words(guest: &Guest, status: StatusCode, trouble: Option<&Trouble>) -> Words {
    let kind = match (trouble, status) {
        (Some(Trouble::Refused(refused)), _) => return refusal(guest, refused),
        (Some(Trouble::Unreadable(detail)), _) => {
            return plain(guest, "unreadable", Some(detail.clone()));
        }
        (Some(Trouble::Broken(number)), _) => {
            return plain(guest, "broken", Some(number.clone()));
        }
        (Some(Trouble::Wait(seconds)), _) => {
            let text = guest.say("trouble-wait").count("seconds", *seconds);
            return Words {
                code: "server/wait".to_owned(),
                title: text.to_string(),
                hint: text.attribute("hint").to_string(),
                detail: None,
            };
        }
        (Some(Trouble::SignIn), _) => "sign-in",
        (Some(Trouble::Busy(_)), _) => "busy",
        (_, StatusCode::NOT_FOUND) => "not-there",
        (_, StatusCode::METHOD_NOT_ALLOWED) => "method",
        (_, StatusCode::FORBIDDEN) => "other-site",
        (_, StatusCode::PAYLOAD_TOO_LARGE) => "too-large",
        (_, StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT) => "timeout",
        (_, status) if status.is_client_error() => "unreadable",
        _ => "broken",
    };
    plain(guest, kind, None)
}

fn plain(guest: &Guest, kind: &str, detail: Option<String>) -> Words {
    let text = guest.say(&format!("trouble-{kind}"));
    Words {
        code: format!("server/{kind}"),
        title: text.to_string(),
        hint: text.attribute("hint").to_string(),
        detail,
    }
}

fn refusal(guest: &Guest, refused: &Refused) -> Words {
    let text = crate::refusal::text(guest.words(), refused);
    Words { code: refused.code.to_owned(), title: text.sentence, hint: text.hint, detail: text.at }
}

async fn page(guest: &Guest, status: StatusCode, words: &Words) -> Response {
    // When not even the surroundings of a page can be had, the sentence alone is sent.
    let actor = guest.actor().await.ok().flatten();
    let html = match guest.page_for(&words.title, actor).await {
        Ok(page) => TroublePage { page: &page, words }.render().ok(),
        Err(_) => None,
    };
    match html {
        Some(html) => (status, Html(html)).into_response(),
        None => (status, words.title.clone()).into_response(),
    }
}

fn problem(
    guest: &Guest,
    status: StatusCode,
    words: &Words,
    trouble: Option<&Trouble>,
) -> Response {
    let mut document = json!({
        "type": format!("/help/problems#{}", words.code.replace('/', "-")),
        "title": words.title,
        "status": status.as_u16(),
        "detail": words.hint,
        "code": words.code,
        "instance": guest.here,
    });
    if let Some(Trouble::Refused(refused)) = trouble {
        document["facts"] =
            refused.facts.iter().map(|(name, fact)| ((*name).to_owned(), json!(fact))).collect();
    }
    if let Some(detail) = &words.detail {
        document["incident"] = json!(detail);
    }
    let kind = [(CONTENT_TYPE, "application/problem+json")];
    (status, kind, document.to_string()).into_response()
}
