//! When victims must not be turned into money.
//!
//! A sum of money travels further than the figure of people behind it, and nobody looks back. What
//! would make it mean something else than it seems is therefore refused.

use crate::calculator::published_constants::{Region, Sector};
use crate::calculator::uncertain::NotAnAmount;

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
    /// More rows than are compared with each other.
    #[error("{found} rows of victims; {limit} are the limit")]
    TooManyRows {
        /// Rows given.
        found: usize,
        /// The limit.
        limit: usize,
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
            Self::TooManyRows { .. } => "estimate/too-many-rows",
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
            Self::NoVictims
            | Self::DrawsDiffer { .. }
            | Self::TooManyRows { .. }
            | Self::TooManyDraws { .. } => None,
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
            Self::OverlappingRows { first, second } | Self::DrawsDiffer { first, second } => {
                vec![("first", first.to_string()), ("second", second.to_string())]
            }
            Self::DurationBeyondWindow { mean_years, window_years, .. } => {
                vec![("mean", mean_years.to_string()), ("window", window_years.to_string())]
            }
            Self::NotAShare { share, .. } => vec![("share", share.to_string())],
            Self::TooManyRows { found, limit } | Self::TooManyDraws { found, limit } => {
                vec![("found", found.to_string()), ("limit", limit.to_string())]
            }
        }
    }
}
