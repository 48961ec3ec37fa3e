//! The two kinds of "no" that a door can meet.

use concert_coalition::Refusal;
use serde::{Serialize, Serializer};

/// What was asked cannot be had. The code is stable and names a text in the catalogues; the facts
/// fill it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Such as `coalition/unknown-place`.
    pub code: &'static str,
    /// The facts by name.
    #[serde(serialize_with = "by_name")]
    pub facts: Vec<(&'static str, String)>,
    /// The refusal in English, for logs and for programs without a catalogue.
    pub text: String,
}

fn by_name<S: Serializer>(
    facts: &[(&'static str, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(facts.iter().map(|(name, fact)| (name, fact)))
}

/// We or the world broke. It is logged once, at the door, and shown with an identifier only.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The journal cannot be read or written.
    #[error("the journal failed: {0}")]
    Journal(#[from] concert_journal::Error),
    /// An entry of the journal is not a statement.
    #[error("entry {index} of the journal cannot be read: {source}")]
    Malformed {
        /// Index of the entry.
        index: u64,
        /// Why.
        source: concert_coalition::Malformed,
    },
    /// A file could not be read or written.
    #[error("{what}: {source}")]
    File {
        /// What was attempted, with the file's name.
        what: String,
        /// What the system answered.
        source: std::io::Error,
    },
    /// A password could not be hashed.
    #[error("hashing a password failed: {0}")]
    Password(String),
    /// Something that cannot be otherwise was otherwise.
    #[error("{0}")]
    Broken(String),
}

impl Fault {
    pub(crate) fn password(error: impl std::fmt::Display) -> Self {
        Self::Password(error.to_string())
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// A refusal.
    #[error("{}", .0.text)]
    Refused(Refused),
    /// A fault.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The answer to what was asked.
pub type Asked<T> = Result<T, Unanswered>;

impl From<Refusal> for Unanswered {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Refused {
            code: refusal.code(),
            facts: refusal.facts(),
            text: refusal.to_string(),
        })
    }
}

impl From<concert_journal::Error> for Unanswered {
    fn from(error: concert_journal::Error) -> Self {
        match error {
            concert_journal::Error::Refusal(refusal) => Self::Refused(Refused {
                code: refusal.code(),
                facts: journal_facts(&refusal),
                text: refusal.to_string(),
            }),
            fault @ concert_journal::Error::Fault(_) => Self::Fault(fault.into()),
        }
    }
}

/// The facts that the sentence about a refusal of the journal names.
fn journal_facts(refusal: &concert_journal::Refusal) -> Vec<(&'static str, String)> {
    let mut facts = vec![("text", refusal.to_string())];
    match refusal {
        concert_journal::Refusal::Held { holder, .. } => facts.push(("holder", holder.clone())),
        concert_journal::Refusal::OutOfRange { asked, size } => {
            facts.extend([("asked", asked.to_string()), ("size", size.to_string())]);
        }
        _ => {}
    }
    facts
}

impl From<concert_coverage::Refusal> for Refused {
    fn from(refusal: concert_coverage::Refusal) -> Self {
        Self { code: refusal.code(), facts: facts_of(&refusal), text: refusal.to_string() }
    }
}

impl From<concert_coverage::Refusal> for Unanswered {
    fn from(refusal: concert_coverage::Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl Unanswered {
    pub(crate) fn opened_to_read() -> Self {
        Self::Refused(Refused {
            code: "secretariat/opened-to-read",
            facts: Vec::new(),
            text: "the journal was opened for reading only".to_owned(),
        })
    }

    pub(crate) fn not_allowed(allowed: &'static str) -> Self {
        Refusal::NotAllowed { allowed }.into()
    }

    pub(crate) fn absent(what: &'static str, id: &str) -> Self {
        Refusal::Absent { what, id: id.to_owned() }.into()
    }

    pub(crate) fn unsound(field: &'static str, rule: &'static str) -> Self {
        Refusal::Unsound { field, rule }.into()
    }
}

/// The facts of a rule or a refusal by name. It is plain data, so its serialised form has them all;
/// a name that no catalogue uses is left out.
pub(crate) fn facts_of(rule: &impl Serialize) -> Vec<(&'static str, String)> {
    const NAMES: [&str; 48] = [
        "actions",
        "amount",
        "asked",
        "budget",
        "capacity",
        "cells",
        "cost",
        "count",
        "days",
        "detail",
        "draw",
        "expected",
        "first",
        "floor",
        "flow",
        "format",
        "found",
        "gap",
        "half_life_days",
        "high",
        "holders",
        "how",
        "least",
        "left",
        "level",
        "limit",
        "low",
        "meaning",
        "most",
        "needed",
        "number",
        "organisations",
        "part",
        "pieces",
        "places",
        "rate",
        "risk",
        "rounds",
        "row",
        "rule",
        "setting",
        "share",
        "tables",
        "text",
        "ties",
        "tolerance",
        "value",
        "weight",
    ];
    let value = serde_json::to_value(rule).unwrap_or_default();
    let fields = value.as_object().and_then(|rule| rule.values().next()?.as_object().cloned());
    let fields = fields.unwrap_or_default();
    NAMES
        .into_iter()
        .filter_map(|name| {
            let fact = fields.get(name)?;
            Some((name, fact.as_str().map_or_else(|| fact.to_string(), str::to_owned)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_of_the_journal_brings_the_facts_that_its_sentence_names() {
        let dir = std::path::PathBuf::from("data");
        let facts = |refusal: concert_journal::Refusal| match Unanswered::from(
            concert_journal::Error::Refusal(refusal),
        ) {
            Unanswered::Refused(refused) => refused.facts,
            Unanswered::Fault(fault) => panic!("{fault}"),
        };
        let held = facts(concert_journal::Refusal::Held { dir, holder: "4711".to_owned() });
        assert!(held.contains(&("holder", "4711".to_owned())), "{held:?}");
        let beyond = facts(concert_journal::Refusal::OutOfRange { asked: 9, size: 3 });
        for fact in [("asked", "9"), ("size", "3")] {
            assert!(beyond.contains(&(fact.0, fact.1.to_owned())), "{beyond:?}");
        }
    }

    #[test]
    fn a_refusal_of_the_engine_brings_the_facts_that_its_text_names() {
        let refusal = concert_coverage::TiesRefusal::RandomTables { tables: 0, most: 10_000 };
        let refusal = concert_coverage::Refusal::from(refusal);
        let Unanswered::Refused(refused) = refusal.into() else { panic!("a refusal") };
        let facts = [("most", "10000".to_owned()), ("tables", "0".to_owned())];
        assert_eq!(refused.facts, facts);
    }
}
