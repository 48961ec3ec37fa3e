//! What can be typed after `concert decision`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use concert_terms::Id;
use jiff::civil::Date;

use crate::flags::{Data, Shown};

#[derive(Debug, Args)]
pub(crate) struct Decision {
    #[command(subcommand)]
    pub(crate) asks: DecisionQuestion,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DecisionQuestion {
    /// Bodies that decide
    Bodies(Shown),
    /// One body: its rule and its members; JSON has the description that `describe` reads
    Body(DecisionOne),
    /// Describe a body, or describe it anew, from a JSON file
    Describe(DecisionDescribe),
    /// Who belongs to the coalition
    Members(Shown),
    /// Record that an organisation belongs to the coalition, or that it left
    Member(DecisionMember),
    /// Every proposal, those that wait for somebody first
    List(Shown),
    /// One proposal: text, positions, count, outcome
    Show(DecisionOne),
    /// State what the rule says of a proposal whose days are over
    Conclude(DecisionConclude),
    /// Record the minutes of a proposal that was concluded
    Minutes(DecisionMinutes),
    /// Ask an organisation to do what follows from a decision
    FollowUp(DecisionFollowUp),
}

#[derive(Debug, Args)]
pub(crate) struct DecisionOne {
    /// Which one
    #[arg(value_name = "ID")]
    pub(crate) id: Id,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Debug, Args)]
pub(crate) struct DecisionDescribe {
    /// The description, as `concert decision body ID --json` has it under `description`
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct DecisionMember {
    /// The organisation
    #[arg(value_name = "ORGANISATION")]
    pub(crate) organisation: Id,
    /// Its first day as a member
    #[arg(long, value_name = "DAY")]
    pub(crate) since: Date,
    /// Its last day, once it left
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<Date>,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct DecisionConclude {
    /// The proposal
    #[arg(value_name = "ID")]
    pub(crate) id: Id,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct DecisionMinutes {
    /// The proposal
    #[arg(value_name = "ID")]
    pub(crate) id: Id,
    /// A file with the minutes as plain text
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Language of the minutes
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) language: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct DecisionFollowUp {
    /// The proposal
    #[arg(value_name = "ID")]
    pub(crate) id: Id,
    /// Who does it
    #[arg(long, value_name = "ORGANISATION")]
    pub(crate) owner: Id,
    /// What is to be done
    #[arg(long, value_name = "TEXT")]
    pub(crate) what: String,
    /// By which day
    #[arg(long, value_name = "DAY")]
    pub(crate) due: Date,
    #[command(flatten)]
    pub(crate) data: Data,
}
