//! The answer to what is associated with a commitment.

use std::collections::BTreeMap;

use concert_coverage::LeftOut;
use concert_terms::{Id, Interval, Names, Pillar, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::label::OrganisationLabel;
use crate::need_label::NeedLabel;

/// What is associated with a commitment on a day, since it was made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EffectView {
    /// The commitment.
    pub commitment: Id,
    /// Who made it.
    pub maker: Option<OrganisationLabel>,
    /// What is promised, by language.
    pub text: Names,
    /// The day on which it was made.
    pub made: Date,
    /// The day of the later picture.
    pub at: Date,
    /// How many statements the earlier picture rests on.
    pub size_then: u64,
    /// How many the later one rests on.
    pub size_now: u64,
    /// The level of the intervals.
    pub level: f64,
    /// How many cells of the frame the commitment names.
    pub cells_named: usize,
    /// In how many of those no need stands now.
    pub cells_without_need: usize,
    /// Whether an earlier version of the commitment named other cells.
    pub cells_were_changed: bool,
    /// One for each pillar and side, whose units differ.
    pub layers: Vec<AssociatedLayer>,
    /// Needs in cells of the commitment of which nothing can be said, and why.
    pub not_compared: Vec<NotComparedCell>,
    /// Needs of the commitment that other commitments are about too.
    pub shared: Vec<NeedLabel>,
    /// Needs that would have been comparable if no other commitment were about them.
    pub excluded: Vec<NeedLabel>,
}

impl EffectView {
    /// How many needs are left out for each reason.
    pub fn left_out(&self) -> BTreeMap<NotCompared, usize> {
        let mut counts = BTreeMap::new();
        for left in &self.not_compared {
            *counts.entry(left.why).or_default() += 1;
        }
        counts
    }
}

/// What is associated with a commitment in one pillar and side. Amounts are expected gaps in the
/// unit of the pillar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssociatedLayer {
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// The gap of its cells when it was made.
    pub then: f64,
    /// The same now.
    pub now: f64,
    /// What it would be now if it had changed as in comparable cells.
    pub expected_now: f64,
    /// `now - expected_now` with its interval: below zero where the gap is smaller than elsewhere.
    pub association: Interval,
    /// The same as a share of `expected_now`; absent where no gap is to be expected at one end.
    pub relative: Option<Interval>,
    /// Its cells.
    pub cells: Vec<AssociatedCell>,
    /// The cells beside which they are seen.
    pub beside: Vec<EffectCell>,
}

/// A need of the commitment beside comparable ones.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssociatedCell {
    /// The need.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// The expected gap when the commitment was made.
    pub then: f64,
    /// The expected gap now.
    pub now: f64,
    /// What it would be now if it had changed as in comparable cells.
    pub expected_now: f64,
    /// How many comparable cells there are.
    pub comparable: usize,
    /// Whether all of these are of the same form.
    pub is_same_form: bool,
    /// Whether the need itself was stated anew since: then the gap is another for that reason too.
    pub was_restated: bool,
}

/// A need with which cells of the commitment are compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EffectCell {
    /// The need.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// The expected gap when the commitment was made.
    pub then: f64,
    /// The expected gap now.
    pub now: f64,
    /// With how many cells of the commitment it is compared.
    pub compared_with: usize,
}

/// A need of which nothing can be said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotComparedCell {
    /// The need.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// Why.
    pub why: NotCompared,
}

/// Why nothing can be said of a need in a cell of a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotCompared {
    /// The need was stated after the commitment was made.
    NotKnownThen,
    /// The need is not stated any more.
    NotStatedNow,
    /// A finer need stands in its place, then or now, so that two different things would be compared.
    SetAside,
    /// Nothing was needed when the commitment was made.
    NoNeed,
    /// Nobody was missed when the commitment was made.
    NoGap,
    /// Too few cells are comparable.
    NothingComparable,
}

impl NotCompared {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::NotKnownThen,
        Self::NotStatedNow,
        Self::SetAside,
        Self::NoNeed,
        Self::NoGap,
        Self::NothingComparable,
    ];

    /// The stable code, such as `not-known-then`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotKnownThen => "not-known-then",
            Self::NotStatedNow => "not-stated-now",
            Self::SetAside => "set-aside",
            Self::NoNeed => "no-need",
            Self::NoGap => "no-gap",
            Self::NothingComparable => "nothing-comparable",
        }
    }
}

impl From<LeftOut> for NotCompared {
    fn from(left_out: LeftOut) -> Self {
        match left_out {
            LeftOut::NoNeed => Self::NoNeed,
            LeftOut::NoGap => Self::NoGap,
            LeftOut::NothingComparable => Self::NothingComparable,
        }
    }
}
