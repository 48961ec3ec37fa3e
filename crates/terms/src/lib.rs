//! The words of the field, as types: what every other crate of Concert speaks.
//!
//! A declaration (an initiative, a need, an estimate) says *where* ([`Place`](place)), on which
//! [`Pillar`] and [`Side`], against which [`Form`] of exploitation and for whom
//! ([`Population`]) something is done or needed. Together these axes are the frame. A declaration
//! may leave an axis unstated; that is kept as [`Stated::UNSTATED`] and never guessed.
//!
//! Figures are kept as they were said: a [`Count`] may be exact, a range such as `<5`, or
//! withheld; an [`Interval`] has a stated level; and what is uncertain is carried as [`Draws`].
//!
//! The reference data (forms, sectors, services, countries) are the readable files of `data/`,
//! versioned by [`REFERENCE_VERSION`].

pub mod axis;
pub mod case_field;
pub mod count;
pub mod country;
pub mod draws;
pub mod form;
pub mod id;
pub mod interval;
pub mod money;
pub mod names;
pub mod organisation_kind;
pub mod period;
pub mod pillar;
pub mod place;
pub mod population;
mod reference;
pub mod sector;
pub mod service;

pub use axis::{Axis, Stated};
pub use case_field::CaseField;
pub use count::Count;
pub use country::Country;
pub use draws::Draws;
pub use form::{Form, FormGroup};
pub use id::Id;
pub use interval::Interval;
pub use money::Money;
pub use names::Names;
pub use organisation_kind::OrganisationKind;
pub use period::Period;
pub use pillar::{Pillar, Side};
pub use place::{Corridor, PlaceCode, PlaceLevel};
pub use population::{AgeBand, Origin, Population, Sex};
pub use sector::Sector;
pub use service::ServiceKind;

/// The edition of the built-in reference data. A statement's meaning never depends on it: codes
/// are only ever added.
pub const REFERENCE_VERSION: &str = "2026-11";

/// A text that is not one of the words of this crate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is not {expected}")]
pub struct NotAWord {
    /// The text as it was given.
    pub text: String,
    /// What was expected in its place, with an article: "a form of exploitation".
    pub expected: &'static str,
}

impl NotAWord {
    pub(crate) fn new(text: &str, expected: &'static str) -> Self {
        Self { text: text.chars().take(80).collect(), expected }
    }
}
