//! The rules of the coalition, asked through its public interface.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic, also in what it stands on")]

mod assembly;
mod decisions;
mod every_proposal;
mod every_review;
mod exploration;
mod ground;
mod laws;
mod permissions;
mod plans;
mod refusals;
mod reviews;
mod tally;
