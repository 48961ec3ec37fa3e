//! Victims as a calculation needs them: how many, where, in what work, for how long, and perhaps what
//! each of them brings in.

use serde::Serialize;

use crate::calculator::published_constants::{Counted, Region, Sector};
use crate::calculator::refused::ProfitRefusal;
use crate::calculator::uncertain::Uncertain;

/// Some victims.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Victims {
    /// Where they are, in the caller's words, such as the name of a country; perhaps empty.
    pub place: String,
    /// In what work.
    pub sector: Sector,
    /// In which region of the report. [`Region::World`] says that they are all of the world.
    pub region: Region,
    /// How many.
    pub people: Uncertain,
    /// Whom the figure counts; `None` if nobody said.
    pub counted: Option<Counted>,
    /// What the figure has to do with time.
    pub spell: Spell,
    /// The report to take the profit per victim from.
    pub report: String,
    /// The caller's own value per victim, in place of a report's.
    pub own: Option<OwnValue>,
}

/// What a figure of victims has to do with time, and so how many person-years a year has.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spell {
    /// Nobody said; counted as people on an average day, and flagged.
    NotStated,
    /// People on an average day (a stock): as many person-years in a year.
    Stock,
    /// People who come to be exploited in a year (a flow). In a steady state those on an average
    /// day are the flow times the mean duration (Little's law).
    Entering {
        /// Mean duration, in years.
        mean_years: Uncertain,
    },
    /// People exploited at any time in a window: those on an average day are people times the mean
    /// duration within the window over its length. This is the formula of the global estimates as
    /// secondary sources give it; the annex itself was not at hand (not verified).
    Window {
        /// Mean duration within the window, in years; not longer than the window.
        mean_years: Uncertain,
        /// Length of the window, in years.
        window_years: f64,
    },
}

/// A caller's own value per victim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OwnValue {
    /// The value.
    pub per_victim: PerVictim,
    /// The year of the dollars, if it is known.
    pub price_year: Option<i16>,
    /// Where it comes from.
    pub source: String,
}

/// What a victim brings in, in United States dollars per person and year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PerVictim {
    /// The profit.
    Profit(Uncertain),
    /// Earnings, of which a share is costs; the report of 2014 took 0.30 in commercial sexual
    /// exploitation. The profit is the rest.
    Earnings {
        /// Earnings.
        earnings: Uncertain,
        /// Share of costs, from 0 to 1.
        cost_share: Uncertain,
    },
}

impl Spell {
    pub(crate) fn mean_years(&self) -> Option<&Uncertain> {
        match self {
            Self::NotStated | Self::Stock => None,
            Self::Entering { mean_years } | Self::Window { mean_years, .. } => Some(mean_years),
        }
    }

    /// Refuses people who are exploited within a window for longer than it lasts.
    pub(crate) fn within_its_window(&self, row: usize) -> Result<(), ProfitRefusal> {
        let Self::Window { mean_years, window_years } = self else { return Ok(()) };
        let (mean_years, window_years) = (mean_years.largest(), *window_years);
        // A window that is not a number is no window either.
        if window_years.is_finite() && mean_years <= window_years && window_years > 0.0 {
            return Ok(());
        }
        Err(ProfitRefusal::DurationBeyondWindow { row, mean_years, window_years })
    }

    /// People on an average day for each person of the figure, which are the person-years of a year,
    /// at a mean duration in years. A duration beyond its window counts as the window.
    ///
    /// ```
    /// use concert_estimate::profits::Spell;
    /// use concert_estimate::uncertain::Uncertain;
    ///
    /// // Six months each, within five years.
    /// let spell = Spell::Window { mean_years: Uncertain::exact(0.5)?, window_years: 5.0 };
    /// assert_eq!(1000.0 * spell.per_person(0.5), 100.0);
    /// # Ok::<(), concert_estimate::uncertain::NotAnAmount>(())
    /// ```
    pub fn per_person(&self, mean_years: f64) -> f64 {
        match self {
            Self::NotStated | Self::Stock => 1.0,
            Self::Entering { .. } => mean_years,
            Self::Window { window_years, .. } => mean_years.min(*window_years) / window_years,
        }
    }
}

impl PerVictim {
    /// The profit or the earnings, and the share of costs if there is one.
    pub(crate) fn parts(&self) -> (&Uncertain, Option<&Uncertain>) {
        match self {
            Self::Profit(profit) => (profit, None),
            Self::Earnings { earnings, cost_share } => (earnings, Some(cost_share)),
        }
    }
}

/// Two rows count the same people if one is of the whole that the other is a part of.
pub(crate) fn refuse_overlaps(victims: &[Victims]) -> Result<(), ProfitRefusal> {
    let is_part = |part: &Victims, whole: &Victims| {
        let sectors = part.sector == whole.sector || whole.sector == Sector::All;
        let of_world = whole.region == Region::World && part.region != Region::World;
        let same_place = part.region == whole.region && part.place == whole.place;
        sectors && (of_world || (same_place && part.sector != whole.sector))
    };
    for (second, later) in victims.iter().enumerate() {
        for (first, earlier) in victims[..second].iter().enumerate() {
            if is_part(later, earlier) || is_part(earlier, later) {
                let (first, second) = (first + 1, second + 1);
                return Err(ProfitRefusal::OverlappingRows { first, second });
            }
        }
    }
    Ok(())
}
