//! How many people are on no list: multiple systems estimation.
//!
//! Several organisations keep lists of the people they have met. How often their lists share
//! people tells something about those whom nobody has met, provided that one may assume how the
//! lists depend on each other. This crate makes the assumption explicit, as a log-linear model
//! over the lists; fits it; chooses among such models in the ways of the literature; says how sure
//! the result is, the choice included; and refuses where the table cannot carry an answer.
//!
//! Read it in this order:
//!
//! 1. [`CaptureTable`]: how many people have which capture [`History`].
//! 2. [`Model`]: which lists depend on each other.
//! 3. [`existence()`]: whether a model has an estimate at all, decided in exact arithmetic.
//! 4. [`fit()`]: the estimate of one model, by extended maximum likelihood.
//! 5. [`rank`] and [`stepwise()`]: which model.
//! 6. [`bootstrap()`], [`bca_interval`], [`percentile_interval`]: how sure.
//! 7. [`profile()`], [`fit_heterogeneity`], [`highest_order()`], [`pairwise()`], [`fit_repeats`]: how
//!    far the number moves with what is assumed.
//! 8. [`r_script()`]: what a reader needs to check it.
//! 9. [`estimate`]: all of it as one [`Report`], with every [`Refusal`] and [`Warning`].
//!
//! The crate reads no file and no clock; a seed is an argument, and the same input gives the same
//! bytes. Long work tells how far it is and can be interrupted ([`Tell`]).
//!
//! Papers: Fienberg 1972, Biometrika 59:591 (the model); Fienberg and Rinaldo 2012, Annals of
//! Statistics 40:996 (existence); Chan, Silverman and Vincent 2021, JASA 116:1297 (sparse tables,
//! stepwise choice, bootstrap); Silverman, Chan and Vincent 2024, Statistics and Computing 34:44
//! (choice by BIC); Chao 1987, Biometrics 43:783 (lower bound).

mod bootstrap;
mod capture_history;
mod cone;
mod design;
mod existence;
mod fit;
mod gamma;
mod heterogeneity;
mod highest_order;
mod interval;
mod likelihood_interval;
mod loglinear;
mod lower_bound;
mod margins;
mod model;
mod newton;
pub mod normal;
mod pairwise;
mod poisson;
mod profile;
mod progress;
mod r_script;
pub mod refusal;
mod repeat_counts;
mod report;
mod selection;
mod settings;
mod stepwise;
pub mod warning;
mod workers;

pub use bootstrap::{Bootstrap, Influence, Selection, bootstrap};
pub use capture_history::{CaptureTable, History, MAX_LISTS, MAX_PEOPLE, MIN_LISTS, NotATable};
pub use existence::{Existence, existence};
pub use fit::{Fit, Verdict, fit};
pub use heterogeneity::{
    Family, Heterogeneity, HeterogeneityFit, Spread, fit_heterogeneity, heterogeneity_families,
    profile_heterogeneity,
};
pub use highest_order::{
    GivenXi, HighestOrder, NoHighestOrder, USUAL_XI, highest_order, population_given_xi, xi_for,
};
pub use interval::{acceleration, bca_interval, percentile_interval, quantile_type_8};
pub use lower_bound::{LowerBound, lower_bound};
pub use model::{Model, NotAModel};
pub use pairwise::{Pair, pairwise};
pub use profile::{NoFit, Profile, ProfileInterval, profile};
pub use progress::{Interrupted, Tell};
pub use r_script::{ToCheck, r_script};
pub use refusal::Refusal;
pub use repeat_counts::{
    MAX_TIMES, NotRepeatCounts, RepeatCounts, Zelterman, fit_repeats, profile_repeats,
    repeat_families, zelterman,
};
pub use report::{Estimate, Intervals, Manifest, Report, RunnerUp, estimate, table_digest};
pub use selection::{Candidate, Criterion, EXHAUSTIVE_PAIRS, Ranking, rank};
pub use settings::{Method, Settings};
pub use stepwise::{Added, Stepwise, USUAL_THRESHOLD, stepwise};
pub use warning::Warning;

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
