//! The journal: every statement, with who stated it, where it was read, and the proof that it
//! stands.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use concert_coalition::Source;
use concert_secretariat::{AuthorRole, Page as List, StatementRow, StatementView};
use serde::Deserialize;
use serde_json::Value;

use crate::asked::{page_number, required};
use crate::page::Page;
use crate::pager::Pager;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address of the list asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "statements.html")]
struct ListPage<'a> {
    page: &'a Page,
    list: &'a List<StatementRow>,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "statement.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a StatementView,
    raw: String,
    fields: Vec<(&'a str, String)>,
}

/// The journal, the latest statements first.
pub(crate) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let number = page_number(&wanted.page);
    let list = visit.house.ask(move |secretariat| secretariat.statements(number)).await?;
    let page = visit.page("nav-journal").await?.with_twins();
    visit.show(&list, rows, |list| {
        ListPage { page: &page, list, pager: Pager::of(list, "/statements", &[]) }.render()
    })
}

/// One statement.
pub(crate) async fn one(visit: Visit, Path(index): Path<String>) -> Result<Response, Trouble> {
    let index: u64 = required("index", &index)?;
    let view = visit
        .house
        .ask(move |secretariat| secretariat.statement(index))
        .await?
        .ok_or(Trouble::NotThere)?;
    let page = visit.page("statement").await?.with_twins();
    visit.show(
        &view,
        |view| Rows::of(&COLUMNS, [row(&view.row)]),
        |view| {
            OnePage {
                page: &page,
                view,
                raw: serde_json::to_string_pretty(&view.content).unwrap_or_default(),
                fields: fields(&page, view),
            }
            .render()
        },
    )
}

/// The simple fields of a statement's content: texts, numbers and lists of them, in words.
fn fields<'v>(page: &Page, view: &'v StatementView) -> Vec<(&'v str, String)> {
    let Some(content) = view.content.as_object() else {
        return Vec::new();
    };
    content
        .iter()
        .filter(|(name, _)| name.as_str() != "source")
        .filter_map(|(name, value)| Some((name.as_str(), in_words(page, name, value)?)))
        .collect()
}

/// The longest field that is shown in words; longer ones are left to the raw text.
const LONGEST_FIELD: usize = 2000;
/// The most entries of a list or names of an object on one line.
const MOST_ENTRIES: usize = 20;

/// A value on one line; nothing for what is deeper than a list or too long for one.
fn in_words(page: &Page, name: &str, value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => page.codes(name, text),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Array(items) if items.len() <= MOST_ENTRIES => {
            let items: Option<Vec<String>> =
                items.iter().map(|item| in_words(page, name, item)).collect();
            page.list(items?.into_iter())
        }
        Value::Object(fields)
            if fields.values().all(Value::is_string) && fields.len() <= MOST_ENTRIES =>
        {
            let fields = fields.iter().filter_map(|(name, value)| in_words(page, name, value));
            fields.collect::<Vec<_>>().join(" · ")
        }
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty() && text.len() <= LONGEST_FIELD).then_some(text)
}

const COLUMNS: [&str; 5] = ["index", "at", "kind", "subject", "import"];

fn rows(list: &List<StatementRow>) -> Rows {
    Rows::of(&COLUMNS, list.items.iter().map(row))
}

fn row(statement: &StatementRow) -> [String; 5] {
    [
        statement.index.to_string(),
        cell(statement.at),
        statement.kind.clone(),
        cell(statement.subject.as_ref()),
        cell(statement.import),
    ]
}

impl Page {
    /// What kind of statement it is, in words.
    pub(crate) fn statement_kind(&self, kind: &str) -> String {
        let key = format!("statement-{kind}");
        self.say(&key)
            .text()
            .unwrap_or_else(|| self.say("statement-unknown").with("kind", kind).to_string())
    }

    /// Who stated something, as far as it is shown.
    fn author(&self, author: &AuthorRole) -> String {
        match author {
            AuthorRole::Operator => self.say("author-operator").to_string(),
            AuthorRole::User(role) => {
                self.say("author-user").with("role", self.role(role)).to_string()
            }
            AuthorRole::FormerUser => self.say("author-former-user").to_string(),
        }
    }

    /// File, sheet and row of what was read from a file.
    pub(crate) fn source(&self, source: &Source) -> String {
        let key = if source.sheet.is_empty() { "source-row" } else { "source-sheet-row" };
        self.say(key)
            .with("file", &source.file)
            .with("sheet", &source.sheet)
            .with("row", source.row)
            .to_string()
    }

    /// The page of what a statement is about, if it has one.
    fn subject_link(&self, row: &StatementRow) -> Option<String> {
        let subject = row.subject.as_deref()?;
        // A kind says of what it is, and then what happened to that.
        let (of, _) = row.kind.rsplit_once('-')?;
        Some(match of {
            "initiative" => format!("/initiatives/{subject}"),
            "organisation" | "membership" => format!("/organisations/{subject}"),
            "place" => self.link("/place", &[("code", subject)]),
            "need" => format!("/needs/{subject}"),
            "estimate" => format!("/estimates#e-{subject}"),
            "import" => format!("/imports/{subject}"),
            "plan" => format!("/plans/{subject}"),
            "review" | "observation" => format!("/reviews/{subject}"),
            "recommendation" | "recommendations" => format!("/recommendations/{subject}"),
            "commitment" | "progress" | "reviewer" => format!("/commitments/{subject}"),
            "deciding-body" => format!("/bodies/{subject}"),
            "proposal" | "sponsorship" | "amendment" | "position" | "minutes" | "follow-up" => {
                format!("/decisions/{subject}")
            }
            _ => return None,
        })
    }

    /// The text of a field: codes of the reference data in words, everything else as it is.
    fn codes(&self, name: &str, text: &str) -> String {
        let family = match name {
            "pillars" | "pillar" => "pillar",
            "sides" | "side" => "side",
            "forms" | "form" => "form",
            "sexes" => "sex",
            "ages" => "age",
            "origins" => "origin",
            "sector" | "service" | "status" | "level" | "kind" | "role" | "quantity" => name,
            _ => return text.to_owned(),
        };
        let codes = text.split('+').filter(|code| !code.is_empty());
        self.list(codes.map(|code| self.word(family, code)))
    }

    /// The name of a field of a statement, in words where there are some.
    fn field(&self, name: &str) -> String {
        self.word("field", &name.replace('_', "-"))
    }
}
