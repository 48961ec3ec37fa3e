//! How much hangs on one ratio: victims of sexual exploitation for each victim of other forced
//! labour.
//!
//! Household surveys miss sexual exploitation. The global estimates of 2022 take it from case data:
//! so many cases of sexual exploitation for each other case, times the survey's total. Walby and
//! Francis (2025, Social Indicators Research 176:669) replace the case data by administrative data
//! and find more than 30 % more people in all, and sexual exploitation not 27 % but 56 % of forced
//! labour in the private economy. One number that nobody has measured decides which exploitation is
//! the larger.

use serde::{Deserialize, Serialize};

use crate::calculator::published_constants::{
    Constants, Counted, GLOBAL_ESTIMATES_2022, ILO_2024, Quantity, Region, Sector,
};
use crate::calculator::uncertain::NotAnAmount;

/// What stays the same while the ratio varies.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RatioBasis {
    /// People in forced labour exploitation that is not sexual, as surveys count them.
    pub other: f64,
    /// People whom the ratio does not touch: in labour that a state imposes, in forced marriage.
    pub apart: f64,
    /// The ratio to compare with.
    pub usual_ratio: f64,
    /// Profit per person and year in sexual exploitation, in US dollars.
    pub profit_sexual: f64,
    /// Profit per person and year in the other, in US dollars.
    pub profit_other: f64,
}

/// What one ratio gives.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RatioPoint {
    /// Victims of sexual exploitation for each victim of other forced labour exploitation.
    pub ratio: f64,
    /// People in forced commercial sexual exploitation.
    pub sexual: f64,
    /// Those, as a share of forced labour in the private economy, from 0 to 1.
    pub sexual_share: f64,
    /// People in all.
    pub total: f64,
    /// How much larger the total is than at the usual ratio: 0.3 is 30 % more.
    pub change: f64,
    /// Profits from forced labour in the private economy, in US dollars a year.
    pub profits: f64,
}

impl RatioBasis {
    /// The global estimates of 2022 with the profits of the report of 2024. `None` if the table
    /// lacks one of their figures.
    ///
    /// ```
    /// use concert_estimate::published_constants::Constants;
    /// use concert_estimate::sector_ratio::RatioBasis;
    ///
    /// let basis = RatioBasis::of_the_world(&Constants::shipped()).ok_or("no figures")?;
    /// assert_eq!((basis.usual_ratio * 100.0).round(), 36.0);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn of_the_world(constants: &Constants) -> Option<Self> {
        let find = |quantity, report, sector, counted| {
            let found = constants.find(quantity, report, sector, Region::World, Some(counted))?;
            (found.counted == counted).then_some(found.value)
        };
        let private = Counted::ForcedLabourPrivate;
        let people =
            |sector, counted| find(Quantity::People, GLOBAL_ESTIMATES_2022, sector, counted);
        let profit = |sector| find(Quantity::ProfitPerVictim, ILO_2024, sector, private);
        let (other, sexual) = (people(Sector::Other, private)?, people(Sector::Sexual, private)?);
        Some(Self {
            other,
            apart: people(Sector::All, Counted::ModernSlavery)? - other - sexual,
            usual_ratio: sexual / other,
            profit_sexual: profit(Sector::Sexual)?,
            profit_other: profit(Sector::Other)?,
        })
    }

    /// What a ratio gives. The ratio is zero or more.
    pub fn at(&self, ratio: f64) -> Result<RatioPoint, NotAnAmount> {
        let numbers = [
            ratio,
            self.other,
            self.apart,
            self.usual_ratio,
            self.profit_sexual,
            self.profit_other,
        ];
        for value in numbers {
            if !(value.is_finite() && value >= 0.0) {
                return Err(NotAnAmount::Value { value });
            }
        }
        let total = |ratio: f64| self.other * (1.0 + ratio) + self.apart;
        let usual = total(self.usual_ratio);
        let sexual = self.other * ratio;
        Ok(RatioPoint {
            ratio,
            sexual,
            sexual_share: ratio / (1.0 + ratio),
            total: total(ratio),
            change: if usual > 0.0 { total(ratio) / usual - 1.0 } else { 0.0 },
            profits: sexual * self.profit_sexual + self.other * self.profit_other,
        })
    }
}

/// The ratio at which sexual exploitation has a share of forced labour in the private economy;
/// infinite for a share of one.
pub fn ratio_of_share(share: f64) -> f64 {
    share / (1.0 - share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world() -> RatioBasis {
        RatioBasis::of_the_world(&Constants::shipped()).unwrap()
    }

    #[test]
    fn the_usual_ratio_gives_the_published_figures() {
        let point = world().at(world().usual_ratio).unwrap();
        assert!((point.total - 49.6e6).abs() < 1.0 && (point.sexual - 6.3e6).abs() < 1.0);
        // Printed: 27 % of the victims in the private economy; 236 billion dollars.
        assert!((point.sexual_share - 0.27).abs() < 0.005);
        assert!((point.profits - 236e9).abs() < 1e9);
        assert!(point.change.abs() < 1e-12);
    }

    #[test]
    fn a_share_of_56_percent_makes_the_total_more_than_30_percent_larger() {
        // The two published statements of Walby and Francis follow from each other.
        let point = world().at(ratio_of_share(0.56)).unwrap();
        assert!((point.sexual_share - 0.56).abs() < 1e-12);
        assert!(point.change > 0.30 && point.change < 0.33, "{}", point.change);
        assert!(point.sexual > world().other);
    }

    #[test]
    fn everything_grows_with_the_ratio_and_the_two_are_equal_at_one() {
        let points: Vec<_> = (0..40).map(|i| world().at(f64::from(i) / 10.0).unwrap()).collect();
        assert!(points.windows(2).all(|w| w[0].total < w[1].total && w[0].profits < w[1].profits));
        assert!(points.windows(2).all(|w| w[0].sexual_share < w[1].sexual_share));
        assert!((world().at(1.0).unwrap().sexual_share - 0.5).abs() < 1e-12);
        assert!(world().at(-0.1).is_err() && world().at(f64::INFINITY).is_err());
    }
}
