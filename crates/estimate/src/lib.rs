//! How many people are on no list: multiple systems estimation.
//!
//! Several organisations keep lists of the people they have met. How often their lists share
//! people tells something about those whom nobody has met, provided that one may assume how the
//! lists depend on each other. This crate makes the assumption explicit; puts several assumptions
//! beside each other; says how sure each result is, the choice of a model included; and refuses
//! where the table cannot carry an answer.
//!
//! Read it in this order:
//!
//! 1. [`CaptureTable`]: how many people have which capture [`History`].
//! 2. [`Model`]: which lists depend on each other.
//! 3. [`existence()`]: whether a model has an estimate at all, decided in exact arithmetic.
//! 4. [`fit()`]: the estimate of one model, by extended maximum likelihood.
//! 5. [`rank`], [`optimum`] and [`stepwise()`]: which model.
//! 6. [`bootstrap()`], [`bca_interval`], [`percentile_interval`], [`stability`]: how sure.
//! 7. [`average_loglinear`], [`average_decomposable`], [`latent_classes`], [`threshold()`]: posteriors instead of a choice.
//! 8. [`profile()`], [`fit_heterogeneity`], [`highest_order()`], [`pairwise()`], [`fit_repeats`]: how
//!    far the number moves with what is assumed.
//! 9. [`estimate`]: all of it as one honest [`Report`], with its [`Headline`], the answers on other
//!    tables ([`Sensitivity`]), the coverage measured on the table ([`MeasuredCoverage`]), the
//!    [`Ledger`] of assumptions, every [`Refusal`] and [`Warning`]; and [`r_script()`], with which a
//!    peer checks it.
//! 10. Beyond one plain table: [`average_linkages`] where linkage leaves doubt, [`strata()`] for
//!     parts and their sum, [`fit_with_covariates`], and [`fit_censored`] for lists with non-members.
//!
//! What follows from a number of people stands beside it: money in [`profits`], with every constant
//! and its source in [`published_constants`]; rates in [`prevalence`]; and in [`sector_ratio`] how much
//! hangs on one ratio that nobody has measured.
//!
//! The crate reads no file and no clock; a seed is an argument, and the same input gives the same
//! bytes on any number of processors. Long work tells how far it is and can be interrupted
//! ([`Tell`]).
//!
//! Papers: Fienberg 1972, Biometrika 59:591 (the model); Fienberg and Rinaldo 2012, Annals of
//! Statistics 40:996 (existence); Chan, Silverman and Vincent 2021, JASA 116:1297 (sparse tables,
//! stepwise choice, bootstrap); Silverman, Chan and Vincent 2024, Statistics and Computing 34:44
//! (choice by BIC); Madigan and York 1997, Biometrika 84:19 (decomposable graphs); Manrique-Vallier
//! 2016, Biometrics 72:1246 (latent classes); Silverman 2020, JRSS A 183:691 (threshold); Chao 1987,
//! Biometrics 43:783 (lower bound). Every other source stands at its function.

mod bootstrap;
mod calculator;
mod capture_history;
mod censored;
mod chains;
mod covariates;
mod decomposable;
mod heterogeneity;
mod highest_order;
mod latent_class;
mod linkage;
mod loglinear;
mod lower_bound;
mod model;
mod modes;
mod numerics;
mod pairwise;
mod progress;
pub mod refusal;
mod repeat_counts;
mod report;
mod selection;
mod simulation;
mod strata;
mod threshold;
pub mod warning;
mod workers;

pub use bootstrap::interval::{acceleration, bca_interval, percentile_interval, quantile_type_8};
pub use bootstrap::intervals::Intervals;
pub use bootstrap::stability::{Stability, StabilityStep, stability};
pub use bootstrap::{Bootstrap, Influence, Selection, bootstrap};
pub use calculator::{
    average_day, prevalence, profits, published_constants, sector_ratio, uncertain,
};
pub use capture_history::{CaptureTable, History, MAX_LISTS, MAX_PEOPLE, MIN_LISTS, NotATable};
pub use censored::{Bound, CensoredCell, CensoredFit, Censoring, fit_censored};
pub use chains::{
    FEWEST_DRAWS, MAX_R_HAT, MIN_EFFECTIVE_DRAWS, effective_sample_size, r_hat,
    tail_effective_sample_size,
};
pub use covariates::choice::{FactorChoice, choose_with_covariates};
pub use covariates::factor_table::{
    Factor, FactorTable, MAX_FACTOR_CELLS, MAX_LEVELS, NotAFactorTable,
};
pub use covariates::{
    FactorFit, FactorModel, Group, MAX_FACTOR_PARAMETERS, MAX_GENERATOR, NotAFactorModel,
    fit_with_covariates,
};
pub use decomposable::graph::{DecomposableGraph, MAX_GRAPH_LISTS, decomposable_graphs};
pub use decomposable::missing_grid::{FEWEST_MISSING, MissingPrior};
pub use decomposable::{
    AtPriorCount, Averaging, DecomposableAverage, GraphGroup, LEAST_GROUP_WEIGHT, MAX_POINTS,
    MAX_REPEATED_MEMBERSHIPS, MissingRange, NotAveraged, RIVAL_GROUPS_FACTOR, SETTLED, Tail,
    WeighedGraph, average_decomposable, prior_count_sensitivity,
};
pub use heterogeneity::{
    Family, Heterogeneity, HeterogeneityFit, Spread, fit_heterogeneity, heterogeneity_families,
    profile_heterogeneity,
};
pub use highest_order::{
    GivenXi, HighestOrder, NoHighestOrder, USUAL_XI, highest_order, population_given_xi, xi_for,
};
pub use latent_class::{LatentClassSettings, LatentClasses, NoLatentClasses, latent_classes};
pub use linkage::errors::{
    Corrected, ExpectedTable, NotCorrected, with_false_links, with_linkage_errors,
    with_missed_links, without_linkage_errors,
};
pub use linkage::table_estimate::TableEstimate;
pub use linkage::uncertainty::{
    FEW_TABLES, LinkageAverage, LinkageSettings, NotCombined, average_linkages, combine_linkages,
};
pub use loglinear::average::{AVERAGED_UNITS, AveragedModel, LoglinearAverage, average_loglinear};
pub use loglinear::existence::{Existence, existence};
pub use loglinear::fit::{Fit, Verdict, fit};
pub use loglinear::profile::{NoFit, Profile, ProfileInterval, profile};
pub use lower_bound::{LowerBound, lower_bound};
pub use model::{Model, NotAModel};
pub use modes::{DEEPEST_SHARE, LEAST_WEIGHT, Mode, modes};
pub use numerics::{normal, student_t};
pub use pairwise::{Pair, pairwise};
pub use progress::{Interrupted, Tell};
pub use refusal::Refusal;
pub use repeat_counts::{
    MAX_TIMES, NotRepeatCounts, RepeatCounts, Zelterman, fit_repeats, profile_repeats,
    repeat_families, zelterman,
};
pub use report::answer::Estimate;
pub use report::headline::{Because, Headline, LeftOut};
pub use report::ledger::{Answer, Assumption, Bias, Entry, Ledger, MAX_NOTE, NotALedger};
pub use report::measured_coverage::MeasuredCoverage;
pub use report::r_script::{ToCheck, r_script};
pub use report::sensitivity::{OnePerson, Outcome, ReferenceList, Sensitivity, Variant};
pub use report::settings::{Method, Settings};
pub use report::{Cell, Manifest, Report, RunnerUp, estimate, table_digest};
pub use selection::stepwise::{Added, Stepwise, USUAL_THRESHOLD, stepwise};
pub use selection::{Candidate, Criterion, EXHAUSTIVE_MODELS, Optimum, Ranking, optimum, rank};
pub use simulation::simulate;
pub use strata::stratum::Alone;
pub use strata::{
    MIN_ESTIMATED_STRATA, NotPooled, Pooled, StrataReport, StrataSettings, Stratum,
    StratumEstimate, strata,
};
pub use threshold::{
    JudgedTerm, MAX_DRAWS, Mixing, NotThresholded, ThresholdEstimate, Thresholding, threshold,
};
pub use warning::Warning;

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
