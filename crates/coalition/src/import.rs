//! Imports: many declarations from one file, applied and undone as one act.

use concert_terms::Id;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Where a declaration was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file's name, without its folder.
    pub file: String,
    /// The sheet, in a file that has sheets.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The row in that file, counted from one.
    pub row: u32,
    /// The cells of that row as they were, each with its column's heading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<(String, String)>,
}

/// One import: the file it read and what it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Identifier.
    pub id: Id,
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
    /// What kind of file and table it was, such as `csv/3w`.
    pub format: String,
    /// Rows that were read.
    pub rows: u32,
    /// Cells that could not be placed.
    pub unplaced: u32,
}

/// The identifier of what an outside source names: a digest of the kind of thing and the name.
pub(crate) fn digest_id(kind: &str, name: &str) -> Id {
    let mut digest = Sha256::new();
    digest.update(kind.as_bytes());
    digest.update([0]);
    digest.update(name.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.finalize()[..16]);
    Id::from_bytes(bytes)
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
