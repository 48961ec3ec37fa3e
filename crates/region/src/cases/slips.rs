//! What goes wrong when somebody is written down, and how often.

use std::fmt;

/// One way in which a record differs from the truth about its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// A typing error in the given name.
    GivenMistyped,
    /// A typing error in the family name.
    FamilyMistyped,
    /// The given name spelled by the habit of the list and not as in the person's documents.
    GivenRespelled,
    /// The family name spelled by the habit of the list.
    FamilyRespelled,
    /// A short or pet form in place of the given name.
    ShortForm,
    /// Given and family name in each other's place.
    NamesSwapped,
    /// The second family name is missing.
    SecondFamilyMissing,
    /// The second given name, the patronymic or the father's name is missing.
    MiddleMissing,
    /// A title or a particle that belongs to the name is missing.
    ParticleMissing,
    /// The given name by its first letter alone.
    Initial,
    /// Accents left out.
    AccentsMissing,
    /// 1 January in place of the day of birth.
    HabitualDate,
    /// Day and month of birth in each other's place.
    DayMonthSwapped,
    /// The year of birth wrong by one.
    YearOffByOne,
    /// A digit of the date of birth wrong.
    DateDigit,
    /// Only the year of birth is known.
    YearOnly,
    /// The age rounded to a multiple of five.
    AgeRounded,
    /// The age wrong by one to three years, as somebody tells or guesses it.
    AgeGuessed,
    /// The other sex.
    SexWrong,
    /// A part of the world in place of the citizenship.
    CitizenshipCoarse,
    /// The citizenship of a neighbour.
    CitizenshipWrong,
    /// The country in place of the place of birth.
    PlaceCoarse,
    /// The place of birth by another spelling than its usual one.
    PlaceRespelled,
    /// Another phone than the one that other lists know.
    PhoneChanged,
    /// A phone that is not the person's own but that of a house or a helper.
    PhoneShared,
    /// False documents: other names and another birth date.
    Alias,
    /// The given name is missing.
    GivenMissing,
    /// The family name is missing.
    FamilyMissing,
    /// The date or year of birth, or the age, is missing.
    BirthMissing,
    /// The sex is missing.
    SexMissing,
    /// The citizenship is missing.
    CitizenshipMissing,
    /// The place of birth is missing.
    PlaceMissing,
    /// The phone is missing.
    PhoneMissing,
    /// The number of the document is missing.
    DocumentMissing,
}

impl Slip {
    /// Every slip.
    pub const ALL: [Self; 34] = [
        Self::GivenMistyped,
        Self::FamilyMistyped,
        Self::GivenRespelled,
        Self::FamilyRespelled,
        Self::ShortForm,
        Self::NamesSwapped,
        Self::SecondFamilyMissing,
        Self::MiddleMissing,
        Self::ParticleMissing,
        Self::Initial,
        Self::AccentsMissing,
        Self::HabitualDate,
        Self::DayMonthSwapped,
        Self::YearOffByOne,
        Self::DateDigit,
        Self::YearOnly,
        Self::AgeRounded,
        Self::AgeGuessed,
        Self::SexWrong,
        Self::CitizenshipCoarse,
        Self::CitizenshipWrong,
        Self::PlaceCoarse,
        Self::PlaceRespelled,
        Self::PhoneChanged,
        Self::PhoneShared,
        Self::Alias,
        Self::GivenMissing,
        Self::FamilyMissing,
        Self::BirthMissing,
        Self::SexMissing,
        Self::CitizenshipMissing,
        Self::PlaceMissing,
        Self::PhoneMissing,
        Self::DocumentMissing,
    ];
}

/// A set of slips.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Slips(u64);

impl Slips {
    /// Whether the slip is among them.
    pub fn has(self, slip: Slip) -> bool {
        self.0 & (1 << slip as u64) != 0
    }

    /// No slip at all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn add(&mut self, slip: Slip) {
        self.0 |= 1 << slip as u64;
    }
}

impl fmt::Debug for Slips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(Slip::ALL.iter().filter(|slip| self.has(**slip))).finish()
    }
}

/// How often each slip happens among the records in which it can: a probability for each.
///
/// A slip can happen only where there is something to go wrong: no day and month are swapped
/// where the day is above 12, and no second family name is lost where there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlipRates([f64; Slip::ALL.len()]);

impl SlipRates {
    /// Nothing goes wrong.
    pub const NONE: Self = Self([0.0; Slip::ALL.len()]);

    /// What an orderly office gets wrong.
    pub fn ordinary() -> Self {
        Self::NONE
            .with(Slip::GivenMistyped, 0.03)
            .with(Slip::FamilyMistyped, 0.04)
            .with(Slip::GivenRespelled, 0.10)
            .with(Slip::FamilyRespelled, 0.10)
            .with(Slip::ShortForm, 0.02)
            .with(Slip::NamesSwapped, 0.02)
            .with(Slip::SecondFamilyMissing, 0.25)
            .with(Slip::MiddleMissing, 0.25)
            .with(Slip::ParticleMissing, 0.3)
            .with(Slip::Initial, 0.005)
            .with(Slip::AccentsMissing, 0.3)
            .with(Slip::HabitualDate, 0.03)
            .with(Slip::DayMonthSwapped, 0.02)
            .with(Slip::YearOffByOne, 0.015)
            .with(Slip::DateDigit, 0.015)
            .with(Slip::YearOnly, 0.01)
            .with(Slip::AgeRounded, 0.05)
            .with(Slip::AgeGuessed, 0.1)
            .with(Slip::SexWrong, 0.003)
            .with(Slip::CitizenshipCoarse, 0.01)
            .with(Slip::CitizenshipWrong, 0.005)
            .with(Slip::PlaceCoarse, 0.05)
            .with(Slip::PlaceRespelled, 0.1)
            .with(Slip::PhoneChanged, 0.35)
            .with(Slip::PhoneShared, 0.05)
            .with(Slip::Alias, 0.005)
            .with(Slip::GivenMissing, 0.003)
            .with(Slip::FamilyMissing, 0.01)
            .with(Slip::BirthMissing, 0.04)
            .with(Slip::SexMissing, 0.01)
            .with(Slip::CitizenshipMissing, 0.02)
            .with(Slip::PlaceMissing, 0.15)
            .with(Slip::PhoneMissing, 0.35)
            .with(Slip::DocumentMissing, 0.6)
    }

    /// What is got wrong in haste, by ear, across languages.
    pub fn hard() -> Self {
        Self::NONE
            .with(Slip::GivenMistyped, 0.08)
            .with(Slip::FamilyMistyped, 0.10)
            .with(Slip::GivenRespelled, 0.35)
            .with(Slip::FamilyRespelled, 0.35)
            .with(Slip::ShortForm, 0.08)
            .with(Slip::NamesSwapped, 0.06)
            .with(Slip::SecondFamilyMissing, 0.5)
            .with(Slip::MiddleMissing, 0.5)
            .with(Slip::ParticleMissing, 0.5)
            .with(Slip::Initial, 0.02)
            .with(Slip::AccentsMissing, 0.5)
            .with(Slip::HabitualDate, 0.10)
            .with(Slip::DayMonthSwapped, 0.05)
            .with(Slip::YearOffByOne, 0.05)
            .with(Slip::DateDigit, 0.04)
            .with(Slip::YearOnly, 0.05)
            .with(Slip::AgeRounded, 0.2)
            .with(Slip::AgeGuessed, 0.3)
            .with(Slip::SexWrong, 0.01)
            .with(Slip::CitizenshipCoarse, 0.05)
            .with(Slip::CitizenshipWrong, 0.02)
            .with(Slip::PlaceCoarse, 0.2)
            .with(Slip::PlaceRespelled, 0.3)
            .with(Slip::PhoneChanged, 0.6)
            .with(Slip::PhoneShared, 0.1)
            .with(Slip::Alias, 0.02)
            .with(Slip::GivenMissing, 0.01)
            .with(Slip::FamilyMissing, 0.05)
            .with(Slip::BirthMissing, 0.12)
            .with(Slip::SexMissing, 0.03)
            .with(Slip::CitizenshipMissing, 0.08)
            .with(Slip::PlaceMissing, 0.35)
            .with(Slip::PhoneMissing, 0.55)
            .with(Slip::DocumentMissing, 0.85)
    }

    /// The rate of a slip.
    pub fn of(&self, slip: Slip) -> f64 {
        self.0[slip as usize]
    }

    /// The same rates but for one slip.
    #[must_use]
    pub fn with(mut self, slip: Slip, rate: f64) -> Self {
        self.0[slip as usize] = rate;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_stand_at_their_own_position() {
        for (at, slip) in Slip::ALL.iter().enumerate() {
            assert_eq!(*slip as usize, at);
        }
    }

    #[test]
    fn hard_is_harder_in_everything() {
        for slip in Slip::ALL {
            assert!(SlipRates::hard().of(slip) > SlipRates::ordinary().of(slip), "{slip:?}");
        }
    }
}
