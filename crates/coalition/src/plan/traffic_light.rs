//! The traffic light of a commitment, with the rule that gives its colour and the facts to which
//! the rule was applied, so that a reader can follow it.
//!
//! The rule compares what is done with the share of the time that has passed. Done is what a
//! reviewer found; where nobody has reviewed, what was claimed with evidence; a claim without
//! evidence counts for nothing here. Levels are not amounts: the shares of time say by when each
//! level is expected, and a commitment is behind by so many levels.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::day::days_from;
use crate::plan::{CommitmentHistory, CommitmentStanding, ProgressLevel, PromiseBook};

/// The thresholds. Those of [`LightRule::default`] are a convention of this program, not a finding;
/// a coalition may choose others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LightRule {
    /// Share of the time after which a commitment is expected to be started, from 0 to 1.
    pub started_by: f64,
    /// The same for partial.
    pub partial_by: f64,
    /// The same for substantial. Complete is expected when the last day has passed.
    pub substantial_by: f64,
    /// Red from so many levels behind; amber from one.
    pub red_from_levels: u8,
    /// Amber when nothing was claimed for more days than this.
    pub silent_days: i32,
}

impl Default for LightRule {
    fn default() -> Self {
        Self {
            started_by: 0.25,
            partial_by: 0.5,
            substantial_by: 0.75,
            red_from_levels: 2,
            silent_days: 180,
        }
    }
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// As far as expected, or complete.
    Green,
    /// One level behind, or silent for long.
    Amber,
    /// Late, or further behind.
    Red,
    /// Not judged: it waits for its condition, or was withdrawn.
    Off,
}

/// What decides a colour: the one fact that a reader is told first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LightReason {
    /// It was withdrawn.
    Withdrawn,
    /// It waits for its condition.
    Waiting,
    /// A reviewer found it complete.
    Complete,
    /// Its last day has passed.
    Late,
    /// It is so many levels behind that it is red.
    FarBehind,
    /// It is behind by fewer.
    Behind,
    /// It is as far as expected, and nothing was claimed for long.
    Silent,
    /// It is as far as expected.
    AsExpected,
}

/// What the level rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LevelBasis {
    /// A review.
    Reviewed,
    /// A claim whose evidence can be checked.
    Evidenced,
    /// Neither.
    Nothing,
}

/// The facts to which the rule is applied.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LightFacts {
    /// How the commitment stands.
    pub standing: CommitmentStanding,
    /// Share of the time from the day of the promise to the last day that has passed; above 1 when
    /// it is late. A promise for the same day has all its time behind it.
    pub time_passed: f64,
    /// The level that counts.
    pub level: ProgressLevel,
    /// What that level rests on.
    pub basis: LevelBasis,
    /// Days since the last claim, or since the promise where nothing was claimed yet.
    pub days_silent: i32,
    /// Days since the last day, when it is late.
    pub days_late: Option<i32>,
    /// Days by which the last day was moved since the promise; they change no colour, and whoever
    /// reads the colour should see them.
    pub days_postponed: i32,
    /// Whether the commitment was changed after the review on which the level rests; likewise.
    pub changed_since_review: bool,
}

impl LightRule {
    /// The level that is expected when a share of the time has passed.
    ///
    /// ```
    /// use concert_coalition::{LightRule, ProgressLevel};
    ///
    /// let rule = LightRule::default();
    /// assert_eq!(rule.expected(0.2), ProgressLevel::None);
    /// assert_eq!(rule.expected(0.5), ProgressLevel::Partial);
    /// assert_eq!(rule.expected(1.0), ProgressLevel::Substantial);
    /// assert_eq!(rule.expected(1.01), ProgressLevel::Complete);
    /// ```
    pub fn expected(&self, time_passed: f64) -> ProgressLevel {
        let steps = [
            (time_passed > 1.0, ProgressLevel::Complete),
            (time_passed >= self.substantial_by, ProgressLevel::Substantial),
            (time_passed >= self.partial_by, ProgressLevel::Partial),
            (time_passed >= self.started_by, ProgressLevel::Started),
        ];
        let met = steps.into_iter().find(|(is_met, _)| *is_met);
        met.map_or(ProgressLevel::None, |(_, level)| level)
    }

    /// How many levels what is done lies behind what is expected.
    pub fn levels_behind(&self, facts: &LightFacts) -> u8 {
        (self.expected(facts.time_passed) as u8).saturating_sub(facts.level as u8)
    }

    /// What decides the colour.
    pub fn reason(&self, facts: &LightFacts) -> LightReason {
        match facts.standing {
            CommitmentStanding::Waiting => LightReason::Waiting,
            CommitmentStanding::Withdrawn => LightReason::Withdrawn,
            CommitmentStanding::Complete => LightReason::Complete,
            CommitmentStanding::Late => LightReason::Late,
            CommitmentStanding::Running | CommitmentStanding::DueSoon => {
                match self.levels_behind(facts) {
                    behind if behind >= self.red_from_levels.max(1) => LightReason::FarBehind,
                    0 if facts.days_silent <= self.silent_days => LightReason::AsExpected,
                    0 => LightReason::Silent,
                    _ => LightReason::Behind,
                }
            }
        }
    }

    /// The colour that follows from the facts.
    pub fn light(&self, facts: &LightFacts) -> Light {
        self.reason(facts).light()
    }
}

impl Light {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::Green, Self::Amber, Self::Red, Self::Off];

    /// The word, as it is written in files and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Off => "off",
        }
    }
}

impl LevelBasis {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Reviewed, Self::Evidenced, Self::Nothing];

    /// The word, as it is written in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reviewed => "reviewed",
            Self::Evidenced => "evidenced",
            Self::Nothing => "nothing",
        }
    }
}

impl LightReason {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Withdrawn,
        Self::Waiting,
        Self::Complete,
        Self::Late,
        Self::FarBehind,
        Self::Behind,
        Self::Silent,
        Self::AsExpected,
    ];

    /// The word, as it is written in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Waiting => "waiting",
            Self::Complete => "complete",
            Self::Late => "late",
            Self::FarBehind => "far-behind",
            Self::Behind => "behind",
            Self::Silent => "silent",
            Self::AsExpected => "as-expected",
        }
    }

    /// The colour that it decides.
    pub fn light(self) -> Light {
        match self {
            Self::Withdrawn | Self::Waiting => Light::Off,
            Self::Complete | Self::AsExpected => Light::Green,
            Self::Late | Self::FarBehind => Light::Red,
            Self::Behind | Self::Silent => Light::Amber,
        }
    }
}

impl PromiseBook {
    /// The facts of a commitment on a day.
    pub fn light_facts(&self, history: &CommitmentHistory, day: Date) -> LightFacts {
        let made = history.made_on();
        let time = days_from(made, history.current.commitment.due);
        let passed = days_from(made, day).max(0);
        let time_passed =
            if time > 0 { f64::from(passed) / f64::from(time) } else { 1.0 + f64::from(passed) };
        let (level, basis) = match (history.reviewed(), history.evidenced()) {
            (Some(level), _) => (level, LevelBasis::Reviewed),
            (None, Some(level)) => (level, LevelBasis::Evidenced),
            (None, None) => (ProgressLevel::None, LevelBasis::Nothing),
        };
        let heard = history.claims.iter().map(|(_, claim)| claim.on).max().unwrap_or(made);
        let standing = self.standing(history, day);
        LightFacts {
            standing,
            time_passed,
            level,
            basis,
            days_silent: days_from(heard, day).max(0),
            days_late: (standing == CommitmentStanding::Late)
                .then(|| days_from(history.current.commitment.due, day)),
            days_postponed: history.days_postponed(),
            changed_since_review: history.was_changed_since_review(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(time_passed: f64, level: ProgressLevel, days_silent: i32) -> LightFacts {
        LightFacts {
            standing: CommitmentStanding::Running,
            time_passed,
            level,
            basis: LevelBasis::Evidenced,
            days_silent,
            days_late: None,
            days_postponed: 0,
            changed_since_review: false,
        }
    }

    #[test]
    fn the_colour_follows_from_levels_behind_and_from_silence() {
        use ProgressLevel::{None, Partial, Started, Substantial};
        let rule = LightRule::default();
        for (time_passed, level, days_silent, expected) in [
            (0.24, None, 10, Light::Green),
            (0.25, None, 10, Light::Amber),
            (0.5, Started, 10, Light::Amber),
            (0.5, None, 10, Light::Red),
            (0.6, Partial, 180, Light::Green),
            (0.6, Partial, 181, Light::Amber),
            (0.9, Substantial, 0, Light::Green),
            (0.9, Started, 0, Light::Red),
        ] {
            let facts = facts(time_passed, level, days_silent);
            assert_eq!(rule.light(&facts), expected, "{facts:?}");
        }
        let silent = facts(0.6, Partial, 181);
        assert_eq!(rule.reason(&silent), LightReason::Silent);
        assert_eq!(rule.reason(&facts(0.5, None, 181)), LightReason::FarBehind);
        let late = LightFacts { standing: CommitmentStanding::Late, ..facts(1.1, Substantial, 0) };
        assert_eq!(rule.light(&late), Light::Red);
        let waiting = LightFacts { standing: CommitmentStanding::Waiting, ..facts(0.9, None, 999) };
        assert_eq!(rule.light(&waiting), Light::Off);
    }

    #[test]
    fn more_done_is_never_a_worse_light_and_more_time_never_a_better_one() {
        let rule = LightRule::default();
        for percent in 0..=100 {
            for level in ProgressLevel::ALL {
                let now = rule.light(&facts(f64::from(percent) / 100.0, level, 0));
                let later = rule.light(&facts(f64::from(percent + 1) / 100.0, level, 0));
                assert!(now <= later, "{percent} {level:?}");
                for more in ProgressLevel::ALL.into_iter().filter(|more| *more > level) {
                    assert!(rule.light(&facts(f64::from(percent) / 100.0, more, 0)) <= now);
                }
            }
        }
    }
}
