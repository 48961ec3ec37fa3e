//! Covariates and censored lists: maxima of R, and planted truth.

#![expect(clippy::unwrap_used, reason = "a simulation that cannot be run has failed")]

mod censored;
mod covariates;
#[path = "../published/reference_table.rs"]
#[expect(dead_code, reason = "the published results need more of it")]
mod reference_table;
mod scotland;
