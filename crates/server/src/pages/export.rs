//! Tables to edit in a spreadsheet program and import again.

use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{ExportForm, HeadingLanguage};
use serde::Deserialize;

use crate::asked::{optional, unreadable};
use crate::trouble::Trouble;
use crate::twin::attached;
use crate::visit::Visit;

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    form: String,
    /// The language of the headings; that of the visitor where nothing is said.
    #[serde(default)]
    headings: String,
}

/// Initiatives, of one organisation if one is named.
pub(crate) async fn initiatives(
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let (form, kind, ending) = form(&wanted.form)?;
    let organisation = optional("organisation", &wanted.organisation)?;
    let headings = headings(&wanted.headings, &visit)?;
    let bytes = visit
        .house
        .ask(move |secretariat| secretariat.export_initiatives(organisation, headings, form))
        .await?;
    Ok(attached(kind, &format!("initiatives.{ending}"), bytes))
}

/// Needs.
pub(crate) async fn needs(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let (form, kind, ending) = form(&wanted.form)?;
    let bytes = visit.house.ask(move |secretariat| secretariat.export_needs(form)).await?;
    Ok(attached(kind, &format!("needs.{ending}"), bytes))
}

/// The language of headings that an address asks for, or else that of the visitor.
pub(super) fn headings(code: &str, visit: &Visit) -> Result<HeadingLanguage, Trouble> {
    let said = if code.is_empty() { visit.language.code() } else { code };
    HeadingLanguage::from_code(said).ok_or_else(|| unreadable("headings", said))
}

fn form(code: &str) -> Result<(ExportForm, &'static str, &'static str), Trouble> {
    match code {
        "" | "xlsx" => Ok((
            ExportForm::Xlsx,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        )),
        "csv" => Ok((ExportForm::Csv, "text/csv; charset=utf-8", "csv")),
        other => Err(unreadable("form", other)),
    }
}
