//! What case lists are made from, and which wishes cannot be granted.

use jiff::civil::{Date, date};

use super::keeper::{Keeper, Writes};
use super::slips::{Slip, SlipRates};
use crate::people::Tradition;

/// Most lists of a case world: a capture history has sixteen bits.
pub const MOST_LISTS: usize = 16;
/// Most people of a case world.
pub const MOST_PEOPLE: u32 = 20_000_000;

/// What case lists are made from. Equal parameters and seeds make equal lists, byte by byte.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseParameters {
    /// How many victims there are, on a list or on none, up to [`MOST_PEOPLE`].
    pub population: u32,
    /// The last day of the year in which all of them were found.
    pub today: Date,
    /// The lists, 1 to [`MOST_LISTS`].
    pub lists: Vec<ListParameters>,
    /// How common people of each tradition are, as weights.
    pub traditions: Vec<(Tradition, f64)>,
    /// How much people differ in how visible they are: the standard deviation of a normal value that
    /// is added to the log odds of being on every list (a Rasch model). 0: all alike.
    pub heterogeneity: f64,
    /// Pairs of lists that depend on each other; none: lists are independent.
    pub dependences: Vec<Dependence>,
}

/// One list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListParameters {
    /// Who keeps it, which gives it columns, language and habits.
    pub keeper: Keeper,
    /// The probability of being on it, for somebody of usual visibility who is on no other list,
    /// above 0 and below 1.
    pub capture: f64,
    /// The probability that somebody who stands on it stands there once more, and again once more,
    /// 0 to 0.9. Nobody stands twice on a list with 0: it is clean.
    pub duplicates: f64,
    /// The share of the people whose script the list writes that it writes in their own script.
    pub own_script: f64,
    /// The share of all other people whose names and places the list writes down in its script by
    /// ear, on a list that writes Arabic or Cyrillic.
    pub by_ear: f64,
    /// The share of missing values that are written as a word such as "unknown".
    pub placeholders: f64,
    /// How often what goes wrong.
    pub slips: SlipRates,
}

/// Two lists that depend on each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dependence {
    /// One list, by its position.
    pub first: usize,
    /// Another, further back.
    pub second: usize,
    /// By how much the odds of being on the second are multiplied for those on the first, above 0.
    pub odds: f64,
}

/// How people are named, by how common they are among victims in the made-up world.
const TRADITIONS: [(Tradition, f64); 19] = [
    (Tradition::Albanian, 0.06),
    (Tradition::Romanian, 0.09),
    (Tradition::Russian, 0.04),
    (Tradition::Ukrainian, 0.07),
    (Tradition::Arabic, 0.14),
    (Tradition::Yoruba, 0.03),
    (Tradition::Igbo, 0.03),
    (Tradition::Edo, 0.06),
    (Tradition::Ethiopian, 0.08),
    (Tradition::Bengali, 0.07),
    (Tradition::Hindi, 0.04),
    (Tradition::Nepali, 0.03),
    (Tradition::Vietnamese, 0.07),
    (Tradition::Thai, 0.03),
    (Tradition::Burmese, 0.03),
    (Tradition::Chinese, 0.03),
    (Tradition::Filipino, 0.03),
    (Tradition::Spanish, 0.04),
    (Tradition::Portuguese, 0.03),
];

impl CaseParameters {
    /// So many people and lists of the first keepers, with what orderly offices get wrong.
    pub fn ordinary(population: u32, lists: usize) -> Self {
        Self::new(population, lists, &ListParameters::ordinary)
    }

    /// So many people and lists of the first keepers, written in haste, by ear and across languages.
    pub fn hard(population: u32, lists: usize) -> Self {
        Self::new(population, lists, &ListParameters::hard)
    }

    fn new(population: u32, lists: usize, list: &dyn Fn(Keeper) -> ListParameters) -> Self {
        let keepers = Keeper::ALL.iter().cycle().take(lists);
        Self {
            population,
            today: date(2026, 11, 24),
            lists: keepers.map(|keeper| list(*keeper)).collect(),
            traditions: TRADITIONS.to_vec(),
            heterogeneity: 0.0,
            dependences: Vec::new(),
        }
    }

    /// Refuses what cannot be made.
    pub(crate) fn check(&self) -> Result<(), CaseRefusal> {
        if !(1..=MOST_LISTS).contains(&self.lists.len()) {
            return Err(CaseRefusal::Lists { asked: self.lists.len() });
        }
        if self.population > MOST_PEOPLE {
            return Err(CaseRefusal::People { asked: self.population });
        }
        if !(1972..=2200).contains(&self.today.year()) {
            return Err(CaseRefusal::Today { asked: self.today });
        }
        let weights: f64 = self.traditions.iter().map(|(_, weight)| weight.abs()).sum();
        let weighty = |weight: f64| weight.is_finite() && weight >= 0.0;
        if !self.traditions.iter().all(|(_, weight)| weighty(*weight)) || weights <= 0.0 {
            return Err(CaseRefusal::Number { field: "traditions", asked: weights });
        }
        if !weighty(self.heterogeneity) {
            return Err(CaseRefusal::Number { field: "heterogeneity", asked: self.heterogeneity });
        }
        for pair in &self.dependences {
            if pair.first >= pair.second || pair.second >= self.lists.len() {
                return Err(CaseRefusal::Pair { first: pair.first, second: pair.second });
            }
            if !(weighty(pair.odds) && pair.odds > 0.0) {
                return Err(CaseRefusal::Number { field: "odds", asked: pair.odds });
            }
        }
        for list in &self.lists {
            if !(list.capture > 0.0 && list.capture < 1.0) {
                return Err(CaseRefusal::Number { field: "capture", asked: list.capture });
            }
            if !(0.0..=0.9).contains(&list.duplicates) {
                return Err(CaseRefusal::Number { field: "duplicates", asked: list.duplicates });
            }
            let shares = [
                ("own_script", list.own_script),
                ("by_ear", list.by_ear),
                ("placeholders", list.placeholders),
            ];
            let rates = Slip::ALL.iter().map(|slip| ("slips", list.slips.of(*slip)));
            for (field, asked) in shares.into_iter().chain(rates) {
                if !(0.0..=1.0).contains(&asked) {
                    return Err(CaseRefusal::Number { field, asked });
                }
            }
        }
        Ok(())
    }
}

impl ListParameters {
    /// The list of this keeper as an orderly office keeps it.
    pub fn ordinary(keeper: Keeper) -> Self {
        let mut slips = SlipRates::ordinary();
        if keeper == Keeper::Hotline {
            // Callers tell less of themselves.
            slips = slips
                .with(Slip::GivenMissing, 0.02)
                .with(Slip::FamilyMissing, 0.15)
                .with(Slip::BirthMissing, 0.1)
                .with(Slip::ShortForm, 0.06)
                .with(Slip::PhoneMissing, 0.1);
        }
        match keeper {
            // Their machines know the letters of the English alphabet alone.
            Keeper::Police | Keeper::AsylumOffice => {
                slips = slips.with(Slip::AccentsMissing, 0.97);
            }
            Keeper::International => slips = slips.with(Slip::AccentsMissing, 0.6),
            _ => {}
        }
        Self {
            keeper,
            capture: keeper.usual_capture(),
            duplicates: match keeper {
                Keeper::Shelter | Keeper::Hospital => 0.03,
                Keeper::Hotline => 0.08,
                _ => 0.0,
            },
            own_script: match keeper.writes() {
                Writes::Latin => 0.0,
                Writes::Arabic | Writes::Cyrillic => 1.0,
                Writes::Any => 0.25,
            },
            by_ear: 0.0,
            placeholders: 0.1,
            slips,
        }
    }

    /// The list of this keeper as it is kept in haste, by ear and across languages.
    pub fn hard(keeper: Keeper) -> Self {
        let ordinary = Self::ordinary(keeper);
        let mut slips = SlipRates::hard();
        let accents = ordinary.slips.of(Slip::AccentsMissing);
        slips = slips.with(Slip::AccentsMissing, accents.max(slips.of(Slip::AccentsMissing)));
        if keeper == Keeper::Hotline {
            slips = slips.with(Slip::FamilyMissing, 0.3).with(Slip::ShortForm, 0.15);
        }
        Self {
            duplicates: if ordinary.duplicates > 0.0 { ordinary.duplicates + 0.07 } else { 0.0 },
            by_ear: 0.6,
            placeholders: 0.3,
            slips,
            ..ordinary
        }
    }
}

/// Why no case lists are made from these parameters.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CaseRefusal {
    /// No list, or more than a capture history can name.
    #[error("case lists are 1 to {MOST_LISTS}, not {asked}")]
    Lists {
        /// How many were asked for.
        asked: usize,
    },
    /// More people than are made.
    #[error("a case world has at most {MOST_PEOPLE} people, not {asked}")]
    People {
        /// How many were asked for.
        asked: u32,
    },
    /// Birth dates would leave the calendar.
    #[error("a case world ends between 1972 and 2200, not on {asked}")]
    Today {
        /// What was asked for.
        asked: Date,
    },
    /// A dependence names lists that are not there, or not in order.
    #[error("no pair of lists is {first} and {second}: the first comes before the second")]
    Pair {
        /// One list.
        first: usize,
        /// The other.
        second: usize,
    },
    /// A number is out of its range.
    #[error("{field} is out of its range: {asked}")]
    Number {
        /// Which.
        field: &'static str,
        /// What was asked for.
        asked: f64,
    },
}

impl CaseRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Lists { .. } => "region/case-lists",
            Self::People { .. } => "region/case-people",
            Self::Today { .. } => "region/case-today",
            Self::Pair { .. } => "region/case-pair",
            Self::Number { .. } => "region/case-number",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_made_is_refused_with_its_code() {
        let code = |change: &dyn Fn(&mut CaseParameters)| {
            let mut parameters = CaseParameters::ordinary(100, 3);
            change(&mut parameters);
            parameters.check().map_err(|refusal| refusal.code())
        };
        assert_eq!(code(&|_| ()), Ok(()));
        assert_eq!(code(&|it| it.lists.clear()), Err("region/case-lists"));
        assert_eq!(code(&|it| it.population = u32::MAX), Err("region/case-people"));
        assert_eq!(code(&|it| it.today = date(1900, 1, 1)), Err("region/case-today"));
        assert_eq!(code(&|it| it.lists[0].capture = 1.0), Err("region/case-number"));
        assert_eq!(code(&|it| it.lists[2].duplicates = f64::NAN), Err("region/case-number"));
        assert_eq!(code(&|it| it.traditions.clear()), Err("region/case-number"));
        assert_eq!(code(&|it| it.heterogeneity = -1.0), Err("region/case-number"));
        let pair = |first, second| Dependence { first, second, odds: 2.0 };
        assert_eq!(code(&|it| it.dependences.push(pair(0, 2))), Ok(()));
        assert_eq!(code(&|it| it.dependences.push(pair(2, 2))), Err("region/case-pair"));
        assert_eq!(code(&|it| it.dependences.push(pair(0, 3))), Err("region/case-pair"));
    }

    #[test]
    fn traditions_have_all_a_weight() {
        for tradition in Tradition::ALL {
            assert!(TRADITIONS.iter().any(|(known, weight)| *known == tradition && *weight > 0.0));
        }
    }
}
