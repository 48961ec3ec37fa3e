//! The three shapes of every page: HTML for people, and its twins for programs, JSON and CSV, at
//! the same address with `.json` or `.csv` behind it. All three are made of one view.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::trouble::Trouble;

/// The shape in which a request wants its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A page.
    Page,
    /// Its JSON twin.
    Json,
    /// Its CSV twin.
    Csv,
}

/// The path and query as they were asked for, with the twin's ending taken off.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The shape that the ending asked for.
    pub(crate) shape: Shape,
    /// Path without the ending.
    pub(crate) path: String,
}

/// Takes the ending off the address, so that a page and its twins are one route.
pub(crate) async fn take_ending(mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let (stem, shape) = match path.rsplit_once('.') {
        Some((stem, "json")) if stem != "/openapi" => (stem, Shape::Json),
        Some((stem, "csv")) => (stem, Shape::Csv),
        _ => (path.as_str(), Shape::Page),
    };
    // The frame is the first page: its twins have a name, the page itself needs none.
    let stem = if stem == "/frame" { "/" } else { stem };
    let with_query = match request.uri().query() {
        Some(query) => format!("{stem}?{query}"),
        None => stem.to_owned(),
    };
    if let Ok(uri) = with_query.parse::<Uri>() {
        *request.uri_mut() = uri;
    }
    let path = stem.to_owned();
    request.extensions_mut().insert(Asked { shape, path });
    next.run(request).await
}

/// A table as a CSV file, for programs: codes, not words; ISO dates; plain numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    /// A table with these columns.
    pub(crate) fn new(header: &[&'static str]) -> Self {
        Self { header: header.to_vec(), rows: Vec::new() }
    }

    /// A table with these columns and rows.
    pub(crate) fn of<const N: usize>(
        header: &[&'static str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> Self {
        let rows = rows.into_iter().map(Vec::from).collect();
        Self { header: header.to_vec(), rows }
    }

    /// The table with more columns.
    #[must_use]
    pub(crate) fn and(mut self, more: &[&'static str]) -> Self {
        self.header.extend(more);
        self
    }

    /// A table with these columns and as many texts in each row.
    pub(crate) fn lines(header: &[&'static str], rows: Vec<Vec<String>>) -> Self {
        Self { header: header.to_vec(), rows }
    }

    /// Adds a row of as many texts as there are columns.
    pub(crate) fn extend(&mut self, row: impl Iterator<Item = String>) {
        self.rows.push(row.collect());
    }

    /// Adds a row, one text per column.
    pub(crate) fn push<const N: usize>(&mut self, row: [String; N]) {
        self.rows.push(row.into());
    }

    /// The file as a response.
    pub(crate) fn into_response(self) -> Response {
        let bytes = match concert_secretariat::csv_text(&self.header, &self.rows) {
            Ok(text) => text,
            Err(fault) => return Trouble::broken(&fault).into_response(),
        };
        let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "inline")];
        (headers, bytes).into_response()
    }
}

/// A file of a kind to keep under a name.
pub(crate) fn attached(kind: &'static str, name: &str, body: impl Into<Body>) -> Response {
    let named = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let attachment = named.unwrap_or(HeaderValue::from_static("attachment"));
    let headers =
        [(CONTENT_TYPE, HeaderValue::from_static(kind)), (CONTENT_DISPOSITION, attachment)];
    (headers, body.into()).into_response()
}

/// What is there, or nothing, as a cell.
pub(crate) fn cell(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
