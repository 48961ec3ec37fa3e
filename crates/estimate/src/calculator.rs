//! What follows from a number of people: money and rates.

pub mod average_day;
pub(crate) mod flag;
pub mod prevalence;
pub mod profits;
pub mod published_constants;
pub(crate) mod refused;
pub mod sector_ratio;
pub mod uncertain;
pub(crate) mod victims;
