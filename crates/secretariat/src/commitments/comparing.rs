//! What one version of a commitment says otherwise than the one before it.

use concert_coalition::Commitment;
use serde::Serialize;

/// Something of a commitment that a change changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangedField {
    /// What is promised.
    Text,
    /// The plan or the action.
    Action,
    /// The last day.
    Due,
    /// What is put in.
    Means,
    /// Where it is to be felt.
    Cells,
    /// The indicator.
    Measure,
    /// What must come first.
    Condition,
    /// From when the public sees it.
    PublicFrom,
}

impl ChangedField {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Text,
        Self::Action,
        Self::Due,
        Self::Means,
        Self::Cells,
        Self::Measure,
        Self::Condition,
        Self::PublicFrom,
    ];

    /// The word, as it is written in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Action => "action",
            Self::Due => "due",
            Self::Means => "means",
            Self::Cells => "cells",
            Self::Measure => "measure",
            Self::Condition => "condition",
            Self::PublicFrom => "public-from",
        }
    }

    fn differs(self, before: &Commitment, after: &Commitment) -> bool {
        match self {
            Self::Text => before.text != after.text,
            Self::Action => before.number() != after.number(),
            Self::Due => before.due != after.due,
            Self::Means => before.means != after.means,
            Self::Cells => before.cells != after.cells,
            Self::Measure => before.measure != after.measure,
            Self::Condition => before.condition != after.condition,
            Self::PublicFrom => before.public_from != after.public_from,
        }
    }

    /// What differs between two versions.
    pub(super) fn between(before: &Commitment, after: &Commitment) -> Vec<Self> {
        Self::ALL.into_iter().filter(|field| field.differs(before, after)).collect()
    }
}
