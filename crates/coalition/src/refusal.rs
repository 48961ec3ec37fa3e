//! What is refused, and why.

use concert_terms::{Id, PlaceCode};

use crate::{DecisionRefusal, PlanRefusal, PromiseRefusal, ReviewRefusal, RoundRefusal};

/// Why a command is not carried out. Each has a stable code under which its text stands in the
/// catalogues of every language; the text here is for logs and tests.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The actor's role does not allow it.
    #[error("only {allowed} may do this")]
    NotAllowed {
        /// Who may.
        allowed: &'static str,
    },
    /// A declaration names an organisation that nobody declared.
    #[error("the organisation {id} is not known")]
    UnknownOrganisation {
        /// The organisation.
        id: Id,
    },
    /// A declaration names a place that nobody declared.
    #[error("the place {code} is not known")]
    UnknownPlace {
        /// The place.
        code: PlaceCode,
    },
    /// The place would lie in itself.
    #[error("the place {code} would lie within itself")]
    PlaceCycle {
        /// The place.
        code: PlaceCode,
    },
    /// The subject of the command is not there.
    #[error("there is no {what} {id}")]
    Absent {
        /// What was looked for: `initiative`, `import`, `need`, `user`.
        what: &'static str,
        /// Its identifier as given.
        id: String,
    },
    /// Something that must be said is missing or too long, or makes no sense.
    #[error("{field}: {rule}")]
    Unsound {
        /// The field.
        field: &'static str,
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// The import's declarations are used by later ones.
    #[error("{count} later declarations rest on this import, such as {example}")]
    StillUsed {
        /// How many.
        count: usize,
        /// One of them.
        example: String,
    },
    /// The name is taken.
    #[error("somebody else signs in as {name}")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// Something about a plan.
    #[error(transparent)]
    Plan(#[from] PlanRefusal),
    /// Something about a body or a proposal.
    #[error(transparent)]
    Decision(#[from] DecisionRefusal),
    /// Something about a review.
    #[error(transparent)]
    Review(#[from] ReviewRefusal),
    /// Something about a linkage round.
    #[error(transparent)]
    Round(#[from] RoundRefusal),
    /// Something about a promise.
    #[error(transparent)]
    Promise(#[from] PromiseRefusal),
}

impl Refusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed { .. } => "coalition/not-allowed",
            Self::UnknownOrganisation { .. } => "coalition/unknown-organisation",
            Self::UnknownPlace { .. } => "coalition/unknown-place",
            Self::PlaceCycle { .. } => "coalition/place-cycle",
            Self::Absent { .. } => "coalition/absent",
            Self::Unsound { .. } => "coalition/unsound",
            Self::StillUsed { .. } => "coalition/still-used",
            Self::NameTaken { .. } => "coalition/name-taken",
            Self::Plan(refusal) => refusal.code(),
            Self::Decision(refusal) => refusal.code(),
            Self::Review(refusal) => refusal.code(),
            Self::Round(refusal) => refusal.code(),
            Self::Promise(refusal) => refusal.code(),
        }
    }

    /// The facts of the refusal by name, for the text in a catalogue.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotAllowed { allowed } => vec![("allowed", (*allowed).to_owned())],
            Self::UnknownOrganisation { id } => vec![("id", id.to_string())],
            Self::UnknownPlace { code } | Self::PlaceCycle { code } => {
                vec![("code", code.to_string())]
            }
            Self::Absent { what, id } => vec![("what", (*what).to_owned()), ("id", id.clone())],
            Self::Unsound { field, rule } => {
                vec![("field", (*field).to_owned()), ("rule", (*rule).to_owned())]
            }
            Self::StillUsed { count, example } => {
                vec![("count", count.to_string()), ("example", example.clone())]
            }
            Self::NameTaken { name } => vec![("name", name.clone())],
            Self::Plan(refusal) => refusal.facts(),
            Self::Decision(refusal) => refusal.facts(),
            Self::Review(refusal) => refusal.facts(),
            Self::Round(refusal) => refusal.facts(),
            Self::Promise(refusal) => refusal.facts(),
        }
    }
}
