//! The command as it is typed.

mod calculator;
mod desk;
mod estimates;
mod tables;
