//! Who acts: users, their roles, and the operator at the machine itself.

use concert_terms::Id;
use serde::{Deserialize, Serialize};

/// What a user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Registers users and may do everything a coordinator may.
    Administrator,
    /// Keeps the common picture: imports, places, needs, estimates, on behalf of everybody.
    Coordinator,
    /// States what their own organisation does.
    Member,
    /// Reads.
    Reader,
}

/// A person who signs in. The name is personal data: it is stated once, in a body that can be
/// erased, and printed nowhere by accident.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Identifier.
    pub id: Id,
    /// The name under which the user signs in.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// The organisation that the user belongs to, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Id>,
    /// Whether the user may no longer sign in.
    #[serde(default)]
    pub closed: bool,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("User")
    }
}

/// The author of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Author {
    /// Whoever works at the machine that keeps the journal, through the command line.
    Operator,
    /// A registered user.
    User(Id),
}

impl std::fmt::Display for Author {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Operator => f.write_str("operator"),
            Self::User(id) => id.fmt(f),
        }
    }
}

impl Serialize for Author {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Author {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        if text == "operator" {
            return Ok(Self::Operator);
        }
        text.parse().map(Self::User).map_err(serde::de::Error::custom)
    }
}

/// Somebody who asks for something, with what they may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub author: Author,
    /// What they may do.
    pub role: Role,
    /// For whom they may speak as a member.
    pub organisation: Option<Id>,
}

impl Actor {
    /// The operator, who may do everything: whoever holds the data folder holds the journal.
    pub fn operator() -> Self {
        Self { author: Author::Operator, role: Role::Administrator, organisation: None }
    }

    /// A registered user.
    pub fn user(user: &User) -> Self {
        Self { author: Author::User(user.id), role: user.role, organisation: user.organisation }
    }

    /// Whether the actor may register users and describe the instance.
    pub fn administers(&self) -> bool {
        self.role == Role::Administrator
    }

    /// Whether the actor may state what concerns everybody.
    pub fn coordinates(&self) -> bool {
        matches!(self.role, Role::Administrator | Role::Coordinator)
    }

    /// The organisation in whose name the actor decides and reviews: their own. Nobody, not even a
    /// coordinator, votes or reviews for another one.
    pub fn represents(&self) -> Option<Id> {
        self.organisation.filter(|_| self.role != Role::Reader)
    }

    /// Whether the actor may state what an organisation does.
    pub fn speaks_for(&self, organisation: Id) -> bool {
        self.coordinates() || (self.role == Role::Member && self.organisation == Some(organisation))
    }
}
