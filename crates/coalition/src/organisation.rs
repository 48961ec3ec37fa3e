//! Organisations: members and known actors.

use concert_terms::{Id, Names, OrganisationKind, PlaceCode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Source;

/// What is declared of an organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// Identifier.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// Short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acronym: Option<String>,
    /// What it is, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OrganisationKind>,
    /// Where it is expected to report from, beside the places of its initiatives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub works_in: Vec<PlaceCode>,
    /// Where the declaration was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Fields that this version does not know, kept as they are.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Organisation {
    /// An organisation with a name and nothing else.
    pub fn new(id: Id, names: Names) -> Self {
        Self {
            id,
            names,
            acronym: None,
            kind: None,
            works_in: Vec::new(),
            source: None,
            rest: Map::new(),
        }
    }

    /// The same, of a kind.
    #[must_use]
    pub fn of_kind(mut self, kind: OrganisationKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// The identifier of an organisation that is known by a name only: the digest of the name in
    /// lower-case letters and digits, so that two files that spell it alike mean the same one.
    pub fn id_of_name(name: &str) -> Id {
        let plain: String =
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        crate::import::digest_id("organisation", &plain)
    }
}
