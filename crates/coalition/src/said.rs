//! Who stated something, when, and where it stands in the journal.

use concert_terms::Id;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::day::day_of_greenwich;
use crate::{Author, Statement};

/// Who stated something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who.
    pub by: Author,
    /// When.
    pub at: Timestamp,
    /// Index of the statement.
    pub statement: u64,
}

/// The same of what can also be stated by an import, and is undone with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Index of the statement.
    pub statement: u64,
    /// Who.
    pub by: Author,
    /// When.
    pub at: Timestamp,
    /// The import to which the statement belongs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<Id>,
}

/// What holds, as plain values without the places of its statements in the journal: these differ
/// where the same was said in another order, or beside something that is undone.
pub(crate) fn wherever_it_was_said<T: Serialize>(held: &T) -> Value {
    fn forget_places(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, field| name != "statement" || !field.is_u64());
                fields.values_mut().for_each(forget_places);
            }
            Value::Array(items) => items.iter_mut().for_each(forget_places),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(held)
        .expect("a state has only text keys and finite numbers, so it is always JSON");
    forget_places(&mut value);
    value
}

impl Said {
    pub(crate) fn of(index: u64, statement: &Statement) -> Self {
        Self { by: statement.by, at: statement.at, statement: index }
    }

    /// The day in Greenwich.
    pub fn day(&self) -> Date {
        day_of_greenwich(self.at)
    }
}

impl Act {
    pub(crate) fn of(index: u64, statement: &Statement) -> Self {
        let Statement { by, at, import, .. } = *statement;
        Self { statement: index, by, at, import }
    }

    /// The day in Greenwich.
    pub fn day(&self) -> Date {
        day_of_greenwich(self.at)
    }
}
