//! What is stated in a round: the contents of the statements. Each names its round.

use concert_terms::Id;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A member submits its encoded list, in place of the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSubmission {
    /// The round.
    pub round: Id,
    /// The member.
    pub organisation: Id,
    /// Which of its lists in this round this is, counted from one.
    pub sequence: u32,
    /// SHA-256 of the list's file, in lower-case hexadecimal. It tells nothing of a record to
    /// whoever has not the whole file: each of its thousands of bits depends on the round's key
    /// and on decoys.
    pub digest: String,
    /// Records of the list with its decoys, as it was padded: not the number of people.
    pub records: u64,
    /// Whether the member says that nobody is in it twice.
    pub clean: bool,
    /// The device that signed it; none where it came in a session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<Id>,
}

/// A member takes its list back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRetraction {
    /// The round.
    pub round: Id,
    /// The member.
    pub organisation: Id,
    /// Which of its lists.
    pub sequence: u32,
}

/// What a linking came to, without a word of any person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkageRecord {
    /// The round.
    pub round: Id,
    /// Digests of the lists that were linked, in the order in which they were.
    pub lists: Vec<String>,
    /// The run: version, settings, digests, seed.
    pub manifest: Value,
    /// SHA-256 of the manifest's file, in lower-case hexadecimal.
    pub manifest_digest: String,
    /// How many people are on any of the lists, as the linking found.
    pub people: u64,
}

/// A holder has destroyed its share of the key, and every copy that it made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareDestruction {
    /// The round.
    pub round: Id,
    /// The holder.
    pub holder: Id,
}

/// A round is given up before anything was linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundAbandonment {
    /// The round.
    pub round: Id,
    /// Why.
    pub reason: String,
}
