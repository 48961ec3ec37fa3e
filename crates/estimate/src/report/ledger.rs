//! The assumptions that no table can test, each with the direction in which it misleads when it
//! does not hold; a person who knows the lists answers for them.
//!
//! Directions are those of the literature on closed populations (International Working Group for
//! Disease Monitoring and Forecasting 1995, American Journal of Epidemiology 142:1047) and of
//! linkage errors (Ding and Fienberg 1994, Survey Methodology 20:149).

use serde::{Deserialize, Serialize};

/// Longest note and name that a ledger takes, in characters.
pub const MAX_NOTE: usize = 2000;

/// What must be true of population and lists for an estimate to mean what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Assumption {
    /// Nobody enters or leaves the population during the period of the lists.
    ClosedPopulation,
    /// All lists count by one definition of who belongs to the population.
    SameDefinition,
    /// Records of one person are matched, and of two persons are not.
    PerfectMatching,
    /// No list refers its people to another.
    NoReferral,
    /// Nobody who is on one list is kept off another by law, place or rule.
    NoExclusion,
    /// Everybody has some chance of being on each list, and the chances do not differ in ways that
    /// the model leaves out.
    EqualVisibility,
}

/// Where an estimate errs when the assumption does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bias {
    /// The estimate is too low.
    TooLow,
    /// The estimate is too high.
    TooHigh,
    /// Either, depending on how it fails.
    Either,
}

impl Assumption {
    /// Every assumption, in the order of the ledger.
    pub const ALL: [Self; 6] = [
        Self::ClosedPopulation,
        Self::SameDefinition,
        Self::PerfectMatching,
        Self::NoReferral,
        Self::NoExclusion,
        Self::EqualVisibility,
    ];

    /// The name of the assumption, the same as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ClosedPopulation => "closed-population",
            Self::SameDefinition => "same-definition",
            Self::PerfectMatching => "perfect-matching",
            Self::NoReferral => "no-referral",
            Self::NoExclusion => "no-exclusion",
            Self::EqualVisibility => "equal-visibility",
        }
    }

    /// Where an estimate errs when this does not hold.
    ///
    /// People who come and go have less time to be on two lists, people outside the definition
    /// are seldom on two, and missed matches split one person into two: each lowers the overlap,
    /// so that the estimate is too high. Referral raises the overlap. False matches raise it, too,
    /// so that matching errs in either direction.
    pub const fn bias(self) -> Bias {
        match self {
            Self::ClosedPopulation | Self::SameDefinition | Self::NoExclusion => Bias::TooHigh,
            Self::NoReferral | Self::EqualVisibility => Bias::TooLow,
            Self::PerfectMatching => Bias::Either,
        }
    }

    /// In a sentence, what must be true.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ClosedPopulation => "nobody enters or leaves the population during the period",
            Self::SameDefinition => "all lists count by one definition, and nobody else is on them",
            Self::PerfectMatching => "every person is matched across lists, and nobody else is",
            Self::NoReferral => "no list refers its people to another",
            Self::NoExclusion => "nobody on one list is kept off another by law, place or rule",
            Self::EqualVisibility => {
                "everybody has some chance of being on each list, and the \
                                      chances do not differ in ways that the model leaves out"
            }
        }
    }
}

/// What a person who knows the lists says of an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It holds.
    Holds,
    /// It fails a little, or in part.
    Doubtful,
    /// It does not hold.
    Fails,
    /// Nobody has said.
    #[default]
    Unanswered,
}

/// One assumption with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The assumption.
    pub assumption: Assumption,
    /// What is said of it.
    #[serde(default)]
    pub answer: Answer,
    /// On what grounds.
    #[serde(default)]
    pub note: String,
}

/// Every assumption once, and who answers for what is said of them.
///
/// ```
/// use concert_estimate::{Answer, Assumption, Ledger};
///
/// let mut ledger = Ledger::unsigned();
/// assert!(!ledger.is_signed());
/// for entry in &mut ledger.entries {
///     entry.answer = Answer::Holds;
/// }
/// ledger.signed_by = "A. Rapporteur".to_owned();
/// ledger.signed_on = "2026-05-01".to_owned();
/// assert!(ledger.is_signed());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Every assumption, in the order of [`Assumption::ALL`].
    pub entries: Vec<Entry>,
    /// The person who answers for it; empty while nobody does.
    #[serde(default)]
    pub signed_by: String,
    /// The day of the signature, as written.
    #[serde(default)]
    pub signed_on: String,
}

/// Why a ledger cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotALedger {
    /// An assumption is missing or stands there twice.
    #[error("the ledger must hold each of the {} assumptions once; {name} is not so", Assumption::ALL.len())]
    NotOnce {
        /// The assumption.
        name: &'static str,
    },
    /// A note or name is longer than [`MAX_NOTE`] characters.
    #[error("{name} has a text of more than {MAX_NOTE} characters")]
    TooLong {
        /// Where.
        name: &'static str,
    },
    /// It is signed, but not every assumption is answered.
    #[error("{name} is unanswered, and a ledger is signed whole")]
    SignedUnanswered {
        /// The assumption.
        name: &'static str,
    },
}

impl NotALedger {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOnce { .. } => "estimate/ledger-not-once",
            Self::TooLong { .. } => "estimate/ledger-too-long",
            Self::SignedUnanswered { .. } => "estimate/ledger-unanswered",
        }
    }
}

impl Default for Ledger {
    fn default() -> Self {
        Self::unsigned()
    }
}

impl Ledger {
    /// The ledger that nobody has filled in.
    pub fn unsigned() -> Self {
        let entry =
            |assumption| Entry { assumption, answer: Answer::default(), note: String::new() };
        Self {
            entries: Assumption::ALL.into_iter().map(entry).collect(),
            signed_by: String::new(),
            signed_on: String::new(),
        }
    }

    /// Whether somebody answers for every assumption.
    pub fn is_signed(&self) -> bool {
        let answered = |entry: &Entry| entry.answer != Answer::Unanswered;
        !self.signed_by.trim().is_empty() && self.entries.iter().all(answered)
    }

    /// The assumptions that are said to fail or to be doubtful.
    pub fn in_doubt(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| matches!(e.answer, Answer::Fails | Answer::Doubtful))
    }

    /// The ledger in the order of [`Assumption::ALL`], if it is one.
    pub fn checked(mut self) -> Result<Self, NotALedger> {
        for assumption in Assumption::ALL {
            let found = self.entries.iter().filter(|entry| entry.assumption == assumption);
            if found.count() != 1 {
                return Err(NotALedger::NotOnce { name: assumption.name() });
            }
        }
        self.entries.sort_by_key(|entry| entry.assumption);
        for entry in &self.entries {
            let name = entry.assumption.name();
            if entry.note.chars().count() > MAX_NOTE {
                return Err(NotALedger::TooLong { name });
            }
            if !self.signed_by.trim().is_empty() && entry.answer == Answer::Unanswered {
                return Err(NotALedger::SignedUnanswered { name });
            }
        }
        let too_long =
            [&self.signed_by, &self.signed_on].map(|text| text.chars().count() > MAX_NOTE);
        if too_long.contains(&true) {
            return Err(NotALedger::TooLong { name: "the signature" });
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(ledger: Ledger) -> &'static str {
        ledger.checked().map_or_else(|reason| reason.code(), |_| "a ledger")
    }

    #[test]
    fn a_ledger_holds_every_assumption_once_and_is_signed_whole() {
        assert_eq!(code(Ledger::unsigned()), "a ledger");
        let mut twice = Ledger::unsigned();
        twice.entries[1].assumption = Assumption::ClosedPopulation;
        assert_eq!(code(twice), "estimate/ledger-not-once");
        let mut partly = Ledger { signed_by: "A. Person".to_owned(), ..Ledger::unsigned() };
        assert_eq!(code(partly.clone()), "estimate/ledger-unanswered");
        assert!(!partly.is_signed());
        partly.entries.iter_mut().for_each(|entry| entry.answer = Answer::Doubtful);
        assert!(partly.is_signed() && partly.in_doubt().count() == 6);
        partly.entries[0].note = "x".repeat(MAX_NOTE + 1);
        assert_eq!(code(partly), "estimate/ledger-too-long");
    }

    #[test]
    fn entries_come_back_in_order_and_names_are_those_of_the_json() {
        let mut ledger = Ledger::unsigned();
        ledger.entries.reverse();
        assert_eq!(ledger.checked(), Ok(Ledger::unsigned()));
        for assumption in Assumption::ALL {
            assert_eq!(serde_json::to_value(assumption).unwrap(), assumption.name());
        }
    }
}
