//! The command as it is typed.

mod calculator;
mod commitment;
mod coverage;
mod decision;
mod desk;
mod estimates;
mod linkage;
mod linked_estimates;
mod next;
mod plan;
mod plan_report;
mod review;
mod rounds;
mod tables;
