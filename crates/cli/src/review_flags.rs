//! What can be typed after `concert review`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use concert_terms::Id;
use jiff::civil::Date;

use crate::flags::{Data, Printed};

#[derive(Debug, Args)]
pub(crate) struct Review {
    #[command(subcommand)]
    pub(crate) asks: ReviewQuestion,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReviewQuestion {
    /// Every review cycle, the latest first
    List(ReviewList),
    /// One cycle with its reviews; with --member the review of a member
    Show(ReviewShow),
    /// Open a cycle from a JSON file
    Open(ReviewOpen),
    /// Answer a question of the questionnaire, as the reviewed member
    Answer(ReviewAnswer),
    /// Observe something that should change, as a reviewer
    Observe(ReviewObserve),
    /// Answer an observation, as the reviewed member
    Reply(ReviewReply),
    /// Say whether an observation was followed, as a reviewer
    Mark(ReviewMark),
    /// Remark, as a member that neither reviews nor is reviewed
    Remark(ReviewRemark),
    /// Close a review whose days have passed
    Close(ReviewClose),
    /// Set the day from which a closed review is public, as the reviewed member
    Publish(ReviewPublish),
}

#[derive(Debug, Args)]
pub(crate) struct ReviewList {
    #[command(flatten)]
    pub(crate) printed: Printed,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewShow {
    /// The cycle
    #[arg(value_name = "CYCLE")]
    pub(crate) cycle: Id,
    /// Its review of this member, by identifier or name
    #[arg(long, value_name = "ORGANISATION")]
    pub(crate) member: Option<String>,
    #[command(flatten)]
    pub(crate) printed: Printed,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewOpen {
    /// The cycle, as `concert review show CYCLE --json` has it under `description`; without an
    /// `id` it gets one
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
}

/// Which review.
#[derive(Debug, Args)]
pub(crate) struct Where {
    /// The cycle
    #[arg(value_name = "CYCLE")]
    pub(crate) cycle: Id,
    /// The reviewed member, by identifier or name
    #[arg(value_name = "MEMBER")]
    pub(crate) member: String,
}

/// Who acts, in the name of their own organisation.
#[derive(Debug, Args)]
pub(crate) struct Signed {
    /// The user who acts
    #[arg(long = "as", value_name = "USER")]
    pub(crate) user: String,
    /// A file with that user's password; a line from standard input for -
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub(crate) password_file: PathBuf,
}

/// A text in a language.
#[derive(Debug, Args)]
pub(crate) struct Said {
    /// The text
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: String,
    /// Its language
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) language: String,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewAnswer {
    #[command(flatten)]
    pub(crate) at: Where,
    /// The question by its number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) question: u32,
    #[command(flatten)]
    pub(crate) said: Said,
    #[command(flatten)]
    pub(crate) signed: Signed,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewObserve {
    #[command(flatten)]
    pub(crate) at: Where,
    #[command(flatten)]
    pub(crate) said: Said,
    /// The action of the plan that it is about
    #[arg(long, value_name = "NUMBER")]
    pub(crate) action: Option<String>,
    /// The last day of a reply
    #[arg(long, value_name = "DAY")]
    pub(crate) reply_by: Date,
    #[command(flatten)]
    pub(crate) signed: Signed,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewReply {
    #[command(flatten)]
    pub(crate) at: Where,
    /// The observation by its number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) observation: u32,
    #[command(flatten)]
    pub(crate) said: Said,
    #[command(flatten)]
    pub(crate) signed: Signed,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewMark {
    #[command(flatten)]
    pub(crate) at: Where,
    /// The observation by its number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) observation: u32,
    /// Whether it was followed: wholly, partly or not-at-all
    #[arg(long, value_name = "HOW", value_parser = followed)]
    pub(crate) followed: concert_coalition::Followed,
    /// On what that rests
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) signed: Signed,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewRemark {
    #[command(flatten)]
    pub(crate) at: Where,
    /// The question that it is about; the review as a whole without one
    #[arg(long, value_name = "NUMBER")]
    pub(crate) question: Option<u32>,
    /// The remark
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: String,
    #[command(flatten)]
    pub(crate) signed: Signed,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewClose {
    #[command(flatten)]
    pub(crate) at: Where,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewPublish {
    #[command(flatten)]
    pub(crate) at: Where,
    /// From which day everybody may read it
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Date,
    #[command(flatten)]
    pub(crate) signed: Signed,
    #[command(flatten)]
    pub(crate) data: Data,
}

fn followed(code: &str) -> Result<concert_coalition::Followed, String> {
    let known = concert_coalition::Followed::from_code(code);
    known.ok_or_else(|| "one of wholly, partly, not-at-all".to_owned())
}
