//! What a region is made from, and which wishes cannot be granted.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Most organisations of a region.
pub const MOST_ORGANISATIONS: u32 = 50_000;
/// Most initiatives of a region.
pub const MOST_INITIATIVES: u32 = 3_000_000;
/// The days of history that a region has before its today: two years.
pub const HISTORY_DAYS: i32 = 730;

/// What a region is made from. Equal parameters make equal regions, byte by byte.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// Names the region; another seed, another region.
    pub seed: u64,
    /// How many organisations are known, 1 to [`MOST_ORGANISATIONS`].
    pub organisations: u32,
    /// How many initiatives are declared over the two years, 1 to [`MOST_INITIATIVES`]. People,
    /// needs and capacities grow with it, so that a larger region is not a better served one.
    pub initiatives: u32,
    /// The last day of the two years of history.
    pub today: Date,
    /// Share of the organisations that have not reported for at least a year, 0 to 0.9. At least
    /// one organisation always reports.
    pub silent_share: f64,
    /// Share of the capacities of reporting organisations that are stale, 0 to 0.9.
    pub stale_share: f64,
    /// How many gaps, how many overlaps and how many missing partnerships are planted. Each is at
    /// most a tenth of the initiatives, and fewer where organisations or cells do not suffice; the
    /// truth lists those that were.
    pub planted: u32,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            seed: 1,
            organisations: 160,
            initiatives: 3000,
            today: date(2026, 11, 24),
            silent_share: 0.12,
            stale_share: 0.25,
            planted: 50,
        }
    }
}

/// Why no region is made from these parameters.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Nobody would be there to do anything.
    #[error("a region has 1 to {most} organisations, not {asked}")]
    Organisations {
        /// How many were asked for.
        asked: u32,
        /// Most that are made.
        most: u32,
    },
    /// There would be nothing to show, or more than is made.
    #[error("a region has 1 to {most} initiatives, not {asked}")]
    Initiatives {
        /// How many were asked for.
        asked: u32,
        /// Most that are made.
        most: u32,
    },
    /// A share is not one.
    #[error("{field} is a share between 0 and 0.9, not {asked}")]
    Share {
        /// Which share.
        field: &'static str,
        /// What was asked for.
        asked: f64,
    },
    /// Two years of history would leave the calendar of the journal.
    #[error("a region ends between 1972 and 2200, not on {asked}")]
    Today {
        /// What was asked for.
        asked: Date,
    },
}

impl Refusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Organisations { .. } => "region/organisations",
            Self::Initiatives { .. } => "region/initiatives",
            Self::Share { .. } => "region/share",
            Self::Today { .. } => "region/today",
        }
    }
}

impl Parameters {
    /// Refuses what cannot be made.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        if !(1..=MOST_ORGANISATIONS).contains(&self.organisations) {
            return Err(Refusal::Organisations {
                asked: self.organisations,
                most: MOST_ORGANISATIONS,
            });
        }
        if !(1..=MOST_INITIATIVES).contains(&self.initiatives) {
            return Err(Refusal::Initiatives { asked: self.initiatives, most: MOST_INITIATIVES });
        }
        for (field, asked) in
            [("silent_share", self.silent_share), ("stale_share", self.stale_share)]
        {
            if !(0.0..=0.9).contains(&asked) {
                return Err(Refusal::Share { field, asked });
            }
        }
        if !(1972..=2200).contains(&self.today.year()) {
            return Err(Refusal::Today { asked: self.today });
        }
        Ok(())
    }

    /// How many organisations fell silent.
    pub(crate) fn silent_organisations(&self) -> usize {
        let wanted = f64::from(self.organisations) * self.silent_share;
        (wanted as usize).min(self.organisations as usize - 1)
    }

    /// How many times as many people live here as in the usual region.
    pub(crate) fn scale(&self) -> f64 {
        (f64::from(self.initiatives) / 3000.0).max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_made_is_refused_with_its_code() {
        let usual = Parameters::default();
        let code = |parameters: Parameters| parameters.check().map_err(|refusal| refusal.code());
        assert_eq!(code(usual), Ok(()));
        for (parameters, expected) in [
            (Parameters { organisations: 0, ..usual }, "region/organisations"),
            (Parameters { organisations: u32::MAX, ..usual }, "region/organisations"),
            (Parameters { initiatives: 0, ..usual }, "region/initiatives"),
            (Parameters { silent_share: 1.0, ..usual }, "region/share"),
            (Parameters { stale_share: f64::NAN, ..usual }, "region/share"),
            (Parameters { today: date(1900, 1, 1), ..usual }, "region/today"),
        ] {
            assert_eq!(code(parameters), Err(expected));
        }
    }

    #[test]
    fn somebody_always_reports() {
        let alone = Parameters { organisations: 1, silent_share: 0.9, ..Parameters::default() };
        assert_eq!(alone.silent_organisations(), 0);
    }
}
