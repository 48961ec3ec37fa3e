//! A request as the pages see it: which language, which shape, and who asks.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Uri};
use axum::response::{Html, IntoResponse, Json, Response};
use concert_coalition::Actor;
use concert_secretariat::{Secretariat, Token};
use serde::Serialize;

use crate::catalogue::{Catalogue, Phrase};
use crate::house::{House, now};
use crate::language::{Language, cookie};
use crate::page::Page;
use crate::session;
use crate::trouble::Trouble;
use crate::twin::{Asked, Rows, Shape};

/// Anybody who asks, signed in or not.
#[derive(Clone)]
pub(crate) struct Guest {
    /// The house.
    pub(crate) house: House,
    /// The language of the answer.
    pub(crate) language: Language,
    /// The shape of the answer.
    pub(crate) shape: Shape,
    /// The address of the page, without the choice of a language.
    pub(crate) here: String,
    session: Option<Token>,
}

/// Somebody who is signed in.
#[derive(Clone)]
pub(crate) struct Visit {
    guest: Guest,
    /// Who, and what they may do.
    pub(crate) actor: Actor,
}

impl Guest {
    /// Reads what a request says about its visitor.
    pub(crate) fn of(house: &House, request: &Request) -> Self {
        Self::read(house, request.uri(), request.headers(), request.extensions())
    }

    fn read(house: &House, uri: &Uri, headers: &HeaderMap, extensions: &Extensions) -> Self {
        let asked = extensions.get::<Asked>();
        let query = uri.query().unwrap_or_default();
        let asked_language = query.split('&').find_map(|pair| pair.strip_prefix("lang="));
        let rest: Vec<&str> = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
            .collect();
        let path = asked.map_or(uri.path(), |asked| asked.path.as_str());
        let here =
            if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) };
        let name = session::cookie_name(house.options.https_behind_proxy);
        Self {
            house: house.clone(),
            language: Language::of_visitor(asked_language, headers),
            shape: asked.map_or(Shape::Page, |asked| asked.shape),
            here,
            session: cookie(headers, name).map(Token::from_text),
        }
    }

    /// The catalogue of the visitor's language.
    pub(crate) fn words(&self) -> &'static Catalogue {
        Catalogue::of(self.language)
    }

    /// A text in the visitor's language.
    pub(crate) fn say(&self, key: &str) -> Phrase {
        self.words().say(key)
    }

    /// The token of the visitor's session, open or not.
    pub(crate) fn session(&self) -> Option<&Token> {
        self.session.as_ref()
    }

    /// Who the visitor is, if their session is open. In a demonstration everybody is the
    /// coordinator.
    pub(crate) async fn actor(&self) -> Result<Option<Actor>, Trouble> {
        if self.house.options.demo {
            return self.house.look(Secretariat::demo_visitor).await;
        }
        let Some(token) = self.session.clone() else {
            return Ok(None);
        };
        self.house.ask(move |secretariat| secretariat.visitor(&token, now())).await
    }

    /// What surrounds a page for somebody who is not signed in.
    pub(crate) async fn page(&self, title: &str) -> Result<Page, Trouble> {
        self.page_for(title, None).await
    }

    /// What surrounds a page.
    pub(crate) async fn page_for(
        &self,
        title: &str,
        actor: Option<Actor>,
    ) -> Result<Page, Trouble> {
        let about = self.house.ask(Secretariat::about).await?;
        Ok(Page::new(self, title, actor, about))
    }

    /// Answers with a view in the shape that was asked for.
    pub(crate) fn show<V: Serialize>(
        &self,
        view: &V,
        rows: impl FnOnce(&V) -> Rows,
        page: impl FnOnce(&V) -> askama::Result<String>,
    ) -> Result<Response, Trouble> {
        Ok(match self.shape {
            Shape::Page => Html(page(view)?).into_response(),
            Shape::Json => Json(view).into_response(),
            Shape::Csv => rows(view).into_response(),
        })
    }
}

impl Visit {
    /// What surrounds a page with a heading of the catalogue.
    pub(crate) async fn page(&self, title: &str) -> Result<Page, Trouble> {
        let title = self.say(title).to_string();
        self.page_for(&title, Some(self.actor)).await
    }
}

impl std::ops::Deref for Visit {
    type Target = Guest;

    fn deref(&self) -> &Guest {
        &self.guest
    }
}

impl FromRequestParts<House> for Guest {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Self::Rejection> {
        Ok(Self::read(house, &parts.uri, &parts.headers, &parts.extensions))
    }
}

impl FromRequestParts<House> for Visit {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Trouble> {
        let guest = Guest::read(house, &parts.uri, &parts.headers, &parts.extensions);
        let actor = guest.actor().await?.ok_or(Trouble::SignIn)?;
        Ok(Self { guest, actor })
    }
}
