//! What must be known beside a sum of money.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::calculator::profits::Valued;
use crate::calculator::published_constants::{Constant, Counted, Region, Sector};
use crate::calculator::victims::{Spell, Victims};

/// What makes a sum of money mean less than it seems. The code is stable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum ProfitFlag {
    /// Means of the world were used for a part of it, because the caller said so.
    #[serde(rename = "estimate/global-mean-used")]
    GlobalMeanUsed {
        /// The regions for which they were used.
        regions: Vec<Region>,
    },
    /// Means of a region were used: a country or place within it can differ.
    #[serde(rename = "estimate/regional-mean-used")]
    RegionalMeanUsed {
        /// The regions.
        regions: Vec<Region>,
    },
    /// Means over all sectors were used for one sector.
    #[serde(rename = "estimate/mean-over-sectors-used")]
    MeanOverSectorsUsed {
        /// The sectors for which they were used.
        sectors: Vec<Sector>,
    },
    /// Values per victim of several reports stand in one sum.
    #[serde(rename = "estimate/reports-mixed")]
    ReportsMixed {
        /// The reports.
        reports: Vec<String>,
    },
    /// The victims and the values per victim are of different people.
    #[serde(rename = "estimate/populations-mixed")]
    PopulationsMixed {
        /// The people counted.
        counted: Vec<Counted>,
    },
    /// Nobody said whom the figure of victims counts.
    #[serde(rename = "estimate/population-not-stated")]
    PopulationNotStated,
    /// Dollars of different years stand in one sum; nothing was converted.
    #[serde(rename = "estimate/price-years-mixed")]
    PriceYearsMixed {
        /// The years.
        years: Vec<i16>,
    },
    /// Nobody said how long people are exploited; a whole year was counted for each.
    #[serde(rename = "estimate/whole-year-assumed")]
    WholeYearAssumed,
    /// A value per victim has no interval, so that the interval of the sum is too narrow.
    #[serde(rename = "estimate/per-victim-without-interval")]
    PerVictimWithoutInterval,
    /// Intervals of several rows were taken as independent of each other. If they err together,
    /// the interval of the sum is too narrow.
    #[serde(rename = "estimate/rows-independent")]
    RowsIndependent,
    /// Constants are not as their source printed them: the reader changed or added them.
    #[serde(rename = "estimate/constants-changed")]
    ConstantsChanged {
        /// Their names.
        constants: Vec<String>,
    },
    /// Constants were seen in secondary sources only.
    #[serde(rename = "estimate/constants-not-verified")]
    ConstantsNotVerified {
        /// Their names.
        constants: Vec<String>,
    },
}

impl ProfitFlag {
    /// The stable code, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::GlobalMeanUsed { .. } => "estimate/global-mean-used",
            Self::RegionalMeanUsed { .. } => "estimate/regional-mean-used",
            Self::MeanOverSectorsUsed { .. } => "estimate/mean-over-sectors-used",
            Self::ReportsMixed { .. } => "estimate/reports-mixed",
            Self::PopulationsMixed { .. } => "estimate/populations-mixed",
            Self::PopulationNotStated => "estimate/population-not-stated",
            Self::PriceYearsMixed { .. } => "estimate/price-years-mixed",
            Self::WholeYearAssumed => "estimate/whole-year-assumed",
            Self::PerVictimWithoutInterval => "estimate/per-victim-without-interval",
            Self::RowsIndependent => "estimate/rows-independent",
            Self::ConstantsChanged { .. } => "estimate/constants-changed",
            Self::ConstantsNotVerified { .. } => "estimate/constants-not-verified",
        }
    }

    /// The fact that it has, if it has one: its name, and its codes, years or names.
    pub fn fact(&self) -> Option<(&'static str, Vec<String>)> {
        let fact = match self {
            Self::GlobalMeanUsed { regions } | Self::RegionalMeanUsed { regions } => {
                ("regions", regions.iter().map(|it| it.code().to_owned()).collect())
            }
            Self::MeanOverSectorsUsed { sectors } => {
                ("sectors", sectors.iter().map(|it| it.code().to_owned()).collect())
            }
            Self::ReportsMixed { reports } => ("reports", reports.clone()),
            Self::PopulationsMixed { counted } => {
                ("counted", counted.iter().map(|it| it.code().to_owned()).collect())
            }
            Self::PriceYearsMixed { years } => {
                ("years", years.iter().map(ToString::to_string).collect())
            }
            Self::ConstantsChanged { constants } | Self::ConstantsNotVerified { constants } => {
                ("constants", constants.clone())
            }
            Self::PopulationNotStated
            | Self::WholeYearAssumed
            | Self::PerVictimWithoutInterval
            | Self::RowsIndependent => return None,
        };
        Some(fact)
    }
}

/// What makes the sum mean less than it seems, in the order of weight.
pub(crate) fn of_rows(valued: &[Valued<'_>], constants: &[Constant]) -> Vec<ProfitFlag> {
    /// Different values in their order.
    fn set<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
        values.collect::<BTreeSet<T>>().into_iter().collect()
    }
    let used = || valued.iter().filter_map(|row| Some((row.victims, row.constant?)));
    let mut flags = Vec::new();
    let mut raise = |is_so: bool, flag: ProfitFlag| {
        if is_so {
            flags.push(flag);
        }
    };
    let regions = |rows: &dyn Fn(&Victims, &Constant) -> bool| {
        set(used().filter(|(victims, constant)| rows(victims, constant)).map(|it| it.0.region))
    };
    let global = regions(&|victims, constant| constant.region != victims.region);
    raise(!global.is_empty(), ProfitFlag::GlobalMeanUsed { regions: global });
    let reports = set(used().map(|(_, constant)| constant.report.clone()));
    raise(reports.len() > 1, ProfitFlag::ReportsMixed { reports });
    let stated = valued.iter().filter_map(|row| row.victims.counted);
    let counted = set(stated.chain(constants.iter().map(|constant| constant.counted)));
    raise(counted.len() > 1, ProfitFlag::PopulationsMixed { counted });
    let unstated = valued.iter().any(|row| row.victims.counted.is_none());
    raise(unstated, ProfitFlag::PopulationNotStated);
    let years = set(valued.iter().filter_map(|row| row.price_year));
    raise(years.len() > 1, ProfitFlag::PriceYearsMixed { years });
    let whole_year = valued.iter().any(|row| row.victims.spell == Spell::NotStated);
    raise(whole_year, ProfitFlag::WholeYearAssumed);
    let sectors = used().filter(|(victims, constant)| constant.sector != victims.sector);
    let sectors = set(sectors.map(|(victims, _)| victims.sector));
    raise(!sectors.is_empty(), ProfitFlag::MeanOverSectorsUsed { sectors });
    let regional = regions(&|victims, constant| {
        constant.region == victims.region && constant.region != Region::World
    });
    raise(!regional.is_empty(), ProfitFlag::RegionalMeanUsed { regions: regional });
    let no_interval = valued.iter().any(|row| row.per_victim.parts().0.is_exact());
    raise(no_interval, ProfitFlag::PerVictimWithoutInterval);
    let alone =
        |row: &&Valued<'_>| !row.victims.people.is_exact() && row.victims.people.draws().is_none();
    raise(valued.iter().filter(alone).count() > 1, ProfitFlag::RowsIndependent);
    let named = |which: &dyn Fn(&&Constant) -> bool| -> Vec<String> {
        constants.iter().filter(which).map(Constant::name).collect()
    };
    let changed = named(&|constant| !constant.shipped);
    raise(!changed.is_empty(), ProfitFlag::ConstantsChanged { constants: changed });
    let unseen = named(&|constant| !constant.verified);
    raise(!unseen.is_empty(), ProfitFlag::ConstantsNotVerified { constants: unseen });
    flags
}
