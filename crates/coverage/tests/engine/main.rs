//! The engine from outside: definitions, worked examples, properties and calibration.

#![expect(clippy::unwrap_used, reason = "what is invented here is sound, or a test fails")]

mod alignment;
mod calibration;
mod change;
mod cohesion;
mod copresence;
mod corridors;
mod duplicates;
mod effect;
mod effect_worlds;
mod gravity;
mod in_doubt;
mod invented;
mod knowledge;
mod ladder;
mod many_rows;
mod next_actions;
mod next_actions_by_hand;
#[cfg(feature = "highs")]
mod next_actions_exact;
mod next_actions_planted;
mod overlap;
mod partners;
mod properties;
mod proportion;
mod served;
mod value_of_information;
mod worked_examples;
