//! What can be typed after `concert coverage next` and `concert coverage compare`.

use std::path::PathBuf;

use clap::Args;
use concert_secretariat::{EquityAmong, NextQuestion, USUAL_EXACT_SECONDS};
use concert_terms::{Pillar, Side};

use crate::flags::{Look, Shown};

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("asks").required(true)
    .args(["budget", "scenario", "print_actions"]))]
pub(crate) struct Next {
    /// What all actions may cost together
    #[arg(long, value_name = "AMOUNT", conflicts_with = "scenario")]
    pub(crate) budget: Option<f64>,
    /// The currency of the budget, such as USD [default: that of the candidates]
    #[arg(long, value_name = "CODE")]
    pub(crate) currency: Option<String>,
    /// How many actions at most
    #[arg(long, value_name = "K", default_value_t = NextQuestion::USUAL_MOST)]
    pub(crate) most: u32,
    /// In every group at least this share of the average closure, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(crate) equity: f64,
    /// Between which groups the floor of --equity holds: places or populations
    #[arg(long, value_name = "GROUPS", default_value = "places", value_parser = among)]
    pub(crate) among: EquityAmong,
    /// Mind the worst draws: the level above which they are the worst, and their weight
    #[arg(long, value_name = "LEVEL,WEIGHT", value_parser = risk)]
    pub(crate) risk: Option<[f64; 2]>,
    /// The pillar whose needs the actions are to meet: gaps of another are in another unit
    #[arg(long)]
    pub(crate) pillar: Option<Pillar>,
    /// Only needs of this side
    #[arg(long)]
    pub(crate) side: Option<Side>,
    /// Only actions that work within so many days
    #[arg(long, value_name = "DAYS")]
    pub(crate) within: Option<u32>,
    /// An action that must be in the plan, by name; may be given for several
    #[arg(long, value_name = "ACTION")]
    pub(crate) require: Vec<String>,
    /// An action that must not be in the plan, by name; may be given for several
    #[arg(long, value_name = "ACTION")]
    pub(crate) forbid: Vec<String>,
    /// Choose from this table (XLSX, ODS, CSV) and not from the register
    #[arg(long, value_name = "FILE")]
    pub(crate) actions: Option<PathBuf>,
    /// Print the candidates as a table to change and read again with --actions
    #[arg(long, conflicts_with_all = ["scenario", "json", "scenario_out"])]
    pub(crate) print_actions: bool,
    #[command(flatten)]
    pub(crate) effort: Effort,
    /// Keep the plan as a scenario in this file
    #[arg(long, value_name = "FILE")]
    pub(crate) scenario_out: Option<PathBuf>,
    /// Look at a scenario again on the picture as it is now
    #[arg(long, value_name = "FILE")]
    pub(crate) scenario: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// How far the search goes.
#[derive(Debug, Args)]
pub(crate) struct Effort {
    /// Seek the bound however long that takes; Ctrl-C gives what is there
    #[arg(long, conflicts_with = "at_once")]
    pub(crate) certify: bool,
    /// Do not seek the bound
    #[arg(long)]
    pub(crate) at_once: bool,
    /// Seek the best of all plans with HiGHS, where this program was built with it; only a second
    /// Ctrl-C ends that before its time
    #[arg(long, conflicts_with_all = ["certify", "at_once", "scenario", "print_actions"])]
    pub(crate) exact: bool,
    /// How long --exact may take; what is found by then is printed
    #[arg(long, value_name = "N", requires = "exact", default_value_t = USUAL_EXACT_SECONDS,
        value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub(crate) within_seconds: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// A scenario that `concert coverage next --scenario-out` wrote
    pub(crate) first: PathBuf,
    /// Another one
    pub(crate) second: PathBuf,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

fn among(text: &str) -> Result<EquityAmong, String> {
    EquityAmong::from_code(text)
        .ok_or_else(|| format!("'{text}' is neither places nor populations"))
}

fn risk(text: &str) -> Result<[f64; 2], String> {
    let wrong = || format!("'{text}' is not a level and a weight, such as 0.9,0.5");
    let (level, weight) = text.split_once(',').ok_or_else(wrong)?;
    let number = |text: &str| text.trim().parse::<f64>().map_err(|_| wrong());
    Ok([number(level)?, number(weight)?])
}
