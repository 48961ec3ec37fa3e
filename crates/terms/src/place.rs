//! Places and corridors.
//!
//! A place is known by its code: an ISO 3166 code for a country, a P-code for an administrative
//! area where one exists, otherwise a code made from the parent's code and the name. A code is a
//! name, never a path: which place lies in which is declared, because real P-codes do not nest
//! (in Nigeria's own 3W table of 2023 not one admin-1 code is a prefix of its admin-2 codes).

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::NotAWord;

/// The code of a place, cheap to clone and compared letter by letter.
///
/// ```
/// use concert_terms::PlaceCode;
///
/// let district: PlaceCode = "AF0101".parse()?;
/// let named = PlaceCode::named(Some(&"ML".parse()?), "Tombouctou Région");
/// assert_eq!(named.as_str(), "ML/tombouctou-région");
/// # Ok::<(), concert_terms::NotAWord>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceCode(Arc<str>);

/// The longest code, in characters.
const LONGEST_CODE: usize = 120;

impl PlaceCode {
    /// The code of a place that has a name only, made from its parent's code and that name.
    #[must_use]
    pub fn named(parent: Option<&Self>, name: &str) -> Self {
        let mut slug = String::new();
        for letter in name.to_lowercase().chars() {
            if letter.is_alphanumeric() {
                slug.push(letter);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = if slug.is_empty() { "unnamed" } else { slug.trim_end_matches('-') };
        let code = match parent {
            Some(parent) => format!("{parent}/{slug}"),
            None => slug.to_owned(),
        };
        Self(code.chars().take(LONGEST_CODE).collect::<String>().into())
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The two ends, if this is the code of a [`Corridor`].
    pub fn corridor(&self) -> Option<Corridor> {
        let (origin, destination) = self.0.split_once('>')?;
        Some(Corridor { origin: Self(origin.into()), destination: Self(destination.into()) })
    }
}

impl std::str::FromStr for PlaceCode {
    type Err = NotAWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let ends: Vec<_> = text.split('>').collect();
        let sound = ends.len() <= 2
            && text.chars().count() <= LONGEST_CODE
            && ends.iter().all(|end| {
                !end.is_empty()
                    && end
                        .chars()
                        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'))
            });
        if sound { Ok(Self(text.into())) } else { Err(NotAWord::new(text, "a place code")) }
    }
}

impl std::fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for PlaceCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for PlaceCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PlaceCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceLevel {
    /// A group of countries, or an area that cuts across administrative ones.
    Region,
    /// A country or territory.
    Country,
    /// First administrative level: province, state, governorate.
    Admin1,
    /// Second administrative level: district, municipality.
    Admin2,
    /// Third administrative level and below, or a single site.
    Admin3,
    /// A way from one place to another.
    Corridor,
}

/// A corridor: the way from an origin to a destination along which people are moved.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Corridor {
    /// Where people come from: the supply end.
    pub origin: PlaceCode,
    /// Where they are exploited: the demand end.
    pub destination: PlaceCode,
}

impl Corridor {
    /// The code under which the corridor is itself a place: `ORIGIN>DESTINATION`.
    pub fn code(&self) -> PlaceCode {
        PlaceCode(format!("{}>{}", self.origin, self.destination).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_name_makes_a_code_that_parses(name in "\\PC{0,200}") {
            let code = PlaceCode::named(None, &name);
            prop_assert_eq!(code.as_str().parse::<PlaceCode>().unwrap(), code);
        }
    }

    #[test]
    fn a_corridor_is_a_place_with_two_ends() {
        let corridor =
            Corridor { origin: "NG".parse().unwrap(), destination: "IT".parse().unwrap() };
        assert_eq!(corridor.code().as_str(), "NG>IT");
        assert_eq!(corridor.code().corridor(), Some(corridor));
        assert!("A>B>C".parse::<PlaceCode>().is_err());
        assert!(">".parse::<PlaceCode>().is_err());
    }

    #[test]
    fn an_arabic_name_keeps_its_letters() {
        assert_eq!(PlaceCode::named(None, "محافظة عدن").as_str(), "محافظة-عدن");
    }
}
