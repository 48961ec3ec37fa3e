//! Identifiers of what members declare.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The identifier of an organisation, an initiative, a need or an import: a UUID, as HSDS wants
/// it. Identifiers made from outside names are digests of those names, so that two files that name
/// the same thing the same way mean the same thing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(Uuid);

impl Id {
    /// From 16 bytes, such as the start of a digest or secret randomness; the bits that mark a
    /// version 8 UUID (RFC 9562) are set.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::new_v8(bytes))
    }

    /// The 16 bytes.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.into_bytes()
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Debug for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Id {
    type Err = crate::NotAWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text.trim()).map(Self).map_err(|_| crate::NotAWord::new(text, "an id"))
    }
}
