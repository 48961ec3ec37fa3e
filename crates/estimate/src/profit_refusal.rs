//! When victims must not be turned into money, and what must be known beside a sum of money.
//!
//! A sum of money travels further than the figure of people behind it, and nobody looks back. What
//! would make it mean something else than it seems is therefore refused, and what makes it less
//! sure is said with it.

use serde::{Deserialize, Serialize};

use crate::published_constants::{Counted, Region, Sector};
use crate::uncertain::NotAnAmount;

/// Why there is no sum. The code is stable; rows are counted from one.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfitRefusal {
    /// There are no victims to compute with.
    #[error("no victims were given")]
    NoVictims,
    /// A number of a row is not an amount with its uncertainty.
    #[error("row {row}: {error}")]
    NotAnAmount {
        /// The row.
        row: usize,
        /// What is wrong with the number.
        error: NotAnAmount,
    },
    /// The only value per victim is of the whole world, the victims are of a part of it.
    #[error("row {row}: {constant} is a mean of the world and does not hold for {}", region.code())]
    GlobalMean {
        /// The row.
        row: usize,
        /// The name of the constant.
        constant: String,
        /// Where the victims are.
        region: Region,
    },
    /// No table has a value per victim for such victims.
    #[error("row {row}: {report} has no profit per victim for {} in {}", sector.code(), region.code())]
    NoPerVictimValue {
        /// The row.
        row: usize,
        /// The report that was asked for.
        report: String,
        /// The sector.
        sector: Sector,
        /// The region.
        region: Region,
    },
    /// Two rows count the same people, so that a sum would count them twice.
    #[error("rows {first} and {second} count the same people")]
    OverlappingRows {
        /// The earlier row.
        first: usize,
        /// The later.
        second: usize,
    },
    /// People of a time window are exploited within it for longer than it lasts.
    #[error("row {row}: {mean_years} years within a window of {window_years}")]
    DurationBeyondWindow {
        /// The row.
        row: usize,
        /// Mean duration within the window, or its upper limit.
        mean_years: f64,
        /// Length of the window.
        window_years: f64,
    },
    /// A share of costs above one.
    #[error("row {row}: {share} is not a share of earnings")]
    NotAShare {
        /// The row.
        row: usize,
        /// The share, or its upper limit.
        share: f64,
    },
    /// Draws are combined draw by draw, and their numbers differ.
    #[error("draws differ in number: {first} and {second}")]
    DrawsDiffer {
        /// How many of one.
        first: usize,
        /// How many of another.
        second: usize,
    },
    /// More numbers would be drawn than are drawn at once.
    #[error("{found} numbers to draw; {limit} are the limit")]
    TooManyDraws {
        /// Rows times draws.
        found: usize,
        /// The limit.
        limit: usize,
    },
}

impl ProfitRefusal {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoVictims => "estimate/no-victims",
            Self::NotAnAmount { error, .. } => error.code(),
            Self::GlobalMean { .. } => "estimate/global-mean-for-national-total",
            Self::NoPerVictimValue { .. } => "estimate/no-per-victim-value",
            Self::OverlappingRows { .. } => "estimate/overlapping-rows",
            Self::DurationBeyondWindow { .. } => "estimate/duration-beyond-window",
            Self::NotAShare { .. } => "estimate/not-a-share",
            Self::DrawsDiffer { .. } => "estimate/draws-differ",
            Self::TooManyDraws { .. } => "estimate/too-many-draws",
        }
    }

    /// The row that it is about, if it is about one.
    pub const fn row(&self) -> Option<usize> {
        match self {
            Self::NotAnAmount { row, .. }
            | Self::GlobalMean { row, .. }
            | Self::NoPerVictimValue { row, .. }
            | Self::DurationBeyondWindow { row, .. }
            | Self::NotAShare { row, .. } => Some(*row),
            Self::OverlappingRows { second, .. } => Some(*second),
            Self::NoVictims | Self::DrawsDiffer { .. } | Self::TooManyDraws { .. } => None,
        }
    }

    /// The facts by name, without the row.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoVictims => Vec::new(),
            Self::NotAnAmount { error, .. } => error.facts(),
            Self::GlobalMean { constant, region, .. } => {
                vec![("constant", constant.clone()), ("region", region.code().to_owned())]
            }
            Self::NoPerVictimValue { report, sector, region, .. } => vec![
                ("report", report.clone()),
                ("sector", sector.code().to_owned()),
                ("region", region.code().to_owned()),
            ],
            Self::OverlappingRows { first, second } => {
                vec![("first", first.to_string()), ("second", second.to_string())]
            }
            Self::DurationBeyondWindow { mean_years, window_years, .. } => {
                vec![("mean", mean_years.to_string()), ("window", window_years.to_string())]
            }
            Self::NotAShare { share, .. } => vec![("share", share.to_string())],
            Self::DrawsDiffer { first, second } => {
                vec![("first", first.to_string()), ("second", second.to_string())]
            }
            Self::TooManyDraws { found, limit } => {
                vec![("found", found.to_string()), ("limit", limit.to_string())]
            }
        }
    }
}

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
