//! Reads the texts of addresses and forms. An empty field says nothing.

use std::str::FromStr;

use concert_terms::{Axis, PlaceCode, Stated};
use jiff::civil::Date;
use serde::Deserialize;

use crate::house::today;
use crate::trouble::Trouble;

/// What a field says, if it says anything.
pub(crate) fn optional<T: FromStr>(field: &str, text: &str) -> Result<Option<T>, Trouble> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    required(field, text).map(Some)
}

/// What a field says.
pub(crate) fn required<T: FromStr>(field: &str, text: &str) -> Result<T, Trouble> {
    text.trim().parse().map_err(|_| unreadable(field, text))
}

/// What a field says about an axis that may be unstated: absent, or the word `unstated`.
pub(crate) fn axis<T: Axis>(field: &str, text: &str) -> Result<Option<T>, Trouble> {
    match text {
        "" | "unstated" => Ok(None),
        code => T::from_code(code).map(Some).ok_or_else(|| unreadable(field, code)),
    }
}

/// The values that a form's boxes for an axis state.
pub(crate) fn stated<T: Axis>(field: &str, codes: &[&str]) -> Result<Stated<T>, Trouble> {
    codes.iter().map(|code| T::from_code(code).ok_or_else(|| unreadable(field, code))).collect()
}

/// The fields of a form, with the line ends of the journal in place of those of browsers.
pub(crate) fn form_fields(body: &[u8]) -> Vec<(String, String)> {
    let pairs = form_urlencoded::parse(body).into_owned();
    pairs.map(|(name, value)| (name, line_ends(&value))).collect()
}

/// A text with the line ends of the journal in place of those of browsers.
pub(crate) fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// What the first field of a name says; nothing if there is none.
pub(crate) fn field<'f>(fields: &'f [(String, String)], name: &str) -> &'f str {
    let found = fields.iter().find(|(key, _)| key == name);
    found.map_or("", |(_, value)| value.trim())
}

/// Where and when: what most addresses of the picture ask about, as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    pub(crate) place: String,
    pub(crate) at: String,
}

impl Seen {
    /// The place, everywhere where none is named, and the day, today where none is.
    pub(crate) fn read(&self) -> Result<(Option<PlaceCode>, Date), Trouble> {
        let place = optional("place", &self.place)?;
        Ok((place, optional("at", &self.at)?.unwrap_or_else(today)))
    }
}

/// The page of a list: numbered from one in addresses, from zero inside.
pub(crate) fn page_number(text: &str) -> usize {
    text.trim().parse::<usize>().unwrap_or(1).saturating_sub(1)
}

/// That a field cannot be read.
pub(crate) fn unreadable(field: &str, text: &str) -> Trouble {
    let text: String = text.chars().take(80).collect();
    Trouble::Unreadable(format!("{field}: {text}"))
}
