//! The command as it is typed.

mod calculator;
mod commitment;
mod coverage;
mod desk;
mod estimates;
mod next;
mod plan;
mod tables;
