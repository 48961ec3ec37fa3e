//! The rules of the coalition, asked through its public interface.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic, also in what it stands on")]

mod anything;
mod assembly;
mod decisions;
mod devices;
mod every_proposal;
mod every_review;
mod every_round;
mod exploration;
mod ground;
mod laws;
mod permissions;
mod plans;
mod promise_changes;
mod promise_model;
mod promise_rules;
mod promises;
mod recommendations;
mod refusals;
mod reviews;
mod rounds;
mod soundness;
mod standings;
mod tally;
