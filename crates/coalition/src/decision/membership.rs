//! Membership: from which day until which an organisation belongs to the coalition.
//!
//! Administrators record the members that founded the coalition and those that left it; a
//! decision that admits an organisation records it by itself.

use concert_terms::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Said;

/// That an organisation is a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The organisation.
    pub organisation: Id,
    /// Its first day as a member.
    pub since: Date,
    /// Its last, once it left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A membership and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedMembership {
    /// The membership.
    pub membership: Membership,
    /// The proposal by which it was admitted, unless administrators recorded it.
    pub admitted_by: Option<Id>,
    /// Who stated it and when.
    pub said: Said,
}

impl Membership {
    /// Whether the organisation is a member on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.since <= day && !self.is_over_on(day)
    }

    /// Whether the organisation left before a day.
    pub fn is_over_on(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until < day)
    }
}
