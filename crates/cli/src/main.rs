//! The `concert` command: flags in, the secretariat's answers out. No rule lives here.

#![deny(clippy::print_stdout)]

// First, for its macro.
#[macro_use]
mod output;

mod calculator_flags;
mod commitment;
mod commitment_fit;
mod commitment_flags;
mod coverage;
mod coverage_flags;
mod decision;
mod decision_flags;
mod demo;
mod doctor;
mod encode;
mod estimate;
mod estimate_assumptions;
mod estimate_censored;
mod estimate_factors;
mod estimate_linkage_errors;
mod estimate_linkages;
mod estimate_linked;
mod estimate_linked_strata;
mod estimate_repeats;
mod estimate_strata;
mod estimate_text;
mod export;
mod flags;
mod import;
mod link;
mod link_flags;
mod link_review;
mod long_work;
mod need;
mod next_flags;
mod office;
mod plan;
mod plan_calendar;
mod plan_effect;
mod plan_flags;
mod plan_report;
mod prevalence;
mod profits;
mod question_flags;
mod recommendation_flags;
mod recommendations;
mod remind;
mod review;
mod review_flags;
mod round;
mod round_flags;
mod serve;
mod submit;
mod user;

use std::process::ExitCode;

use clap::Parser;
use flags::{Command, Flags};
use output::Failure;

/// The exit code of a command that was not understood (`EX_USAGE`).
const NOT_UNDERSTOOD: u8 = 64;

fn main() -> ExitCode {
    let flags = match Flags::try_parse() {
        Ok(flags) => flags,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { NOT_UNDERSTOOD.into() } else { ExitCode::SUCCESS };
        }
    };
    if let Command::ReadTable { .. } = flags.command {
        return concert_secretariat::read_table();
    }
    match run(flags.command).and_then(|()| output::all_said()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(flags) => demo::run(&flags),
        Command::Serve(flags) => serve::run(&flags),
        Command::Import(flags) => import::run(&flags),
        Command::Undo(flags) => import::undo(&flags),
        Command::Export(flags) => export::run(&flags),
        Command::Estimate(flags) => estimate::run(&flags),
        Command::Encode(flags) => encode::run(&flags),
        Command::Round(flags) => round::run(&flags),
        Command::Device(flags) => submit::device(&flags),
        Command::Submit(flags) => submit::submit(&flags),
        Command::Evidence(flags) => link::evidence(&flags),
        Command::Link(flags) => link::link(&flags),
        Command::Need(flags) => need::run(&flags),
        Command::Profits(flags) => profits::run(&flags),
        Command::Prevalence(flags) => prevalence::run(&flags),
        Command::Coverage(flags) => coverage::run(&flags),
        Command::Plan(flags) => plan::run(&flags),
        Command::Commitment(flags) => commitment::run(&flags),
        Command::Decision(flags) => decision::run(&flags),
        Command::Remind(flags) => remind::run(&flags),
        Command::User(flags) => user::run(&flags),
        Command::Review(flags) => review::run(&flags),
        Command::Verify(flags) => doctor::verify(&flags),
        Command::Doctor(flags) => doctor::run(&flags),
        Command::ReadTable { .. } => Ok(()),
    }
}
