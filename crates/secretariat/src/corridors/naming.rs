//! Places as the tables of corridors name them: by code, by the only name they have, or as a
//! country of the world by code or name.

use std::collections::{BTreeSet, HashMap};

use concert_coalition::Coalition;
use concert_exchange::Row;
use concert_terms::{Country, PlaceCode};

use crate::Asked;
use crate::named_columns::NamedColumns;

/// The places that a table may name.
pub(super) struct Naming<'a> {
    coalition: &'a Coalition,
    by_name: HashMap<String, BTreeSet<PlaceCode>>,
}

/// A name in letters and digits of lower case.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl<'a> Naming<'a> {
    pub(super) fn new(coalition: &'a Coalition) -> Self {
        let mut by_name: HashMap<String, BTreeSet<PlaceCode>> = HashMap::new();
        for (_, code, place) in coalition.places.iter() {
            if code.corridor().is_some() {
                continue;
            }
            for (_, name) in place.names.iter() {
                by_name.entry(plain(name)).or_default().insert(code.clone());
            }
        }
        Self { coalition, by_name }
    }

    /// The place that a cell names; nothing for an empty one.
    ///
    /// Refused with row and column: a name that nobody declared and no country has, and one that
    /// several places have.
    pub(super) fn place(
        &self,
        table: &NamedColumns<'_>,
        row: Row<'_>,
        column: &str,
    ) -> Asked<Option<PlaceCode>> {
        let text = table.text(row, column);
        if text.is_empty() {
            return Ok(None);
        }
        let code = text.parse::<PlaceCode>().ok().filter(|code| code.corridor().is_none());
        if let Some(code) = code.filter(|code| self.coalition.places.get(code).is_some()) {
            return Ok(Some(code));
        }
        let named: Vec<&PlaceCode> = self.by_name.get(&plain(text)).into_iter().flatten().collect();
        match named[..] {
            [only] => Ok(Some(only.clone())),
            [] => {
                let country = Country::find(text).and_then(|it| it.alpha2.parse().ok());
                let code = "secretariat/place-unknown";
                country.map(Some).ok_or_else(|| table.refused(row, column, code, "").into())
            }
            ref several => {
                let codes: Vec<&str> = several.iter().take(8).map(|code| code.as_str()).collect();
                let code = "secretariat/place-ambiguous";
                Err(table.refused(row, column, code, &codes.join(", ")).into())
            }
        }
    }
}
