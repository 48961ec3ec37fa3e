//! For whom: sex, age band and origin of the people a declaration speaks of.

use serde::{Deserialize, Serialize};

use crate::axis::{Axis, Stated, axis_enum};

/// Sex or gender as the source records it; sources that mix the two are common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sex {
    /// Women and girls.
    Female,
    /// Men and boys.
    Male,
    /// Trans, non-conforming, intersex and other entries of the source.
    Other,
}

axis_enum!(Sex, "a sex", [Female = "female", Male = "male", Other = "other"]);

/// Age in the cuts that every official source shares (18) and that humanitarian needs use (60).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgeBand {
    /// 0 to 17 years.
    Child,
    /// 18 to 59 years.
    Adult,
    /// 60 years and over.
    Older,
}

axis_enum!(AgeBand, "an age band", [Child = "child", Adult = "adult", Older = "older"]);

impl AgeBand {
    /// The bands that an age range in whole years touches; an absent end is open.
    ///
    /// ```
    /// use concert_terms::{AgeBand, Stated};
    /// assert_eq!(AgeBand::touched(Some(18), None), Stated::of(&[AgeBand::Adult, AgeBand::Older]));
    /// ```
    pub fn touched(min_years: Option<u16>, max_years: Option<u16>) -> Stated<Self> {
        let (low, high) = (min_years.unwrap_or(0), max_years.unwrap_or(u16::MAX));
        [(Self::Child, 0, 17), (Self::Adult, 18, 59), (Self::Older, 60, u16::MAX)]
            .into_iter()
            .filter(|(_, from, to)| low <= *to && high >= *from)
            .map(|(band, ..)| band)
            .collect()
    }
}

/// Where people come from, seen from the place of which the declaration speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// Trafficked within their own country.
    Domestic,
    /// Brought across a border.
    Foreign,
}

axis_enum!(Origin, "an origin", [Domestic = "domestic", Foreign = "foreign"]);

/// A population: what is stated of sex, age and origin. An axis left unstated means that the
/// declaration makes no distinction there: it speaks of everybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Population {
    /// Sexes.
    #[serde(default)]
    pub sexes: Stated<Sex>,
    /// Age bands.
    #[serde(default)]
    pub ages: Stated<AgeBand>,
    /// Origins.
    #[serde(default)]
    pub origins: Stated<Origin>,
}

impl Population {
    /// Everybody.
    pub const EVERYBODY: Self =
        Self { sexes: Stated::UNSTATED, ages: Stated::UNSTATED, origins: Stated::UNSTATED };

    /// Whether somebody can belong to both.
    pub fn overlaps(self, other: Self) -> bool {
        fn meet<T: Axis>(a: Stated<T>, b: Stated<T>) -> bool {
            a.is_unstated() || b.is_unstated() || a.bits() & b.bits() != 0
        }
        meet(self.sexes, other.sexes)
            && meet(self.ages, other.ages)
            && meet(self.origins, other.origins)
    }

    /// Whether everybody in this population belongs to `other`.
    pub fn is_within(self, other: Self) -> bool {
        fn part<T: Axis>(a: Stated<T>, b: Stated<T>) -> bool {
            b.is_unstated() || (!a.is_unstated() && a.bits() & !b.bits() == 0)
        }
        part(self.sexes, other.sexes)
            && part(self.ages, other.ages)
            && part(self.origins, other.origins)
    }
}

/// `female/child/foreign`, with nothing between the slashes for an unstated axis; `everybody`
/// when all three are unstated.
impl std::fmt::Display for Population {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if *self == Self::EVERYBODY {
            return f.write_str("everybody");
        }
        write!(f, "{}/{}/{}", self.sexes, self.ages, self.origins)
    }
}

impl std::str::FromStr for Population {
    type Err = crate::NotAWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() || text == "everybody" {
            return Ok(Self::EVERYBODY);
        }
        let mut parts = text.split('/');
        let mut next = || parts.next().unwrap_or("");
        let population =
            Self { sexes: next().parse()?, ages: next().parse()?, origins: next().parse()? };
        match parts.next() {
            None => Ok(population),
            Some(_) => Err(crate::NotAWord::new(text, "a population")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn women_overlap_everybody_and_lie_within_everybody() {
        let women: Population = "female/adult/".parse().unwrap();
        assert!(women.overlaps(Population::EVERYBODY) && women.is_within(Population::EVERYBODY));
        assert!(!Population::EVERYBODY.is_within(women));
        assert!(!women.overlaps("male//".parse().unwrap()));
        assert_eq!(women.to_string(), "female/adult/");
    }

    #[test]
    fn five_to_seventeen_are_children_and_zero_up_touches_all_bands() {
        assert_eq!(AgeBand::touched(Some(5), Some(17)), Stated::of(&[AgeBand::Child]));
        assert_eq!(AgeBand::touched(None, None).len(), 3);
        assert_eq!(AgeBand::touched(Some(10), Some(24)).len(), 2);
    }
}
