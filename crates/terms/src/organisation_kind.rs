//! Kinds of organisations.

use crate::axis::axis_enum;

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrganisationKind {
    /// Government, local or central, police, border and labour inspection, courts.
    State,
    /// United Nations and other bodies of states.
    Intergovernmental,
    /// Non-governmental, faith-based, Red Cross and Red Crescent, survivors' organisations.
    Ngo,
    /// Companies and their associations.
    Private,
    /// Universities and research.
    Academic,
    /// Donors, media and everything else.
    Other,
}

axis_enum!(
    OrganisationKind,
    "a kind of organisation",
    [
        State = "state",
        Intergovernmental = "intergovernmental",
        Ngo = "ngo",
        Private = "private",
        Academic = "academic",
        Other = "other",
    ]
);
